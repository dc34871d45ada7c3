// Lists the columns of batch results, and reads the cells of answers.

import { parseAnswerMark, type Text } from '../../model/index.ts';
import {
  type Atom,
  type Input,
  isRequiredOfAll,
  nodeAt,
  outcomesOf,
  type Plan,
  type ScoreNode,
} from '../../scoring/index.ts';

/** A column of the results, with the kind of its cells. */
export type ResultColumn =
  | { readonly name: string; readonly kind: 'text' | 'number' | 'whole' | 'list' }
  | AnswerColumn;

/**
 * A column with the answers to a question. Each cell contains the value as in exports, or the mark of a state; a blank
 * cell means unanswered.
 */
export interface AnswerColumn {
  readonly name: string;
  readonly kind: 'answer';
  readonly value: 'text' | 'number' | 'boolean' | 'list';
}

/** In formats whose columns have types, the ending of the name of the column with the states of a question. */
export const STATE_SUFFIX = ':state';

/** Columns that results may have in addition. */
export interface ResultExtras {
  /** Whether there are columns for all answers and required facts. */
  readonly answers?: boolean | undefined;
  /** The heading of a column that names the export each row comes from; undefined for no such column. */
  readonly source?: string | undefined;
  /** Returns a text in the language of the labels; without it, there are no columns for labels of score values. */
  readonly words?: ((text: Text) => string) | undefined;
}

/**
 * Plans the columns of a pack's results: the key (or the number of the record if the pack has none), the name of the
 * export if wanted, facts marked `group`, scores, the level with its bounds, coverage, warnings, the labels of score
 * values if there are any, and the answers if wanted. With answers, required facts are included as well, so that the
 * results can be scored again.
 */
export function planResultColumns(
  plan: Plan,
  { answers = false, source, words }: ResultExtras,
): readonly ResultColumn[] {
  const key = plan.inputs.find(isKeyFact);
  const level = plan.level === null || hasOnlyWholeValues(plan, plan.level) ? 'whole' : 'number';
  return [
    key ? { name: key.name, kind: 'text' } : { name: 'record', kind: 'whole' },
    ...(source === undefined ? [] : [{ name: source, kind: 'text' } as const]),
    ...plan.inputs
      .filter((input) => isWrittenFact(input, answers))
      .map(({ name }) => ({ name, kind: 'text' }) as const),
    ...plan.scores
      .filter(({ hidden, node }) => !hidden && node !== plan.level)
      .map(({ name }) => ({ name, kind: 'number' }) as const),
    ...['level', 'lowest', 'highest'].map((name) => ({ name, kind: level }) as const),
    { name: 'coverage', kind: 'number' },
    { name: 'warnings', kind: 'list' },
    ...(words ? listLabelledScores(plan) : []).map(({ name }) => ({ name: `${name}:label`, kind: 'text' }) as const),
    ...(answers ? plan.inputs.filter(isQuestion).map(planAnswerColumn) : []),
  ];
}

/** Returns the scores whose values have labels, except the level, whose numbers need no explanation. */
export function listLabelledScores({ scores, level }: Plan): readonly ScoreNode[] {
  return scores.filter(({ hidden, labels, node }) => !hidden && labels !== undefined && node !== level);
}

export function isQuestion({ role }: Input): boolean {
  return role === 'question';
}

function planAnswerColumn(input: Input): AnswerColumn {
  const { kind } = input.value;
  const value = kind === 'number' ? 'number' : kind === 'boolean' ? 'boolean' : kind === 'list' ? 'list' : 'text';
  return { name: input.name, kind: 'answer', value };
}

/** Whether all values of a level are whole numbers that fit into 32 bits. */
function hasOnlyWholeValues(plan: Plan, position: number): boolean {
  const node = nodeAt(plan, position);
  if (node.op === 'guard') return hasOnlyWholeValues(plan, node.of);
  if (node.op === 'first') return node.cases.every((branch) => hasOnlyWholeValues(plan, branch.node));
  return outcomesOf(node)?.every(isSmallWhole) ?? false;
}

function isSmallWhole(value: Atom): boolean {
  return typeof value === 'object' && value.d === 1n && BigInt.asIntN(32, value.n) === value.n;
}

/** Whether a fact is the key that identifies enterprises. */
export function isKeyFact({ definition }: Input): boolean {
  return 'key' in definition && definition.key === true;
}

/**
 * Whether a fact has a column after the key, because results are grouped by it or because it is needed to score the
 * answers again.
 */
export function isWrittenFact(input: Input, answers: boolean): boolean {
  if (isKeyFact(input) || isQuestion(input)) return false;
  return ('group' in input.definition && input.definition.group === true) || (answers && isRequiredOfAll(input));
}

/** Encodes rows as bytes. The result is the same however the rows are divided among calls. */
export interface ResultEncoder {
  /** The number of rows that a file of this format holds; absent if it holds any number. */
  readonly maxRows?: number;
  /** Encodes rows of text cells; a blank cell has no value. */
  encode(rows: readonly (readonly string[])[]): Uint8Array;
  /** Returns the bytes after the last row. */
  end(): Uint8Array;
}

/** The state of an answer, and its value as text; the value is null unless the question is answered. */
interface AnswerCell {
  readonly state: 'answered' | 'unknown' | 'notApplicable' | 'unanswered';
  readonly value: string | null;
}

/** Parses a cell with an answer. */
export function parseAnswerCell(cell: string): AnswerCell {
  const { state, value } = parseAnswerMark(cell);
  return { state, value: typeof value === 'string' ? value : null };
}
