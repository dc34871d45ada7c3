// Which of several policies is in force where an enterprise is: decided by the place it states, with the region of its
// credit code as a hint.

import type { JudgedInstrument, Policy, Reason, Text } from '../model/index.ts';
import { type AnswerEntry, type AnswerSet, entryOf, type Plan } from '../scoring/index.ts';

/** The facts that state where an enterprise is, the narrowest first. */
export const PLACE_FACTS = ['district', 'city', 'province', 'place', 'country'] as const;

/** The place of an enterprise, as far as known. */
export interface WhereItIs {
  /** The stated places: names, GB/T 2260 codes or country codes. */
  readonly stated: readonly string[];
  /** The six digits of the region in its credit code, if it has one. */
  readonly region?: string | undefined;
}

/** The policies that fit, and a hint from the credit code. */
export interface PolicyFit {
  /** The policies in force that match the stated place most narrowly; empty if no place is stated, or none fits. */
  readonly fitting: readonly Policy[];
  /** The policy whose place the credit code lies in, and that place; null if the stated place decides. */
  readonly hint: { readonly policy: Policy; readonly place: string } | null;
}

/** Finds the policies in force where an enterprise is on a day, `YYYY-MM-DD`. The credit code never decides. */
export function findPoliciesAt(policies: readonly Policy[], { stated, region }: WhereItIs, asOf: string): PolicyFit {
  const validPolicies = policies.filter(({ valid: { from = asOf, to = asOf } = {} }) => from <= asOf && asOf <= to);
  const rankedPolicies = validPolicies.map((policy) => ({
    policy,
    rank: Math.max(0, ...(policy.places ?? []).flatMap((place) => stated.map((name) => rankOf(place, name)))),
  }));
  const best = Math.max(0, ...rankedPolicies.map(({ rank }) => rank));
  const fittingPolicies =
    best === 0 ? [] : rankedPolicies.filter(({ rank }) => rank === best).map(({ policy }) => policy);
  if (fittingPolicies.length > 0 || region === undefined) return { fitting: fittingPolicies, hint: null };
  const placedPolicies = validPolicies.flatMap((policy) =>
    (policy.places ?? []).flatMap((place) => (isCode(place) && region.startsWith(place) ? [{ policy, place }] : [])),
  );
  return { fitting: fittingPolicies, hint: placedPolicies.sort((a, b) => b.place.length - a.place.length)[0] ?? null };
}

/**
 * Returns the policy for places that no policy states: of those that a policy includes, the one that holds in whole
 * countries. Undefined if it includes none, or holds in whole countries itself.
 */
export function findNationalPolicy(policies: readonly Policy[], id: string): Policy | undefined {
  const ownPolicy = policies.find((policy) => policy.id === id);
  if (!ownPolicy || isNational(ownPolicy)) return undefined;
  return policies.find((policy) => ownPolicy.include?.includes(policy.id) && isNational(policy));
}

/** Whether a policy holds in some places of a country only. */
export function isLocal(policy: Policy): boolean {
  return policy.places !== undefined && !isNational(policy);
}

function isNational({ places = [] }: Policy): boolean {
  return places.length > 0 && places.every(isCountry);
}

/** Whether an instrument is one of another place than the enterprise's: what it asks of the place fails. */
export function isOfOtherPlace({ reasons }: Pick<JudgedInstrument, 'reasons'>): boolean {
  return reasons.some((reason) => asksForPlace(reason) && reason.unmet?.truth === 'fails');
}

/** Whether it is open where an instrument is to be had: the place that it asks for is not stated. */
export function isPlaceOpen({ reasons }: Pick<JudgedInstrument, 'reasons'>): boolean {
  return reasons.some((reason) => asksForPlace(reason) && reason.unmet?.truth === 'undecided');
}

function asksForPlace({ kind, unmet }: Reason): boolean {
  return kind === 'when' && PLACE_FACTS.some((name) => name === unmet?.name);
}

