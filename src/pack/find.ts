import { readdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { Refusal } from '../model/refusal.ts';
import type { World } from '../world.ts';
import { isWrittenKind, type WrittenKind } from './kinds.ts';
import { peekKey } from './peek.ts';
import { BUNDLED } from './prebuilt.ts';

/** A pack, by the id its questionnaire gives it. */
export interface FoundPack {
  readonly id: string;
  /** Absolute. */
  readonly folder: string;
  readonly bundled: boolean;
}

/** A policy, by the id it gives itself. */
export interface FoundPolicy {
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  readonly bundled: boolean;
}

/** What stands in a folder, in the order of the names. */
export interface Findings {
  readonly packs: readonly FoundPack[];
  readonly policies: readonly FoundPolicy[];
}

/** What a path that was named means: packs and policies, or a document by itself that is part of no pack. */
export interface PathFindings extends Findings {
  readonly documents: readonly { readonly kind: WrittenKind; readonly path: string }[];
}

/** The folder of policies beside packs. */
export const POLICIES = 'policies';

const PARTS = ['questionnaire.yaml', 'rubric.yaml', 'measures.yaml'];

/** How deep a folder is searched that was named to be checked as a whole. */
const DEEPEST = 8;

/**
 * All packs and policies: of the folders given (as with `--packs`), of those in MATURA_PACKS, then the bundled ones. Of
 * two with the same id the first counts. Throws a `Refusal` for a folder that is not there or holds nothing.
 */
export async function findPacks(world: World, folders: readonly string[] = []): Promise<Findings> {
  const listed = (world.env.MATURA_PACKS ?? '').split(delimiter).filter((folder) => folder !== '');
  const named = [
    ...folders.map((folder) => ({ folder, by: '--packs' })),
    ...listed.map((folder) => ({ folder, by: 'MATURA_PACKS' })),
  ];
  const findings: Findings[] = [];
  for (const { folder, by } of named) {
    const absolute = resolve(world.cwd, folder);
    const found = await search(absolute, false, 1);
    if (!found) {
      const isThere = await stat(absolute).catch(() => undefined);
      throw new Refusal(
        3,
        isThere ? `${by}: ${folder} is no folder that can be read` : `${by}: the folder ${folder} does not exist`,
      );
    }
    if (isNothing(found)) throw new Refusal(3, `${by}: the folder ${folder} holds no pack`, WHAT_A_PACK_IS);
    findings.push(found);
  }
  const bundled = await search(join(world.home, BUNDLED), true, 1);
  if (bundled) findings.push(bundled);
  return { packs: findings.flatMap(({ packs }) => packs), policies: findings.flatMap(({ policies }) => policies) };
}

/**
 * All packs and policies at a path, which may be one of their files, or a document that says its kind; throws a
 * `Refusal` if there are none.
 */
export async function findAt(world: World, path: string): Promise<PathFindings> {
  if (path === '') throw new Refusal(2, 'a path is empty');
  const absolute = resolve(world.cwd, path);
  const there = await stat(absolute).catch(() => undefined);
  if (!there) throw new Refusal(3, `${path} does not exist`);
  const bundled = absolute.startsWith(join(world.home, BUNDLED));
  const found = there.isFile() ? await findAtFile(absolute, bundled) : await findAtFolder(absolute, bundled);
  if (found) return found;
  throw new Refusal(3, `${path} holds no pack`, WHAT_A_PACK_IS);
}

async function findAtFile(path: string, bundled: boolean): Promise<PathFindings | undefined> {
  const folder = dirname(path);
  const kind = peekKey(path, 'kind');
  if (kind === 'policy' || basename(folder) === POLICIES) {
    return { packs: [], policies: [describePolicy(path, bundled)], documents: [] };
  }
  const isCases = basename(folder) === 'cases';
  if (kind === undefined || !isWrittenKind(kind) || isCases || PARTS.includes(basename(path))) {
    // A file of a pack stands for the pack; a file of cases stands one folder deeper.
    const pack = await search(isCases ? dirname(folder) : folder, bundled, 0);
    if (pack && !isNothing(pack)) return { ...pack, documents: [] };
  }
  return kind !== undefined && isWrittenKind(kind)
    ? { packs: [], policies: [], documents: [{ kind, path }] }
    : undefined;
}

async function findAtFolder(folder: string, bundled: boolean): Promise<PathFindings | undefined> {
  const name = basename(folder);
  const found =
    name === POLICIES
      ? { packs: [], policies: await findPolicies(folder, bundled) }
      : await search(name === 'cases' ? dirname(folder) : folder, bundled, name === 'cases' ? 0 : DEEPEST);
  return found && !isNothing(found) ? { ...found, documents: [] } : undefined;
}

/** The packs that stand beside a policy: in its folder, or beside its folder where that holds policies only. */
export async function findPacksBeside(policy: string): Promise<readonly FoundPack[]> {
  const folder = dirname(policy);
  return (await search(basename(folder) === POLICIES ? dirname(folder) : folder, false, 1))?.packs ?? [];
}

export const WHAT_A_PACK_IS = 'A pack is a folder with a questionnaire.yaml and a rubric.yaml.';

/** The policies of a folder; none if it does not exist. */
export async function findPolicies(folder: string, bundled = false): Promise<FoundPolicy[]> {
  const names = list(folder)?.filter(({ name }) => name.endsWith('.yaml')) ?? [];
  return names.map(({ name }) => describePolicy(join(folder, name), bundled));
}

async function search(folder: string, bundled: boolean, depth: number): Promise<Findings | undefined> {
  // Links are followed to packs that stand right here, but never on into a tree, where they could lead in circles.
  const entries = list(folder, depth <= 1);
  if (!entries) return undefined;
  const policies = await findPolicies(join(folder, POLICIES), bundled);
  const names = entries.map(({ name }) => name);
  if (names.includes('questionnaire.yaml') || names.includes('rubric.yaml')) {
    return { packs: [describePack(folder, bundled)], policies };
  }
  const inner: Findings[] = [{ packs: [], policies }];
  for (const { name, isFolder } of entries) {
    if (depth === 0 || !isFolder || name.startsWith('.') || name === 'node_modules' || name === POLICIES) continue;
    const found = await search(join(folder, name), bundled, depth - 1);
    if (found) inner.push(found);
  }
  return { packs: inner.flatMap((one) => one.packs), policies: inner.flatMap((one) => one.policies) };
}

function isNothing({ packs, policies }: Findings): boolean {
  return packs.length === 0 && policies.length === 0;
}

/** What a folder holds, in the order of the names on every machine; undefined if it is none. */
function list(folder: string, links = false): { name: string; isFolder: boolean }[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() || (links && entry.isSymbolicLink()) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return undefined;
  }
}

function describePack(folder: string, bundled: boolean): FoundPack {
  return { id: peekKey(join(folder, 'questionnaire.yaml'), 'id') ?? basename(folder), folder, bundled };
}

function describePolicy(path: string, bundled: boolean): FoundPolicy {
  return { id: peekKey(path, 'id') ?? basename(path, '.yaml'), path, bundled };
}
