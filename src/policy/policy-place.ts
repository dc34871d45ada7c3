// Finds the funding programme for the place of an enterprise. The stated place decides; the region in its credit code
// is only a hint.

import {
  COUNTRY_CODES,
  findLandOfDistrict,
  type InferredFact,
  type JudgedInstrument,
  type Policy,
  type Reason,
  readRegion,
  spellOutUmlauts,
  type Text,
} from '../model/index.ts';
import { type AnswerEntry, type AnswerSet, entryOf, type Plan } from '../scoring/index.ts';

/** The facts that state where an enterprise is, the narrowest first. */
export const PLACE_FACTS = ['district', 'postcode', 'city', 'province', 'place', 'country'] as const;

/** The place of an enterprise, as far as known. */
export interface EnterprisePlace {
  /** The stated places: names, postcodes, codes of GB/T 2260, ISO 3166-2 or NUTS, or codes or names of countries. */
  readonly stated: readonly string[];
  /** The six digits of the region in its credit code, if it has one. */
  readonly region?: string | undefined;
}

/** The funding programmes for a place; if there are none, a hint from the credit code. */
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
 * Finds the policies that are in force at the place of an enterprise on a day, `YYYY-MM-DD`; templates never are. The
 * credit code never decides.
 */
export function findPoliciesAt(policies: readonly Policy[], place: EnterprisePlace, asOf: string): PolicyFit {
  const validPolicies = policies.filter(
    ({ template, valid: { from = asOf, to = asOf } = {} }) => !template && from <= asOf && asOf <= to,
  );
  const rankedPolicies = validPolicies.map((policy) => ({ policy, rank: rankPolicy(policy, place) }));
  const bestRank = Math.max(0, ...rankedPolicies.map(({ rank }) => rank));
  const fittingPolicies =
    bestRank === 0 ? [] : rankedPolicies.filter(({ rank }) => rank === bestRank).map(({ policy }) => policy);
  const { region } = place;
  if (fittingPolicies.length > 0 || region === undefined) return { fitting: fittingPolicies, hint: null };
  const placedPolicies = validPolicies.flatMap((policy) =>
    (policy.places ?? []).flatMap((code) =>
      isDivisionCode(code) && region.startsWith(code) ? [{ policy, place: code }] : [],
    ),
  );
  return { fitting: fittingPolicies, hint: placedPolicies.sort((a, b) => b.place.length - a.place.length)[0] ?? null };
}

/**
 * Ranks how narrowly a policy matches the stated places: 0 means no match, 1 the whole country, 6 the smallest area.
 */
function rankPolicy(policy: Policy, place: EnterprisePlace): number {
  const country = countryOf(place);
  const countries = countriesOf(policy);
  // Towns of the same name in two countries are different places.
  if (country !== undefined && countries.length > 0 && !countries.includes(country)) return 0;
  const { places = [], postcodes = {} } = policy;
  return Math.max(
    0,
    ...places.flatMap((wanted) => place.stated.map((given) => rankOf(wanted, given, country))),
    ...(postcodes[country ?? ''] ?? []).flatMap((start) => place.stated.map((given) => rankPostcode(start, given))),
  );
}

/**
 * The country of an enterprise (ISO 3166-1): the country it states or, failing that, the country of a code it states.
 * Without either, a credit code or a place in Chinese characters means China. Undefined if nothing indicates a country.
 */
export function countryOf({ stated, region }: EnterprisePlace): string | undefined {
  const names = stated.map(foldPlace);
  const statedCountry = names.findLast(isCountry);
  if (statedCountry !== undefined) return statedCountry.toUpperCase();
  const codeCountry = stated.map(findCountryOfCode).find((country) => country !== undefined);
  if (codeCountry !== undefined) return codeCountry;
  return region !== undefined || names.some(isChinese) ? 'CN' : undefined;
}

/** The country of an enterprise by its facts, given as values or as entries with a `value`; see `countryOf`. */
export function countryOfFacts(facts: Readonly<Record<string, unknown>>): string | undefined {
  return countryOf(placeOfFacts(facts));
}

/** The countries to which the places of a policy belong, as far as the places show this. */
export function countriesOf({ places = [], postcodes = {} }: Policy): string[] {
  const codes = places.flatMap((place) => {
    const name = foldPlace(place);
    return isCountry(name) ? name.toUpperCase() : (findCountryOfCode(place) ?? (isDivisionCode(name) ? 'CN' : []));
  });
  const countries = [...new Set([...codes, ...Object.keys(postcodes)])];
  return countries.length === 0 && places.some(isChinese) ? ['CN'] : countries;
}

