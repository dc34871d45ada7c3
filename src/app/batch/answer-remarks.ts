// Finds oddities in the answers of a run as a whole, which no single row shows.

import type { BatchRemark } from '../../report/index.ts';
import {
  type Input,
  listConditionDependencies,
  listedAnswers,
  listedValues,
  type Plan,
  SCORE_STATE,
} from '../../scoring/index.ts';
import { ANSWERED, type ColumnBinding, type OddRow, type RowBlock } from '../../table/index.ts';
import { addLine, createDamagedTexts, isGarbled } from '../damaged-texts.ts';
import type { ScoredBlock } from './score-rows.ts';

/**
 * The minimum numbers before a remark is made: rows for `blank`, answers to the question for the others. `blank`: the
 * question is blank in all rows. `alike`: all rows have the same answer. `lowest`: no row has the lowest answer of a
 * scale. `missing`: no row has one of the other answers.
 */
const MIN_ROWS_TO_REMARK = { blank: 5, alike: 20, lowest: 20, missing: 50 };
/** Minimum rows and questions for the remark that all rows answer alike; fewer could be alike by chance. */
const MIN_FOR_ALL_ALIKE = { rows: 8, questions: 5 };
/** A question gets no remark if its unreadable cells exceed this share of the readable ones. */
const MAX_UNREADABLE_SHARE = 0.1;
/** Minimum number of yes/no questions for the remark that nobody answers any of them with no. */
const MIN_FOR_ONLY_TICKS = { questions: 3 };
/** The position of "no" among the answers to a yes/no question. */
const NO_OPTION = 0;
/** Minimum scales and answers for the remark that nobody gives the highest answer on any scale. */
const RENUMBERED_MINIMUMS = { scales: 5, answers: 100 };
/** Questions whose answers show fewer different values than this are not called copies: they may agree by chance. */
const MIN_COPIED_VALUES = 3;
/** Only this many rows are searched for garbled texts; a wrong encoding shows within a few names. */
const ROWS_OF_TEXTS = 500;
/** Questions with more answers than this get no remark about an answer that nobody gave: some answers are just rare. */
const MAX_REMARKED_VALUES = 12;

/** Collects counts block by block, for the remarks at the end. */
interface RemarkCounts {
  add(block: RowBlock, scored: ScoredBlock, uses: readonly ColumnBinding[]): void;
  /** Collects texts that an encoding has damaged; `source` is the export, if there are several. */
  addTexts(block: RowBlock, scored: ScoredBlock, source: string | undefined): void;
  addFigures(block: RowBlock, odd: readonly OddRow[], source: string | undefined): void;
  /** Lists the remarks. `scored` is the number of scored rows without those dropped as duplicates. */
  list(scored: number): readonly BatchRemark[];
}

type FigureRemark = Extract<BatchRemark, { readonly code: 'magnitude' }>;

/** Tracks whether a number is the same in all rows so far. */
interface NumberCount {
  readonly name: string;
  value: number | undefined;
  answers: number;
  isVaried: boolean;
}

interface AnswerCount {
  readonly input: Input;
  /** The answers that nobody has given so far, by their position among the answers. */
  readonly unseen: Set<number>;
  /** Answers counted so far; counting stops at `MIN_ROWS_TO_REMARK.missing`. */
  answers: number;
  rows: number;
}

/** A fact with a default value that decides which questions are asked. */
interface AssumedFact {
  readonly input: Input;
  readonly index: number;
  /** The number of scored rows that rely on the default because their export has no column for the fact. */
  rows: number;
}

/** What was counted in the blocks so far. */
interface RunCounts {
  readonly plan: Plan;
  readonly answers: Map<number, AnswerCount>;
  readonly numbers: Map<number, NumberCount>;
  /**
   * The levels of rows seen so far, with NaN for a level that open answers leave undecided. Collecting stops after two.
   */
  readonly levels: Set<number>;
  /** The bindings of the last block and the inputs they fill; all blocks of one export have the same bindings. */
  lastUses: readonly ColumnBinding[] | undefined;
  indexes: readonly number[];
  readonly assumedFacts: readonly AssumedFact[];
  /**
   * Scales that the mapping numbers differently from the pack, each with the highest number that the mapping uses for
   * it.
   */
  readonly renumberedQuestions: Map<number, string>;
  /** The number of unreadable cells by question. */
  readonly unreadableCounts: Map<number, number>;
  /** Groups of two or more questions with the same answers in all rows so far; undefined before the first row. */
  copiedGroups: readonly (readonly number[])[] | undefined;
  readonly texts: ReturnType<typeof createDamagedTexts>;
  textRows: number;
  readonly figures: Map<string, FigureRemark>;
}

