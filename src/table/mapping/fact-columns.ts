// Reads columns of facts in tables that are not answered forms, such as registries.

import { readRegion } from '../../model/index.ts';
import type { Plan } from '../../scoring/index.ts';
import { createValueLookup } from '../marked-text.ts';
import { isKeyFact, isQuestion } from '../results/result-columns.ts';
import { listCodedChoices, valueSpellingsOf } from './answer-spellings.ts';
import { createHeadingLookup } from './heading-match.ts';
import { isRegionHeading } from './input-names.ts';

/** The fact that a column states. */
export interface FactColumnReading {
  readonly name: string;
  /** Whether the fact tells enterprises apart. */
  readonly isKey: boolean;
  /** Returns the id that batch results have for a cell; null if the fact has no listed values. */
  readonly toValue: ((cell: string) => string) | null;
}

/** The region of a country, which registries state although few packs ask for it. */
const REGION_READING: FactColumnReading = {
  name: 'province',
  isKey: false,
  toValue: (cell) => readRegion(cell) ?? cell,
};

/**
 * Creates a function that finds the fact meant by a heading, which may be its id or its title in any language. A number
 * is not a fact to group by, so its heading means nothing.
 */
export function createFactReader(plan: Plan): (heading: string) => FactColumnReading | undefined {
  const lookUp = createHeadingLookup(plan);
  return (heading) => {
    const input = plan.inputs[Number(lookUp(heading)?.meaning ?? Number.NaN)];
    if (!input && isRegionHeading(heading)) return REGION_READING;
    if (!input || isQuestion(input) || input.value.kind === 'number') return undefined;
    const choices = listCodedChoices(input);
    const findValue = createValueLookup(valueSpellingsOf(input));
    return {
      name: input.name,
      isKey: isKeyFact(input),
      toValue: choices.length === 0 ? null : (cell) => choices[findValue(cell) ?? -1]?.id ?? cell,
    };
  };
}
