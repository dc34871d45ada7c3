import { readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../model/index.ts';
import { sanitizeLine } from '../report/index.ts';
import { clearOnSignal } from '../signals.ts';
import type { World } from '../world.ts';
import { formatFinalRefusal, resolveLanguage } from './console.ts';

/** Minimum pause between two scans of the files, in milliseconds. */
const MIN_PAUSE_MS = 100;

/** Maximum number of problems shown; the first ones are enough to begin with. */
const MAX_SHOWN_PROBLEMS = 5;

/** How many levels of folders are searched; the search for packs has the same limit. */
const MAX_DEPTH = 8;

interface Repetition {
  /** The folders to watch; for a file, the folder that it is in. */
  readonly paths: readonly string[];
  readonly lang: string | undefined;
  run(): Promise<unknown>;
  /** Called with the message of a refusal thrown by `run`, and the first problems that caused it. */
  refused?(lines: readonly string[]): Promise<void>;
  /** Called when the repetition ends, however it ends. */
  end?(): void;
}

/**
 * Runs a function now, and again whenever a YAML file below a path changes, until a signal ends the process. A refusal
 * is shown, and the function runs again after the next change. Throws the `Refusal` if it is about wrong usage, or if
 * there is no file.
 */
export async function repeatOnChange(
  world: World,
  { paths, lang, run, refused, end = () => {} }: Repetition,
): Promise<never> {
  const { findings } = (await resolveLanguage(world, lang)).messages;
  const folders = paths.map((path) => folderOf(resolve(world.cwd, path)));
  const firstState = readState(folders);
  const stopListening = clearOnSignal(end);
  try {
    for (let lastState = firstState; ; lastState = await waitForNextState(folders, lastState)) {
      await run().catch(async (error: unknown) => {
        if (!(error instanceof Refusal) || error.exitCode === 2 || firstState === '') throw error;
        const lines = await formatFinalRefusal(error, world, lang);
        world.stderr.write(
          `${lines
            .flatMap((line) => line.split('\n'))
            .map(sanitizeLine)
            .join('\n')}\n`,
        );
        await refused?.([...lines, ...error.because.slice(0, MAX_SHOWN_PROBLEMS)]);
      });
      world.stderr.write(`${findings.watching}\n`);
    }
  } finally {
    stopListening();
    tryOr(end, undefined);
  }
}

/**
 * Waits until the files differ from the state `before` and no longer change, and returns their state: an editor may
 * write several files, or one file in several steps.
 */
async function waitForNextState(folders: readonly string[], before: string): Promise<string> {
  for (let lastState = before; ; ) {
    const start = performance.now();
    const stateNow = readState(folders);
    if (stateNow !== before && stateNow === lastState) return stateNow;
    lastState = stateNow;
    // The pause is at least nine times as long as the scan, so that scanning a large tree takes at most a tenth of the
    // processor's time.
    await sleep(Math.max(MIN_PAUSE_MS, 9 * (performance.now() - start)));
  }
}

/**
 * Lists all YAML files with their modification times. Files are polled: on Linux, watching a folder misses files that
 * an editor or git replaces by new ones.
 */
function readState(folders: readonly string[]): string {
  return folders.flatMap((folder) => listFiles(folder, MAX_DEPTH)).join('\n');
}

function listFiles(folder: string, depth: number): string[] {
  return tryOr(() => readdirSync(folder, { withFileTypes: true }), []).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const isSearched = depth > 0 && !entry.name.startsWith('.') && entry.name !== 'node_modules';
      return isSearched ? listFiles(path, depth - 1) : [];
    }
    if (!/\.ya?ml$/i.test(entry.name)) return [];
    return tryOr(() => {
      const { ino, size, mtimeMs, ctimeMs } = statSync(path);
      return [`${path} ${ino} ${size} ${mtimeMs} ${ctimeMs}`];
    }, []);
  });
}

function folderOf(path: string): string {
  return tryOr(() => statSync(path).isFile(), false) ? dirname(path) : path;
}

/** Runs an action, and returns `otherwise` if it fails: a file may vanish before it is read or removed. */
function tryOr<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch {
    return otherwise;
  }
}
