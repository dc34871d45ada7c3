import { add, compare, type Rational, subtract, toNumber, ZERO } from '../../model/rational.ts';
import type { Basis } from '../../policy/basis.ts';
import { describeMoney } from '../../policy/funding/fund.ts';
import { readMoney } from '../../policy/funding/money.ts';
import { foresee } from '../../policy/outcome.ts';
import { assess } from '../../scoring/result.ts';
import type { Sheet, SheetEntry } from '../../scoring/sheet.ts';

/** What an instrument pays because suppliers are taken along. */
export interface SupportAmount {
  /** The id of the instrument. */
  readonly instrument: string;
  readonly currency: string;
  /** In the currency. */
  readonly amount: number;
  /** How many enterprises it pays. */
  readonly enterprises: number;
}

/** What chain instruments pay on either side. */
export interface ChainSupport {
  readonly leader: readonly SupportAmount[];
  readonly suppliers: readonly SupportAmount[];
}

/** By these ids policies read how suppliers are taken along. */
const FACTS = { role: 'chainRole', served: 'servedSuppliers', through: 'transformedThroughLeader' } as const;

/** An enterprise as a policy judges it, without any measure. */
export type SupportBasis = Omit<Basis, 'sheet' | 'assessed'> & { readonly tool: string };

/**
 * What the policy's instruments pay the leader for serving so many suppliers, and each supplier for transforming through
 * its leader, beyond what they pay anyway: the policy is asked with and without. Nothing where it reads no such facts.
 */
export function supportFor(basis: SupportBasis, leader: Sheet, suppliers: readonly Sheet[]): ChainSupport {
  const known = new Set(basis.plan.inputs.map(({ name }) => name));
  if (!known.has(FACTS.served) && !known.has(FACTS.through)) return { leader: [], suppliers: [] };
  const pay = (sheet: Sheet, role: string, facts: Readonly<Record<string, SheetEntry>>): Map<string, Pay> => {
    const said = new Map(sheet);
    if (known.has(FACTS.role)) said.set(FACTS.role, { state: 'answered', value: role });
    for (const [name, entry] of Object.entries(facts)) if (known.has(name)) said.set(name, entry);
    return payments(basis, said);
  };
  const served = (count: number) => ({
    [FACTS.served]: { state: 'answered', value: { n: BigInt(count), d: 1n } } satisfies SheetEntry,
  });
  const through = (is: boolean) => ({ [FACTS.through]: { state: 'answered', value: is } satisfies SheetEntry });
  return {
    leader: sumUp([differ(pay(leader, 'leader', served(suppliers.length)), pay(leader, 'leader', served(0)))]),
    suppliers: sumUp(
      suppliers.map((sheet) => differ(pay(sheet, 'supplier', through(true)), pay(sheet, 'supplier', through(false)))),
    ),
  };
}

interface Pay {
  readonly amount: Rational;
  readonly currency: string;
}

function payments({ tool, ...basis }: SupportBasis, sheet: Sheet): Map<string, Pay> {
  const assessed = assess(basis.plan, sheet, basis.stamp, tool);
  const whole: Basis = { ...basis, sheet, assessed };
  const { instruments } = describeMoney(whole, [], foresee(whole, { chosen: [], hopes: false }));
  return new Map(
    instruments.flatMap(({ id, verdict, amount }): [string, Pay][] =>
      verdict === 'eligible' && amount?.state === 'settled' && amount.value !== undefined
        ? [[id, { amount: readMoney(amount.value), currency: amount.currency }]]
        : [],
    ),
  );
}

function differ(withThem: ReadonlyMap<string, Pay>, without: ReadonlyMap<string, Pay>): Map<string, Pay> {
  return new Map(
    [...withThem].flatMap(([id, { amount, currency }]): [string, Pay][] => {
      const more = subtract(amount, without.get(id)?.amount ?? ZERO);
      return compare(more, ZERO) > 0 ? [[id, { amount: more, currency }]] : [];
    }),
  );
}

function sumUp(all: readonly ReadonlyMap<string, Pay>[]): SupportAmount[] {
  const sums = new Map<string, { amount: Rational; currency: string; enterprises: number }>();
  for (const [id, { amount, currency }] of all.flatMap((one) => [...one])) {
    const known = sums.get(id) ?? { amount: ZERO, currency, enterprises: 0 };
    sums.set(id, { currency, amount: add(known.amount, amount), enterprises: known.enterprises + 1 });
  }
  return [...sums].map(([instrument, { amount, ...rest }]) => ({ instrument, ...rest, amount: toNumber(amount) }));
}
