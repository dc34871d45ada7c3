import { resolve } from 'node:path';
import { formatPath, formatRefusal } from '../../app/index.ts';
import {
  computeProgress,
  goToOpen,
  goToReview,
  type Interview,
  keyFactOf,
  type LogEvent,
  listAskedItems,
  NAME_FACT,
  type RefusedStatement,
  replayLog,
} from '../../interview/index.ts';
import {
  type Assessment,
  foldKey,
  type PackStamp,
  provisionalKeyOf,
  type RecordedAnswer,
  Refusal,
} from '../../model/index.ts';
import type { CompiledPack } from '../../pack/index.ts';
import { formatDate } from '../../report/index.ts';
import { entryOf } from '../../scoring/index.ts';
import {
  type DraftSummary,
  discardDraft,
  enterprisePath,
  FileProblem,
  hasAssessmentOf,
  listDrafts,
  type OpenDraft,
  openDraft,
  readEnterprise,
} from '../../store/index.ts';
import { belongsTo, collectRenames, currentName, renameAnswer } from '../../versions/index.ts';
import { type Diagnosis, startDiagnosis } from './diagnosis.ts';
import { choose, confirm, type ListLine } from './list-prompt.ts';
import { addPackWords, applyPolicy } from './policy-choice.ts';
import { type DraftLog, type Session, saveAllAnswers } from './session-state.ts';
import { DiagnosisLeft, print, printWhole, type UiContext, useDraftLanguage } from './ui-context.ts';

/** A resumed diagnosis, in the language in which it was begun. */
export interface ResumedDraft {
  readonly ui: UiContext;
  /** The diagnosis with the policy of the draft. */
  readonly diagnosis: Diagnosis;
  readonly state: Interview;
}

/**
 * Opens a draft or, if the pack has changed, starts a new one with those of its answers that are still valid. Undefined
 * if the user wants to go back to the list.
 */
export async function resumeDraft(
  present: UiContext,
  asked: Diagnosis,
  log: DraftLog,
  draft: DraftSummary,
): Promise<ResumedDraft | undefined> {
  const { policy } = draft.header;
  const keepsPolicy = asked.isPolicyGiven || policy === undefined;
  const diagnosis = keepsPolicy ? asked : { ...(await applyPolicy(present.world, asked, policy)), isPolicyGiven: true };
  const uiOfDraft = await useDraftLanguage(present, diagnosis, draft.header);
  const ui = keepsPolicy ? uiOfDraft : await addPackWords(uiOfDraft, diagnosis);
  if (!wasBegunWithPack(draft, diagnosis.compiled.stamp)) {
    const migratedDraft = await migrateDraft(ui, draft, diagnosis, log);
    return migratedDraft && { ui, diagnosis, state: migratedDraft };
  }
  log.draft = await openDraftAgain(ui, diagnosis.files, draft);
  log.start = log.draft.header;
  const { drafts: words } = ui.wording.messages;
  printWhole(
    ui,
    words.resumed({ enterprise: draftNameOf(draft, words.unnamed), path: formatPath(ui.world, draft.path) }),
  );
  const { state } = replayLog(startDiagnosis(diagnosis), log.draft.events);
  return { ui, diagnosis, state: log.start.corrects === undefined ? state : goToReview(state) };
}

/** Creates a session for an enterprise of which nothing is known yet. */
export function createSession(ui: UiContext, diagnosis: Diagnosis, log: DraftLog): Session {
  return { ui, diagnosis, log, suggestions: new Map(), renamed: false };
}

/** The user's decision about unfinished diagnoses. */
type DraftDecision =
  | { readonly kind: 'goOn'; readonly draft: DraftSummary }
  | { readonly kind: 'discard'; readonly draft: DraftSummary }
  | { readonly kind: 'begin' }
  | { readonly kind: 'stay' };

/** Offers to resume a draft, start a new diagnosis, or delete a draft; throws `DiagnosisLeft` if the user leaves. */
export async function offerDrafts(
  ui: UiContext,
  drafts: readonly DraftSummary[],
  diagnosis: Diagnosis,
): Promise<DraftDecision> {
  const { drafts: words } = ui.wording.messages;
  const lines: ListLine<DraftDecision | { readonly kind: 'which' } | { readonly kind: 'leave' }>[] = [
    ...draftLines(ui, drafts, diagnosis, 'goOn'),
    { text: diagnosis.correct ? words.beginCorrection : words.begin, value: { kind: 'begin' } },
    { text: words.discard({ count: drafts.length }), value: { kind: 'which' } },
    { text: words.leave, value: { kind: 'leave' } },
  ];
  const decision = await choose(ui, words.found({ count: drafts.length }), lines);
  if (decision.kind === 'leave') throw new DiagnosisLeft();
  if (decision.kind !== 'which') return decision;
  const [only] = drafts;
  if (only && drafts.length === 1) return { kind: 'discard', draft: only };
  const onEscape = { does: ui.screen.keys.leaveList, value: { kind: 'stay' } } as const;
  return choose<DraftDecision>(ui, words.discardWhich, draftLines(ui, drafts, diagnosis, 'discard'), { onEscape });
}

