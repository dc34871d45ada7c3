// Converts the columns of a workbook that state who may apply and what is paid into the conditions and amounts of a
// document, and back.

import type { ProgrammeWords } from '../../i18n/index.ts';
import { isPlainTest, type Json } from './programme-cells.ts';

type JsonObject = { readonly [key: string]: Json };

/** The size classes of enterprises, the smallest first. */
export const SIZES = ['micro', 'small', 'medium', 'large'] as const;

type Size = (typeof SIZES)[number];

/** Who may apply, to the extent that columns can state it. */
export interface Applicants {
  readonly sizes?: readonly Size[];
  readonly employeesFrom?: number;
  readonly employeesTo?: number;
  readonly revenueTo?: number;
  readonly balanceTo?: number;
  readonly sectors?: readonly string[];
  /** Tests of other facts, by the name of the fact. */
  readonly conditions?: JsonObject;
}

/** What is paid, to the extent that columns can state it. */
export interface Payment {
  readonly rate?: number;
  readonly rates?: Readonly<Partial<Record<Size, number>>>;
  readonly cap?: number;
  readonly caps?: Readonly<Partial<Record<Size, number>>>;
  /** A fixed amount; null if it is not published. */
  readonly amount?: number | null;
}

/**
 * Returns the name of the fact that contains the size class: the one of the shared EU rules, if the programme includes
 * them.
 */
export function sizeFactOf(programme: JsonObject): string {
  const { include } = programme;
  return Array.isArray(include) && include.includes('eu-rules') ? 'euSize' : 'size';
}

/** Returns the condition that the columns stand for; undefined if they are empty. */
export function toCondition(applicants: Applicants, sizeFact: string): JsonObject | undefined {
  const { sizes, employeesFrom, employeesTo, revenueTo, balanceTo, sectors, conditions = {} } = applicants;
  const condition: JsonObject = {
    ...(sizes ? { [sizeFact]: { enum: sizes } } : {}),
    ...(employeesFrom === undefined && employeesTo === undefined
      ? {}
      : {
          employees: {
            ...(employeesFrom === undefined ? {} : { minimum: employeesFrom }),
            ...(employeesTo === undefined ? {} : { maximum: employeesTo }),
          },
        }),
    ...(revenueTo === undefined ? {} : { revenue: { maximum: revenueTo } }),
    ...(balanceTo === undefined ? {} : { balanceSheet: { maximum: balanceTo } }),
    ...(sectors ? { sector: { enum: sectors } } : {}),
    ...conditions,
  };
  return Object.keys(condition).length === 0 ? undefined : condition;
}

/** Returns the facts whose limits have columns of their own, each with the names of these columns. */
export function ownColumnsOf(sizeFact: string): ReadonlyMap<string, readonly (keyof Applicants)[]> {
  return new Map([
    [sizeFact, ['sizes']],
    ['employees', ['employeesFrom', 'employeesTo']],
    ['revenue', ['revenueTo']],
    ['balanceSheet', ['balanceTo']],
    ['sector', ['sectors']],
  ]);
}

/** Splits a condition into the entries that columns can state, and the rest. */
export function fromCondition(
  condition: JsonObject,
  sizeFact: string,
  words: ProgrammeWords,
): { readonly applicants: Applicants; readonly rest: JsonObject } {
  const applicants: Record<string, Json> = {};
  const conditions: Record<string, Json> = {};
  const otherTests: Record<string, Json> = {};
  const ownColumns = ownColumnsOf(sizeFact);
  for (const [name, test] of Object.entries(condition)) {
    const ownApplicants = ownColumns.has(name) ? applicantsOf(name, test, sizeFact) : undefined;
    if (ownApplicants) Object.assign(applicants, ownApplicants);
    else if (!ownColumns.has(name) && isPlainTest(test, words)) conditions[name] = test;
    else otherTests[name] = test;
  }
  return {
    applicants: { ...applicants, ...(Object.keys(conditions).length === 0 ? {} : { conditions }) } as Applicants,
    rest: otherTests,
  };
}

