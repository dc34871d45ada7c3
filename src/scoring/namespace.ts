import type { ValueType } from '../condition/condition.ts';
import { didYouMean } from '../model/closest.ts';
import type { Fact, Question, Questionnaire, Rubric, Score, ScoreRule, Section } from '../model/generated/types.ts';
import type { Details, Path, ProblemCode, Report } from '../model/problem.ts';
import type { Operator, Tags } from './plan.ts';
import type { PointsScope } from './points.ts';
import { checkRenames } from './renames.ts';
import { type PlacedQuestion, questionsOf } from './rows.ts';

/** A document and the file it was read from. */
export interface Source<T> {
  readonly file: string;
  readonly document: T;
}

/** The documents that make a plan. */
export interface PlanSources {
  readonly questionnaire: Source<Questionnaire>;
  readonly rubric: Source<Rubric>;
  /** Facts that a policy asks in addition, or knows from elsewhere; `at` is the place of their list, if not `facts`. */
  readonly facts?: readonly (Source<readonly Fact[]> & { readonly at?: string })[];
}

/** What an id was declared as, and where. */
export type Declaration = { readonly name: string; readonly file: string; readonly at: Path } & (
  | { readonly kind: 'fact'; readonly fact: Fact }
  | ({ readonly kind: 'question'; readonly section: Section } & Omit<PlacedQuestion, 'at'>)
  | { readonly kind: 'matrix'; readonly question: Question }
  | { readonly kind: 'section'; readonly section: Section }
  | { readonly kind: 'list'; readonly rule: NonNullable<Rubric['lists']>[string] }
  | { readonly kind: 'score'; readonly score: Score; readonly section: Section | null; readonly outer: string | null }
);

export interface Namespace {
  readonly declarations: ReadonlyMap<string, Declaration>;
  find(name: string): Declaration | undefined;
  /** The names most like one that is not there. */
  suggest(name: string): readonly string[];
}

/** One thing that is counted, listed or compared. */
export interface Member {
  readonly name: string;
  /** The position a condition reads. */
  readonly value: number;
  readonly type: ValueType;
  readonly tags: Tags;
  /** The position arithmetic reads, given who reads it; makes the points of a question where they are first needed. */
  readonly number: (file: string, at: Path, points: PointsScope) => number | undefined;
}

/** What stands where names stand too: operators, what combines conditions, and the names that are always there. */
export const RESERVED: ReadonlySet<string> = new Set(
  'sum mean min max steps linear first levels anyOf allOf not all each track cost coveredMeasures interest outstanding'
    .toLowerCase()
    .split(' '),
);

export const ALL_QUESTIONS = 'all';

/** The operators that work on members. */
export const COMBINING = ['sum', 'mean', 'min', 'max'] as const satisfies readonly Operator[];

/** What holds a score in bounds; each can be a score of its own. */
export const BOUNDS = ['floor', 'cap'] as const;

/** The score that is the pack's level. */
export const LEVEL = 'level';

