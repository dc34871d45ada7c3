// Compiles the points of answers when a score needs them, and checks the points that the rubric states.

import type { Path } from '../../model/index.ts';
import { type AnswerPoints, choosePoints, listAnswerKeys, type PointsScope, readPoints } from '../answer-points.ts';
import { hasUnknownOptions } from '../condition.ts';
import type { Input } from '../plan.ts';
import { ALL_QUESTIONS, membersOf, type PlanCompiler } from './namespace.ts';
import { listInputNames } from './operator-members.ts';

/** Compiles the points of answers when a score needs them, and checks the points that the rubric states. */
interface PointsCompiler {
  /**
   * Returns the position of the node with the points of an answer, as they are stated by or apply to the score that
   * counts the answer.
   */
  nodeOf(position: number, file: string, at: Path, scope: PointsScope): number | undefined;
  /** Reports wrong keys in the points of the rubric and of each score. */
  check(scopes: readonly PointsScope[]): void;
}

export function createPointsCompiler(compiler: PlanCompiler): PointsCompiler {
  const keys = createPointsKeys(compiler);
  const compiledNodes = new Map<PointsScope, Map<number, number>>();
  /** For each entry of `points`, the answers of all questions that use the entry. */
  const answersByEntry = new Map<string, Set<string>>();
  const complain = compiler.complain(compiler.sources.rubric.file);

  /** Returns the points of a question's answers from the nearest scope that contains points for this question. */
  function choose(input: Input, scope: PointsScope): { scope: PointsScope; points: AnswerPoints } | undefined {
    const optionSet = typeof input.definition.options === 'string' ? input.definition.options : null;
    const source = choosePoints(input, optionSet, keys.listsOf(scope).get(input.name) ?? [], scope, complain);
    if (!source) return scope.outer ? choose(input, scope.outer) : undefined;
    const points = readPoints(input, source, complain);
    const key = JSON.stringify(source.at);
    const answers = getOrAdd(answersByEntry, key, () => new Set<string>());
    for (const answer of listAnswerKeys(input)) answers.add(answer.key);
    return { scope, points };
  }

  function nodeOf(position: number, file: string, at: Path, scope: PointsScope): number | undefined {
    const input = compiler.node(position) as Input;
    const chosenNode = takesPoints(input) ? choose(input, scope) : undefined;
    const pointsScope = chosenNode?.scope ?? findRoot(scope);
    const existingNode = compiledNodes.get(pointsScope)?.get(position);
    if (existingNode !== undefined) return existingNode;
    if (!chosenNode && input.value.kind !== 'number') {
      if (!hasUnknownOptions(input.value) && !keys.isMisspelled(input.name, scope)) {
        compiler.complain(file)('M211', at, { found: input.name });
      }
      return undefined;
    }
    const node = compiler.add({
      op: 'points',
      of: position,
      ...(chosenNode?.points ?? { table: null, unproven: null }),
    });
    getOrAdd(compiledNodes, pointsScope, () => new Map<number, number>()).set(position, node);
    return node;
  }

  return {
    nodeOf,
    check: (scopes) => checkKeys(compiler, keys, scopes, { nodeOf, answersByEntry }),
  };
}

/** The keys of `points`. A key names a question, or a group of questions that share the points. */
interface PointsKeys {
  /** Whether a key names a single question or fact, or a group of questions; undefined if it is unknown. */
  kindOf(key: string): 'input' | 'shared' | undefined;
  /** For each question, the lists with points in a scope that contain the question. */
  listsOf(scope: PointsScope): ReadonlyMap<string, readonly string[]>;
  /**
   * Whether points are stated under an unknown name that is probably meant to be this one. The misspelled name is then
   * reported, rather than missing points.
   */
  isMisspelled(name: string, scope: PointsScope): boolean;
}

