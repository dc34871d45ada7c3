/** What can be done at a question besides answering it. */
export type Command =
  | 'help'
  | 'note'
  | 'evidence'
  | 'back'
  | 'skip'
  | 'unknown'
  | 'notApplicable'
  | 'clear'
  | 'sections'
  | 'open'
  | 'review'
  | 'leave';

/**
 * The letter of each command, the same in every language. Letters alone choose options, so a command is a slash and its
 * letter, or Alt (or Esc) and its letter.
 */
export const COMMAND_LETTERS: Readonly<Record<Command, string>> = {
  note: 'n',
  evidence: 'e',
  unknown: 'u',
  notApplicable: 'x',
  back: 'b',
  skip: 's',
  clear: 'c',
  sections: 'g',
  open: 'o',
  review: 'r',
  help: 'h',
  leave: 'q',
};

/** A key as the terminal reports it. */
export interface KeyEvent {
  readonly name?: string | undefined;
  readonly sequence?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly meta?: boolean | undefined;
}

/** What a key means to a prompt. */
export type Pressed =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'letter'; readonly command: Command | undefined }
  | { readonly kind: 'key'; readonly key: Key };

export type Key =
  | 'enter'
  | 'escape'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'pageup'
  | 'pagedown'
  | 'backspace'
  | 'delete'
  | 'deleteWord'
  | 'deleteLine'
  | 'tab';

const NAMED: Readonly<Record<string, Key>> = {
  return: 'enter',
  enter: 'enter',
  escape: 'escape',
  up: 'up',
  down: 'down',
  left: 'left',
  right: 'right',
  home: 'home',
  end: 'end',
  pageup: 'pageup',
  pagedown: 'pagedown',
  backspace: 'backspace',
  delete: 'delete',
  tab: 'tab',
};

const WITH_CONTROL: Readonly<Record<string, Key>> = {
  a: 'home',
  e: 'end',
  u: 'deleteLine',
  w: 'deleteWord',
  h: 'backspace',
};

/** What a key means; undefined where it means nothing here. */
export function readKey({ name, sequence, ctrl, meta }: KeyEvent): Pressed | undefined {
  if (ctrl) {
    const key = name === undefined ? undefined : WITH_CONTROL[name];
    return key && { kind: 'key', key };
  }
  const key = name === undefined ? undefined : NAMED[name];
  if (key) return { kind: 'key', key };
  if (meta) {
    const command = name === undefined ? undefined : commandOf(name);
    return command && { kind: 'letter', command };
  }
  const text = sequence ?? name ?? '';
  // Without control characters, which would steer the terminal when shown.
  return text === '' || /[\p{Cc}\p{Cs}]/u.test(text) ? undefined : { kind: 'text', text };
}

/** The command of a typed letter, full width or not. */
export function commandOf(letter: string): Command | undefined {
  const plain = letter.normalize('NFKC').toLowerCase();
  const found = Object.entries(COMMAND_LETTERS).find(([, own]) => own === plain);
  return plain === '?' ? 'help' : (found?.[0] as Command | undefined);
}

/** The keys after which a letter is a command. */
export type Opener = '/' | 'Esc';

/** Whether a typed character opens the commands. A Chinese input method gives another one for the same key. */
export function opensCommands(typed: string): boolean {
  return ['/', '／', '、'].includes(typed);
}

/** Whether a typed character asks for help. */
export function asksForHelp(typed: string): boolean {
  return typed === '?' || typed === '？';
}

export function isEnter(pressed: Pressed): boolean {
  return pressed.kind === 'key' && pressed.key === 'enter';
}
