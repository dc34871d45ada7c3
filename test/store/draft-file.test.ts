import { appendFile, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  appendEvent,
  closeDraft,
  collectLatestStatements,
  createDraft,
  discardDraft,
  draftPath,
  draftsFolder,
  finishDraft,
  hasAssessmentOf,
  listDrafts,
  type OpenDraft,
  openDraft,
  readDraft,
} from '../../src/store/draft-file.ts';
import { readEnterprise } from '../../src/store/enterprise-file.ts';
import { append, FACTS, makeAssessment, makeEvent, PACK, START, USCC } from './sample-data.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const problem = (code: string, details = {}) => expect.objectContaining({ name: 'FileProblem', code, ...details });

async function beginDraft(root: string, changes: Partial<typeof START> = {}): Promise<OpenDraft> {
  const draft = await createDraft(root, { ...START, ...changes });
  onTestFinished(() => closeDraft(draft));
  return draft;
}

/** A draft with two answers, left by its process. */
async function leaveDraft(root: string): Promise<{ id: string; file: string; bytes: Buffer }> {
  const draft = await createDraft(root, START);
  await appendEvent(draft, makeEvent('q1', 'A'));
  await appendEvent(draft, makeEvent('q2', '乙'));
  await closeDraft(draft);
  return { id: draft.header.id, file: draft.path, bytes: await readFile(draft.path) };
}

describe('a draft', () => {
  test('a draft consists of JSON lines that a person can read and repair', async () => {
    const root = await makeTemporaryFolder();
    const { file } = await leaveDraft(root);
    const [header = '', ...lines] = (await readFile(file, 'utf8')).split('\n');
    expect(path.basename(file)).toMatch(/^20260302T083000-[0-9a-f]{8}\.jsonl$/);
    expect(JSON.parse(header)).toEqual({ draft: 1, id: path.basename(file, '.jsonl'), ...START });
    expect(lines).toEqual([
      '{"at":"2026-03-02T08:31:00.000Z","name":"q1","statement":{"state":"answered","value":"A"}}',
      '{"at":"2026-03-02T08:31:00.000Z","name":"q2","statement":{"state":"answered","value":"乙"}}',
      '',
    ]);
  });

  test('a draft keeps answers in order even if the program does not wait for each write', async () => {
    const root = await makeTemporaryFolder();
    const draft = await beginDraft(root);
    const events = Array.from({ length: 50 }, (_, index) => makeEvent(`q${index}`, 'x'.repeat(index)));
    await Promise.all(events.map((event) => appendEvent(draft, event)));
    expect((await readDraft(root, draft.header.id)).events).toEqual(events);
  });

  test('in a draft, an answer taken back does not count, and the last of several answers to a question does', () => {
    const events = [makeEvent('q1', 'A'), makeEvent('q2', 'B'), makeEvent('q1', null), makeEvent('q2', 'C')];
    expect([...collectLatestStatements(events)]).toEqual([['q2', { state: 'answered', value: 'C' }]]);
    expect(collectLatestStatements([makeEvent('q1', null), makeEvent('q1', 'A')]).size).toBe(1);
  });

  test('a draft that is open in one run is locked for all others until it is closed', async () => {
    const root = await makeTemporaryFolder();
    const draft = await beginDraft(root);
    const { id } = draft.header;
    await expect(openDraft(root, id, { wait: 50 })).rejects.toEqual(problem('locked', { step: 'wait' }));
    await expect(discardDraft(root, id, { wait: 50 })).rejects.toEqual(problem('locked'));
    await closeDraft(draft);
    await closeDraft(await openDraft(root, id, { wait: 0 }));
  });
});

