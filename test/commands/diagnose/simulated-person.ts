import { readdir, utimes } from 'node:fs/promises';
import path from 'node:path';
import { cutText } from '../../../src/commands/diagnose/terminal-screen.ts';
import { type Language, pickText } from '../../../src/i18n/index.ts';
import { choicesOf } from '../../../src/interview/typed-answers.ts';
import { toDecimalText } from '../../../src/model/rational.ts';
import { textWidth } from '../../../src/report/terminal/terminal-text.ts';
import { type AnswerEntry, type AnswerSet, entryOf, isChoices } from '../../../src/scoring/answer-set.ts';
import type { Input, Plan } from '../../../src/scoring/plan.ts';
import type { AnswerValue } from '../../../src/scoring/possible-values.ts';
import { messagesOf } from '../../messages.ts';
import { squeeze, type Terminal } from './pseudo-terminal.ts';

/** Someone who sits at the terminal, reads what is asked and answers from a sheet. */
export interface Person {
  /** The fact or question on the screen; waits until one is ready, other than `before` where that is given. */
  shown(before?: string): Promise<string>;
  /** Whether the screen shows the review; waits for that or a question. */
  shownOrReview(before?: string): Promise<string | undefined>;
  /** Says to the shown question what the sheet says of it. */
  answer(name: string): Promise<void>;
  /** Answers everything that is asked until the review; `stop` ends it before a question is answered. */
  answerAll(stop?: (name: string, count: number) => boolean): Promise<string | undefined>;
  /** Gives a command by its letter. */
  command(letter: string): Promise<void>;
  /** Finishes in the review, whether answers are open or not. */
  endReview(): Promise<void>;
  /** The same, and waits for the program's end. */
  finish(): Promise<{ readonly code: number; readonly signal: number }>;
}

/** Stands for the list of policies, which is no question of the pack. */
const POLICY = '(policy)';
const CLEAR_LINE = '\u0015';
const DOWN = '\u001b[B';

