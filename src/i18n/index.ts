export { type BrowserMessages, loadBrowserMessages } from './browser.ts';
export { CodedRefusal } from './coded-refusal.ts';
export { baseOf, chooseLanguage, LANGUAGE_CODES, LANGUAGES, type Language } from './languages.ts';
export {
  loadHelp,
  loadMessages,
  loadProblemTexts,
  loadRuleTexts,
  type ProblemTexts,
  type RuleTexts,
} from './load.ts';
export type { Messages } from './messages.ts';
export { pickText } from './text.ts';
export { fillParts, type Translate, translateBy } from './translate.ts';
