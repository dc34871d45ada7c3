import { resolve } from 'node:path';
import { pickText } from '../i18n/index.ts';
import type { Policy } from '../model/index.ts';
import { type CompiledPack, loadPack, packCompiler, readAnswers, readPolicies } from '../pack/index.ts';
import {
  countryOf,
  type EnterprisePlace,
  findNationalPolicy,
  findPoliciesAt,
  isPlaced,
  PLACE_FACTS,
  placeOfFacts,
} from '../policy/index.ts';
import type { AnswerSet } from '../scoring/index.ts';
import { isEnterpriseFile, loadEnterpriseFiles } from '../store/index.ts';
import type { ColumnBinding } from '../table/index.ts';
import type { World } from '../world.ts';
import { askChoice, type Choice } from './ask-terminal.ts';
import { resolveLanguage } from './console.ts';
import type { PackChoice } from './open-pack.ts';
import { isAtTerminal } from './program.ts';

/** How to find the policy of a place: the pack that it must suit, and the day on which it must be valid. */
interface PlaceChoice extends Pick<PackChoice, 'pack' | 'packs'> {
  readonly asOf: string;
  readonly lang?: string | undefined;
  /** The policy of the last recommendation. It is kept; a notice says if the place has another policy. */
  readonly before?: string | undefined;
  /** Informs and asks a person. Without it, notices go to stderr, and questions are asked only at a terminal. */
  readonly dialogue?: PolicyDialogue | undefined;
}

/** Informs a person which policy is used, and asks if several are possible. */
interface PolicyDialogue {
  tell(text: string): void;
  /** Asks a question; returns the id of the chosen policy. */
  ask(question: PolicyQuestion): Promise<string>;
}

/** A question to a person, with its choices; the first one is preselected. */
interface PolicyQuestion {
  readonly question: string;
  readonly choices: readonly Choice<string>[];
}

/**
 * Returns the id of the policy that is valid at an enterprise's place, which its facts state; undefined for the pack's
 * own policy. A line on stderr says which policy was chosen, or why none was and what to do. If several are valid, a
 * person at a terminal chooses, unless an earlier recommendation has settled it. Throws a `Refusal` if the person
 * cancels.
 */
export async function choosePolicyByPlace(
  world: World,
  facts: Readonly<Record<string, unknown>>,
  { pack: given, packs, asOf, lang, before, dialogue }: PlaceChoice,
): Promise<string | undefined> {
  const statedPlace = placeOfFacts(facts);
  const { pack } = await loadPack(world, given, { packs: packs ?? [] });
  const ownId = pack?.questionnaire.document.policy;
  if (!pack || ownId === undefined || (statedPlace.stated.length === 0 && statedPlace.region === undefined))
    return before;
  const policies = await readPolicies(world, pack.folder, packs);
  const { fitting, hint } = findPoliciesAt(policies, statedPlace, asOf);
  // At a place that no policy names, the country's policy applies, not the pack's own, which is for another place.
  const hasNoFittingPolicy = statedPlace.stated.length > 0 && fitting.length === 0;
  const nationalPolicy = hasNoFittingPolicy ? findNationalPolicy(policies, ownId) : undefined;
  const currentId = before ?? nationalPolicy?.id ?? ownId;
  const { messages } = await resolveLanguage(world, lang);
  const words = messages.policyChoice;
  const ids = fitting.map(({ id }) => id);
  const printLine = (text: string): void => {
    if (dialogue) dialogue.tell(text);
    else world.stderr.write(`${text}\n`);
  };
  const place = messages.numbers.items(statedPlace.stated);
  const [onlyId] = ids;
  if (onlyId !== undefined && ids.length === 1) {
    if (onlyId === currentId) return before;
    printLine(
      before === undefined
        ? words.chosen({ policy: onlyId, place })
        : words.otherThanBefore({ before, policy: onlyId, place }),
    );
    return before ?? onlyId;
  }
  const isHinted = ids.length === 0 && hint !== null && hint.policy.id !== currentId;
  const isUnplaced = hasNoFittingPolicy && !isHinted && statesPlaces(policies, currentId);
  if (
    before === undefined &&
    (dialogue || isAtTerminal(world)) &&
    (ids.length > 1 || isHinted || (isUnplaced && !nationalPolicy))
  ) {
    const otherPolicies = policies.filter(
      ({ id }) => id !== currentId && (isUnplaced || ids.includes(id) || id === hint?.policy.id),
    );
    const titleWithId = (id: string): string => {
      const title = pickText(policies.find((policy) => policy.id === id)?.title, messages.language, []);
      return title === undefined ? id : messages.numbers.remark(title, id);
    };
    const question = {
      question: isHinted
        ? words.askHint({ code: hint.place })
        : isUnplaced
          ? words.askNone({ place })
          : words.askSeveral({ place }),
      choices: [
        {
          id: currentId,
          text: ids.includes(currentId) ? titleWithId(currentId) : words.noneOfThem({ policy: titleWithId(currentId) }),
        },
        ...otherPolicies.map(({ id }) => ({ id, text: titleWithId(id) })),
      ],
    };
    const chosenPolicy = dialogue
      ? await dialogue.ask(question)
      : await askChoice(world, question.question, question.choices, { messages, left: words.left });
    return chosenPolicy === ownId ? undefined : chosenPolicy;
  }
  if (ids.length > 1)
    printLine(
      words.several({
        policies: messages.numbers.items(ids),
        place,
        used: ids.includes(currentId) ? currentId : (onlyId ?? currentId),
      }),
    );
  else if (isHinted) printLine(words.hint({ policy: hint.policy.id, code: hint.place, used: currentId }));
  else if (isUnplaced) printLine(words.none({ place, used: currentId }));
  return ids.length > 1 && !ids.includes(currentId) ? (before ?? onlyId) : (before ?? nationalPolicy?.id);
}

