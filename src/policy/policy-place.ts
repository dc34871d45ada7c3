// Finds the policy for an enterprise's place: the stated place decides, the region in its credit code is only a hint.

import { COUNTRY_CODES, type JudgedInstrument, type Policy, type Reason, type Text } from '../model/index.ts';
import { type AnswerEntry, type AnswerSet, entryOf, type Plan } from '../scoring/index.ts';

/** The facts that state where an enterprise is, the narrowest first. */
export const PLACE_FACTS = ['district', 'city', 'province', 'place', 'country'] as const;

/** The place of an enterprise, as far as known. */
export interface EnterprisePlace {
  /** The stated places: names, GB/T 2260 codes, or codes or names of countries. */
  readonly stated: readonly string[];
  /** The six digits of the region in its credit code, if it has one. */
  readonly region?: string | undefined;
}

/** The policies that apply, and a hint from the credit code. */
export interface PolicyFit {
  /**
   * The policies in force that match the stated place most narrowly; empty if no place is stated or no policy matches.
   */
  readonly fitting: readonly Policy[];
  /**
   * If no policy matches the stated place, the policy for the region in the credit code, with its place; null
   * otherwise.
   */
  readonly hint: { readonly policy: Policy; readonly place: string } | null;
}

/**
 * Finds the policies that are in force at the place of an enterprise on a day, `YYYY-MM-DD`. The credit code never
 * decides.
 */
export function findPoliciesAt(
  policies: readonly Policy[],
  { stated, region }: EnterprisePlace,
  asOf: string,
): PolicyFit {
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
 * Returns the policy that applies where a local policy does not: among those it includes, the one for whole countries.
 * Undefined if it includes none, or is itself for whole countries.
 */
export function findNationalPolicy(policies: readonly Policy[], id: string): Policy | undefined {
  const ownPolicy = policies.find((policy) => policy.id === id);
  if (!ownPolicy || isNational(ownPolicy)) return undefined;
  return policies.find((policy) => ownPolicy.include?.includes(policy.id) && isNational(policy));
}

/** Whether a policy applies only in some places of a country. */
export function isLocal(policy: Policy): boolean {
  return policy.places !== undefined && !isNational(policy);
}

function isNational({ places = [] }: Policy): boolean {
  return places.length > 0 && places.every(isCountry);
}

/** Whether an instrument is only for places other than the enterprise's: its condition on the place fails. */
export function isOfOtherPlace({ reasons }: Pick<JudgedInstrument, 'reasons'>): boolean {
  return reasons.some((reason) => asksForPlace(reason) && reason.unmet?.truth === 'fails');
}

/**
 * Whether it is open if an instrument is for the enterprise's place: the fact that its condition reads is not stated.
 */
export function isPlaceOpen({ reasons }: Pick<JudgedInstrument, 'reasons'>): boolean {
  return reasons.some((reason) => asksForPlace(reason) && reason.unmet?.truth === 'undecided');
}

function asksForPlace({ kind, unmet }: Reason): boolean {
  return kind === 'when' && PLACE_FACTS.some((name) => name === unmet?.name);
}

/** The kinds of place with which a full name ends. */
const PLACE_SUFFIXES = ['', '省', '市', '区', '县', '自治区'];

/**
 * Adds answers that an address implies: if the options of a question are places, such as 杭州, an address such as 杭州市西湖区
 * answers it. Questions that are answered already stay as they are, and so do those for which the address names no
 * option or several. Returns the same sheet if nothing is added.
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
 * Whether a policy is limited to places and the enterprise states none of them. Countries are compared only with
 * countries, other places only with other places.
 */
export function isElsewhere({ places = [] }: Policy, stated: readonly string[]): boolean {
  const comparable = stated.filter((name) => places.some((place) => isCountry(place) === isCountry(name)));
  return comparable.length > 0 && !places.some((place) => stated.some((name) => rankOf(place, name) > 0));
}

/** Returns the region in a credit code, its characters 3 to 8; undefined if the text is not a credit code. */
export function regionOfCode(code: string): string | undefined {
  return /^[0-9A-Z]{2}([0-9]{6})[0-9A-Z]{10}$/.exec(code.trim().toUpperCase())?.[1];
}

const NARROWEST_RANK = 6;

/** Ranks how narrowly a policy's place matches a stated place: 0 is no match, 1 a country, 6 the narrowest. */
function rankOf(place: string, stated: string): number {
  const [wanted, given] = [foldPlace(place), foldPlace(stated)];
  if (given === '') return 0;
  if (isCode(wanted)) return isCode(given) && given.startsWith(wanted) ? wanted.length : 0;
  if (isCountry(wanted)) return wanted === given ? 1 : 0;
  // A full name may be part of an address, as in `四川省德阳市旌阳区`.
  const isFullName = removeKind(wanted) !== wanted && !ZONE_PATTERN.test(wanted);
  const isPlaceNamed = given === wanted || removeKind(wanted) === given || (isFullName && given.includes(wanted));
  return isPlaceNamed ? NARROWEST_RANK : 0;
}

/**
 * A zone without its city, such as `高新区` or `天府新区`: many cities have one, so finding its name in an address proves
 * nothing.
 */
const ZONE_PATTERN = /^(高新|经开|..新)区$/;

function isCountry(text: string): boolean {
  return /^[a-z]{2}$/.test(foldPlace(text));
}

function isCode(text: string): boolean {
  return /^[0-9]{2,6}$/.test(text);
}

const CODES_BY_COUNTRY: ReadonlyMap<string, string> = new Map(Object.entries(COUNTRY_CODES));

/** Brings a place into plain form; the name of a country, in any language of Matura, becomes its code. */
function foldPlace(text: string): string {
  const plainText = text.normalize('NFKC').trim().toLowerCase();
  return CODES_BY_COUNTRY.get(plainText)?.toLowerCase() ?? plainText;
}

/** Removes the kind of place from the end of a name. */
function removeKind(name: string): string {
  return name.length > 2 ? name.replace(/(区|县|市|省| district| county| city)$/, '') : name;
}