export function createRemarkCounts(plan: Plan): RemarkCounts {
  const counts: RunCounts = {
    plan,
    answers: new Map(),
    numbers: new Map(),
    levels: new Set(),
    lastUses: undefined,
    indexes: [],
    assumedFacts: findAssumedFacts(plan),
    renumberedQuestions: new Map(),
    unreadableCounts: new Map(),
    copiedGroups: undefined,
    texts: createDamagedTexts((index) => nameOf(plan, index)),
    textRows: 0,
    figures: new Map(),
  };
  return {
    add: (block, scored, uses) => countBlock(counts, block, scored, uses),
    addTexts: (block, scored, source) => collectTexts(counts, block, scored, source),
    addFigures: (block, odd, source) => collectFigures(counts, block, odd, source),
    list: (scored) => listRemarks(counts, scored),
  };
}

function nameOf({ inputs }: Plan, index: number): string {
  return inputs[index]?.name ?? '';
}

function findAssumedFacts(plan: Plan): readonly AssumedFact[] {
  return plan.inputs.flatMap((input, index) =>
    input.role === 'fact' && input.default !== null && decidesAskedQuestions(plan, input)
      ? [{ input, index, rows: 0 }]
      : [],
  );
}

function countBlock(counts: RunCounts, block: RowBlock, scored: ScoredBlock, uses: readonly ColumnBinding[]): void {
  if (uses !== counts.lastUses) noteBindings(counts, uses);
  const { indexes, unreadableCounts } = counts;
  for (const index of indexes) countAnswers(counts, block, index);
  for (const { column } of block.faults) {
    const binding = column === null ? undefined : uses[column];
    if (binding && 'input' in binding)
      unreadableCounts.set(binding.input, (unreadableCounts.get(binding.input) ?? 0) + 1);
  }
  for (const fact of counts.assumedFacts)
    if (!indexes.includes(fact.index)) fact.rows += block.rows - scored.skipped.length;
  for (const index of indexes) countNumber(counts, block, index);
  if (block.rows > 0)
    counts.copiedGroups = (counts.copiedGroups ?? groupComparable(counts.answers)).flatMap((group) =>
      splitByAnswers(group, block),
    );
  collectLevels(counts.levels, block.rows, scored);
}

/** Notes the inputs that bindings fill, and the scales that they number differently from the pack. */
function noteBindings(counts: RunCounts, uses: readonly ColumnBinding[]): void {
  counts.lastUses = uses;
  counts.indexes = [...new Set(uses.flatMap((use) => ('input' in use ? [use.input] : [])))];
  for (const binding of uses) {
    const highest =
      binding.kind === 'code'
        ? findRenumberedScaleMaximum(counts.plan.inputs[binding.input], binding.values)
        : undefined;
    if (binding.kind === 'code' && highest !== undefined) counts.renumberedQuestions.set(binding.input, highest);
  }
}

/** Counts the answers to a question, and notes which have been given. */
function countAnswers(counts: RunCounts, block: RowBlock, index: number): void {
  const count = countOf(counts, index);
  const codes = block.code.get(index);
  if (!count || !codes) return;
  count.rows += block.rows;
  for (let row = 0; row < block.rows && count.answers < MIN_ROWS_TO_REMARK.missing; row++)
    if ((codes[row] as number) >= ANSWERED) count.answers++;
  if (count.unseen.size > 0 && count.input.options.length <= MAX_REMARKED_VALUES)
    removeSeenAnswers(count, block, codes, index);
}

function countOf({ plan, answers }: RunCounts, index: number): AnswerCount | undefined {
  const counter = answers.get(index);
  const input = plan.inputs[index];
  if (counter || !input || input.role !== 'question') return counter;
  const values = listedValues(input) ?? [];
  const newCounter = { input, unseen: new Set(values.map((_, i) => i)), answers: 0, rows: 0 };
  answers.set(index, newCounter);
  return newCounter;
}

