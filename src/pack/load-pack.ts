// Loads packs, policies with their includes, and files of answers.

import { dirname, join } from 'node:path';
import { CodedRefusal } from '../i18n/index.ts';
import {
  type Answers,
  type Cases,
  type Measures,
  type Path,
  type Policy,
  type Problem,
  type Questionnaire,
  type Rubric,
  rankBySpelling,
} from '../model/index.ts';
import { countriesOf, namesPlace } from '../policy/index.ts';
import type { Source } from '../scoring/index.ts';
import type { World } from '../world.ts';
import {
  formatDisplayPath,
  hashFiles,
  type OpenedFile,
  openDocument,
  openNamedDocument,
  refuseOtherKind,
  type Sources,
  type SourceText,
} from './document-file.ts';
import { type OpenedPack, openExtendedPack } from './extended-pack.ts';
import {
  findBasePacks,
  findMisnamedFiles,
  findPoliciesAround,
  findSimilarId,
  listFiles,
  listPolicyFolders,
  resolvePack,
  resolvePolicy,
} from './find-packs.ts';

/** The documents of a pack, and the files they were read from. */
export interface LoadedPack {
  readonly id: string;
  readonly version: string;
  /**
   * The hash of questionnaire, rubric and measures; for a variant, also of those of its base. The same on every system.
   */
  readonly hash: string;
  /** The absolute path. */
  readonly folder: string;
  /** The absolute paths of the packs that this pack extends: its base, the base's base and so on. */
  readonly bases: readonly string[];
  readonly questionnaire: Source<Questionnaire>;
  readonly rubric: Source<Rubric>;
  /** The measures; null if the pack has none, or if they have problems. */
  readonly measures: Source<Measures> | null;
  /** The absolute paths of the files of cases, sorted by name. */
  readonly caseFiles: readonly string[];
}

/** The outcome of loading: `pack` is null if its questionnaire or rubric has problems. */
interface PackLoadResult {
  readonly pack: LoadedPack | null;
  readonly problems: readonly Problem[];
  readonly sources: Sources;
  /** The texts of the files of the pack and of its base, by their names from the pack's folder. */
  readonly texts: Readonly<Record<string, SourceText>>;
}

/** Loads a pack by its id or path; throws a `Refusal` if there is none. `packs` are folders to search first. */
export async function loadPack(
  world: World,
  idOrPath: string,
  { packs = [] }: { readonly packs?: readonly string[] } = {},
): Promise<PackLoadResult> {
  return loadPackFolder(world, await resolvePack(world, idOrPath, packs), packs);
}

/**
 * Loads the pack in a folder, given by its absolute path. The folder must contain a questionnaire or a rubric. `packs`
 * are folders to search for its base.
 */
export async function loadPackFolder(
  world: World,
  folder: string,
  packs: readonly string[] = [],
): Promise<PackLoadResult> {
  const caseFiles = listFiles(join(folder, 'cases'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, 'cases', name));
  return assemblePack(await openPackFiles(world, folder, packs), {
    place: { folder, caseFiles },
    shown: formatDisplayPath(world, folder),
    hash: hashFiles,
    adviseOnMissing: (name) => findMisnamedFiles(folder).find(({ wanted }) => wanted === name)?.name,
  });
}

/** Hashes the content of files; the version for browsers is asynchronous. */
type HashFiles = (files: Parameters<typeof hashFiles>[0]) => string | Promise<string>;

