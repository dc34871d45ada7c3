import { resolve } from 'node:path';
import { type Messages, pickText } from '../i18n/index.ts';
import type { Policy } from '../model/index.ts';
import { type CompiledPack, loadPack, readAnswers, readPolicies } from '../pack/index.ts';
import { findPoliciesAt, PLACE_FACTS, regionOfCode, type WhereItIs } from '../policy/index.ts';
import type { AnswerSet } from '../scoring/index.ts';
import { isEnterpriseFile, readEnterpriseFile } from '../store/index.ts';
import type { World } from '../world.ts';
import { resolveLanguage } from './console.ts';
import type { PackChoice } from './open-pack.ts';

/** Where the policy of a place is looked for: the pack, and the day on which it must hold. */
export interface PlaceChoice extends Pick<PackChoice, 'pack' | 'packs'> {
  readonly asOf: string;
  readonly lang?: string | undefined;
  /** The policy that the last recommendation went by: it stays, and where the place names another one that is told. */
  readonly before?: string | undefined;
}

/**
 * The id of the policy that holds where an enterprise is by its facts; undefined for the pack's own. What was chosen, or
 * why nothing could be, is told on stderr in a line, with what to do; in a terminal a person chooses, unless an earlier
 * recommendation has settled it. Throws a `Refusal` where the person leaves.
 */
export async function choosePolicyByPlace(
  world: World,
  facts: Readonly<Record<string, unknown>>,
  { pack: given, packs, asOf, lang, before }: PlaceChoice,
): Promise<string | undefined> {
  const where = readPlace(facts);
  const { pack } = await loadPack(world, given, { packs: packs ?? [] });
  const own = pack?.questionnaire.document.policy;
  if (!pack || own === undefined || (where.stated.length === 0 && where.region === undefined)) return before;
  const used = before ?? own;
  const policies = await readPolicies(world, pack.folder, packs);
  const { fitting, hint } = findPoliciesAt(policies, where, asOf);
  const { messages } = await resolveLanguage(world, lang);
  const words = messages.policyChoice;
  const ids = fitting.map(({ id }) => id);
  const tell = (text: string): void => {
    world.stderr.write(`${text}\n`);
  };
  const place = messages.numbers.items(where.stated);
  const [only] = ids;
  if (only !== undefined && ids.length === 1) {
    if (only === used) return before;
    tell(before === undefined ? words.chosen(only, place) : words.otherThanBefore(before, only, place));
    return before ?? only;
  }
  const isHinted = ids.length === 0 && hint !== null && hint.policy.id !== used;
  const isUnplaced = ids.length === 0 && !isHinted && where.stated.length > 0 && statesPlaces(policies, used);
  if (before === undefined && isAtTerminal(world) && (ids.length > 1 || isHinted || isUnplaced)) {
    const others = policies.filter(
      ({ id }) => id !== used && (isUnplaced || ids.includes(id) || id === hint?.policy.id),
    );
    const { askPolicy } = await import('./policy-prompt.ts');
    const titled = (id: string): string => {
      const title = pickText(policies.find((policy) => policy.id === id)?.title, messages.language, []);
      return title === undefined ? id : messages.numbers.remark(title, id);
    };
    const chosen = await askPolicy(world, {
      question: isHinted ? words.askHint(hint.place) : isUnplaced ? words.askNone(place) : words.askSeveral(place),
      choices: [
        { id: used, text: ids.includes(used) ? titled(used) : words.noneOfThem(titled(used)) },
        ...others.map(({ id }) => ({ id, text: titled(id) })),
      ],
      left: words.left,
    });
    return chosen === own ? undefined : chosen;
  }
  if (ids.length > 1)
    tell(words.several(messages.numbers.items(ids), place, ids.includes(used) ? used : (only ?? used)));
  else if (isHinted) tell(words.hint(hint.policy.id, hint.place, used));
  else if (isUnplaced) tell(words.none(place, used));
  return ids.length > 1 && !ids.includes(used) ? (before ?? only) : before;
}

/** Whether a person can be asked: what is shown and what is typed are at a terminal. */
function isAtTerminal({ stdin, stdout, stderr }: World): boolean {
  return Boolean(stdin.isTTY && stdout.isTTY && stderr.isTTY);
}

/** Whether a policy says where it holds: one that says nothing may hold everywhere. */
function statesPlaces(policies: readonly Policy[], id: string): boolean {
  return policies.find((policy) => policy.id === id)?.places !== undefined;
}

/** What facts, as a file states them, say of the enterprise's place. */
function readPlace(facts: Readonly<Record<string, unknown>>): WhereItIs {
  const stated = PLACE_FACTS.flatMap((name) => textOf(facts[name]) ?? []);
  const code = Object.values(facts)
    .map((fact) => regionOfCode(textOf(fact) ?? ''))
    .find((region) => region !== undefined);
  return { stated, region: code };
}

function textOf(fact: unknown): string | undefined {
  const value = typeof fact === 'object' && fact !== null && 'value' in fact ? fact.value : fact;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Of many enterprises, those that a policy of their place would suit better than the one in use. */
export interface OtherPlaces {
  add(sheet: AnswerSet): void;
  /** Tells on stderr how many there are of each policy, with what to do. */
  tell(): void;
}

/** Counts the enterprises whose place belongs to another policy than the one of a pack, which all are advised by. */
export async function countOtherPlaces(
  world: World,
  { pack, policies }: Pick<CompiledPack, 'pack' | 'policies'>,
  { packs, asOf, messages }: Pick<PlaceChoice, 'packs' | 'asOf'> & { readonly messages: Messages },
): Promise<OtherPlaces> {
  const used = policies[0]?.id;
  const known = used === undefined ? [] : await readPolicies(world, pack.folder, packs);
  const found = new Map<string, string | undefined>();
  const counts = new Map<string, number>();
  const policyAt = (stated: readonly string[]): string | undefined => {
    const { fitting } = findPoliciesAt(known, { stated }, asOf);
    return fitting.length === 1 ? fitting[0]?.id : undefined;
  };
  return {
    add(sheet) {
      const stated = PLACE_FACTS.flatMap((name) => textOf(sheet.get(name)) ?? []);
      if (stated.length === 0) return;
      const place = stated.join('\n');
      if (!found.has(place)) found.set(place, policyAt(stated));
      const policy = found.get(place);
      if (policy !== undefined && policy !== used) counts.set(policy, (counts.get(policy) ?? 0) + 1);
    },
    tell() {
      for (const [policy, count] of counts)
        world.stderr.write(`${messages.policyChoice.otherPlaces(count, policy, used ?? '')}\n`);
    },
  };
}

/** The facts that a file of answers, or the newest assessment in an enterprise's file, states; none from standard input. */
export async function readStatedFacts(world: World, path: string): Promise<Readonly<Record<string, unknown>>> {
  if (path === '-') return {};
  const file = resolve(world.cwd, path);
  if (await isEnterpriseFile(file)) return (await readEnterpriseFile(file)).assessments.at(-1)?.facts ?? {};
  return (await readAnswers(world, path)).document?.facts ?? {};
}
