import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { readEnterprise } from '../../src/store/enterprise-file.ts';
import { USCC } from './sample-data.ts';

export interface Child {
  readonly process: ChildProcess;
  /** The lines on stdout so far. */
  readonly lines: string[];
  /** Resolves once a line begins with this, or the process has ended. */
  waitFor(start: string): Promise<void>;
  /** Resolves with all lines once the process has ended. */
  readonly ended: Promise<string[]>;
}

export interface Bundle {
  readonly script: string;
  remove(): Promise<void>;
}

/** Bundles child-process.ts into a script that Node runs by itself. */
export async function bundleChild(): Promise<Bundle> {
  const folder = await mkdtemp(path.join(tmpdir(), 'matura-child-'));
  const script = path.join(folder, 'child.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('./child-process.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: script,
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
  });
  return { script, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Starts a process; `limit` is the most bytes that it can write to any file, like a disk that is full after them. */
export function startChild(
  { script }: Bundle,
  args: readonly (string | number)[],
  { limit, env = {} }: { limit?: number; env?: Record<string, string> } = {},
): Child {
  const command = [process.execPath, script, ...args.map(String)];
  const shell = ['sh', '-c', 'ulimit -f "$0" && exec "$@"', String(Math.ceil((limit ?? 0) / 512)), ...command];
  const [program = '', ...rest] = limit === undefined ? command : shell;
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  const lines: string[] = [];
  let unfinished = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (unfinished + chunk).split('\n');
    unfinished = parts.pop() ?? '';
    lines.push(...parts);
  });
  const ended = once(child, 'close').then(() => lines);
  const waitFor = async (start: string): Promise<void> => {
    while (child.exitCode === null && !lines.some((line) => line.startsWith(start))) {
      await Promise.race([once(child.stdout, 'data'), ended]);
    }
  };
  return { process: child, lines, waitFor, ended };
}

/** Makes the lock of a killed run as old as it would be after a while. */
export async function letLockAge(file: string): Promise<void> {
  const lock = path.join(path.dirname(file), `.${path.basename(file)}.lock`);
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(lock, longAgo, longAgo).catch(() => {});
}

/** The number of the last step that a child acknowledged. */
export function lastDone(lines: readonly string[]): number {
  return Number(lines.findLast((line) => line.startsWith('done '))?.slice(5) ?? 0);
}

/** Who recorded each record, in the order of the file. */
export async function recorders(root: string): Promise<string[]> {
  return (await readEnterprise(root, USCC))?.enterprise.records?.map(({ recordedBy }) => recordedBy ?? '') ?? [];
}

/** The numbers from 1. */
export const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Who assessed, in the order of the file. */
export async function assessors(root: string): Promise<string[]> {
  return (await readEnterprise(root, USCC))?.enterprise.assessments.map(({ assessor }) => assessor ?? '') ?? [];
}
