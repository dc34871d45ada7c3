import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXAMPLE, matura, scratchFolder } from './matura.ts';

const KEY = '91350100M000100Y43';
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>';

async function enterprise(): Promise<string> {
  const cwd = await scratchFolder();
  await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files'], { cwd });
  await writeFile(path.join(cwd, 'logo.svg'), SVG);
  await writeFile(path.join(cwd, 'active.svg'), SVG.replace('<path', '<script>1</script><path'));
  await writeFile(path.join(cwd, 'old.doc'), Buffer.from('d0cf11e0a1b11ae10000', 'hex'));
  return cwd;
}

describe('templates and logos for a report', () => {
  test('an unusable template or logo is refused with an explanation, and nothing is written', async () => {
    const cwd = await enterprise();
    const cases = [
      [['--format', 'html', '--template', 'x.docx'], 2, '--template works with docx, not with html'],
      [['--format', 'json', '--logo', 'logo.svg'], 2, '--logo works with docx, html, pdf, not with json'],
      [['--format', 'docx', '--template', 'missing.docx'], 3, 'missing.docx'],
      [['--format', 'docx', '--template', '.'], 3, 'no file'],
      [
        ['--format', 'docx', '--template', 'old.doc'],
        3,
        'the file is a Word document from before 2007, or one with a password',
      ],
      [['--format', 'docx', '--logo', 'logo.svg'], 3, 'only in newer versions of Word'],
      [['--format', 'html', '--logo', 'active.svg'], 3, 'does more than draw'],
    ] as const;
    for (const [options, code, words] of cases) {
      const run = await matura(['report', KEY, ...options, '-o', 'out'], { cwd });
      expect(run.code, run.stderr).toBe(code);
      if (words !== 'no file') expect(run.stderr).toContain(words);
      await expect(readFile(path.join(cwd, 'out'))).rejects.toThrow();
    }
    const zh = await matura(['report', KEY, '--format', 'docx', '--template', 'old.doc', '--lang', 'zh'], { cwd });
    expect(zh.stderr).toContain('2007年以前格式');
  }, 120_000);

  test('a logo is embedded in the page as data, and external pictures are not allowed', async () => {
    const cwd = await enterprise();
    const { stdout } = await matura(['report', KEY, '--logo', 'logo.svg'], { cwd });
    expect(stdout).toContain(`src="data:image/svg+xml;base64,${Buffer.from(SVG).toString('base64')}"`);
    expect(stdout).toContain('img-src data:;');
  }, 120_000);
});
