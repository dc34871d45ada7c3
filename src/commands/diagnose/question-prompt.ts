import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { choiceCountInWords } from '../../i18n/index.ts';
import {
  type Choice,
  choicesOf,
  computeProgress,
  type DerivedAnswer,
  findChoiceByKey,
  type Interview,
  type InterviewItem,
  isAssumed,
  isRequired,
  keyFactOf,
  parseTypedAnswer,
  readDerivedAnswer,
  splitQuestionNumber,
  toggleChoice,
} from '../../interview/index.ts';
import { itemAt, type Rational, toNumber } from '../../model/index.ts';
import {
  explainFault,
  hintFor,
  implausibleInWords,
  listRoles,
  roleInWords,
  type Vocabulary,
  writeTypedForm,
} from '../../report/index.ts';
import {
  type AnswerEntry,
  type AnswerValue,
  areSameAtoms,
  entryOf,
  findImplausible,
  findMissingRemark,
  isChoices,
  isNumber,
  listedAnswers,
  takesSeveral,
  toPlainAtom,
  toPlainValue,
  toSettledAnswer,
} from '../../scoring/index.ts';
import { promptChoice } from './choice-prompt.ts';
import { COMMAND_LETTERS, type Command } from './key-input.ts';
import { type LineReply, promptLine } from './line-prompt.ts';
import { choose } from './list-prompt.ts';
import type {
  AnswerRemark,
  ChoiceQuestion,
  KeyHint,
  LineQuestion,
  Overview,
  QuestionView,
  Theme,
} from './terminal-screen.ts';
import { runPrompt, type Suggestion, type UiContext, type Wording } from './ui-context.ts';

/** The choice or text that was entered when something interrupted the question. The question resumes with it. */
export type PendingInput = { readonly chosen: readonly number[] } | { readonly line: string };

/** The user's reply to a fact or question; `empty` means a blank line. */
export type PromptReply =
  | { readonly kind: 'answer'; readonly value: AnswerValue }
  | { readonly kind: 'empty' }
  | { readonly kind: 'command'; readonly command: Command; readonly pending: PendingInput };

/** What influences how a question is shown, besides its answer. */
interface PromptOptions {
  readonly suggestion: Suggestion | undefined;
  readonly pending: PendingInput | undefined;
  readonly fault: string | undefined;
  /** The role of the person who is giving the answers now. */
  readonly speaker?: string | undefined;
  readonly overview?: Overview | undefined;
  /** Whether the enterprise's code is being asked for once more, at the end of the interview. */
  readonly isLastQuestion?: boolean | undefined;
}

interface ViewOptions extends Partial<Omit<PromptOptions, 'pending' | 'fault'>> {
  /** The texts in a second language, if questions are shown in two. */
  readonly secondWording?: Wording | undefined;
}

/** Asks one fact or question and waits for the reply. */
export async function promptItem(
  ui: UiContext,
  state: Interview,
  item: InterviewItem,
  showing: PromptOptions,
): Promise<PromptReply> {
  const { wording, secondWording } = ui;
  const questionView = questionViewOf(state, item, wording, { ...showing, secondWording });
  return 'options' in questionView ? promptOptions(ui, questionView, showing) : promptTyped(ui, questionView, showing);
}

async function promptOptions(
  ui: UiContext,
  asked: ChoiceQuestion,
  { pending, fault }: PromptOptions,
): Promise<PromptReply> {
  const { screen, wording } = ui;
  const { faults } = wording.messages;
  const pendingChoices = pending && 'chosen' in pending ? pending.chosen : undefined;
  const reply = await runPrompt(ui, (context) =>
    promptChoice({ question: asked, screen, faults, pending: pendingChoices, fault }, context),
  );
  return reply.kind === 'answer' ? reply : { ...reply, pending: { chosen: reply.pending } };
}

