import { beforeAll, describe, expect, test } from 'vitest';
import type { Plan } from '../../../src/scoring/plan.ts';
import { answerBoth } from './answer-both-ways.ts';
import { openBundled } from './open-bundled-pack.ts';
import { WORKSHOP } from './terminal-session.ts';

describe('diagnose compared with score', () => {
  let bundled: Plan;
  let workshop: Plan;

  beforeAll(async () => {
    ({ plan: bundled } = await openBundled('miit-sme-2024'));
    ({ plan: workshop } = await openBundled(WORKSHOP));
  });

  test.for(Array.from({ length: 7 }, (_, i) => 100 + i))(
    'diagnose gives the same result as score for miit-sme-2024, answer sheet %i',
    async (seed) => {
      const { terminal, file } = await answerBoth('miit-sme-2024', bundled, seed);
      expect(terminal.assessments.at(-1)?.result).toEqual(file);
    },
  );

  test.for(Array.from({ length: 7 }, (_, i) => 200 + i))(
    'diagnose gives the same result as score for every kind of question, answer sheet %i',
    async (seed) => {
      const { terminal, file } = await answerBoth(WORKSHOP, workshop, seed);
      expect(terminal.assessments.at(-1)?.result).toEqual(file);
    },
  );
});
