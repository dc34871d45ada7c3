import { spawn } from 'node:child_process';
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { validateEnterprise } from '../../../src/model/generated/enterprise-validator.js';
import { matura, ROOT, scratchFolder } from '../matura.ts';
import { csvOf, manyRows, readOutputs, rowOf } from './sample-export.ts';

const TEMPORARY = /^\.matura-[0-9a-f]{16}\.tmp$/;

/** Runs until it is over, or is killed after so many milliseconds. */
async function run(cwd: string, args: readonly string[], killAfter?: number): Promise<number | null> {
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/matura.js'), 'batch', 'quick-scan-china', ...args], {
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

/** Shares of the time that a whole run takes, ascending, other ones each time. */
function drawShares(count: number): number[] {
  return Array.from({ length: count }, (_, i) => (i + Math.random()) / count);
}

test('killed at twelve moments, batch leaves no partial file under its final name, and the next runs give the same bytes', async () => {
  const [cwd, other] = [await scratchFolder(), await scratchFolder()];
  const runs = ['csv', 'jsonl', 'parquet'].map((format) => {
    const [results, rejects, mend] = [`r.${format}`, `n-${format}.csv`, `m-${format}.csv`];
    const args = ['export.csv', '-o', results, '--rejects', rejects, '--mend', mend, '--answers'];
    return { names: [results, rejects, mend], args };
  });
  for (const folder of [cwd, other]) await writeExport(folder, 2500);
  const times: number[] = [];
  for (const { args } of runs) {
    const started = performance.now();
    expect(await run(other, args)).toBe(1);
    times.push(performance.now() - started);
  }
  const expected = await contents(other);
  expect(Object.keys(expected)).toEqual(['export.csv', ...runs.flatMap(({ names }) => names)].sort());
  // Each format at moments of its own, early and late ones.
  for (const [i, share] of drawShares(12).entries()) {
    const [{ args }, whole] = [runs[i % runs.length], times[i % runs.length]] as [(typeof runs)[0], number];
    await run(cwd, args, Math.round(whole * share));
    const left = await contents(cwd);
    expect(left, `after ${share} of a run for ${args[2]}`).toEqual(
      Object.fromEntries(Object.keys(left).map((name) => [name, expected[name]])),
    );
  }
  for (const { args } of runs) expect(await run(cwd, args)).toBe(1);
  expect(await contents(cwd)).toEqual(expected);
}, 300_000);

test('killed at ten moments, batch leaves every enterprise file whole, and the next run completes them', async () => {
  const [cwd, other] = [await scratchFolder(), await scratchFolder()];
  const args = ['export.csv', '--files', 'files', '--as-of', '2026-11-24'];
  for (const folder of [cwd, other]) await writeExport(folder, 72);
  const started = performance.now();
  expect(await run(other, args)).toBe(1);
  const whole = performance.now() - started;
  for (const share of drawShares(10)) {
    await run(cwd, args, Math.round(whole * share));
    for (const [name, text] of Object.entries(await contents(path.join(cwd, 'files')))) {
      if (!name.endsWith('.json')) continue;
      expect(validateEnterprise(JSON.parse(Buffer.from(text, 'latin1').toString())), name).toBe(true);
    }
  }
  await run(cwd, args);
  expect(await contents(cwd)).toEqual(await contents(other));
  expect(await contents(path.join(cwd, 'files'))).toEqual(await contents(path.join(other, 'files')));
}, 300_000);

test('killed at any moment, batch leaves no partial file under its final name, and the next run gives the same bytes', async () => {
  const [cwd, whole] = [await scratchFolder(), await scratchFolder()];
  // Its beginning is looked at as a whole before anything is written.
  const table = csvOf([rowOf(99_999, { name: '示例' }), ...manyRows(12_000)]);
  await matura(['batch', 'quick-scan-china', '-'], { cwd: whole, input: table });
  for (const share of [0.6, 0.8, 0.99]) {
    const child = spawn(process.execPath, [path.join(ROOT, 'bin/matura.js'), 'batch', 'quick-scan-china', '-'], {
      cwd,
    });
    child.stdin.on('error', () => {});
    child.stdin.write(table.slice(0, table.length * share));
    while (!(await readdir(cwd)).some((name) => name.endsWith('.tmp'))) await sleep(20);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.on('close', resolve));
    const left = await readdir(cwd);
    expect(
      left.every((name) => /^\.matura-.*\.tmp$/.test(name)),
      left.join(),
    ).toBe(true);
    for (const name of left) await rm(path.join(cwd, name));
  }
  await matura(['batch', 'quick-scan-china', '-'], { cwd, input: table });
  expect(await readOutputs(cwd, '')).toEqual(await readOutputs(whole, ''));
}, 60_000);
