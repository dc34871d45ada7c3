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
import { findBegunTooEarly, findUrgentMeasures } from './funding/application-order.ts';
import type { PlanTiming } from './funding/completion-dates.ts';
import { splitIntoAreas } from './funding/funding-areas.ts';
import { costRange } from './funding/instrument-amounts.ts';
import { formatExactMoney } from './funding/money-text.ts';
import type { MeasureSequence } from './measure-choice.ts';
import type { Estimate } from './measure-cost.ts';
import type { ProjectedEvaluation } from './measure-outcome.ts';
import { type CompiledMeasure, selectCovered } from './measures.ts';
import { findOpenInputs } from './open-inputs.ts';
import type { Deadline } from './optimise/schedule.ts';
import type { CompiledInstrument } from './policy.ts';

/** The data by which a plan's eligibility for instruments is judged. */
export interface EligibilityContext {
  readonly plan: Plan;
  readonly today: Evaluation;
  /** Facts that stay open until a payment comes, so that asking for them is of no use. */
  readonly awaited: ReadonlySet<string>;
  readonly outcome: ProjectedEvaluation;
  readonly measures: MeasureSequence;
  /** The days on which the measures begin and are done. */
  readonly timing: PlanTiming;
  /** The day of judgement, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly record: ActiveRecords | undefined;
  /** The deadlines that a law or an authority sets. */
  readonly legalDeadlines: readonly Deadline[];
  /** Whether a grant for the instrument is on record that earlier measures have not used up. */
  readonly isGranted: (instrument: CompiledInstrument) => boolean;
  /** Whether money for the instrument was granted or paid, but only for earlier work. */
  readonly isGrantedBefore: (instrument: CompiledInstrument) => boolean;
  /** Which end of the stated costs counts. */
  readonly estimate: Estimate;
}

/** The finding on one requirement of an instrument: whether the requirement is met, why not, and what to find out. */
interface Finding {
  readonly truth: Truth;
  readonly reasons: readonly Reason[];
  readonly clarify: readonly string[];
}

const VERDICT_BY_TRUTH = { holds: 'eligible', fails: 'refused', undecided: 'undecided' } as const;

/** Whether the money goes to the enterprise itself. Instruments that pay others are left out of its plan. */
export function isForEnterprise({ recipient = 'enterprise' }: Pick<Instrument, 'recipient'>): boolean {
  return recipient === 'enterprise';
}

/**
 * Judges whether an enterprise is eligible for an instrument. Gives a reason for every requirement that fails or is
 * undecided, not only for the first.
 */
export function judgeInstrument(instrument: CompiledInstrument, around: EligibilityContext): JudgedInstrument {
  const { id, policy, definition } = instrument;
  const { covered, begun, urgent } = findCoverage(instrument, around);
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
    ...(coveredIds.length === 0 && begun.length + urgent.length > 0
      ? [fail({ kind: begun.length > 0 ? 'begun' : 'urgent' })]
      : judgeWork(instrument, when, covered, around)),
  ];
  const truth = conjoinTruths(findings.map((finding) => finding.truth));
  const inputsToClarify = [...new Set(findings.flatMap((finding) => finding.clarify))];
  // If work must not start before the application, an office may refuse the whole project once any work has begun. A
  // contract or an invoice before the application only costs the money for the measure that it is for.
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
    // If the instrument is refused in any case, there is nothing to find out.
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
 * Returns a finding for each reason why an instrument is not available on a day; empty if it is available. Days are
 * compared as text, because they are ISO dates.
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

/** Returns the reasons why the money of an instrument is not certain on a day, no matter who applies. */
export function findDoubts(
  { draft, valid, apply, amount, atMost, selection, status, source }: CompiledInstrument['definition'],
  asOf: string,
): Doubt[] {
  const isUnverified = source?.verified === false;
  const last = valid?.to ?? apply?.to ?? undefined;
  return [
    ...(draft ? (['draft'] as const) : []),
    ...(apply?.from !== undefined && asOf < apply.from ? (['not-yet-open'] as const) : []),
    // A draft is not in force anyway, so an unknown end of its validity is not worth a doubt.
    ...(isUnverified && !draft && last === undefined ? (['validity-unknown'] as const) : []),
    ...(atMost ? (['at-most'] as const) : []),
    ...(selection ? [selection] : []),
    ...(status?.is === 'spent' && asOf >= status.on ? (['spent'] as const) : []),
    // An unpublished amount is not added to any total, so it does not matter whether it was verified.
    ...(amount !== null && isUnverified ? (['unverified'] as const) : []),
  ];
}

/**
 * Whether money may count as likely despite these doubts. The only harmless doubt is `unverified`, that nobody compared
 * the text with the original: such a text still shows that the scheme was published and how long it is valid. Any doubt
 * about whether the scheme is in force, or how much it pays, excludes the money.
 */
export function mayBeLikely(doubts: readonly Doubt[] = []): boolean {
  return doubts.every((doubt) => doubt === 'unverified');
}

/**
 * Returns the measures that an instrument pays for: those it covers that are done by the last day on which its money
 * can be used.
 */
function selectCoveredInTime(
  definition: CompiledInstrument['definition'],
  measures: readonly CompiledMeasure[],
  timing: PlanTiming,
): readonly CompiledMeasure[] {
  const coveredMeasures = selectCovered(definition.covers, measures);
  const last = lastDayOfUse(definition);
  return last === undefined ? coveredMeasures : coveredMeasures.filter(({ id }) => timing.endOf(id) <= last);
}

