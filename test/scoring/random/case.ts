import type { Sketch } from '../pack.ts';
import type { Draw } from './draw.ts';
import { drawQuestionnaire, type Size } from './questionnaire.ts';
import { drawRubric } from './rubric.ts';

/** Runs an example; where it fails, the error shows the pack and the answers. */
export function showing<T>(example: object, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof Error && !error.message.includes('"sections"'))
      error.message += `\n${JSON.stringify(example, (_, value) => (typeof value === 'bigint' ? String(value) : value))}`;
    throw error;
  }
}

/** A random pack. */
export function drawSketch(draw: Draw, size: Size): Sketch {
  const asked = drawQuestionnaire(draw, size);
  const { facts, optionSets, sections } = asked;
  return { facts, optionSets, sections, ...drawRubric(draw, asked) };
}
