import { describe, expect, it } from 'vitest';
import type { Arithmetic, Policy, Recommendation } from '../../src/model/generated/types.ts';
import { add, compare, fromNumber, multiply, type Rational, subtract, ZERO } from '../../src/model/rational.ts';
import { parseExactMoney } from '../../src/policy/funding/money-text.ts';
import { BUNDLED, FACTS, lowestAnswers, prepareWith, withIncluded } from './bundled-packs.ts';
import { readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

/** How many amounts were followed. */
let followed = 0;

const FIGURES = /^(cost|coveredMeasures|area(Cost|Measures)\/\d+|interest\/\d+|outstanding\/\d+)$/;

/** Every number in a rule, wherever it stands. */
function numbersIn(rule: unknown): number[] {
  if (typeof rule === 'number') return [rule];
  if (typeof rule !== 'object' || rule === null) return [];
  // The bounds of steps are keys.
  return [...Object.keys(rule).map(Number), ...Object.values(rule).flatMap(numbersIn)];
}

function sum(values: readonly Rational[]): Rational {
  return values.reduce(add, ZERO);
}

/** Follows a number down to the rule, to figures and facts; gives what it is made of. */
function follow(one: Arithmetic, rule: unknown, known: (name: string) => boolean): void {
  const stated = numbersIn(rule).map((number) => fromNumber(Number.isFinite(number) ? number : 0));
  const isStated = (text: string): boolean => stated.some((number) => compare(number, parseExactMoney(text)) === 0);
  if (one.weight !== undefined) expect(isStated(one.weight), `weight ${one.weight}`).toBe(true);
  if (one.op === 'constant' && typeof one.value === 'string')
    expect(isStated(one.value), `constant ${one.value}`).toBe(true);
  if (one.op === 'read') expect(known(one.name ?? ''), `name ${one.name}`).toBe(true);
  const parts = one.parts ?? [];
  for (const part of parts) follow(part, rule, known);
  const values = parts.map(
    ({ value, weight = '1' }) => value && multiply(parseExactMoney(value), parseExactMoney(weight)),
  );
  if (typeof one.value !== 'string' || !values.every((value): value is Rational => typeof value === 'object')) return;
  const value = parseExactMoney(one.value);
  const [first = ZERO, second = first] = values;
  if (one.op === 'sum') expect(compare(value, sum(values))).toBe(0);
  if (one.op === 'cap') expect(value).toEqual(compare(first, second) < 0 ? first : second);
  if (one.op === 'floor') expect(value).toEqual(compare(first, second) > 0 ? first : second);
}

/** The sums of the money hang together, down to the costs of the catalogue. */
function checkSums({ funding, measures, instruments, cost: total }: Recommendation): void {
  if (!funding) return;
  const costs = measures.flatMap(({ cost }) => (cost ? [fromNumber(cost.high)] : []));
  const cost = parseExactMoney(funding.cost);
  expect(compare(cost, subtract(sum(costs), fromNumber(total?.saved ?? 0)))).toBe(0);
  for (const one of [funding.certain, funding.likely, funding.possible].filter((sum) => sum !== undefined)) {
    const paid = one.instruments.map(({ id, money, cut = '0' }) => {
      const amount = instruments.find((judged) => judged.id === id)?.amount;
      // What is only possible counts with the most that it can be.
      expect(parseExactMoney(amount?.value ?? amount?.highest ?? '-1')).toEqual(
        add(parseExactMoney(money), parseExactMoney(cut)),
      );
      return parseExactMoney(money);
    });
    expect(parseExactMoney(one.total)).toEqual(sum(paid));
    expect(parseExactMoney(one.total)).toEqual(
      sum([one.grants, one.interest, one.otherCosts ?? '0'].map(parseExactMoney)),
    );
    const left = subtract(cost, parseExactMoney(one.grants));
    expect(parseExactMoney(one.own)).toEqual(left.n < 0n ? ZERO : left);
  }
}

describe.each(BUNDLED)('every amount under %s', (file) => {
  const pack = prepareWith(file);
  const policies = new Map<string, Policy>(withIncluded(file).map((policy) => [policy.id, policy]));
  const people = {
    small: FACTS.small,
    large: FACTS.large,
    leader: { ...FACTS.large, chainRole: 'leader' },
    supplier: { ...FACTS.small, chainRole: 'supplier' },
  };

  it.each(Object.entries(people))(
    'every amount can be traced from the sums to its rule and source, for a %s enterprise',
    (_, facts) => {
      const sheet = readSheet(pack, lowestAnswers(pack), facts);
      const found = recommendFor(pack, sheet, 2, undefined, { solver });
      expect(found.instruments.length + policies.size).toBeGreaterThan(0);
      for (const { id, policy, amount } of found.instruments) {
        const holder = policies.get(policy);
        const instrument = holder?.instruments?.find((one) => one.id === id);
        expect(instrument, id).toBeDefined();
        const source = instrument?.source ?? holder?.source;
        expect(source?.document, `${id}: where it stands`).toMatch(/\S/);
        expect(source?.verified, `${id}: whether it was compared`).toBeTypeOf('boolean');
        if (!amount) continue;
        const rule = instrument?.amount;
        if (rule === null || rule === undefined) expect(amount.state).toBe('unpublished');
        else if (typeof rule === 'number') expect(parseExactMoney(amount.value ?? '-1')).toEqual(fromNumber(rule));
        else {
          expect(amount.arithmetic, id).toBeDefined();
          const known = (name: string): boolean => FIGURES.test(name) || pack.plan.names.has(name);
          follow(amount.arithmetic as Arithmetic, rule, known);
          followed++;
          if (amount.state === 'settled') expect(amount.value).toBe(amount.arithmetic?.value);
        }
      }
      checkSums(found);
      for (const { id, cost } of found.measures) {
        const stated = pack.measures.find((measure) => measure.id === id)?.definition.cost;
        // Where a rule states it, the currency alone is the same for all.
        const isPlain = typeof stated?.low === 'number' && typeof stated.high === 'number';
        expect(cost).toMatchObject(isPlain ? stated : { currency: stated?.currency });
      }
    },
  );
});

it('more than 50 cases with amounts are traced', () => {
  expect(followed).toBeGreaterThan(50);
});
