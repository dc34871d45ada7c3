import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { csvOf, rowOf } from './batch/sample-export.ts';
import { EXAMPLE, maturaProcess, ROOT, scratchFolder } from './matura.ts';

/** What a run is called that is not yet what its name says. */
const TEMPORARY = /^(\.matura-[0-9a-f]{16}\.tmp|matura-.*)$/;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const REGION = `kind: region
id: small
seed: 7
pack: quick-scan-china
city: { name: Sample City }
enterprises: 120
groups: [{ id: district, values: [{ value: North, share: 0.5 }, { value: South }] }]
waves:
  - { date: 2024-03-31, kind: self, enterprises: 60 }
  - { date: 2024-09-30, kind: onsite, enterprises: 60 }
files: 10
`;

/** Starts the built command, its temporary files in the same folder as all others, its input open. */
function start(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/matura.js'), ...args], {
    cwd,
    env: { ...process.env, TMPDIR: cwd, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin?.on('error', () => {});
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

const endOf = (child: ChildProcess): Promise<string | number | null> =>
  new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code)));

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(5);
}

const temporaryIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => TEMPORARY.test(name));

/** All files below a folder with what they hold. */
async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const read = files.sort().map(async (file) => [path.relative(folder, file), await readFile(file, 'latin1')] as const);
  return Object.fromEntries(await Promise.all(read));
}

describe.skipIf(process.platform === 'win32')('partial output after a signal', () => {
  test.each(SIGNALS)(
    'a signal leaves nothing of a half-made region, whether or not its folder existed before: %s',
    async (signal) => {
      for (const there of [false, true]) {
        const cwd = await scratchFolder();
        await writeFile(path.join(cwd, 'region.yaml'), REGION);
        if (there) await mkdir(path.join(cwd, 'out'));
        const place = there ? path.join(cwd, 'out') : cwd;
        const child = start(cwd, ['simulate', 'region.yaml', '-o', 'out']);
        const end = endOf(child);
        await until(async () => {
          const [made] = await temporaryIn(place);
          const inside: string[] = made === undefined ? [] : await readdir(path.join(place, made)).catch(() => []);
          return inside.includes('files');
        });
        child.kill(signal);
        expect(await end).toBe(signal);
        expect(await readdir(place)).toEqual(there ? [] : ['region.yaml']);
      }
    },
  );

  test.each(SIGNALS)('after a signal, no temporary file of a batch’s results or input remains: %s', async (signal) => {
    const cwd = await scratchFolder();
    const child = start(cwd, ['batch', 'quick-scan-china', '-', '-o', 'r.csv', '--rejects', 'n.csv']);
    const end = endOf(child);
    // A workbook has its contents at its end: it has to come whole.
    child.stdin?.write(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(200_000)]));
    await until(async () => (await temporaryIn(cwd)).length > 0);
    child.kill(signal);
    expect(await end).toBe(signal);
    expect(await readdir(cwd)).toEqual([]);
  });

  test.each(SIGNALS)('a signal leaves nothing of a half-written results table: %s', async (signal) => {
    const cwd = await scratchFolder();
    await writeFile(path.join(cwd, 'kept.csv'), 'before');
    const table = csvOf(Array.from({ length: 60_000 }, (_, i) => rowOf(i)));
    await writeFile(path.join(cwd, 'export.csv'), table);
    const child = start(cwd, [
      'batch',
      'quick-scan-china',
      'export.csv',
      '-o',
      'kept.csv',
      '--rejects',
      'n.csv',
      '--force',
    ]);
    const end = endOf(child);
    await until(async () => (await temporaryIn(cwd)).length > 1);
    child.kill(signal);
    expect(await end).toBe(signal);
    expect(await contents(cwd)).toEqual({ 'export.csv': table, 'kept.csv': 'before' });
  });

  test.each(SIGNALS)(
    'a signal ends the browser that prints a report and leaves no partial report: %s',
    async (signal) => {
      const cwd = await scratchFolder();
      const made = await maturaProcess(['score', 'miit-sme-2024', EXAMPLE, '--files', 'files'], { cwd });
      expect(made.code, made.stderr).toBe(0);
      const browser = path.join(cwd, 'browser');
      await writeFile(browser, `#!/bin/sh\necho $$ > ${cwd}/pid\nexec sleep 600\n`);
      await chmod(browser, 0o755);
      const [file = ''] = (await readdir(path.join(cwd, 'files'))).filter((name) => name.endsWith('.json'));
      const args = ['report', path.join('files', file), '--format', 'pdf', '-o', 'report.pdf'];
      const child = start(cwd, args, { CHROMIUM: browser });
      const end = endOf(child);
      const pid = async (): Promise<number> => Number(await readFile(path.join(cwd, 'pid'), 'utf8').catch(() => ''));
      await until(async () => (await pid()) > 0);
      child.kill(signal);
      expect(await end).toBe(signal);
      expect((await readdir(cwd)).sort()).toEqual(['browser', 'files', 'pid']);
      const isAlive = async (): Promise<boolean> => {
        const state = await readFile(`/proc/${await pid()}/stat`, 'utf8').catch(() => '');
        return state !== '' && !/\) [ZX] /.test(state);
      };
      if (process.platform === 'linux') await until(async () => !(await isAlive()));
    },
  );
});

