import { createPrompt, useEffect, useRef, useState } from '@inquirer/core';
import type { FaultMessages } from '../../i18n/diagnose/messages.ts';
import type { Asked } from './asked.ts';
import { refusalOf } from './choice-prompt.ts';
import type { KeyHint } from './frame.ts';
import { asksForHelp, type Command, commandOf, type Key, opensCommands, type Pressed } from './keys.ts';
import { editLine, pressKey as pressEditingKey, typeText } from './line-editor.ts';
import { drawLine, type LineState, lineHelpPages } from './line-view.ts';
import { type Screen, useFrame, usePressed } from './terminal.ts';

export interface LinePrompt {
  readonly asked: Asked;
  readonly screen: Screen;
  readonly faults: FaultMessages;
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
  const { asked, screen, foot } = config;
  const frame = useFrame(screen);
  const [fault, setFault] = useState(config.fault);
  const ending = useRef<NodeJS.Immediate | undefined>(undefined);
  useEffect(() => () => clearImmediate(ending.current), []);
  const end = (reply: LineReply): void => {
    screen.typeAhead.close();
    done(reply);
  };
  const endLine = (line: string): void => {
    ending.current = undefined;
    const problem = config.check(line);
    if (problem === undefined) end({ kind: 'line', line });
    else setFault(problem);
  };
  const state = usePressed<LineState>(
    screen,
    () => startLine(config),
    (before, pressed) => {
      setFault(undefined);
      // More keys in the same go as Enter: several lines were pasted. They become one, so that none is lost.
      const pasted = ending.current !== undefined;
      clearImmediate(ending.current);
      ending.current = undefined;
      const present = pasted ? typeInto(before, ' ') : before;
      const outcome = pressLine(config, present, pressed, lineHelpPages(asked, foot, frame));
      if (!('kind' in outcome)) return outcome;
      if (outcome.kind === 'line') ending.current = setImmediate(() => endLine(outcome.line));
      else end(outcome);
      return present;
    },
  );
  const { above, below } = drawLine(asked, { ...state, fault: state.fault ?? fault }, foot, frame);
  return [above.join('\n'), below.join('\n')];
});

function startLine({ line, isProposed }: LinePrompt): LineState {
  return {
    line: editLine(line),
    isProposed: isProposed && line !== '',
    helpPage: -1,
    awaitsCommand: false,
    fault: undefined,
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
  const state = { ...before, fault: undefined, awaitsCommand: false };
  const { text } = state.line;
  const turnHelp = (): LineState => ({ ...state, helpPage: state.helpPage + 1 < helpPages ? state.helpPage + 1 : -1 });
  const give = (command: Command): LineState | LineReply => {
    if (cancels) return state;
    if (command === 'help') return turnHelp();
    if (!asked.commands.includes(command)) return { ...state, fault: refusalOf(command, faults) };
    return { kind: 'command', command, line: text };
  };
  if (pressed.kind === 'letter') return pressed.command ? give(pressed.command) : state;
  if (pressed.kind === 'key') return pressKey(config, state, pressed.key, before.awaitsCommand, give);
  if (before.awaitsCommand) {
    const command = commandOf(pressed.text);
    if (command) return give(command);
    // A slash that was meant as text is typed twice.
    return opensCommands(pressed.text) ? typeInto(state, pressed.text) : state;
  }
  if (!cancels && (text === '' || state.isProposed)) {
    if (opensCommands(pressed.text)) return { ...state, awaitsCommand: true };
    if (asksForHelp(pressed.text)) return turnHelp();
  }
  return typeInto(state, pressed.text);
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
      return cancels ? { kind: 'cancel' } : { ...state, awaitsCommand: !awaited };
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
