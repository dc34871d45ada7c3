import type { DraftSummary } from '../../files/draft-list.ts';
import { askedItems, startInterview } from '../../interview/interview.ts';
import { replay } from '../../interview/log.ts';
import { progress } from '../../interview/progress.ts';
import type { PackStamp } from '../../model/generated/types.ts';
import { formatDate } from '../../report/number.ts';
import { entryOf } from '../../scoring/sheet.ts';
import { choose } from './choose.ts';
import { type Desk, Leaving } from './desk.ts';
import type { Diagnosis } from './diagnosis.ts';
import { eventsOf } from './draft-events.ts';
import { nameOf } from './drafts.ts';
import type { ListLine } from './list-view.ts';

/** What a person decides about the diagnoses under way. */
export type DraftDecision =
  | { readonly kind: 'goOn'; readonly draft: DraftSummary }
  | { readonly kind: 'discard'; readonly draft: DraftSummary }
  | { readonly kind: 'begin' }
  | { readonly kind: 'stay' };

/** Offers to go on with a draft, to begin a new diagnosis, or to delete a draft; throws `Leaving` when the person leaves. */
export async function offerDrafts(
  desk: Desk,
  drafts: readonly DraftSummary[],
  diagnosis: Diagnosis,
): Promise<DraftDecision> {
  const { drafts: words } = desk.wording.messages;
  const lines: ListLine<DraftDecision | { readonly kind: 'which' } | { readonly kind: 'leave' }>[] = [
    ...draftLines(desk, drafts, diagnosis, 'goOn'),
    { text: words.begin, value: { kind: 'begin' } },
    { text: words.discard(drafts.length), value: { kind: 'which' } },
    { text: words.leave, value: { kind: 'leave' } },
  ];
  const decision = await choose(desk, words.found(drafts.length), lines);
  if (decision.kind === 'leave') throw new Leaving();
  if (decision.kind !== 'which') return decision;
  const [only] = drafts;
  if (only && drafts.length === 1) return { kind: 'discard', draft: only };
  const onEscape = { does: desk.screen.keys.leaveList, value: { kind: 'stay' } } as const;
  return choose<DraftDecision>(desk, words.discardWhich, draftLines(desk, drafts, diagnosis, 'discard'), { onEscape });
}

function draftLines(
  desk: Desk,
  drafts: readonly DraftSummary[],
  diagnosis: Diagnosis,
  kind: 'goOn' | 'discard',
): ListLine<DraftDecision>[] {
  const { unnamed } = desk.wording.messages.drafts;
  return drafts.map((draft) => ({
    text: nameOf(draft, unnamed),
    below: draftLine(desk, draft, diagnosis),
    value: { kind, draft },
  }));
}

/** What one chooses a draft by: kind, time, progress, the version of the pack, and the enterprise's key. */
function draftLine({ wording }: Desk, draft: DraftSummary, diagnosis: Diagnosis): string {
  const { vocabulary, messages } = wording;
  const { drafts: words, place } = messages;
  const { settled } = diagnosis;
  const events = eventsOf(draft, settled);
  const { state } = replay(startInterview(settled.plan, { policyFacts: diagnosis.policyFacts }), events);
  const questions = askedItems(state).filter(({ input }) => input.role === 'question');
  const answered = questions.filter(({ name }) => entryOf(state.sheet, name).state !== 'unanswered').length;
  const { percent } = progress(state);
  return words.line([
    vocabulary.messages.words.kinds[draft.header.kind],
    timeInWords(draft.lastAt, wording),
    words.questions(answered, questions.length, place.percent(percent)),
    versionInWords(draft.header.pack, settled.stamp, wording),
    ...(draft.name === undefined || draft.key === undefined ? [] : [draft.key]),
  ]);
}

/** A time stamp as the clock on the wall had it. */
function timeInWords(time: string, { vocabulary }: Desk['wording']): string {
  const local = new Date(time);
  if (Number.isNaN(local.getTime())) return time;
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`;
  return `${formatDate(day, vocabulary.messages.numbers)} ${two(local.getHours())}:${two(local.getMinutes())}`;
}

function versionInWords(draft: PackStamp, now: PackStamp, { messages }: Desk['wording']): string {
  const { drafts } = messages;
  if (draft.version !== now.version) return drafts.otherVersion(draft.version);
  return draft.hash === now.hash ? drafts.version(draft.version) : drafts.otherContent;
}