describe('a draft whose process was killed', () => {
  test('a draft torn at any byte keeps every whole line and appends nothing to the torn one', async () => {
    const root = await makeTemporaryFolder();
    const { id, file, bytes } = await leaveDraft(root);
    const headerEnd = bytes.indexOf('\n') + 1;
    for (let length = headerEnd; length <= bytes.length; length += 1) {
      await writeFile(file, bytes.subarray(0, length));
      const whole = bytes.subarray(0, length).toString('latin1').split('\n').length - 2;
      expect((await readDraft(root, id)).events).toHaveLength(whole);
      const draft = await openDraft(root, id);
      await appendEvent(draft, makeEvent('q3', 'C'));
      await closeDraft(draft);
      const { events } = await readDraft(root, id);
      expect(events.map(({ name }) => name)).toEqual([...['q1', 'q2'].slice(0, whole), 'q3']);
    }
  });

  test('a draft torn by a power cut that left zeros keeps every whole line', async () => {
    const root = await makeTemporaryFolder();
    const { id, file } = await leaveDraft(root);
    for (const zeros of ['\0'.repeat(100), `${'\0'.repeat(100)}alue":"C"}}\n`]) {
      await appendFile(file, zeros);
      expect((await readDraft(root, id)).events).toHaveLength(2);
      await closeDraft(await openDraft(root, id));
      expect(await readFile(file, 'utf8')).not.toContain('\0');
    }
  });

  test('a draft without a complete first line is removed', async () => {
    const root = await makeTemporaryFolder();
    const { id, file, bytes } = await leaveDraft(root);
    for (const length of [0, 1, bytes.indexOf('\n')]) {
      await writeFile(file, bytes.subarray(0, length));
      await expect(readDraft(root, id)).rejects.toEqual(problem('missing'));
      await expect(openDraft(root, id)).rejects.toEqual(problem('missing'));
      expect(await listDrafts(root)).toEqual({ drafts: [], problems: [] });
      expect(await readdir(draftsFolder(root))).toEqual([]);
    }
  });

  test('after a failed append, the partial line is cut off before the next one', async () => {
    const root = await makeTemporaryFolder();
    const draft = await beginDraft(root);
    await appendEvent(draft, makeEvent('q1', 'A'));
    const { file } = draft.writing;
    const { appendFile: append } = file;
    file.appendFile = async (line) => {
      await append.call(file, String(line).slice(0, 11));
      throw Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' });
    };
    await expect(appendEvent(draft, makeEvent('q9', 'A'))).rejects.toEqual(problem('disk-full', { path: draft.path }));
    file.appendFile = append;
    await appendEvent(draft, makeEvent('q2', 'B'));
    expect((await readDraft(root, draft.header.id)).events.map(({ name }) => name)).toEqual(['q1', 'q2']);
  });

  test('a line damaged elsewhere is a problem with its number, and the draft is not opened', async () => {
    const root = await makeTemporaryFolder();
    const { id, file, bytes } = await leaveDraft(root);
    const text = bytes.toString();
    const damages: [string, number][] = [
      [text.replace('"name":"q1"', '"name:"q1"'), 2],
      [text.replace('"state":"answered","value":"乙"', '"state":"yes"'), 3],
      [text.replace('"value":"A"', '"value":{}'), 2],
      [text.replace('"value":"A"', '"value":"A","evidence":"a.pdf"'), 2],
      [text.replace('"value":"A"', '"value":"A","evidence":[1]'), 2],
      [text.replace('"value":"A"', '"value":"A","note":1'), 2],
      [text.replace('"kind":"onsite"', '"kind":"phone"'), 1],
      [text.replace('"kind":"onsite"', '"kind":"onsite","language":7'), 1],
      [text.replace('"startedAt":', '"startedAt":0,"begun":'), 1],
      [text.replace(id, '20260302T083000-00000000'), 1],
      [text.replace('\n', '\n\n'), 2],
      [text.replace('\n', '\nnull\n'), 2],
      [`null\n${text}`, 1],
      [text.replace('"draft":1', '"draft":"2"'), 1],
      [text.replace(/\{"state":"answered","value":"A"\}/, '1'), 2],
    ];
    for (const [damaged, line] of damages) {
      await writeFile(file, damaged);
      const expected = problem('damaged', { path: file, place: { line } });
      await expect(openDraft(root, id)).rejects.toEqual(expected);
      expect(await listDrafts(root)).toEqual({ drafts: [], problems: [expected] });
      expect(await readFile(file, 'utf8')).toBe(damaged);
    }
    await discardDraft(root, id);
    expect(await readdir(draftsFolder(root))).toEqual([]);
  });

  test('a draft of a later version is distinguished from a damaged one', async () => {
    const root = await makeTemporaryFolder();
    const { id, file, bytes } = await leaveDraft(root);
    await writeFile(file, bytes.toString().replace('"draft":1', '"draft":2'));
    await expect(readDraft(root, id)).rejects.toEqual(problem('newer'));
  });
});

