// What each recommended measure adds to the score that rests on most questions.
import { type Rational, type RecommendedMeasure, subtract } from '../model/index.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  type AnswerValue,
  type Evaluation,
  entryOf,
  isChoices,
  type Plan,
  type Possible,
  parseAnswerValue,
  rangeOf,
  reevaluate,
} from '../scoring/index.ts';

/** How much more a score surely comes to with a measure, those before it being done. */
export interface MeasureGain {
  readonly score: string;
  readonly by: Rational;
}

/**
 * The gain of each measure in turn, by its id, in the score whose value most questions make; the level and hidden scores
 * aside, and what is only expected. A measure without a gain for certain has no entry.
 */
export function findGains(
  plan: Plan,
  sheet: AnswerSet,
  today: Evaluation,
  measures: readonly RecommendedMeasure[],
): ReadonlyMap<string, MeasureGain> {
  const gains = new Map<string, MeasureGain>();
  const [widest] = plan.scores
    .filter(({ hidden, node }) => !hidden && node !== plan.level)
    .sort((a, b) => b.questions.length - a.questions.length);
  if (!widest) return gains;
  const lowestIn = ({ values }: Evaluation): Rational | null | undefined =>
    rangeOf(values[widest.node] as Possible)?.low;
  const answers = new Map(sheet);
  let before = lowestIn(today);
  for (const { id, reasons } of measures) {
    for (const { name, to, expected } of reasons) {
      const entry = expected ? undefined : raisedEntry(plan, answers, name, to);
      if (entry) answers.set(name, entry);
    }
    const after = lowestIn(reevaluate(plan, answers, today, sheet));
    const by = before && after ? subtract(after, before) : undefined;
    if (by && by.n > 0n) gains.set(id, { score: widest.name, by });
    before = after;
  }
  return gains;
}

/** An answer as a recommendation says that it will be. */
function raisedEntry(
  plan: Plan,
  answers: AnswerSet,
  name: string,
  to: RecommendedMeasure['reasons'][number]['to'],
): AnswerEntry | undefined {
  const input = plan.inputs.find((one) => one.name === name);
  const read = input && parseAnswerValue(input, Array.isArray(to) ? to : String(to));
  if (!read || !('value' in read)) return undefined;
  const entry = entryOf(answers, name);
  if (entry.state === 'answered') return { ...entry, value: withOptions(entry.value, read.value) };
  return { ...entry, least: read.value };
}

/** Options come to those chosen. */
function withOptions(given: AnswerValue, added: AnswerValue): AnswerValue {
  return isChoices(given) && isChoices(added) ? [...new Set([...given, ...added])] : added;
}
