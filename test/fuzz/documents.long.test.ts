import { afterAll, beforeAll, expect, test } from 'vitest';
import { runs } from '../property-runs.ts';
import { type DocumentFuzz, prepareDocuments } from './documents.ts';
import { createChance } from './mutate.ts';

let documents: DocumentFuzz;
beforeAll(async () => {
  documents = await prepareDocuments();
}, 600_000);
afterAll(() => documents.remove());

/** After so many a line says how far it is. */
const IN_ONE_GO = 50;
const MINUTES = Number(process.env.MATURA_MINUTES ?? 5);

test('no mutated pack, answers, enterprise file or table makes a command crash, hang or control the terminal', {
  timeout: (MINUTES + 5) * 60_000,
}, async () => {
  const { numRuns, seed = 1 } = runs(60);
  const chance = createChance(seed);
  const wrong: string[] = [];
  const until = performance.now() + MINUTES * 60_000;
  for (let tried = 1; tried <= numRuns && performance.now() < until; tried++) {
    const found = await documents.tryOne(chance);
    if (found) wrong.push(found);
    if (tried % IN_ONE_GO === 0) process.stderr.write(`${tried} of ${numRuns} documents, ${wrong.length} wrong\n`);
  }
  expect(wrong).toEqual([]);
});
