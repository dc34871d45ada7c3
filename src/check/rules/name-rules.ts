// M2xx: names, types and values that do not match, found while a pack is compiled (`scoring`, `policy`, `check`).
import type { ProblemCode } from '../../model/index.ts';
import type { Rule } from '../rule-definition.ts';
import {
  ERP_QUESTIONNAIRE,
  erpRubric,
  factsQuestionnaire,
  SUM_RUBRIC,
  sampleMeasures,
  sampleQuestionnaire,
  sampleRubric,
} from './rule-examples.ts';

const SHARE_RUBRIC = `scores:
  tools:
    sum: tools
    #! M226 to
    to: 100`;

const THREE_SCALES = sampleQuestionnaire(`      - { id: quality, type: scale, maximum: 4 }
      - { id: price, type: scale, maximum: 4 }
      - { id: speed, type: scale, maximum: 4 }`);

const catalogueWith = (key: string): string =>
  sampleMeasures(`  - id: cloud-erp
    title: Rent an ERP system
    achieves: { erp: partial }
  - id: erp-on-phones
    title: The ERP system on phones
    achieves: { erp: full }
    needs: [cloud-erp]
    ${key}`);

const cityPolicy = (lines: string, id = 'city', title = 'A city'): string => `kind: policy
id: ${id}
version: 1.0.0
title: ${title}
currency: CNY
source: { document: an example, verified: true }
${lines}`;

const policyWithStack = (lines: string): string =>
  cityPolicy(`instruments:
  - id: voucher
    title: Voucher
    type: voucher
    source: { document: an example, verified: true }
    amount: null
    ${lines}
`);

const casesWithBase = (base: string): string => `kind: cases
cases:
  - id: first
    answers: { erp: full }
    expect: { scores: { tools: 2 } }
  - id: second
    ${base}
    expect: { scores: { tools: 2 } }
`;