/** Whether a policy names the places where it is valid; a policy without places may be valid everywhere. */
function statesPlaces(policies: readonly Policy[], id: string): boolean {
  return policies.some((policy) => policy.id === id && isPlaced(policy));
}

/** The policies for many enterprises, chosen by their places. */
export interface PoliciesByPlace {
  /** The pack compiled with each policy that may be valid for a place, by policy id; includes the pack's own policy. */
  readonly packs: ReadonlyMap<string, CompiledPack>;
  /**
   * Returns the id of the policy for an enterprise, by the place in its answers. Without a place, that is the pack's
   * own policy; at a place that no policy names, the country's. `none`: there is no policy for the country either;
   * `several`: more than one policy names the place.
   */
  policyOf(sheet: AnswerSet): { readonly id: string } | { readonly without: 'none' | 'several' };
}

/**
 * Finds the policies valid on a day for the places of many enterprises. Undefined if the pack has no policy, or if no
 * column states a place.
 */
export async function findPoliciesByPlace(
  world: World,
  compiled: CompiledPack,
  uses: readonly ColumnBinding[],
  { packs = [], asOf }: Pick<PlaceChoice, 'packs' | 'asOf'>,
): Promise<PoliciesByPlace | undefined> {
  const { pack, plan, policies } = compiled;
  const ownId = policies[0]?.id;
  const isPlace = (input: number): boolean => PLACE_FACTS.some((fact) => fact === plan.inputs[input]?.name);
  if (ownId === undefined || !uses.some((use) => 'input' in use && isPlace(use.input))) return undefined;
  const allPolicies = await readPolicies(world, pack.folder, packs);
  const compiledById = new Map([[ownId, compiled]]);
  const compile = packCompiler(world, pack, packs);
  for (const policy of allPolicies) {
    const { id } = policy;
    if (id === ownId || !isPlaced(policy)) continue;
    const { compiled: other, problems } = await compile(id);
    // A policy with which the pack has problems is left out.
    if (problems.length === 0) compiledById.set(id, other);
  }
  const suitablePolicies = allPolicies.filter(({ id }) => compiledById.has(id));
  const isOwnEverywhere = !statesPlaces(allPolicies, ownId);
  const nationalId = findNationalPolicy(suitablePolicies, ownId)?.id;
  const policyByPlace = new Map<string, ReturnType<PoliciesByPlace['policyOf']>>();
  const choosePolicyFor = (place: EnterprisePlace): ReturnType<PoliciesByPlace['policyOf']> => {
    const { fitting } = findPoliciesAt(suitablePolicies, place, asOf);
    const [only] = fitting;
    if (fitting.length > 1) return { without: 'several' };
    if (only) return { id: only.id };
    if (isOwnEverywhere) return { id: ownId };
    return nationalId === undefined ? { without: 'none' } : { id: nationalId };
  };
  return {
    packs: compiledById,
    policyOf(sheet) {
      const place = placeOfFacts(Object.fromEntries(sheet));
      if (place.stated.length === 0) return { id: ownId };
      const key = [...place.stated, countryOf(place)].join('\n');
      const policy = policyByPlace.get(key) ?? choosePolicyFor(place);
      policyByPlace.set(key, policy);
      return policy;
    },
  };
}

/**
 * Reads the facts in a file of answers, or in the newest assessment of an enterprise file. Reads none from standard
 * input.
 */
export async function readStatedFacts(world: World, path: string): Promise<Readonly<Record<string, unknown>>> {
  if (path === '-') return {};
  const file = resolve(world.cwd, path);
  if (await isEnterpriseFile(file)) {
    const { readEnterpriseFile } = await loadEnterpriseFiles();
    return (await readEnterpriseFile(file)).enterprise.assessments.at(-1)?.facts ?? {};
  }
  return (await readAnswers(world, path)).document?.facts ?? {};
}

/** The folders that are searched for other policies, and the language of notices. */
export interface OtherPolicies {
  readonly packs?: readonly string[] | undefined;
  readonly lang?: string | undefined;
}

/**
 * Returns those of the given names that are facts or results of another policy than the ones in use; reports them on
 * stderr, with a line for each policy.
 */
export async function reportOtherPolicyFacts(
  world: World,
  { pack, policies }: Pick<CompiledPack, 'pack' | 'policies'>,
  names: readonly string[],
  { packs, lang }: OtherPolicies,
): Promise<ReadonlySet<string>> {
  const reportedPolicies = new Set<string>();
  if (names.length === 0) return reportedPolicies;
  const usedIds = new Set(policies.map(({ id }) => id));
  for (const { id, facts = [], results = [] } of await readPolicies(world, pack.folder, packs)) {
    if (usedIds.has(id)) continue;
    const namesOfPolicy = new Set([...facts, ...results].map((one) => one.id));
    const newNames = names.filter((name) => namesOfPolicy.has(name) && !reportedPolicies.has(name));
    if (newNames.length === 0) continue;
    const { messages } = await resolveLanguage(world, lang);
    world.stderr.write(
      `${messages.policyChoice.otherFacts({ policy: id, facts: messages.numbers.items(newNames) })}\n`,
    );
    for (const name of newNames) reportedPolicies.add(name);
  }
  return reportedPolicies;
}
