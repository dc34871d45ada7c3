import { readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../model/index.ts';
import { sanitizeLine } from '../report/index.ts';
import { clearOnSignal } from '../signals.ts';
import type { World } from '../world.ts';
import { formatFinalRefusal, resolveLanguage } from './console.ts';

/** Milliseconds between two looks at the files, where these take no time. */
const PAUSE = 100;

/** Of many problems the first ones are enough to begin with. */
const MOST_SHOWN = 5;

/** How deep folders are looked through, as packs are found. */
const DEEPEST = 8;

interface Repetition {
  /** Folders, or files that stand for theirs. */
  readonly paths: readonly string[];
  readonly lang: string | undefined;
  run(): Promise<unknown>;
  /** Told what `run` refused, in words, and the first problems behind it. */
  refused?(lines: readonly string[]): Promise<void>;
  /** Clears up, however the run ends. */
  end?(): void;
}

/**
 * Does something now, and again whenever a YAML file below a path changes, until a signal ends the run. What refuses to
 * go on is told, and tried again after the next change. Throws the `Refusal` of wrong usage, and where there is no file.
 */
export async function repeatOnChange(
  world: World,
  { paths, lang, run, refused, end = () => {} }: Repetition,
): Promise<never> {
  const { findings } = (await resolveLanguage(world, lang)).messages;
  const folders = paths.map((path) => folderOf(resolve(world.cwd, path)));
  const first = readState(folders);
  const leave = clearOnSignal(end);
  try {
    for (let read = first; ; read = await nextState(folders, read)) {
      await run().catch(async (error: unknown) => {
        if (!(error instanceof Refusal) || error.exitCode === 2 || first === '') throw error;
        const lines = await formatFinalRefusal(error, world, lang);
        world.stderr.write(
          `${lines
            .flatMap((line) => line.split('\n'))
            .map(sanitizeLine)
            .join('\n')}\n`,
        );
        await refused?.([...lines, ...error.because.slice(0, MOST_SHOWN)]);
      });
      world.stderr.write(`${findings.watching}\n`);
    }
  } finally {
    leave();
    attempt(end, undefined);
  }
}

/** The state once it differs and stays: an editor may write several files, or one in several steps. */
async function nextState(folders: readonly string[], before: string): Promise<string> {
  for (let last = before; ; ) {
    const start = performance.now();
    const now = readState(folders);
    if (now !== before && now === last) return now;
    last = now;
    // A large tree takes a tenth of a processor at most.
    await sleep(Math.max(PAUSE, 9 * (performance.now() - start)));
  }
}

/**
 * All YAML files with when they changed. They are looked at again and again: what the system tells of a folder misses, on
 * Linux, a file that an editor or git puts in the place of another.
 */
function readState(folders: readonly string[]): string {
  return folders.flatMap((folder) => listFiles(folder, DEEPEST)).join('\n');
}

function listFiles(folder: string, depth: number): string[] {
  return attempt(() => readdirSync(folder, { withFileTypes: true }), []).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const isSearched = depth > 0 && !entry.name.startsWith('.') && entry.name !== 'node_modules';
      return isSearched ? listFiles(path, depth - 1) : [];
    }
    if (!/\.ya?ml$/i.test(entry.name)) return [];
    return attempt(() => {
      const { ino, size, mtimeMs, ctimeMs } = statSync(path);
      return [`${path} ${ino} ${size} ${mtimeMs} ${ctimeMs}`];
    }, []);
  });
}

function folderOf(path: string): string {
  return attempt(() => statSync(path).isFile(), false) ? dirname(path) : path;
}

/** What is looked at, or cleared away, may be gone the next moment. */
function attempt<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
