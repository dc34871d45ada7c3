import { formatRefusal } from '../../app/index.ts';
import { type Interview, logEventOf } from '../../interview/index.ts';
import { Refusal } from '../../model/index.ts';
import type { AnswerEntry } from '../../scoring/index.ts';
import { appendEvent, createDraft, type DraftStart, type OpenDraft } from '../../store/index.ts';
import type { Diagnosis } from './diagnosis.ts';
import { choose } from './list-prompt.ts';
import type { PendingInput } from './question-prompt.ts';
import { DiagnosisLeft, print, type Suggestion, type UiContext } from './ui-context.ts';

/** What stays the same from question to question of a running diagnosis. */
export interface Session {
  readonly ui: UiContext;
  readonly diagnosis: Diagnosis;
  readonly log: DraftLog;
  readonly suggestions: ReadonlyMap<string, Suggestion>;
  /** Whether the user confirmed that the enterprise on file has a new name. */
  readonly renamed: boolean;
  /** The role at the enterprise of the person who gives the answers now; undefined until the user states one. */
  readonly speaker?: string | undefined;
  /** The place for which the policy was last chosen; undefined before that. */
  readonly policyPlace?: string | undefined;
}

/** The state of an interview within its session, and what decides how the next question is shown. */
export interface SessionState {
  readonly session: Session;
  readonly state: Interview;
  /** The part whose heading was printed last. */
  readonly announced: number | undefined;
  /** Whether the user came to the current question from the review, and will return to it. */
  readonly fromReview: boolean;
  /** The question before the review, with its unconfirmed choice or text; Esc in the review goes back to it. */
  readonly beforeReview?: { readonly name: string; readonly pending: PendingInput | undefined } | undefined;
  /** Answers that were replaced, with the latest one at the end, so that they can be restored. */
  readonly replaced: readonly { readonly name: string; readonly before: AnswerEntry }[];
  /** Whether the user has finished without stating the enterprise's code, so that it is asked for once more. */
  readonly isCodeAskedAgain?: boolean | undefined;
  /** The name of the answer that was last changed from the review. */
  readonly changed?: string | undefined;
  readonly pending?: PendingInput | undefined;
  readonly fault?: string | undefined;
}

/** The draft of a diagnosis; it is created with the first answer, so that no empty draft is left. */
export interface DraftLog {
  readonly root: string;
  start: DraftStart;
  draft: OpenDraft | undefined;
}

/** Saves the latest answer to a fact or question on disk; asks what to do if that fails. */
export async function saveAnswer(ui: UiContext, log: DraftLog, state: Interview, name: string): Promise<void> {
  if (!log.draft) return saveAllAnswers(ui, log, state);
  for (;;) {
    try {
      await appendEvent(log.draft, { at: ui.world.now().toISOString(), ...logEventOf(state, name) });
      return;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if ((await askWhatToDo(ui, error)) === 'new') return saveAllAnswers(ui, log, state);
    }
  }
}

/** Saves all answers so far in a new draft. */
export async function saveAllAnswers(ui: UiContext, log: DraftLog, state: Interview): Promise<void> {
  for (;;) {
    try {
      const draft = await createDraft(log.root, log.start);
      for (const name of state.sheet.keys()) {
        await appendEvent(draft, { at: ui.world.now().toISOString(), ...logEventOf(state, name) });
      }
      log.draft = draft;
      return;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await askWhatToDo(ui, error);
    }
  }
}

async function askWhatToDo(ui: UiContext, problem: Refusal): Promise<'again' | 'new'> {
  const { vocabulary, messages } = ui.wording;
  const { trace, drafts } = messages;
  print(
    ui,
    trace.saveFailed({ problem: formatRefusal(problem, vocabulary.messages).join('\n') }),
    ui.screen.look.paint.red,
  );
  const decision = await choose<'again' | 'new' | 'leave'>(ui, '', [
    { text: trace.tryAgain, value: 'again' },
    { text: trace.newDraft, value: 'new' },
    { text: drafts.leave, value: 'leave' },
  ]);
  if (decision === 'leave') throw new DiagnosisLeft();
  return decision;
}
