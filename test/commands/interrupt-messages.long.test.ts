import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readdir, readlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { csvOf, rowOf } from './batch/sample-export.ts';
import { maturaProcess, ROOT, scratchFolder } from './matura.ts';

const LANGUAGES = ['en', 'zh', 'de'] as const;
const TEMPORARY = /^\.matura-[0-9a-f]{16}\.tmp$/;

const REGION = `kind: region
id: small
seed: 7
pack: quick-scan-china
city: { name: Sample City }
enterprises: 400
groups: [{ id: district, values: [{ value: North, share: 0.5 }, { value: South }] }]
waves: [{ date: 2024-03-31, kind: self, enterprises: 400 }]
files: 200
`;

/** Starts the built command, waits for the moment, sends it Ctrl-C, and gives what it said and what ended it. */
async function interrupt(
  cwd: string,
  args: readonly string[],
  isTime: (child: ChildProcess) => Promise<boolean>,
): Promise<{ said: string; by: string | number | null }> {
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/matura.js'), ...args], {
    cwd,
    env: { ...process.env, TMPDIR: cwd },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const end = new Promise<string | number | null>((resolve) =>
    child.on('close', (code, signal) => resolve(signal ?? code)),
  );
  while (child.exitCode === null && !(await isTime(child))) await sleep(2);
  child.kill('SIGINT');
  return { by: await end, said };
}

const lastLine = (said: string): string => said.trimEnd().split('\n').at(-1) ?? '';

const holdsTemporary = async (folder: string): Promise<boolean> =>
  (await readdir(folder)).some((name) => TEMPORARY.test(name));

/** Enough to be interrupted in the midst of. */
const ROWS = 150;

/** The same of files that are imported, one by one. */
const IMPORTED = 20;

/** How many enterprises have a file. */
const filesIn = async (cwd: string): Promise<number> =>
  (await readdir(path.join(cwd, 'files')).catch(() => [])).filter((name) => name.endsWith('.json')).length;

const exportOf = (rows: number): string => csvOf(Array.from({ length: rows }, (_, i) => rowOf(i)));

