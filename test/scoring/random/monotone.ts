import type { Said, Sketch } from '../pack-sketch.ts';
import type { Draw } from './draw.ts';

/** Every question is a scale from 0 to this. */
export const BEST = 3;

/** Points that evidence raises, and its absence does not lower below those of the answer before. */
const PROVEN = { evidence: 2.5, without: 0.7 };

export interface MonotoneSketch extends Sketch {
  readonly sections: readonly {
    readonly id: string;
    readonly questions: readonly { readonly id: string; readonly tags: { readonly key: string } }[];
  }[];
}

/**
 * A pack in which a better answer never makes a score worse: scales with rising points, weights that are not negative,
 * rising steps, levels that ask for at least something. Rules name sections, lists by tags and scores, never a
 * question, so that a question can be taken away. The first question of a section is a key question.
 */
export function drawMonotone(draw: Draw, notApplicable = true): MonotoneSketch {
  const sections = [0, 1, 2].slice(0, draw.whole(1, 3)).map((s) => ({
    id: `s${s}`,
    questions: [0, 1, 2].slice(0, draw.whole(2, 3)).map((q) => ({
      id: `q${s}${q}`,
      type: 'scale',
      maximum: BEST,
      notApplicable,
      tags: { key: q === 0 || draw.chance(30) ? 'true' : 'false' },
    })),
  }));
  const several = ['all', 'keys', ...sections.map(({ id }) => id)];
  const numbers: string[] = [];
  const scores: Record<string, object> = {};
  for (let i = 0; i < draw.whole(2, 4); i++) {
    scores[`t${i}`] = drawRule(draw, `t${i}`, numbers, several);
    numbers.push(`t${i}`);
  }
  scores.level = { levels: [1, 2, 3].map((value) => ({ value, when: drawGate(draw, numbers) })) };
  return {
    facts: [{ id: 'size', type: 'integer', minimum: 1, maximum: 3, default: '2' }],
    sections,
    points: {
      [draw.pick(sections).id]: { 0: 0, 1: draw.pick([0, 0.7]), 2: 0.7, 3: draw.pick([0.7, 2.5, PROVEN]) },
    },
    lists: { keys: { key: { const: 'true' } } },
    scores,
  };
}

function drawRule(draw: Draw, id: string, numbers: readonly string[], several: readonly string[]): object {
  if (numbers.length > 0 && draw.chance(30)) {
    const of = draw.pick(numbers);
    if (draw.chance(50)) return { of, linear: { 0: 0, 1: draw.pick([0, 1]), 3: 2.5, 10: 4 }, ...drawLimits(draw) };
    return { of, steps: { 0: '0', 0.5: '1', 2: '1.5', 4: '3' }, edge: draw.pick(['below', 'above']) };
  }
  const operator = draw.pick(['sum', 'mean', 'min', 'max']);
  const names = draw.some([...several, ...numbers], 1, 3);
  const takesWeights = operator === 'sum' || operator === 'mean';
  const weights = takesWeights
    ? names.map((name, i) => [name, draw.pick(i === 0 ? [1, 3, 'size'] : [0, 1, 0.7, 14, 'size'])])
    : [];
  const inner = draw.maybe(takesWeights ? 30 : 100, () => ({
    [`${id}-inner`]: {
      ...(takesWeights ? { weight: draw.pick([1, 2]) } : {}),
      [draw.pick(['sum', 'mean'])]: draw.pick(several),
    },
  }));
  const pairs = names.slice(1).map((name, i) => [names[i], { [name]: 2 }]);
  if (operator === 'mean' && names.length === 2 && draw.chance(40)) {
    return { mean: names, pairwise: Object.fromEntries(pairs), ...drawLimits(draw) };
  }
  if (draw.chance(20)) return { sum: draw.pick(several), to: draw.pick([100, 1]), ...drawLimits(draw) };
  const members = draw.pick([names, { ...Object.fromEntries(weights), ...inner }, draw.pick(several)]);
  return { [operator]: members, ...drawLimits(draw) };
}

/** What keeps the order of values. */
function drawLimits(draw: Draw): object {
  return {
    ...draw.maybe(15, () => ({ floor: draw.pick([0.5, 1]) })),
    ...draw.maybe(15, () => ({ cap: draw.pick([1, 2.5]) })),
    ...draw.maybe(15, () => ({ round: draw.pick([0, 1, { mode: 'half-even' }, { mode: 'down' }, { mode: 'up' }]) })),
  };
}

function drawGate(draw: Draw, numbers: readonly string[]): object {
  const minimum = draw.pick([0, 0.5, 1, 2, 4]);
  const gate = { [draw.pick(numbers)]: { minimum } };
  if (draw.chance(60)) return gate;
  const kOfN = { contains: { minimum }, minContains: draw.whole(1, 2) };
  return { ...gate, anyOf: [{ all: kOfN }, { keys: { items: { minimum: 1 } } }] };
}

/** A sheet for such a pack: every question answered. */
export function drawScales(draw: Draw, { sections }: MonotoneSketch): Record<string, number> {
  const questions = sections.flatMap((section) => section.questions);
  return Object.fromEntries(questions.map(({ id }) => [id, draw.whole(0, BEST)]));
}

/** The same answers with one question taken away. */
export function without(sketch: MonotoneSketch, said: Said, id: string): { sketch: MonotoneSketch; said: Said } {
  const { [id]: _, ...rest } = said;
  const sections = sketch.sections.map((section) => ({
    ...section,
    questions: section.questions.filter((question) => question.id !== id),
  }));
  return { sketch: { ...sketch, sections }, said: rest };
}