/** The id of the policy for plans without any funding. */
const UNFUNDED = 'unfunded';

/**
 * Returns the policy for a stated place that no policy names: the pack's own policy if it is not limited to places,
 * otherwise the policy of the whole country, otherwise the one without funding. If the country is unknown, that of the
 * pack's own policy is assumed. `own` is the id of the pack's own policy.
 */
export function findPolicyOfCountry(
  policies: readonly Policy[],
  place: EnterprisePlace,
  own: string | undefined,
): Policy | undefined {
  const ownPolicy = policies.find(({ id }) => id === own);
  if (ownPolicy && !isPlaced(ownPolicy)) return ownPolicy;
  const country = countryOf(place);
  const isOfCountry = (policy: Policy): boolean =>
    country === undefined
      ? policy === ownPolicy || ownPolicy?.include?.includes(policy.id) === true
      : countriesOf(policy).includes(country);
  return (
    policies.find((policy) => !policy.template && isNational(policy) && isOfCountry(policy)) ??
    policies.find(({ id }) => id === UNFUNDED)
  );
}

/**
 * Whether a name is that of a country, region or town in which a policy applies. If the policy asks for a place by a
 * list of options, such as the German Länder, the texts of the options count as well.
 */
export function namesPlace(policy: Policy, name: string): boolean {
  if (rankPolicy(policy, { stated: [name] }) > 0) return true;
  const givenPlace = foldPlace(name);
  const askedPlaces = (policy.facts ?? []).filter(({ id }) => PLACE_FACTS.some((fact) => fact === id));
  const options = askedPlaces.flatMap(({ options = [] }) => options);
  return options.some((option) =>
    typeof option === 'string'
      ? foldPlace(option) === givenPlace
      : [option.id, ...textsOf(option.text)].some((text) => foldPlace(text) === givenPlace),
  );
}

/** Whether a policy has no money to offer, so that a plan under it is a plan without funding. */
export function fundsNothing({ instruments = [], include = [] }: Policy): boolean {
  return instruments.length === 0 && include.length === 0;
}

/** Whether a policy pays in a currency other than the pack's. A pack need not name a currency. */
export function paysInOtherCurrency(policy: Policy, currency: string | undefined): boolean {
  return currency !== undefined && policy.currency !== currency && !fundsNothing(policy);
}

/** Whether a policy applies only in some places of a country. */
export function isLocal(policy: Policy): boolean {
  return isPlaced(policy) && !isNational(policy);
}

/** Whether a policy states where it applies. A policy without places may apply everywhere. */
export function isPlaced({ places, postcodes }: Policy): boolean {
  return places !== undefined || postcodes !== undefined;
}

/** Whether a policy applies in whole countries. */
export function isNational({ places = [], postcodes }: Policy): boolean {
  return places.length > 0 && places.every(isCountry) && postcodes === undefined;
}

/** Whether an instrument is only for places other than the enterprise's: its condition on the place fails. */
export function isOfOtherPlace({ reasons }: Pick<JudgedInstrument, 'reasons'>): boolean {
  return reasons.some((reason) => asksForPlace(reason) && reason.unmet?.truth === 'fails');
}

/**
 * Whether it is still open if an instrument is for the enterprise's place, because the enterprise has not stated the
 * fact that the condition of the instrument reads.
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
 * Infers answers from stated places. If the options of a question are places, such as 杭州 or `DE-BY`, then an address
 * such as 杭州市西湖区, a code, or the name of a German district answers the question. Left out are questions that have an
 * answer already, and questions for which the places match no option or several.
 */
export function inferPlaces(sheet: AnswerSet, plan: Plan): InferredFact[] {
  const statedPlaces = PLACE_FACTS.flatMap((other) => {
    const entry = entryOf(sheet, other);
    return entry.state === 'answered' && typeof entry.value === 'string' ? [entry.value] : [];
  });
  const country = countryOf({ stated: statedPlaces });
  return PLACE_FACTS.flatMap((name): InferredFact[] => {
    const { state } = entryOf(sheet, name);
    const { definition: { options } = {} } = plan.inputs.find((input) => input.name === name) ?? {};
    if (state !== 'unanswered' || !Array.isArray(options)) return [];
    const listedOptions = options.flatMap((option) => (typeof option === 'string' ? [] : [option]));
    const inferredFacts = statedPlaces.flatMap((from) =>
      listedOptions
        .filter(({ id, text }) => isInOption([id, ...textsOf(text)], from, country))
        .map(({ id }): InferredFact => ({ name, value: id, from })),
    );
    const [first] = inferredFacts;
    return first && inferredFacts.every(({ value }) => value === first.value) ? [first] : [];
  });
}

