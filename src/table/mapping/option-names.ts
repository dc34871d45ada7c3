// Finds the option of a multiple-choice question that the heading of a column means.

import { itemAt, normaliseSpelling } from '../../model/index.ts';
import { type Input, type Plan, takesSeveral } from '../../scoring/index.ts';
import { createValueLookup } from '../marked-text.ts';
import { valueSpellingsOf } from './answer-spellings.ts';
import {
  CODED_HEADING_PATTERN,
  readLeadingNumber,
  removeShortName,
  splitOption,
  splitReversedOption,
  toBareHeading,
  toPlainHeading,
} from './heading-text.ts';
import type { InputNames } from './input-names.ts';

/** The option of a question that a heading means. */
interface OptionMatch {
  readonly input: number;
  /** The position of the option, counted from 0. */
  readonly option: number;
  /** Whether the heading only gives the number of the option, counted from 1. */
  readonly isCounted: boolean;
  readonly language: string | null;
}

/** An option whose heading is only its text. */
interface BareOption extends OptionMatch {
  /** Whether no column of the question itself comes before the column of the option. */
  readonly isAlone: boolean;
}

/** What a column was matched with before headings that are only the text of an option are considered. */
interface ColumnMatch {
  readonly by: string | null;
  readonly input: number | null;
  readonly option: number | null;
}

/** Finds out which option the heading of a column for one option means. */
export interface OptionNames {
  /**
   * Finds headings that are only the text of an option, if consecutive columns are all options of one question. If the
   * column before them is that of the question itself, they certainly are its options; otherwise they only may be.
   */
  findBare(headings: readonly string[], matches: readonly ColumnMatch[]): ReadonlyMap<number, BareOption>;
  /** Returns the multiple-choice questions that have an option with this text. */
  findOwners(heading: string): readonly number[];
  /** Matches `Q1[A]`, `Q1/A`, `Q1___a`, `Question (Option)` and the like; undefined for other headings. */
  find(heading: string): OptionMatch | undefined;
  /**
   * Matches headings such as `1(option)` and `1(other)`. All options after the same number must belong to one question.
   */
  findNumbered(headings: ReadonlyMap<number, string>, taken: ReadonlySet<number>): ReadonlyMap<number, OptionMatch>;
}

const OPTION_NUMBER = /^(?:sq|o|a|option)?0*([1-9]\d?)$/;

/** The options of all multiple-choice questions. */
interface OptionIndex {
  readonly plan: Plan;
  readonly names: InputNames;
  /** Returns the position of the option with a text, by question. */
  readonly finders: ReadonlyMap<number, (text: string) => number | undefined>;
}

/** Creates an index of the headings of columns for options of multiple-choice questions. */
export function createOptionNames(plan: Plan, names: InputNames): OptionNames {
  const finders = new Map(
    plan.inputs.flatMap((input, i) =>
      takesSeveral(input) ? [[i, createValueLookup(valueSpellingsOf(input))] as const] : [],
    ),
  );
  const index: OptionIndex = { plan, names, finders };
  return {
    find: (heading) => findOption(heading, index),
    findBare: (headings, matches) => findBareOptions(headings, matches, index),
    findNumbered: (headings, taken) => findNumberedOptions(headings, taken, index),
    findOwners(heading) {
      const text = toBareHeading(heading);
      return [...finders].flatMap(([input, optionFinder]) => (optionFinder(text) === undefined ? [] : [input]));
    },
  };
}

function findOption(heading: string, index: OptionIndex): OptionMatch | undefined {
  if (index.finders.size === 0) return undefined;
  const plainText = normaliseSpelling(heading);
  const [, code = ''] = CODED_HEADING_PATTERN.exec(plainText) ?? [];
  const parts = [...splitOption(code), ...splitOption(plainText)];
  return (
    parts.map(([before, after]) => readParts(before, after, false, index)).find((match) => match !== undefined) ??
    parts.map(([before, after]) => readParts(before, after, true, index)).find((match) => match !== undefined) ??
    splitReversedOption(plainText)
      .map(([question, option]) => readParts(question, option, false, index))
      .find((match) => match !== undefined)
  );
}

