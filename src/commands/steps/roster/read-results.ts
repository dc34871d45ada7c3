import { Refusal } from '../../../model/refusal.ts';
import { blockOfColumns } from '../../../portfolio/result-block.ts';
import { fixedColumns, type ResultColumn, readHeadings } from '../../../portfolio/result-heading.ts';
import { SIZES } from '../../../tabular/scan/reading.ts';
import type { World } from '../../../world.ts';
import { explainTable, openExport } from '../open-table.ts';
import { createEstimate } from './estimate.ts';
import { HEADINGS, refuseHeadless } from './headless.ts';
import type { Input } from './input.ts';
import type { Intake } from './intake.ts';
import { leaveOutFlawed } from './judge.ts';
import { noColumn } from './no-column.ts';
import { findScoreNames } from './score-names.ts';
import { columnsOfBlock, type Reading, usesOf } from './table-block.ts';

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** Reads a batch result that is a table: CSV, plain or packed, or a workbook. */
export async function readResultTable(world: World, input: Input, intake: Intake): Promise<void> {
  const { builder, messages, unreadable, progress } = intake;
  const table = await openExport(world, input.path, {}, messages);
  try {
    const { headings } = table.shape;
    const cellsUnder = (column: number): string[] => table.sample.map((cells) => cells[column]?.trim() ?? '');
    const scores = await findScoreNames(headings, cellsUnder, intake.limitsOf);
    const columns = readHeadings(headings, {
      key: intake.key,
      isFact: intake.isFact,
      isNumeric: (column) => isNumeric(cellsUnder(column), scores.has(headings[column] as string)),
    });
    if (!columns) throw noResult(input.path, headings, intake);
    const readings = columns.map((column) => readingOf(column, intake.wantsAnswers));
    const source = builder.addSource({ name: input.path, form: 'results' });
    const telling = { source: input.path, headings, unreadable, messages };
    const key = columns.findIndex(({ role }) => role === 'key');
    intake.keys.add(headings[key] as string);
    const shown = columns.map((column, at): ResultColumn => (readings[at] === 'ignore' ? { role: 'ignore' } : column));
    await explainTable(input.path, messages, async () => {
      const estimate = await createEstimate(table.shape);
      for await (const block of table.read(usesOf(readings), SIZES, { tell: estimate.arrive })) {
        builder.expect(estimate.left(block.rows));
        const rows = columnsOfBlock(block, key, telling);
        const read = blockOfColumns(shown, rows, input.stamp, builder.packIndex);
        const lineOf = (row: number): number => block.line[row] as number;
        builder.addResults(await leaveOutFlawed(read, input.path, lineOf, intake), source);
        progress(block.rows);
      }
    });
  } finally {
    await table.close();
  }
}

/** Why a table is no batch result, and what to do. */
export function noResult(path: string, headings: readonly string[], { key, messages }: Intake): Refusal {
  const { portfolio } = messages;
  refuseHeadless(path, headings, HEADINGS.registry, messages);
  if (key !== undefined && !headings.includes(key)) return noColumn(path, key, headings, messages);
  const column = key === undefined ? 0 : headings.indexOf(key);
  if (fixedColumns(headings).has(column))
    return new Refusal(3, portfolio.notKeyColumn(path, headings[column] as string), portfolio.nameKey('--key'));
  return new Refusal(
    3,
    portfolio.noResult(path),
    portfolio.makeResult('matura batch PACK EXPORT --out results.csv', '--registry'),
  );
}

function readingOf({ role }: ResultColumn, wantsAnswers: boolean): Reading {
  switch (role) {
    case 'ignore':
      return 'ignore';
    case 'answer':
      return wantsAnswers ? 'text' : 'ignore';
    case 'key':
    case 'fact':
    case 'kind':
    case 'assessedOn':
    case 'pack':
      return 'text';
    default:
      return 'number';
  }
}

function isNumeric(cells: readonly string[], isScore: boolean): boolean {
  const stated = cells.filter((cell) => cell !== '');
  return stated.length > 0 && (isScore || stated.every((cell) => NUMBER.test(cell)));
}
