import { resolve } from 'node:path';
import { type Messages, pickText } from '../i18n/index.ts';
import type { Policy } from '../model/index.ts';
import {
  type CompiledPack,
  createPackCompiler,
  findVariantIn,
  type LoadedPack,
  loadPack,
  readAnswers,
  readPolicies,
} from '../pack/index.ts';
import {
  countriesOf,
  countryOf,
  type EnterprisePlace,
  findPoliciesAt,
  findPolicyOfCountry,
  fundsNothing,
  isNational,
  isPlaced,
  PLACE_FACTS,
  paysInOtherCurrency,
  placeOfFacts,
} from '../policy/index.ts';
import type { ProgrammeQuestions, ReportLanguage } from '../report/index.ts';
import type { AnswerSet } from '../scoring/index.ts';
import { isEnterpriseFile, loadEnterpriseFiles } from '../store/index.ts';
import type { ColumnBinding } from '../table/index.ts';
import type { World } from '../world.ts';
import { askChoice, type Choice } from './ask-terminal.ts';
import { resolveLanguage } from './console.ts';
import { type PackChoice, packVocabulary } from './open-pack.ts';
import { isAtTerminal } from './program.ts';

/** Which policy of a place is looked for: the pack that it must suit, and the day on which it must be valid. */
interface PlaceChoice extends Pick<PackChoice, 'pack' | 'packs'> {
  readonly asOf: string;
  readonly lang?: string | undefined;
  /** The policy of the last recommendation, which stays in use. A notice says if the place has another policy. */
  readonly before?: string | undefined;
  /** Informs and asks a person. Without it, notices go to stderr, and questions are asked only at a terminal. */
  readonly dialogue?: PolicyDialogue | undefined;
}

/** Informs a person which policy is used, and asks if several are possible. */
interface PolicyDialogue {
  tell(text: string): void;
  /** Asks a question; returns the id of the chosen policy. Absent if nobody is asked. */
  readonly ask?: (question: PolicyQuestion) => Promise<string>;
}

/** A question to a person, with its choices; the first one is preselected. */
interface PolicyQuestion {
  readonly question: string;
  readonly choices: readonly Choice<string>[];
}

/**
 * Returns the id of the policy that is valid at an enterprise's place, which the facts state, even if the pack names
 * another policy; undefined for the pack's own policy. A line on stderr says which policy was chosen, or why none was
 * and what to do. If several policies are valid, a person at a terminal chooses one, unless an earlier recommendation
 * has settled the choice. Throws a `Refusal` if the person cancels.
 */