/** Reads the numbers of a column until two of them differ. */
function countNumber({ plan, numbers }: RunCounts, { rows, code, number }: RowBlock, index: number): void {
  const [input, codes, values] = [plan.inputs[index], code.get(index), number.get(index)];
  // Columns that only filter rows or give the day do not belong to an input of the plan.
  if (!input || !codes || !values || listedValues(input)) return;
  const count: NumberCount = numbers.get(index) ?? {
    name: input.name,
    value: undefined,
    answers: 0,
    isVaried: false,
  };
  numbers.set(index, count);
  for (let row = 0; row < rows && !count.isVaried; row++) {
    if (codes[row] !== ANSWERED) continue;
    count.answers++;
    count.value ??= values[row] as number;
    count.isVaried = count.value !== values[row];
  }
}

/** Groups the questions by their number of values; only questions with the same number can be copies of each other. */
function groupComparable(answers: ReadonlyMap<number, AnswerCount>): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const [index, { input }] of answers) {
    const values = listedValues(input) ?? [];
    if (input.form.cells !== 'code' || values.length < MIN_COPIED_VALUES) continue;
    const key = String(values.length);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  return [...groups.values()];
}

/** Collects the levels of scored rows until two of them differ. */
function collectLevels(levels: Set<number>, rows: number, { level, skipped }: ScoredBlock): void {
  if (!level || levels.size > 1) return;
  const skippedRows = new Set(skipped);
  for (let row = 0; row < rows && levels.size <= 1; row++) {
    if (skippedRows.has(row)) continue;
    const isSettled = level.state[row] === SCORE_STATE.settled;
    levels.add(isSettled ? (level.value[row] as number) : Number.NaN);
  }
}

function collectTexts(
  counts: RunCounts,
  block: RowBlock,
  { leftOut, headings }: ScoredBlock,
  source: string | undefined,
): void {
  const { plan, indexes, texts } = counts;
  const isCounted = (row: number): boolean => !leftOut.has(row) && !headings.has(row);
  for (const { row, input } of block.lost ?? [])
    if (isCounted(row)) texts.add('lost-signs', input, { source, line: block.line[row] as number });
  const rows = Math.min(block.rows, ROWS_OF_TEXTS - counts.textRows);
  counts.textRows += rows;
  for (const input of rows > 0 ? indexes.filter((index) => plan.inputs[index]?.value.kind === 'text') : [])
    for (let row = 0; row < rows; row++)
      if (isCounted(row) && isGarbled(block.text.at(input, row) ?? ''))
        texts.add('garbled', input, { source, line: block.line[row] as number });
}

function collectFigures(
  { plan, figures }: RunCounts,
  { line }: RowBlock,
  odd: readonly OddRow[],
  source: string | undefined,
): void {
  for (const { row, input, beside, factor } of odd) {
    const key = `${input} ${beside} ${factor}`;
    const remark: FigureRemark = figures.get(key) ?? {
      code: 'magnitude',
      name: nameOf(plan, input),
      beside: nameOf(plan, beside),
      factor,
      rows: 0,
      lines: [],
    };
    figures.set(key, { ...remark, ...addLine(remark, { source, line: line[row] as number }) });
  }
}

function listRemarks(counts: RunCounts, scored: number): readonly BatchRemark[] {
  const { plan, answers, unreadableCounts } = counts;
  // If many cells of a question were unreadable, its readable cells are too few to judge it.
  const counters = [...answers]
    .filter(([index, count]) => (unreadableCounts.get(index) ?? 0) <= count.answers * MAX_UNREADABLE_SHARE)
    .map(([, count]) => count);
  const blankQuestions = counters
    .filter((count) => count.answers === 0 && count.rows >= MIN_ROWS_TO_REMARK.blank)
    .map(({ input }) => input.name);
  const ticks = findTickOnlyQuestions(counters);
  const untickedCounters = counters.filter(({ input }) => !ticks.includes(input.name));
  const uniformColumns = findUniformColumns(counts, counters, untickedCounters);
  const unusedOptions = untickedCounters
    .filter(
      (count) =>
        count.answers >= computeMinAnswersForRemark(count) &&
        count.unseen.size > 0 &&
        !uniformColumns.some(({ name }) => name === count.input.name),
    )
    .filter(({ input }) => (listedValues(input)?.length ?? 0) <= MAX_REMARKED_VALUES)
    .map((count) => ({ name: count.input.name, values: answerIdsByUse(count, true) }));
  const copiedQuestions = (counts.copiedGroups ?? []).filter(([index = -1]) => hasVariedAnswers(answers.get(index)));
  return [
    ...(blankQuestions.length > 0 ? [{ code: 'nobody-answered', names: blankQuestions } as const] : []),
    ...(ticks.length > 0 ? [{ code: 'only-ticks', names: ticks } as const] : []),
    ...(uniformColumns.length > 0 ? [{ code: 'one-answer', answers: uniformColumns } as const] : []),
    ...(unusedOptions.length > 0 ? [{ code: 'never-given', answers: unusedOptions } as const] : []),
    ...findUnusedNumbers(counts),
    ...copiedQuestions.map(
      (group) => ({ code: 'same-answers', names: group.map((index) => nameOf(plan, index)) }) as const,
    ),
    ...findOnlyLevel(counts.levels, scored),
    ...listAssumedFacts(counts.assumedFacts, scored),
    ...counts.texts.list(),
    ...counts.figures.values(),
  ];
}

