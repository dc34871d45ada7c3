// M1xx: errors in the form of a document, found while it is read (`pack`).
import type { ProblemCode } from '../../model/index.ts';
import type { Rule } from '../rule-definition.ts';
import {
  ERP_QUESTIONNAIRE,
  ERP_RUBRIC,
  erpRubric,
  ODD_WEIGHTS,
  sampleMeasures,
  sampleQuestionnaire,
  sampleRubric,
  weightsBaseline,
} from './rule-examples.ts';

const KNOWN_WEIGHTS = weightsBaseline('Published like this; they add up to 99.');

const questionWithKey = (lines: string): string =>
  sampleQuestionnaire(`      - id: erp
        type: single
        ${lines}
        options: [none, partial, full]`);

const ERP_MEASURES = sampleMeasures('  - { id: new-erp, title: Introduce an ERP, achieves: { erp: full } }');

export const DOCUMENT_RULES = {
  M101: {
    bad: {
      'questionnaire.yaml': questionWithKey('#! M101 Planning:\n        text: Planning: which system?'),
    },
    good: {
      'questionnaire.yaml': questionWithKey('text: "Planning: which system?"'),
    },
  },
  M102: {
    bad: {
      'rubric.yaml': erpRubric(`scores:
  tools: sum
  #! M102 tools
  tools: mean`),
    },
    good: {
      'rubric.yaml': erpRubric(`scores:
  tools: sum
  average: { mean: tools }`),
    },
  },
  M103: {
    bad: {
      'rubric.yaml': erpRubric(`scores:
  tools: sum
#! M103 ---
---
titles: { tools: Tools }`),
    },
    good: {
      'rubric.yaml': erpRubric(`scores: { tools: { sum: tools, title: Tools } }`),
    },
  },
  M104: {
    bad: {
      'rubric.yaml': `#! M104 # to be written
# to be written
`,
    },
    good: {
      'rubric.yaml': ERP_RUBRIC,
    },
  },
  M105: {
    bad: {
      'questionnaire.yaml': sampleQuestionnaire(`      #! M105 ö
      - { id: erp, type: single, text: Löst ERP alles?, options: [none, partial, full] }`),
    },
    good: {
      'questionnaire.yaml': sampleQuestionnaire(
        `      - { id: erp, type: single, text: "Löst ERP alles?", options: [none, partial, full] }`,
      ),
    },
    encoding: 'latin1',
  },
  M106: {
    bad: {
      'rubric.yaml': erpRubric(`scores:
  #! M106 *tools
  tools: &tools { sum: *tools }`),
    },
    good: {
      'rubric.yaml': sampleRubric(`points: { erp: &steps { none: 0, partial: 1, full: 2 } }
scores: { tools: { sum: erp }, again: { sum: erp, points: { erp: *steps } } }`),
    },
  },
  M107: {
    bad: {
      'questionnaire.yaml': questionWithKey('#! M107 yes\n        notApplicable: yes'),
    },
    good: {
      'questionnaire.yaml': questionWithKey('notApplicable: true'),
    },
  },
  M108: {
    bad: {
      'rubric.yaml': sampleRubric(`#! M108 0.3333333333333333
points: { erp: { none: 0, partial: 0.3333333333333333, full: 1 } }
scores: { tools: sum }`),
    },
    good: {
      'rubric.yaml': sampleRubric(`points: { erp: { none: 0, partial: 0.333, full: 1 } }
scores: { tools: sum }`),
    },
  },
  M109: {
    bad: {
      'questionnaire.yaml': questionWithKey('#! M109 notAplicable\n        notAplicable: true'),
    },
    good: {
      'questionnaire.yaml': questionWithKey('notApplicable: true'),
    },
  },
  M110: {
    bad: {
      'questionnaire.yaml': sampleQuestionnaire(`      #! M110 id
      - id: erp
        options: [none, partial, full]`),
    },
    good: {
      'questionnaire.yaml': sampleQuestionnaire(`      - id: erp
        type: single
        options: [none, partial, full]`),
    },
  },
  M111: {
    bad: {
      'questionnaire.yaml': questionWithKey('#! M111 compulsory\n        evidence: compulsory'),
    },
    good: {
      'questionnaire.yaml': questionWithKey('evidence: required'),
    },
  },
  M112: {
    bad: {
      'questionnaire.yaml': sampleQuestionnaire(`      #! M112 erp system
      - { id: erp system, type: single, options: [none, partial, full] }`),
    },
    good: {
      'questionnaire.yaml': ERP_QUESTIONNAIRE,
    },
  },
  M113: {
    bad: {
      'questionnaire.yaml': sampleQuestionnaire(`      #! M113 []
      - { id: erp, type: single, options: [] }`),
    },
    good: {
      'questionnaire.yaml': ERP_QUESTIONNAIRE,
    },
  },
  M114: {
    bad: {
      'small/questionnaire.yaml': `#! M114 kind\n${ERP_QUESTIONNAIRE}`,
    },
    good: {
      'small/questionnaire.yaml': ERP_QUESTIONNAIRE,
      'small/rubric.yaml': ERP_RUBRIC,
    },
  },
  M115: {
    bad: {
      'rubric.yaml': sampleRubric(`#! M115 !!float
points: { erp: { none: 0, partial: 1, full: !!float 2 } }
scores: { tools: sum }`),
    },
    good: {
      'rubric.yaml': ERP_RUBRIC,
    },
  },
  M116: {
    pack: ODD_WEIGHTS,
    bad: {
      'rubric.yaml': ODD_WEIGHTS['rubric.yaml'].replace('24', '25'),
      'baseline.yaml': KNOWN_WEIGHTS.replace('  - code', '  #! M116 M309\n  - code'),
    },
    good: { 'baseline.yaml': KNOWN_WEIGHTS },
  },
  M117: {
    pack: ODD_WEIGHTS,
    bad: {
      'rubric.yaml': ODD_WEIGHTS['rubric.yaml'].replace('  tools:', '  #! M309 mean\n  tools:'),
      'baseline.yaml': weightsBaseline('TODO').replace('    reason', '    #! M117 TODO\n    reason'),
    },
    good: { 'baseline.yaml': KNOWN_WEIGHTS },
  },
  M118: {
    bad: { 'measures.yml': ERP_MEASURES.replace(/^/, '#! M118 kind\n') },
    good: { 'measures.yaml': ERP_MEASURES },
  },
} satisfies Partial<Record<ProblemCode, Rule>>;
