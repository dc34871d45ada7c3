import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { foldKey } from '../../src/model/enterprise-key.ts';
import { isSureRegisterNumber, readRegisterNumber } from '../../src/model/register-number.ts';

const file = path.join(import.meta.dirname, '../fixtures/register-numbers/drawn.tsv');
const drawn = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .filter((line) => !line.startsWith('#'))
  .map((line) => line.split('\t') as [string, string]);

/** Firmenbuch numbers of large Austrian companies, as they publish them; quoted from memory. */
const AUSTRIAN = [
  '93363z',
  '33209m',
  '56247t',
  '66209t',
  '76023z',
  '122119m',
  '50935f',
  '180219d',
  '144477t',
  '88983h',
];

describe('numbers drawn at random', () => {
  test('a number is valid exactly if python-stdnum accepts it', () => {
    const isAccepted = (number: string): boolean => 'key' in readRegisterNumber(number);
    expect(drawn.filter(([number, verdict]) => isAccepted(number) !== (verdict === '1'))).toEqual([]);
    expect(drawn.length).toBeGreaterThan(3000);
  });

  test('a wrong number after a country code is refused, not taken for a number without check digits', () => {
    const wrong = drawn.filter(
      ([number, verdict]) => verdict === '0' && /^[A-Z]{2,3}(?=(.*\d){6}).{7,13}$/.test(number),
    );
    expect(wrong.length).toBeGreaterThan(1500);
    expect(wrong.filter(([number]) => !('fault' in readRegisterNumber(number)))).toEqual([]);
  });

  test('spaces, dots, hyphens, case and character width in a register number make no difference', () => {
    const respell: ((text: string) => string)[] = [
      (text) => text.toLowerCase(),
      (text) => [...text].join(' '),
      (text) => `${text.slice(0, 2)} ${text.slice(2, 5)}.${text.slice(5)}`,
      (text) => `${text.slice(0, 4)}-${text.slice(4)}`,
      (text) => [...text].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join(''),
    ];
    for (const [number, verdict] of drawn) {
      if (verdict === '0') continue;
      expect(readRegisterNumber(number), number).toMatchObject({ key: number });
      for (const spell of respell) {
        const spelled = spell(number);
        expect(readRegisterNumber(spelled), spelled).toMatchObject({ key: number, number });
        expect(foldKey(spelled), spelled).toBe(number);
      }
    }
  });
});

describe('the Austrian Firmenbuch', () => {
  test.each(AUSTRIAN)('FN %s is valid, but not with another check letter', (number) => {
    expect(readRegisterNumber(`FN ${number}`)).toMatchObject({ kind: 'austrian', key: `FN${number.toUpperCase()}` });
    for (const letter of 'abcdefghijklmnopqrstuvwxyz'.replace(number.slice(-1), ''))
      expect(readRegisterNumber(`FN ${number.slice(0, -1)}${letter}`)).toEqual({ kind: 'austrian', fault: 'check' });
  });

  test.each(['FN 122119', 'FN 1221190m', 'FN 012345f'])('%s is refused as no Firmenbuch number', (number) => {
    expect(readRegisterNumber(number)).toMatchObject({ kind: 'austrian', fault: 'form' });
  });
});

describe('the registers of German courts', () => {
  test.each([
    ['HRB 12345 Köln', 'HRB 12345 Köln', 'HRB-12345-KOELN'],
    ['Amtsgericht Köln HRB 12345', 'HRB 12345 Köln', 'HRB-12345-KOELN'],
    ['AG KÖLN, HRB12345', 'HRB 12345 Köln', 'HRB-12345-KOELN'],
    ['hrb 012345 koeln', 'HRB 12345 Koeln', 'HRB-12345-KOELN'],
    ['Handelsregister: HRB Nr. 12345, Registergericht: Köln', 'HRB 12345 Köln', 'HRB-12345-KOELN'],
    ['HRB 123456 B (Amtsgericht Charlottenburg)', 'HRB 123456 B Charlottenburg', 'HRB-123456B-CHARLOTTENBURG'],
    ['Berlin-Charlottenburg HRB 123456B', 'HRB 123456 B Charlottenburg', 'HRB-123456B-CHARLOTTENBURG'],
    ['HRA 7 Frankfurt a. M.', 'HRA 7 Frankfurt am Main', 'HRA-7-FRANKFURT-AM-MAIN'],
    ['GnR 412 Ulm', 'GnR 412 Ulm', 'GNR-412-ULM'],
    ['VR 3021 München', 'VR 3021 München', 'VR-3021-MUENCHEN'],
  ])('the German register number %s is read as %s', (written, number, key) => {
    expect(readRegisterNumber(written)).toEqual({ kind: 'court', number, key });
    for (const spelling of [written, number, key]) expect(foldKey(spelling)).toBe(key);
  });

  test('HRB with a number but no court is refused; VR without a court may begin any number', () => {
    expect(readRegisterNumber('HRB 12345')).toEqual({ kind: 'court', fault: 'court' });
    expect(readRegisterNumber('VR 12345')).toEqual({ kind: null, number: 'VR 12345' });
  });
});

test.each([
  'FN 122119m',
  'FN122119 m',
  'fn: 122119M',
  'AT-FN-122119m',
  'AT FN 122119m',
  'FN 122119 m, HG Wien',
  'Handelsgericht Wien, FN 122119m',
  'FN 122119m Landesgericht Graz',
  'FN-Nr. 122119m',
  'Firmenbuch FN 122119m',
  'Firmenbuchnummer 122119m',
  'Firmenbuch-Nr.: 122119 m',
  'Firmenbuchnummer: FN 122119 m, Firmenbuchgericht: Wien',
  'Österreich, FN 122119m',
])('the Austrian number %s is FN122119M', (written) => {
  expect(readRegisterNumber(written)).toEqual({ kind: 'austrian', number: 'FN122119M', key: 'FN122119M' });
});

