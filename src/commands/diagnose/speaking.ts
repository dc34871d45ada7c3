import type { DraftHeader } from '../../files/draft-shape.ts';
import { LANGUAGES, type Language, loadMessages } from '../../i18n/index.ts';
import { makeVocabulary } from '../../report/vocabulary.ts';
import type { Settled } from '../steps/settle.ts';
import type { Desk } from './desk.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Wording } from './wording.ts';

/** The words of a language for the questions of a pack. */
export async function wordsIn(language: Language, { plan, pack }: Settled): Promise<Wording> {
  const { languages } = pack.questionnaire.document;
  const { titles } = pack.rubric.document;
  const messages = await loadMessages(language);
  const vocabulary = makeVocabulary({ plan, messages, language, languages, titles });
  return { vocabulary, messages: messages.diagnose };
}

/** The desk in the language a draft was begun in, unless another one was asked for. */
export async function speakAsDraft(
  desk: Desk,
  { settled, language: asked }: Diagnosis,
  { language }: DraftHeader,
): Promise<Desk> {
  const begunIn = LANGUAGES.find((one) => one === language);
  if (asked !== undefined || begunIn === undefined) return desk;
  const wording = await wordsIn(begunIn, settled);
  return { ...desk, wording, screen: { ...desk.screen, keys: wording.messages.keys } };
}