/** Builds a pack from its opened documents, whether they were read from a folder or given as texts in memory. */
export async function assemblePack(
  { parts: { questionnaire, rubric, measures }, files: allFiles, bases, isBaseMissing }: OpenedPack,
  given: {
    readonly place: Pick<LoadedPack, 'folder' | 'caseFiles'>;
    /** The name of the folder, as problems show it. */
    readonly shown: string;
    readonly hash: HashFiles;
    /** Returns the name of a file that seems to be the missing document under a wrong name. */
    readonly adviseOnMissing: (name: string) => string | undefined;
  },
): Promise<PackLoadResult> {
  const files = [questionnaire, rubric, measures].filter((file) => file !== undefined);
  const problems: Problem[] = files.flatMap((file) => file.problems);
  for (const [name, file] of [['questionnaire.yaml', questionnaire] as const, ['rubric.yaml', rubric] as const]) {
    if (file || isBaseMissing) continue;
    const similarName = given.adviseOnMissing(name);
    const advice =
      similarName === undefined ? {} : { advice: { phrase: 'misnamed', found: similarName, name } as const };
    const fileStart = { start: 0, end: 0 };
    problems.push({ code: 'M114', file: files[0]?.file ?? given.shown, at: fileStart, details: { name, ...advice } });
  }
  const ownSources = allFiles.map(({ source }) => ({ file: source.file, source }));
  const sources = new Map([...collectSources(ownSources), ...collectSources(files)]);
  const texts = Object.fromEntries(allFiles.map(({ name, source }) => [name, source]));
  if (!questionnaire?.document || !rubric?.document) return { pack: null, problems, sources, texts };
  const pack: LoadedPack = {
    id: questionnaire.document.id,
    version: questionnaire.document.version,
    hash: await given.hash(allFiles),
    ...given.place,
    bases,
    questionnaire: { file: questionnaire.file, document: questionnaire.document },
    rubric: { file: rubric.file, document: rubric.document },
    measures: measures ? getSoundSource(measures) : null,
  };
  return { pack, problems, sources, texts };
}

/**
 * Returns an opened file if it has no problems. `document` is not read here, because reading it may start the parser.
 */
function getSoundSource(file: OpenedFile<'measures'>): Source<Measures> | null {
  return file.problems.length === 0 ? (file as Source<Measures>) : null;
}

/** Opens the files of a pack and of its base, except the cases. `packs` are folders to search for the base. */
export async function openPackFiles(world: World, folder: string, packs: readonly string[] = []): Promise<OpenedPack> {
  return openExtendedPack(
    {
      open: (kind, place, isVariant) =>
        openDocument(world, kind, join(place, `${kind}.yaml`), { pack: place, isVariant }),
      around: async (place) =>
        (await findBasePacks(world, place, packs)).map((pack) => ({ id: pack.id, place: pack.folder })),
    },
    folder,
  );
}

/** Reads the files of a pack's cases: returns those without problems, and the problems of the others. */
export async function loadCases(
  world: World,
  pack: LoadedPack,
): Promise<{
  readonly cases: readonly Source<Cases>[];
  readonly problems: readonly Problem[];
  readonly sources: Sources;
}> {
  const openedCases = await Promise.all(
    pack.caseFiles.map((path) => openDocument(world, 'cases', path, { pack: pack.folder })),
  );
  const files = openedCases.filter((file) => file !== undefined);
  return {
    cases: files.flatMap(({ file, document }) => (document ? [{ file, document }] : [])),
    problems: files.flatMap(({ problems }) => problems),
    sources: collectSources(files),
  };
}

/** Maps the file names used in problems to the texts of the files. */
export function collectSources(files: readonly { readonly file: string; readonly source: SourceText }[]): Sources {
  return new Map(files.map(({ file, source }) => [file, source]));
}

/** A policy's document with its file. */
export interface LoadedPolicy extends Source<Policy> {
  readonly id: string;
  readonly version: string;
  /** The hash of the policy's file and of the files it includes; the same on every system. */
  readonly hash: string;
}

interface PolicyLoadResult {
  /** The policy itself, followed by all policies it includes, each once; null if one of them has problems. */
  readonly policies: readonly LoadedPolicy[] | null;
  /** The files of these policies, including files with problems. */
  readonly files: readonly OpenedFile<'policy'>[];
  readonly problems: readonly Problem[];
  readonly sources: Sources;
}

/** Where to look for policies. */
interface PolicyPlaces {
  /** Folders of packs to search first. */
  readonly packs?: readonly string[];
  /** The folder of the pack that the policy is used with. */
  readonly beside?: string;
}

/**
 * Loads a policy by its id or path, with all policies it includes. If there is none, throws a `Refusal` that suggests
 * the nearest id, or the policies of a country or place of that name.
 */