/**
 * Finds the columns with the same number or answer in all rows. Fewer rows suffice if this is true of all questions.
 */
function findUniformColumns(
  { numbers }: RunCounts,
  counters: readonly AnswerCount[],
  remarkedCounters: readonly AnswerCount[],
): readonly { readonly name: string; readonly values: readonly string[] }[] {
  const hasChoice = ({ input }: AnswerCount): boolean =>
    input.form.cells === 'code' && (listedValues(input)?.length ?? 0) > 1;
  const isAnsweredAlike = (least: number, { input, unseen, answers }: AnswerCount): boolean =>
    answers >= least && unseen.size === (listedValues(input)?.length ?? 0) - 1;
  const answeredQuestions = counters.filter((count) => hasChoice(count) && count.answers > 0);
  const areAllAlike =
    answeredQuestions.length >= MIN_FOR_ALL_ALIKE.questions &&
    answeredQuestions.every((count) => isAnsweredAlike(MIN_FOR_ALL_ALIKE.rows, count));
  const minRows = areAllAlike ? MIN_FOR_ALL_ALIKE.rows : MIN_ROWS_TO_REMARK.alike;
  return [
    ...[...numbers.values()]
      .filter(({ isVaried, answers }) => !isVaried && answers >= MIN_ROWS_TO_REMARK.alike)
      .map(({ name, value }) => ({ name, values: [String(value)] })),
    ...remarkedCounters
      .filter((count) => hasChoice(count) && isAnsweredAlike(minRows, count))
      .map((count) => ({ name: count.input.name, values: answerIdsByUse(count, false) })),
  ];
}

/**
 * Returns a remark on scales that a mapping numbers differently from the pack, if nobody gave the highest answer of any
 * of them: the export may use yet other numbers. The remark names the highest numbers in the mapping.
 */
function findUnusedNumbers({ answers, renumberedQuestions }: RunCounts): readonly BatchRemark[] {
  const scales = [...renumberedQuestions].flatMap(([index, highest]) => {
    const count = answers.get(index);
    return count && count.answers > 0 ? [{ ...count, highest }] : [];
  });
  const answerCount = scales.reduce((sum, scale) => sum + scale.answers, 0);
  const isUnused = scales.every(({ input, unseen }) => unseen.has((listedValues(input)?.length ?? 0) - 1));
  if (scales.length < RENUMBERED_MINIMUMS.scales || answerCount < RENUMBERED_MINIMUMS.answers || !isUnused) return [];
  const values = [...new Set(scales.map(({ highest }) => highest))];
  return [{ code: 'unused-numbers', values, names: scales.map(({ input }) => input.name) }];
}

/** Returns the remark that all scored rows have the same level, if there are enough rows. */
function findOnlyLevel(levels: ReadonlySet<number>, scored: number): readonly BatchRemark[] {
  const [level] = levels;
  if (levels.size !== 1 || scored < MIN_ROWS_TO_REMARK.alike) return [];
  return [{ code: 'one-level', level: Number.isNaN(level) ? null : (level as number), rows: scored }];
}

function listAssumedFacts(assumedFacts: readonly AssumedFact[], scored: number): readonly BatchRemark[] {
  return assumedFacts
    .map((fact) => ({ ...fact, rows: Math.min(fact.rows, scored) }))
    .filter(({ rows }) => rows > 0)
    .map(({ input, rows }) => ({ code: 'assumed', name: input.name, value: String(input.default), rows }));
}

