import { findAnswerFault } from './answer-fault.ts';
import type { ResultBlock } from './blocks.ts';
import { endsTest, levelTest } from './limit-tests.ts';
import type { Limits } from './limits.ts';
import { NO_PACK } from './member.ts';
import type { TextCells } from './text-cells.ts';
import { createValueTable, type ValueTable } from './value-table.ts';

/** What rows state that name no pack, as far as it takes to hold them against a pack that turns out to be theirs later. */
export interface Unjudged {
  add(block: ResultBlock): void;
  /** Whether some row could not be by a pack with such limits. */
  exceeds(limits: Limits): boolean;
}

/** Nothing stated yet. */
export function createUnjudged(): Unjudged {
  const levels = new Set<number>();
  const scores = new Map<string, [least: number, most: number]>();
  /** Columns that would be scores of some packs. */
  const facts = new Set<string>();
  const answers = new Map<string, ValueTable>();

  function addScore(name: string, values: Float64Array, { rows, pack }: ResultBlock): void {
    let [least, most] = scores.get(name) ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let row = 0; row < rows; row++) {
      if (pack[row] !== NO_PACK) continue;
      const value = values[row] as number;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    scores.set(name, [least, most]);
  }

  function addAnswers(name: string, cells: TextCells, { rows, pack }: ResultBlock): void {
    const marks = answers.get(name) ?? createValueTable();
    answers.set(name, marks);
    for (let row = 0; row < rows; row++) if (pack[row] === NO_PACK) marks.codeAt(cells, row);
  }

  return {
    add(block) {
      for (const values of new Set([block.level, block.lowest, block.highest])) {
        let last = Number.NaN;
        for (let row = 0; row < block.rows; row++) {
          const value = values[row] as number;
          if (value === last || block.pack[row] !== NO_PACK) continue;
          levels.add(value);
          last = value;
        }
      }
      for (const [name, values] of block.scores) addScore(name, values, block);
      for (const [name, cells] of block.facts) if (!facts.has(name) && isStated(cells, block)) facts.add(name);
      for (const [name, cells] of block.answers) addAnswers(name, cells, block);
    },
    exceeds(limits) {
      const isLevel = levelTest(limits);
      return (
        [...levels].some((value) => !isLevel(value)) ||
        [...scores].some(([name, ends]) => {
          const known = limits.scores.get(name);
          return known !== undefined && !ends.every(endsTest(known));
        }) ||
        [...facts].some((name) => limits.scores.has(name)) ||
        [...answers].some(([name, { values }]) => {
          const question = limits.questions.get(name);
          return question !== undefined && values.some((mark) => findAnswerFault(question, mark));
        })
      );
    },
  };
}

function isStated({ starts, ends }: TextCells, { rows, pack }: ResultBlock): boolean {
  for (let row = 0; row < rows; row++) if (pack[row] === NO_PACK && starts[row] !== ends[row]) return true;
  return false;
}