export async function choosePolicyByPlace(
  world: World,
  facts: Readonly<Record<string, unknown>>,
  { pack: given, packs, asOf, lang, before: used, dialogue }: PlaceChoice,
): Promise<string | undefined> {
  const enterprisePlace = placeOfFacts(facts);
  const { pack } = await loadPack(world, given, { packs: packs ?? [] });
  if (!pack || !isAdvising(pack)) return used;
  if (enterprisePlace.stated.length === 0 && enterprisePlace.region === undefined && used === undefined)
    return undefined;
  const ownId = pack.questionnaire.document.policy;
  const allPolicies = await readPolicies(world, pack.folder, packs);
  const policies = allPolicies.filter(({ template }) => !template);
  // An earlier version of Matura could recommend with a template. Such a recommendation does not decide which policy to
  // use.
  const usedBefore = allPolicies.some(({ id, template }) => id === used && template) ? undefined : used;
  const { messages } = await resolveLanguage(world, lang);
  const print = (text: string): void => {
    if (dialogue) dialogue.tell(text);
    else world.stderr.write(`${text}\n`);
  };
  const asker = dialogue
    ? dialogue.ask
    : isAtTerminal(world)
      ? ({ question, choices }: PolicyQuestion) =>
          askChoice(world, question, choices, { messages, left: messages.policyChoice.left })
      : undefined;
  const compile = createPackCompiler(world, pack, packs ?? []);
  const isSuited = async ({ id }: Policy): Promise<boolean> =>
    id === ownId || id === usedBefore || (await compile(id)).problems.length === 0;
  // A plan has one currency: the pack's, if it names one.
  const { id: packId, currency } = pack.questionnaire.document;
  const inOtherCurrency = policies.filter(
    (policy) => policy.id !== ownId && policy.id !== usedBefore && paysInOtherCurrency(policy, currency),
  );
  const passedOver = listSuggested(judgeFit(policies, enterprisePlace, { asOf, before: usedBefore, ownId })).find(
    (policy) => inOtherCurrency.includes(policy),
  );
  if (passedOver && currency !== undefined) {
    const variant = (await findVariantIn(world, passedOver.currency, packId, packs)) ?? null;
    const { id: policy, currency: paid } = passedOver;
    print(messages.policyChoice.otherCurrency({ policy, paid, pack: packId, currency, variant }));
  }
  let suited: readonly Policy[] = policies.filter((policy) => !inOtherCurrency.includes(policy));
  let fit = judgeFit(suited, enterprisePlace, { asOf, before: usedBefore, ownId });
  // A policy does not suit the pack if it reads facts for which the pack does not ask. Only policies that the place
  // suggests are checked for that.
  for (const tried = new Set<Policy>(); ; ) {
    const offeredPolicies =
      fit.kind === 'none' && asker ? suited.filter((policy) => isOfCountry(policy, enterprisePlace)) : [];
    const nextPolicy = [...listSuggested(fit), ...offeredPolicies].find(
      (policy) => suited.includes(policy) && !tried.has(policy),
    );
    if (!nextPolicy) break;
    tried.add(nextPolicy);
    if (await isSuited(nextPolicy)) continue;
    print(messages.policyChoice.unsuited({ policy: nextPolicy.id, pack: packId }));
    suited = suited.filter((policy) => policy !== nextPolicy);
    fit = judgeFit(suited, enterprisePlace, { asOf, before: usedBefore, ownId });
  }
  const chosenId = await choosePolicy(fit, enterprisePlace, {
    before: usedBefore,
    policies: suited,
    isExplained: passedOver !== undefined,
    words: messages,
    print,
    ask: asker,
  });
  return chosenId === ownId && usedBefore === used ? usedBefore : chosenId;
}

/** What the place says about the policy to use; `current` is the policy used unless a person chooses another one. */
type PlaceFit =
  | { readonly kind: 'unstated' | 'covered'; readonly current: Policy | undefined }
  | { readonly kind: 'one'; readonly current: Policy | undefined; readonly policy: Policy }
  | { readonly kind: 'several'; readonly current: Policy | undefined; readonly fitting: readonly Policy[] }
  /** The stated place decides nothing, but the credit code belongs to a region that has a policy. */
  | { readonly kind: 'hint'; readonly current: Policy | undefined; readonly policy: Policy; readonly code: string }
  /** No policy names the stated place. */
  | { readonly kind: 'none'; readonly current: Policy | undefined };

/** Returns the policies that may be used without a question, or be offered for choice. */
function listSuggested(fit: PlaceFit): readonly Policy[] {
  const fittingPolicies = fit.kind === 'several' ? fit.fitting : 'policy' in fit ? [fit.policy] : [];
  return fit.current ? [...fittingPolicies, fit.current] : fittingPolicies;
}

function judgeFit(
  policies: readonly Policy[],
  place: EnterprisePlace,
  { asOf, before, ownId }: Pick<PlaceChoice, 'asOf' | 'before'> & { readonly ownId: string | undefined },
): PlaceFit {
  const { fitting, hint } = findPoliciesAt(policies, place, asOf);
  const isUncovered = place.stated.length > 0 && fitting.length === 0;
  const usedId = before ?? (isUncovered ? findPolicyOfCountry(policies, place, ownId)?.id : ownId);
  const currentPolicy = policies.find(({ id }) => id === usedId);
  const [policy] = fitting;
  if (fitting.length > 1) return { kind: 'several', current: currentPolicy, fitting };
  if (policy)
    return policy === currentPolicy
      ? { kind: 'covered', current: currentPolicy }
      : { kind: 'one', current: currentPolicy, policy };
  // Without a stated place, the policy that the pack names is used; without such a policy, there is nothing to advise.
  if (hint && currentPolicy && hint.policy !== currentPolicy)
    return { kind: 'hint', current: currentPolicy, policy: hint.policy, code: hint.place };
  const mayHoldThere = currentPolicy !== undefined && !isPlaced(currentPolicy) && !fundsNothing(currentPolicy);
  return { kind: isUncovered && !mayHoldThere ? 'none' : 'unstated', current: currentPolicy };
}

