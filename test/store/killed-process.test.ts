import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeDraft, openDraft, readDraft } from '../../src/store/draft-file.ts';
import { readEnterprise } from '../../src/store/enterprise-file.ts';
import { enterprisePath, policyPath } from '../../src/store/enterprise-path.ts';
import { type Bundle, bundleChild, type Child, letLockAge, startChild } from './run-child-process.ts';
import { append, FACTS, makeAssessment, USCC } from './sample-data.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const ROUNDS = 20;

let bundle: Bundle;

beforeAll(async () => {
  bundle = await bundleChild();
});

afterAll(() => bundle.remove());

/** Kills a child some milliseconds after it acknowledged its first step, wherever it is then. */
async function killLater(child: Child, round: number): Promise<void> {
  await child.waitFor('done');
  await sleep((round * 7) % 45);
  child.process.kill('SIGKILL');
  await child.ended;
}

/** The number of the last step that a child acknowledged. */
function lastDone(lines: readonly string[]): number {
  return Number(lines.findLast((line) => line.startsWith('done '))?.slice(5) ?? 0);
}

/** Who recorded each record, in the order of the file. */
async function recorders(root: string): Promise<string[]> {
  return (await readEnterprise(root, USCC))?.records?.map(({ recordedBy }) => recordedBy ?? '') ?? [];
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

async function assessors(root: string): Promise<string[]> {
  return (await readEnterprise(root, USCC))?.assessments.map(({ assessor }) => assessor ?? '') ?? [];
}

describe('pitfall 33: killed at any moment', () => {
  test('pitfall 33: the enterprise file is whole and holds every assessment acknowledged', async () => {
    const root = await makeTemporaryFolder();
    let count = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const child = startChild(bundle, ['assessments', root, count + 1]);
      await killLater(child, round);
      const found = await assessors(root);
      expect(found).toEqual(upTo(found.length).map(String));
      expect(found.length).toBeGreaterThanOrEqual(lastDone(child.lines));
      expect(lastDone(child.lines)).toBeGreaterThan(count);
      count = found.length;
      await letLockAge(enterprisePath(root, USCC));
    }
    const shown = (await readdir(root)).filter((name) => !name.startsWith('.'));
    expect(shown).toEqual([`${USCC}.json`]);
  });

  test('pitfall 33: the enterprise file is whole and holds every record acknowledged', async () => {
    const root = await makeTemporaryFolder();
    await append(root, USCC, FACTS, makeAssessment());
    let count = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const child = startChild(bundle, ['records', root, count + 1]);
      await killLater(child, round);
      const found = await recorders(root);
      expect(found).toEqual(upTo(found.length).map(String));
      expect(found.length).toBeGreaterThanOrEqual(lastDone(child.lines));
      expect(lastDone(child.lines)).toBeGreaterThan(count);
      count = found.length;
      await letLockAge(enterprisePath(root, USCC));
    }
    expect(await assessors(root)).toHaveLength(1);
  });

  test('pitfall 33: the policy is the old one or the new one', async () => {
    const root = await makeTemporaryFolder();
    let count = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const child = startChild(bundle, ['policies', root, count + 1]);
      await killLater(child, round);
      const text = await readFile(policyPath(root, USCC), 'utf8');
      const [, step, , again] = /^# (\d+)\n(x{200000})\n(\d+)\n\n\[[^\n]*\n$/.exec(text) ?? [];
      expect(step).toBe(again);
      expect(Number(step)).toBeGreaterThanOrEqual(lastDone(child.lines));
      count = Number(step);
    }
  });

  test('pitfall 33: no answer acknowledged by an interactive diagnosis is lost', async () => {
    const root = await makeTemporaryFolder();
    let [count, id] = [0, ''];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const child = startChild(bundle, ['draft', root, count + 1, 1_000_000, id]);
      await killLater(child, round);
      id = child.lines[0] ?? '';
      const { events } = await readDraft(root, id);
      expect(events.map(({ name }) => name)).toEqual(upTo(events.length).map((step) => `q${step}`));
      expect(events.length).toBeGreaterThanOrEqual(lastDone(child.lines));
      expect(lastDone(child.lines)).toBeGreaterThan(count);
      count = events.length;
      await letLockAge(path.join(root, '.drafts', `${id}.jsonl`));
    }
  });
});

