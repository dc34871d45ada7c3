import { expect, test } from 'vitest';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { COUNTRIES, findNearestCountry, namesOfCountry, readCountry } from '../../src/model/country.ts';

test.each([
  ['Germany', 'DE'],
  ['Deutschland', 'DE'],
  ['德国', 'DE'],
  [' de ', 'DE'],
  ['ＤＥ', 'DE'],
  ['österreich', 'AT'],
  ['USA', 'US'],
  ['Schweiz', 'CH'],
])('%j is the country %s', (text, code) => {
  expect(readCountry(text)).toBe(code);
});

test('a union of countries, an island of another country, a city and a former state are not countries', () => {
  for (const text of ['EU', 'AC', 'Köln', 'DD', '__proto__', '']) expect(readCountry(text), text).toBeUndefined();
});

test('every country is read by its code and by each of its names', () => {
  expect(COUNTRIES.length).toBeGreaterThan(240);
  for (const code of COUNTRIES) {
    expect(readCountry(code)).toBe(code);
    const names = Object.entries(namesOfCountry(code));
    expect(names.map(([language]) => language).sort()).toEqual([...LANGUAGES].sort());
    for (const [, name] of names) expect(readCountry(name), name).toBe(code);
  }
});

test('for a misspelt country name, the country that is probably meant is suggested', () => {
  expect(findNearestCountry('Deutschlnd')).toBe('Deutschland');
  expect(findNearestCountry('Cologne')).toBeUndefined();
});
