import { resolve } from 'node:path';
import {
  findCorrectable,
  findNewestAssessment,
  formatPath,
  formatRefusal,
  giveCode,
  NO_HISTORY,
  openSigner,
  type PersistedAssessment,
  persistSubmission,
  planSubmission,
  refuseFormerId,
  reportAlteredFile,
  reportEarlierDay,
  resolveAsOf,
  searchWithSolver,
  terminalStyleOf,
} from '../../app/index.ts';
import { CodedRefusal, type Language, loadProblemTexts, phraseInWords } from '../../i18n/index.ts';
import {
  findItem,
  findNextStep,
  findStatedKey,
  finishAnswerSet,
  goBack,
  goToOpen,
  goToReview,
  type Interview,
  type InterviewItem,
  isAsked,
  jumpToItem,
  keyFactOf,
  setAnswer,
  skipItem,
} from '../../interview/index.ts';
import {
  type Assessment,
  add,
  compare,
  type Enterprise,
  findNearestSpelling,
  isProvisionalKey,
  type LevelResult,
  ONE,
  provisionalKeyOf,
  Refusal,
  toNumber,
} from '../../model/index.ts';
import { renderLevel, renderSummary, sanitizeLine, writeTypedForm } from '../../report/index.ts';
import {
  type AnswerSet,
  type Atom,
  assess,
  entryOf,
  isChoices,
  isNumber,
  parseAnswerValue,
  readStoredStatement,
} from '../../scoring/index.ts';
import { interruptible } from '../../signals.ts';
import {
  closeDraft,
  type DraftSummary,
  discardDraft,
  finishDraft,
  listEnterprises,
  type OpenDraft,
  readEnterprise,
  readStored,
} from '../../store/index.ts';
import type { World } from '../../world.ts';
import { openCorrection, printCorrected, wantsCorrection } from './correct-assessment.ts';
import { type Diagnosis, listNextCommands, resumeCommand, startDiagnosis } from './diagnosis.ts';
import { watchInterruption } from './interruption.ts';
import { keepTypeAhead } from './key-input.ts';
import { overviewOf } from './overview.ts';
import { placeOf, settlePolicy } from './policy-choice.ts';
import { confirmNumber, promptItem } from './question-prompt.ts';
import {
  confirmDiscard,
  createSession,
  findDrafts,
  findRecordedAssessment,
  offerDrafts,
  type RecordedDraft,
  type ResumedDraft,
  resumeDraft,
  wasBegunWithPack,
} from './resume-draft.ts';
import { type ReviewDecision, reviewAll } from './review-screen.ts';
import { type DraftLog, type Session, type SessionState, saveAllAnswers } from './session-state.ts';
import {
  acceptAnswer,
  acceptEmpty,
  collectSuggestions,
  confirmIdentity,
  findFactToCorrect,
  printBounds,
  printKnown,
  printPartHeading,
  readKnownEnterprise,
  runCommand,
} from './submit-answer.ts';
import { chooseTheme } from './terminal-screen.ts';
import { DiagnosisLeft, loadWording, print, printWhole, type UiContext } from './ui-context.ts';

/** The outcome of an attempt to finish: the assessment was filed, or something prevents it. */
type DiagnosisOutcome =
  | { readonly outcome: 'filed' }
  | { readonly outcome: 'conflict' }
  /** The rubric refuses to score without an answer to this question. */
  | { readonly outcome: 'missing'; readonly name: string };

