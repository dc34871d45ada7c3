import { afterAll, beforeAll, expect, test } from 'vitest';
import { runs } from '../property-runs.ts';
import { type DocumentFuzz, prepareDocuments } from './documents.ts';
import { createChance } from './mutate.ts';

let documents: DocumentFuzz;
beforeAll(async () => {
  documents = await prepareDocuments();
}, 600_000);
afterAll(() => documents.remove());

test('no changed pack, answers, enterprise file or table makes a command crash, hang or steer the terminal', {
  timeout: Number(process.env.MATURA_RUNS ?? 1) * 300_000,
}, async () => {
  const { numRuns, seed = 1 } = runs(60);
  const chance = createChance(seed);
  const wrong: string[] = [];
  for (let i = 0; i < numRuns; i++) {
    const found = await documents.tryOne(chance);
    if (found) wrong.push(found);
  }
  expect(wrong).toEqual([]);
});
