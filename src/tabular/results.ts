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
import { writeText } from './cell-text.ts';
import { isQuestion, planResultColumns } from './result-columns.ts';
import { isGroup } from './result-facts.ts';
import { ANSWERED, UNANSWERED, UNKNOWN } from './use.ts';
import { addText, type ByteBuffer } from './writing/bytes.ts';
import { cellOf } from './writing/cell.ts';
import { type Cells, createRowWriter, type RowWriter } from './writing/row-writer.ts';

/** Writes scored rows as CSV. */
export interface ResultWriter {
  /** Takes a block; then rows of it can be written, until the next one is taken. */
  take(block: Block, outcome: Outcome): void;
  readonly write: RowWriter['write'];
}

/** The cells of a column for the rows of a block. */
type CellsOf = (block: Block, outcome: Outcome) => Cells;

/**
 * Writes the columns of `planResultColumns`. Only what is settled is written as a value. `keys` gives the first column.
 */
export function createResultWriter(
  plan: Plan,
  kernel: Kernel,
  keys: CellsOf,
  { answers = false }: { readonly answers?: boolean } = {},
): ResultWriter {
  const writer = createRowWriter();
  const groups = plan.inputs.flatMap((input, at) => (isGroup(input) ? [{ input, at }] : []));
  const scores = plan.scores.flatMap(({ hidden, node }, k) => (hidden || node === plan.level ? [] : [k]));
  const levelAt = plan.scores.findIndex(({ node }) => node === plan.level);
  const endsOf = createEnds();
  const facts = groups.map(({ input, at }) => createFactCells(plan, kernel, input, at));
  const behind = [createWarningCells(plan, kernel.warnings), ...(answers ? createAnswers(plan) : [])];
  return {
    take(block, outcome) {
      const level = outcome.scores[levelAt];
      const numbers = [
        ...[...scores, levelAt].map((k) => outcome.scores[k]?.value),
        ...(level ? endsOf(level, block.rows) : [undefined, undefined]),
        outcome.coverage,
      ].map((values): Cells => ({ kind: 'number', values }));
      const cells = (makers: readonly CellsOf[]): Cells[] => makers.map((make) => make(block, outcome));
      writer.take([keys(block, outcome), ...cells(facts), ...numbers, ...cells(behind)], block.rows);
    },
    write: writer.write,
  };
}

/** The heading of the results, with its newline. */
export function writeHeading(plan: Plan, { answers = false }: { readonly answers?: boolean } = {}): string {
  return `${planResultColumns(plan, { answers })
    .map(({ name }) => writeText(name))
    .join(',')}\n`;
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
  const values = valuesOf(input, [])?.map((value) => atomText(value)) ?? [];
  const cells = [kernel.facts.includes(at) ? '' : unstated, '', '', ...values].map(cellOf);
  const position = plan.nodes.indexOf(input);
  const evaluated: CellsOf = (block) => ({
    kind: 'other',
    states: new Uint8Array(block.rows).fill(1),
    other: (row, target) =>
      addText(target, atomText(settledAt(evaluate(plan, sheetOfRow(plan, block, row)), position))),
  });
  if (kernel.facts.includes(at)) return (_, { facts }) => ({ kind: 'code', codes: facts.get(at), cells });
  // Few packs ask for a group only sometimes, or work it out as a number: those rows are looked at one by one.
  if (input.when !== null || input.type === 'multiple' || input.derived !== null) return evaluated;
  return (block) => {
    const [codes, texts, numbers] = [block.code.get(at), block.bytes.get(at), block.number.get(at)];
    if (!texts && !numbers) return { kind: 'code', codes, cells };
    // Where something stands for what is left open, that is no plain text.
    const states = codes?.slice(0, block.rows) as Uint8Array;
    if (unstated !== '')
      for (let row = 0; row < block.rows; row++) if (states[row] === UNANSWERED) states[row] = UNKNOWN;
    const other = (row: number, target: ByteBuffer): void => {
      if (codes?.[row] === UNANSWERED) addText(target, unstated);
      else if (codes?.[row] === ANSWERED) addText(target, texts ? writeText(texts.at(row)) : String(numbers?.[row]));
    };
    return texts ? { kind: 'text', states, texts, other } : { kind: 'other', states, other };
  };
}

/** The answers to all questions; a row is evaluated at most once for those that follow from others. */
function createAnswers(plan: Plan): readonly CellsOf[] {
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
    return [createAnswerCells(plan, at, derive)];
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

function createWarningCells(plan: Plan, kinds: readonly WarningKind[]): CellsOf {
  const names = kinds.map(({ code, input }) => (input === null ? code : `${code}:${plan.inputs[input]?.name}`));
  return ({ rows }, { warnings }) => ({
    kind: 'other',
    states: rowsWithAny(warnings, rows),
    other(row, target) {
      const said = names.filter((_, k) => (((warnings[k >> 5]?.[row] ?? 0) >>> (k & 31)) & 1) === 1);
      addText(target, writeText(said.join(';')));
    },
  });
}

/** By row, whether a bit is set in one of the words. */
function rowsWithAny(words: readonly Uint32Array[], rows: number): Uint8Array {
  const any = new Uint8Array(rows);
  for (const word of words) for (let row = 0; row < rows; row++) if (word[row] !== 0) any[row] = 1;
  return any;
}
