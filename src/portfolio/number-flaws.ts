import type { ResultBlock } from './blocks.ts';
import { levelEnds, levelTest, widened } from './limit-tests.ts';
import type { Ends, Limits } from './limits.ts';
import type { RowFlaw } from './row-flaw.ts';

/** Coverage is a share of a whole. */
const SHARE: Ends = { low: 0, high: 1 };
/** Most packs count their levels up to less. */
const USUAL_LEVELS = 16;
const LEVELS = ['level', 'lowest', 'highest'] as const;

/** The numbers of a block that the pack of their row cannot come to. Limits stand at the index of the pack; null is not known. */
export function findNumberFlaws(block: ResultBlock, limits: readonly (Limits | null)[]): RowFlaw[] {
  return packsOf(block).flatMap((pack) => {
    const known = limits[pack] ?? null;
    return [...levelFlaws(block, pack, known), ...rangeFlaws(block, pack, known)];
  });
}

function levelFlaws(block: ResultBlock, pack: number, limits: Limits | null): RowFlaw[] {
  const isLevel = levelTest(limits);
  return unusualRows(block, isLevel).flatMap((row) => {
    if (block.pack[row] !== pack) return [];
    const column = LEVELS.find((one) => !isLevel(block[one][row] as number));
    if (column === undefined) return contradiction(block, row);
    return [levelFlaw(row, column, block[column][row] as number, limits)];
  });
}

/** There may be millions of rows: those with a level that is settled and one of the pack's need no closer look. */
function unusualRows(
  { rows, level, lowest, highest }: ResultBlock,
  isLevel: (value: number) => boolean,
): readonly number[] {
  const usual = Uint8Array.from({ length: USUAL_LEVELS }, (_, value) => Number(isLevel(value)));
  const found: number[] = [];
  for (let row = 0; row < rows; row++) {
    const value = level[row] as number;
    const whole = value | 0;
    const isUsual = whole === value && usual[whole] === 1;
    if (!isUsual || lowest[row] !== value || highest[row] !== value) found.push(row);
  }
  return found;
}

function levelFlaw(row: number, column: string, value: number, limits: Limits | null): RowFlaw {
  const place = { row, column, value };
  if (limits === null) return { ...place, rule: 'not-whole' };
  const { levels, pack } = limits;
  return levels
    ? { ...place, rule: 'not-level', pack, levels }
    : { ...place, rule: 'out-of-range', ...levelEnds(limits) };
}

/** A level below its lowest or above its highest; bounds the wrong way round. */
function contradiction({ level, lowest, highest }: ResultBlock, row: number): RowFlaw[] {
  const value = level[row] as number;
  const low = lowest[row] as number;
  const high = highest[row] as number;
  if (!(low > high || value < low || value > high)) return [];
  const isOpen = Number.isNaN(value);
  return [{ row, column: isOpen ? 'lowest' : 'level', rule: 'not-between', value: isOpen ? null : value, low, high }];
}

function rangeFlaws(block: ResultBlock, pack: number, limits: Limits | null): RowFlaw[] {
  const flaws: RowFlaw[] = [];
  for (const [column, values] of [...block.scores, ['coverage', block.coverage] as const]) {
    const ends = column === 'coverage' ? SHARE : limits?.scores.get(column);
    if (!ends) continue;
    const [least, most] = widened(ends);
    for (let row = 0; row < block.rows; row++) {
      const value = values[row] as number;
      if ((value < least || value > most) && block.pack[row] === pack)
        flaws.push({ row, column, rule: 'out-of-range', value, ...ends });
    }
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
