import { resolve } from 'node:path';
import { pickText } from '../../i18n/index.ts';
import type { Instrument, Policy } from '../../model/generated/types.ts';
import { toNumber } from '../../model/rational.ts';
import { Refusal } from '../../model/refusal.ts';
import { loadPolicy } from '../../pack/policy.ts';
import { type InstrumentDemand, tallyDemand } from '../../policy/demand.ts';
import type { Total } from '../../policy/records/standing.ts';
import { renderDemand, type SchemeWords } from '../../report/demand/page.ts';
import type { World } from '../../world.ts';
import { eachEnterprise } from './each-enterprise.ts';
import { lookOf, speechOf } from './look.ts';

interface DemandOptions {
  readonly json?: boolean;
  readonly format?: string;
  readonly quiet?: boolean;
  /** Folders to look for policies in first. */
  readonly packs?: readonly string[];
  readonly lang?: string;
  readonly color?: boolean;
}

/** A policy's instrument with what its scheme has to give. */
type Scheme = Instrument & { readonly budget?: { readonly amount: number | null } };

/**
 * Tells what the enterprises of a folder ask of each instrument by their latest recommendations, its budget, and what was
 * applied for, granted and paid. Gives the exit code: 1 where a file cannot be read. Throws a `Refusal` where there is none.
 */
export async function tellDemand(world: World, dir: string, options: DemandOptions): Promise<number> {
  const { messages } = await speechOf(world, options.lang);
  const tally = tallyDemand();
  const [policies, unreadable] = [new Set<string>(), [] as string[]];
  let [enterprises, withoutPolicy] = [0, 0];
  const folder = { root: resolve(world.cwd, dir), messages, quiet: options.quiet ?? false };
  for await (const { assessments, records } of eachEnterprise(world, folder, (path) => unreadable.push(path))) {
    const recommendation = assessments.findLast((one) => one.recommendation)?.recommendation;
    enterprises += 1;
    if (recommendation) policies.add(recommendation.policy.id);
    else withoutPolicy += 1;
    tally.add({ recommendation, records });
  }
  if (enterprises === 0 && unreadable.length === 0) {
    throw new Refusal(3, `${dir} holds no enterprise file`, 'matura score PACK ANSWERS --files DIR writes one.');
  }
  const instruments = tally.finish();
  const documents = await findPolicies(world, policies, options.packs ?? []);
  const find = ({ id, policy }: InstrumentDemand): SchemeWords | undefined => {
    const holder = documents.find((document) => document.id === policy);
    const scheme: Scheme | undefined = holder?.instruments?.find((instrument) => instrument.id === id);
    if (!holder || !scheme) return undefined;
    const title = pickText(scheme.title, messages.language, []) ?? id;
    return { title, budget: scheme.budget?.amount ?? null, currency: holder.currency };
  };
  const counts = { enterprises, withoutPolicy, unreadable: unreadable.length };
  world.stdout.write(
    options.json || options.format === 'json'
      ? toJson(instruments, { ...counts, unreadable }, find)
      : renderDemand({ ...counts, instruments, find }, { ...lookOf(world, world.stdout, options), messages }),
  );
  return unreadable.length > 0 ? 1 : 0;
}

/** The policies with those they include; one that is not found any more is said, and its instruments stay ids. */
async function findPolicies(world: World, ids: ReadonlySet<string>, packs: readonly string[]): Promise<Policy[]> {
  const found: Policy[] = [];
  for (const id of [...ids].sort()) {
    const loaded = await loadPolicy(world, id, { packs }).catch((error) => {
      if (error instanceof Refusal) return undefined;
      throw error;
    });
    if (!loaded?.policies) world.stderr.write(`The policy ${id} is not found: its titles and budgets are not known.\n`);
    else found.push(...loaded.policies.map(({ document }) => document));
  }
  return found;
}

function toJson(
  instruments: readonly InstrumentDemand[],
  counts: object,
  find: (one: InstrumentDemand) => SchemeWords | undefined,
): string {
  const sum = ({ amount, unknown, count }: Total): object => ({ amount: amount && toNumber(amount), unknown, count });
  const rows = instruments.map((one) => {
    const { id, policy, currency, verdicts, demand, records } = one;
    const known = find(one);
    return {
      id,
      policy,
      currency: known?.currency ?? currency,
      ...verdicts,
      demand: sum(demand),
      ...(known ? { budget: known.budget } : {}),
      ...Object.fromEntries(
        Object.entries(records).map(([state, total]) => [state, { ...sum(total), enterprises: total.enterprises }]),
      ),
    };
  });
  return `${JSON.stringify({ schemaVersion: 1, ...counts, instruments: rows }, null, 2)}\n`;
}
