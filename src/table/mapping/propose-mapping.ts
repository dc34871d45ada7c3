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
  settleDayOrder,
  type UnmappedInput,
  YES_NO_SPELLINGS,
} from '../../model/index.ts';
import {
  type Input,
  isRequiredOfAll,
  type Plan,
  takesSeveral,
  unitFactor,
  unitFactorsOf,
} from '../../scoring/index.ts';
import {
  createChoicesReader,
  createNumeralReader,
  decideDecimal,
  detectDecimal,
  findOnlyThousands,
  partsOfChoices,
} from '../cell-readers.ts';
import { type ExportLayout, writesValues } from '../export-layout.ts';
import { createValueLookup } from '../marked-text.ts';
import { requireDistinctHeadings } from '../opened-table.ts';
import { createOtherReader } from '../other-option.ts';
import { findRepeatedColumns, withoutRepeated } from '../repeated-columns.ts';
import { isKeyFact } from '../results/result-columns.ts';
import type { ColumnBinding, StateSpellings } from '../row-block.ts';
import { codedChoicesOf, valueSpellingsOf } from './answer-spellings.ts';
import { bindColumn, findSeparators, mayBeNumber } from './column-binding.ts';
import { createColumnEvidence } from './column-evidence.ts';
import { type Displaced, type HeadingMatch, matchHeadings } from './heading-match.ts';
import { readSampleRows } from './sample-rows.ts';
import { suggestValues } from './suggest-values.ts';
import { createTitleUnits, type TitleUnit } from './title-units.ts';

/** The beginning of a table: how it is laid out, with headings without blanks at the ends, and some rows. */
interface TableSample {
  readonly layout: ExportLayout;
  readonly rows: readonly (readonly string[])[];
  /** The decimal sign, where a person said it. */
  readonly decimal?: '.' | ',' | undefined;
}

/**
 * Proposes how the columns of a table meet the facts and questions of a plan. Throws a TableProblem where a column that is
 * used has the heading of another one.
 */
export function proposeMapping(plan: Plan, { layout, rows, decimal: said }: TableSample): MappingProposal {
  const { headings } = layout;
  const repeated = findRepeatedColumns(plan, headings, rows);
  const own = withoutRepeated(headings, repeated);
  const cells = headings.map((_, i) =>
    repeated.has(i) ? [] : rows.map((row) => row[i]?.trim() ?? '').filter((cell) => cell !== ''),
  );
  const isBlank = (column: number): boolean => rows.length > 0 && cells[column]?.length === 0;
  const matches = matchHeadings(plan, own, layout.questions, isBlank);
  const numeric = matches.map(({ input }) => input !== null && plan.inputs[input]?.value.kind === 'number');
  const shown = decideDecimal(cells.filter((_, i) => numeric[i]).map(detectDecimal));
  const isDecimalUnclear = said === undefined && shown === 'unclear';
  const decimal = said ?? (shown === 'unclear' ? '.' : shown === 'none' ? null : shown);
  const counts = new Map<string, number>();
  for (const heading of own) counts.set(heading, (counts.get(heading) ?? 0) + 1);
  const isPlaced = (i: number): boolean => matches[i]?.isBare === true && (counts.get(headings[i] ?? '') ?? 0) > 1;
  const findTitleUnit = createTitleUnits(layout.titles);
  const titleUnitOf = (i: number): TitleUnit | undefined => {
    const { input, unit } = matches[i] as HeadingMatch;
    return input === null || unit !== null || !numeric[i] ? undefined : findTitleUnit(plan.inputs[input] as Input, i);
  };
  const sampleOf = (i: number): ColumnSample => {
    return {
      titleUnit: titleUnitOf(i),
      position: isPlaced(i) ? i + 1 : null,
      heading: headings[i] ?? '',
      cells: cells[i] ?? [],
      isBlank: isBlank(i),
      decimal,
      layout,
    };
  };
  const proposed = matches.map((match, i) => proposeColumn(plan, match, sampleOf(i)));
  const columns = proposed.map((column, i) => {
    const { displaced } = matches[i] as HeadingMatch;
    const reader = displaced && proposed[displaced.by];
    if (!displaced || !reader || column.isWatched) return column;
    const same = saysTheSame(plan, { displaced, read: reader.mapped, column: i }, { rows, decimal, layout });
    return same ? { ...column, doubts: [] } : column;
  });
  requireDistinctHeadings(own, (column) => matches[column]?.input !== null && !isPlaced(column));
  const missing = findMissing(plan, matches);
  const besides = matches.flatMap(({ beside }, column) => (beside === null ? [] : [{ beside, column }]));
  for (const { beside, column } of besides) {
    const input = plan.inputs[beside] as Input;
    const isSecond = (matches[column]?.doubts.length ?? 0) > 0;
    if (isSecond && !holdsWords(input, headings[column] ?? '', cells[column] ?? [])) continue;
    const answers = matches.flatMap((match, i) => (match.input === beside ? [i] : []));
    const isAlone = rows.some((row) => isFilled(row[column]) && !answers.some((i) => isFilled(row[i])));
    const { name } = input;
    const own = columns[column] as ProposedColumn;
    columns[column] = isAlone
      ? { ...own, doubts: [{ code: 'beside', name }] }
      : { ...own, doubts: [], mapped: { ...own.mapped, note: name } };
  }
  const counted = layout.countsOptions ? markCounted(plan, columns, cells) : columns;
  const joined = markMissingOptions(plan, dropJoined(plan, readRepeats(plan, counted, cells)));
  const sample = { layout, rows, decimal };
  const judged = judgeSample(plan, joined, sample);
  const isShown = said === undefined && !isDecimalUnclear && decimal !== null;
  const whole = isShown ? markThousands(plan, judged, cells, decimal) : judged;
  const isCertain =
    !isDecimalUnclear && !missing.some(({ needed }) => needed) && whole.every(({ doubts }) => doubts.length === 0);
  const needsReview = !isCertain || whole.some(({ suggested }) => suggested.length > 0);
  return { columns: whole, missing, decimal, isDecimalUnclear, isCertain, needsReview };
}

