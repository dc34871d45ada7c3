// Not in load.ts, which is loaded at every start.
import { PROBLEMS } from '../model/index.ts';
import type { Language } from './languages.ts';
import type { ProblemTexts } from './problem-words.ts';

/** How problems speak in a language; those that it has no sentence for yet speak English. */
export async function loadProblemTexts(language: Language): Promise<ProblemTexts> {
  const texts: ProblemTexts = await import(`./${language}/problems.ts`);
  const isComplete = Object.keys(PROBLEMS).every((code) => Object.hasOwn(texts.problems, code));
  return isComplete
    ? texts
    : { problems: texts.problems, phrases: texts.phrases, otherwise: await import('./en/problems.ts') };
}
