/** The languages of the interface, each a folder of this name. Those of a pack's texts may be others. */
export const LANGUAGES = ['en', 'zh', 'de'] as const;

export type Language = (typeof LANGUAGES)[number];

/** The codes as the help lists them: by commas alone, so that the list is the same in every language. */
export const LANGUAGE_CODES = LANGUAGES.join(', ');

/** The environment variables that set the language, in the precedence of POSIX. */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/**
 * The language of the interface: the option where one is given, else the environment's, else that of the system's
 * locale, which is all that Windows has. Undefined when the option names a language there is none of; an environment
 * in another language, or in none (`C`), gives English.
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

/** A language tag or locale in one spelling: `zh_CN.UTF-8`, `zh-CN` and `ZH-cn` are all `zh-cn`. */
export function normalizeTag(tag: string): string {
  return (tag.trim().split(/[.@]/)[0] ?? '').replaceAll('_', '-').toLowerCase();
}

/** The language of a tag without its script and region. */
export function baseOf(tag: string): string {
  return normalizeTag(tag).split('-')[0] ?? '';
}