async function promptTyped(
  ui: UiContext,
  asked: LineQuestion,
  { pending, fault }: PromptOptions,
): Promise<PromptReply> {
  const { screen, wording } = ui;
  const { faults, keys } = wording.messages;
  const keyHints: KeyHint[] = [
    [keys.enter, keys.confirm],
    [keys.pageUp, keys.back],
    ...(asked.commands.includes('skip') ? [[keys.pageDown, keys.skip] as const] : []),
  ];
  const check = (line: string): string | undefined => {
    if (line.trim() === '') return asked.required ? faults.required : undefined;
    const parsedAnswer = asked.read(line);
    return 'value' in parsedAnswer ? undefined : asked.explain(parsedAnswer);
  };
  const line = pending && 'line' in pending ? pending.line : asked.line;
  const isProposed = line === asked.line;
  const reply = await runPrompt(ui, (context) =>
    promptLine({ asked, screen, faults, line, isProposed, foot: keyHints, cancels: false, check, fault }, context),
  );
  if (reply.kind === 'command') return { ...reply, pending: { line: reply.line } };
  const parsedAnswer = reply.kind === 'line' && reply.line.trim() !== '' ? asked.read(reply.line) : undefined;
  return parsedAnswer && 'value' in parsedAnswer ? { kind: 'answer', value: parsedAnswer.value } : { kind: 'empty' };
}

/** Asks the user to confirm a number that has become improbable; undefined if the user wants to type it again. */
export async function confirmNumber(
  ui: UiContext,
  { sheet }: Interview,
  { name, input }: InterviewItem,
  value: AnswerValue,
): Promise<AnswerValue | undefined> {
  if (isChoices(value) || !isNumber(value)) return value;
  const valueBefore = entryOf(sheet, name).value;
  const implausible = findImplausible(input, value);
  if (!implausible || (valueBefore !== undefined && !isChoices(valueBefore) && areSameAtoms(valueBefore, value)))
    return value;
  const { vocabulary, messages } = ui.wording;
  const { suggested } = implausible;
  const writeValue = (number: Rational): string => vocabulary.valueText(name, toNumber(number));
  const question = implausibleInWords(name, toNumber(value), suggested && toNumber(suggested), vocabulary);
  const confirmation = await choose<Rational | 'again'>(ui, question, [
    ...(suggested ? [{ text: writeValue(suggested), value: suggested }] : []),
    { text: messages.implausible.again, value: 'again' },
    { text: messages.implausible.keep({ number: writeValue(value) }), value },
  ]);
  return confirmation === 'again' ? undefined : confirmation;
}

/** Returns a fact or question in the form in which it is shown now. */
export function questionViewOf(
  state: Interview,
  item: InterviewItem,
  wording: Wording,
  { suggestion, speaker, isLastQuestion = false, overview, secondWording }: ViewOptions = {},
): ChoiceQuestion | LineQuestion {
  const { vocabulary, messages } = wording;
  const choices = choicesOf(item.input, messages.yesNo);
  const text = questionText(item, wording);
  const preselectedValue = describeKnownValue(state, item, suggestion);
  const questionView: QuestionView = {
    ...placeOf(state, item, wording),
    text: [...splitQuestionNumber(item), text].join('  '),
    secondText: secondWording && omitIfSame(text, questionText(item, secondWording)),
    hint: choices
      ? choiceCountInWords(messages.hints.tick, item.input.choose)
      : hintFor({ ...item, required: isRequired(state, item) }, wording, {
          isProposed: preselectedValue !== undefined,
        }),
    help: vocabulary.pick(item.input.definition.help),
    overview,
    remarks: [
      ...(isKeyMissing(state, item)
        ? [{ kind: 'derived', text: messages.remarks[isLastQuestion ? 'keyAtEnd' : 'keyMayWait'] } as const]
        : []),
      ...collectRemarks(state, item, wording, suggestion),
      ...(speaker !== undefined && entryOf(state.sheet, item.name).by !== speaker
        ? [
            {
              kind: 'wanted',
              text: messages.remarks.speaker({ role: roleInWords(speaker, wording.measures, wording.vocabulary) }),
            } as const,
          ]
        : []),
    ],
    slash: chooseSlashMeaning(item.input),
    commands: listCommandsAt(state, item),
  };
  if (choices) return choiceQuestionOf(questionView, item, choices, preselectedValue, { wording, secondWording });
  return {
    ...questionView,
    line:
      preselectedValue === undefined || isChoices(preselectedValue) ? '' : writeTypedForm(preselectedValue, wording),
    required: isRequired(state, item),
    read: (line) => parseTypedAnswer(item.input, line, vocabulary.messages.numbers.decimal === ',' ? ',' : '.'),
    explain: (fault) => explainFault(fault, item, wording),
  };
}

