/** A questionnaire of one section. */
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

/** The same in English and German. */
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
