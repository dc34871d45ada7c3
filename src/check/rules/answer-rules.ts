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
    bad: {
      'answers.yaml': `answers:
  #! A101 epr
  epr: full
`,
    },
    good: { 'answers.yaml': ERP_ANSWERS },
  },
  A102: {
    bad: {
      'answers.yaml': `answers:
  #! A102 complete
  erp: complete
`,
    },
    good: { 'answers.yaml': ERP_ANSWERS },
  },
  A103: {
    bad: {
      'answers.yaml': `answers:
  #! A103 [full, partial]
  erp: [full, partial]
`,
    },
    good: { 'answers.yaml': ERP_ANSWERS },
  },
  A104: {
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
