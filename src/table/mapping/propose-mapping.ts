// Proposes a mapping from the headings and first rows of a table.

import {
  type ColumnDoubt,
  createSpellingLookup,
  itemAt,
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
  findOtherCurrency,
  findUnitFactor,
  getUnitFactors,
  type Input,
  isRequiredOfAll,
  type Plan,
  takesSeveral,
} from '../../scoring/index.ts';
import {
  createChoicesReader,
  createNumeralReader,
  decideDecimalSign,
  detectDecimalSign,
  findOnlyThousands,
  splitChoiceCells,
} from '../cell-readers.ts';
import { type ExportLayout, writesValues } from '../export-layout.ts';
import { createValueLookup } from '../marked-text.ts';
import { requireDistinctHeadings } from '../opened-table.ts';
import { createOtherReader } from '../other-option.ts';
import { blankRepeatedHeadings, findRepeatedColumns } from '../repeated-columns.ts';
import { isKeyFact } from '../results/result-columns.ts';
import type { ColumnBinding, StateSpellings } from '../row-block.ts';
import type { ColumnFormats } from '../xlsx/unit-formats.ts';
import { listCodedChoices, valueSpellingsOf } from './answer-spellings.ts';
import { bindColumn, findSeparators, mayBeNumber } from './column-binding.ts';
import { createColumnEvidence } from './column-evidence.ts';
import { type DisplacedMatch, type HeadingMatch, matchHeadings } from './heading-match.ts';
import { readSampleRows } from './sample-rows.ts';
import { suggestValues } from './suggest-values.ts';
import { findDashes, findTickSigns, NO_TICK_SIGNS, type TickSigns } from './tick-signs.ts';
import { createTitleUnits, type TitleUnit } from './title-units.ts';

/** The beginning of a table: its layout with trimmed headings, and some rows. */
interface TableSample {
  readonly layout: ExportLayout;
  readonly rows: readonly (readonly string[])[];
  /** The decimal sign, if the user stated it. */
  readonly decimal?: '.' | ',' | undefined;
  /** The number formats of a sheet that show units. */
  readonly formats?: ColumnFormats | undefined;
}

/**
 * Proposes which fact or question of a plan each column of a table answers. Throws a TableProblem if two columns have
 * the same heading and at least one of them is used.
 */
