import { watch, writeFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Enterprise, RecordedAnswers } from '../../src/model/generated/types.ts';
import { createTemporaryPath } from '../../src/store/atomic-write.ts';
import {
  appendAssessment,
  countEnterprises,
  findNameConflict,
  type ListedEnterprise,
  listEnterprises,
  listNames,
  prepareFolder,
  readEnterprise,
  readEnterpriseFile,
  readStored,
  syncFiles,
} from '../../src/store/enterprise-file.ts';
import { enterprisePath, folderOf, policyPath, rootOf } from '../../src/store/enterprise-path.ts';
import { isEnterpriseFile } from '../../src/store/folder.ts';
import { append, FACTS, makeAssessment, USCC } from './sample-data.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const problem = (code: string, details = {}) => expect.objectContaining({ name: 'FileProblem', code, ...details });

const stated = (value: string) => ({ state: 'answered', value }) as const;

async function listAll(root: string): Promise<ListedEnterprise[]> {
  const all: ListedEnterprise[] = [];
  for await (const one of listEnterprises(root)) all.push(one);
  return all;
}

describe('making a folder ready', () => {
  test('a folder is divided into shards only if asked for, and remains of killed runs are removed', async () => {
    const root = path.join(await makeTemporaryFolder(), 'files');
    await prepareFolder(root, new Date());
    expect(await readdir(root)).toEqual([]);
    await prepareFolder(root, new Date(), { isSharded: true });
    for (const folder of [root, path.join(root, 'ab')])
      await writeFile(createTemporaryPath(path.join(folder, 'x')), 'half');
    await prepareFolder(root, new Date(Date.now() + 2 * 86_400_000));
    expect(await readdir(root)).toHaveLength(256);
    expect(await readdir(path.join(root, 'ab'))).toEqual([]);
  });

  test('a file with the name of a shard folder is reported', async () => {
    const root = await makeTemporaryFolder();
    await writeFile(path.join(root, 'ab'), '');
    await expect(prepareFolder(root, new Date(), { isSharded: true })).rejects.toEqual(problem('not-a-folder'));
  });
});

describe('a folder in shards', () => {
  const OTHER = '91510100MA6000002K';
  const files = async (): Promise<string> => {
    const root = path.join(await makeTemporaryFolder(), 'files');
    await append(root, USCC, FACTS, makeAssessment());
    await prepareFolder(root, new Date(), { isSharded: true });
    await append(root, USCC, FACTS, makeAssessment({ kind: 'self' }), { policy: '# Plan' });
    await append(root, OTHER, FACTS, makeAssessment(), { policy: '# Plan' });
    return root;
  };

  test('an existing enterprise file stays where it is, a new one goes into a shard; both are listed', async () => {
    const root = await files();
    const names = (await readdir(root)).filter((name) => name.length > 2);
    expect(names).toEqual([`${USCC}.json`, `${USCC}.policy.md`]);
    const shard = folderOf(root, OTHER);
    expect(path.relative(root, shard)).toMatch(/^[0-9a-f]{2}$/);
    expect(await readdir(shard)).toEqual([`${OTHER}.json`, `${OTHER}.policy.md`]);
    expect(policyPath(shard, OTHER)).toBe(policyPath(root, OTHER));
    const all = await listAll(root);
    expect(all.map((one) => ('enterprise' in one ? one.enterprise.key : one.problem))).toEqual([USCC, OTHER]);
    expect([await listNames(root), await countEnterprises(root)]).toEqual([[USCC, OTHER], 2]);
    for (const key of [USCC, OTHER]) expect(rootOf(enterprisePath(root, key), key)).toBe(root);
    // Moved into its shard, it is found there.
    await rename(enterprisePath(root, USCC), path.join(folderOf(root, OTHER), 'aside'));
    expect(await readEnterprise(root, USCC)).toBeUndefined();
    await rename(path.join(shard, 'aside'), enterprisePath(root, USCC));
    expect((await readEnterprise(root, USCC))?.enterprise.assessments).toHaveLength(2);
  });

  test('a misplaced file is reported: in another shard, or beside an older copy', async () => {
    const root = await files();
    const shard = folderOf(root, OTHER);
    const another = path.join(root, path.basename(shard) === '00' ? '01' : '00', `${OTHER}.json`);
    await copyFile(enterprisePath(root, OTHER), another);
    const moved = problem('damaged', { path: another, detail: { kind: 'other-key', name: OTHER } });
    expect(await listAll(root)).toContainEqual({ path: another, problem: moved });
    await rename(another, path.join(root, `${OTHER}.json`));
    const hidden = path.join(shard, `${OTHER}.json`);
    expect(await listAll(root)).toContainEqual({ path: hidden, problem: problem('damaged', { path: hidden }) });
  });

  test('a symbolic link with the name of a shard folder is not followed', async () => {
    const root = await files();
    const shard = folderOf(root, OTHER);
    const outside = await makeTemporaryFolder();
    await rm(shard, { recursive: true });
    await symlink(outside, shard);
    await append(root, OTHER, FACTS, makeAssessment());
    expect(await readdir(outside)).toEqual([]);
    expect(enterprisePath(root, OTHER)).toBe(path.join(root, `${OTHER}.json`));
  });
});

