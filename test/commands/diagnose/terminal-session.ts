import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Language, Messages } from '../../../src/i18n/index.ts';
import type { Enterprise, RecordedAnswer } from '../../../src/model/generated/types.ts';
import type { AnswerSet } from '../../../src/scoring/answer-set.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { messagesOf } from '../../messages.ts';
import { HOME } from '../../pack/sample-world.ts';
import { makeTemporaryFolder } from '../../store/temporary-folder.ts';
import { startMatura, type Terminal, type TerminalOptions } from './pseudo-terminal.ts';
import { type Person, seatPerson } from './simulated-person.ts';

export const WORKSHOP = path.join(HOME, 'test/fixtures/workshop');
export const CODE = '91350100M000100Y43';
export const OTHER_CODE = '914403001922038216';

/** The keys a keyboard sends. */
export const KEYS = {
  up: '\u001b[A',
  down: '\u001b[B',
  home: '\u001b[H',
  right: '\u001b[C',
  left: '\u001b[D',
  pageUp: '\u001b[5~',
  pageDown: '\u001b[6~',
  end: '\u001b[F',
  escape: '\u001b',
  backspace: '\u007f',
  interrupt: '\u0003',
  endOfInput: '\u0004',
} as const;

/** A diagnosis at a terminal, with the person who sits there. */
export interface Desk {
  readonly cwd: string;
  readonly terminal: Terminal;
  readonly person: Person;
  readonly words: Messages['diagnose'];
}

export interface DeskOptions extends Partial<TerminalOptions> {
  readonly pack?: string;
  readonly args?: readonly string[];
  readonly language?: Language;
  readonly sheet?: AnswerSet;
}

/** Begins a diagnosis of the made-up questionnaire, in a folder of its own unless one is given. */
export async function sitDown(plan: Plan, options: DeskOptions = {}): Promise<Desk> {
  const { pack = WORKSHOP, args = [], language = 'en', sheet = new Map(), ...terminalOptions } = options;
  const cwd = options.cwd ?? (await makeTemporaryFolder());
  const terminal = startMatura(['diagnose', pack, '--lang', language, ...args], { ...terminalOptions, cwd });
  return { cwd, terminal, person: seatPerson(terminal, plan, sheet, language), words: messagesOf(language).diagnose };
}

/** Answers the key and the name, which everything else comes after. */
export async function introduce({ terminal, person }: Desk, key = CODE, name = 'Example Ltd.'): Promise<void> {
  await person.shown();
  terminal.type(`${key}\r`);
  await person.shown('uscc');
  terminal.type(`${name}\r`);
  await person.shown('name');
}

/** Makes a new assessment of an enterprise that has one. */
export async function assessAnew({ terminal, words }: Desk): Promise<void> {
  await terminal.waitForText(words.correction.question);
  terminal.type(`${KEYS.down}\r`);
}

/** What every list shows below: the key that chooses. */
export function listKeys({ words }: Desk): string {
  return `${words.keys.enter} ${words.keys.choose}`;
}

/** Goes to the review and finishes. */
export async function finishNow(desk: Desk): Promise<void> {
  await desk.person.command('r');
  await desk.person.finish();
}

/** What the drafts of a folder say, the latest of each name. */
export async function draftedIn(cwd: string): Promise<Record<string, RecordedAnswer | null>> {
  const folder = path.join(cwd, 'files/.drafts');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl'));
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  const events = texts.flatMap((text) =>
    text
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line)),
  );
  return Object.fromEntries(events.map(({ name, statement }) => [name, statement]));
}

export async function readFiled(cwd: string, key = CODE): Promise<Enterprise> {
  return JSON.parse(await readFile(path.join(cwd, 'files', `${key}.json`), 'utf8'));
}
