import { fromNumber, toNumber } from '../../model/index.ts';
import type { AnswerEntry, AnswerSet, AnswerValue, Evaluation } from '../answer-set.ts';
import { evaluate } from '../evaluate.ts';
import type { Input, Plan } from '../plan.ts';
import { type Atom, isNothing, rangeOf, settledValue } from '../possible-values.ts';
import { coverageOf, findWarnings } from '../score-result.ts';
import { codedValuesOf } from './codegen-inputs.ts';
import {
  followingFactsOf,
  LONGEST,
  type Program,
  vocabularyOf,
  warningKindsOf,
  writeProgram,
} from './codegen-program.ts';
import type { ColumnName } from './codegen-values.ts';
import type { Mode } from './codegen-writer.ts';
import {
  ANSWERED,
  type CellColumn,
  type KernelColumns,
  type KernelResult,
  NOT_APPLICABLE,
  type PrepareTallies,
  SCORE_STATE,
  type ScoreColumn,
  UNANSWERED,
  UNKNOWN,
  type WarningKind,
} from './kernel-columns.ts';

/** A plan compiled to code for many rows. */
export interface Kernel {
  /** The kinds of warnings that the bits of an outcome stand for. */
  readonly warnings: readonly WarningKind[];
  /** The facts whose codes an outcome holds, as indexes into `plan.inputs`. */
  readonly facts: readonly number[];
  /** The generated text of both forms. */
  readonly sources: readonly [settled: string, open: string];
  /** Scores the rows of a block; the outcome holds until the next call. */
  score(columns: KernelColumns): KernelResult;
}

/**
 * Compiles a plan: rows in which all that counts is settled take a text that works with single numbers, rows with open answers
 * one that keeps bounds, and what neither can do exactly goes to the evaluator. All three give the same.
 * Sums of looked-up numbers are left to what `prepareTallies` makes, if that is given; `longest` is how many characters of
 * text make one function.
 */
export function createKernel(plan: Plan, prepareTallies?: PrepareTallies, longest = LONGEST): Kernel {
  const written = new Map<Mode, Program>();
  // Many a table leaves no row to the other form.
  function programOf(mode: Mode): Program {
    const program = written.get(mode) ?? writeProgram(plan, mode, longest, prepareTallies);
    written.set(mode, program);
    return program;
  }
  const warnings = warningKindsOf(plan);
  const facts = followingFactsOf(plan);
  const codes = textCodesOf(plan);
  let room = createRoom(plan, facts, warnings, 0);

  function score(columns: KernelColumns): KernelResult {
    const { rows } = columns;
    if (room.coverage.length < rows) room = createRoom(plan, facts, warnings, rows);
    room.counts.fill(0);
    room.refused.clear();
    const texts = new Map<number, Uint16Array>();
    const take = ({ columns: names }: Program): CellColumn[] =>
      names.map((name) => columnOf(name, columns, (input) => textColumn(input, columns, codes, texts)));
    const targets = { ...room, facts: [...room.facts.values()] };
    const settled = programOf('settled');
    settled.run(take(settled), targets, rows);
    const left = room.counts[0] as number;
    if (left > 0) {
      const open = programOf('open');
      open.run(take(open), targets, rows);
    }
    const given = room.counts[1] as number;
    for (const row of room.given.subarray(0, given)) scoreByEvaluator(plan, warnings, columns, row, room);
    return { ...room, rows, taken: { open: left, evaluator: given } };
  }

  return {
    warnings,
    facts,
    get sources() {
      return [programOf('settled').source, programOf('open').source] as const;
    },
    score,
  };
}

interface Room extends Filled {
  readonly left: Uint32Array;
  readonly given: Uint32Array;
  readonly counts: Uint32Array;
}

function createRoom(plan: Plan, facts: readonly number[], warnings: readonly WarningKind[], rows: number): Room {
  const scores = plan.scores.map(
    (): ScoreColumn => ({
      state: new Uint8Array(rows),
      value: new Float64Array(rows),
      lowest: new Float64Array(rows),
      highest: new Float64Array(rows),
    }),
  );
  return {
    scores,
    coverage: new Float64Array(rows),
    facts: new Map(facts.map((at) => [at, new Uint16Array(rows)])),
    warnings: Array.from({ length: Math.ceil(warnings.length / 32) }, () => new Uint32Array(rows)),
    refused: new Map(),
    left: new Uint32Array(rows),
    given: new Uint32Array(rows),
    counts: new Uint32Array(2),
  };
}

function columnOf(
  { kind, input, word }: ColumnName,
  columns: KernelColumns,
  textsOf: (input: number) => Uint16Array,
): CellColumn {
  switch (kind) {
    case 'text':
      return textsOf(input);
    case 'code':
      return columns.code.get(input) ?? new Uint8Array(columns.rows);
    case 'number':
      return columns.number.get(input) ?? new Float64Array(columns.rows);
    case 'bits':
      return columns.bits.get(input)?.[word] ?? new Uint32Array(columns.rows);
  }
}

/** The texts a plan names, and the code of each. */
interface TextCodes {
  readonly known: ReadonlyMap<string, number>;
  /** The code of all other texts. */
  readonly other: number;
}

function textCodesOf(plan: Plan): TextCodes {
  const vocabulary = vocabularyOf(plan);
  return {
    known: new Map(vocabulary.map((text, i) => [text, ANSWERED + i])),
    other: ANSWERED + vocabulary.length,
  };
}

