import { resolve } from 'node:path';
import { findCorrectable, formatRefusal, summaryReportOf, writeCorrectionCommand } from '../../app/index.ts';
import {
  annotate,
  computeProgress,
  findItem,
  findNewPromptWarnings,
  findOpenRequired,
  findStatedKey,
  finishAnswerSet,
  type GivenAnswer,
  goBack,
  goToOpen,
  goToReview,
  type Interview,
  type InterviewItem,
  type InterviewPart,
  jumpTo,
  jumpToItem,
  keyFactOf,
  NAME_FACT,
  recordAnswerSet,
  setAnswer,
  skipItem,
  takeBack,
} from '../../interview/index.ts';
import { type Enterprise, Refusal, type Warning } from '../../model/index.ts';
import type { CompiledPack } from '../../pack/index.ts';
import {
  formatDate,
  levelInWords,
  renderTerminalBlocks,
  sanitizeLine,
  scoreBlocks,
  textWidth,
  warningInWords,
  wrapHanging,
} from '../../report/index.ts';
import {
  type AnswerEntry,
  type Assessed,
  assess,
  entryOf,
  type Plan,
  readStoredStatement,
} from '../../scoring/index.ts';
import { enterprisePath, findNameConflict, readEnterprise } from '../../store/index.ts';
import type { Command } from './key-input.ts';
import { choose } from './list-prompt.ts';
import {
  askEvidence,
  askNote,
  askSpeaker,
  describeAnswer,
  formatAnswer,
  markRemarks,
  type PromptReply,
  sectionTitle,
} from './question-prompt.ts';
import { choosePart } from './review-screen.ts';
import { type SessionState, saveAnswer } from './session-state.ts';
import { clipText, frameOf } from './terminal-screen.ts';
import { DiagnosisLeft, print, printWhole, type Suggestion, type UiContext } from './ui-context.ts';

/** Handles an empty line: removes the answer or, if there is none, moves on. */
export function acceptEmpty(moment: SessionState, item: InterviewItem): Promise<SessionState> {
  const isStated = entryOf(moment.state.sheet, item.name).state !== 'unanswered';
  return isStated ? acceptAnswer(moment, item, { state: 'unanswered' }) : Promise.resolve(leaveAnswer(moment, item));
}

/** Saves an answer, prints it and moves on. */
export async function acceptAnswer(
  moment: SessionState,
  item: InterviewItem,
  answer: GivenAnswer,
): Promise<SessionState> {
  const { session, state: before } = moment;
  const { speaker } = session;
  const givenState = setAnswer(before, item.name, answer);
  const hasSpeaker = speaker !== undefined && answer.state !== 'unanswered';
  const changedState = hasSpeaker ? annotate(givenState, item.name, { by: speaker }) : givenState;
  await saveAnswer(session.ui, session.log, changedState, item.name);
  printAnswer(session.ui, changedState, item, {
    remark: answer.state === 'unanswered' ? session.ui.wording.messages.trace.cleared : undefined,
    before: entryOf(before.sheet, item.name),
    warnings: findNewPromptWarnings(before, changedState),
  });
  const state = answer.state === 'unanswered' ? skipItem(changedState) : changedState;
  const replacedEntries = [...moment.replaced, { name: item.name, before: entryOf(before.sheet, item.name) }];
  return checkIdentity(
    { ...moment, replaced: replacedEntries, state: moment.fromReview ? goToReview(state) : state },
    item,
  );
}

