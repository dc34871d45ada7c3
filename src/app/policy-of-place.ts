import { resolve } from 'node:path';
import { pickText } from '../i18n/index.ts';
import { type Policy, Refusal } from '../model/index.ts';
import { type CompiledPack, loadPack, packCompiler, readAnswers, readPolicies } from '../pack/index.ts';
import { findPoliciesAt, PLACE_FACTS, regionOfCode, type WhereItIs } from '../policy/index.ts';
import type { AnswerSet } from '../scoring/index.ts';
import { isEnterpriseFile, readEnterpriseFile } from '../store/index.ts';
import type { ColumnBinding } from '../table/index.ts';
import type { World } from '../world.ts';
import { resolveLanguage } from './console.ts';
import type { PackChoice } from './open-pack.ts';

/** Where the policy of a place is looked for: the pack, and the day on which it must hold. */
interface PlaceChoice extends Pick<PackChoice, 'pack' | 'packs'> {
  readonly asOf: string;
  readonly lang?: string | undefined;
  /** The policy that the last recommendation went by: it stays, and where the place names another one that is told. */
  readonly before?: string | undefined;
  /** How a person is told and asked; on stderr without one, and asked only at a terminal. */
  readonly dialogue?: PolicyDialogue | undefined;
}

/** Tells a person which policy is used and asks where that is not certain. */
interface PolicyDialogue {
  tell(text: string): void;
  /** Gives the id of what is chosen. */
  ask(question: PolicyQuestion): Promise<string>;
}

/** What is asked of a person, and what may be chosen; the first is where the pointer is. */
interface PolicyQuestion {
  readonly question: string;
  readonly choices: readonly { readonly id: string; readonly text: string }[];
}

/**
 * The id of the policy that holds where an enterprise is by its facts; undefined for the pack's own. What was chosen, or
 * why nothing could be, is told on stderr in a line, with what to do; in a terminal a person chooses, unless an earlier
 * recommendation has settled it. Throws a `Refusal` where the person leaves.
 */
export async function choosePolicyByPlace(
  world: World,
  facts: Readonly<Record<string, unknown>>,
  { pack: given, packs, asOf, lang, before, dialogue }: PlaceChoice,
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
    if (dialogue) dialogue.tell(text);
    else world.stderr.write(`${text}\n`);
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
  if (before === undefined && (dialogue || isAtTerminal(world)) && (ids.length > 1 || isHinted || isUnplaced)) {
    const others = policies.filter(
      ({ id }) => id !== used && (isUnplaced || ids.includes(id) || id === hint?.policy.id),
    );
    const titled = (id: string): string => {
      const title = pickText(policies.find((policy) => policy.id === id)?.title, messages.language, []);
      return title === undefined ? id : messages.numbers.remark(title, id);
    };
    const question = {
      question: isHinted ? words.askHint(hint.place) : isUnplaced ? words.askNone(place) : words.askSeveral(place),
      choices: [
        { id: used, text: ids.includes(used) ? titled(used) : words.noneOfThem(titled(used)) },
        ...others.map(({ id }) => ({ id, text: titled(id) })),
      ],
    };
    const chosen = dialogue ? await dialogue.ask(question) : await askAtTerminal(world, question, words.left);
    return chosen === own ? undefined : chosen;
  }
  if (ids.length > 1)
    tell(words.several(messages.numbers.items(ids), place, ids.includes(used) ? used : (only ?? used)));
  else if (isHinted) tell(words.hint(hint.policy.id, hint.place, used));
  else if (isUnplaced) tell(words.none(place, used));
  return ids.length > 1 && !ids.includes(used) ? (before ?? only) : before;
}

/** Asks beside what is written on stdout; throws a `Refusal` that says `left` where the person leaves. */
async function askAtTerminal(
  { stdin, stderr }: World,
  { question, choices }: PolicyQuestion,
  left: string,
): Promise<string> {
  const { default: inquirer } = await import('inquirer');
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  // A prompt whose input ends would wait for ever.
  stdin.on('end', leave).on('close', leave);
  try {
    const ask = inquirer.createPromptModule({
      input: stdin,
      output: stderr,
      signal: leaving.signal,
      clearPromptOnDone: true,
    });
    const { chosen } = await ask<{ chosen: string }>([
      {
        type: 'select',
        name: 'chosen',
        message: question,
        choices: choices.map(({ id, text }) => ({ name: text, value: id })),
        loop: false,
      },
    ]);
    return chosen;
  } catch (error) {
    if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')) {
      throw new Refusal(130, left);
    }
    throw error;
  } finally {
    stdin.off('end', leave).off('close', leave);
  }
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

/** Which policy each of many enterprises goes by. */
export interface PoliciesByPlace {
  /** A pack with each of the policies that a place may name, by the policy's id; the pack's own policy is among them. */
  readonly packs: ReadonlyMap<string, CompiledPack>;
  /**
   * The id of the policy that holds where an enterprise is by its facts, the pack's own where they say nothing of it; `none`
   * where no policy states the place, `several` where more than one does.
   */
  policyOf(sheet: AnswerSet): { readonly id: string } | { readonly without: 'none' | 'several' };
}

/** The policies of the places of many enterprises on a day; undefined where the pack has no policy, or no column tells a place. */
export async function findPoliciesByPlace(
  world: World,
  compiled: CompiledPack,
  uses: readonly ColumnBinding[],
  { packs = [], asOf }: Pick<PlaceChoice, 'packs' | 'asOf'>,
): Promise<PoliciesByPlace | undefined> {
  const { pack, plan, policies } = compiled;
  const own = policies[0]?.id;
  const isPlace = (input: number): boolean => PLACE_FACTS.some((fact) => fact === plan.inputs[input]?.name);
  if (own === undefined || !uses.some((use) => 'input' in use && isPlace(use.input))) return undefined;
  const known = await readPolicies(world, pack.folder, packs);
  const ready = new Map([[own, compiled]]);
  const compile = packCompiler(world, pack, packs);
  for (const { id, places } of known) {
    if (id === own || places === undefined) continue;
    const { compiled: other, problems } = await compile(id);
    // A policy that does not suit the pack is none for it.
    if (problems.length === 0) ready.set(id, other);
  }
  const suited = known.filter(({ id }) => ready.has(id));
  const isOwnEverywhere = !statesPlaces(known, own);
  const found = new Map<string, ReturnType<PoliciesByPlace['policyOf']>>();
  const policyAt = (stated: readonly string[]): ReturnType<PoliciesByPlace['policyOf']> => {
    const { fitting } = findPoliciesAt(suited, { stated }, asOf);
    const [only] = fitting;
    if (fitting.length > 1) return { without: 'several' };
    if (only) return { id: only.id };
    return isOwnEverywhere ? { id: own } : { without: 'none' };
  };
  return {
    packs: ready,
    policyOf(sheet) {
      const stated = PLACE_FACTS.flatMap((name) => textOf(sheet.get(name)) ?? []);
      if (stated.length === 0) return { id: own };
      const place = stated.join('\n');
      const policy = found.get(place) ?? policyAt(stated);
      found.set(place, policy);
      return policy;
    },
  };
}

/** The facts that a file of answers, or the newest assessment in an enterprise's file, states; none from standard input. */
export async function readStatedFacts(world: World, path: string): Promise<Readonly<Record<string, unknown>>> {
  if (path === '-') return {};
  const file = resolve(world.cwd, path);
  if (await isEnterpriseFile(file)) return (await readEnterpriseFile(file)).enterprise.assessments.at(-1)?.facts ?? {};
  return (await readAnswers(world, path)).document?.facts ?? {};
}

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