/** Scores the answers, files the assessment with its policy, shows the summary, and then removes the draft. */
async function finishDiagnosis(session: Session, state: Interview): Promise<DiagnosisOutcome> {
  const { ui, diagnosis, log, renamed } = session;
  const { world, wording } = ui;
  const { compiled, asOf, cost: estimate } = diagnosis;
  const { language, messages } = wording.vocabulary;
  const sheet = finishAnswerSet(state.sheet);
  const assessment = assess(compiled.plan, sheet, compiled.stamp, world.version);
  const [refused] = assessment.evaluation.refused;
  if (refused) return { outcome: 'missing', name: refused.name };
  const storedFile = readStored(log.root, await chooseFileKey(session, state));
  const { kind, startedAt, assessor } = log.start;
  const finishedAt = world.now().toISOString();
  const day = resolveAsOf(world, undefined);
  reportEarlierDay(world, compiled, { asOf, day }, messages);
  const submission = { sheet, kind, assessor, startedAt, finishedAt, day };
  const plannedSubmission = await interruptible(() =>
    searchWithSolver(world, compiled, (solver) =>
      planSubmission(compiled, submission, assessment, storedFile.enterprise ?? NO_HISTORY, {
        settings: { asOf, estimate, solver },
        language: { language, messages },
      }),
    ),
  );
  const keptPaths = await persistSubmission(world, storedFile, plannedSubmission, {
    renamed,
    signer: openSigner(world, diagnosis.sign),
    corrects: log.start.corrects,
  });
  if (keptPaths.outcome === 'conflict') return keptPaths;
  const terminalStyle = terminalStyleOf(world, world.stdout, { color: ui.screen.look.paint.level > 0 });
  const { report } = plannedSubmission;
  const summary = renderSummary({ ...report, files: keptPaths.paths }, { language, messages, ...terminalStyle });
  world.stdout.write(`\n${summary}`);
  await removeDraft(log, keptPaths, storedFile.key);
  const { corrects } = log.start;
  if (corrects !== undefined) printCorrected(ui, corrects, keptPaths.outcome === 'appended');
  printFlagged(ui, sheet);
  const { key } = storedFile;
  printNextCommands(ui, listNextCommands(diagnosis, key, findHigherAnswer(state)), isProvisionalKey(key));
  // On a small screen, the result was at the top of the summary and has scrolled out of sight, so it is printed again.
  if (report.result.level) world.stdout.write(`\n${renderLevel(report, { language, messages, ...terminalStyle })}`);
  return { outcome: 'filed' };
}

/**
 * Returns the key under which the enterprise is filed: its code if that is known, otherwise the provisional key of its
 * file or of the draft. Renames a file with a provisional key once the code is known.
 */
async function chooseFileKey({ ui, log }: Session, state: Interview): Promise<string> {
  const { enterprise } = log.start;
  const filedUnder = enterprise !== undefined && isProvisionalKey(enterprise) ? enterprise : undefined;
  const code = findStatedKey(state);
  if (code === undefined) {
    if (filedUnder !== undefined) return filedUnder;
    if (!log.draft) await saveAllAnswers(ui, log, state);
    return provisionalKeyOf((log.draft as OpenDraft).header.id);
  }
  if (filedUnder !== undefined && (await readEnterprise(log.root, filedUnder)))
    await giveCode(ui.world, log.root, filedUnder, code);
  return code;
}

/** Lists the flagged answers, which are to be clarified after the visit. */
function printFlagged(ui: UiContext, sheet: AnswerSet): void {
  const { vocabulary, messages } = ui.wording;
  const titles = [...sheet].flatMap(([name, { flagged }]) => (flagged ? [vocabulary.titleOf(name)] : []));
  if (titles.length === 0) return;
  ui.world.stdout.write('\n');
  print(
    ui,
    messages.ending.flagged({ titles: vocabulary.messages.numbers.items(titles) }),
    ui.screen.look.paint.yellow,
  );
}

/** Prints the commands to continue with, for copying. */
function printNextCommands(
  ui: UiContext,
  { report, recommend, whatIf, correct, rename }: ReturnType<typeof listNextCommands>,
  isProvisional: boolean,
): void {
  const { ending } = ui.wording.messages;
  const { paint } = ui.screen.look;
  const nextCommands = [
    [ending.report, report],
    [ending.recommend, recommend],
    [ending.whatIf, whatIf],
    [ending.correct, correct],
    [ending.rename, isProvisional ? rename : undefined],
  ] as const;
  ui.world.stdout.write('\n');
  print(ui, ending.next, paint.bold);
  for (const [does, command] of nextCommands) {
    if (command === undefined) continue;
    ui.world.stdout.write(`${paint.dim(`  ${does}`)}\n    ${sanitizeLine(command)}\n`);
  }
}

