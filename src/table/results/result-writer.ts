// Writes scored rows as CSV cells, and passes them on to the encoders of other formats.

import { itemAt, NOT_APPLICABLE_MARK, parseExact, type Text, toNumber, UNKNOWN_MARK, ZERO } from '../../model/index.ts';
import {
  type Atom,
  type Evaluation,
  evaluate,
  hasBit,
  type Input,
  type Kernel,
  type KernelResult,
  listCodedValues,
  type Plan,
  readAnswerSet,
  SCORE_STATE,
  type ScoreColumn,
  type ScoreNode,
  settledValue,
  takesSeveral,
  type WarningKind,
} from '../../scoring/index.ts';
import { formatCsvCell } from '../csv-text.ts';
import { listCodedChoices } from '../mapping/answer-spellings.ts';
import { ANSWERED, NOT_APPLICABLE, type RowBlock, UNANSWERED, UNKNOWN } from '../row-block.ts';
import {
  isQuestion,
  isWrittenFact,
  listLabelledScores,
  planResultColumns,
  type ResultExtras,
} from './result-columns.ts';
import {
  addText,
  type ByteBuffer,
  type ColumnCells,
  createRowWriter,
  encodeCell,
  type WrittenRows,
} from './row-writer.ts';

/** Writes the rows of a block as CSV. The rows in `leftOut`, which is ascending, are not written. */
type ResultWriter = (
  block: RowBlock,
  outcome: KernelResult,
  leftOut?: readonly number[],
  source?: string,
) => WrittenRows;

/** Returns the cells of a column for the rows of a block. */
type CellsOf = (block: RowBlock, outcome: KernelResult) => ColumnCells;

/**
 * Creates a writer for the columns of `planResultColumns`. Only settled values are written. `keys` returns the cells of
 * the first column.
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
  const endsOf = createLevelBounds();
  const facts = groups.map(({ input, at }) => createFactCells(plan, kernel, input, at));
  const lastColumns = [
    createWarningCells(plan, kernel.warnings),
    ...(words
      ? listLabelledScores(plan).map((score) => createLabelCells(score, plan.scores.indexOf(score), words))
      : []),
    ...(answers ? createAnswerColumns(plan) : []),
  ];
  return (block, outcome, leftOut, source = '') => {
    const level = outcome.scores[levelAt];
    const numbers = [
      ...[...scores, levelAt].map((k) => outcome.scores[k]?.value),
      ...(level ? endsOf(level, block.rows) : [undefined, undefined]),
      outcome.coverage,
    ].map((values): ColumnCells => ({ kind: 'number', values }));
    const makeCells = (makers: readonly CellsOf[]): ColumnCells[] => makers.map((make) => make(block, outcome));
    const sourceCells = sourceHeading === undefined ? [] : [createSourceCells(block.rows, source)];
    return write(
      [keys(block, outcome), ...sourceCells, ...makeCells(facts), ...numbers, ...makeCells(lastColumns)],
      block.rows,
      leftOut,
    );
  };
}

/** Returns the heading line of the results. */
export function writeHeading(plan: Plan, extras: ResultExtras = {}): string {
  return `${planResultColumns(plan, extras)
    .map(({ name }) => formatCsvCell(name))
    .join(',')}\n`;
}

function createSourceCells(rows: number, source: string): ColumnCells {
  const cell = formatCsvCell(source);
  return { kind: 'other', states: new Uint8Array(rows).fill(1), other: (_, target) => addText(target, cell) };
}

/**
 * Creates a function that returns the lowest and the highest possible level of each row; for a settled level, both are
 * the level itself. The next call overwrites the result.
 */
function createLevelBounds(): (level: ScoreColumn, rows: number) => [Float64Array, Float64Array] {
  let reusedBounds: [Float64Array, Float64Array] = [new Float64Array(0), new Float64Array(0)];
  return ({ state, value, lowest, highest }, rows) => {
    if (reusedBounds[0].length < rows) reusedBounds = [new Float64Array(rows), new Float64Array(rows)];
    const [low, high] = reusedBounds;
    for (let row = 0; row < rows; row++) {
      const isOpen = state[row] === SCORE_STATE.open;
      low[row] = (isOpen ? lowest : value)[row] as number;
      high[row] = (isOpen ? highest : value)[row] as number;
    }
    return reusedBounds;
  };
}

function createFactCells(plan: Plan, kernel: Kernel, input: Input, at: number): CellsOf {
  const defaultText = input.default === null ? '' : formatAtom(input.default);
  const values = listCodedValues(input, [])?.map((value) => formatAtom(value)) ?? [];
  const cells = [kernel.facts.includes(at) ? '' : defaultText, '', '', ...values].map(encodeCell);
  const position = plan.nodes.indexOf(input);
  const evaluatedCells: CellsOf = (block) => ({
    kind: 'other',
    states: new Uint8Array(block.rows).fill(1),
    other: (row, target) =>
      addText(target, formatAtom(resolvedValueAt(evaluate(plan, readAnswerSet(plan, block, row)), position))),
  });
  if (kernel.facts.includes(at)) return (_, { facts }) => ({ kind: 'code', codes: facts.get(at), cells });
  // Few packs ask for a grouping fact conditionally or derive it as a number, so it is evaluated row by row.
  if (input.when !== null || takesSeveral(input) || input.derived !== null) return evaluatedCells;
  return (block) => {
    const [codes, texts, numbers] = [block.code.get(at), block.bytes.get(at), block.number.get(at)];
    if (!texts && !numbers) return { kind: 'code', codes, cells };
    // The text of a default is not in the block, so such rows get a state for which the cell is written separately.
    const states = codes?.slice(0, block.rows) as Uint8Array;
    if (defaultText !== '')
      for (let row = 0; row < block.rows; row++) if (states[row] === UNANSWERED) states[row] = UNKNOWN;
    const addFact = (row: number, target: ByteBuffer): void => {
      if (codes?.[row] === UNANSWERED) addText(target, defaultText);
      else if (codes?.[row] === ANSWERED)
        addText(target, texts ? formatCsvCell(texts.at(row)) : String(numbers?.[row]));
    };
    return texts ? { kind: 'text', states, texts, other: addFact } : { kind: 'other', states, other: addFact };
  };
}

