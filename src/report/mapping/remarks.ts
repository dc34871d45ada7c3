import type { Messages } from '../../i18n/index.ts';
import type { Doubt, ProposedColumn } from '../../model/proposal.ts';

/** So much of a cell is quoted. */
const LONGEST_CELL = 30;

/** How a column was recognised; undefined where it was not. */
export function howInWords({ by, language, confidence }: ProposedColumn, { mapping }: Messages): string | undefined {
  switch (by) {
    case null:
      return undefined;
    case 'text':
    case 'numbered':
      return mapping.by[by](language);
    case 'similar':
      // Never 100: that would be the same.
      return mapping.by.similar(String(Math.floor(confidence * 100)));
    default:
      return mapping.by[by];
  }
}

/** What a person has to look at in a column. */
export function doubtsInWords({ doubts, unread }: ProposedColumn, messages: Messages): readonly string[] {
  const cells = unread.map((cell) => JSON.stringify(shorten(cell)));
  return [
    ...doubts.map((doubt) => doubtInWords(doubt, messages)),
    ...(cells.length === 0 ? [] : [messages.mapping.unread(messages.numbers.list(cells))]),
  ];
}

function doubtInWords(doubt: Doubt, { mapping: { doubts }, numbers }: Messages): string {
  switch (doubt.code) {
    case 'several':
      return doubts.several(numbers.list([...doubt.names]));
    case 'second':
      return doubts.second(doubt.name);
    case 'positions':
      return doubts.positions(String(doubt.first));
    case 'dates':
      return doubts.dates('date: dmy', 'date: mdy');
    case 'options-missing':
      return doubts.missingOptions(numbers.list([...doubt.options]));
    default:
      return doubts[doubt.code];
  }
}

function shorten(cell: string): string {
  const characters = [...cell];
  return characters.length <= LONGEST_CELL ? cell : `${characters.slice(0, LONGEST_CELL - 1).join('')}…`;
}
