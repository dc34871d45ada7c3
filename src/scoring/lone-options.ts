// Finds options that may only be chosen together with other options but were chosen without them.

import type { Condition } from './condition.ts';
import type { InputOption } from './forms/form.ts';
import type { Input } from './plan.ts';

/**
 * Returns a condition that holds if an option is chosen without all the options it requires; null if no option of the
 * question requires others.
 */
export function createLoneOptionCondition({ name, options }: Input, node: number): Condition | null {
  const dependentOptions = options.filter((option) => option.with.length > 0);
  if (dependentOptions.length === 0) return null;
  const hasOption = (id: string): Condition => ({
    op: 'entry',
    name,
    node,
    test: { keyword: 'contains', of: { keyword: 'const', atoms: [id] }, least: 1, most: null },
  });
  return {
    op: 'any',
    of: dependentOptions.map((option) => ({
      op: 'all',
      of: [hasOption(option.id), { op: 'not', of: { op: 'all', of: option.with.map(hasOption) } }],
    })),
  };
}

/**
 * Finds the first chosen option that requires other options which were not chosen, and returns it with these options.
 */
export function findLoneOption(
  { options }: Input,
  chosen: readonly unknown[],
): { readonly option: InputOption; readonly missing: readonly string[] } | undefined {
  for (const option of options) {
    const missing = chosen.includes(option.id) ? option.with.filter((id) => !chosen.includes(id)) : [];
    if (missing.length > 0) return { option, missing };
  }
  return undefined;
}
