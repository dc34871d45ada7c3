import {
  compare,
  type Doubt,
  fromNumber,
  greatest,
  type Instrument,
  type JudgedInstrument,
  type Reason,
  subtract,
  type Unmet,
  ZERO,
} from '../model/index.ts';
import {
  type Condition,
  conjoinTruths,
  createMemberNames,
  type Evaluation,
  evaluateCondition,
  findUnmet,
  type Plan,
  type Possible,
  rangeOf,
  type Truth,
  valueAt,
} from '../scoring/index.ts';
import type { ActiveRecords } from './follow-up-records.ts';
import { findBegunTooEarly } from './funding/application-order.ts';
import type { PlanTiming } from './funding/completion-dates.ts';
import { splitIntoAreas } from './funding/funding-areas.ts';
import { costRange } from './funding/instrument-amounts.ts';
import { formatExactMoney } from './funding/money-text.ts';
import type { MeasureSequence } from './measure-choice.ts';
import type { Estimate } from './measure-cost.ts';
import type { ProjectedEvaluation } from './measure-outcome.ts';
import { type CompiledMeasure, coveredBy } from './measures.ts';
import { findOpenInputs } from './open-inputs.ts';
import type { CompiledInstrument } from './policy.ts';

/** The data by which instruments are judged. */
export interface EligibilityContext {
  readonly plan: Plan;
  readonly today: Evaluation;
  /** Facts that stay open until a payment comes, so that asking for them is of no use. */
  readonly awaited: ReadonlySet<string>;
  readonly outcome: ProjectedEvaluation;
  readonly measures: MeasureSequence;
  /** The days on which the measures are started and done. */
  readonly timing: PlanTiming;
  /** The day of judgement, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly record?: ActiveRecords | undefined;
  /** Whether a grant for an instrument is on record that is not used up by measures already done. */
  readonly isGranted: (instrument: CompiledInstrument) => boolean;
  /** Whether an instrument was granted or paid, but only for earlier work. */
  readonly isGrantedBefore: (instrument: CompiledInstrument) => boolean;
  /** Which of the stated costs counts. */
  readonly estimate: Estimate;
}

/** The finding on one requirement of an instrument: whether it is met, why not, and what to find out. */
interface Finding {
  readonly truth: Truth;
  readonly reasons: readonly Reason[];
  readonly clarify: readonly string[];
}

const VERDICT_BY_TRUTH = { holds: 'eligible', fails: 'refused', undecided: 'undecided' } as const;

/** Whether the money goes to the enterprise itself; its policy leaves out money for others. */
export function isForEnterprise({ recipient = 'enterprise' }: Pick<Instrument, 'recipient'>): boolean {
  return recipient === 'enterprise';
}

/** Judges an instrument. Every requirement that fails or is undecided gives a reason, not only the first. */
export function judgeInstrument(instrument: CompiledInstrument, around: EligibilityContext): JudgedInstrument {
  const { id, policy, definition } = instrument;
  const { covered, begun } = findCoverage(instrument, around);
  const coveredIds = covered.map(({ id }) => id);
  const last = lastDayAfterMeasures(definition);
  const when = instrument.when && judgeToday(instrument.when, around);
  const judgedAfter = instrument.after && judgeAfter(instrument.after, around);
  const dayReady = judgedAfter?.truth === 'fails' ? undefined : readyDay(instrument, around);
  const isLate = dayReady !== undefined && last !== undefined && dayReady > last;
  const findings = [
    ...judgeDate(definition, around.asOf),
    ...(when ? [when] : []),
    ...(judgedAfter ? [judgedAfter] : []),
    ...(isLate ? [fail({ kind: 'out-of-time', date: last, done: dayReady })] : []),
    ...(coveredIds.length === 0 && begun.length > 0
      ? [fail({ kind: 'begun' })]
      : judgeWork(instrument, when, covered, around)),
  ];
  const truth = conjoinTruths(findings.map((finding) => finding.truth));
  const inputsToClarify = [...new Set(findings.flatMap((finding) => finding.clarify))];
  // Once work has begun, an office may refuse the whole project; a contract or an invoice only loses what it is for.
  const isBegun = definition.applyBefore === 'start' && begun.length > 0;
  const doubts = [
    ...findDoubts(definition, around.asOf),
    ...(around.isGrantedBefore(instrument) ? (['granted-before'] as const) : isBegun ? (['begun'] as const) : []),
  ];
  return {
    id,
    policy,
    verdict: VERDICT_BY_TRUTH[truth],
    reasons: findings.flatMap(({ reasons }) => reasons),
    // If it is refused in any case, there is nothing to find out.
    ...(truth === 'undecided' && inputsToClarify.length > 0 ? { clarify: inputsToClarify } : {}),
    ...(truth !== 'fails' && doubts.length > 0 ? { doubts } : {}),
    ...(truth !== 'fails' && dayReady !== undefined ? { ready: dayReady } : {}),
    ...(truth !== 'fails' && coveredIds.length > 0 ? { covers: coveredIds } : {}),
  };
}

