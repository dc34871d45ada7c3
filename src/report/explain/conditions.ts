import type { ExplainedCase, ExplainedLevel, Judgement, Met, Unmet } from '../../model/generated/types.ts';
import { formatRange } from '../number.ts';
import type { PlainValue, Vocabulary } from '../vocabulary.ts';
import { type PlainTest, phraseOf } from '../words/test.ts';
import { type Line, unmetInWords } from '../words/unmet.ts';
import { printValue, sayPlain } from './value.ts';

/** Requirements of a condition: those that hold with what there is, then those that do not. */
export function judgementLines({ met, unmet }: Pick<Judgement, 'met' | 'unmet'>, vocabulary: Vocabulary): Line[] {
  return [...met.map((one) => ({ text: metInWords(one, vocabulary) })), ...unmetInWords(unmet as Unmet[], vocabulary)];
}

/** A requirement that holds: "Employees: 326 (needed: at least 300)", "Scenarios at level 2 or higher: 9, 6 needed". */
function metInWords(met: Met, vocabulary: Vocabulary): string {
  const { numbers, explain } = vocabulary.messages;
  const { name, test, has } = met;
  const title = vocabulary.titleOf(name);
  const standing = standingOf(met, vocabulary);
  if (isCount(met, vocabulary)) return countInWords(met, standing, vocabulary);
  if ('items' in test) return numbers.labelled(title, phraseOf(name, test as PlainTest, vocabulary));
  const text = vocabulary.isAsked(name) ? `${title} ${standing}` : numbers.labelled(title, standing);
  // Where one value is asked for and found, saying it twice tells nothing.
  if (Object.keys(test).join() === 'const' && has !== undefined) return text;
  return explain.met(text, phraseOf(name, test as PlainTest, vocabulary));
}

/** Whether it asks how many members of a list pass. */
function isCount({ name, test }: Met, vocabulary: Vocabulary): boolean {
  return vocabulary.memberOf(name) !== name && 'contains' in test && !('maxContains' in test);
}

function countInWords({ name, test }: Met, standing: string, vocabulary: Vocabulary): string {
  const { words, explain } = vocabulary.messages;
  const { contains, minContains = 1 } = test as { contains: PlainTest; minContains?: number };
  const member = vocabulary.memberOf(name);
  const say = vocabulary.isLadder(member) ? words.unmet.levelMembers : words.unmet.members;
  const count = explain.enough(standing, String(minContains));
  return say(vocabulary.titleOf(name), phraseOf(member, contains, vocabulary), count);
}

/** What there is: a value, what it may still be, or how many members. */
function standingOf({ name, has, lowest, highest }: Met, vocabulary: Vocabulary): string {
  const { words, numbers } = vocabulary.messages;
  const isList = vocabulary.memberOf(name) !== name;
  if (has !== undefined) return isList ? String(has) : sayPlain(has as PlainValue, name, vocabulary);
  if (lowest === undefined || highest === undefined) return words.open;
  const write = (number: number): string => (isList ? String(number) : vocabulary.numberOf(name, number));
  return formatRange(lowest, highest, { numbers, write }) ?? words.open;
}

/** Each case with its verdict and the numbers behind it; those behind the deciding one are counted only. */
export function caseLines(cases: readonly ExplainedCase[], owner: string | undefined, vocabulary: Vocabulary): Line[] {
  const { explain } = vocabulary.messages;
  const looked = cases.filter(({ truth }) => truth !== 'skipped');
  const skipped = cases.length - looked.length;
  const lines = looked.map((one): Line => {
    const value = printValue(one, { vocabulary, name: owner }).text;
    if (one.otherwise) return { text: explain.caseOtherwise(value) };
    const verdict = verdictOf(one.truth, vocabulary);
    if (one.truth === 'undecided') {
      // What is to be clarified says already that it is open.
      const open = (reasons: string): string => explain.case(value, reasons === '' ? verdict : reasons);
      return withReasons(open, unmetInWords(one.unmet, vocabulary));
    }
    const reasons = one.truth === 'holds' ? judgementLines(one, vocabulary) : unmetInWords(one.unmet, vocabulary);
    return withReasons((text) => explain.case(value, withVerdict(verdict, text, vocabulary)), reasons);
  });
  if (!looked.some(({ truth }) => truth !== 'fails')) lines.push({ text: explain.noCase });
  return skipped === 0 ? lines : [...lines, { text: explain.skipped(String(skipped), skipped === 1) }];
}

/** A line and its reasons; a single reason stands on the same line. */
function withReasons(say: (reasons: string) => string, reasons: readonly Line[]): Line {
  const [first, ...others] = reasons;
  if (first && others.length === 0 && !first.parts) return { text: say(first.text) };
  return { text: say(''), ...(reasons.length > 0 ? { parts: reasons } : {}) };
}

function withVerdict(verdict: string, reasons: string, vocabulary: Vocabulary): string {
  return reasons === '' ? verdict : vocabulary.messages.explain.verdict(verdict, reasons);
}

function verdictOf(truth: Judgement['truth'], vocabulary: Vocabulary): string {
  const { holds, fails, open } = vocabulary.messages.explain;
  return truth === 'holds' ? holds : truth === 'fails' ? fails : open;
}

/** Whether a condition holds and why. */
export function verdictLine({ truth, ...judged }: Judgement, vocabulary: Vocabulary): Line {
  const verdict = verdictOf(truth, vocabulary);
  return withReasons((reasons) => withVerdict(verdict, reasons, vocabulary), judgementLines(judged, vocabulary));
}

/** Each level: reached, and by what; or what stopped it. */
export function levelLines(levels: readonly ExplainedLevel[], vocabulary: Vocabulary): Line[] {
  const { explain } = vocabulary.messages;
  return levels.map(({ value, reached, truth, met, unmet }) => {
    const level = vocabulary.levelOf(value);
    if (truth === 'holds' && reached !== 'holds') {
      return { text: explain.heldBack(level), parts: judgementLines({ met, unmet: [] }, vocabulary) };
    }
    const say = { holds: explain.reached, fails: explain.stopped, undecided: explain.undecided }[truth];
    return { text: say(level), parts: judgementLines({ met, unmet }, vocabulary) };
  });
}
