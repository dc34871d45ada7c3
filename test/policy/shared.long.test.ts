import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../property-runs.ts';
import { preparePack, readJoinery, readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

test('many enterprises advised under one pack and policy get the same advice as each by itself', () => {
  const documents = readJoinery();
  const shared = preparePack(documents);
  const questions = shared.plan.inputs.filter(({ role, type }) => role === 'question' && type !== 'text');
  const answer = ({ type, options, range }: (typeof questions)[number]): fc.Arbitrary<unknown> => {
    const ids = options.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
    if (type === 'boolean') return fc.boolean();
    if (type === 'single') return fc.constantFrom(...ids);
    if (type === 'multiple') return fc.subarray(ids, { minLength: 1, maxLength: 1 });
    return fc.integer({ min: Number(range.low?.n ?? 0n), max: Number(range.high?.n ?? 9n) });
  };
  const answers = fc.record(Object.fromEntries(questions.map((input) => [input.name, answer(input)])), {
    requiredKeys: [],
  });
  let advised = 0;
  fc.assert(
    fc.property(fc.array(answers, { minLength: 2, maxLength: 4 }), (all) => {
      for (const given of all) {
        const wished = { solver, roadmap: false };
        const said = [shared, preparePack(documents)].map((pack) =>
          recommendFor(pack, readSheet(pack, given), undefined, '2026-06-30', wished),
        );
        advised++;
        expect(said[0]).toEqual(said[1]);
      }
    }),
    runs(40),
  );
  expect(advised).toBeGreaterThan(70);
});
