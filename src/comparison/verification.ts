import type { Assessment } from '../model/generated/types.ts';
import type { Input } from '../scoring/plan.ts';
import type { Appraisal } from './appraise.ts';
import { type AnswerDifference, type Difference, findDifference, type Measured } from './difference.ts';

/** How a self-assessment stands to what was found on site, answer by answer. */
export type Verdict =
  /** It claimed more than was found. */
  | 'kind'
  /** It claimed less. */
  | 'harsh'
  /** It left open what was found. */
  | 'open'
  /** It said something else that is neither more nor less. */
  | 'other';

/** An answer that was found to be otherwise. */
export interface Finding extends AnswerDifference {
  readonly verdict: Verdict;
}

/** A self-assessment against an assessment on site. */
export interface Verification extends Omit<Difference, 'answers'> {
  readonly answers: readonly Finding[];
  /** How many of the answers that were stated otherwise. */
  readonly counts: Readonly<Record<Verdict, number>>;
}

/** The newest assessment on site and the newest self-assessment before it, or else after it; undefined without both. */
export function pickVerified(appraisals: readonly Appraisal[]): readonly [Appraisal, Appraisal] | undefined {
  const of = (kind: Assessment['kind']): Appraisal[] => appraisals.filter(({ recorded }) => recorded.kind === kind);
  const onsite = of('onsite').at(-1);
  const self = of('self');
  if (!onsite) return undefined;
  const before = self.findLast(({ recorded }) => recorded.finishedAt <= onsite.recorded.finishedAt) ?? self.at(-1);
  return before && [before, onsite];
}

/** Holds a self-assessment against what was found on site. */
export function verify(self: Appraisal, onsite: Appraisal, measured: Measured): Verification {
  const inputs = new Map(measured.plan.inputs.map((input) => [input.name, input]));
  const difference = findDifference(self, onsite, measured);
  const answers = difference.answers.map((answer) => ({
    ...answer,
    verdict: judge(answer, inputs.get(answer.name) as Input),
  }));
  const counts = { kind: 0, harsh: 0, open: 0, other: 0 };
  for (const { isStated, verdict } of answers) if (isStated) counts[verdict] += 1;
  return { ...difference, answers, counts };
}

/** By its points; where they are the same or open, by the order of the options, which stand from least to most mature. */
function judge({ before, after, points }: AnswerDifference, input: Input): Verdict {
  if (points !== undefined && points.n !== 0n) return points.n < 0n ? 'kind' : 'harsh';
  if (before.state === 'unknown' || before.state === 'unanswered') return 'open';
  const [claimed, found] = [before.value, after.value];
  if (Array.isArray(claimed) && Array.isArray(found)) return judgeChoices(claimed, found, input);
  const [one, other] = [rankOf(claimed, input), rankOf(found, input)];
  return one === undefined || other === undefined || one === other ? 'other' : one > other ? 'kind' : 'harsh';
}

/** Options that were found missing, or in addition; with both nobody can say. */
function judgeChoices(claimed: readonly string[], found: readonly string[], { options }: Input): Verdict {
  const isBare = (choices: readonly string[]): boolean =>
    choices.every((choice) => options.find(({ id }) => id === choice)?.exclusive);
  if (isBare(claimed) !== isBare(found)) return isBare(found) ? 'kind' : 'harsh';
  const [gone, come] = [
    claimed.filter((choice) => !found.includes(choice)),
    found.filter((choice) => !claimed.includes(choice)),
  ];
  if (gone.length > 0 && come.length > 0) return 'other';
  return gone.length > 0 ? 'kind' : 'harsh';
}

/** The place of an option, a step of a scale, yes above no; undefined where more is not surely better. */
function rankOf(value: AnswerDifference['before']['value'], { type, options, role }: Input): number | undefined {
  if (role === 'fact') return undefined;
  if (type === 'single') {
    const place = options.findIndex(({ id }) => id === value);
    return place < 0 ? undefined : place;
  }
  if (type === 'scale' && typeof value === 'number') return value;
  return undefined;
}
