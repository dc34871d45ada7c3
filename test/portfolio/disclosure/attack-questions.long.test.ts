import { expect, test } from 'vitest';
import { NOT_APPLICABLE_MARK, UNKNOWN_MARK } from '../../../src/model/answer-mark.ts';
import type { PackDescription, PackFigures } from '../../../src/portfolio/portfolio-figures.ts';
import { createRandom } from '../../../src/portfolio/statistics.ts';
import { runs } from '../../property-runs.ts';
import { planOf } from '../../scoring/pack-sketch.ts';
import { attackWithLinearPrograms, findTold, isFew, LEAST, publish } from './attack-published.ts';
import type { Terms } from './attack-solver.ts';

/** The attacker knows who is asked what, multiplies shares by how many there are, and subtracts questions from each other. */

attackWithLinearPrograms();

const PLAN = planOf({
  scores: { total: { sum: ['many'] } },
  questions: [
    { id: 'has', type: 'boolean' },
    { id: 'how', type: 'single', when: { has: { const: true } }, options: ['a', 'b', 'c', 'd'].map((id) => ({ id })) },
    { id: 'many', type: 'integer', minimum: 0, maximum: 3 },
  ],
});
const KNOWLEDGE: PackDescription = {
  id: 'sketch',
  levelTitles: new Map(),
  scores: [],
  headline: null,
  best: new Map(),
  inputs: PLAN.inputs,
  lists: new Map([['all', ['has', 'how', 'many']]]),
};

/** The answers there can be, as marks; '' is none. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  has: ['', UNKNOWN_MARK, 'true', 'false'],
  how: ['', UNKNOWN_MARK, NOT_APPLICABLE_MARK, 'a', 'b', 'c', 'd'],
  many: ['', UNKNOWN_MARK, '0', '1', '2', '3'],
};
const VALUES: Readonly<Record<string, readonly string[]>> = {
  has: ['false', 'true'],
  how: ['a', 'b', 'c', 'd'],
  many: ['0', '1', '2', '3'],
};
const IDS = Object.keys(STATES);

type Kind = Readonly<Record<string, string>>;

/** Who has none is not asked how; not assessed are those of whom nothing is known. */
const KINDS: readonly Kind[] = [
  {},
  ...(STATES.has ?? []).flatMap((has) =>
    (has === 'true' ? (STATES.how ?? []) : ['']).flatMap((how) =>
      (STATES.many ?? []).map((many) => ({ has, how, many })),
    ),
  ),
];

function randomAnswers(seed: number): Kind[] {
  const random = createRandom(seed);
  const [skew, silent, unknown, away, has] = Array.from({ length: 5 }, () => random()) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const answer = (id: string): string => {
    if (random() < 0.1 * silent) return '';
    if (random() < 0.2 * unknown) return UNKNOWN_MARK;
    const values = VALUES[id] as readonly string[];
    return values[Math.floor(random() ** (0.3 + 2 * skew) * values.length)] as string;
  };
  return Array.from({ length: 20 + Math.floor(random() * 200) }, (): Kind => {
    if (random() < 0.2 * away) return {};
    const first = random() < has ? 'true' : answer('has');
    const how = random() < 0.05 ? NOT_APPLICABLE_MARK : answer('how');
    return { has: first, how: first === 'true' ? how : '', many: answer('many') };
  });
}

function figuresOf(members: readonly Kind[], minCell: number | null): PackFigures {
  const published = members.map((answers) => ({ results: answers.has === undefined ? [] : [{ level: 1, answers }] }));
  return publish(published, { findPack: () => KNOWLEDGE, questions: true, minCell }).packs[0] as PackFigures;
}

type Holds = (kind: Kind) => number;

