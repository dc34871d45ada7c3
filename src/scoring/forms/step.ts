import { compare, parseDecimal, type Question, ZERO } from '../../model/index.ts';
import { listWholeNumbers } from '../possible-values.ts';
import { type Form, plainListed, type QuestionType } from './form.ts';
import { number } from './number.ts';

/** A step of a scale: a whole number that can have a label. */
const step: Form = {
  ...number,
  control: 'pickStep',
  cells: 'code',
  /** Reports labels for numbers that are not on the scale. */
  check({ definition, range: { low, high } }, at, report) {
    const { labels = {} } = definition as Question;
    for (const label of Object.keys(labels)) {
      const labelledStep = parseDecimal(label);
      if (!labelledStep || ((!low || compare(labelledStep, low) >= 0) && (!high || compare(labelledStep, high) <= 0)))
        continue;
      report('M205', [...at, 'labels', label], { found: label, name: definition.id }, 'key');
    }
  },
  listed({ definition, range }) {
    const { labels = {} } = definition as Question;
    return (listWholeNumbers(range) ?? []).map((value) => {
      const id = value.n.toString();
      return plainListed(value, id, Object.hasOwn(labels, id) ? labels[id] : undefined);
    });
  },
  /** If the steps have labels, refusals list the steps. */
  read(input, given) {
    const parsedNumber = number.read(input, given);
    const steps = 'labels' in input.definition ? listWholeNumbers(input.range) : undefined;
    if ('value' in parsedNumber || !steps) return parsedNumber;
    return { ...parsedNumber, details: { ...parsedNumber.details, allowed: steps.map(({ n }) => n.toString()) } };
  },
  isScale: true,
  rises: true,
};

export const scale: QuestionType = {
  form: step,
  whole: true,
  keys: ['minimum', 'maximum', 'unit', 'labels'],
  needs: 'maximum',
  range: { low: ZERO, high: null },
};
