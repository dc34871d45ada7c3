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
