import type { Condition, Rubric, Score } from '../model/generated/types.ts';
import type { Change } from './change.ts';
import { isSame } from './parts.ts';
import { renameCondition } from './renamed-rule.ts';
import { nameNow, type Renames } from './renames.ts';

/** The one score whose steps are levels. */
const LEVEL = 'level';

/** Levels added and removed, and of each level the requirements added, removed and changed. */
export function compareGates(old: Rubric, now: Rubric, renames: Renames): Change[] {
  return Object.entries(now.scores).flatMap(([score, rule]) => {
    const stated = Object.hasOwn(old.scores, score) ? old.scores[score] : undefined;
    if (stated === undefined) return [];
    const before = levelsOf(score, stated, renames);
    const after = levelsOf(score, rule, { names: new Map(), options: new Map() });
    const values = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => a - b);
    return values.flatMap((level) => compareLevel(score, level, before.get(level), after.get(level)));
  });
}

function compareLevel(
  score: string,
  level: number,
  before: readonly Condition[] | undefined,
  after: readonly Condition[] | undefined,
): Change[] {
  const place = { thing: 'level', name: String(level), of: score } as const;
  const listed: Change[] = !before ? [{ kind: 'added', ...place }] : !after ? [{ kind: 'removed', ...place }] : [];
  const gates = after ? pairRequirements(before ?? [], after) : [];
  return [
    ...listed,
    ...gates.map(([one, other]): Change => ({ kind: 'gate', score, level, before: one ?? null, after: other ?? null })),
  ];
}

/** What each level needs by itself, one requirement each. */
function levelsOf(name: string, score: Score, renames: Renames): ReadonlyMap<number, readonly Condition[]> {
  if (typeof score === 'string') return new Map();
  const { levels, steps, of, edge } = score;
  if (levels) {
    return new Map(levels.map(({ value, when }) => [value, when ? requirements(renameCondition(when, renames)) : []]));
  }
  if (name !== LEVEL || !steps || of === undefined) return new Map();
  const sorted = Object.entries(steps).sort(([a], [b]) => Number(a) - Number(b));
  return new Map(
    sorted.map(([bound, value], i) => {
      const keyword = edge === 'above' && i > 0 ? 'exclusiveMinimum' : 'minimum';
      return [Number(value), [{ [nameNow(of, renames)]: { [keyword]: Number(bound) } }]];
    }),
  );
}

function requirements({ allOf = [], anyOf, not, ...entries }: Condition): Condition[] {
  return [
    ...Object.entries(entries).map(([name, test]) => ({ [name]: test }) as Condition),
    ...allOf.flatMap(requirements),
    ...(anyOf ? [{ anyOf }] : []),
    ...(not ? [{ not }] : []),
  ];
}

/** Requirements that differ: those on the same name belong together, in their order. */
function pairRequirements(
  before: readonly Condition[],
  after: readonly Condition[],
): [Condition | undefined, Condition | undefined][] {
  const gone = before.filter((one) => !after.some((other) => isSame(one, other)));
  const come = after.filter((one) => !before.some((other) => isSame(one, other)));
  const pairs = gone.map((one): [Condition, Condition | undefined] => {
    const at = come.findIndex((other) => subjectOf(other) === subjectOf(one));
    return [one, at < 0 ? undefined : come.splice(at, 1)[0]];
  });
  return [...pairs, ...come.map((one): [undefined, Condition] => [undefined, one])];
}

function subjectOf(requirement: Condition): string {
  return Object.keys(requirement).join();
}