/** Creates the cells of all questions. If answers are derived, a row is evaluated only once for all of them. */
function createAnswerColumns(plan: Plan): readonly CellsOf[] {
  let [lastBlock, lastRow, evaluation]: [RowBlock | null, number, Evaluation | null] = [null, -1, null];
  const evaluateRow = (block: RowBlock, row: number): Evaluation => {
    if (!evaluation || lastBlock !== block || lastRow !== row)
      evaluation = evaluate(plan, readAnswerSet(plan, block, row));
    [lastBlock, lastRow] = [block, row];
    return evaluation;
  };
  return plan.inputs.flatMap((input, at): CellsOf[] => {
    if (!isQuestion(input)) return [];
    const position = plan.nodes.indexOf(input);
    const evaluateDerived = (block: RowBlock, row: number): string =>
      formatAtom(resolvedValueAt(evaluateRow(block, row), position));
    return [createAnswerCells(plan, at, evaluateDerived)];
  });
}

function resolvedValueAt({ values }: Evaluation, position: number): ReturnType<typeof settledValue> {
  return settledValue(itemAt(values, position));
}

function formatAtom(value: Atom | readonly string[] | null | undefined): string {
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
    states: markRowsWithAny(warnings, rows),
    other(row, target) {
      const rowWarnings = names.filter((_, k) => hasBit(warnings, k, row));
      addText(target, formatCsvCell(rowWarnings.join(';')));
    },
  });
}

/** Creates cells with the labels of a score's settled values; `k` is the index of the score. */
function createLabelCells({ labels }: ScoreNode, k: number, words: (text: Text) => string): CellsOf {
  const labelledValues = [...(labels ?? [])];
  const cells = ['', ...labelledValues.map(([, text]) => formatCsvCell(words(text)))].map(encodeCell);
  const codeOf = new Map(labelledValues.map(([key], i) => [toNumber(parseExact(key) ?? ZERO), i + 1]));
  return ({ rows }, { scores }) => {
    const { state, value } = itemAt(scores, k);
    const isSettled = (row: number): boolean => state[row] === SCORE_STATE.settled;
    const codes = Uint16Array.from({ length: rows }, (_, row) =>
      isSettled(row) ? (codeOf.get(value[row] as number) ?? 0) : 0,
    );
    return { kind: 'code', codes, cells };
  };
}

/** Returns for each row whether at least one bit is set. */
function markRowsWithAny(words: readonly Uint32Array[], rows: number): Uint8Array {
  const marks = new Uint8Array(rows);
  for (const word of words) for (let row = 0; row < rows; row++) if (word[row] !== 0) marks[row] = 1;
  return marks;
}

/** The separator of options in a cell; no id contains it. */
const ID_SEPARATOR = ';';
/** The cell of an answer without any option; a blank cell would mean unanswered. */
const NO_OPTION = '[]';
const STATE_MARKS = ['', UNKNOWN_MARK, NOT_APPLICABLE_MARK];

/**
 * Creates the cells of a question, from which the same answers can be read again: option ids, digits, `true`, a mark
 * for a state, or nothing. `derive` returns the cell of an open answer that follows from other answers.
 */
function createAnswerCells(
  { inputs }: Plan,
  at: number,
  derive: (block: RowBlock, row: number) => string,
): (block: RowBlock) => ColumnCells {
  const input = itemAt(inputs, at);
  const ids = listCodedChoices(input).map(({ id }) => id);
  const cells = [...STATE_MARKS, ...ids.map(formatCsvCell)].map(encodeCell);
  const isPlainChoice = input.derived === null && !takesSeveral(input) && ids.length > 0;
  return (block) => {
    const codes = block.code.get(at);
    if (isPlainChoice && !block.number.has(at)) return { kind: 'code', codes, cells };
    const textOf = createAnswerFormatter(input, at, block);
    const states = new Uint8Array(block.rows);
    for (let row = 0; row < block.rows; row++) states[row] = input.derived === null ? (codes?.[row] ?? 0) : 1;
    return {
      kind: 'other',
      states,
      other(row, target) {
        const code = codes?.[row] ?? 0;
        if (code >= ANSWERED) return addText(target, textOf(row, code));
        const derivedText = input.derived === null || code === NOT_APPLICABLE ? '' : derive(block, row);
        addText(target, derivedText !== '' ? derivedText : (STATE_MARKS[code] ?? ''));
      },
    };
  };
}

/** Creates a function that returns the text of an answer, given its row and code. */
function createAnswerFormatter(
  input: Input,
  at: number,
  { bits, bytes, number }: RowBlock,
): (row: number, code: number) => string {
  if (takesSeveral(input)) {
    const ids = input.options.map(({ id }) => id);
    const words = bits.get(at) ?? [];
    return (row) => {
      const chosenIds = ids.filter((_, option) => hasBit(words, option, row));
      return chosenIds.length === 0 ? NO_OPTION : formatCsvCell(chosenIds.join(ID_SEPARATOR));
    };
  }
  const [text, numbers, choices] = [bytes.get(at), number.get(at), listCodedChoices(input)];
  if (text) return (row) => formatCsvCell(text.at(row));
  if (numbers) return (row) => String(numbers[row]);
  return (_, code) => formatCsvCell(choices[code - ANSWERED]?.id ?? '');
}