/** The kinds of place that a full name ends in. */
const PLACE_SUFFIXES = ['', '省', '市', '区', '县', '自治区'];

/**
 * Adds the places that other facts state: a question that lists places, such as 杭州, is answered by an address such as
 * 杭州市西湖区. What is answered stays, and so does what none or several of its options name. Returns the same sheet if
 * nothing is added.
 */
export function addStatedPlaces(sheet: AnswerSet, plan: Plan): AnswerSet {
  const addedFacts = PLACE_FACTS.flatMap((name): [string, AnswerEntry][] => {
    const { state } = entryOf(sheet, name);
    const { definition: { options } = {} } = plan.inputs.find((input) => input.name === name) ?? {};
    if (state !== 'unanswered' || !Array.isArray(options)) return [];
    const statedPlaces = PLACE_FACTS.flatMap((other) => {
      const entry = entryOf(sheet, other);
      return entry.state === 'answered' && typeof entry.value === 'string' ? [entry.value] : [];
    });
    const listedOptions = options.flatMap((option) => (typeof option === 'string' ? [] : [option]));
    const namedOptions = listedOptions.filter(({ text }) =>
      textsOf(text).some((option) =>
        statedPlaces.some((place) => PLACE_SUFFIXES.some((kind) => rankOf(`${option}${kind}`, place) > 0)),
      ),
    );
    const [only] = namedOptions;
    return only && namedOptions.length === 1 ? [[name, { state: 'answered', value: only.id }]] : [];
  });
  return addedFacts.length === 0 ? sheet : new Map([...sheet, ...addedFacts]);
}

function textsOf(text: Text | undefined): string[] {
  return typeof text === 'string' ? [text] : Object.values(text ?? {});
}

/**
 * Whether a policy names places, but none of those an enterprise states. Countries are compared only with countries,
 * other places only with other places.
 */
export function isElsewhere({ places = [] }: Policy, stated: readonly string[]): boolean {
  const comparable = stated.filter((name) => places.some((place) => isCountry(place) === isCountry(name)));
  return comparable.length > 0 && !places.some((place) => stated.some((name) => rankOf(place, name) > 0));
}

/** Returns the region in a credit code: characters 3 to 8. Undefined if it is not such a code. */
export function regionOfCode(code: string): string | undefined {
  return /^[0-9A-Z]{2}([0-9]{6})[0-9A-Z]{10}$/.exec(code.trim().toUpperCase())?.[1];
}

const NARROWEST_RANK = 6;

/** Ranks how narrowly a policy's place matches a stated one: 0 for no match, 1 for a country, up to 6. */
function rankOf(place: string, stated: string): number {
  const [wanted, given] = [fold(place), fold(stated)];
  if (given === '') return 0;
  if (isCode(wanted)) return isCode(given) && given.startsWith(wanted) ? wanted.length : 0;
  if (isCountry(wanted)) return wanted === given ? 1 : 0;
  // A full name may be part of an address, as in `四川省德阳市旌阳区`.
  const isFullName = removeKind(wanted) !== wanted && !ZONE_PATTERN.test(wanted);
  const isNamed = given === wanted || removeKind(wanted) === given || (isFullName && given.includes(wanted));
  return isNamed ? NARROWEST_RANK : 0;
}

/**
 * A zone without its city, such as `高新区` or `天府新区`: many cities have one, so its name within an address proves nothing.
 */
const ZONE_PATTERN = /^(高新|经开|..新)区$/;

function isCountry(text: string): boolean {
  return /^[a-z]{2}$/.test(fold(text));
}

function isCode(text: string): boolean {
  return /^[0-9]{2,6}$/.test(text);
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** Strips the kind of place from a name. */
function removeKind(name: string): string {
  return name.length > 2 ? name.replace(/(区|县|市|省| district| county| city)$/, '') : name;
}
