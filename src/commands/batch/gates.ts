import { closestTo } from '../../model/closest.ts';
import { Refusal } from '../../model/refusal.ts';
import { type Outcome, SCORE_STATE } from '../../scoring/kernel/outcome.ts';
import type { Plan } from '../../scoring/plan.ts';
import { readLevel } from '../steps/read-level.ts';

/** What every scored row must come to for sure, for pipelines. */
export interface Gate {
  /** An index into `plan.scores`. */
  readonly score: number;
  readonly name: string;
  readonly least: number;
}

/** So many gates have a bit in a byte. */
const MOST_GATES = 8;

/** Reads `--min-score NAME=VALUE` and `--min-level VALUE`; throws a `Refusal` for a score or a level that is not there. */
export function readGates(plan: Plan, scores: readonly string[], level: string | undefined): readonly Gate[] {
  const given = [...scores.map(readScoreGate), ...(level === undefined ? [] : [{ name: 'level', text: level }])];
  if (given.length > MOST_GATES) throw new Refusal(2, `--min-score: at most ${MOST_GATES} gates are possible`);
  return given.map(({ name, text }) => {
    const score = plan.scores.findIndex((one) =>
      name === 'level' ? one.node === plan.level : one.name === name && !one.hidden,
    );
    if (score < 0) throw new Refusal(2, `there is no score "${name}"`, nearTo(plan, name));
    const least = Number(text);
    if (text.trim() === '' || !Number.isFinite(least)) throw new Refusal(2, `"${text}" is not a number for ${name}`);
    if (name === 'level') readLevel(plan, '--min-level', text);
    return { score, name, least };
  });
}

/** Which gates a row misses, a bit for each. What is open counts as the lowest it may come to, and none is below all. */
export function missedGates(gates: readonly Gate[], { scores }: Outcome, row: number): number {
  let missed = 0;
  for (const [bit, { score, least }] of gates.entries()) {
    const column = scores[score];
    const value =
      column?.state[row] === SCORE_STATE.settled
        ? column.value[row]
        : column?.state[row] === SCORE_STATE.open
          ? column.lowest[row]
          : Number.NaN;
    if (!((value as number) >= least)) missed |= 1 << bit;
  }
  return missed;
}

function readScoreGate(text: string): { readonly name: string; readonly text: string } {
  const at = text.indexOf('=');
  if (at > 0) return { name: text.slice(0, at), text: text.slice(at + 1) };
  throw new Refusal(2, `--min-score: "${text}" is not NAME=VALUE, such as total=60`);
}

function nearTo(plan: Plan, name: string): string | undefined {
  const names = closestTo(
    name,
    plan.scores.filter(({ hidden }) => !hidden).map((score) => score.name),
  );
  return names.length > 0 ? `Scores: ${names.join(', ')}` : undefined;
}
