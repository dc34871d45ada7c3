import { relative, resolve } from 'node:path';
import { type DraftSummary, listDrafts } from '../../files/draft-list.ts';
import { isRecorded, type OpenDraft, openDraft } from '../../files/drafts.ts';
import { readEnterprise } from '../../files/enterprise.ts';
import { enterprisePath } from '../../files/enterprise-path.ts';
import { FileProblem } from '../../files/problem.ts';
import type { Interview } from '../../interview/interview.ts';
import { keyFactOf, NAME_FACT } from '../../interview/outline.ts';
import type { Assessment, PackStamp } from '../../model/generated/types.ts';
import type { World } from '../../world.ts';
import { refusalInWords } from '../steps/refusal-words.ts';
import { type Desk, say } from './desk.ts';
import type { Diagnosis } from './diagnosis.ts';

/** The diagnoses of a pack that are under way, newest first. */
export async function findDrafts(desk: Desk, { files, settled, enterprise }: Diagnosis): Promise<DraftSummary[]> {
  const root = resolve(desk.world.cwd, files);
  const { drafts, problems } = await listDrafts(root, draftFactsOf(settled.plan));
  const { drafts: words } = desk.wording.messages;
  for (const problem of problems) {
    const text = refusalInWords(problem, desk.wording.vocabulary.messages, shownPath(desk.world, problem.path));
    say(desk, words.unreadable(text.join('\n')), desk.screen.look.paint.yellow);
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

/** Which enterprise a draft is of, as far as it is known. */
export function nameOf({ name, key }: Pick<DraftSummary, 'name' | 'key'>, unnamed: string): string {
  return name ?? key ?? unnamed;
}

/** Whether a draft was made with just this state of the pack. */
export function isOfPack({ header }: DraftSummary, stamp: PackStamp): boolean {
  return header.pack.version === stamp.version && header.pack.hash === stamp.hash;
}

/** Opens a draft. */
export function openAgain(desk: Desk, files: string, { header }: DraftSummary): Promise<OpenDraft> {
  const root = resolve(desk.world.cwd, files);
  return waitForLock(desk, (options) => openDraft(root, header.id, options));
}

/** Uses a draft. Its lock outlives a killed run by some seconds; the person is told why it takes so long. */
export async function waitForLock<T>(desk: Desk, use: (options?: { readonly wait: number }) => Promise<T>): Promise<T> {
  desk.screen.typeAhead.relax();
  try {
    return await use({ wait: 300 });
  } catch (error) {
    if (!(error instanceof FileProblem) || error.code !== 'locked') throw error;
    say(desk, desk.wording.messages.drafts.waiting, desk.screen.look.paint.dim);
    return use();
  }
}

/** A path as a user would write it. */
export function shownPath({ cwd }: World, path: string): string {
  const short = relative(cwd, path).replaceAll('\\', '/');
  return short === '' || short.startsWith('../../') ? path : short;
}