/** Restores the answer that was replaced last, and shows its question again. */
async function undoAnswer(moment: SessionState): Promise<SessionState | undefined> {
  const { session, state, replaced } = moment;
  const lastReplaced = replaced.at(-1);
  const item = lastReplaced && findItem(state, lastReplaced.name);
  if (!item) return undefined;
  const restoredState = takeBack(state, lastReplaced.name, lastReplaced.before);
  await saveAnswer(session.ui, session.log, restoredState, lastReplaced.name);
  printAnswer(session.ui, restoredState, item, { remark: session.ui.wording.messages.trace.undone });
  const isKey = item.input === keyFactOf(state.plan);
  const momentBefore = {
    ...moment,
    // Proposals and earlier answers belong to the enterprise with the key; if the key is undone, they are dropped.
    session: isKey ? { ...session, suggestions: new Map(), renamed: false } : session,
    state: restoredState,
    replaced: replaced.slice(0, -1),
    fromReview: false,
    isCodeAskedAgain: false,
    changed: undefined,
  };
  return { ...(await checkIdentity(momentBefore, item)), state: restoredState };
}

/** Leaves the question without changing its answer. */
function leaveAnswer(moment: SessionState, item: InterviewItem): SessionState {
  const { session, state, fromReview } = moment;
  if (entryOf(state.sheet, item.name).state === 'unanswered') {
    printAnswer(session.ui, state, item, { remark: session.ui.wording.messages.trace.skipped });
  }
  return { ...moment, state: fromReview ? goToReview(state) : skipItem(state) };
}

/**
 * Once the key or the name is stated, loads what is on file for the enterprise and checks whether it is the same
 * enterprise.
 */
async function checkIdentity(moment: SessionState, item: InterviewItem): Promise<SessionState> {
  const { session, state } = moment;
  const { ui, diagnosis } = session;
  const keyFact = keyFactOf(state.plan)?.name;
  const key = findStatedKey(state);
  if (key === undefined || (item.name !== keyFact && item.name !== NAME_FACT)) return moment;
  const enterprise = await readKnownEnterprise(ui, diagnosis.files, key);
  if (!enterprise) return { ...moment, session: { ...session, suggestions: new Map(), renamed: false } };
  const knownSession = { ...session, suggestions: collectSuggestions(enterprise, state.plan, ui), renamed: false };
  if (entryOf(state.sheet, NAME_FACT).state !== 'answered') {
    printKnown(ui, enterprise);
    if (await findCorrectable(ui.world, enterprise, diagnosis)) {
      const command = writeCorrectionCommand({ ...diagnosis, key: enterprise.key });
      printWhole(ui, ui.wording.messages.identity.toCorrect({ command }));
    }
  }
  const identity = await confirmIdentity(ui, state, enterprise, diagnosis.files);
  const wrongFact = findFactToCorrect(identity, state.plan);
  return {
    ...moment,
    session: { ...knownSession, renamed: identity === 'same' },
    state: wrongFact === undefined ? state : jumpToItem(state, wrongFact),
  };
}

