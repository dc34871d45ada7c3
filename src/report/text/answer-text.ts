// Writes options, changes of answers, warnings about answers, and lost answers.

import type { BrowserMessages, Messages } from '../../i18n/index.ts';
import type { Choice, InterviewItem, TypedAnswerError } from '../../interview/index.ts';
import {
  type Change,
  compare,
  fromNumber,
  multiply,
  type RecordedAnswer,
  type RegisterFault,
  toDecimalText,
  toNumber,
  type Warning,
} from '../../model/index.ts';
import { type Atom, type Input, isNumber, moneyUnitOf } from '../../scoring/index.ts';
import type { LostAnswer } from '../../versions/index.ts';
import { sanitizeLine } from '../terminal/terminal-text.ts';
import { formatDate, formatLargeMoney, formatNumber, formatRange } from './number-format.ts';
import type { BrowserVocabulary, PlainValue, Vocabulary } from './vocabulary.ts';

/** Writes an option; if its value is the letter or number with which it is chosen, with that key in front. */
export function optionInWords(
  { name, input }: InterviewItem,
  { key, value, text }: Choice,
  vocabulary: BrowserVocabulary,
): string {
  const words = vocabulary.pick(text);
  if (isNumber(value)) return words === undefined ? `${key}` : `${key} – ${words}`;
  const label = words ?? vocabulary.valueText(name, value);
  const isNamedByKey = input.form.control !== 'pickYesNo' && key !== null && String(value).toUpperCase() === key;
  return isNamedByKey && label !== String(value) ? `${key}\u2002${label}` : label;
}

/** Writes how a measure changes an answer: from one value to another, or the options that it adds. */
export function changeInWords(change: Change, vocabulary: Vocabulary): string {
  const { numbers, words } = vocabulary.messages;
  const text = numbers.labelled(vocabulary.titleOf(change.name), stepInWords(change, vocabulary));
  return change.expected ? numbers.remark(text, words.change.expected) : text;
}

function stepInWords({ name, from, to, atLeast }: Change, vocabulary: Vocabulary): string {
  const { numbers, words } = vocabulary.messages;
  const writeValue = (value: string | number | boolean): string => quotedValueText(name, value, vocabulary);
  if (Array.isArray(to)) {
    const addedOptions = to.filter((option) => !Array.isArray(from) || !from.includes(option));
    return words.change.adds({ options: numbers.items(addedOptions.map(writeValue)) });
  }
  if (atLeast) return words.change.toAtLeast({ value: writeValue(to) });
  const isKnown = from !== undefined && from !== null && !Array.isArray(from);
  return isKnown
    ? words.change.step({ from: writeValue(from), to: writeValue(to) })
    : words.change.to({ value: writeValue(to) });
}

/** Writes a value, in quotes if it is an option. */
export function quotedValueText(name: string, value: string | number | boolean, vocabulary: Vocabulary): string {
  const text = vocabulary.valueText(name, value);
  return typeof value === 'string' ? vocabulary.messages.numbers.quote(text) : text;
}

export function warningInWords(
  { code, name, stated, derived, suggested, beside, factor = 1, lacks = [], text }: Warning,
  vocabulary: BrowserVocabulary,
): string {
  const { warning } = vocabulary.messages.words;
  const title = name === undefined ? '' : vocabulary.titleOf(name);
  const writeValue = (value: unknown): string => vocabulary.valueText(name ?? '', (value ?? null) as PlainValue);
  switch (code) {
    case 'derived-contradicted':
      return warning.contradicted({ name: title, stated: writeValue(stated), derived: writeValue(derived) });
    case 'derived-out-of-range':
      return warning.outOfRange({ name: title, derived: writeValue(derived) });
    case 'option-alone':
      return warning.optionAlone({
        name: title,
        option: writeValue(stated),
        lacking: vocabulary.messages.numbers.and(lacks.map((id) => vocabulary.messages.numbers.quote(writeValue(id)))),
      });
    case 'evidence-missing':
      return warning.evidenceMissing({ name: title });
    case 'reason-missing':
      return warning.reasonMissing({ name: title });
    case 'not-asked':
      return warning.notAsked({ name: title });
    case 'implausible':
      return vocabulary.messages.numbers.labelled(
        title,
        implausibleInWords(name ?? '', Number(stated), suggested, vocabulary),
      );
    case 'other-magnitude': {
      const { numbers } = vocabulary.messages;
      const otherFigure = beside
        ? numbers.remark(vocabulary.titleOf(beside.name), vocabulary.valueText(beside.name, beside.stated))
        : '';
      if (factor === 0)
        return numbers.labelled(title, warning.magnitude.zero({ number: writeValue(stated), other: otherFigure }));
      const timesText = factor < 1 ? warning.magnitude.part : warning.magnitude.times;
      const power = formatNumber(factor < 1 ? 1 / factor : factor, { numbers, decimals: 0 });
      return numbers.labelled(title, timesText({ number: writeValue(stated), factor: power, other: otherFigure }));
    }
    case 'out-of-scope':
      return vocabulary.pick(text) ?? warning.outOfScope;
  }
}

