import select from '@inquirer/select';
import { Refusal } from '../model/index.ts';
import type { World } from '../world.ts';

/** What is asked of a person at a terminal, and what may be chosen; the first is where the pointer is. */
export interface PolicyQuestion {
  readonly question: string;
  readonly choices: readonly { readonly id: string; readonly text: string }[];
  /** Said where the person leaves. */
  readonly left: string;
}

/** Asks which policy to use, beside what is written on stdout; gives its id. Throws a `Refusal` where the person leaves. */
export async function askPolicy(
  { stdin, stderr }: World,
  { question, choices, left }: PolicyQuestion,
): Promise<string> {
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  // A prompt whose input ends would wait for ever.
  stdin.on('end', leave).on('close', leave);
  try {
    const config = {
      message: question,
      choices: choices.map(({ id, text }) => ({ name: text, value: id })),
      loop: false,
    };
    return await select(config, { input: stdin, output: stderr, signal: leaving.signal, clearPromptOnDone: true });
  } catch (error) {
    if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')) {
      throw new Refusal(130, left);
    }
    throw error;
  } finally {
    stdin.off('end', leave).off('close', leave);
  }
}
