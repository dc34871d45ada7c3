import type { Path } from '../model/problem.ts';
import { type Compiler, membersOf } from './compiler.ts';
import { inputsOf } from './lists.ts';
import { ALL_QUESTIONS } from './namespace.ts';
import type { Input } from './plan.ts';
import { choosePoints, type PointsTable, readPoints } from './points.ts';

/** Makes the points of answers where they are first counted, and checks what the rubric says of points. */
export interface PointNodes {
  nodeOf(position: number, file: string, at: Path): number | undefined;
  check(): void;
}

export function createPointNodes(compiler: Compiler): PointNodes {
  const { rubric, questionnaire } = compiler.sources;
  const points = rubric.document.points ?? {};
  const optionSets = questionnaire.document.optionSets ?? {};
  const complain = compiler.complain(rubric.file);
  const known = new Map<number, number>();
  /** The answers that each entry of `points` was found to give points to. */
  const served = new Map<string, Set<string>>();
  let lists: ReadonlyMap<string, readonly string[]> | undefined;

  function nodeOf(position: number, file: string, at: Path): number | undefined {
    const earlier = known.get(position);
    if (earlier !== undefined) return earlier;
    const input = compiler.node(position) as Input;
    const table = takesPoints(input) ? tableOf(input) : null;
    if (table === null && input.value.kind !== 'number') {
      compiler.complain(file)('M211', at, { found: input.name });
      return undefined;
    }
    const node = compiler.add({ op: 'points', of: position, table });
    known.set(position, node);
    return node;
  }

  function tableOf(input: Input): PointsTable | null {
    const optionSet = typeof input.definition.options === 'string' ? input.definition.options : null;
    lists ??= inputsByList();
    const source = choosePoints(input, optionSet, lists, points, complain);
    if (!source) return null;
    const table = readPoints(input, source, complain);
    served.set(source.key, new Set([...(served.get(source.key) ?? []), ...table.keys()]));
    return table;
  }

  function inputsByList(): Map<string, readonly string[]> {
    const keys = Object.keys(points).flatMap((key) => {
      const declaration = compiler.namespace.find(key);
      return declaration?.kind === 'list' ? [declaration] : [];
    });
    return new Map(keys.map((list) => [list.name, inputsOf(list, compiler)]));
  }

  function check(): void {
    for (const [key, entry] of Object.entries(points)) {
      const at = ['points', key];
      const kind = kindOf(key);
      if (kind === undefined) {
        const wanted = 'question, list, section or option set';
        complain('M203', at, { found: key, wanted, allowed: compiler.namespace.suggest(key) }, 'key');
      } else if (kind === 'input') {
        for (const { value } of membersOf(compiler.resolve(key, rubric.file, at))) checkOwn(value, at);
      } else {
        checkShared(key, Object.keys(entry));
      }
    }
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

  function checkOwn(position: number, at: Path): void {
    const input = compiler.node(position) as Input;
    if (takesPoints(input)) nodeOf(position, rubric.file, at);
    else complain('M212', at, { found: input.type, name: 'points' }, 'key');
  }

  /** An answer named where several questions share points must be an answer of one of them. */
  function checkShared(key: string, answers: readonly string[]): void {
    const answered = served.get(key);
    if (!answered) return;
    for (const answer of answers) {
      if (answer === 'each' || answered.has(answer)) continue;
      complain('M205', ['points', key, answer], { found: answer, name: key, allowed: [...answered] }, 'key');
    }
  }

  return { nodeOf, check };
}

/** Whether answers take their points from a table; other numbers count themselves, and text cannot be counted. */
function takesPoints(input: Input): boolean {
  return input.type === 'scale' || ['boolean', 'choice', 'list'].includes(input.value.kind);
}
