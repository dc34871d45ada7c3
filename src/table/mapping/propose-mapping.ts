// Proposes a mapping for the headings and first rows of a table.

import {
  type ColumnDoubt,
  createSpellingLookup,
  type MappedColumn,
  type Mapping,
  type MappingProposal,
  normaliseSpelling,
  type ProposedColumn,
  parseDay,
  type UnmappedInput,
} from '../../model/index.ts';
import { type Input, isRequiredOfAll, type Plan, unitFactor } from '../../scoring/index.ts';
import { createChoicesReader, createNumeralReader, decideDecimal, detectDecimal } from '../cell-readers.ts';
import { isKeyFact } from '../results/result-columns.ts';
import type { ColumnBinding } from '../row-block.ts';
import { codedChoicesOf } from './answer-spellings.ts';
import { bindColumn, findSeparators } from './column-binding.ts';
import { type HeadingMatch, matchHeadings } from './heading-match.ts';

/** The beginning of a table: headings without blanks at the ends, and some rows. */
interface TableSample {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The decimal sign, where a person said it. */
  readonly decimal?: '.' | ',' | undefined;
}

/** Proposes how the columns of a table meet the facts and questions of a plan. */
export function proposeMapping(plan: Plan, { headings, rows, decimal: said }: TableSample): MappingProposal {
  const matches = matchHeadings(plan, headings);
  const cells = headings.map((_, i) => rows.map((row) => row[i]?.trim() ?? '').filter((cell) => cell !== ''));
  const numeric = matches.map(({ input }) => input !== null && plan.inputs[input]?.value.kind === 'number');
  const shown = decideDecimal(cells.filter((_, i) => numeric[i]).map(detectDecimal));
  const isDecimalUnclear = said === undefined && shown === 'unclear';
  const decimal = said ?? (shown === 'unclear' ? '.' : shown === 'none' ? null : shown);
  const columns = matches.map((match, i) =>
    proposeColumn(plan, match, { heading: headings[i] ?? '', cells: cells[i] ?? [], decimal }),
  );
  const missing = findMissing(plan, matches);
  const whole = markMissingOptions(plan, columns);
  return {
    columns: whole,
    missing,
    decimal,
    isDecimalUnclear,
    isCertain:
      !isDecimalUnclear && !missing.some(({ needed }) => needed) && whole.every(({ doubts }) => doubts.length === 0),
  };
}

interface ColumnSample {
  readonly heading: string;
  readonly cells: readonly string[];
  readonly decimal: '.' | ',' | null;
}

function proposeColumn(plan: Plan, match: HeadingMatch, { heading, cells, decimal }: ColumnSample): ProposedColumn {
  const { by, language, confidence } = match;
  const input = match.input === null ? undefined : plan.inputs[match.input];
  if (match.input === null || !input) {
    return { mapped: { heading }, by, language, confidence, doubts: match.doubts, unread: [] };
  }
  const option = match.option === null ? undefined : input.options[match.option]?.id;
  const mapped: MappedColumn = {
    heading,
    to: input.name,
    ...(option === undefined ? {} : { option }),
    // The unit of the question itself needs no saying.
    ...(match.unit === null || unitFactor(input, match.unit) === 1 ? {} : { unit: match.unit }),
  };
  const { added, doubts } = readSample(input, mapped, cells);
  const whole = { ...mapped, ...added };
  const use: ColumnBinding = bindColumn({ mapped: whole, input, index: match.input, decimal }, () => undefined);
  return {
    mapped: whole,
    by,
    language,
    confidence,
    doubts: [...match.doubts, ...doubts],
    unread: findUnread(use, cells),
  };
}

/** Facts and questions without a column. A derived one is worked out, and one that is asked of some may be left out. */
function findMissing(plan: Plan, matches: readonly HeadingMatch[]): readonly UnmappedInput[] {
  const found = new Set(matches.map(({ input }) => input));
  return plan.inputs.flatMap((input, i) => (found.has(i) ? [] : [{ name: input.name, needed: isNeeded(input) }]));
}

function isNeeded(input: Input): boolean {
  if (input.role === 'question') return input.derived === null && input.when === null;
  return isKeyFact(input) || isRequiredOfAll(input);
}