/** Returns the columns that state a test of the fact `name`; undefined if no columns can state it. */
function applicantsOf(name: string, test: Json, sizeFact: string): Applicants | undefined {
  const {
    enum: values,
    minimum,
    maximum,
  } = (test ?? {}) as {
    readonly enum?: never;
    readonly minimum?: number;
    readonly maximum?: number;
  };
  const candidates: Readonly<Record<string, object>> = {
    [sizeFact]: { sizes: values },
    employees: {
      ...(minimum === undefined ? {} : { employeesFrom: minimum }),
      ...(maximum === undefined ? {} : { employeesTo: maximum }),
    },
    revenue: { revenueTo: maximum },
    balanceSheet: { balanceTo: maximum },
    sector: { sectors: values },
  };
  const candidate = candidates[name] as Applicants;
  if (Object.values(candidate).some((value) => value === undefined)) return undefined;
  return isEqualJson(toCondition(candidate, sizeFact) ?? {}, { [name]: test }) ? candidate : undefined;
}

/**
 * Returns the amount that the columns stand for: a number, a rate of the cost of the measures, or such a rate for each
 * size; undefined if they are empty.
 */
export function toAmount(payment: Payment, sizes: readonly Size[], sizeFact: string): Json | undefined {
  const { rate, rates, cap, caps, amount } = payment;
  if (amount !== undefined) return amount;
  const limit = cap === undefined ? {} : { cap };
  if (!rates && !caps) return rate === undefined ? undefined : { sum: { cost: rate }, ...limit };
  const members = new Map<string, { readonly sizes: readonly Size[]; readonly rule: JsonObject }>();
  for (const size of SIZES) {
    const ownRate = rates?.[size] ?? rate;
    if (!sizes.includes(size) || ownRate === undefined) continue;
    const ownCap = caps?.[size];
    const rule = { sum: { cost: ownRate }, ...(ownCap === undefined ? {} : { cap: ownCap }) };
    const key = JSON.stringify(rule);
    members.set(key, { sizes: [...(members.get(key)?.sizes ?? []), size], rule });
  }
  const sum = Object.fromEntries(
    [...members.values()].map((member) => [
      member.sizes.at(-1) as string,
      { ...member.rule, when: { [sizeFact]: { enum: member.sizes } } },
    ]),
  );
  return { sum, ...limit };
}

/** Returns the columns that state an amount; undefined if no columns can state it. */
export function fromAmount(amount: Json, sizes: readonly Size[], sizeFact: string): Payment | undefined {
  if (amount === null || typeof amount === 'number') return { amount };
  if (!isObject(amount) || !isObject(amount.sum)) return undefined;
  const limit = typeof amount.cap === 'number' ? { cap: amount.cap } : {};
  const candidate: Payment =
    typeof amount.sum.cost === 'number'
      ? { rate: amount.sum.cost, ...limit }
      : { ...readRatesBySize(amount.sum, sizeFact), ...limit };
  return isEqualJson(toAmount(candidate, sizes, sizeFact) ?? null, amount) ? candidate : undefined;
}

function readRatesBySize(sum: JsonObject, sizeFact: string): Payment {
  const [rates, caps]: [Record<string, number>, Record<string, number>] = [{}, {}];
  for (const member of Object.values(sum)) {
    if (!isObject(member) || !isObject(member.sum) || !isObject(member.when)) continue;
    const test = member.when[sizeFact];
    const sizes = isObject(test) && Array.isArray(test.enum) ? test.enum : [];
    for (const size of sizes as string[]) {
      if (typeof member.sum.cost === 'number') rates[size] = member.sum.cost;
      if (typeof member.cap === 'number') caps[size] = member.cap;
    }
  }
  return { rates, ...(Object.keys(caps).length === 0 ? {} : { caps }) };
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two JSON values are equal; the order of keys does not matter. */
export function isEqualJson(one: Json, other: Json): boolean {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item: Json, i) => isEqualJson(item, other[i] as Json));
  if (!isObject(one) || !isObject(other)) return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isEqualJson(one[key] as Json, other[key] as Json))
  );
}
