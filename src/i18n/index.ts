export { type BrowserMessages, loadBrowserMessages } from './browser.ts';
export { CodedRefusal } from './coded-refusal.ts';
export { englishProblems } from './english-problems.ts';
export { baseOf, chooseLanguage, LANGUAGE_CODES, LANGUAGES, type Language } from './languages.ts';
export {
  type HelpText,
  type HelpTexts,
  loadHelp,
  loadMessages,
  loadProgrammeWords,
  loadRuleTexts,
  type ProgrammeWords,
  type RuleTexts,
} from './load.ts';
export { loadProblemTexts } from './load-problems.ts';
export type { Messages } from './messages.ts';
export { detailsInWords, type PhraseTexts, type ProblemTexts, phraseInWords, problemInWords } from './problem-words.ts';
export { choiceCountInWords, fillIn, pickText, splitParagraphs } from './text.ts';
