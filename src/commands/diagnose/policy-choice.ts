// Chooses the policy of a diagnosis if the user did not name one: by the place that the enterprise states.
import { choosePolicyByPlace, openPack } from '../../app/index.ts';
import { findNextStep, findStatedKey, goToReview, type Interview, jumpTo } from '../../interview/index.ts';
import { PLACE_FACTS } from '../../policy/index.ts';
import { targetKey, toPlainAnswer } from '../../scoring/index.ts';
import { closeDraft, discardDraft } from '../../store/index.ts';
import type { World } from '../../world.ts';
import { type Diagnosis, startDiagnosis } from './diagnosis.ts';
import { choose } from './list-prompt.ts';
import { type Session, type SessionState, saveAllAnswers } from './session-state.ts';
import { collectSuggestions, readKnownEnterprise } from './submit-answer.ts';
import { loadWording, print, type UiContext, type Wording } from './ui-context.ts';

/** Returns the diagnosis with a different policy. Throws a `Refusal` if that policy cannot be used. */
export async function applyPolicy(world: World, diagnosis: Diagnosis, policy: string): Promise<Diagnosis> {
  const { pack, packs } = diagnosis;
  return { ...diagnosis, policy, compiled: await openPack(world, { pack, packs, policy }) };
}

/**
 * Chooses the policy by place as soon as only facts for funding or the review remain, and again if the place has
 * changed since. The facts that only the new policy asks for are asked next.
 */
export async function settlePolicy(moment: SessionState): Promise<SessionState> {
  const { session, state } = moment;
  const { ui, diagnosis } = session;
  if (diagnosis.isPolicyGiven || !isBeforeFunding(state)) return moment;
  const facts = readAnswers(state);
  const placeText = placeOf(state);
  if (placeText === session.policyPlace) return moment;
  const { pack, packs, asOf } = diagnosis;
  let isAsked = false;
  const chosenPlace = await choosePolicyByPlace(ui.world, facts, {
    pack,
    packs,
    asOf,
    lang: ui.wording.vocabulary.language,
    dialogue: {
      tell: (text) => print(ui, text, ui.screen.look.paint.yellow),
      ask: ({ question, choices }) => {
        isAsked = true;
        return choose(
          ui,
          question,
          choices.map(({ id, text }) => ({ text, value: id })),
        );
      },
    },
  });
  const settledState: SessionState = { ...moment, session: { ...session, policyPlace: placeText } };
  const policy = chosenPlace ?? diagnosis.compiled.pack.questionnaire.document.policy;
  if (policy === undefined) return settledState;
  const isOther = policy !== diagnosis.compiled.policies[0]?.id;
  const nextState = isOther ? await changePolicy(settledState, policy) : settledState;
  if (isOther || isAsked) await beginDraftAgain(nextState, policy);
  return nextState;
}

/** Returns a text that identifies the place that the answers state; if it changes, another policy may be valid. */
export function placeOf(state: Interview): string {
  const facts = readAnswers(state);
  return JSON.stringify([...PLACE_FACTS.map((name) => facts[name]), findStatedKey(state)]);
}

/** Whether only facts for funding remain to be asked, or nothing but the review. */
function isBeforeFunding(state: Interview): boolean {
  const step = findNextStep(state);
  if (step.kind === 'review') return true;
  return step.kind !== 'sectionEnd' && state.outline.parts[step.item.part]?.kind === 'funding';
}

function readAnswers({ sheet }: Interview): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...sheet].flatMap(([name, entry]) =>
      entry.state === 'answered' ? [[name, toPlainAnswer(entry.value)] as const] : [],
    ),
  );
}

async function changePolicy(moment: SessionState, policy: string): Promise<SessionState> {
  const { session, state: before } = moment;
  const diagnosis = await applyPolicy(session.ui.world, session.diagnosis, policy);
  const { plan } = diagnosis.compiled;
  const ui = await addPackWords(session.ui, diagnosis);
  const names = new Set(plan.inputs.flatMap(({ name }) => [name, targetKey(name)]));
  const sheet = new Map([...before.sheet].filter(([name]) => names.has(name)));
  const start = startDiagnosis(diagnosis, sheet);
  const part = start.outline.parts.findIndex(({ kind }) => kind === 'funding');
  const state = part < 0 ? goToReview(start) : jumpTo(start, part);
  const key = findStatedKey(state);
  const enterprise = key === undefined ? undefined : await readKnownEnterprise(ui, diagnosis.files, key);
  const suggestions = enterprise ? collectSuggestions(enterprise, plan, ui) : session.suggestions;
  return {
    ...moment,
    session: { ...session, ui, diagnosis, suggestions },
    state,
    fromReview: false,
    changed: undefined,
  };
}

/** Returns a context that also has the texts of the facts that the policy of a diagnosis asks for. */
export async function addPackWords(ui: UiContext, { compiled }: Diagnosis): Promise<UiContext> {
  const { wording, secondWording, world } = ui;
  const inLanguageOf = ({ vocabulary }: Wording): Promise<Wording> =>
    loadWording(vocabulary.language, compiled, world.now().getFullYear());
  return {
    ...ui,
    wording: await inLanguageOf(wording),
    secondWording: secondWording && (await inLanguageOf(secondWording)),
  };
}

/** Starts a new draft for the new policy, because a draft states its policy in its header and is read with it. */
async function beginDraftAgain(
  { session, state }: { session: Session; state: Interview },
  policy: string,
): Promise<void> {
  const { ui, log } = session;
  const { draft } = log;
  log.start = { ...log.start, policy };
  if (!draft) return;
  await saveAllAnswers(ui, log, state);
  await closeDraft(draft);
  await discardDraft(draft.root, draft.header.id);
}