function fail(reason: Reason): Finding {
  return { truth: 'fails', reasons: [reason], clarify: [] };
}

/**
 * Checks whether an instrument is available on a day; returns a finding for each reason why it is not. ISO dates
 * compare as text.
 */
export function judgeDate({ valid, apply, status }: CompiledInstrument['definition'], asOf: string): Finding[] {
  const { from, to } = valid ?? {};
  const last = apply?.to ?? undefined;
  return [
    ...(from !== undefined && asOf < from ? [fail({ kind: 'not-yet-valid', date: from })] : []),
    ...(to !== undefined && asOf > to ? [fail({ kind: 'expired', date: to })] : []),
    ...(last !== undefined && asOf > last ? [fail({ kind: 'too-late', date: last })] : []),
    ...(status?.is === 'closed' && asOf >= status.on ? [fail({ kind: 'closed', date: status.on })] : []),
  ];
}

/** Returns the reasons why the money of an instrument is not certain on a day, whoever applies. */
export function findDoubts(
  { draft, valid, apply, amount, atMost, selection, status, source }: CompiledInstrument['definition'],
  asOf: string,
): Doubt[] {
  const isUnverified = source?.verified === false;
  const last = valid?.to ?? apply?.to ?? undefined;
  return [
    ...(draft ? (['draft'] as const) : []),
    ...(apply?.from !== undefined && asOf < apply.from ? (['not-yet-open'] as const) : []),
    // A draft is not in force, so its validity need not be doubted.
    ...(isUnverified && !draft && last === undefined ? (['validity-unknown'] as const) : []),
    ...(atMost ? (['at-most'] as const) : []),
    ...(selection ? [selection] : []),
    ...(status?.is === 'spent' && asOf >= status.on ? (['spent'] as const) : []),
    // An unpublished amount is in no sum, so it need not be verified.
    ...(amount !== null && isUnverified ? (['unverified'] as const) : []),
  ];
}

/**
 * Whether money with these doubts may count as likely. Only one doubt is harmless: that the text was not compared with
 * the original, because it still shows that the scheme is published and until when. Doubts about whether the scheme is
 * in force or how much it pays exclude the money.
 */
export function mayBeLikely(doubts: readonly Doubt[] = []): boolean {
  return doubts.every((doubt) => doubt === 'unverified');
}

/** Returns the measures that an instrument pays for: the covered measures that are done by its last day of use. */
function coveredInTime(
  definition: CompiledInstrument['definition'],
  measures: readonly CompiledMeasure[],
  timing: PlanTiming,
): readonly CompiledMeasure[] {
  const coveredMeasures = coveredBy(definition.covers, measures);
  const last = lastDayOfUse(definition);
  return last === undefined ? coveredMeasures : coveredMeasures.filter(({ id }) => timing.endOf(id) <= last);
}

/** What an instrument pays for of a plan, and what it no longer pays for because that began before the application. */
export interface Coverage {
  readonly covered: readonly CompiledMeasure[];
  readonly begun: readonly CompiledMeasure[];
}

/** Finds what an instrument pays for of the measures of a plan. What has been granted is paid for, whenever it began. */
export function findCoverage(
  instrument: CompiledInstrument,
  around: Pick<EligibilityContext, 'measures' | 'timing' | 'record' | 'isGranted' | 'isGrantedBefore'>,
): Coverage {
  const measures = coveredInTime(instrument.definition, around.measures, around.timing);
  const begun = findBegunTooEarly(instrument, measures, around.record);
  if (begun.length === 0 || around.isGranted(instrument) || around.isGrantedBefore(instrument))
    return { covered: measures, begun: [] };
  return { covered: measures.filter((measure) => !begun.includes(measure)), begun };
}

/**
 * Returns the last day on which a measure may be finished for an instrument to pay for it; undefined if there is none.
 */
export function lastDayOfUse({
  type,
  useBy,
  valid,
  otherCosts,
}: Pick<Instrument, 'type' | 'useBy' | 'valid' | 'otherCosts'>): string | undefined {
  return otherCosts ? undefined : (useBy ?? (type === 'voucher' ? valid?.to : undefined));
}

/** Returns the last day to apply for an instrument that requires finished measures; undefined if there is none. */
export function lastDayAfterMeasures({ valid, apply }: Pick<Instrument, 'valid' | 'apply'>): string | undefined {
  return [valid?.to, apply?.to].filter((day) => typeof day === 'string').sort()[0];
}

/** Judges an instrument by the measures that it pays for: whether there are any, their cost, and when they are done. */
function judgeWork(
  instrument: CompiledInstrument,
  when: Finding | null,
  covered: readonly CompiledMeasure[],
  around: EligibilityContext,
): Finding[] {
  const { definition } = instrument;
  return [
    ...judgeMinimum(instrument, covered, around.estimate),
    ...(covered.length === 0 ? judgeCover(definition, around) : judgeOrder(definition, when, around)),
  ];
}

