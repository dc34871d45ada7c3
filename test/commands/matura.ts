import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';

export const ROOT = path.join(import.meta.dirname, '../..');
export const EXAMPLE = path.join(ROOT, 'examples/answers/miit-sme-2024.yaml');
export const INTERRUPTED = path.join(ROOT, 'examples/answers/miit-sme-2024-interrupted.yaml');

const BUILT = pathToFileURL(path.join(ROOT, 'dist/cli.js')).href;

/** How a run ended. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the built command gives, as far as it is used here; its own types would bring all of its source along. */
interface Built {
  main(args: readonly string[], world: object): Promise<number>;
  realWorld(): object;
}

/** What a run is given: its folder, English unless said otherwise, and nobody at a terminal. */
export interface Given {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
  /** As wide as the output says that it is. */
  readonly columns?: number;
  /** Whether somebody watches the output. */
  readonly isWatched?: boolean;
}

/**
 * Runs the built command within this process, in a world of its own: what was typed, what came out, the exit code.
 * Starting Node and warming up costs more than most runs do; `maturaProcess` is for tests of the process itself.
 */
export async function matura(
  args: readonly string[],
  { cwd = ROOT, env = {}, input = '', columns, isWatched = false }: Given = {},
): Promise<Run> {
  if (env.TZ !== undefined) throw new Error('a time zone is one of a process: use maturaProcess');
  const { main, realWorld } = (await import(BUILT)) as Built;
  const [stdout, stderr] = [Object.assign(new Collected(), { columns, isTTY: isWatched }), new Collected()];
  const stdin = Readable.from(Buffer.from(input).length === 0 ? [] : [Buffer.from(input)], { objectMode: false });
  const code = await main(args, { ...realWorld(), stdin, stdout, stderr, env: environment(env), cwd });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** A stream that keeps what is written to it. */
class Collected extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString();
  }
}

function environment(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { NO_COLOR: _, FORCE_COLOR: __, MATURA_PACKS: ___, ...rest } = process.env;
  return { ...rest, LC_ALL: 'en_GB.UTF-8', ...env };
}

/** Runs the executable as a process of its own. */
export function maturaProcess(args: readonly string[], { cwd = ROOT, env = {}, input = '' }: Given = {}): Promise<Run> {
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/matura.js'), ...args], { cwd, env: environment(env) });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk) => out.push(chunk));
  child.stderr.on('data', (chunk) => err.push(chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code: code ?? -1, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
  });
}

/** A folder that is gone after the test. */
export async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'matura-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
