// The terminal of a diagnosis, and the prompts on it.
// `runPrompt` turns Ctrl+C, Ctrl+D and a closed terminal into `DiagnosisLeft`, which run-diagnosis.ts catches.

import { LANGUAGES, type Language, loadMessages, type Messages } from '../../i18n/index.ts';
import type { Measures } from '../../model/index.ts';
import type { CompiledPack } from '../../pack/index.ts';
import { makeVocabulary, sanitizeLine, type Vocabulary } from '../../report/index.ts';
import type { AnswerValue } from '../../scoring/index.ts';
import type { DraftHeader } from '../../store/index.ts';
import type { World } from '../../world.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Interruption } from './interruption.ts';
import { frameOf, type Screen, wrapLines } from './terminal-screen.ts';

/** The terminal of a diagnosis, and the texts shown on it. */
export interface UiContext {
  readonly world: World;
  readonly screen: Screen;
  readonly wording: Wording;
  /** The texts in a second language, for questions and options. */
  readonly secondWording: Wording | undefined;
  readonly interruption: Interruption;
}

/** The user leaves: by command, with Ctrl+C or Ctrl+D, or because the terminal is closed. */
export class DiagnosisLeft extends Error {
  override readonly name = 'DiagnosisLeft';
}

/** The streams that prompts use, and the signal that ends a prompt. */
interface PromptContext {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly signal: AbortSignal;
  readonly clearPromptOnDone: true;
}

/** Prints text that stays on the screen, wrapped to its width. */
export function print(
  { world, screen }: UiContext,
  text: string,
  paint: (line: string) => string = (line) => line,
): void {
  const { width } = frameOf(screen);
  for (const line of wrapLines(text, width)) world.stdout.write(`${paint(line)}\n`);
}

/** Prints a path or command unwrapped, so that it can be copied. */
export function printWhole({ world }: UiContext, text: string): void {
  world.stdout.write(`${sanitizeLine(text)}\n`);
}

/** Runs a prompt; throws `DiagnosisLeft` if the user leaves it. */
export async function runPrompt<T>(
  { world, interruption }: UiContext,
  run: (context: PromptContext) => Promise<T>,
): Promise<T> {
  if (interruption.isRequested()) throw new DiagnosisLeft();
  const { stdin, stdout } = world;
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  // Without this, a prompt whose input has ended would wait, and the process would exit as if nothing had gone wrong.
  const onKey = (_: unknown, key?: { readonly name?: string; readonly ctrl?: boolean }): void => {
    if (key?.ctrl && key.name === 'd') leave();
  };
  stdin.on('keypress', onKey).on('end', leave).on('close', leave);
  try {
    return await run({ input: stdin, output: stdout, signal: leaving.signal, clearPromptOnDone: true });
  } catch (error) {
    // Inquirer throws an `ExitPromptError` for Ctrl+C, and an `AbortPromptError` for the signal.
    if (error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')) {
      throw new DiagnosisLeft();
    }
    throw error;
  } finally {
    stdin.off('keypress', onKey).off('end', leave).off('close', leave);
    // A prompt pauses its input when it ends, but Ctrl+C and keys typed ahead must still be read.
    stdin.resume();
  }
}

/** The texts in one language with which questions are shown. */
export interface Wording {
  readonly vocabulary: Vocabulary;
  readonly messages: Messages['diagnose'];
  /** The measures of the pack, which name the roles at the enterprise. */
  readonly measures: Measures | undefined;
}

/** A proposal for a question without an answer, such as the fact on file. */
export interface Suggestion {
  readonly value: AnswerValue;
  /** The day on which the value was stated, as a text. */
  readonly date: string;
}

/** Returns the texts in a language for the questions of a pack; texts that mention years count them from `year`. */
export async function loadWording(language: Language, { plan, pack }: CompiledPack, year: number): Promise<Wording> {
  const { languages } = pack.questionnaire.document;
  const { titles } = pack.rubric.document;
  const messages = await loadMessages(language);
  const vocabulary = makeVocabulary({ plan, messages, language, languages, titles, year });
  return { vocabulary, messages: messages.diagnose, measures: pack.measures?.document };
}

/** Returns the context in the language in which a draft was begun, unless the user requested a different one. */
export async function useDraftLanguage(
  ui: UiContext,
  { compiled, lang }: Diagnosis,
  { language }: DraftHeader,
): Promise<UiContext> {
  const begunIn = LANGUAGES.find((candidate) => candidate === language);
  if (lang !== undefined || begunIn === undefined) return ui;
  const wording = await loadWording(begunIn, compiled, ui.world.now().getFullYear());
  return { ...ui, wording, screen: { ...ui.screen, keys: wording.messages.keys } };
}
