import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { partsOf } from '../report/docx/open-docx.ts';
import { matura, ROOT, scratchFolder } from './matura.ts';

const PACKS = ['quick-scan-china', 'miit-sme-2024'];

describe('matura template', () => {
  test.each(
    PACKS.flatMap((pack) =>
      ['en', 'zh', 'de'].flatMap((lang) => ['csv', 'xlsx'].map((format) => [pack, lang, format])),
    ),
  )('the template of %s in the language %s as %s is read back without a mapping', async (pack, lang, format) => {
    const cwd = await scratchFolder();
    const file = `template.${format}`;
    expect((await matura(['template', pack, '--format', format, '--lang', lang, '-o', file], { cwd })).code).toBe(0);
    const { code, stderr } = await matura(['map', pack, file], { cwd });
    expect(stderr).not.toContain('not used');
    expect(code).toBe(0);
  });

  test('a filled-in table gives results', async () => {
    const cwd = await scratchFolder();
    const { stdout } = await matura(['template', 'quick-scan-china', '--format', 'csv', '--lang', 'zh']);
    expect(stdout).toMatch(/^\ufeff统一社会信用代码,企业名称,/);
    const ids = (await readFile(path.join(ROOT, 'examples/exports/quick-scan-china/ids.csv'), 'utf8')).split('\r\n');
    const [first = ''] = stdout.replace('\ufeff', '').split('\r\n');
    const headings = first.split(',');
    const filled = ids.slice(1, 3).map((row) => {
      const [code, name] = row.split(',');
      const scales = headings.map((heading) => (/[：:]/.test(heading) ? '2' : ''));
      return [code, name?.replace('"', ''), ...scales.slice(2)].join(',');
    });
    await writeFile(path.join(cwd, 'filled.csv'), `\ufeff${[headings.join(','), ...filled].join('\r\n')}\r\n`);
    const batch = await matura(['batch', 'quick-scan-china', 'filled.csv', '--quiet'], { cwd });
    expect(batch.stderr).toContain('2 scored; 0 rejected');
  });

  test.each(['en', 'zh', 'de'])(
    'the YAML template in %s is a valid file of answers, blank or filled in',
    async (lang) => {
      const cwd = await scratchFolder();
      const { stdout } = await matura(['template', 'miit-sme-2024', '--lang', lang]);
      const blank = '{ state: unanswered }';
      expect(stdout.split(`: ${blank}`).length).toBeGreaterThan(50);
      const filled = stdout
        .replace(`  uscc: ${blank}`, '  uscc: 91350100M000100Y43')
        .replace(`  name: ${blank}`, '  name: x')
        .replace(`  Q1: ${blank}`, '  Q1: [B, C]');
      await writeFile(path.join(cwd, 'answers.yaml'), filled);
      const score = await matura(['score', 'miit-sme-2024', 'answers.yaml', '--json'], { cwd });
      expect(score.code).toBe(0);
      expect(JSON.parse(score.stdout).scores).toBeDefined();
    },
  );

  test.each(['xlsx', 'docx'])('help in a template names real years in %s', async (format) => {
    const cwd = await scratchFolder();
    await matura(['template', 'miit-sme-2024', '--format', format, '--lang', 'en', '-o', 'template'], { cwd });
    const parts = [...(await partsOf(await readFile(path.join(cwd, 'template')))).values()];
    const year = new Date().getFullYear();
    expect(parts.join()).toContain(`at the end of ${year - 1}, including agency workers`);
    expect(parts.join()).toContain(`The year ${year - 3}, on the same basis as last year`);
    expect(parts.join()).not.toContain('{year');
  });

  test('the same template command gives the same bytes', async () => {
    const cwd = await scratchFolder();
    for (const file of ['a.xlsx', 'b.xlsx']) {
      await matura(['template', 'quick-scan-china', '--format', 'xlsx', '-o', file], { cwd });
    }
    expect(await readFile(path.join(cwd, 'a.xlsx'))).toEqual(await readFile(path.join(cwd, 'b.xlsx')));
  });
});