test('if simulate is killed, its region exists only if complete, and the next run writes the same bytes', async () => {
  const [cwd, other] = [await scratchFolder(), await scratchFolder()];
  for (const folder of [cwd, other]) await writeFile(path.join(folder, 'region.yaml'), REGION);
  const started = performance.now();
  expect(await endOf(start(other, ['simulate', 'region.yaml', '-o', 'out']))).toBe(0);
  const whole = performance.now() - started;
  const expected = await contents(path.join(other, 'out'));
  for (let moment = 0; moment < 6; moment++) {
    const child = start(cwd, ['simulate', 'region.yaml', '-o', `out-${moment}`]);
    const end = endOf(child);
    await Promise.race([sleep((whole * (moment + Math.random())) / 6), end]);
    child.kill('SIGKILL');
    await end;
    const out = path.join(cwd, `out-${moment}`);
    if (await stat(out).catch(() => undefined)) expect(await contents(out)).toEqual(expected);
    else {
      expect(await endOf(start(cwd, ['simulate', 'region.yaml', '-o', `out-${moment}`]))).toBe(0);
      expect(await contents(out)).toEqual(expected);
    }
  }
}, 120_000);

test('a region is byte-identical in an existing and in a new folder, even after a killed run', async () => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'region.yaml'), REGION);
  await mkdir(path.join(cwd, 'there/.matura-0123456789abcdef.tmp'), { recursive: true });
  await mkdir(path.join(cwd, 'there/.git'));
  for (const out of ['there', 'new/inside'])
    expect(await maturaProcess(['simulate', 'region.yaml', '-o', out, '--quiet'], { cwd })).toMatchObject({
      code: 0,
      stderr: '',
    });
  expect(await contents(path.join(cwd, 'there'))).toEqual(await contents(path.join(cwd, 'new/inside')));
  expect(await readdir(path.join(cwd, 'new'))).toEqual(['inside']);
});

test.skipIf(process.platform === 'win32')('a full disk is reported, and nothing of the region is left', async () => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'region.yaml'), REGION);
  const command = [process.execPath, path.join(ROOT, 'bin/matura.js'), 'simulate', 'region.yaml', '-o', 'out'];
  // No file may be longer than so many blocks of 512 bytes.
  const child = spawn('sh', ['-c', `ulimit -f 8; exec "$@"`, 'sh', ...command], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  expect(await endOf(child)).toBe(3);
  expect(said).toMatch(/out\/\S+\.csv/);
  expect(said).not.toContain('.matura-');
  expect(await readdir(cwd)).toEqual(['region.yaml']);
});
