import { type CompiledPack, readPolicies } from '../pack/index.ts';
import type { World } from '../world.ts';
import { resolveLanguage } from './console.ts';

/** Where other policies are looked for, and the language of what is told. */
export interface OtherPolicies {
  readonly packs?: readonly string[] | undefined;
  readonly lang?: string | undefined;
}

/**
 * Of these names, those that policies other than the one in use ask or read; tells on stderr whose they are, a line for
 * each policy.
 */
export async function tellOtherPolicyFacts(
  world: World,
  { pack, policies }: Pick<CompiledPack, 'pack' | 'policies'>,
  names: readonly string[],
  { packs, lang }: OtherPolicies,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  if (names.length === 0) return found;
  const used = new Set(policies.map(({ id }) => id));
  for (const { id, facts = [], results = [] } of await readPolicies(world, pack.folder, packs)) {
    if (used.has(id)) continue;
    const asked = new Set([...facts, ...results].map((one) => one.id));
    const own = names.filter((name) => asked.has(name) && !found.has(name));
    if (own.length === 0) continue;
    const { messages } = await resolveLanguage(world, lang);
    world.stderr.write(`${messages.policyChoice.otherFacts(id, messages.numbers.items(own))}\n`);
    for (const name of own) found.add(name);
  }
  return found;
}
