// The answers once measures are done: the chosen measures, those on record as done, or all that suit an enterprise.

import { compare, type DoneMeasure, itemAt, type Rational, type Reassessment } from '../model/index.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  type AnswerValue,
  type Atom,
  allowedAnswers,
  assess,
  type Evaluation,
  entryOf,
  evaluate,
  evaluateCondition,
  type Input,
  inputAt,
  isChoices,
  isNothing,
  type Plan,
  type Possible,
  rankOf,
  takesSeveral,
  toPlainAnswer,
  toSettledAnswer,
  valueAt,
} from '../scoring/index.ts';
import { listRecordedMeasures } from './follow-up-records.ts';
import type { CompiledMeasure } from './measures.ts';
import type { RecommendInput } from './recommend-input.ts';

/** The part of a measure that changes answers. */
type MeasureEffects = Pick<CompiledMeasure, 'effects'>;

/**
 * Returns the answers as they are once measures are done. A known answer is raised to the target of a measure and never
 * lowered. An open or derived answer gets the target as its lower bound but stays open above that bound. An answer that
 * does not apply stays as it is. `today` is the evaluation of `sheet`.
 */
export function applyMeasures(
  plan: Plan,
  sheet: AnswerSet,
  measures: readonly MeasureEffects[],
  today: Evaluation,
): AnswerSet {
  const raisedEntries = collectRaisedAnswers(plan, sheet, measures, today);
  const changedSheet = new Map(sheet);
  for (const [name, entry] of raisedEntries) changedSheet.set(name, entry);
  return changedSheet;
}

/** Returns the answers that measures raise, by name. */
export function collectRaisedAnswers(
  plan: Plan,
  sheet: AnswerSet,
  measures: readonly MeasureEffects[],
  today: Evaluation,
): ReadonlyMap<string, AnswerEntry> {
  const raisedEntries = new Map<string, AnswerEntry>();
  for (const [node, targets] of groupTargetsByNode(measures)) {
    const entry = raiseEntry(plan, sheet, node, targets, today);
    if (entry) raisedEntries.set(inputAt(plan, node).name, entry);
  }
  return raisedEntries;
}

/** Raises one answer to the given targets; returns undefined if the answer meets them already or does not apply. */
export function raiseEntry(
  plan: Plan,
  sheet: AnswerSet,
  node: number,
  targets: readonly AnswerValue[],
  today: Evaluation,
): AnswerEntry | undefined {
  const input = inputAt(plan, node);
  const entry = entryOf(sheet, input.name);
  if (entry.state === 'notApplicable') return undefined;
  const raisedAnswer = raiseAnswer(input, computePossibleAnswer(input, entry, valueAt(today, node)), targets);
  if (raisedAnswer === undefined) return undefined;
  return entry.state === 'answered' ? { ...entry, value: raisedAnswer } : { ...entry, least: raisedAnswer };
}

function groupTargetsByNode(measures: readonly MeasureEffects[]): Map<number, AnswerValue[]> {
  const targets = new Map<number, AnswerValue[]>();
  for (const { effects } of measures) {
    for (const { node, to } of effects) {
      const nodeTargets = targets.get(node);
      if (nodeTargets) nodeTargets.push(to);
      else targets.set(node, [to]);
    }
  }
  return targets;
}

/**
 * Returns the known or possible values of an answer. A question that is not asked counts as open, because another
 * measure may cause it to be asked.
 */
function computePossibleAnswer(input: Input, entry: AnswerEntry, value: Possible): Possible {
  if (entry.state === 'answered') return toSettledAnswer(entry.value);
  return isNothing(value) ? allowedAnswers(input) : value;
}

/** Returns the answer that meets every target; undefined if the current answer certainly meets them already. */
function raiseAnswer(input: Input, current: Possible, targets: readonly AnswerValue[]): AnswerValue | undefined {
  if (takesSeveral(input)) return addOptions(input, current, targets);
  let bestAtom: Atom | undefined;
  let rank = findLowestRank(input, current);
  for (const target of targets) {
    if (isChoices(target)) continue;
    const targetRank = rankOf(input, target);
    if (rank === null || compare(targetRank, rank) > 0) [bestAtom, rank] = [target, targetRank];
  }
  return bestAtom;
}

/** Adds the targets' options to those chosen, up to the number allowed, and drops exclusive options. */
function addOptions(input: Input, current: Possible, targets: readonly AnswerValue[]): AnswerValue | undefined {
  const chosenOptions = new Set(current.kind === 'choices' ? current.sure : []);
  for (const { id, exclusive } of input.options) if (exclusive) chosenOptions.delete(id);
  const chosenBefore = chosenOptions.size;
  const maxChosen = input.choose.most ?? input.options.length;
  for (const target of targets) {
    if (isChoices(target)) for (const option of target) if (chosenOptions.size < maxChosen) chosenOptions.add(option);
  }
  return chosenOptions.size === chosenBefore
    ? undefined
    : input.options.flatMap(({ id }) => (chosenOptions.has(id) ? [id] : []));
}

