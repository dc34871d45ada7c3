import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, posix, relative, sep } from 'node:path';
import { collectCases } from '../../check/cases.ts';
import type { Subject } from '../../check/rule.ts';
import { Refusal } from '../../model/refusal.ts';
import { nameFile } from '../../pack/file.ts';
import { type LoadedPack, loadCases } from '../../pack/load.ts';
import { keyIn, peekKey } from '../../pack/peek.ts';
import { loadPolicy } from '../../pack/policy.ts';
import { policyFolders } from '../../pack/resolve.ts';
import type { World } from '../../world.ts';
import { checkPack } from './check-pack.ts';
import { settlePack } from './settle.ts';
import { subjectOf } from './subject.ts';

/** A revision of a repository. */
interface Revision {
  /** The top folder of the repository, links resolved. */
  readonly top: string;
  readonly commit: string;
}

/** What to compare with. */
export interface Since {
  /** The git revision, as the user named it. */
  readonly since: string;
  /** Folders to look for policies in as well. */
  readonly folders: readonly string[];
}

/** What the rules compare with; nothing where there is nothing to compare with. */
type Earlier = Pick<Subject, 'before'>;

/**
 * Opens the pack of a folder (absolute) as it was at a git revision, found by its id where it stood in another folder;
 * nothing where it was not there yet. Where it had
 * errors and cannot be compared, that is told on stderr. Throws a `Refusal` where the folder is in no repository, or that
 * has no such revision.
 */
export function openEarlier(world: World, folder: string, { since, folders }: Since): Promise<Earlier> {
  return restoreFor(world, folder, [folder, ...policyFolders(folder)], since, async (restored) => {
    const { pack, settle, problems, sources } = await checkPack(world, restored, folders);
    if (sources.size === 0) return {};
    if (!pack || !settle || problems.length > 0) return tellErrors(world, folder, since);
    const { settled } = await settle(undefined);
    const { cases } = collectCases((await loadCases(world, pack)).cases);
    return { before: subjectOf(settled, { asOf: null, cases }) };
  });
}

/** Opens a policy (an absolute path) as it was at a git revision, with a pack as it is now; else as `openEarlier`. */
export function openEarlierPolicy(
  world: World,
  path: string,
  pack: LoadedPack,
  { since, folders }: Since,
): Promise<Earlier> {
  const folder = dirname(path);
  return restoreFor(world, folder, [folder], since, async (restored) => {
    const file = join(restored, basename(path));
    if (!(await stat(file).catch(() => undefined))) return {};
    const { policies } = await loadPolicy(world, file, { packs: folders });
    const settled = policies && settlePack(pack, policies);
    if (!settled || settled.problems.length > 0) return tellErrors(world, path, since);
    return { before: subjectOf(settled, { asOf: null }) };
  });
}

function tellErrors(world: World, path: string, since: string): Earlier {
  world.stderr.write(`matura: ${nameFile(world, path)} had errors at ${since} and is not compared\n`);
  return {};
}

/** Restores folders as they were into a place of their own, which is gone afterwards; `use` gets where one stands there. */
async function restoreFor<T>(
  world: World,
  folder: string,
  folders: readonly string[],
  since: string,
  use: (restored: string) => Promise<T>,
): Promise<T> {
  const revision = await findRevision(world, folder, since);
  const scratch = await mkdtemp(join(tmpdir(), 'matura-since-'));
  try {
    const here = await realpath(folder);
    const stood = await findStanding(world, revision, relative(revision.top, here).split(sep).join('/'), here);
    const listed = folders.map((one) => posix.join(stood, relative(folder, one).split(sep).join('/')));
    const names = await Promise.all(listed.map((one) => listFiles(world, revision, one)));
    for (const name of new Set(names.flat())) await restore(world, revision, name, join(scratch, ...name.split('/')));
    const restored = join(scratch, ...stood.split('/'));
    await mkdir(restored, { recursive: true });
    return await use(restored);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Where a folder stood, from the top: in its place, or where the pack of the same id was. */
async function findStanding(world: World, revision: Revision, folder: string, now: string): Promise<string> {
  const id = peekKey(join(now, QUESTIONNAIRE), 'id');
  if (id === undefined || (await listFiles(world, revision, folder)).length > 0) return folder;
  const candidates = (await listFiles(world, revision, '')).filter((name) => basename(name) === QUESTIONNAIRE);
  for (const name of candidates) {
    const found = await git(world, revision.top, ['cat-file', 'blob', `${revision.commit}:${name}`]);
    // Where it still stands in its place, this one is a copy.
    const isThere = await stat(join(revision.top, ...name.split('/'))).catch(() => undefined);
    if (!isThere && !('failed' in found) && keyIn(found.output.toString(), 'id') === id) return posix.dirname(name);
  }
  return folder;
}

const QUESTIONNAIRE = 'questionnaire.yaml';

async function findRevision(world: World, folder: string, since: string): Promise<Revision> {
  // What begins with a dash would be an option to git.
  if (since === '' || since.startsWith('-')) throw new Refusal(3, `--since: "${since}" is no revision`);
  const top = await git(world, folder, ['rev-parse', '--show-toplevel']);
  if ('failed' in top) throw new Refusal(3, `--since: ${folder} is in no git repository that can be read`, top.failed);
  const commit = await git(world, folder, ['rev-parse', '--verify', '--quiet', `${since}^{commit}`]);
  if ('failed' in commit) {
    throw new Refusal(
      3,
      `--since: the repository has no revision "${since}"`,
      'A shallow clone holds only the newest: fetch the revision first; in a GitHub workflow, check out with fetch-depth: 0.',
    );
  }
  return { top: await realpath(lineOf(top)), commit: lineOf(commit) };
}

/** The YAML files below a folder of the repository, from its top; none where it is not in the repository. */
async function listFiles(world: World, { top, commit }: Revision, folder: string): Promise<string[]> {
  if (folder.startsWith('..')) return [];
  const path = folder === '' ? [] : ['--', `${folder}/`];
  const listed = await git(world, top, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit, ...path]);
  const names = 'failed' in listed ? [] : listed.output.toString().split('\0');
  return names.filter((name) => name.endsWith('.yaml'));
}

async function restore(world: World, { top, commit }: Revision, name: string, target: string): Promise<void> {
  const content = await git(world, top, ['cat-file', 'blob', `${commit}:${name}`]);
  if ('failed' in content) return;
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content.output);
}

/** More than any file of a pack. */
const MOST_BYTES = 64 * 1024 * 1024;

type Said = { readonly output: Buffer } | { readonly failed: string };

/** What git writes, or why it failed. No shell is involved, and nothing is fetched. */
function git(world: World, folder: string, args: readonly string[]): Promise<Said> {
  const env = { ...world.env, GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' };
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      ['-C', folder, ...args],
      { env, encoding: 'buffer', maxBuffer: MOST_BYTES },
      (error, stdout, stderr) => {
        if (error?.code === 'ENOENT') reject(new Refusal(3, '--since needs git, which is not installed'));
        else resolve(error ? { failed: stderr.toString().split('\n')[0] ?? '' } : { output: stdout });
      },
    );
  });
}

function lineOf(said: { readonly output: Buffer }): string {
  return said.output.toString().replace(/\r?\n$/, '');
}
