import { plainLine } from '../../report/terminal/line.ts';
import type { World } from '../../world.ts';
import { frameOf, type Screen } from './terminal.ts';
import { wrapLines } from './text.ts';
import type { Wording } from './wording.ts';

/** The terminal a diagnosis takes place on, and the words it uses. */
export interface Desk {
  readonly world: World;
  readonly screen: Screen;
  readonly wording: Wording;
}

/** The person leaves: by command, with Ctrl+C or Ctrl+D, or because the terminal is gone. */
export class Leaving extends Error {
  override readonly name = 'Leaving';
}

/** Where prompts read and write, and what ends them. */
export interface PromptContext {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly signal: AbortSignal;
  readonly clearPromptOnDone: true;
}

/** Writes text that stays on the screen, in lines that fit. */
export function say({ world, screen }: Desk, text: string, paint: (line: string) => string = (line) => line): void {
  const { width } = frameOf(screen);
  for (const line of wrapLines(text, width)) world.stdout.write(`${paint(line)}\n`);
}

/** Writes a path or a command as it is, so that it can be copied. */
export function sayWhole({ world }: Desk, text: string): void {
  world.stdout.write(`${plainLine(text)}\n`);
}

/** Runs a prompt; throws `Leaving` when the person leaves it. */
export async function ask<T>({ world }: Desk, run: (context: PromptContext) => Promise<T>): Promise<T> {
  const { stdin, stdout } = world;
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  // A prompt whose input ends would wait for ever, and the process would end as if all were well.
  const onKey = (_: unknown, key?: { readonly name?: string; readonly ctrl?: boolean }): void => {
    if (key?.ctrl && key.name === 'd') leave();
  };
  stdin.on('keypress', onKey).on('end', leave).on('close', leave);
  try {
    return await run({ input: stdin, output: stdout, signal: leaving.signal, clearPromptOnDone: true });
  } catch (error) {
    if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')) {
      throw new Leaving();
    }
    throw error;
  } finally {
    stdin.off('keypress', onKey).off('end', leave).off('close', leave);
  }
}