/** Lists yes/no questions that many rows leave blank, if nobody answers any of them with no: a blank may mean no. */
function findTickOnlyQuestions(counts: readonly AnswerCount[]): readonly string[] {
  const yesNoQuestions = counts.filter(({ input, answers }) => input.form.control === 'pickYesNo' && answers > 0);
  const isNoUnseen = yesNoQuestions.every(({ unseen }) => unseen.has(NO_OPTION));
  if (yesNoQuestions.length < MIN_FOR_ONLY_TICKS.questions || !isNoUnseen) return [];
  const blankQuestions = yesNoQuestions.filter(({ answers, rows }) => rows - answers >= MIN_ROWS_TO_REMARK.blank);
  return blankQuestions.map(({ input }) => input.name);
}

/** Whether the value of a fact decides if another fact or question is asked. */
function decidesAskedQuestions({ inputs, nodes }: Plan, fact: Input): boolean {
  const factIndex = nodes.indexOf(fact);
  return inputs.some(({ when }) => when !== null && listConditionDependencies(when).includes(factIndex));
}

/**
 * Returns the number that a mapping gives the highest answer of a scale, if the mapping numbers the scale differently
 * from the pack; otherwise undefined.
 */
function findRenumberedScaleMaximum(input: Input | undefined, values: ReadonlyMap<string, number>): string | undefined {
  if (!input?.form.isScale) return undefined;
  const ids = (listedAnswers(input) ?? []).map(({ id }) => id);
  const numbers = [...values].filter(([spelling, code]) => /^\d+$/.test(spelling) && code >= ANSWERED);
  if (numbers.every(([spelling, code]) => ids[code - ANSWERED] === spelling)) return undefined;
  return numbers.find(([, code]) => code - ANSWERED === ids.length - 1)?.[0];
}

/**
 * Splits a group of questions into smaller groups whose answers are the same in this block too; drops questions that
 * end up alone.
 */
function splitByAnswers(group: readonly number[], block: RowBlock): readonly (readonly number[])[] {
  const parts: number[][] = [];
  for (const index of group) {
    const codes = block.code.get(index);
    const part = codes && parts.find(([first = -1]) => isSame(block.code.get(first), codes, block.rows));
    if (part) part.push(index);
    else if (codes) parts.push([index]);
  }
  return parts.filter(({ length }) => length > 1);
}

function isSame(one: ArrayLike<number> | undefined, other: ArrayLike<number>, rows: number): boolean {
  for (let row = 0; row < rows; row++) if (one?.[row] !== other[row]) return false;
  return one !== undefined;
}

/** Whether a question has enough answers, and enough different ones, to rule out that another matches by chance. */
function hasVariedAnswers(count: AnswerCount | undefined): boolean {
  if (!count || count.answers < MIN_ROWS_TO_REMARK.alike) return false;
  return (listedValues(count.input)?.length ?? 0) - count.unseen.size >= MIN_COPIED_VALUES;
}

/**
 * Returns how many answers are needed before an unused answer is odd: fewer for the lowest answer of a scale, because
 * the export may count from 1.
 */
function computeMinAnswersForRemark({ input, unseen }: AnswerCount): number {
  return input.form.isScale && unseen.has(0) ? MIN_ROWS_TO_REMARK.lowest : MIN_ROWS_TO_REMARK.missing;
}

/**
 * Removes the answers given in a block from the unseen ones. An answer that was found once is not searched for again.
 */
function removeSeenAnswers(
  { unseen, input }: AnswerCount,
  block: RowBlock,
  codes: Uint8Array | Uint16Array,
  index: number,
): void {
  if (input.form.cells !== 'bits') {
    const answeredStates = codes.subarray(0, block.rows);
    for (const value of unseen) if (answeredStates.includes(ANSWERED + value)) unseen.delete(value);
    return;
  }
  for (const [word, bits] of (block.bits.get(index) ?? []).entries()) {
    let answerCount = 0;
    for (let row = 0; row < block.rows; row++) answerCount |= bits[row] as number;
    for (const option of unseen) if (option >> 5 === word && (answerCount >>> (option & 31)) & 1) unseen.delete(option);
  }
}

/** Returns the ids of the answers that nobody gave or, with `isUnseen` false, that somebody gave. */
function answerIdsByUse({ input, unseen }: AnswerCount, isUnseen: boolean): readonly string[] {
  return (listedAnswers(input) ?? []).filter((_, i) => unseen.has(i) === isUnseen).map(({ id }) => id);
}
