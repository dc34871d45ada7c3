import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../src/i18n/index.ts';
import { unzip } from '../../src/report/docx/docx-package.ts';
import { messagesOf } from '../messages.ts';
import { matura, ROOT } from './matura.ts';
import { writeVerifiedPolicy } from './verified-policy.ts';

const KEY = '91350100M000100Y43';
const ANSWERS = path.join(ROOT, 'test/fixtures/reports/quick-scan.yaml');

let desk: string;
beforeAll(async () => {
  desk = await mkdtemp(path.join(tmpdir(), 'matura-sums-'));
  await writeVerifiedPolicy(path.join(desk, 'packs'));
});
afterAll(() => rm(desk, { recursive: true }));

const here = () => ({ cwd: desk, env: { MATURA_PACKS: 'packs' } });

/** Scores a small enterprise of the High-tech Zone with some figures of its own, and gives what the terminal shows. */
async function score(figures: string, ...args: string[]): Promise<string> {
  const facts = `  district: 武侯区\n  highTechZone: true\n  technologyEnterprise: true\n${figures}answers:`;
  await writeFile(path.join(desk, 'a.yaml'), (await readFile(ANSWERS, 'utf8')).replace('answers:', facts));
  const run = await matura(
    [
      'score',
      'quick-scan-china',
      'a.yaml',
      '--files',
      'files',
      '--programme',
      'verified',
      '--as-of',
      '2026-11-24',
      ...args,
    ],
    here(),
  );
  expect(run.code).toBe(0);
  return run.stdout;
}

const show = async (command: string, ...args: string[]): Promise<string> =>
  (await matura([command, KEY, ...args], here())).stdout;

const squeeze = (text: string): string => text.replace(/\s+/gu, '');

/** The text of a Word document. */
async function wordsIn(file: string): Promise<string> {
  const found = (await unzip(await readFile(file))).get('word/document.xml')?.toString() ?? '';
  return [...found.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('');
}

describe('sums in which 1.004 CNY and 1.004 CNY make 2.01 CNY', () => {
  const UNEVEN = '  additionalLocalPurchases: 100.4\n  voucherServices: 5.02\n';

  test.each(LANGUAGES)(
    'every format says in %s that 1.004 CNY and 1.004 CNY are 2.01 CNY because each amount is rounded',
    async (language) => {
      const { rounded } = messagesOf(language).funding.sum;
      const terminal = await score(UNEVEN, '--lang', language);
      expect(terminal).toContain('2.01'.replace('.', language === 'de' ? ',' : '.'));
      const policy = await readFile(path.join(desk, 'files', `${KEY}.policy.md`), 'utf8');
      const lang = ['--lang', language] as const;
      await show('report', ...lang, '--format', 'docx', '-o', 'report.docx');
      const written = [
        terminal,
        policy,
        await show('recommend', ...lang, '--format', 'html'),
        await show('recommend', ...lang, '--format', 'md', '--short'),
        await show('report', ...lang, '--format', 'html'),
        await show('report', ...lang, '--format', 'md'),
        await show('report', ...lang, '--format', 'json'),
        await wordsIn(path.join(desk, 'report.docx')),
      ];
      for (const text of written) expect(squeeze(text)).toContain(squeeze(rounded));
    },
  );

  test('no note about rounding is printed if the printed amounts add up', async () => {
    const { rounded } = messagesOf('en').funding.sum;
    const terminal = await score('  additionalLocalPurchases: 1000\n  voucherServices: 50\n');
    expect(terminal).toContain('Likely money: 10 CNY');
    for (const text of [terminal, await show('report', '--format', 'md'), await show('recommend', '--format', 'md')])
      expect(squeeze(text)).not.toContain(squeeze(rounded));
  });
});

test('amounts in no sum, such as loans, are the same on the terminal, in the full plan and in JSON', async () => {
  const terminal = await score('  voucherServices: 50\n  pilotSector: autoParts\n');
  const policy = await show('recommend', '--full', '--format', 'md');
  const rows = policy.split('\n').filter((line) => line.startsWith('| '));
  const rowOf = (title: string): string | undefined => rows.findLast((line) => line.startsWith(`| ${title}`));
  expect(rowOf('Digital Intelligence voucher')).toContain('| not published |');
  expect(rowOf('Smart Manufacturing loan')).toContain('a loan, to be paid back');
  expect(terminal).toContain('2 likely, 7 possible, 0 refused');
  expect(terminal.replace(/\s+/g, ' ')).toContain(
    '= Not in the sums, because the amount is not settled or not known, or the funding is not a grant: 6.',
  );
  const { funding, instruments } = JSON.parse(await show('recommend', '--json'));
  expect(funding).toMatchObject({ unknown: ['cdht-digital-voucher'], loans: ['cdht-smart-loan'] });
  const isUndecided = ({ verdict }: { verdict: string }): boolean => verdict === 'undecided';
  expect(funding.undecided).toEqual(instruments.filter(isUndecided).map(({ id }: { id: string }) => id));
});
