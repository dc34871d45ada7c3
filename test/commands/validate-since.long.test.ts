import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';

const run = promisify(execFile);

interface Repository {
  readonly cwd: string;
  /** Writes files and commits everything; gives the revision. */
  readonly commit: (files: Readonly<Record<string, string>>) => Promise<string>;
  readonly write: (files: Readonly<Record<string, string>>) => Promise<void>;
}

async function makeRepository(): Promise<Repository> {
  const cwd = await scratchFolder();
  const git = async (...args: string[]): Promise<string> => {
    const given = ['-c', 'user.name=Someone', '-c', 'user.email=someone@example.org', '-c', 'commit.gpgsign=false'];
    return (await run('git', [...given, ...args], { cwd })).stdout.trim();
  };
  await git('init', '--quiet', '--initial-branch=main');
  const write: Repository['write'] = async (files) => {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(cwd, name)), { recursive: true });
      await writeFile(path.join(cwd, name), text);
    }
  };
  return {
    cwd,
    write,
    commit: async (files) => {
      await write(files);
      await git('add', '--all');
      await git('commit', '--quiet', '--message=change');
      return git('rev-parse', 'HEAD');
    },
  };
}

const SOURCE = 'source: { document: an example, verified: true }';

function packFiles({ folder = 'packs/small', version = '1.0.0', full = 2, amount = 100, mes = 'mes' } = {}) {
  return {
    [`${folder}/questionnaire.yaml`]: `kind: questionnaire
id: small
version: ${version}
title: A small pack
languages: [en]
policy: town
${SOURCE}
sections:
  - id: tools
    questions:
      - { id: erp, type: single, options: [none, full] }
      - { id: ${mes}, type: scale, maximum: 4 }
`,
    [`${folder}/rubric.yaml`]: `kind: rubric
id: small
${SOURCE}
points: { erp: { none: 0, full: ${full} } }
scores: { tools: sum }
`,
    [`${folder}/cases/cases.yaml`]: `kind: cases
cases:
  - { id: all-full, answers: { erp: full, ${mes}: 4 }, expect: { scores: { tools: ${full + 4} } } }
`,
    [`${path.posix.dirname(folder)}/policies/town.yaml`]: `kind: policy
id: town
version: 1.0.0
title: A small town
currency: EUR
${SOURCE}
instruments:
  - { id: voucher, title: Voucher, type: voucher, amount: ${amount}, ${SOURCE} }
`,
  };
}

