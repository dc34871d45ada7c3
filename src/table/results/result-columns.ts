// What the results of a batch consist of, the formats they are written in, and rows read back from these.

import { parseAnswerMark, type Text } from '../../model/index.ts';
import {
  type Atom,
  type Input,
  isRequiredOfAll,
  type Node,
  outcomesOf,
  type Plan,
  type ScoreNode,
} from '../../scoring/index.ts';

/** A column of the results, with what its cells are. */
export type ResultColumn =
  | { readonly name: string; readonly kind: 'text' | 'number' | 'whole' | 'list' }
  | AnswerColumn;

/** The answer to one question: its value as exports have it, else the mark of its state; blank is unanswered. */
export interface AnswerColumn {
  readonly name: string;
  readonly kind: 'answer';
  readonly value: 'text' | 'number' | 'boolean' | 'list';
}

/** Behind the name of a question: the column of its states, where columns have types. */
export const STATE_SUFFIX = ':state';

/** What results show besides what every result has. */
export interface ResultExtras {
  /** Whether there is a column for each answer, and for each fact that is required. */
  readonly answers?: boolean | undefined;
  /** The heading of a column that names the export of each row. */
  readonly source?: string | undefined;
  /** The words for what values of scores are called; without it they get no columns. */
  readonly words?: ((text: Text) => string) | undefined;
}

/**
 * The columns of the results of a pack: the key (the record's number where the pack has none), the export where it is
 * named, the facts marked `group`, with answers also those that are required, so that they can be scored again, each score, the level with its bounds, coverage, warnings, what values of scores are
 * called where they are called anything, and each answer where they are wanted.
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

/** The scores whose values are called something, but for the level, whose numbers everyone knows. */
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

/** Whether a level can be nothing but whole numbers that fit into 32 bits. */
function isWhole(plan: Plan, position: number): boolean {
  const node = plan.nodes[position] as Node;
  if (node.op === 'guard') return isWhole(plan, node.of);
  if (node.op === 'first') return node.cases.every((one) => isWhole(plan, one.node));
  return outcomesOf(node)?.every(isSmallWhole) ?? false;
}

function isSmallWhole(value: Atom): boolean {
  return typeof value === 'object' && value.d === 1n && BigInt.asIntN(32, value.n) === value.n;
}

/** Whether enterprises are told apart by this fact. */
export function isKeyFact({ definition }: Input): boolean {
  return 'key' in definition && definition.key === true;
}

/** Whether this fact is a column of its own behind the key: results are grouped by it, or it is needed to score answers again. */
export function isWrittenFact(input: Input, answers: boolean): boolean {
  if (isKeyFact(input) || isQuestion(input)) return false;
  return ('group' in input.definition && input.definition.group === true) || (answers && isRequiredOfAll(input));
}

/** Makes bytes of rows. The bytes do not depend on how many rows come at a time. */
export interface ResultEncoder {
  /** Cells as texts, a blank for nothing. */
  encode(rows: readonly (readonly string[])[]): Uint8Array;
  /** What stands behind the last row. */
  end(): Uint8Array;
}

/** The state of an answer and its value as text, which is null unless it is answered. */
interface AnswerCell {
  readonly state: 'answered' | 'unknown' | 'notApplicable' | 'unanswered';
  readonly value: string | null;
}

/** What a cell says that an answer was written into. */
export function parseAnswerCell(cell: string): AnswerCell {
  const { state, value } = parseAnswerMark(cell);
  return { state, value: typeof value === 'string' ? value : null };
}
