import type { Language, Messages } from '../../i18n/index.ts';

/** What a new repository is about. */
export interface Subject {
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  readonly words: Messages['init'];
}

/** A text as YAML: in double quotes, which take whatever it holds. */
export const quote = (text: string): string => JSON.stringify(text);

/** The sample questionnaire: what is asked of whom. */
export function questionnaireText({ id, title, language, words }: Subject): string {
  const { pack, comments } = words;
  const [none, single, most, controlled] = pack.machineLabels;
  return `# ${comments.questionnaire}
kind: questionnaire
id: ${id}
version: 0.1.0
title: ${quote(title)}
text: ${quote(pack.purpose)}
languages: [${language}]
policy: region
source: { document: ${quote(pack.source)}, verified: false }

facts:
  - { id: number, type: text, key: true, required: true, text: ${quote(pack.number)} }
  - { id: name, type: text, required: true, text: ${quote(pack.name)} }
  - { id: employees, type: integer, minimum: 0, text: ${quote(pack.employees)} }
  - id: size
    type: single
    group: true
    text: ${quote(pack.size)}
    options:
      - { id: small, text: ${quote(pack.sizes.small)} }
      - { id: medium, text: ${quote(pack.sizes.medium)} }
      - { id: large, text: ${quote(pack.sizes.large)} }
    first:
      - { value: large, when: { employees: { minimum: 250 } } }
      - { value: medium, when: { employees: { minimum: 50 } } }
      - { value: small }

sections:
  - id: operations
    title: ${quote(pack.operations)}
    questions:
      - id: planning
        type: single
        text: ${quote(pack.planning)}
        help: ${quote(pack.planningHelp)}
        options:
          - { id: paper, text: ${quote(pack.plannings.paper)} }
          - { id: sheets, text: ${quote(pack.plannings.sheets)} }
          - { id: system, text: ${quote(pack.plannings.system)} }
      - id: machines
        type: scale
        maximum: 3
        text: ${quote(pack.machines)}
        labels:
          0: ${quote(none)}
          1: ${quote(single)}
          2: ${quote(most)}
          3: ${quote(controlled)}
  - id: data
    title: ${quote(pack.data)}
    questions:
      - id: protection
        type: multiple
        text: ${quote(pack.protection)}
        options:
          - { id: none, exclusive: true, text: ${quote(pack.protections.none)} }
          - { id: backup, text: ${quote(pack.protections.backup)} }
          - { id: accounts, text: ${quote(pack.protections.accounts)} }
          - { id: training, text: ${quote(pack.protections.training)} }
      - id: figures
        type: single
        text: ${quote(pack.figures)}
        options:
          - { id: rarely, text: ${quote(pack.figureOptions.rarely)} }
          - { id: monthly, text: ${quote(pack.figureOptions.monthly)} }
          - { id: daily, text: ${quote(pack.figureOptions.daily)} }
`;
}

/** The sample rubric: twelve points, three levels. */
export function rubricText({ id, words: { pack, comments } }: Subject): string {
  const [first, second, third] = pack.levels;
  return `# ${comments.rubric}
kind: rubric
id: ${id}
source: { document: ${quote(pack.source)}, verified: false }
decimals: 1
points:
  planning: { paper: 0, sheets: 1, system: 3 }
  protection: { each: 1 }
  figures: { rarely: 0, monthly: 1, daily: 3 }
scores:
  operations: sum
  data: sum
  total:
    title: ${quote(pack.total)}
    sum: [operations, data]
    to: 100
  level:
    title: ${quote(pack.level)}
    levels:
      - { value: 1, title: ${quote(first)}, when: { total: { minimum: 25 } } }
      - { value: 2, title: ${quote(second)}, when: { total: { minimum: 50 }, operations: { minimum: 3 } } }
      - { value: 3, title: ${quote(third)}, when: { total: { minimum: 75 }, data: { minimum: 4 } } }
`;
}

/** The sample catalogue: from the lowest answers to the highest level. */
export function measuresText({ words: { pack, comments } }: Subject): string {
  const cost = (low: number, high: number): string =>
    `{ low: ${low}, high: ${high}, currency: ${pack.currency}, illustrative: true }`;
  return `# ${comments.measures}
kind: measures
source: { document: ${quote(pack.source)}, verified: false }
measures:
  - id: planning-system
    title: ${quote(pack.measures.planningSystem)}
    when: { planning: { enum: [paper, sheets] } }
    achieves: { planning: system }
    cost: ${cost(20000, 60000)}
    months: { low: 3, high: 6 }
    tags: [software]
  - id: machine-data
    title: ${quote(pack.measures.machineData)}
    when: { machines: { maximum: 1 } }
    achieves: { machines: 2 }
    needs: [planning-system]
    cost: ${cost(30000, 120000)}
    months: { low: 3, high: 9 }
    tags: [equipment]
  - id: data-protection
    title: ${quote(pack.measures.protection)}
    achieves: { protection: { add: [backup, accounts, training] } }
    cost: ${cost(3000, 10000)}
    months: { low: 1, high: 2 }
    tags: [software, quick]
  - id: dashboard
    title: ${quote(pack.measures.dashboard)}
    when: { figures: { enum: [rarely, monthly] } }
    achieves: { figures: daily }
    cost: ${cost(5000, 20000)}
    months: { low: 1, high: 3 }
    tags: [software, quick]
`;
}

/** Cases of the sample, calculated by hand. */
export function casesText({ words: { pack, comments } }: Subject): string {
  const { cases, example } = pack;
  return `# ${comments.cases}
kind: cases
cases:
  - id: lowest
    why: ${quote(cases.lowest)}
    facts: { number: '1', name: ${quote(example)}, employees: 20 }
    answers: { planning: paper, machines: 0, protection: [none], figures: rarely }
    expect: { scores: { operations: 0, data: 0, total: 0 }, level: null, unmet: [total] }
  - id: highest
    base: lowest
    why: ${quote(cases.highest)}
    answers: { planning: system, machines: 3, protection: [backup, accounts, training], figures: daily }
    expect: { scores: { operations: 6, data: 6, total: 100 }, level: 3 }
  - id: gate-of-level-3
    base: highest
    why: ${quote(cases.gate)}
    answers: { figures: rarely }
    expect: { scores: { data: 3, total: 75 }, level: 2, unmet: [data] }
  - id: data-not-answered
    base: highest
    why: ${quote(cases.open)}
    answers: { protection: { state: unanswered }, figures: { state: unanswered } }
    expect: { scores: { operations: 6, total: { lowest: 50, highest: 100 } }, level: { lowest: 2, highest: 3 } }
  - id: quick-track
    base: lowest
    why: ${quote(cases.plan)}
    asOf: 2026-06-30
    expect: { facts: { size: small }, track: quick, measures: [data-protection], instruments: { voucher: eligible } }
`;
}
