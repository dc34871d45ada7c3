import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDraft } from '../../src/store/draft-file.ts';
import { enterprisePath, policyPath } from '../../src/store/enterprise-path.ts';
import {
  assessors,
  type Bundle,
  bundleChild,
  type Child,
  lastDone,
  letLockAge,
  recorders,
  startChild,
  upTo,
} from './run-child-process.ts';
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

describe('killed at any moment', () => {
  test('killed at any moment, the enterprise file is whole and holds every acknowledged assessment', async () => {
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

  test('killed at any moment, the enterprise file is whole and holds every acknowledged record', async () => {
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

  test('killed at any moment, the policy is the old one or the new one', async () => {
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

  test('killed at any moment, an interactive diagnosis loses no acknowledged answer', async () => {
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
