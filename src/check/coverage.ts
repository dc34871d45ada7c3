import type { CompiledMeasure } from '../policy/measures.ts';
import type { CompiledInstrument } from '../policy/policy.ts';
import type { Plan } from '../scoring/plan.ts';
import type { CaseTrace } from './case-run.ts';
import { adviceProbes } from './coverage/advice.ts';
import { COVERAGE_KINDS, type CoverageItem, type CoverageKind } from './coverage/item.ts';
import { planProbes } from './coverage/plan.ts';

/** How much of a pack its cases touch. */
export interface Coverage {
  /** Each kind of which the pack has something. */
  readonly kinds: readonly (Tally & { readonly kind: CoverageKind })[];
  readonly total: Tally;
  readonly untouched: readonly CoverageItem[];
}

export interface Tally {
  readonly touched: number;
  readonly of: number;
}

/** A pack with one policy, and what the cases that were run against it came to. */
export interface CoverageBasis {
  readonly plan: Plan;
  readonly measures: readonly CompiledMeasure[];
  readonly instruments: readonly CompiledInstrument[];
  readonly traces: readonly CaseTrace[];
}

/**
 * What of a pack the cases touch: options of scored questions, steps, cases of `first`, levels with their requirements,
 * measures and instruments. One basis for each policy that the pack or a case names.
 */
export function measureCoverage(bases: readonly CoverageBasis[]): Coverage {
  const known = new Map<string, { readonly item: CoverageItem; touched: boolean }>();
  for (const basis of bases) {
    for (const { item, touches } of [...planProbes(basis.plan), ...adviceProbes(basis)]) {
      const key = JSON.stringify(item);
      const entry = known.get(key) ?? { item, touched: false };
      known.set(key, entry);
      entry.touched ||= basis.traces.some(touches);
    }
  }
  return tally([...known.values()]);
}

function tally(entries: readonly { readonly item: CoverageItem; readonly touched: boolean }[]): Coverage {
  const count = (some: typeof entries): Tally => ({
    touched: some.filter(({ touched }) => touched).length,
    of: some.length,
  });
  const kinds = COVERAGE_KINDS.map((kind) => ({ kind, ...count(entries.filter(({ item }) => item.kind === kind)) }));
  return {
    kinds: kinds.filter(({ of }) => of > 0),
    total: count(entries),
    untouched: COVERAGE_KINDS.flatMap((kind) =>
      entries.flatMap(({ item, touched }) => (item.kind === kind && !touched ? [item] : [])),
    ),
  };
}

/** The share that is touched, in per cent; all of it where there is nothing to touch. */
export function percentOf({ touched, of }: Tally): number {
  return of === 0 ? 100 : (touched / of) * 100;
}

/** How many more would have to be touched for that many per cent; 0 where they are reached. */
export function missingFor(percent: number, { touched, of }: Tally): number {
  return Math.max(0, Math.ceil((percent * of) / 100) - touched);
}
