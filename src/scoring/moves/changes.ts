import { type Atom, isNumber, type Possible } from '../../condition/value.ts';
import { compare, type Rational, ZERO } from '../../model/rational.ts';
import type { Input } from '../plan.ts';
import type { PointsTable } from '../points.ts';
import { type AnswerValue, isChoices } from '../sheet.ts';

/** Up to so many options, every set of them is tried. */
const MOST_TRIED = 6;

/**
 * The allowed answers to a question, the one given excepted. Of a multiple choice with many options: those one option
 * away, and the best by points for every number of options, which holds the best of all where options only count points.
 * Of a number: the ends of its range and the bounds it is compared with.
 */
export function changesOf(
  input: Input,
  given: AnswerValue | undefined,
  tables: readonly PointsTable[],
  bounds: readonly Rational[],
): AnswerValue[] {
  const all = input.type === 'multiple' ? choicesOf(input, given, tables) : atomsOf(input, bounds);
  return all.filter((answer) => given === undefined || !isSame(answer, given));
}

function atomsOf({ type, value, range }: Input, bounds: readonly Rational[]): Atom[] {
  const { low, high } = range;
  switch (type) {
    case 'single':
      return value.kind === 'choice' ? [...value.options] : [];
    case 'boolean':
      return [false, true];
    case 'scale':
      return low && high ? wholeNumbers(low.n, high.n) : [];
    case 'integer':
    case 'decimal':
    case 'percent': {
      const ends = [low, high].filter((end) => end !== null);
      const within = bounds.filter(
        (bound) =>
          (type !== 'integer' || bound.d === 1n) &&
          (!low || compare(bound, low) > 0) &&
          (!high || compare(bound, high) < 0),
      );
      return [...ends, ...within].sort(compare);
    }
    default:
      return [];
  }
}

function wholeNumbers(low: bigint, high: bigint): Atom[] {
  return Array.from({ length: Number(high - low) + 1 }, (_, i) => ({ n: low + BigInt(i), d: 1n }));
}

function choicesOf(input: Input, given: AnswerValue | undefined, tables: readonly PointsTable[]): string[][] {
  const { least, most } = input.choose;
  const alone = input.options.filter(({ exclusive }) => exclusive).map(({ id }) => [id]);
  const free = input.options.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
  const sets =
    free.length <= MOST_TRIED
      ? subsetsOf(free)
      : [...toggled(free, given), ...tables.flatMap((table) => bestPrefixes(free, table)), ...bestPrefixes(free, null)];
  const allowed = sets.filter((set) => set.length >= least && (most === null || set.length <= most));
  const listed = [...alone, ...allowed].map((set) => input.options.flatMap(({ id }) => (set.includes(id) ? [id] : [])));
  return [...new Map(listed.map((set) => [set.join('\n'), set])).values()].sort((a, b) => a.length - b.length);
}

function subsetsOf([first, ...others]: readonly string[]): string[][] {
  if (first === undefined) return [[]];
  const rest = subsetsOf(others);
  return [...rest, ...rest.map((set) => [first, ...set])];
}

/** The sets that differ from the given one in a single option. */
function toggled(free: readonly string[], given: AnswerValue | undefined): string[][] {
  const chosen = given !== undefined && isChoices(given) ? given.filter((option) => free.includes(option)) : [];
  return free.map((option) =>
    chosen.includes(option) ? chosen.filter((other) => other !== option) : [...chosen, option],
  );
}

/** For every number of options those with the most points; without a table in the listed order. */
function bestPrefixes(free: readonly string[], table: PointsTable | null): string[][] {
  const worth = (option: string): Rational => table?.get(option) ?? ZERO;
  const sorted = [...free].sort((a, b) => compare(worth(b), worth(a)));
  return [[], ...sorted.map((_, i) => sorted.slice(0, i + 1))];
}

function isSame(a: AnswerValue, b: AnswerValue): boolean {
  if (isChoices(a) || isChoices(b)) return isChoices(a) && isChoices(b) && a.join('\n') === b.join('\n');
  return isNumber(a) && isNumber(b) ? compare(a, b) === 0 : a === b;
}

/** The answer that a settled possibility stands for; undefined while it is open, or nothing. */
export function answerIn(possible: Possible): AnswerValue | undefined {
  if (possible.nothing) return undefined;
  if (possible.kind === 'choices') return possible.open.length === 0 ? possible.sure : undefined;
  return possible.kind === 'atoms' && possible.atoms.length === 1 ? possible.atoms[0] : undefined;
}
