// Separate from load.ts, which is loaded at every start.
import { PROBLEMS } from '../model/index.ts';
import type { Language } from './languages.ts';
import type { ProblemTexts } from './problem-words.ts';

/** Loads the texts of problems in a language; a problem without a text in that language is shown in English. */
export async function loadProblemTexts(language: Language): Promise<ProblemTexts> {
  const texts: ProblemTexts = await import(`./generated/${language}/problems.js`);
  const isComplete = Object.keys(PROBLEMS).every((code) => Object.hasOwn(texts.problems, code));
  if (isComplete) return texts;
  const { englishProblems } = await import('./english-problems.ts');
  return { ...texts, otherwise: englishProblems };
}
