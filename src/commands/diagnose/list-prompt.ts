import type { default as InquirerModule } from 'inquirer';
import { textWidth } from '../../report/index.ts';
import { isEnter, type KeyEvent, MIN_PASTED_KEYS, readKey } from './key-input.ts';
import { clipText, drawFoot, type Frame, frameOf, type KeyHint, QUIET_FOOT, wrapLines } from './terminal-screen.ts';
import { runPrompt, type UiContext } from './ui-context.ts';

type Inquirer = typeof InquirerModule;

/** A line of a list; without a value, it is a heading. */
export interface ListLine<T> {
  /** A text is cut to the available width; a function returns text that fits the width it is given. */
  readonly text: string | ((width: number) => string);
  /** Details on lines of their own, shown in full. */
  readonly below?: string;
  readonly value?: T;
}

/** A key that returns a value of its own, with its description. */
interface ListKey<T> {
  readonly does: string;
  readonly value: T;
}

interface ListOptions<T> {
  /** The line where the pointer starts. */
  readonly start?: number;
  /** The value returned for Esc; if absent, Esc does nothing. */
  readonly onEscape?: ListKey<T>;
}

/** Lets the user choose a line of a list. */
export function choose<T>(
  ui: UiContext,
  title: string,
  lines: readonly ListLine<T>[],
  options: ListOptions<T> = {},
): Promise<T> {
  return chooseFrom(ui, title, { linesFor: () => lines }, options);
}

/** A list whose lines are filtered by what the user types. */
interface TypedList<T> {
  /** The label before the text being typed. */
  readonly prompt: string;
  /** Returns the lines that match the typed text. */
  readonly linesFor: (term: string) => readonly ListLine<T>[];
  /** The value returned for the tab key. */
  readonly onTab: ListKey<T>;
  /** Describes the lines at the top, to which the Home key leads. */
  readonly homeDoes: string;
}

/** Lets the user choose a line of a list, which typing filters. */
export function chooseByTyping<T>(
  ui: UiContext,
  title: string,
  list: TypedList<T>,
  options: ListOptions<T> = {},
): Promise<T> {
  return chooseFrom(ui, title, list, options);
}

async function chooseFrom<T>(
  ui: UiContext,
  title: string,
  { linesFor, prompt, onTab, homeDoes }: Pick<TypedList<T>, 'linesFor'> & Partial<TypedList<T>>,
  { start = 0, onEscape }: ListOptions<T>,
): Promise<T> {
  const { screen } = ui;
  const { keys } = screen;
  const listHints = (typed: string): KeyHint[] => [
    ...(homeDoes === undefined ? [] : [[keys.home, homeDoes] as const]),
    ...(onTab ? [['Tab', onTab.does] as const] : []),
    ...(typed === '' ? (onEscape ? [['Esc', onEscape.does] as const] : []) : [['Esc', keys.clearSearch] as const]),
  ];
  // Loaded only when a user is asked, because it takes about 60 ms.
  const { default: inquirer } = await import('inquirer');
  let pointedIndex = start;
  let searchTerm = '';
  for (;;) {
    const list = layOutList(
      { title, prompt, term: searchTerm, linesFor, hintsFor: listHints, start: pointedIndex },
      frameOf(screen),
    );
    const reply = await runList(ui, inquirer, list);
    // Drops keys typed ahead: they were typed before the list was visible, or the list has already used them.
    screen.typeAhead.forget();
    if (typeof reply === 'number') return list.lines()[reply]?.value as T;
    if (reply === 'escape' && list.term() !== '') {
      [pointedIndex, searchTerm] = [start, ''];
      continue;
    }
    if (reply === 'escape' && onEscape) return onEscape.value;
    if (reply === 'tab' && onTab) return onTab.value;
    if (reply !== 'resize') continue;
    pointedIndex = list.pointed();
    searchTerm = list.term();
    screen.stdout.write('\u001b[2J\u001b[H');
  }
}

/** Asks for confirmation of something irreversible; Enter alone means no. */
export function confirm(ui: UiContext, question: string, { no, yes }: { no: string; yes: string }): Promise<boolean> {
  const lines = [
    { text: no, value: false },
    { text: yes, value: true },
  ];
  return choose(ui, question, lines, { onEscape: { does: ui.screen.keys.cancel, value: false } });
}

/** Shows a list once; returns the position of the chosen line, or what the user did instead. */
function runList(
  ui: UiContext,
  { createPromptModule }: Inquirer,
  { type, config, steps }: List,
): Promise<number | 'escape' | 'tab' | 'resize' | 'paste'> {
  const { stdin, stdout } = ui.world;
  return runPrompt(ui, async ({ signal, ...context }) => {
    const interruption = new AbortController();
    const onResize = (): void => interruption.abort('resize');
    let keysAfterEnter: number | undefined;
    const onKey = (_: unknown, event: KeyEvent): void => {
      const pressedKey = readKey(event);
      if (keysAfterEnter !== undefined) keysAfterEnter++;
      else if (pressedKey && isEnter(pressedKey)) keysAfterEnter = 0;
      if (pressedKey?.kind !== 'key') return;
      if (pressedKey.key === 'escape' || (pressedKey.key === 'tab' && type === 'search'))
        interruption.abort(pressedKey.key);
      // The prompt itself moves only by single steps.
      const distance = steps[pressedKey.key] ?? 0;
      for (let step = 0; step < Math.abs(distance); step++) {
        stdin.emit('keypress', undefined, { name: distance < 0 ? 'up' : 'down' });
      }
    };
    stdin.on('keypress', onKey);
    stdout.on('resize', onResize);
    try {
      const ask = createPromptModule({ ...context, signal: AbortSignal.any([signal, interruption.signal]) });
      const { chosen } = await ask<{ chosen: number }>([{ type, name: 'chosen', ...config }]);
      return keysAfterEnter !== undefined && keysAfterEnter >= MIN_PASTED_KEYS ? 'paste' : chosen;
    } catch (error) {
      if (!interruption.signal.aborted || signal.aborted) throw error;
      return interruption.signal.reason;
    } finally {
      stdin.off('keypress', onKey);
      stdout.off('resize', onResize);
    }
  });
}

