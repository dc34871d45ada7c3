import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE, matura, scratchFolder } from './matura.ts';

const KEY = '91350100M000100Y43';
const EXPORT = path.join(import.meta.dirname, '../../examples/exports/miit-sme-2024/google-forms.csv');

/** Every file below a folder with its content. */
async function contentOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.\w+$/.test(name)).sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const)),
  );
}

const TRIAL = 'Trial run: the enterprise files were not changed.\n';

test('--dry-run says which files would be written, makes no folder and changes no file', async () => {
  const cwd = await scratchFolder();
  const files = ['--files', 'files', '--lang', 'en'];
  const batch = [
    'batch',
    'miit-sme-2024',
    EXPORT,
    '--date',
    '2026-01-31',
    '-o',
    'r.csv',
    '--rejects',
    'x.csv',
    ...files,
  ];
  const commands = [
    { args: ['score', 'miit-sme-2024', EXAMPLE, ...files], told: `files/${KEY}.json` },
    { args: ['import', 'miit-sme-2024', EXAMPLE, ...files], told: '1 file: 1 would be added' },
    { args: batch, told: 'Enterprise files in files: 8 assessments would be added, 0 there already' },
  ];
  for (const { args, told } of commands) {
    const run = await matura([...args, '--dry-run'], { cwd });
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain(TRIAL);
    expect(run.stdout + run.stderr).toContain(told);
    expect(await readdir(cwd)).not.toContain('files');
  }
  for (const { args } of commands) await matura(args, { cwd });
  const before = await contentOf(path.join(cwd, 'files'));
  expect(Object.keys(before)).toHaveLength(18);
  const record = ['record', KEY, '--measure', '1', '--started', '2026-01-31', '--files', 'files', '--lang', 'en'];
  const tried = await matura([...record, '--dry-run'], { cwd });
  expect(tried.stdout).toContain('Would be recorded as no. 1');
  expect(tried.stderr).toContain(TRIAL);
  const again = await matura([...batch, '--dry-run', '--jobs', '2'], { cwd });
  expect(again.stderr).toContain('0 assessments would be added, 8 there already');
  expect(await contentOf(path.join(cwd, 'files'))).toEqual(before);
});

test('--dry-run is refused without --files', async () => {
  const cwd = await scratchFolder();
  const run = await matura(['score', 'miit-sme-2024', EXAMPLE, '--dry-run'], { cwd });
  expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('--dry-run needs --files') });
});
