// Every case of a few small worlds: numbers from 0 to 2, two options, lists of up to two members.
import { expect, test } from 'vitest';
import { fraction, type Rational } from '../../../src/model/rational.ts';
import { compileCondition, evaluateCondition, type ValueType } from '../../../src/scoring/condition.ts';
import {
  type Atom,
  addNothing,
  createListValue,
  NOTHING,
  type Possible,
} from '../../../src/scoring/possible-values.ts';
import { fractionOf } from '../../exact-fraction.ts';
import { holds, type Source } from './plain-evaluator.ts';
import { combinations, type Open } from './possible-combinations.ts';

const SUBSETS = [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]];
/** One beyond each end of a range, and one between each two. */
const GRID = [-0.5, 0, 0.5, 1, 1.5, 2, 2.5];
const OPTIONS = ['erp', 'mes'];

const pairsOf = <T>(list: readonly T[]): (readonly [T, T])[] => list.flatMap((a) => list.map((b) => [a, b] as const));
const whole = (n: number): Rational => fraction(BigInt(n), 1n);
const atoms = (list: readonly Atom[]): Possible => ({ kind: 'atoms', atoms: list, nothing: false });

/** Each as it is and with nothing beside it, and nothing alone. */
function withNothing(all: readonly Open[]): Open[] {
  const beside = all.map((one) => ({
    possible: addNothing(one.possible),
    completions: [...one.completions, undefined],
  }));
  return [...all, ...beside, { possible: NOTHING, completions: [undefined] }];
}

const RANGES = pairsOf([null, 0, 1, 2])
  .filter(([low, high]) => low === null || high === null || low < high)
  .map(([low, high]): Open => {
    const [from, to] = [low, high].map((end) => (end === null ? null : whole(end))) as [
      Rational | null,
      Rational | null,
    ];
    return {
      possible: { kind: 'range', low: from, high: to, nothing: false },
      completions: GRID.filter((n) => (low === null || low <= n) && (high === null || n <= high)).map(fractionOf),
    };
  });
const NUMBERS = withNothing([
  ...SUBSETS.map((some) => ({ possible: atoms(some.map(whole)), completions: some.map(fractionOf) })),
  ...RANGES,
]);
const TEXTS = withNothing([
  { possible: { kind: 'any', nothing: false }, completions: ['', 'erp', 'mes', 'another'] },
  ...OPTIONS.map((one) => ({ possible: atoms([one]), completions: [one] })),
]);
/** One answer of several options: each is chosen, open or not chosen. */
const CHOICES = withNothing(
  pairsOf(['sure', 'open', 'out']).map((states) => {
    const [sure, open] = ['sure', 'open'].map((state) => OPTIONS.filter((_, i) => states[i] === state)) as [
      string[],
      string[],
    ];
    const completions = combinations(open.map((option) => [[option], []])).map((some) => [...sure, ...some.flat()]);
    return { possible: { kind: 'choices', sure, open, nothing: false }, completions };
  }),
);
const MEMBERS = withNothing([['erp'], ['mes'], OPTIONS].map((some) => ({ possible: atoms(some), completions: some })));
const LISTS = [[], ...MEMBERS.map((one) => [one]), ...pairsOf(MEMBERS)].map((members): Open => {
  const all = combinations(members.map(({ completions }) => completions));
  const present = all.map((values) => values.filter((value) => value !== undefined));
  return {
    possible: createListValue(members.map(({ possible }) => possible)),
    completions: present.map((values) => (values.length === 0 ? undefined : values)),
  };
});

const COMPARISONS: Source[] = [0, 1, 2].flatMap((n) =>
  ['const', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'].map((keyword) => ({ [keyword]: n })),
);
const EQUALITIES: Source[] = [{ const: 'erp' }, { enum: OPTIONS }, { not: { const: 'erp' } }];
const COUNTS: Source[] = [
  ...[0, 1, 2, 3].flatMap((n) => [{ minItems: n }, { maxItems: n }]),
  ...EQUALITIES.flatMap((one) => [
    { items: one },
    ...pairsOf([undefined, 0, 1, 2]).map(([minContains, maxContains]) => ({
      contains: one,
      ...(minContains === undefined ? {} : { minContains }),
      ...(maxContains === undefined ? {} : { maxContains }),
    })),
  ]),
];
/** A few of each kind around and beside each other. */
const joined = (some: readonly Source[]): Source[] => [
  ...some.map((not) => ({ not })),
  ...pairsOf(some).flatMap((two) => [{ allOf: two }, { anyOf: two }]),
];
const FEW: Source[] = [
  { minItems: 2 },
  { maxItems: 1 },
  ...EQUALITIES.flatMap((of) => [{ items: of }, { contains: of }]),
];

test.each<[what: string, ValueType, readonly Open[], exact: readonly Source[], sound: readonly Source[]]>([
  ['a number', { kind: 'number' }, NUMBERS, [...COMPARISONS, ...joined(COMPARISONS)], []],
  ['a text', { kind: 'text' }, TEXTS, [...EQUALITIES, ...joined(EQUALITIES)], []],
  ['several options', { kind: 'list', of: { kind: 'choice', options: OPTIONS } }, CHOICES, COUNTS, joined(FEW)],
  ['a list', { kind: 'list', of: { kind: 'choice', options: OPTIONS } }, LISTS, COUNTS, joined(FEW)],
])('a test of %s is decided exactly if all possible values give the same result', (_, type, values, exact, sound) => {
  const report = (code: string): never => {
    throw new Error(code);
  };
  const wrong: object[] = [];
  for (const source of [...exact, ...sound]) {
    const condition = compileCondition({ x: source }, [], { resolve: () => ({ node: 0, type }), report });
    for (const { possible, completions } of values) {
      const truth = evaluateCondition(condition, () => possible);
      const all = new Set(completions.map((value) => holds({ x: source }, () => value)));
      const expected = all.size === 2 ? 'undecided' : all.has(true) ? 'holds' : 'fails';
      // Of several tests of a list it may stay open what comes of them together.
      const isOpen = truth === 'undecided' && sound.includes(source);
      if (truth !== expected && !isOpen) wrong.push({ source, possible, truth, expected });
    }
  }
  expect(wrong).toEqual([]);
});
