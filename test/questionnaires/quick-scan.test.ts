import { describe, expect, test } from 'vitest';
import { preparePack, readSheet, recommendFor } from '../policy/joinery-pack.ts';
import { measuresOf, policyOf, questionnaireOf, questionsOf, rubricOf } from './bundled-documents.ts';

const PACK = 'quick-scan-china';
const questions = questionsOf(PACK);

test('the quick scan asks 20 questions in six sections, each with help and a description of every step', () => {
  expect(questionnaireOf(PACK).sections).toHaveLength(6);
  expect(questions).toHaveLength(20);
  for (const { id, help, minimum, maximum, labels } of questions) {
    expect(help, id).toBeDefined();
    expect([minimum, maximum, Object.keys(labels ?? {})], id).toEqual([0, 3, ['0', '1', '2', '3']]);
  }
});

describe('the measures of the quick scan', () => {
  const pack = preparePack({
    questionnaire: questionnaireOf(PACK),
    rubric: rubricOf(PACK),
    measures: measuresOf(PACK),
    policies: [policyOf('chengdu'), policyOf('central')],
  });
  const lowest = Object.fromEntries(questions.map(({ id }) => [id, 0]));

  test.each([
    ['industry', 2],
    ['industry', 3],
    ['industry', 4],
    ['software', 2],
    ['software', 3],
    ['software', 4],
  ])('the quick scan’s measures lead from the lowest level in %s to level %i', (sector, target) => {
    const sheet = readSheet(pack, lowest, { sector, employees: 60, revenue: 3000, offers: 500 });
    const found = recommendFor(pack, sheet, target);
    expect(found.target).toMatchObject({ level: target, reached: true, levelAfter: target });
    const workshop = found.measures.some(({ id }) => ['light-mes', 'maintenance-app'].includes(id));
    expect(workshop).toBe(sector === 'industry');
  });

  test.each([
    [undefined, false, ['offers']],
    [199, false, undefined],
    [200, true, undefined],
  ])(
    'AI in one process, which is not worth it below 200 quotes and answers a year, is planned only from there on (%s)',
    (offers, isPlanned, asked) => {
      const facts = { sector: 'industry', employees: 60, revenue: 3000, users: 20, machines: 20 };
      const sheet = readSheet(pack, lowest, offers === undefined ? facts : { ...facts, offers });
      const found = recommendFor(pack, sheet, 3);
      expect(found.measures.some(({ id }) => id === 'ai-assistant')).toBe(isPlanned);
      expect(found.clarify).toEqual(asked);
    },
  );
});