/** A list in the form that the prompt needs, laid out for a frame. */
interface List {
  readonly type: 'select' | 'search';
  readonly config: Readonly<Record<string, unknown>> & { readonly message: string };
  /** How many lines each paging key moves. */
  readonly steps: Readonly<Record<string, number>>;
  /** Returns the lines that are currently shown. */
  readonly lines: () => readonly ListLine<unknown>[];
  /** Returns the position of the line at the pointer. */
  readonly pointed: () => number;
  /** Returns the text typed so far. */
  readonly term: () => string;
}

/** The content of a list, before it is laid out. */
interface ListContent {
  readonly title: string;
  /** The label before the text being typed; undefined for a list that is not filtered by typing. */
  readonly prompt: string | undefined;
  readonly term: string;
  readonly linesFor: (term: string) => readonly ListLine<unknown>[];
  /** Returns what the keys do, given the typed text. */
  readonly hintsFor: (typed: string) => readonly KeyHint[];
  readonly start: number;
}

function layOutList({ title, prompt, term, linesFor, hintsFor, start }: ListContent, frame: Frame): List {
  const { width, height, look, keys } = frame;
  const { paint, signs } = look;
  const heading = title === '' ? [] : ['', ...wrapLines(title, width).map((line) => paint.bold(line))];
  const head = prompt === undefined ? heading : [...heading, paint.dim(prompt)];
  let shownTerm = term;
  let lines = linesFor(term);
  let stops = stopsOf(lines);
  const showTyped = (typed: string): readonly ListEntry[] => {
    [shownTerm, lines] = [typed, linesFor(typed)];
    stops = stopsOf(lines);
    return lines.map((line, position) => layOutLine(line, position, frame));
  };
  const choices = showTyped(term);
  const totalLines = choices.reduce((sum, choice) => sum + ('name' in choice ? choice.name.split('\n').length : 1), 0);
  const drawFootLines = (list: readonly KeyHint[]): string[] => drawFoot(list, [], QUIET_FOOT, frame);
  const drawPosition = (above: number, below: number): string[] =>
    drawFootLines([
      ...(above > 0 ? [[signs.up, keys.moreAbove({ count: above })] as const] : []),
      ...(below > 0 ? [[signs.down, keys.moreBelow({ count: below })] as const] : []),
    ]);
  const drawKeys = (isPaged: boolean): string[] =>
    drawFootLines([
      [`${signs.up}${signs.down}`, keys.move],
      [keys.enter, keys.choose],
      ...hintsFor(shownTerm),
      ...(isPaged ? [[`${keys.pageUp}/${keys.pageDown}`, keys.page] as const] : []),
    ]);
  const availableLines = height - head.length - 1;
  const fitsWhole = totalLines <= availableLines - drawKeys(false).length;
  const page = Math.max(1, height - 6);
  const pageSize = fitsWhole
    ? totalLines
    : Math.max(3, availableLines - drawKeys(true).length - drawPosition(stops.length, stops.length).length);
  let pointedIndex = start;
  return {
    type: prompt === undefined ? 'select' : 'search',
    lines: () => lines,
    pointed: () => pointedIndex,
    term: () => shownTerm,
    steps: { pageup: -page, pagedown: page, home: -stops.length, end: stops.length },
    config: {
      message: head.join('\n'),
      ...(prompt === undefined ? { choices } : { source: (typed = '') => showTyped(typed), initialValue: term }),
      default: start,
      loop: false,
      pageSize,
      theme: {
        prefix: '',
        icon: { cursor: signs.pointer },
        // With the bindings `vim`, typed letters do not jump to a line.
        keybindings: ['vim'],
        style: {
          message: (text: string) => text,
          answer: () => '',
          highlight: (row: string) => row.replace(/^.*/, (line) => paint.cyan(line)),
          // The value of each line is its position; the prompt asks for the description of the line at the pointer.
          description: (position: string) => {
            pointedIndex = Number(position);
            const stopsAbove = stops.indexOf(pointedIndex);
            return fitsWhole ? '' : drawPosition(stopsAbove, stops.length - 1 - stopsAbove).join('\n');
          },
          keysHelpTip: () => drawKeys(!fitsWhole).join('\n'),
        },
      },
    },
  };
}

/** Returns the positions of the lines that can be chosen. */
function stopsOf(lines: readonly ListLine<unknown>[]): number[] {
  return lines.flatMap(({ value }, position) => (value === undefined ? [] : [position]));
}

/** A line in Inquirer's list: a choice, or a separator that cannot be chosen. */
type ListEntry =
  | { readonly name: string; readonly value: number; readonly description: string }
  | { readonly type: 'separator'; readonly separator: string };

function layOutLine(
  { text, below = '', value }: ListLine<unknown>,
  position: number,
  { width, look }: Frame,
): ListEntry {
  const { paint, signs } = look;
  const availableWidth = width - textWidth(`${signs.pointer} `);
  const fittedText = clipText(typeof text === 'string' ? text : text(availableWidth), availableWidth);
  if (value === undefined) {
    return { type: 'separator', separator: fittedText === '' ? ' ' : paint.cyan.bold(fittedText) };
  }
  const details = below === '' ? [] : wrapLines(below, width - 6).map((line) => `      ${paint.dim(line)}`);
  return { name: [fittedText, ...details].join('\n'), value: position, description: String(position) };
}
