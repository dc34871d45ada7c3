import { derivedAnswer } from '../../interview/derivation.ts';
import { type Interview, isOpen } from '../../interview/interview.ts';
import type { Item } from '../../interview/outline.ts';
import { widthOf } from '../../report/terminal/width.ts';
import { entryOf } from '../../scoring/sheet.ts';
import type { Desk } from './desk.ts';
import { answerInWords, markRemarks } from './remarks.ts';
import { clipText } from './text.ts';

// Of a note a word or two must be seen, or its mark alone says more.
const LEAST_OF_NOTE = 12;

/** One row of the review: the answer, what is wrong with it or missing, and what goes with it, in so many columns. */
export function reviewRow({ wording, screen }: Desk, state: Interview, item: Item): (width: number) => string {
  const { vocabulary, messages } = wording;
  const { review } = messages;
  const entry = entryOf(state.sheet, item.name);
  const derived = derivedAnswer(state, item);
  const followed = entry.state === 'unanswered' ? (derived?.value ?? item.input.default ?? undefined) : undefined;
  const value = entry.state === 'answered' ? entry.value : followed;
  const open = value === undefined && entry.state === 'unanswered';
  const unsettled = open ? review.open : vocabulary.messages.words.states[entry.state];
  const answer = value === undefined ? unsettled : answerInWords(item.name, value, wording);
  const required = 'evidence' in item.input.definition && item.input.definition.evidence === 'required';
  const wrong = [
    ...(derived?.contradicted ? [review.contradicted] : []),
    ...(required && entry.state === 'answered' && !entry.evidence?.length ? [review.evidenceMissing] : []),
  ];
  const mark = wrong.length > 0 ? '! ' : isOpen(state, item) ? '- ' : '  ';
  const tail = [...wrong.map((text) => `, ${text}`), markRemarks(entry, wording, screen.look)].join('');
  const { labelled } = vocabulary.messages.numbers;
  const whole = vocabulary.titleOf(item.name);
  return (width) => {
    // Where not both have room, each has half of it at least.
    const room = width - widthOf(mark) - widthOf(labelled('', '')) - widthOf(tail);
    const title = clipText(whole, Math.max(room - widthOf(answer), Math.floor(room / 2)));
    const said = `${clipText(answer, room - widthOf(title))}${tail}`;
    const row = `${mark}${/[?？]$/u.test(title) ? `${title} ${said}` : labelled(title, said)}`;
    const hasRoom = width - widthOf(row) >= LEAST_OF_NOTE;
    return entry.note === undefined || !hasRoom ? row : labelled(row, entry.note);
  };
}
