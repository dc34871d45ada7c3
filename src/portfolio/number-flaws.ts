import { endsTest, levelEnds, levelTest } from './limit-tests.ts';
import type { Ends, Limits } from './limits.ts';
import type { ResultBlock } from './roster-builder.ts';
import type { RowFlaw } from './row-flaw.ts';

/** Coverage is a share of a whole. */
const SHARE: Ends = { low: 0, high: 1 };
const LEVELS = ['level', 'lowest', 'highest'] as const;

/** The numbers of a block that the pack of their row cannot come to. Limits stand at the index of the pack; null is not known. */
export function findNumberFlaws(block: ResultBlock, limits: readonly (Limits | null)[]): RowFlaw[] {
  return [...packsOf(block).flatMap((pack) => flawsUnder(block, pack, limits[pack] ?? null)), ...contradictions(block)];
}

function flawsUnder(block: ResultBlock, pack: number, limits: Limits | null): RowFlaw[] {
  const flaws: RowFlaw[] = [];
  const check = (
    column: string,
    values: Float64Array,
    isSound: (value: number) => boolean,
    flawOf: (value: number) => ValueFlaw,
  ): void => {
    for (let row = 0; row < block.rows; row++) {
      const value = values[row] as number;
      if (!isSound(value) && block.pack[row] === pack) flaws.push({ row, column, ...flawOf(value) });
    }
  };
  const checkEnds = (column: string, values: Float64Array, ends: Ends): void =>
    check(column, values, endsTest(ends), (value) => ({ rule: 'out-of-range', value, ...ends }));
  const isLevel = levelTest(limits);
  for (const column of LEVELS) check(column, block[column], isLevel, (value) => levelFlaw(value, limits));
  for (const [name, values] of block.scores) {
    const ends = limits?.scores.get(name);
    if (ends) checkEnds(name, values, ends);
  }
  checkEnds('coverage', block.coverage, SHARE);
  return flaws;
}

type ValueFlaw = RowFlaw extends infer Flaw ? (Flaw extends RowFlaw ? Omit<Flaw, 'row' | 'column'> : never) : never;

function levelFlaw(value: number, limits: Limits | null): ValueFlaw {
  if (limits === null) return { rule: 'not-whole', value };
  const { levels, pack } = limits;
  return levels ? { rule: 'not-level', value, pack, levels } : { rule: 'out-of-range', value, ...levelEnds(limits) };
}

/** A level below its lowest or above its highest; bounds the wrong way round. */
function contradictions({ rows, level, lowest, highest }: ResultBlock): RowFlaw[] {
  if (lowest === level && highest === level) return [];
  const flaws: RowFlaw[] = [];
  for (let row = 0; row < rows; row++) {
    const [value, low, high] = [level[row] as number, lowest[row] as number, highest[row] as number];
    if (!(low > high || value < low || value > high)) continue;
    const isOpen = Number.isNaN(value);
    flaws.push({
      row,
      column: isOpen ? 'lowest' : 'level',
      rule: 'not-between',
      value: isOpen ? null : value,
      low,
      high,
    });
  }
  return flaws;
}

function packsOf({ rows, pack }: ResultBlock): number[] {
  const found = new Set<number>();
  let last = -1;
  for (let row = 0; row < rows; row++) {
    if (pack[row] === last) continue;
    last = pack[row] as number;
    found.add(last);
  }
  return [...found];
}
