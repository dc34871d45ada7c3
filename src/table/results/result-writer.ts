// Scored rows as cells of CSV, and the encoders that make other formats of them.

import { NOT_APPLICABLE_MARK, parseExact, type Text, toNumber, UNKNOWN_MARK, ZERO } from '../../model/index.ts';
import {
  type Atom,
  answerSetOfRow,
  codedValuesOf,
  type Evaluation,
  evaluate,
  hasBit,
  type Input,
  type Kernel,
  type KernelResult,
  type Plan,
  SCORE_STATE,
  type ScoreColumn,
  type ScoreNode,
  settledValue,
  takesSeveral,
  type WarningKind,
} from '../../scoring/index.ts';
import { formatCsvCell } from '../csv-text.ts';
import { codedChoicesOf } from '../mapping/answer-spellings.ts';
import { ANSWERED, NOT_APPLICABLE, type RowBlock, UNANSWERED, UNKNOWN } from '../row-block.ts';
import { isQuestion, isWrittenFact, labelledScores, planResultColumns, type ResultExtras } from './result-columns.ts';
import { addText, type ByteBuffer, type ColumnCells, cellOf, createRowWriter, type WrittenRows } from './row-writer.ts';

/** Writes the rows of a block of an export as CSV, but for some that are left out, in ascending order. */
type ResultWriter = (
  block: RowBlock,
  outcome: KernelResult,
  leftOut?: readonly number[],
  source?: string,
) => WrittenRows;

/** The cells of a column for the rows of a block. */
type CellsOf = (block: RowBlock, outcome: KernelResult) => ColumnCells;

/**
 * Writes the columns of `planResultColumns`. Only what is settled is written as a value. `keys` gives the first column.
 */
export function createResultWriter(
  plan: Plan,
  kernel: Kernel,
  keys: CellsOf,
  { answers = false, source: sourceHeading, words }: ResultExtras = {},
): ResultWriter {
  const write = createRowWriter();
  const groups = plan.inputs.flatMap((input, at) => (isWrittenFact(input, answers) ? [{ input, at }] : []));
  const scores = plan.scores.flatMap(({ hidden, node }, k) => (hidden || node === plan.level ? [] : [k]));
  const levelAt = plan.scores.findIndex(({ node }) => node === plan.level);
  const endsOf = createEnds();
  const facts = groups.map(({ input, at }) => createFactCells(plan, kernel, input, at));
  const behind = [
    createWarningCells(plan, kernel.warnings),
    ...(words ? labelledScores(plan).map((score) => createLabelCells(score, plan.scores.indexOf(score), words)) : []),
    ...(answers ? createAnswers(plan) : []),
  ];
  return (block, outcome, leftOut, source = '') => {
    const level = outcome.scores[levelAt];
    const numbers = [
      ...[...scores, levelAt].map((k) => outcome.scores[k]?.value),
      ...(level ? endsOf(level, block.rows) : [undefined, undefined]),
      outcome.coverage,
    ].map((values): ColumnCells => ({ kind: 'number', values }));
    const cells = (makers: readonly CellsOf[]): ColumnCells[] => makers.map((make) => make(block, outcome));
    const named = sourceHeading === undefined ? [] : [createSourceCells(block.rows, source)];
    return write([keys(block, outcome), ...named, ...cells(facts), ...numbers, ...cells(behind)], block.rows, leftOut);
  };
}

/** The heading of the results, with its newline. */
export function writeHeading(plan: Plan, extras: ResultExtras = {}): string {
  return `${planResultColumns(plan, extras)
    .map(({ name }) => formatCsvCell(name))
    .join(',')}\n`;
}

function createSourceCells(rows: number, source: string): ColumnCells {
  const cell = formatCsvCell(source);
  return { kind: 'other', states: new Uint8Array(rows).fill(1), other: (_, target) => addText(target, cell) };
}

