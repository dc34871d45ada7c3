// The answers once measures are done: those chosen, those on record as done, and all that make sense.

import { compare, type DoneMeasure, type Rational, type Reassessment } from '../model/index.ts';
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
  isChoices,
  isNothing,
  knownAnswer,
  type Plan,
  type Possible,
  plainAnswer,
  rankOf,
} from '../scoring/index.ts';
import type { CompiledMeasure } from './measures.ts';
import type { RecommendInput } from './recommend-input.ts';

/** What is done, as far as it changes answers. */
type MeasureEffects = Pick<CompiledMeasure, 'effects'>;

/**
 * The answers once measures are done. A known answer is raised to what a measure leads to and never lowered; an open
 * or derived one is at least that much then, and stays open above it; what does not apply stays so. `today` is the
 * evaluation of the sheet.
 */
export function applyMeasures(
  plan: Plan,
  sheet: AnswerSet,
  measures: readonly MeasureEffects[],
  today: Evaluation,
): AnswerSet {
  const raised = raisedAnswers(plan, sheet, measures, today);
  const after = new Map(sheet);
  for (const [name, entry] of raised) after.set(name, entry);
  return after;
}

/** Of the answers that measures lead further, each by its name: what it is then. */
export function raisedAnswers(
  plan: Plan,
  sheet: AnswerSet,
  measures: readonly MeasureEffects[],
  today: Evaluation,
): ReadonlyMap<string, AnswerEntry> {
  const raised = new Map<string, AnswerEntry>();
  for (const [node, targets] of targetsByNode(measures)) {
    const entry = raiseEntry(plan, sheet, node, targets, today);
    if (entry) raised.set((plan.nodes[node] as Input).name, entry);
  }
  return raised;
}

/** The entry of one answer raised to targets; undefined where it stays as it is. */
export function raiseEntry(
  plan: Plan,
  sheet: AnswerSet,
  node: number,
  targets: readonly AnswerValue[],
  today: Evaluation,
): AnswerEntry | undefined {
  const input = plan.nodes[node] as Input;
  const entry = entryOf(sheet, input.name);
  if (entry.state === 'notApplicable') return undefined;
  const raised = raiseAnswer(input, possibleAnswer(input, entry, today.values[node] as Possible), targets);
  if (raised === undefined) return undefined;
  return entry.state === 'answered' ? { ...entry, value: raised } : { ...entry, least: raised };
}

function targetsByNode(measures: readonly MeasureEffects[]): Map<number, AnswerValue[]> {
  const targets = new Map<number, AnswerValue[]>();
  for (const { effects } of measures) {
    for (const { node, to } of effects) {
      const known = targets.get(node);
      if (known) known.push(to);
      else targets.set(node, [to]);
    }
  }
  return targets;
}

/** What an answer is or may be. A question that is not asked may get asked by another measure: it is open. */
function possibleAnswer(input: Input, entry: AnswerEntry, value: Possible): Possible {
  if (entry.state === 'answered') return knownAnswer(entry.value);
  return isNothing(value) ? allowedAnswers(input) : value;
}

/** The answer that is at least every target; undefined where it surely is that much already. */
function raiseAnswer(input: Input, standing: Possible, targets: readonly AnswerValue[]): AnswerValue | undefined {
  if (input.type === 'multiple') return addOptions(input, standing, targets);
  let best: Atom | undefined;
  let rank = lowestRank(input, standing);
  for (const target of targets) {
    if (isChoices(target)) continue;
    const reached = rankOf(input, target);
    if (rank === null || compare(reached, rank) > 0) [best, rank] = [target, reached];
  }
  return best;
}

/** The options chosen and those added, as many as may be chosen; an exclusive option gives way. */
function addOptions(input: Input, standing: Possible, targets: readonly AnswerValue[]): AnswerValue | undefined {
  const chosen = new Set(standing.kind === 'choices' ? standing.sure : []);
  for (const { id, exclusive } of input.options) if (exclusive) chosen.delete(id);
  const had = chosen.size;
  const most = input.choose.most ?? input.options.length;
  for (const target of targets) {
    if (isChoices(target)) for (const option of target) if (chosen.size < most) chosen.add(option);
  }
  return chosen.size === had ? undefined : input.options.flatMap(({ id }) => (chosen.has(id) ? [id] : []));
}

