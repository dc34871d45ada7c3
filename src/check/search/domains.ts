import { type Atom, between, exactly, isNothing, NOTHING, type Possible, type Range } from '../../condition/value.ts';
import { add, compare, divide, ONE, type Rational, subtract, ZERO } from '../../model/rational.ts';
import { domainOf } from '../../scoring/domain.ts';
import type { Input } from '../../scoring/plan.ts';

/** Which answers are tried first: those that bring most, or those that bring least. */
export type Direction = 'best' | 'worst';

/** Every answer to a question or fact, `representatives` standing for all numbers or texts where there are some. */
export function fullDomain(input: Input, representatives: readonly Atom[] | undefined): Possible {
  const domain: Possible = representatives
    ? { kind: 'atoms', atoms: representatives, nothing: false }
    : domainOf(input);
  return input.notApplicable ? { ...domain, nothing: true } : domain;
}

/** Splits what an answer may be into parts, those to be tried first in front; undefined for one that is settled. */
export function splitDomain(
  input: Input,
  possible: Possible,
  worth: (atom: Atom) => Rational,
  direction: Direction,
): Possible[] | undefined {
  if (isNothing(possible)) return undefined;
  if (possible.nothing) return [{ ...possible, nothing: false }, NOTHING];
  return splitValues(input, possible, worth, direction);
}

function splitValues(
  input: Input,
  possible: Possible,
  worth: (atom: Atom) => Rational,
  direction: Direction,
): Possible[] | undefined {
  const sign = direction === 'best' ? -1 : 1;
  switch (possible.kind) {
    case 'atoms': {
      if (possible.atoms.length < 2) return undefined;
      const sorted = [...possible.atoms].sort((a, b) => compare(worth(a), worth(b)) * sign);
      return sorted.map((atom) => ({ kind: 'atoms', atoms: [atom], nothing: false }));
    }
    case 'range':
      return splitRange(possible, direction);
    case 'choices':
      return splitChoices(input, possible, worth, direction);
    default:
      return undefined;
  }
}

/** The halves of a range; one without an end is cut at growing distances. */
function splitRange(range: Range, direction: Direction): Possible[] {
  const middle = middleNumber(range);
  const halves = [between(range.low, middle), between(middle, range.high)];
  return direction === 'best' ? halves.reverse() : halves;
}

/** A number from the middle of a range; anything else as it is. */
export function middleOf(possible: Possible): Possible {
  return possible.kind === 'range' ? exactly(middleNumber(possible)) : possible;
}

function middleNumber({ low, high }: Range): Rational {
  if (low && high) return divide(add(low, high), add(ONE, ONE));
  if (low) return further(low, add);
  return high ? further(high, subtract) : ZERO;
}

function further(end: Rational, step: (a: Rational, b: Rational) => Rational): Rational {
  const size = end.n < 0n ? { n: -end.n, d: end.d } : end;
  return step(end, add(size, ONE));
}

/** With and without one of the open options. */
function splitChoices(
  input: Input,
  { sure, open }: Extract<Possible, { kind: 'choices' }>,
  worth: (atom: Atom) => Rational,
  direction: Direction,
): Possible[] | undefined {
  if (open.length === 0) return undefined;
  const sorted = [...open].sort((a, b) => compare(worth(b), worth(a)));
  const option = sorted[0] as string;
  const rest = open.filter((other) => other !== option);
  const alone = new Set(input.options.flatMap(({ id, exclusive }) => (exclusive ? [id] : [])));
  const withIt: Possible = alone.has(option)
    ? { kind: 'choices', sure: [option], open: [], nothing: false }
    : { kind: 'choices', sure: [...sure, option], open: rest.filter((other) => !alone.has(other)), nothing: false };
  const withoutIt: Possible = { kind: 'choices', sure, open: rest, nothing: false };
  const isAlone = alone.has(option) && sure.length > 0;
  const parts = [...(isAlone ? [] : [withIt]), withoutIt].filter((part) => canBeChosen(input, part));
  return direction === 'best' ? parts : parts.reverse();
}

/** Whether some allowed choice lies within what is possible. */
function canBeChosen(input: Input, possible: Possible): boolean {
  if (possible.kind !== 'choices') return true;
  const { sure, open } = possible;
  const alone = new Set(input.options.flatMap(({ id, exclusive }) => (exclusive ? [id] : [])));
  if (sure.some((option) => alone.has(option))) return sure.length === 1;
  if (input.choose.most !== null && sure.length > input.choose.most) return false;
  if (sure.length === 0 && open.some((option) => alone.has(option))) return true;
  const free = open.filter((option) => !alone.has(option));
  return sure.length + free.length >= input.choose.least;
}

/** One allowed answer among those possible, the best or the worst. */
export function pickAnswer(
  input: Input,
  possible: Possible,
  worth: (atom: Atom) => Rational,
  direction: Direction,
): Possible {
  let picked = possible;
  for (let parts = splitDomain(input, picked, worth, direction); parts; ) {
    const [first] = parts;
    if (!first) break;
    picked = first;
    parts = picked.kind === 'range' ? undefined : splitDomain(input, picked, worth, direction);
  }
  if (picked.kind !== 'range') return picked;
  const end = direction === 'best' ? (picked.high ?? picked.low) : (picked.low ?? picked.high);
  return exactly(end ?? ZERO);
}