describe('choosing the draft to resume', () => {
  test('the list of drafts shows the pack version of a draft without opening it', async () => {
    const root = await makeTemporaryFolder();
    await beginDraft(root, { pack: { ...PACK, version: '2023.9.0' } });
    expect((await listDrafts(root)).drafts[0]?.header.pack.version).toBe('2023.9.0');
  });

  test('the list of drafts shows the enterprise of each draft, as far as it was entered', async () => {
    const root = await makeTemporaryFolder();
    const first = await beginDraft(root, { enterprise: 'E-1' });
    await appendEvent(first, makeEvent('q1', 'A', '2026-03-02T11:00:00.000Z'));
    const second = await beginDraft(root, { startedAt: '2026-03-02T10:00:00.000Z', kind: 'self' });
    for (const [name, value] of [
      ['uscc', 'WRONG'],
      ['name', '汉江机械'],
      ['uscc', USCC],
    ] as const) {
      await appendEvent(second, makeEvent(name, value, '2026-03-02T10:05:00.000Z'));
    }
    const third = await beginDraft(root, { startedAt: '2026-03-02T09:30:00.000Z' });
    await appendEvent(third, makeEvent('uscc', USCC, '2026-03-02T09:31:00.000Z'));
    await appendEvent(third, makeEvent('uscc', null, '2026-03-02T09:32:00.000Z'));
    await writeFile(path.join(draftsFolder(root), 'notes.txt'), 'call them on Monday');
    const { drafts, problems } = await listDrafts(root);
    expect(problems).toEqual([]);
    expect(drafts.map(({ key, name, count, lastAt }) => ({ key, name, count, lastAt }))).toEqual([
      { key: 'E-1', name: undefined, count: 1, lastAt: '2026-03-02T11:00:00.000Z' },
      { key: USCC, name: '汉江机械', count: 3, lastAt: '2026-03-02T10:05:00.000Z' },
      { key: undefined, name: undefined, count: 2, lastAt: '2026-03-02T09:32:00.000Z' },
    ]);
    expect(drafts[1]?.statements.get('uscc')).toEqual({ state: 'answered', value: USCC });
    expect((await listDrafts(root, { keyFact: 'q1' })).drafts[0]?.key).toBe('A');
  });

  test.each(['20260302T083000-01234567', '../20260302T083000-01234567', '', 'x'])(
    'the draft %j, which has no file, is reported as missing',
    async (id) => {
      const root = await makeTemporaryFolder();
      for (const attempt of [readDraft, openDraft, discardDraft]) {
        await expect(attempt(root, id)).rejects.toEqual(problem('missing'));
      }
      expect(await listDrafts(root)).toEqual({ drafts: [], problems: [] });
      expect(await readdir(root)).toEqual([]);
    },
  );

  test.skipIf(process.platform === 'win32')('a draft whose file is gone accepts no answer', async () => {
    const root = await makeTemporaryFolder();
    const draft = await beginDraft(root);
    await rm(draft.path);
    await expect(appendEvent(draft, makeEvent('q1', 'A'))).rejects.toEqual(problem('missing'));
  });

  test('a drafts folder that is a link to elsewhere is refused', async () => {
    const [root, outside] = [await makeTemporaryFolder(), await makeTemporaryFolder()];
    await symlink(outside, draftsFolder(root), 'junction');
    await expect(createDraft(root, START)).rejects.toEqual(problem('link-outside'));
    await expect(listDrafts(root)).rejects.toEqual(problem('link-outside'));
    expect(await readdir(outside)).toEqual([]);
  });
});

describe('removing a draft', () => {
  test('a draft stays until its assessment is in the enterprise file', async () => {
    const root = await makeTemporaryFolder();
    const draft = await beginDraft(root);
    await appendEvent(draft, makeEvent('q1', 'A'));
    const refusal = problem('missing', { path: path.join(root, `${USCC}.json`) });
    await expect(finishDraft(draft, USCC)).rejects.toEqual(refusal);
    await append(root, USCC, FACTS, makeAssessment({ assessor: 'Li', startedAt: '2025-01-01T00:00:00.000Z' }));
    await expect(finishDraft(draft, USCC)).rejects.toEqual(refusal);
    expect((await readDraft(root, draft.header.id)).events).toHaveLength(1);
    await append(root, USCC, FACTS, makeAssessment());
    await finishDraft(draft, USCC);
    expect(await readdir(draftsFolder(root))).toEqual([]);
    expect((await readEnterprise(root, USCC))?.enterprise.assessments).toHaveLength(2);
  });

  test('a draft left by a run killed after writing the file adds its assessment only once', async () => {
    const root = await makeTemporaryFolder();
    const { id } = await leaveDraft(root);
    await append(root, USCC, FACTS, makeAssessment());
    const draft = await openDraft(root, id);
    const read = await readEnterprise(root, USCC);
    expect(read && hasAssessmentOf(read.enterprise, draft.header)).toBe(true);
    await finishDraft(draft, USCC);
    expect((await listDrafts(root)).drafts).toEqual([]);
  });

  test('a discarded draft is removed', async () => {
    const root = await makeTemporaryFolder();
    const { id, file } = await leaveDraft(root);
    await truncate(file, 10);
    await discardDraft(root, id);
    expect(await readdir(draftsFolder(root))).toEqual([]);
    await expect(discardDraft(root, id)).rejects.toEqual(problem('missing', { path: file }));
    await writeFile(path.join(root, 'export.jsonl'), '');
    await expect(discardDraft(root, '../export')).rejects.toEqual(problem('missing'));
    expect(await readdir(root)).toContain('export.jsonl');
    expect(draftPath(root, id)).toBe(file);
  });
});