export function proposeMapping(
  plan: Plan,
  { layout, rows, decimal: givenDecimal, formats }: TableSample,
): MappingProposal {
  const { headings } = layout;
  const repeatedColumns = findRepeatedColumns(plan, headings, rows);
  const distinctHeadings = blankRepeatedHeadings(headings, repeatedColumns);
  const cells = headings.map((_, i) =>
    repeatedColumns.has(i) ? [] : rows.map((row) => row[i]?.trim() ?? '').filter((cell) => cell !== ''),
  );
  const isBlank = (column: number): boolean => rows.length > 0 && cells[column]?.length === 0;
  const matches = matchCells(plan, matchHeadings(plan, distinctHeadings, layout.questions, isBlank), cells);
  const isNumericColumn = matches.map(({ input }) => input !== null && plan.inputs[input]?.value.kind === 'number');
  const detectedDecimal = decideDecimalSign(cells.filter((_, i) => isNumericColumn[i]).map(detectDecimalSign));
  const isDecimalUnclear = givenDecimal === undefined && detectedDecimal === 'unclear';
  const decimal =
    givenDecimal ?? (detectedDecimal === 'unclear' ? '.' : detectedDecimal === 'none' ? null : detectedDecimal);
  const counts = new Map<string, number>();
  for (const heading of distinctHeadings) counts.set(heading, (counts.get(heading) ?? 0) + 1);
  const isByPosition = (i: number): boolean => matches[i]?.isBare === true && (counts.get(headings[i] ?? '') ?? 0) > 1;
  const findTitleUnit = createTitleUnits(layout.titles);
  const titleUnitOf = (i: number): TitleUnit | undefined => {
    const { input, unit } = itemAt(matches, i);
    return input === null || unit !== null || !isNumericColumn[i]
      ? undefined
      : findTitleUnit(itemAt(plan.inputs, input), i);
  };
  const tickColumns = matches.flatMap(({ input, option }, i) =>
    option !== null || (input !== null && plan.inputs[input]?.form.control === 'pickYesNo') ? (cells[i] ?? []) : [],
  );
  const tickSigns = findTickSigns(tickColumns);
  const optionSigns = new Map([
    ...findDashes(cells.filter((_, i) => matches[i]?.option !== null).flat()),
    ...tickSigns,
  ]);
  const sampleOf = (i: number): ColumnSample => {
    return {
      tickSigns: matches[i]?.option === null ? tickSigns : optionSigns,
      titleUnit: titleUnitOf(i),
      position: isByPosition(i) ? i + 1 : null,
      heading: headings[i] ?? '',
      cells: cells[i] ?? [],
      isBlank: isBlank(i),
      decimal,
      layout,
    };
  };
  const proposedColumns = matches.map((match, i) => proposeColumn(plan, match, sampleOf(i)));
  const columns = settleDisplaced(plan, matches, proposedColumns, { rows, decimal, layout });
  requireDistinctHeadings(distinctHeadings, (column) => matches[column]?.input !== null && !isByPosition(column));
  const missingInputs = findMissing(plan, matches);
  const columnsWithNotes = columns.map((column, i) =>
    proposeNote(plan, column, i, matches, { heading: headings[i] ?? '', cells: cells[i] ?? [], rows }),
  );
  const countedColumns = layout.countsOptions ? markCounted(plan, columnsWithNotes, cells) : columnsWithNotes;
  const columnsWithOptions = markMissingOptions(plan, dropJoined(plan, readRepeats(plan, countedColumns, cells)));
  const sample = { layout, rows, decimal, formats };
  const judgedColumns = judgeColumns(plan, columnsWithOptions, sample);
  const isDetected = givenDecimal === undefined && !isDecimalUnclear && decimal !== null;
  const completeColumns = isDetected ? markThousands(plan, judgedColumns, cells, decimal) : judgedColumns;
  const isCertain =
    !isDecimalUnclear &&
    !missingInputs.some(({ needed }) => needed) &&
    completeColumns.every(({ doubts }) => doubts.length === 0);
  const needsReview = !isCertain || completeColumns.some(({ suggested }) => suggested.length > 0);
  return { columns: completeColumns, missing: missingInputs, decimal, isDecimalUnclear, isCertain, needsReview };
}

/** Drops the doubts about columns that another column displaces, if they repeat its answers or only comment on them. */
function settleDisplaced(
  plan: Plan,
  matches: readonly HeadingMatch[],
  columns: readonly ProposedColumn[],
  sample: ReadableRows,
): readonly ProposedColumn[] {
  return columns.map((column, i) => {
    const { displaced } = itemAt(matches, i);
    const reader = displaced && columns[displaced.by];
    if (!displaced || !reader || column.isWatched) return column;
    const { isSame, isAnswer } = compareDisplaced(plan, { displaced, read: reader.mapped, column: i }, sample);
    // A column whose heading mentions a review may also contain who reviewed the answers, and when.
    return isSame || (displaced.isReviewed && !isAnswer) ? { ...column, doubts: [] } : column;
  });
}

/**
 * Proposes a column beside a question as the text of its option "other", with a doubt if it is filled where the
 * question is not; returns other columns as they are.
 */
function proposeNote(
  plan: Plan,
  proposed: ProposedColumn,
  column: number,
  matches: readonly HeadingMatch[],
  { heading, cells, rows }: Pick<ColumnSample, 'heading' | 'cells'> & Pick<TableSample, 'rows'>,
): ProposedColumn {
  const { beside = null, doubts = [] } = matches[column] ?? {};
  if (beside === null) return proposed;
  const input = itemAt(plan.inputs, beside);
  if (doubts.length > 0 && !containsFreeText(input, heading, cells)) return proposed;
  const answers = matches.flatMap((match, i) => (match.input === beside ? [i] : []));
  const isFilledAlone = rows.some((row) => isFilled(row[column]) && !answers.some((i) => isFilled(row[i])));
  const { name } = input;
  return isFilledAlone
    ? { ...proposed, doubts: [{ code: 'beside', name }] }
    : { ...proposed, doubts: [], mapped: { ...proposed.mapped, note: name } };
}