function draftLines(
  ui: UiContext,
  drafts: readonly DraftSummary[],
  diagnosis: Diagnosis,
  kind: 'goOn' | 'discard',
): ListLine<DraftDecision>[] {
  const { unnamed } = ui.wording.messages.drafts;
  return drafts.map((draft) => ({
    text: draftNameOf(draft, unnamed),
    below: draftLine(ui, draft, diagnosis),
    value: { kind, draft },
  }));
}

/** Describes a draft in the list: kind, time, progress, pack version, and the enterprise's key. */
function draftLine({ wording }: UiContext, draft: DraftSummary, diagnosis: Diagnosis): string {
  const { vocabulary, messages } = wording;
  const { drafts: words, place } = messages;
  const { compiled } = diagnosis;
  const events = eventsOf(draft, compiled);
  const { state } = replayLog(startDiagnosis(diagnosis), events);
  const questions = listAskedItems(state).filter(({ input }) => input.role === 'question');
  const answeredCount = questions.filter(({ name }) => entryOf(state.sheet, name).state !== 'unanswered').length;
  const { percent } = computeProgress(state);
  const { corrects } = draft.header;
  return vocabulary.messages.numbers.clauses([
    vocabulary.messages.words.kinds[draft.header.kind],
    timeInWords(draft.lastAt, wording),
    words.questions({ answered: answeredCount, of: questions.length, percent: place.percent({ percent }) }),
    versionInWords(draft.header.pack, compiled.stamp, wording),
    ...(corrects === undefined ? [] : [words.corrects({ date: formatDate(corrects, vocabulary.messages.numbers) })]),
    ...(draft.name === undefined || draft.key === undefined ? [] : [draft.key]),
  ]);
}

/** Writes a time in this computer's time zone. */
function timeInWords(time: string, { vocabulary }: UiContext['wording']): string {
  const localDate = new Date(time);
  if (Number.isNaN(localDate.getTime())) return time;
  const padToTwo = (part: number): string => String(part).padStart(2, '0');
  const day = `${localDate.getFullYear()}-${padToTwo(localDate.getMonth() + 1)}-${padToTwo(localDate.getDate())}`;
  return `${formatDate(day, vocabulary.messages.numbers)} ${padToTwo(localDate.getHours())}:${padToTwo(localDate.getMinutes())}`;
}

function versionInWords(draft: PackStamp, current: PackStamp, { messages }: UiContext['wording']): string {
  const { drafts } = messages;
  if (draft.version !== current.version) return drafts.otherVersion({ version: draft.version });
  return draft.hash === current.hash ? drafts.version({ version: draft.version }) : drafts.otherContent;
}

/** Finds the unfinished diagnoses for a pack, newest first. */
export async function findDrafts(ui: UiContext, { files, compiled, enterprise }: Diagnosis): Promise<DraftSummary[]> {
  const root = resolve(ui.world.cwd, files);
  const { drafts, problems } = await listDrafts(root, draftFactsOf(compiled.plan));
  const { drafts: words } = ui.wording.messages;
  for (const problem of problems) {
    const text = formatRefusal(problem, ui.wording.vocabulary.messages, formatPath(ui.world, problem.path));
    print(ui, words.unreadable({ problem: text.join('\n') }), ui.screen.look.paint.yellow);
  }
  return drafts.filter(
    ({ header, key }) =>
      belongsTo(header.pack, compiled.pack.questionnaire.document) &&
      (enterprise === undefined || foldKey(key ?? '') === foldKey(enterprise)),
  );
}

function draftFactsOf(plan: Interview['plan']): { keyFact?: string; nameFact: string } {
  const key = keyFactOf(plan);
  return { ...(key ? { keyFact: key.name } : {}), nameFact: NAME_FACT };
}

/** An assessment on file whose draft was not removed. */
export interface RecordedDraft {
  readonly assessment: Assessment;
  /** Whether no later assessment is on file. */
  readonly isNewest: boolean;
  /** The path of the enterprise file, as the user would write it. */
  readonly file: string;
}

/**
 * Finds the assessment on file that was made from a draft. If there is one, the process was killed before it removed
 * the draft.
 */
export async function findRecordedAssessment(
  ui: UiContext,
  files: string,
  { header, key = provisionalKeyOf(header.id) }: DraftSummary,
): Promise<RecordedDraft | undefined> {
  const root = resolve(ui.world.cwd, files);
  const enterprise = (await readEnterprise(root, key).catch(() => undefined))?.enterprise;
  if (!enterprise || !hasAssessmentOf(enterprise, header)) return undefined;
  const assessment = enterprise.assessments.find(({ startedAt }) => startedAt === header.startedAt) as Assessment;
  const isNewest = assessment === enterprise.assessments.at(-1);
  return { assessment, isNewest, file: formatPath(ui.world, enterprisePath(root, key)) };
}

