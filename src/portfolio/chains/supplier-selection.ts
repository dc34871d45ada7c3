import {
  add,
  compare,
  type Doubt,
  itemAt,
  type Rational,
  subtract,
  toNumber,
  wholeNumber,
  ZERO,
} from '../../model/index.ts';
import {
  describeInstruments,
  parseExactMoney,
  projectOutcome,
  type RecommendInput,
  type Solver,
} from '../../policy/index.ts';
import { type AnswerEntry, type AnswerSet, assess } from '../../scoring/index.ts';
import { type PricedRoadmap, solveKnapsack } from '../budget-allocation.ts';
import { type ChainFigures, type ChainReadiness, readinessOf } from './chain-figures.ts';

interface SelectedSupplier {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly cost: number;
  /**
   * By how much helping this supplier raises the chain's readiness over assessed members. The gains of several
   * suppliers add up.
   */
  readonly gain: number;
}

/** The suppliers that a leader should help first. */
export interface SupplierSelection {
  readonly budget: number;
  /**
   * The number of direct suppliers with a known level below the highest, and how many of them have a priced roadmap.
   */
  readonly candidates: number;
  readonly priced: number;
  /** The chosen suppliers, with the highest gain per cost first. */
  readonly chosen: readonly SelectedSupplier[];
  readonly cost: number;
  readonly after: ChainReadiness | null;
}

/**
 * Selects the direct suppliers whose roadmaps together raise the chain's readiness most within a budget. The gain of a
 * supplier is the leader's dependency on the supplier, times the levels that its roadmap gains. This is a knapsack,
 * solved to proven optimality.
 */
export function selectSuppliers(
  { directSuppliers, members, dependency }: ChainFigures,
  roadmapOf: (key: string) => Pick<PricedRoadmap, 'to' | 'cost'> | undefined,
  { top, budget, solver }: { readonly top: number; readonly budget: number; readonly solver: Solver },
): SupplierSelection {
  const assessedDependency = members.reduce(
    (sum, { level }, node) => sum + (level ? (dependency[node] as number) : 0),
    0,
  );
  const suppliersBelow = directSuppliers.filter((node) => (members[node]?.level?.lowest ?? top) < top);
  const candidates = suppliersBelow.flatMap((node): SelectedSupplier[] => {
    const { key, level } = itemAt(members, node);
    const roadmap = roadmapOf(key);
    if (!roadmap || !level || roadmap.to <= level.lowest) return [];
    const gain =
      assessedDependency === 0
        ? 0
        : ((dependency[node] as number) * (roadmap.to - level.lowest)) / top / assessedDependency;
    return [{ node, from: level.lowest, to: roadmap.to, cost: roadmap.cost, gain }];
  });
  const { chosen, cost } = solveKnapsack(
    candidates.map(({ cost: price, gain }) => [{ cost: price, gain }]),
    budget,
    solver,
  );
  const chosenSuppliers = candidates.filter((_, i) => chosen[i] === 0);
  const supplierByNode = new Map(chosenSuppliers.map((supplier) => [supplier.node, supplier]));
  const raisedMembers = members.map((member, node) => {
    const supplier = supplierByNode.get(node);
    return supplier
      ? { ...member, level: { lowest: supplier.to, highest: Math.max(supplier.to, member.level?.highest ?? 0) } }
      : member;
  });
  const computeGainPerCost = ({ gain, cost: price }: SelectedSupplier): number => gain / Math.max(1, price);
  return {
    budget,
    candidates: suppliersBelow.length,
    priced: candidates.length,
    chosen: chosenSuppliers.sort((a, b) => computeGainPerCost(b) - computeGainPerCost(a) || a.node - b.node),
    cost,
    after: readinessOf(raisedMembers, dependency, top),
  };
}

/** The amount that an instrument pays for helping suppliers. */
interface SupportAmount {
  readonly instrument: string;
  readonly currency: string;
  readonly amount: number;
  /** The number of enterprises to which the instrument pays this amount. */
  readonly enterprises: number;
  /** Why it is not certain that the money is paid; absent if it is certain. */
  readonly doubts?: readonly Doubt[];
}

/** The amounts that instruments pay to the leader and to the suppliers because the leader helps them. */
export interface ChainSupport {
  readonly leader: readonly SupportAmount[];
  readonly suppliers: readonly SupportAmount[];
}

