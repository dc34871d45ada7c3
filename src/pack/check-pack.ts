import type { Problem } from '../model/index.ts';
import type { World } from '../world.ts';
import { type CompiledPack, compilePack } from './compile-pack.ts';
import type { Sources } from './document-file.ts';
import { findPacks, findPacksBeside } from './find-packs.ts';
import { type LoadedPack, type LoadedPolicy, loadPackFolder, loadPolicy, loadPolicyOf } from './load-pack.ts';

/** The problems found in documents, and the texts of these documents. */
export interface CheckResult {
  readonly problems: readonly Problem[];
  readonly sources: Sources;
}

/** A pack checked with the policy it names; `pack` is null if its documents cannot be read. */
interface CheckedPack extends CheckResult {
  readonly pack: LoadedPack | null;
  /** Compiles the pack with another policy, given by its id; undefined means the questionnaire's own. */
  readonly compile?: (policy: string | undefined) => Promise<CompiledWithPolicy>;
}

/**
 * Checks the documents of a pack and the policy it names, but not its cases. `folders` are further folders to search
 * for the policy.
 */
export async function checkPack(world: World, folder: string, folders: readonly string[]): Promise<CheckedPack> {
  const { pack, problems, sources } = await loadPackFolder(world, folder, folders);
  if (!pack) return { pack, problems, sources };
  const compile = createPackCompiler(world, pack, folders);
  const compiledAlone = await compile(undefined);
  return {
    pack,
    compile,
    problems: [...problems, ...compiledAlone.problems],
    sources: new Map([...sources, ...compiledAlone.sources]),
  };
}

/** A policy checked with all it includes; `policies` is null if one of them cannot be read. */
interface CheckedPolicy extends CheckResult {
  readonly policies: readonly LoadedPolicy[] | null;
  /** The policy compiled with a pack that it fits; absent if no pack fits, or if the policy has problems. */
  readonly compiled?: CompiledPack;
}

/**
 * Checks a policy and all policies it includes. Its conditions name facts and questions of a pack, so it is compiled
 * with packs until it fits one: those in the given folders; without any, those beside the policy; without any, all that
 * are found. A pack whose measures are priced in the policy's currency is preferred.
 */
export async function checkPolicy(
  world: World,
  path: string,
  { packFolders, folders }: { readonly packFolders: Iterable<string>; readonly folders: readonly string[] },
): Promise<CheckedPolicy> {
  const { policies, problems, sources } = await loadPolicy(world, path, { packs: folders });
  if (!policies) return { policies, problems, sources };
  let fewestProblems: readonly Problem[] | undefined;
  let suitedPack: CompiledPack | undefined;
  for (const folder of await findPacksFor(world, path, { packFolders, folders })) {
    const { pack } = await loadPackFolder(world, folder, folders);
    if (!pack) continue;
    const compiledPack = compilePack(pack, policies);
    const policyProblems = compiledPack.problems.filter(({ file }) => policies.some((policy) => policy.file === file));
    if (compiledPack.problems.length === 0) {
      suitedPack ??= compiledPack;
      const [policy] = policies;
      if (compiledPack.measures.every(({ cost }) => !cost || cost.currency === policy?.document.currency)) {
        return { policies, compiled: compiledPack, problems, sources };
      }
      continue;
    }
    if (fewestProblems === undefined || policyProblems.length < fewestProblems.length) fewestProblems = policyProblems;
    if (policyProblems.length === 0) break;
  }
  if (suitedPack) return { policies, compiled: suitedPack, problems, sources };
  return { policies, problems: [...problems, ...(fewestProblems ?? [])], sources };
}

async function findPacksFor(
  world: World,
  policy: string,
  { packFolders, folders }: { readonly packFolders: Iterable<string>; readonly folders: readonly string[] },
): Promise<readonly string[]> {
  const givenFolders = [...packFolders];
  if (givenFolders.length > 0) return givenFolders;
  const nearbyPacks = await findPacksBeside(policy);
  return (nearbyPacks.length > 0 ? nearbyPacks : (await findPacks(world, folders)).packs).map(({ folder }) => folder);
}

/** A pack compiled with one policy, and the problems of both. */
export interface CompiledWithPolicy {
  readonly compiled: CompiledPack;
  readonly problems: readonly Problem[];
  readonly sources: Sources;
}

/**
 * Creates a function that compiles the pack with a policy that its cases name; undefined means the questionnaire's own.
 * Each policy is compiled only once. Throws a `Refusal` if the policy does not exist.
 */
export function createPackCompiler(
  world: World,
  pack: LoadedPack,
  packs: readonly string[],
): (policy: string | undefined) => Promise<CompiledWithPolicy> {
  const compilations = new Map<string | undefined, Promise<CompiledWithPolicy>>();
  const compile = async (policy: string | undefined): Promise<CompiledWithPolicy> => {
    const compilation =
      policy === undefined
        ? await loadPolicyOf(world, pack, packs)
        : await loadPolicy(world, policy, { packs, beside: pack.folder });
    const compiledPack = compilePack(pack, compilation?.policies ?? []);
    return {
      compiled: compiledPack,
      problems: [...(compilation?.problems ?? []), ...compiledPack.problems],
      sources: compilation?.sources ?? new Map(),
    };
  };
  return (policy) => {
    const compilation = compilations.get(policy) ?? compile(policy);
    compilations.set(policy, compilation);
    return compilation;
  };
}
