// Corrects the last assessment: opens the review with all its answers. When the user finishes, adds a new assessment to
// the file.
import { carryOverRecorded } from '../../app/index.ts';
import type { Assessment } from '../../model/index.ts';
import { formatDate, renderLost } from '../../report/index.ts';
import type { AnswerSet } from '../../scoring/index.ts';
import type { Diagnosis } from './diagnosis.ts';
import { choose } from './list-prompt.ts';
import { addPackWords, applyPolicy } from './policy-choice.ts';
import type { DraftLog } from './session-state.ts';
import { DiagnosisLeft, print, type UiContext } from './ui-context.ts';

/** An assessment that was opened for correction, with the funding programme of its recommendation. */
interface OpenedCorrection {
  readonly ui: UiContext;
  readonly diagnosis: Diagnosis;
  readonly sheet: AnswerSet;
}

/** Asks whether to correct the last assessment; if not, a new one is made. */
export async function wantsCorrection(ui: UiContext, last: Assessment): Promise<boolean> {
  const { correction, drafts } = ui.wording.messages;
  const decision = await choose<'correct' | 'new' | 'leave'>(ui, correction.question, [
    {
      text: correction.correct({ date: dateOf(last.finishedAt, ui) }),
      below: correction.correctBelow,
      value: 'correct',
    },
    { text: correction.assessAnew, below: correction.assessAnewBelow, value: 'new' },
    { text: drafts.leave, value: 'leave' },
  ]);
  if (decision === 'leave') throw new DiagnosisLeft();
  return decision === 'correct';
}

/**
 * Opens the last assessment of an enterprise: converts its answers to the current version of the pack, and sets in
 * `log` who answered and who assessed. Prints which answers do not fit this version.
 */
export async function openCorrection(
  present: UiContext,
  asked: Diagnosis,
  log: DraftLog,
  last: Assessment,
): Promise<OpenedCorrection> {
  const policy = asked.isPolicyGiven ? undefined : last.recommendation?.policy.id;
  const diagnosis = policy === undefined ? asked : await applyPolicy(present.world, asked, policy);
  const ui = policy === undefined ? present : await addPackWords(present, diagnosis);
  const { vocabulary, messages } = ui.wording;
  const { packs } = diagnosis;
  const { sheet, lost } = await carryOverRecorded(ui.world, diagnosis.compiled, last, {
    packs,
    lang: vocabulary.language,
  });
  const assessor = asked.assessor ?? last.assessor;
  log.start = {
    ...log.start,
    kind: asked.isKindGiven ? asked.kind : last.kind,
    ...(assessor === undefined ? {} : { assessor }),
    ...(policy === undefined ? {} : { policy }),
    corrects: last.finishedAt,
  };
  const { paint } = ui.screen.look;
  print(ui, messages.correction.begun({ date: dateOf(last.finishedAt, ui) }), paint.bold);
  print(ui, messages.correction.kept, paint.dim);
  if (lost.length > 0) print(ui, renderLost(lost, vocabulary.messages).trimEnd(), paint.yellow);
  return { ui, diagnosis, sheet };
}

/** Prints what a correction added to the file, or that nothing was changed. */
export function printCorrected(ui: UiContext, corrects: string, isAppended: boolean): void {
  const { correction } = ui.wording.messages;
  ui.world.stdout.write('\n');
  print(ui, isAppended ? correction.filed({ date: dateOf(corrects, ui) }) : correction.unchanged);
}

function dateOf(time: string, { wording }: UiContext): string {
  return formatDate(time, wording.vocabulary.messages.numbers);
}