interface FitDialogue {
  /** The policy of the last recommendation, which settles the choice. */
  readonly before: string | undefined;
  readonly policies: readonly Policy[];
  /** Whether a notice has already explained why the programme of the place is not used. */
  readonly isExplained: boolean;
  readonly words: Messages;
  print(text: string): void;
  /** Asks a person to choose a policy; absent if nobody can be asked. */
  readonly ask: PolicyDialogue['ask'] | undefined;
}

/** Asks which policy to use, or says which one is used; returns its id. */
async function choosePolicy(
  fit: PlaceFit,
  place: EnterprisePlace,
  { before, policies, isExplained, words: messages, print, ask }: FitDialogue,
): Promise<string | undefined> {
  const words = messages.policyChoice;
  const { current } = fit;
  const where = messages.numbers.items(place.stated);
  const titleWithId = ({ id, title }: Policy): string =>
    messages.numbers.remark(pickText(title, messages.language, []) ?? id, id);
  const createStayChoice = (policy: Policy): Choice<string> => ({
    id: policy.id,
    text: fundsNothing(policy) ? words.withoutFunding : words.noneOfThem({ policy: titleWithId(policy) }),
  });
  const createPolicyChoices = (offered: readonly Policy[]): Choice<string>[] =>
    offered.map((policy) => ({ id: policy.id, text: titleWithId(policy) }));
  const askUnlessSettled = before === undefined ? ask : undefined;
  switch (fit.kind) {
    case 'unstated':
    case 'covered':
      return current?.id;
    case 'one': {
      const { id } = fit.policy;
      print(
        before === undefined
          ? words.chosen({ policy: id, place: where })
          : words.otherThanBefore({ before, policy: id, place: where }),
      );
      return before ?? id;
    }
    case 'several': {
      const { fitting } = fit;
      const isCurrentFitting = current !== undefined && fitting.includes(current);
      const inOrder = isCurrentFitting ? [current, ...fitting.filter((policy) => policy !== current)] : fitting;
      if (askUnlessSettled) {
        const otherChoices = current && !isCurrentFitting ? [createStayChoice(current)] : [];
        return askUnlessSettled({
          question: words.askSeveral({ place: where }),
          choices: [...createPolicyChoices(inOrder), ...otherChoices],
        });
      }
      const usedId = before ?? inOrder[0]?.id;
      print(
        words.several({
          policies: messages.numbers.items(fitting.map(({ id }) => id)),
          place: where,
          used: usedId ?? '',
        }),
      );
      return usedId;
    }
    case 'hint': {
      const { policy, code } = fit;
      if (askUnlessSettled && current)
        return askUnlessSettled({
          question: words.askHint({ code }),
          choices: [createStayChoice(current), ...createPolicyChoices([policy])],
        });
      print(words.hint({ policy: policy.id, code, used: current?.id ?? '' }));
      return current?.id;
    }
    case 'none': {
      // If a policy for the whole country covers the enterprise, nobody is asked.
      const offeredPolicies =
        current && !fundsNothing(current) ? [] : policies.filter((policy) => isOfCountry(policy, place));
      if (askUnlessSettled && offeredPolicies.length > 0) {
        const without = current ? [createStayChoice(current)] : [];
        return askUnlessSettled({
          question: words.askNone({ place: where }),
          choices: [...without, ...createPolicyChoices(offeredPolicies)],
        });
      }
      if (!isExplained) print(words.none({ place: where, used: current?.id ?? '' }));
      return current?.id;
    }
  }
}