/** Returns the lowest rank among the possible answers; null if nothing is known about them. */
export function findLowestRank(input: Input, possible: Possible): Rational | null {
  if (possible.kind === 'range') return possible.low;
  if (possible.kind !== 'atoms') return null;
  return possible.atoms.map((atom) => rankOf(input, atom)).sort(compare)[0] ?? null;
}

/** Strips the effects that are only expected and must be confirmed by a re-assessment. */
export function removeExpectedEffects(measures: readonly CompiledMeasure[]): readonly CompiledMeasure[] {
  return measures.map((measure) =>
    measure.effects.some(({ expected }) => expected)
      ? { ...measure, effects: measure.effects.filter(({ expected }) => !expected) }
      : measure,
  );
}

/** The starting point of a recommendation. */
interface StartingPoint {
  /** The input of the recommendation, with the answers raised by the measures done since the assessment. */
  readonly basis: RecommendInput;
  readonly done: readonly DoneMeasure[];
  /** The answers that a done measure should have changed but that the assessment does not show. */
  readonly reassess: readonly Reassessment[];
}

/**
 * Applies the measures on record as done. A measure done on or after the day of the assessment raises its answers as if
 * they had been assessed. A measure done earlier does not, even if the assessment does not show its effect. In both
 * cases the answers it should have changed are listed for a re-assessment.
 */
export function applyDoneMeasures(basis: RecommendInput): StartingPoint {
  const { plan, sheet, assessed, judged = assessed, record } = basis;
  const doneMeasures = basis.measures.filter(({ id }) => record?.done.has(id));
  if (!record || doneMeasures.length === 0) return { basis, done: [], reassess: [] };
  const recordedSteps = listRecordedMeasures(record.events);
  const dayOf = ({ id }: Pick<CompiledMeasure, 'id'>): string => record.done.get(id) ?? '';
  const isAssumed = (measure: CompiledMeasure): boolean => dayOf(measure) >= record.assessedOn;
  const sureMeasures = removeExpectedEffects(doneMeasures);
  const apply = (measures: readonly CompiledMeasure[]): AnswerSet =>
    applyMeasures(plan, sheet, measures, assessed.evaluation);
  const reassessments = sureMeasures.flatMap((measure) => {
    const changedSheet = apply([measure]);
    const changedEffects = measure.effects.filter(({ name }) => changedSheet.get(name) !== sheet.get(name));
    return changedEffects.map(
      ({ name, to }): Reassessment => ({
        name,
        to: toPlainAnswer(to),
        measure: measure.id,
        on: dayOf(measure),
        assumed: isAssumed(measure),
      }),
    );
  });
  const sheetAfter = reassessments.some(({ assumed }) => assumed) ? apply(sureMeasures.filter(isAssumed)) : sheet;
  const { pack, tool } = assessed.result;
  return {
    basis:
      sheetAfter === sheet
        ? basis
        : { ...basis, sheet: sheetAfter, assessed: assess(plan, sheetAfter, pack, tool), judged },
    done: doneMeasures.map(({ id }) => {
      const cost = recordedSteps.find((step) => step.id === id)?.states.done?.cost;
      return { id, on: dayOf({ id }), ...(cost ? { cost } : {}) };
    }),
    reassess: reassessments,
  };
}

/** The result of doing all measures that suit an enterprise by its facts. */
interface AllMeasuresOutcome {
  /** The answers once all of these measures are done. */
  readonly answers: AnswerSet;
  /** The names of the answers that the measures raise, and the names that the measures list under `addresses`. */
  readonly names: ReadonlySet<string>;
}

/**
 * Applies all measures of a catalogue that suit an enterprise. A measure is left out only if its condition fails on the
 * facts alone: today's answers exclude no measure, because another measure may change them. Returns undefined if the
 * catalogue has no measures.
 */
export function applyAllMeasures(
  plan: Plan,
  sheet: AnswerSet,
  measures: readonly CompiledMeasure[],
  today: Evaluation,
): AllMeasuresOutcome | undefined {
  if (measures.length === 0) return undefined;
  const facts = plan.inputs.flatMap(({ role, name }) => {
    const entry = role === 'fact' ? sheet.get(name) : undefined;
    return entry ? [[name, entry] as const] : [];
  });
  const { values } = evaluate(plan, new Map(facts));
  const suitableMeasures = measures.filter(
    ({ when }) => !when || evaluateCondition(when, (node) => itemAt(values, node)) !== 'fails',
  );
  const answers = applyMeasures(plan, sheet, suitableMeasures, today);
  const raisedNames = [...answers].flatMap(([name, entry]) => (entry === sheet.get(name) ? [] : [name]));
  return {
    answers,
    names: new Set([...raisedNames, ...suitableMeasures.flatMap(({ definition }) => definition.addresses ?? [])]),
  };
}
