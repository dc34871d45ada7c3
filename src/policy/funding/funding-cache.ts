// Keeps what was found out of instruments and sums for enterprises of which all that it depends on is the same.

import { type Funding, internObject, type JudgedInstrument, type Rational } from '../../model/index.ts';
import {
  type AnswerSet,
  conditionDependencies,
  dependenciesOf,
  type Evaluation,
  entryOf,
  hasEvidence,
  isNumber,
  type Plan,
  type Possible,
  settledValue,
} from '../../scoring/index.ts';
import type { ProjectedEvaluation } from '../measure-outcome.ts';
import type { CompiledMeasure } from '../measures.ts';
import type { CompiledInstrument } from '../policy.ts';
import type { RecommendInput } from '../recommend-input.ts';

/** What was said before, under the same policy, of instruments and of their sums. */
interface FundingCache {
  /** In the order of the policy's instruments. */
  readonly instruments: readonly Cached<JudgedInstrument>[];
  readonly sums: Cached<Funding | undefined>;
}

/** Gives what was found before where nothing it depends on differs, else finds it. */
type Cached<T> = (find: () => T) => T;

/** What is asked of a policy: that of the recommendation. */
type Asked = Pick<
  RecommendInput,
  'plan' | 'sheet' | 'assessed' | 'judged' | 'measures' | 'policy' | 'asOf' | 'estimate'
>;

/** So much is kept of each before it is forgotten. */
const MAX_CACHED = 1024;

/**
 * What is said of instruments by all that it depends on: what their conditions, amounts and loans read, and the measures
 * that are chosen. Of many enterprises most is the same.
 */
export function fundingCacheFor(
  basis: Asked,
  chosen: readonly CompiledMeasure[],
  outcome: ProjectedEvaluation,
): FundingCache {
  const { plan, sheet, assessed, judged = assessed, asOf, estimate } = basis;
  const { after, sure, sureSheet, confirm } = outcome;
  const kept = cacheFor(basis);
  const { numberOf } = kept;
  const today = createNodeFingerprint(plan, sheet, judged.evaluation, numberOf);
  const later = createNodeFingerprint(plan, sureSheet, after, numberOf);
  const certain = after === sure ? later : createNodeFingerprint(plan, sureSheet, sure, numberOf);
  const around = numberOf(`${asOf} ${estimate ?? ''} ${chosen.map(({ id }) => id).join()} ${confirm.join()}`);
  const numbers = kept.reads.map(({ when, after: needed, amount }) =>
    numberOf(
      `${around};${fingerprintOf(when, today)};${fingerprintOf(needed, later)};${fingerprintOf(needed, certain)};${fingerprintOf(amount, certain)}`,
    ),
  );
  return {
    instruments: numbers.map((number, i) => cacheBy(kept.instruments[i] as CachedByNumber<JudgedInstrument>, number)),
    sums: cacheBy(kept.sums, numberOf(`${numbers.join()};${fingerprintOf(kept.caps, certain)}`)),
  };
}

function fingerprintOf(nodes: readonly number[], tell: NodeFingerprint): string {
  let text = '';
  for (const node of nodes) text += `${tell(node)},`;
  return text;
}

type CachedByNumber<T> = Map<number, T>;

function cacheBy<T extends object | undefined>(known: CachedByNumber<T>, number: number): Cached<T> {
  return (find) => {
    if (known.has(number)) return known.get(number) as T;
    const said = find();
    // What is the same in spite of other measures is one thing: whoever writes it down need not do so anew every time.
    const found = said && internObject(known, said);
    if (known.size >= MAX_CACHED) known.clear();
    known.set(number, found);
    return found;
  };
}

interface PolicyCache {
  /** What the policy was asked about. */
  readonly plan: RecommendInput['plan'];
  readonly measures: RecommendInput['measures'];
  readonly reads: readonly Reads[];
  /** What the limits that several share read. */
  readonly caps: readonly number[];
  /** For all that is told of nodes, and for what is put together of that. */
  readonly numberOf: TextNumbers;
  readonly instruments: readonly CachedByNumber<JudgedInstrument>[];
  readonly sums: CachedByNumber<Funding | undefined>;
}

