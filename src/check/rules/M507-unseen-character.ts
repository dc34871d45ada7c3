import type { Problem } from '../../model/problem.ts';
import { unseenIn } from '../../model/unseen.ts';
import { spokenDocuments } from '../languages.ts';
import type { Rule } from '../rule.ts';
import { questionnaireOf, rubricOf } from './sample.ts';

const RUBRIC = rubricOf('scores: { tools: sum }');
const asking = (text: string): string => questionnaireOf(`      - { id: erp, type: scale, maximum: 4, text: ${text} }`);

export const unseenCharacter: Rule = {
  code: 'M507',
  title: 'A character that nobody sees',
  why: 'Marks that turn the direction of writing around show another text than there is, and control characters move the cursor of a terminal: what a reviewer approves is not what is asked.',
  fix: 'Delete the character. It mostly came along with text from a web page or a word processor.',
  bad: {
    'questionnaire.yaml': asking('"How far does \\u202Ethe ERP reach?"').replace(
      '      - {',
      '      #! M507 "How far does \\u202Ethe ERP reach?"\n      - {',
    ),
    'rubric.yaml': RUBRIC,
  },
  good: { 'questionnaire.yaml': asking('"How far does the ERP reach?"'), 'rubric.yaml': RUBRIC },
  check: (subject) =>
    spokenDocuments(subject).flatMap(({ file, texts }) =>
      texts.flatMap(({ text, at }): Problem[] => {
        const versions =
          typeof text === 'string'
            ? [{ text, at }]
            : Object.entries(text).map(([tag, one]) => ({ text: one, at: [...at, tag] }));
        return versions.flatMap((one): Problem[] => {
          const found = unseenIn(one.text);
          return found.length === 0 ? [] : [{ code: 'M507', file, at: one.at, details: { found: found.join(', ') } }];
        });
      }),
    ),
};