function questionText({ name, input }: InterviewItem, { vocabulary }: Wording): string {
  return vocabulary.pick(input.definition.text) ?? vocabulary.titleOf(name);
}

/**
 * Returns the text in a second language; undefined if both texts are the same, because the pack lacks that language.
 */
function omitIfSame(text: string, second: string): string | undefined {
  return second === text ? undefined : second;
}

function isKeyMissing({ keyMayWait, plan, sheet }: Interview, { name, input }: InterviewItem): boolean {
  return keyMayWait && input === keyFactOf(plan) && entryOf(sheet, name).state !== 'answered';
}

function choiceQuestionOf(
  asked: QuestionView,
  { input }: InterviewItem,
  choices: readonly Choice[],
  known: AnswerValue | undefined,
  { wording, secondWording }: { readonly wording: Wording; readonly secondWording: Wording | undefined },
): ChoiceQuestion {
  const optionText = ({ text, value }: Choice, { vocabulary }: Wording): string =>
    vocabulary.pick(text) ?? (input.form.isScale ? '' : vocabulary.valueText(input.name, toPlainAtom(value)));
  const chosenOptions = known === undefined ? [] : isChoices(known) ? known : [known];
  return {
    ...asked,
    options: choices.map((choice) => {
      const text = optionText(choice, wording);
      return {
        key: choice.key ?? '',
        text,
        secondText: secondWording && omitIfSame(text, optionText(choice, secondWording)),
      };
    }),
    multiple: takesSeveral(input),
    choose: input.choose,
    chosen: choices.flatMap(({ value }, index) =>
      chosenOptions.some((atom) => areSameAtoms(atom, value)) ? [index] : [],
    ),
    valueOf: (positions) => {
      const values = positions.flatMap((position) => choices[position]?.value ?? []);
      return takesSeveral(input) ? (values as string[]) : itemAt(values, 0);
    },
    toggle: (positions, position) => [...toggleChoice(choices, new Set(positions), position)],
    standsAlone: (positions) => positions.some((position) => choices[position]?.exclusive),
    findTyped: (typed) => findChoiceByKey(choices, typed),
  };
}

/**
 * Returns the preselected answer: the stated one, otherwise one derived from figures, otherwise the one on file. The
 * questionnaire's default is never preselected, because a user who only pressed Enter would then state something
 * unread.
 */
function describeKnownValue(
  state: Interview,
  item: InterviewItem,
  suggestion: Suggestion | undefined,
): AnswerValue | undefined {
  const entry = entryOf(state.sheet, item.name);
  if (entry.value !== undefined) return entry.value;
  if (entry.state !== 'unanswered') return undefined;
  return readDerivedAnswer(state, item)?.value ?? suggestion?.value;
}

function placeOf(
  state: Interview,
  item: InterviewItem,
  { vocabulary, messages }: Wording,
): Pick<QuestionView, 'place' | 'percent' | 'share'> {
  const { place } = messages;
  const { part, section, sections, number, of, figure, percent } = computeProgress(state, item);
  const countText = part.kind === 'section' ? place.question({ number, of }) : place.fact({ number, of });
  const title =
    part.kind === 'section'
      ? place.section({ title: sectionTitle(part.section, vocabulary), number: section, of: sections })
      : place[part.kind];
  const parts = [countText, ...(figure ? [place.figure({ number: figure.number, of: figure.of })] : []), title];
  return { place: parts.join(' · '), percent, share: place.percent({ percent }) };
}

export function sectionTitle(
  { id, title }: { id: string; title?: Parameters<Vocabulary['pick']>[0] },
  vocabulary: Vocabulary,
): string {
  return vocabulary.pick(title) ?? vocabulary.titleOf(id);
}

