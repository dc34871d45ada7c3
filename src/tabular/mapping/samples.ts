import { readDay } from '../../model/days.ts';
import type { MappedColumn } from '../../model/generated/types.ts';
import { createFinder, plainForm } from '../../model/plain.ts';
import type { Doubt } from '../../model/proposal.ts';
import type { Input } from '../../scoring/plan.ts';
import { createChoicesReader } from '../choices.ts';
import { createNumeralReader } from '../scan/numeral.ts';
import type { ColumnUse } from '../use.ts';
import { findSeparators } from './separators.ts';
import { choicesOf } from './values.ts';

/** What a sample of cells adds to what the heading says. */
export interface Sampled {
  readonly added: Pick<MappedColumn, 'separators' | 'times' | 'values'>;
  readonly doubts: readonly Doubt[];
}

const NOTHING: Sampled = { added: {}, doubts: [] };

/** Looks at the cells of a column: how options are parted, whether cells count options, whether percentages are shares. */
export function readSample(input: Input, mapped: MappedColumn, cells: readonly string[]): Sampled {
  if (mapped.option !== undefined || cells.length === 0) return NOTHING;
  if (input.type === 'multiple') {
    const separators = findSeparators(input, cells);
    return separators ? { added: { separators: [...separators] }, doubts: [] } : NOTHING;
  }
  if (input.type === 'percent') return readShares(cells);
  if (input.type === 'date') return isUnclear(mapped, cells) ? { added: {}, doubts: [{ code: 'dates' }] } : NOTHING;
  if (input.type === 'single' || input.type === 'derived' || input.type === 'scale') return readPositions(input, cells);
  return NOTHING;
}

function isUnclear({ date }: MappedColumn, cells: readonly string[]): boolean {
  return cells.some((cell) => 'unclear' in (readDay(cell, date ?? null) ?? {}));
}

/** Numbers that are no spellings of the values count them. */
function readPositions(input: Input, cells: readonly string[]): Sampled {
  const choices = choicesOf(input);
  const find = createFinder(new Map(choices.map(({ id }) => [id, id])));
  const counted = new Set([...new Set(cells)].map(plainForm).filter((cell) => /^\d+$/.test(cell)));
  if (counted.size === 0 || [...counted].every((cell) => find(cell) !== undefined)) return NOTHING;
  const numbers = [...counted].map(Number);
  const first = numbers.includes(0) ? 0 : 1;
  if (Math.max(...numbers) >= choices.length + first) return NOTHING;
  const values = Object.fromEntries(choices.map(({ id }, i) => [String(i + first), id]));
  return { added: { values }, doubts: [{ code: 'positions', first }] };
}

function readShares(cells: readonly string[]): Sampled {
  const numbers = cells.map((cell) => Number(plainForm(cell).replace(',', '.')));
  const isShare = numbers.every((number) => number >= 0 && number <= 1) && numbers.some((number) => number % 1 !== 0);
  return isShare ? { added: { times: 100 }, doubts: [{ code: 'fraction' }] } : NOTHING;
}

const MOST_UNREAD = 5;

/** Cells that a use of a column cannot read, each once, a few of them. */
export function findUnread(use: ColumnUse, cells: readonly string[]): readonly string[] {
  const reads = readerOf(use);
  return [...new Set(cells)].filter((cell) => !reads(cell)).slice(0, MOST_UNREAD);
}

function readerOf(use: ColumnUse): (cell: string) => boolean {
  switch (use.kind) {
    case 'ignore':
    case 'text':
      return () => true;
    case 'code': {
      const find = createFinder(use.values);
      return (cell) => find(cell) !== undefined;
    }
    case 'tick': {
      const [find, findState] = [createFinder(use.values), createFinder(use.states)];
      return (cell) => find(cell) !== undefined || findState(cell) !== undefined;
    }
    case 'choices': {
      const read = createChoicesReader(use);
      return (cell) => !('fault' in read(cell));
    }
    case 'number': {
      const [read, findState] = [createNumeralReader(use), createFinder(use.states)];
      return (cell) => findState(cell) !== undefined || 'value' in read(cell);
    }
  }
}
