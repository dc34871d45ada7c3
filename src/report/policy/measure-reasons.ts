// Why a measure is recommended to this enterprise, from its own answers and notes, and what it brings.
import { type Recommendation, type RecommendedMeasure, toNumber } from '../../model/index.ts';
import { findGains, type MeasureGain } from '../../policy/index.ts';
import { entryOf, type Input, type Possible, plainValue } from '../../scoring/index.ts';
import { changeInWords } from '../text/answer-text.ts';
import { type AssessmentReport, findMeasure, titleOfMeasure } from '../text/assessment-report.ts';
import type { PlainValue, Vocabulary } from '../text/vocabulary.ts';
import { questionsBehindGaps } from './priorities-section.ts';

type Planned = AssessmentReport & { readonly recommendation: Pick<Recommendation, 'priorities'> };

/** What is told of each measure of a recommendation. */
export interface MeasureReasons {
  /** One sentence from the answers; undefined where they say nothing. */
  why(measure: RecommendedMeasure): string | undefined;
  /** What changes, and by how much the score rises. */
  brings(measure: RecommendedMeasure): string[];
}

/** Of so many answers it is told what their values mean, too. */
const MOST_DESCRIBED = 2;
/** So many answers are told of, the most telling ones. */
const MOST_TOLD = 4;

/** What is told of the measures of a recommendation; without answers there is no gain to tell. */
export function measureReasons(
  report: Planned,
  measures: readonly RecommendedMeasure[],
  vocabulary: Vocabulary,
): MeasureReasons {
  const { plan, answers } = report;
  const { numbers, policy } = vocabulary.messages;
  const gains: ReadonlyMap<string, MeasureGain> = answers
    ? findGains(plan, answers.sheet, answers.evaluation, measures)
    : new Map();
  const noted = firstWithNote(report, measures);
  return {
    why(measure) {
      const subjects = subjectsOf(measure, report);
      const told = subjects.flatMap((name, i) => {
        const earlier = measures
          .slice(0, measures.indexOf(measure))
          .findLast(({ reasons }) => reasons.some((reason) => reason.name === name && !reason.expected));
        const part = standing(name, measure, i < MOST_DESCRIBED, earlier, report, vocabulary);
        const { note } = answers ? entryOf(answers.sheet, name) : {};
        return [
          ...(part === undefined ? [] : [part]),
          ...(note !== undefined && noted.get(name) === measure.id ? [policy.measures.note(numbers.quote(note))] : []),
        ];
      });
      return told.length === 0 ? undefined : policy.measures.sentence(told);
    },
    brings(measure) {
      const gain = gains.get(measure.id);
      return [
        ...measure.reasons.map((change) => changeInWords(change, vocabulary)),
        ...(gain
          ? [policy.measures.gain(vocabulary.titleOf(gain.score), vocabulary.numberOf(gain.score, toNumber(gain.by)))]
          : []),
      ];
    },
  };
}

/**
 * The answers that a measure is for, the most telling first: those that make the gaps it is the first to close, then those it
 * changes or addresses. Options that it adds count only where there is nothing else.
 */
function subjectsOf({ id, reasons }: RecommendedMeasure, report: Planned): string[] {
  const inputs = new Map(report.plan.inputs.map((input) => [input.name, input]));
  const behind = questionsBehindGaps(report, ({ by = [] }) => by[0] === id);
  const changed = reasons.map(({ name }) => name);
  const addressed = (findMeasure(report, id)?.addresses ?? []).filter((name) => inputs.has(name));
  const all = [...new Set([...behind, ...changed, ...addressed])];
  const plain = all.filter((name) => inputs.get(name)?.form !== 'options');
  return (plain.length > 0 ? plain : all).slice(0, MOST_TOLD);
}

/** The measure that tells of the note on each answer: the first for which it stands. */
function firstWithNote(report: Planned, measures: readonly RecommendedMeasure[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const measure of measures) {
    for (const name of subjectsOf(measure, report)) if (!first.has(name)) first.set(name, measure.id);
  }
  return first;
}

/** Where one answer stands before a measure; undefined where that is not known. */
function standing(
  name: string,
  measure: RecommendedMeasure,
  isDescribed: boolean,
  earlier: RecommendedMeasure | undefined,
  report: AssessmentReport,
  vocabulary: Vocabulary,
): string | undefined {
  const { numbers, policy } = vocabulary.messages;
  const input = vocabulary.inputOf(name);
  if (!input) return undefined;
  const title = vocabulary.titleOf(name);
  const change = measure.reasons.find((reason) => reason.name === name);
  if (input.form === 'options') {
    const has = Array.isArray(change?.from) ? change.from : [];
    const added = Array.isArray(change?.to) ? change.to.filter((option) => !has.includes(option)) : [];
    const options = added.map((option) => numbers.quote(vocabulary.optionOf(name, option)));
    return options.length === 0 ? undefined : policy.measures.lacks(title, numbers.items(options));
  }
  const value = change?.from ?? valueToday(input, report);
  if (value === undefined || value === null) return policy.measures.open(title);
  if (input.form === 'step') {
    const most = input.range.high ? vocabulary.numberOf(name, toNumber(input.range.high)) : '';
    const scale = [title, vocabulary.numberOf(name, Number(value)), most] as const;
    if (earlier) return policy.measures.risen(numbers.quote(titleOfMeasure(report, earlier.id, vocabulary)), ...scale);
    const label = isDescribed ? labelOf(input, Number(value), vocabulary) : undefined;
    const at = policy.measures.at(...scale);
    return label === undefined ? at : numbers.labelled(at, numbers.quote(label));
  }
  const told = vocabulary.valueText(name, value);
  const hasStatement = input.options.some(({ id, statement }) => id === value && statement !== undefined);
  if (hasStatement) return told;
  return numbers.labelled(title, typeof value === 'string' ? numbers.quote(told) : told);
}

function valueToday({ name }: Input, { plan, answers }: AssessmentReport): PlainValue | undefined {
  const node = plan.names.get(name)?.node;
  return node === undefined || !answers ? undefined : plainValue(answers.evaluation.values[node] as Possible);
}

/** What a step of a scale means. */
function labelOf({ definition }: Input, value: number, vocabulary: Vocabulary): string | undefined {
  const labels = 'labels' in definition ? (definition.labels ?? {}) : {};
  const key = String(value);
  return Object.hasOwn(labels, key) ? vocabulary.pick(labels[key]) : undefined;
}