/** Whether a second column of the option "other" holds what was specified, and no second ticks. */
function holdsWords(input: Input, heading: string, cells: readonly string[]): boolean {
  const findTick = createSpellingLookup<unknown>(
    new Map<string, unknown>([...YES_NO_SPELLINGS, ['x', true], ...valueSpellingsOf(input)]),
  );
  const isWords = (cell: string): boolean => /\p{L}/u.test(cell) && findTick(cell) === undefined;
  return cells.length > 0 ? cells.every(isWords) : /_other$/i.test(heading);
}

interface ColumnSample {
  /** Where it stands, from 1, if its heading does not tell it apart. */
  readonly position: number | null;
  readonly heading: string;
  readonly cells: readonly string[];
  /** Whether there are rows, and nothing in this column of them. */
  readonly isBlank: boolean;
  readonly decimal: '.' | ',' | null;
  readonly layout: ExportLayout;
  /** A unit that a title states, and the heading does not. */
  readonly titleUnit: TitleUnit | undefined;
}

function proposeColumn(
  plan: Plan,
  match: HeadingMatch,
  { position, heading, cells, isBlank, decimal, layout, titleUnit }: ColumnSample,
): ProposedColumn {
  const { by, language, confidence } = match;
  const ofHeading = [...match.doubts, ...(titleUnit ? [doubtTitleUnit(titleUnit)] : [])];
  const input = match.input === null ? undefined : plan.inputs[match.input];
  // Nothing has to be settled about a blank column; what stands there below the sample is not passed over.
  if (isBlank && ofHeading.length > 0)
    return { ...UNUSED, mapped: { heading }, by: null, language: null, confidence: 0, doubts: [], isWatched: true };
  if (match.input === null || !input) {
    const doubts: readonly ColumnDoubt[] =
      heading === '' && cells.length > 0 ? [{ code: 'no-heading', cell: cells[0] as string }] : match.doubts;
    return { ...UNUSED, mapped: { heading }, by, language, confidence, doubts };
  }
  const option = match.option === null ? undefined : input.options[match.option]?.id;
  const unit = match.unit ?? (titleUnit?.factor === undefined ? null : titleUnit.unit);
  const mapped: MappedColumn = {
    heading,
    ...(position === null ? {} : { column: position }),
    to: input.name,
    ...(option === undefined ? {} : { option }),
    // The unit of the question itself needs no saying.
    ...(unit === null || unitFactor(input, unit) === 1 ? {} : { unit }),
  };
  const { added, doubts } = readSample(input, mapped, cells);
  const whole = { ...mapped, ...added };
  const { notAsked } = layout;
  const unclear = notAsked.find((word) => cells.includes(word) && mayBeNumber(input, word));
  const asNumber: readonly ColumnDoubt[] = unclear === undefined ? [] : [{ code: 'not-asked', cell: unclear }];
  const use: ColumnBinding = bindColumn(
    { mapped: whole, input, index: match.input, decimal, conventions: layout },
    () => undefined,
  );
  return {
    mapped: whole,
    by,
    language,
    confidence,
    doubts: [...ofHeading, ...doubts, ...asNumber],
    ...findUnread(use, input, cells),
  };
}

