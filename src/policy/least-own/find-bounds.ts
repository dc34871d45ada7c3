import { nodesOf } from '../../condition/condition.ts';
import { evaluateCondition } from '../../condition/evaluate.ts';
import { type Possible, settledValue } from '../../condition/value.ts';
import { add, ceiling, compare, divide, fromNumber, multiply, type Rational, ZERO } from '../../model/rational.ts';
import type { Basis } from '../basis.ts';
import { costOf } from '../cost.ts';
import { settledNumber } from '../funding/arithmetic.ts';
import { paysForMeasures } from '../funding/pays-for.ts';
import { countLimits, countsIn, groupMembers, relationOf } from '../funding/stacking.ts';
import { judgeDay } from '../instruments.ts';
import type { CompiledMeasure } from '../measures.ts';
import type { CompiledInstrument } from '../policy.ts';
import type { Task } from '../roadmap/task.ts';
import type { Bounds, Line, SharedBound } from './bounds.ts';
import { encloseAmounts, type Given } from './enclose.ts';
import { constantForm, type Form } from './form.ts';
import { canSettle, type Enclosed, mostOf } from './most.ts';

/** Sums stay below so many units, so that a double adds them up exactly and a solver tells them apart. */
const MOST_UNITS = 10n ** 8n;

interface Grant extends Given {
  readonly instrument: CompiledInstrument;
}

/** What limits own money from below for the measures of a task, and the unit it is in. */
export interface Found {
  readonly bounds: Bounds;
  readonly unit: Rational;
}

/** Finds what funding may bring at most for any choice among a task's measures; see `encloseAmounts` for the level. */
export function findBounds(basis: Basis, task: Pick<Task, 'measures' | 'savings'>, level: Rational | null): Found {
  const { policy, estimate = 'high' } = basis;
  const { measures } = task;
  const costs = measures.map((measure) => costOf(measure, estimate) ?? ZERO);
  const total = costs.reduce(add, ZERO);
  const unit = unitFor(total);
  const candidates = policy.instruments
    .filter((instrument) => mayPay(instrument, basis, measures))
    .map(
      (instrument): Grant => ({
        instrument,
        amount: instrument.amount,
        covered: coveredBy(instrument.definition, measures),
      }),
    )
    .filter(({ covered, instrument }) => covered.length > 0 || !instrument.definition.covers);
  const caps = policy.groups.flatMap(({ cap }) => (cap ? [{ amount: cap, covered: measures }] : []));
  const enclosed = encloseAmounts(basis, measures, level, [...candidates, ...caps]);
  const grants = candidates.filter(
    ({ instrument, amount }) =>
      mayHold(instrument.after, enclosed) &&
      (amount.kind === 'fixed' || (amount.kind === 'rule' && canSettle(amount.node, enclosed))),
  );
  const up = (value: Rational): number => Math.max(0, Number(ceiling(divide(value, unit))));
  const lineOf = ({ base, rate, each }: Form, covered: readonly CompiledMeasure[]): Line => ({
    base: up(base),
    of: measures.map((measure, i) =>
      covered.includes(measure) ? up(add(multiply(rate, costs[i] as Rational), each)) : 0,
    ),
  });
  const whole: Form = { ...constantForm(ZERO), rate: { n: 1n, d: 1n } };
  const bounded = grants.map(({ instrument, amount, covered }) => {
    const lines = [
      // More than all costs together leaves nothing to pay, neither.
      lineOf(whole, measures),
      ...formsOf(amount, enclosed).map((form) => lineOf(form, covered)),
    ];
    const most = Math.min(...lines.map(({ base, of }) => of.reduce((sum, one) => sum + one, base)));
    // Nothing is paid where nothing that is covered is taken.
    const covers = { base: 0, of: measures.map((measure) => (covered.includes(measure) ? most : 0)) };
    return { id: instrument.id, most, lines: instrument.definition.covers ? [...lines, covers] : lines };
  });
  return {
    unit,
    bounds: {
      costs: costs.map((cost) => -Number(ceiling(divide({ n: -cost.n, d: cost.d }, unit)))),
      savings: task.savings.map(({ members, amount }) => ({ members, amount: up(amount) })),
      grants: bounded,
      shared: [
        ...groupBounds(basis, grants, enclosed, lineOf),
        ...ceilingBounds(basis, grants, measures, lineOf),
      ].filter(({ of }) => of.length > 0),
      excluded: grants.flatMap(({ instrument }, i) =>
        grants.flatMap((other, k) =>
          i < k && relationOf(instrument, other.instrument, policy.groups) !== 'stated' ? [[i, k] as const] : [],
        ),
      ),
      counts: countLimits(policy.groups, grants).map(({ of, most }) => ({ most, of: placesOf(grants, of) })),
    },
  };
}

