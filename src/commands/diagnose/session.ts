import { type Interview, nextStep } from '../../interview/interview.ts';
import { goToOpen, goToReview, jumpToItem, skip } from '../../interview/moves.ts';
import type { Item } from '../../interview/outline.ts';
import { Leaving } from './desk.ts';
import { promptItem } from './item-prompts.ts';
import type { Moment, Session } from './moment.ts';
import { obey } from './obeying.ts';
import { reviewAll } from './review.ts';
import { leaveEmpty, tell } from './telling.ts';
import { announcePart, traceBounds } from './trace.ts';

/** Asks everything until the person finishes in the review; throws `Leaving` when the person leaves. `watch` sees each state. */
export async function runSession(
  session: Session,
  start: Interview,
  watch: (state: Interview) => void,
): Promise<{ readonly session: Session; readonly state: Interview }> {
  let moment: Moment = { session, state: start, announced: undefined, fromReview: false };
  for (;;) {
    const { state } = moment;
    watch(state);
    const step = nextStep(state);
    if (step.kind === 'review') {
      const decision = await reviewAll(moment.session.desk, state);
      if (decision.kind === 'finish') return { session: moment.session, state };
      if (decision.kind === 'leave') throw new Leaving();
      moment =
        decision.kind === 'open'
          ? { ...moment, state: goToOpen(state), fromReview: false }
          : { ...moment, state: jumpToItem(state, decision.name), fromReview: true };
    } else if (step.kind === 'sectionEnd') {
      const { desk, diagnosis } = moment.session;
      if (diagnosis.kind === 'onsite' && !moment.fromReview) traceBounds(desk, diagnosis.settled, state, step.section);
      moment = { ...moment, state: moment.fromReview ? goToReview(state) : skip(state) };
    } else {
      moment = await visit(moment, step.item);
    }
  }
}

/** Shows one fact or question and does what the person says. */
async function visit(moment: Moment, item: Item): Promise<Moment> {
  const { session, state } = moment;
  const { desk } = session;
  if (moment.announced !== item.part) announcePart(desk, state, item);
  const here = { ...moment, announced: item.part, pending: undefined, fault: undefined };
  const reply = await promptItem(desk, state, item, {
    suggestion: session.suggestions.get(item.name),
    pending: moment.pending,
    fault: moment.fault,
  });
  if (reply.kind === 'answer') return tell(here, item, { state: 'answered', value: reply.value });
  if (reply.kind === 'empty') return leaveEmpty(here, item);
  return obey(here, item, reply);
}
