import { formatRefusal } from '../../app/index.ts';
import { type Interview, logEventOf } from '../../interview/index.ts';
import { Refusal } from '../../model/index.ts';
import { appendEvent, createDraft, type DraftStart, type OpenDraft } from '../../store/index.ts';
import type { Diagnosis } from './diagnosis.ts';
import { choose } from './list-prompt.ts';
import type { PendingInput } from './question-prompt.ts';
import { DiagnosisLeft, print, type Suggestion, type UiContext } from './ui-context.ts';

/** A diagnosis under way on a terminal. */
export interface Session {
  readonly ui: UiContext;
  readonly diagnosis: Diagnosis;
  readonly log: DraftLog;
  readonly suggestions: ReadonlyMap<string, Suggestion>;
  /** Whether the person said that the enterprise on file has a new name. */
  readonly renamed: boolean;
  /** The place by which the policy was chosen last; undefined while none was. */
  readonly policyPlace?: string | undefined;
}

/** Where a session stands, and what is shown with the next question. */
export interface SessionState {
  readonly session: Session;
  readonly state: Interview;
  /** The part whose beginning was announced last. */
  readonly announced: number | undefined;
  /** Whether the present question was reached from the review, to which it returns. */
  readonly fromReview: boolean;
  /** What was asked before the review, and what was chosen or typed there; Esc goes back to it. */
  readonly beforeReview?: { readonly name: string; readonly pending: PendingInput | undefined } | undefined;
  /** What was changed last from the review. */
  readonly changed?: string | undefined;
  readonly pending?: PendingInput | undefined;
  readonly fault?: string | undefined;
}

/** The draft of a diagnosis; it is begun with the first thing said, so that none is left that says nothing. */
export interface DraftLog {
  readonly root: string;
  start: DraftStart;
  draft: OpenDraft | undefined;
}

/** Sees to it that what was just said of a fact or question is on the disk; asks what to do when it cannot be. */
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

/** Saves everything said so far in a draft of its own. */
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
  print(ui, trace.saveFailed(formatRefusal(problem, vocabulary.messages).join('\n')), ui.screen.look.paint.red);
  const decision = await choose<'again' | 'new' | 'leave'>(ui, '', [
    { text: trace.tryAgain, value: 'again' },
    { text: trace.newDraft, value: 'new' },
    { text: drafts.leave, value: 'leave' },
  ]);
  if (decision === 'leave') throw new DiagnosisLeft();
  return decision;
}
