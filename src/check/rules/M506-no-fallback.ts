import { isSameLanguage, spokenDocuments } from '../languages.ts';
import type { Rule } from '../rule.ts';
import { bilingualOf, rubricOf } from './sample.ts';

const RUBRIC = rubricOf('scores: { tools: sum }');

export const noFallback: Rule = {
  code: 'M506',
  title: 'A text without the language to fall back to',
  why: 'The first language listed stands in for all that are missing. Where it is missing itself, readers get whatever comes first.',
  fix: 'Write the text in the first of `languages`, or list the language first in which all texts are there.',
  bad: {
    'questionnaire.yaml': bilingualOf(
      '      #! M506 text\n      - { id: erp, type: scale, maximum: 4, text: { de: Wie weit reicht das ERP? } }',
    ),
    'rubric.yaml': RUBRIC,
  },
  good: {
    'questionnaire.yaml': bilingualOf(
      '      - { id: erp, type: scale, maximum: 4, text: { de: Wie weit reicht das ERP?, en: How far does the ERP reach? } }',
    ),
    'rubric.yaml': RUBRIC,
  },
  check(subject) {
    const [fallback] = subject.questionnaire.document.languages;
    return spokenDocuments(subject).flatMap(({ file, texts, isOwn }) => {
      const lacking = texts.filter(
        ({ text }) =>
          typeof text !== 'string' && !Object.keys(text).some((tag) => isSameLanguage(tag, fallback ?? tag)),
      );
      const [first] = isOwn ? lacking : [];
      if (!first) return [];
      const found = `${lacking.length} of ${texts.length} texts`;
      return [
        { code: 'M506' as const, file, at: first.at, on: 'key' as const, details: { found, name: fallback ?? '' } },
      ];
    });
  },
};
