import { derivedAnswer } from '../../interview/derivation.ts';
import { askedItems, type Interview, isOpen, nextStep } from '../../interview/interview.ts';
import type { Item } from '../../interview/outline.ts';
import { entryOf } from '../../scoring/sheet.ts';
import { choose, type ListLine } from './choose.ts';
import type { Desk } from './desk.ts';
import { sectionTitle } from './question.ts';
import { answerInWords } from './remarks.ts';
import { frameOf } from './terminal.ts';
import { clipText } from './text.ts';

/** What a person decides in the review. */
export type Decision =
  | { readonly kind: 'finish' }
  | { readonly kind: 'open' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'change'; readonly name: string };

/** Shows everything that was said, to change any of it or to finish. */
export async function reviewAll(desk: Desk, state: Interview): Promise<Decision> {
  const { review } = desk.wording.messages;
  const asked = askedItems(state);
  const open = asked.filter((item) => isOpen(state, item) && item.figureOf.length === 0).length;
  const lines: ListLine<Decision>[] = [
    { text: open === 0 ? review.finish : review.finishOpen(open), value: { kind: 'finish' } },
    ...(open === 0 ? [] : [{ text: review.nextOpen(open), value: { kind: 'open' } as const }]),
    { text: review.readOn, value: { kind: 'leave' } },
    ...state.outline.parts.flatMap((_, part) => partLines(desk, state, asked, part)),
  ];
  return choose(desk, review.title, lines, { keys: review.keys });
}

function partLines(desk: Desk, state: Interview, asked: readonly Item[], part: number): ListLine<Decision>[] {
  const items = asked.filter((item) => item.part === part);
  if (items.length === 0) return [];
  return [
    { text: ' ' },
    { text: partTitle(desk, state, part) },
    ...items.map(
      (item): ListLine<Decision> => ({
        text: itemLine(desk, state, item),
        value: { kind: 'change', name: item.name },
      }),
    ),
  ];
}

function partTitle({ wording }: Desk, { outline }: Interview, part: number): string {
  const found = outline.parts[part];
  return found?.kind === 'section' ? sectionTitle(found.section, wording.vocabulary) : wording.messages.place.facts;
}

/** One line of the review: the answer, and what is wrong with it or missing. */
function itemLine({ wording, screen }: Desk, state: Interview, item: Item): string {
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
  const remarks = [
    ...(derived?.contradicted ? [review.contradicted] : []),
    ...(required && entry.state === 'answered' && !entry.evidence?.length ? [review.evidenceMissing] : []),
  ];
  const mark = remarks.length > 0 ? '! ' : open ? '- ' : '  ';
  const note = entry.note === undefined ? '' : ` (${entry.note})`;
  // The title may be a long question; the answer must be seen beside it.
  const title = clipText(vocabulary.titleOf(item.name), Math.floor(frameOf(screen).width / 2));
  const said = [answer, ...remarks].join(', ');
  return `${mark}${/[?？]$/u.test(title) ? `${title} ${said}` : vocabulary.messages.numbers.labelled(title, said)}${note}`;
}

/** Lets a person choose where to go: the facts or a section, each with how much of it is settled. */
export async function choosePart(desk: Desk, state: Interview): Promise<number | undefined> {
  const { review } = desk.wording.messages;
  const asked = askedItems(state);
  const step = nextStep(state);
  const here = 'item' in step ? step.item.part : -1;
  const parts = state.outline.parts.flatMap((_, part) => {
    const items = asked.filter((item) => item.part === part && item.figureOf.length === 0);
    const settled = items.filter((item) => !isOpen(state, item)).length;
    if (items.length === 0) return [];
    return [{ text: review.section(partTitle(desk, state, part), settled, items.length), value: { part } }];
  });
  const lines = [...parts, { text: review.backToQuestion, value: { part: undefined } }];
  const start = Math.max(
    0,
    parts.findIndex(({ value }) => value.part === here),
  );
  return (await choose<{ part: number | undefined }>(desk, review.sectionsTitle, lines, { start, keys: review.keys }))
    .part;
}
