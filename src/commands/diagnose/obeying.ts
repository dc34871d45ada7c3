import { annotate } from '../../interview/answering.ts';
import { type Interview, openRequired } from '../../interview/interview.ts';
import { goBack, goToOpen, goToReview, jumpTo } from '../../interview/moves.ts';
import type { Item } from '../../interview/outline.ts';
import { Leaving } from './desk.ts';
import type { Reply } from './item-prompts.ts';
import type { Command } from './keys.ts';
import type { Moment } from './moment.ts';
import { askEvidence, askNote } from './remark-prompts.ts';
import { choosePart } from './review.ts';
import { save } from './save.ts';
import { goOn, tell } from './telling.ts';

/** Does what a command says at a fact or question. */
export async function obey(
  moment: Moment,
  item: Item,
  { command, pending }: Extract<Reply, { kind: 'command' }>,
): Promise<Moment> {
  const { session, state } = moment;
  const { desk, log } = session;
  const { messages } = desk.wording;
  const stay = { ...moment, pending };
  const required = openRequired(state);
  const moveTo = (target: Interview, otherwise: string | undefined): Moment =>
    target.at === state.at
      ? { ...stay, fault: otherwise }
      : { ...moment, state: target, fromReview: false, changed: undefined };
  /** What is required holds everything after it back. */
  const forward = (target: Interview, otherwise?: string): Moment => {
    const held = required && messages.faults.requiredFirst(desk.wording.vocabulary.titleOf(required.name));
    return moveTo(target, held ?? otherwise);
  };
  switch (command satisfies Command) {
    case 'unknown':
    case 'notApplicable':
      return tell(moment, item, { state: command as 'unknown' | 'notApplicable' });
    case 'clear':
      return tell(moment, item, { state: 'unanswered' });
    case 'skip':
      return goOn(moment, item);
    case 'back':
      return moment.fromReview ? { ...moment, state: goToReview(state) } : moveTo(goBack(state), messages.faults.first);
    case 'open':
      return forward(goToOpen(state, state.at), messages.faults.nothingOpen);
    case 'review':
      return {
        ...forward(goToReview(state)),
        ...(moment.fromReview ? {} : { beforeReview: { name: item.name, pending } }),
      };
    case 'sections': {
      const part = await choosePart(desk, state);
      return part === undefined ? stay : forward(jumpTo(state, part));
    }
    case 'note': {
      const note = await askNote(desk, state, item);
      if (note === undefined) return stay;
      const noted = annotate(state, item.name, { note });
      await save(desk, log, noted, item.name);
      return { ...stay, state: noted };
    }
    case 'evidence': {
      let latest = state;
      const kept = await askEvidence(desk, state, item, async (evidence) => {
        latest = annotate(latest, item.name, { evidence });
        await save(desk, log, latest, item.name);
        return latest;
      });
      return { ...stay, state: kept };
    }
    case 'leave':
      throw new Leaving();
    case 'help':
      return stay;
  }
}
