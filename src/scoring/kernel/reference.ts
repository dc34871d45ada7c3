import { type Atom, isNothing, rangeOf, settledValue } from '../../condition/value.ts';
import { fromNumber, toNumber } from '../../model/rational.ts';
import { evaluate } from '../evaluate.ts';
import type { Evaluation } from '../pass.ts';
import type { Input, Plan } from '../plan.ts';
import { findWarnings } from '../result.ts';
import { coverageOf } from '../score-result.ts';
import type { AnswerValue, Sheet, SheetEntry } from '../sheet.ts';
import { ANSWERED, type Columns, NOT_APPLICABLE, UNANSWERED, UNKNOWN } from './columns.ts';
import { valuesOf } from './input.ts';
import { type Outcome, SCORE_STATE, type ScoreColumn, type WarningKind } from './outcome.ts';

/** The answers of a row as a sheet. What is no allowed code counts as unanswered. */
export function sheetOfRow(plan: Plan, columns: Columns, row: number): Sheet {
  return new Map(plan.inputs.map((input, at) => [input.name, entryOfCell(input, at, columns, row)]));
}

function entryOfCell(input: Input, at: number, columns: Columns, row: number): SheetEntry {
  const code = columns.code.get(at)?.[row] ?? UNANSWERED;
  if (code === UNKNOWN) return { state: 'unknown' };
  if (code === NOT_APPLICABLE) return { state: 'notApplicable' };
  const value = code < ANSWERED ? undefined : valueOfCell(input, at, code, columns, row);
  return value === undefined ? { state: 'unanswered' } : { state: 'answered', value };
}

function valueOfCell(input: Input, at: number, code: number, columns: Columns, row: number): AnswerValue | undefined {
  switch (input.type) {
    case 'multiple': {
      const words = columns.bits.get(at) ?? [];
      const isChosen = (option: number): boolean => (((words[option >> 5]?.[row] ?? 0) >>> (option & 31)) & 1) === 1;
      return input.options.flatMap(({ id }, option) => (isChosen(option) ? [id] : []));
    }
    case 'integer':
    case 'decimal':
    case 'percent': {
      const number = columns.number.get(at)?.[row];
      return number === undefined || !Number.isFinite(number) ? undefined : fromNumber(number);
    }
    case 'single':
    case 'derived':
    case 'boolean':
    case 'scale':
      return valuesOf(input, [])?.[code - ANSWERED];
    default:
      return columns.text.get(at)?.[row];
  }
}

/** The parts of an outcome that are filled row by row. */
export type Filled = Omit<Outcome, 'rows' | 'refused' | 'taken'> & {
  readonly refused: Map<number, Evaluation['refused']>;
};

/** Scores a row by the evaluator, for rows that generated code leaves. */
export function scoreByEvaluator(
  plan: Plan,
  kinds: readonly WarningKind[],
  columns: Columns,
  row: number,
  outcome: Filled,
): void {
  const sheet = sheetOfRow(plan, columns, row);
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
  return value === undefined ? UNANSWERED : ANSWERED + (valuesOf(input, [])?.indexOf(value as Atom) ?? 0);
}

function putWarnings(
  plan: Plan,
  kinds: readonly WarningKind[],
  sheet: Sheet,
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
