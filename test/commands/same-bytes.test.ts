import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutClock } from '../../src/commands/steps/printing/undated.ts';
import { useProgram } from '../installed.ts';
import { matura, maturaProcess, ROOT } from './matura.ts';

const KEY = 'AT-FN-000000x';
const ELSEWHERE = [
  { TZ: 'Pacific/Kiritimati', LC_ALL: 'zh_CN.UTF-8' },
  { TZ: 'America/Lima', LC_ALL: 'C' },
];

let desk: string;

beforeAll(async () => {
  desk = await mkdtemp(path.join(tmpdir(), 'matura-bytes-'));
  const answers = path.join(ROOT, 'test/fixtures/reports/digital-intensity.yaml');
  const run = await matura(['score', 'digital-intensity', answers, '--files', 'files'], { cwd: desk });
  expect(run.code).toBe(0);
});
afterAll(() => rm(desk, { recursive: true }));

async function expectSame(format: string): Promise<void> {
  const [one, other] = await Promise.all(
    ELSEWHERE.map(async (env, i) => {
      const file = path.join(desk, `${i}.${format}`);
      const args = ['report', KEY, '--lang', 'de', '--format', format, '-o', file];
      expect((await maturaProcess(args, { cwd: desk, env })).code).toBe(0);
      return readFile(file);
    }),
  );
  expect(one?.length).toBeGreaterThan(1000);
  expect(one?.equals(other as Buffer)).toBe(true);
}

test.each(['html', 'md', 'json', 'docx'])(
  'a report as %s has the same bytes in another time zone and locale',
  expectSame,
);

describe('printed', () => {
  useProgram('Chromium', ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
  test('a report has the same bytes in another time zone and locale', () => expectSame('pdf'));
});

test('of a PDF only the dates of its printing are taken out, and no byte moves', () => {
  const dated = (time: string): Buffer =>
    Buffer.from(
      `%PDF-1.4\n/Title (/CreationDate \\(D:20250101000000)\n/Producer (Skia/PDF m156)\n/CreationDate (D:${time}+00'00')\n/ModDate (D:${time}+00'00')>>\n\xe4\xff`,
      'latin1',
    );
  const one = withoutClock(dated('20261125231818'));
  expect(one.equals(withoutClock(dated('20270101000000')))).toBe(true);
  expect(one).toHaveLength(dated('20261125231818').length);
  expect(one.toString('latin1')).toContain('\\(D:20250101000000)');
  expect(one.at(-1)).toBe(0xff);
  const foreign = Buffer.from('%PDF-1.7 /CreationDate (D:20261125231818)');
  expect(withoutClock(foreign).equals(foreign)).toBe(true);
});
