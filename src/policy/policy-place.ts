// Which of several policies holds where an enterprise is: by the place it states, with the region of its credit code as a hint.

import type { Policy } from '../model/index.ts';

/** The facts that say where an enterprise is, the narrowest first. */
export const PLACE_FACTS = ['district', 'city', 'province', 'place', 'country'] as const;

/** What is known of where an enterprise is. */
export interface WhereItIs {
  /** What it states of its place: names, codes of GB/T 2260 or country codes. */
  readonly stated: readonly string[];
  /** The six digits of the region in its credit code, where it has one. */
  readonly region?: string | undefined;
}

/** The policies that fit, and what the credit code hints at. */
export interface PolicyFit {
  /** Those in force that hold at the stated place, the narrowest; none where no place is stated, or none fits. */
  readonly fitting: readonly Policy[];
  /** The policy whose place the credit code names, and that place; only where the stated place decides nothing. */
  readonly hint: { readonly policy: Policy; readonly place: string } | null;
}

/** Finds the policies that hold where an enterprise is on a day, `YYYY-MM-DD`. The credit code never decides. */
export function findPoliciesAt(policies: readonly Policy[], { stated, region }: WhereItIs, asOf: string): PolicyFit {
  const open = policies.filter(({ valid: { from = asOf, to = asOf } = {} }) => from <= asOf && asOf <= to);
  const ranked = open.map((policy) => ({
    policy,
    rank: Math.max(0, ...(policy.places ?? []).flatMap((place) => stated.map((one) => rankOf(place, one)))),
  }));
  const best = Math.max(0, ...ranked.map(({ rank }) => rank));
  const fitting = best === 0 ? [] : ranked.filter(({ rank }) => rank === best).map(({ policy }) => policy);
  if (fitting.length > 0 || region === undefined) return { fitting, hint: null };
  const named = open.flatMap((policy) =>
    (policy.places ?? []).flatMap((place) => (isCode(place) && region.startsWith(place) ? [{ policy, place }] : [])),
  );
  return { fitting, hint: named.sort((a, b) => b.place.length - a.place.length)[0] ?? null };
}

/** Whether a policy names places, but none that an enterprise states; a country says nothing of towns, nor a town of countries. */
export function isElsewhere({ places = [] }: Policy, stated: readonly string[]): boolean {
  const alike = stated.filter((one) => places.some((place) => isCountry(place) === isCountry(one)));
  return alike.length > 0 && !places.some((place) => stated.some((one) => rankOf(place, one) > 0));
}

/** The region that a credit code names: its characters 3 to 8; undefined for what is no such code. */
export function regionOfCode(code: string): string | undefined {
  return /^[0-9A-Z]{2}([0-9]{6})[0-9A-Z]{10}$/.exec(code.trim().toUpperCase())?.[1];
}

const LONGEST_CODE = 6;

/** How narrowly a place of a policy names what is stated: 0 where it does not, 1 for a country, up to 6. */
function rankOf(place: string, stated: string): number {
  const [wanted, given] = [fold(place), fold(stated)];
  if (given === '') return 0;
  if (isCode(wanted)) return isCode(given) && given.startsWith(wanted) ? wanted.length : 0;
  if (isCountry(wanted)) return wanted === given ? 1 : 0;
  // A full name may stand within an address, as in `四川省德阳市旌阳区`.
  const isFullName = withoutKind(wanted) !== wanted && !ZONE.test(wanted);
  const isNamed = given === wanted || withoutKind(wanted) === given || (isFullName && given.includes(wanted));
  return isNamed ? LONGEST_CODE : 0;
}

/** A zone without its city, such as `高新区` or `天府新区`: many cities have one, so that in an address it says nothing. */
const ZONE = /^(高新|经开|..新)区$/;

function isCountry(text: string): boolean {
  return /^[a-z]{2}$/.test(fold(text));
}

function isCode(text: string): boolean {
  return /^[0-9]{2,6}$/.test(text);
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** A name without what kind of place it is. */
function withoutKind(name: string): string {
  return name.length > 2 ? name.replace(/(区|县|市|省| district| county| city)$/, '') : name;
}
