import { expect, test } from 'vitest';
import { parseDay, parseMomentDay, writeOutSerial } from '../../src/model/calendar-date.ts';

test.each([
  ['2026-01-31', '2026-01-31'],
  ['2026/1/31', '2026-01-31'],
  ['2026.01.31', '2026-01-31'],
  ['2026年1月31日', '2026-01-31'],
  ['２０２６年１月３１日', '2026-01-31'],
  ['2026 年 1 月 31 日', '2026-01-31'],
  ['31.01.2026', '2026-01-31'],
  ['01.02.2026', '2026-02-01'],
  ['31/1/2026', '2026-01-31'],
  ['1/31/2026', '2026-01-31'],
  ['02/02/2026', '2026-02-02'],
  ['2024-02-29 00:00:00', '2024-02-29'],
  ['2026/1/31 0:00', '2026-01-31'],
  ['20260131', '2026-01-31'],
])('%s is read as a day', (text, day) => {
  expect(parseDay(text, null)).toEqual({ day });
});

test.each([
  '2026-02-30',
  '2023-02-29',
  '31/31/2026',
  '2026-13-01',
  '31.13.26',
  '2026-1/31',
  '46000',
  '20261301',
  '12345678',
  '1 May',
  '',
])('%s is not read as a day', (text) => {
  expect(parseDay(text, null)).toBeNull();
});

test('a text that could be two days is not read as a day until the order is stated', () => {
  for (const text of ['01/02/2026', '1-2-2026', '12/11/2026']) expect(parseDay(text, null)).toEqual({ unclear: true });
  expect(parseDay('01/02/2026', 'dmy')).toEqual({ day: '2026-02-01' });
  expect(parseDay('01/02/2026', 'mdy')).toEqual({ day: '2026-01-02' });
  expect(parseDay('31/01/2026', 'mdy')).toBeNull();
});

test('every day of several years is read, in every form', () => {
  for (let time = Date.UTC(2023, 11, 1); time < Date.UTC(2025, 2, 2); time += 86_400_000) {
    const date = new Date(time);
    const day = date.toISOString().slice(0, 10);
    const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    for (const text of [day, `${y}/${m}/${d}`, `${y}年${m}月${d}日`, `${d}.${m}.${y}`]) {
      expect(parseDay(text, null), text).toEqual({ day });
    }
    expect(parseDay(`${d}/${m}/${y}`, 'dmy')).toEqual({ day });
    expect(parseDay(`${m}/${d}/${y}`, 'mdy')).toEqual({ day });
    const either = parseDay(`${d}/${m}/${y}`, null);
    expect(either).toEqual(d <= 12 && d !== m ? { unclear: true } : { day });
  }
});

test.each<[text: string, order: 'dmy' | 'mdy' | null, read: object | null]>([
  ['2026/11/20 9:30:00', null, { day: '2026-11-20' }],
  ['2026/11/20 9:30:00 上午 GMT+8', null, { day: '2026-11-20' }],
  ['2026-11-20T23:30:00.000+08:00', null, { day: '2026-11-20' }],
  ['2026年11月20日 下午 9:30', null, { day: '2026-11-20' }],
  ['20.11.2026 09：30', null, { day: '2026-11-20' }],
  ['11/20/26 9:40:00', 'mdy', { day: '2026-11-20' }],
  ['05/06/26 9:40:00', 'dmy', { day: '2026-06-05' }],
  // A year of two digits is no year until somebody says how days are written.
  ['11/20/26 9:40:00', null, { unclear: true }],
  ['05/06/2026 9:40:00', null, { unclear: true }],
  ['31/31/26', null, null],
  ['2026-02-30 10:00', null, null],
  ['yesterday 10:00', null, null],
  ['', null, null],
])('the time stamp "%s", with the order %s of day and month, is read as %j', (text, order, read) => {
  expect(parseMomentDay(text, order)).toEqual(read);
});

test.each([
  ['46328', '2026-11-02'],
  ['46328.5', '2026-11-02 12:00:00'],
  ['45351', '2024-02-29'],
  ['25569', '1970-01-01'],
  ['2026', '2026'],
  ['99999', '99999'],
  ['2026-11-02', '2026-11-02'],
  ['', ''],
])('a date cell with the number %s is read as %s', (cell, day) => {
  expect(writeOutSerial(cell)).toBe(day);
});

test.each([
  ['44866', '2026-11-02'],
  ['44866.5', '2026-11-02 12:00:00'],
  ['43889', '2024-02-29'],
  ['71588', '2099-12-31'],
  ['71590', '71590'],
  ['2026-11-02', '2026-11-02'],
])('in a workbook that counts from 1904, a date cell with the number %s is read as %s', (cell, day) => {
  expect(writeOutSerial(cell, true)).toBe(day);
});