/** Does what a command at a fact or question asks for. */
export async function runCommand(
  moment: SessionState,
  item: InterviewItem,
  { command, pending }: Extract<PromptReply, { kind: 'command' }>,
): Promise<SessionState> {
  const { session, state } = moment;
  const { ui, log } = session;
  const { messages } = ui.wording;
  const stayingMoment = { ...moment, pending };
  const requiredItems = findOpenRequired(state);
  const moveTo = (target: Interview, otherwise: string | undefined): SessionState =>
    target.at === state.at
      ? { ...stayingMoment, fault: otherwise }
      : { ...moment, state: target, fromReview: false, isCodeAskedAgain: false, changed: undefined };
  /** The user cannot move past a required question without an answer. */
  const moveForward = (target: Interview, otherwise?: string): SessionState => {
    const requiredText =
      requiredItems && messages.faults.requiredFirst({ title: ui.wording.vocabulary.titleOf(requiredItems.name) });
    return moveTo(target, requiredText ?? otherwise);
  };
  switch (command satisfies Command) {
    case 'unknown':
    case 'notApplicable':
      return acceptAnswer(moment, item, { state: command as 'unknown' | 'notApplicable' });
    case 'clear':
      return acceptAnswer(moment, item, { state: 'unanswered' });
    case 'skip':
      return leaveAnswer(moment, item);
    case 'back':
      return moment.fromReview
        ? { ...moment, state: goToReview(state), isCodeAskedAgain: false }
        : moveTo(goBack(state), messages.faults.first);
    case 'open':
      return moveForward(goToOpen(state, state.at), messages.faults.nothingOpen);
    case 'review':
      return {
        ...moveForward(goToReview(state)),
        ...(moment.fromReview ? {} : { beforeReview: { name: item.name, pending } }),
      };
    case 'sections': {
      const part = await choosePart(ui, state);
      return part === undefined ? stayingMoment : moveForward(jumpTo(state, part));
    }
    case 'note': {
      const note = await askNote(ui, state, item);
      if (note === undefined) return stayingMoment;
      const notedState = annotate(state, item.name, { note });
      await saveAnswer(ui, log, notedState, item.name);
      return { ...stayingMoment, state: notedState };
    }
    case 'evidence': {
      let latestState = state;
      const keptMoment = await askEvidence(ui, state, item, async (evidence) => {
        latestState = annotate(latestState, item.name, { evidence });
        await saveAnswer(ui, log, latestState, item.name);
        return latestState;
      });
      return { ...stayingMoment, state: keptMoment };
    }
    case 'flag': {
      const { flagged } = entryOf(state.sheet, item.name);
      const markedState = annotate(state, item.name, { flagged: !flagged });
      await saveAnswer(ui, log, markedState, item.name);
      return { ...stayingMoment, state: markedState };
    }
    case 'who':
      return { ...(await chooseSpeaker(moment, item)), pending };
    case 'undo':
      return (await undoAnswer(moment)) ?? { ...stayingMoment, fault: messages.faults.nothingToUndo };
    case 'level':
      printLevel(ui, session.diagnosis.compiled, state);
      return stayingMoment;
    case 'leave':
      throw new DiagnosisLeft();
    case 'help':
      return stayingMoment;
  }
}

/** Asks who gives the answers from now on; an existing answer is attributed to the same person. */
async function chooseSpeaker(moment: SessionState, item: InterviewItem): Promise<SessionState> {
  const { session, state } = moment;
  const { state: answerState, by } = entryOf(state.sheet, item.name);
  const role = await askSpeaker(session.ui, by ?? session.speaker);
  if (role === undefined) return moment;
  const speaker = role ?? undefined;
  const momentBySpeaker = { ...moment, session: { ...session, speaker } };
  if (answerState === 'unanswered') return momentBySpeaker;
  const stateBySpeaker = annotate(state, item.name, { by: speaker });
  await saveAnswer(session.ui, session.log, stateBySpeaker, item.name);
  return { ...momentBySpeaker, state: stateBySpeaker };
}

/**
 * Reads the file of the enterprise with the stated key. A file that cannot be read or was altered is reported, and the
 * diagnosis continues without it.
 */
export async function readKnownEnterprise(ui: UiContext, files: string, key: string): Promise<Enterprise | undefined> {
  try {
    const enterpriseFile = await readEnterprise(resolve(ui.world.cwd, files), key);
    if (enterpriseFile?.altered) printWarning(enterpriseFile.altered);
    return enterpriseFile?.enterprise;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    printWarning(error);
    return undefined;
  }

  function printWarning(problem: Refusal): void {
    print(ui, formatRefusal(problem, ui.wording.vocabulary.messages).join('\n'), ui.screen.look.paint.yellow);
  }
}

/** Returns the facts in the enterprise file that are proposed as answers to this diagnosis. */
export function collectSuggestions(
  enterprise: Enterprise,
  plan: Plan,
  { wording }: UiContext,
): Map<string, Suggestion> {
  const date = formatLastDate(enterprise, wording);
  const suggestions = new Map<string, Suggestion>();
  for (const input of plan.inputs) {
    const recordedFact = Object.hasOwn(enterprise.facts, input.name) ? enterprise.facts[input.name] : undefined;
    const parsedStatement =
      input.role === 'fact' && recordedFact ? readStoredStatement(input, recordedFact) : undefined;
    if (parsedStatement && 'entry' in parsedStatement && parsedStatement.entry.state === 'answered') {
      suggestions.set(input.name, { value: parsedStatement.entry.value, date });
    }
  }
  return suggestions;
}

