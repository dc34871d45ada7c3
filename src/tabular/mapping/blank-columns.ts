import { createFinder } from '../../model/plain.ts';
import type { Input, Plan } from '../../scoring/plan.ts';
import { matchHeadings } from './match.ts';
import { choicesOf, spellingsOf } from './values.ts';

/** The words of an input and its choices in the language of a template. */
export interface BlankWords {
  heading(input: Input): string;
  /** The text of the i-th value. */
  choice(input: Input, i: number): string | undefined;
}

/** A column of an empty table to fill in. */
export interface BlankColumn {
  readonly input: Input;
  readonly heading: string;
  /** The position of the option, where each has a column. */
  readonly option: number | null;
  /** What can be chosen; empty where anything can be written. */
  readonly choices: readonly string[];
}

/** The mark of a chosen option. */
export const TICK = '√';

/**
 * The columns of an empty table: one for each fact and question, and for each option of a multiple choice; what follows
 * from other answers is left out. Every heading and choice is one that is recognised with certainty, else the id.
 */
export function planBlank(plan: Plan, words: BlankWords): readonly BlankColumn[] {
  const columns = plan.inputs
    .filter(({ derived, type }) => derived === null && type !== 'derived')
    .flatMap((input) => columnsOf(input, words));
  const matches = matchHeadings(
    plan,
    columns.map(({ heading }) => heading),
  );
  const seen = new Set<string>();
  return columns.map((column, i) => {
    const { heading, input, option } = column;
    const match = matches[i];
    const isSure = match?.doubts.length === 0 && match.input !== null && plan.inputs[match.input] === input;
    // A cell that begins like a formula would be one.
    const isKept = isSure && match.option === option && !seen.has(heading) && !/^[=+\-@\t\r＝＋－＠]/.test(heading);
    seen.add(heading);
    return isKept
      ? column
      : { ...column, heading: option === null ? input.name : `${input.name}[${optionId(input, option)}]` };
  });
}

function columnsOf(input: Input, words: BlankWords): BlankColumn[] {
  const heading = words.heading(input);
  if (input.type !== 'multiple') return [{ input, heading, option: null, choices: blankChoices(input, words) }];
  return input.options.map(({ id }, option) => ({
    input,
    heading: `${heading} [${words.choice(input, option) ?? id}]`,
    option,
    choices: [TICK],
  }));
}

/** The texts of the values where they are understood, else their ids. */
function blankChoices(input: Input, words: BlankWords): readonly string[] {
  const find = createFinder(spellingsOf(input));
  return choicesOf(input).map(({ id }, i) => {
    const text = words.choice(input, i);
    return text !== undefined && find(text) === i && !/^[=+\-@\t\r＝＋－＠]/.test(text) ? text : id;
  });
}

function optionId({ options }: Input, option: number): string {
  return options[option]?.id ?? '';
}
