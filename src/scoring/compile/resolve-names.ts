// Resolves names to what they refer to, and compiles what they refer to when it is first read.

import type { Path, Phrase, Section } from '../../model/index.ts';
import { itemAt } from '../../model/index.ts';
import { compileScore } from './compile-scores.ts';
import { compileInput } from './derivations.ts';
import {
  ALL_QUESTIONS,
  type Declaration,
  listQuestionsOf,
  listRowNames,
  type Member,
  membersOf,
  type Namespace,
  type PlanCompiler,
  type Resolved,
} from './namespace.ts';
import { listMembers } from './operator-members.ts';

/**
 * The maximum length of a chain of names that read one another, measured in levels of the document; this is enough for
 * 250 of the simplest scores. The limit keeps recursion over a plan within the call stack.
 */
const MAX_CHAIN_LEVELS = 1000;

/**
 * The maximum length of a chain of names, measured in nodes of the plan; one level of the document can need several
 * nodes.
 */
const MAX_CHAIN_STEPS = 1000;

/** A name that is being compiled. */
interface NameInProgress {
  readonly name: string;
  /** The number of levels in the chain of names that led to this one. */
  readonly levels: number;
  /** The number of levels in the longest chain that this name reads, as far as the chain has been compiled. */
  behind: number;
}

/** The names that are being compiled, each read by the one before it. */
interface NameChain {
  /** Returns the name at the end of the chain; undefined if no name is being compiled. */
  last(): string | undefined;
  includes(name: string): boolean;
  /** Adds a name to the chain while it is being compiled; `at` is the path at which the name was read. */
  compileWithin<T>(name: string, at: Path, compile: () => T): T;
  /**
   * Whether the name at the end of the chain may read another one. If not, because the chain would become too long,
   * reports this.
   */
  mayRead(name: string, file: string, at: Path): boolean;
  /** Reports that the chain becomes too long. */
  refuse(name: string, file: string, at: Path): false;
  reportCycle(name: string, file: string, at: Path): undefined;
}

export function createNameChain(complain: PlanCompiler['complain']): NameChain {
  const inProgress: NameInProgress[] = [];
  /** For each compiled name, the number of levels in the longest chain that it reads. */
  const levelsBelow = new Map<string, number>();
  const refuse = (name: string, file: string, at: Path): false => {
    const wantedPhrase: Phrase = { phrase: 'tooLongChain', name, levels: MAX_CHAIN_LEVELS };
    complain(file)('M106', at, { found: name, wanted: wantedPhrase }, chooseBlamedPart(name, at));
    return false;
  };
  return {
    last: () => inProgress.at(-1)?.name,
    includes: (name) => inProgress.some((entry) => entry.name === name),
    compileWithin(name, at, compile) {
      const reader = inProgress.at(-1);
      const entry: NameInProgress = { name, levels: reader ? reader.levels + at.length : 0, behind: 0 };
      inProgress.push(entry);
      const result = compile();
      inProgress.pop();
      levelsBelow.set(name, entry.behind);
      return result;
    },
    mayRead(name, file, at) {
      const reader = inProgress.at(-1);
      if (!reader) return true;
      const levels = at.length + (levelsBelow.get(name) ?? 0);
      if (reader.levels + levels > MAX_CHAIN_LEVELS) return refuse(name, file, at);
      reader.behind = Math.max(reader.behind, levels);
      return true;
    },
    refuse,
    reportCycle(name, file, at) {
      const names = inProgress.map((entry) => entry.name);
      const cycleStart = Math.max(0, names.indexOf(name));
      const cyclePath = [...names.slice(cycleStart), name].join(' → ');
      complain(file)('M208', at, { found: name, wanted: cyclePath });
      return undefined;
    },
  };
}

/**
 * Returns whether a problem with a name concerns the key or the value of an entry: the key, if the path ends with the
 * name.
 */
function chooseBlamedPart(name: string, at: Path): 'key' | 'value' {
  return at.at(-1) === name ? 'key' : 'value';
}

/** The scores compiled so far. */
interface CompiledScores {
  /** For each name, the score itself or, if it is a score with `by`, the members of the score. */
  readonly scoreMembers: ReadonlyMap<string, readonly Member[]>;
  /** For each inner score by its name, a function that compiles it when it is first read. */
  readonly innerScores: ReadonlyMap<string, (at: Path) => number | undefined>;
  /** Returns the number of nodes in the longest chain of nodes that ends at a position. */
  stepsTo(position: number): number;
}

/** What is needed to resolve names; each declared name is compiled once. */
interface NameResolution extends CompiledScores {
  readonly compiler: PlanCompiler;
  readonly chain: NameChain;
  readonly resolvedNames: Map<string, Resolved | undefined>;
}

export function createResolver(
  compiler: PlanCompiler,
  chain: NameChain,
  scores: CompiledScores,
): PlanCompiler['resolve'] {
  const resolution: NameResolution = { ...scores, compiler, chain, resolvedNames: new Map() };
  return (name, file, at) => resolve(name, file, at, resolution);
}

