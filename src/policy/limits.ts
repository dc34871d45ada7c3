import { didYouMean } from '../model/closest.ts';
import type { Ceiling, Policy, StackGroup } from '../model/generated/types.ts';
import type { Path, ProblemCode } from '../model/problem.ts';
import type { Compiled } from '../scoring/compile.ts';
import type { Complain } from '../scoring/inputs.ts';
import type { Source } from '../scoring/namespace.ts';
import { type CompiledAmount, compileAmount } from './amount.ts';
import { dropTwice } from './listed.ts';

/** A limit that several instruments share. */
export interface CompiledGroup {
  readonly id: string;
  /** The id of the policy that holds it. */
  readonly policy: string;
  readonly definition: StackGroup;
  /** Null without a limit of money. */
  readonly cap: CompiledAmount | null;
}

/** The share of the cost that public money may reach. */
export interface CompiledCeiling {
  readonly id: string;
  readonly policy: string;
  readonly definition: Ceiling;
}

export interface CompiledLimits {
  readonly groups: readonly CompiledGroup[];
  readonly ceilings: readonly CompiledCeiling[];
}

/** Settles the limits of a policy; instruments they name and that are not `known` are reported. */
export function compileLimits(
  { file, document }: Source<Policy>,
  known: readonly string[],
  { compiled, complain }: { readonly compiled: Compiled; readonly complain: Complain },
): CompiledLimits {
  const groups = dropTwice(document.groups ?? [], ['groups'], new Set(), complain);
  const ceilings = dropTwice(document.ceilings ?? [], ['ceilings'], new Set(), complain);
  return {
    groups: groups.map(({ one, at }) => {
      if (one.most === undefined && one.cap === undefined) complain('M110', at, { name: 'cap' });
      const cap =
        one.cap === undefined ? null : compileAmount(one.cap, { file, at: [...at, 'cap'], compiled, complain });
      return { id: one.id, policy: document.id, definition: one, cap };
    }),
    ceilings: ceilings.map(({ one, at }) => {
      checkNames('M219', one.instruments, known, [...at, 'instruments'], complain);
      return { id: one.id, policy: document.id, definition: one };
    }),
  };
}

/** The groups that instruments of these policies can join. */
export function knownGroups(sources: readonly Source<Policy>[]): string[] {
  return sources.flatMap(({ document }) => (document.groups ?? []).map(({ id }) => id));
}

/** Reports the names of a list that are not known. */
export function checkNames(
  code: Extract<ProblemCode, 'M203' | 'M219'>,
  names: readonly string[] | undefined,
  known: readonly string[],
  at: Path,
  complain: Complain,
): void {
  names?.forEach((name, i) => {
    if (known.includes(name)) return;
    const nearest = didYouMean(name, known);
    const allowed = nearest === undefined ? [] : [nearest];
    complain(code, [...at, i], { found: name, allowed, ...(code === 'M203' ? { wanted: 'group' } : {}) });
  });
}