export function seatPerson(terminal: Terminal, plan: Plan, sheet: AnswerSet, language: Language): Person {
  const words = messagesOf(language).diagnose;
  const byText = new Map(
    plan.inputs.flatMap(({ name, definition }) => {
      const text = pickText(definition.text, messagesOf(language).language, ['zh']) ?? name;
      // Questions are shown with the number they have on paper.
      return [text, `${name}${text}`].map((shown) => [squeeze(shown), name] as const);
    }),
  );
  const inputs = new Map(plan.inputs.map((input) => [input.name, input]));
  const reviewTitle = squeeze(words.review.title);
  // Asked where the place says nothing: Enter stays with the policy of the questionnaire.
  const { askNone } = messagesOf(language).policyChoice;
  const policyQuestion =
    squeeze(askNone({ place: '§' }))
      .split('§')
      .at(-1) ?? '';
  const inReview = (screen: readonly string[]): boolean =>
    squeeze(screen.join('')).includes(reviewTitle) && screen.some((line) => line.startsWith('❯'));

  const person: Person = {
    shown: (before) =>
      terminal.waitFor(`a question other than ${before}`, (screen) => {
        const name = itemOn(screen, byText, words.keys.commands);
        return name !== before && name;
      }),
    shownOrReview: async (before) => {
      const found = await terminal.waitFor(`a question other than ${before} or the review`, (screen) => {
        if (inReview(screen)) return { name: undefined };
        const isPolicyAsked = squeeze(screen.join('')).includes(policyQuestion);
        if (isPolicyAsked && screen.some((line) => line.startsWith('❯'))) return { name: POLICY };
        const name = itemOn(screen, byText, words.keys.commands);
        return name !== undefined && name !== before && { name };
      });
      return found.name;
    },
    answer: async (name) => {
      const input = inputs.get(name) as Input;
      const entry = entryOf(sheet, name);
      await addRemarks(entry);
      terminal.type(await keysFor(input, entry));
    },
    answerAll: async (stop) => {
      let before: string | undefined;
      for (let count = 0; ; count++) {
        const name = await person.shownOrReview(before);
        if (name === undefined) return undefined;
        if (stop?.(name, count)) return name;
        if (name === POLICY) {
          terminal.type('\r');
          await terminal.waitFor('what comes next', (screen) => !squeeze(screen.join('')).includes(policyQuestion));
          continue;
        }
        await person.answer(name);
        before = name;
      }
    },
    command: async (letter) => {
      terminal.type('/');
      await terminal.waitForText(words.keys.command);
      terminal.type(letter);
    },
    endReview: async () => {
      await terminal.waitFor('the review', inReview);
      const pointsAt = (text: string) =>
        terminal.waitFor(`the pointer at "${text}"`, (screen) => screen.some((line) => line.startsWith(`❯ ${text}`)));
      if (terminal.screen().some((line) => line.startsWith(`❯ ${words.review.finish}`))) {
        terminal.type('\r');
        return;
      }
      terminal.type(DOWN);
      await pointsAt(words.review.finishOpen({ open: '§' }).split('§')[0] ?? '');
      terminal.type('\r');
      await pointsAt(words.review.finishNot);
      terminal.type(DOWN);
      await pointsAt(words.review.finishAnyway);
      terminal.type('\r');
    },
    finish: async () => {
      await person.endReview();
      return terminal.exited;
    },
  };

  async function addRemarks({ note, evidence = [] }: AnswerEntry): Promise<void> {
    const shows = (screen: readonly string[], text: string): boolean =>
      squeeze(screen.join('')).includes(squeeze(text));
    const back = (text: string): Promise<unknown> =>
      terminal.waitFor(text, (screen) => itemOn(screen, byText, words.keys.commands) && shows(screen, text));
    if (note !== undefined) {
      await person.command('n');
      await terminal.waitFor('the line of the note', (screen) => shows(screen, `${words.keys.save}Esc`));
      // What an earlier run saved is replaced.
      terminal.type(`${CLEAR_LINE}${note}\r`);
      await back(words.remarks.note({ note }));
    }
    // Evidence that an earlier run saved is there already.
    const list = words.remarks.evidence({ list: '' });
    if (evidence.length > 0 && !shows(terminal.screen(), `${list}${evidence[0]}`)) {
      await person.command('e');
      for (const [index, piece] of evidence.entries()) {
        await terminal.waitForText(`${words.keys.enter} ${words.keys.add}`);
        terminal.type(`${piece}\r`);
        await terminal.waitForText(evidence[index] as string);
        await terminal.waitFor('an empty line', (screen) => screen.includes('❯'));
      }
      terminal.type('\r');
      await terminal.waitFor('the question again', (screen) => itemOn(screen, byText, words.keys.commands));
    }
  }

  async function keysFor(input: Input, entry: AnswerEntry): Promise<string> {
    switch (entry.state) {
      case 'answered':
        return `${await keysOfValue(input, entry.value)}${choosesByKey(input) ? '' : '\r'}`;
      case 'unknown':
        return '/u';
      case 'notApplicable':
        return '/x';
      case 'unanswered':
        return '/s';
    }
  }

  /** Whether the letter or digit of an option is the whole answer. */
  function choosesByKey(input: Input): boolean {
    return input.type !== 'multiple' && choicesOf(input, words.yesNo) !== undefined;
  }

  async function keysOfValue(input: Input, value: AnswerValue): Promise<string> {
    const choices = choicesOf(input, words.yesNo);
    if (!choices) return typed(value, language);
    if (!isChoices(value)) return choices.find((choice) => same(choice.value, value))?.key ?? '';
    const wanted = choices.filter((choice) => value.includes(choice.value as string)).map(({ key }) => key as string);
    return wanted.join('');
  }

  return person;
}

const PROGRESS = /^.*[█░]{10} \d+ ?%/u;

/** The fact or question that is ready to be answered: the text below the bar, with the key of the commands below that. */
export function itemOn(
  screen: readonly string[],
  byText: ReadonlyMap<string, string>,
  commands: string,
): string | undefined {
  const bar = screen.findLastIndex((line) => PROGRESS.test(line));
  // On a wide screen, the overview is beside the question, and the bar ends where the question does.
  const [left = ''] = PROGRESS.exec(screen[bar] ?? '') ?? [];
  const width = /^[█░]/u.test(left) ? Number.POSITIVE_INFINITY : textWidth(left);
  const rest = screen.slice(bar + 1).map((line) => (line === '' ? '' : cutText(line, width).trimEnd()));
  if (bar < 0 || !rest.some((line) => line.includes(`/ ${commands}`) || line.includes(`Esc ${commands}`)))
    return undefined;
  let text = '';
  for (const line of rest) {
    if (line === '' || /^[ ❯]/u.test(line)) break;
    text += line;
  }
  return byText.get(squeeze(text));
}

function typed(value: AnswerValue, language: Language): string {
  if (typeof value === 'object' && 'n' in value) {
    return toDecimalText(value, 15).replace('.', language === 'de' ? ',' : '.');
  }
  return String(value);
}

function same(a: unknown, b: unknown): boolean {
  const plain = (value: unknown): string =>
    JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}` : part)) ?? '';
  return plain(a) === plain(b);
}

/** Lets the locks of a killed run look as old as they would be some seconds later. */
export async function ageLocks(files: string): Promise<void> {
  for (const folder of [files, path.join(files, '.drafts')]) {
    for (const name of await readdir(folder).catch(() => [])) {
      if (name.endsWith('.lock')) await utimes(path.join(folder, name), new Date(0), new Date(0));
    }
  }
}