/** Whether a second column for the option "other" contains its free text instead of ticks. */
function containsFreeText(input: Input, heading: string, cells: readonly string[]): boolean {
  const findTick = createSpellingLookup<unknown>(
    new Map<string, unknown>([...YES_NO_SPELLINGS, ['x', true], ...valueSpellingsOf(input)]),
  );
  const isFreeText = (cell: string): boolean => /\p{L}/u.test(cell) && findTick(cell) === undefined;
  return cells.length > 0 ? cells.every(isFreeText) : /_other$/i.test(heading);
}

/**
 * The minimum number of values of a fact that can be recognised by its cells; lists with fewer values also occur in
 * other columns.
 */
const MIN_LISTED = 3;

/**
 * Recognises columns by their cells: if a heading means nothing but all cells are answers to one fact that has no
 * column.
 */
function matchCells(
  plan: Plan,
  matches: readonly HeadingMatch[],
  cells: readonly (readonly string[])[],
): readonly HeadingMatch[] {
  const takenInputs = new Set(matches.flatMap(({ input }) => input ?? []));
  const facts = plan.inputs.flatMap((input, index) => {
    const choices = listCodedChoices(input);
    if (input.role !== 'fact' || takenInputs.has(index) || input.form.isScale || choices.length < MIN_LISTED) return [];
    const findValue = createSpellingLookup(
      new Map(
        choices.flatMap(({ id, texts }, i) => [id, ...texts.map(({ text }) => text)].map((word) => [word, i] as const)),
      ),
    );
    // If all cells of a column have the default value, they are no evidence that the column answers this question.
    const isOther = (cell: string): boolean => choices[findValue(cell) ?? -1]?.id !== input.default;
    return [{ index, find: findValue, isOther }];
  });
  if (facts.length === 0) return matches;
  const columnCells = matches.map((match, i) => {
    const shownCells = [...new Set(cells[i])];
    const isUnknown = match.by === null && match.input === null && match.beside === null && match.doubts.length === 0;
    if (!isUnknown || match.displaced || shownCells.length === 0) return [];
    return facts.filter(
      ({ find, isOther }) => shownCells.every((cell) => find(cell) !== undefined) && shownCells.some(isOther),
    );
  });
  /** For each fact, the number of columns that may contain it. */
  const counts = new Map<number, number>();
  for (const { index } of columnCells.flat()) counts.set(index, (counts.get(index) ?? 0) + 1);
  return matches.map((match, i) => {
    const [fact, other] = columnCells[i] ?? [];
    if (!fact || other || counts.get(fact.index) !== 1) return match;
    const { name } = itemAt(plan.inputs, fact.index);
    return { ...match, by: 'cells', input: fact.index, confidence: 1, doubts: [{ code: 'by-cells', name }] };
  });
}

interface ColumnSample {
  /** The position of the column, counted from 1, if its heading is not unique; otherwise null. */
  readonly position: number | null;
  readonly heading: string;
  readonly cells: readonly string[];
  /** Whether the sample has rows, but none with a cell in this column. */
  readonly isBlank: boolean;
  readonly decimal: '.' | ',' | null;
  readonly layout: ExportLayout;
  /** The unit that a title states and the heading does not; undefined if there is none. */
  readonly titleUnit: TitleUnit | undefined;
  readonly tickSigns: TickSigns;
}