/** Prints that an enterprise is already on file, and since when. */
export function printKnown(ui: UiContext, enterprise: Enterprise): void {
  const name = enterprise.facts[NAME_FACT]?.value;
  const { identity } = ui.wording.messages;
  print(
    ui,
    identity.onFile({ name: String(name ?? enterprise.key), date: formatLastDate(enterprise, ui.wording) }),
    ui.screen.look.paint.yellow,
  );
}

function formatLastDate({ assessments }: Enterprise, { vocabulary }: UiContext['wording']): string {
  return formatDate(assessments.at(-1)?.finishedAt ?? '', vocabulary.messages.numbers);
}

/** The user's explanation of why a key has two names: it is the same enterprise, or the key or the name is wrong. */
type IdentityChoice = 'same' | 'key' | 'name';

/** Returns the name of the fact that the user wants to correct; undefined if the enterprise is the same. */
export function findFactToCorrect(identity: IdentityChoice | undefined, plan: Plan): string | undefined {
  if (identity === 'key') return keyFactOf(plan)?.name;
  return identity === 'name' ? NAME_FACT : undefined;
}

/** If the file for a key names a different enterprise, asks the user which is right; otherwise returns undefined. */
export async function confirmIdentity(
  ui: UiContext,
  state: Interview,
  enterprise: Enterprise,
  files: string,
): Promise<IdentityChoice | undefined> {
  const conflict = findNameConflict(enterprise.facts, recordAnswerSet(state.plan, state.sheet).facts);
  if (!conflict) return undefined;
  const { identity } = ui.wording.messages;
  const path = enterprisePath(files, enterprise.key);
  print(
    ui,
    identity.conflict({ key: enterprise.key, stored: conflict.stored, given: conflict.given, path }),
    ui.screen.look.paint.yellow,
  );
  return choose<IdentityChoice>(ui, identity.question, [
    { text: identity.otherKey, value: 'key' },
    { text: identity.otherName, value: 'name' },
    { text: identity.sameEnterprise, value: 'same' },
  ]);
}

const WARNING_SIGN = '!';

interface PrintedAnswer {
  /** A text to print instead of the answer. */
  readonly remark?: string | undefined;
  /** The answer that was replaced, which stays visible on the screen above. */
  readonly before?: AnswerEntry;
  readonly warnings?: readonly Warning[];
}

/** Prints the answer as a line that stays on the screen, with new warnings below it. */
function printAnswer(
  ui: UiContext,
  state: Interview,
  { name }: InterviewItem,
  { remark, before, warnings = [] }: PrintedAnswer = {},
): void {
  const { world, screen, wording } = ui;
  const { vocabulary } = wording;
  const { paint, signs } = screen.look;
  const entry = entryOf(state.sheet, name);
  const { width } = frameOf(screen);
  const title = vocabulary.titleOf(name);
  const inWords = (entry: AnswerEntry, write: typeof formatAnswer): string =>
    entry.state === 'answered' ? write(name, entry.value, wording) : vocabulary.messages.words.states[entry.state];
  const availableWidth = Math.max(width / 2, width - textWidth(title) - textWidth(`${signs.done} : `));
  const answerText = clipText(inWords(entry, describeAnswer), availableWidth);
  const beforeText = before && before.state !== 'unanswered' ? inWords(before, formatAnswer) : undefined;
  const isReplaced = beforeText !== undefined && beforeText !== inWords(entry, formatAnswer);
  const shownText =
    remark ?? (isReplaced ? wording.messages.trace.replaced({ answer: answerText, before: beforeText }) : answerText);
  const isDoubtful = warnings.length > 0;
  const isSettled = entry.state === 'answered' || entry.state === 'notApplicable';
  const sign = isDoubtful ? WARNING_SIGN : isSettled ? signs.done : '-';
  const text = vocabulary.isQuestionTitle(name)
    ? `${title} ${shownText}`
    : vocabulary.messages.numbers.labelled(title, shownText);
  const markedText = `${text}${markRemarks(entry, wording, screen.look)}`;
  wrapHanging(`${sign} `, sanitizeLine(markedText), width).forEach((line, index) => {
    const colour = isDoubtful ? paint.yellow : isSettled ? paint.green : paint.dim;
    const mark = index === 0 ? colour(sign) : ' ';
    world.stdout.write(`${mark}${line.slice(sign.length)}\n`);
  });
  for (const warning of warnings) {
    const lines = wrapHanging('  ', sanitizeLine(warningInWords(warning, vocabulary)), width);
    for (const line of lines) world.stdout.write(`${paint.yellow(line)}\n`);
  }
}

