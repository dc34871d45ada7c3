// Restores packs and policies as they were at a git revision.

import { execFile } from 'node:child_process';
import { mkdir, realpath, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, posix, relative, sep } from 'node:path';
import { collectCases, type Subject } from '../check/index.ts';
import { CodedRefusal } from '../i18n/index.ts';
import type { Problem } from '../model/index.ts';
import {
  checkPack,
  compilePack,
  findBaseFolders,
  formatDisplayPath,
  type LoadedPack,
  listPolicyFolders,
  loadCases,
  loadPolicy,
  matchKey,
  POLICIES_FOLDER,
  peekKey,
  readDocumentBytes,
  ruleSubjectOf,
  type SourceText,
} from '../pack/index.ts';
import { withTemporaryFolder } from '../signals.ts';
import type { World } from '../world.ts';
import { resolveLanguage } from './console.ts';

interface SinceOptions {
  /** The git revision, as the user named it. */
  readonly since: string;
  /** Further folders that are searched for policies. */
  readonly folders: readonly string[];
  /** The language of notices on stderr. */
  readonly lang?: string | undefined;
}

/**
 * The earlier version of a pack or policy, for the rules that compare it with the current one; empty if there is none.
 */
type EarlierSubject = Pick<Subject, 'before'>;

/**
 * Opens the pack of a folder (an absolute path) as it was at a git revision. If the pack was in another folder then,
 * finds it by its id. Returns nothing if the pack did not exist yet or had errors; errors are reported on stderr.
 * Throws a `Refusal` if the folder is not in a repository, or if the repository does not have the revision.
 */
export async function openEarlier(
  world: World,
  folder: string,
  { since, folders, lang }: SinceOptions,
): Promise<EarlierSubject> {
  const bases = await findBaseFolders(world, folder, folders);
  const allFolders = [folder, ...listPolicyFolders(folder), ...bases];
  return withRestoredFolders(world, folder, allFolders, since, async (restored) => {
    const { pack, compile, problems, sources } = await checkPack(world, restored, folders);
    if (sources.size === 0) return {};
    if (!pack || !compile || problems.length > 0) return printNotCompared(world, folder, since, lang);
    const { compiled } = await compile(undefined);
    const { cases } = collectCases((await loadCases(world, pack)).cases);
    return { before: ruleSubjectOf(compiled, { asOf: null, cases }) };
  });
}

/**
 * Opens a policy (an absolute path) as it was at a git revision, together with the current pack. Apart from that, does
 * the same as `openEarlier`.
 */
export function openEarlierPolicy(
  world: World,
  path: string,
  pack: LoadedPack,
  { since, folders, lang }: SinceOptions,
): Promise<EarlierSubject> {
  const folder = dirname(path);
  return withRestoredFolders(world, folder, [folder], since, async (restored) => {
    const file = join(restored, basename(path));
    if (!(await stat(file).catch(() => undefined))) return {};
    const { policies } = await loadPolicy(world, file, { packs: folders });
    const compiledPack = policies && compilePack(pack, policies);
    if (!compiledPack || compiledPack.problems.length > 0) return printNotCompared(world, path, since, lang);
    return { before: ruleSubjectOf(compiledPack, { asOf: null }) };
  });
}

async function printNotCompared(
  world: World,
  path: string,
  since: string,
  lang: string | undefined,
): Promise<EarlierSubject> {
  const { findings } = (await resolveLanguage(world, lang)).messages;
  world.stderr.write(`matura: ${findings.notCompared({ path: formatDisplayPath(world, path), revision: since })}\n`);
  return {};
}

/**
 * Restores `folder` and `folders`, as they were at a revision, into a temporary folder, and calls `use` with the
 * restored path of `folder`.
 */
