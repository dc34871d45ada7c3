// Plain questions of commands at a terminal. They are asked on stderr, so that stdout holds only the output.
import { Refusal } from '../model/index.ts';
import type { World } from '../world.ts';

/** A line to choose, and the value it stands for. */
export interface Choice<Value extends string> {
  readonly text: string;
  readonly id: Value;
}

/** Whether a person can be asked: input and output are both a terminal. */
export function isAtTerminal({ stdin, stdout, stderr }: World): boolean {
  return Boolean(stdin.isTTY && stdout.isTTY && stderr.isTTY);
}

/** Lets the user choose one of several lines; throws a `Refusal` with the text `left` if the person leaves. */
export function askChoice<Value extends string>(
  world: World,
  message: string,
  choices: readonly Choice<Value>[],
  left: string,
): Promise<Value> {
  return ask<Value>(world, left, {
    type: 'select',
    message,
    choices: choices.map(({ id, text }) => ({ name: text, value: id })),
    loop: false,
  });
}

interface TextQuestion {
  readonly message: string;
  /** What Enter alone means. */
  readonly standard?: string;
  /** Returns what is wrong with a text, or undefined. */
  readonly check: (text: string) => string | undefined;
}

/** Asks for a line of text until it passes the check; throws a `Refusal` with the text `left` if the person leaves. */
export async function askText(world: World, { message, standard, check }: TextQuestion, left: string): Promise<string> {
  const typed = await ask<string>(world, left, {
    type: 'input',
    message,
    ...(standard === undefined ? {} : { default: standard }),
    validate: (text: string) => check(text.trim()) ?? true,
  });
  return typed.trim();
}

async function ask<Value>(
  { stdin, stderr }: World,
  left: string,
  question: Readonly<Record<string, unknown>>,
): Promise<Value> {
  const { default: inquirer } = await import('inquirer');
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  // A prompt whose input ends would wait forever.
  stdin.on('end', leave).on('close', leave);
  try {
    const prompt = inquirer.createPromptModule({
      input: stdin,
      output: stderr,
      signal: leaving.signal,
      clearPromptOnDone: true,
    });
    const { answer } = (await prompt([{ name: 'answer', ...question } as never])) as { readonly answer: Value };
    return answer;
  } catch (error) {
    if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')) {
      throw new Refusal(130, left);
    }
    throw error;
  } finally {
    stdin.off('end', leave).off('close', leave);
  }
}