/** Announces a section before its first question. */
export function printPartHeading(ui: UiContext, state: Interview, item: InterviewItem): void {
  const { wording, screen } = ui;
  const { vocabulary, messages } = wording;
  const { part, section, sections } = computeProgress(state, item);
  const title =
    part.kind !== 'section'
      ? messages.place[part.kind]
      : messages.place.sectionHeading({ title: sectionTitle(part.section, vocabulary), number: section, of: sections });
  ui.world.stdout.write('\n');
  print(ui, title, screen.look.paint.cyan.bold);
  const text = introductionOf(part, ui);
  if (text !== undefined) print(ui, text, screen.look.paint.dim);
}

function introductionOf(part: InterviewPart, { wording }: UiContext): string | undefined {
  if (part.kind === 'funding') return wording.messages.place.fundingText;
  return part.kind === 'section' ? wording.vocabulary.pick(part.section.text) : undefined;
}

/** After a section, prints its scores and the level: what is final, and what open answers still leave possible. */
export function printBounds(
  ui: UiContext,
  compiled: CompiledPack,
  state: Interview,
  section: { readonly id: string },
): void {
  const { world, screen, wording } = ui;
  const assessment = assessSoFar(ui, compiled, state);
  const report = summaryReportOf(compiled, assessment, undefined, {});
  const touchedScores = compiled.plan.scores.filter(({ questions }) =>
    questions.some((question) => {
      const node = compiled.plan.nodes[question];
      return node?.op === 'input' && node.section === section.id;
    }),
  );
  const names = new Set(touchedScores.map(({ name }) => name));
  const scores = Object.fromEntries(Object.entries(assessment.result.scores).filter(([name]) => names.has(name)));
  const { paint } = screen.look;
  const shownReport = { ...report, answeredCount: undefined, result: { ...assessment.result, scores } };
  const [, ...blocks] = scoreBlocks(shownReport, wording.vocabulary);
  world.stdout.write('\n');
  const { trace } = wording.messages;
  const title = sectionTitle(section, wording.vocabulary);
  print(ui, blocks.length > 0 ? trace.bounds({ title }) : trace.boundsOfLevel({ title }), paint.bold);
  if (blocks.length > 0)
    world.stdout.write(renderTerminalBlocks(blocks, { color: paint.level > 0, width: frameOf(screen).width }));
  printLevel(ui, compiled, state, assessment);
}

/** Prints the level, or the levels that open answers still leave possible. */
function printLevel(
  ui: UiContext,
  compiled: CompiledPack,
  state: Interview,
  { result: { level } }: Assessed = assessSoFar(ui, compiled, state),
): void {
  const { world, screen, wording } = ui;
  if (!level) return;
  const { numbers } = wording.vocabulary.messages;
  const text = numbers.labelled(wording.vocabulary.titleOf('level'), levelInWords(level, wording.vocabulary));
  for (const line of wrapHanging('  ', sanitizeLine(text), frameOf(screen).width)) world.stdout.write(`${line}\n`);
}

function assessSoFar({ world }: UiContext, { plan, stamp }: CompiledPack, { sheet }: Interview): Assessed {
  return assess(plan, finishAnswerSet(sheet), stamp, world.version);
}