function unitFor(total: Rational): Rational {
  let unit: Rational = { n: 1n, d: 10n ** 6n };
  const ten: Rational = { n: 10n, d: 1n };
  while (compare(divide(total, unit), { n: MOST_UNITS, d: 1n }) > 0) unit = multiply(unit, ten);
  return unit;
}

/** Whether an instrument can pay at all: what is asked of the enterprise today is settled. */
function mayPay(
  instrument: CompiledInstrument,
  { policy, asOf, assessed, judged = assessed }: Basis,
  measures: readonly CompiledMeasure[],
): boolean {
  const { definition, when, currency } = instrument;
  const currencies = measures.flatMap(({ cost }) => (cost ? [cost.currency] : []));
  const read = (node: number): Possible => judged.evaluation.values[node] as Possible;
  return (
    paysForMeasures(instrument) &&
    (definition.recipient ?? 'enterprise') === 'enterprise' &&
    (currencies.includes(currency) || policy.instruments[0]?.currency === currency) &&
    judgeDay(definition, asOf).length === 0 &&
    (!when || evaluateCondition(when, read) === 'holds')
  );
}

/** Whether a condition on what the measures lead to could hold for some; what is open whichever are taken does not. */
function mayHold(after: CompiledInstrument['after'], { values, isFixed }: Enclosed): boolean {
  if (!after) return true;
  const read = (node: number): Possible => values[node] as Possible;
  const truth = evaluateCondition(after, read);
  const isSettled = nodesOf(after).every((node) => isFixed(node) || settledValue(read(node)) !== undefined);
  return truth === 'holds' || (truth === 'undecided' && !isSettled);
}

function formsOf(amount: Given['amount'], enclosed: Enclosed): Form[] {
  if (amount.kind === 'fixed') return [constantForm(amount.value)];
  if (amount.kind === 'unpublished') return [constantForm(ZERO)];
  const figures = { cost: amount.given.get('cost'), coveredMeasures: amount.given.get('coveredMeasures') };
  return mostOf(amount.node, figures, enclosed);
}

function coveredBy(
  { covers }: { readonly covers?: readonly string[] },
  measures: readonly CompiledMeasure[],
): CompiledMeasure[] {
  return measures.filter(({ tags }) => !covers || tags.some((tag) => covers.includes(tag)));
}

function placesOf(grants: readonly Grant[], ids: ReadonlySet<string>): number[] {
  return grants.flatMap(({ instrument }, i) => (ids.has(instrument.id) ? [i] : []));
}

/** What a group pays at most; a cap that is not the same for all measures may be open for some, and bounds nothing. */
function groupBounds(
  { policy }: Basis,
  grants: readonly Grant[],
  { values, isFixed }: Enclosed,
  lineOf: (form: Form, covered: readonly CompiledMeasure[]) => Line,
): SharedBound[] {
  return policy.groups.flatMap(({ id, cap }): SharedBound[] => {
    const value =
      cap?.kind === 'fixed'
        ? cap.value
        : cap?.kind === 'rule' && isFixed(cap.node)
          ? settledNumber(values[cap.node] as Possible)
          : null;
    if (!value) return [];
    return [{ of: placesOf(grants, groupMembers(id, grants)), line: lineOf(constantForm(value), []) }];
  });
}

/** What ceilings leave to those whose measures all count towards them. */
function ceilingBounds(
  { policy }: Basis,
  grants: readonly Grant[],
  measures: readonly CompiledMeasure[],
  lineOf: (form: Form, covered: readonly CompiledMeasure[]) => Line,
): SharedBound[] {
  return policy.ceilings.map(({ definition }) => {
    const counted = coveredBy(definition, measures);
    const counting = grants.filter(
      ({ instrument, covered }) =>
        countsIn(instrument, definition.instruments) && covered.every((measure) => counted.includes(measure)),
    );
    return {
      of: placesOf(grants, new Set(counting.map(({ instrument }) => instrument.id))),
      line: lineOf({ ...constantForm(ZERO), rate: fromNumber(definition.share) }, counted),
    };
  });
}
