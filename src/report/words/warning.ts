import type { Warning } from '../../model/generated/types.ts';
import type { BrowserVocabulary, PlainValue } from '../vocabulary.ts';

/** A warning of a result in words. */
export function warningInWords({ code, name, stated, derived, text }: Warning, vocabulary: BrowserVocabulary): string {
  const { warning } = vocabulary.messages.words;
  const title = name === undefined ? '' : vocabulary.titleOf(name);
  const say = (value: unknown): string => vocabulary.say(name ?? '', (value ?? null) as PlainValue);
  switch (code) {
    case 'derived-contradicted':
      return warning.contradicted(title, say(stated), say(derived));
    case 'derived-out-of-range':
      return warning.outOfRange(title, say(derived));
    case 'evidence-missing':
      return warning.evidenceMissing(title);
    case 'not-asked':
      return warning.notAsked(title);
    case 'out-of-scope':
      return vocabulary.pick(text) ?? warning.outOfScope;
  }
}