/** Gives the lowest and the highest level of rows, which are the level itself where that is settled; they hold until the next call. */
function createEnds(): (level: ScoreColumn, rows: number) => [Float64Array, Float64Array] {
  let kept: [Float64Array, Float64Array] = [new Float64Array(0), new Float64Array(0)];
  return ({ state, value, lowest, highest }, rows) => {
    if (kept[0].length < rows) kept = [new Float64Array(rows), new Float64Array(rows)];
    const [low, high] = kept;
    for (let row = 0; row < rows; row++) {
      const isOpen = state[row] === SCORE_STATE.open;
      low[row] = (isOpen ? lowest : value)[row] as number;
      high[row] = (isOpen ? highest : value)[row] as number;
    }
    return kept;
  };
}

function createFactCells(plan: Plan, kernel: Kernel, input: Input, at: number): CellsOf {
  const unstated = input.default === null ? '' : atomText(input.default);
  const values = codedValuesOf(input, [])?.map((value) => atomText(value)) ?? [];
  const cells = [kernel.facts.includes(at) ? '' : unstated, '', '', ...values].map(cellOf);
  const position = plan.nodes.indexOf(input);
  const evaluated: CellsOf = (block) => ({
    kind: 'other',
    states: new Uint8Array(block.rows).fill(1),
    other: (row, target) =>
      addText(target, atomText(resolvedValueAt(evaluate(plan, answerSetOfRow(plan, block, row)), position))),
  });
  if (kernel.facts.includes(at)) return (_, { facts }) => ({ kind: 'code', codes: facts.get(at), cells });
  // Few packs ask for a group only sometimes, or work it out as a number: those rows are looked at one by one.
  if (input.when !== null || takesSeveral(input) || input.derived !== null) return evaluated;
  return (block) => {
    const [codes, texts, numbers] = [block.code.get(at), block.bytes.get(at), block.number.get(at)];
    if (!texts && !numbers) return { kind: 'code', codes, cells };
    // Where something stands for what is left open, that is no plain text.
    const states = codes?.slice(0, block.rows) as Uint8Array;
    if (unstated !== '')
      for (let row = 0; row < block.rows; row++) if (states[row] === UNANSWERED) states[row] = UNKNOWN;
    const other = (row: number, target: ByteBuffer): void => {
      if (codes?.[row] === UNANSWERED) addText(target, unstated);
      else if (codes?.[row] === ANSWERED)
        addText(target, texts ? formatCsvCell(texts.at(row)) : String(numbers?.[row]));
    };
    return texts ? { kind: 'text', states, texts, other } : { kind: 'other', states, other };
  };
}

/** The answers to all questions; a row is evaluated at most once for those that follow from others. */
function createAnswers(plan: Plan): readonly CellsOf[] {
  let [last, lastRow, evaluation]: [RowBlock | null, number, Evaluation | null] = [null, -1, null];
  const evaluated = (block: RowBlock, row: number): Evaluation => {
    if (!evaluation || last !== block || lastRow !== row) evaluation = evaluate(plan, answerSetOfRow(plan, block, row));
    [last, lastRow] = [block, row];
    return evaluation;
  };
  return plan.inputs.flatMap((input, at): CellsOf[] => {
    if (!isQuestion(input)) return [];
    const position = plan.nodes.indexOf(input);
    const derive = (block: RowBlock, row: number): string => atomText(resolvedValueAt(evaluated(block, row), position));
    return [createAnswerCells(plan, at, derive)];
  });
}

function resolvedValueAt({ values }: Evaluation, position: number): ReturnType<typeof settledValue> {
  return settledValue(values[position] as Evaluation['values'][number]);
}

function atomText(value: Atom | readonly string[] | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return formatCsvCell(value);
  if (typeof value === 'boolean') return String(value);
  if ('n' in value) return String(toNumber(value));
  return formatCsvCell(value.join(';'));
}

