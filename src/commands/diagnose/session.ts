import { findItem, type Interview, isAsked, nextStep } from '../../interview/interview.ts';
import { goBack, goToOpen, goToReview, jumpToItem, skip } from '../../interview/moves.ts';
import type { Item } from '../../interview/outline.ts';
import { Leaving } from './desk.ts';
import { promptItem } from './item-prompts.ts';
import type { Moment, Session } from './moment.ts';
import { obey } from './obeying.ts';
import { type Decision, reviewAll } from './review.ts';
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
      const decision = await reviewAll(moment.session.desk, state, moment.changed);
      if (decision.kind === 'finish') return { session: moment.session, state };
      if (decision.kind === 'leave') throw new Leaving();
      moment = leaveReview(moment, decision);
    } else if (step.kind === 'sectionEnd') {
      const { desk, diagnosis, log } = moment.session;
      if (log.start.kind === 'onsite' && !moment.fromReview) traceBounds(desk, diagnosis.settled, state, step.section);
      moment = { ...moment, state: moment.fromReview ? goToReview(state) : skip(state) };
    } else {
      moment = await visit(moment, step.item);
    }
  }
}

function leaveReview(moment: Moment, decision: Extract<Decision, { kind: 'open' | 'back' | 'change' }>): Moment {
  const { state, beforeReview } = moment;
  switch (decision.kind) {
    case 'open':
      return { ...moment, state: goToOpen(state), fromReview: false, changed: undefined };
    case 'change':
      return { ...moment, state: jumpToItem(state, decision.name), fromReview: true, changed: decision.name };
    case 'back': {
      const before = beforeReview && findItem(state, beforeReview.name);
      const isThere = before !== undefined && isAsked(state, before);
      const there = isThere ? jumpToItem(state, before.name) : goBack(state);
      const pending = isThere ? beforeReview?.pending : undefined;
      return { ...moment, state: there, fromReview: false, changed: undefined, pending };
    }
  }
}

/** Shows one fact or question and does what the person says. */
async function visit(moment: Moment, item: Item): Promise<Moment> {
  const { session, state } = moment;
  const { desk } = session;
  if (moment.announced !== item.part) announcePart(desk, state, item);
  const here = {
    ...moment,
    announced: item.part,
    pending: undefined,
    fault: undefined,
    ...(moment.fromReview ? {} : { beforeReview: { name: item.name, pending: undefined }, changed: undefined }),
  };
  const reply = await promptItem(desk, state, item, {
    suggestion: session.suggestions.get(item.name),
    pending: moment.pending,
    fault: moment.fault,
  });
  if (reply.kind === 'answer') return tell(here, item, { state: 'answered', value: reply.value });
  if (reply.kind === 'empty') return leaveEmpty(here, item);
  return obey(here, item, reply);
}
