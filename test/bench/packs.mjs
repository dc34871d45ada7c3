// Packs made for measuring: like real ones in shape, different in every id.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What an error changes in a questionnaire; schemas alone find each of these. */
const SLIPS = [
  ['type: single', 'type: singel'],
  ['title: A pack', 'titel: A pack'],
  ['languages: [en]', 'languages: en'],
  ['maximum: 5', 'maximum: five'],
];

/** Writes a pack of about so many lines, of which three in four are the questionnaire; with the slip of that number, and a last question. */
export async function writePack(folder, { lines, slip, last = '' }) {
  const questions = Math.floor((lines - 20) / 13);
  await mkdir(folder, { recursive: true });
  const [from, to] = SLIPS[slip] ?? ['', ''];
  const questionnaire = questionnaireOf(path.basename(folder), questions);
  await writeFile(path.join(folder, 'questionnaire.yaml'), questionnaire.replace(from, to) + last);
  await writeFile(path.join(folder, 'rubric.yaml'), rubricOf(path.basename(folder), questions));
}

function questionnaireOf(id, questions) {
  const sections = [];
  for (let q = 0; q < questions; q++) {
    if (q % 10 === 0) sections.push(`  - id: s${q / 10}\n    title: Section ${q / 10}\n    questions:`);
    sections.push(`      - id: q${q}
        type: ${q % 3 === 2 ? 'scale' : 'single'}
        text: How far is the enterprise with the matter number ${q}?
        help: Ask for a document that shows it, and for the person in charge.
        evidence: optional${
          q % 3 === 2
            ? '\n        minimum: 0\n        maximum: 5\n        unit: steps\n        notApplicable: true'
            : `
        options:
          - { id: none, text: Nothing was done about ${q} }
          - { id: partial, text: Some of it was done }
          - { id: full, text: All of it was done }`
        }`);
  }
  return `kind: questionnaire
id: ${id}
version: 1.0.0
title: A pack
languages: [en]
source: { document: made for measuring, verified: true }
sections:
${sections.join('\n')}
`;
}

function rubricOf(id, questions) {
  const points = [];
  const scores = [];
  for (let q = 0; q < questions; q++) {
    if (q % 3 !== 2) points.push(`  q${q}:\n    none: 0\n    partial: ${(q % 4) + 1}\n    full: 5`);
  }
  for (let s = 0; s * 10 < questions; s++) scores.push(`  s${s}:\n    mean: s${s}`);
  return `kind: rubric
id: ${id}
source: { document: made for measuring, verified: true }
points:
${points.join('\n')}
scores:
${scores.join('\n')}
  total:
    mean: [${scores.map((_, s) => `s${s}`).join(', ')}]
  level:
    of: total
    steps: { 0: 1, 2: 2, 4: 3 }
`;
}