interface Finding {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

async function findSince(cwd: string, since: string, where = 'packs') {
  const { code, stdout, stderr } = await matura(['validate', where, '--since', since, '--format', 'json'], { cwd });
  const findings = (JSON.parse(stdout) as { findings: Finding[] }).findings;
  return {
    code,
    stderr,
    findings: findings.map(({ code: found, file, line }) => `${file}:${line} ${found}`),
    messages: findings.map(({ message }) => message),
  };
}

test('--since reports points, amounts and expectations that changed under the same version', async () => {
  const { cwd, commit, write } = await makeRepository();
  const since = await commit(packFiles());
  await write(packFiles({ full: 3, amount: 200 }));
  const { code, findings, messages } = await findSince(cwd, since);
  expect(findings).toEqual([
    'packs/small/questionnaire.yaml:3 M602',
    'packs/policies/town.yaml:3 M602',
    'packs/small/cases/cases.yaml:3 M603',
  ]);
  expect(messages[0]).toContain('the points of erp/full');
  expect(messages[1]).toContain('voucher');
  expect(messages[2]).toContain('scores.tools 6 → 7');
  expect(code).toBe(1);
});

test('if the pack has a new version, --since reports only ids that have disappeared, and exits with 0', async () => {
  const { cwd, commit } = await makeRepository();
  await commit(packFiles());
  await commit(packFiles({ version: '1.1.0', mes: 'production' }));
  expect(await findSince(cwd, 'HEAD~1')).toMatchObject({
    code: 0,
    findings: ['packs/small/questionnaire.yaml:9 M601'],
  });
});

test('--since reports nothing if nothing changed, nor for a new pack', async () => {
  const { cwd, commit, write } = await makeRepository();
  const since = await commit(packFiles());
  expect(await findSince(cwd, since)).toMatchObject({ code: 0, stderr: '', findings: [] });
  await write(packFiles({ folder: 'new packs/größer' }));
  expect(await findSince(cwd, since, 'new packs')).toMatchObject({ code: 0, stderr: '', findings: [] });
});

test('--since also compares a policy to which no pack refers', async () => {
  const { cwd, commit, write } = await makeRepository();
  const ours = (amount: number) => ({
    ...packFiles(),
    'packs/policies/other.yaml': packFiles({ amount })['packs/policies/town.yaml']?.replace(
      'id: town',
      'id: other',
    ) as string,
  });
  const since = await commit(ours(100));
  await write(ours(200));
  const found = { code: 1, findings: ['packs/policies/other.yaml:3 M602'] };
  expect(await findSince(cwd, since)).toMatchObject(found);
  expect(await findSince(cwd, since, 'packs/policies/other.yaml')).toMatchObject(found);
});

test('--since compares a pack in the top folder, with spaces and non-ASCII letters in the path', async () => {
  const { cwd, commit, write } = await makeRepository();
  const files = (full: number) =>
    Object.fromEntries(
      Object.entries(packFiles({ folder: 'x/größe 1', full })).filter(([name]) => !name.includes('cases')),
    );
  const since = await commit(files(2));
  await write(files(3));
  expect((await findSince(path.join(cwd, 'x/größe 1'), since, '.')).findings).toEqual(['questionnaire.yaml:3 M602']);
});

test('--since reports a pack that had errors and does not compare it', async () => {
  const { cwd, commit, write } = await makeRepository();
  const since = await commit({ ...packFiles(), 'packs/small/rubric.yaml': 'kind: rubric\n' });
  await write(packFiles({ full: 3 }));
  const { code, stderr, findings } = await findSince(cwd, since);
  expect({ code, findings }).toEqual({ code: 0, findings: [] });
  expect(stderr).toContain(`had errors at ${since} and is not compared`);
});

test('--since leaves no copies of the earlier files behind', async () => {
  const { cwd, commit } = await makeRepository();
  const since = await commit(packFiles());
  const scratch = await scratchFolder();
  const { code } = await matura(['validate', 'packs', '--since', since], { cwd, env: { TMPDIR: scratch } });
  expect(code).toBe(0);
  expect(await readdir(scratch)).toEqual([]);
});

test('--since reports a deleted pack and policy with their former text, but not a moved one', async () => {
  const { cwd, commit } = await makeRepository();
  const other = Object.fromEntries(
    Object.entries(packFiles({ folder: 'packs/other' })).map(([name, text]) => [
      name.replace('town', 'village'),
      text.replaceAll('id: small', 'id: other').replaceAll('town', 'village'),
    ]),
  );
  const since = await commit({ ...packFiles(), ...other });
  await rm(path.join(cwd, 'packs/other'), { recursive: true });
  await rm(path.join(cwd, 'packs/policies/village.yaml'));
  const gone = { code: 0, findings: ['packs/other/questionnaire.yaml:2 M601', 'packs/policies/village.yaml:2 M601'] };
  const found = await findSince(cwd, since);
  expect(found).toMatchObject(gone);
  expect(found.messages[0]).toBe('the pack "other" is gone, and with it every answer given under it');
  expect(found.messages[1]).toContain('the funding programme "village" is gone');
  await commit({});
  expect(await findSince(cwd, since, '.')).toMatchObject(gone);
  // Only what stood below the path that is checked.
  expect((await findSince(cwd, since, 'packs/small')).findings).toEqual([]);
  await commit({ 'elsewhere/questionnaire.yaml': other['packs/other/questionnaire.yaml'] ?? '' });
  expect((await findSince(cwd, since)).findings).toEqual(['packs/policies/village.yaml:2 M601']);
});

test('--since reports a pack whose id changed, and versions that went backwards', async () => {
  const { cwd, commit, write } = await makeRepository();
  const since = await commit(packFiles({ version: '1.10.0' }));
  const now = packFiles({ version: '1.9.0' });
  await write(now);
  expect((await findSince(cwd, since)).findings).toEqual(['packs/small/questionnaire.yaml:3 M604']);
  await write({
    'packs/small/questionnaire.yaml': now['packs/small/questionnaire.yaml']?.replace('id: small', 'id: tiny') ?? '',
    'packs/small/rubric.yaml': now['packs/small/rubric.yaml']?.replace('id: small', 'id: tiny') ?? '',
  });
  const { findings, messages } = await findSince(cwd, since);
  expect(findings).toEqual(['packs/small/questionnaire.yaml:2 M601']);
  expect(messages[0]).toContain('the pack "small" is gone');
});

test.each([
  ['nonsense', 3, 'has no revision "nonsense"'],
  ['HEAD^{tree}', 3, 'has no revision'],
  ['', 2, '"" is not a git revision'],
  ['--output=here', 2, '"--output=here" is not a git revision'],
  ['HEAD; touch here', 3, 'has no revision'],
] as const)('the revision "%s" is refused', async (since, exit, said) => {
  const { cwd, commit } = await makeRepository();
  await commit(packFiles());
  const { code, stdout, stderr } = await matura(['validate', 'packs', `--since=${since}`], { cwd });
  expect({ code, stdout }).toEqual({ code: exit, stdout: '' });
  expect(stderr).toContain(said);
  expect(await readdir(cwd)).toEqual(['.git', 'packs']);
});

test('--since outside of a git repository compares nothing', async () => {
  const { cwd, commit } = await makeRepository();
  await commit(packFiles());
  await rm(path.join(cwd, '.git'), { recursive: true });
  const env = { GIT_CEILING_DIRECTORIES: path.dirname(cwd) };
  const { code, stderr } = await matura(['validate', 'packs', '--since', 'main'], { cwd, env });
  expect(code).toBe(3);
  expect(stderr).toContain('is not in a readable git repository');
});

test('--since without git reports that git is missing', async () => {
  const { cwd, commit } = await makeRepository();
  await commit(packFiles());
  const { code, stderr } = await matura(['validate', 'packs', '--since', 'main'], { cwd, env: { PATH: cwd } });
  expect({ code, stderr }).toEqual({ code: 3, stderr: 'matura: --since needs git, which is not installed\n' });
});

test('--since compares a moved pack with its former place', async () => {
  const { cwd, commit, write } = await makeRepository();
  const revision = await commit(packFiles());
  await rm(path.join(cwd, 'packs/small'), { recursive: true });
  await write(packFiles({ folder: 'packs/renamed', full: 3 }));
  const { code, stdout } = await matura(['validate', 'packs', '--since', revision], { cwd });
  expect(stdout).toContain('M602');
  expect(code).toBe(1);
});
