export { type BrowserMessages, loadBrowserMessages } from './browser.ts';
export { CodedRefusal } from './coded-refusal.ts';
export { baseOf, chooseLanguage, LANGUAGE_CODES, LANGUAGES, type Language, pickText } from './languages.ts';
export {
  fillParts,
  loadHelp,
  loadMessages,
  loadProblemTexts,
  loadRuleTexts,
  type ProblemTexts,
  type RuleTexts,
  type Translate,
  translateBy,
} from './load.ts';
export type { Messages } from './messages.ts';
