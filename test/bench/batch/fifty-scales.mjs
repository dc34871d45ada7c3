// The pack of fifty plain scales: the easy case, made for measuring.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SCALES } from './rubrics.mjs';

/** Writes the pack into a folder and gives its path. */
export function writeFiftyScales(folder) {
  const head = { id: 'fifty-scales', source: { document: 'made for measuring', verified: true } };
  const groups = Object.entries(SCALES);
  const scale = (id) => ({ id, type: 'scale', minimum: 0, maximum: 4, text: `How far is ${id}?` });
  const gate = (level) => Object.fromEntries(groups.map(([id]) => [id, { minimum: level * 0.75 }]));
  const documents = {
    questionnaire: {
      ...{ kind: 'questionnaire', ...head, version: '1.0.0', title: 'Fifty questions', languages: ['en'] },
      facts: [
        { id: 'uscc', type: 'uscc', key: true, required: true, text: 'The code' },
        ...['name', 'district', 'chain'].map((id) => ({ id, type: 'text', group: id !== 'name', text: `The ${id}` })),
      ],
      sections: groups.map(([id, weights]) => ({
        id: `s${id}`,
        title: id,
        questions: Object.keys(weights).map(scale),
      })),
    },
    rubric: {
      ...{ kind: 'rubric', ...head, points: { all: { 0: 0, 1: 1, 2: 2, 3: 3, 4: 4 } } },
      scores: {
        ...Object.fromEntries(groups.map(([id, weights]) => [id, { mean: weights }])),
        total: { mean: Object.keys(SCALES) },
        level: { levels: [1, 2, 3].map((value) => ({ value, when: gate(value) })) },
      },
    },
  };
  const home = path.join(folder, head.id);
  mkdirSync(home, { recursive: true });
  // JSON is YAML, too.
  for (const [kind, document] of Object.entries(documents)) {
    writeFileSync(path.join(home, `${kind}.yaml`), JSON.stringify(document, null, 1));
  }
  return home;
}