/**
 * Writes what an implausible number means: an amount of money in words, or outside of which range the number is. If
 * there is a more plausible number, asks whether it was meant.
 */
export function implausibleInWords(
  name: string,
  stated: number,
  suggested: number | undefined,
  vocabulary: BrowserVocabulary,
): string {
  const { numbers, words } = vocabulary.messages;
  const { implausible } = words.warning;
  const input = vocabulary.inputOf(name);
  const money = input && moneyUnitOf(input);
  const number = vocabulary.valueText(name, stated);
  const { low, high } = input?.plausible ?? { low: null, high: null };
  const writeNumber = (value: number): string => vocabulary.numberOf(name, value);
  const statement = money
    ? implausible.amount({
        number,
        money: formatLargeMoney(multiply(fromNumber(stated), fromNumber(money.size)), money.currency, numbers),
      })
    : implausible.unusual({
        number,
        range: formatRange(low && toNumber(low), high && toNumber(high), { numbers, write: writeNumber }) ?? '',
      });
  return suggested === undefined
    ? implausible.check({ said: statement })
    : implausible.meant({ said: statement, number: writeNumber(suggested) });
}

/** Returns an answer that a version cannot use, and the reason: "Q5 (C)", "not asked any more". */
export function lostInWords({ name, answer, reason, isTarget }: LostAnswer, messages: Messages): [string, string] {
  const { lost } = messages.versions;
  const subject = isTarget ? lost.target({ name }) : name;
  return [messages.numbers.remark(subject, recordedInWords(answer, messages)), writeLossReason(reason, lost)];
}

/** Lists the answers that a version cannot use, one per line, under a heading. */
export function renderLost(lost: readonly LostAnswer[], messages: Messages): string {
  const lines = lost.map((answer) => `  ${sanitizeLine(messages.numbers.labelled(...lostInWords(answer, messages)))}`);
  return `${[messages.versions.lost.heading, ...lines].join('\n')}\n`;
}

function recordedInWords({ state, value, note, evidence = [] }: RecordedAnswer, messages: Messages): string {
  const answer = value === undefined ? messages.words.states[state] : [value].flat().map(String).join(', ');
  return messages.numbers.list([answer, ...(note === undefined ? [] : [note]), ...evidence]);
}

function writeLossReason(reason: LostAnswer['reason'], words: Messages['versions']['lost']): string {
  switch (reason.kind) {
    case 'no-question':
      return words.noQuestion;
    case 'no-option':
      return words.noOption({ options: reason.options.join(', ') });
    case 'taken':
      return words.taken({ by: reason.by });
    case 'not-allowed':
      return reason.code === 'A108'
        ? words.notApplicable
        : reason.code === 'A104'
          ? words.outOfRange
          : words.notAllowed;
  }
}

const TYPED_DECIMALS = 15;

interface HintWording {
  readonly vocabulary: BrowserVocabulary;
  readonly messages: Pick<Messages['diagnose'], 'hints' | 'faults'>;
}

/** Writes how to type an answer: "Type a whole number (persons), at least 0". */
export function hintFor(
  { input, required }: InterviewItem,
  wording: HintWording,
  { isProposed }: { readonly isProposed: boolean },
): string {
  const { hints } = wording.messages;
  const labels = labelsOf(input, wording.vocabulary);
  const hint = formatKind(input, wording);
  // Enter confirms a proposed answer, so it does not leave the answer open.
  const remark = required ? hints.required : isProposed ? undefined : hints.optional;
  return [remark === undefined ? hint : hints.withRemark({ hint, remark }), ...labels].join('\n');
}

/** Writes what to type, in which unit and range: "Type a whole number (persons), 1 to 10". */
export function formatKind(input: Input, { vocabulary, messages }: HintWording): string {
  const { hints } = messages;
  const unit = 'unit' in input.definition ? vocabulary.pick(input.definition.unit) : undefined;
  const hint = writeKindHint(input, hints);
  const withUnit = unit === undefined ? hint : vocabulary.messages.numbers.remark(hint, unit);
  const range = formatInputRange(input, { vocabulary, messages });
  const withRange = range === undefined ? withUnit : hints.withRange({ hint: withUnit, range });
  const meaning = unit === undefined ? undefined : exampleAmount(input, unit, vocabulary);
  return meaning === undefined ? withRange : hints.withExample({ hint: withRange, number: EXAMPLE_NUMBER, meaning });
}

/** The number whose meaning is shown as an example if the unit of an amount is itself a number. */
const EXAMPLE_NUMBER = '3500';

/** Writes the amount that the example means; undefined unless the unit is a number of money units, as in "× CNY 10,000". */
function exampleAmount(input: Input, unit: string, { messages: { numbers } }: BrowserVocabulary): string | undefined {
  const money = moneyUnitOf(input);
  if (!money || !/\d/.test(unit)) return undefined;
  const amount = multiply(fromNumber(Number(EXAMPLE_NUMBER)), fromNumber(money.size));
  return formatLargeMoney(amount, money.currency, numbers);
}

