import { resolve } from 'node:path';
import type { DraftSummary } from '../../files/draft-list.ts';
import { discardDraft } from '../../files/drafts.ts';
import { goToReview } from '../../interview/moves.ts';
import { Refusal } from '../../model/refusal.ts';
import { type Desk, sayWhole } from './desk.ts';
import type { Diagnosis } from './diagnosis.ts';
import { type Completed, completedIn, isOfPack, shownPath } from './drafts.ts';
import { finish } from './ending.ts';
import { goOnWith, newSession } from './resume.ts';
import type { Log } from './save.ts';

/**
 * Sets aside the drafts whose assessment is on file: their run was killed before it had removed them, maybe before it
 * had written the policy, which is made up for.
 */
export async function settleComplete(
  desk: Desk,
  diagnosis: Diagnosis,
  drafts: readonly DraftSummary[],
): Promise<DraftSummary[]> {
  const left: DraftSummary[] = [];
  for (const draft of drafts) {
    const recorded = await completedIn(desk, diagnosis.files, draft);
    if (!recorded) left.push(draft);
    else await clearAway(desk, diagnosis, draft, recorded);
  }
  return left;
}

async function clearAway(desk: Desk, diagnosis: Diagnosis, draft: DraftSummary, recorded: Completed): Promise<void> {
  const root = resolve(desk.world.cwd, diagnosis.files);
  const { assessment, isNewest, file } = recorded;
  const isRepeatable = isOfPack(draft, diagnosis.settled.stamp) && assessment.result.tool === desk.world.version;
  try {
    if (isNewest && isRepeatable) {
      const log: Log = { root, start: draft.header, draft: undefined };
      const { asOf = diagnosis.asOf, funding } = assessment.recommendation ?? {};
      const same = { ...diagnosis, asOf, estimate: funding?.estimate ?? diagnosis.estimate };
      const resumed = await goOnWith(desk, same, log, draft);
      if (resumed) await finish(newSession(resumed.desk, same, log), goToReview(resumed.state));
    } else {
      await discardDraft(root, draft.header.id);
      sayWhole(desk, desk.wording.messages.drafts.recorded(shownPath(desk.world, draft.path), file));
    }
  } catch (error) {
    // Another window may be clearing it away at this moment.
    if (!(error instanceof Refusal)) throw error;
  }
}
