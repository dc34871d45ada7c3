import type { Possible } from '../../condition/value.ts';
import { type Rational, ZERO } from '../../model/rational.ts';
import type { PointsNode } from '../plan.ts';
import { commonScale, type Exact, greatestDivisor, MOST, wholeOf } from './number.ts';
import { type Choices, type Numeric, presenceOf, scaleOfOutcomes, tablesOf } from './value.ts';
import type { Writer } from './writer.ts';

/** So many options share a table of their sums. */
const AT_ONCE = 8;

/**
 * The points of the options chosen, added up; what else there may be is in the outcomes, where null is left to others. Exports
 * carry no evidence.
 */
export function writeChoicePoints(
  value: Choices,
  outcomes: readonly (Possible | 'words' | 'words or nothing' | null)[],
  { table, unproven }: PointsNode,
  writer: Writer,
): Numeric {
  const points = value.options.map((option) => (unproven ?? table)?.get(option) ?? ZERO);
  const beside = outcomes.map((outcome) => (typeof outcome === 'string' ? NONE : outcome));
  const scale = commonScale([
    scaleOfOutcomes(beside),
    ...points.filter(({ n }) => n !== 0n).map(({ n, d }) => ({ n: greatestDivisor(n, 0n), d })),
  ]);
  const known = writer.hold(
    `${isWords(outcomes, writer, value.index)} ? ${sumOfChosen(points, scale, value, writer)} : 0`,
  );
  const tables = tablesOf(beside, writer, scale);
  const presence = outcomes.map((outcome, i) => {
    if (outcome === 'words') return 1;
    if (outcome === 'words or nothing') return writer.mode === 'settled' ? 1 : 2;
    return tables.presence[i] as 0 | 1 | 2;
  });
  const most =
    tables.most +
    points.reduce((sum, { n, d }) => sum + Math.abs((Number(n) / Number(d)) * (Number(scale.d) / Number(scale.n))), 0);
  if (most > MOST) writer.giveUpIf('true');
  const num = (ends: readonly number[]): Exact => {
    const other = writer.float(
      ends.map((end, i) => (outcomes[i] === 'words or nothing' && writer.mode === 'settled' ? Number.NaN : end)),
      value.index,
    );
    return wholeOf(writer.hold(`${known} + ${other}`), most, scale);
  };
  const low = num(tables.low);
  writer.leaveIf(`${low.n} !== ${low.n}`);
  const same = tables.low.every((end, i) => end === tables.high[i] || Number.isNaN(end));
  return { form: 'numeric', low, high: same ? low : num(tables.high), ...presenceOf(presence, value.index, writer) };
}

const NONE: Possible = { kind: 'atoms', atoms: [], nothing: true };

function isWords(outcomes: readonly unknown[], writer: Writer, index: string): string {
  return `${writer.int(
    outcomes.map((outcome) => Number(typeof outcome === 'string')),
    index,
  )} === 1`;
}

function sumOfChosen(points: readonly Rational[], scale: Rational, { words }: Choices, writer: Writer): string {
  const whole = points.map((number) => Number(number.n * scale.d) / Number(number.d * scale.n));
  const terms: string[] = [];
  for (let first = 0; first < whole.length; first += AT_ONCE) {
    const group = whole.slice(first, first + AT_ONCE);
    const sums = Array.from({ length: 2 ** group.length }, (_, bits) =>
      group.reduce((sum, number, i) => sum + ((bits & (2 ** i)) === 0 ? 0 : number), 0),
    );
    terms.push(writer.float(sums, `((${words[first >> 5]} >>> ${first & 31}) & ${2 ** group.length - 1})`));
  }
  return terms.length === 0 ? '0' : `(${terms.join(' + ')})`;
}
