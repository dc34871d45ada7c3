import type { Messages } from '../../i18n/index.ts';
import type { InterviewItem, TypedAnswerError } from '../../interview/index.ts';
import { toDecimalText, toNumber } from '../../model/index.ts';
import { type Atom, type Input, isNumber } from '../../scoring/index.ts';
import { formatRange } from './number-format.ts';
import type { BrowserVocabulary } from './vocabulary.ts';

const MOST_DECIMALS = 15;

/** What typing is put into words with. */
interface HintWording {
  readonly vocabulary: BrowserVocabulary;
  readonly messages: Pick<Messages['diagnose'], 'hints' | 'faults'>;
}

/** How an answer is typed: "Type a whole number (persons), at least 0". */
export function hintFor({ input, required }: InterviewItem, wording: HintWording): string {
  const { hints } = wording.messages;
  const labels = labelsOf(input, wording.vocabulary);
  const hintAndRemark = hints.withRemark(formatKind(input, wording), required ? hints.required : hints.optional);
  return [hintAndRemark, ...labels].join('\n');
}

/** What is typed, in which unit, between which ends: "Type a whole number (persons), 1 to 10". */
export function formatKind(input: Input, { vocabulary, messages }: HintWording): string {
  const { hints } = messages;
  const unit = 'unit' in input.definition ? vocabulary.pick(input.definition.unit) : undefined;
  const hint = kindHint(input, hints);
  const measured = unit === undefined ? hint : hints.withUnit(hint, unit);
  const range = formatInputRange(input, { vocabulary, messages });
  return range === undefined ? measured : hints.withRange(measured, range);
}

function kindHint({ form, type, whole }: Input, hints: HintWording['messages']['hints']): string {
  switch (form) {
    case 'step':
    case 'number':
      if (type === 'percent') return hints.percent;
      return whole ? hints.whole : hints.number;
    case 'date':
    case 'uscc':
    case 'email':
    case 'phone':
      return hints[form];
    default:
      return hints.text;
  }
}

/** What the numbers of a long scale mean. */
export function labelsOf({ definition }: Input, { pick }: HintWording['vocabulary']): string[] {
  const labels = ('labels' in definition && definition.labels) || {};
  return Object.entries(labels).map(([number, label]) => `${number}  ${pick(label) ?? ''}`);
}

function formatInputRange(input: Input, { vocabulary }: HintWording): string | undefined {
  const { type } = input;
  const { low, high } = input.range;
  // That a count is not negative goes without saying.
  if (low?.n === 0n && !high) return undefined;
  if (type === 'percent' && low?.n === 0n && high?.n === 100n) return undefined;
  return rangeInWords(input, vocabulary);
}

/** From the lowest to the highest number that is an answer; undefined where neither is limited. */
export function rangeInWords(
  { name, range: { low, high } }: Pick<Input, 'name' | 'range'>,
  vocabulary: BrowserVocabulary,
): string | undefined {
  return formatRange(low && toNumber(low), high && toNumber(high), {
    numbers: vocabulary.messages.numbers,
    write: (value) => vocabulary.numberOf(name, value),
  });
}

/** A known value as one would type it. */
export function typedForm(value: Atom, { vocabulary }: Pick<HintWording, 'vocabulary'>): string {
  if (!isNumber(value)) return String(value);
  return toDecimalText(value, MOST_DECIMALS).replace('.', vocabulary.messages.numbers.decimal);
}

/** Why a typed line is no answer. */
export function explainFault(
  fault: TypedAnswerError,
  { input }: InterviewItem,
  { vocabulary, messages }: HintWording,
): string {
  const { faults } = messages;
  switch (fault.fault) {
    case 'uscc':
      return faults.uscc(fault.uscc, fault.length, fault.position);
    case 'ambiguous':
      return faults.ambiguous(...fault.readings);
    case 'multiplier':
      return faults.multiplier(fault.digits.replace('.', vocabulary.messages.numbers.decimal));
    case 'range':
      return faults.range(rangeInWords(input, vocabulary) ?? '');
    default:
      return faults[fault.fault];
  }
}