/** The codes of a column of texts, made once for both forms. */
function textColumn(
  input: number,
  columns: KernelColumns,
  { known, other }: TextCodes,
  made: Map<number, Uint16Array>,
): Uint16Array {
  const earlier = made.get(input);
  if (earlier) return earlier;
  const [states, texts] = [columns.code.get(input), columns.text.get(input)];
  const codes = new Uint16Array(columns.rows);
  for (let row = 0; row < columns.rows; row++) {
    const state = states?.[row] ?? 0;
    codes[row] = state < ANSWERED ? state : (known.get(texts?.[row] ?? '') ?? other);
  }
  made.set(input, codes);
  return codes;
}

/** The answers of a row as a sheet. What is no allowed code counts as unanswered. */
export function answerSetOfRow(plan: Plan, columns: KernelColumns, row: number): AnswerSet {
  return new Map(plan.inputs.map((input, at) => [input.name, entryOfCell(input, at, columns, row)]));
}

function entryOfCell(input: Input, at: number, columns: KernelColumns, row: number): AnswerEntry {
  const code = columns.code.get(at)?.[row] ?? UNANSWERED;
  if (code === UNKNOWN) return { state: 'unknown' };
  if (code === NOT_APPLICABLE) return { state: 'notApplicable' };
  const value = code < ANSWERED ? undefined : valueOfCell(input, at, code, columns, row);
  return value === undefined ? { state: 'unanswered' } : { state: 'answered', value };
}

function valueOfCell(
  input: Input,
  at: number,
  code: number,
  columns: KernelColumns,
  row: number,
): AnswerValue | undefined {
  switch (input.form) {
    case 'options': {
      const words = columns.bits.get(at) ?? [];
      const isChosen = (option: number): boolean => (((words[option >> 5]?.[row] ?? 0) >>> (option & 31)) & 1) === 1;
      return input.options.flatMap(({ id }, option) => (isChosen(option) ? [id] : []));
    }
    case 'number': {
      const number = columns.number.get(at)?.[row];
      return number === undefined || !Number.isFinite(number) ? undefined : fromNumber(number);
    }
    case 'option':
    case 'yesNo':
    case 'step':
      return codedValuesOf(input, [])?.[code - ANSWERED];
    default:
      return columns.text.get(at)?.[row];
  }
}

/** The parts of an outcome that are filled row by row. */
type Filled = Omit<KernelResult, 'rows' | 'refused' | 'taken'> & {
  readonly refused: Map<number, Evaluation['refused']>;
};

/** Scores a row by the evaluator, for rows that generated code leaves. */
function scoreByEvaluator(
  plan: Plan,
  kinds: readonly WarningKind[],
  columns: KernelColumns,
  row: number,
  outcome: Filled,
): void {
  const sheet = answerSetOfRow(plan, columns, row);
  const evaluation = evaluate(plan, sheet);
  plan.scores.forEach(({ node }, k) => {
    putScore(evaluation, node, node === plan.level, row, outcome.scores[k] as ScoreColumn);
  });
  const level = plan.scores.find(({ node }) => node === plan.level);
  outcome.coverage[row] = level ? coverageOf(level, evaluation) : 1;
  for (const [at, codes] of outcome.facts) codes[row] = codeOfFact(plan, at, evaluation);
  putWarnings(plan, kinds, sheet, evaluation, row, outcome);
  if (evaluation.refused.length > 0) outcome.refused.set(row, evaluation.refused);
}

function putScore({ values }: Evaluation, node: number, isLevel: boolean, row: number, column: ScoreColumn): void {
  const possible = values[node] as Evaluation['values'][number];
  const value = settledValue(possible);
  const { low = null, high = null } = rangeOf(possible) ?? {};
  const { nothing, settled, open } = SCORE_STATE;
  column.state[row] = isNothing(possible) ? nothing : value === undefined ? open : settled;
  column.value[row] = value !== undefined && low ? toNumber(low) : Number.NaN;
  column.lowest[row] = low && !(isLevel && possible.nothing) ? toNumber(low) : Number.NaN;
  column.highest[row] = high ? toNumber(high) : Number.NaN;
}

function codeOfFact(plan: Plan, at: number, { values }: Evaluation): number {
  const input = plan.inputs[at] as Input;
  const value = settledValue(values[plan.nodes.indexOf(input)] as Evaluation['values'][number]);
  if (value === null) return NOT_APPLICABLE;
  return value === undefined ? UNANSWERED : ANSWERED + (codedValuesOf(input, [])?.indexOf(value as Atom) ?? 0);
}

function putWarnings(
  plan: Plan,
  kinds: readonly WarningKind[],
  sheet: AnswerSet,
  evaluation: Evaluation,
  row: number,
  outcome: Filled,
): void {
  for (const word of outcome.warnings) word[row] = 0;
  for (const warning of findWarnings(plan, sheet, evaluation)) {
    const name = 'name' in warning ? warning.name : null;
    const k = kinds.findIndex(
      ({ code, input }) => code === warning.code && (input === null ? null : plan.inputs[input]?.name) === name,
    );
    const word = outcome.warnings[k >> 5] as Uint32Array;
    word[row] = (word[row] as number) | (2 ** (k & 31));
  }
}