/** What is said, as sums over kinds of members. */
function readFigures({ total, questions, sections }: PackFigures, size: number): { holds: Holds; sum: number }[] {
  const told: { holds: Holds; sum: number }[] = [{ holds: () => 1, sum: size }];
  if (total) told.push({ holds: ({ has }) => Number(has !== undefined), sum: total.n });
  for (const { id, n, answered, unknown, ceiling, floor, share } of questions) {
    const values = VALUES[id] as readonly string[];
    const isAt = (...marks: readonly (string | undefined)[]): Holds => {
      return (kind) => Number(kind[id] !== undefined && marks.includes(kind[id]));
    };
    told.push({ holds: (kind) => Number((kind[id] ?? '') !== ''), sum: n });
    told.push({ holds: isAt(...values), sum: answered }, { holds: isAt(UNKNOWN_MARK), sum: unknown * n });
    if (ceiling !== null) told.push({ holds: isAt(values.at(-1)), sum: ceiling * answered });
    if (floor !== null) told.push({ holds: isAt(values[0]), sum: floor * answered });
    if (share !== null)
      told.push({
        holds: (kind) => Math.max(0, values.indexOf(kind[id] ?? '')),
        sum: share * (values.length - 1) * answered,
      });
  }
  for (const { complete } of sections) told.push({ holds: isComplete, sum: complete });
  return told;
}

function isComplete(kind: Kind): number {
  return Number(IDS.every((id) => VALUES[id]?.includes(kind[id] ?? '')));
}

/** The small groups by what they said, or did not, of which the figures tell the size to within the least count. */
function attack(members: readonly Kind[], figures: PackFigures): { asked: number; found: string[] } {
  const termsOf = (holds: Holds): Terms => KINDS.flatMap((kind, i) => (holds(kind) ? [[i, holds(kind)] as const] : []));
  const rows = readFigures(figures, members.length).map(({ holds, sum }) => {
    expect(members.reduce((total, kind) => total + holds(kind), 0)).toBeCloseTo(sum, 6);
    return { terms: termsOf(holds), low: sum - 1e-7, high: sum + 1e-7 };
  });
  const known = { bounds: KINDS.map(() => [0, members.length] as const), rows };
  const groups: { name: string; holds: Holds }[] = [
    { name: 'not assessed', holds: ({ has }) => Number(has === undefined) },
    { name: 'complete', holds: isComplete },
    { name: 'not complete', holds: (kind) => Number(kind.has !== undefined && !isComplete(kind)) },
    ...IDS.flatMap((id) =>
      (STATES[id] as readonly string[]).map((mark) => ({
        name: `${id} ${mark}`,
        holds: (kind: Kind) => Number(kind[id] === mark),
      })),
    ),
    { name: 'has, and not how', holds: ({ has, how }) => Number(has === 'true' && how === '') },
  ];
  const asked = groups.flatMap(({ name, holds }) => {
    const count = members.filter((kind) => holds(kind) === 1).length;
    return isFew(count) ? [{ name: `${name} = ${count}`, terms: termsOf(holds) }] : [];
  });
  return { asked: asked.length, found: findTold(known, asked) };
}

test('no small number of enterprises with or without an answer can be derived from question figures', () => {
  const { numRuns, seed = 700 } = runs(40);
  let [asked, questions, revealed] = [0, 0, 0];
  for (let run = 0; run < numRuns; run++) {
    const members = randomAnswers(seed + run);
    const figures = figuresOf(members, LEAST);
    const result = attack(members, figures);
    expect(result.found, `seed ${seed + run}`).toEqual([]);
    asked += result.asked;
    questions += figures.questions.length;
    if (run < 10) revealed += attack(members, figuresOf(members, null)).found.length;
  }
  expect(asked).toBeGreaterThan(2 * numRuns);
  expect(questions).toBeGreaterThan(numRuns / 2);
  // Where everything is shown, it follows.
  expect(revealed).toBeGreaterThan(20);
});

test('a correlation over few enterprises is hidden with its section', () => {
  for (let seed = 800; seed < 840; seed++) {
    const { questions, sections } = figuresOf(randomAnswers(seed), LEAST);
    if (sections.length === 0) for (const { rest } of questions) expect(rest).toBeNull();
  }
});
