import { answer, type Saying } from '../../interview/answering.ts';
import { goToReview, jumpToItem, skip } from '../../interview/moves.ts';
import { type Item, keyFactOf, NAME_FACT } from '../../interview/outline.ts';
import { entryOf } from '../../scoring/sheet.ts';
import { factToCorrect, findOnFile, greetKnown, settleIdentity, statedKey, suggestionsFrom } from './identity.ts';
import type { Moment } from './moment.ts';
import { save } from './save.ts';
import { traceAnswer } from './trace.ts';

/** An empty line takes back what was said; where nothing was, it goes on. */
export function leaveEmpty(moment: Moment, item: Item): Promise<Moment> {
  const stated = entryOf(moment.state.sheet, item.name).state !== 'unanswered';
  return stated ? tell(moment, item, { state: 'unanswered' }) : Promise.resolve(goOn(moment, item));
}

/** Saves what was said, writes it on the screen and goes on. */
export async function tell(moment: Moment, item: Item, saying: Saying): Promise<Moment> {
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
export function goOn(moment: Moment, item: Item): Moment {
  const { session, state, fromReview } = moment;
  if (entryOf(state.sheet, item.name).state === 'unanswered') {
    traceAnswer(session.desk, state, item, session.desk.wording.messages.trace.skipped);
  }
  return { ...moment, state: fromReview ? goToReview(state) : skip(state) };
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
  const wrong = factToCorrect(identity, state.plan);
  return {
    ...moment,
    session: { ...known, renamed: identity === 'same' },
    state: wrong === undefined ? state : jumpToItem(state, wrong),
  };
}
