import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { EXAMPLE, matura, ROOT, scratchFolder } from './matura.ts';

const KEY = '91350100M000100Y43';
const KEEP = ['score', 'miit-sme-2024', EXAMPLE, '--files', 'files'];

describe('storing an assessment', () => {
  test.each([
    ['a folder', (place: string) => mkdir(place), 'is a folder or a device, not a file'],
    ['a link out of the folder', (place: string) => symlink('/etc/hosts', place), 'a link to a place outside'],
  ])('%s in place of the policy file is refused before anything is written', async (_, put, said) => {
    const cwd = await scratchFolder();
    await mkdir(path.join(cwd, 'files'));
    await put(path.join(cwd, `files/${KEY}.policy.md`));
    const run = await matura(KEEP, { cwd });
    expect(run).toMatchObject({ code: 3, stdout: '' });
    expect(run.stderr).toContain(said);
    expect(await readdir(path.join(cwd, 'files'))).toEqual([`${KEY}.policy.md`]);
  });

  test('an edited policy is kept beside the new one, and its path is reported', async () => {
    const cwd = await scratchFolder();
    await matura(KEEP, { cwd });
    const place = path.join(cwd, `files/${KEY}.policy.md`);
    const edited = `Agreed with Ms Li.\n\n${await readFile(place, 'utf8')}`;
    await writeFile(place, edited);
    const beside = `files/${KEY}.policy.edited.md`;
    expect((await matura(KEEP, { cwd })).stdout).not.toContain(beside);
    expect(await readFile(place, 'utf8')).toBe(edited);
    const run = await matura([...KEEP, '--programme', 'deyang-2024'], { cwd });
    expect(run.stdout).toContain(beside);
    expect(await readFile(path.join(cwd, beside), 'utf8')).toBe(edited);
    expect(await readFile(place, 'utf8')).not.toContain('Agreed with Ms Li');
  });

  test('an assessment dated in the future is reported, unless that day has already begun somewhere on earth', async () => {
    const cwd = await scratchFolder();
    const example = await readFile(EXAMPLE, 'utf8');
    const told = async (date: string): Promise<string> => {
      await writeFile(path.join(cwd, 'a.yaml'), example.replace('date: 2026-11-18', `date: ${date}`));
      const run = await matura(['score', 'miit-sme-2024', 'a.yaml'], { cwd });
      expect(run.code).toBe(0);
      return run.stderr;
    };
    expect(await told('9999-12-31')).toContain('dated 31 December 9999, which is in the future');
    expect(await told('1026-11-18')).toContain('dated 18 November 1026, which is before 1990');
    expect(await told(new Date().toISOString().slice(0, 10))).toBe('');
  });

  test('commands about one enterprise never list the files folder, which may hold a million files', async () => {
    const cwd = await scratchFolder();
    const listed: string[] = [];
    const watch = (holder: object, names: readonly string[]): void => {
      for (const name of names) {
        const list = Reflect.get(holder, name);
        vi.spyOn(holder as Record<string, () => unknown>, name).mockImplementation((...args: unknown[]) => {
          listed.push(String(args[0]));
          return list.apply(holder, args);
        });
      }
    };
    watch(fs, ['readdir', 'readdirSync', 'opendir', 'opendirSync']);
    watch(fs.promises, ['readdir', 'opendir']);
    syncBuiltinESMExports();
    onTestFinished(() => {
      vi.restoreAllMocks();
      syncBuiltinESMExports();
    });
    const inFiles = (): string[] => listed.filter((folder) => folder.startsWith(path.join(cwd, 'files')));
    await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files', '--shards'], { cwd });
    for (const args of [
      KEEP,
      ['import', 'miit-sme-2024', EXAMPLE],
      ['record', KEY, '--measure', '1', '--done', '2026-06-30'],
      ['recommend', KEY],
      ['report', KEY],
      ['explain', KEY],
      ['verify', `files/${KEY}.json`],
    ]) {
      const { code, stderr } = await matura(args, { cwd });
      expect([args[0], code, inFiles(), code === 0 ? '' : stderr]).toEqual([args[0], 0, [], '']);
    }
    await matura(['verify', 'files'], { cwd });
    expect(inFiles()).not.toEqual([]);
  });
});

describe('a folder where a file is expected', () => {
  test.each([
    [['score', 'miit-sme-2024', 'here'], 'here is a folder, not a file'],
    [['score', 'miit-sme-2024', EXAMPLE, '--programme', './here'], './here is a folder; a funding programme is a file'],
    [['explain', './here'], 'here is a folder or a device, not a file'],
    [['explain', KEY, '--files', 'here'], `${KEY}.json is a folder or a device, not a file`],
  ])('the command %j reports a folder where a file is expected', async (args, said) => {
    const cwd = await scratchFolder();
    await mkdir(path.join(cwd, `here/${KEY}.json`), { recursive: true });
    const run = await matura(args, { cwd });
    expect(run).toMatchObject({ code: 3, stdout: '' });
    expect(run.stderr).toContain(said);
    expect(run.stderr).not.toContain('EISDIR');
  });
});

describe.skipIf(process.platform === 'win32')('a signal', () => {
  // Reading so much takes seconds, in which nothing else gets its turn.
  const ANSWERS = Array.from({ length: 80_000 }, (_, i) => `  q${i}: { value: A, note: once upon a time }`).join('\n');
  const LONG = `facts: { uscc: ${KEY}, name: Example }\nanswers:\n${ANSWERS}\n`;

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'the signal %s ends a long computation before it has a result',
    async (signal) => {
      const cwd = await scratchFolder();
      await writeFile(path.join(cwd, 'long.yaml'), LONG);
      const args = [path.join(ROOT, 'bin/matura.js'), 'score', 'miit-sme-2024', 'long.yaml', '--files', 'files'];
      const child = spawn(process.execPath, args, { cwd, stdio: 'ignore' });
      const ended = new Promise((resolve) => child.on('exit', (_, by) => resolve(by)));
      await sleep(500);
      expect(child.exitCode).toBeNull();
      child.kill(signal);
      expect(await ended).toBe(signal);
      expect(await readdir(cwd)).toEqual(['long.yaml']);
    },
  );
});