/** The ids of the facts from which a funding programme knows that a leader helps suppliers. */
const SELECTION_FACTS = { role: 'chainRole', served: 'servedSuppliers', through: 'transformedThroughLeader' } as const;

/** The input for evaluating a policy for an enterprise, without any measure. */
type SupportInput = Omit<RecommendInput, 'sheet' | 'assessed'> & { readonly tool: string };

/**
 * Computes what the instruments of a funding programme pay the leader for helping a number of suppliers, and each
 * supplier for being transformed through its leader. Each instrument is evaluated with and without the facts that state
 * this, because it may also pay for other reasons. Empty if the programme reads no such facts.
 */
export function findChainSupport(
  basis: SupportInput,
  leader: AnswerSet,
  suppliers: readonly AnswerSet[],
): ChainSupport {
  const inputNames = new Set(basis.plan.inputs.map(({ name }) => name));
  if (!inputNames.has(SELECTION_FACTS.served) && !inputNames.has(SELECTION_FACTS.through))
    return { leader: [], suppliers: [] };
  const computePay = (
    sheet: AnswerSet,
    role: string,
    facts: Readonly<Record<string, AnswerEntry>>,
  ): Map<string, InstrumentPay> => {
    const answers = new Map(sheet);
    if (inputNames.has(SELECTION_FACTS.role)) answers.set(SELECTION_FACTS.role, { state: 'answered', value: role });
    for (const [name, entry] of Object.entries(facts)) if (inputNames.has(name)) answers.set(name, entry);
    return computePayments(basis, answers);
  };
  const toServedAnswer = (count: number) => ({
    [SELECTION_FACTS.served]: { state: 'answered', value: wholeNumber(count) } satisfies AnswerEntry,
  });
  const toThroughAnswer = (is: boolean) => ({
    [SELECTION_FACTS.through]: { state: 'answered', value: is } satisfies AnswerEntry,
  });
  return {
    leader: sumUp([
      subtractPayments(
        computePay(leader, 'leader', toServedAnswer(suppliers.length)),
        computePay(leader, 'leader', toServedAnswer(0)),
      ),
    ]),
    suppliers: sumUp(
      suppliers.map((sheet) =>
        subtractPayments(
          computePay(sheet, 'supplier', toThroughAnswer(true)),
          computePay(sheet, 'supplier', toThroughAnswer(false)),
        ),
      ),
    ),
  };
}

interface InstrumentPay {
  readonly amount: Rational;
  readonly currency: string;
  readonly doubts?: readonly Doubt[] | undefined;
}

function computePayments({ tool, ...basis }: SupportInput, sheet: AnswerSet): Map<string, InstrumentPay> {
  const assessment = assess(basis.plan, sheet, basis.stamp, tool);
  const input: RecommendInput = { ...basis, sheet, assessed: assessment };
  const { instruments } = describeInstruments(input, [], projectOutcome(input, { chosen: [], hopes: false }));
  return new Map(
    instruments.flatMap(({ id, verdict, doubts, amount }): [string, InstrumentPay][] =>
      verdict === 'eligible' && amount?.state === 'settled' && amount.value !== undefined
        ? [[id, { amount: parseExactMoney(amount.value), currency: amount.currency, doubts }]]
        : [],
    ),
  );
}

function subtractPayments(
  withThem: ReadonlyMap<string, InstrumentPay>,
  without: ReadonlyMap<string, InstrumentPay>,
): Map<string, InstrumentPay> {
  return new Map(
    [...withThem].flatMap(([id, { amount, ...rest }]): [string, InstrumentPay][] => {
      const extraAmount = subtract(amount, without.get(id)?.amount ?? ZERO);
      return compare(extraAmount, ZERO) > 0 ? [[id, { amount: extraAmount, ...rest }]] : [];
    }),
  );
}

function sumUp(payments: readonly ReadonlyMap<string, InstrumentPay>[]): SupportAmount[] {
  const sums = new Map<string, InstrumentPay & { readonly enterprises: number }>();
  for (const [id, computePay] of payments.flatMap((payment) => [...payment])) {
    const { amount, enterprises } = sums.get(id) ?? { amount: ZERO, enterprises: 0 };
    sums.set(id, { ...computePay, amount: add(amount, computePay.amount), enterprises: enterprises + 1 });
  }
  return [...sums].map(([instrument, { amount, doubts, ...rest }]) => ({
    instrument,
    ...rest,
    amount: toNumber(amount),
    ...(doubts ? { doubts } : {}),
  }));
}
