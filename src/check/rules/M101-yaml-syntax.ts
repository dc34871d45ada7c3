import type { Rule } from '../rule.ts';
import { questionnaireOf } from './sample.ts';

export const yamlSyntax: Rule = {
  code: 'M101',
  title: 'A file that is not valid YAML',
  why: 'Nothing of the file can be read, so nobody is assessed until it is mended. A text with a colon and a blank in it, a tab for indentation and a quote that is not closed are the usual reasons.',
  fix: 'Put texts with `: `, ` #` or a quote in them into double quotes, and indent with blanks. The first place where reading fails is marked; what is wrong may stand just before it.',
  bad: {
    'questionnaire.yaml': questionnaireOf(`      - id: erp
        type: single
        #! M101 Planning:
        text: Planning: which system?
        options: [none, partial, full]`),
  },
  good: {
    'questionnaire.yaml': questionnaireOf(`      - id: erp
        type: single
        text: "Planning: which system?"
        options: [none, partial, full]`),
  },
};
