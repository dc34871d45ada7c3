import { expect, test } from 'vitest';
import { readDay } from '../../src/model/days.ts';

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
])('%s is a day', (text, day) => {
  expect(readDay(text, null)).toEqual({ day });
});

test.each(['2026-02-30', '2023-02-29', '31/31/2026', '2026-13-01', '31.01.26', '2026-1/31', '46000', '1 May', ''])(
  '%s is none',
  (text) => {
    expect(readDay(text, null)).toBeNull();
  },
);

test('what could be two days is neither, until somebody says which', () => {
  for (const text of ['01/02/2026', '1-2-2026', '12/11/2026']) expect(readDay(text, null)).toEqual({ unclear: true });
  expect(readDay('01/02/2026', 'dmy')).toEqual({ day: '2026-02-01' });
  expect(readDay('01/02/2026', 'mdy')).toEqual({ day: '2026-01-02' });
  expect(readDay('31/01/2026', 'mdy')).toBeNull();
});

test('every day of some years, in every form', () => {
  for (let time = Date.UTC(2023, 11, 1); time < Date.UTC(2025, 2, 2); time += 86_400_000) {
    const date = new Date(time);
    const day = date.toISOString().slice(0, 10);
    const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    for (const text of [day, `${y}/${m}/${d}`, `${y}年${m}月${d}日`, `${d}.${m}.${y}`]) {
      expect(readDay(text, null), text).toEqual({ day });
    }
    expect(readDay(`${d}/${m}/${y}`, 'dmy')).toEqual({ day });
    expect(readDay(`${m}/${d}/${y}`, 'mdy')).toEqual({ day });
    const either = readDay(`${d}/${m}/${y}`, null);
    expect(either).toEqual(d <= 12 && d !== m ? { unclear: true } : { day });
  }
});
