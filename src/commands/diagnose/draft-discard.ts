import { resolve } from 'node:path';
import type { DraftSummary } from '../../files/draft-list.ts';
import { discardDraft } from '../../files/drafts.ts';
import { Refusal } from '../../model/refusal.ts';
import { refusalInWords } from '../steps/refusal-words.ts';
import { confirm } from './choose.ts';
import { type Desk, say, sayWhole } from './desk.ts';
import { nameOf, shownPath, waitForLock } from './drafts.ts';

/** Deletes a draft once the person has confirmed it; whether it is gone. */
export async function discard(desk: Desk, files: string, draft: DraftSummary): Promise<boolean> {
  const { vocabulary, messages } = desk.wording;
  const { drafts: words } = messages;
  const answers = [...draft.statements.values()].filter(({ state }) => state !== 'unanswered').length;
  const question = words.discardQuestion(nameOf(draft, words.unnamed), answers);
  if (!(await confirm(desk, question, { no: words.discardNot, yes: words.discardIt }))) return false;
  const root = resolve(desk.world.cwd, files);
  const path = shownPath(desk.world, draft.path);
  try {
    await waitForLock(desk, (options) => discardDraft(root, draft.header.id, options));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(desk, refusalInWords(error, vocabulary.messages, path).join('\n'), desk.screen.look.paint.yellow);
    return false;
  }
  sayWhole(desk, words.discarded(path));
  return true;
}
