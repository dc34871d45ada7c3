import { compileCondition } from '../condition/compile.ts';
import type { Condition } from '../condition/condition.ts';
import { didYouMean } from '../model/closest.ts';
import type { Instrument, Policy, Track } from '../model/generated/types.ts';
import type { Path, Problem } from '../model/problem.ts';
import type { Compiled } from '../scoring/compile.ts';
import type { Complain } from '../scoring/inputs.ts';
import type { Source } from '../scoring/namespace.ts';
import { checkAmount } from './amount.ts';
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
}

/** A policy and those it includes as one: ready to recommend from, and what is wrong with it. */
export interface CompiledPolicy {
  readonly tracks: readonly CompiledTrack[];
  readonly instruments: readonly CompiledInstrument[];
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
        return { id: one.id, policy, definition: one, when: condition(one.when, [...at, 'when']) };
      }),
      instruments: dropTwice(instruments, ['instruments'], instrumentIds, complain).map(({ one, at }) => {
        checkInstrument(one, at, known, complain);
        checkAmount(one.amount, [...at, 'amount'], compiled.plan, scope, complain);
        const when = condition(one.when, [...at, 'when']);
        const after = condition(one.after, [...at, 'after']);
        return { id: one.id, policy, definition: one, currency, when, after };
      }),
    };
    problems.push(...found);
    return part;
  });
  return {
    tracks: parts.flatMap(({ tracks }) => tracks),
    instruments: parts.flatMap(({ instruments }) => instruments),
    problems,
  };
}

function checkInstrument({ valid, stack }: Instrument, at: Path, known: readonly string[], complain: Complain): void {
  if (valid?.from !== undefined && valid.to !== undefined && valid.from > valid.to) {
    const details = { found: `the first day ${valid.from}`, wanted: `the last day ${valid.to}` };
    complain('M215', [...at, 'valid', 'from'], details);
  }
  stack?.excludes?.forEach((id, i) => {
    if (known.includes(id)) return;
    const nearest = didYouMean(id, known);
    complain('M219', [...at, 'stack', 'excludes', i], { found: id, allowed: nearest === undefined ? [] : [nearest] });
  });
}
