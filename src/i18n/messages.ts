import type { messages } from './generated/en/index.js';
import type { Numbers } from './numbers.ts';

/**
 * All words of the interface in one language. English is the contract: arguments are named and typed as English uses
 * them. All are words or written numbers, unless their type says otherwise.
 */
export type Messages = Omit<typeof messages, 'language' | 'lists' | 'numbers'> & {
  readonly language: { readonly tag: string; readonly variants: readonly string[] };
  readonly numbers: Numbers;
};
