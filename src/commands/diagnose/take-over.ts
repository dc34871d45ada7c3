import type { DraftSummary } from '../../files/draft-list.ts';
import { type Interview, startInterview } from '../../interview/interview.ts';
import { type RefusedStatement, replay } from '../../interview/log.ts';
import { goToOpen } from '../../interview/moves.ts';
import type { RecordedAnswer } from '../../model/generated/types.ts';
import { choose } from './choose.ts';
import { type Desk, Leaving, say, sayWhole } from './desk.ts';
import type { Diagnosis } from './diagnosis.ts';
import { eventsOf } from './draft-events.ts';
import { shownPath } from './drafts.ts';
import { type Log, saveAll } from './save.ts';

/**
 * Offers to go on with the answers of a draft that was made with another state of the pack: those that are still valid
 * begin a new draft, those that are not are listed, and the old draft is kept. Undefined when the person declines.
 */
export async function takeOver(
  desk: Desk,
  draft: DraftSummary,
  diagnosis: Diagnosis,
  log: Log,
): Promise<Interview | undefined> {
  const { drafts: words } = desk.wording.messages;
  const { settled } = diagnosis;
  const { pack } = draft.header;
  const changed =
    pack.version === settled.stamp.version
      ? words.changedContent
      : words.changedVersion(pack.version, settled.stamp.version);
  say(desk, changed, desk.screen.look.paint.yellow);
  const events = eventsOf(draft, settled);
  const { state, refused } = replay(startInterview(settled.plan, { policyFacts: diagnosis.policyFacts }), events);
  say(desk, words.taken(state.sheet.size));
  if (refused.length > 0)
    say(desk, [words.notTaken, ...refused.map((one) => `  ${refusalLine(one, desk)}`)].join('\n'));
  sayWhole(desk, words.kept(shownPath(desk.world, draft.path)));
  const decision = await choose<'take' | 'back' | 'leave'>(
    desk,
    '',
    [
      { text: words.takeOver, value: 'take' },
      { text: words.otherDraft, value: 'back' },
      { text: words.leave, value: 'leave' },
    ],
    { onEscape: { does: desk.screen.keys.leaveList, value: 'back' } },
  );
  if (decision === 'leave') throw new Leaving();
  if (decision === 'back') return undefined;
  // The new draft goes on in the language of the old one.
  log.start = { ...log.start, language: desk.wording.vocabulary.language };
  await saveAll(desk, log, state);
  return goToOpen(state);
}

function refusalLine({ name, statement, code }: RefusedStatement, { wording }: Desk): string {
  const { drafts } = wording.messages;
  return drafts.refused(
    wording.vocabulary.titleOf(name),
    valueInWords(statement, wording),
    code === 'A101' ? drafts.noSuchQuestion : drafts.noSuchAnswer,
  );
}

function valueInWords({ state, value }: RecordedAnswer, { vocabulary }: Desk['wording']): string {
  if (value === undefined) return vocabulary.messages.words.states[state];
  return Array.isArray(value) ? value.join(', ') : String(value);
}