/** The nodes of the plan that are read for an instrument. */
interface Reads {
  readonly when: readonly number[];
  readonly after: readonly number[];
  readonly amount: readonly number[];
}

const CACHES = new WeakMap<RecommendInput['policy'], PolicyCache>();

function cacheFor(basis: Asked): PolicyCache {
  const found = CACHES.get(basis.policy);
  if (found && found.plan === basis.plan && found.measures === basis.measures) return found;
  const kept = prepare(basis);
  CACHES.set(basis.policy, kept);
  return kept;
}

function prepare({ plan, measures, policy }: Asked): PolicyCache {
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
      if (stated && node >= plan.nodes.length) waiting.push(...dependenciesOf(stated));
    }
    return [...found].filter((node) => node < plan.nodes.length);
  };
  return {
    plan,
    measures,
    reads: policy.instruments.map((instrument) => ({
      when: instrument.when ? conditionDependencies(instrument.when) : [],
      after: instrument.after ? conditionDependencies(instrument.after) : [],
      amount: readBy(instrument),
    })),
    caps: policy.groups.flatMap(({ cap }) => (cap ? readBy({ amount: cap, terms: null }) : [])),
    numberOf: createTextNumbers(),
    instruments: policy.instruments.map(() => new Map()),
    sums: new Map(),
  };
}

/** A number for a node that is the same only where nothing that is said of it can differ. */
type NodeFingerprint = (node: number) => number;

/**
 * Numbers that stand for what nodes come to: the value, of an answer also its state and whether it is asked, and of what is
 * open all that it is found from.
 */
function createNodeFingerprint(
  plan: Plan,
  sheet: AnswerSet,
  { values, asked, states }: Evaluation,
  numberOf: TextNumbers,
): NodeFingerprint {
  const known: number[] = [];
  const tell = (node: number): number => {
    known[node] ??= numberOf(work(node));
    return known[node];
  };

  function work(node: number): string {
    const value = values[node] as Possible;
    const stated = plan.nodes[node];
    const isOpen = stated !== undefined && settledValue(value) === undefined;
    const own = possibleKey(value);
    const from = isOpen ? `(${dependenciesOf(stated).map(tell).join(',')})` : '';
    if (stated?.op !== 'input') return own + from;
    const entry = entryOf(sheet, stated.name);
    const isLed = 'least' in entry && entry.least !== undefined;
    const marks = `${isLed ? 'led' : ''}${hasEvidence(entry) ? 'proven' : ''}`;
    return `${own} ${states[node]} ${asked[node]} ${marks}${from}`;
  }

  return tell;
}

/** What may be, as a text that nothing else has. */
function possibleKey(value: Possible): string {
  const known = TEXTS.get(value);
  if (known !== undefined) return known;
  const text = writeText(value);
  TEXTS.set(value, text);
  return text;
}

/** What many enterprises share is written once. */
const TEXTS = new WeakMap<Possible, string>();

function writeText(value: Possible): string {
  const end = value.nothing ? '?' : '';
  switch (value.kind) {
    case 'atoms':
      return `${value.atoms.map((atom) => (isNumber(atom) ? numberText(atom) : JSON.stringify(atom))).join('|')}${end}`;
    case 'range':
      return `${value.low && numberText(value.low)}..${value.high && numberText(value.high)}${end}`;
    case 'choices':
      return `${JSON.stringify([value.sure, value.open])}${end}`;
    case 'any':
      return `any${end}`;
    case 'list':
      return `[${value.members.map(possibleKey).join(';')}]${end}`;
  }
}

function numberText({ n, d }: Rational): string {
  return `${n}/${d}`;
}

/** Gives each text a number that no other has. */
type TextNumbers = (text: string) => number;

/** So many texts are known before they are forgotten; one that comes again has another number then. */
const MAX_NUMBERED = 1 << 14;

/** Numbers stand for texts in longer ones, which so stay short. */
export function createTextNumbers(): TextNumbers {
  const numbers = new Map<string, number>();
  let latest = 0;
  return (text) => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    if (numbers.size >= MAX_NUMBERED) numbers.clear();
    latest += 1;
    numbers.set(text, latest);
    return latest;
  };
}
