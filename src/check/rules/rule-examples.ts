// The examples of rules: the parser of their marks, and the small packs they are built from.
import type { Example } from '../rule-definition.ts';

/** A finding that an example announces. Line and column count from 1, columns in characters. */
interface MarkedFinding {
  readonly code: string;
  readonly line: number;
  readonly column: number;
  /** The marked text. */
  readonly text: string;
}

export interface ExampleFile {
  readonly name: string;
  /** The content without the lines that announce findings. */
  readonly text: string;
  readonly findings: readonly MarkedFinding[];
}

/** Reads the files that an example itself gives, and the findings they announce. */
export function readExample(example: Example): readonly ExampleFile[] {
  return Object.entries(example).map(([name, text]) => readExampleFile(name, text));
}

function readExampleFile(name: string, text: string): ExampleFile {
  const lines: string[] = [];
  const announced: MarkedFinding[] = [];
  let waiting: { readonly code: string; readonly text: string }[] = [];
  for (const line of text.split('\n')) {
    const [, code, marked] = /^\s*#! ([AM]\d{3}) (.+)$/.exec(line) ?? [];
    if (code !== undefined && marked !== undefined) {
      waiting.push({ code, text: marked });
      continue;
    }
    lines.push(line);
    for (const one of waiting) {
      const at = line.indexOf(one.text);
      if (at < 0) throw new Error(`${name}:${lines.length} does not hold ${one.text}`);
      announced.push({ ...one, line: lines.length, column: [...line.slice(0, at)].length + 1 });
    }
    waiting = [];
  }
  return { name, text: lines.join('\n'), findings: announced };
}

/** A question with one scale. */
export const ERP_SCALE = '      - { id: erp, type: scale, maximum: 4 }';
const ERP_QUESTION = '      - { id: erp, type: single, options: [none, partial, full] }';

/** Builds a questionnaire of one section. */
export function sampleQuestionnaire(questions: string, facts = ''): string {
  return `kind: questionnaire
id: small
version: 1.0.0
title: A small pack
languages: [en]
source: { document: an example, verified: true }
${facts}sections:
  - id: tools
    questions:
${questions}
`;
}

/** A questionnaire of two scales, for the rules on scores. */
export const TWO_SCALES = sampleQuestionnaire(`      - { id: erp, type: scale, maximum: 4 }
      - { id: mes, type: scale, maximum: 4 }`);

export const THREE_SCALES = sampleQuestionnaire(`      - { id: erp, type: scale, maximum: 4 }
      - { id: mes, type: scale, maximum: 4 }
      - { id: crm, type: scale, maximum: 4 }`);

/** Builds the facts `employees` and `size`; `size` follows these cases and is small otherwise. */
export function sizeFacts(cases: string): string {
  return `facts:
  - { id: employees, type: integer, minimum: 0 }
  - id: size
    first:
${cases}
      - { value: small }
`;
}

/** The same facts with their cases in the right order. */
export const SIZE_FACTS = sizeFacts(`      - { value: large, when: { employees: { minimum: 250 } } }
      - { value: medium, when: { employees: { minimum: 50 } } }`);

export function bilingualQuestionnaire(questions: string): string {
  return sampleQuestionnaire(questions)
    .replace('languages: [en]', 'languages: [en, de]')
    .replace('title: A small pack', 'title: { en: A small pack, de: Ein kleines Paket }');
}

export function sampleRubric(lines: string): string {
  return `kind: rubric
id: small
source: { document: an example, verified: true }
${lines}
`;
}

/** A rubric that sums up all questions with numbers of their own. */
export const SUM_RUBRIC = sampleRubric('scores: { tools: sum }');

/** The same rubric with these levels. */
export function levelsRubric(levels: string): string {
  return sampleRubric(`scores:
  tools: sum
  level:
    levels:
${levels}`);
}

/** A questionnaire with one single-choice question. */
export const ERP_QUESTIONNAIRE = sampleQuestionnaire(ERP_QUESTION);

/** The same questionnaire with these facts. */
export function factsQuestionnaire(facts: string): string {
  return sampleQuestionnaire(ERP_QUESTION, `facts:\n${facts}\n`);
}

/** Builds a rubric with points for the question `erp`, and these scores. */
export function erpRubric(scores: string): string {
  return sampleRubric(`points: { erp: { none: 0, partial: 1, full: 2 } }\n${scores}`);
}

export const ERP_RUBRIC = erpRubric('scores: { tools: sum }');

export function sampleMeasures(lines: string): string {
  return `kind: measures
source: { document: an example, verified: true }
measures:
${lines}
`;
}

export function samplePolicy(lines: string): string {
  return `kind: policy
id: town
version: 1.0.0
title: A small town
currency: EUR
source: { document: an example, verified: true }
${lines}
`;
}

/** Builds a policy of one voucher with these lines. */
export function voucherPolicy(lines: string): string {
  return samplePolicy(`instruments:
  - id: voucher
    title: Voucher
    type: voucher
    ${lines}
    source: { document: an example, verified: true }`);
}

/** A pack of one scale that names the policy `town`. */
export function townPack(facts = ''): Record<'questionnaire.yaml' | 'rubric.yaml', string> {
  return { 'questionnaire.yaml': sampleQuestionnaire(ERP_SCALE, `policy: town\n${facts}`), 'rubric.yaml': SUM_RUBRIC };
}

/** A pack with weights that look like a slip, for baselines. */
export const ODD_WEIGHTS = {
  'questionnaire.yaml': THREE_SCALES,
  'rubric.yaml': sampleRubric(`scores:
  tools: { mean: { erp: 40, mes: 35, crm: 24 } }`),
} as const;

/** A baseline that accepts the odd weights. */
export function weightsBaseline(reason: string): string {
  return `kind: baseline
findings:
  - code: M309
    file: rubric.yaml
    text: mean
    reason: ${reason}
`;
}