describe('pitfall 33: two processes', () => {
  test('pitfall 33: that add to one enterprise lose nothing of each other', async () => {
    const root = path.join(await makeTemporaryFolder(), 'files');
    const children = ['a', 'b'].map((label) => startChild(bundle, ['assessments', root, 1, 20, label]));
    await Promise.all(children.map((child) => child.ended));
    const found = await assessors(root);
    expect(found).toHaveLength(40);
    for (const label of ['a', 'b']) {
      expect(found.filter((name) => name.startsWith(label))).toEqual(upTo(20).map((step) => label + step));
    }
    expect(await readdir(root)).toEqual([`${USCC}.json`]);
  });

  test('pitfall 33: that record at once lose nothing, and every record has a number of its own', async () => {
    const root = await makeTemporaryFolder();
    await append(root, USCC, FACTS, makeAssessment());
    const children = ['a', 'b'].map((label) => startChild(bundle, ['records', root, 1, 20, label]));
    await Promise.all(children.map((child) => child.ended));
    const found = await recorders(root);
    for (const label of ['a', 'b']) {
      expect(found.filter((name) => name.startsWith(label))).toEqual(upTo(20).map((step) => label + step));
    }
    const stored = await readEnterprise(root, USCC);
    expect(stored?.records?.map(({ number }) => number)).toEqual(upTo(40));
  });

  test('pitfall 33: that both find the lock of a killed one lose nothing', async () => {
    const root = await makeTemporaryFolder();
    await mkdir(path.join(root, `.${USCC}.json.lock`));
    await letLockAge(enterprisePath(root, USCC));
    const children = ['a', 'b', 'c'].map((label) => startChild(bundle, ['assessments', root, 1, 5, label]));
    const acknowledged = (await Promise.all(children.map((child) => child.ended))).flat();
    const done = acknowledged.filter((line) => line.startsWith('done'));
    expect(await assessors(root)).toHaveLength(done.length);
  });

  test('pitfall 33: cannot have one draft open', async () => {
    const root = await makeTemporaryFolder();
    const child = startChild(bundle, ['draft', root, 1]);
    await child.waitFor('done');
    const [id = ''] = child.lines;
    await expect(openDraft(root, id, { wait: 100 })).rejects.toEqual(expect.objectContaining({ code: 'locked' }));
    child.process.kill('SIGKILL');
    await child.ended;
    // The default is to wait until the lock of the killed process no longer counts.
    await closeDraft(await openDraft(root, id));
  });
});

describe.skipIf(process.platform === 'win32')('pitfall 33: a disk that does not take more', () => {
  test('pitfall 33: full while an enterprise file is written, it leaves the old one and no rest', async () => {
    const root = await makeTemporaryFolder();
    const child = startChild(bundle, ['assessments', root], { limit: 200_000 });
    const lines = await child.ended;
    expect(lines.at(-1)).toBe('problem disk-full');
    expect(await assessors(root)).toEqual(upTo(lines.length - 1).map(String));
    expect(await readdir(root)).toEqual([`${USCC}.json`]);
  });

  test('pitfall 33: full in the middle of an answer, it loses none before, and the next follows on a new line', async () => {
    const root = await makeTemporaryFolder();
    const child = startChild(bundle, ['draft', root], { limit: 100_000 });
    const [id = '', ...lines] = await child.ended;
    expect(lines.at(-1)).toBe('problem disk-full');
    const count = lastDone(lines);
    const file = path.join(root, '.drafts', `${id}.jsonl`);
    expect((await readFile(file)).at(-1)).not.toBe(0x0a);
    expect((await readDraft(root, id)).events).toHaveLength(count);
    await startChild(bundle, ['draft', root, count + 1, count + 2, id]).ended;
    const { events } = await readDraft(root, id);
    expect(events.map(({ name }) => name)).toEqual(upTo(count + 2).map((step) => `q${step}`));
  });

  test.each([
    ['assessments', 0o555],
    ['policies', 0o555],
    ['draft', 0o555],
    ['assessments', 0o000],
  ])('pitfall 33: %s in a folder with mode %o are refused, and the folder is left as it is', async (task, mode) => {
    const root = path.join(await makeTemporaryFolder(), 'files');
    await mkdir(root);
    await writeFile(path.join(root, 'other.txt'), 'theirs');
    await chmod(path.dirname(root), 0o755);
    await chmod(root, mode);
    expect(await startChild(bundle, [task, root], { env: { AS_NOBODY: '1' } }).ended).toEqual([
      'problem no-permission',
    ]);
    await chmod(root, 0o755);
    expect(await readdir(root)).toEqual(['other.txt']);
  });
});