/** Returns the first answer on a scale that could be one step higher, in the notation of `what-if`. */
function findHigherAnswer({ plan, sheet }: Interview): string | undefined {
  for (const { name, form, role, range } of plan.inputs) {
    const { value } = entryOf(sheet, name);
    if (role !== 'question' || !form.isScale || value === undefined || isChoices(value) || !isNumber(value)) continue;
    const higherValue = add(value, ONE);
    if (range.high && compare(higherValue, range.high) <= 0) return `${name}=${toNumber(higherValue)}`;
  }
  return undefined;
}

/** Removes a draft after its assessment was written to the disk. */
async function removeDraft({ draft }: Session['log'], { outcome }: PersistedAssessment, key: string): Promise<void> {
  if (!draft) return;
  if (outcome === 'appended') {
    await finishDraft(draft, key);
    return;
  }
  // An earlier run has already filed the same assessment, so this draft has nothing to add.
  await closeDraft(draft);
  await discardDraft(draft.root, draft.header.id);
}

/** Says why nothing was filed; the draft still contains everything. */
function printNotPersisted(ui: UiContext, problem: Refusal): void {
  const { vocabulary, messages } = ui.wording;
  const text = formatRefusal(problem, vocabulary.messages).join('\n');
  print(ui, messages.ending.notKept({ problem: text }), ui.screen.look.paint.red);
}

/** Says that nothing is lost and how to resume; on stderr, because it is not a result. */
function printHowToResume(
  ui: UiContext,
  diagnosis: Diagnosis,
  log: Session['log'],
  interview: Interview | undefined,
): void {
  const { world, wording } = ui;
  const { ending } = wording.messages;
  const answers = [...(interview?.sheet.values() ?? [])].filter(({ state }) => state !== 'unanswered').length;
  const lines = [
    ...(log.draft ? [ending.left({ answers, path: formatPath(world, log.draft.path) })] : []),
    ending.goOn({ command: sanitizeLine(resumeCommand(diagnosis, resolveAsOf(world, undefined))) }),
  ];
  world.stderr.write(`\n${lines.join('\n')}\n`);
}

/**
 * Finishes drafts whose assessment is already on file, and returns the other drafts. A finished draft remains if the
 * process was killed before removing it. If the process was killed even before writing the policy, the policy is
 * written now.
 */
async function finishRecordedDrafts(
  ui: UiContext,
  diagnosis: Diagnosis,
  drafts: readonly DraftSummary[],
): Promise<DraftSummary[]> {
  const unfinishedDrafts: DraftSummary[] = [];
  for (const draft of drafts) {
    const recordedAssessment = await findRecordedAssessment(ui, diagnosis.files, draft);
    if (!recordedAssessment) unfinishedDrafts.push(draft);
    else await finishRecordedDraft(ui, diagnosis, draft, recordedAssessment);
  }
  return unfinishedDrafts;
}

async function finishRecordedDraft(
  ui: UiContext,
  diagnosis: Diagnosis,
  draft: DraftSummary,
  recorded: RecordedDraft,
): Promise<void> {
  const root = resolve(ui.world.cwd, diagnosis.files);
  const { assessment, isNewest, file } = recorded;
  const isRepeatable = wasBegunWithPack(draft, diagnosis.compiled.stamp) && assessment.result.tool === ui.world.version;
  try {
    if (isNewest && isRepeatable) {
      const log: DraftLog = { root, start: draft.header, draft: undefined };
      const { asOf = diagnosis.asOf, funding } = assessment.recommendation ?? {};
      const sameSettings = { ...diagnosis, asOf, cost: funding?.estimate ?? diagnosis.cost };
      const resumedDraft = await resumeDraft(ui, sameSettings, log, draft);
      if (resumedDraft)
        await finishDiagnosis(
          createSession(resumedDraft.ui, resumedDraft.diagnosis, log),
          goToReview(resumedDraft.state),
        );
    } else {
      await discardDraft(root, draft.header.id);
      printWhole(ui, ui.wording.messages.drafts.recorded({ path: formatPath(ui.world, draft.path), file }));
    }
  } catch (error) {
    // Another process may be removing the draft at the same time.
    if (!(error instanceof Refusal)) throw error;
  }
}