function doubtTitleUnit({ unit, factor, line, text }: TitleUnit): ColumnDoubt {
  return { code: factor === undefined ? 'unknown-title-unit' : 'title-unit', unit, line, title: text };
}

/** A column that was displaced, by which another one is read. */
interface DisplacedColumn {
  readonly displaced: Displaced;
  /** What the mapping says of the column that is read instead. */
  readonly read: MappedColumn;
  readonly column: number;
}

/** Whether a column that was displaced says in every row of a sample what the one says that is read instead, or nothing. */
function saysTheSame(
  plan: Plan,
  { displaced: { input: index, option, unit, by }, read, column }: DisplacedColumn,
  { rows, decimal, layout }: Pick<ColumnSample, 'decimal' | 'layout'> & Pick<TableSample, 'rows'>,
): boolean {
  const input = plan.inputs[index];
  if (!input || read.to !== input.name) return false;
  const sampleOf = (i: number): readonly string[] => rows.map((row) => row[i]?.trim() ?? '');
  const readWith = (mapped: MappedColumn): ((cell: string) => string | undefined) => {
    const use = bindColumn({ mapped, input, index, decimal, conventions: layout }, () => undefined);
    return (cell) => meaningOf(use, cell);
  };
  const mapped: MappedColumn = {
    heading: layout.headings[column] ?? '',
    to: input.name,
    ...(option === null ? {} : { option: input.options[option]?.id as string }),
    ...(unit === null ? {} : { unit }),
  };
  const cells = sampleOf(column);
  const { added } = readSample(
    input,
    mapped,
    cells.filter((cell) => cell !== ''),
  );
  const [own, other] = [readWith({ ...mapped, ...added }), readWith(read)];
  const others = sampleOf(by);
  // Without any row nothing shows it.
  return (
    cells.some(isFilled) &&
    cells.every((cell, i) => {
      if (cell === '') return true;
      const meaning = own(cell);
      return meaning !== undefined && meaning === other(others[i] ?? '');
    })
  );
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

/**
 * A platform that can write the position of an option instead of its text: numbers under a question are positions, and
 * those of a scale perhaps, too, even where each of them could be a value.
 */
function markCounted(
  plan: Plan,
  columns: readonly ProposedColumn[],
  cells: readonly (readonly string[])[],
): readonly ProposedColumn[] {
  const inputs = columns.map(({ mapped: { to, option } }, i) => {
    const input = option === undefined ? plan.inputs.find(({ name }) => name === to) : undefined;
    const isNumeric = cells[i]?.every((cell) => /^-?\d+$/.test(cell)) && cells[i]?.some((cell) => /^\d+$/.test(cell));
    return input && isCoded(input) && isNumeric ? input : undefined;
  });
  const isCounted = inputs.some((input) => input !== undefined && !input.form.isScale);
  return columns.map((column, i) => {
    const input = inputs[i];
    if (!isCounted || !input || column.doubts.some(({ code }) => code === 'positions')) return column;
    const values = Object.fromEntries(codedChoicesOf(input).map(({ id }, at) => [String(at + 1), id]));
    const mapped = input.form.isScale ? column.mapped : { ...column.mapped, values };
    return { ...column, mapped, doubts: [...column.doubts, { code: 'positions', first: 1 }] };
  });
}

/** The columns that are about one option each, by question. */
function groupOptions(columns: readonly ProposedColumn[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [i, { mapped }] of columns.entries())
    if (mapped.to !== undefined && mapped.option !== undefined)
      groups.set(mapped.to, [...(groups.get(mapped.to) ?? []), i]);
  return groups;
}

/**
 * Columns of options hold marks, or the option itself once more. What `无` in the column of an option called so means, the
 * other columns show: those of the same question, else any.
 */
function readRepeats(
  plan: Plan,
  columns: readonly ProposedColumn[],
  cells: readonly (readonly string[])[],
): readonly ProposedColumn[] {
  const read = columns.map(
    ({ mapped }, i): { readonly style: 'marks' | 'repeats' | null; readonly unclear: string[] } => {
      const input = plan.inputs.find(({ name }) => name === mapped.to);
      const option = input?.options.findIndex(({ id }) => id === mapped.option) ?? -1;
      if (!input || option < 0) return { style: null, unclear: [] };
      const find = createSpellingLookup(valueSpellingsOf(input));
      const shown = [...new Set(cells[i])];
      const isOwn = (cell: string): boolean => find(cell) === option;
      const isMark = (cell: string): boolean => YES_NO_SPELLINGS.has(normaliseSpelling(cell));
      const style = shown.some((cell) => isOwn(cell) && !isMark(cell))
        ? 'repeats'
        : shown.some((cell) => isMark(cell) && !isOwn(cell))
          ? 'marks'
          : null;
      return {
        style,
        unclear: shown.filter((cell) => isOwn(cell) && YES_NO_SPELLINGS.get(normaliseSpelling(cell)) === false),
      };
    },
  );
  const styleOf = (of: readonly number[]): 'marks' | 'repeats' | 'unclear' => {
    const styles = new Set(of.flatMap((i) => read[i]?.style ?? []));
    const [style] = styles;
    return style === undefined || styles.size > 1 ? 'unclear' : style;
  };
  const groups = groupOptions(columns);
  const all = styleOf([...groups.values()].flat());
  const changed = [...columns];
  for (const group of groups.values()) {
    const own = styleOf(group);
    const style = own === 'unclear' && group.every((i) => read[i]?.style === null) ? all : own;
    for (const i of group) {
      const [column, { unclear = [] } = {}] = [columns[i] as ProposedColumn, read[i]];
      if (unclear.length === 0 || style === 'marks') continue;
      const values = Object.fromEntries(unclear.map((cell) => [cell, column.mapped.option as string]));
      const doubts: readonly ColumnDoubt[] =
        style === 'unclear' ? [{ code: 'repeats', cell: unclear[0] as string }] : [];
      changed[i] = { ...column, mapped: { ...column.mapped, values }, doubts: [...column.doubts, ...doubts] };
    }
  }
  return changed;
}

/** Where every option has its column, one for all of them is needed no more: texts joined by blanks cannot be parted again. */
function dropJoined(plan: Plan, columns: readonly ProposedColumn[]): readonly ProposedColumn[] {
  const groups = groupOptions(columns);
  return columns.map((column) => {
    const { heading, to, option } = column.mapped;
    const input = plan.inputs.find(({ name }) => name === to);
    const isWhole = input !== undefined && groups.get(input.name)?.length === input.options.length;
    if (option !== undefined || !isWhole || column.unread.length === 0) return column;
    return { ...column, ...UNUSED, mapped: { heading } };
  });
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
  readonly added: Pick<MappedColumn, 'date' | 'separators' | 'values'>;
  readonly doubts: readonly ColumnDoubt[];
}

const NOTHING: SampleFindings = { added: {}, doubts: [] };

/** Looks at the cells of a column: how options are separated, whether cells count options. */
function readSample(input: Input, mapped: MappedColumn, cells: readonly string[]): SampleFindings {
  if (mapped.option !== undefined || cells.length === 0) return NOTHING;
  if (takesSeveral(input)) {
    const separators = findSeparators(input, cells);
    return separators ? { added: { separators: [...separators] }, doubts: [] } : NOTHING;
  }
  if (input.form.control === 'typeDay' && isUnclear(mapped, cells)) {
    const order = settleDayOrder(cells);
    return order === null ? { added: {}, doubts: [{ code: 'dates' }] } : { added: { date: order }, doubts: [] };
  }
  if (isCoded(input)) return readPositions(input, cells);
  return NOTHING;
}

function isUnclear({ date }: MappedColumn, cells: readonly string[]): boolean {
  return cells.some((cell) => 'unclear' in (parseDay(cell, date ?? null) ?? {}));
}

function isFilled(cell: string | undefined): boolean {
  return (cell ?? '').trim() !== '';
}

/** Whether a cell says one value of a list. */
function isCoded({ form }: Input): boolean {
  return form.cells === 'code';
}

/** Numbers that are no spellings of the values count them. */
function readPositions(input: Input, cells: readonly string[]): SampleFindings {
  const between = input.form.isScale
    ? cells.find((cell) => /^\d*[.,]\d*[1-9]\d*$/.test(normaliseSpelling(cell)))
    : undefined;
  if (between !== undefined) return { added: {}, doubts: [{ code: 'between-steps', cell: between }] };
  const choices = codedChoicesOf(input);
  const isKnown = createSpellingLookup(
    input.form.control === 'pickYesNo' ? valueSpellingsOf(input) : new Map(choices.map(({ id }, i) => [id, i])),
  );
  const counted = new Set([...new Set(cells)].map(normaliseSpelling).filter((cell) => /^\d+$/.test(cell)));
  if (counted.size === 0 || [...counted].every((cell) => isKnown(cell) !== undefined)) return NOTHING;
  const numbers = [...counted].map(Number);
  const first = numbers.includes(0) ? 0 : 1;
  if (Math.max(...numbers) >= choices.length + first) return NOTHING;
  const values = Object.fromEntries(choices.map(({ id }, i) => [String(i + first), id]));
  return { added: { values }, doubts: [{ code: 'positions', first }] };
}

/** Looks at columns as wholes: what each cell by itself would not show. */
function judgeSample(
  plan: Plan,
  columns: readonly ProposedColumn[],
  { layout, rows, decimal }: Omit<TableSample, 'decimal'> & { readonly decimal: '.' | ',' | null },
): readonly ProposedColumn[] {
  const inputs = columns.map(({ mapped: { to, option } }) =>
    option === undefined ? plan.inputs.findIndex(({ name }) => name === to) : -1,
  );
  const uses = columns.map(({ mapped }, i): ColumnBinding => {
    const index = inputs[i] ?? -1;
    const input = plan.inputs[index];
    if (!input) return { kind: 'ignore' };
    return bindColumn({ mapped, input, index, decimal, conventions: layout }, () => undefined);
  });
  const sample = readSampleRows(plan, uses, rows);
  const hasValues = writesValues(layout.headings);
  const isSettled = ({ by, mapped: { values }, doubts }: ProposedColumn): boolean =>
    (hasValues && by === 'id') || values !== undefined || doubts.some(({ code }) => code === 'positions');
  const numbered = new Set(
    [...sample.numbered].filter((input) => columns.some((one, i) => inputs[i] === input && !isSettled(one))),
  );
  const evidence = createColumnEvidence({ plan, uses, numbered, mixed: sample.mixed, settled: new Set() }, sample);
  evidence.add(sample);
  const found = evidence.judge();
  return columns.map((column, i) => {
    const doubt = found.get(inputs[i] ?? -1);
    if (!doubt) return column;
    const keys = settlingKeys(plan.inputs[inputs[i] as number] as Input, doubt, column.mapped.unit);
    return { ...column, mapped: { ...column.mapped, ...keys }, doubts: [...column.doubts, doubt] };
  });
}

/** What a mapping says to settle a doubt, as it is most likely meant; `read` is the unit in which the numbers were judged. */
function settlingKeys(
  input: Input,
  doubt: ColumnDoubt,
  read: string | undefined,
): Pick<MappedColumn, 'times' | 'unit' | 'values'> {
  if (doubt.code === 'fraction') return { times: 100 };
  if (doubt.code === 'above-one') return { times: 0.01 };
  if (doubt.code === 'two-kinds') return { times: doubt.shares > doubt.percentages ? 100 : 1 };
  if (doubt.code === 'no-lowest')
    return { values: Object.fromEntries(codedChoicesOf(input).map(({ id }) => [id, id])) };
  if (doubt.code === 'two-magnitudes') return { times: 1 };
  if (doubt.code !== 'magnitude') return {};
  const times = (read === undefined ? 1 : (unitFactor(input, read) ?? 1)) / doubt.factor;
  const [unit] = [...unitFactorsOf(input)].find(([, factor]) => Math.abs(factor / times - 1) < 1e-9) ?? [];
  return unit === undefined ? { times: Number(times.toPrecision(12)) } : { unit };
}

/** Numbers that could all have a decimal sign or groups of three, in a table whose other columns show a decimal sign. */
function markThousands(
  plan: Plan,
  columns: readonly ProposedColumn[],
  cells: readonly (readonly string[])[],
  decimal: '.' | ',',
): readonly ProposedColumn[] {
  return columns.map((column, i) => {
    const input = plan.inputs.find(({ name }) => name === column.mapped.to);
    const cell = input?.value.kind === 'number' ? findOnlyThousands(cells[i] ?? [], decimal) : undefined;
    if (cell === undefined) return column;
    return {
      ...column,
      mapped: { ...column.mapped, decimal },
      doubts: [...column.doubts, { code: 'thousands', cell }],
    };
  });
}

const MOST_UNREAD = 5;

/** The cells of a column that answers nothing mean nothing, and need not. */
const UNUSED: Pick<ProposedColumn, 'unread' | 'suggested'> = { unread: [], suggested: [] };

/** Cells that a use of a column cannot read, each once, a few of them; and what they may mean. */
function findUnread(
  use: ColumnBinding,
  input: Input,
  cells: readonly string[],
): Pick<ProposedColumn, 'unread' | 'suggested'> {
  const reads = readerOf(use);
  const unread = new Set([...new Set(cells)].filter((cell) => !reads(cell)));
  if (unread.size === 0) return UNUSED;
  const wrong = cells.filter((cell) => unread.has(cell));
  // Parts of a cell are chosen each by itself, unless an option may be parted as well.
  const parts =
    use.kind === 'choices'
      ? partsOfChoices(use, wrong).filter((part) => !reads(part))
      : use.kind === 'code'
        ? wrong
        : [];
  return { unread: [...unread].slice(0, MOST_UNREAD), suggested: suggestValues(input, parts) };
}

/** What a cell says under a use of its column, to be compared; undefined where that cannot be read. */
function meaningOf(use: ColumnBinding, cell: string): string | undefined {
  const ofState = (states: StateSpellings): string | undefined => {
    const state = createSpellingLookup(states)(cell);
    return state === undefined ? undefined : `state ${state}`;
  };
  switch (use.kind) {
    case 'ignore':
    case 'blank':
    case 'note':
      return undefined;
    case 'text':
      return normaliseSpelling(cell);
    case 'code':
      return createSpellingLookup(use.values)(cell)?.toString();
    case 'tick':
      return ofState(use.states) ?? createSpellingLookup(use.values)(cell)?.toString();
    case 'choices': {
      const read = createChoicesReader(use)(cell);
      if ('state' in read) return `state ${read.state}`;
      return 'options' in read ? [...read.options].sort((a, b) => a - b).join() : undefined;
    }
    case 'number': {
      const read = createNumeralReader(use)(cell);
      return ofState(use.states) ?? ('value' in read ? String(read.value) : undefined);
    }
  }
}

function readerOf(use: ColumnBinding): (cell: string) => boolean {
  switch (use.kind) {
    case 'ignore':
    case 'blank':
    case 'note':
    case 'text':
      return () => true;
    case 'code': {
      const [find, readOther] = [createValueLookup(use.values), createOtherReader(use.values)];
      return (cell) => find(cell) !== undefined || readOther(cell) !== undefined;
    }
    case 'tick': {
      if (use.takesWords) return () => true;
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
    columns: columns
      .map(({ mapped }) => mapped)
      .filter(({ heading, to }, i, all) => heading !== '' && (to !== undefined || isFirst(heading, i, all))),
  };
}

/** Of columns that nothing uses, headings may repeat. */
function isFirst(heading: string, i: number, all: readonly MappedColumn[]): boolean {
  return all.findIndex((one) => one.heading === heading) === i;
}
