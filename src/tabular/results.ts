import { type Atom, settledValue } from '../condition/value.ts';
import { toNumber } from '../model/rational.ts';
import { type Evaluation, evaluate } from '../scoring/evaluate.ts';
import { valuesOf } from '../scoring/kernel/input.ts';
import type { Kernel } from '../scoring/kernel/kernel.ts';
import { type Outcome, SCORE_STATE, type ScoreColumn, type WarningKind } from '../scoring/kernel/outcome.ts';
import { sheetOfRow } from '../scoring/kernel/reference.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import { createAnswerWriter } from './answer-cells.ts';
import type { Block } from './block.ts';
import { writeText } from './cell-text.ts';
import { createNumberWriter } from './numbers-text.ts';
import { isQuestion, planResultColumns } from './result-columns.ts';
import { isGroup } from './result-facts.ts';
import { ANSWERED, NOT_APPLICABLE, UNANSWERED } from './use.ts';

/** Writes scored rows as CSV. */
export interface ResultWriter {
  readonly heading: string;
  /** One row with its newline. */
  write(block: Block, outcome: Outcome, row: number, key: string): string;
}

/** One cell of a row. */
type CellWriter = (block: Block, outcome: Outcome, row: number) => string;

/**
 * Writes the columns of `planResultColumns`. Only what is settled is written as a value.
 */
export function createResultWriter(
  plan: Plan,
  kernel: Kernel,
  { answers = false }: { readonly answers?: boolean } = {},
): ResultWriter {
  const number = createNumberWriter();
  const groups = plan.inputs.flatMap((input, at) => (isGroup(input) ? [{ input, at }] : []));
  const scores = plan.scores.flatMap(({ hidden, node }, k) => (hidden || node === plan.level ? [] : [k]));
  const levelAt = plan.scores.findIndex(({ node }) => node === plan.level);
  const cells: CellWriter[] = [
    ...groups.map(({ input, at }) => createFactWriter(plan, kernel, input, at, number)),
    ...scores.map(
      (k): CellWriter =>
        (_, { scores: columns }, row) =>
          number(valueIn(columns[k], row)),
    ),
    (_, { scores: columns }, row) => number(valueIn(columns[levelAt], row)),
    (_, { scores: columns }, row) => number(endIn(columns[levelAt], 'lowest', row)),
    (_, { scores: columns }, row) => number(endIn(columns[levelAt], 'highest', row)),
    (_, { coverage }, row) => number(coverage[row] as number),
    createWarningWriter(plan, kernel.warnings),
    ...(answers ? createAnswerWriters(plan, number) : []),
  ];
  const names = planResultColumns(plan, { answers }).map(({ name }) => name);
  return {
    heading: `${names.map(writeText).join(',')}\n`,
    write(block, outcome, row, key) {
      let text = writeText(key);
      for (const cell of cells) text += `,${cell(block, outcome, row)}`;
      return `${text}\n`;
    },
  };
}

function valueIn(column: ScoreColumn | undefined, row: number): number {
  return column?.state[row] === SCORE_STATE.settled ? (column.value[row] as number) : Number.NaN;
}

function endIn(column: ScoreColumn | undefined, end: 'lowest' | 'highest', row: number): number {
  return column?.state[row] === SCORE_STATE.open ? (column[end][row] as number) : valueIn(column, row);
}

function createFactWriter(
  plan: Plan,
  kernel: Kernel,
  input: Input,
  at: number,
  number: (value: number) => string,
): CellWriter {
  const values = valuesOf(input, [])?.map((value) => atomText(value, number)) ?? [];
  const position = plan.nodes.indexOf(input);
  const evaluated: CellWriter = (block, _, row) =>
    atomText(settledAt(evaluate(plan, sheetOfRow(plan, block, row)), position), number);
  if (kernel.facts.includes(at)) {
    return (_, { facts }, row) => values[(facts.get(at)?.[row] ?? UNANSWERED) - ANSWERED] ?? '';
  }
  // Few packs ask for a group only sometimes, or work it out as a number: those rows are looked at one by one.
  if (input.when !== null || input.type === 'multiple') return evaluated;
  const unstated = input.default === null ? '' : atomText(input.default, number);
  return (block, outcome, row) => {
    const code = block.code.get(at)?.[row] ?? UNANSWERED;
    if (code < ANSWERED) {
      if (input.derived !== null && code !== NOT_APPLICABLE) return evaluated(block, outcome, row);
      return code === UNANSWERED ? unstated : '';
    }
    const text = block.text.get(at)?.[row];
    if (text !== undefined) return writeText(text);
    const stated = block.number.get(at)?.[row];
    return stated === undefined ? (values[code - ANSWERED] ?? '') : number(stated);
  };
}

/** The answers to all questions; a row is evaluated at most once for those that follow from others. */
function createAnswerWriters(plan: Plan, number: (value: number) => string): readonly CellWriter[] {
  let [last, lastRow, evaluation]: [Block | null, number, Evaluation | null] = [null, -1, null];
  const evaluated = (block: Block, row: number): Evaluation => {
    if (!evaluation || last !== block || lastRow !== row) evaluation = evaluate(plan, sheetOfRow(plan, block, row));
    [last, lastRow] = [block, row];
    return evaluation;
  };
  return plan.inputs.flatMap((input, at): CellWriter[] => {
    if (!isQuestion(input)) return [];
    const position = plan.nodes.indexOf(input);
    const derive = (block: Block, row: number): string => atomText(settledAt(evaluated(block, row), position), number);
    const write = createAnswerWriter(plan, at, number, derive);
    return [(block, _, row) => write(block, row)];
  });
}

function settledAt({ values }: Evaluation, position: number): ReturnType<typeof settledValue> {
  return settledValue(values[position] as Evaluation['values'][number]);
}

function atomText(value: Atom | readonly string[] | null | undefined, number: (value: number) => string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return writeText(value);
  if (typeof value === 'boolean') return String(value);
  if ('n' in value) return number(toNumber(value));
  return writeText(value.join(';'));
}

function createWarningWriter(plan: Plan, kinds: readonly WarningKind[]): CellWriter {
  const names = kinds.map(({ code, input }) => (input === null ? code : `${code}:${plan.inputs[input]?.name}`));
  return (_, { warnings }, row) => {
    let text = '';
    for (let word = 0; word < warnings.length; word++) {
      let bits = warnings[word]?.[row] as number;
      for (; bits !== 0; bits &= bits - 1) {
        const k = word * 32 + (31 - Math.clz32(bits & -bits));
        text += text === '' ? names[k] : `;${names[k]}`;
      }
    }
    return writeText(text);
  };
}
