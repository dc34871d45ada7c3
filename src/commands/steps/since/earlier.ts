import { mkdtempSync } from 'node:fs';
import { mkdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, posix, relative, sep } from 'node:path';
import { collectCases } from '../../../check/cases.ts';
import type { Subject } from '../../../check/rule.ts';
import { nameFile } from '../../../pack/file.ts';
import { type LoadedPack, loadCases } from '../../../pack/load.ts';
import { keyIn, peekKey } from '../../../pack/peek.ts';
import { loadPolicy } from '../../../pack/policy.ts';
import { policyFolders } from '../../../pack/resolve.ts';
import { removeOnSignal } from '../../../signals.ts';
import type { World } from '../../../world.ts';
import { checkPack } from '../check-pack.ts';
import { settlePack } from '../settle.ts';
import { subjectOf } from '../subject.ts';
import { findRevision, listFiles, type Revision, readAt } from './revision.ts';

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
  const scratch = mkdtempSync(join(tmpdir(), 'matura-since-'));
  const keep = removeOnSignal(scratch);
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
    keep();
  }
}

/** Where a folder stood, from the top: in its place, or where the pack of the same id was. */
async function findStanding(world: World, revision: Revision, folder: string, now: string): Promise<string> {
  const id = peekKey(join(now, QUESTIONNAIRE), 'id');
  if (id === undefined || (await listFiles(world, revision, folder)).length > 0) return folder;
  const candidates = (await listFiles(world, revision, '')).filter((name) => basename(name) === QUESTIONNAIRE);
  for (const name of candidates) {
    // Where it still stands in its place, this one is a copy.
    const isThere = await stat(join(revision.top, ...name.split('/'))).catch(() => undefined);
    const content = isThere ? undefined : await readAt(world, revision, name);
    if (content && keyIn(content.toString(), 'id') === id) return posix.dirname(name);
  }
  return folder;
}

const QUESTIONNAIRE = 'questionnaire.yaml';

async function restore(world: World, revision: Revision, name: string, target: string): Promise<void> {
  const content = await readAt(world, revision, name);
  if (!content) return;
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
}
