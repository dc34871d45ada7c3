import { createPrompt } from '@inquirer/core';
import type { Messages } from '../../i18n/index.ts';
import { textWidth } from '../../report/index.ts';
import type { AnswerValue } from '../../scoring/index.ts';
import {
  asksForHelp,
  type Command,
  commandOf,
  isEnter,
  type Key,
  type KeyInput,
  type Opener,
  opensCommands,
  useKeyInput,
} from './key-input.ts';
import {
  type ChoiceQuestion,
  chooseWindow,
  computeFrameBeside,
  countHelpPages,
  drawBeside,
  drawFault,
  drawFoot,
  drawHead,
  drawHelp,
  drawRemarks,
  type Frame,
  type HelpView,
  HIDE_CURSOR,
  helpViewOf,
  type KeyHint,
  listHelpHints,
  type Screen,
  type Theme,
  useFrame,
  wrapLines,
  wrapSecond,
} from './terminal-screen.ts';

interface ChoicePrompt {
  readonly question: ChoiceQuestion;
  readonly screen: Screen;
  readonly faults: Messages['diagnose']['faults'];
  /** The choice that was made when a command interrupted the question. The question resumes with it. */
  readonly pending?: readonly number[] | undefined;
  readonly fault?: string | undefined;
}

/** The user's reply: an answer or a command. `pending` is the choice that was not confirmed yet. */
type ChoiceReply =
  | { readonly kind: 'answer'; readonly value: AnswerValue }
  | { readonly kind: 'command'; readonly command: Command; readonly pending: readonly number[] };

/** Asks a question whose answer is chosen with arrow keys or by letter. */
export const promptChoice = createPrompt<ChoiceReply, ChoicePrompt>((config, done) => {
  const { question, faults, screen } = config;
  const frame = useFrame(screen);
  const state = useKeyInput<ChoiceState>(screen.typeAhead, {
    start: () => startChoice(config),
    ends: (before, pressed) => isEnter(pressed) || isAnswerKey(question, before, pressed),
    press: (before, pressed) => {
      const outcome = handleChoiceKey(config, before, pressed, countHelpPages(helpOf(question, 0, frame), frame));
      if (!('kind' in outcome)) return outcome;
      screen.typeAhead.close(isAnswerKey(question, before, pressed));
      done(outcome);
      return undefined;
    },
    paste: () => ({ ...startChoice(config), fault: faults.pasted }),
  });
  screen.help.isOpen = state.helpPage >= 0;
  return drawChoice(question, state, frame).join('\n') + HIDE_CURSOR;
});

/** Whether a single key answers: the letter or digit of an option in a single choice. */
function isAnswerKey(question: ChoiceQuestion, { awaitsCommand }: ChoiceState, pressed: KeyInput): boolean {
  return (
    !question.multiple &&
    awaitsCommand === undefined &&
    pressed.kind === 'text' &&
    question.findTyped(pressed.text) >= 0
  );
}

function startChoice({ question, screen, pending, fault }: ChoicePrompt): ChoiceState {
  const chosenOptions = pending ?? question.chosen;
  const pointer = question.multiple ? 0 : (chosenOptions[0] ?? -1);
  return {
    pointer,
    ticked: question.multiple ? chosenOptions : [],
    helpPage: screen.help.isOpen && question.help ? 0 : -1,
    awaitsCommand: undefined,
    fault,
  };
}

/** Applies a key to a question; returns a new state or a reply. */
function handleChoiceKey(
  config: ChoicePrompt,
  before: ChoiceState,
  pressed: KeyInput,
  helpPages: number,
): ChoiceState | ChoiceReply {
  const { question, faults } = config;
  const state = { ...before, fault: undefined, awaitsCommand: undefined };
  const turnHelp = (): ChoiceState => ({
    ...state,
    helpPage: state.helpPage + 1 < helpPages ? state.helpPage + 1 : -1,
  });
  const giveCommand = (command: Command): ChoiceState | ChoiceReply => {
    if (command === 'help' && helpPages > 0) return turnHelp();
    if (command === 'help') return state;
    if (!question.commands.includes(command)) return { ...state, fault: refusalOf(command, faults) };
    return { kind: 'command', command, pending: chosenOf(question, state) };
  };
  if (pressed.kind === 'letter') return pressed.command ? giveCommand(pressed.command) : state;
  if (pressed.kind === 'key')
    return pressKey(config, state, pressed.key, before.awaitsCommand !== undefined, giveCommand);
  if (before.awaitsCommand) {
    const command = commandOf(pressed.text);
    if (command) return giveCommand(command);
    return opensCommands(pressed.text) ? before : state;
  }
  if (opensCommands(pressed.text)) return { ...state, awaitsCommand: '/' };
  if (asksForHelp(pressed.text)) return helpPages > 0 ? turnHelp() : { ...state, awaitsCommand: '/' };
  if (pressed.text === ' ' || pressed.text === '\u3000') return toggleTick(question, state, state.pointer);
  const position = question.findTyped(pressed.text);
  if (position < 0)
    return {
      ...state,
      fault: faults.noSuchKey({ typed: pressed.text, keys: formatKeyRange(question, config.screen.look.signs) }),
    };
  if (!question.multiple) return { kind: 'answer', value: question.valueOf([position]) };
  return toggleTick(question, { ...state, pointer: position }, position);
}

