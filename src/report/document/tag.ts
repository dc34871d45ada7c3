import type { Language } from '../../i18n/messages.ts';

const TAGS = { en: 'en', zh: 'zh-Hans', de: 'de' } as const;

/** The tag that a reader of a page speaks a language by. */
export function tagOf(language: Language): string {
  return TAGS[language];
}
