import { resolve } from 'node:path';
import { isMangledKey } from '../../../model/uscc.ts';
import { blockOfColumns } from '../../../portfolio/result-block.ts';
import { type ResultColumn, readHeadings } from '../../../portfolio/result-heading.ts';
import { cellsOf } from '../../../portfolio/text-cells.ts';
import { TableProblem } from '../../../tabular/problem.ts';
import { cellNumber, cellText, type ObjectRow, type ObjectTable } from '../../../tabular/reading/objects.ts';
import type { World } from '../../../world.ts';
import { explainTable } from '../open-table.ts';
import type { Input } from './input.ts';
import type { Intake } from './intake.ts';
import { leaveOutFlawed } from './judge.ts';
import { noResult } from './read-results.ts';
import { findScoreNames } from './score-names.ts';

/** Opens rows with types by what the file is. */
const OPENERS = {
  jsonl: async (path: string): Promise<ObjectTable> =>
    (await import('../../../tabular/reading/jsonl.ts')).openJsonl(path),
  parquet: async (path: string): Promise<ObjectTable> =>
    (await import('../../../tabular/reading/parquet.ts')).openParquet(path),
};

/** Reads a batch result in JSON lines or Parquet. */
export async function readResultObjects(
  world: World,
  input: Input,
  form: keyof typeof OPENERS,
  intake: Intake,
): Promise<void> {
  const { builder, messages, progress } = intake;
  await explainTable(input.path, messages, async () => {
    const table = await OPENERS[form](resolve(world.cwd, input.path));
    const { headings } = table;
    let columns: readonly ResultColumn[] | undefined;
    const source = builder.addSource({ name: input.path, form: 'results' });
    let isEmpty = true;
    for await (const { first, rows } of table.read()) {
      isEmpty &&= rows.every((row) => typeof row !== 'string' && row.size === 0);
      columns ??= await columnsFrom(rows, headings, intake);
      if (!columns) break;
      intake.keys.add(headings[columns.findIndex(({ role }) => role === 'key')] as string);
      const { sound, unsound } = tellUnsound(rows, first, columns, headings, input.path, intake);
      builder.addUnused(unsound, source);
      const shown = columns.map(
        (column): ResultColumn => (column.role === 'answer' && !intake.wantsAnswers ? { role: 'ignore' } : column),
      );
      const cellOf = (row: ObjectRow, column: number): unknown => row.get(headings[column] as string);
      const block = {
        rows: sound.length,
        texts: (column: number) => cellsOf(sound.map(({ row }) => cellText(cellOf(row, column)))),
        numbers: (column: number) =>
          Float64Array.from(sound, ({ row }) => cellNumber(cellOf(row, column)) ?? Number.NaN),
      };
      const read = blockOfColumns(shown, block, input.stamp, builder.packIndex);
      const lineOf = (row: number): number => (sound[row] as SoundRow).line;
      builder.addResults(await leaveOutFlawed(read, input.path, lineOf, intake), source);
      progress(sound.length + unsound);
    }
    if (isEmpty) throw new TableProblem({ code: 'empty' });
    if (!columns && !readHeadings(headings, { key: intake.key, isFact: intake.isFact, isNumeric: () => false })) {
      throw noResult(input.path, headings, intake);
    }
  });
}

/** What the columns are, by what stands under the headings in the first rows. */
async function columnsFrom(
  rows: readonly (ObjectRow | string)[],
  headings: readonly string[],
  { key, isFact, limitsOf }: Intake,
): Promise<readonly ResultColumn[] | undefined> {
  const statedUnder = (column: number): unknown[] =>
    rows
      .flatMap((row) => (typeof row === 'string' ? [] : [row.get(headings[column] as string)]))
      .filter((value) => value !== null && value !== undefined && value !== '');
  const scores = await findScoreNames(headings, (column) => statedUnder(column).map(cellText), limitsOf);
  return readHeadings(headings, {
    key,
    isFact,
    isNumeric: (column) => {
      const stated = statedUnder(column);
      const isScore = scores.has(headings[column] as string);
      return stated.length > 0 && (isScore || stated.every((value) => cellNumber(value) !== undefined));
    },
  });
}

interface SoundRow {
  readonly row: ObjectRow;
  readonly line: number;
}

/** The rows that can be used; the others are told and counted: no JSON, no key, or no number where one belongs. */
function tellUnsound(
  rows: readonly (ObjectRow | string)[],
  first: number,
  columns: readonly ResultColumn[],
  headings: readonly string[],
  source: string,
  { unreadable, messages }: Intake,
): { readonly sound: readonly SoundRow[]; readonly unsound: number } {
  const key = headings[columns.findIndex(({ role }) => role === 'key')] as string;
  const numbers = columns.flatMap(({ role }, at) =>
    ['score', 'level', 'lowest', 'highest', 'coverage'].includes(role) ? [headings[at] as string] : [],
  );
  const reasonAgainst = (row: ObjectRow | string): string | undefined => {
    if (typeof row === 'string') return messages.portfolio.notObject;
    const text = cellText(row.get(key));
    if (text === '') return messages.portfolio.noKey;
    if (!['string', 'number', 'bigint'].includes(typeof row.get(key))) return messages.portfolio.rows.notKey(key, text);
    if (isMangled(row.get(key)) || isMangledKey(text)) return messages.batch.reasons['mangled-id'](text);
    const wrong = numbers.find((heading) => !isNumberOrBlank(row.get(heading)));
    return wrong === undefined ? undefined : messages.batch.reasons['not-number'](wrong, cellText(row.get(wrong)));
  };
  let unsound = 0;
  const sound = rows.flatMap((row, at): SoundRow[] => {
    if (typeof row !== 'string' && row.size === 0) return [];
    const line = first + at;
    const reason = reasonAgainst(row);
    if (reason === undefined) return [{ row: row as ObjectRow, line }];
    unreadable.add(() => ({ source, line, reason }));
    unsound += 1;
    return [];
  });
  return { sound, unsound };
}

/** A whole number beyond those that doubles hold exactly has lost digits before anybody could read it. */
function isMangled(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER;
}

/** What no double holds is no number, either. */
function isNumberOrBlank(value: unknown): boolean {
  const number = cellNumber(value);
  return number !== undefined && Math.abs(number) !== Number.POSITIVE_INFINITY;
}