const INTERRUPTED_EXIT_CODE = 130;

/** Runs a diagnosis from its first question until its files are written; returns the exit code. */
export async function runDiagnosis(
  world: World,
  diagnosis: Diagnosis,
  language: Language,
  color: boolean,
): Promise<number> {
  // Called here so that an unreadable key is reported before the interview instead of after it.
  openSigner(world, diagnosis.sign);
  let ui = await createUiContext(world, diagnosis, language, color);
  const log: DraftLog = {
    root: resolve(world.cwd, diagnosis.files),
    start: draftStart(world, diagnosis, language),
    draft: undefined,
  };
  let lastState: Interview | undefined;
  let latestDiagnosis = diagnosis;
  try {
    let { session, state } = await beginDiagnosis(ui, diagnosis, log);
    ({ ui } = session);
    for (;;) {
      ({ session, state } = await runSession(session, state, (now) => {
        lastState = now.state;
        ({ ui, diagnosis: latestDiagnosis } = now.session);
      }));
      const finishResult = await tryFinish(session, state);
      if (finishResult === 'filed') return 0;
      ({ session, state } = finishResult);
    }
  } catch (error) {
    if (!(error instanceof DiagnosisLeft)) throw error;
    printHowToResume(ui, latestDiagnosis, log, lastState);
    return INTERRUPTED_EXIT_CODE;
  } finally {
    ui.interruption.stop();
    ui.screen.typeAhead.stop();
    if (log.draft) await closeDraft(log.draft).catch(() => {});
  }
}

async function createUiContext(
  world: World,
  { compiled, alsoLang }: Diagnosis,
  language: Language,
  color: boolean,
): Promise<UiContext> {
  const year = world.now().getFullYear();
  const wording = await loadWording(language, compiled, year);
  return {
    world,
    screen: {
      stdout: world.stdout,
      look: chooseTheme(world, color),
      keys: wording.messages.keys,
      typeAhead: keepTypeAhead(world.stdin),
      help: { isOpen: false },
    },
    wording,
    secondWording: alsoLang && (await loadWording(alsoLang, compiled, year)),
    interruption: watchInterruption(world),
  };
}

function draftStart(world: World, diagnosis: Diagnosis, language: Language): DraftLog['start'] {
  const { compiled, kind, assessor, policy } = diagnosis;
  return {
    pack: compiled.stamp,
    kind,
    startedAt: world.now().toISOString(),
    ...(assessor === undefined ? {} : { assessor }),
    language,
    ...(policy === undefined ? {} : { policy }),
  };
}

