import { annotate, answer, type Saying } from '../../interview/answering.ts';
import { findItem, type Interview, nextStep, openRequired } from '../../interview/interview.ts';
import { goBack, goToOpen, goToReview, jumpTo, jumpToItem, skip } from '../../interview/moves.ts';
import { type Item, NAME_FACT } from '../../interview/outline.ts';
import { entryOf } from '../../scoring/sheet.ts';
import { type Desk, Leaving } from './desk.ts';
import type { Diagnosis } from './diagnosis.ts';
import { findOnFile, greetKnown, keyFactOf, settleIdentity, statedKey, suggestionsFrom } from './identity.ts';
import { type Pending, promptItem, type Reply } from './item-prompts.ts';
import type { Command } from './keys.ts';
import type { Suggestion } from './question.ts';
import { askEvidence, askNote } from './remark-prompts.ts';
import { choosePart, reviewAll } from './review.ts';
import { type Log, save } from './save.ts';
import { announcePart, traceAnswer, traceBounds } from './trace.ts';

/** A diagnosis under way on a terminal. */
export interface Session {
  readonly desk: Desk;
  readonly diagnosis: Diagnosis;
  readonly log: Log;
  readonly suggestions: ReadonlyMap<string, Suggestion>;
  /** Whether the person said that the enterprise on file has a new name. */
  readonly renamed: boolean;
}

/** Where a session stands, and what is shown with the next question. */
interface Moment {
  readonly session: Session;
  readonly state: Interview;
  /** The part whose beginning was announced last. */
  readonly announced: number | undefined;
  /** Whether the present question was reached from the review, to which it returns. */
  readonly fromReview: boolean;
  readonly pending?: Pending | undefined;
  readonly fault?: string | undefined;
}

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

/** An empty line takes back what was said; where nothing was, it goes on. */
function leaveEmpty(moment: Moment, item: Item): Promise<Moment> {
  const stated = entryOf(moment.state.sheet, item.name).state !== 'unanswered';
  return stated ? tell(moment, item, { state: 'unanswered' }) : Promise.resolve(goOn(moment, item));
}

/** Saves what was said, writes it on the screen and goes on. */
async function tell(moment: Moment, item: Item, saying: Saying): Promise<Moment> {
  const { session, state: before } = moment;
  const said = answer(before, item.name, saying);
  await save(session.desk, session.log, said, item.name);
  traceAnswer(
    session.desk,
    said,
    item,
    saying.state === 'unanswered' ? session.desk.wording.messages.trace.cleared : undefined,
  );
  const state = saying.state === 'unanswered' ? skip(said) : said;
  return checkIdentity({ ...moment, state: moment.fromReview ? goToReview(state) : state }, item);
}

/** Leaves the question as it is. */
function goOn(moment: Moment, item: Item): Moment {
  const { session, state, fromReview } = moment;
  if (entryOf(state.sheet, item.name).state === 'unanswered') {
    traceAnswer(session.desk, state, item, session.desk.wording.messages.trace.skipped);
  }
  return { ...moment, state: fromReview ? goToReview(state) : skip(state) };
}

async function obey(
  moment: Moment,
  item: Item,
  { command, pending }: Extract<Reply, { kind: 'command' }>,
): Promise<Moment> {
  const { session, state } = moment;
  const { desk, log } = session;
  const { messages } = desk.wording;
  const stay = { ...moment, pending };
  const moveTo = (target: Interview, otherwise: string): Moment =>
    target.at === state.at ? { ...stay, fault: otherwise } : { ...moment, state: target, fromReview: false };
  const forward = (target: Interview): Moment => {
    const required = openRequired(state);
    return moveTo(
      target,
      required
        ? messages.faults.requiredFirst(desk.wording.vocabulary.titleOf(required.name))
        : messages.faults.nothingOpen,
    );
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
      return forward(goToOpen(state));
    case 'review':
      return forward(goToReview(state));
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

/** Once the key or the name was said: what is on file of the enterprise, and whether it is the same one. */
async function checkIdentity(moment: Moment, item: Item): Promise<Moment> {
  const { session, state } = moment;
  const { desk, diagnosis } = session;
  const keyFact = keyFactOf(state.plan)?.name;
  const key = statedKey(state);
  if (key === undefined || (item.name !== keyFact && item.name !== NAME_FACT)) return moment;
  const enterprise = await findOnFile(desk, diagnosis.files, key);
  if (!enterprise) return { ...moment, session: { ...session, suggestions: new Map(), renamed: false } };
  const known = { ...session, suggestions: suggestionsFrom(enterprise, state.plan, desk), renamed: false };
  if (entryOf(state.sheet, NAME_FACT).state !== 'answered') greetKnown(desk, enterprise);
  const identity = await settleIdentity(desk, state, enterprise, diagnosis.files);
  const wrong = identity === 'key' ? keyFact : identity === 'name' ? NAME_FACT : undefined;
  const again = wrong === undefined ? undefined : findItem(state, wrong);
  return {
    ...moment,
    session: { ...known, renamed: identity === 'same' },
    state: again ? jumpToItem(state, again.name) : state,
  };
}
