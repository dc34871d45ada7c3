import { expect, test } from 'vitest';
import { LANGUAGES, loadMessages } from '../../src/i18n/index.ts';

const [en, de, zh] = await Promise.all((['en', 'de', 'zh'] as const).map(loadMessages));
if (!en || !de || !zh) throw new Error(`three languages: ${LANGUAGES.join()}`);

test('a plan of one month with one measure is written in the singular', () => {
  const one = { estimate: 'high', money: '900 EUR', months: '1', m: 1, atOnce: '1', n: 1 } as const;
  expect(en.roadmap.overall(one)).toBe('Up to 900 EUR in 1 month, at most 1 measure at a time');
  expect(de.roadmap.overall(one)).toBe('Bis zu 900 EUR in 1 Monat, höchstens 1 Maßnahme gleichzeitig');
  expect(de.roadmap.overall({ ...one, months: '2', m: 2 })).toContain('in 2 Monaten,');
  expect(en.roadmap.length(one)).toMatch(/^1 month;/);
  expect(de.roadmap.length(one)).toMatch(/^1 Monat;/);
  expect(en.roadmap.horizon({ months: '1', n: 1 })).toBe('a horizon of 1 month');
  expect(de.roadmap.horizon({ months: '1', n: 1 })).toBe('einem Zeitrahmen von 1 Monat');
  expect(de.roadmap.horizon({ months: '6', n: 6 })).toBe('einem Zeitrahmen von 6 Monaten');
  expect(en.page.length({ months: '1 month', atOnce: '1', n: 1 })).toBe('1 month, at most 1 step at once');
  expect(de.page.length({ months: '1 Monat', atOnce: '1', n: 1 })).toBe('1 Monat, höchstens 1 Schritt gleichzeitig');
  expect(en.priorities.kept({ kept: '1', of: '1', n: 1 })).toBe('Kept from the earlier plan: 1 of 1 measure.');
});

test('the files of a synthetic region are described in the singular, too', () => {
  const [{ contents: english }, { contents: german }] = [en.simulate, de.simulate];
  const chains = { links: '1', chains: '1', n: 1, m: 1 };
  expect(english.links(chains)).toBe('1 supplier link in 1 chain');
  expect(german.links(chains)).toBe('1 Lieferbeziehung in 1 Kette');
  expect(english.links({ links: '40', chains: '2', n: 40, m: 2 })).toBe('40 supplier links in 2 chains');
  expect(german.links({ links: '40', chains: '1', n: 40, m: 1 })).toBe('40 Lieferbeziehungen in 1 Kette');
  expect(english.registry({ city: 'X', enterprises: '1', n: 1 })).toBe('the registry of X: 1 enterprise');
  expect(english.outside({ enterprises: '1', n: 1 })).toBe(
    '1 enterprise of another region, which the registry does not list',
  );
  expect(german.peers({ regions: '1', n: 1, rank: '1' })).toMatch(/^erfundene Werte von 1 Region;/);
  expect(english.files({ enterprises: '1', n: 1 })).toMatch(/^the enterprise file of 1 enterprise,/);
  expect(english.transformed({ enterprises: '58', n: 58 })).toBe('58 of them declared transformed, with the date');
});

test('other counts of one are written in the singular', () => {
  expect(en.findings.more({ count: '1', n: 1 })).toBe('… and 1 more problem');
  expect(de.findings.more({ count: '1', n: 1 })).toBe('… und 1 weiterer Befund');
  expect(en.report.summary.settled({ count: '1', of: '20', n: 1 })).toBe('1 of 20 questions is settled.');
  expect(de.report.summary.settled({ count: '1', of: '20', n: 1 })).toBe('1 von 20 Fragen ist geklärt.');
  const kept = { folder: 'files', appended: '1', already: '0', isTrial: false, n: 1 };
  expect(en.batch.kept(kept)).toBe('Enterprise files in files: 1 assessment added, 0 there already');
  expect(de.batch.kept(kept)).toBe('Unternehmensdateien in files: 1 Bewertung hinzugefügt, 0 schon vorhanden');
  const network = { enterprises: '2', links: '1', n: 2, m: 1 };
  expect(en.outlook.network.description(network)).toMatch(/^2 enterprises and 1 link; /);
  expect(de.outlook.network.description(network)).toMatch(/^2 Unternehmen und 1 Lieferbeziehung\. /);
});

test('Chinese has one form', () => {
  expect(zh.simulate.contents.links({ links: '1', chains: '1', n: 1, m: 1 })).toBe('1条产业链中的1条供应关系');
});
