import type { Said, Sketch } from '../pack.ts';
import type { Draw } from './draw.ts';

/** Every question is a scale from 0 to this. */
export const BEST = 3;

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
    sections,
    points: { [draw.pick(sections).id]: { 0: 0, 1: draw.pick([0, 0.7]), 2: 0.7, 3: draw.pick([0.7, 2.5]) } },
    lists: { keys: { key: { const: 'true' } } },
    scores,
  };
}

function drawRule(draw: Draw, id: string, numbers: readonly string[], several: readonly string[]): object {
  if (numbers.length > 0 && draw.chance(20)) {
    return {
      of: draw.pick(numbers),
      steps: { 0: '0', 0.5: '1', 2: '1.5', 4: '3' },
      edge: draw.pick(['below', 'above']),
    };
  }
  const operator = draw.pick(['sum', 'mean', 'min', 'max']);
  const names = draw.some([...several, ...numbers], 1, 3);
  const weights = names.map((name, i) => [name, draw.pick(i === 0 ? [1, 3] : [0, 1, 0.7, 14])]);
  const inner = draw.maybe(30, () => ({
    [`${id}-inner`]: { weight: draw.pick([1, 2]), [draw.pick(['sum', 'mean'])]: draw.pick(several) },
  }));
  const members = draw.pick([names, { ...Object.fromEntries(weights), ...inner }, draw.pick(several)]);
  return { [operator]: members, ...draw.maybe(15, () => ({ cap: draw.pick([1, 2.5]) })) };
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
