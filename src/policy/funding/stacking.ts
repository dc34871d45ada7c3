import { compare, divide, fromNumber, multiply, type Rational, ZERO } from '../../model/rational.ts';
import { costTogether, type Estimate, sumOfCosts } from '../cost.ts';
import type { CompiledCeiling, CompiledGroup } from '../limits.ts';
import type { CompiledMeasure } from '../measures.ts';
import type { CompiledInstrument } from '../policy.ts';
import type { CountLimit, Limit } from './combination.ts';
import { paysForMeasures } from './pays-for.ts';

/** Whether two instruments may be had together: the source says no, says yes, or nobody says anything. */
export type Relation = 'excluded' | 'stated' | 'unknown';

/** What either of two instruments says holds for both; a group that allows two of its own together says so, too. */
export function relationOf(a: CompiledInstrument, b: CompiledInstrument, groups: readonly CompiledGroup[]): Relation {
  if (excludes(a, b.id) || excludes(b, a.id)) return 'excluded';
  const shared = groups.filter(({ id }) => joins(a, id) && joins(b, id));
  if (shared.some(({ definition }) => definition.most === 1)) return 'excluded';
  return shared.length > 0 || combines(a, b.id) || combines(b, a.id) ? 'stated' : 'unknown';
}

function excludes({ definition }: CompiledInstrument, id: string): boolean {
  return definition.stack?.excludes?.includes(id) ?? false;
}

function combines({ definition }: CompiledInstrument, id: string): boolean {
  const named = definition.stack?.combines;
  return named === 'all' || (named?.includes(id) ?? false);
}

function joins({ definition }: CompiledInstrument, group: string): boolean {
  return definition.stack?.groups?.includes(group) ?? false;
}

/** A group with the money its instruments may bring together; null where that is not known or not limited. */
export interface SettledGroup {
  readonly group: CompiledGroup;
  readonly cap: Rational | null;
}

/** An instrument that pays, with the measures it covers. */
export interface Paying {
  readonly instrument: CompiledInstrument;
  readonly covered: readonly CompiledMeasure[];
}

export function countLimits(groups: readonly CompiledGroup[], paying: readonly Paying[]): CountLimit[] {
  return groups.flatMap(({ id, definition: { most } }) =>
    most === undefined ? [] : [{ id, most, of: groupMembers(id, paying) }],
  );
}

export function groupLimits(groups: readonly SettledGroup[], paying: readonly Paying[]): Limit[] {
  return groups.flatMap(({ group: { id }, cap }) =>
    cap === null
      ? []
      : [{ id, most: cap, factors: new Map([...groupMembers(id, paying)].map((member) => [member, ONE])) }],
  );
}

/** The ids of those instruments that join a group. */
export function groupMembers(group: string, paying: readonly Pick<Paying, 'instrument'>[]): ReadonlySet<string> {
  return new Set(paying.flatMap(({ instrument }) => (joins(instrument, group) ? [instrument.id] : [])));
}

const ONE: Rational = { n: 1n, d: 1n };

/**
 * The limits that ceilings set: of all measures that count together, or of each. Over several measures an instrument's
 * money is spread in proportion to their cost. A measure without a stated cost brings nothing to a ceiling, so that no
 * sum is promised which its real cost might not carry.
 */
export function ceilingLimits(
  ceilings: readonly CompiledCeiling[],
  paying: readonly Paying[],
  measures: readonly CompiledMeasure[],
  estimate: Estimate,
): Limit[] {
  return ceilings.flatMap(({ id, definition: { share, per = 'total', covers, instruments } }): Limit[] => {
    const counting = paying.filter(({ instrument }) => countsIn(instrument, instruments));
    const counted = measures.filter(({ tags }) => !covers || tags.some((tag) => covers.includes(tag)));
    const parts = per === 'total' ? [counted] : counted.map((measure) => [measure]);
    return parts.map((part) => ({
      id,
      most: multiply(fromNumber(share), costTogether(part, estimate)),
      factors: new Map(
        counting.flatMap(({ instrument, covered }): [string, Rational][] => {
          const factor = shareOn(part, covered, estimate);
          return factor.n === 0n ? [] : [[instrument.id, factor]];
        }),
      ),
    }));
  });
}

/** Whether an instrument counts towards a ceiling on those that are named, or on vouchers and subsidies for measures. */
export function countsIn(instrument: CompiledInstrument, named: readonly string[] | undefined): boolean {
  const { id, definition } = instrument;
  return named ? named.includes(id) : paysForMeasures(instrument) && definition.type !== 'award';
}

/** Which part of an instrument's money goes to some measures. */
function shareOn(part: readonly CompiledMeasure[], covered: readonly CompiledMeasure[], estimate: Estimate): Rational {
  const whole = sumOfCosts(covered, estimate);
  if (compare(whole, ZERO) === 0) return part.some((measure) => covered.includes(measure)) ? ONE : ZERO;
  const on = covered.filter(({ id }) => part.some((measure) => measure.id === id));
  return divide(sumOfCosts(on, estimate), whole);
}