/** Where options have columns of their own, an option without one can never be chosen. */
function markMissingOptions(plan: Plan, columns: readonly ProposedColumn[]): readonly ProposedColumn[] {
  const marked = new Set<string>();
  return columns.map((column) => {
    const { to, option } = column.mapped;
    const input = plan.inputs.find(({ name }) => name === to);
    if (!to || !input || option === undefined || marked.has(to)) return column;
    marked.add(to);
    const same = columns.filter(({ mapped }) => mapped.to === to);
    if (same.some(({ mapped }) => mapped.option === undefined)) return column;
    const options = input.options.map(({ id }) => id).filter((id) => !same.some(({ mapped }) => mapped.option === id));
    const doubts: readonly ColumnDoubt[] = options.length === 0 ? [] : [{ code: 'options-missing', options }];
    return { ...column, doubts: [...column.doubts, ...doubts] };
  });
}

/** What a sample of cells adds to what the heading says. */
interface SampleFindings {
  readonly added: Pick<MappedColumn, 'separators' | 'times' | 'values'>;
  readonly doubts: readonly ColumnDoubt[];
}

const NOTHING: SampleFindings = { added: {}, doubts: [] };

/** Looks at the cells of a column: how options are separated, whether cells count options, whether percentages are shares. */
function readSample(input: Input, mapped: MappedColumn, cells: readonly string[]): SampleFindings {
  if (mapped.option !== undefined || cells.length === 0) return NOTHING;
  if (input.type === 'multiple') {
    const separators = findSeparators(input, cells);
    return separators ? { added: { separators: [...separators] }, doubts: [] } : NOTHING;
  }
  if (input.type === 'percent') return readShares(cells);
  if (input.type === 'date') return isUnclear(mapped, cells) ? { added: {}, doubts: [{ code: 'dates' }] } : NOTHING;
  if (input.form === 'option' || input.form === 'step') return readPositions(input, cells);
  return NOTHING;
}

function isUnclear({ date }: MappedColumn, cells: readonly string[]): boolean {
  return cells.some((cell) => 'unclear' in (parseDay(cell, date ?? null) ?? {}));
}

/** Numbers that are no spellings of the values count them. */
function readPositions(input: Input, cells: readonly string[]): SampleFindings {
  const choices = codedChoicesOf(input);
  const find = createSpellingLookup(new Map(choices.map(({ id }) => [id, id])));
  const counted = new Set([...new Set(cells)].map(normaliseSpelling).filter((cell) => /^\d+$/.test(cell)));
  if (counted.size === 0 || [...counted].every((cell) => find(cell) !== undefined)) return NOTHING;
  const numbers = [...counted].map(Number);
  const first = numbers.includes(0) ? 0 : 1;
  if (Math.max(...numbers) >= choices.length + first) return NOTHING;
  const values = Object.fromEntries(choices.map(({ id }, i) => [String(i + first), id]));
  return { added: { values }, doubts: [{ code: 'positions', first }] };
}

function readShares(cells: readonly string[]): SampleFindings {
  const numbers = cells.map((cell) => Number(normaliseSpelling(cell).replace(',', '.')));
  const isShare = numbers.every((number) => number >= 0 && number <= 1) && numbers.some((number) => number % 1 !== 0);
  return isShare ? { added: { times: 100 }, doubts: [{ code: 'fraction' }] } : NOTHING;
}

const MOST_UNREAD = 5;

/** Cells that a use of a column cannot read, each once, a few of them. */
function findUnread(use: ColumnBinding, cells: readonly string[]): readonly string[] {
  const reads = readerOf(use);
  return [...new Set(cells)].filter((cell) => !reads(cell)).slice(0, MOST_UNREAD);
}

function readerOf(use: ColumnBinding): (cell: string) => boolean {
  switch (use.kind) {
    case 'ignore':
    case 'text':
      return () => true;
    case 'code': {
      const find = createSpellingLookup(use.values);
      return (cell) => find(cell) !== undefined;
    }
    case 'tick': {
      const [find, findState] = [createSpellingLookup(use.values), createSpellingLookup(use.states)];
      return (cell) => find(cell) !== undefined || findState(cell) !== undefined;
    }
    case 'choices': {
      const read = createChoicesReader(use);
      return (cell) => !('fault' in read(cell));
    }
    case 'number': {
      const [read, findState] = [createNumeralReader(use), createSpellingLookup(use.states)];
      return (cell) => findState(cell) !== undefined || 'value' in read(cell);
    }
  }
}

/** A proposal as the document that a person reviews. */
export function mappingOf(
  { columns, decimal }: MappingProposal,
  pack: { readonly id: string; readonly version: string },
): Mapping {
  return {
    kind: 'mapping',
    pack: pack.id,
    packVersion: pack.version,
    ...(decimal === null ? {} : { decimal }),
    columns: columns.map(({ mapped }) => mapped).filter(({ heading }) => heading !== ''),
  };
}