async function withRestoredFolders<T>(
  world: World,
  folder: string,
  folders: readonly string[],
  since: string,
  use: (restored: string) => Promise<T>,
): Promise<T> {
  const revision = await findRevision(world, folder, since);
  return withTemporaryFolder('matura-since-', async (scratch) => {
    const realFolder = await realpath(folder);
    const formerFolder = await findFormerFolder(
      world,
      revision,
      relative(revision.top, realFolder).split(sep).join('/'),
      realFolder,
    );
    const formerPaths = folders.map((one) => posix.join(formerFolder, relative(folder, one).split(sep).join('/')));
    const names = await Promise.all(formerPaths.map((formerPath) => listFiles(world, revision, formerPath)));
    for (const name of new Set(names.flat()))
      await restoreFile(world, revision, name, join(scratch, ...name.split('/')));
    const restoredFolder = join(scratch, ...formerFolder.split('/'));
    await mkdir(restoredFolder, { recursive: true });
    return use(restoredFolder);
  });
}

/**
 * Returns the path of a pack's folder at the revision, relative to the repository's top: the same folder, or the one
 * that had a pack with the same id.
 */
async function findFormerFolder(
  world: World,
  revision: Revision,
  folder: string,
  currentFolder: string,
): Promise<string> {
  const id = peekKey(join(currentFolder, QUESTIONNAIRE_FILE), 'id');
  if (id === undefined || (await listFiles(world, revision, folder)).length > 0) return folder;
  const candidates = (await listFiles(world, revision, '')).filter((name) => basename(name) === QUESTIONNAIRE_FILE);
  for (const name of candidates) {
    // If the earlier pack still exists at its place, the pack in `currentFolder` is a copy of it and was not moved.
    const isStillThere = await stat(join(revision.top, ...name.split('/'))).catch(() => undefined);
    const content = isStillThere ? undefined : await readAtRevision(world, revision, name);
    if (content && matchKey(content.toString(), 'id') === id) return posix.dirname(name);
  }
  return folder;
}

const QUESTIONNAIRE_FILE = 'questionnaire.yaml';

async function restoreFile(world: World, revision: Revision, name: string, target: string): Promise<void> {
  const content = await readAtRevision(world, revision, name);
  if (!content) return;
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
}

/**
 * Problems that report deleted documents; `sources` has the former texts of these documents, by the names of their
 * files.
 */
export interface DeletedDocuments {
  readonly problems: readonly Problem[];
  readonly sources: ReadonlyMap<string, SourceText>;
}

type DeletedKind = 'pack' | 'policy';

/**
 * Finds packs and policies that existed below a folder (an absolute path; nothing below a file) at a git revision, but
 * whose ids no longer exist anywhere in the repository. Throws a `Refusal` in the same cases as `findRevision`.
 */
export async function findDeleted(world: World, folder: string, since: string): Promise<DeletedDocuments> {
  if (!(await stat(folder)).isDirectory()) return { problems: [], sources: new Map() };
  const revision = await findRevision(world, folder, since);
  const realFolder = await realpath(folder);
  const pathInRevision = relative(revision.top, realFolder).split(sep).join('/');
  const problems: Problem[] = [];
  const sources = new Map<string, SourceText>();
  for (const name of await listFiles(world, revision, pathInRevision)) {
    const kind = deletedKindOf(name);
    const path = join(revision.top, ...name.split('/'));
    if (kind === undefined || (await stat(path).catch(() => undefined))) continue;
    const content = await readAtRevision(world, revision, name);
    const id = content && matchKey(content.toString(), 'id');
    if (!content || id === undefined || (await documentExists(world, revision, kind, id))) continue;
    const file = formatDisplayPath(world, join(folder, relative(realFolder, path)));
    const { source } = await readDocumentBytes(kind === 'pack' ? 'questionnaire' : 'policy', file, content);
    sources.set(file, source);
    problems.push({ code: 'M601', file, at: ['id'], details: { found: id, wanted: { phrase: kind } } });
  }
  return { problems, sources };
}