export async function loadPolicy(world: World, idOrPath: string, places: PolicyPlaces = {}): Promise<PolicyLoadResult> {
  const resolvedPolicy = await resolvePolicy(world, idOrPath, places);
  if (!('path' in resolvedPolicy)) throw refuseUnknownPolicy(idOrPath, await readEach(world, resolvedPolicy.others));
  return assemblePolicies(resolvedPolicy.path, {
    open: async (file) => {
      const policy = await openDocument(world, 'policy', file);
      // The file existed when the policy was resolved, but has been removed since.
      if (!policy) throw new CodedRefusal(3, 'missing', { path: file });
      refuseOtherKind(policy, 'policy', policy.file);
      return policy;
    },
    around: (file) => findPoliciesAround(world, [dirname(file)], places.packs),
    hash: hashFiles,
  });
}

/** Creates the refusal for the name of a policy that does not exist; templates are never suggested. */
function refuseUnknownPolicy(name: string, policies: readonly Policy[]): CodedRefusal {
  const usable = policies.filter(({ template }) => !template);
  const inCountry = (policy: Policy): string => {
    const countries = countriesOf(policy);
    return countries.length === 0 ? policy.id : `${policy.id} (${countries.join(', ')})`;
  };
  return new CodedRefusal(3, 'unknownPolicy', {
    name,
    closest: findSimilarId(
      name,
      usable.map(({ id }) => id),
    ),
    there: usable.filter((policy) => namesPlace(policy, name)).map(inCountry),
    known: usable.map(inCountry),
  });
}

/** Where policies are read from: a folder, or texts in memory. */
interface PolicyReader {
  open(path: string): Promise<OpenedFile<'policy'>>;
  /** Returns the policies that the policy at `path` may include, the nearest first. */
  around(path: string): Promise<readonly { readonly id: string; readonly path: string }[]>;
  readonly hash: HashFiles;
}

/** Opens the policy at a path and all policies it includes. */
export async function assemblePolicies(start: string, policyReader: PolicyReader): Promise<PolicyLoadResult> {
  const openedPolicies = new Map<string, OpenedFile<'policy'>>();
  const includedById = new Map<string, readonly string[]>();
  const problems: Problem[] = [];

  const openPolicy = async (file: string, above: readonly { path: string; id: string }[]): Promise<void> => {
    if (openedPolicies.has(file)) return;
    const policy = await policyReader.open(file);
    openedPolicies.set(file, policy);
    problems.push(...policy.problems);
    const document = policy.document;
    if (!document) return;
    const complain = (code: 'M208' | 'M218', fileStart: Path, details: Problem['details']): void => {
      problems.push({ code, file: policy.file, at: fileStart, on: 'value', details });
    };
    const policyChain = [...above, { path: file, id: document.id }];
    const includedPaths: string[] = [];
    for (const [i, id] of (document.include ?? []).entries()) {
      const knownPolicies = await policyReader.around(file);
      const target = knownPolicies.find((candidate) => candidate.id === id)?.path;
      if (target === undefined) {
        complain('M218', ['include', i], {
          found: id,
          allowed: rankBySpelling(id, [...new Set(knownPolicies.map((candidate) => candidate.id))]),
        });
        continue;
      }
      const repeatIndex = policyChain.findIndex((visited) => visited.path === target);
      if (repeatIndex >= 0) {
        complain('M208', ['include', i], {
          found: id,
          wanted: [...policyChain.slice(repeatIndex).map((visited) => visited.id), id].join(' → '),
        });
        continue;
      }
      includedPaths.push(target);
      await openPolicy(target, policyChain);
    }
    includedById.set(file, includedPaths);
  };

  await openPolicy(start, []);
  const files = [...openedPolicies.values()];
  const sources = collectSources(files);
  if (problems.length > 0) return { policies: null, files, problems, sources };
  const policies: LoadedPolicy[] = [];
  for (const [path, { document, file }] of openedPolicies) {
    if (!document) continue;
    const parts = [...listReachable(path, includedById)].flatMap((reachable) => openedPolicies.get(reachable) ?? []);
    const hash = await policyReader.hash(
      parts.map(({ file: name, content }) => ({ name: name.slice(name.lastIndexOf('/') + 1), content })),
    );
    policies.push({ id: document.id, version: document.version, hash, file, document });
  }
  return { policies, files, problems, sources };
}