/** Returns the message that says why a command is not available at a question. */
export function refusalOf(command: Command, faults: Messages['diagnose']['faults']): string {
  return command === 'notApplicable' ? faults.notApplicable : faults.required;
}

function pressKey(
  config: ChoicePrompt,
  state: ChoiceState,
  key: Key,
  awaited: boolean,
  giveCommand: (command: Command) => ChoiceState | ChoiceReply,
): ChoiceState | ChoiceReply {
  const lastIndex = config.question.options.length - 1;
  switch (key) {
    case 'up':
      return { ...state, pointer: state.pointer <= 0 ? lastIndex : state.pointer - 1 };
    case 'down':
      return { ...state, pointer: state.pointer >= lastIndex ? 0 : state.pointer + 1 };
    case 'home':
      return { ...state, pointer: 0 };
    case 'end':
      return { ...state, pointer: lastIndex };
    case 'left':
    case 'pageup':
      return giveCommand('back');
    case 'right':
    case 'pagedown':
      return giveCommand('skip');
    case 'escape':
      if (state.helpPage >= 0 && !awaited) return { ...state, helpPage: -1 };
      return { ...state, awaitsCommand: awaited ? undefined : 'Esc' };
    case 'enter':
      return awaited ? state : confirm(config, state, giveCommand);
    case 'backspace':
    case 'delete':
    case 'deleteWord':
    case 'deleteLine':
    case 'tab':
      return state;
  }
}

function toggleTick(question: ChoiceQuestion, state: ChoiceState, position: number): ChoiceState {
  return question.multiple && position >= 0 ? { ...state, ticked: question.toggle(state.ticked, position) } : state;
}

function chosenOf(question: ChoiceQuestion, { pointer, ticked }: ChoiceState): readonly number[] {
  if (question.multiple) return ticked;
  return pointer < 0 ? [] : [pointer];
}

/**
 * Confirms the choice. If nothing is chosen, Enter leaves the question open, just as an empty line does at a typed
 * question.
 */
function confirm(
  config: ChoicePrompt,
  state: ChoiceState,
  giveCommand: (command: Command) => ChoiceState | ChoiceReply,
): ChoiceState | ChoiceReply {
  const { question, faults, screen } = config;
  const chosenOptions = chosenOf(question, state);
  const { least, most } = question.choose;
  const isTooFew = chosenOptions.length < (question.multiple ? least : 1) && !question.standsAlone(chosenOptions);
  if (isTooFew && leavesOpen(question, state)) return giveCommand('skip');
  if (isTooFew && !question.multiple)
    return { ...state, fault: faults.chooseFirst({ keys: formatKeyRange(question, screen.look.signs) }) };
  if (isTooFew) {
    const skipKey = question.commands.includes('skip') ? screen.look.signs.right : undefined;
    return { ...state, fault: faults.tickAtLeast({ least, skipKey }) };
  }
  if (question.multiple && most !== null && chosenOptions.length > most)
    return { ...state, fault: faults.tickAtMost({ most }) };
  return { kind: 'answer', value: question.valueOf(chosenOptions) };
}

/** Whether Enter leaves the question open: nothing is chosen, nothing was chosen before, and no answer is required. */
function leavesOpen(question: ChoiceQuestion, state: ChoiceState): boolean {
  const isNothingChosen = chosenOf(question, state).length === 0 && question.chosen.length === 0;
  return isNothingChosen && (!question.multiple || question.choose.least > 0) && question.commands.includes('skip');
}

/** Describes the keys that choose an option: "A–D", or the arrow keys if the options have no letters. */
function formatKeyRange({ options }: ChoiceQuestion, { up, down }: Theme['signs']): string {
  const letters = options.map(({ key }) => key).filter((key) => key !== '');
  if (letters.length === 0) return `${up}${down}`;
  return letters.length > 2 ? `${letters[0]}–${letters[letters.length - 1]}` : letters.join('/');
}

/** The state of a question: the pointer, the choice and the help. */
interface ChoiceState {
  /** The position of the pointer; -1 until it is moved. */
  readonly pointer: number;
  /** The ticked positions; not used in a single choice, where the pointer decides. */
  readonly ticked: readonly number[];
  /** The page of the help that is shown, from 0; -1 for none. */
  readonly helpPage: number;
  /** The key that was pressed to begin a command, whose letter is still awaited. */
  readonly awaitsCommand: Opener | undefined;
  readonly fault: string | undefined;
}

/** Help leaves at least this many lines for the options. */
const MIN_OPTION_LINES = 6;

