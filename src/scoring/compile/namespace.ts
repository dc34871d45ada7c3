// The names of a pack with their declarations, and the interface that the parts of the compiler use.

import {
  type AddProblem,
  type Fact,
  findNearestNames,
  type Options,
  type Path,
  type Phrase,
  type PointsTables,
  type ProblemCode,
  type ProblemDetails,
  type Question,
  type Questionnaire,
  type RenamedFrom,
  type Rubric,
  type Score,
  type ScoreRule,
  type Section,
  type Text,
} from '../../model/index.ts';
import type { PointsScope } from '../answer-points.ts';
import type { Condition, ConditionSource, ValueType } from '../condition.ts';
import { COMBINATION_NAMES, RULE_OPERATORS } from '../operators/registry.ts';
import type { Node, ScoreNode, Tags } from '../plan.ts';
import type { ReportProblem } from './input-definitions.ts';

/** A document and its file. */
export interface Source<T> {
  readonly file: string;
  readonly document: T;
}

/** The documents of a plan. */
export interface PlanSources {
  readonly questionnaire: Source<Questionnaire>;
  readonly rubric: Source<Rubric>;
  /**
   * Facts that a policy asks for in addition, or knows from elsewhere; `at` is the path of the list in the document if
   * it is not `facts`.
   */
  readonly facts?: readonly (Source<readonly Fact[]> & { readonly at?: string })[];
}

/** The declaration of an id, and its place. */
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
  /** Returns the declared names most similar to an unknown name. */
  suggest(name: string): readonly string[];
}

/** A member of a list or score, or a single named value. */
export interface Member {
  readonly name: string;
  /** The position of the value that conditions read for the member. */
  readonly value: number;
  readonly type: ValueType;
  readonly tags: Tags;
  /**
   * Returns the position of the number with which calculations work. For a question, this is the position of its
   * points, which are compiled when they are first needed and depend on the place that reads them.
   */
  readonly number: (file: string, at: Path, points: PointsScope) => number | undefined;
}

/**
 * Names with a meaning of their own where names are used: operators, keys that combine conditions, built-in names,
 * columns of results.
 */
export const RESERVED_NAMES: ReadonlySet<string> = new Set(
  [
    // Packs may use the name `value`, because many of them use it as an id.
    ...[...RULE_OPERATORS.keys()].filter((key) => key !== 'value'),
    ...['lowest', 'highest', 'coverage', 'warnings'],
    ...['anyOf', 'allOf', 'not', 'all', 'each', 'track', 'cost', 'coveredMeasures', 'interest', 'outstanding'],
  ].map((name) => name.toLowerCase()),
);

export const ALL_QUESTIONS = 'all';

/** The keys of a score's lower and upper bound; each bound can be a score itself. */
export const BOUND_KEYS = ['floor', 'cap'] as const;

/** The name of the score that gives the level. */
export const LEVEL_SCORE = 'level';

/** Collects all ids of a pack, and reports duplicate and reserved ones. */
export function declareNames(sources: PlanSources, report: AddProblem): Namespace {
  const { declarations, byLowerCase, declare, reportId } = createDeclarations(report);
  declareInputs(sources, declare, reportId);
  const { rubric } = sources;
  for (const [name, rule] of Object.entries(rubric.document.lists ?? {})) {
    declare({ kind: 'list', name, rule, file: rubric.file, at: ['lists', name] });
  }
  const declareScore = (name: string, score: Score, at: Path, outer: string | null): void => {
    const existingDeclaration = byLowerCase.get(name.toLowerCase());
    const section =
      existingDeclaration?.kind === 'section' && existingDeclaration.name === name ? existingDeclaration.section : null;
    declare({ kind: 'score', name, score, section, outer, file: rubric.file, at });
    if (typeof score !== 'string') declareInner(score, at, outer ?? name);
  };
  const declareInner = (rule: ScoreRule, at: Path, outer: string): void => {
    for (const innerScore of listInnerScores(rule, at))
      declareScore(innerScore.name, innerScore.rule, innerScore.at, outer);
    for (const side of BOUND_KEYS) {
      const bound = rule[side];
      if (typeof bound === 'object') declareInner(bound, [...at, side], outer);
    }
  };
  for (const [name, score] of Object.entries(rubric.document.scores)) declareScore(name, score, ['scores', name], null);
  checkRenames(sources, report);

  return {
    declarations,
    find: (name) => declarations.get(name),
    suggest: createSuggester([...declarations.keys()]),
  };
}

