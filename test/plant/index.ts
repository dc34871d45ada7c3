import type { Planting } from './planting.ts';
import { form } from './plantings/form.ts';
import { language } from './plantings/language.ts';
import { operator } from './plantings/operator.ts';
import { option } from './plantings/option.ts';
import { resultFormat } from './plantings/result-format.ts';
import { rule, translatedRule } from './plantings/rule.ts';
import { unit } from './plantings/unit.ts';

export { type Report, runPlantings } from './run-plantings.ts';
export { openCopy } from './throwaway-copy.ts';

/** All plantings; a language is the last, because it copies the texts that others add. */
export const PLANTINGS: readonly Planting[] = [
  operator,
  form,
  rule,
  translatedRule,
  unit,
  resultFormat,
  option,
  language,
];

/** Some plantings by their ids, with those they add to. Throws for an unknown id. */
export function choosePlantings(ids: readonly string[]): readonly Planting[] {
  for (const id of ids) {
    if (!PLANTINGS.some((one) => one.id === id)) {
      throw new Error(`there is no planting ${id}: ${PLANTINGS.map((one) => one.id).join(', ')}`);
    }
  }
  const needed = PLANTINGS.flatMap(({ id, needs }) => (ids.includes(id) && needs !== undefined ? [needs] : []));
  return ids.length === 0 ? PLANTINGS : PLANTINGS.filter(({ id }) => [...ids, ...needed].includes(id));
}
