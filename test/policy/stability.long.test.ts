import { expect, test } from 'vitest';
import { DEFAULT_TOLERANCE } from '../../src/policy/optimise/level-optimiser.ts';
import type { Input } from '../../src/scoring/plan.ts';
import { BUNDLED_TRADES, prepareWith } from './bundled-packs.ts';
import { readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

const ENTERPRISES = 120;

const pack = prepareWith('chengdu.yaml');

/** A step of a sequence that looks random and is the same every time: a whole number below `size`. */
function draws(seed: number): (size: number) => number {
  let state = seed;
  return (size) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * size);
  };
}

const questions = pack.plan.inputs.filter(({ role, type }) => role === 'question' && type !== 'text');

type Answer = string | number | readonly string[];

/** An answer of a firm as consultants meet them: most are low, few are at the top. */
function drawAnswer({ type, options }: Input, at: (size: number) => number): Answer {
  const low = (size: number): number => Math.min(at(size), at(size));
  if (type === 'single') return options[low(options.length)]?.id ?? '';
  if (type !== 'multiple') return low(5);
  const free = options.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
  const some = free.filter(() => at(3) === 0);
  return some.length > 0 ? some : [options.find(({ exclusive }) => exclusive)?.id ?? (free[0] as string)];
}

/** The answer one level or option further or back, where there is one. */
function move({ type, options }: Input, answer: Answer, up: boolean): Answer | undefined {
  if (type === 'single') return options[options.findIndex(({ id }) => id === answer) + (up ? 1 : -1)]?.id;
  if (typeof answer === 'number')
    return up ? (answer < 4 ? answer + 1 : undefined) : answer > 0 ? answer - 1 : undefined;
  const exclusive = options.find((option) => option.exclusive)?.id;
  const chosen = (answer as readonly string[]).filter((id) => id !== exclusive);
  if (!up) return chosen.length > 1 ? chosen.slice(1) : undefined;
  const next = options.find(({ id }) => id !== exclusive && !chosen.includes(id));
  return next && [...chosen, next.id];
}

test(`most of a plan stays when one answer moves by one level: ${ENTERPRISES} enterprises`, () => {
  const at = draws(7);
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
      [name, moved] = [input.name, move(input, answers[input.name] as Answer, at(2) === 0)];
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
