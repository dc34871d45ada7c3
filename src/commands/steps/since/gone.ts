import { realpath, stat } from 'node:fs/promises';
import { basename, join, posix, relative, sep } from 'node:path';
import type { Problem } from '../../../model/problem.ts';
import { nameFile, readBytes } from '../../../pack/file.ts';
import { POLICIES } from '../../../pack/find.ts';
import { keyIn, peekKey } from '../../../pack/peek.ts';
import type { SourceText } from '../../../pack/source.ts';
import type { World } from '../../../world.ts';
import { findRevision, listFiles, listNow, type Revision, readAt } from './revision.ts';

/** What is gone, and its text as it was, by the name that problems give the file. */
export interface Gone {
  readonly problems: readonly Problem[];
  readonly sources: ReadonlyMap<string, SourceText>;
}

type Thing = 'pack' | 'policy';

/**
 * The packs and policies that stood below a path (absolute; none below a file) at a git revision and are nowhere in the repository now,
 * by their ids. Throws a `Refusal` as `findRevision` does.
 */
export async function findGone(world: World, folder: string, since: string): Promise<Gone> {
  if (!(await stat(folder)).isDirectory()) return { problems: [], sources: new Map() };
  const revision = await findRevision(world, folder, since);
  const here = await realpath(folder);
  const below = relative(revision.top, here).split(sep).join('/');
  const problems: Problem[] = [];
  const sources = new Map<string, SourceText>();
  for (const name of await listFiles(world, revision, below)) {
    const thing = thingOf(name);
    const path = join(revision.top, ...name.split('/'));
    if (thing === undefined || (await stat(path).catch(() => undefined))) continue;
    const content = await readAt(world, revision, name);
    const id = content && keyIn(content.toString(), 'id');
    if (!content || id === undefined || (await standsNow(world, revision, thing, id))) continue;
    const file = nameFile(world, join(folder, relative(here, path)));
    const { source } = await readBytes(thing === 'pack' ? 'questionnaire' : 'policy', file, content);
    sources.set(file, source);
    problems.push({ code: 'M601', file, at: ['id'], details: { found: id, wanted: thing } });
  }
  return { problems, sources };
}

function thingOf(name: string): Thing | undefined {
  if (basename(name) === 'questionnaire.yaml') return 'pack';
  return posix.basename(posix.dirname(name)) === POLICIES ? 'policy' : undefined;
}

/** Whether it was moved to another place of the repository. */
async function standsNow(world: World, revision: Revision, thing: Thing, id: string): Promise<boolean> {
  const names = (await listNow(world, revision)).filter((name) => thingOf(name) === thing);
  return names.some((name) => peekKey(join(revision.top, ...name.split('/')), 'id') === id);
}
