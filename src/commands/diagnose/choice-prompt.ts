import { createPrompt } from '@inquirer/core';
import type { Messages } from '../../i18n/index.ts';
import type { AnswerValue } from '../../scoring/sheet.ts';
import type { AskedChoice } from './asked.ts';
import { type ChoiceState, choiceHelpPages, drawChoice } from './choice-view.ts';
import { asksForHelp, type Command, commandOf, type Key, opensCommands, type Pressed } from './keys.ts';
import { HIDE_CURSOR } from './look.ts';
import { usePressed } from './pressing.ts';
import { type Screen, useFrame } from './terminal.ts';

export interface ChoicePrompt {
  readonly asked: AskedChoice;
  readonly screen: Screen;
  readonly faults: Messages['diagnose']['faults'];
  /** What was chosen when a command interrupted the question; it is taken up again. */
  readonly pending?: readonly number[] | undefined;
  readonly fault?: string | undefined;
}

/** What a person did: gave an answer, or a command. `pending` is what was chosen but not confirmed. */
export type ChoiceReply =
  | { readonly kind: 'answer'; readonly value: AnswerValue }
  | { readonly kind: 'command'; readonly command: Command; readonly pending: readonly number[] };

/** Asks a question whose answer is chosen: by arrow keys or by letter. */
export const promptChoice = createPrompt<ChoiceReply, ChoicePrompt>((config, done) => {
  const { asked, faults, screen } = config;
  const frame = useFrame(screen);
  const state = usePressed<ChoiceState>(screen.typeAhead, {
    start: () => startChoice(config),
    press: (before, pressed) => {
      const outcome = pressChoice(asked, before, pressed, faults, choiceHelpPages(asked, frame));
      if (!('kind' in outcome)) return outcome;
      screen.typeAhead.close();
      done(outcome);
      return undefined;
    },
    paste: () => ({ ...startChoice(config), fault: faults.pasted }),
  });
  return drawChoice(asked, state, frame).join('\n') + HIDE_CURSOR;
});

function startChoice({ asked, pending, fault }: ChoicePrompt): ChoiceState {
  const chosen = pending ?? asked.chosen;
  const pointer = asked.multiple ? 0 : (chosen[0] ?? -1);
  return { pointer, ticked: asked.multiple ? chosen : [], helpPage: -1, awaitsCommand: undefined, fault };
}

/** What a key does to a question: a new state, or a reply. */
export function pressChoice(
  asked: AskedChoice,
  before: ChoiceState,
  pressed: Pressed,
  faults: Messages['diagnose']['faults'],
  helpPages: number,
): ChoiceState | ChoiceReply {
  const state = { ...before, fault: undefined, awaitsCommand: undefined };
  const turnHelp = (): ChoiceState => ({
    ...state,
    helpPage: state.helpPage + 1 < helpPages ? state.helpPage + 1 : -1,
  });
  const give = (command: Command): ChoiceState | ChoiceReply => {
    if (command === 'help') return turnHelp();
    if (!asked.commands.includes(command)) return { ...state, fault: refusalOf(command, faults) };
    return { kind: 'command', command, pending: chosenOf(asked, state) };
  };
  if (pressed.kind === 'letter') return pressed.command ? give(pressed.command) : state;
  if (pressed.kind === 'key')
    return pressKey(asked, state, pressed.key, before.awaitsCommand !== undefined, faults, give);
  if (before.awaitsCommand) {
    const command = commandOf(pressed.text);
    if (command) return give(command);
    return opensCommands(pressed.text) ? before : state;
  }
  if (opensCommands(pressed.text)) return { ...state, awaitsCommand: '/' };
  if (asksForHelp(pressed.text)) return turnHelp();
  if (pressed.text === ' ' || pressed.text === '\u3000') return tick(asked, state, state.pointer);
  const position = asked.findTyped(pressed.text);
  return position < 0 ? state : tick(asked, { ...state, pointer: position }, position);
}

/** Why a command is not to be had here. */
export function refusalOf(command: Command, faults: Messages['diagnose']['faults']): string {
  return command === 'notApplicable' ? faults.notApplicable : faults.required;
}

function pressKey(
  asked: AskedChoice,
  state: ChoiceState,
  key: Key,
  awaited: boolean,
  faults: Messages['diagnose']['faults'],
  give: (command: Command) => ChoiceState | ChoiceReply,
): ChoiceState | ChoiceReply {
  const last = asked.options.length - 1;
  switch (key) {
    case 'up':
      return { ...state, pointer: state.pointer <= 0 ? last : state.pointer - 1 };
    case 'down':
      return { ...state, pointer: state.pointer >= last ? 0 : state.pointer + 1 };
    case 'home':
      return { ...state, pointer: 0 };
    case 'end':
      return { ...state, pointer: last };
    case 'left':
    case 'pageup':
      return give('back');
    case 'right':
    case 'pagedown':
      return give('skip');
    case 'escape':
      return { ...state, awaitsCommand: awaited ? undefined : 'Esc' };
    case 'enter':
      return awaited ? state : confirm(asked, state, faults);
    default:
      return state;
  }
}

function tick(asked: AskedChoice, state: ChoiceState, position: number): ChoiceState {
  return asked.multiple && position >= 0 ? { ...state, ticked: asked.toggle(state.ticked, position) } : state;
}

function chosenOf(asked: AskedChoice, { pointer, ticked }: ChoiceState): readonly number[] {
  if (asked.multiple) return ticked;
  return pointer < 0 ? [] : [pointer];
}

function confirm(
  asked: AskedChoice,
  state: ChoiceState,
  faults: Messages['diagnose']['faults'],
): ChoiceState | ChoiceReply {
  const chosen = chosenOf(asked, state);
  const { least, most } = asked.choose;
  if (!asked.multiple && chosen.length === 0) return { ...state, fault: faults.chooseFirst };
  if (asked.multiple && chosen.length < least && !asked.standsAlone(chosen)) {
    return { ...state, fault: faults.tickAtLeast(least) };
  }
  if (asked.multiple && most !== null && chosen.length > most) return { ...state, fault: faults.tickAtMost(most) };
  return { kind: 'answer', value: asked.valueOf(chosen) };
}
