import { nodesOf } from '../../condition/condition.ts';
import { shareEqual } from '../../model/frozen.ts';
import type { Funding, JudgedInstrument } from '../../model/generated/types.ts';
import { readsOf } from '../../scoring/reads.ts';
import type { Basis } from '../basis.ts';
import type { CompiledMeasure } from '../measures.ts';
import type { Prospect } from '../outcome.ts';
import type { CompiledInstrument } from '../policy.ts';
import { createNumbering, type Numbering } from './numbering.ts';
import { createTelltale, type Telltale } from './telltale.ts';

/** What was said before, under the same policy, of instruments and of their sums. */
export interface Seen {
  /** In the order of the policy's instruments. */
  readonly instruments: readonly Remembered<JudgedInstrument>[];
  readonly sums: Remembered<Funding | undefined>;
}

/** Gives what was found before where nothing it depends on differs, else finds it. */
export type Remembered<T> = (find: () => T) => T;

/** What is asked of a policy: that of the recommendation. */
type Asked = Pick<Basis, 'plan' | 'sheet' | 'assessed' | 'judged' | 'measures' | 'policy' | 'asOf' | 'estimate'>;

/** So much is kept of each before it is forgotten. */
const MOST_KEPT = 1024;

/**
 * What is said of instruments by all that it depends on: what their conditions, amounts and loans read, and the measures
 * that are chosen. Of many enterprises most is the same.
 */
export function seenOf(basis: Asked, chosen: readonly CompiledMeasure[], outcome: Prospect): Seen {
  const { plan, sheet, assessed, judged = assessed, asOf, estimate } = basis;
  const { after, sure, sureSheet, confirm } = outcome;
  const kept = keptFor(basis);
  const { numberOf } = kept;
  const today = createTelltale(plan, sheet, judged.evaluation, numberOf);
  const later = createTelltale(plan, sureSheet, after, numberOf);
  const certain = after === sure ? later : createTelltale(plan, sureSheet, sure, numberOf);
  const around = numberOf(`${asOf} ${estimate ?? ''} ${chosen.map(({ id }) => id).join()} ${confirm.join()}`);
  const numbers = kept.reads.map(({ when, after: needed, amount }) =>
    numberOf(`${around};${told(when, today)};${told(needed, later)};${told(needed, certain)};${told(amount, certain)}`),
  );
  return {
    instruments: numbers.map((number, i) => remember(kept.instruments[i] as Known<JudgedInstrument>, number)),
    sums: remember(kept.sums, numberOf(`${numbers.join()};${told(kept.caps, certain)}`)),
  };
}

function told(nodes: readonly number[], tell: Telltale): string {
  let text = '';
  for (const node of nodes) text += `${tell(node)},`;
  return text;
}

type Known<T> = Map<number, T>;

function remember<T extends object | undefined>(known: Known<T>, number: number): Remembered<T> {
  return (find) => {
    if (known.has(number)) return known.get(number) as T;
    const said = find();
    // What is the same in spite of other measures is one thing: whoever writes it down need not do so anew every time.
    const found = said && shareEqual(known, said);
    if (known.size >= MOST_KEPT) known.clear();
    known.set(number, found);
    return found;
  };
}

interface Kept {
  /** What the policy was asked about. */
  readonly plan: Basis['plan'];
  readonly measures: Basis['measures'];
  readonly reads: readonly Reads[];
  /** What the limits that several share read. */
  readonly caps: readonly number[];
  /** For all that is told of nodes, and for what is put together of that. */
  readonly numberOf: Numbering;
  readonly instruments: readonly Known<JudgedInstrument>[];
  readonly sums: Known<Funding | undefined>;
}

/** The nodes of the plan that are read for an instrument. */
interface Reads {
  readonly when: readonly number[];
  readonly after: readonly number[];
  readonly amount: readonly number[];
}

const KEPT = new WeakMap<Basis['policy'], Kept>();

function keptFor(basis: Asked): Kept {
  const found = KEPT.get(basis.policy);
  if (found && found.plan === basis.plan && found.measures === basis.measures) return found;
  const kept = prepare(basis);
  KEPT.set(basis.policy, kept);
  return kept;
}

function prepare({ plan, measures, policy }: Asked): Kept {
  const readBy = ({ amount, terms }: Pick<CompiledInstrument, 'amount' | 'terms'>): number[] => {
    const { principal, annualPercent = null, months = null, interest } = terms ?? {};
    const figures = [principal, annualPercent, months, ...(interest ?? [])];
    return [
      ...(amount.kind === 'rule' ? readInPlan(amount.node) : []),
      ...figures.flatMap((figure) => (figure && 'node' in figure ? [figure.node] : [])),
    ];
  };
  const readInPlan = (from: number): number[] => {
    const found = new Set<number>();
    const waiting = [from];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (found.has(node)) continue;
      found.add(node);
      const stated = policy.amounts.nodes[node];
      // What an amount is worked out by stands after the plan.
      if (stated && node >= plan.nodes.length) waiting.push(...readsOf(stated));
    }
    return [...found].filter((node) => node < plan.nodes.length);
  };
  return {
    plan,
    measures,
    reads: policy.instruments.map((instrument) => ({
      when: instrument.when ? nodesOf(instrument.when) : [],
      after: instrument.after ? nodesOf(instrument.after) : [],
      amount: readBy(instrument),
    })),
    caps: policy.groups.flatMap(({ cap }) => (cap ? readBy({ amount: cap, terms: null }) : [])),
    numberOf: createNumbering(),
    instruments: policy.instruments.map(() => new Map()),
    sums: new Map(),
  };
}
