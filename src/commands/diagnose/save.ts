import { appendEvent, createDraft, type DraftStart, type OpenDraft } from '../../files/drafts.ts';
import type { Interview } from '../../interview/interview.ts';
import { eventOf } from '../../interview/log.ts';
import { Refusal } from '../../model/refusal.ts';
import { refusalInWords } from '../steps/refusal-words.ts';
import { choose } from './choose.ts';
import { type Desk, Leaving, say } from './desk.ts';

/** The draft of a diagnosis; it is begun with the first thing said, so that none is left that says nothing. */
export interface Log {
  readonly root: string;
  start: DraftStart;
  draft: OpenDraft | undefined;
}

/** Sees to it that what was just said of a fact or question is on the disk; asks what to do when it cannot be. */
export async function save(desk: Desk, log: Log, state: Interview, name: string): Promise<void> {
  if (!log.draft) return saveAll(desk, log, state);
  for (;;) {
    try {
      await appendEvent(log.draft, { at: desk.world.now().toISOString(), ...eventOf(state, name) });
      return;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if ((await askWhatToDo(desk, error)) === 'new') return saveAll(desk, log, state);
    }
  }
}

/** Saves everything said so far in a draft of its own. */
export async function saveAll(desk: Desk, log: Log, state: Interview): Promise<void> {
  for (;;) {
    try {
      const draft = await createDraft(log.root, log.start);
      for (const name of state.sheet.keys()) {
        await appendEvent(draft, { at: desk.world.now().toISOString(), ...eventOf(state, name) });
      }
      log.draft = draft;
      return;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await askWhatToDo(desk, error);
    }
  }
}

async function askWhatToDo(desk: Desk, problem: Refusal): Promise<'again' | 'new'> {
  const { vocabulary, messages } = desk.wording;
  const { trace, drafts } = messages;
  say(desk, trace.saveFailed(refusalInWords(problem, vocabulary.messages).join('\n')), desk.screen.look.paint.red);
  const decision = await choose<'again' | 'new' | 'leave'>(desk, '', [
    { text: trace.tryAgain, value: 'again' },
    { text: trace.newDraft, value: 'new' },
    { text: drafts.leave, value: 'leave' },
  ]);
  if (decision === 'leave') throw new Leaving();
  return decision;
}
