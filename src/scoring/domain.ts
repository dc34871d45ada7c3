import { ANY_NUMBER, type Atom, between, exactly, type Possible } from '../condition/value.ts';
import { subtract } from '../model/rational.ts';
import type { Input } from './plan.ts';
import { type AnswerValue, isChoices } from './sheet.ts';

/** Above so many steps a scale is kept as a range. */
const LONGEST_SCALE = 64n;

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
      if (!low || !high || subtract(high, low).n > LONGEST_SCALE) return between(low, high);
      const atoms: Atom[] = [];
      for (let value = low.n; value <= high.n; value++) atoms.push({ n: value, d: 1n });
      return { kind: 'atoms', atoms, nothing: false };
    }
    case 'decimal':
    case 'percent':
      return input.range.low || input.range.high ? between(input.range.low, input.range.high) : ANY_NUMBER;
    default:
      return { kind: 'any', nothing: false };
  }
}

/** The possibility of exactly this answer. */
export function knownAnswer(value: AnswerValue): Possible {
  return isChoices(value) ? { kind: 'choices', sure: value, open: [], nothing: false } : exactly(value);
}
