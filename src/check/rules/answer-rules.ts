// A1xx: errors in the answers of an enterprise, found while answers are checked (`scoring`).
import type { ProblemCode } from '../../model/index.ts';
import type { Rule } from '../rule-definition.ts';
import { erpRubric, factsQuestionnaire, sampleQuestionnaire, sampleRubric } from './rule-examples.ts';

const CLOUD_PACK = {
  'questionnaire.yaml': sampleQuestionnaire(
    `      - { id: cloud, type: multiple, most: 2, options: [{ id: nothing, exclusive: true }, mail, files, planning] }`,
  ),
  'rubric.yaml': sampleRubric(`points: { cloud: { each: 1 } }
scores: { tools: sum }`),
};

const ERP_ANSWERS = 'answers:\n  erp: full\n';

const ANSWERS_WITH_CODE = `facts:
  uscc: 91350100M000100Y43
answers: { erp: full }
`;

const DISTRICT_QUESTIONNAIRE = factsQuestionnaire(`  - { id: code, type: text, key: true }
  - { id: district, type: text, required: true }`);

const REFUSING_RUBRIC = erpRubric(`scores: { tools: sum }
missing: { unknown: refuse }`);

export const ANSWER_RULES = {
  A101: {
    title: 'An answer to something that is not asked',
    why: 'A misspelled id would be passed over and the question counted as unanswered: the enterprise gets a lower level than it has.',
    fix: 'Take the id that is suggested; `matura explain`, and the questionnaire itself, name the ids. Each row of a matrix is answered by itself, as `matrix/row`.',
    bad: {
      'answers.yaml': `answers:
  #! A101 epr
  epr: full
`,
    },
    good: { 'answers.yaml': ERP_ANSWERS },
  },
  A102: {
    title: 'An answer that is no option',
    why: 'An option that the question does not have brings no points, although the enterprise chose something.',
    fix: 'Write the id of one of the options, not its text.',
    bad: {
      'answers.yaml': `answers:
  #! A102 complete
  erp: complete
`,
    },
    good: { 'answers.yaml': ERP_ANSWERS },
  },
  A103: {
    title: 'An answer of the wrong type',
    why: 'Several answers where one is asked for, or a word where a number is: whichever part of it counted would be an arbitrary choice.',
    fix: 'Give one option or one number; only a multiple choice takes a list.',
    bad: {
      'answers.yaml': `answers:
  #! A103 [full, partial]
  erp: [full, partial]
`,
    },
    good: { 'answers.yaml': ERP_ANSWERS },
  },
  A104: {
    title: 'A number outside of its range',
    why: 'A scale of 4 answered with 40 would lift the mean of a whole section, and minus three employees make every ratio negative.',
    fix: 'Correct the number; look at its unit, too.',
    bad: {
      'answers.yaml': `facts:
  #! A104 -3
  employees: -3
answers: { erp: full }
`,
    },
    good: {
      'answers.yaml': `facts:
  employees: 3
answers: { erp: full }
`,
    },
  },
  A105: {
    title: 'Two options that exclude each other',
    why: 'Whoever ticked "nothing" and something else said two things. Counting the one or the other would be a guess about the enterprise.',
    fix: 'Ask again, and keep one of the two.',
    pack: CLOUD_PACK,
    bad: {
      'answers.yaml': `answers:
  #! A105 nothing
  cloud: [mail, nothing]
`,
    },
    good: {
      'answers.yaml': `answers:
  cloud: [mail]
`,
    },
  },
  A106: {
    title: 'An option that is chosen twice',
    why: 'Counted twice, one tick would bring double points.',
    fix: 'Name each option once. Two lines of an export may have been joined.',
    pack: CLOUD_PACK,
    bad: {
      'answers.yaml': `answers:
  cloud:
    - mail
    #! A106 mail
    - mail
`,
    },
    good: {
      'answers.yaml': `answers:
  cloud: [mail, files]
`,
    },
  },
  A107: {
    title: 'Too many or too few options',
    why: 'Where at most two may be chosen, an enterprise that ticks everything would get the most points for the least honest answer.',
    fix: 'Choose as many options as the question allows.',
    pack: CLOUD_PACK,
    bad: {
      'answers.yaml': `answers:
  #! A107 [mail, files, planning]
  cloud: [mail, files, planning]
`,
    },
    good: {
      'answers.yaml': `answers:
  cloud: [mail, planning]
`,
    },
  },
  A108: {
    title: '"Not applicable" where it is not allowed',
    why: 'What does not apply is left out of the mean. If every weak spot could be called not applicable, everybody would be mature.',
    fix: 'Answer the question, mark it as `unknown`, or allow it in the questionnaire with `notApplicable: true`.',
    bad: {
      'answers.yaml': `answers:
  #! A108 notApplicable
  erp: { state: notApplicable }
`,
    },
    good: {
      'answers.yaml': `answers:
  erp: { state: unknown }
`,
    },
  },
  A109: {
    title: 'A required fact that is missing',
    why: 'Without it the enterprise has no file of its own, or cannot be told which track and which money are for it.',
    fix: 'Add the fact.',
    pack: { 'questionnaire.yaml': DISTRICT_QUESTIONNAIRE },
    bad: {
      'answers.yaml': `#! A109 facts
facts: {}
answers: { erp: full }
`,
    },
    good: {
      'answers.yaml': `facts: { district: Jinjiang }
answers: { erp: full }
`,
    },
  },
  A110: {
    title: 'A social credit code with a slip in it',
    why: 'The last character is computed from the others. One wrong digit is another enterprise, or none: its assessment and its money would go to the wrong file.',
    fix: 'Compare the code with the business licence.',
    bad: {
      'answers.yaml': `facts:
  #! A110 91350100M000100Y44
  uscc: 91350100M000100Y44
answers: { erp: full }
`,
    },
    good: { 'answers.yaml': ANSWERS_WITH_CODE },
  },
  A111: {
    title: 'An id that a spreadsheet has rounded',
    why: 'Spreadsheets keep 15 digits of a number and write 9.13E+17 for the rest. The lost digits cannot be restored, and several enterprises become the same.',
    fix: 'Export the column as text and read it again. Do not fill in zeros.',
    bad: {
      'answers.yaml': `facts:
  #! A111 9.1350100E+17
  uscc: 9.1350100E+17
answers: { erp: full }
`,
    },
    good: { 'answers.yaml': ANSWERS_WITH_CODE },
  },
  A112: {
    title: 'Answers for another pack',
    why: 'The same ids can mean other questions elsewhere: the level would look right and be wrong.',
    fix: 'Score the answers with the pack they name.',
    bad: {
      'answers.yaml': `#! A112 large
pack: large
answers: { erp: full }
`,
    },
    good: {
      'answers.yaml': `pack: small
answers: { erp: full }
`,
    },
  },
  A113: {
    title: 'A value that is also said to be unknown',
    why: 'The answer says that it is not known and what it is. Whichever is taken, the enterprise said the other thing as well.',
    fix: 'Remove the state or the value.',
    bad: {
      'answers.yaml': `answers:
  #! A113 { state: unknown, value: full }
  erp: { state: unknown, value: full }
`,
    },
    good: {
      'answers.yaml': `answers:
  erp: { value: full }
`,
    },
  },
  A114: {
    title: 'An open answer where the rubric allows none',
    why: 'The rubric says that an open answer here cannot be scored. A level without it would not be the published one.',
    fix: 'Answer the question, or change `missing` in the rubric if the framework allows it.',
    pack: { 'rubric.yaml': REFUSING_RUBRIC },
    bad: {
      'answers.yaml': `answers:
  #! A114 { state: unknown }
  erp: { state: unknown }
`,
    },
    good: { 'answers.yaml': ERP_ANSWERS },
  },
  A115: {
    title: 'Answers given under another version',
    why: 'Questions may have changed their meaning since. Scored as they are, old answers would get a level that nobody gave them.',
    fix: 'Use `--migrate`, which takes over what the pack says was renamed and names what is lost; or check the answers and change the version.',
    bad: {
      'answers.yaml': `pack: small
#! A115 0.9.0
packVersion: 0.9.0
answers: { erp: full }
`,
    },
    good: {
      'answers.yaml': `pack: small
packVersion: 1.0.0
answers: { erp: full }
`,
    },
  },
} satisfies Partial<Record<ProblemCode, Rule>>;