test.each([
  'DE-HRB 12345 Köln',
  'DE HRB 12345 Köln',
  'HRB Köln 12345',
  'HRB-Nr. 12345, Köln',
  'Reg.-Nr. HRB 12345 Köln',
  'Registernummer: HRB 12345, Registergericht: Amtsgericht Köln',
  'HRB 12345, Local Court Köln',
])('the German number %s is HRB 12345 Köln', (written) => {
  expect(readRegisterNumber(written)).toEqual({ kind: 'court', number: 'HRB 12345 Köln', key: 'HRB-12345-KOELN' });
});

// As registers of other countries write their numbers, with the country or the name of the register before them.
test.each([
  ...['RCS Paris 303 265 045', 'SIREN 303 265 045', 'SIRET 303 265 045 00012', 'NL KVK 12345678', 'KvK 12345678'],
  ...['PL KRS 0000012345', 'KRS 0000012345', 'REGON 123456785', 'IČO 25123891', 'CVR 13585628', 'Y-tunnus 2077474-0'],
  ...['GB-COH-01234567', 'GB-COH-SC123456', 'SC123456', 'Company No. 01234567', 'Cg. 01-09-123456', 'J40/1234/2005'],
  ...['RCS Luxembourg B123456', 'B123456', 'CH-020.3.020.910-7', 'FL-0002.123.456-7', 'REA MI-123456', 'MBS 080123456'],
  ...['CY HE 123456', 'MT C 12345', 'IE 123456', 'EIK 175074752', 'ΓΕΜΗ 123456789000', 'DE.HRB12345.R3306'],
])('%s is kept as a number without a check', (written) => {
  expect(readRegisterNumber(written)).toMatchObject({ kind: null, number: expect.any(String) });
});

describe('kinds of register numbers', () => {
  test.each([
    ['USt-IdNr.: DE 136 695 976', 'vat', 'DE136695976'],
    ['CHE-116.281.710 MWST', 'swiss', 'CHE116281710'],
    ['NO 923 609 016 MVA', 'norwegian', 'NO923609016'],
    ['923 609 016 MVA', 'norwegian', 'NO923609016'],
    ['NO923609016MVA', 'norwegian', 'NO923609016'],
    ['Ust.-Id.-Nr. DE136695976', 'vat', 'DE136695976'],
    ['GLN 4012345000009', 'gln', '4012345000009'],
    ['="4012345000009"', 'gln', '4012345000009'],
    ['91350100 M000 100Y43', 'uscc', '91350100M000100Y43'],
  ])('the number %s is recognised as %s', (written, kind, key) => {
    expect(readRegisterNumber(written)).toMatchObject({ kind, key });
  });

  test.each([
    ['DE136695977', { kind: 'vat', fault: 'check' }],
    ['DE 1366959', { kind: 'vat', fault: 'form', example: 'DE136695976' }],
    ['GR094259216', { kind: 'vat', fault: 'form', example: 'EL094259216' }],
    ['CHE-116.281.711', { kind: 'swiss', fault: 'check' }],
    ['CHE 1162817', { kind: 'swiss', fault: 'form' }],
    ['NO 923 609 017', { kind: 'norwegian', fault: 'check' }],
    ['GLN 4012345000008', { kind: 'gln', fault: 'check' }],
    ['91350100M000100Y44', { kind: 'uscc', fault: 'check', expected: '3', position: 18 }],
    ['91350100M000100Y4', { kind: 'uscc', fault: 'length', length: 17 }],
    ['9.135E+17', { kind: null, fault: 'mangled' }],
    ['1234500.0', { kind: null, fault: 'mangled' }],
  ])('%s is refused as a faulty number of the kind that it resembles', (written, fault) => {
    expect(readRegisterNumber(written)).toMatchObject(fault);
  });

  test.each([
    ['SC123456', 'SC123456'],
    ['SE000021', 'SE000021'],
    ['B 123456', 'B 123456'],
    ['LU 123456', 'LU 123456'],
    ['12.345.678', '12345678'],
    ['552 100 554', '552100554'],
    ['4012345000008', '4012345000008'],
    ['M300-12', 'M300-12'],
  ])('%s is read as a number of no known kind', (written, number) => {
    expect(readRegisterNumber(written)).toEqual({ kind: null, number });
  });

  test('an article number or the name of a plan is not taken for the number of an enterprise', () => {
    for (const text of ['4012345000009', 'PR 5 Marketing', 'DE136695977', 'Köln', '12345678'])
      expect(isSureRegisterNumber(text), text).toBe(false);
    for (const text of ['DE136695976', '91350100M000100Y43', 'FN 122119m'])
      expect(isSureRegisterNumber(text)).toBe(true);
  });

  test('every register number given as an example in a message is valid', () => {
    const prefixes = 'AT BE BG CY CZ DE DK EE EL ES FI FR GB HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK CHE NO FN';
    for (const prefix of prefixes.split(' ')) {
      const readings = [7, 12].map((digits) => readRegisterNumber(`${prefix}${'1'.repeat(digits)}`));
      const examples = readings.flatMap((reading) => ('example' in reading ? [reading.example] : []));
      expect(examples.length, prefix).toBeGreaterThan(0);
      for (const example of examples) expect(readRegisterNumber(example), prefix).toHaveProperty('key');
    }
  });
});
