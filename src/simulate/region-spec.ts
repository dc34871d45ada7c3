// The types of a synthetic region, its invented names and keys, and the check of its specification.

import {
  completeUscc,
  type Path,
  type Phrase,
  type ProblemCode,
  type ProblemDetails,
  type Region,
  rankBySpelling,
  type SimulatedChain,
  type SimulatedMaturity,
} from '../model/index.ts';

/** An invented enterprise. */
export interface SimulatedEnterprise {
  /** The index of the enterprise in the region, from 0; registered enterprises come first. */
  readonly index: number;
  /** A credit code with a division that does not exist, or a number that no register uses. */
  readonly key: string;
  readonly name: string;
  readonly city: string;
  readonly isRegistered: boolean;
  /** The value of the enterprise in each group, by group id; blank if it has none. */
  readonly values: ReadonlyMap<string, string>;
  /** Facts that are whole numbers, by fact id. */
  readonly facts: ReadonlyMap<string, number>;
  /** The maturity on the day of the first wave, roughly from 0 to 1. */
  readonly maturity: number;
}

/** A chain and its members; the leader comes first. */
export interface SimulatedMembers {
  readonly name: string;
  readonly cluster: string | undefined;
  readonly members: readonly SimulatedEnterprise[];
}

/** A purchase by one enterprise from another. */
export interface SimulatedLink {
  readonly chain: string;
  readonly cluster: string | undefined;
  readonly buyer: SimulatedEnterprise;
  readonly supplier: SimulatedEnterprise;
  /** The share of the buyer's total purchases, in hundred-thousandths. */
  readonly share: number;
  readonly isSingle: boolean;
}

/** The enterprises that are assessed on one day. */
export interface SimulatedAssessments {
  readonly date: string;
  readonly kind: 'self' | 'onsite';
  /** The enterprises, in the order of their keys. */
  readonly enterprises: readonly SimulatedEnterprise[];
}

/** An invented figure of a city. */
export interface SimulatedPeer {
  readonly name: string;
  readonly value: number;
  readonly isOwn: boolean;
}

/** Reports a part of a specification that cannot be simulated. */
export type ReportRegionProblem = (code: ProblemCode, at: Path, details: ProblemDetails) => void;

/** Builds the details for an unknown name. */
export function describeUnknown(found: string, wanted: Phrase, known: readonly string[]): ProblemDetails {
  return { found, wanted, allowed: rankBySpelling(found, known) };
}

/** Returns the maturity parameters of a specification, with defaults for those that are not stated. */
export function maturityOf({ maturity = {} }: Region): Required<SimulatedMaturity> {
  return { mean: 0.45, spread: 0.15, scatter: 0.12, growth: 0.06, optimism: 0.05, doubt: 0.02, ...maturity };
}

/** Writes the names of what is invented, from numbers. */
export interface RegionWords {
  enterpriseName(given: { readonly number: string }): string;
  cityName(given: { readonly number: string }): string;
}

/** The assessor stated in the files, so that anyone who finds a file knows its origin. */
export const SYNTHETIC_ASSESSOR = 'matura simulate (synthetic)';

/** Returns the name of an enterprise by its number from 1. */
export function enterpriseName(number: number, words: RegionWords): string {
  return words.enterpriseName({ number: String(number).padStart(5, '0') });
}

/** Returns the name of a peer city. */
export function cityName(number: number, words: RegionWords): string {
  return words.cityName({ number: String(number).padStart(2, '0') });
}

/** The first two digits of divisions that do not exist. In GB/T 2260, the highest is 82, for the special regions. */
const NO_DIVISION = '99';

/** Returns the division of a city; the registry's city is number 0. */
export function divisionOf(stated: string | undefined, number: number): string {
  return stated ?? `${NO_DIVISION}${String(number).padStart(2, '0')}00`;
}

/** The beginning of numbers that no register uses: both their length and their first letters rule it out. */
const NO_REGISTER = 'SYN';

