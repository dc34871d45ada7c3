import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { CombinedSum, Policy } from '../../../src/model/generated/types.ts';
import { readDocument } from '../joinery-pack.ts';
import { fund, readPolicy } from './workshop-funding.ts';

interface HandCase {
  readonly name: string;
  readonly why: string;
  readonly costs: readonly string[];
  /** What is saved where all are done together. */
  readonly saves?: string;
  readonly level?: number;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly expect: {
    readonly amounts: Readonly<Record<string, string>>;
    readonly nothing?: readonly string[];
    readonly refused?: readonly string[];
    readonly interest?: Readonly<Record<string, readonly string[]>>;
    readonly years?: Readonly<Record<string, readonly string[]>>;
    readonly likely: Partial<CombinedSum>;
    readonly possible?: Partial<CombinedSum>;
  };
}

const FOLDER = path.join(import.meta.dirname, 'cases');

const suites = readdirSync(FOLDER).map(
  (file) => parse(readFileSync(path.join(FOLDER, file), 'utf8')) as { policy: string; cases: HandCase[] },
);

it('at least ten funding cases have figures worked out by hand', () => {
  expect(suites.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(10);
});

describe.each(suites)('the rules of $policy', ({ policy, cases }) => {
  it.each(cases)(
    'funding equals the figures worked out by hand: $name: $why',
    ({ costs, saves, level, facts, expect: wanted }) => {
      const { instruments, funding } = fund({
        policies: [readPolicy(policy)],
        steps: costs.map((cost, i) => ({ cost, ...(saves === undefined || i > 0 ? {} : { saves }) })),
        ...(level === undefined ? {} : { level }),
        ...(facts === undefined ? {} : { facts }),
      });
      const paying = instruments.filter(({ verdict }) => verdict === 'eligible');
      expect(Object.fromEntries(paying.map(({ id, amount }) => [id, amount?.value]))).toEqual(wanted.amounts);
      const nothing = instruments.filter(({ amount }) => amount?.state === 'nothing').map(({ id }) => id);
      for (const id of wanted.nothing ?? []) expect(nothing).toContain(id);
      const refused = instruments.filter(({ verdict }) => verdict === 'refused').map(({ id }) => id);
      for (const id of wanted.refused ?? []) expect(refused).toContain(id);
      for (const [id, years] of Object.entries(wanted.years ?? {})) {
        expect(instruments.find((one) => one.id === id)?.loan?.years?.map(({ subsidy }) => subsidy)).toEqual(years);
      }
      for (const [id, years] of Object.entries(wanted.interest ?? {})) {
        expect(instruments.find((one) => one.id === id)?.loan?.years?.map(({ interest }) => interest)).toEqual(years);
      }
      expect(funding?.likely).toMatchObject(wanted.likely);
      if (wanted.possible) expect(funding?.possible).toMatchObject(wanted.possible);
      else expect(funding?.possible).toBeUndefined();
    },
  );
});

it('the Deyang amounts in the cases match the bundled policy', () => {
  const amounts = ({ instruments = [] }: Policy) =>
    Object.fromEntries(instruments.map(({ id, amount }) => [id, amount]));
  const bundled = readDocument<Policy>('policy', '..', '..', 'questionnaires', 'policies', 'deyang-2024.yaml');
  expect(amounts(bundled)).toMatchObject(amounts(readPolicy('deyang')));
});