function proposeColumn(
  plan: Plan,
  match: HeadingMatch,
  { position, heading, cells, isBlank, decimal, layout, titleUnit, tickSigns }: ColumnSample,
): ProposedColumn {
  const { by, language, confidence } = match;
  const headingDoubts = [...match.doubts, ...(titleUnit ? [doubtTitleUnit(titleUnit)] : [])];
  const input = match.input === null ? undefined : plan.inputs[match.input];
  // A column that is blank in the sample needs no decision, but cells further down must not be ignored.
  if (isBlank && headingDoubts.length > 0)
    return {
      ...UNUSED_COLUMN,
      mapped: { heading },
      by: null,
      language: null,
      confidence: 0,
      doubts: [],
      isWatched: true,
    };
  if (match.input === null || !input) {
    const doubts: readonly ColumnDoubt[] =
      heading === '' && cells.length > 0 ? [{ code: 'no-heading', cell: itemAt(cells, 0) }] : match.doubts;
    return { ...UNUSED_COLUMN, mapped: { heading }, by, language, confidence, doubts };
  }
  const option = match.option === null ? undefined : input.options[match.option]?.id;
  const unit = match.unit ?? (titleUnit?.factor === undefined ? null : titleUnit.unit);
  const mappedColumn: MappedColumn = {
    heading,
    ...(position === null ? {} : { column: position }),
    to: input.name,
    ...(option === undefined ? {} : { option }),
    // A unit that is the one of the question itself need not be stated.
    ...(unit === null || findUnitFactor(input, unit) === 1 ? {} : { unit }),
  };
  const { added, doubts } = readSample(input, mappedColumn, cells, tickSigns);
  const completeColumn = { ...mappedColumn, ...added };
  const { notAsked } = layout;
  const ambiguousWord = notAsked.find((word) => cells.includes(word) && mayBeNumber(input, word));
  const numberDoubts: readonly ColumnDoubt[] =
    ambiguousWord === undefined ? [] : [{ code: 'not-asked', cell: ambiguousWord }];
  const binding: ColumnBinding = bindColumn(
    { mapped: completeColumn, input, index: match.input, decimal, conventions: layout },
    () => undefined,
  );
  return {
    mapped: completeColumn,
    by,
    language,
    confidence,
    doubts: [...headingDoubts, ...doubts, ...numberDoubts],
    ...findUnread(binding, input, cells),
  };
}

function doubtTitleUnit({ unit, factor, line, text }: TitleUnit): ColumnDoubt {
  return { code: factor === undefined ? 'unknown-title-unit' : 'title-unit', unit, line, title: text };
}

/** A column that is not used because another column with the same meaning is read. */
interface DisplacedColumn {
  readonly displaced: DisplacedMatch;
  /** The mapping of the column that is read. */
  readonly read: MappedColumn;
  readonly column: number;
}

/** Rows of a table, and how their cells are read. */
type ReadableRows = Pick<ColumnSample, 'decimal' | 'layout'> & Pick<TableSample, 'rows'>;

/**
 * Compares the cells of an unused column with those of the column read instead: whether they are blank or mean the
 * same, and whether any of them is an answer.
 */
function compareDisplaced(
  plan: Plan,
  { displaced: { input: index, option, unit, by }, read, column }: DisplacedColumn,
  { rows, decimal, layout }: ReadableRows,
): { readonly isSame: boolean; readonly isAnswer: boolean } {
  const input = plan.inputs[index];
  if (!input || read.to !== input.name) return { isSame: false, isAnswer: true };
  const sampleOf = (i: number): readonly string[] => rows.map((row) => row[i]?.trim() ?? '');
  const createMeaningReader = (mapped: MappedColumn): ((cell: string) => string | undefined) => {
    const binding = bindColumn({ mapped, input, index, decimal, conventions: layout }, () => undefined);
    return (cell) => meaningOf(binding, cell);
  };
  const mappedColumn: MappedColumn = {
    heading: layout.headings[column] ?? '',
    to: input.name,
    ...(option === null ? {} : { option: input.options[option]?.id as string }),
    ...(unit === null ? {} : { unit }),
  };
  const cells = sampleOf(column);
  const filledCells = cells.filter((cell) => cell !== '');
  const { added } = readSample(input, mappedColumn, filledCells, NO_TICK_SIGNS);
  const [readOwn, readOther] = [createMeaningReader({ ...mappedColumn, ...added }), createMeaningReader(read)];
  const otherCells = sampleOf(by);
  const meanings = cells.map((cell) => (cell === '' ? undefined : readOwn(cell)));
  // If no row of the sample is filled, nothing can be compared.
  const isSame =
    cells.some(isFilled) &&
    cells.every(
      (cell, i) => cell === '' || (meanings[i] !== undefined && meanings[i] === readOther(otherCells[i] ?? '')),
    );
  return { isSame, isAnswer: meanings.some((meaning) => meaning !== undefined) };
}