/** Collects every id of a pack; ids used twice and reserved ones are reported. */
export function declareNames(sources: PlanSources, report: Report): Namespace {
  const byLowerCase = new Map<string, Declaration>();
  const declarations = new Map<string, Declaration>();
  // Lists and scores are named by their key, all others by their `id`.
  const complain = (file: string, at: Path, code: ProblemCode, details: Details & { readonly found: string }): void =>
    report({ code, file, at, on: at.at(-1) === details.found ? 'key' : 'value', details });

  const refused = new Set<string>();

  const declare = (declaration: Declaration): void => {
    const key = declaration.name.toLowerCase();
    const { file, at, name } = declaration;
    if (RESERVED.has(key) || (key === LEVEL && declaration.kind !== 'score')) {
      // It stays known: that it cannot be found would be told again at every place that names it.
      refused.add(key);
      complain(file, at, 'M202', { found: name });
    }
    const earlier = byLowerCase.get(key);
    // A policy may ask what the pack asks already, in the same words: it is asked once.
    if (earlier?.kind === 'fact' && declaration.kind === 'fact' && file !== earlier.file) {
      if (isSameFact(earlier.fact, declaration.fact)) return;
    }
    const scoreOfSection = earlier?.kind === 'section' && declaration.kind === 'score' && earlier.name === name;
    if (earlier && !scoreOfSection && !refused.has(key)) {
      complain(file, at, 'M201', { found: name });
      return;
    }
    byLowerCase.set(key, declaration);
    // A section's score takes its place among the scores, not that of the section.
    declarations.delete(name);
    declarations.set(name, declaration);
  };

  const { questionnaire, rubric } = sources;
  let keyFact = false;
  const facts: NonNullable<PlanSources['facts']> = [
    { file: questionnaire.file, document: questionnaire.document.facts ?? [] },
    ...(sources.facts ?? []),
  ];
  for (const { file, document, at: list = 'facts' } of facts) {
    document.forEach((fact, i) => {
      declare({ kind: 'fact', name: fact.id, fact, file, at: [list, i, 'id'] });
      if (fact.key && keyFact) complain(file, [list, i, 'key'], 'M214', { found: fact.id });
      keyFact ||= fact.key ?? false;
    });
  }
  questionnaire.document.sections.forEach((section, s) => {
    const { file } = questionnaire;
    declare({ kind: 'section', name: section.id, section, file, at: ['sections', s, 'id'] });
    section.questions.forEach((question, q) => {
      const at = ['sections', s, 'questions', q, 'id'];
      if (question.type === 'matrix') declare({ kind: 'matrix', name: question.id, question, file, at });
    });
    for (const { at, keys, ...asked } of questionsOf(section)) {
      const place = (path: Path): Path => ['sections', s, ...path];
      const found = { ...asked, section, file, at: place(at), keys: place(keys) };
      declare({ kind: 'question', name: asked.question.id, ...found });
    }
  });
  for (const [name, rule] of Object.entries(rubric.document.lists ?? {})) {
    declare({ kind: 'list', name, rule, file: rubric.file, at: ['lists', name] });
  }
  const declareScore = (name: string, score: Score, at: Path, outer: string | null): void => {
    const earlier = byLowerCase.get(name.toLowerCase());
    const section = earlier?.kind === 'section' && earlier.name === name ? earlier.section : null;
    declare({ kind: 'score', name, score, section, outer, file: rubric.file, at });
    if (typeof score !== 'string') declareInner(score, at, outer ?? name);
  };
  const declareInner = (rule: ScoreRule, at: Path, outer: string): void => {
    for (const inner of innerScores(rule, at)) declareScore(inner.name, inner.rule, inner.at, outer);
    for (const side of BOUNDS) {
      const bound = rule[side];
      if (typeof bound === 'object') declareInner(bound, [...at, side], outer);
    }
  };
  for (const [name, score] of Object.entries(rubric.document.scores)) declareScore(name, score, ['scores', name], null);
  checkRenames(sources, report);

  return {
    declarations,
    find: (name) => declarations.get(name),
    suggest: (name) => {
      const nearest = didYouMean(name, [...declarations.keys()]);
      return nearest === undefined ? [] : [nearest];
    },
  };
}

/** Whether two files state one fact: the same keys in the same order, and the same words. */
function isSameFact(one: Fact, other: Fact): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The scores written inside a rule's map of weights. */
export function innerScores(rule: ScoreRule, at: Path): { name: string; rule: ScoreRule; at: Path }[] {
  return COMBINING.flatMap((operator) => {
    const members = rule[operator];
    if (typeof members !== 'object' || Array.isArray(members)) return [];
    return Object.entries(members).flatMap(([name, inner]) =>
      typeof inner === 'object' ? [{ name, rule: inner, at: [...at, operator, name] }] : [],
    );
  });
}
