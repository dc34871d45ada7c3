import { type Atom, between, exactly, isNumber, join, NOTHING, type Possible } from '../condition/value.ts';
import type { Rubric } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import { add, compare, fromNumber, isDecimal, type Rational, toDecimalText, ZERO } from '../model/rational.ts';
import type { Complain } from './inputs.ts';
import type { Input } from './plan.ts';

export type PointsTable = ReadonlyMap<string, Rational>;

/** Which entry of the rubric's `points` a question takes, by key. */
export interface PointsSource {
  readonly key: string;
  readonly entry: Readonly<Record<string, number>>;
}

/** How a value is written as a key of a points table. */
export function pointsKey(atom: Atom): string {
  if (!isNumber(atom)) return String(atom);
  return isDecimal(atom) ? toDecimalText(atom, 15) : `${atom.n}/${atom.d}`;
}

/**
 * The points of each answer to a question. Options not named take `each`, exclusive ones 0; an option left without
 * points is reported, as is one that does not exist.
 */
export function readPoints(input: Input, { key, entry }: PointsSource, complain: Complain): PointsTable {
  const at: Path = ['points', key];
  const possible = answerKeys(input);
  const table = new Map<string, Rational>();
  const shared = key !== input.name;
  for (const [answer, points] of Object.entries(entry)) {
    if (answer === 'each') continue;
    const known = possible.find(({ key: candidate }) => candidate === answer);
    if (known) table.set(known.key, fromNumber(points));
    else if (!shared && possible.length > 0) {
      const allowed = possible.map(({ key: candidate }) => candidate);
      complain('M205', [...at, answer], { found: answer, name: input.name, allowed }, 'key');
    }
  }
  const without: string[] = [];
  for (const { key: answer, exclusive } of possible) {
    if (table.has(answer)) continue;
    if (entry.each !== undefined) table.set(answer, exclusive ? ZERO : fromNumber(entry.each));
    else without.push(answer);
  }
  if (without.length > 0) complain('M211', at, { found: input.name, wanted: `option ${without.join(', ')}` }, 'key');
  return table;
}

/** The answers a question can have, as keys of a points table. */
function answerKeys(input: Input): { key: string; exclusive: boolean }[] {
  if (input.type === 'boolean') return ['false', 'true'].map((key) => ({ key, exclusive: false }));
  if (input.type === 'derived' && input.value.kind === 'choice') {
    return input.value.options.map((key) => ({ key, exclusive: false }));
  }
  if (input.type !== 'scale') return input.options.map(({ id, exclusive }) => ({ key: id, exclusive }));
  const { low, high } = input.range;
  if (!low || !high) return [];
  const keys = [];
  for (let value = low.n; value <= high.n; value++) keys.push({ key: value.toString(), exclusive: false });
  return keys;
}

/** The entry of `points` that holds for a question; undefined when none does. Two lists that clash are reported. */
export function choosePoints(
  input: Input,
  optionSet: string | null,
  lists: ReadonlyMap<string, readonly string[]>,
  points: NonNullable<Rubric['points']>,
  complain: Complain,
): PointsSource | undefined {
  const entry = (key: string): PointsSource | undefined => {
    const found = Object.hasOwn(points, key) ? points[key] : undefined;
    return found && { key, entry: found };
  };
  const own = entry(input.name);
  if (own) return own;
  const listed = [...lists].filter(([list, members]) => Object.hasOwn(points, list) && members.includes(input.name));
  const [first, second] = listed;
  if (first && second) {
    complain('M210', ['points', second[0]], { found: input.name, wanted: `${first[0]} and ${second[0]}` }, 'key');
  }
  if (first) return entry(first[0]);
  return (
    (input.section === null ? undefined : entry(input.section)) ??
    (optionSet === null ? undefined : entry(optionSet)) ??
    entry('all')
  );
}

/** The points a possible answer may bring; without a table a number counts itself. */
export function pointsOf(input: Input, table: PointsTable | null, value: Possible): Possible {
  const points = (atom: Atom): Rational => table?.get(pointsKey(atom)) ?? (isNumber(atom) && !table ? atom : ZERO);
  if (value.kind === 'choices') return choicePoints(input, points, value);
  if (value.kind === 'atoms') {
    const each = value.atoms.map((atom) => exactly(points(atom)));
    return each.reduce<Possible>(join, value.nothing ? NOTHING : { ...NOTHING, nothing: false });
  }
  if (value.kind === 'range' && !table) return value;
  if (!table) return between(null, null, value.nothing);
  const sorted = [...table.values()].sort(compare);
  return between(sorted[0] ?? ZERO, sorted.at(-1) ?? ZERO, value.nothing);
}

/**
 * The points of a multiple choice: settled ones added up; for an open one the least and the most that an allowed
 * choice can bring, both attained.
 */
function choicePoints(
  input: Input,
  points: (option: string) => Rational,
  value: Extract<Possible, { kind: 'choices' }>,
): Possible {
  const sure = value.sure.map(points).reduce(add, ZERO);
  if (value.open.length === 0) return { ...exactly(sure), nothing: value.nothing };
  const exclusive = new Set(input.options.filter((option) => option.exclusive).map(({ id }) => id));
  const alone = value.sure.length === 0 ? value.open.filter((option) => exclusive.has(option)).map(points) : [];
  const rest = value.open
    .filter((option) => !exclusive.has(option))
    .map(points)
    .sort(compare);
  const least = Math.max(0, input.choose.least - value.sure.length);
  const most = Math.min(rest.length, input.choose.most === null ? rest.length : input.choose.most - value.sure.length);
  const together =
    most < least ? [] : [extremeSum(rest, least, most, -1), extremeSum([...rest].reverse(), least, most, 1)];
  const ends = [...together.map((sum) => add(sure, sum)), ...alone].sort(compare);
  return between(ends[0] ?? sure, ends.at(-1) ?? sure, value.nothing);
}

/** The sum of between `least` and `most` numbers from the front that goes furthest in a direction. */
function extremeSum(sorted: readonly Rational[], least: number, most: number, direction: 1 | -1): Rational {
  let sum = ZERO;
  sorted.slice(0, most).forEach((points, taken) => {
    if (taken < least || compare(points, ZERO) * direction > 0) sum = add(sum, points);
  });
  return sum;
}
