import { spawn } from 'node:child_process';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { validateEnterprise } from '../../../src/model/generated/validators.js';
import { ROOT, scratchFolder } from '../matura.ts';
import { csvOf, rowOf } from './exports.ts';

const MOMENTS = 10;
const TEMPORARY = /^\.matura-[0-9a-f]{16}\.tmp$/;

/** Runs until it is over, or is killed after so many milliseconds. */
async function run(cwd: string, args: readonly string[], killAfter?: number): Promise<number | null> {
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/matura.js'), 'batch', 'quick-scan', ...args], {
    cwd,
    stdio: 'ignore',
  });
  const over = new Promise<number | null>((resolve) => child.on('close', resolve));
  if (killAfter !== undefined) {
    await Promise.race([sleep(killAfter), over]);
    child.kill('SIGKILL');
  }
  return over;
}

async function writeExport(cwd: string, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, i) =>
    rowOf(i % 997 === 996 ? 0 : i, { plan: String(i % 4), ...(i % 71 === 70 && { employees: '-1' }) }),
  );
  await writeFile(path.join(cwd, 'export.csv'), csvOf(rows));
  const day = new Date('2026-05-18T12:00:00Z');
  await utimes(path.join(cwd, 'export.csv'), day, day);
}

async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile() && !TEMPORARY.test(entry.name)).map(({ name }) => name);
  return Object.fromEntries(
    await Promise.all(
      names.sort().map(async (name) => [name, await readFile(path.join(folder, name), 'latin1')] as const),
    ),
  );
}

/** Moments in the time that a whole run takes, other ones each time. */
function drawMoments(whole: number): number[] {
  return Array.from({ length: MOMENTS }, (_, i) => Math.round(whole * ((i + Math.random()) / MOMENTS)));
}

test.each(['csv', 'jsonl', 'parquet'])(
  'pitfall 33: killed at ten moments, no partial %s stands under a final name, and the next run gives the same bytes',
  async (format) => {
    const [cwd, other] = [await scratchFolder(), await scratchFolder()];
    const args = ['export.csv', '--out', `r.${format}`, '--rejects', 'n.csv', '--mend', 'm.csv', '--answers'];
    for (const folder of [cwd, other]) await writeExport(folder, 2500);
    const started = performance.now();
    expect(await run(other, args)).toBe(1);
    const whole = performance.now() - started;
    const expected = await contents(other);
    expect(Object.keys(expected)).toEqual(['export.csv', 'm.csv', 'n.csv', `r.${format}`]);
    for (const moment of drawMoments(whole)) {
      await run(cwd, args, moment);
      const left = await readdir(cwd);
      for (const name of left) {
        if (!TEMPORARY.test(name))
          expect((await contents(cwd))[name] === expected[name], `${name} at ${moment}`).toBe(true);
      }
    }
    expect(await run(cwd, args)).toBe(1);
    expect(await contents(cwd)).toEqual(expected);
  },
  60_000,
);

test('pitfall 33: killed at ten moments, every enterprise file is whole, and the next run completes them', async () => {
  const [cwd, other] = [await scratchFolder(), await scratchFolder()];
  const args = ['export.csv', '--files', 'files', '--as-of', '2026-11-24'];
  for (const folder of [cwd, other]) await writeExport(folder, 80);
  const started = performance.now();
  expect(await run(other, args)).toBe(1);
  const whole = performance.now() - started;
  for (const moment of drawMoments(whole)) {
    await run(cwd, args, moment);
    for (const [name, text] of Object.entries(await contents(path.join(cwd, 'files')))) {
      if (!name.endsWith('.json')) continue;
      expect(validateEnterprise(JSON.parse(Buffer.from(text, 'latin1').toString())), name).toBe(true);
    }
  }
  await run(cwd, args);
  expect(await contents(cwd)).toEqual(await contents(other));
  expect(await contents(path.join(cwd, 'files'))).toEqual(await contents(path.join(other, 'files')));
}, 120_000);
