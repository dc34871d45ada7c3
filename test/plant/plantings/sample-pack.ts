/** A pack of five marks from 0 to 10 with a total worked out by a rule, and further scores. */
export function juryPack(rule: string, scores = ''): Readonly<Record<string, string>> {
  const marks = ['q1', 'q2', 'q3', 'q4', 'q5'];
  return {
    'jury/questionnaire.yaml': `kind: questionnaire
id: jury
version: 1.0.0
title: Five marks
languages: [en, de]
source: { document: an example, verified: true }
facts:
  - { id: number, type: text, key: true, text: Number }
sections:
  - id: marks
    questions:
${marks.map((id) => `      - { id: ${id}, type: scale, maximum: 10, text: Mark ${id} }`).join('\n')}
`,
    'jury/rubric.yaml': `kind: rubric
id: jury
source: { document: an example, verified: true }
scores:
  total: { ${rule} }
${scores}`,
  };
}