function chooseSlashMeaning({ form }: InterviewItem['input']): QuestionView['slash'] {
  switch (form.control) {
    case 'typeDay':
      return 'date';
    case 'typeText':
    case 'typeEmail':
    case 'typePhone':
      return 'text';
    case 'pickOne':
    case 'pickSeveral':
    case 'pickYesNo':
    case 'pickStep':
    case 'typeNumber':
    case 'typeRegisterNumber':
      return 'command';
  }
}

/**
 * Returns the commands that are available at a question. Questions after a required one cannot be reached before it is
 * answered.
 */
function listCommandsAt(interview: Interview, item: InterviewItem): Command[] {
  const { sheet, plan } = interview;
  const { name, input } = item;
  const isAnswerRequired = isRequired(interview, item);
  const { state } = entryOf(sheet, name);
  const mustStay = isAnswerRequired && state !== 'answered';
  const isAvailable: Readonly<Partial<Record<Command, boolean>>> = {
    unknown: !isAnswerRequired,
    notApplicable: input.notApplicable,
    skip: !mustStay,
    clear: state !== 'unanswered' && !isAnswerRequired,
    level: plan.level !== null,
  };
  return (Object.keys(COMMAND_LETTERS) as Command[]).filter((command) => isAvailable[command] ?? true);
}

/** Returns remarks on an answer: what is already known about it, and its notes and evidence. */
function collectRemarks(
  state: Interview,
  item: InterviewItem,
  wording: Wording,
  suggestion: Suggestion | undefined,
): AnswerRemark[] {
  const { remarks } = wording.messages;
  const entry = entryOf(state.sheet, item.name);
  const derivation = readDerivedAnswer(state, item);
  const remarkList: (AnswerRemark | undefined)[] = [
    stateRemark(state, item, wording),
    ...(derivation ? writeDerivedRemarks(derivation, item, entry.state === 'unanswered', wording) : []),
    entry.state === 'unanswered' && !derivation ? writeProposalRemark(state, item, wording, suggestion) : undefined,
    entry.note === undefined ? undefined : { kind: 'known', text: remarks.note({ note: entry.note }) },
    writeEvidenceRemark(state, item, wording),
    entry.by === undefined
      ? undefined
      : { kind: 'known', text: remarks.by({ role: roleInWords(entry.by, wording.measures, wording.vocabulary) }) },
    entry.flagged ? { kind: 'warning', text: remarks.flagged } : undefined,
  ];
  return remarkList.filter((remark) => remark !== undefined);
}

function stateRemark({ sheet }: Interview, { name }: InterviewItem, wording: Wording): AnswerRemark | undefined {
  const { remarks } = wording.messages;
  const entry = entryOf(sheet, name);
  switch (entry.state) {
    case 'answered':
      return { kind: 'known', text: remarks.answered({ answer: formatAnswer(name, entry.value, wording) }) };
    case 'unknown':
      return { kind: 'known', text: remarks.unknown };
    case 'notApplicable':
      return { kind: 'known', text: remarks.notApplicable };
    case 'unanswered':
      return undefined;
  }
}

function writeDerivedRemarks(
  derived: DerivedAnswer,
  { name }: InterviewItem,
  open: boolean,
  wording: Wording,
): AnswerRemark[] {
  const { remarks } = wording.messages;
  const { vocabulary } = wording;
  const figures = derived.sources.map(({ input, value }) =>
    remarks.figure({
      title: vocabulary.titleOf(input.name),
      value: value === undefined ? remarks.openFigure : vocabulary.valueText(input.name, value),
    }),
  );
  const remark: AnswerRemark = {
    kind: 'derived',
    text: remarks.from({ figures: vocabulary.messages.numbers.list(figures) }),
  };
  if (derived.value === undefined) return open ? [{ kind: 'derived', text: remarks.notDerived }, remark] : [];
  const answer = formatAnswer(name, derived.value, wording);
  if (derived.contradicted) return [{ kind: 'warning', text: remarks.contradicted({ derived: answer }) }, remark];
  return open ? [{ kind: 'derived', text: remarks.derived({ answer }) }, remark] : [remark];
}