/** Whether a stated place is the place that an option names, or lies within it. */
function isInOption(names: readonly string[], stated: string, country: string | undefined): boolean {
  const landOf = (district: string): string | undefined =>
    country === undefined || country === 'DE' ? findLandOfDistrict(district) : undefined;
  const isNamed = (place: string): boolean =>
    names.some((name) => PLACE_SUFFIXES.some((kind) => rankOf(`${name}${kind}`, place, undefined) > 0));
  const { narrower, wider } = WIDER_PLACE_PATTERN.exec(stated.normalize('NFKC'))?.groups ?? {};
  if (narrower !== undefined && wider !== undefined && isNamed(wider)) {
    const land = landOf(narrower);
    return land === undefined || names.includes(land);
  }
  return names.some((name) => name === landOf(stated)) || isNamed(stated);
}

/** Matches a place followed by a wider one, after a comma or in brackets. */
const WIDER_PLACE_PATTERN = /^(?<narrower>.+?)\s*[,(]\s*(?<wider>[^,()]+?)\s*\)?\s*$/;

/** Adds inferred answers; returns the same sheet if there are none. */
export function addInferred(sheet: AnswerSet, inferred: readonly InferredFact[]): AnswerSet {
  if (inferred.length === 0) return sheet;
  const entries = inferred.map(({ name, value }): [string, AnswerEntry] => [name, { state: 'answered', value }]);
  return new Map([...sheet, ...entries]);
}

function textsOf(text: Text | undefined): string[] {
  return typeof text === 'string' ? [text] : Object.values(text ?? {});
}

/**
 * Whether a policy is limited to places, and the enterprise has stated none of them. Countries are compared only with
 * countries, and other places only with other places.
 */
export function isElsewhere(policy: Policy, place: EnterprisePlace): boolean {
  const { places = [] } = policy;
  if (rankPolicy(policy, place) > 0) return false;
  const [country, countries] = [countryOf(place), countriesOf(policy)];
  if (country !== undefined && countries.length > 0 && !countries.includes(country)) return true;
  return place.stated.some((name) => places.some((placeName) => isCountry(placeName) === isCountry(name)));
}

/**
 * Reads the enterprise's place from its facts, given as values or as entries with a `value`. The credit code is
 * recognised in any fact.
 */
export function placeOfFacts(facts: Readonly<Record<string, unknown>>): EnterprisePlace {
  const statedPlaceNames = PLACE_FACTS.flatMap((name) => statedText(facts[name]) ?? []);
  const region = Object.values(facts)
    .map((fact) => findRegionOfCode(statedText(fact) ?? ''))
    .find((code) => code !== undefined);
  return { stated: statedPlaceNames, region };
}

