import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const notUtf8: Rule = {
  code: 'M105',
  title: 'A file that is not UTF-8',
  why: 'Read in the wrong encoding, Chinese and accented letters turn into others: names of enterprises and texts of questions would be wrong in every report, and ids would no longer match.',
  fix: 'Save the file as UTF-8. Spreadsheets and older editors on Windows save as GBK or in a Western code page unless told otherwise.',
  bad: {
    'questionnaire.yaml': questionnaireOf(`      #! M105 ö
      - { id: erp, type: single, text: Löst ERP alles?, options: [none, partial, full] }`),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(
      `      - { id: erp, type: single, text: "Löst ERP alles?", options: [none, partial, full] }`,
    ),
  },
  encoding: 'latin1',
};