/** Files the assessment; if something prevents that, returns where to continue. */
async function tryFinish(
  session: Session,
  state: Interview,
): Promise<'filed' | { session: Session; state: Interview }> {
  const { ui, diagnosis } = session;
  try {
    ui.screen.typeAhead.relax();
    const ending = await finishDiagnosis(session, state);
    if (ending.outcome === 'filed') return 'filed';
    if (ending.outcome === 'missing') {
      const { faults } = ui.wording.messages;
      print(ui, faults.requiredFirst({ title: ui.wording.vocabulary.titleOf(ending.name) }), ui.screen.look.paint.red);
      return { session, state: jumpToItem(state, ending.name) };
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    printNotPersisted(ui, error);
    return { session, state: goToReview(state) };
  }
  const key = findStatedKey(state) ?? session.log.start.enterprise;
  const enterprise = key === undefined ? undefined : await readKnownEnterprise(ui, diagnosis.files, key);
  const identity = enterprise && (await confirmIdentity(ui, state, enterprise, diagnosis.files));
  const wrongFact = findFactToCorrect(identity, state.plan);
  return {
    session: { ...session, renamed: identity === 'same' },
    state: wrongFact === undefined ? goToReview(state) : jumpToItem(state, wrongFact),
  };
}

/**
 * Asks everything until the user finishes in the review; throws `DiagnosisLeft` if the user leaves. `watch` is called
 * with each new state.
 */
async function runSession(
  session: Session,
  start: Interview,
  watch: (moment: SessionState) => void,
): Promise<{ readonly session: Session; readonly state: Interview }> {
  let moment: SessionState = { session, state: start, announced: undefined, fromReview: false, replaced: [] };
  for (;;) {
    watch(moment);
    const settledMoment = await settlePolicy(moment);
    if (settledMoment !== moment) {
      moment = settledMoment;
      continue;
    }
    const { state } = moment;
    const step = findNextStep(state);
    if (step.kind === 'review') {
      const { ui, diagnosis } = moment.session;
      if (moment.isCodeAskedAgain) return { session: moment.session, state };
      const decision = await reviewAll(ui, diagnosis.compiled, state, moment.changed);
      if (decision.kind === 'finish') {
        const key = keyFactOf(state.plan);
        if (!key || findStatedKey(state) !== undefined) return { session: moment.session, state };
        moment = { ...moment, state: jumpToItem(state, key.name), fromReview: true, isCodeAskedAgain: true };
        continue;
      }
      if (decision.kind === 'leave') throw new DiagnosisLeft();
      moment = leaveReview(moment, decision);
    } else if (step.kind === 'sectionEnd') {
      const { ui, diagnosis, log } = moment.session;
      if (log.start.kind === 'onsite' && !moment.fromReview) printBounds(ui, diagnosis.compiled, state, step.section);
      moment = { ...moment, state: moment.fromReview ? goToReview(state) : skipItem(state) };
    } else {
      moment = await askItem(moment, step.item);
    }
  }
}

function leaveReview(
  moment: SessionState,
  decision: Extract<ReviewDecision, { kind: 'open' | 'back' | 'change' }>,
): SessionState {
  const { state, beforeReview } = moment;
  switch (decision.kind) {
    case 'open':
      return { ...moment, state: goToOpen(state), fromReview: false, changed: undefined };
    case 'change':
      return { ...moment, state: jumpToItem(state, decision.name), fromReview: true, changed: decision.name };
    case 'back': {
      const itemBefore = beforeReview && findItem(state, beforeReview.name);
      const isItemAsked = itemBefore !== undefined && isAsked(state, itemBefore);
      const nextState = isItemAsked ? jumpToItem(state, itemBefore.name) : goBack(state);
      const pendingInput = isItemAsked ? beforeReview?.pending : undefined;
      return { ...moment, state: nextState, fromReview: false, changed: undefined, pending: pendingInput };
    }
  }
}

/**
 * Returns the level so far; undefined in a self-assessment, where showing it would tempt people to give better answers.
 */
function chooseLevelToShow({ ui, diagnosis, log }: Session, state: Interview): LevelResult | undefined {
  if (log.start.kind === 'self') return undefined;
  const { plan, stamp } = diagnosis.compiled;
  return assess(plan, finishAnswerSet(state.sheet), stamp, ui.world.version).result.level;
}

/** Shows one fact or question, and does what the user replies. */
async function askItem(moment: SessionState, item: InterviewItem): Promise<SessionState> {
  const { session, state } = moment;
  const { ui } = session;
  if (moment.announced !== item.part) printPartHeading(ui, state, item);
  const currentMoment = {
    ...moment,
    announced: item.part,
    pending: undefined,
    fault: undefined,
    ...(moment.fromReview ? {} : { beforeReview: { name: item.name, pending: undefined }, changed: undefined }),
  };
  const reply = await promptItem(ui, state, item, {
    suggestion: session.suggestions.get(item.name),
    pending: moment.pending,
    fault: moment.fault,
    speaker: session.speaker,
    overview: overviewOf(state, item, ui.wording, chooseLevelToShow(session, state)),
    isLastQuestion: moment.isCodeAskedAgain,
  });
  if (reply.kind === 'answer') {
    const value = await confirmNumber(ui, state, item, reply.value);
    if (value !== undefined) return acceptAnswer(currentMoment, item, { state: 'answered', value });
    return { ...currentMoment, pending: { line: writeTypedForm(reply.value as Atom, ui.wording) } };
  }
  if (reply.kind === 'empty') return acceptEmpty(currentMoment, item);
  return runCommand(currentMoment, item, reply);
}

/** A diagnosis that was begun or resumed: its session and its interview. */
interface BegunSession {
  readonly session: Session;
  readonly state: Interview;
}

/** Starts a diagnosis, resumes an unfinished one, or corrects the last one, as the user chooses. */
async function beginDiagnosis(ui: UiContext, diagnosis: Diagnosis, log: DraftLog): Promise<BegunSession> {
  const enterprise =
    diagnosis.enterprise === undefined ? undefined : await findAskedEnterprise(ui, diagnosis, diagnosis.enterprise);
  const askedDiagnosis = enterprise ? { ...diagnosis, enterprise: enterprise.key } : diagnosis;
  const lastAssessment = enterprise && (await findCorrectable(ui.world, enterprise, diagnosis));
  if (diagnosis.correct && enterprise && !lastAssessment) {
    const { id } = diagnosis.compiled.stamp;
    const former = findNewestAssessment(enterprise, diagnosis.compiled);
    if (former) await refuseFormerId(ui.world, id, former.pack, { path: enterprise.key, packs: diagnosis.packs });
    throw new CodedRefusal(3, 'noAssessmentUnder', { path: enterprise.key, pack: id });
  }
  const resumedSession = await offerToResume(ui, askedDiagnosis, log);
  if (resumedSession) return addSuggestions(resumedSession.ui, resumedSession.diagnosis, log, resumedSession.state);
  if (enterprise && lastAssessment && (diagnosis.correct || (await wantsCorrection(ui, lastAssessment))))
    return beginCorrection(ui, { ...askedDiagnosis, correct: true }, log, {
      key: enterprise.key,
      last: lastAssessment,
    });
  printIntroduction(ui, askedDiagnosis);
  const start = startDiagnosis(askedDiagnosis);
  if (!enterprise) return { session: createSession(ui, askedDiagnosis, log), state: start };
  log.start = { ...log.start, enterprise: enterprise.key };
  printKnown(ui, enterprise);
  return addSuggestions(ui, askedDiagnosis, log, await setKeyFact(ui, start, enterprise.key));
}

/** Opens the review with the answers of the last assessment. */
async function beginCorrection(
  present: UiContext,
  asked: Diagnosis,
  log: DraftLog,
  { key, last }: { readonly key: string; readonly last: Assessment },
): Promise<BegunSession> {
  log.start = { ...log.start, enterprise: key };
  const { ui, diagnosis, sheet } = await openCorrection(present, asked, log, last);
  const state = goToReview(await setKeyFact(ui, startDiagnosis(diagnosis, sheet), key));
  const { session } = await addSuggestions(ui, diagnosis, log, state);
  // The policy is chosen again only if the correction changes the place.
  const policyPlace = last.recommendation === undefined ? undefined : placeOf(state);
  return { session: { ...session, policyPlace }, state };
}

/** Offers to resume an unfinished diagnosis, or to delete others. */
async function offerToResume(ui: UiContext, diagnosis: Diagnosis, log: DraftLog): Promise<ResumedDraft | undefined> {
  let drafts = await finishRecordedDrafts(ui, diagnosis, await findDrafts(ui, diagnosis));
  while (drafts.length > 0) {
    const decision = await offerDrafts(ui, drafts, diagnosis);
    if (decision.kind === 'begin') return undefined;
    if (decision.kind === 'goOn') {
      const resumedSession = await tryToResume(ui, diagnosis, log, decision.draft);
      if (resumedSession) return resumedSession;
    } else if (decision.kind === 'discard') {
      const isGone = await confirmDiscard(ui, diagnosis.files, decision.draft);
      if (isGone) drafts = drafts.filter((draft) => draft !== decision.draft);
    }
  }
  return undefined;
}

/** Resumes a draft; if it cannot be opened, says why and lets the user choose again. */
async function tryToResume(
  ui: UiContext,
  diagnosis: Diagnosis,
  log: DraftLog,
  draft: DraftSummary,
): Promise<ResumedDraft | undefined> {
  try {
    return await resumeDraft(ui, diagnosis, log, draft);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const text = formatRefusal(error, ui.wording.vocabulary.messages, formatPath(ui.world, draft.path));
    print(ui, text.join('\n'), ui.screen.look.paint.yellow);
    return undefined;
  }
}

/** Finds the enterprise named by `--enterprise`; throws a `Refusal` that lists similar or existing ones. */
async function findAskedEnterprise(
  { world, wording }: UiContext,
  { files, compiled }: Diagnosis,
  given: string,
): Promise<Enterprise> {
  const root = resolve(world.cwd, files);
  const fact = keyFactOf(compiled.plan);
  const parsedKey = fact && parseAnswerValue(fact, given);
  const key = parsedKey && 'value' in parsedKey ? String(parsedKey.value) : given;
  const enterpriseFile = await readEnterprise(root, key);
  if (enterpriseFile) {
    if (enterpriseFile.altered) reportAlteredFile(world, enterpriseFile.altered, wording.vocabulary.messages);
    return enterpriseFile.enterprise;
  }
  const { identity } = wording.messages;
  const keys: string[] = [];
  try {
    for await (const entry of listEnterprises(root)) if ('enterprise' in entry) keys.push(entry.enterprise.key);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  const suggestion = findNearestSpelling(key, keys);
  const shownKeys = suggestion === undefined ? keys.slice(0, 10) : [suggestion];
  const nextStep =
    shownKeys.length === 0
      ? identity.noFiles
      : identity.known({ keys: wording.vocabulary.messages.numbers.list(shownKeys) });
  throw new Refusal(3, identity.noFile({ key, folder: files }), nextStep);
}

async function setKeyFact({ wording }: UiContext, start: Interview, key: string): Promise<Interview> {
  const fact = keyFactOf(start.plan);
  if (!fact || isProvisionalKey(key)) return start;
  const storedKey = readStoredStatement(fact, { state: 'answered', value: key });
  if ('entry' in storedKey) return setAnswer(start, fact.name, storedKey.entry);
  const texts = await loadProblemTexts(wording.vocabulary.language);
  const reason = phraseInWords(storedKey.details.wanted ?? storedKey.code, texts);
  throw new Refusal(3, wording.messages.identity.wrongKey({ key, reason }));
}

/** Returns a session that proposes the facts which are on file for the enterprise, if any. */
async function addSuggestions(
  ui: UiContext,
  diagnosis: Diagnosis,
  log: DraftLog,
  state: Interview,
): Promise<BegunSession> {
  const key = findStatedKey(state) ?? log.start.enterprise;
  const enterprise = key === undefined ? undefined : await readKnownEnterprise(ui, diagnosis.files, key);
  const suggestions = enterprise ? collectSuggestions(enterprise, state.plan, ui) : new Map();
  return { session: { ...createSession(ui, diagnosis, log), suggestions }, state };
}

/** Prints what the diagnosis is about, before its first question. */
function printIntroduction(ui: UiContext, { compiled }: Diagnosis): void {
  const { vocabulary, messages } = ui.wording;
  const { document } = compiled.pack.questionnaire;
  const { paint } = ui.screen.look;
  print(ui, vocabulary.pick(document.title) ?? document.id, paint.bold);
  const text = vocabulary.pick(document.text);
  if (text !== undefined) print(ui, text, paint.dim);
  print(ui, messages.trace.begin, paint.dim);
}
