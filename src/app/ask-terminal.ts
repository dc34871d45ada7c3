// Asks simple questions for commands at a terminal. They are written to stderr, so that stdout holds only the output.
import type { Messages } from '../i18n/index.ts';
import { Refusal } from '../model/index.ts';
import { wrapText } from '../report/index.ts';
import type { World } from '../world.ts';
import { STANDARD_WIDTH } from './console.ts';

/** A choice in a prompt: its id and the text shown for it. */
export interface Choice<Id extends string> {
  readonly text: string;
  readonly id: Id;
}

/** The messages that a prompt needs. */
interface AskContext {
  readonly messages: Messages;
  /** The message of the `Refusal` thrown if the person cancels the prompt or its input ends. */
  readonly left: string;
}

/** The columns that the pointer takes up before a line to choose from. */
const POINTER_COLUMNS = 2;

/** Lets the user choose one of several lines; throws a `Refusal` with the text `left` if the person cancels. */
export function askChoice<Id extends string>(
  world: World,
  message: string,
  choices: readonly Choice<Id>[],
  asking: AskContext,
): Promise<Id> {
  const { keys } = asking.messages.diagnose;
  const columns = (world.stderr.columns ?? STANDARD_WIDTH) - POINTER_COLUMNS - 1;
  const lineIndent = `\n${' '.repeat(POINTER_COLUMNS)}`;
  return ask<Id>(world, asking.left, {
    type: 'select',
    message,
    choices: choices.map(({ id, text }) => ({ name: wrapText(text, columns).join(lineIndent), value: id })),
    loop: false,
    theme: { style: { keysHelpTip: () => `↑↓ ${keys.move} · ${keys.enter} ${keys.choose}` } },
  });
}

interface TextQuestion {
  readonly message: string;
  /** The answer if the person presses Enter without typing anything. */
  readonly standard?: string;
  /** Returns the error message for an invalid text, or undefined if the text is valid. */
  readonly check: (text: string) => string | undefined;
}

/** Asks for a line of text until it passes the check; throws a `Refusal` with the text `left` if the person cancels. */
export async function askText(
  world: World,
  { message, standard, check }: TextQuestion,
  { left }: Pick<AskContext, 'left'>,
): Promise<string> {
  const typedText = await ask<string>(world, left, {
    type: 'input',
    message,
    ...(standard === undefined ? {} : { default: standard }),
    validate: (text: string) => check(text.trim()) ?? true,
  });
  return typedText.trim();
}

async function ask<Value>(
  { stdin, stderr }: World,
  left: string,
  question: Readonly<Record<string, unknown>>,
): Promise<Value> {
  const { default: inquirer } = await import('inquirer');
  const abortController = new AbortController();
  const abortPrompt = (): void => abortController.abort();
  // Without these handlers, a prompt would wait forever after its input has ended.
  stdin.on('end', abortPrompt).on('close', abortPrompt);
  try {
    const prompt = inquirer.createPromptModule({
      input: stdin,
      output: stderr,
      signal: abortController.signal,
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
    stdin.off('end', abortPrompt).off('close', abortPrompt);
  }
}
