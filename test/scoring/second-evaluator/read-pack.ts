import type {
  Cell,
  Condition,
  Fact,
  Question,
  Questionnaire,
  Rubric,
  Section,
} from '../../../src/model/generated/types.ts';
import { type Fraction, fractionOf } from '../../exact-fraction.ts';

/** An answer; several options for a multiple choice. */
export type Value = Fraction | string | boolean | readonly string[];

/** An answer, and whether a file, a link or a note of what was seen stands behind it. */
export interface Reply {
  readonly value: Value;
  readonly proven: boolean;
}

export type Stated =
  | ({ readonly state: 'answered' } & Reply)
  | { readonly state: 'notApplicable' | 'unknown' | 'unanswered' };

/** How open answers turn out, by name; undefined is "not applicable". */
export type Later = ReadonlyMap<string, Reply | undefined>;

export interface Pack {
  readonly questionnaire: Questionnaire;
  readonly rubric: Rubric;
}

/** Something that is asked: a fact, a question, or a row of a matrix, with where it stands. */
export interface Asked {
  readonly name: string;
  readonly definition: Fact | Question | Cell;
  /** Null for a fact. */
  readonly section: Section | null;
  /** The matrix of a row. */
  readonly matrix: Question | null;
  /** All of these must hold for it to be asked. */
  readonly when: readonly Condition[];
  readonly tags: ReadonlyMap<string, string>;
  readonly notApplicable: boolean;
}

/** Everything a pack asks, in order: facts first, each row of a matrix for itself. */
export function askedBy({ questionnaire }: Pack): Asked[] {
  const facts = (questionnaire.facts ?? []).map((fact) => ({
    name: fact.id,
    definition: fact,
    section: null,
    matrix: null,
    when: given(fact.when),
    tags: new Map(),
    notApplicable: fact.notApplicable ?? false,
  }));
  return [
    ...facts,
    ...questionnaire.sections.flatMap((section) => section.questions.flatMap((one) => asked(one, section))),
  ];
}

function asked(question: Question, section: Section): Asked[] {
  const when = [...given(section.when), ...given(question.when)];
  const tags = tagsOf(section.tags, question.tags);
  const notApplicable = Boolean(question.notApplicable);
  const alone = { name: question.id, definition: question, section, matrix: null, when, tags, notApplicable };
  if (question.type !== 'matrix') return [alone];
  return (question.rows ?? []).map((row) => ({
    name: `${question.id}/${row.id}`,
    definition: question.each as Cell,
    section,
    matrix: question,
    when: [...when, ...given(row.when)],
    tags: tagsOf(section.tags, question.tags, row.tags),
    notApplicable: Boolean(row.notApplicable ?? notApplicable),
  }));
}

function given(when: Condition | undefined): Condition[] {
  return when === undefined ? [] : [when];
}

function tagsOf(...tags: (Readonly<Record<string, unknown>> | undefined)[]): ReadonlyMap<string, string> {
  return new Map(tags.flatMap((some) => Object.entries(some ?? {}).map(([tag, value]) => [tag, String(value)])));
}

/** Whether an answer follows from others where it is not stated. */
export function isDerived({ definition }: Asked): boolean {
  return 'first' in definition || ('derive' in definition && definition.derive !== undefined);
}

/** Reads source text as a value of what a fact or question asks for. */
export function read(text: string, { type }: { readonly type?: string }): Value {
  if (['integer', 'decimal', 'percent', 'scale'].includes(type ?? '')) return fractionOf(text);
  return type === 'boolean' ? String(text) === 'true' : String(text);
}
