import type { Sketch } from '../pack.ts';
import type { Draw } from './draw.ts';
import { drawQuestionnaire, type Size } from './questionnaire.ts';
import { drawRubric } from './rubric.ts';

/** A random pack. */
export function drawSketch(draw: Draw, size: Size): Sketch {
  const asked = drawQuestionnaire(draw, size);
  const { facts, optionSets, sections } = asked;
  return { facts, optionSets, sections, ...drawRubric(draw, asked) };
}
