// What every scored row must come to for sure, for pipelines.
import { CodedRefusal } from '../../i18n/index.ts';
import { rankBySpelling } from '../../model/index.ts';
import { type KernelResult, type Plan, SCORE_STATE } from '../../scoring/index.ts';
import { parseLevel } from '../common-options.ts';
import type { TypedGate } from '../typed-options.ts';

/** A score or the level, and the least it may be. */
export interface Gate {
  /** An index into `plan.scores`. */
  readonly score: number;
  readonly name: string;
  readonly least: number;
}

/** So many gates have a bit in a byte. */
const MOST_GATES = 8;

/** The gates of `--min-score` and `--min-level`. Throws a `Refusal` for a score or a level that is not there. */
export function readGates(plan: Plan, scores: readonly TypedGate[], level: string | undefined): readonly Gate[] {
  const given = [
    ...scores.map(({ name, least }) => ({ name, text: String(least) })),
    ...(level === undefined ? [] : [{ name: 'level', text: level }]),
  ];
  if (given.length > MOST_GATES) throw new CodedRefusal(2, 'tooManyGates', String(MOST_GATES));
  return given.map(({ name, text }) => {
    const score = plan.scores.findIndex((one) =>
      name === 'level' ? one.node === plan.level : one.name === name && !one.hidden,
    );
    if (score < 0) throw new CodedRefusal(2, 'unknownScore', name, nearTo(plan, name));
    const least = name === 'level' ? parseLevel(plan, '--min-level', text) : undefined;
    return { score, name, least: least ?? Number(text) };
  });
}

/** The gates that each row misses, a bit for each. What is open counts as the lowest it may come to, and none is below all. */
export function findMissedGates(gates: readonly Gate[], { scores }: KernelResult, rows: number): Uint8Array {
  const missed = new Uint8Array(rows);
  for (const [bit, { score, least }] of gates.entries()) {
    const column = scores[score];
    for (let row = 0; row < rows; row++) {
      const state = column?.state[row];
      const values =
        state === SCORE_STATE.settled ? column?.value : state === SCORE_STATE.open ? column?.lowest : undefined;
      if (!((values?.[row] ?? Number.NaN) >= least)) missed[row] = (missed[row] as number) | (1 << bit);
    }
  }
  return missed;
}

function nearTo(plan: Plan, name: string): readonly string[] {
  return rankBySpelling(
    name,
    plan.scores.filter(({ hidden }) => !hidden).map((score) => score.name),
  );
}