/** The least rank still possible; null where there is no least. */
export function lowestRank(input: Input, standing: Possible): Rational | null {
  if (standing.kind === 'range') return standing.low;
  if (standing.kind !== 'atoms') return null;
  return standing.atoms.map((atom) => rankOf(input, atom)).sort(compare)[0] ?? null;
}

/** Measures with only what they achieve, without what is hoped for and must be confirmed by a re-assessment. */
export function withoutExpectedEffects(measures: readonly CompiledMeasure[]): readonly CompiledMeasure[] {
  return measures.map((measure) =>
    measure.effects.some(({ expected }) => expected)
      ? { ...measure, effects: measure.effects.filter(({ expected }) => !expected) }
      : measure,
  );
}

/** Where a recommendation starts from. */
interface StartingPoint {
  /** With the answers that the measures done since the assessment must have led to. */
  readonly basis: RecommendInput;
  readonly done: readonly DoneMeasure[];
  /** The answers that a measure which is done should have changed and that the assessment does not show. */
  readonly reassess: readonly Reassessment[];
}

/**
 * Starts from what is done. What was done on the day of the assessment or later counts as if it were assessed; where an
 * assessment came after a measure and does not show its effect, the assessment counts. Either is to be assessed again.
 */
export function applyDoneMeasures(basis: RecommendInput): StartingPoint {
  const { plan, sheet, assessed, record } = basis;
  const known = basis.measures.filter(({ id }) => record?.done.has(id));
  if (!record || known.length === 0) return { basis, done: [], reassess: [] };
  const dayOf = ({ id }: CompiledMeasure): string => record.done.get(id) ?? '';
  const isAssumed = (measure: CompiledMeasure): boolean => dayOf(measure) >= record.assessedOn;
  const sure = withoutExpectedEffects(known);
  const apply = (some: readonly CompiledMeasure[]): AnswerSet => applyMeasures(plan, sheet, some, assessed.evaluation);
  const reassess = sure.flatMap((measure) => {
    const after = apply([measure]);
    const changed = measure.effects.filter(({ name }) => after.get(name) !== sheet.get(name));
    return changed.map(
      ({ name, to }): Reassessment => ({
        name,
        to: plainAnswer(to),
        measure: measure.id,
        on: dayOf(measure),
        assumed: isAssumed(measure),
      }),
    );
  });
  const after = reassess.some(({ assumed }) => assumed) ? apply(sure.filter(isAssumed)) : sheet;
  const { pack, tool } = assessed.result;
  return {
    basis:
      after === sheet ? basis : { ...basis, sheet: after, assessed: assess(plan, after, pack, tool), judged: assessed },
    done: known.map((measure) => ({ id: measure.id, on: dayOf(measure) })),
    reassess,
  };
}

/** What the measures that make sense for an enterprise, by what it is, lead to and are meant for. */
interface Reach {
  /** The answers once all of these measures are done. */
  readonly answers: AnswerSet;
  /** The names of what they raise or address. */
  readonly names: ReadonlySet<string>;
}

/**
 * How far the measures of a catalogue lead, those left out that the facts rule out; what is answered today rules none
 * out, since one measure prepares another. Undefined where there is no catalogue.
 */
export function findReach(
  plan: Plan,
  sheet: AnswerSet,
  measures: readonly CompiledMeasure[],
  today: Evaluation,
): Reach | undefined {
  if (measures.length === 0) return undefined;
  const facts = plan.inputs.flatMap(({ role, name }) => {
    const entry = role === 'fact' ? sheet.get(name) : undefined;
    return entry ? [[name, entry] as const] : [];
  });
  const { values } = evaluate(plan, new Map(facts));
  const sensible = measures.filter(
    ({ when }) => !when || evaluateCondition(when, (at) => values[at] as Possible) !== 'fails',
  );
  const answers = applyMeasures(plan, sheet, sensible, today);
  const raised = [...answers].flatMap(([name, entry]) => (entry === sheet.get(name) ? [] : [name]));
  return { answers, names: new Set([...raised, ...sensible.flatMap(({ definition }) => definition.addresses ?? [])]) };
}
