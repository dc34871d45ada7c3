import type { Messages } from '../../i18n/index.ts';
import type { RecordedAnswer } from '../../model/generated/types.ts';
import type { Lost } from '../../versions/carry-over.ts';
import { plainLine } from '../terminal/line.ts';

/** An answer that has no place in a version, and why: "Q5 (C)", "not asked any more". */
export function lostInWords({ name, answer, reason, isTarget }: Lost, messages: Messages): [string, string] {
  const { lost } = messages.versions;
  const subject = isTarget ? lost.target(name) : name;
  return [messages.numbers.remark(subject, recordedInWords(answer, messages)), reasonInWords(reason, lost)];
}

/** The answers that have no place in a version, one to a line, under a heading. */
export function renderLost(lost: readonly Lost[], messages: Messages): string {
  const lines = lost.map((one) => `  ${plainLine(messages.numbers.labelled(...lostInWords(one, messages)))}`);
  return `${[messages.versions.lost.heading, ...lines].join('\n')}\n`;
}

function recordedInWords({ state, value, note, evidence = [] }: RecordedAnswer, messages: Messages): string {
  const said = value === undefined ? messages.words.states[state] : [value].flat().map(String).join(', ');
  return messages.numbers.list([said, ...(note === undefined ? [] : [note]), ...evidence]);
}

function reasonInWords(reason: Lost['reason'], words: Messages['versions']['lost']): string {
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
