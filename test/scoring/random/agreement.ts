import { expect } from 'vitest';
import { compare, fraction, type Rational, subtract, toNumber } from '../../../src/model/rational.ts';
import { isNothing, isNumber, type Possible, rangeOf, settledValue } from '../../../src/scoring/possible-values.ts';
import type { Fraction } from '../../exact-fraction.ts';
import { type Oracle, tell } from '../second-evaluator/second-evaluator.ts';

/** What the oracle says; undefined where it cannot tell. */
export function ask(oracle: Oracle, name: string): Rational | null | undefined {
  const [value] = tell(() => oracle.score(name));
  return value && asRational(value);
}

function asRational({ top, bottom }: Fraction): Rational {
  return fraction(top, bottom);
}

/** How far two numbers may be apart: nothing, or 12 decimals where weights are worked out to so many. */
export type Slack = Rational | null;

export function slackOf(rubric: object): Slack {
  return JSON.stringify(rubric).includes('"pairwise"') ? fraction(1n, 10n ** 12n) : null;
}

function isAtMost(a: Rational, b: Rational, slack: Slack): boolean {
  if (slack === null) return compare(a, b) <= 0;
  const size = BigInt(Math.ceil(Math.max(1, Math.abs(toNumber(b)))));
  return compare(subtract(a, b), { n: slack.n * size, d: slack.d }) <= 0;
}

/**
 * The engine's possible values hold what the oracle says; where they are settled, they are that; and where nothing open
 * took part, they are settled.
 */
export function expectAgreement(
  name: string,
  possible: Possible,
  expected: Rational | null,
  open: boolean,
  slack: Slack,
): void {
  const both = `${name}: the engine says ${inWords(possible)}, the oracle ${text(expected)}`;
  expect(encloses(possible, expected, slack), both).toBe(true);
  const settled = settledValue(possible);
  if (!open) expect(settled, `${both}, whatever is open`).not.toBe(undefined);
  if (settled === undefined) return;
  if (slack === null || settled === null || expected === null) expect(settled, both).toEqual(expected);
}

/** Whether a value is among those that are still possible. */
function encloses(possible: Possible, value: Rational | null, slack: Slack): boolean {
  if (value === null) return possible.nothing;
  const range = rangeOf(possible);
  if (!range) return false;
  return (!range.low || isAtMost(range.low, value, slack)) && (!range.high || isAtMost(value, range.high, slack));
}

/** What is best for everyone is at least what is still possible here. */
export function expectWithin(name: string, span: Possible, possible: Possible): void {
  if (isNothing(possible)) return;
  const [best, highest] = [rangeOf(span)?.high, rangeOf(possible)?.high];
  expect(best !== undefined, `${name} has a maximum`).toBe(true);
  if (best && highest) expect(compare(best, highest), `${name}: its maximum is not less`).toBeGreaterThanOrEqual(0);
  if (highest === null) expect(best, `${name}: without limit, so is its maximum`).toBeNull();
}

function text(end: Rational | null | undefined): string {
  if (end === null) return 'nothing';
  return end === undefined ? 'undefined' : end.d === 1n ? `${end.n}` : `${end.n}/${end.d}`;
}

function inWords(possible: Possible): string {
  const values =
    possible.kind === 'atoms'
      ? possible.atoms.map((atom) => (isNumber(atom) ? text(atom) : String(atom)))
      : possible.kind === 'range'
        ? [`${text(possible.low)} to ${text(possible.high)}`]
        : [possible.kind];
  return [...values, ...(possible.nothing ? ['nothing'] : [])].join(' or ');
}
