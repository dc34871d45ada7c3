import { expect } from 'vitest';

/** A printed number and the numbers that are printed like it. */
interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Zeros at the end are dropped: 1 can stand for 1.00. */
const FEWEST_DECIMALS = 2;

/** An equation as it is printed in English: `0.45 = 63 ÷ 140`; undefined for a line that is none over plain numbers. */
export function readEquation(line: string): { left: string; sign: string; right: string } | undefined {
  const match = /(?:^|: )(−?[\d.,]+(?:–[\d.,]+)?)(?: \S+)? ([=≈]) ([\d.,()+×÷−– ]+)$/u.exec(line);
  const [, left, sign, right] = match ?? [];
  return left && sign && right ? { left, sign, right } : undefined;
}

/** Whether both sides of an equation are equal, within what rounding its printed numbers to their digits can hide. */
export function isTrue({ left, sign, right }: { left: string; sign: string; right: string }): boolean {
  const slack = sign === '=' ? 0 : 0.5;
  const [a, b] = [calculate(left, slack), calculate(right, slack)];
  const dust = 1e-9 * Math.max(1, Math.abs(a.low));
  if (sign === '=') return Math.abs(a.low - b.low) <= dust && Math.abs(a.high - b.high) <= dust;
  return a.low <= b.high + dust && b.low <= a.high + dust;
}

/** The value of a printed expression; each number may be off by `slack` of the last digit that can be printed. */
function calculate(text: string, slack: number): Interval {
  // A sign stands before its number, what is taken away behind a blank.
  const tokens = text.match(/−?[\d.,]*\d(?:–[\d.,]*\d)?|[()+×÷−]/gu) ?? [];
  let at = 0;
  const sum = (): Interval => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '−') {
      const sign = tokens[at++] === '+' ? 1 : -1;
      const next = product();
      value =
        sign > 0
          ? { low: value.low + next.low, high: value.high + next.high }
          : { low: value.low - next.high, high: value.high - next.low };
    }
    return value;
  };
  const product = (): Interval => {
    let value = factor();
    while (tokens[at] === '×' || tokens[at] === '÷') {
      const times = tokens[at++] === '×';
      const next = factor();
      const ends = [value.low, value.high].flatMap((a) => [next.low, next.high].map((b) => (times ? a * b : a / b)));
      value = { low: Math.min(...ends), high: Math.max(...ends) };
    }
    return value;
  };
  const factor = (): Interval => {
    const token = tokens[at++] ?? '';
    if (token === '(') {
      const inner = sum();
      at++;
      return inner;
    }
    const ends = token.split('–').map((end) => readNumber(end, slack));
    const [low, high] = [ends[0] as Interval, ends.at(-1) as Interval];
    return { low: low.low, high: high.high };
  };
  return sum();
}

function readNumber(text: string, slack: number): Interval {
  const plain = text.replaceAll(',', '').replace('−', '-');
  const number = Number(plain);
  if (plain === '' || Number.isNaN(number)) throw new Error(`no number: ${text}`);
  const unit = 10 ** -Math.max(FEWEST_DECIMALS, plain.split('.')[1]?.length ?? 0);
  return { low: number - unit * slack, high: number + unit * slack };
}

/** Expects every printed equation to be true as it is printed; gives how many there were. */
export function expectTrue(lines: readonly string[]): number {
  const equations = lines.flatMap((line) => readEquation(line) ?? []);
  for (const equation of equations) expect(isTrue(equation), JSON.stringify(equation)).toBe(true);
  return equations.length;
}
