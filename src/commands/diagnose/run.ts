import { resolve } from 'node:path';
import { closeDraft } from '../../files/drafts.ts';
import type { Language } from '../../i18n/index.ts';
import type { Interview } from '../../interview/interview.ts';
import { goToReview, jumpToItem } from '../../interview/moves.ts';
import { Refusal } from '../../model/refusal.ts';
import type { World } from '../../world.ts';
import { begin } from './begin.ts';
import { type Desk, Leaving, say } from './desk.ts';
import type { Diagnosis } from './diagnosis.ts';
import { explainRefusal, finish, sayFarewell } from './ending.ts';
import { factToCorrect, findOnFile, settleIdentity, statedKey } from './identity.ts';
import { chooseLook } from './look.ts';
import type { Session } from './moment.ts';
import type { Log } from './save.ts';
import { runSession } from './session.ts';
import { wordsIn } from './speaking.ts';
import { keepTypeAhead } from './type-ahead.ts';

const INTERRUPTED = 130;

/** Carries out a diagnosis from its first question to the files; gives the exit code. */
export async function runDiagnosis(
  world: World,
  diagnosis: Diagnosis,
  language: Language,
  color: boolean,
): Promise<number> {
  let desk = await makeDesk(world, diagnosis, language, color);
  const log: Log = {
    root: resolve(world.cwd, diagnosis.files),
    start: draftStart(world, diagnosis, language),
    draft: undefined,
  };
  let said: Interview | undefined;
  try {
    let { session, state } = await begin(desk, diagnosis, log);
    ({ desk } = session);
    for (;;) {
      ({ session, state } = await runSession(session, state, (latest) => {
        said = latest;
      }));
      const next = await tryToFinish(session, state);
      if (next === 'filed') return 0;
      ({ session, state } = next);
    }
  } catch (error) {
    if (!(error instanceof Leaving)) throw error;
    sayFarewell(desk, diagnosis, log, said);
    return INTERRUPTED;
  } finally {
    desk.screen.typeAhead.stop();
    if (log.draft) await closeDraft(log.draft).catch(() => {});
  }
}

async function makeDesk(world: World, { settled }: Diagnosis, language: Language, color: boolean): Promise<Desk> {
  const wording = await wordsIn(language, settled);
  return {
    world,
    screen: {
      stdout: world.stdout,
      look: chooseLook(world, color),
      keys: wording.messages.keys,
      typeAhead: keepTypeAhead(world.stdin),
    },
    wording,
  };
}

function draftStart(world: World, diagnosis: Diagnosis, language: Language): Log['start'] {
  const { settled, kind, assessor, policy } = diagnosis;
  return {
    pack: settled.stamp,
    kind,
    startedAt: world.now().toISOString(),
    ...(assessor === undefined ? {} : { assessor }),
    language,
    ...(policy === undefined ? {} : { policy }),
  };
}

/** Files the assessment; where something stands in the way, the place to go on at. */
async function tryToFinish(
  session: Session,
  state: Interview,
): Promise<'filed' | { session: Session; state: Interview }> {
  const { desk, diagnosis } = session;
  try {
    desk.screen.typeAhead.relax();
    const ending = await finish(session, state);
    if (ending.outcome === 'filed') return 'filed';
    if (ending.outcome === 'missing') {
      const { faults } = desk.wording.messages;
      say(desk, faults.requiredFirst(desk.wording.vocabulary.titleOf(ending.name)), desk.screen.look.paint.red);
      return { session, state: jumpToItem(state, ending.name) };
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    explainRefusal(desk, error);
    return { session, state: goToReview(state) };
  }
  const key = statedKey(state);
  const enterprise = key === undefined ? undefined : await findOnFile(desk, diagnosis.files, key);
  const identity = enterprise && (await settleIdentity(desk, state, enterprise, diagnosis.files));
  const wrong = factToCorrect(identity, state.plan);
  return {
    session: { ...session, renamed: identity === 'same' },
    state: wrong === undefined ? goToReview(state) : jumpToItem(state, wrong),
  };
}
