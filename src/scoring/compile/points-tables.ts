import type { Path } from '../../model/index.ts';
import { type AnswerPoints, choosePoints, type PointsScope, readPoints } from '../answer-points.ts';
import { hasUnknownOptions } from '../condition.ts';
import type { Input } from '../plan.ts';
import { ALL_QUESTIONS, membersOf, type PlanCompiler } from './namespace.ts';
import { inputNamesOf } from './operator-members.ts';

/** Makes the points of answers where they are first counted, and checks the points that are stated. */
export interface PointsCompiler {
  /** The position of an answer's points under the scope of the score that counts it. */
  nodeOf(position: number, file: string, at: Path, scope: PointsScope): number | undefined;
  /** Reports keys of the rubric's points, and of each score's, that stand for nothing. */
  check(scopes: readonly PointsScope[]): void;
}

export function createPointsCompiler(compiler: PlanCompiler): PointsCompiler {
  const { rubric, questionnaire } = compiler.sources;
  const optionSets = questionnaire.document.optionSets ?? {};
  const complain = compiler.complain(rubric.file);
  const known = new Map<PointsScope, Map<number, number>>();
  const lists = new Map<PointsScope, ReadonlyMap<string, readonly string[]>>();
  /** The answers that each entry of `points` was found to give points to. */
  const served = new Map<string, Set<string>>();

  function nodeOf(position: number, file: string, at: Path, scope: PointsScope): number | undefined {
    const input = compiler.node(position) as Input;
    const chosen = takesPoints(input) ? choose(input, scope) : undefined;
    const place = chosen?.scope ?? rootOf(scope);
    const earlier = known.get(place)?.get(position);
    if (earlier !== undefined) return earlier;
    if (!chosen && input.value.kind !== 'number') {
      if (!hasUnknownOptions(input.value) && !isMisspelled(input.name, scope)) {
        compiler.complain(file)('M211', at, { found: input.name });
      }
      return undefined;
    }
    const node = compiler.add({ op: 'points', of: position, ...(chosen?.points ?? { table: null, unproven: null }) });
    known.set(place, new Map([...(known.get(place) ?? []), [position, node]]));
    return node;
  }

  /** The points of an answer, from the nearest scope that names it. */
  function choose(input: Input, scope: PointsScope): { scope: PointsScope; points: AnswerPoints } | undefined {
    const optionSet = typeof input.definition.options === 'string' ? input.definition.options : null;
    const source = choosePoints(input, optionSet, listsOf(scope), scope, complain);
    if (!source) return scope.outer ? choose(input, scope.outer) : undefined;
    const points = readPoints(input, source, complain);
    const key = JSON.stringify(source.at);
    served.set(key, new Set([...(served.get(key) ?? []), ...(points.table ?? new Map()).keys()]));
    return { scope, points };
  }

  function listsOf(scope: PointsScope): ReadonlyMap<string, readonly string[]> {
    const earlier = lists.get(scope);
    if (earlier) return earlier;
    const keys = Object.keys(scope.points).flatMap((key) => {
      const declaration = compiler.namespace.find(key);
      return declaration?.kind === 'list' ? [declaration] : [];
    });
    const found = new Map(keys.map((list) => [list.name, inputNamesOf(list, compiler)]));
    lists.set(scope, found);
    return found;
  }

  function check(scopes: readonly PointsScope[]): void {
    for (const scope of scopes) {
      for (const [key, entry] of Object.entries(scope.points)) {
        const at = [...scope.at, key];
        const kind = kindOf(key);
        if (kind === undefined) {
          const wanted = 'question, list, section or option set';
          complain('M203', at, { found: key, wanted, allowed: compiler.namespace.suggest(key) }, 'key');
        } else if (kind === 'input') {
          for (const { value } of membersOf(compiler.resolve(key, rubric.file, at))) checkOwn(value, at, scope);
        } else {
          checkShared(at, Object.keys(entry));
        }
      }
    }
  }

  /** Whether points are stated under an unknown name close to this one: then that name is reported instead. */
  function isMisspelled(name: string, { points, outer }: PointsScope): boolean {
    const isMeant = (key: string): boolean =>
      kindOf(key) === undefined && compiler.namespace.suggest(key).includes(name);
    return Object.keys(points).some(isMeant) || (outer !== null && isMisspelled(name, outer));
  }

  /** What a key of `points` stands for: one question or fact, or several that share it. */
  function kindOf(key: string): 'input' | 'shared' | undefined {
    if (key === ALL_QUESTIONS || Object.hasOwn(optionSets, key)) return 'shared';
    const declaration = compiler.namespace.find(key);
    switch (declaration?.kind) {
      case 'fact':
      case 'question':
        return 'input';
      case 'score':
        return declaration.section ? 'shared' : undefined;
      default:
        return declaration && 'shared';
    }
  }

  function checkOwn(position: number, at: Path, scope: PointsScope): void {
    const input = compiler.node(position) as Input;
    if (takesPoints(input)) nodeOf(position, rubric.file, at, scope);
    else complain('M212', at, { found: input.type, name: 'points' }, 'key');
  }

  /** An answer named where several questions share points must be an answer of one of them. */
  function checkShared(at: Path, answers: readonly string[]): void {
    const answered = served.get(JSON.stringify(at));
    if (!answered) return;
    for (const answer of answers) {
      if (answer === 'each' || answered.has(answer)) continue;
      complain('M205', [...at, answer], { found: answer, name: String(at.at(-1)), allowed: [...answered] }, 'key');
    }
  }

  return { nodeOf, check };
}

function rootOf(scope: PointsScope): PointsScope {
  return scope.outer ? rootOf(scope.outer) : scope;
}

/** Whether answers take their points from a table; other numbers count themselves, and text cannot be counted. */
function takesPoints(input: Input): boolean {
  return input.form === 'step' || ['boolean', 'choice', 'list'].includes(input.value.kind);
}