export const NAME_RULES = {
  M201: {
    bad: {
      'questionnaire.yaml': factsQuestionnaire(`  - { id: staff, type: integer }
  #! M201 Staff
  - { id: Staff, type: integer }`),
    },
    good: {
      'questionnaire.yaml': factsQuestionnaire(`  - { id: staff, type: integer }
  - { id: officeStaff, type: integer }`),
    },
  },
  M202: {
    bad: {
      'questionnaire.yaml': factsQuestionnaire(`  #! M202 linear
  - { id: linear, type: decimal }`),
    },
    good: {
      'questionnaire.yaml': factsQuestionnaire(`  - { id: linearMetres, type: decimal }`),
    },
  },
  M203: {
    bad: {
      'rubric.yaml': erpRubric(`scores:
  #! M203 crm
  tools: { sum: [erp, crm] }`),
    },
    good: {
      'rubric.yaml': erpRubric(`scores:
  tools: { sum: [erp] }`),
    },
  },
  M204: {
    bad: {
      'questionnaire.yaml': sampleQuestionnaire(`      #! M204 singel
      - { id: erp, type: singel, options: [none, partial, full] }`),
    },
    good: {
      'questionnaire.yaml': ERP_QUESTIONNAIRE,
    },
  },
  M205: {
    bad: {
      'rubric.yaml': erpRubric(`scores:
  tools: sum
  #! M205 ful
  complete: { when: { erp: { const: ful } }, sum: erp }`),
    },
    good: {
      'rubric.yaml': erpRubric(`scores:
  tools: sum
  complete: { when: { erp: { const: full } }, sum: erp }`),
    },
  },
  M206: {
    bad: {
      'rubric.yaml': erpRubric(`scores:
  tools: sum
  #! M206 minimum
  complete: { when: { erp: { minimum: 2 } }, sum: erp }`),
    },
    good: {
      'rubric.yaml': erpRubric(`scores:
  tools: sum
  complete: { when: { tools: { minimum: 2 } }, sum: erp }`),
    },
  },
  M207: {
    bad: {
      'rubric.yaml': erpRubric(`scores:
  tools: sum
  #! M207 many
  complete: { when: { tools: { const: many } }, sum: erp }`),
    },
    good: {
      'rubric.yaml': erpRubric(`scores:
  tools: sum
  complete: { when: { tools: { const: 2 } }, sum: erp }`),
    },
  },
  M208: {
    bad: {
      'rubric.yaml': erpRubric(`scores:
  tools: { sum: [erp, total] }
  #! M208 tools
  total: { sum: tools }`),
    },
    good: {
      'rubric.yaml': erpRubric(`scores:
  tools: { sum: [erp] }
  total: { sum: tools }`),
    },
  },
  M209: {
    bad: {
      'rubric.yaml': erpRubric(`scores:
  #! M209 tools
  tools: { sum: erp, mean: erp }`),
    },
    good: {
      'rubric.yaml': erpRubric(`scores:
  tools: { sum: erp }
  average: { mean: erp }`),
    },
  },
  M210: {
    bad: {
      'rubric.yaml': sampleRubric(`points:
  basics: { none: 0, partial: 1, full: 2 }
  #! M210 core
  core: { none: 0, partial: 2, full: 4 }
lists:
  basics: [erp]
  core: [erp]
scores: { tools: sum }`),
    },
    good: {
      'rubric.yaml': sampleRubric(`points:
  basics: { none: 0, partial: 1, full: 2 }
lists:
  basics: [erp]
scores: { tools: sum }`),
    },
  },
  M211: {
    bad: {
      'rubric.yaml': sampleRubric(`points:
  #! M211 erp
  erp: { none: 0, full: 2 }
scores: { tools: sum }`),
    },
    good: {
      'rubric.yaml': sampleRubric(`points:
  erp: { none: 0, partial: 1, full: 2 }
scores: { tools: sum }`),
    },
  },
  M212: {
    bad: {
      'questionnaire.yaml': sampleQuestionnaire(`      - id: erp
        type: single
        options: [none, partial, full]
        #! M212 most
        most: 2`),
    },
    good: {
      'questionnaire.yaml': sampleQuestionnaire(`      - id: erp
        type: single
        options: [none, partial, full]
      - id: uses
        type: multiple
        options: [planning, purchasing, sales]
        most: 2`),
      'rubric.yaml': sampleRubric(`points: { erp: { none: 0, partial: 1, full: 2 }, uses: { each: 1 } }
scores: { tools: sum }`),
    },
  },
  M213: {
    bad: {
      'questionnaire.yaml': sampleQuestionnaire(`      #! M213 scale
      - { id: quality, type: scale }`),
      'rubric.yaml': SUM_RUBRIC,
    },
    good: {
      'questionnaire.yaml': sampleQuestionnaire(`      - { id: quality, type: scale, maximum: 4 }`),
      'rubric.yaml': SUM_RUBRIC,
    },
  },
  M214: {
    bad: {
      'questionnaire.yaml': factsQuestionnaire(`  - { id: uscc, type: uscc, key: true }
  #! M214 true
  - { id: number, type: text, key: true }`),
    },
    good: {
      'questionnaire.yaml': factsQuestionnaire(`  - { id: uscc, type: uscc, key: true }
  - { id: number, type: text }`),
    },
  },
  M215: {
    bad: {
      'questionnaire.yaml': factsQuestionnaire(`  #! M215 250
  - { id: employees, type: integer, minimum: 250, maximum: 25 }`),
    },
    good: {
      'questionnaire.yaml': factsQuestionnaire(`  - { id: employees, type: integer, minimum: 25, maximum: 250 }`),
    },
  },
  M216: {
    bad: {
      'rubric.yaml': erpRubric(`scores:
  #! M216 -1
  tools: { mean: { erp: -1 } }`),
    },
    good: {
      'rubric.yaml': erpRubric(`scores:
  tools: { mean: { erp: 1 } }`),
    },
  },
  M217: {
    bad: {
      'measures.yaml': sampleMeasures(`  - id: introduce-erp
    title: Introduce an ERP system
    achieves: { erp: partial }
    #! M217 clean-data
    needs: [clean-data]`),
    },
    good: {
      'measures.yaml': sampleMeasures(`  - id: introduce-erp
    title: Introduce an ERP system
    achieves: { erp: full }
    needs: [start-erp]
  - id: start-erp
    title: Start with purchasing
    achieves: { erp: partial }`),
    },
  },
  M218: {
    bad: {
      'policies/city.yaml': cityPolicy(`#! M218 nation
include: [nation]
`),
    },
    good: {
      'policies/city.yaml': cityPolicy(`include: [nation]
`),
      'policies/nation.yaml': cityPolicy(``, 'nation', 'A nation'),
    },
  },
  M219: {
    bad: {
      'policies/city.yaml': policyWithStack('#! M219 loan\n    stack: { excludes: [loan] }'),
    },
    good: {
      'policies/city.yaml': policyWithStack(`stack: { excludes: [loan] }
  - id: loan
    title: Loan
    type: loan
    source: { document: an example, verified: true }
    amount: null`),
    },
  },
  M220: {
    bad: {
      'rubric.yaml': erpRubric(`scores:
  tools: sum
  level:
    levels:
      - { value: 1, when: { tools: { minimum: 1 } } }
      #! M220 1
      - { value: 1, when: { tools: { minimum: 2 } } }`),
    },
    good: {
      'rubric.yaml': erpRubric(`scores:
  tools: sum
  level:
    levels:
      - { value: 1, when: { tools: { minimum: 1 } } }
      - { value: 2, when: { tools: { minimum: 2 } } }`),
    },
  },
  M221: {
    bad: {
      'questionnaire.yaml': factsQuestionnaire(`  #! M221 size
  - { id: size, text: How large is the enterprise? }`),
    },
    good: {
      'questionnaire.yaml': factsQuestionnaire(
        `  - { id: size, type: single, options: [small, large], text: How large is the enterprise? }`,
      ),
    },
  },
  M222: {
    bad: {
      'rubric.yaml': erpRubric(`lists:
  #! M222 scenes
  scenes: { kind: { const: scene } }
scores: { tools: sum }`),
    },
    good: {
      'questionnaire.yaml': sampleQuestionnaire(
        `      - { id: erp, type: single, tags: { kind: scene }, options: [none, partial, full] }`,
      ),
      'rubric.yaml': erpRubric(`lists:
  scenes: { kind: { const: scene } }
scores: { tools: sum }`),
    },
  },
  M223: {
    bad: {
      'cases/all.yaml': casesWithBase('#! M223 frist\n    base: frist'),
    },
    good: {
      'cases/all.yaml': casesWithBase('base: first'),
    },
  },
  M224: {
    bad: {
      'questionnaire.yaml': factsQuestionnaire(`  - { id: spent, type: decimal }
  - { id: revenue, type: decimal }
  #! M224 derive
  - { id: share, type: decimal, derive: { ratio: [spent, revenue], difference: [spent, revenue] } }`),
    },
    good: {
      'questionnaire.yaml': factsQuestionnaire(`  - { id: spent, type: decimal }
  - { id: revenue, type: decimal }
  - { id: share, type: decimal, derive: { ratio: [spent, revenue] } }`),
    },
  },
  M225: {
    bad: {
      'questionnaire.yaml': factsQuestionnaire(`  - { id: staff, type: integer }
  - { id: sector, type: single, options: [industry, software] }
  #! M225 sector
  - { id: share, type: decimal, derive: { ratio: [staff, sector] } }`),
    },
    good: {
      'questionnaire.yaml': factsQuestionnaire(`  - { id: staff, type: integer }
  - { id: technicians, type: integer }
  - { id: share, type: decimal, derive: { ratio: [technicians, staff] } }`),
    },
  },
  M226: {
    bad: {
      'questionnaire.yaml': sampleQuestionnaire(`      - { id: quality, type: scale, maximum: 4 }
      - { id: speed, type: integer, minimum: 0 }`),
      'rubric.yaml': sampleRubric(SHARE_RUBRIC),
    },
    good: {
      'questionnaire.yaml': sampleQuestionnaire(`      - { id: quality, type: scale, maximum: 4 }
      - { id: speed, type: integer, minimum: 0, maximum: 20 }`),
      'rubric.yaml': sampleRubric(SHARE_RUBRIC.replace('    #! M226 to\n', '')),
    },
  },
  M227: {
    pack: { 'questionnaire.yaml': THREE_SCALES },
    bad: {
      'rubric.yaml': sampleRubric(`scores:
  tools:
    mean: [quality, price, speed]
    #! M227 pairwise
    pairwise: { quality: { price: 2 }, price: { speed: 2 } }`),
    },
    good: {
      'rubric.yaml': sampleRubric(`scores:
  tools:
    mean: [quality, price, speed]
    pairwise: { quality: { price: 2, speed: 4 }, price: { speed: 2 } }`),
    },
  },
  M228: {
    bad: {
      'questionnaire.yaml': factsQuestionnaire(`  #! M228 employees
  - { id: staff, type: integer, renamedFrom: employees }
  - { id: employees, type: integer }`),
    },
    good: {
      'questionnaire.yaml': factsQuestionnaire(`  - { id: staff, type: integer, renamedFrom: employees }
  - { id: officeStaff, type: integer }`),
    },
  },
  M231: {
    bad: { 'measures.yaml': catalogueWith('#! M231 cloud-erp\n    excludes: [cloud-erp]') },
    good: { 'measures.yaml': catalogueWith('tags: [cloud]') },
  },
  M233: {
    bad: {
      'questionnaire.yaml': factsQuestionnaire(`  - id: employees
    type: integer
    minimum: 0
    #! M233 -1
    plausible: { minimum: -1, maximum: 2000000 }`),
    },
    good: {
      'questionnaire.yaml': factsQuestionnaire(`  - id: employees
    type: integer
    minimum: 0
    plausible: { maximum: 2000000 }`),
    },
  },
} satisfies Partial<Record<ProblemCode, Rule>>;
