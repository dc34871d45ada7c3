// The terminal that a diagnosis takes place on. `runPrompt` turns Ctrl+C, which Inquirer tells by an error, Ctrl+D and a closed
// terminal into `DiagnosisLeft`, which run-diagnosis.ts catches.

import { LANGUAGES, type Language, loadMessages, type Messages } from '../../i18n/index.ts';
import type { CompiledPack } from '../../pack/index.ts';
import { makeVocabulary, sanitizeLine, type Vocabulary } from '../../report/index.ts';
import type { AnswerValue } from '../../scoring/index.ts';
import type { DraftHeader } from '../../store/index.ts';
import type { World } from '../../world.ts';
import type { Diagnosis } from './diagnosis.ts';
import { frameOf, type Screen, wrapLines } from './terminal-screen.ts';

/** The terminal a diagnosis takes place on, and the words it uses. */
export interface UiContext {
  readonly world: World;
  readonly screen: Screen;
  readonly wording: Wording;
}

/** The person leaves: by command, with Ctrl+C or Ctrl+D, or because the terminal is gone. */
export class DiagnosisLeft extends Error {
  override readonly name = 'DiagnosisLeft';
}

/** Where prompts read and write, and what ends them. */
interface PromptContext {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly signal: AbortSignal;
  readonly clearPromptOnDone: true;
}

/** Writes text that stays on the screen, in lines that fit. */
export function print(
  { world, screen }: UiContext,
  text: string,
  paint: (line: string) => string = (line) => line,
): void {
  const { width } = frameOf(screen);
  for (const line of wrapLines(text, width)) world.stdout.write(`${paint(line)}\n`);
}

/** Writes a path or a command as it is, so that it can be copied. */
export function printWhole({ world }: UiContext, text: string): void {
  world.stdout.write(`${sanitizeLine(text)}\n`);
}

/** Runs a prompt; throws `DiagnosisLeft` when the person leaves it. */
export async function runPrompt<T>({ world }: UiContext, run: (context: PromptContext) => Promise<T>): Promise<T> {
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
    // The first is Ctrl+C.
    if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')) {
      throw new DiagnosisLeft();
    }
    throw error;
  } finally {
    stdin.off('keypress', onKey).off('end', leave).off('close', leave);
  }
}

/** What questions are put into words with. */
export interface Wording {
  readonly vocabulary: Vocabulary;
  readonly messages: Messages['diagnose'];
}

/** What is proposed where nothing is said yet, such as what is on file. */
export interface Suggestion {
  readonly value: AnswerValue;
  /** When it was said, in words. */
  readonly date: string;
}

/** The words of a language for the questions of a pack, in the year of the assessment. */
export async function wordingFor(language: Language, { plan, pack }: CompiledPack, year: number): Promise<Wording> {
  const { languages } = pack.questionnaire.document;
  const { titles } = pack.rubric.document;
  const messages = await loadMessages(language);
  const vocabulary = makeVocabulary({ plan, messages, language, languages, titles, year });
  return { vocabulary, messages: messages.diagnose };
}

/** The context in the language a draft was begun in, unless another one was asked for. */
export async function useDraftLanguage(
  ui: UiContext,
  { compiled, lang }: Diagnosis,
  { language }: DraftHeader,
): Promise<UiContext> {
  const begunIn = LANGUAGES.find((one) => one === language);
  if (lang !== undefined || begunIn === undefined) return ui;
  const wording = await wordingFor(begunIn, compiled, ui.world.now().getFullYear());
  return { ...ui, wording, screen: { ...ui.screen, keys: wording.messages.keys } };
}