function writeProposalRemark(
  state: Interview,
  { name, input }: InterviewItem,
  wording: Wording,
  suggestion: Suggestion | undefined,
): AnswerRemark | undefined {
  const { remarks } = wording.messages;
  if (suggestion) return { kind: 'derived', text: remarks.suggested({ date: suggestion.date }) };
  if (input.default === null || !isAssumed(state, input)) return undefined;
  return { kind: 'derived', text: remarks.assumed({ answer: formatAnswer(name, input.default, wording) }) };
}

function writeEvidenceRemark(
  { plan, sheet, evaluation }: Interview,
  { name, input }: InterviewItem,
  { vocabulary, messages }: Wording,
): AnswerRemark | undefined {
  const { remarks } = messages;
  const entry = entryOf(sheet, name);
  const { evidence = [] } = entry;
  if (evidence.length > 0)
    return { kind: 'known', text: remarks.evidence({ list: vocabulary.messages.numbers.list(evidence) }) };
  const wantedEvidence = findMissingRemark(plan, input, entry, evaluation);
  return (
    wantedEvidence && {
      kind: wantedEvidence === 'evidenceWanted' ? 'wanted' : 'warning',
      text: remarks[wantedEvidence],
    }
  );
}

/** Writes what is recorded with an answer, as an addition to its text: " · 2 pieces of evidence, note, IT, flagged". */
export function markRemarks(
  { note, evidence = [], by, flagged }: AnswerEntry,
  { messages, vocabulary, measures }: Wording,
  { signs }: Theme,
): string {
  const { remarks } = messages;
  const marks = [
    ...(evidence.length > 0 ? [remarks.evidenceMark({ count: evidence.length })] : []),
    ...(note === undefined ? [] : [remarks.noteMark]),
    ...(by === undefined ? [] : [roleInWords(by, measures, vocabulary)]),
    ...(flagged ? [remarks.flagMark] : []),
  ];
  return marks.length === 0 ? '' : ` ${signs.between} ${vocabulary.messages.numbers.items(marks)}`;
}

/** Writes an answer with the letter or number of its option: "C, 20 to 40 %"; a step of a scale as it is typed: "2". */
export function formatAnswer(name: string, value: AnswerValue, { vocabulary }: Wording): string {
  const plainAnswer = toPlainValue(toSettledAnswer(value));
  if (typeof plainAnswer === 'number' && vocabulary.inputOf(name)?.form.isScale)
    return vocabulary.numberOf(name, plainAnswer);
  const text = vocabulary.valueText(name, plainAnswer ?? null);
  if (typeof plainAnswer !== 'string' || text === plainAnswer) return text;
  return /^[0-9A-Za-z]$/.test(plainAnswer) ? `${plainAnswer} ${text}` : text;
}

/** Writes an answer with the description of its step on a scale: "2 purchase orders are sent electronically". */
export function describeAnswer(name: string, value: AnswerValue, wording: Wording): string {
  const answer = formatAnswer(name, value, wording);
  const input = wording.vocabulary.inputOf(name);
  if (!input?.form.isScale || isChoices(value)) return answer;
  const step = listedAnswers(input)?.find((candidate) => areSameAtoms(candidate.value, value));
  const meaning = wording.vocabulary.pick(step?.text);
  return meaning === undefined ? answer : `${answer} ${meaning}`;
}

/** Asks for the note on an answer; undefined if the user cancels. An empty note removes it. */
export async function askNote(ui: UiContext, state: Interview, item: InterviewItem): Promise<string | undefined> {
  const { keys, remarks, faults } = ui.wording.messages;
  const { note = '' } = entryOf(state.sheet, item.name);
  const keyHints: KeyHint[] = [
    [keys.enter, keys.save],
    ['Esc', keys.cancel],
  ];
  const reply = await askFor(
    ui,
    addTitle(ui, state, item, remarks.noteTitle),
    note,
    keyHints,
    note === '' ? faults.noNote : undefined,
  );
  return reply.kind === 'line' ? reply.line.trim() : undefined;
}

/**
 * Asks for evidence, one piece per line. `keep` is called with the whole list after every line, so that each piece is
 * saved before the next one is typed. Backspace on an empty line reopens the last piece for editing.
 */
