import { type Atom, settledValue } from '../condition/value.ts';
import { toNumber } from '../model/rational.ts';
import { type Evaluation, evaluate } from '../scoring/evaluate.ts';
import { valuesOf } from '../scoring/kernel/input.ts';
import type { Kernel } from '../scoring/kernel/kernel.ts';
import { type Outcome, SCORE_STATE, type ScoreColumn, type WarningKind } from '../scoring/kernel/outcome.ts';
import { sheetOfRow } from '../scoring/kernel/reference.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import type { Block } from './block.ts';
import { LF } from './bytes.ts';
import { writeText } from './cell-text.ts';
import { ANSWERED, NOT_APPLICABLE, UNANSWERED } from './use.ts';
import { addByte, addBytes, addText, type ByteBuffer, createByteBuffer } from './writing/bytes.ts';
import { addCell } from './writing/cell.ts';
import { createNumberCells } from './writing/numbers.ts';

/** Writes scored rows as CSV. */
export interface ResultWriter {
  readonly heading: string;
  /** Adds one row with its newline; the key is already there as its first cell. */
  write(block: Block, outcome: Outcome, row: number, target: ByteBuffer): void;
}

/** Adds one cell of a row. */
type CellWriter = (block: Block, outcome: Outcome, row: number, target: ByteBuffer) => void;

type NumberWriter = (target: ByteBuffer, value: number) => void;

const COMMA = 0x2c;

/**
 * The results of a pack: the key (the record's number where the pack has none), the facts marked `group`, each score,
 * the level with its bounds, coverage and warnings. Only what is settled is written as a value.
 */
export function createResultWriter(plan: Plan, kernel: Kernel): ResultWriter {
  const number = createNumberCells();
  const keyName = plan.inputs.find(isKey)?.name;
  const groups = plan.inputs.flatMap((input, at) => (isGroup(input) ? [{ input, at }] : []));
  const scores = plan.scores.flatMap((score, k) => (score.hidden || score.node === plan.level ? [] : [{ score, k }]));
  const levelAt = plan.scores.findIndex(({ node }) => node === plan.level);
  const cells: CellWriter[] = [
    ...groups.map(({ input, at }) => createFactWriter(plan, kernel, input, at, number)),
    ...scores.map(
      ({ k }): CellWriter =>
        (_, { scores: columns }, row, target) =>
          number(target, valueIn(columns[k], row)),
    ),
    (_, { scores: columns }, row, target) => number(target, valueIn(columns[levelAt], row)),
    (_, { scores: columns }, row, target) => number(target, endIn(columns[levelAt], 'lowest', row)),
    (_, { scores: columns }, row, target) => number(target, endIn(columns[levelAt], 'highest', row)),
    (_, { coverage }, row, target) => number(target, coverage[row] as number),
    createWarningWriter(plan, kernel.warnings),
  ];
  const names = [
    keyName ?? 'record',
    ...groups.map(({ input }) => input.name),
    ...scores.map(({ score }) => score.name),
    ...['level', 'lowest', 'highest', 'coverage', 'warnings'],
  ];
  return {
    heading: `${names.map(writeText).join(',')}\n`,
    write(block, outcome, row, target) {
      for (const cell of cells) {
        addByte(target, COMMA);
        cell(block, outcome, row, target);
      }
      addByte(target, LF);
    },
  };
}

/** Whether enterprises are told apart by this fact. */
export function isKey({ definition }: Input): boolean {
  return 'key' in definition && definition.key === true;
}

function isGroup({ definition }: Input): boolean {
  return 'group' in definition && definition.group === true && !('key' in definition && definition.key);
}

function valueIn(column: ScoreColumn | undefined, row: number): number {
  return column?.state[row] === SCORE_STATE.settled ? (column.value[row] as number) : Number.NaN;
}

function endIn(column: ScoreColumn | undefined, end: 'lowest' | 'highest', row: number): number {
  return column?.state[row] === SCORE_STATE.open ? (column[end][row] as number) : valueIn(column, row);
}

function createFactWriter(plan: Plan, kernel: Kernel, input: Input, at: number, number: NumberWriter): CellWriter {
  const values = valuesOf(input, [])?.map((value) => cellOf(atomText(value))) ?? [];
  const position = plan.nodes.indexOf(input);
  const addValue = (target: ByteBuffer, code: number): void => {
    const value = values[code - ANSWERED];
    if (value) addBytes(target, value.view, 0, value.length);
  };
  const evaluated: CellWriter = (block, _, row, target) =>
    addText(target, atomText(settledAt(evaluate(plan, sheetOfRow(plan, block, row)), position)));
  if (kernel.facts.includes(at)) {
    return (_, { facts }, row, target) => addValue(target, facts.get(at)?.[row] ?? UNANSWERED);
  }
  // Few packs ask for a group only sometimes, or work it out as a number: those rows are looked at one by one.
  if (input.when !== null || input.type === 'multiple') return evaluated;
  const unstated = input.default === null ? '' : atomText(input.default);
  return (block, outcome, row, target) => {
    const code = block.code.get(at)?.[row] ?? UNANSWERED;
    if (code < ANSWERED) {
      if (input.derived !== null && code !== NOT_APPLICABLE) evaluated(block, outcome, row, target);
      else if (code === UNANSWERED) addText(target, unstated);
      return;
    }
    const text = block.bytes.get(at);
    const stated = block.number.get(at);
    if (text) addCell(target, text, row);
    else if (stated) number(target, stated[row] as number);
    else addValue(target, code);
  };
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

function createWarningWriter(plan: Plan, kinds: readonly WarningKind[]): CellWriter {
  const names = kinds.map(({ code, input }) => (input === null ? code : `${code}:${plan.inputs[input]?.name}`));
  return (_, { warnings }, row, target) => {
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

function cellOf(text: string): ByteBuffer {
  const cell = createByteBuffer(text.length);
  addText(cell, text);
  return cell;
}
