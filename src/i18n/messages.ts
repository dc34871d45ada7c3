import type { messages } from './generated/en/index.js';
import type { Numbers } from './numbers.ts';

/**
 * All words of the interface in one language. The English messages define the names and types of the arguments. An
 * argument is a word or a formatted number, unless its type says otherwise.
 */
export type Messages = Omit<typeof messages, 'language' | 'lists' | 'numbers'> & {
  readonly language: {
    readonly tag: string;
    readonly variants: readonly string[];
    /** The codes of the countries where the language is spoken (ISO 3166). */
    readonly countries: readonly string[];
  };
  readonly numbers: Numbers;
};
