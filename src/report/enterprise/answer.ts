import { plainAtom } from '../../condition/unmet.ts';
import { derivedAnswer } from '../../interview/derivation.ts';
import { findItem } from '../../interview/interview.ts';
import type { Question } from '../../model/generated/types.ts';
import { type AnswerValue, entryOf, isChoices } from '../../scoring/sheet.ts';
import type { PlainValue } from '../vocabulary.ts';
import type { Writing } from './report.ts';

/** What is known of a question: as stated, as it follows from figures, or nothing. */
export function knownAnswer(
  name: string,
  { report }: Writing,
): { readonly value: AnswerValue; readonly isDerived: boolean } | undefined {
  const { interview } = report;
  const entry = entryOf(interview.sheet, name);
  if (entry.state === 'answered') return { value: entry.value, isDerived: false };
  if (entry.state !== 'unanswered') return undefined;
  const item = findItem(interview, name);
  const value = item && (derivedAnswer(interview, item)?.value ?? item.input.default ?? undefined);
  return value === undefined ? undefined : { value, isDerived: true };
}

/** The same in words. */
export function answerInWords(name: string, writing: Writing): string | undefined {
  const known = knownAnswer(name, writing);
  if (!known) return undefined;
  const { value } = known;
  const { vocabulary } = writing;
  const plain = isChoices(value) ? value : plainAtom(value);
  const said = vocabulary.say(name, plain);
  const label = labelOf(name, plain, writing);
  return label === undefined ? said : vocabulary.messages.numbers.labelled(said, label);
}

/** What a step of a scale means. */
function labelOf(name: string, value: PlainValue, { report, vocabulary }: Writing): string | undefined {
  const input = report.plan.inputs.find((one) => one.name === name);
  if (input?.type !== 'scale') return undefined;
  const { labels = {} } = input.definition as Question;
  const key = String(value);
  return Object.hasOwn(labels, key) ? vocabulary.pick(labels[key]) : undefined;
}
