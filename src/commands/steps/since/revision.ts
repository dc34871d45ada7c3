import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { Refusal } from '../../../model/refusal.ts';
import type { World } from '../../../world.ts';

/** A revision of a repository. */
export interface Revision {
  /** The top folder of the repository, links resolved. */
  readonly top: string;
  readonly commit: string;
}

/**
 * The commit that a revision names, in the repository that holds a folder (absolute). Throws a `Refusal` where the text
 * can name none, the folder is in no repository, or that has no such revision.
 */
export async function findRevision(world: World, folder: string, since: string): Promise<Revision> {
  // What begins with a dash would be an option to git.
  if (since === '' || since.startsWith('-')) throw new Refusal(2, `--since: "${since}" is no revision`);
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
export async function listFiles(world: World, { top, commit }: Revision, folder: string): Promise<string[]> {
  if (folder.startsWith('..')) return [];
  const path = folder === '' ? [] : ['--', `${folder}/`];
  return namesIn(await git(world, top, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit, ...path]));
}

/** What a file held, by its name from the top; undefined where it was not there. */
export async function readAt(world: World, { top, commit }: Revision, name: string): Promise<Buffer | undefined> {
  const content = await git(world, top, ['cat-file', 'blob', `${commit}:${name}`]);
  return 'failed' in content ? undefined : content.output;
}

/** The YAML files of the working tree now, from its top, without those that git ignores. */
export async function listNow(world: World, { top }: Revision): Promise<string[]> {
  return namesIn(await git(world, top, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']));
}

function namesIn(listed: Said): string[] {
  const names = 'failed' in listed ? [] : listed.output.toString().split('\0');
  return names.filter((name) => name.endsWith('.yaml'));
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