describe('adding an assessment', () => {
  test('the first assessment creates the file; later ones are appended without changing earlier text', async () => {
    const root = path.join(await makeTemporaryFolder(), 'files');
    expect(await readEnterprise(root, USCC)).toBeUndefined();
    await append(root, USCC, FACTS, makeAssessment({ assessor: 'Li' }));
    const before = await readFile(enterprisePath(root, USCC), 'utf8');
    await append(root, USCC, FACTS, makeAssessment({ kind: 'self' }));
    const after = await readFile(enterprisePath(root, USCC), 'utf8');
    const untilSecond = before.lastIndexOf('\n  ],\n  "chain"');
    expect(after.slice(0, untilSecond)).toBe(before.slice(0, untilSecond));
    const links = (text: string) => JSON.parse(text).chain.links;
    expect(links(after).slice(0, 1)).toEqual(links(before));
    expect(await readdir(root)).toEqual([`${USCC}.json`]);
    const enterprise = await readEnterprise(root, USCC);
    expect(enterprise?.enterprise.assessments).toEqual([
      makeAssessment({ assessor: 'Li' }),
      makeAssessment({ kind: 'self' }),
    ]);
    expect(await readEnterpriseFile(enterprisePath(root, USCC))).toEqual(enterprise);
  });

  test('keys that differ in case, width or spaces are one enterprise; an existing file keeps its name', async () => {
    const root = await makeTemporaryFolder();
    const days = ['b1', 'B1', 'Ｂ１', ' b1 '].map((key, i) => ({ key, finishedAt: `2026-0${i + 3}-02T10:30:00.000Z` }));
    for (const { key, finishedAt } of days)
      await append(root, key, {}, makeAssessment({ finishedAt }), { policy: '#' });
    expect(await readdir(root)).toEqual(['B1.json', 'B1.policy.md']);
    expect((await readEnterprise(root, 'ｂ1'))?.enterprise).toMatchObject({ key: 'b1', assessments: { length: 4 } });
    expect(await listAll(root)).toMatchObject([{ enterprise: { key: 'b1' } }]);
    await rename(path.join(root, 'B1.json'), path.join(root, 'b1%.json'));
    await append(root, 'b1', {}, makeAssessment({ kind: 'self' }), { policy: '# Plan' });
    expect(await readdir(root)).toEqual(['B1.policy.md', 'b1%.json']);
    expect(await listAll(root)).toMatchObject([{ enterprise: { key: 'b1', assessments: { length: 5 } } }]);
  });

  test('an enterprise file is readable JSON: two spaces, keys in schema order, a final line break', async () => {
    const root = await makeTemporaryFolder();
    const { result, answers, ...others } = makeAssessment();
    await append(root, USCC, FACTS, { result, answers: { q1: stated('B') }, ...others });
    const text = await readFile(enterprisePath(root, USCC), 'utf8');
    expect(text).toMatch(
      /^\{\n {2}"schemaVersion": 2,\n {2}"key": "914403001922038216",\n {2}"facts": \{\n {4}"uscc": \{\n/,
    );
    expect(text).toMatch(/\n\}\n$/);
    const keys = [...text.matchAll(/^ {6}"(\w+)"/gm)].map((match) => match[1]);
    expect(keys.slice(-7)).toEqual(['kind', 'startedAt', 'finishedAt', 'pack', 'facts', 'answers', 'result']);
  });

  test('changed facts are reported, and facts no longer stated are kept', async () => {
    const root = await makeTemporaryFolder();
    await append(root, USCC, { ...FACTS, district: stated('青羊') }, makeAssessment());
    const employees = { state: 'answered', value: 610 } as const;
    const facts = { ...FACTS, employees, revenue: { state: 'unknown' } as const };
    const appended = await append(root, USCC, facts, makeAssessment());
    expect(appended).toMatchObject({
      outcome: 'appended',
      changed: [{ name: 'employees', from: FACTS.employees, to: employees }],
    });
    const stored = (await readEnterprise(root, USCC))?.enterprise;
    expect(stored?.facts).toEqual({ ...facts, district: stated('青羊') });
    expect(Object.keys(stored?.facts ?? {})).toEqual(['uscc', 'name', 'employees', 'revenue', 'district']);
  });

  test('a correction takes back the facts that it clears, and keeps those of other assessments', async () => {
    const root = await makeTemporaryFolder();
    await append(
      root,
      USCC,
      { ...FACTS, city: stated('成都') },
      makeAssessment({ finishedAt: '2025-03-02T10:30:00.000Z' }),
    );
    const wrong = makeAssessment();
    await append(root, USCC, { ...FACTS, district: stated('青羊') }, wrong);
    const correction = makeAssessment({ finishedAt: '2026-03-03T10:30:00.000Z' });
    await append(root, USCC, FACTS, correction, { corrects: wrong.finishedAt });
    const stored = (await readEnterprise(root, USCC))?.enterprise;
    expect(stored?.facts).toEqual({ ...FACTS, city: stated('成都') });
    expect(stored?.assessments.map(({ facts }) => Object.keys(facts).length)).toEqual([4, 4, 3]);
  });

  test('an assessment with an earlier date goes before later ones, and its facts do not replace theirs', async () => {
    const root = await makeTemporaryFolder();
    await append(root, USCC, FACTS, makeAssessment());
    const earlier = makeAssessment({ kind: 'self', finishedAt: '2026-01-10T09:00:00.000Z' });
    const employees = { state: 'answered', value: 300 } as const;
    const appended = await append(root, USCC, { ...FACTS, employees, city: stated('成都') }, earlier);
    expect(appended).toMatchObject({ outcome: 'appended', changed: [] });
    const stored = (await readEnterprise(root, USCC))?.enterprise;
    expect(stored?.assessments.map(({ kind }) => kind)).toEqual(['self', 'onsite']);
    expect(stored?.facts).toEqual({ ...FACTS, city: stated('成都') });
  });

  test('another enterprise under the same key is a conflict, and nothing is written', async () => {
    const root = await makeTemporaryFolder();
    await append(root, USCC, { ...FACTS, district: stated('青羊') }, makeAssessment());
    const before = await readFile(enterprisePath(root, USCC), 'utf8');
    const other = { ...FACTS, name: stated('德阳重型装备有限公司') };
    const refused = await append(root, USCC, other, makeAssessment());
    const conflict = { stored: FACTS.name?.value, given: '德阳重型装备有限公司' };
    expect(refused).toEqual({ outcome: 'conflict', conflict });
    expect(await readFile(enterprisePath(root, USCC), 'utf8')).toBe(before);
    const taken = await append(root, USCC, other, makeAssessment(), { renamed: true });
    expect(taken).toMatchObject({
      outcome: 'appended',
      changed: [{ name: 'name', to: other.name }],
    });
    expect((await readEnterprise(root, USCC))?.enterprise.facts).toEqual({ ...other, district: stated('青羊') });
  });

  test('the same answers on the same day add nothing, in any order and by any person', async () => {
    const root = await makeTemporaryFolder();
    const reversed = (record: RecordedAnswers) => Object.fromEntries(Object.entries(record).reverse());
    const first = makeAssessment({ assessor: 'Li', targets: { q1: stated('A'), q2: stated('B') } });
    await append(root, USCC, FACTS, first);
    const latest = makeAssessment({ finishedAt: '2026-03-03T10:30:00.000Z' });
    await append(root, USCC, FACTS, latest);
    const before = await readFile(enterprisePath(root, USCC));
    const there = { outcome: 'already-there', changed: [] };
    const [answers, targets] = [reversed(first.answers), reversed(first.targets ?? {})];
    const again = { ...first, answers, targets, finishedAt: '2026-03-02T23:00:00.000Z' };
    expect(await append(root, USCC, reversed(FACTS), again)).toMatchObject({ ...there, place: 0, isNewest: false });
    expect(await append(root, USCC, FACTS, latest)).toMatchObject({ ...there, place: 1, isNewest: true });
    expect(await readFile(enterprisePath(root, USCC))).toEqual(before);
    for (const change of [{ assessor: 'Wang' }, { kind: 'self' }, { finishedAt: '2026-03-04T10:30:00.000Z' }] as const)
      expect(await append(root, USCC, FACTS, { ...latest, ...change })).toMatchObject({ outcome: 'appended' });
  });

  test.each([
    ['brackets of another width', '成都汉江机械(集团)有限公司'],
    ['a trailing blank', '成都汉江机械（集团）有限公司 '],
  ])('an enterprise with %s in its name is the same one', async (_, name) => {
    const root = await makeTemporaryFolder();
    await append(root, USCC, FACTS, makeAssessment());
    const appended = await append(root, USCC, { ...FACTS, name: stated(name) }, makeAssessment());
    expect(appended.outcome).toBe('appended');
  });

  test.each([
    ['Li Ltd (Fujian)', 'Li Ltd（Fujian）', false],
    ['Li Ltd', 'Wang Ltd', true],
    ['Li Ltd', undefined, false],
    [undefined, 'Wang Ltd', false],
    [undefined, undefined, false],
  ])('the names %s and %s are judged to belong to different enterprises or not: %s', (stored, given, isConflict) => {
    const facts = (value: string | undefined): RecordedAnswers =>
      value === undefined ? {} : { name: { state: 'answered', value } };
    expect(findNameConflict(facts(stored), facts(given))).toEqual(isConflict ? { stored, given } : undefined);
  });

  test('facts named like built-in members, such as `constructor`, are ordinary facts', async () => {
    const root = await makeTemporaryFolder();
    const facts = JSON.parse('{"constructor": {"state": "unknown"}, "__proto__": {"state": "answered", "value": "x"}}');
    await append(root, USCC, { toString: { state: 'unknown' } } as never, makeAssessment({ facts: {} }));
    await append(root, USCC, facts, makeAssessment({ facts }));
    const text = await readFile(enterprisePath(root, USCC), 'utf8');
    expect(Object.keys(JSON.parse(text).facts)).toEqual(['constructor', '__proto__', 'toString']);
    expect(Object.keys(JSON.parse(text).assessments[1].facts)).toEqual(['constructor', '__proto__']);
  });

  test('a result that violates the schema is never written; a key with an undefined value counts as absent', async () => {
    const root = await makeTemporaryFolder();
    const empty = Object.assign(makeAssessment(), { remark: undefined });
    expect(await append(root, USCC, FACTS, empty, { isTrial: true })).toMatchObject({ outcome: 'appended' });
    const startedAt = undefined as unknown as string;
    await expect(append(root, USCC, FACTS, makeAssessment({ startedAt }))).rejects.toThrow(/schema/);
    expect(await readdir(root)).toEqual([]);
  });

  test('an assessment is added without losing changes made to the file in the meantime', async () => {
    const root = await makeTemporaryFolder();
    await append(root, USCC, FACTS, makeAssessment({ answers: {} }));
    const file = enterprisePath(root, USCC);
    const other = await makeTemporaryFolder();
    await append(other, USCC, FACTS, makeAssessment({ answers: {}, kind: 'self' }));
    const edited = await readFile(enterprisePath(other, USCC));
    // It is asked for while the new text is made, between reading and writing.
    const edit = () => {
      writeFileSync(file, edited);
      return 'onsite';
    };
    const meddling = Object.defineProperty(makeAssessment({ assessor: 'Li' }), 'kind', { enumerable: true, get: edit });
    expect(await appendAssessment(readStored(root, USCC), meddling)).toMatchObject({ outcome: 'appended' });
    const { assessments } = readStored(root, USCC).enterprise as Enterprise;
    expect(assessments.map(({ kind, assessor }) => [kind, assessor])).toEqual([
      ['self', undefined],
      ['onsite', 'Li'],
    ]);
    expect(await readdir(root)).toEqual([`${USCC}.json`]);
  });
});

test('a folder of enterprise files that was deleted in the meantime is not created again', async () => {
  const root = path.join(await makeTemporaryFolder(), 'files');
  await expect(append(root, USCC, FACTS, makeAssessment(), { isOneOfMany: true })).rejects.toEqual(problem('missing'));
  await expect(readdir(root)).rejects.toThrow('ENOENT');
});

test.each([['null'], ['17'], ['[]'], ['{"kind": "answers"}'], ['{"key": ']])(
  'the content %s is not accepted as an enterprise file',
  async (text) => {
    const file = path.join(await makeTemporaryFolder(), 'KEY.json');
    await writeFile(file, text);
    expect(await isEnterpriseFile(file)).toBe(false);
  },
);

test('JSON with assessments is an enterprise file under any name', async () => {
  const root = await makeTemporaryFolder();
  for (const name of ['KEY.json', 'KEY.JSON', 'KEY.txt']) await writeFile(path.join(root, name), '{"assessments": 1}');
  const isOne = ['KEY.json', 'KEY.JSON', 'KEY.txt', 'NONE.json'].map((name) => isEnterpriseFile(path.join(root, name)));
  expect(await Promise.all(isOne)).toEqual([true, true, false, false]);
});

describe('enterprise files read before a long run', () => {
  test('an assessment missing from a file that had it before long work is added again', async () => {
    const root = await makeTemporaryFolder();
    const [first, second] = [makeAssessment({ answers: {} }), makeAssessment({ kind: 'self' })];
    await append(root, USCC, FACTS, first);
    const earlier = await readFile(enterprisePath(root, USCC));
    await append(root, USCC, FACTS, second);
    const read = readStored(root, USCC);
    await writeFile(enterprisePath(root, USCC), earlier);
    expect(await appendAssessment(read, second)).toMatchObject({ outcome: 'appended' });
    expect((await readEnterprise(root, USCC))?.enterprise.assessments).toHaveLength(2);
  });
});

describe('the order in which files are put in place', () => {
  /** The names that files get in a folder meanwhile, each once. */
  async function namesGiven(root: string, run: () => Promise<unknown>): Promise<string[]> {
    const names = new Set<string>();
    const watcher = watch(root, (_, name) => {
      if (name?.startsWith(USCC)) names.add(name);
    });
    try {
      await run();
      await expect.poll(() => names.size).toBeGreaterThan(1);
      return [...names];
    } finally {
      watcher.close();
    }
  }

  test('a new file is written after its policy, a changed file before it; a policy edited by hand is kept under another name', async () => {
    const root = await makeTemporaryFolder();
    const [file, policy] = [`${USCC}.json`, `${USCC}.policy.md`];
    const add = (kind: 'self' | 'onsite', text: string) => () =>
      append(root, USCC, FACTS, makeAssessment({ kind, answers: {} }), { policy: text });
    expect(await namesGiven(root, add('self', 'first'))).toEqual([policy, file]);
    await writeFile(path.join(root, policy), 'mine');
    expect(await namesGiven(root, add('onsite', 'second'))).toEqual([`${USCC}.policy.edited.md`, file, policy]);
    expect(await readFile(path.join(root, `${USCC}.policy.edited.md`), 'utf8')).toBe('mine');
  });
});

describe('a damaged file', () => {
  const whole = async () => {
    const root = await makeTemporaryFolder();
    await append(root, USCC, FACTS, makeAssessment({ answers: {} }));
    const file = enterprisePath(root, USCC);
    return { root, file, text: await readFile(file, 'utf8') };
  };

  test('a damaged file is refused with its place, and never overwritten', async () => {
    const { root, file, text } = await whole();
    const damages: [string, object][] = [
      [text.slice(0, 30), { place: { line: 3, column: 3 } }],
      [text.replace('"onsite"', '"phone"'), { place: { pointer: '/assessments/0/kind' } }],
      [text.replace('"facts": {', '"fact": {},\n"facts": {'), { place: { pointer: '' } }],
      [text.replace(`"key": "${USCC}"`, '"key": "OTHER"'), { place: { pointer: '/key' } }],
      ['', { place: { line: 1, column: 1 } }],
      ...['null', '17', '[]'].map((other): [string, object] => [other, { place: { pointer: '' } }]),
      [text.replace('"schemaVersion": 2', '"schemaVersion": "3"'), { place: { pointer: '/schemaVersion' } }],
    ];
    for (const [damaged, details] of damages) {
      await writeFile(file, damaged);
      await expect(readEnterprise(root, USCC)).rejects.toEqual(problem('damaged', { path: file, ...details }));
      await expect(append(root, USCC, FACTS, makeAssessment())).rejects.toEqual(problem('damaged'));
      expect(await readFile(file, 'utf8')).toBe(damaged);
    }
  });

  test('a file of a later version is distinguished from a damaged one', async () => {
    const { root, file, text } = await whole();
    await writeFile(file, text.replace('"schemaVersion": 2', '"schemaVersion": 3'));
    await expect(readEnterprise(root, USCC)).rejects.toEqual(problem('newer', { step: 'update-matura' }));
  });

  test.skipIf(process.platform === 'win32')('a file that is a link to elsewhere is not read', async () => {
    const { file } = await whole();
    const root = await makeTemporaryFolder();
    await symlink(file, path.join(root, `${USCC}.json`));
    await expect(readEnterprise(root, USCC)).rejects.toEqual(problem('link-outside'));
    expect(await listAll(root)).toEqual([{ path: path.join(root, `${USCC}.json`), problem: problem('link-outside') }]);
  });
});

describe('listing enterprises', () => {
  test('enterprises are listed in order of file name, with unreadable files among them', async () => {
    const root = await makeTemporaryFolder();
    for (const key of ['b', 'C', 'A', '../x']) await append(root, key, {}, makeAssessment());
    await append(root, 'A', {}, makeAssessment(), { policy: '# A\n' });
    await mkdir(path.join(root, '.drafts'));
    await writeFile(path.join(root, '.matura-0123456789abcdef.tmp'), '{');
    await writeFile(path.join(root, '.A.json'), '{');
    await writeFile(path.join(root, 'A copy.json'), await readFile(enterprisePath(root, 'A')));
    await writeFile(path.join(root, 'registry.json'), '[]');
    const listed = await listAll(root);
    const shown = listed.map((one) =>
      'enterprise' in one ? one.enterprise.key : `${path.basename(one.path)} ${one.problem.code}`,
    );
    expect(shown).toEqual(['../x', 'A copy.json damaged', 'A', 'b', 'C', 'registry.json damaged']);
  });

  test('listing the enterprises of a missing folder is a problem, of an empty folder it is not', async () => {
    const root = await makeTemporaryFolder();
    expect(await listAll(root)).toEqual([]);
    await expect(listAll(path.join(root, 'x'))).rejects.toEqual(problem('missing', { step: 'check-path' }));
    await expect(syncFiles(path.join(root, 'x'))).rejects.toEqual(problem('missing'));
    await expect(readEnterpriseFile(path.join(root, 'x.json'))).rejects.toEqual(problem('missing'));
    await expect(readEnterpriseFile(root)).rejects.toEqual(problem('not-a-file', { step: 'name-a-file' }));
  });
});