function statedText(fact: unknown): string | undefined {
  const value = typeof fact === 'object' && fact !== null && 'value' in fact ? fact.value : fact;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Returns the region in a credit code (its characters 3 to 8); undefined if the text is not a credit code. */
export function findRegionOfCode(code: string): string | undefined {
  return /^[0-9A-Z]{2}([0-9]{6})[0-9A-Z]{10}$/.exec(code.trim().toUpperCase())?.[1];
}

const NARROWEST_RANK = 6;

/**
 * Ranks how narrowly a place in a policy matches a place stated by an enterprise in a country: 0 means no match, 1 a
 * country, 6 the smallest area. Codes are compared only with codes of the same list, because outside China the digits
 * of GB/T 2260 have no meaning and might be a postcode.
 */
function rankOf(place: string, stated: string, country: string | undefined): number {
  const [wanted, given] = [foldPlace(place), foldPlace(stated)];
  if (given === '') return 0;
  if (isDivisionCode(wanted))
    return country === 'CN' && isDivisionCode(given) && given.startsWith(wanted) ? wanted.length : 0;
  if (isCountry(wanted)) return wanted === given || wanted === findCountryOfCode(stated)?.toLowerCase() ? 1 : 0;
  if (isRegionCode(place)) return wanted === given || wanted === readRegion(stated)?.toLowerCase() ? 2 : 0;
  if (isNutsCode(place)) return isNutsCode(stated) && given.startsWith(wanted) ? wanted.length - 1 : 0;
  // A full name may be part of an address, as in `四川省德阳市旌阳区`.
  const isFullName = removeKind(wanted) !== wanted && !ZONE_PATTERN.test(wanted);
  const name = given.replace(POSTCODE_PATTERN, '').trim();
  const isPlaceNamed = name === wanted || removeKind(wanted) === name || (isFullName && given.includes(wanted));
  return isPlaceNamed ? NARROWEST_RANK : 0;
}

/**
 * Ranks how narrowly the beginning of a postcode in a policy matches the postcode at the beginning of a stated place.
 * The ranks are those of `rankOf`.
 */
function rankPostcode(start: string, stated: string): number {
  const code = POSTCODE_PATTERN.exec(foldPlace(stated))?.groups?.code;
  return code?.startsWith(start) ? Math.min(NARROWEST_RANK, start.length + 1) : 0;
}

/** Matches a postcode of four to six digits at the beginning of a text, as in `D-51063 Köln`. */
const POSTCODE_PATTERN = /^(?:(?<sign>[a-z]{1,2})-)?(?<code>[0-9]{4,6})(?=$|\s)/;

/** The country signs before postcodes that differ from the country's code. */
const COUNTRIES_BY_SIGN: Readonly<Record<string, string>> = { d: 'DE', a: 'AT', f: 'FR', b: 'BE', i: 'IT', l: 'LU' };

/**
 * A zone without its city, such as `高新区` or `天府新区`: many cities have one, so finding its name in an address proves
 * nothing.
 */
const ZONE_PATTERN = /^(高新|经开|..新)区$/;

function isCountry(text: string): boolean {
  return /^[a-z]{2}$/.test(foldPlace(text));
}

/** Whether a text is a code of GB/T 2260, the administrative divisions of China, or the beginning of one. */
function isDivisionCode(text: string): boolean {
  return /^[0-9]{2,6}$/.test(text) && text.length !== 5;
}

/** Whether a text is a code of a subdivision by ISO 3166-2, such as `DE-BY` or `at-9`; Saint-Lô is not. */
function isRegionCode(text: string): boolean {
  const code = text.trim();
  return (
    /^([A-Z]{2}-[A-Z0-9]{1,3}|[a-z]{2}-[a-z0-9]{1,3})$/.test(code) && COUNTRIES.has(code.slice(0, 2).toUpperCase())
  );
}

/** The countries with NUTS codes, by the letters that these begin with. */
const NUTS_COUNTRIES = new Set(
  'AL AT BE BG CH CY CZ DE DK EE EL ES FI FR HR HU IE IS IT LI LT LU LV ME MK MT NL NO PL PT RO RS SE SI SK TR UK'.split(
    ' ',
  ),
);

/**
 * Whether a text is a code of NUTS, the regions of the EU and its neighbours, such as `DE21`. In lower case or without
 * a digit it may be a name, such as Graz; only the German Länder from `DEA` on are letters alone.
 */
function isNutsCode(text: string): boolean {
  return (
    /^[A-Z]{2}[0-9A-Z]{1,3}$/.test(text.trim()) &&
    (/[0-9]/.test(text) || /^DE[A-G]$/.test(text.trim())) &&
    NUTS_COUNTRIES.has(text.trim().slice(0, 2))
  );
}

/** The country of a region's code or name, or of a postcode with a country sign; undefined for other texts. */
function findCountryOfCode(text: string): string | undefined {
  if (isRegionCode(text)) return text.trim().slice(0, 2).toUpperCase();
  if (isNutsCode(text)) {
    const start = text.trim().slice(0, 2);
    return { EL: 'GR', UK: 'GB' }[start] ?? start;
  }
  const region = readRegion(text);
  if (region !== undefined) return region.slice(0, 2);
  const sign = POSTCODE_PATTERN.exec(foldPlace(text))?.groups?.sign;
  return sign && (COUNTRIES_BY_SIGN[sign] ?? (sign.length === 2 ? sign.toUpperCase() : undefined));
}

/**
 * Whether a place is named in Chinese characters. The Chinese name of another country has been replaced by that
 * country's code before.
 */
function isChinese(name: string): boolean {
  return /\p{Script=Han}/u.test(name);
}

const CODES_BY_COUNTRY: ReadonlyMap<string, string> = new Map(Object.entries(COUNTRY_CODES));
const COUNTRIES: ReadonlySet<string> = new Set(CODES_BY_COUNTRY.values());

/** Brings a place into plain form; the name of a country, in any language of Matura, becomes its code. */
function foldPlace(text: string): string {
  const plainText = text.normalize('NFKC').trim().toLowerCase();
  return CODES_BY_COUNTRY.get(plainText)?.toLowerCase() ?? spellOutUmlauts(plainText);
}

/** Removes the kind of place from the end of a name. */
function removeKind(name: string): string {
  return name.length > 2 ? name.replace(/(区|县|市|省| district| county| city)$/, '') : name;
}
