import { createPrompt } from '@inquirer/core';
import type { Messages } from '../../i18n/index.ts';
import type { Asked } from './asked.ts';
import { refusalOf } from './choice-prompt.ts';
import type { KeyHint } from './frame.ts';
import { asksForHelp, type Command, commandOf, isEnter, type Key, opensCommands, type Pressed } from './keys.ts';
import { editLine, pressKey as pressEditingKey, typeText } from './line-editor.ts';
import { drawLine, type LineState, lineHelpPages, takesCommands } from './line-view.ts';
import { usePressed } from './pressing.ts';
import { type Screen, useFrame } from './terminal.ts';

export interface LinePrompt {
  readonly asked: Asked;
  readonly screen: Screen;
  readonly faults: Messages['diagnose']['faults'];
  /** The text to begin with. */
  readonly line: string;
  /** Whether that text is an answer to accept or replace, rather than one to go on writing. */
  readonly isProposed: boolean;
  readonly foot: readonly KeyHint[];
  /** Whether Esc gives the line up instead of awaiting a command. */
  readonly cancels: boolean;
  /** Why a line cannot be taken, in words. */
  readonly check: (line: string) => string | undefined;
  readonly fault?: string | undefined;
}

/** What a person did: finished the line, gave a command, gave it up, or went back into what was there before. */
export type LineReply =
  | { readonly kind: 'line'; readonly line: string }
  | { readonly kind: 'command'; readonly command: Command; readonly line: string }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'backInto' };

/** Asks for a line of text. */
export const promptLine = createPrompt<LineReply, LinePrompt>((config, done) => {
  const { asked, screen, foot, check } = config;
  const frame = useFrame(screen);
  const pressOn = (before: LineState, pressed: Pressed): LineState | undefined => {
    const outcome = pressLine(config, before, pressed, lineHelpPages(asked, foot, frame));
    if (!('kind' in outcome)) return outcome;
    const fault = outcome.kind === 'line' ? check(outcome.line) : undefined;
    if (fault !== undefined) return { ...before, awaitsCommand: undefined, fault };
    screen.typeAhead.close();
    done(outcome);
    return undefined;
  };
  const state = usePressed<LineState>(screen.typeAhead, {
    start: () => startLine(config),
    press: pressOn,
    // The lines of a pasted text become one, so that none of them is lost.
    paste: (before, keys) => {
      const isLast = (index: number): boolean => index === keys.length - 1;
      return keys.reduce<LineState | undefined>((state, pressed, index) => {
        if (!state) return undefined;
        return isEnter(pressed) && !isLast(index) ? typeInto(state, ' ') : pressOn(state, pressed);
      }, before);
    },
  });
  const { above, below } = drawLine(asked, state, foot, frame);
  return [above.join('\n'), below.join('\n')];
});

function startLine({ line, isProposed, fault }: LinePrompt): LineState {
  return {
    line: editLine(line),
    isProposed: isProposed && line !== '',
    helpPage: -1,
    awaitsCommand: undefined,
    fault,
  };
}

/** What a key does to a line: a new state, or a reply. */
export function pressLine(
  config: LinePrompt,
  before: LineState,
  pressed: Pressed,
  helpPages: number,
): LineState | LineReply {
  const { asked, faults, cancels } = config;
  const state = { ...before, fault: undefined, awaitsCommand: undefined };
  const { text } = state.line;
  const turnHelp = (): LineState => ({ ...state, helpPage: state.helpPage + 1 < helpPages ? state.helpPage + 1 : -1 });
  const give = (command: Command): LineState | LineReply => {
    if (cancels) return state;
    if (command === 'help') return turnHelp();
    if (!asked.commands.includes(command)) return { ...state, fault: refusalOf(command, faults) };
    return { kind: 'command', command, line: text };
  };
  if (pressed.kind === 'letter') return pressed.command ? give(pressed.command) : state;
  if (pressed.kind === 'key') return pressKey(config, state, pressed.key, before.awaitsCommand !== undefined, give);
  if (before.awaitsCommand) {
    const command = commandOf(pressed.text);
    return command ? give(command) : pressNoCommand(asked, before, pressed.text);
  }
  if (!cancels && takesCommands(asked, state)) {
    if (opensCommands(pressed.text)) return { ...state, awaitsCommand: '/' };
    if (asksForHelp(pressed.text)) return turnHelp();
  }
  return typeInto(state, pressed.text);
}

/** What a character that is no command does where one is awaited. */
function pressNoCommand({ slash }: Asked, before: LineState, typed: string): LineState {
  const state = { ...before, fault: undefined, awaitsCommand: undefined };
  if (before.awaitsCommand === '/') {
    // A slash that was meant as text is typed twice.
    if (opensCommands(typed)) return slash === 'text' ? typeInto(state, typed) : before;
    const isBegun = before.line.text !== '' && !before.isProposed;
    // As in 2026/1/31.
    if (slash === 'date' && isBegun && /^\p{Nd}$/u.test(typed)) return typeInto(state, `/${typed}`);
  }
  return opensCommands(typed) ? before : state;
}

/** Types at the cursor, or in place of what was proposed. */
function typeInto(state: LineState, text: string): LineState {
  return { ...state, isProposed: false, line: typeText(state.isProposed ? editLine('') : state.line, text) };
}

function pressKey(
  { cancels }: LinePrompt,
  state: LineState,
  key: Key,
  awaited: boolean,
  give: (command: Command) => LineState | LineReply,
): LineState | LineReply {
  const { text } = state.line;
  const goesOn = !cancels && (text === '' || state.isProposed);
  switch (key) {
    case 'enter':
      return awaited ? state : { kind: 'line', line: text };
    case 'escape':
      return cancels ? { kind: 'cancel' } : { ...state, awaitsCommand: awaited ? undefined : 'Esc' };
    case 'pageup':
      return give('back');
    case 'pagedown':
      return give('skip');
    case 'left':
      if (goesOn) return give('back');
      break;
    case 'right':
      if (goesOn) return give('skip');
      break;
    case 'backspace':
      if (text === '' && cancels) return { kind: 'backInto' };
      if (state.isProposed) return { ...state, isProposed: false, line: editLine('') };
      break;
    default:
  }
  const line = pressEditingKey(state.line, key);
  return line ? { ...state, isProposed: false, line } : state;
}
