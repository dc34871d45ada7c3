import { expect, test } from 'vitest';
import { addPackAnswers } from '../../src/interview/index.ts';
import type { JudgedInstrument, Policy } from '../../src/model/generated/types.ts';
import { addInferred, inferPlaces } from '../../src/policy/policy-place.ts';
import { evaluate, inputAt } from '../../src/scoring/index.ts';
import { BUNDLED, prepareWith, withIncluded } from './bundled-packs.ts';
import { createDraws, drawAnswer, drawableQuestions, drawFacts } from './drawn-enterprises.ts';
import { readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

const PROGRAMMES = BUNDLED.filter((file) => !(withIncluded(file)[0] as Policy).template);
const ENTERPRISES = 3;

/** The facts and answers to find out for an instrument, as a page names them. */
const namesOf = ({ clarify = [], amount, loan }: JudgedInstrument): string[] => [
  ...clarify,
  ...(amount?.clarify ?? []),
  ...(loan?.clarify ?? []),
  ...(amount?.example ? [amount.example.name] : []),
];

/** The first of the bundled packs that asks for what a programme reads, with it. */
function packFor(file: string) {
  for (const id of ['quick-scan', 'quick-scan-china', 'miit-sme-2024']) {
    try {
      return [id, file, prepareWith(file, id)] as const;
    } catch {
      // The programme reads facts that this pack does not ask for.
    }
  }
  throw new Error(`no pack for ${file}`);
}

test.each(PROGRAMMES.map(packFor))(
  '%s with %s: what a plan asks to find out for funding is asked, and not answered yet',
  (_, __, pack) => {
    const { plan } = pack;
    const questions = drawableQuestions(pack);
    const draw = createDraws(17);
    for (let i = 0; i < ENTERPRISES; i++) {
      const answers = Object.fromEntries(questions.map((input) => [input.name, drawAnswer(input, draw)]));
      // Some facts stay open, so that instruments depend on them.
      const facts = Object.fromEntries(
        Object.entries(drawFacts(pack, draw)).filter(([name]) => name === 'sector' || draw(3) > 0),
      );
      const stated = readSheet(pack, answers, { ...facts, ...(plan.names.has('country') ? { country: 'DE' } : {}) });
      const sheet = addPackAnswers(addInferred(stated, inferPlaces(stated, plan)), plan);
      const given = { solver, priorities: pack.priorities };
      const { instruments } = recommendFor(pack, sheet, undefined, '2026-12-02', given);
      const { asked, states } = evaluate(plan, sheet);
      const wrong = [...new Set(instruments.flatMap(namesOf))].filter((name) => {
        const node = plan.names.get(name)?.node;
        if (node === undefined || !plan.inputs.includes(inputAt(plan, node))) return true;
        return asked[node] === 'fails' || states[node] === 'answered';
      });
      expect(wrong, `enterprise ${i}`).toEqual([]);
    }
  },
);
