/** A questionnaire of one section, for the examples of rules. */
export function questionnaireOf(questions: string, facts = ''): string {
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

/** A questionnaire of two scales, for the examples of rules on scores. */
export const TWO_SCALES = questionnaireOf(`      - { id: erp, type: scale, maximum: 4 }
      - { id: mes, type: scale, maximum: 4 }`);

/** A questionnaire in English and German, for the examples of rules. */
export function bilingualOf(questions: string): string {
  return questionnaireOf(questions)
    .replace('languages: [en]', 'languages: [en, de]')
    .replace('title: A small pack', 'title: { en: A small pack, de: Ein kleines Paket }');
}

/** A rubric of these lines, for the examples of rules. */
export function rubricOf(lines: string): string {
  return `kind: rubric
id: small
source: { document: an example, verified: true }
${lines}
`;
}

/** Measures of these lines, for the examples of rules. */
export function measuresOf(lines: string): string {
  return `kind: measures
source: { document: an example, verified: true }
measures:
${lines}
`;
}

/** A policy of these lines, for the examples of rules. */
export function policyOf(lines: string): string {
  return `kind: policy
id: town
version: 1.0.0
title: A small town
currency: EUR
source: { document: an example, verified: true }
${lines}
`;
}

/** A pack with weights that look like a slip, for the examples of rules on baselines. */
export const ODD_WEIGHTS = {
  'questionnaire.yaml': questionnaireOf(`      - { id: erp, type: scale, maximum: 4 }
      - { id: mes, type: scale, maximum: 4 }
      - { id: crm, type: scale, maximum: 4 }`),
  'rubric.yaml': rubricOf(`scores:
  tools: { mean: { erp: 40, mes: 35, crm: 24 } }`),
} as const;

/** A baseline that knows the odd weights. */
export function knownWeights(reason: string): string {
  return `kind: baseline
findings:
  - code: M309
    file: rubric.yaml
    text: mean
    reason: ${reason}
`;
}
