import {
  askedItems,
  derivedAnswer,
  type Interview,
  type InterviewItem,
  isAssumed,
  isOpen,
  nextStep,
} from '../../interview/index.ts';
import { textWidth } from '../../report/index.ts';
import { entryOf, wantedRemark } from '../../scoring/index.ts';
import { choose, confirm, type ListLine } from './list-prompt.ts';
import { formatAnswer, markRemarks, sectionTitle } from './question-prompt.ts';
import { clipText } from './terminal-screen.ts';
import type { UiContext } from './ui-context.ts';

/** The user's decision in the review. */
export type ReviewDecision =
  | { readonly kind: 'finish' }
  | { readonly kind: 'open' }
  | { readonly kind: 'leave' }
  /** Returns to the question before the review. */
  | { readonly kind: 'back' }
  | { readonly kind: 'change'; readonly name: string };

/** Shows all answers, so that the user can change any or finish; the pointer starts at the answer changed last. */
export async function reviewAll(ui: UiContext, state: Interview, changed?: string): Promise<ReviewDecision> {
  const { review, keys } = ui.wording.messages;
  const asked = askedItems(state);
  const openCount = countOpen(state, asked);
  const finish = {
    text: openCount === 0 ? review.finish : review.finishOpen({ open: openCount }),
    value: { kind: 'finish' },
  } as const;
  const lines: ListLine<ReviewDecision>[] = [
    // Enter alone must not finish an incomplete diagnosis.
    ...(openCount === 0 ? [] : [{ text: review.nextOpen({ open: openCount }), value: { kind: 'open' } as const }]),
    finish,
    { text: review.readOn, value: { kind: 'leave' } },
    ...state.outline.parts.flatMap((_, part) => partLines(ui, state, asked, part)),
  ];
  const isChanged = ({ value }: ListLine<ReviewDecision>): boolean =>
    value?.kind === 'change' && value.name === changed;
  let start = Math.max(0, lines.findIndex(isChanged));
  for (;;) {
    const onEscape = { does: keys.leaveList, value: { kind: 'back' } as const };
    const decision = await choose(ui, review.title, lines, { start, onEscape });
    if (decision.kind !== 'finish' || openCount === 0) return decision;
    if (await confirm(ui, review.confirmOpen({ open: openCount }), { no: review.finishNot, yes: review.finishAnyway }))
      return decision;
    start = 0;
  }
}

/** Counts open questions; a figure is asked with its question and not counted separately. */
function countOpen(state: Interview, items: readonly InterviewItem[]): number {
  return items.filter((item) => isOpen(state, item) && item.figureOf.length === 0).length;
}

function partLines(
  ui: UiContext,
  state: Interview,
  asked: readonly InterviewItem[],
  part: number,
): ListLine<ReviewDecision>[] {
  const items = asked.filter((item) => item.part === part);
  if (items.length === 0) return [];
  return [
    { text: '' },
    { text: partTitle(ui, state, part) },
    ...items.map(
      (item): ListLine<ReviewDecision> => ({
        text: reviewRow(ui, state, item),
        value: { kind: 'change', name: item.name },
      }),
    ),
  ];
}

function partTitle({ wording }: UiContext, { outline }: Interview, part: number): string {
  const section = outline.parts[part];
  return section?.kind === 'section'
    ? sectionTitle(section.section, wording.vocabulary)
    : wording.messages.place[section?.kind ?? 'facts'];
}

/** Lets the user choose where to go: the facts or a section, each with its progress. */
export async function choosePart(ui: UiContext, state: Interview): Promise<number | undefined> {
  const { review, keys } = ui.wording.messages;
  const allAsked = askedItems(state);
  const step = nextStep(state);
  const currentPart = 'item' in step ? step.item.part : -1;
  const parts = state.outline.parts.flatMap((_, part) => {
    const items = allAsked.filter((item) => item.part === part && item.figureOf.length === 0);
    if (items.length === 0) return [];
    const settledCount = items.length - countOpen(state, items);
    return [
      {
        text: review.section({ title: partTitle(ui, state, part), answered: settledCount, of: items.length }),
        value: { part },
      },
    ];
  });
  const start = parts.findIndex(({ value }) => value.part === currentPart);
  const onEscape = { does: keys.leaveList, value: { part: undefined } };
  return (
    await choose<{ part: number | undefined }>(ui, review.sectionsTitle, parts, {
      start: Math.max(0, start),
      onEscape,
    })
  ).part;
}

// The fewest columns for a note: less than a word or two says no more than the mark alone.
const MIN_NOTE_WIDTH = 12;

/** Writes a row of the review, fitted to a width: the answer, what is wrong or missing, and its note and evidence. */
export function reviewRow(
  { wording, screen }: UiContext,
  state: Interview,
  item: InterviewItem,
): (width: number) => string {
  const { vocabulary, messages } = wording;
  const { review } = messages;
  const entry = entryOf(state.sheet, item.name);
  const derivation = derivedAnswer(state, item);
  const isDefault = isAssumed(state, item.input);
  const followed = isDefault ? (item.input.default ?? undefined) : derivation?.value;
  const value = entry.state === 'answered' ? entry.value : entry.state === 'unanswered' ? followed : undefined;
  const isUnanswered = value === undefined && entry.state === 'unanswered';
  const unsettled = isUnanswered ? review.open : vocabulary.messages.words.states[entry.state];
  const answer = value === undefined ? unsettled : formatAnswer(item.name, value, wording);
  const wantedEvidence = wantedRemark(state.plan, item.input, entry, state.evaluation);
  const wrongTexts = [
    ...(derivation?.contradicted ? [review.contradicted] : []),
    ...(wantedEvidence === 'evidenceRequired' && entry.state === 'answered' ? [review.evidenceMissing] : []),
    ...(wantedEvidence === 'reasonRequired' ? [review.reasonMissing] : []),
  ];
  const mark = wrongTexts.length > 0 ? '! ' : isOpen(state, item) ? '- ' : '  ';
  const tail = [
    ...[...(isDefault ? [review.assumed] : []), ...wrongTexts].map((text) => `, ${text}`),
    markRemarks(entry, wording, screen.look),
  ].join('');
  const { labelled } = vocabulary.messages.numbers;
  const fullTitle = vocabulary.titleOf(item.name);
  return (width) => {
    // If the title and the answer do not both fit, each gets at least half of the room.
    const room = width - textWidth(mark) - textWidth(labelled('', '')) - textWidth(tail);
    const title = clipText(fullTitle, Math.max(room - textWidth(answer), Math.floor(room / 2)));
    const answerText = `${clipText(answer, room - textWidth(title))}${tail}`;
    const row = `${mark}${/[?？]$/u.test(title) ? `${title} ${answerText}` : labelled(title, answerText)}`;
    const hasRoom = width - textWidth(row) >= MIN_NOTE_WIDTH;
    return entry.note === undefined || !hasRoom ? row : labelled(row, entry.note);
  };
}
