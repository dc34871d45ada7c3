import { expect, test } from 'vitest';
import { DEFAULT_TOLERANCE } from '../../src/policy/optimise/level-optimiser.ts';
import type { Input } from '../../src/scoring/plan.ts';
import { BUNDLED_TRADES, prepareWith } from './bundled-packs.ts';
import { type Answer, createDraws, drawAnswer, drawableQuestions, moveAnswer } from './drawn-enterprises.ts';
import { readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

const ENTERPRISES = 120;

const pack = prepareWith('chengdu.yaml');

const questions = drawableQuestions(pack);

test(`most of a plan stays when one answer moves by one level: ${ENTERPRISES} enterprises`, () => {
  const at = createDraws(7);
  let [planned, stayed, afresh] = [0, 0, 0];
  for (let i = 0; i < ENTERPRISES; i++) {
    const answers = Object.fromEntries(questions.map((input) => [input.name, drawAnswer(input, at)]));
    const employees = [8, 35, 90, 180, 326, 700][at(6)] as number;
    const trade = BUNDLED_TRADES[at(BUNDLED_TRADES.length)];
    const facts = {
      sector: 'industry',
      employees,
      revenue: employees * 60,
      machines: Math.ceil(employees / 4),
      ...(trade ? { trade } : {}),
    };
    const recommendOn = (stated: object, earlier: readonly string[] = []): string[] => {
      const sheet = readSheet(pack, { ...answers, ...stated }, facts);
      const given = { solver, priorities: pack.priorities, tolerance: DEFAULT_TOLERANCE, earlier };
      return recommendFor(pack, sheet, undefined, undefined, given).measures.map(({ id }) => id);
    };
    const before = recommendOn({});
    let [name, moved]: [string, Answer | undefined] = ['', undefined];
    while (moved === undefined) {
      const input = questions[at(questions.length)] as Input;
      [name, moved] = [input.name, moveAnswer(input, answers[input.name] as Answer, at(2) === 0)];
    }
    const after = recommendOn({ [name]: moved }, before);
    const without = recommendOn({ [name]: moved });
    planned += before.length;
    stayed += before.filter((id) => after.includes(id)).length;
    afresh += before.filter((id) => without.includes(id)).length;
  }
  const said = `${stayed} of ${planned} measures stay; planned afresh it would be ${afresh}`;
  expect(stayed / planned, said).toBeGreaterThan(0.9);
}, 900_000);