/**
 * Returns the key of an enterprise by its number in a division: a credit code with valid check characters where the pack
 * asks for one, otherwise a plain number.
 */
export function syntheticKey(division: string, number: number, isCreditCode: boolean): string {
  const digits = `${division}${String(number).padStart(8, '0')}`;
  return isCreditCode ? completeUscc(`91${digits}`) : `${NO_REGISTER}${digits}`;
}

const RESERVED_COLUMNS = ['name', 'city', 'chain', 'chainRole', 'transformed', 'synthetic'] as const;

/** Reports contradictions in a specification: repeated ids, unknown groups and values, reversed ranges. */
export function checkRegion(region: Region, key: string, report: ReportRegionProblem): void {
  const { groups = [], chains = [], outside = [], city, waves = [], pack } = region;
  if (waves.length > 0 && pack === undefined) report('M110', [], { name: 'pack' });
  const reservedNames = [key, ...RESERVED_COLUMNS].map((id) => id.toLowerCase());
  const columns = groups.flatMap((group, g) => [
    { id: group.id, at: ['groups', g, 'id'] },
    ...[...new Set(group.values.flatMap(({ facts = {} }) => Object.keys(facts)))].map((id) => ({
      id,
      at: factPlace(group.values, g, id),
    })),
  ]);
  for (const { id, at } of columns) if (reservedNames.includes(id.toLowerCase())) report('M202', at, { found: id });
  reportDuplicates(columns, report);
  reportDuplicates(
    chains.map(({ id, name = id }, c) => ({
      id: name,
      at: ['chains', c, chains[c]?.name === undefined ? 'id' : 'name'],
    })),
    report,
  );
  const divisions = [city, ...outside.map((neighbour) => neighbour.city)].map(({ division }, i) => ({
    id: divisionOf(division, i),
    at: i === 0 ? ['city'] : ['outside', i - 1, 'city'],
  }));
  reportDuplicates(divisions, report);
  for (const [g, { values }] of groups.entries()) {
    reportDuplicates(
      values.map(({ value }, v) => ({ id: value, at: ['groups', g, 'values', v, 'value'] })),
      report,
    );
    for (const [v, { facts = {} }] of values.entries())
      for (const [id, { from, to }] of Object.entries(facts))
        if (from > to)
          report('M215', ['groups', g, 'values', v, 'facts', id, 'from'], { found: `${from}`, wanted: `${to}` });
  }
  for (const [c, chain] of chains.entries())
    for (const part of ['where', 'leader'] as const) checkChosen(chain[part], region, ['chains', c, part], report);
}

function factPlace(values: NonNullable<Region['groups']>[number]['values'], group: number, id: string): Path {
  const value = values.findIndex(({ facts = {} }) => Object.hasOwn(facts, id));
  return ['groups', group, 'values', value, 'facts', id];
}

function reportDuplicates(
  named: readonly { readonly id: string; readonly at: Path }[],
  report: ReportRegionProblem,
): void {
  const seenIds = new Set<string>();
  for (const { id, at } of named) {
    if (seenIds.has(id.toLowerCase())) report('M201', at, { found: id });
    seenIds.add(id.toLowerCase());
  }
}

function checkChosen(
  chosen: SimulatedChain['where'],
  { groups = [] }: Region,
  at: Path,
  report: ReportRegionProblem,
): void {
  for (const [id, wanted] of Object.entries(chosen ?? {})) {
    const group = groups.find((candidate) => candidate.id === id);
    if (!group) {
      const ids = groups.map((group) => group.id);
      report('M203', [...at, id], describeUnknown(id, { phrase: 'group' }, ids));
      continue;
    }
    const values = group.values.map(({ value }) => value);
    for (const [i, value] of wanted.entries())
      if (!values.includes(value))
        report('M203', [...at, id, i], describeUnknown(value, { phrase: 'valueOfGroup', group: id }, values));
  }
}