/** Reports a problem of an id at its place. */
type ReportId = (
  file: string,
  at: Path,
  code: ProblemCode,
  details: ProblemDetails & { readonly found: string },
) => void;

interface Declarations {
  /** The declarations by name, in the order of the pack. */
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly byLowerCase: ReadonlyMap<string, Declaration>;
  readonly declare: (declaration: Declaration) => void;
  readonly reportId: ReportId;
}

/** Creates a collection of declarations that reports duplicate and reserved ids. */
function createDeclarations(report: AddProblem): Declarations {
  const byLowerCase = new Map<string, Declaration>();
  const declarations = new Map<string, Declaration>();
  // A list or score is named by its key in the document, anything else by its `id`.
  const reportId: ReportId = (file, at, code, details) =>
    report({ code, file, at, on: at.at(-1) === details.found ? 'key' : 'value', details });

  const refusedNames = new Set<string>();

  const declare = (declaration: Declaration): void => {
    const key = declaration.name.toLowerCase();
    const { file, at, name } = declaration;
    const isLevelMisspelled = key === LEVEL_SCORE && declaration.kind === 'score';
    if (RESERVED_NAMES.has(key) || (key === LEVEL_SCORE && !(isLevelMisspelled && name === LEVEL_SCORE))) {
      // Although refused, the name counts as declared, because otherwise every use of it would be reported as well.
      refusedNames.add(key);
      reportId(file, at, 'M202', { found: name, ...(isLevelMisspelled ? { allowed: [LEVEL_SCORE] } : {}) });
    }
    const existingDeclaration = byLowerCase.get(key);
    // A policy may declare exactly the same fact as the pack; it is then asked only once.
    if (existingDeclaration?.kind === 'fact' && declaration.kind === 'fact' && file !== existingDeclaration.file) {
      if (isSameFact(existingDeclaration.fact, declaration.fact)) return;
    }
    const isScoreOfSection =
      existingDeclaration?.kind === 'section' && declaration.kind === 'score' && existingDeclaration.name === name;
    if (existingDeclaration && !isScoreOfSection && !refusedNames.has(key)) {
      reportId(file, at, 'M201', { found: name });
      return;
    }
    byLowerCase.set(key, declaration);
    // The score of a section takes the place of the section, so it is moved to where the scores are.
    declarations.delete(name);
    declarations.set(name, declaration);
  };
  return { declarations, byLowerCase, declare, reportId };
}

/** Declares facts, sections, matrices and questions. */
function declareInputs(sources: PlanSources, declare: Declarations['declare'], reportId: ReportId): void {
  const { questionnaire } = sources;
  let keyFact = false;
  const facts: NonNullable<PlanSources['facts']> = [
    { file: questionnaire.file, document: questionnaire.document.facts ?? [] },
    ...(sources.facts ?? []),
  ];
  for (const { file, document, at: list = 'facts' } of facts) {
    document.forEach((fact, i) => {
      declare({ kind: 'fact', name: fact.id, fact, file, at: [list, i, 'id'] });
      if (fact.key && keyFact) reportId(file, [list, i, 'key'], 'M214', { found: fact.id });
      keyFact ||= fact.key ?? false;
    });
  }
  questionnaire.document.sections.forEach((section, s) => {
    const { file } = questionnaire;
    declare({ kind: 'section', name: section.id, section, file, at: ['sections', s, 'id'] });
    section.questions.forEach((question, q) => {
      const idPath = ['sections', s, 'questions', q, 'id'];
      if (question.type === 'matrix') declare({ kind: 'matrix', name: question.id, question, file, at: idPath });
    });
    for (const { at, keys, ...asked } of listQuestionsOf(section)) {
      const placeInSection = (path: Path): Path => ['sections', s, ...path];
      const declaredInput = { ...asked, section, file, at: placeInSection(at), keys: placeInSection(keys) };
      declare({ kind: 'question', name: asked.question.id, ...declaredInput });
    }
  });
}