/**
 * Draws the question with its options, in lines that fit the frame. Of a long list, only the part around the pointer is
 * drawn.
 */
export function drawChoice(question: ChoiceQuestion, state: ChoiceState, fullFrame: Frame): string[] {
  const help = helpOf(question, state.helpPage, fullFrame);
  const frame = computeFrameBeside(question, state.helpPage, fullFrame);
  const head = drawHead(question, frame);
  const helpLines = drawHelp(help, fullFrame);
  const hint = question.multiple ? [frame.look.paint.dim(`  ${question.hint}`)] : [];
  const fault = drawFault(state.fault, frame);
  const footLines = [...fault, ...drawKeys(question, state, countHelpPages(help, fullFrame), frame)];
  const fixedLines = head.length + helpLines.length + hint.length + footLines.length;
  // If there is little room, remarks give way to the options.
  const spareLines = frame.height - fixedLines - MIN_OPTION_LINES;
  const remarks = drawRemarks(question.remarks, frame).slice(0, Math.max(1, spareLines));
  const availableLines = frame.height - fixedLines - remarks.length;
  const options = drawOptions(question, state, Math.max(3, availableLines), frame);
  // Blank lines are only drawn if there is room.
  const blankLines = availableLines - options.length;
  const lines = [
    ...head,
    ...remarks,
    ...helpLines,
    ...hint,
    ...(blankLines > 1 ? [''] : []),
    ...options,
    ...(blankLines > 0 ? [''] : []),
    ...footLines,
  ];
  return drawBeside(lines, question, help, fullFrame);
}

function helpOf(question: ChoiceQuestion, page: number, frame: Frame): HelpView {
  const letters = question.options.map(({ key }) => [key, ''] as const);
  return helpViewOf(question, page, { hints: letters, least: MIN_OPTION_LINES }, frame);
}

function drawOptions(question: ChoiceQuestion, state: ChoiceState, height: number, frame: Frame): string[] {
  const blocks = question.options.map((_, position) => drawOption(question, state, position, frame));
  const totalLines = blocks.reduce((sum, block) => sum + block.length, 0);
  if (totalLines <= height) return blocks.flat();
  const [from, to] = chooseWindow(
    blocks.map((block) => block.length),
    Math.max(0, state.pointer),
    height - 2,
  );
  const { paint, signs } = frame.look;
  const drawMore = (sign: string, text: string): string => paint.dim(`    ${sign} ${text}`);
  return [
    ...(from > 0 ? [drawMore(signs.up, frame.keys.moreAbove({ count: from }))] : []),
    ...blocks.slice(from, to).flat(),
    ...(to < blocks.length ? [drawMore(signs.down, frame.keys.moreBelow({ count: blocks.length - to }))] : []),
  ];
}

function drawOption(question: ChoiceQuestion, state: ChoiceState, position: number, { width, look }: Frame): string[] {
  const { paint, signs } = look;
  const option = question.options[position];
  if (!option) return [];
  const isPointedAt = position === state.pointer;
  const box = question.multiple ? `[${state.ticked.includes(position) ? 'x' : ' '}] ` : '';
  const leadText = `${isPointedAt ? signs.pointer : ' '} ${box}${option.key.padStart(2)}  `;
  const textSpace = ' '.repeat(textWidth(leadText));
  const lines = wrapLines(option.text, width - textWidth(leadText));
  const secondLines = wrapSecond(option.secondText, width - textWidth(leadText), width);
  const isMarked = isPointedAt || state.ticked.includes(position);
  const paintText = isMarked ? paint.cyan : (text: string): string => text;
  return [
    ...lines.map((line, index) => paintText(`${index === 0 ? leadText : textSpace}${line}`)),
    ...secondLines.map((line) => paint.dim(`${textSpace}${line}`)),
  ];
}

function drawKeys(question: ChoiceQuestion, state: ChoiceState, helpPages: number, frame: Frame): string[] {
  const { keys, look } = frame;
  const { signs } = look;
  const range = formatKeyRange(question, signs);
  const isMoved = state.pointer >= 0;
  const choosingHints: KeyHint[] = question.multiple
    ? [
        [`${range} ${keys.space}`, keys.tick],
        [keys.enter, keys.confirm],
      ]
    : [[range, keys.choose], ...(isMoved ? [[keys.enter, keys.confirm] as const] : [])];
  const hints: KeyHint[] = [
    ...choosingHints,
    [signs.left, keys.back],
    ...(question.commands.includes('skip')
      ? [[leavesOpen(question, state) ? `${keys.enter}/${signs.right}` : signs.right, keys.skip] as const]
      : []),
    ...listHelpHints(state.helpPage, helpPages, keys),
  ];
  const form = { awaited: state.awaitsCommand !== undefined, listed: state.helpPage >= 0, opener: '/' } as const;
  return drawFoot(hints, question.commands, form, frame);
}
