export { type BrowserMessages, loadBrowserMessages } from './browser.ts';
export { CodedRefusal } from './coded-refusal.ts';
export { chooseLanguage, LANGUAGES, type Language } from './languages.ts';
export { loadMessages } from './load.ts';
export type { Messages } from './messages.ts';
export { baseOf, pickText } from './text.ts';
