// Areas of an instrument, each of which is paid for separately: the measures of each area, and the rule that adds up
// the amounts of all areas.
import type { AmountRule, Condition, Instrument } from '../../model/index.ts';
import { type CompiledMeasure, selectCovered } from '../measures.ts';
import { AREA_FIGURES, expandYears, nestedRules } from './amount-rule.ts';

/** Splits measures into the areas of an instrument: each measure counts only in the first area that covers it. */
export function splitIntoAreas(
  areas: NonNullable<Instrument['areas']>,
  measures: readonly CompiledMeasure[],
): (readonly CompiledMeasure[])[] {
  let rest = measures;
  return areas.map(({ covers }) => {
    const covered = selectCovered(covers, rest);
    rest = rest.filter((measure) => !covered.includes(measure));
    return covered;
  });
}

/**
 * Returns the rule for the whole amount of an instrument with areas: the instrument's rule is applied to each area that
 * has measures and whose cost reaches the minimum, and the results are added up. Within an area, the cost and the
 * number of measures are those of the area.
 */
export function sumOverAreas({ areas = [], amount, minimum }: Instrument): Instrument['amount'] {
  if (areas.length === 0 || amount === null) return amount;
  const rule: AmountRule = typeof amount === 'number' ? { value: amount } : amount;
  return {
    sum: Object.fromEntries(
      areas.map(({ id }, i): [string, AmountRule] => {
        const when = {
          [`areaMeasures/${i + 1}`]: { minimum: 1 },
          ...(minimum === undefined ? {} : { [`areaCost/${i + 1}`]: { minimum } }),
        } as Condition;
        return [id, { sum: { [`${id}-amount`]: copyForArea(rule, i + 1) }, when }];
      }),
    ),
  };
}

/**
 * Returns a copy of a rule for one area: figures about all measures are replaced by those of the area, and the scores
 * inside the rule get names that no other area uses. `area` counts from 1.
 */
function copyForArea(rule: AmountRule, area: number): AmountRule {
  const innerNames = new Set(nestedRules(expandYears(rule), []).map(({ name }) => name));
  const rename = (name: string): string => {
    const [list] = Object.entries(AREA_FIGURES).find(([, figure]) => figure === name) ?? [];
    if (list !== undefined) return `${list}/${area}`;
    return innerNames.has(name) ? `${name}-area-${area}` : name;
  };
  const copy = (part: unknown): unknown => {
    if (typeof part === 'string') return rename(part);
    if (Array.isArray(part)) return part.map(copy);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [rename(key), copy(value)]));
  };
  return copy(rule) as AmountRule;
}
