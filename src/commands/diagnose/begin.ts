import { resolve } from 'node:path';
import type { DraftSummary } from '../../files/draft-list.ts';
import { listEnterprises, readEnterprise } from '../../files/enterprise.ts';
import { answer } from '../../interview/answering.ts';
import { type Interview, startInterview } from '../../interview/interview.ts';
import { keyFactOf } from '../../interview/outline.ts';
import { didYouMean } from '../../model/closest.ts';
import type { Enterprise } from '../../model/generated/types.ts';
import { Refusal } from '../../model/refusal.ts';
import { readAnswerValue } from '../../scoring/answer-value.ts';
import { refusalInWords } from '../steps/refusal-words.ts';
import { settleComplete } from './clear-away.ts';
import { type Desk, say } from './desk.ts';
import type { Diagnosis } from './diagnosis.ts';
import { discard } from './draft-discard.ts';
import { offerDrafts } from './draft-offer.ts';
import { findDrafts, shownPath } from './drafts.ts';
import { findOnFile, greetKnown, statedKey, suggestionsFrom } from './identity.ts';
import type { Session } from './moment.ts';
import { goOnWith, newSession, type Resumed } from './resume.ts';
import type { Log } from './save.ts';

/** Where a diagnosis begins: a new one, or one that was interrupted. */
export interface Beginning {
  readonly session: Session;
  readonly state: Interview;
}

/** Begins a diagnosis, or goes on with one that is under way if the person wants to. */
export async function begin(desk: Desk, diagnosis: Diagnosis, log: Log): Promise<Beginning> {
  const enterprise =
    diagnosis.enterprise === undefined ? undefined : await findAsked(desk, diagnosis, diagnosis.enterprise);
  const asked = enterprise ? { ...diagnosis, enterprise: enterprise.key } : diagnosis;
  const resumed = await takeUp(desk, asked, log);
  if (resumed) return withSuggestions(resumed.desk, asked, log, resumed.state);
  introduce(desk, asked);
  const start = startInterview(asked.settled.plan, { policyFacts: asked.policyFacts });
  if (!enterprise) return { session: newSession(desk, asked, log), state: start };
  log.start = { ...log.start, enterprise: enterprise.key };
  greetKnown(desk, enterprise);
  return withSuggestions(desk, asked, log, stateKey(desk, start, enterprise.key));
}

/** Goes on with a diagnosis that is under way, if the person wants to; others can be deleted. */
async function takeUp(desk: Desk, diagnosis: Diagnosis, log: Log): Promise<Resumed | undefined> {
  let drafts = await settleComplete(desk, diagnosis, await findDrafts(desk, diagnosis));
  while (drafts.length > 0) {
    const decision = await offerDrafts(desk, drafts, diagnosis);
    if (decision.kind === 'begin') return undefined;
    if (decision.kind === 'goOn') {
      const resumed = await tryToGoOn(desk, diagnosis, log, decision.draft);
      if (resumed) return resumed;
    } else if (decision.kind === 'discard') {
      const isGone = await discard(desk, diagnosis.files, decision.draft);
      if (isGone) drafts = drafts.filter((draft) => draft !== decision.draft);
    }
  }
  return undefined;
}

/** Goes on with a draft; where it cannot be opened, the person is told why and chooses again. */
async function tryToGoOn(
  desk: Desk,
  diagnosis: Diagnosis,
  log: Log,
  draft: DraftSummary,
): Promise<Resumed | undefined> {
  try {
    return await goOnWith(desk, diagnosis, log, draft);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const text = refusalInWords(error, desk.wording.vocabulary.messages, shownPath(desk.world, draft.path));
    say(desk, text.join('\n'), desk.screen.look.paint.yellow);
    return undefined;
  }
}

/** The enterprise of `--enterprise`; throws a `Refusal` that names those there are. */
async function findAsked({ world, wording }: Desk, { files, settled }: Diagnosis, given: string): Promise<Enterprise> {
  const root = resolve(world.cwd, files);
  const fact = keyFactOf(settled.plan);
  const read = fact && readAnswerValue(fact, given);
  const key = read && 'value' in read ? String(read.value) : given;
  const found = await readEnterprise(root, key);
  if (found) return found;
  const { identity } = wording.messages;
  const keys: string[] = [];
  try {
    for await (const listed of listEnterprises(root)) if ('enterprise' in listed) keys.push(listed.enterprise.key);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  const near = didYouMean(key, keys);
  const shown = near === undefined ? keys.slice(0, 10) : [near];
  const next = shown.length === 0 ? identity.noFiles : identity.known(wording.vocabulary.messages.numbers.list(shown));
  throw new Refusal(3, identity.noFile(key, files), next);
}

function stateKey({ wording }: Desk, start: Interview, key: string): Interview {
  const fact = keyFactOf(start.plan);
  if (!fact) return start;
  const read = readAnswerValue(fact, key);
  if ('value' in read) return answer(start, fact.name, { state: 'answered', value: read.value });
  throw new Refusal(3, wording.messages.identity.wrongKey(key, read.details.wanted ?? read.code));
}

/** A session that proposes what is on file of the enterprise, if anything is. */
async function withSuggestions(desk: Desk, diagnosis: Diagnosis, log: Log, state: Interview): Promise<Beginning> {
  const key = statedKey(state);
  const enterprise = key === undefined ? undefined : await findOnFile(desk, diagnosis.files, key);
  const suggestions = enterprise ? suggestionsFrom(enterprise, state.plan, desk) : new Map();
  return { session: { ...newSession(desk, diagnosis, log), suggestions }, state };
}

/** What the diagnosis is, before its first question. */
function introduce(desk: Desk, { settled }: Diagnosis): void {
  const { vocabulary, messages } = desk.wording;
  const { document } = settled.pack.questionnaire;
  const { paint } = desk.screen.look;
  say(desk, vocabulary.pick(document.title) ?? document.id, paint.bold);
  const text = vocabulary.pick(document.text);
  if (text !== undefined) say(desk, text, paint.dim);
  say(desk, messages.trace.begin, paint.dim);
}