/**
 * The maximum number of unknown names for which suggestions are computed; `validate` shows no more findings of one rule
 * than this.
 */
const MAX_SUGGESTIONS = 200;

function createSuggester(names: readonly string[]): Namespace['suggest'] {
  const suggestionsByName = new Map<string, readonly string[]>();
  return (name) => {
    const cached = suggestionsByName.get(name);
    if (cached) return cached;
    if (suggestionsByName.size >= MAX_SUGGESTIONS) return [];
    const nearestSuggestions = findNearestNames(name, names);
    suggestionsByName.set(name, nearestSuggestions);
    return nearestSuggestions;
  };
}

/** Whether two files declare the same fact, with the same keys in the same order and the same content. */
function isSameFact(fact: Fact, other: Fact): boolean {
  return JSON.stringify(fact) === JSON.stringify(other);
}

/** Lists the inner scores of a rule: those written inside its map of weights. */
export function listInnerScores(rule: ScoreRule, at: Path): { name: string; rule: ScoreRule; at: Path }[] {
  return COMBINATION_NAMES.flatMap((operator) => {
    const members = rule[operator];
    if (typeof members !== 'object' || Array.isArray(members)) return [];
    return Object.entries(members).flatMap(([name, inner]) =>
      typeof inner === 'object' ? [{ name, rule: inner, at: [...at, operator, name] }] : [],
    );
  });
}

/** What a name refers to: a single member, or the members of a list, a section or a score with `by`. */
export type Resolved =
  | { readonly kind: 'one'; readonly member: Member }
  | {
      readonly kind: 'many';
      readonly members: readonly Member[];
      /** For a score with `by`, the tags by which its members differ; null for lists and sections. */
      readonly by: readonly string[] | null;
    };

/** The compiler of a plan, as the files of the compiler and the operators use it. */
export interface PlanCompiler {
  readonly sources: PlanSources;
  readonly namespace: Namespace;
  readonly nodes: readonly Node[];
  /** All scores compiled so far, including members of scores with `by` and inner scores. */
  readonly scores: readonly ScoreNode[];
  add(node: Node): number;
  node(position: number): Node;
  /** Resolves a name, compiling it first if necessary. If the name is unknown, reports this and returns undefined. */
  resolve(name: string, file: string, at: Path): Resolved | undefined;
  condition(source: ConditionSource, file: string, at: Path, tags?: Tags): Condition;
  /** Resolves a name that a condition reads. */
  named(name: string, file: string, at: Path, tags?: Tags): { node: number; type: ValueType } | undefined;
  /** Registers a score, or a member of a score with `by`. */
  addScore(score: ScoreNode, member: Member): void;
  /** Declares an inner score. It is compiled when first read, so the order of inner scores does not matter. */
  declareInner(name: string, compile: () => number | undefined): void;
  /** Returns the position of an inner score. */
  inner(name: string): number | undefined;
  /**
   * Returns the position of the points of an answer. If the answer has no points, reports this and returns undefined.
   */
  points(position: number, file: string, at: Path, scope: PointsScope): number | undefined;
  /** Returns the scope for the points that a score states itself. */
  pointsScope(points: PointsTables, at: Path, outer: PointsScope): PointsScope;
  /** The points that the rubric states for all scores. */
  readonly rubricPoints: PointsScope;
  /** Reports points for unknown names. To be called after all scores have been compiled. */
  checkPoints(): void;
  /** Returns the positions of the questions on whose answers a node's value depends. */
  questionsBehind(node: number): readonly number[];
  complain(file: string): ReportProblem;
}

