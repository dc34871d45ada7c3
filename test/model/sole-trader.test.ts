import { expect, test } from 'vitest';
import { mayBeSoleTrader } from '../../src/model/index.ts';

test.each([
  ['Anna Beispiel e. K.', 'HRA 100011 Stuttgart', true],
  ['Bäckerei Huber, Inh. Maria Huber', 'ATU12345675', true],
  ['Huber Holzbau e.U.', 'FN 123456 i', true],
  ['Muster & Beispiel GbR', 'IHK Mitglied 4711', true],
  ['Jane Example trading as Example Rentals', '', true],
  ['Maria Huber', 'IHK Mitglied 4711', true],
  ['Maria Huber', 'ATU12345675', true],
  ['Beispiel Formenbau GmbH', 'IHK Mitglied 4711', false],
  ['Beispiel Formenbau GmbH', 'ATU12345675', false],
  ['Example Rentals Ltd', 'own 12', false],
  ['Beispiel Formenbau', 'HRB 100011 Stuttgart', false],
  // "inh" and "gbr" within words are not legal forms.
  ['Reinhard Werkzeuge', 'HRB 100011 Stuttgart', false],
])('whether %s with number %s may be a sole trader in a pack for any register: %s', (name, key, isPossible) => {
  expect(mayBeSoleTrader(name, key, true)).toBe(isPossible);
});

test('in China, only the credit code of an individual business, or the word for one, marks a sole trader', () => {
  expect(mayBeSoleTrader('王芳小吃店', '92110101MA0000007P', false)).toBe(true);
  expect(mayBeSoleTrader('王芳小吃店（个体工商户）', '', false)).toBe(true);
  expect(mayBeSoleTrader('福州王芳食品厂', '91350100M000100Y43', false)).toBe(false);
  expect(mayBeSoleTrader('王芳小吃店', 'own 12', false)).toBe(false);
});
