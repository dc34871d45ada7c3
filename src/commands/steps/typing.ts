import type { Atom } from '../../condition/value.ts';
import { isNumber } from '../../condition/value.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Item } from '../../interview/outline.ts';
import type { TypedFault } from '../../interview/typed.ts';
import { toDecimalText, toNumber } from '../../model/rational.ts';
import { formatRange } from '../../report/number.ts';
import type { BrowserVocabulary } from '../../report/vocabulary.ts';
import type { Input } from '../../scoring/plan.ts';

const MOST_DECIMALS = 15;

/** What typing is put into words with. */
interface Wording {
  readonly vocabulary: BrowserVocabulary;
  readonly messages: Pick<Messages['diagnose'], 'hints' | 'faults'>;
}

/** How an answer is typed: "Type a whole number (persons), at least 0". */
export function hintFor({ input, required }: Item, wording: Wording): string {
  const { hints } = wording.messages;
  const labels = labelsOf(input, wording.vocabulary);
  const hintAndRemark = hints.withRemark(kindInWords(input, wording), required ? hints.required : hints.optional);
  return [hintAndRemark, ...labels].join('\n');
}

/** What is typed, in which unit, between which ends: "Type a whole number (persons), 1 to 10". */
export function kindInWords(input: Input, { vocabulary, messages }: Wording): string {
  const { hints } = messages;
  const unit = 'unit' in input.definition ? vocabulary.pick(input.definition.unit) : undefined;
  const hint = kindHint(input, hints);
  const measured = unit === undefined ? hint : hints.withUnit(hint, unit);
  const range = rangeInWords(input, { vocabulary, messages });
  return range === undefined ? measured : hints.withRange(measured, range);
}

function kindHint({ type }: Input, hints: Wording['messages']['hints']): string {
  switch (type) {
    case 'scale':
    case 'integer':
      return hints.whole;
    case 'decimal':
      return hints.number;
    case 'percent':
    case 'date':
    case 'uscc':
    case 'email':
    case 'phone':
      return hints[type];
    default:
      return hints.text;
  }
}

/** What the numbers of a long scale mean. */
export function labelsOf({ definition }: Input, { pick }: Wording['vocabulary']): string[] {
  const labels = ('labels' in definition && definition.labels) || {};
  return Object.entries(labels).map(([number, label]) => `${number}  ${pick(label) ?? ''}`);
}

function rangeInWords({ name, range, type }: Input, { vocabulary }: Wording): string | undefined {
  const { low, high } = range;
  // That a count is not negative goes without saying.
  if (low?.n === 0n && !high) return undefined;
  if (type === 'percent' && low?.n === 0n && high?.n === 100n) return undefined;
  return formatRange(low && toNumber(low), high && toNumber(high), {
    numbers: vocabulary.messages.numbers,
    write: (value) => vocabulary.numberOf(name, value),
  });
}

/** A known value as one would type it. */
export function typedForm(value: Atom, { vocabulary }: Pick<Wording, 'vocabulary'>): string {
  if (!isNumber(value)) return String(value);
  return toDecimalText(value, MOST_DECIMALS).replace('.', vocabulary.messages.numbers.decimal);
}

/** Why a typed line is no answer. */
export function explainFault(fault: TypedFault, { input }: Item, { vocabulary, messages }: Wording): string {
  const { faults } = messages;
  switch (fault.fault) {
    case 'uscc':
      return faults.uscc(fault.uscc, fault.length, fault.position);
    case 'ambiguous':
      return faults.ambiguous(...fault.readings);
    case 'range': {
      const { low, high } = input.range;
      const range = formatRange(low && toNumber(low), high && toNumber(high), {
        numbers: vocabulary.messages.numbers,
        write: (value) => vocabulary.numberOf(input.name, value),
      });
      return faults.range(range ?? '');
    }
    default:
      return faults[fault.fault];
  }
}
