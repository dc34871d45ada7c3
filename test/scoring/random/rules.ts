import { drawPairwise } from './comparisons.ts';
import { drawCondition } from './conditions.ts';
import { drawSteps } from './derivations.ts';
import type { Draw } from './draw.ts';
import { drawExtras, drawInherited, drawLine } from './extras.ts';
import { type Material, OPERATORS } from './material.ts';

const WEIGHTS = [1, 2, 3, 0.5, 14, 0];

/** A rule, and the names of the scores inside it. */
export interface Drawn {
  readonly rule: object;
  readonly inner: readonly string[];
}

const KINDS = ['combine', 'combine', 'combine', 'share', 'pairwise', 'steps', 'linear', 'first', 'levels', 'value'];

export function drawRule(draw: Draw, id: string, material: Material, depth: number): Drawn {
  const kind = draw.pick(KINDS);
  if (kind === 'share' && material.ranked.length > 0) return drawShare(draw, id, material);
  const extras = drawExtras(draw, material);
  const alone = (rule: object): Drawn => ({ rule: { ...rule, ...extras }, inner: [] });
  switch (kind) {
    case 'steps':
      return alone({ of: draw.pick(material.numbers), ...drawSteps(draw, ['0', '1', '2.5', '-1']) });
    case 'linear':
      return alone({ of: draw.pick(material.numbers), linear: drawLine(draw) });
    case 'first':
      return alone({ first: drawFirst(draw, material) });
    case 'levels':
      return alone({ levels: drawLevels(draw, material) });
    case 'value':
      return alone({ value: draw.pick([110, 0, 2.5, -1.25]) });
    case 'pairwise': {
      if (depth > 0 && draw.chance(30)) {
        const { members, inner } = drawInner(draw, id, material, depth, 2, () => ({}));
        return { rule: { mean: members, pairwise: drawPairwise(draw, Object.keys(members)), ...extras }, inner };
      }
      const names = draw.some([...material.numbers, ...material.lists], 2, 5);
      return alone({ mean: names, pairwise: drawPairwise(draw, names) });
    }
    default: {
      const operator = draw.pick(OPERATORS);
      const { members, inner } = drawMembers(draw, id, operator, material, depth);
      return { rule: { [operator]: members, ...extras }, inner };
    }
  }
}

function drawFirst(draw: Draw, material: Material): object[] {
  return [0, 1, 2].slice(0, draw.whole(1, 3)).map((i) => ({
    value: draw.chance(50) ? draw.pick(material.numbers) : draw.pick(['0', '2', '1.5']),
    ...(i > 0 && draw.chance(40) ? {} : { when: drawCondition(draw, material.names) }),
  }));
}

interface Members {
  readonly members: unknown;
  readonly inner: readonly string[];
}

interface Inner extends Members {
  readonly members: Readonly<Record<string, object>>;
}

/** Members: a list's name, several names, or a map of weights with scores inside. */
function drawMembers(draw: Draw, id: string, operator: string, material: Material, depth: number): Members {
  if (draw.chance(25)) return { members: draw.pick(material.several), inner: [] };
  const chosen = draw.some([...material.numbers, ...material.several], 1, 3);
  const nested = depth > 0 && draw.chance(50);
  const takesWeights = operator === 'sum' || operator === 'mean';
  if (!takesWeights && nested) return drawInner(draw, id, material, depth, 1, () => ({}));
  if (!takesWeights || draw.chance(30)) return { members: chosen, inner: [] };
  const members = Object.fromEntries(chosen.map((name) => [name, drawWeight(draw, operator, material)]));
  const { members: more, inner } = nested
    ? drawInner(draw, id, material, depth, 1, () =>
        draw.maybe(80, () => ({ weight: drawWeight(draw, 'mean', material) })),
      )
    : { members: {}, inner: [] };
  const all = { ...members, ...more };
  if (Object.values(all).every(countsNothing)) all[chosen[0] as string] = 1;
  return { members: all, inner };
}

function countsNothing(weight: unknown): boolean {
  return weight === 0 || (typeof weight === 'object' && weight !== null && 'weight' in weight && weight.weight === 0);
}

/** One or two scores inside, with what else each has. */
function drawInner(
  draw: Draw,
  id: string,
  material: Material,
  depth: number,
  least: number,
  beside: () => object,
): Inner {
  const members: Record<string, object> = {};
  const inner: string[] = [];
  for (const part of ['a', 'b'].slice(0, draw.whole(least, 2))) {
    const name = `${id}-${part}`;
    const own = drawRule(draw, name, material, depth - 1);
    members[name] = { ...beside(), ...own.rule };
    inner.push(name, ...own.inner);
  }
  return { members, inner };
}

/** A weight: a number, or the name of what gives it. */
function drawWeight(draw: Draw, operator: string, { numbers }: Material): number | string {
  if (draw.chance(30)) return draw.pick(numbers);
  return draw.pick(operator === 'sum' ? [...WEIGHTS, -2] : WEIGHTS);
}

/** A share of what is possible, over what has a best of its own; no weight is below 0. */
function drawShare(draw: Draw, id: string, material: Material): Drawn {
  const { positive, ranked } = material;
  const operator = draw.pick(['sum', 'sum', 'mean']);
  const rescaled = { to: draw.pick([100, 1, 10]), ...drawInherited(draw, material) };
  const lists = material.lists.filter((name) => ranked.includes(name));
  if (draw.chance(30)) return { rule: { [operator]: draw.pick(lists), ...rescaled }, inner: [] };
  // A list among several members of a mean is a mean of its own, and such a one need not have a best.
  const single = operator === 'sum' ? ranked : ranked.filter((name) => !lists.includes(name));
  const names = draw.some(single, 1, 3);
  if (draw.chance(30)) return { rule: { [operator]: names, ...rescaled }, inner: [] };
  const weights = names.map((name, i) => [
    name,
    positive.length > 0 && draw.chance(20) ? draw.pick(positive) : draw.pick(i === 0 ? [1, 2] : WEIGHTS),
  ]);
  const name = `${id}-sum`;
  const inner = draw.maybe(30, () => ({
    [name]: { ...draw.maybe(50, () => ({ weight: draw.pick([2, 0.5]) })), ...drawSum(draw, material) },
  }));
  return {
    rule: { [operator]: { ...Object.fromEntries(weights), ...inner }, ...rescaled },
    inner: Object.keys(inner),
  };
}

/** A sum with a best of its own. */
export function drawSum(draw: Draw, material: Material): object {
  const names = draw.some(material.ranked, 1, 3);
  const members = draw.pick([names, Object.fromEntries(names.map((name) => [name, draw.pick([1, 2, 0.5])]))]);
  return {
    sum: members,
    ...draw.maybe(10, () => ({ when: drawCondition(draw, material.names) })),
    ...drawInherited(draw, material),
  };
}

/** Levels in any order; the lowest may go without a condition. */
function drawLevels(draw: Draw, { names }: Material): object[] {
  const values = draw.some([3, 1, 2.5, 2], 1, 4);
  const free = draw.chance(20) ? Math.min(...values) : null;
  return values.map((value) => (value === free ? { value } : { value, when: drawCondition(draw, names) }));
}

/** The pack's level. */
export function drawLevel(draw: Draw, material: Material): object {
  const extras = drawExtras(draw, material);
  if (draw.chance(60)) return { levels: drawLevels(draw, material), ...extras };
  return { of: draw.pick(material.numbers), steps: { 0: '1', 1: '2', 2: '3' }, ...extras };
}
