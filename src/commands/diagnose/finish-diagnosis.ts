import { resolve } from 'node:path';
import {
  completeSubmission,
  enterpriseKeyOf,
  formatRefusal,
  NO_HISTORY,
  type PersistedAssessment,
  persistSubmission,
  resolveAsOf,
  solverFor,
  terminalStyleOf,
} from '../../app/index.ts';
import { finishAnswerSet, goToReview, type Interview } from '../../interview/index.ts';
import { add, compare, ONE, Refusal, toNumber } from '../../model/index.ts';
import { renderSummary, sanitizeLine } from '../../report/index.ts';
import { assess, entryOf, isChoices, isNumber } from '../../scoring/index.ts';
import { closeDraft, type DraftSummary, discardDraft, finishDraft, readStored } from '../../store/index.ts';
import { type Diagnosis, nextCommands, resumeCommand } from './diagnosis.ts';
import { findRecorded, isOfPack, newSession, type RecordedDraft, resumeDraft, shownPath } from './resume-draft.ts';
import type { DraftLog, Session } from './session-state.ts';
import { print, printWhole, type UiContext } from './ui-context.ts';

/** How an attempt to finish ended: filed, or what stands in the way. */
type DiagnosisOutcome =
  | { readonly outcome: 'filed' }
  | { readonly outcome: 'conflict' }
  /** The rubric refuses to score without the answer to this one. */
  | { readonly outcome: 'missing'; readonly name: string };

/** Scores what was said, files it with its policy, shows the summary, and then removes the draft. */
export async function finishDiagnosis(
  { ui, diagnosis, log, renamed }: Session,
  state: Interview,
): Promise<DiagnosisOutcome> {
  const { world, wording } = ui;
  const { compiled, files, asOf, cost: estimate } = diagnosis;
  const { language, messages } = wording.vocabulary;
  const sheet = finishAnswerSet(state.sheet);
  const assessed = assess(compiled.plan, sheet, compiled.stamp, world.version);
  const [refused] = assessed.evaluation.refused;
  if (refused) return { outcome: 'missing', name: refused.name };
  const stored = readStored(resolve(world.cwd, files), enterpriseKeyOf(compiled, sheet));
  const { kind, startedAt, assessor } = log.start;
  const finishedAt = world.now().toISOString();
  const submission = { sheet, kind, assessor, startedAt, finishedAt, day: resolveAsOf(world, undefined) };
  const completed = completeSubmission(compiled, submission, assessed, stored.enterprise ?? NO_HISTORY, {
    settings: { asOf, estimate, solver: await solverFor(world, compiled) },
    language: { language, messages },
  });
  const kept = await persistSubmission(world, stored, completed, { renamed });
  if (kept.outcome === 'conflict') return kept;
  const look = terminalStyleOf(world, world.stdout, { color: ui.screen.look.paint.level > 0 });
  world.stdout.write(`\n${renderSummary({ ...completed.report, files: kept.paths }, { language, messages, ...look })}`);
  await removeDraft(log, kept, stored.key);
  printNext(ui, nextCommands(diagnosis, stored.key, higherAnswer(state)));
  return { outcome: 'filed' };
}

/** The commands that go on from here, to be copied. */
function printNext(ui: UiContext, { report, recommend, whatIf }: ReturnType<typeof nextCommands>): void {
  const { ending } = ui.wording.messages;
  const { paint } = ui.screen.look;
  const listed = [
    [ending.report, report],
    [ending.recommend, recommend],
    [ending.whatIf, whatIf],
  ] as const;
  ui.world.stdout.write('\n');
  print(ui, ending.next, paint.bold);
  for (const [does, command] of listed) {
    if (command === undefined) continue;
    ui.world.stdout.write(`${paint.dim(`  ${does}`)}\n    ${sanitizeLine(command)}\n`);
  }
}

/** The first answer on a scale that could be one step better, as `what-if` takes it. */
function higherAnswer({ plan, sheet }: Interview): string | undefined {
  for (const { name, type, role, range } of plan.inputs) {
    const { value } = entryOf(sheet, name);
    if (role !== 'question' || type !== 'scale' || value === undefined || isChoices(value) || !isNumber(value))
      continue;
    const higher = add(value, ONE);
    if (range.high && compare(higher, range.high) <= 0) return `${name}=${toNumber(higher)}`;
  }
  return undefined;
}

/** Removes the draft, now that its assessment is on the disk. */
async function removeDraft({ draft }: Session['log'], { outcome }: PersistedAssessment, key: string): Promise<void> {
  if (!draft) return;
  if (outcome === 'appended') {
    await finishDraft(draft, key);
    return;
  }
  // The file has the same assessment from an earlier run, under that run's time.
  await closeDraft(draft);
  await discardDraft(draft.root, draft.header.id);
}

/** Says why nothing was filed; the draft still holds everything. */
export function printNotPersisted(ui: UiContext, problem: Refusal): void {
  const { vocabulary, messages } = ui.wording;
  const text = formatRefusal(problem, vocabulary.messages).join('\n');
  print(ui, messages.ending.notKept(text), ui.screen.look.paint.red);
}

/** Says that nothing is lost and how to go on; on stderr, since it is no result. */
export function printHowToResume(
  ui: UiContext,
  diagnosis: Diagnosis,
  log: Session['log'],
  said: Interview | undefined,
): void {
  const { world, wording } = ui;
  const { ending } = wording.messages;
  const answers = [...(said?.sheet.values() ?? [])].filter(({ state }) => state !== 'unanswered').length;
  const lines = [
    ...(log.draft ? [ending.left(answers, shownPath(world, log.draft.path))] : []),
    ending.goOn(sanitizeLine(resumeCommand(diagnosis, resolveAsOf(world, undefined)))),
  ];
  world.stderr.write(`\n${lines.join('\n')}\n`);
}

/**
 * Sets aside the drafts whose assessment is on file: their run was killed before it had removed them, maybe before it
 * had written the policy, which is made up for.
 */
export async function finishRecordedDrafts(
  ui: UiContext,
  diagnosis: Diagnosis,
  drafts: readonly DraftSummary[],
): Promise<DraftSummary[]> {
  const left: DraftSummary[] = [];
  for (const draft of drafts) {
    const recorded = await findRecorded(ui, diagnosis.files, draft);
    if (!recorded) left.push(draft);
    else await finishRecordedDraft(ui, diagnosis, draft, recorded);
  }
  return left;
}

async function finishRecordedDraft(
  ui: UiContext,
  diagnosis: Diagnosis,
  draft: DraftSummary,
  recorded: RecordedDraft,
): Promise<void> {
  const root = resolve(ui.world.cwd, diagnosis.files);
  const { assessment, isNewest, file } = recorded;
  const isRepeatable = isOfPack(draft, diagnosis.compiled.stamp) && assessment.result.tool === ui.world.version;
  try {
    if (isNewest && isRepeatable) {
      const log: DraftLog = { root, start: draft.header, draft: undefined };
      const { asOf = diagnosis.asOf, funding } = assessment.recommendation ?? {};
      const same = { ...diagnosis, asOf, cost: funding?.estimate ?? diagnosis.cost };
      const resumed = await resumeDraft(ui, same, log, draft);
      if (resumed) await finishDiagnosis(newSession(resumed.ui, resumed.diagnosis, log), goToReview(resumed.state));
    } else {
      await discardDraft(root, draft.header.id);
      printWhole(ui, ui.wording.messages.drafts.recorded(shownPath(ui.world, draft.path), file));
    }
  } catch (error) {
    // Another window may be clearing it away at this moment.
    if (!(error instanceof Refusal)) throw error;
  }
}
