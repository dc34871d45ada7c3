import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const unknownKey: Rule = {
  code: 'M109',
  title: 'A key that means nothing',
  why: 'A misspelled key is a rule that does not exist: with `requird: true` a fact can be left out, with `maximun` a threshold never bites, and nobody notices.',
  fix: 'Take the spelling that is suggested, or remove the key. `matura schema KIND` prints all keys of a document, for editors to complete.',
  bad: {
    'questionnaire.yaml': questionnaireOf(`      - id: erp
        type: single
        #! M109 notAplicable
        notAplicable: true
        options: [none, partial, full]`),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(`      - id: erp
        type: single
        notApplicable: true
        options: [none, partial, full]`),
  },
};
