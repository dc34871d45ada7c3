// Options, changes of answers, warnings about answers and lost answers, in words.

import type { Messages } from '../../i18n/index.ts';
import type { Choice, InterviewItem } from '../../interview/index.ts';
import { type Change, type RecordedAnswer, toNumber, type Warning } from '../../model/index.ts';
import { isNumber, moneyUnitOf } from '../../scoring/index.ts';
import type { LostAnswer } from '../../versions/index.ts';
import { sanitizeLine } from '../terminal/terminal-text.ts';
import { formatLargeMoney, formatRange } from './number-format.ts';
import type { BrowserVocabulary, PlainValue, Vocabulary } from './vocabulary.ts';

/** An option as people know it: with its letter or number where that is its name. */
export function optionInWords(
  { name, input }: InterviewItem,
  { key, value, text }: Choice,
  vocabulary: BrowserVocabulary,
): string {
  const words = vocabulary.pick(text);
  if (isNumber(value)) return words === undefined ? `${key}` : `${key} – ${words}`;
  const said = words ?? vocabulary.valueText(name, value);
  const isNamed = input.type !== 'boolean' && key !== null && String(value).toUpperCase() === key;
  return isNamed && said !== String(value) ? `${key}\u2002${said}` : said;
}

/** What a measure does to an answer: from one value to another, or which options it adds. */
export function changeInWords(change: Change, vocabulary: Vocabulary): string {
  const { numbers, words } = vocabulary.messages;
  const text = words.phrase.named(vocabulary.titleOf(change.name), stepInWords(change, vocabulary));
  return change.expected ? numbers.remark(text, words.change.expected) : text;
}

function stepInWords({ name, from, to, atLeast }: Change, vocabulary: Vocabulary): string {
  const { numbers, words } = vocabulary.messages;
  const say = (value: string | number | boolean): string => quotedValueText(name, value, vocabulary);
  if (Array.isArray(to)) {
    const added = to.filter((option) => !Array.isArray(from) || !from.includes(option));
    return words.change.adds(numbers.items(added.map(say)));
  }
  if (atLeast) return words.change.toAtLeast(say(to));
  const known = from !== undefined && from !== null && !Array.isArray(from);
  return known ? words.change.step(say(from), say(to)) : words.change.to(say(to));
}

/** A value in words, that of an option in quotes. */
export function quotedValueText(name: string, value: string | number | boolean, vocabulary: Vocabulary): string {
  const text = vocabulary.valueText(name, value);
  return typeof value === 'string' ? vocabulary.messages.numbers.quote(text) : text;
}

/** A warning of a result in words. */
export function warningInWords(
  { code, name, stated, derived, suggested, text }: Warning,
  vocabulary: BrowserVocabulary,
): string {
  const { warning } = vocabulary.messages.words;
  const title = name === undefined ? '' : vocabulary.titleOf(name);
  const say = (value: unknown): string => vocabulary.valueText(name ?? '', (value ?? null) as PlainValue);
  switch (code) {
    case 'derived-contradicted':
      return warning.contradicted(title, say(stated), say(derived));
    case 'derived-out-of-range':
      return warning.outOfRange(title, say(derived));
    case 'evidence-missing':
      return warning.evidenceMissing(title);
    case 'reason-missing':
      return warning.reasonMissing(title);
    case 'not-asked':
      return warning.notAsked(title);
    case 'implausible':
      return vocabulary.messages.numbers.labelled(
        title,
        implausibleInWords(name ?? '', Number(stated), suggested, vocabulary),
      );
    case 'out-of-scope':
      return vocabulary.pick(text) ?? warning.outOfScope;
  }
}

/** What a surprising number comes to, and what was probably meant, as a question where something was. */
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
  const write = (value: number): string => vocabulary.numberOf(name, value);
  const said = money
    ? implausible.amount(number, formatLargeMoney(stated * money.size, money.currency, numbers))
    : implausible.unusual(number, formatRange(low && toNumber(low), high && toNumber(high), { numbers, write }) ?? '');
  return suggested === undefined ? implausible.check(said) : implausible.meant(said, write(suggested));
}

/** An answer that has no place in a version, and why: "Q5 (C)", "not asked any more". */
export function lostInWords({ name, answer, reason, isTarget }: LostAnswer, messages: Messages): [string, string] {
  const { lost } = messages.versions;
  const subject = isTarget ? lost.target(name) : name;
  return [messages.numbers.remark(subject, recordedInWords(answer, messages)), lossReason(reason, lost)];
}

/** The answers that have no place in a version, one to a line, under a heading. */
export function renderLost(lost: readonly LostAnswer[], messages: Messages): string {
  const lines = lost.map((one) => `  ${sanitizeLine(messages.numbers.labelled(...lostInWords(one, messages)))}`);
  return `${[messages.versions.lost.heading, ...lines].join('\n')}\n`;
}

function recordedInWords({ state, value, note, evidence = [] }: RecordedAnswer, messages: Messages): string {
  const said = value === undefined ? messages.words.states[state] : [value].flat().map(String).join(', ');
  return messages.numbers.list([said, ...(note === undefined ? [] : [note]), ...evidence]);
}

function lossReason(reason: LostAnswer['reason'], words: Messages['versions']['lost']): string {
  switch (reason.kind) {
    case 'no-question':
      return words.noQuestion;
    case 'no-option':
      return words.noOption(reason.options.join(', '));
    case 'taken':
      return words.taken(reason.by);
    case 'not-allowed':
      return reason.code === 'A108'
        ? words.notApplicable
        : reason.code === 'A104'
          ? words.outOfRange
          : words.notAllowed;
  }
}