/**
 * Whether a policy is for certain places, and these may be in the country of an enterprise. If one of the countries is
 * unknown, they may.
 */
function isOfCountry(policy: Policy, place: EnterprisePlace): boolean {
  const [country, countries] = [countryOf(place), countriesOf(policy)];
  return isPlaced(policy) && (country === undefined || countries.length === 0 || countries.includes(country));
}

/** Whether a pack gives advice: it names a policy, or has measures that the policy of a place can pay for. */
function isAdvising({ questionnaire, measures }: LoadedPack): boolean {
  return questionnaire.document.policy !== undefined || measures !== null;
}

/** The policy for one of many enterprises, or why it has none. */
type PolicyOfRow = ({ readonly id: string } | { readonly without: 'none' | 'several' }) & {
  readonly passedOver?: string | undefined;
};

/** The policies for many enterprises, chosen by their places. */
export interface PoliciesByPlace {
  /** The pack compiled with each policy that may be valid for a place, by policy id; includes the pack's own policy. */
  readonly packs: ReadonlyMap<string, CompiledPack>;
  /**
   * Returns the id of the policy for the place in an enterprise's answers. If no place is stated, that is the pack's
   * own policy; if no policy names the place, the policy for the country. `none`: there is no policy for the country
   * either; `several`: more than one policy names the place. `passedOver` is a policy that names the place but is not
   * used, because it pays in another currency than the pack's.
   */
  policyOf(sheet: AnswerSet): PolicyOfRow;
}

/**
 * Finds the policies valid on a day for the places of many enterprises. `statesPlace` says whether an unused column
 * states a place for which the pack has no fact. Undefined if the pack gives no advice, or if no column states a place.
 */
export async function findPoliciesByPlace(
  world: World,
  compiled: CompiledPack,
  { uses, statesPlace }: { readonly uses: readonly ColumnBinding[]; readonly statesPlace: boolean },
  { packs = [], asOf }: Pick<PlaceChoice, 'packs' | 'asOf'>,
): Promise<PoliciesByPlace | undefined> {
  const { pack, plan, policies } = compiled;
  const ownId = policies[0]?.id;
  const isPlace = (input: number): boolean => PLACE_FACTS.some((fact) => fact === plan.inputs[input]?.name);
  if (!isAdvising(pack)) return undefined;
  if (!statesPlace && !uses.some((use) => 'input' in use && isPlace(use.input))) return undefined;
  const compiledById = new Map(ownId === undefined ? [] : [[ownId, compiled]]);
  const compile = createPackCompiler(world, pack, packs);
  const allPolicies = await readPolicies(world, pack.folder, packs);
  for (const policy of allPolicies) {
    const { id, template } = policy;
    if (id === ownId || template || !(isPlaced(policy) || fundsNothing(policy))) continue;
    if (paysInOtherCurrency(policy, pack.questionnaire.document.currency)) continue;
    const { compiled: other, problems } = await compile(id);
    // A policy with which the pack has problems is left out.
    if (problems.length === 0) compiledById.set(id, other);
  }
  const suitablePolicies = allPolicies.filter(({ id }) => compiledById.has(id));
  const inOtherCurrency = allPolicies.filter(
    (policy) => policy.id !== ownId && paysInOtherCurrency(policy, pack.questionnaire.document.currency),
  );
  const policyByPlace = new Map<string, PolicyOfRow>();
  const choosePolicyFor = (place: EnterprisePlace): PolicyOfRow => {
    const { fitting } = findPoliciesAt(suitablePolicies, place, asOf);
    if (fitting.length > 1) return { without: 'several' };
    const [chosen = findPolicyOfCountry(suitablePolicies, place, ownId)] = fitting;
    const passedOver = fitting.length > 0 ? undefined : findPoliciesAt(inOtherCurrency, place, asOf).fitting[0]?.id;
    return { ...(chosen === undefined ? { without: 'none' } : { id: chosen.id }), passedOver };
  };
  return {
    packs: compiledById,
    policyOf(sheet) {
      const enterprisePlace = placeOfFacts(Object.fromEntries(sheet));
      if (enterprisePlace.stated.length === 0) return ownId === undefined ? { without: 'none' } : { id: ownId };
      const key = [...enterprisePlace.stated, countryOf(enterprisePlace)].join('\n');
      const policy = policyByPlace.get(key) ?? choosePolicyFor(enterprisePlace);
      policyByPlace.set(key, policy);
      return policy;
    },
  };
}

