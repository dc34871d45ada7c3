import { relative, resolve } from 'node:path';
import { type DraftSummary, listDrafts } from '../../files/draft-list.ts';
import { isRecorded, type OpenDraft, openDraft } from '../../files/drafts.ts';
import { enterprisePath, readEnterprise } from '../../files/enterprise.ts';
import { FileProblem } from '../../files/problem.ts';
import { askedItems, type Interview, startInterview } from '../../interview/interview.ts';
import { replay } from '../../interview/log.ts';
import { keyFactOf, NAME_FACT } from '../../interview/outline.ts';
import { progress } from '../../interview/progress.ts';
import type { Assessment, PackStamp } from '../../model/generated/types.ts';
import { formatDate } from '../../report/number.ts';
import { entryOf } from '../../scoring/sheet.ts';
import type { World } from '../../world.ts';
import { choose, type ListLine } from './choose.ts';
import { type Desk, Leaving, say } from './desk.ts';
import type { Diagnosis } from './diagnosis.ts';

/** The diagnoses of a pack that are under way, newest first. */
export async function findDrafts(desk: Desk, { files, settled, enterprise }: Diagnosis): Promise<DraftSummary[]> {
  const root = resolve(desk.world.cwd, files);
  const { drafts, problems } = await listDrafts(root, draftFactsOf(settled.plan));
  const { drafts: words } = desk.wording.messages;
  for (const problem of problems) {
    const text = [problem.message, problem.next].filter(Boolean).join('\n');
    say(desk, words.unreadable(shownPath(desk.world, problem.path), text), desk.screen.look.paint.yellow);
  }
  return drafts.filter(
    ({ header, key }) => header.pack.id === settled.stamp.id && (enterprise === undefined || key === enterprise),
  );
}

function draftFactsOf(plan: Interview['plan']): { keyFact?: string; nameFact: string } {
  const key = keyFactOf(plan);
  return { ...(key ? { keyFact: key.name } : {}), nameFact: NAME_FACT };
}

/** An assessment that is on file although its draft is still there. */
export interface Completed {
  readonly assessment: Assessment;
  /** Whether nothing was assessed after it. */
  readonly isNewest: boolean;
  /** As a user would write it. */
  readonly file: string;
}

/** The assessment of a draft on file: its run was killed before it could remove the draft. */
export async function completedIn(
  desk: Desk,
  files: string,
  { key, header }: DraftSummary,
): Promise<Completed | undefined> {
  if (key === undefined) return undefined;
  const root = resolve(desk.world.cwd, files);
  const enterprise = await readEnterprise(root, key).catch(() => undefined);
  if (!enterprise || !isRecorded(enterprise, header)) return undefined;
  const assessment = enterprise.assessments.find(({ startedAt }) => startedAt === header.startedAt) as Assessment;
  const isNewest = assessment === enterprise.assessments.at(-1);
  return { assessment, isNewest, file: shownPath(desk.world, enterprisePath(root, key)) };
}

/** Offers to go on with a draft; undefined is a new diagnosis. */
export async function offerDrafts(
  desk: Desk,
  drafts: readonly DraftSummary[],
  diagnosis: Diagnosis,
): Promise<DraftSummary | undefined> {
  const { drafts: words, review } = desk.wording.messages;
  const lines: ListLine<{ draft?: DraftSummary; leave?: true }>[] = [
    ...drafts.map((draft) => ({
      text: nameOf(draft, words.unnamed),
      below: draftLine(desk, draft, diagnosis),
      value: { draft },
    })),
    { text: words.begin, value: {} },
    { text: words.leave, value: { leave: true } },
  ];
  const { draft, leave } = await choose(desk, words.found(drafts.length), lines, { keys: review.keys });
  if (leave) throw new Leaving();
  return draft;
}

/** What one chooses a draft by: kind, time, progress, the version of the pack, and the enterprise's key. */
function draftLine({ wording }: Desk, draft: DraftSummary, diagnosis: Diagnosis): string {
  const { vocabulary, messages } = wording;
  const { drafts: words, place } = messages;
  const { settled } = diagnosis;
  const events = [...draft.statements].map(([name, statement]) => ({ name, statement }));
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

export function nameOf({ name, key }: Pick<DraftSummary, 'name' | 'key'>, unnamed: string): string {
  return name ?? key ?? unnamed;
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

/** Whether a draft was made with just this state of the pack. */
export function isOfPack({ header }: DraftSummary, stamp: PackStamp): boolean {
  return header.pack.version === stamp.version && header.pack.hash === stamp.hash;
}

/** Opens a draft. Its lock outlives a killed run by some seconds; the person is told why it takes so long. */
export async function openAgain(desk: Desk, files: string, { header }: DraftSummary): Promise<OpenDraft> {
  const root = resolve(desk.world.cwd, files);
  desk.screen.typeAhead.relax();
  try {
    return await openDraft(root, header.id, { wait: 300 });
  } catch (error) {
    if (!(error instanceof FileProblem) || error.code !== 'locked') throw error;
    say(desk, desk.wording.messages.drafts.waiting, desk.screen.look.paint.dim);
    return openDraft(root, header.id);
  }
}

/** A path as a user would write it. */
export function shownPath({ cwd }: World, path: string): string {
  const short = relative(cwd, path).replaceAll('\\', '/');
  return short === '' || short.startsWith('../../') ? path : short;
}