/** Returns the members of a resolved name; empty if the name is unknown. */
export function membersOf(resolved: Resolved | undefined): readonly Member[] {
  if (resolved === undefined) return [];
  return resolved.kind === 'one' ? [resolved.member] : resolved.members;
}

/** A question of a section, and its place. */
interface PlacedQuestion {
  readonly question: Question;
  /** The matrix to which the question belongs, if it is a row of one. */
  readonly matrix: Question | null;
  /** The text of the row, if the question is a row that has one. */
  readonly row: Text | null;
  /** The path of the question's id within its section. */
  readonly at: Path;
  /** The path, within the section, of the keys that define the answers. */
  readonly keys: Path;
}

/** Returns the questions of a section in order; each row of a matrix is a question. */
export function listQuestionsOf(section: Section): PlacedQuestion[] {
  return section.questions.flatMap((question, i): PlacedQuestion[] => {
    const questionPath = ['questions', i];
    if (question.type !== 'matrix')
      return [{ question, matrix: null, row: null, at: [...questionPath, 'id'], keys: questionPath }];
    return (question.rows ?? []).map((row, r) => ({
      question: createRowQuestion(question, row),
      matrix: question,
      row: row.text ?? null,
      at: [...questionPath, 'rows', r, 'id'],
      keys: [...questionPath, 'each'],
    }));
  });
}

/** Returns the names of the questions in the rows of a matrix. */
export function listRowNames(matrix: Question): string[] {
  return (matrix.rows ?? []).map(({ id }) => `${matrix.id}/${id}`);
}

type Row = NonNullable<Question['rows']>[number];

/** Builds a question from a row of a matrix. */
function createRowQuestion(matrix: Question, row: Row): Question {
  const { rows: _rows, each, type: _type, text, help, when: _when, ...shared } = matrix;
  const { help: rowHelp, id, text: rowText, ...own } = row;
  const rowWording = joinTexts(text, rowText ?? id, ': ');
  const rowHelpText = rowHelp && help ? joinTexts(help, rowHelp, '\n') : (rowHelp ?? help);
  return {
    ...shared,
    ...own,
    ...(each ?? { type: 'text' }),
    id: `${matrix.id}/${id}`,
    text: rowWording,
    ...(rowHelpText === undefined ? {} : { help: rowHelpText }),
    ...(matrix.tags || row.tags ? { tags: { ...matrix.tags, ...row.tags } } : {}),
  };
}

/** Joins two texts in every language that at least one of them has. */
function joinTexts(first: Text | undefined, second: Text, between: string): Text {
  if (first === undefined) return second;
  if (typeof first === 'string' && typeof second === 'string') return first + between + second;
  const languages = new Set([first, second].flatMap((text) => (typeof text === 'string' ? [] : Object.keys(text))));
  const pickLanguage = (text: Text, language: string): string =>
    typeof text === 'string' ? text : (text[language] ?? Object.values(text)[0] ?? '');
  return Object.fromEntries(
    [...languages].map((language) => [
      language,
      pickLanguage(first, language) + between + pickLanguage(second, language),
    ]),
  );
}

/** Keys that are allowed inside `each` of a matrix but not on the matrix itself. */
const CELL_KEYS = ['options', 'least', 'most', 'minimum', 'maximum', 'plausible', 'labels', 'unit', 'derive'] as const;