/** Returns the files of a policy and of all policies it includes, directly or not. */
function listReachable(path: string, included: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reachedPaths = new Set([path]);
  // Iterating over a set also visits values that are added during the iteration.
  for (const reachedPath of reachedPaths)
    for (const includedPath of included.get(reachedPath) ?? []) reachedPaths.add(includedPath);
  return reachedPaths;
}

/**
 * Loads the policy that a pack's questionnaire names; undefined if it names none. If the policy is not found or is a
 * template, this is reported as a problem.
 */
export async function loadPolicyOf(
  world: World,
  pack: LoadedPack,
  packs: readonly string[] = [],
): Promise<PolicyLoadResult | undefined> {
  const { document } = pack.questionnaire;
  if (document.policy === undefined) return undefined;
  const knownPolicies = await findPoliciesAround(world, listPolicyFolders(pack.folder), packs);
  if (knownPolicies.some(({ id }) => id === document.policy)) {
    const loadedPolicy = await loadPolicy(world, document.policy, { packs, beside: pack.folder });
    if (!loadedPolicy.policies?.[0]?.document.template) return loadedPolicy;
    const { file } = pack.questionnaire;
    const details = { found: document.policy };
    return {
      ...loadedPolicy,
      problems: [...loadedPolicy.problems, { code: 'M236', file, at: ['policy'], on: 'value', details }],
    };
  }
  return {
    policies: null,
    files: [],
    problems: [createUnknownPolicyProblem(pack, document.policy, knownPolicies)],
    sources: new Map(),
  };
}

/** Creates the problem that a pack names an unknown policy. */
export function createUnknownPolicyProblem(
  { questionnaire: { file } }: LoadedPack,
  found: string,
  known: readonly { readonly id: string }[],
): Problem {
  const similarIds = rankBySpelling(found, [...new Set(known.map(({ id }) => id))]);
  return { code: 'M218', file, at: ['policy'], on: 'value', details: { found, allowed: similarIds } };
}

/** An answers file; `document` is null if its form has errors. */
interface AnswersFile {
  /** The name of the file, as problems show it. */
  readonly file: string;
  readonly document: Answers | null;
  readonly problems: readonly Problem[];
  readonly sources: Sources;
}

/** Matches file names of tables, which contain the answers of many enterprises. */
export const TABLE_ENDING = /\.((csv|tsv|xlsx|jsonl|ndjson)(\.gz)?|parquet|arrow|feather)$/i;

/** Matches file names of documents for people to read, such as a filled-in paper form. */
const DOCUMENT_ENDING = /\.(docx?|odt|rtf|pdf|html?)$/i;

/** Reads a file of answers in YAML or JSON; `-` is standard input. Throws a `Refusal` if it cannot be read. */
export async function readAnswers(world: World, path: string): Promise<AnswersFile> {
  if (TABLE_ENDING.test(path)) throw new CodedRefusal(3, 'tableOfAnswers', { path });
  if (DOCUMENT_ENDING.test(path)) throw new CodedRefusal(3, 'documentOfAnswers', { path });
  const openedFile = await openNamedDocument(world, 'answers', path);
  if (!openedFile) throw new CodedRefusal(3, 'missing', { path });
  const { file, document, problems } = openedFile;
  return { file, document, problems, sources: collectSources([openedFile]) };
}

/**
 * Reads all policies that an id can refer to for the pack in a folder, given by its absolute path. Of several with the
 * same id, the first is used; unreadable policies are left out.
 */
export async function readPolicies(world: World, folder: string, packs: readonly string[] = []): Promise<Policy[]> {
  return readEach(world, await findPoliciesAround(world, listPolicyFolders(folder), packs));
}

async function readEach(
  world: World,
  found: readonly { readonly id: string; readonly path: string }[],
): Promise<Policy[]> {
  const knownPolicies = new Map<string, Policy>();
  for (const { id, path } of found) {
    if (knownPolicies.has(id)) continue;
    const document = (await openDocument(world, 'policy', path))?.document;
    if (document) knownPolicies.set(id, document);
  }
  return [...knownPolicies.values()];
}