function readParts(
  before: string,
  after: string,
  isCounted: boolean,
  { plan, names, finders }: OptionIndex,
): OptionMatch | undefined {
  const directNames = names.find(before);
  const parentNames = directNames.length > 0 ? directNames : names.findWithin(before);
  const [{ input, language } = { input: -1, language: null }] = parentNames;
  const optionFinder = finders.get(input);
  if (parentNames.length !== 1 || !optionFinder) return undefined;
  const option = isCounted ? positionOf(after, itemAt(plan.inputs, input)) : optionFinder(after);
  return option === undefined ? undefined : { input, option, isCounted, language };
}

function positionOf(text: string, { options }: Input): number | undefined {
  const position = Number(OPTION_NUMBER.exec(text)?.[1] ?? 0);
  return position >= 1 && position <= options.length ? position - 1 : undefined;
}

function findNumberedOptions(
  headings: ReadonlyMap<number, string>,
  taken: ReadonlySet<number>,
  { finders }: OptionIndex,
): Map<number, OptionMatch> {
  const groups = new Map<string, { readonly column: number; readonly after: string }[]>();
  for (const [column, heading] of headings) {
    const [before, after] =
      splitOption(normaliseSpelling(heading)).find(([question]) => /^\D{0,2}\d+\W*$/.test(question)) ?? [];
    const number = before === undefined ? undefined : readLeadingNumber(before);
    if (number !== undefined && after !== undefined)
      groups.set(number, [...(groups.get(number) ?? []), { column, after }]);
  }
  const numberedOptions = new Map<number, OptionMatch>();
  for (const columns of groups.values()) {
    const candidates = [...finders].flatMap(([input, optionFinder]) => {
      const options = columns.map(({ after }) => optionFinder(after));
      const isMatch = !taken.has(input) && options.every((option) => option !== undefined);
      return isMatch && new Set(options).size === options.length ? [{ input, options }] : [];
    });
    const [only, other] = candidates;
    if (!only || other) continue;
    for (const [i, { column }] of columns.entries()) {
      numberedOptions.set(column, {
        input: only.input,
        option: itemAt(only.options, i),
        isCounted: false,
        language: null,
      });
    }
  }
  return numberedOptions;
}

/** Returns the options of a question that consecutive headings name from a column on, each once. */
function readRun(
  optionFinder: ((text: string) => number | undefined) | undefined,
  texts: readonly (readonly string[])[],
  firstColumn: number,
): readonly number[] {
  const runOptions: number[] = [];
  for (let i = firstColumn; i < texts.length && optionFinder; i++) {
    const option = texts[i]?.map(optionFinder).find((value) => value !== undefined);
    if (option === undefined || runOptions.includes(option)) break;
    runOptions.push(option);
  }
  return runOptions;
}

function findBareOptions(
  headings: readonly string[],
  matches: readonly ColumnMatch[],
  { plan, finders }: OptionIndex,
): ReadonlyMap<number, BareOption> {
  const bareOptions = new Map<number, BareOption>();
  if (matches.every(({ by }) => by === 'id')) return bareOptions;
  const texts = headings.map((heading) => {
    const plainText = toPlainHeading(heading);
    // A single letter is not enough to recognise an option.
    return [...new Set([plainText, removeShortName(plainText)])].filter((text) => text !== '' && !/^[a-z]$/.test(text));
  });
  const inputsWithColumn = new Set(matches.flatMap(({ input }) => input ?? []));
  const isComplete = (input: number, { length }: readonly number[]): boolean =>
    length > 1 && length === plan.inputs[input]?.options.length;
  const addRun = (input: number, from: number, run: readonly number[], isAlone: boolean): void => {
    for (const [offset, option] of run.entries())
      bareOptions.set(from + offset, { input, option, isCounted: false, language: null, isAlone });
  };
  for (let i = 0; i < headings.length; i++) {
    if (bareOptions.has(i)) continue;
    const { input = null, option = null } = matches[i] ?? {};
    const ownRun =
      input !== null && option === null && finders.has(input) ? readRun(finders.get(input), texts, i + 1) : [];
    if (input !== null && isComplete(input, ownRun)) {
      addRun(input, i + 1, ownRun, false);
      continue;
    }
    const candidates = [...finders].flatMap(([other, optionFinder]) => {
      const run = inputsWithColumn.has(other) ? [] : readRun(optionFinder, texts, i);
      return isComplete(other, run) ? [{ other, run }] : [];
    });
    const [only, ...others] = candidates;
    if (only && others.length === 0) addRun(only.other, i, only.run, true);
  }
  return bareOptions;
}
