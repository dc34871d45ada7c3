import type { MappedColumn } from '../../model/generated/types.ts';
import type { Doubt, MissingInput, Proposal, ProposedColumn } from '../../model/proposal.ts';
import type { Input, Plan } from '../../scoring/plan.ts';
import { isRequiredOfAll } from '../../scoring/required.ts';
import { decideDecimal, recogniseDecimal } from '../recognise/decimal.ts';
import { isKey } from '../result-facts.ts';
import type { ColumnUse } from '../use.ts';
import { useColumn } from './column.ts';
import { type Match, matchHeadings } from './match.ts';
import { findUnread, readSample } from './samples.ts';
import { factorOf } from './units.ts';

/** The beginning of a table: headings without blanks at the ends, and some rows. */
export interface TableSample {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The decimal sign, where a person said it. */
  readonly decimal?: '.' | ',' | undefined;
}

/** Proposes how the columns of a table meet the facts and questions of a plan. */
export function proposeMapping(plan: Plan, { headings, rows, decimal: said }: TableSample): Proposal {
  const matches = matchHeadings(plan, headings);
  const cells = headings.map((_, i) => rows.map((row) => row[i]?.trim() ?? '').filter((cell) => cell !== ''));
  const numeric = matches.map(({ input }) => input !== null && plan.inputs[input]?.value.kind === 'number');
  const shown = decideDecimal(cells.filter((_, i) => numeric[i]).map(recogniseDecimal));
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

function proposeColumn(plan: Plan, match: Match, { heading, cells, decimal }: ColumnSample): ProposedColumn {
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
    ...(match.unit === null || factorOf(input, match.unit) === 1 ? {} : { unit: match.unit }),
  };
  const { added, doubts } = readSample(input, mapped, cells);
  const whole = { ...mapped, ...added };
  const use: ColumnUse = useColumn({ mapped: whole, input, index: match.input, decimal }, () => undefined);
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
function findMissing(plan: Plan, matches: readonly Match[]): readonly MissingInput[] {
  const found = new Set(matches.map(({ input }) => input));
  return plan.inputs.flatMap((input, i) => (found.has(i) ? [] : [{ name: input.name, needed: isNeeded(input) }]));
}

function isNeeded(input: Input): boolean {
  if (input.role === 'question') return input.derived === null && input.when === null;
  return isKey(input) || isRequiredOfAll(input);
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
    const doubts: readonly Doubt[] = options.length === 0 ? [] : [{ code: 'options-missing', options }];
    return { ...column, doubts: [...column.doubts, ...doubts] };
  });
}
