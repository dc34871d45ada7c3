import { compileCondition } from '../condition/compile.ts';
import type { Condition } from '../condition/condition.ts';
import type { Measure, Measures, Months } from '../model/generated/types.ts';
import type { Path, Problem } from '../model/problem.ts';
import { compare, fromNumber, type Rational, toDecimalText } from '../model/rational.ts';
import type { Compiled } from '../scoring/compile.ts';
import type { Complain } from '../scoring/inputs.ts';
import type { Source } from '../scoring/namespace.ts';
import { compileEffects, type Effect } from './effects.ts';
import { dropTwice, type Listed } from './listed.ts';
import { compileNeeds } from './needs.ts';
import { compileTogether, type Saving } from './together.ts';

/** A measure ready to be planned: its condition, effects and needs settled, its figures exact. */
export interface CompiledMeasure {
  readonly id: string;
  /** As the catalogue states it, for reports. */
  readonly definition: Measure;
  readonly when: Condition | null;
  readonly effects: readonly Effect[];
  /** The ids of the measures that must be done before; never in a circle. */
  readonly needs: readonly string[];
  /** The ids of the measures that cannot be taken together with it, stated here or there. */
  readonly excludes: readonly string[];
  /** What is saved where it is taken together with all of these, in the currency of the costs. */
  readonly savings: readonly Saving[];
  readonly tags: readonly string[];
  /** In the catalogue's one currency; null where none is stated. */
  readonly cost: MeasureCost | null;
  /** Duration in months; null where none is stated. */
  readonly months: Span | null;
}

export interface MeasureCost extends Span {
  readonly currency: string;
  readonly illustrative: boolean;
}

export interface Span {
  readonly low: Rational;
  readonly high: Rational;
}

/** A catalogue ready to plan from, and what is wrong with it. */
export interface CompiledMeasures {
  readonly measures: readonly CompiledMeasure[];
  readonly problems: readonly Problem[];
}

/** Settles a catalogue of measures against a plan; what cannot work is reported and left out. */
export function compileMeasures(source: Source<Measures> | null, compiled: Compiled): CompiledMeasures {
  if (!source) return { measures: [], problems: [] };
  const { file, document } = source;
  const problems: Problem[] = [];
  const complain: Complain = (code, at, details, on = 'value') => problems.push({ code, file, at, on, details });
  const { scope, problems: found } = compiled.scope(file);
  const known = dropTwice(document.measures, ['measures'], new Set(), complain);
  checkCurrency(known, complain);
  const needs = compileNeeds(known, complain);
  const together = compileTogether(known, needs, complain);
  const measures = known.map(({ one: definition, at }): CompiledMeasure => {
    const { id, when, tags = [], cost, months } = definition;
    return {
      id,
      definition,
      when: when ? compileCondition(when, [...at, 'when'], scope) : null,
      effects: compileEffects(definition, at, compiled.plan, complain),
      needs: needs.get(id) ?? [],
      excludes: together.excludes.get(id) ?? [],
      savings: together.savings.get(id) ?? [],
      tags,
      cost: cost
        ? {
            ...readSpan(cost, 'cost', [...at, 'cost'], complain),
            currency: cost.currency,
            illustrative: cost.illustrative ?? false,
          }
        : null,
      months: months ? readSpan(months, 'duration', [...at, 'months'], complain) : null,
    };
  });
  return { measures, problems: [...problems, ...found] };
}

/** Sums of costs are in one currency, so a catalogue has one: that of most of its costs. */
function checkCurrency(listed: readonly Listed<Measure>[], complain: Complain): void {
  const costs = listed.flatMap(({ one: { cost }, at }) => (cost ? [{ currency: cost.currency, at }] : []));
  const count = (wanted: string): number => costs.filter(({ currency }) => currency === wanted).length;
  const usual = costs
    .map(({ currency }) => currency)
    .reduce((most, one) => (count(one) > count(most) ? one : most), '');
  const advice = `Sums are in one currency, here ${usual}: state every cost in it`;
  for (const { currency, at } of costs) {
    if (currency !== usual)
      complain('M111', [...at, 'cost', 'currency'], { found: currency, allowed: [usual], advice });
  }
}

function readSpan(stated: Months, what: string, at: Path, complain: Complain): Span {
  const [low, high] = [fromNumber(stated.low), fromNumber(stated.high)];
  if (compare(low, high) > 0) {
    const name = (end: string, value: Rational): string => `the ${end} ${what} ${toDecimalText(value, 15)}`;
    complain('M215', [...at, 'low'], { found: name('low', low), wanted: name('high', high) });
  }
  return { low, high };
}
