// Lists the columns of batch results, and reads cells back.

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

/** The answer to a question: its value as in exports, else the mark of its state; blank is unanswered. */
export interface AnswerColumn {
  readonly name: string;
  readonly kind: 'answer';
  readonly value: 'text' | 'number' | 'boolean' | 'list';
}

/** Suffix of the column for the states of a question, if columns have types. */
export const STATE_SUFFIX = ':state';

/** Optional columns of results. */
export interface ResultExtras {
  /** Whether there is a column for each answer and each required fact. */
  readonly answers?: boolean | undefined;
  /** The heading of a column that names the export of each row. */
  readonly source?: string | undefined;
  /** Words the labels of score values; without it there are no label columns. */
  readonly words?: ((text: Text) => string) | undefined;
}

/**
 * Plans the columns of a pack's results: the key (or the record number if the pack has none), the export if named,
 * facts marked `group` (with answers also required facts, so that they can be scored again), scores, the level with its
 * bounds, coverage, warnings, labels of score values if there are any, and answers if requested.
 */
export function planResultColumns(
  plan: Plan,
  { answers = false, source, words }: ResultExtras,
): readonly ResultColumn[] {
  const key = plan.inputs.find(isKeyFact);
  const level = plan.level === null || isWhole(plan, plan.level) ? 'whole' : 'number';
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
    ...(words ? labelledScores(plan) : []).map(({ name }) => ({ name: `${name}:label`, kind: 'text' }) as const),
    ...(answers ? plan.inputs.filter(isQuestion).map(answerColumn) : []),
  ];
}

/** The scores whose values have labels, apart from the level, whose numbers everyone knows. */
export function labelledScores({ scores, level }: Plan): readonly ScoreNode[] {
  return scores.filter(({ hidden, labels, node }) => !hidden && labels !== undefined && node !== level);
}

export function isQuestion({ role }: Input): boolean {
  return role === 'question';
}

function answerColumn(input: Input): AnswerColumn {
  const { kind } = input.value;
  const value = kind === 'number' ? 'number' : kind === 'boolean' ? 'boolean' : kind === 'list' ? 'list' : 'text';
  return { name: input.name, kind: 'answer', value };
}

/** Whether all values of a level are whole numbers that fit into 32 bits. */
function isWhole(plan: Plan, position: number): boolean {
  const node = nodeAt(plan, position);
  if (node.op === 'guard') return isWhole(plan, node.of);
  if (node.op === 'first') return node.cases.every((branch) => isWhole(plan, branch.node));
  return outcomesOf(node)?.every(isSmallWhole) ?? false;
}

function isSmallWhole(value: Atom): boolean {
  return typeof value === 'object' && value.d === 1n && BigInt.asIntN(32, value.n) === value.n;
}

/** Whether a fact is the key of enterprises. */
export function isKeyFact({ definition }: Input): boolean {
  return 'key' in definition && definition.key === true;
}

/**
 * Whether a fact has a column after the key: because results are grouped by it, or it is needed to score answers again.
 */
export function isWrittenFact(input: Input, answers: boolean): boolean {
  if (isKeyFact(input) || isQuestion(input)) return false;
  return ('group' in input.definition && input.definition.group === true) || (answers && isRequiredOfAll(input));
}

/** Encodes rows as bytes, which do not depend on how rows are split between calls. */
export interface ResultEncoder {
  /** Cells as texts, blank for no value. */
  encode(rows: readonly (readonly string[])[]): Uint8Array;
  /** The bytes after the last row. */
  end(): Uint8Array;
}

/** The state of an answer and its value as text; null unless answered. */
interface AnswerCell {
  readonly state: 'answered' | 'unknown' | 'notApplicable' | 'unanswered';
  readonly value: string | null;
}

/** Reads the cell of an answer. */
export function parseAnswerCell(cell: string): AnswerCell {
  const { state, value } = parseAnswerMark(cell);
  return { state, value: typeof value === 'string' ? value : null };
}
