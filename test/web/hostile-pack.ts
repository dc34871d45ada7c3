import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PAYLOADS } from './script-payloads.ts';

/** Writes a pack with a payload in every text into a folder, which it gives back. */
export async function makeHostilePack(folder: string): Promise<string> {
  const text = (i: number): string => JSON.stringify(PAYLOADS[i % PAYLOADS.length]);
  let i = 0;
  const next = (): string => text(i++);
  await writeFile(
    path.join(folder, 'questionnaire.yaml'),
    `kind: questionnaire
id: hostile
version: 1.0.0
title: ${text(5)}
text: ${next()}
languages: [en]
source: { document: ${next()}, url: ${next()}, note: ${next()} }
facts:
  - { id: key, type: text, key: true, required: true, text: ${next()}, help: ${next()} }
  - { id: name, type: text, text: ${next()} }
  - { id: number, type: integer, unit: ${next()}, text: ${next()} }
sections:
  - id: one
    title: ${next()}
    text: ${next()}
    questions:
      - id: a
        type: single
        text: ${next()}
        help: ${next()}
        options: [ { id: x, text: ${next()}, help: ${next()} }, { id: y, text: ${next()} } ]
      - { id: b, type: scale, maximum: 2, text: ${next()}, labels: { 0: ${next()}, 1: ${next()}, 2: ${next()} } }
      - { id: c, type: scale, maximum: 12, text: ${next()}, labels: { 0: ${next()} } }
      - { id: d, type: text, text: ${next()} }
`,
  );
  await writeFile(
    path.join(folder, 'rubric.yaml'),
    `kind: rubric
id: hostile
source: { document: ${next()}, note: ${next()} }
points: { a: { x: 0, y: 1 } }
scores:
  p: { title: ${next()}, sum: [a] }
  q: { title: ${next()}, sum: [b] }
  r: { title: ${next()}, sum: [c] }
  level:
    title: ${next()}
    levels:
      - { value: 1, title: ${next()}, when: { p: { minimum: 1 } } }
      - { value: 2, title: ${next()}, when: { r: { minimum: 5 } } }
`,
  );
  return folder;
}
