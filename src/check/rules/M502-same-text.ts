import type { Problem } from '../../model/problem.ts';
import { isNeutral, isSameLanguage, spokenDocuments } from '../languages.ts';
import type { Rule } from '../rule.ts';
import type { PlacedText } from '../texts.ts';
import { bilingualOf, rubricOf } from './sample.ts';

const RUBRIC = rubricOf('scores: { tools: sum }');

export const sameText: Rule = {
  code: 'M502',
  title: 'One text for two languages',
  why: 'A text that was copied and not translated looks complete to every count of translations.',
  fix: 'Translate it. Names of up to three words in Latin letters, and numbers, may be the same.',
  bad: {
    'questionnaire.yaml': bilingualOf(`      - id: erp
        type: scale
        maximum: 4
        text:
          en: How far does the ERP reach?
          #! M502 How far does the ERP reach?
          de: How far does the ERP reach?`),
    'rubric.yaml': RUBRIC,
  },
  good: {
    'questionnaire.yaml': bilingualOf(
      '      - { id: erp, type: scale, maximum: 4, text: { en: How far does the ERP reach?, de: Wie weit reicht das ERP? }, unit: { en: km, de: km } }',
    ),
    'rubric.yaml': RUBRIC,
  },
  check: (subject) =>
    spokenDocuments(subject).flatMap(({ file, texts }) => texts.flatMap((placed) => findCopies(placed, file))),
};

function findCopies({ text, at }: PlacedText, file: string): Problem[] {
  if (typeof text === 'string') return [];
  const versions = Object.entries(text).map(([tag, version]) => ({ tag, words: version.replace(/\s+/g, ' ').trim() }));
  return versions.flatMap(({ tag, words }, i) => {
    const earlier = versions.slice(0, i).find((one) => one.words === words && !isSameLanguage(one.tag, tag));
    if (!earlier || isNeutral(words)) return [];
    return [{ code: 'M502', file, at: [...at, tag], details: { found: tag, name: earlier.tag } }];
  });
}
