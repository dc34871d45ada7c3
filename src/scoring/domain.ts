import { type Atom, between, exactly, isNumber, type Possible, rangeOf, sameAtom } from '../condition/value.ts';
import { compare, greatest, type Rational, subtract } from '../model/rational.ts';
import type { Input } from './plan.ts';
import { type AnswerValue, isChoices } from './sheet.ts';

/** Above so many numbers what can be answered is kept as a range. */
const MOST_NUMBERS = 64n;

/** Every allowed answer to a question, "not applicable" apart. */
export function domainOf(input: Input): Possible {
  const known = DOMAINS.get(input);
  if (known) return known;
  const domain = findDomain(input);
  DOMAINS.set(input, domain);
  return domain;
}

const DOMAINS = new WeakMap<Input, Possible>();

function findDomain(input: Input): Possible {
  switch (input.type) {
    case 'single':
    case 'derived':
      return { kind: 'atoms', atoms: input.value.kind === 'choice' ? input.value.options : [], nothing: false };
    case 'multiple':
      return { kind: 'choices', sure: [], open: input.options.map(({ id }) => id), nothing: false };
    case 'boolean':
      return { kind: 'atoms', atoms: [false, true], nothing: false };
    case 'scale':
    case 'integer': {
      const { low, high } = input.range;
      if (!low || !high || subtract(high, low).n > MOST_NUMBERS) return between(low, high);
      const atoms: Atom[] = [];
      for (let value = low.n; value <= high.n; value++) atoms.push({ n: value, d: 1n });
      return { kind: 'atoms', atoms, nothing: false };
    }
    case 'decimal':
    case 'percent':
      return between(input.range.low, input.range.high);
    default:
      return { kind: 'any', nothing: false };
  }
}

/** Whether everything a derived value can still be is an allowed answer. */
export function isAllowed({ type, range: { low, high } }: Input, value: Possible): boolean {
  const found = rangeOf(value);
  if (!found) return true;
  const above = !low || (found.low !== null && compare(found.low, low) >= 0);
  const below = !high || (found.high !== null && compare(found.high, high) <= 0);
  const whole = type === 'scale' || type === 'integer';
  const isWhole = value.kind === 'atoms' && value.atoms.every((atom) => isNumber(atom) && atom.d === 1n);
  return above && below && (!whole || isWhole);
}

/** The possibility of exactly this answer. */
export function knownAnswer(value: AnswerValue): Possible {
  return isChoices(value) ? { kind: 'choices', sure: value, open: [], nothing: false } : exactly(value);
}

/** Where a value stands among those its question allows; an option by its place in the listed order. */
export function rankOf(input: Input, atom: Atom): Rational {
  if (isNumber(atom)) return atom;
  const rank = typeof atom === 'boolean' ? Number(atom) : input.options.findIndex(({ id }) => id === atom);
  return { n: BigInt(rank), d: 1n };
}

/** What an answer may be once it is raised to at least so much; options are added to those chosen. */
export function raisePossible(input: Input, possible: Possible, least: AnswerValue): Possible {
  if (isChoices(least)) return possible.kind === 'choices' ? addChoices(input, possible, least) : possible;
  if (possible.kind === 'atoms') {
    const bound = rankOf(input, least);
    const raised = possible.atoms.map((atom) => (compare(rankOf(input, atom), bound) < 0 ? least : atom));
    return { ...possible, atoms: raised.filter((atom, i) => raised.findIndex((one) => sameAtom(one, atom)) === i) };
  }
  if (possible.kind !== 'range' || !isNumber(least)) return possible;
  return between(
    possible.low ? greatest(possible.low, least) : least,
    possible.high && greatest(possible.high, least),
    possible.nothing,
  );
}

/** Options are surely added only where there is room for them, however many others are chosen. */
function addChoices(
  input: Input,
  possible: Extract<Possible, { kind: 'choices' }>,
  added: readonly string[],
): Possible {
  const alone = new Set(input.options.flatMap(({ id, exclusive }) => (exclusive ? [id] : [])));
  const free = (options: readonly string[]): string[] => options.filter((option) => !alone.has(option));
  const all = new Set([...free(possible.sure), ...free(possible.open), ...added]);
  if (input.choose.most !== null && all.size > input.choose.most) {
    return {
      ...possible,
      open: [...new Set([...possible.open, ...added])].filter((id) => !possible.sure.includes(id)),
    };
  }
  const sure = new Set([...free(possible.sure), ...added]);
  return { ...possible, sure: [...sure], open: [...all].filter((option) => !sure.has(option)) };
}
