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
    title: 'An id that is used twice',
    why: 'Answers, points and thresholds find their question by its id. With two of the same, one question is counted for the other; ids that differ only in case become the same column in most tables and file names.',
    fix: 'Give one of the two another id, with `renamedFrom` if answers under the old id exist.',
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
    title: 'An id that is a word of the format',
    why: 'In a score, `{ linear: ... }` would mean the fact of that name as well as the rule. Which of the two is meant would depend on who reads it. A score called `Level` would leave the pack without its level, which is the score `level`.',
    fix: 'Take a longer id, for example `linearMetres` for `linear`; write `level` in lower case.',
    bad: {
      'questionnaire.yaml': factsQuestionnaire(`  #! M202 linear
  - { id: linear, type: decimal }`),
    },
    good: {
      'questionnaire.yaml': factsQuestionnaire(`  - { id: linearMetres, type: decimal }`),
    },
  },
  M203: {
    title: 'A name that does not exist',
    why: 'A score that counts a question which does not exist counts nothing for it: the whole would be too low for everybody, and the level with it.',
    fix: 'Take the name that is suggested, or add the question, fact, list or score.',
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
    title: 'A question type that does not exist',
    why: 'The type decides how a question is asked, read from a table and scored. With an unknown one it can be none of the three.',
    fix: 'Take one of the types that are listed: `single` is one option, `multiple` any number of them, `scale` a whole number with labels.',
    bad: {
      'questionnaire.yaml': sampleQuestionnaire(`      #! M204 singel
      - { id: erp, type: singel, options: [none, partial, full] }`),
    },
    good: {
      'questionnaire.yaml': ERP_QUESTIONNAIRE,
    },
  },
  M205: {
    title: 'An option that the question does not have',
    why: 'A condition on an option that nobody can choose never holds: what depends on it is never asked, never scored and never paid.',
    fix: 'Take one of the options of the question, by its id.',
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
    title: 'A test that does not suit what it tests',
    why: 'An option is not greater or less than another to a condition, and a number contains nothing. Such a test would fail for every enterprise, or for none.',
    fix: 'Test an option with `const` or `enum`, a number with `minimum` and `maximum`, a multiple choice or a list with `contains`. A score may be compared where an option cannot.',
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
    title: 'A value that can never be equal',
    why: 'A number is compared with a word, so the condition fails for everybody: a level or an instrument behind it is out of reach.',
    fix: 'Compare a score and a number with a number, a yes-or-no answer with `true` or `false`.',
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
    title: 'Something that depends on itself',
    why: 'A score that is part of itself has no value, and two policies that include each other have no order: whose ceiling holds for an enterprise could not be said.',
    fix: 'Take one of the links out of the circle that is named.',
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
    title: 'A score with two rules, or none',
    why: 'A sum and a mean of the same questions differ. If one of them is silently taken, the published threshold is compared with the wrong number.',
    fix: 'Keep one rule for each score. To put two together, make two scores and a third that counts both.',
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
    title: 'Points for one question from two lists',
    why: 'The same answer would bring two different numbers of points, and which one counts would depend on the order of the file.',
    fix: 'Take the question out of one of the lists, or give it points under its own id: those come before any list.',
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
    title: 'An option or a question without points',
    why: 'The option that the table forgot would count as nothing: an enterprise that is half-way loses what it has, as in a well-known spreadsheet with fifteen empty cells.',
    fix: 'Give every option its points; `each` counts for all that are not named.',
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
    title: 'A key that the question type does not have',
    why: 'Whoever wrote `most: 2` wanted several options to be chosen, but the question allows one. Enterprises would be asked something else than was meant.',
    fix: 'Remove the key, or change the type.',
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
    title: 'A question without what its type needs',
    why: 'A scale without its high end has no best answer: neither the form nor the score of the question knows where it ends.',
    fix: 'Add the key: `options` for a choice, `maximum` for a scale, `rows` and `each` for a matrix.',
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
    title: 'A second fact that identifies enterprises',
    why: 'The key names the file of an enterprise. With two keys one enterprise has two files, and each assessment would land in another one.',
    fix: 'Keep `key: true` at one fact, best the one that never changes.',
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
    title: 'A lower bound above the upper one',
    why: 'No number lies between the two: every answer would be refused, every instrument already closed before it opens.',
    fix: 'Exchange the two, or correct the one that is mistyped.',
    bad: {
      'questionnaire.yaml': factsQuestionnaire(`  #! M215 250
  - { id: employees, type: integer, minimum: 250, maximum: 25 }`),
    },
    good: {
      'questionnaire.yaml': factsQuestionnaire(`  - { id: employees, type: integer, minimum: 25, maximum: 250 }`),
    },
  },
  M216: {
    title: 'A weight that cannot be',
    why: 'With a negative weight a better answer makes the mean worse, and weights that are all 0 leave nothing to divide by.',
    fix: 'Use weights above 0 in a mean, and leave out what shall not count. A deduction is a negative weight in a `sum`.',
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
    title: 'A measure that does not exist',
    why: 'A measure that builds on one that is not in the catalogue can never be planned, so enterprises are not told the step they need.',
    fix: 'Take the id that is suggested, or add the measure.',
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
    title: 'A policy that is not found',
    why: 'The national instruments that a city builds on would be missing from every recommendation, and enterprises would not hear of money they can apply for.',
    fix: 'Take the id that is suggested, or put the policy into a folder `policies` beside the packs.',
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
    title: 'An instrument that does not exist',
    why: 'Whoever excludes an instrument by a misspelled id excludes nothing: an enterprise would be promised two payments that the office may not grant together.',
    fix: 'Take the id that is suggested, or add the instrument.',
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
    title: 'A level that is given twice',
    why: 'Two sets of requirements stand for one level. Which of them an enterprise must meet would depend on their order.',
    fix: 'Give the levels different numbers, or put both conditions into one with `allOf`.',
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
    title: 'A fact of which nobody knows what it can be',
    why: 'Without a type the size of an enterprise may be a number or a word, and conditions on it hold for neither.',
    fix: 'Give it a `type`, or with `first` the values it has and when.',
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
    title: 'A list that nothing belongs to',
    why: 'A requirement on all scenes of a list is met by everybody when the list is empty, and a mean over it is nothing.',
    fix: 'Correct the tags in the list, or tag the questions it is about.',
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
    title: 'A case that does not exist',
    why: 'A case built on one that is not there has no answers of its own, so it would test nothing and still pass.',
    fix: 'Take the id of another case of the same pack.',
    bad: {
      'cases/all.yaml': casesWithBase('#! M223 frist\n    base: frist'),
    },
    good: {
      'cases/all.yaml': casesWithBase('base: first'),
    },
  },
  M224: {
    title: 'A derived fact with two formulas, or none',
    why: 'A ratio and a difference of the same numbers are different facts. If one is silently taken, growth of 20 percent may be read as 20 million.',
    fix: 'Keep one formula for each fact.',
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
    title: 'A formula over something that is no number',
    why: 'An industry cannot be divided by a number of people. The derived fact would be nothing for everybody, and what depends on it is never met.',
    fix: 'Name facts and questions that are numbers. To turn a choice into a number, give it points in a score.',
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
    title: 'A share of something without a best',
    why: 'A score "of 100" divides by the best that is possible. Where a number has no end, nobody knows what the whole is, and every share would be made up.',
    fix: 'State the best with `best`, or give the number a `maximum`.',
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
    title: 'Comparisons that give no weights',
    why: 'Where two members were never compared, or each was called more important than the other, the weights would be invented, and with them the order of all enterprises.',
    fix: 'Compare every two members once. Where comparisons contradict each other, change the one that fits the others least.',
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
    title: 'A renaming that cannot be told apart',
    why: 'Answers given under the old id would be taken over twice, or for another question that has this id now, and an enterprise is scored with what it never said.',
    fix: 'Let each old id be the `renamedFrom` of one thing only, and of none while something still has that id.',
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
    title: 'Measures that exclude each other although one needs the other',
    why: 'A measure cannot be taken with what it excludes, nor without what it needs: it could never be planned, and nobody would be told why.',
    fix: 'Take the exclusion, the common variant or the need away, or name the measure that is meant.',
    bad: { 'measures.yaml': catalogueWith('#! M231 cloud-erp\n    excludes: [cloud-erp]') },
    good: { 'measures.yaml': catalogueWith('tags: [cloud]') },
  },
  M233: {
    title: 'A plausible range that cannot be',
    why: 'With its ends exchanged every number is asked back; an end beyond what is allowed catches nothing, although it looks as if it did.',
    fix: 'Put both ends within `minimum` and `maximum`, the lower one below the upper one, and so wide that no real enterprise lies outside.',
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
