import type { PhraseArguments, ProblemCode } from '../model/index.ts';
import * as texts from './generated/en/problems.js';
import type { ProblemTexts } from './problem-words.ts';

/** The texts of problems in English; a static import, so that the library can word a problem without loading a file. */
export const englishProblems = texts satisfies AllProblems as unknown as ProblemTexts;

/** The texts that English must have: one for every problem and every phrase. */
interface AllProblems {
  readonly problems: Readonly<Record<ProblemCode, unknown>>;
  readonly phrases: Readonly<Record<keyof PhraseArguments, unknown>>;
}