describe.skipIf(process.platform === 'win32')('a signal is followed by a line that says how to go on:', () => {
  test.each(LANGUAGES)('a signal makes batch say in %s how to continue', async (lang) => {
    const cwd = await scratchFolder();
    await writeFile(path.join(cwd, 'e.csv'), exportOf(60_000));
    const { by, said } = await interrupt(cwd, ['batch', 'quick-scan-china', 'e.csv', '--lang', lang], () =>
      holdsTemporary(cwd),
    );
    expect(by).toBe('SIGINT');
    expect(lastLine(said)).toBe(
      {
        en: 'Interrupted: e.results.csv was left as it was. Run the same command again.',
        zh: '已中断：e.results.csv 保持原样。请重新运行同一命令。',
        de: 'Unterbrochen: e.results.csv ist unverändert. Denselben Befehl noch einmal ausführen.',
      }[lang],
    );
    expect(await readdir(cwd)).toEqual(['e.csv']);
  });

  test.each(LANGUAGES)(
    'a signal makes batch --files say in %s how to continue; the next run adds the remaining enterprises',
    async (lang) => {
      const cwd = await scratchFolder();
      await writeFile(path.join(cwd, 'e.csv'), exportOf(ROWS));
      const args = ['batch', 'quick-scan-china', 'e.csv', '--files', 'files', '--jobs', '1', '--lang', lang];
      const { by, said } = await interrupt(cwd, args, async () => (await filesIn(cwd)) > 0);
      expect(by).toBe('SIGINT');
      expect(lastLine(said)).toBe(
        {
          en: 'Interrupted: e.results.csv was left as it was; what was already added to files stays there and is not added twice. Run the same command again.',
          zh: '已中断：e.results.csv 保持原样；files 中已新增的评测保留，不会重复添加。请重新运行同一命令。',
          de: 'Unterbrochen: e.results.csv ist unverändert; was in files hinzukam, bleibt erhalten und wird nicht noch einmal hinzugefügt. Denselben Befehl noch einmal ausführen.',
        }[lang],
      );
      const kept = await filesIn(cwd);
      expect(kept).toBeLessThan(ROWS);
      // Said the same way in any language, it is done the same way, too.
      if (lang !== 'en') return;
      const again = await maturaProcess([...args, '--json'], { cwd });
      expect(again.code, again.stderr).toBe(0);
      expect(JSON.parse(again.stdout).files).toMatchObject({ appended: ROWS - kept, alreadyThere: kept });
    },
  );

  test('an interrupted dry run of batch reports that nothing was added', async () => {
    const cwd = await scratchFolder();
    await writeFile(path.join(cwd, 'e.csv'), exportOf(10 * ROWS));
    const args = ['batch', 'quick-scan-china', 'e.csv', '--files', 'files', '--jobs', '1', '--dry-run'];
    const { by, said } = await interrupt(cwd, args, () => holdsTemporary(cwd));
    expect(by).toBe('SIGINT');
    expect(lastLine(said)).toBe('Interrupted: e.results.csv was left as it was. Run the same command again.');
  });

  test('a signal makes batch with threads say how to continue; no thread leaves a partial file', async () => {
    const cwd = await scratchFolder();
    await writeFile(path.join(cwd, 'e.csv'), exportOf(10 * ROWS));
    const args = ['batch', 'quick-scan-china', 'e.csv', '--files', 'files', '--jobs', '2'];
    const files = path.join(cwd, 'files');
    for (let before = await filesIn(cwd), turn = 0; turn < 3; turn++) {
      const { by } = await interrupt(cwd, args, async () => (await filesIn(cwd)) > before && holdsTemporary(files));
      expect(by).toBe('SIGINT');
      expect(await holdsTemporary(files)).toBe(false);
      before = await filesIn(cwd);
    }
    expect(await filesIn(cwd)).toBeLessThan(10 * ROWS);
  });

  test.each(LANGUAGES)(
    'after a signal, import says in %s how to continue; the next run adds the remaining files',
    async (lang) => {
      const cwd = await scratchFolder();
      await mkdir(path.join(cwd, 'inbox'));
      for (let i = 0; i < IMPORTED; i++) {
        const { uscc, name, ...answers } = rowOf(i);
        const saved = {
          pack: 'quick-scan-china',
          assessment: { kind: 'self', date: '2026-01-31' },
          facts: { uscc, name },
          answers,
        };
        await writeFile(path.join(cwd, 'inbox', `${i}.json`), JSON.stringify(saved));
      }
      const args = ['import', 'quick-scan-china', 'inbox', '--lang', lang];
      const { by, said } = await interrupt(cwd, args, async () => (await filesIn(cwd)) > 0);
      expect(by).toBe('SIGINT');
      expect(lastLine(said)).toBe(
        {
          en: 'Interrupted: what was already added to files stays there and is not added twice. Run the same command again.',
          zh: '已中断：files 中已新增的评测保留，不会重复添加。请重新运行同一命令。',
          de: 'Unterbrochen: Was in files hinzukam, bleibt erhalten und wird nicht noch einmal hinzugefügt. Denselben Befehl noch einmal ausführen.',
        }[lang],
      );
      const kept = await filesIn(cwd);
      expect(kept).toBeLessThan(IMPORTED);
      if (lang !== 'en') return;
      const again = await maturaProcess(args, { cwd });
      expect(again.stdout).toContain(`${IMPORTED} files: ${IMPORTED - kept} added, ${kept} there already, 0 refused`);
    },
  );

  test.each(LANGUAGES)('a signal makes simulate say in %s how to continue', async (lang) => {
    const cwd = await scratchFolder();
    await writeFile(path.join(cwd, 'region.yaml'), REGION);
    const args = ['simulate', 'region.yaml', '-o', 'out', '--lang', lang];
    const { by, said } = await interrupt(cwd, args, () => holdsTemporary(cwd));
    expect(by).toBe('SIGINT');
    expect(lastLine(said)).toBe(
      {
        en: 'Interrupted: nothing was written to out. Run the same command again.',
        zh: '已中断：out 中未写入任何内容。请重新运行同一命令。',
        de: 'Unterbrochen: In out wurde nichts geschrieben. Denselben Befehl noch einmal ausführen.',
      }[lang],
    );
    expect(await readdir(cwd)).toEqual(['region.yaml']);
  });

  test.skipIf(process.platform !== 'linux').each(LANGUAGES)(
    'a signal makes portfolio say in %s how to continue',
    async (lang) => {
      const cwd = await scratchFolder();
      const [heading = '', row = ''] = ['uscc,name,district,level,lowest,highest,coverage', ',x,North,2,2,2,1'];
      const rows = Array.from({ length: 300_000 }, (_, i) => `K${i}${row}`);
      await writeFile(path.join(cwd, 'r.csv'), `${[heading, ...rows].join('\n')}\n`);
      const args = ['portfolio', 'self:2026-01-01:r.csv', '--format', 'json', '-o', 'out.json', '--lang', lang];
      const { by, said } = await interrupt(cwd, args, async ({ pid }) => {
        const open = `/proc/${pid}/fd`;
        const links = (await readdir(open).catch(() => [])).map((fd) => readlink(path.join(open, fd)).catch(() => ''));
        return (await Promise.all(links)).some((file) => file.endsWith('r.csv'));
      });
      expect(by).toBe('SIGINT');
      expect(lastLine(said)).toBe(
        {
          en: 'Interrupted: nothing was written. Run the same command again.',
          zh: '已中断：未写入任何内容。请重新运行同一命令。',
          de: 'Unterbrochen: Nichts wurde geschrieben. Denselben Befehl noch einmal ausführen.',
        }[lang],
      );
      expect(await readdir(cwd)).toEqual(['r.csv']);
    },
  );
});
