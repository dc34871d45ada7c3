import { createFinder, plainForm } from '../../model/plain.ts';
import type { Input, Plan } from '../../scoring/plan.ts';
import { numberBefore } from './headings.ts';
import type { Names } from './names.ts';
import { spellingsOf } from './values.ts';

/** A column for one option of a question. */
export interface OptionNamed {
  readonly input: number;
  /** The position of the option, from 0. */
  readonly option: number;
  /** Whether the heading only counts the option, from 1. */
  readonly isCounted: boolean;
  readonly language: string | null;
}

/** What headings of columns for one option mean. */
export interface OptionNames {
  /** `Q1[A]`, `Q1/A`, `Q1___a`, `Question (Option)` and the like; undefined for a heading that is none. */
  find(heading: string): OptionNamed | undefined;
  /** The headings `1(option)`, `1(other)` by column: all options of a number must be those of one question. */
  findNumbered(headings: ReadonlyMap<number, string>, taken: ReadonlySet<number>): ReadonlyMap<number, OptionNamed>;
}

const SIGNS = /\/|_{1,3}|\.|:|—| - |-/g;
const COUNTED = /^(?:sq|o|a|option)?0*([1-9]\d?)$/;

/** The columns that the options of the multiple choices of a plan can have. */
export function createOptionNames(plan: Plan, names: Names): OptionNames {
  const finders = new Map(
    plan.inputs.flatMap((input, i) =>
      input.type === 'multiple' ? [[i, createFinder(spellingsOf(input))] as const] : [],
    ),
  );

  function find(heading: string): OptionNamed | undefined {
    if (finders.size === 0) return undefined;
    const parts = partsOf(plainForm(heading));
    return (
      parts.map(([before, behind]) => readParts(before, behind, false)).find((one) => one !== undefined) ??
      parts.map(([before, behind]) => readParts(before, behind, true)).find((one) => one !== undefined)
    );
  }

  function readParts(before: string, behind: string, isCounted: boolean): OptionNamed | undefined {
    const found = names.find(before);
    const [{ input, language } = { input: -1, language: null }] = found;
    const finder = finders.get(input);
    if (found.length !== 1 || !finder) return undefined;
    const option = isCounted ? positionOf(behind, plan.inputs[input] as Input) : finder(behind);
    return option === undefined ? undefined : { input, option, isCounted, language };
  }

  function findNumbered(headings: ReadonlyMap<number, string>, taken: ReadonlySet<number>): Map<number, OptionNamed> {
    const groups = new Map<string, { readonly column: number; readonly behind: string }[]>();
    for (const [column, heading] of headings) {
      const [before, behind] = partsOf(plainForm(heading)).find(([one]) => /^\D{0,2}\d+\W*$/.test(one)) ?? [];
      const number = before === undefined ? undefined : numberBefore(before);
      if (number !== undefined && behind !== undefined)
        groups.set(number, [...(groups.get(number) ?? []), { column, behind }]);
    }
    const found = new Map<number, OptionNamed>();
    for (const columns of groups.values()) {
      const fitting = [...finders].flatMap(([input, finder]) => {
        const options = columns.map(({ behind }) => finder(behind));
        const isWhole = !taken.has(input) && options.every((one) => one !== undefined);
        return isWhole && new Set(options).size === options.length ? [{ input, options }] : [];
      });
      const [one, other] = fitting;
      if (!one || other) continue;
      for (const [i, { column }] of columns.entries()) {
        found.set(column, { input: one.input, option: one.options[i] as number, isCounted: false, language: null });
      }
    }
    return found;
  }
  return { find, findNumbered };
}

/** Every way to part a heading into a question and an option. */
function partsOf(plain: string): [string, string][] {
  const brackets = /[\])】]$/.test(plain)
    ? [...plain.matchAll(/[[(【]/g)].map(({ index }): [string, string] => [
        plain.slice(0, index).trim(),
        plain.slice(index + 1, -1).trim(),
      ])
    : [];
  const signs = [...plain.matchAll(SIGNS)].map(({ index, 0: sign }): [string, string] => [
    plain.slice(0, index).trim(),
    plain.slice(index + sign.length).trim(),
  ]);
  return [...brackets, ...signs].filter(([before, behind]) => before !== '' && behind !== '');
}

function positionOf(text: string, { options }: Input): number | undefined {
  const position = Number(COUNTED.exec(text)?.[1] ?? 0);
  return position >= 1 && position <= options.length ? position - 1 : undefined;
}
