import type { DraftSummary } from '../../files/draft-list.ts';
import { type Interview, startInterview } from '../../interview/interview.ts';
import { replay } from '../../interview/log.ts';
import { type Desk, sayWhole } from './desk.ts';
import type { Diagnosis } from './diagnosis.ts';
import { isOfPack, nameOf, openAgain, shownPath } from './drafts.ts';
import type { Session } from './moment.ts';
import type { Log } from './save.ts';
import { speakAsDraft } from './speaking.ts';
import { takeOver } from './take-over.ts';

/** A diagnosis taken up again, in its own language. */
export interface Resumed {
  readonly desk: Desk;
  readonly state: Interview;
}

/** Opens a draft, or begins a new one with what is still valid of it; undefined goes back to the list. */
export async function goOnWith(
  present: Desk,
  diagnosis: Diagnosis,
  log: Log,
  draft: DraftSummary,
): Promise<Resumed | undefined> {
  const desk = await speakAsDraft(present, diagnosis, draft.header);
  if (!isOfPack(draft, diagnosis.settled.stamp)) {
    const taken = await takeOver(desk, draft, diagnosis, log);
    return taken && { desk, state: taken };
  }
  log.draft = await openAgain(desk, diagnosis.files, draft);
  log.start = log.draft.header;
  const { drafts: words } = desk.wording.messages;
  sayWhole(desk, words.resumed(nameOf(draft, words.unnamed), shownPath(desk.world, draft.path)));
  const start = startInterview(diagnosis.settled.plan, { policyFacts: diagnosis.policyFacts });
  return { desk, state: replay(start, log.draft.events).state };
}

/** A session that knows nothing of the enterprise yet. */
export function newSession(desk: Desk, diagnosis: Diagnosis, log: Log): Session {
  return { desk, diagnosis, log, suggestions: new Map(), renamed: false };
}
