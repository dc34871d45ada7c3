import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Cases, Measures, Questionnaire, Rubric } from '../model/generated/types.ts';
import type { Problem } from '../model/problem.ts';
import type { Source } from '../scoring/namespace.ts';
import type { World } from '../world.ts';
import { hashFiles, nameFile, type OpenedFile, openDocument } from './file.ts';
import type { WrittenKind } from './kinds.ts';
import { resolvePack } from './resolve.ts';
import type { Sources, SourceText } from './source.ts';
import { findUnread } from './unread.ts';

/** The documents of a pack, each with its file. */
export interface LoadedPack {
  readonly id: string;
  readonly version: string;
  /** Over the questionnaire, the rubric and the measures; the same on every system. */
  readonly hash: string;
  /** Absolute. */
  readonly folder: string;
  readonly questionnaire: Source<Questionnaire>;
  readonly rubric: Source<Rubric>;
  /** Null if the pack has none, or has problems in them. */
  readonly measures: Source<Measures> | null;
  /** Absolute paths, in the order of the names. */
  readonly caseFiles: readonly string[];
}

/** What loading came to: `pack` is null if its questionnaire or rubric has problems. */
export interface PackLoading {
  readonly pack: LoadedPack | null;
  readonly problems: readonly Problem[];
  readonly sources: Sources;
}

/** Loads the pack of an id, or at a path; throws a `Refusal` if there is none. `packs`: folders to look in first. */
export async function loadPack(
  world: World,
  idOrPath: string,
  { packs = [] }: { readonly packs?: readonly string[] } = {},
): Promise<PackLoading> {
  return loadPackFolder(world, await resolvePack(world, idOrPath, packs));
}

/** Loads the pack in a folder (absolute), which has a questionnaire or a rubric. */
export async function loadPackFolder(world: World, folder: string): Promise<PackLoading> {
  const open = <K extends WrittenKind>(kind: K): Promise<OpenedFile<K> | undefined> =>
    openDocument(world, kind, join(folder, `${kind}.yaml`));
  const [questionnaire, rubric, measures] = await Promise.all([
    open('questionnaire'),
    open('rubric'),
    open('measures'),
  ]);
  const files = [questionnaire, rubric, measures].filter((file) => file !== undefined);
  const problems: Problem[] = files.flatMap((file) => file.problems);
  const first = files[0]?.file ?? nameFile(world, folder);
  for (const [name, file] of [['questionnaire.yaml', questionnaire] as const, ['rubric.yaml', rubric] as const]) {
    if (file) continue;
    const like = findUnread(folder).find(({ wanted }) => wanted === name);
    const advice = like ? { advice: `Is it ${like.name}? Then call that ${name}` } : {};
    problems.push({ code: 'M114', file: first, at: { start: 0, end: 0 }, details: { name, ...advice } });
  }
  const sources = collectSources(files);
  if (!questionnaire?.document || !rubric?.document) return { pack: null, problems, sources };
  const names = ['questionnaire.yaml', 'rubric.yaml', 'measures.yaml'];
  const pack: LoadedPack = {
    id: questionnaire.document.id,
    version: questionnaire.document.version,
    hash: hashFiles(files.map(({ content }, i) => ({ name: names[i] as string, content }))),
    folder,
    questionnaire: { file: questionnaire.file, document: questionnaire.document },
    rubric: { file: rubric.file, document: rubric.document },
    measures: measures?.document ? { file: measures.file, document: measures.document } : null,
    caseFiles: listCases(folder),
  };
  return { pack, problems, sources };
}

/** Reads the cases of a pack: those files without problems, and the problems of the others. */
export async function loadCases(
  world: World,
  pack: LoadedPack,
): Promise<{
  readonly cases: readonly Source<Cases>[];
  readonly problems: readonly Problem[];
  readonly sources: Sources;
}> {
  const opened = await Promise.all(pack.caseFiles.map((path) => openDocument(world, 'cases', path)));
  const files = opened.filter((file) => file !== undefined);
  return {
    cases: files.flatMap(({ file, document }) => (document ? [{ file, document }] : [])),
    problems: files.flatMap(({ problems }) => problems),
    sources: collectSources(files),
  };
}

/** The texts of files by the name that problems give them. */
export function collectSources(files: readonly { readonly file: string; readonly source: SourceText }[]): Sources {
  return new Map(files.map(({ file, source }) => [file, source]));
}

function listCases(folder: string): string[] {
  try {
    return readdirSync(join(folder, 'cases'))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => join(folder, 'cases', name));
  } catch {
    return [];
  }
}