/**
 * Lists the questions that programmes for whole countries ask in addition to the questions of a pack. Covers only
 * programmes that pay in the pack's currency. Leaves out questions whose answers follow from the pack's own facts.
 * Empty if the pack was opened with the programme of a place.
 */
export async function listProgrammeQuestions(
  world: World,
  { pack, plan, policies }: CompiledPack,
  { packs = [], speech }: { readonly packs?: readonly string[] | undefined; readonly speech: ReportLanguage },
): Promise<ProgrammeQuestions[]> {
  const [used] = policies;
  if (!isAdvising(pack) || (used && isPlaced(used.document))) return [];
  const knownNames = new Set(plan.inputs.map(({ name }) => name));
  const compile = createPackCompiler(world, pack, packs);
  const asked: ProgrammeQuestions[] = [];
  for (const policy of await readPolicies(world, pack.folder, packs)) {
    const { id, title, template } = policy;
    if (template || !isNational(policy) || paysInOtherCurrency(policy, pack.questionnaire.document.currency)) continue;
    const { compiled, problems } = await compile(id);
    const inputs = compiled.plan.inputs.filter(
      ({ name, derived, definition }) => !knownNames.has(name) && derived === null && !('sameAs' in definition),
    );
    if (problems.length > 0 || inputs.length === 0) continue;
    asked.push({ id, title, inputs, vocabulary: packVocabulary(compiled, speech, world.now().getFullYear()) });
  }
  return asked;
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
 * Returns those of the given names that are facts or results of policies other than the ones in use. Reports them on
 * stderr, with one line for each group of policies that ask for the same facts.
 */
export async function reportOtherPolicyFacts(
  world: World,
  { pack, policies }: Pick<CompiledPack, 'pack' | 'policies'>,
  names: readonly string[],
  { packs, lang }: OtherPolicies,
): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const usedIds = new Set(policies.map(({ id }) => id));
  const allPolicies = await readPolicies(world, pack.folder, packs);
  const namesById = new Map(allPolicies.map((policy) => [policy.id, listAskedNames(policy, allPolicies)]));
  const factsByPolicies = new Map<string, { readonly ids: readonly string[]; readonly facts: string[] }>();
  for (const name of names) {
    const asking = allPolicies.filter(({ id, template }) => !template && !usedIds.has(id));
    const ids = asking.flatMap(({ id }) => (namesById.get(id)?.has(name) ? [id] : []));
    if (ids.length === 0) continue;
    const group = factsByPolicies.get(ids.join('\n')) ?? { ids, facts: [] };
    group.facts.push(name);
    factsByPolicies.set(ids.join('\n'), group);
  }
  const groups = [...factsByPolicies.values()];
  if (groups.length > 0) {
    const { policyChoice: words, numbers } = (await resolveLanguage(world, lang)).messages;
    for (const { ids, facts } of groups) {
      const text = words.otherFacts({ policy: numbers.and(ids), n: ids.length, facts: numbers.items(facts) });
      world.stderr.write(`${text}\n`);
    }
  }
  return new Set(groups.flatMap(({ facts }) => facts));
}

/** Returns the facts and results that a policy names itself, and those of the templates that it includes. */
function listAskedNames(
  { facts = [], results = [], include = [] }: Policy,
  all: readonly Policy[],
): ReadonlySet<string> {
  const templates = all.filter(({ id, template }) => template && include.includes(id));
  return new Set([
    ...[...facts, ...results].map(({ id }) => id),
    ...templates.flatMap((template) => [
      ...listAskedNames(
        template,
        all.filter((policy) => policy !== template),
      ),
    ]),
  ]);
}
