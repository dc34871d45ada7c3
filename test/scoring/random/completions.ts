import type { Fact, Question } from '../../../src/model/generated/types.ts';
import { combinations } from '../../condition/open-values.ts';
import type { Known } from '../../condition/plain.ts';
import { allowedValues } from '../oracle/answers.ts';
import type { Pack, Stated, Value } from '../oracle/pack.ts';
import { Oracle, tell } from '../oracle.ts';

/** A pack, what was stated, and how what is open turns out. */
export interface Completion {
  readonly stated: ReadonlyMap<string, Stated>;
  readonly later: ReadonlyMap<string, Value | undefined>;
}

/**
 * Every way the open answers of a finite pack can turn out: all allowed answers, "not applicable" where that is
 * allowed. A derived answer follows from the others, or is stated: as one of the values that can follow, or as any
 * value where `any` is asked for, as by someone who does not know the raw numbers. Undefined where there are more than
 * `most` ways.
 */
export function completionsOf(
  pack: Pack,
  stated: Completion['stated'],
  most: number,
  any = false,
): Completion[] | undefined {
  const { facts = [], sections } = pack.questionnaire;
  const questions = sections.flatMap((section) => section.questions);
  const open = [...facts, ...questions].filter(({ id }) => isMissing(stated.get(id)));
  const free = open.filter((definition) => !alwaysFollows(definition));
  if (free.reduce((product, definition) => product * waysOf(definition, pack).length, 1) > most) return undefined;
  const laters = combinations(free.map((definition) => waysOf(definition, pack))).map(
    (values) => new Map(free.map(({ id }, i) => [id, values[i]])),
  );
  const derived = open.filter(({ id, derive }) => derive && questions.some((question) => question.id === id));
  const statedToo = derived.map((definition) => [
    undefined,
    ...(any ? (allowedValues(definition, pack) ?? []) : followingValues(definition.id, pack, stated, laters)),
  ]);
  if (statedToo.reduce((product, { length }) => product * length, laters.length) > most) return undefined;
  return combinations(statedToo).flatMap((values) => {
    const more = values.flatMap((value, i): [string, Stated][] =>
      value === undefined ? [] : [[(derived[i] as Question).id, { state: 'answered', value }]],
    );
    return laters.map((later) => ({ stated: new Map([...stated, ...more]), later }));
  });
}

function isMissing(stated: Stated | undefined): boolean {
  return stated === undefined || stated.state === 'unanswered' || stated.state === 'unknown';
}

/** Facts with cases, or derived from numbers in a way that never fails. */
function alwaysFollows(definition: Fact | Question): boolean {
  return 'first' in definition || (definition.derive !== undefined && definition.type === 'decimal');
}

function waysOf(definition: Fact | Question, pack: Pack): (Value | undefined)[] {
  const values: (Value | undefined)[] = allowedValues(definition, pack) ?? [];
  return definition.notApplicable ? [...values, undefined] : values;
}

/** The different values a derived question can come to. */
function followingValues(id: string, pack: Pack, stated: Completion['stated'], laters: Completion['later'][]): Value[] {
  const values = laters.flatMap((later) => tell(() => new Oracle(pack, stated, later).answer(id)));
  const different = new Map(values.map((value) => [inWords(value), value]));
  return [...different.values()].filter((value): value is Value => value !== undefined);
}

function inWords(value: Known): string {
  if (typeof value !== 'object' || !('top' in value)) return JSON.stringify(value ?? null);
  return String(Number(value.top) / Number(value.bottom));
}
