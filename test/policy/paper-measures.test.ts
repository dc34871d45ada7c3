import { expect, test } from 'vitest';
import { prepareWith } from './bundled-packs.ts';
import { createDraws, drawAnswer, drawableQuestions, drawFacts } from './drawn-enterprises.ts';
import { readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

const pack = prepareWith('germany.yaml', 'quick-scan');
const { priorities, cautions } = pack;
const documents = new Set(pack.measures.flatMap(({ id, definition }) => (definition.paper ? [id] : [])));

/** Returns why documents are in the plan of a drawn enterprise. */
function whyDocuments(seed: number): readonly (string | undefined)[] {
  const draw = createDraws(seed);
  const answers = Object.fromEntries(drawableQuestions(pack).map((input) => [input.name, drawAnswer(input, draw)]));
  const sheet = readSheet(pack, answers, { ...drawFacts(pack, draw), revenue: 4_000_000 });
  const more = { priorities, cautions, solver, tolerance: { n: 15n, d: 100n } };
  const { measures } = recommendFor(pack, sheet, undefined, '2026-12-02', more);
  return measures.flatMap(({ id, why }) => (documents.has(id) ? [why] : []));
}

test('a document, which by itself changes nothing, is planned for a gap or the level, never for a little extra', () => {
  const reasons = Array.from({ length: 40 }, (_, seed) => whyDocuments(seed)).flat();
  expect(documents).toContain('plan');
  expect(reasons).not.toContain('gaps');
  expect(new Set(reasons)).toEqual(new Set(['priority', 'level']));
});
