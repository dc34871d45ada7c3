import inquirer from 'inquirer';
import { ask, type Desk } from './desk.ts';
import { frameOf } from './terminal.ts';
import { clipText, wrapLines } from './text.ts';

/** One line of a list; without a value it is a heading. */
export interface ListLine<T> {
  readonly text: string;
  /** More about it, on lines of its own. */
  readonly below?: string;
  readonly value?: T;
}

/** Lets a person choose one line of a list. Its texts are cut to the width; what is below them is shown whole. */
export async function choose<T>(
  desk: Desk,
  title: string,
  lines: readonly ListLine<T>[],
  { start, keys }: { readonly start?: number; readonly keys: string },
): Promise<T> {
  const { typeAhead } = desk.screen;
  typeAhead.forget();
  const { width, height, look } = frameOf(desk.screen);
  const { paint, signs } = look;
  const choices = lines.map(({ text, below, value }, index) => {
    if (value === undefined) return new inquirer.Separator(text === ' ' ? text : paint.cyan(clipText(text, width - 2)));
    const more = below === undefined ? [] : wrapLines(below, width - 6).map((line) => `      ${paint.dim(line)}`);
    return { value: index, name: [clipText(text, width - 3), ...more].join('\n') };
  });
  const chosen = await ask(desk, async ({ input, output, signal }) => {
    const prompt = inquirer.createPromptModule({ input, output, signal, clearPromptOnDone: true } as never);
    const { line } = await prompt([
      {
        type: 'select',
        name: 'line',
        message: title,
        choices,
        loop: false,
        pageSize: Math.max(4, height - 5),
        ...(start === undefined ? {} : { default: start }),
        theme: {
          prefix: '',
          icon: { cursor: signs.pointer },
          style: {
            message: (text: string) => (text === '' ? '' : `\n${paint.bold(text)}`),
            highlight: (text: string) => paint.cyan(text),
            answer: (text: string) => text,
            keysHelpTip: () => paint.dim(keys),
          },
        },
      },
    ]);
    return line as number;
  });
  // The list was steered with these.
  typeAhead.forget();
  typeAhead.close();
  return lines[chosen]?.value as T;
}