function createPointsKeys(compiler: PlanCompiler): PointsKeys {
  const { namespace } = compiler;
  const optionSets = compiler.sources.questionnaire.document.optionSets ?? {};
  const lists = new Map<PointsScope, ReadonlyMap<string, readonly string[]>>();
  const misspelledByScope = new Map<PointsScope, ReadonlySet<string>>();

  function kindOf(key: string): 'input' | 'shared' | undefined {
    if (key === ALL_QUESTIONS || Object.hasOwn(optionSets, key)) return 'shared';
    const declaration = namespace.find(key);
    switch (declaration?.kind) {
      case 'fact':
      case 'question':
        return 'input';
      case 'score':
        return declaration.section ? 'shared' : undefined;
      case undefined:
      case 'list':
      case 'matrix':
      case 'section':
        return declaration && 'shared';
    }
  }

  function isMisspelled(name: string, scope: PointsScope): boolean {
    const suggestions = getOrAdd(misspelledByScope, scope, () => {
      const unknownKeys = Object.keys(scope.points).filter((key) => kindOf(key) === undefined);
      return new Set(unknownKeys.flatMap(namespace.suggest));
    });
    return suggestions.has(name) || (scope.outer !== null && isMisspelled(name, scope.outer));
  }

  return {
    kindOf,
    isMisspelled,
    listsOf(scope) {
      const cached = lists.get(scope);
      if (cached) return cached;
      const listsByName = new Map<string, string[]>();
      for (const key of Object.keys(scope.points)) {
        const declaration = namespace.find(key);
        if (declaration?.kind !== 'list') continue;
        const members = new Set(listInputNames(declaration, compiler));
        for (const name of members) getOrAdd(listsByName, name, () => []).push(key);
      }
      lists.set(scope, listsByName);
      return listsByName;
    },
  };
}

/**
 * Reports unknown keys, points for inputs that take no points from a table, and answers that none of the questions
 * sharing the points have.
 */
function checkKeys(
  compiler: PlanCompiler,
  keys: PointsKeys,
  scopes: readonly PointsScope[],
  {
    nodeOf,
    answersByEntry,
  }: Pick<PointsCompiler, 'nodeOf'> & { readonly answersByEntry: ReadonlyMap<string, ReadonlySet<string>> },
): void {
  const { file } = compiler.sources.rubric;
  const complain = compiler.complain(file);
  const checkOwnPoints = (position: number, at: Path, scope: PointsScope): void => {
    const input = compiler.node(position) as Input;
    if (takesPoints(input)) nodeOf(position, file, at, scope);
    else complain('M212', at, { found: input.type, name: 'points' }, 'key');
  };
  const checkSharedPoints = (at: Path, answers: readonly string[]): void => {
    const possibleKeys = answersByEntry.get(JSON.stringify(at));
    if (!possibleKeys) return;
    for (const answer of answers) {
      if (answer === 'each' || possibleKeys.has(answer)) continue;
      complain('M205', [...at, answer], { found: answer, name: String(at.at(-1)), allowed: [...possibleKeys] }, 'key');
    }
  };
  for (const scope of scopes) {
    for (const [key, entry] of Object.entries(scope.points)) {
      const keyPath = [...scope.at, key];
      const kind = keys.kindOf(key);
      if (kind === undefined) {
        const allowedNames = compiler.namespace.suggest(key);
        complain('M203', keyPath, { found: key, wanted: { phrase: 'pointsTarget' }, allowed: allowedNames }, 'key');
      } else if (kind === 'input') {
        for (const { value } of membersOf(compiler.resolve(key, file, keyPath))) checkOwnPoints(value, keyPath, scope);
      } else {
        checkSharedPoints(keyPath, Object.keys(entry));
      }
    }
  }
}

/** Returns the entry of a map; creates it if it is missing. */
export function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const entry = map.get(key) ?? make();
  map.set(key, entry);
  return entry;
}

function findRoot(scope: PointsScope): PointsScope {
  return scope.outer ? findRoot(scope.outer) : scope;
}

/**
 * Whether the points of a question's answers come from a table. Numbers without a table count as their own points, and
 * texts cannot be counted.
 */
function takesPoints({ form }: Input): boolean {
  return form.listed !== undefined;
}