/**
 * Lists facts and questions without a column, and whether each needs one. An input that is derived, or that only some
 * enterprises are asked, does not.
 */
function findMissing(plan: Plan, matches: readonly HeadingMatch[]): readonly UnmappedInput[] {
  const matchedInputs = new Set(matches.map(({ input }) => input));
  return plan.inputs.flatMap((input, i) =>
    matchedInputs.has(i) ? [] : [{ name: input.name, needed: isNeeded(input) }],
  );
}

function isNeeded(input: Input): boolean {
  if (input.role === 'question') return input.derived === null && input.when === null;
  return isKeyFact(input) || isRequiredOfAll(input);
}

/**
 * Marks numbers as positions of options, for a platform that may write positions instead of texts. If the cells of any
 * question with options are numbers, they are positions, so numbers of scales may be positions too, even if each could
 * be a value.
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
    const values = Object.fromEntries(listCodedChoices(input).map(({ id }, position) => [String(position + 1), id]));
    const mappedColumn = input.form.isScale ? column.mapped : { ...column.mapped, values };
    return { ...column, mapped: mappedColumn, doubts: [...column.doubts, { code: 'positions', first: 1 }] };
  });
}

/** Returns the columns for single options, by question. */
function groupOptions(columns: readonly ProposedColumn[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>();
  for (const [i, { mapped }] of columns.entries())
    if (mapped.to !== undefined && mapped.option !== undefined)
      groups.set(mapped.to, [...(groups.get(mapped.to) ?? []), i]);
  return groups;
}

/**
 * Determines whether columns for single options contain marks or repeat the text of the option. What `无` means in the
 * column of the option 无 follows from the other columns of the question or, if these do not show it, from any column.
 */
function readRepeats(
  plan: Plan,
  columns: readonly ProposedColumn[],
  cells: readonly (readonly string[])[],
): readonly ProposedColumn[] {
  const columnStyles = columns.map(
    ({ mapped }, i): { readonly style: 'marks' | 'repeats' | null; readonly unclear: string[] } => {
      const input = plan.inputs.find(({ name }) => name === mapped.to);
      const option = input?.options.findIndex(({ id }) => id === mapped.option) ?? -1;
      if (!input || option < 0) return { style: null, unclear: [] };
      const findValue = createSpellingLookup(valueSpellingsOf(input));
      const shownCells = [...new Set(cells[i])];
      const isOptionCell = (cell: string): boolean => findValue(cell) === option;
      const isMark = (cell: string): boolean => YES_NO_SPELLINGS.has(normaliseSpelling(cell));
      const style = shownCells.some((cell) => isOptionCell(cell) && !isMark(cell))
        ? 'repeats'
        : shownCells.some((cell) => isMark(cell) && !isOptionCell(cell))
          ? 'marks'
          : null;
      return {
        style,
        unclear: shownCells.filter(
          (cell) => isOptionCell(cell) && YES_NO_SPELLINGS.get(normaliseSpelling(cell)) === false,
        ),
      };
    },
  );
  const judgeTickStyle = (of: readonly number[]): 'marks' | 'repeats' | 'unclear' => {
    const styles = new Set(of.flatMap((i) => columnStyles[i]?.style ?? []));
    const [style] = styles;
    return style === undefined || styles.size > 1 ? 'unclear' : style;
  };
  const groups = groupOptions(columns);
  const overallStyle = judgeTickStyle([...groups.values()].flat());
  const changedColumns = [...columns];
  for (const group of groups.values()) {
    const groupStyle = judgeTickStyle(group);
    const style =
      groupStyle === 'unclear' && group.every((i) => columnStyles[i]?.style === null) ? overallStyle : groupStyle;
    for (const i of group) {
      const [column, { unclear = [] } = {}] = [itemAt(columns, i), columnStyles[i]];
      if (unclear.length === 0 || style === 'marks') continue;
      const values = Object.fromEntries(unclear.map((cell) => [cell, column.mapped.option as string]));
      const doubts: readonly ColumnDoubt[] = style === 'unclear' ? [{ code: 'repeats', cell: itemAt(unclear, 0) }] : [];
      changedColumns[i] = { ...column, mapped: { ...column.mapped, values }, doubts: [...column.doubts, ...doubts] };
    }
  }
  return changedColumns;
}

/**
 * Drops the column of a question's joined answers if each option has its own column: option texts joined by blanks
 * cannot be split.
 */
function dropJoined(plan: Plan, columns: readonly ProposedColumn[]): readonly ProposedColumn[] {
  const groups = groupOptions(columns);
  return columns.map((column) => {
    const { heading, to, option } = column.mapped;
    const input = plan.inputs.find(({ name }) => name === to);
    const isComplete = input !== undefined && groups.get(input.name)?.length === input.options.length;
    if (option !== undefined || !isComplete || column.unread.length === 0) return column;
    return { ...column, ...UNUSED_COLUMN, mapped: { heading } };
  });
}

/** Adds a doubt if only some options of a question have a column, because the others could never be chosen. */
function markMissingOptions(plan: Plan, columns: readonly ProposedColumn[]): readonly ProposedColumn[] {
  const markedOptions = new Set<string>();
  return columns.map((column) => {
    const { to, option } = column.mapped;
    const input = plan.inputs.find(({ name }) => name === to);
    if (!to || !input || option === undefined || markedOptions.has(to)) return column;
    markedOptions.add(to);
    const siblings = columns.filter(({ mapped }) => mapped.to === to);
    if (siblings.some(({ mapped }) => mapped.option === undefined)) return column;
    const options = input.options
      .map(({ id }) => id)
      .filter((id) => !siblings.some(({ mapped }) => mapped.option === id));
    const doubts: readonly ColumnDoubt[] = options.length === 0 ? [] : [{ code: 'options-missing', options }];
    return { ...column, doubts: [...column.doubts, ...doubts] };
  });
}

/** What a sample of cells shows in addition to the heading. */
interface SampleFindings {
  readonly added: Pick<MappedColumn, 'date' | 'separators' | 'values'>;
  readonly doubts: readonly ColumnDoubt[];
}

const NO_FINDINGS: SampleFindings = { added: {}, doubts: [] };

function findingsWithValues(values: readonly (readonly [string, string])[]): SampleFindings {
  return values.length === 0 ? NO_FINDINGS : { added: { values: Object.fromEntries(values) }, doubts: [] };
}

/** Examines the cells of a column: how options are separated, and whether the cells are positions of options. */
function readSample(
  input: Input,
  mapped: MappedColumn,
  cells: readonly string[],
  tickSigns: TickSigns,
): SampleFindings {
  if (cells.length === 0) return NO_FINDINGS;
  const signs = [...tickSigns].filter(([sign]) => cells.some((cell) => normaliseSpelling(cell) === sign));
  const { option } = mapped;
  // In a column for one option, an x is always a tick.
  if (option !== undefined)
    return findingsWithValues(
      signs.flatMap(([sign, isTick]) => (sign === 'x' ? [] : [[sign, isTick ? option : 'false']])),
    );
  if (input.form.control === 'pickYesNo' && signs.length > 0)
    return findingsWithValues(signs.map(([sign, isTick]) => [sign, String(isTick)]));
  if (takesSeveral(input)) {
    const separators = findSeparators(input, cells);
    return separators ? { added: { separators: [...separators] }, doubts: [] } : NO_FINDINGS;
  }
  if (input.form.control === 'typeDay' && isUnclear(mapped, cells)) {
    const order = settleDayOrder(cells);
    return order === null ? { added: {}, doubts: [{ code: 'dates' }] } : { added: { date: order }, doubts: [] };
  }
  if (isCoded(input)) return readPositions(input, cells);
  return NO_FINDINGS;
}

function isUnclear({ date }: MappedColumn, cells: readonly string[]): boolean {
  return cells.some((cell) => 'unclear' in (parseDay(cell, date ?? null) ?? {}));
}

function isFilled(cell: string | undefined): boolean {
  return (cell ?? '').trim() !== '';
}

/** Whether each cell of a question contains a single value out of a list. */
function isCoded({ form }: Input): boolean {
  return form.cells === 'code';
}

/** Detects whether numbers are the positions of values instead of the values themselves. */
function readPositions(input: Input, cells: readonly string[]): SampleFindings {
  const decimalCell = input.form.isScale
    ? cells.find((cell) => /^\d*[.,]\d*[1-9]\d*$/.test(normaliseSpelling(cell)))
    : undefined;
  if (decimalCell !== undefined) return { added: {}, doubts: [{ code: 'between-steps', cell: decimalCell }] };
  const choices = listCodedChoices(input);
  const findKnownValue = createSpellingLookup(
    input.form.control === 'pickYesNo' ? valueSpellingsOf(input) : new Map(choices.map(({ id }, i) => [id, i])),
  );
  const countedPositions = new Set([...new Set(cells)].map(normaliseSpelling).filter((cell) => /^\d+$/.test(cell)));
  if (countedPositions.size === 0 || [...countedPositions].every((cell) => findKnownValue(cell) !== undefined))
    return NO_FINDINGS;
  const numbers = [...countedPositions].map(Number);
  const firstNumber = numbers.includes(0) ? 0 : 1;
  if (Math.max(...numbers) >= choices.length + firstNumber) return NO_FINDINGS;
  const values = Object.fromEntries(choices.map(({ id }, i) => [String(i + firstNumber), id]));
  return { added: { values }, doubts: [{ code: 'positions', first: firstNumber }] };
}

/** Examines whole columns for what no single cell shows. */
function judgeColumns(
  plan: Plan,
  columns: readonly ProposedColumn[],
  { layout, rows, decimal, formats }: Omit<TableSample, 'decimal'> & { readonly decimal: '.' | ',' | null },
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
  const numberedInputs = new Set(
    [...sample.numbered].filter((input) => columns.some((column, i) => inputs[i] === input && !isSettled(column))),
  );
  const evidence = createColumnEvidence(
    { plan, uses, numbered: numberedInputs, mixed: sample.mixed, settled: new Set() },
    sample,
  );
  evidence.add(sample);
  const doubts = evidence.judge(formats);
  return columns.map((column, i) => {
    const doubt = doubts.get(inputs[i] ?? -1);
    if (!doubt) return column;
    const keys = suggestSettlingKeys(itemAt(plan.inputs, itemAt(inputs, i)), doubt, column.mapped.unit);
    return { ...column, mapped: { ...column.mapped, ...keys }, doubts: [...column.doubts, doubt] };
  });
}

/**
 * Returns the keys of a mapping that settle a doubt in the most likely way. `judgedUnit` is the unit in which the
 * numbers were examined.
 */
function suggestSettlingKeys(
  input: Input,
  doubt: ColumnDoubt,
  judgedUnit: string | undefined,
): Pick<MappedColumn, 'times' | 'unit' | 'values'> {
  if (doubt.code === 'shown-unit')
    return findUnitFactor(input, doubt.unit) === undefined ? { times: doubt.factor } : { unit: doubt.unit };
  if (doubt.code === 'fraction') return { times: 100 };
  if (doubt.code === 'above-one') return { times: 0.01 };
  if (doubt.code === 'two-kinds') return { times: doubt.shares > doubt.percentages ? 100 : 1 };
  if (doubt.code === 'no-lowest')
    return { values: Object.fromEntries(listCodedChoices(input).map(({ id }) => [id, id])) };
  if (doubt.code === 'two-magnitudes' || doubt.code === 'percentages-of') return { times: 1 };
  if (doubt.code !== 'magnitude') return {};
  const unitRatio = (judgedUnit === undefined ? 1 : (findUnitFactor(input, judgedUnit) ?? 1)) / doubt.factor;
  const [unit] = [...getUnitFactors(input)].find(([, factor]) => Math.abs(factor / unitRatio - 1) < 1e-9) ?? [];
  return unit === undefined ? { times: Number(unitRatio.toPrecision(12)) } : { unit };
}

/**
 * Marks columns in which every sign could separate decimals or groups of three digits, if other columns of the table
 * show a decimal sign.
 */
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

const MAX_UNREAD = 5;

/** Columns without answers have no cells that need a meaning. */
type ReadOutcome = Pick<ProposedColumn, 'unread' | 'otherCurrency' | 'suggested'>;

const UNUSED_COLUMN: ReadOutcome = { unread: [], suggested: [] };

/** Finds cells that cannot be read under a binding (a few different ones), and what they may mean. */
function findUnread(use: ColumnBinding, input: Input, cells: readonly string[]): ReadOutcome {
  const isReadable = createReadCheck(use);
  const unreadCells = new Set([...new Set(cells)].filter((cell) => !isReadable(cell)));
  if (unreadCells.size === 0) return UNUSED_COLUMN;
  const unreadableCells = cells.filter((cell) => unreadCells.has(cell));
  // For a cell with several options, meanings of its parts are suggested, unless options contain separators.
  const optionTexts =
    use.kind === 'choices'
      ? splitChoiceCells(use, unreadableCells).filter((part) => !isReadable(part))
      : use.kind === 'code'
        ? unreadableCells
        : [];
  const unread = [...unreadCells].slice(0, MAX_UNREAD);
  const [otherCurrency] = unread.flatMap((cell) => findOtherCurrency(input, cell) ?? []);
  return { unread, ...(otherCurrency && { otherCurrency }), suggested: suggestValues(input, optionTexts) };
}

/**
 * Returns what a cell means under a binding, as a text by which meanings can be compared; undefined if the cell cannot
 * be read.
 */
function meaningOf(use: ColumnBinding, cell: string): string | undefined {
  const stateOf = (states: StateSpellings): string | undefined => {
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
      return stateOf(use.states) ?? createSpellingLookup(use.values)(cell)?.toString();
    case 'choices': {
      const parsedChoices = createChoicesReader(use)(cell);
      if ('state' in parsedChoices) return `state ${parsedChoices.state}`;
      return 'options' in parsedChoices ? [...parsedChoices.options].sort((a, b) => a - b).join() : undefined;
    }
    case 'number': {
      const parsedNumber = createNumeralReader(use)(cell);
      return stateOf(use.states) ?? ('value' in parsedNumber ? String(parsedNumber.value) : undefined);
    }
  }
}

function createReadCheck(use: ColumnBinding): (cell: string) => boolean {
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
      const readCell = createChoicesReader(use);
      return (cell) => !('fault' in readCell(cell));
    }
    case 'number': {
      const [parsedNumber, findState] = [createNumeralReader(use), createSpellingLookup(use.states)];
      return (cell) => findState(cell) !== undefined || 'value' in parsedNumber(cell);
    }
  }
}

/** Returns the mapping of a proposal as a document for the user to review. */
export function toMapping(
  { columns, decimal }: MappingProposal,
  pack: { readonly id: string; readonly version: string },
): Mapping {
  const mappedColumns = columns.map((column) => column.mapped);
  // Several unused columns may have the same heading; the first is listed for all of them.
  const firsts = new Map(mappedColumns.map(({ heading }, i) => [heading, i] as const).reverse());
  return {
    kind: 'mapping',
    pack: pack.id,
    packVersion: pack.version,
    ...(decimal === null ? {} : { decimal }),
    columns: mappedColumns.filter(
      ({ heading, to }, i) => heading !== '' && (to !== undefined || firsts.get(heading) === i),
    ),
  };
}
