import { stringify } from 'yaml';
import { compile, inOneLine, type Sketch } from '../pack-sketch.ts';
import type { Draw } from './draw.ts';
import type { Size } from './kinds.ts';
import { drawQuestionnaire } from './questionnaire.ts';
import { drawRubric } from './rubric.ts';

const MARK = '--- the case ---';

/** Runs an example; where it fails, the error shows the pack and the answers as YAML. */
export function showing<T>(example: object, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof Error && !error.message.includes(MARK)) {
      const text = stringify(plain(example), { aliasDuplicateObjects: false, lineWidth: 120 });
      error.message += `\n${MARK}\n${text}`;
    }
    throw error;
  }
}

/** Fractions as `1/2`, maps as objects. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return plain(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('top' in value && 'bottom' in value) {
    return value.bottom === 1n ? Number(value.top) : `${value.top}/${value.bottom}`;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

/** A random pack without problems. */
export function drawSketch(draw: Draw, size: Size): Sketch {
  const asked = drawQuestionnaire(draw, size);
  const { facts, optionSets, sections } = asked;
  const drawn = { facts, optionSets, sections: sections.map(({ written }) => written), ...drawRubric(draw, asked) };
  return showing(drawn, () => withBests(drawn));
}

/** States the best of scores for which the engine asks for it; a pack may have no other problem. */
export function withBests(sketch: Sketch): Sketch {
  const { problems } = compile(sketch);
  if (problems.length === 0) return sketch;
  const copy = structuredClone(sketch);
  for (const problem of problems) {
    const { code, at } = problem;
    if (code !== 'M226' || !Array.isArray(at)) throw new Error(inOneLine(problem));
    const rule = at
      .slice(0, -1)
      .reduce((inner, key) => (inner as Record<string, object>)[key] as object, copy as object);
    Object.assign(rule, { best: ASKED_BEST });
  }
  return copy;
}

/** A best that stands only where the engine asked for one. */
const ASKED_BEST = 5;

/** How many scores of a pack the engine wanted the best of. */
export function countAskedBests(sketch: Sketch): number {
  return JSON.stringify(sketch.scores).split(`"best":${ASKED_BEST}`).length - 1;
}
