import { setImmediate } from 'node:timers/promises';
import { recordEntry } from '../../interview/statement.ts';
import { markOf } from '../../model/answer-mark.ts';
import type { Region } from '../../model/generated/types.ts';
import type { Input, Plan } from '../../scoring/plan.ts';
import { entryOf, type Sheet } from '../../scoring/sheet.ts';
import type { SimulatedAssessments, SimulatedEnterprise } from '../../simulate/region.ts';
import { keyOf, type SimulatedRegion } from '../../simulate/simulate.ts';

/** A table that will be written. */
export interface PlannedTable {
  /** Below the folder, with `/`. */
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: Iterable<readonly string[]>;
}

/** The last column of every table, so that no row goes anywhere without saying what it is. */
export const MARK = 'synthetic';
const MARKED = 'true';

/** The tables of a region but for its exports: registry, outside, links, peers, as far as there is anything in them. */
export function planTables(spec: Region, region: SimulatedRegion, plan: Plan | null): readonly PlannedTable[] {
  const { enterprises, links, peers } = region;
  const outside = enterprises.filter(({ isRegistered }) => !isRegistered);
  const registered = enterprises.filter(({ isRegistered }) => isRegistered);
  const listed = (name: string, members: readonly SimulatedEnterprise[]) => ({
    name,
    ...listEnterprises(spec, region, plan, members),
  });
  const tables: PlannedTable[] = [listed('registry.csv', registered)];
  if (outside.length > 0) tables.push(listed('outside.csv', outside));
  if (links.length > 0) tables.push(tableOfLinks(region));
  if (peers.length > 0) tables.push(tableOfPeers(spec, region));
  return tables;
}

function listEnterprises(
  { groups = [] }: Region,
  { roles, transformed }: SimulatedRegion,
  plan: Plan | null,
  members: readonly SimulatedEnterprise[],
): Omit<PlannedTable, 'name'> {
  const facts = [...new Set(groups.flatMap(({ values }) => values.flatMap((value) => Object.keys(value.facts ?? {}))))];
  const columns = groups.map(({ id }) => id);
  return {
    headings: [keyOf(plan), 'name', 'city', ...columns, ...facts, 'chain', 'chainRole', 'transformed', MARK],
    rows: members.map((one) => {
      const { chain, role } = roles(one);
      return [
        one.key,
        one.name,
        one.city,
        ...columns.map((id) => one.values.get(id) ?? ''),
        ...facts.map((id) => String(one.facts.get(id) ?? '')),
        chain.join(';'),
        role,
        transformed.get(one) ?? '',
        MARKED,
      ];
    }),
  };
}

function tableOfLinks({ links }: SimulatedRegion): PlannedTable {
  const share = (hundredThousandths: number): string => String(hundredThousandths / 100_000);
  const withCluster = links.some(({ cluster }) => cluster !== undefined);
  return {
    name: 'links.csv',
    headings: ['chain', ...(withCluster ? ['cluster'] : []), 'buyer', 'supplier', 'share', 'single', MARK],
    rows: links.map((link) => [
      link.chain,
      ...(withCluster ? [link.cluster ?? ''] : []),
      link.buyer.key,
      link.supplier.key,
      share(link.share),
      String(link.isSingle),
      MARKED,
    ]),
  };
}

function tableOfPeers({ peers }: Region, { peers: values }: SimulatedRegion): PlannedTable {
  return {
    name: 'peers.csv',
    headings: ['region', peers?.measure ?? 'index', MARK],
    rows: values.map(({ name, value }) => [name, String(value), MARKED]),
  };
}

/** So many enterprises answer before whatever waits has its turn: a signal that ends the run. */
const IN_ONE_GO = 100;

/** The export of a wave: ids as headings, which `matura batch` knows without a mapping. */
export async function planExport(
  plan: Plan,
  wave: SimulatedAssessments,
  respond: NonNullable<SimulatedRegion['respond']>,
): Promise<PlannedTable & { readonly inputs: readonly Input[] }> {
  const stated = new Set<string>();
  for (const [at, one] of wave.enterprises.entries()) {
    if (at % IN_ONE_GO === 0) await setImmediate();
    for (const name of respond(one, wave).keys()) stated.add(name);
  }
  const inputs = plan.inputs.filter(({ name }) => stated.has(name));
  return {
    name: `exports/${wave.kind}-${wave.date}.csv`,
    inputs,
    headings: [...inputs.map(({ name }) => name), MARK],
    rows: rowsOf(wave.enterprises, (one) => respond(one, wave), inputs),
  };
}

function* rowsOf(
  enterprises: readonly SimulatedEnterprise[],
  sheetOf: (enterprise: SimulatedEnterprise) => Sheet,
  inputs: readonly Input[],
): Generator<readonly string[]> {
  for (const one of enterprises) {
    const sheet = sheetOf(one);
    yield [...inputs.map(({ name }) => markOf(recordEntry(entryOf(sheet, name)))), MARKED];
  }
}