export async function askEvidence(
  ui: UiContext,
  state: Interview,
  item: InterviewItem,
  keep: (evidence: readonly string[]) => Promise<Interview>,
): Promise<Interview> {
  const { keys, remarks, faults } = ui.wording.messages;
  let current = state;
  let takenPath: string | undefined;
  let missingPath: string | undefined;
  for (;;) {
    const allEvidence = entryOf(current.sheet, item.name).evidence ?? [];
    const keyHints: KeyHint[] = [
      [keys.enter, keys.add],
      ...(allEvidence.length === 0
        ? []
        : ([
            [keys.enter, keys.finishList],
            ['Backspace', keys.changeLast],
          ] as const)),
      ['Esc', keys.cancel],
    ];
    const otherEvidence = takenPath === undefined ? allEvidence : allEvidence.slice(0, -1);
    const reply = await askFor(
      ui,
      addTitle(ui, current, item, remarks.evidenceTitle, missingPath),
      takenPath ?? '',
      keyHints,
      allEvidence.length === 0 ? faults.noEvidence : undefined,
    );
    if (reply.kind === 'backInto') {
      takenPath = takenPath === undefined ? allEvidence.at(-1) : undefined;
      continue;
    }
    if (reply.kind !== 'line') return current;
    const line = reply.line.trim();
    if (line === '' && takenPath === undefined) return current;
    current = await keep(line === '' ? otherEvidence : [...otherEvidence, line]);
    takenPath = undefined;
    missingPath = (await isMissingFile(ui, line)) ? remarks.evidenceNotFound({ piece: line }) : undefined;
  }
}

/**
 * Endings of files that enterprises submit as evidence. Text with any other ending is a description, not a file name.
 */
const FILE_NAME = /\.(?:csv|docx?|gif|heic|jpe?g|md|mp4|odt|ods|pdf|png|pptx?|tiff?|txt|webp|xlsx?|zip)$/i;

/** Whether evidence names a missing file; web addresses are not checked. */
async function isMissingFile({ world }: UiContext, piece: string): Promise<boolean> {
  if (!FILE_NAME.test(piece) || piece.includes('://')) return false;
  return stat(resolve(world.cwd, piece)).then(
    () => false,
    () => true,
  );
}

/**
 * Asks who at the enterprise gives the following answers; returns null if the user names nobody, and undefined if the
 * user cancels.
 */
export async function askSpeaker(ui: UiContext, current: string | undefined): Promise<string | null | undefined> {
  const { vocabulary, messages, measures } = ui.wording;
  const roles = listRoles(measures, vocabulary);
  const lines = [
    ...roles.map(({ id, title }) => ({ text: title, value: id })),
    { text: messages.remarks.nobody, value: null },
  ];
  return choose<string | null | undefined>(ui, messages.remarks.whoTitle, lines, {
    start: Math.max(
      0,
      roles.findIndex(({ id }) => id === current),
    ),
    onEscape: { does: ui.screen.keys.cancel, value: undefined },
  });
}

/** Returns the view of a question with a different text in place of its hint. */
function addTitle(
  ui: UiContext,
  state: Interview,
  item: InterviewItem,
  title: string,
  warning?: string | undefined,
): QuestionView {
  const questionView = questionViewOf(state, item, ui.wording);
  // Proposed answers are left out, because Enter would not accept them here.
  const facts = questionView.remarks.filter(({ kind }) => kind === 'known');
  const remarks: AnswerRemark[] = warning === undefined ? facts : [...facts, { kind: 'warning', text: warning }];
  return { ...questionView, remarks, hint: title, help: undefined, commands: [] };
}

/**
 * Asks for a line. `nothing` is the message for an empty line, if that is not accepted; without it, an empty line
 * removes an entry or ends the input.
 */
async function askFor(
  ui: UiContext,
  asked: QuestionView,
  line: string,
  foot: readonly KeyHint[],
  nothing: string | undefined,
): Promise<LineReply> {
  const { screen, wording } = ui;
  const { faults } = wording.messages;
  const check = (typed: string): string | undefined => (typed.trim() === '' ? nothing : undefined);
  return runPrompt(ui, (context) =>
    promptLine({ asked, screen, faults, line, isProposed: false, foot, cancels: true, check }, context),
  );
}
