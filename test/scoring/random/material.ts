import type { Names } from './conditions.ts';
import type { Question } from './kinds.ts';
import type { Asked } from './questionnaire.ts';

export const OPERATORS = ['sum', 'mean', 'min', 'max'] as const;

/** What a rule can be made of where it stands. */
export interface Material {
  readonly questions: readonly Question[];
  /** Questions, facts and scores: one number each. */
  readonly numbers: string[];
  /** Lists, sections, matrices and scores with `by`: several numbers. */
  readonly several: string[];
  /** Of these those that hold questions or facts. */
  readonly lists: string[];
  /** Of all those that have a best of their own: questions, lists of them, and sums over them. */
  readonly ranked: string[];
  /** Numbers that are never below 0. */
  readonly positive: string[];
  /** What conditions may name. */
  readonly names: Names;
  /** Whether every number has a maximum, which a missing answer can count as. */
  readonly limited: boolean;
}

/** What there is before the first score. */
export function materialOf(asked: Asked, questions: readonly Question[], lists: readonly string[]): Material {
  const limited = questions.every(({ type, maximum }) => type !== 'decimal' || maximum !== undefined);
  const matrices = new Set(questions.flatMap(({ matrix }) => matrix ?? []));
  const ofQuestions = [...asked.sections.map(({ id }) => id), ...matrices, ...lists, 'all'];
  const ids = questions.map(({ id }) => id);
  const facts = asked.numbers.filter((fact) => fact === 'staff' || !limited);
  return {
    questions,
    numbers: [...ids, ...facts],
    several: [...ofQuestions],
    lists: [...ofQuestions],
    ranked: limited ? [...ids, ...ofQuestions].filter((name) => name !== 'withFacts') : [],
    positive: facts.filter((fact) => fact === 'staff'),
    names: new Map(asked.names),
    limited,
  };
}

/** From here on a score can be named. */
export function addNumber({ numbers, names }: Material, name: string): void {
  numbers.push(name);
  names.set(name, { kind: 'number' });
}
