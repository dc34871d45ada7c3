import type { DraftHeader } from '../../files/draft-shape.ts';
import { messagesOf } from '../../i18n/catalogue.ts';
import { diagnoseMessagesOf } from '../../i18n/diagnose/catalogue.ts';
import { LANGUAGES, type Language } from '../../i18n/messages.ts';
import { makeVocabulary } from '../../report/vocabulary.ts';
import type { Settled } from '../steps/settle.ts';
import type { Desk } from './desk.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Wording } from './wording.ts';

/** The words of a language for the questions of a pack. */
export function wordsIn(language: Language, { plan, pack }: Settled): Wording {
  const { languages } = pack.questionnaire.document;
  const { titles } = pack.rubric.document;
  const vocabulary = makeVocabulary({ plan, messages: messagesOf(language), language, languages, titles });
  return { vocabulary, messages: diagnoseMessagesOf(language) };
}

/** The desk in the language a draft was begun in, unless another one was asked for. */
export function speakAsDraft(desk: Desk, { settled, language: asked }: Diagnosis, { language }: DraftHeader): Desk {
  const begunIn = LANGUAGES.find((one) => one === language);
  if (asked !== undefined || begunIn === undefined) return desk;
  const wording = wordsIn(begunIn, settled);
  return { ...desk, wording, screen: { ...desk.screen, keys: wording.messages.keys } };
}