/** Returns why an instrument pays for none of the measures: it covers none, or none is done in time. */
function judgeCover(definition: CompiledInstrument['definition'], { measures, timing }: EligibilityContext): Finding[] {
  const last = lastDayOfUse(definition);
  const [done] = coveredBy(definition.covers, measures)
    .map(({ id }) => timing.endOf(id))
    .sort();
  if (last !== undefined && done !== undefined) return [fail({ kind: 'out-of-time', date: last, done })];
  return definition.covers ? [fail({ kind: 'covers-nothing' })] : [];
}

/** Judges whether the measures that an instrument pays for cost enough; undecided if the costs are not all stated. */
function judgeMinimum(
  { definition: { minimum, covers, areas }, currency }: CompiledInstrument,
  covered: readonly CompiledMeasure[],
  estimate: Estimate,
): Finding[] {
  // An instrument that covers no measure is refused for that reason elsewhere.
  if (minimum === undefined || (covers && covered.length === 0)) return [];
  const needed = fromNumber(minimum);
  const parts = areas ? splitIntoAreas(areas, covered) : [covered];
  const costs = parts.map((part) => rangeOf(costRange(part, currency, estimate)) ?? { low: ZERO, high: null });
  const lowest = costs.map(({ low }) => low ?? ZERO).reduce(greatest, ZERO);
  if (compare(lowest, needed) >= 0) return [];
  const reason: Reason = {
    kind: 'below-minimum',
    minimum: formatExactMoney(needed),
    missing: formatExactMoney(subtract(needed, lowest)),
    currency,
  };
  const isBelow = costs.every(({ high }) => high && compare(high, needed) < 0);
  return [{ truth: isBelow ? 'fails' : 'undecided', reasons: [reason], clarify: [] }];
}

/**
 * Refuses an interest subsidy that ends before the plan can take up a loan for the measures it covers. A loan that the
 * enterprise has already stated is not judged.
 */
function judgeOrder(
  definition: CompiledInstrument['definition'],
  when: Finding | null,
  around: EligibilityContext,
): Finding[] {
  const last = definition.valid?.to;
  if (definition.type !== 'interest-subsidy' || last === undefined || last < around.asOf) return [];
  if (when?.truth !== 'undecided') return [];
  const [done] = coveredBy(definition.covers, around.measures)
    .map(({ id }) => around.timing.startOf(id))
    .sort();
  return done !== undefined && done > last ? [fail({ kind: 'out-of-time', date: last, done })] : [];
}

/**
 * Returns the day on which the measures meet what an instrument requires of them. Undefined if it requires nothing, or
 * if its last day is open or has passed.
 */
function readyDay({ after, definition }: CompiledInstrument, around: EligibilityContext): string | undefined {
  const last = lastDayAfterMeasures(definition);
  // An expired instrument is already refused for that reason.
  if (!after || last === undefined || last < around.asOf) return undefined;
  return around.timing.dayOf(after);
}

/**
 * Judges what must hold after the measures. If it holds only with expected effects, it is undecided until a
 * re-assessment confirms them.
 */
function judgeAfter(condition: Condition, { plan, outcome }: EligibilityContext): Finding {
  const { after, sure, confirm } = outcome;
  const finding = judgeCondition('after', condition, plan, after);
  if (finding.truth !== 'holds' || confirm.length === 0) return finding;
  const certainJudgement = judgeCondition('after', condition, plan, sure);
  return certainJudgement.truth === 'holds'
    ? certainJudgement
    : { truth: 'undecided', reasons: certainJudgement.reasons, clarify: confirm };
}

/** Judges a requirement on the enterprise as it is today. */
function judgeToday(condition: Condition, { plan, today, awaited }: EligibilityContext): Finding {
  const finding = judgeCondition('when', condition, plan, today);
  return { ...finding, clarify: finding.clarify.filter((name) => !awaited.has(name)) };
}

function judgeCondition(kind: 'when' | 'after', condition: Condition, plan: Plan, evaluation: Evaluation): Finding {
  const readNode = (node: number): Possible => valueAt(evaluation, node);
  return {
    truth: evaluateCondition(condition, readNode),
    reasons: findUnmet(condition, readNode, createMemberNames(plan)).map((unmet) => ({
      kind,
      unmet: markUnasked(unmet, plan, evaluation),
    })),
    clarify: findOpenInputs([condition], plan, evaluation),
  };
}

/**
 * Marks an unmet requirement whose question was not asked; this is reported differently from one that does not apply.
 */
function markUnasked(unmet: Unmet, plan: Plan, { asked }: Evaluation): Unmet {
  const node = plan.names.get(unmet.name)?.node;
  return node !== undefined && asked[node] === 'fails' ? { ...unmet, notAsked: true } : unmet;
}