function deletedKindOf(name: string): DeletedKind | undefined {
  if (basename(name) === QUESTIONNAIRE_FILE) return 'pack';
  return posix.basename(posix.dirname(name)) === POLICIES_FOLDER ? 'policy' : undefined;
}

/** Whether the document still exists, even if elsewhere in the repository. */
async function documentExists(world: World, revision: Revision, kind: DeletedKind, id: string): Promise<boolean> {
  const names = (await listWorkingTree(world, revision)).filter((name) => deletedKindOf(name) === kind);
  return names.some((name) => peekKey(join(revision.top, ...name.split('/')), 'id') === id);
}

interface Revision {
  /** The top folder of the repository, with symbolic links resolved. */
  readonly top: string;
  readonly commit: string;
}

/**
 * Finds the commit that a revision names, in the repository of a folder (an absolute path). Throws a `Refusal` if the
 * text cannot name a revision, if the folder is not in a repository, or if the repository does not have the revision.
 */
async function findRevision(world: World, folder: string, since: string): Promise<Revision> {
  // git would read a text that begins with a dash as an option.
  if (since === '' || since.startsWith('-')) throw new CodedRefusal(2, 'notARevision', { text: since });
  const top = await runGit(world, folder, ['rev-parse', '--show-toplevel']);
  if ('failed' in top) throw new CodedRefusal(3, 'noRepository', { folder, reason: top.failed });
  const commit = await runGit(world, folder, ['rev-parse', '--verify', '--quiet', `${since}^{commit}`]);
  if ('failed' in commit) {
    throw new CodedRefusal(3, 'unknownRevision', { revision: since });
  }
  return { top: await realpath(firstLineOf(top)), commit: firstLineOf(commit) };
}

/**
 * Lists the YAML files below a folder at the revision, by their paths from the top of the repository; none for a folder
 * outside it.
 */
async function listFiles(world: World, { top, commit }: Revision, folder: string): Promise<string[]> {
  if (folder.startsWith('..')) return [];
  const path = folder === '' ? [] : ['--', `${folder}/`];
  return splitNames(await runGit(world, top, ['ls-tree', '-r', '-z', '--name-only', '--full-tree', commit, ...path]));
}

/** Returns the content of a file at the revision, by its path from the top; undefined if the file did not exist. */
async function readAtRevision(world: World, { top, commit }: Revision, name: string): Promise<Buffer | undefined> {
  const content = await runGit(world, top, ['cat-file', 'blob', `${commit}:${name}`]);
  return 'failed' in content ? undefined : content.output;
}

/** Lists the YAML files of the working tree, from its top, without those that git ignores. */
async function listWorkingTree(world: World, { top }: Revision): Promise<string[]> {
  return splitNames(await runGit(world, top, ['ls-files', '-z', '--cached', '--others', '--exclude-standard']));
}

function splitNames(listed: GitOutput): string[] {
  const names = 'failed' in listed ? [] : listed.output.toString().split('\0');
  return names.filter((name) => name.endsWith('.yaml'));
}

/** Maximum size of git's output in bytes; larger than any file of a pack. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

type GitOutput = { readonly output: Buffer } | { readonly failed: string };

/** Runs git and returns its output, or why it failed. Uses no shell and fetches nothing over the network. */
function runGit(world: World, folder: string, args: readonly string[]): Promise<GitOutput> {
  const env = { ...world.env, GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' };
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      ['-C', folder, ...args],
      { env, encoding: 'buffer', maxBuffer: MAX_OUTPUT_BYTES },
      (error, stdout, stderr) => {
        if (error?.code === 'ENOENT') reject(new CodedRefusal(3, 'noGit'));
        else resolve(error ? { failed: stderr.toString().split('\n')[0] ?? '' } : { output: stdout });
      },
    );
  });
}

function firstLineOf({ output }: { readonly output: Buffer }): string {
  return output.toString().replace(/\r?\n$/, '');
}
