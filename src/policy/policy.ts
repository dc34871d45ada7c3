import { compileCondition } from '../condition/compile.ts';
import type { Condition } from '../condition/condition.ts';
import type { Instrument, Policy, Tier, Track } from '../model/generated/types.ts';
import type { Path, Problem } from '../model/problem.ts';
import type { Compiled } from '../scoring/compile.ts';
import type { Complain } from '../scoring/inputs.ts';
import type { Source } from '../scoring/namespace.ts';
import type { Plan } from '../scoring/plan.ts';
import { type CompiledAmount, compileAmount } from './amount.ts';
import { type CompiledTerms, compileTerms } from './funding/terms.ts';
import { type CompiledLimits, checkNames, compileLimits, knownGroups } from './limits.ts';
import { dropTwice } from './listed.ts';

/** A track ready to be chosen. */
export interface CompiledTrack {
  readonly id: string;
  /** The id of the policy that holds it. */
  readonly policy: string;
  /** As the policy states it, for reports. */
  readonly definition: Track;
  /** Null for whoever is left. */
  readonly when: Condition | null;
  readonly tiers: readonly CompiledTier[];
}

/** A step of recognition that a track leads to. */
export interface CompiledTier {
  readonly definition: Tier;
  readonly when: Condition;
}

/** An instrument ready to be judged. */
export interface CompiledInstrument {
  readonly id: string;
  /** The id of the policy that holds it. */
  readonly policy: string;
  /** As the policy states it, for reports. */
  readonly definition: Instrument;
  /** ISO 4217 code of its amounts. */
  readonly currency: string;
  readonly when: Condition | null;
  readonly after: Condition | null;
  readonly amount: CompiledAmount;
  readonly terms: CompiledTerms | null;
}

/** A policy and those it includes as one: ready to recommend from, and what is wrong with it. */
export interface CompiledPolicy extends CompiledLimits {
  readonly tracks: readonly CompiledTrack[];
  readonly instruments: readonly CompiledInstrument[];
  /** The pack's plan, and after it what amounts are worked out by. */
  readonly amounts: Plan;
  readonly problems: readonly Problem[];
}

/**
 * Settles policies against a plan that knows their facts: the chosen policy first, then those it includes, whose
 * tracks and instruments come after its own. What cannot work is reported; an id used twice is left out.
 */
export function compilePolicy(sources: readonly Source<Policy>[], compiled: Compiled): CompiledPolicy {
  const problems: Problem[] = [];
  const [trackIds, instrumentIds] = [new Set<string>(), new Set<string>()];
  const known = sources.flatMap(({ document }) => (document.instruments ?? []).map(({ id }) => id));
  const groups = knownGroups(sources);
  const parts = sources.map((source) => {
    const complain: Complain = (code, at, details, on = 'value') =>
      problems.push({ code, file: source.file, at, on, details });
    const { scope, problems: found } = compiled.scope(source.file);
    const condition = (stated: Track['when'] | undefined, at: Path): Condition | null =>
      stated ? compileCondition(stated, at, scope) : null;
    const { id: policy, currency, tracks = [], instruments = [] } = source.document;
    const part = {
      tracks: dropTwice(tracks, ['tracks'], trackIds, complain).map(({ one, at }): CompiledTrack => {
        // Without a condition it would leave nobody for those after it.
        if (!one.when && one !== tracks.at(-1)) complain('M110', at, { name: 'when' });
        const tiers = (one.tiers ?? []).flatMap((definition, i) => {
          const when = condition(definition.when, [...at, 'tiers', i, 'when']);
          return when ? [{ definition, when }] : [];
        });
        return { id: one.id, policy, definition: one, when: condition(one.when, [...at, 'when']), tiers };
      }),
      instruments: dropTwice(instruments, ['instruments'], instrumentIds, complain).map(({ one, at }) => {
        checkInstrument(one, at, known, groups, complain);
        const amount = compileAmount(one.amount, { file: source.file, at: [...at, 'amount'], compiled, complain });
        const terms = one.terms ? compileTerms(one.terms, [...at, 'terms'], compiled.plan, complain) : null;
        const when = condition(one.when, [...at, 'when']);
        const after = condition(one.after, [...at, 'after']);
        return { id: one.id, policy, definition: one, currency, when, after, amount, terms };
      }),
      limits: compileLimits(source, known, { compiled, complain }),
    };
    problems.push(...found);
    return part;
  });
  return {
    tracks: parts.flatMap(({ tracks }) => tracks),
    instruments: parts.flatMap(({ instruments }) => instruments),
    groups: parts.flatMap(({ limits }) => limits.groups),
    ceilings: parts.flatMap(({ limits }) => limits.ceilings),
    amounts: compiled.whole(),
    problems,
  };
}

function checkInstrument(
  { valid, stack, apply }: Instrument,
  at: Path,
  known: readonly string[],
  groups: readonly string[],
  complain: Complain,
): void {
  for (const [key, span] of [['valid', valid] as const, ['apply', apply] as const]) {
    const { from, to } = span ?? {};
    if (from === undefined || to === undefined || to === null || from <= to) continue;
    complain('M215', [...at, key, 'from'], { found: `the first day ${from}`, wanted: `the last day ${to}` });
  }
  const opens = valid?.from;
  const last = apply?.to;
  if (opens !== undefined && last && last < opens)
    complain('M215', [...at, 'valid', 'from'], {
      found: `the first day ${opens}`,
      wanted: `the last to apply, ${last}`,
    });
  checkNames('M219', stack?.excludes, known, [...at, 'stack', 'excludes'], complain);
  if (stack?.combines !== 'all') checkNames('M219', stack?.combines, known, [...at, 'stack', 'combines'], complain);
  checkNames('M203', stack?.groups, groups, [...at, 'stack', 'groups'], complain);
}
