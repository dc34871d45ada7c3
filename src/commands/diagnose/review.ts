import { askedItems, type Interview, isOpen, nextStep } from '../../interview/interview.ts';
import type { Item } from '../../interview/outline.ts';
import { choose, confirm } from './choose.ts';
import type { Desk } from './desk.ts';
import type { ListLine } from './list-view.ts';
import { sectionTitle } from './question.ts';
import { reviewRow } from './review-row.ts';

/** What a person decides in the review. */
export type Decision =
  | { readonly kind: 'finish' }
  | { readonly kind: 'open' }
  | { readonly kind: 'leave' }
  /** To what was asked before the review. */
  | { readonly kind: 'back' }
  | { readonly kind: 'change'; readonly name: string };

/** Shows everything that was said, to change any of it or to finish; the pointer stands at the answer changed last. */
export async function reviewAll(desk: Desk, state: Interview, changed?: string): Promise<Decision> {
  const { review, keys } = desk.wording.messages;
  const asked = askedItems(state);
  const open = countOpen(state, asked);
  const finish = { text: open === 0 ? review.finish : review.finishOpen(open), value: { kind: 'finish' } } as const;
  const lines: ListLine<Decision>[] = [
    // Enter alone must not end a diagnosis that is not complete.
    ...(open === 0 ? [] : [{ text: review.nextOpen(open), value: { kind: 'open' } as const }]),
    finish,
    { text: review.readOn, value: { kind: 'leave' } },
    ...state.outline.parts.flatMap((_, part) => partLines(desk, state, asked, part)),
  ];
  const isChanged = ({ value }: ListLine<Decision>): boolean => value?.kind === 'change' && value.name === changed;
  let start = Math.max(0, lines.findIndex(isChanged));
  for (;;) {
    const onEscape = { does: keys.leaveList, value: { kind: 'back' } as const };
    const decision = await choose(desk, review.title, lines, { start, onEscape });
    if (decision.kind !== 'finish' || open === 0) return decision;
    if (await confirm(desk, review.confirmOpen(open), { no: review.finishNot, yes: review.finishAnyway }))
      return decision;
    start = 0;
  }
}

/** A figure is asked with its question, and counts as that. */
function countOpen(state: Interview, items: readonly Item[]): number {
  return items.filter((item) => isOpen(state, item) && item.figureOf.length === 0).length;
}

function partLines(desk: Desk, state: Interview, asked: readonly Item[], part: number): ListLine<Decision>[] {
  const items = asked.filter((item) => item.part === part);
  if (items.length === 0) return [];
  return [
    { text: '' },
    { text: partTitle(desk, state, part) },
    ...items.map(
      (item): ListLine<Decision> => ({
        text: reviewRow(desk, state, item),
        value: { kind: 'change', name: item.name },
      }),
    ),
  ];
}

function partTitle({ wording }: Desk, { outline }: Interview, part: number): string {
  const found = outline.parts[part];
  return found?.kind === 'section' ? sectionTitle(found.section, wording.vocabulary) : wording.messages.place.facts;
}

/** Lets a person choose where to go: the facts or a section, each with how much of it is settled. */
export async function choosePart(desk: Desk, state: Interview): Promise<number | undefined> {
  const { review, keys } = desk.wording.messages;
  const asked = askedItems(state);
  const step = nextStep(state);
  const here = 'item' in step ? step.item.part : -1;
  const parts = state.outline.parts.flatMap((_, part) => {
    const items = asked.filter((item) => item.part === part && item.figureOf.length === 0);
    if (items.length === 0) return [];
    const settled = items.length - countOpen(state, items);
    return [{ text: review.section(partTitle(desk, state, part), settled, items.length), value: { part } }];
  });
  const start = parts.findIndex(({ value }) => value.part === here);
  const onEscape = { does: keys.leaveList, value: { part: undefined } };
  return (
    await choose<{ part: number | undefined }>(desk, review.sectionsTitle, parts, {
      start: Math.max(0, start),
      onEscape,
    })
  ).part;
}
