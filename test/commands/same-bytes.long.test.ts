import { execFile, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeReproducible } from '../../src/app/print-pdf.ts';
import { useProgram } from '../use-program.ts';
import { EXAMPLE, matura, maturaProcess, ROOT } from './matura.ts';

/** A report of one enterprise; and another one over time, against what was found on site and among peers. */
const COMMANDS = {
  report: ['report', 'FN 100002m'],
  comparison: [
    ...['compare', '91350100M000100Y43'],
    ...['--peers', path.join(ROOT, 'examples/exports/miit-sme-2024/results.csv')],
  ],
} as const;
const ELSEWHERE = [
  { TZ: 'Pacific/Kiritimati', LC_ALL: 'zh_CN.UTF-8' },
  { TZ: 'America/Lima', LC_ALL: 'C' },
];

let desk: string;

beforeAll(async () => {
  desk = await mkdtemp(path.join(tmpdir(), 'matura-bytes-'));
  for (const [pack, answers] of [
    ['digital-intensity', path.join(ROOT, 'test/fixtures/reports/digital-intensity.yaml')],
    ['miit-sme-2024', path.join(ROOT, 'examples/answers/miit-sme-2024-self.yaml')],
    ['miit-sme-2024', EXAMPLE],
  ] as const) {
    const run = await matura(['score', pack, answers, '--files', 'files'], { cwd: desk });
    expect(run.code).toBe(0);
  }
});
afterAll(() => rm(desk, { recursive: true }));

async function expectSame(what: keyof typeof COMMANDS, format: string): Promise<void> {
  const [one, other] = await Promise.all(
    ELSEWHERE.map(async (env, i) => {
      const file = path.join(desk, `${what}-${i}.${format}`);
      const args = [...COMMANDS[what], '--lang', 'de', '--format', format, '-o', file];
      expect((await maturaProcess(args, { cwd: desk, env })).code).toBe(0);
      return readFile(file);
    }),
  );
  expect(one?.length).toBeGreaterThan(1000);
  expect(one?.equals(other as Buffer)).toBe(true);
}

describe.each(['report', 'comparison'] as const)('a %s has the same bytes in another time zone and locale', (what) => {
  test.each(['html', 'md', 'json', 'docx'])(
    'a report has the same bytes in another time zone and locale as %s',
    (format) => expectSame(what, format),
  );

  describe('printed', () => {
    useProgram('Chromium', ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);
    test('a printed report has the same bytes in another time zone and locale as pdf', () => expectSame(what, 'pdf'));
  });
});

describe('a user without a name on the system', () => {
  const nobody = { uid: 4242, gid: 4242 };
  const program = path.join(ROOT, 'bin/matura.js');
  useProgram('Chromium', ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']);

  // Only the superuser can become somebody else.
  test.runIf(spawnSync('test', ['-r', program], nobody).status === 0)(
    'a user without a name on the system, as in a container, can print a PDF',
    async () => {
      await chmod(desk, 0o777);
      const file = path.join(desk, 'nobody.pdf');
      const env = { PATH: process.env.PATH, HOME: desk };
      await promisify(execFile)(process.execPath, [program, ...COMMANDS.report, '-o', file], {
        cwd: desk,
        env,
        ...nobody,
      });
      expect((await readFile(file)).subarray(0, 5).toString()).toBe('%PDF-');
    },
  );
});

test('elements of a PDF are renumbered in order, whatever numbers the browser gave them', () => {
  const tagged = (...names: string[]): Buffer =>
    Buffer.from(
      `%PDF-1.4 /Title (\\(node00000009\\)) /Producer (Skia/PDF m156) ${names.map((name) => `/ID (${name})`).join(' ')}`,
    );
  const one = makeReproducible(tagged('node00000027', 'node00000033', 'node00000027'));
  expect(one.equals(makeReproducible(tagged('node00000003', 'node00000034', 'node00000003')))).toBe(true);
  expect(one.toString()).toBe(tagged('node00000001', 'node00000002', 'node00000001').toString());
});

test('only the printing dates are removed from a PDF, and no byte moves', () => {
  const dated = (time: string): Buffer =>
    Buffer.from(
      `%PDF-1.4\n/Title (/CreationDate \\(D:20250101000000)\n/Producer (Skia/PDF m156)\n/CreationDate (D:${time}+00'00')\n/ModDate (D:${time}+00'00')>>\n\xe4\xff`,
      'latin1',
    );
  const one = makeReproducible(dated('20261125231818'));
  expect(one.equals(makeReproducible(dated('20270101000000')))).toBe(true);
  expect(one).toHaveLength(dated('20261125231818').length);
  expect(one.toString('latin1')).toContain('\\(D:20250101000000)');
  expect(one.at(-1)).toBe(0xff);
  const foreign = Buffer.from('%PDF-1.7 /CreationDate (D:20261125231818)');
  expect(makeReproducible(foreign).equals(foreign)).toBe(true);
});