/** Returns the name of a draft's enterprise or, if the name is unknown, its key; `unnamed` if both are unknown. */
function draftNameOf({ name, key }: Pick<DraftSummary, 'name' | 'key'>, unnamed: string): string {
  return name ?? key ?? unnamed;
}

/** Whether a draft was begun with exactly this version and content of the pack. */
export function wasBegunWithPack({ header }: DraftSummary, stamp: PackStamp): boolean {
  return header.pack.version === stamp.version && header.pack.hash === stamp.hash;
}

function openDraftAgain(ui: UiContext, files: string, { header }: DraftSummary): Promise<OpenDraft> {
  const root = resolve(ui.world.cwd, files);
  return withDraftLock(ui, (options) => openDraft(root, header.id, options));
}

/**
 * Runs a function that locks a draft. The lock of a killed process lasts some seconds longer, so the user is told about
 * the wait.
 */
async function withDraftLock<T>(ui: UiContext, use: (options?: { readonly wait: number }) => Promise<T>): Promise<T> {
  ui.screen.typeAhead.relax();
  try {
    return await use({ wait: 300 });
  } catch (error) {
    if (!(error instanceof FileProblem) || error.code !== 'locked') throw error;
    print(ui, ui.wording.messages.drafts.waiting, ui.screen.look.paint.dim);
    return use();
  }
}

/** Returns the last statement about each question of a draft as an event, with the ids of the current pack. */
function eventsOf({ statements }: DraftSummary, { plan, pack }: CompiledPack): LogEvent[] {
  const renames = collectRenames({ plan, questionnaire: pack.questionnaire.document });
  return [...statements].map(([former, statement]) => {
    const name = currentName(former, renames);
    return { name, statement: renameAnswer(name, statement, renames) };
  });
}

/**
 * Offers to continue with the answers of a draft that was begun with different content of the pack. The valid ones go
 * into a new draft, the others are listed, and the old draft is kept. Undefined if the user declines.
 */
async function migrateDraft(
  ui: UiContext,
  draft: DraftSummary,
  diagnosis: Diagnosis,
  log: DraftLog,
): Promise<Interview | undefined> {
  const { drafts: words } = ui.wording.messages;
  const { compiled } = diagnosis;
  const { pack } = draft.header;
  const changeText =
    pack.version === compiled.stamp.version
      ? words.changedContent
      : words.changedVersion({ from: pack.version, to: compiled.stamp.version });
  print(ui, changeText, ui.screen.look.paint.yellow);
  const events = eventsOf(draft, compiled);
  const { state, refused } = replayLog(startDiagnosis(diagnosis), events);
  print(ui, words.taken({ count: state.sheet.size }));
  if (refused.length > 0)
    print(ui, [words.notTaken, ...refused.map((statement) => `  ${writeRefusal(statement, ui)}`)].join('\n'));
  printWhole(ui, words.kept({ path: formatPath(ui.world, draft.path) }));
  const decision = await choose<'take' | 'back' | 'leave'>(
    ui,
    '',
    [
      { text: words.takeOver, value: 'take' },
      { text: words.otherDraft, value: 'back' },
      { text: words.leave, value: 'leave' },
    ],
    { onEscape: { does: ui.screen.keys.leaveList, value: 'back' } },
  );
  if (decision === 'leave') throw new DiagnosisLeft();
  if (decision === 'back') return undefined;
  // The new draft keeps the language of the old one.
  const { policy = log.start.policy } = diagnosis;
  log.start = { ...log.start, language: ui.wording.vocabulary.language, ...(policy === undefined ? {} : { policy }) };
  await saveAllAnswers(ui, log, state);
  return goToOpen(state);
}

function writeRefusal({ name, statement, code }: RefusedStatement, { wording }: UiContext): string {
  const { drafts } = wording.messages;
  return drafts.refused({
    name: wording.vocabulary.titleOf(name),
    answer: valueInWords(statement, wording),
    reason: code === 'A101' ? drafts.noSuchQuestion : drafts.noSuchAnswer,
  });
}

function valueInWords({ state, value }: RecordedAnswer, { vocabulary }: UiContext['wording']): string {
  if (value === undefined) return vocabulary.messages.words.states[state];
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** Deletes a draft after confirmation; returns whether it was deleted. */
export async function confirmDiscard(ui: UiContext, files: string, draft: DraftSummary): Promise<boolean> {
  const { vocabulary, messages } = ui.wording;
  const { drafts: words } = messages;
  const answers = [...draft.statements.values()].filter(({ state }) => state !== 'unanswered').length;
  const question = words.discardQuestion({ enterprise: draftNameOf(draft, words.unnamed), answers });
  if (!(await confirm(ui, question, { no: words.discardNot, yes: words.discardIt }))) return false;
  const root = resolve(ui.world.cwd, files);
  const path = formatPath(ui.world, draft.path);
  try {
    await withDraftLock(ui, (options) => discardDraft(root, draft.header.id, options));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    print(ui, formatRefusal(error, vocabulary.messages, path).join('\n'), ui.screen.look.paint.yellow);
    return false;
  }
  printWhole(ui, words.discarded({ path }));
  return true;
}
