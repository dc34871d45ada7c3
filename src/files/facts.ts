import { isDeepStrictEqual } from 'node:util';
import type { RecordedAnswer, RecordedAnswers } from '../model/generated/types.ts';

const NAME = 'name';

/** A fact that is stated differently from what was on file; without `to` it is no longer stated. */
export interface FactChange {
  readonly name: string;
  readonly from: RecordedAnswer;
  readonly to?: RecordedAnswer;
}

/** Two different names for one key: most likely a mistyped key, and two enterprises in one file. */
export interface NameConflict {
  readonly stored: string;
  readonly given: string;
}

/** Whether the facts on file and those given name two different enterprises; how wide brackets are is no difference. */
export function findNameConflict(stored: RecordedAnswers, given: RecordedAnswers): NameConflict | undefined {
  const [before, now] = [statedName(stored), statedName(given)];
  if (before === undefined || now === undefined || comparable(before) === comparable(now)) return undefined;
  return { stored: before, given: now };
}

/** The facts as last stated: those given, then those that only earlier assessments stated. */
export function mergeFacts(stored: RecordedAnswers, given: RecordedAnswers): RecordedAnswers {
  return Object.fromEntries([
    ...Object.entries(given),
    ...Object.entries(stored).filter(([name]) => !Object.hasOwn(given, name)),
  ]);
}

/** Which facts on file say something else afterwards. A fact stated for the first time is no change. */
export function compareFacts(before: RecordedAnswers, after: RecordedAnswers): FactChange[] {
  return Object.entries(before).flatMap(([name, from]) => {
    const to = Object.hasOwn(after, name) ? after[name] : undefined;
    if (to === undefined) return [{ name, from }];
    const same = from.state === to.state && isDeepStrictEqual(from.value, to.value);
    return same ? [] : [{ name, from, to }];
  });
}

function statedName(facts: RecordedAnswers): string | undefined {
  const name = Object.hasOwn(facts, NAME) ? facts[NAME]?.value : undefined;
  return typeof name === 'string' && comparable(name) ? name : undefined;
}

function comparable(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}
