import { type Atom, settledValue } from '../condition/value.ts';
import { toNumber } from '../model/rational.ts';
import { evaluate } from '../scoring/evaluate.ts';
import { valuesOf } from '../scoring/kernel/input.ts';
import type { Kernel } from '../scoring/kernel/kernel.ts';
import { type Outcome, SCORE_STATE, type ScoreColumn, type WarningKind } from '../scoring/kernel/outcome.ts';
import { sheetOfRow } from '../scoring/kernel/reference.ts';
import type { Evaluation } from '../scoring/pass.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import { createAnswerCells } from './answer-cells.ts';
import type { Block } from './block.ts';
import { LF } from './bytes.ts';
import { writeText } from './cell-text.ts';
import { isQuestion, planResultColumns } from './result-columns.ts';
import { isGroup } from './result-facts.ts';
import { ANSWERED, NOT_APPLICABLE, UNANSWERED } from './use.ts';
import { addByte, addBytes, addText, type ByteBuffer } from './writing/bytes.ts';
import { addCell, cellOf } from './writing/cell.ts';
import { createNumberRun } from './writing/number-run.ts';
import { numberColumn } from './writing/number-texts.ts';
import { createNumberCells, type NumberCells } from './writing/numbers.ts';

/** Writes scored rows as CSV. */
export interface ResultWriter {
  readonly heading: string;
  /** A writer for the rows of one block. It adds a row with its newline; the key is already there as its first cell. */
  rowsOf(block: Block, outcome: Outcome): (row: number, target: ByteBuffer) => void;
}

/** Adds one cell of a row of a block. */
type CellWriter = (row: number, target: ByteBuffer) => void;

/** A writer of one cell for the rows of a block. */
type CellsOf = (block: Block, outcome: Outcome) => CellWriter;

const COMMA = 0x2c;
/** Level, lowest, highest and coverage. */
const BEHIND_SCORES = 4;

/**
 * Writes the columns of `planResultColumns`. Only what is settled is written as a value.
 */
export function createResultWriter(
  plan: Plan,
  kernel: Kernel,
  { answers = false }: { readonly answers?: boolean } = {},
): ResultWriter {
  const number = createNumberCells();
  const groups = plan.inputs.flatMap((input, at) => (isGroup(input) ? [{ input, at }] : []));
  const scores = plan.scores.flatMap(({ hidden, node }, k) => (hidden || node === plan.level ? [] : [k]));
  const levelAt = plan.scores.findIndex(({ node }) => node === plan.level);
  const run = createNumberRun(scores.length + BEHIND_SCORES);
  const endsOf = createEnds();
  const [before, behind]: [CellsOf[], CellsOf[]] = [
    groups.map(({ input, at }) => createFactWriter(plan, kernel, input, at, number)),
    [createWarningWriter(plan, kernel.warnings), ...(answers ? createAnswerWriters(plan, number) : [])],
  ];
  const names = planResultColumns(plan, { answers }).map(({ name }) => name);
  return {
    heading: `${names.map(writeText).join(',')}\n`,
    rowsOf(block, outcome) {
      const level = outcome.scores[levelAt];
      const columns = [
        ...[...scores, levelAt].map((k) => outcome.scores[k]?.value),
        ...(level ? endsOf(level, block.rows) : [undefined, undefined]),
        outcome.coverage,
      ];
      run.settle(
        columns.map((values) => values && numberColumn(values)),
        block.rows,
      );
      const [facts, others] = [before, behind].map((cells) => cells.map((cellsOf) => cellsOf(block, outcome)));
      return (row, target) => {
        addCells(facts as CellWriter[], row, target);
        run.add(target, row);
        addCells(others as CellWriter[], row, target);
        addByte(target, LF);
      };
    },
  };
}

function addCells(writers: readonly CellWriter[], row: number, target: ByteBuffer): void {
  for (let i = 0; i < writers.length; i++) {
    addByte(target, COMMA);
    (writers[i] as CellWriter)(row, target);
  }
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

function createFactWriter(plan: Plan, kernel: Kernel, input: Input, at: number, number: NumberCells): CellsOf {
  const values = valuesOf(input, [])?.map((value) => cellOf(atomText(value))) ?? [];
  const position = plan.nodes.indexOf(input);
  const addValue = (target: ByteBuffer, code: number): void => {
    const value = values[code - ANSWERED];
    if (value) addBytes(target, value.view, 0, value.length);
  };
  const evaluated: CellsOf = (block) => (row, target) =>
    addText(target, atomText(settledAt(evaluate(plan, sheetOfRow(plan, block, row)), position)));
  if (kernel.facts.includes(at)) {
    return (_, { facts }) => {
      const codes = facts.get(at);
      return (row, target) => addValue(target, codes?.[row] ?? UNANSWERED);
    };
  }
  // Few packs ask for a group only sometimes, or work it out as a number: those rows are looked at one by one.
  if (input.when !== null || input.type === 'multiple') return evaluated;
  const unstated = input.default === null ? '' : atomText(input.default);
  return (block, outcome) => {
    const [codes, text, stated] = [block.code.get(at), block.bytes.get(at), block.number.get(at)];
    const column = stated && numberColumn(stated);
    const evaluatedOf = evaluated(block, outcome);
    return (row, target) => {
      const code = codes?.[row] ?? UNANSWERED;
      if (code < ANSWERED) {
        if (input.derived !== null && code !== NOT_APPLICABLE) evaluatedOf(row, target);
        else if (code === UNANSWERED) addText(target, unstated);
      } else if (text) addCell(target, text, row);
      else if (column) number(target, column, row);
      else addValue(target, code);
    };
  };
}

/** The answers to all questions; a row is evaluated at most once for those that follow from others. */
function createAnswerWriters(plan: Plan, number: NumberCells): readonly CellsOf[] {
  let [last, lastRow, evaluation]: [Block | null, number, Evaluation | null] = [null, -1, null];
  const evaluated = (block: Block, row: number): Evaluation => {
    if (!evaluation || last !== block || lastRow !== row) evaluation = evaluate(plan, sheetOfRow(plan, block, row));
    [last, lastRow] = [block, row];
    return evaluation;
  };
  return plan.inputs.flatMap((input, at): CellsOf[] => {
    if (!isQuestion(input)) return [];
    const position = plan.nodes.indexOf(input);
    const derive = (block: Block, row: number): string => atomText(settledAt(evaluated(block, row), position));
    return [createAnswerCells(plan, at, number, derive)];
  });
}

function settledAt({ values }: Evaluation, position: number): ReturnType<typeof settledValue> {
  return settledValue(values[position] as Evaluation['values'][number]);
}

function atomText(value: Atom | readonly string[] | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return writeText(value);
  if (typeof value === 'boolean') return String(value);
  if ('n' in value) return String(toNumber(value));
  return writeText(value.join(';'));
}

function createWarningWriter(plan: Plan, kinds: readonly WarningKind[]): CellsOf {
  const names = kinds.map(({ code, input }) => (input === null ? code : `${code}:${plan.inputs[input]?.name}`));
  return (_, { warnings }) =>
    (row, target) => {
      let text = '';
      for (let word = 0; word < warnings.length; word++) {
        let bits = warnings[word]?.[row] as number;
        for (; bits !== 0; bits &= bits - 1) {
          const k = word * 32 + (31 - Math.clz32(bits & -bits));
          text += text === '' ? names[k] : `;${names[k]}`;
        }
      }
      if (text !== '') addText(target, writeText(text));
    };
}
