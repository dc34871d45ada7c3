import type { Problem } from '../../model/problem.ts';
import { type SpokenDocument, speaks, spokenDocuments } from '../languages.ts';
import type { Rule } from '../rule.ts';
import { bilingualOf, rubricOf } from './sample.ts';

const RUBRIC = rubricOf('scores: { tools: sum }');

export const missingTranslation: Rule = {
  code: 'M501',
  title: 'A text that is not translated',
  why: 'Whoever answers in that language reads another one in the middle of a sentence, and guesses.',
  fix: 'Add the translation. One string for all languages is right for names and numbers only.',
  bad: {
    'questionnaire.yaml': bilingualOf(`      #! M501 text
      - { id: erp, type: scale, maximum: 4, text: { en: How far does the ERP reach? } }
      - { id: mes, type: scale, maximum: 4, text: How far does the MES reach? }`),
    'rubric.yaml': RUBRIC,
  },
  good: {
    'questionnaire.yaml': bilingualOf(
      '      - { id: erp, type: scale, maximum: 4, text: { en: How far does the ERP reach?, de: Wie weit reicht das ERP? } }\n      - { id: mes, type: scale, maximum: 4, text: MES }',
    ),
    'rubric.yaml': RUBRIC,
  },
  check(subject) {
    const { languages } = subject.questionnaire.document;
    return spokenDocuments(subject).flatMap((document) =>
      // What the fallback lacks is worse, and another finding; a policy does not know the pack's fallback.
      (document.isOwn ? languages.slice(1) : languages).flatMap((language) =>
        findMissing(document, language, languages),
      ),
    );
  },
};

function findMissing({ file, texts }: SpokenDocument, language: string, languages: readonly string[]): Problem[] {
  const missing = texts.filter(({ text }) => !speaks(text, language, languages));
  const [first] = missing;
  if (!first) return [];
  const percent = Math.max(1, Math.round((100 * missing.length) / texts.length));
  const found = `${missing.length} of ${texts.length} texts`;
  return [{ code: 'M501', file, at: first.at, on: 'key', details: { found, name: language, wanted: `${percent} %` } }];
}
