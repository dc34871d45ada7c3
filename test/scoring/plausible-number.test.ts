import { expect, test } from 'vitest';
import { parseDecimal, toDecimalText } from '../../src/model/rational.ts';
import { findImplausible } from '../../src/scoring/plausible-number.ts';
import { planOf } from './pack-sketch.ts';

const plan = planOf({
  facts: [
    { id: 'revenue', type: 'decimal', unit: '万元', plausible: { minimum: 1, maximum: 100000 } },
    { id: 'loan', type: 'decimal', unit: 'EUR', plausible: { minimum: 1000 } },
    { id: 'employees', type: 'integer', unit: 'persons', plausible: { maximum: 1000 } },
  ],
  questions: [{ id: 'scale', type: 'scale', maximum: 4 }],
  scores: { total: { sum: ['scale'] } },
});

test.each([
  ['revenue', '18640', 'plausible'],
  ['revenue', '186400000', 'implausible, 18640 suggested'],
  // A tenth of a millionth of it is no slip that anyone makes.
  ['revenue', '1864000000', 'implausible'],
  ['revenue', '0.5', 'implausible'],
  ['loan', '2', 'implausible, 20000 suggested'],
  ['employees', '5000000', 'implausible'],
])('a number is judged as plausible or not for its fact: %s of %s is %s', (name, number, expected) => {
  const input = plan.inputs.find((one) => one.name === name);
  const found = input && findImplausible(input, parseDecimal(number) ?? { n: 0n, d: 1n });
  const suggestion = found?.suggested ? `, ${toDecimalText(found.suggested, 2)} suggested` : '';
  expect(found ? `implausible${suggestion}` : 'plausible').toBe(expected);
});
