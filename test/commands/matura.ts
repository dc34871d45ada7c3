import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

export const ROOT = path.join(import.meta.dirname, '../..');
export const EXAMPLE = path.join(ROOT, 'examples/answers/miit-sme-2024.yaml');
export const INTERRUPTED = path.join(ROOT, 'examples/answers/miit-sme-2024-interrupted.yaml');

/** How a run ended. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command without a terminal, in English unless said otherwise. */
export function matura(
  args: readonly string[],
  {
    cwd = ROOT,
    env = {},
    input = '',
  }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Promise<Run> {
  const { NO_COLOR: _, FORCE_COLOR: __, MATURA_PACKS: ___, ...rest } = process.env;
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/matura.js'), ...args], {
    cwd,
    env: { ...rest, LC_ALL: 'en_GB.UTF-8', ...env },
  });
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
