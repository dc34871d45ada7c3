import { isSameLanguage, spokenDocuments } from '../languages.ts';
import type { Rule } from '../rule.ts';
import { bilingualOf, rubricOf } from './sample.ts';

const RUBRIC = rubricOf('scores: { tools: sum }');

export const unlistedLanguage: Rule = {
  code: 'M505',
  title: 'A language that the pack does not list',
  why: 'Nobody is offered this language, so a translation was made in vain; or a tag is misspelled, and its readers get another language.',
  fix: 'Add the language to `languages`, or correct the tag.',
  bad: {
    'questionnaire.yaml': bilingualOf(
      '      #! M505 fr\n      - { id: erp, type: scale, maximum: 4, text: { en: How far?, de: Wie weit?, fr: Jusque où? } }',
    ),
    'rubric.yaml': RUBRIC,
  },
  good: {
    'questionnaire.yaml': bilingualOf(
      '      - { id: erp, type: scale, maximum: 4, text: { en: How far?, de-AT: Wie weit? } }',
    ),
    'rubric.yaml': RUBRIC,
  },
  check(subject) {
    const { languages } = subject.questionnaire.document;
    return spokenDocuments(subject).flatMap(({ file, texts, isOwn }) => {
      const found = new Map<string, readonly (string | number)[]>();
      for (const { text, at } of isOwn ? texts : []) {
        for (const tag of typeof text === 'string' ? [] : Object.keys(text)) {
          const isListed = languages.some((language) => isSameLanguage(language, tag));
          if (!isListed && !found.has(tag)) found.set(tag, [...at, tag]);
        }
      }
      return [...found].map(([tag, at]) => ({
        code: 'M505' as const,
        file,
        at,
        on: 'key' as const,
        details: { found: tag, allowed: languages },
      }));
    });
  },
};