function resolve(name: string, file: string, at: Path, resolution: NameResolution): Resolved | undefined {
  const { compiler, chain, innerScores, resolvedNames } = resolution;
  const { namespace } = compiler;
  if (name === ALL_QUESTIONS) return { kind: 'many', by: null, members: listQuestions(resolution) };
  if (!chain.mayRead(name, file, at)) return undefined;
  if (resolvedNames.has(name)) return resolvedNames.get(name);
  const declaration = namespace.find(name);
  if (!declaration) return resolveMember(name, file, at, resolution);
  // Inside the score of a section, the section's id means its questions, not the score.
  if (declaration.kind === 'score' && declaration.section && isInside(chain.last(), name, namespace))
    return resolveSection(declaration.section, resolution);
  if (chain.includes(name)) return chain.reportCycle(name, file, at);
  if (declaration.kind === 'score' && declaration.outer !== null && chain.includes(declaration.outer)) {
    innerScores.get(name)?.(at);
    return chain.mayRead(name, file, at) ? resolveScore(name, resolution) : undefined;
  }
  const resolvedName = compileDeclaration(declaration, file, at, resolution);
  resolvedNames.set(name, resolvedName);
  return chain.mayRead(name, file, at) ? resolvedName : undefined;
}

/** Compiles a name that is read for the first time; reports it if the chain of nodes becomes too long. */
function compileDeclaration(
  declaration: Declaration,
  file: string,
  at: Path,
  resolution: NameResolution,
): Resolved | undefined {
  const { chain, stepsTo } = resolution;
  const { name } = declaration;
  const resolvedDeclaration = chain.compileWithin(name, at, () => resolveDeclaration(declaration, resolution));
  const steps = membersOf(resolvedDeclaration).reduce((most, { value }) => Math.max(most, stepsTo(value)), 0);
  return steps > MAX_CHAIN_STEPS && !chain.refuse(name, file, at) ? undefined : resolvedDeclaration;
}

/** Resolves a name such as `score/tag value`, which is a member of a score with `by`. */
function resolveMember(name: string, file: string, at: Path, resolution: NameResolution): Resolved | undefined {
  const { compiler, chain, scoreMembers } = resolution;
  const { namespace } = compiler;
  const group = namespace.find(groupOf(name));
  if (group?.kind === 'score' && group.name !== name) {
    if (chain.includes(group.outer ?? group.name)) return chain.reportCycle(group.name, file, at);
    resolve(group.name, file, at, resolution);
  }
  const [member] = scoreMembers.get(name) ?? [];
  if (member) return { kind: 'one', member };
  const similarNames = namespace.suggest(name);
  compiler.complain(file)('M203', at, { found: name, allowed: similarNames }, chooseBlamedPart(name, at));
  return undefined;
}

function resolveDeclaration(declaration: Declaration, resolution: NameResolution): Resolved | undefined {
  const { compiler } = resolution;
  switch (declaration.kind) {
    case 'fact':
    case 'question':
      return { kind: 'one', member: compileInput(declaration, compiler) };
    case 'section':
      return resolveSection(declaration.section, resolution);
    case 'matrix': {
      const members = listRowNames(declaration.question).flatMap((row) => findQuestion(row, resolution));
      return { kind: 'many', by: null, members };
    }
    case 'list':
      return { kind: 'many', by: null, members: listMembers(declaration, compiler) };
    case 'score':
      if (declaration.outer === null) compileScore(declaration, compiler);
      else resolve(declaration.outer, declaration.file, declaration.at, resolution);
      return resolveScore(declaration.name, resolution) ?? { kind: 'many', by: [], members: [] };
  }
}

function resolveSection(section: Section, resolution: NameResolution): Resolved {
  const members = listQuestionsOf(section).flatMap(({ question }) => findQuestion(question.id, resolution));
  return { kind: 'many', by: null, members };
}

function findQuestion(name: string, resolution: NameResolution): readonly Member[] {
  const question = resolution.compiler.namespace.find(name);
  return question?.kind === 'question' ? resolveDeclared(question, resolution) : [];
}

function resolveScore(name: string, { compiler, scoreMembers }: NameResolution): Resolved | undefined {
  const { namespace } = compiler;
  const members = scoreMembers.get(name);
  const [only] = members ?? [];
  if (members?.length === 1 && only?.name === name) return { kind: 'one', member: only };
  return members && { kind: 'many', by: listWeightNames(namespace.find(groupOf(name)), namespace), members };
}

function listQuestions(resolution: NameResolution): Member[] {
  return [...resolution.compiler.namespace.declarations.values()]
    .filter(({ kind }) => kind === 'question')
    .flatMap((question) => resolveDeclared(question, resolution));
}

function resolveDeclared({ name, file, at }: Declaration, resolution: NameResolution): readonly Member[] {
  return membersOf(resolve(name, file, at, resolution));
}

/** Whether the name being compiled is a score or an inner score of it. */
function isInside(current: string | undefined, score: string, namespace: Namespace): boolean {
  const declaration = current === undefined ? undefined : namespace.find(current);
  return current === score || (declaration?.kind === 'score' && declaration.outer === score);
}

function listWeightNames(declaration: Declaration | undefined, namespace: Namespace): readonly string[] {
  if (declaration?.kind !== 'score') return [];
  if (declaration.outer !== null) return listWeightNames(namespace.find(declaration.outer), namespace);
  const weightSource = typeof declaration.score === 'string' ? undefined : declaration.score.by;
  return typeof weightSource === 'string' ? [weightSource] : (weightSource ?? []);
}

/** Returns the name of the score with `by` that a member belongs to; for other names, the name itself. */
export function groupOf(name: string): string {
  return itemAt(name.split('/'), 0);
}
