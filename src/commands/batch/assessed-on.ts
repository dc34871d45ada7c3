import { stat } from 'node:fs/promises';
import type { Messages } from '../../i18n/index.ts';
import { didYouMean } from '../../model/closest.ts';
import { CALENDAR_DATE } from '../../model/date.ts';
import { type DayOrder, readMoment } from '../../model/days.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Block } from '../../tabular/block.ts';
import type { Table } from '../../tabular/open.ts';
import type { ColumnUse } from '../../tabular/use.ts';

/** The day of an assessment, `YYYY-MM-DD`; or what is wrong with the cell that should say it. */
export type Day =
  | { readonly date: string }
  | { readonly rule: 'not-date' | 'unclear-date'; readonly column: string; readonly value: string };

/** When the rows of a table were answered. */
export interface AssessedOn {
  /** How the table is to be read, so that the days are read with it. */
  readonly uses: readonly ColumnUse[];
  dayOf(block: Block, row: number): Day;
}

/** What a user says of the day: the day itself, or the heading of the column that holds it. */
export interface ToldDay {
  readonly date?: string;
  readonly dateOrder?: Exclude<DayOrder, null>;
}

/** Settles the day of the assessments. Throws a `Refusal` for what is neither a day nor a heading. */
export async function settleAssessedOn(
  { table, uses, inputs }: { readonly table: Table; readonly uses: readonly ColumnUse[]; readonly inputs: number },
  { date, dateOrder }: ToldDay,
  { batch: { refused } }: Messages,
): Promise<AssessedOn> {
  const { headings, path } = table.shape;
  const column = date === undefined ? -1 : headings.indexOf(date.trim());
  if (date !== undefined && column >= 0) {
    const own = uses[column]?.kind ?? 'ignore';
    if (own !== 'ignore' && own !== 'text') throw new Refusal(2, refused.dayAnswers('--date', date));
    return readColumn({ column, uses, inputs, heading: date }, dateOrder ?? null);
  }
  if (dateOrder !== undefined) throw new Refusal(2, refused.goesWith('--date-order', '--date <column>'));
  // Without a date it is the day the export was last changed, so that scoring it again on a later day adds nothing.
  const day = date ?? (await stat(path as string)).mtime.toISOString().slice(0, 'YYYY-MM-DD'.length);
  if (CALENDAR_DATE.test(day)) return { uses, dayOf: () => ({ date: day }) };
  throw new Refusal(2, refused.noDay('--date', day, didYouMean(day, headings)));
}

function readColumn(
  { column, uses, inputs, heading }: { column: number; uses: readonly ColumnUse[]; inputs: number; heading: string },
  order: DayOrder,
): AssessedOn {
  const own = uses[column];
  // A text that answers a fact stays what it is; a column that nothing uses is read as a text of its own, behind the pack's.
  const input = own?.kind === 'text' ? own.input : inputs;
  const use: ColumnUse = { kind: 'text', input };
  return {
    uses: own?.kind === 'text' ? uses : uses.with(column, use),
    dayOf(block, row) {
      const value = block.text.get(input)?.[row] ?? '';
      const read = readMoment(value, order);
      if (read && 'day' in read) return { date: read.day };
      return { rule: read ? 'unclear-date' : 'not-date', column: heading, value };
    },
  };
}

/** A column that nothing uses and whose cells all say a day: perhaps when each row was answered. */
export function findDayColumn({ shape: { headings }, sample }: Table, uses: readonly ColumnUse[]): string | undefined {
  return headings.findLast((_, column) => {
    const cells = sample.map((cells) => cells[column]?.trim() ?? '').filter((cell) => cell !== '');
    return uses[column]?.kind === 'ignore' && cells.length > 0 && cells.every((cell) => readMoment(cell, null));
  });
}
