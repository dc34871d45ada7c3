import { expect, test } from 'vitest';
import { withIncluded } from '../policy/bundled-packs.ts';

/** Whom a programme names for each of its instruments, in German; undefined where its source names nobody. */
const officesOf = (file: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    (withIncluded(file)[0]?.instruments ?? []).map(({ id, apply }) => [id, (apply?.office as { de?: string })?.de]),
  );

test('an instrument names an office if, and only if, its source names one', () => {
  expect(officesOf('germany.yaml')).toEqual({
    'kfw-digital-loan': 'Hausbank',
    'kfw-levelup-grant': 'Hausbank',
    'kfw-highend-grant': 'Hausbank',
    'by-digitalbonus-standard': 'Bezirksregierung',
    'by-digitalbonus-plus': 'Bezirksregierung',
    'bw-digital-grant': 'Hausbank',
    'nw-mid-digital': 'NRW.BANK',
    'sn-intro': 'Sächsische Aufbaubank',
    'sn-transformation': 'Sächsische Aufbaubank',
    // Its source, a page of the Land's government, names nobody to apply to.
    'sl-basic': undefined,
    'sl-plus': undefined,
  });
  expect(officesOf('austria.yaml')).toEqual({
    'at-kmu-digital-advice': undefined,
    'at-kmu-digital-implementation': 'aws',
    'at-aws-ai-adoption': 'aws',
  });
});

test('the grant of Baden-Württemberg names the bank whose loan carries it in its title and in how to apply', () => {
  const grant = withIncluded('germany.yaml')[0]?.instruments?.find(({ id }) => id === 'bw-digital-grant');
  const texts = [grant?.title, grant?.apply?.text].flatMap((text) => Object.values((text ?? {}) as object));
  expect(texts).toHaveLength(6);
  for (const text of texts) expect(text).toContain('L-Bank');
});

/** Who lends or pays, in German, of the instruments whose sources name somebody. */
const payersOf = (file: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    (withIncluded(file)[0]?.instruments ?? []).flatMap(({ id, paidBy }) =>
      paidBy === undefined ? [] : [[id, typeof paidBy === 'string' ? paidBy : paidBy.de]],
    ),
  );

test('an instrument says who lends or pays if its programme names somebody', () => {
  const kfw = { 'kfw-digital-loan': 'KfW', 'kfw-levelup-grant': 'KfW', 'kfw-highend-grant': 'KfW' };
  const bavaria = { 'by-digitalbonus-standard': 'Land Bayern', 'by-digitalbonus-plus': 'Land Bayern' };
  const saarland = { 'sl-basic': 'Land Saarland', 'sl-plus': 'Land Saarland' };
  expect(payersOf('germany.yaml')).toEqual({
    ...kfw,
    ...bavaria,
    'bw-digital-grant': 'Land über L-Bank',
    ...saarland,
  });
  expect(payersOf('austria.yaml')).toEqual({
    'at-kmu-digital-advice': 'Bund',
    'at-kmu-digital-implementation': 'Bund',
  });
  expect(payersOf('elsewhere.yaml')).toEqual({
    'sz-interest': 'Stadt Suzhou und Stadtbezirk',
    'cq-yubei-loan': 'vier Banken',
  });
});
