import { type Atom, between, exactly, isNumber, type Possible, rangeOf } from '../condition/value.ts';
import { compare, subtract } from '../model/rational.ts';
import type { Input } from './plan.ts';
import { type AnswerValue, isChoices } from './sheet.ts';

/** Above so many numbers what can be answered is kept as a range. */
const MOST_NUMBERS = 64n;

/** Every allowed answer to a question, "not applicable" apart. */
export function domainOf(input: Input): Possible {
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