function createWarningCells(plan: Plan, kinds: readonly WarningKind[]): CellsOf {
  const names = kinds.map(({ code, input }) => (input === null ? code : `${code}:${plan.inputs[input]?.name}`));
  return ({ rows }, { warnings }) => ({
    kind: 'other',
    states: rowsWithAny(warnings, rows),
    other(row, target) {
      const said = names.filter((_, k) => hasBit(warnings, k, row));
      addText(target, formatCsvCell(said.join(';')));
    },
  });
}

/** What the value of a score is called, where it is settled; `k` is its place among the scores. */
function createLabelCells({ labels }: ScoreNode, k: number, words: (text: Text) => string): CellsOf {
  const named = [...(labels ?? [])];
  const cells = ['', ...named.map(([, text]) => formatCsvCell(words(text)))].map(cellOf);
  const codeOf = new Map(named.map(([key], i) => [toNumber(parseExact(key) ?? ZERO), i + 1]));
  return ({ rows }, { scores }) => {
    const { state, value } = scores[k] as ScoreColumn;
    const isSettled = (row: number): boolean => state[row] === SCORE_STATE.settled;
    const codes = Uint16Array.from({ length: rows }, (_, row) =>
      isSettled(row) ? (codeOf.get(value[row] as number) ?? 0) : 0,
    );
    return { kind: 'code', codes, cells };
  };
}

/** By row, whether a bit is set in one of the words. */
function rowsWithAny(words: readonly Uint32Array[], rows: number): Uint8Array {
  const any = new Uint8Array(rows);
  for (const word of words) for (let row = 0; row < rows; row++) if (word[row] !== 0) any[row] = 1;
  return any;
}

/** Options of one cell stand behind each other with this between them; no id holds it. */
const BETWEEN = ';';
/** An answer that no option holds, which a blank would not be. */
const NO_OPTION = '[]';
const STATES = ['', UNKNOWN_MARK, NOT_APPLICABLE_MARK];

/**
 * Gives for a block the answers to a question, as cells that read back as the same answers: ids of options, digits,
 * `true`, a mark for a state, nothing. Where it was left open and follows from other answers, `derive` gives what
 * follows, as a cell.
 */
function createAnswerCells(
  { inputs }: Plan,
  at: number,
  derive: (block: RowBlock, row: number) => string,
): (block: RowBlock) => ColumnCells {
  const input = inputs[at] as Input;
  const ids = codedChoicesOf(input).map(({ id }) => id);
  const cells = [...STATES, ...ids.map(formatCsvCell)].map(cellOf);
  const isPlain = input.derived === null && !takesSeveral(input) && ids.length > 0;
  return (block) => {
    const codes = block.code.get(at);
    if (isPlain && !block.number.has(at)) return { kind: 'code', codes, cells };
    const textOf = answerTexts(input, at, block);
    const states = new Uint8Array(block.rows);
    for (let row = 0; row < block.rows; row++) states[row] = input.derived === null ? (codes?.[row] ?? 0) : 1;
    return {
      kind: 'other',
      states,
      other(row, target) {
        const code = codes?.[row] ?? 0;
        if (code >= ANSWERED) return addText(target, textOf(row, code));
        const derived = input.derived === null || code === NOT_APPLICABLE ? '' : derive(block, row);
        addText(target, derived !== '' ? derived : (STATES[code] ?? ''));
      },
    };
  };
}

/** The text of an answer by row and code. */
function answerTexts(
  input: Input,
  at: number,
  { bits, bytes, number }: RowBlock,
): (row: number, code: number) => string {
  if (takesSeveral(input)) {
    const ids = input.options.map(({ id }) => id);
    const words = bits.get(at) ?? [];
    return (row) => {
      const chosen = ids.filter((_, option) => hasBit(words, option, row));
      return chosen.length === 0 ? NO_OPTION : formatCsvCell(chosen.join(BETWEEN));
    };
  }
  const [text, numbers, choices] = [bytes.get(at), number.get(at), codedChoicesOf(input)];
  if (text) return (row) => formatCsvCell(text.at(row));
  if (numbers) return (row) => String(numbers[row]);
  return (_, code) => formatCsvCell(choices[code - ANSWERED]?.id ?? '');
}
