import type { PhraseArguments, ProblemCode } from '../model/index.ts';
import * as texts from './generated/en/problems.js';
import type { ProblemTexts } from './problem-words.ts';

/** How problems speak in English, which the library speaks without loading anything. */
export const englishProblems = texts satisfies AllProblems as unknown as ProblemTexts;

/** The texts that English must have. */
interface AllProblems {
  readonly problems: Readonly<Record<ProblemCode, unknown>>;
  readonly phrases: Readonly<Record<keyof PhraseArguments, unknown>>;
}
