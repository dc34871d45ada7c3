// Finds packs and policies on disk by id or path; ids are read from the first lines of the files.

import { readdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { CodedRefusal } from '../i18n/index.ts';
import { findNearestSpelling } from '../model/index.ts';
import type { World } from '../world.ts';
import { BUNDLED_FOLDER, readRegular, refuseStandardInput } from './document-file.ts';
import { isWrittenKind, type WrittenKind } from './document-kinds.ts';

/** A pack, with the id that its questionnaire states. */
interface FoundPack {
  readonly id: string;
  /** The absolute path. */
  readonly folder: string;
  readonly bundled: boolean;
}

/** A policy, with the id that it states. */
interface FoundPolicy {
  readonly id: string;
  /** The absolute path. */
  readonly path: string;
  readonly bundled: boolean;
}

/** The packs and policies in a folder, in the order of their names. */
interface FoundPacks {
  readonly packs: readonly FoundPack[];
  readonly policies: readonly FoundPolicy[];
}

/** The packs and policies at a path that a user gave, or a document there that is not part of a pack. */
export interface FoundAtPath extends FoundPacks {
  readonly documents: readonly { readonly kind: WrittenKind; readonly path: string }[];
}

/** The name of the folder of policies beside packs. */
export const POLICIES_FOLDER = 'policies';

export const PACK_FILES = ['questionnaire.yaml', 'rubric.yaml', 'measures.yaml'];

/** The number of folder levels searched when a whole folder is checked. */
const MAX_DEPTH = 8;

/**
 * Finds all packs and policies: first in the given folders (`--packs`), then in those of MATURA_PACKS, then the bundled
 * ones. Of two with the same id, the first is used. Throws a `Refusal` if a folder is missing or contains neither.
 */
export async function findPacks(world: World, folders: readonly string[] = []): Promise<FoundPacks> {
  const listedFolders = (world.env.MATURA_PACKS ?? '').split(delimiter).filter((folder) => folder !== '');
  const namedFolders = [
    ...folders.map((folder) => ({ folder, by: '--packs' })),
    ...listedFolders.map((folder) => ({ folder, by: 'MATURA_PACKS' })),
  ];
  const findings: FoundPacks[] = [];
  for (const { folder, by } of namedFolders) {
    const absolute = resolve(world.cwd, folder);
    const foundInFolder = await search(absolute, false, 1);
    if (!foundInFolder) {
      const pathStat = await stat(absolute).catch(() => undefined);
      throw new CodedRefusal(3, pathStat ? 'folderUnreadable' : 'folderMissing', { option: by, folder });
    }
    if (hasNoPacks(foundInFolder)) throw new CodedRefusal(3, 'folderWithoutPack', { option: by, folder });
    findings.push(foundInFolder);
  }
  const bundledPacks = await search(join(world.home, BUNDLED_FOLDER), true, 1);
  if (bundledPacks) findings.push(bundledPacks);
  return { packs: findings.flatMap(({ packs }) => packs), policies: findings.flatMap(({ policies }) => policies) };
}

/**
 * Finds all packs and policies at a path: a folder, one of their files, or a document that states its kind. Throws a
 * `Refusal` if there are none.
 */
export async function findPacksAt(world: World, path: string): Promise<FoundAtPath> {
  if (path === '') throw new CodedRefusal(2, 'emptyPath');
  refuseStandardInput(path);
  const absolute = resolve(world.cwd, path);
  const folderStat = await stat(absolute).catch(() => undefined);
  if (!folderStat) throw new CodedRefusal(3, 'missing', { path });
  const isBundled = absolute.startsWith(join(world.home, BUNDLED_FOLDER));
  const foundPacks = folderStat.isFile()
    ? await findAtFile(absolute, isBundled)
    : await findAtFolder(absolute, isBundled);
  if (foundPacks) return foundPacks;
  throw new CodedRefusal(3, 'noPack', { path });
}

async function findAtFile(path: string, bundled: boolean): Promise<FoundAtPath | undefined> {
  const folder = dirname(path);
  const kind = peekKey(path, 'kind');
  if (kind === 'policy' || basename(folder) === POLICIES_FOLDER) {
    return { packs: [], policies: [describePolicy(path, bundled)], documents: [] };
  }
  const isCases = basename(folder) === 'cases';
  if (kind === undefined || !isWrittenKind(kind) || isCases || PACK_FILES.includes(basename(path))) {
    // The file belongs to a pack, so the whole pack is checked; files of cases are one folder deeper.
    const pack = await search(isCases ? dirname(folder) : folder, bundled, 0);
    if (pack && !hasNoPacks(pack)) return { ...pack, documents: [] };
  }
  return kind !== undefined && isWrittenKind(kind)
    ? { packs: [], policies: [], documents: [{ kind, path }] }
    : undefined;
}

async function findAtFolder(folder: string, bundled: boolean): Promise<FoundAtPath | undefined> {
  const name = basename(folder);
  const foundBelow =
    name === POLICIES_FOLDER
      ? { packs: [], policies: await findPolicies(folder, bundled) }
      : await search(name === 'cases' ? dirname(folder) : folder, bundled, name === 'cases' ? 0 : MAX_DEPTH);
  return foundBelow && !hasNoPacks(foundBelow) ? { ...foundBelow, documents: [] } : undefined;
}

/** Finds the packs beside a policy: in its folder or, if that folder is `policies`, in the folder above. */
export async function findPacksBeside(policy: string): Promise<readonly FoundPack[]> {
  const folder = dirname(policy);
  return (await search(basename(folder) === POLICIES_FOLDER ? dirname(folder) : folder, false, 1))?.packs ?? [];
}

/** Finds the policies of a folder; an empty list if it does not exist. */
export async function findPolicies(folder: string, bundled = false): Promise<FoundPolicy[]> {
  const names = listEntries(folder)?.filter(({ name }) => name.endsWith('.yaml')) ?? [];
  return names.map(({ name }) => describePolicy(join(folder, name), bundled));
}

async function search(folder: string, bundled: boolean, depth: number): Promise<FoundPacks | undefined> {
  // Links directly in the folder may lead to packs and are followed; deeper links could form cycles.
  const entries = listEntries(folder, depth <= 1);
  if (!entries) return undefined;
  const policies = await findPolicies(join(folder, POLICIES_FOLDER), bundled);
  const names = entries.map(({ name }) => name);
  if (names.includes('questionnaire.yaml') || names.includes('rubric.yaml')) {
    return { packs: [describePack(folder, bundled)], policies };
  }
  const innerPacks: FoundPacks[] = [{ packs: [], policies }];
  for (const { name, isFolder } of entries) {
    if (depth === 0 || !isFolder || name.startsWith('.') || name === 'node_modules' || name === POLICIES_FOLDER)
      continue;
    const foundInside = await search(join(folder, name), bundled, depth - 1);
    if (foundInside) innerPacks.push(foundInside);
  }
  return { packs: innerPacks.flatMap((packs) => packs.packs), policies: innerPacks.flatMap((packs) => packs.policies) };
}

function hasNoPacks({ packs, policies }: FoundPacks): boolean {
  return packs.length === 0 && policies.length === 0;
}

/** Lists the entries of a folder, sorted by name in the same way on every machine; undefined if it cannot be read. */
function listEntries(folder: string, links = false): { name: string; isFolder: boolean }[] | undefined {
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

/** Finds the folder of a pack by its id or path; throws a `Refusal` that suggests the nearest id. */
export async function resolvePack(world: World, given: string, folders: readonly string[] = []): Promise<string> {
  if (!isPath(given)) {
    const { packs } = await findPacks(world, folders);
    const namedPack = packs.find(({ id }) => id === given);
    if (namedPack) return namedPack.folder;
    if ((await kindOf(join(resolve(world.cwd, given), 'questionnaire.yaml'))) !== 'file') {
      throw refuseUnknownPack(given, packs);
    }
  }
  const path = resolve(world.cwd, given);
  const kind = await kindOf(path);
  if (kind === undefined) throw new CodedRefusal(3, 'missing', { path: given });
  const folder = kind === 'file' ? dirname(path) : path;
  const files = await Promise.all(['questionnaire.yaml', 'rubric.yaml'].map((name) => kindOf(join(folder, name))));
  if (!files.includes('file')) throw new CodedRefusal(3, 'noPack', { path: given });
  return folder;
}

/**
 * Whether a pack's id, as given by the user, is also the name of a folder with another pack in the working directory.
 */
export async function isAlsoFolder(world: World, given: string, folder: string): Promise<boolean> {
  const localFolder = resolve(world.cwd, given);
  return !isPath(given) && localFolder !== folder && (await kindOf(join(localFolder, 'questionnaire.yaml'))) === 'file';
}

/**
 * Finds the file of a policy by its id or path. An id is looked up in `policies` inside the folder `beside`, then in
 * `policies` next to that folder, then wherever packs are found. If no policy has it, returns all that were found.
 */
export async function resolvePolicy(
  world: World,
  given: string,
  { packs = [], beside }: { readonly packs?: readonly string[]; readonly beside?: string } = {},
): Promise<{ readonly path: string } | { readonly others: readonly FoundPolicy[] }> {
  if (isPath(given)) {
    const path = resolve(world.cwd, given);
    // A text that is not saved yet counts as a file.
    const kind = world.unsaved?.has(path) ? 'file' : await kindOf(path);
    if (kind === undefined) throw new CodedRefusal(3, 'missing', { path: given });
    if (kind === 'folder') throw new CodedRefusal(3, 'policyIsFolder', { path: given });
    return { path };
  }
  const nearFolders = beside === undefined ? [] : listPolicyFolders(beside);
  const policies = await findPoliciesAround(world, nearFolders, packs);
  const namedPolicy = policies.find(({ id }) => id === given);
  return namedPolicy ? { path: namedPolicy.path } : { others: policies };
}

/**
 * Returns the folders that are searched first for a pack's policies: `policies` in the pack's folder, then next to it.
 */
export function listPolicyFolders(pack: string): string[] {
  return [join(pack, POLICIES_FOLDER), join(dirname(pack), POLICIES_FOLDER)];
}

/**
 * Finds the policies that an id may refer to: first those in the folders `near`, then those found together with packs.
 */
export async function findPoliciesAround(
  world: World,
  near: readonly string[],
  packs: readonly string[] = [],
): Promise<readonly FoundPolicy[]> {
  const nearPolicies = await Promise.all(near.map((folder) => findPolicies(folder)));
  return [...nearPolicies.flat(), ...(await findPacks(world, packs)).policies];
}

/**
 * Finds the packs that the pack in a folder may extend: first those in folders beside it, where links are not followed,
 * then wherever packs are found.
 */
export async function findBasePacks(
  world: World,
  folder: string,
  packs: readonly string[] = [],
): Promise<readonly FoundPack[]> {
  const siblingEntries = listEntries(dirname(folder)) ?? [];
  const nearPacks = siblingEntries.flatMap(({ name, isFolder }): FoundPack[] => {
    const packFolder = join(dirname(folder), name);
    return isFolder && listFiles(packFolder).includes('questionnaire.yaml') ? [describePack(packFolder, false)] : [];
  });
  return [...nearPacks, ...(await findPacks(world, packs)).packs].filter((pack) => pack.folder !== folder);
}

/** Finds the folders of a pack's base, of the base's base and so on; ends at one that is not found. */
export async function findBaseFolders(
  world: World,
  folder: string,
  packs: readonly string[] = [],
): Promise<readonly string[]> {
  const folders = new Set([folder]);
  // Iterating over a set also visits values that are added during the iteration.
  for (const searchFolder of folders) {
    const id = peekKey(join(searchFolder, 'questionnaire.yaml'), 'extends');
    const base =
      id === undefined ? [] : (await findBasePacks(world, searchFolder, packs)).filter((pack) => pack.id === id);
    if (base[0]) folders.add(base[0].folder);
  }
  return [...folders].slice(1);
}

function isPath(given: string): boolean {
  return /[/\\]/.test(given) || given.endsWith('.yaml') || basename(given).startsWith('.');
}

function refuseUnknownPack(given: string, known: readonly { readonly id: string }[]): CodedRefusal {
  const ids = [...new Set(known.map(({ id }) => id))];
  return new CodedRefusal(3, 'unknownPack', { name: given, closest: findSimilarId(given, ids), known: ids });
}

/** Returns the id that was probably meant: one of similar spelling, or the only one that begins with what was typed. */
export function findSimilarId(given: string, ids: readonly string[]): string | undefined {
  return findNearestSpelling(given, ids) ?? findOnlyCompletion(given, ids);
}

/**
 * Returns the only id that begins with what was typed, such as miit-sme-2024 for miit; undefined if none or several do.
 */
function findOnlyCompletion(given: string, ids: readonly string[]): string | undefined {
  const beginning = ids.filter((id) => given.length > 1 && id.startsWith(given.toLowerCase()));
  return beginning.length === 1 ? beginning[0] : undefined;
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  const fileStat = await stat(path).catch(() => undefined);
  return fileStat && (fileStat.isDirectory() ? 'folder' : 'file');
}

/** A file of a pack that is ignored because of its name, and the name it should have. */
export interface MisnamedFile {
  /** The absolute path. */
  readonly path: string;
  readonly name: string;
  readonly wanted: string;
}

const PART_KINDS = ['questionnaire', 'rubric', 'measures'];
const PART_FILES = PART_KINDS.map((part) => `${part}.yaml`);

/**
 * Finds files that seem to be a part of the pack by their name or kind but have a wrong name. Parts for which there is
 * a file with the right name are left out.
 */
export function findMisnamedFiles(folder: string): MisnamedFile[] {
  const names = listFiles(folder);
  const parts = names.flatMap((name): MisnamedFile[] => {
    const path = join(folder, name);
    const stem = stemOf(name);
    if (stem === undefined || PART_FILES.includes(name)) return [];
    const kind = peekKey(path, 'kind');
    const part = PART_KINDS.find((partKind) => partKind === stem.toLowerCase() || partKind === kind);
    const wantedName = `${part}.yaml`;
    return part === undefined || names.includes(wantedName) ? [] : [{ path, name, wanted: wantedName }];
  });
  const misnamedCases = listFiles(join(folder, 'cases')).flatMap((name): MisnamedFile[] => {
    const stem = stemOf(name);
    if (stem === undefined || name.endsWith('.yaml')) return [];
    return [{ path: join(folder, 'cases', name), name: `cases/${name}`, wanted: `cases/${stem}.yaml` }];
  });
  return [...parts, ...misnamedCases, ...findMisnamedFolders(folder)];
}

/** Finds folders that seem to contain cases, such as `case` or `tests`, if the pack has no folder `cases`. */
function findMisnamedFolders(folder: string): MisnamedFile[] {
  const folders = (listEntries(folder) ?? []).filter(({ isFolder }) => isFolder).map(({ name }) => name);
  if (folders.includes('cases')) return [];
  return folders.flatMap((name): MisnamedFile[] => {
    const holdsCases = listFiles(join(folder, name)).some(
      (file) => peekKey(join(folder, name, file), 'kind') === 'cases',
    );
    return holdsCases ? [{ path: join(folder, name), name: `${name}/`, wanted: 'cases' }] : [];
  });
}

/** Returns a file name without its ending `.yaml` or `.yml`; undefined for other endings. */
function stemOf(name: string): string | undefined {
  return /^([^.].*)\.ya?ml$/i.exec(name)?.[1];
}

/** Lists the names in a folder, sorted; empty if it cannot be read. */
export function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** A key is searched for in this many bytes at the start of a file first. */
const HEAD_BYTES = 4096;

const HEAD_PATTERNS = {
  id: patternOf('id'),
  kind: patternOf('kind'),
  policy: patternOf('policy'),
  extends: patternOf('extends'),
  currency: patternOf('currency'),
  formerly: /^formerly:[ \t]*(\{?)/m,
};

/**
 * Finds the value of a document's key by matching its line, without parsing: parsing every pack to find one would take
 * far longer.
 */
export function peekKey(path: string, key: keyof typeof HEAD_PATTERNS): string | undefined {
  const find = (text: string): string | undefined => matchKey(text, key);
  try {
    const head = readRegular(path, HEAD_BYTES);
    if (head.length < HEAD_BYTES) return find(head.toString('utf8'));
    // The bytes read may end in the middle of a line.
    const text = head.toString('utf8');
    return find(text.slice(0, text.lastIndexOf('\n') + 1)) ?? find(readRegular(path).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Finds the value of a document's key in its text by matching its line. */
export function matchKey(text: string, key: keyof typeof HEAD_PATTERNS): string | undefined {
  return HEAD_PATTERNS[key].exec(text)?.[1];
}

function patternOf(key: string): RegExp {
  return new RegExp(`^${key}:[ \\t]+["']?([A-Za-z0-9][A-Za-z0-9._-]*)["']?[ \\t]*(?:#.*)?\\r?$`, 'm');
}
