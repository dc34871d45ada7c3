// Gates: minimum scores that every scored row must be certain to reach, for use in pipelines.
import { CodedRefusal } from '../../i18n/index.ts';
import { itemAt, type Rubric, rankBySpelling } from '../../model/index.ts';
import { type KernelResult, type Plan, SCORE_STATE } from '../../scoring/index.ts';
import { headlineScore } from '../../versions/index.ts';
import { parseLevel } from '../common-options.ts';
import type { TypedGate } from '../typed-options.ts';

/** A minimum for a score or for the level. */
export interface Gate {
  /** An index into `plan.scores`. */
  readonly score: number;
  readonly name: string;
  readonly least: number;
}

/** The maximum number of gates. They take the lowest bits of a row's marks; the bits above mark undecided scores. */
const MAX_GATES = 8;

/** A score for which rows with an undecided value are counted: the level, or the score from which the level is read. */
export interface WatchedScore {
  /** An index into `plan.scores`. */
  readonly score: number;
  readonly name: string;
}

/** The level and the headline score of a pack, unless hidden or missing. */
export function listWatchedScores(plan: Plan, rubric: Rubric): readonly WatchedScore[] {
  const headline = headlineScore(rubric);
  return plan.scores.flatMap(({ name, node, hidden }, score) =>
    !hidden && (node === plan.level || name === headline) ? [{ score, name }] : [],
  );
}

/** Reads the gates of `--min-score` and `--min-level`. Throws a `Refusal` for an unknown score or level. */
export function readGates(plan: Plan, scores: readonly TypedGate[], level: string | undefined): readonly Gate[] {
  const statedGates = [
    ...scores.map(({ name, least }) => ({ name, text: String(least) })),
    ...(level === undefined ? [] : [{ name: 'level', text: level }]),
  ];
  if (statedGates.length > MAX_GATES) throw new CodedRefusal(2, 'tooManyGates', { most: String(MAX_GATES) });
  return statedGates.map(({ name, text }) => {
    const score = plan.scores.findIndex((candidate) =>
      name === 'level' ? candidate.node === plan.level : candidate.name === name && !candidate.hidden,
    );
    if (score < 0) throw new CodedRefusal(2, 'unknownScore', { name, scores: suggestScores(plan, name) });
    const minLevel = name === 'level' ? parseLevel(plan, '--min-level', text) : undefined;
    return { score, name, least: minLevel ?? Number(text) };
  });
}

/**
 * Marks each row: one bit for each gate that it misses, and above those one bit for each watched score that is
 * undecided. An undecided score counts as its lowest possible value; a score without a value misses every gate.
 */
export function markRows(
  gates: readonly Gate[],
  watched: readonly WatchedScore[],
  { scores }: KernelResult,
  rows: number,
): Uint16Array {
  const marks = new Uint16Array(rows);
  for (const [bit, { score, least }] of gates.entries()) {
    const column = scores[score];
    for (let row = 0; row < rows; row++) {
      const state = column?.state[row];
      const values =
        state === SCORE_STATE.settled ? column?.value : state === SCORE_STATE.open ? column?.lowest : undefined;
      if (!((values?.[row] ?? Number.NaN) >= least)) marks[row] = (marks[row] as number) | (1 << bit);
    }
  }
  for (const [bit, { score }] of watched.entries()) {
    const state = scores[score]?.state.subarray(0, rows) ?? new Uint8Array();
    // Undecided scores are few and found by searching for one byte, which is fast.
    for (let row = state.indexOf(SCORE_STATE.open); row >= 0; row = state.indexOf(SCORE_STATE.open, row + 1))
      marks[row] = (marks[row] as number) | (1 << (MAX_GATES + bit));
  }
  return marks;
}

/** Adds the marks of a row to the counts by gate and by watched score. */
export function countMarks(
  marks: number,
  count: 1 | -1,
  { missed, undecided }: { readonly missed: number[]; readonly undecided: number[] },
): void {
  for (let bit = 0; marks >> bit !== 0; bit++) {
    if (((marks >> bit) & 1) === 0) continue;
    const [counts, at] = bit < MAX_GATES ? [missed, bit] : [undecided, bit - MAX_GATES];
    counts[at] = itemAt(counts, at) + count;
  }
}

function suggestScores(plan: Plan, name: string): readonly string[] {
  return rankBySpelling(
    name,
    plan.scores.filter(({ hidden }) => !hidden).map((score) => score.name),
  );
}
