import path from 'node:path';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { onTestFinished } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../../..');
const PATIENCE = 15_000;

/** A program on a terminal of its own, and what a person would see there. */
export interface Terminal {
  /** Types keys as a keyboard sends them. */
  type(keys: string): void;
  /** The lines of the screen, without blanks at their ends. */
  screen(): string[];
  /** The same with all that has scrolled out of sight. */
  everything(): string[];
  /** Waits until the screen shows what is expected; fails with the screen after some seconds. */
  waitFor<T>(what: string, find: (screen: readonly string[]) => T | undefined | false): Promise<T>;
  /** Waits until a text is on the screen, wherever its lines break. */
  waitForText(text: string): Promise<void>;
  /** Ends the program at once, as a power cut would. */
  kill(signal?: string): Promise<void>;
  /** Closes the terminal, as when its window is closed, and waits for the program's end. */
  hangUp(): Promise<void>;
  resize(columns: number, rows: number): void;
  /** Everything the program wrote. */
  written(): string;
  readonly exited: Promise<{ readonly code: number; readonly signal: number }>;
}

export interface TerminalOptions {
  readonly cwd: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly under?: readonly string[];
}

/** Text without its white space: how it is wrapped makes no difference. */
export function squeeze(text: string): string {
  return text.replace(/\s+/gu, '');
}

/** Starts the built command on a terminal; `under` is a program that runs it, with its arguments. */
export function startMatura(args: readonly string[], options: TerminalOptions): Terminal {
  const { cwd, columns = 80, rows = 40, env = {}, under = [] } = options;
  const [program, ...words] = [...under, process.execPath, path.join(ROOT, 'bin/matura.js'), ...args];
  const pty = spawn(program as string, words, {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd,
    env: cleanEnvironment(env),
  });
  return attach(pty, columns, rows);
}

/** The environment of a desk somewhere in the world, the same on every machine that runs the tests. */
export function cleanEnvironment(extra: TerminalOptions['env'] = {}): Record<string, string> {
  const base = {
    PATH: process.env.PATH,
    SystemRoot: process.env.SystemRoot,
    TERM: 'xterm-256color',
    TZ: 'Asia/Shanghai',
  };
  return Object.fromEntries(
    Object.entries({ ...base, LANG: 'en_US.UTF-8', ...extra }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

function attach(pty: IPty, columns: number, rows: number): Terminal {
  const view = new xterm.Terminal({ cols: columns, rows, scrollback: 5000, allowProposedApi: true });
  let written = '';
  let ended = false;
  const watchers = new Set<() => void>();
  const look = (): void => {
    for (const watcher of watchers) watcher();
  };
  pty.onData((data) => {
    written += data;
    view.write(data, look);
  });
  const exited = new Promise<{ code: number; signal: number }>((resolve) => {
    pty.onExit(({ exitCode, signal = 0 }) => {
      ended = true;
      // What it wrote last is parsed before anyone is told.
      view.write('', () => resolve({ code: exitCode, signal }));
    });
  });
  onTestFinished(async () => {
    if (!ended) pty.kill('SIGKILL');
    await exited;
    view.dispose();
  });
  const linesFrom = (first: number): string[] => {
    const buffer = view.buffer.active;
    const read = (row: number): string => buffer.getLine(row)?.translateToString(true).trimEnd() ?? '';
    const lines = Array.from({ length: buffer.length - first }, (_, row) => read(first + row));
    while (lines.length > 0 && lines.at(-1) === '') lines.pop();
    return lines;
  };
  const screen = (): string[] => linesFrom(view.buffer.active.baseY);
  const waitFor = async <T>(what: string, find: (lines: readonly string[]) => T | undefined | false): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        watchers.delete(check);
        reject(
          new Error(`waited in vain for ${what}${ended ? ' (the program has ended)' : ''}:\n${screen().join('\n')}`),
        );
      }, PATIENCE);
      const check = (): void => {
        const found = find(screen());
        if (found === undefined || found === false) return;
        clearTimeout(timer);
        watchers.delete(check);
        resolve(found);
      };
      watchers.add(check);
      check();
    });
  return {
    type: (keys) => pty.write(keys),
    screen,
    everything: () => linesFrom(0),
    waitFor,
    waitForText: async (text) => {
      await waitFor(`"${text}"`, (lines) => squeeze(lines.join('')).includes(squeeze(text)));
    },
    kill: async (signal = 'SIGKILL') => {
      pty.kill(signal);
      await exited;
    },
    hangUp: async () => {
      (pty as unknown as { destroy(): void }).destroy();
      await waitForEnd(pty.pid);
    },
    resize: (newColumns, newRows) => {
      view.resize(newColumns, newRows);
      pty.resize(newColumns, newRows);
    },
    written: () => written,
    exited,
  };
}

/** Waits until no process has this id. */
async function waitForEnd(pid: number): Promise<void> {
  const start = performance.now();
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    if (performance.now() - start > PATIENCE) throw new Error(`process ${pid} did not end`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
