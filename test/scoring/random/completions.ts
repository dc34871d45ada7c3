import { fraction, type Rational } from '../../../src/model/rational.ts';
import type { Known } from '../condition/plain-evaluator.ts';
import { combinations } from '../condition/possible-combinations.ts';
import { allowedValues } from '../second-evaluator/answers.ts';
import {
  type Asked,
  askedBy,
  isDerived,
  type Later,
  type Pack,
  type Reply,
  type Stated,
  type Value,
} from '../second-evaluator/read-pack.ts';
import { Oracle, tell } from '../second-evaluator/second-evaluator.ts';
import type { Tell } from '../second-evaluator/tally.ts';

/** A pack, what was stated, and how what is open turns out. */
export interface Completion {
  readonly stated: ReadonlyMap<string, Stated>;
  readonly later: Later;
}

/**
 * Every way the open answers of a finite pack can turn out: all allowed answers, with evidence or without where that
 * counts, "not applicable" where that is allowed. A derived answer follows from the others, or is stated: as one of
 * the values that can follow, or as any value where `any` is asked for, as by someone who does not know the raw
 * numbers. Undefined where there are more than `most` ways.
 */
export function completionsOf(
  pack: Pack,
  stated: Completion['stated'],
  most: number,
  any = false,
): Completion[] | undefined {
  const open = askedBy(pack).filter(({ name }) => isMissing(stated.get(name)));
  const free = open.filter((asked) => !alwaysFollows(asked));
  if (free.reduce((product, asked) => product * waysOf(asked, pack).length, 1) > most) return undefined;
  const laters = combinations(free.map((asked) => waysOf(asked, pack))).map(
    (replies) => new Map(free.map(({ name }, i) => [name, replies[i]])),
  );
  const derived = open.filter((asked) => asked.section !== null && isDerived(asked));
  const statedToo = derived.map((asked) => {
    if (any) return [undefined, ...repliesOf(asked, allowedValues(asked.definition, pack) ?? [], pack)];
    const following = followingValues(asked.name, pack, stated, laters);
    // What follows already, whatever else is said, is no longer open: nobody states it again.
    return following.length === 1 ? [undefined] : [undefined, ...repliesOf(asked, following, pack)];
  });
  if (statedToo.reduce((product, { length }) => product * length, laters.length) > most) return undefined;
  return combinations(statedToo).flatMap((replies) => {
    const more = replies.flatMap((reply, i): [string, Stated][] =>
      reply === undefined ? [] : [[(derived[i] as Asked).name, { state: 'answered', ...reply }]],
    );
    return laters.map((later) => ({ stated: new Map([...stated, ...more]), later }));
  });
}

/** What each score comes to in every completion of the open answers; undefined where the oracle cannot tell. */
export function outcomesOf(
  pack: Pack,
  completions: readonly Completion[],
  names: readonly string[],
  note: Tell,
): ReadonlyMap<string, readonly (Rational | null)[] | undefined> {
  const values = new Map(names.map((name) => [name, [] as (Rational | null)[] | undefined]));
  for (const { stated, later } of completions) {
    const oracle = new Oracle(pack, stated, later, note);
    for (const name of names) {
      const [value] = tell(() => oracle.score(name));
      if (value === undefined) values.set(name, undefined);
      else values.get(name)?.push(value && fraction(value.top, value.bottom));
    }
  }
  return values;
}

function isMissing(stated: Stated | undefined): boolean {
  return stated === undefined || stated.state === 'unanswered' || stated.state === 'unknown';
}

/** Facts with cases, or derived from numbers in a way that never fails. */
function alwaysFollows({ definition }: Asked): boolean {
  return 'first' in definition || ('derive' in definition && definition.type === 'decimal');
}

function waysOf(asked: Asked, pack: Pack): (Reply | undefined)[] {
  const replies: (Reply | undefined)[] = repliesOf(asked, allowedValues(asked.definition, pack) ?? [], pack);
  return asked.notApplicable ? [...replies, undefined] : replies;
}

/** Evidence changes what an option counts; numbers count themselves, and facts have no points. */
function repliesOf({ section, definition }: Asked, values: readonly Value[], pack: Pack): Reply[] {
  const counts =
    section !== null && definition.type !== 'integer' && JSON.stringify(pack.rubric).includes('"evidence"');
  return values.flatMap((value) => (counts ? [false, true] : [false]).map((proven) => ({ value, proven })));
}

/** The different values a derived question can come to. */
function followingValues(name: string, pack: Pack, stated: Completion['stated'], laters: readonly Later[]): Value[] {
  const values = laters.flatMap((later) => tell(() => new Oracle(pack, stated, later).answer(name)));
  const different = new Map(values.map((value) => [inWords(value), value]));
  return [...different.values()].filter((value): value is Value => value !== undefined);
}

function inWords(value: Known): string {
  if (typeof value !== 'object' || !('top' in value)) return JSON.stringify(value ?? null);
  return String(Number(value.top) / Number(value.bottom));
}