function writeKindHint({ form, type, whole }: Input, hints: HintWording['messages']['hints']): string {
  switch (form.control) {
    case 'pickStep':
    case 'typeNumber':
      if (type === 'percent') return hints.percent;
      return whole ? hints.whole : hints.number;
    case 'typeDay':
      return hints.date;
    case 'typeRegisterNumber':
      return form.register?.kinds === 'uscc' ? hints.uscc : hints.register;
    case 'typeEmail':
      return hints.email;
    case 'typePhone':
      return hints.phone;
    case 'typeText':
    case 'pickOne':
    case 'pickSeveral':
    case 'pickYesNo':
      return hints.text;
  }
}

/** Lists the labels of the numbers on a scale. */
export function labelsOf({ definition }: Input, { pick }: HintWording['vocabulary']): string[] {
  const labels = ('labels' in definition && definition.labels) || {};
  return Object.entries(labels).map(([number, label]) => `${number}  ${pick(label) ?? ''}`);
}

function formatInputRange(input: Input, { vocabulary }: HintWording): string | undefined {
  const { type } = input;
  const { low, high } = input.range;
  // It is obvious that a count cannot be negative, so this range is not stated.
  if (low?.n === 0n && !high) return undefined;
  if (type === 'percent' && low?.n === 0n && high?.n === 100n) return undefined;
  return rangeInWords(input, vocabulary);
}

/** Writes the range of allowed numbers; undefined if it has no bounds. */
export function rangeInWords(
  { name, range: { low, high } }: Pick<Input, 'name' | 'range'>,
  vocabulary: BrowserVocabulary,
): string | undefined {
  return formatRange(low && toNumber(low), high && toNumber(high), {
    numbers: vocabulary.messages.numbers,
    write: (value) => vocabulary.numberOf(name, value),
  });
}

/** Writes a known value as a user would type it. */
export function writeTypedForm(value: Atom, { vocabulary }: Pick<HintWording, 'vocabulary'>): string {
  if (!isNumber(value)) return String(value);
  return toDecimalText(value, TYPED_DECIMALS).replace('.', vocabulary.messages.numbers.decimal);
}

/** A fault of a number other than a credit code. */
type NumberFault = Exclude<RegisterFault, { kind: 'uscc' | null }>;

/** Writes which kind of number was read, and what is wrong with it, without a full stop. */
export function numberFaultInWords(fault: NumberFault, { registers }: BrowserMessages['words']): string {
  switch (fault.fault) {
    case 'check':
      return registers.check({ kind: fault.kind });
    case 'form':
      return registers.form({ kind: fault.kind, example: fault.example });
    case 'court':
      return registers.court;
  }
}

function registerFaultInWords(fault: RegisterFault, { vocabulary, messages: { faults } }: HintWording): string {
  if (fault.kind === null) return faults.uscc.mangled;
  if (fault.kind !== 'uscc') return faults.register({ fault: numberFaultInWords(fault, vocabulary.messages.words) });
  const { position = 0 } = fault;
  switch (fault.fault) {
    case 'length':
      return faults.uscc.length({ length: fault.length });
    case 'character':
      return faults.uscc.character({ position, character: fault.character });
    case 'organisation-check':
    case 'check':
      return faults.uscc.check({ position, expected: fault.expected });
  }
}

/** Returns a number that the question would accept, as a user would type it. */
export function exampleNumber(
  { type, whole, range: { low, high } }: Pick<Input, 'type' | 'whole' | 'range'>,
  vocabulary: HintWording['vocabulary'],
): string {
  const usual = fromNumber(type === 'percent' ? 35 : whole ? 45 : 12.5);
  const isBelow = low && compare(usual, low) < 0;
  const isAbove = high && compare(usual, high) > 0;
  return writeTypedForm(isBelow ? low : isAbove ? high : usual, { vocabulary });
}

/** Writes why a typed line is not an answer. */
export function explainFault(
  fault: TypedAnswerError,
  { input }: InterviewItem,
  { vocabulary, messages }: HintWording,
): string {
  const { faults } = messages;
  switch (fault.fault) {
    case 'register':
      return registerFaultInWords(fault.register, { vocabulary, messages });
    case 'ambiguous':
      return faults.ambiguous({ one: fault.readings[0], other: fault.readings[1] });
    case 'multiplier':
      return faults.multiplier({ digits: fault.digits.replace('.', vocabulary.messages.numbers.decimal) });
    case 'range':
      return faults.range({ range: rangeInWords(input, vocabulary) ?? '' });
    case 'number':
      return faults.number({ example: ('digits' in fault && fault.digits) || exampleNumber(input, vocabulary) });
    case 'noSuchDay':
      return faults.noSuchDay({ last: formatDate(fault.last, vocabulary.messages.numbers) });
    case 'date':
    case 'email':
    case 'phone':
    case 'empty':
    case 'whole':
    case 'digits':
    case 'other':
      return faults[fault.fault];
  }
}
