/** The languages of the interface; each has a folder of this name. The texts of a pack may be in other languages. */
export const LANGUAGES = ['en', 'zh', 'de'] as const;

export type Language = (typeof LANGUAGES)[number];

/** The language codes for the help, joined by commas only, so that the list is the same in every language. */
export const LANGUAGE_CODES = LANGUAGES.join(', ');

/** The environment variables that set the language, in the precedence of POSIX. */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/**
 * Chooses the language of the interface: that of the option; without the option, that of the environment; failing that,
 * that of the system's locale (Windows has nothing else). Undefined if the option names an unsupported language. An
 * environment without a supported language, such as `C`, gives English.
 */
export function chooseLanguage(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  systemLocale: () => string = () => '',
): Language | undefined {
  if (option !== undefined) return languageOf(option);
  const locale = VARIABLES.map((name) => env[name]).find((value) => value) ?? systemLocale();
  return languageOf(locale) ?? 'en';
}

function languageOf(tag: string): Language | undefined {
  return LANGUAGES.find((language) => language === baseOf(tag));
}

/** Returns a language tag or locale in a uniform spelling: `zh_CN.UTF-8`, `zh-CN` and `ZH-cn` all become `zh-cn`. */
export function normalizeTag(tag: string): string {
  return (tag.trim().split(/[.@]/)[0] ?? '').replaceAll('_', '-').toLowerCase();
}

/** Returns the language of a tag, without script and region. */
export function baseOf(tag: string): string {
  return normalizeTag(tag).split('-')[0] ?? '';
}
