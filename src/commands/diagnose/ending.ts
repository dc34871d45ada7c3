import { closeDraft, discardDraft, finishDraft } from '../../files/drafts.ts';
import type { Interview } from '../../interview/interview.ts';
import { finishSheet } from '../../interview/statement.ts';
import type { Refusal } from '../../model/refusal.ts';
import { renderPolicyMarkdown } from '../../report/policy-markdown.ts';
import { renderSummary } from '../../report/summary.ts';
import { plainLine } from '../../report/terminal/line.ts';
import { assess } from '../../scoring/result.ts';
import { adviseOn, dayOf, reportOf } from '../steps/advise.ts';
import { type Kept, keepAssessment } from '../steps/keep-assessment.ts';
import { solverFor } from '../steps/load-solver.ts';
import { lookOf } from '../steps/look.ts';
import { otherAssessments } from '../steps/other-assessments.ts';
import { keyOf } from '../steps/record-assessment.ts';
import { recordBefore } from '../steps/record-before.ts';
import { refusalInWords } from '../steps/refusal-words.ts';
import { commandFor } from './command-for.ts';
import { type Desk, say } from './desk.ts';
import type { Diagnosis } from './diagnosis.ts';
import { shownPath } from './drafts.ts';
import type { Session } from './moment.ts';

/** How an attempt to finish ended: filed, or what stands in the way. */
export type Ending =
  | { readonly outcome: 'filed' }
  | { readonly outcome: 'conflict' }
  /** The rubric refuses to score without the answer to this one. */
  | { readonly outcome: 'missing'; readonly name: string };

/** Scores what was said, files it with its policy, shows the summary, and then removes the draft. */
export async function finish({ desk, diagnosis, log, renamed }: Session, state: Interview): Promise<Ending> {
  const { world, wording } = desk;
  const { settled, files, asOf, estimate } = diagnosis;
  const { language, messages } = wording.vocabulary;
  const sheet = finishSheet(state.sheet);
  const assessed = assess(settled.plan, sheet, settled.stamp, world.version);
  const [refused] = assessed.evaluation.refused;
  if (refused) return { outcome: 'missing', name: refused.name };
  const assessedOn = dayOf(world, undefined);
  const record = await recordBefore(world, settled, sheet, { files, assessedOn });
  const assessments = await otherAssessments(world, settled, sheet, { files });
  const recommendation = adviseOn(settled, sheet, assessed, asOf, {
    record,
    estimate,
    assessments,
    solver: await solverFor(world, settled),
  });
  const { kind, startedAt, assessor } = log.start;
  const finishedAt = world.now().toISOString();
  const report = reportOf(settled, assessed, recommendation, { kind, assessor, date: assessedOn });
  const kept = await keepAssessment(world, settled, {
    sheet,
    assessed,
    recommendation,
    kind,
    startedAt,
    finishedAt,
    assessor,
    files,
    policy: recommendation && renderPolicyMarkdown({ ...report, recommendation }, { language, messages }),
    renamed,
  });
  if (kept.outcome === 'conflict') return kept;
  const look = lookOf(world, world.stdout, { color: desk.screen.look.paint.level > 0 });
  world.stdout.write(`\n${renderSummary({ ...report, files: kept.paths }, { language, messages, ...look })}`);
  await removeDraft(log, kept, keyOf(settled, sheet));
  return { outcome: 'filed' };
}

/** Removes the draft, now that its assessment is on the disk. */
async function removeDraft({ draft }: Session['log'], { outcome }: Kept, key: string): Promise<void> {
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
export function explainRefusal(desk: Desk, problem: Refusal): void {
  const { vocabulary, messages } = desk.wording;
  const text = refusalInWords(problem, vocabulary.messages).join('\n');
  say(desk, messages.ending.notKept(text), desk.screen.look.paint.red);
}

/** Says that nothing is lost and how to go on; on stderr, since it is no result. */
export function sayFarewell(desk: Desk, diagnosis: Diagnosis, log: Session['log'], said: Interview | undefined): void {
  const { world, wording } = desk;
  const { ending } = wording.messages;
  const answers = [...(said?.sheet.values() ?? [])].filter(({ state }) => state !== 'unanswered').length;
  const lines = [
    ...(log.draft ? [ending.left(answers, shownPath(world, log.draft.path))] : []),
    ending.goOn(plainLine(commandFor(diagnosis, dayOf(world, undefined)))),
  ];
  world.stderr.write(`\n${lines.join('\n')}\n`);
}