/** Reports a matrix without rows or without `each`, and keys that do not apply to a matrix or to other questions. */
export function checkMatrix(question: Question, at: Path, report: ReportProblem): void {
  const isMatrix = question.type === 'matrix';
  for (const key of ['rows', 'each'] as const) {
    if (isMatrix && !question[key]) report('M213', [...at, 'type'], { found: question.type, name: key });
    if (!isMatrix && question[key]) report('M212', [...at, key], { found: question.type, name: key }, 'key');
  }
  for (const key of isMatrix ? CELL_KEYS : []) {
    if (question[key] !== undefined) report('M212', [...at, key], { found: question.type, name: key }, 'key');
  }
}

/** A part of a pack that may have had other ids in earlier versions. */
interface RenamedObject {
  readonly id: string;
  readonly renamedFrom?: RenamedFrom | undefined;
}

interface PlacedObject {
  readonly one: RenamedObject;
  readonly file: string;
  readonly at: Path;
}

/** Returns the ids that a part had in earlier versions. */
export function formerIds({ renamedFrom = [] }: Pick<RenamedObject, 'renamedFrom'>): readonly string[] {
  return typeof renamedFrom === 'string' ? [renamedFrom] : renamedFrom;
}

/**
 * Reports earlier ids that are still in use or are stated by two parts, because old answers could then belong to either
 * part. Facts and questions share one set of ids; the rows of a matrix and the options of a list have sets of their
 * own.
 */
function checkRenames(sources: PlanSources, report: AddProblem): void {
  const { file, document } = sources.questionnaire;
  const facts = [{ file, document: document.facts ?? [] }, ...(sources.facts ?? [])].flatMap((source) =>
    source.document.map((one, i) => ({ one, file: source.file, at: ['facts', i] })),
  );
  const questions = document.sections.flatMap((section, s) =>
    section.questions.map((one, q) => ({ one, file, at: ['sections', s, 'questions', q] })),
  );
  checkGroup([...facts, ...questions], report);
  for (const { one, at } of questions) {
    checkGroup(placeObjects(one.rows ?? [], file, [...at, 'rows']), report);
    checkOptions(one.each?.options, file, [...at, 'each', 'options'], report);
  }
  for (const askedInput of [...facts, ...questions] as (PlacedObject & { readonly one: Fact | Question })[]) {
    checkOptions(askedInput.one.options, askedInput.file, [...askedInput.at, 'options'], report);
  }
  for (const [name, set] of Object.entries(document.optionSets ?? {})) {
    checkOptions(set, file, ['optionSets', name], report);
  }
}

function checkOptions(options: Options | undefined, file: string, at: Path, report: AddProblem): void {
  // An option set is checked once, where it is defined, not at each question that uses it.
  if (options === undefined || typeof options === 'string') return;
  const listedOptions = options.map((option): RenamedObject => (typeof option === 'string' ? { id: option } : option));
  checkGroup(placeObjects(listedOptions, file, at), report);
}

function placeObjects(list: readonly RenamedObject[], file: string, at: Path): PlacedObject[] {
  return list.map((one, i) => ({ one, file, at: [...at, i] }));
}

function checkGroup(group: readonly PlacedObject[], report: AddProblem): void {
  const usedIds = new Set(group.map(({ one }) => one.id.toLowerCase()));
  const claimedIds = new Map<string, string>();
  for (const { one, file, at } of group) {
    formerIds(one).forEach((found, i) => {
      const key = found.toLowerCase();
      const owner = claimedIds.get(key);
      claimedIds.set(key, owner ?? one.id);
      const isInUse = usedIds.has(key);
      if (!isInUse && owner === undefined) return;
      const wantedPhrase: Phrase =
        isInUse || owner === undefined ? { phrase: 'stillInUse' } : { phrase: 'claimedBy', name: owner };
      const lastKeys = typeof one.renamedFrom === 'string' ? ['renamedFrom'] : ['renamedFrom', i];
      report({
        code: 'M228',
        file,
        at: [...at, ...lastKeys],
        on: 'value',
        details: { found, name: one.id, wanted: wantedPhrase },
      });
    });
  }
}