/**
 * The measures of a plan that an instrument pays for (`covered`), and those that it would pay for had they not begun
 * before the application (`begun`) or could they wait for it (`urgent`).
 */
export interface Coverage {
  readonly covered: readonly CompiledMeasure[];
  readonly begun: readonly CompiledMeasure[];
  readonly urgent: readonly CompiledMeasure[];
}

/**
 * Finds the measures of a plan that an instrument pays for. If a grant is on record, it does not matter when the
 * measures began.
 */
export function findCoverage(
  instrument: CompiledInstrument,
  around: Omit<EligibilityContext, 'plan' | 'awaited' | 'outcome' | 'estimate'>,
): Coverage {
  const measures = selectCoveredInTime(instrument.definition, around.measures, around.timing);
  if (around.isGranted(instrument) || around.isGrantedBefore(instrument))
    return { covered: measures, begun: [], urgent: [] };
  const begun = findBegunTooEarly(instrument, measures, around.record);
  const ahead = begun.length === 0 ? measures : measures.filter((measure) => !begun.includes(measure));
  const urgent = findUrgentMeasures(instrument, ahead, { ...around, isAfterOthers: isAfterOthers(instrument, around) });
  if (urgent.length === 0) return { covered: ahead, begun, urgent };
  return { covered: ahead.filter((measure) => !urgent.includes(measure)), begun, urgent };
}

/** Whether an instrument follows others, and it is open whether the enterprise has received them. */
function isAfterOthers(
  { definition: { follows }, when }: CompiledInstrument,
  { today }: Pick<EligibilityContext, 'today'>,
): boolean {
  return (
    follows !== undefined && when !== null && evaluateCondition(when, (node) => valueAt(today, node)) === 'undecided'
  );
}

/**
 * Returns the last day on which a measure may be finished if the instrument is to pay for it; undefined if there is no
 * such day.
 */
export function lastDayOfUse({
  type,
  useBy,
  valid,
  otherCosts,
}: Pick<Instrument, 'type' | 'useBy' | 'valid' | 'otherCosts'>): string | undefined {
  return otherCosts ? undefined : (useBy ?? (type === 'voucher' ? valid?.to : undefined));
}

/**
 * Returns the last day to apply for an instrument that requires finished measures; undefined if there is no such day.
 */
export function lastDayAfterMeasures({ valid, apply }: Pick<Instrument, 'valid' | 'apply'>): string | undefined {
  return [valid?.to, apply?.to].filter((day) => typeof day === 'string').sort()[0];
}

/**
 * Judges an instrument by the measures that it pays for: whether there are any, whether they cost enough, and whether
 * they are done in time.
 */
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

/**
 * Returns why an instrument pays for none of the measures: either it covers none of them, or none that it covers is
 * done in time.
 */
function judgeCover(definition: CompiledInstrument['definition'], { measures, timing }: EligibilityContext): Finding[] {
  const last = lastDayOfUse(definition);
  const [done] = selectCovered(definition.covers, measures)
    .map(({ id }) => timing.endOf(id))
    .sort();
  if (last !== undefined && done !== undefined) return [fail({ kind: 'out-of-time', date: last, done })];
  return definition.covers ? [fail({ kind: 'covers-nothing' })] : [];
}

/**
 * Judges whether the measures that an instrument pays for reach the minimum cost; undecided if that depends on costs
 * that are not stated.
 */
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
 * Refuses an interest subsidy that ends before the plan begins any of the covered measures, because a loan for them
 * would come too late. Not judged if it is already settled whether the enterprise meets the conditions of the subsidy.
 */
function judgeOrder(
  definition: CompiledInstrument['definition'],
  when: Finding | null,
  around: EligibilityContext,
): Finding[] {
  const last = definition.valid?.to;
  if (definition.type !== 'interest-subsidy' || last === undefined || last < around.asOf) return [];
  if (when?.truth !== 'undecided') return [];
  const [done] = selectCovered(definition.covers, around.measures)
    .map(({ id }) => around.timing.startOf(id))
    .sort();
  return done !== undefined && done > last ? [fail({ kind: 'out-of-time', date: last, done })] : [];
}

/**
 * Returns the day on which the measures meet the requirement of an instrument. Undefined if the instrument requires
 * nothing, or if its last day to apply is not stated or has passed.
 */
function readyDay({ after, definition }: CompiledInstrument, around: EligibilityContext): string | undefined {
  const last = lastDayAfterMeasures(definition);
  // An expired instrument is already refused for that reason.
  if (!after || last === undefined || last < around.asOf) return undefined;
  return around.timing.dayOf(after);
}

/**
 * Judges a condition that must hold after the measures. If it holds only thanks to expected effects, it is undecided
 * until a re-assessment confirms these effects.
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
 * Marks an unmet requirement if its question was not asked, so that reports do not take the question for one that does
 * not apply.
 */
function markUnasked(unmet: Unmet, plan: Plan, { asked }: Evaluation): Unmet {
  const node = plan.names.get(unmet.name)?.node;
  return node !== undefined && asked[node] === 'fails' ? { ...unmet, notAsked: true } : unmet;
}
