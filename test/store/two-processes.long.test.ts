import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeDraft, openDraft, readDraft } from '../../src/store/draft-file.ts';
import { readEnterprise } from '../../src/store/enterprise-file.ts';
import { enterprisePath } from '../../src/store/enterprise-path.ts';
import {
  assessors,
  type Bundle,
  bundleChild,
  lastDone,
  letLockAge,
  recorders,
  startChild,
  upTo,
} from './run-child-process.ts';
import { append, FACTS, makeAssessment, USCC } from './sample-data.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

let bundle: Bundle;

beforeAll(async () => {
  bundle = await bundleChild();
});

afterAll(() => bundle.remove());

describe('two processes', () => {
  test('two processes that add to one enterprise lose nothing', async () => {
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

  test('two processes that record at once lose nothing and give every record its own number', async () => {
    const root = await makeTemporaryFolder();
    await append(root, USCC, FACTS, makeAssessment());
    const children = ['a', 'b'].map((label) => startChild(bundle, ['records', root, 1, 20, label]));
    await Promise.all(children.map((child) => child.ended));
    const found = await recorders(root);
    for (const label of ['a', 'b']) {
      expect(found.filter((name) => name.startsWith(label))).toEqual(upTo(20).map((step) => label + step));
    }
    const stored = await readEnterprise(root, USCC);
    expect(stored?.enterprise.records?.map(({ number }) => number)).toEqual(upTo(40));
  });

  test('two processes that both find the lock of a killed one lose nothing', async () => {
    const root = await makeTemporaryFolder();
    await mkdir(path.join(root, `.${USCC}.json.lock`));
    await letLockAge(enterprisePath(root, USCC));
    const children = ['a', 'b', 'c'].map((label) => startChild(bundle, ['assessments', root, 1, 5, label]));
    const acknowledged = (await Promise.all(children.map((child) => child.ended))).flat();
    const done = acknowledged.filter((line) => line.startsWith('done'));
    expect(await assessors(root)).toHaveLength(done.length);
  });

  test('two processes cannot have the same draft open', async () => {
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

describe.skipIf(process.platform === 'win32')('a full disk', () => {
  test('a disk that fills up while an enterprise file is written keeps the old file and no remains', async () => {
    const root = await makeTemporaryFolder();
    const child = startChild(bundle, ['assessments', root], { limit: 200_000 });
    const lines = await child.ended;
    expect(lines.at(-1)).toBe('problem disk-full');
    expect(await assessors(root)).toEqual(upTo(lines.length - 1).map(String));
    expect(await readdir(root)).toEqual([`${USCC}.json`]);
  });

  test('a disk that fills up during an answer loses no earlier answer, and the next one starts on a new line', async () => {
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
  ])('%s in a folder with mode %o is refused, and the folder is left as it is', async (task, mode) => {
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
