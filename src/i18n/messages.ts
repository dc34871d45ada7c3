import type { messages } from './en/index.ts';

/** The shape of English words, with every text widened to `string`: what another language must say as well. */
type Translation<English> = English extends string
  ? string
  : English extends (...given: infer Given) => infer Said
    ? (...given: Given) => Translation<Said>
    : { readonly [Key in keyof English]: Translation<English[Key]> };

/**
 * All words of the interface in one language. English is the contract: what it lacks has no words, and a language that
 * lacks something does not compile. All arguments are words or written numbers, unless their type says otherwise.
 */
export type Messages = Translation<typeof messages>;
