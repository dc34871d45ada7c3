// How a command speaks to its terminal: its style and language, progress, refusals, and what is said when a signal ends it.
import {
  CodedRefusal,
  chooseLanguage,
  LANGUAGES,
  type Language,
  loadMessages,
  loadProblemTexts,
  type Messages,
} from '../i18n/index.ts';
import { didYouMean, type Refusal } from '../model/index.ts';
import type { ProblemWords, ReportLanguage, TerminalOptions } from '../report/index.ts';
import { clearOnSignal } from '../signals.ts';
import { type ChainFinding, type EntryName, type FilePlace, FileProblem } from '../store/index.ts';
import type { World } from '../world.ts';
import { isDrawn, takesColors } from './program.ts';

/** Where no terminal says its width. */
const STANDARD_WIDTH = 100;

/** How text looks in a file. */
export const PLAIN: TerminalOptions = { color: false, width: STANDARD_WIDTH };

/** In which language something is told, and whether in colours; without them, as the system says. */
export interface StyleChoice {
  readonly lang?: string | undefined;
  readonly color?: boolean | undefined;
}

/** Whether a stream takes colours, and its width. */
export function terminalStyleOf(
  world: World,
  stream: NodeJS.WriteStream,
  options: Pick<StyleChoice, 'color'>,
): TerminalOptions {
  return { color: takesColors(world, stream, options.color), width: stream.columns ?? STANDARD_WIDTH };
}

/** The language of the interface and its words; rejects with a `Refusal` for one there is none of. */
export async function resolveLanguage(
  world: World,
  lang: string | undefined,
): Promise<{ language: Language; messages: Messages }> {
  const language = chooseLanguage(lang, world.env, world.locale);
  if (!language) throw new CodedRefusal(2, 'unknownLanguage', lang ?? '', LANGUAGES);
  return { language, messages: await loadMessages(language) };
}

/** How findings speak in that language. */
export async function resolveProblemWords(
  world: World,
  lang: string | undefined,
): Promise<ProblemWords & ReportLanguage> {
  const { language, messages } = await resolveLanguage(world, lang);
  return { language, messages, ...(await loadProblemTexts(language)) };
}

/** A word of a command that is shown, in quotes where a shell would take it apart; in single ones where it would look inside of double ones, too. */
export function quoteWord(text: string): string {
  if (/^[\w./:@=,\\-]+$/.test(text)) return text;
  return /["$`]/.test(text) && !text.includes("'") ? `'${text}'` : `"${text.replaceAll(/["$`]/g, '\\$&')}"`;
}

/** The refusal of what is no command, with the one that was likely meant. */
export function unknownCommand(name: string, known: readonly string[]): Refusal {
  return new CodedRefusal(2, 'unknownCommand', name, didYouMean(name, known));
}

/** How far long work is; at the end its traces are taken away. */
interface Progress {
  /** Tells that so many of all are done. */
  tell(done: number, total: number): void;
  end(): void;
}

/** On a terminal the line is drawn again this often, elsewhere a new one is written. Milliseconds. */
const OFTEN = { terminal: 200, elsewhere: 5000 };

/** What is known of work under way: the rate per second, and the seconds that are left. */
export type FormatProgress = (done: number, total: number, rate: number, remaining: number) => string;

/** Shows on stderr how far long work is; nothing where it is quickly done. */
export function startProgress(world: World, say: FormatProgress, { quiet = false } = {}): Progress {
  const isTerminal = isDrawn(world, world.stderr);
  const start = world.now().getTime();
  let next = start + (isTerminal ? OFTEN.terminal : OFTEN.elsewhere);
  let drawn = false;
  const erase = (): void => {
    if (drawn && isTerminal) world.stderr.write('\r\x1b[K');
  };
  return {
    tell(done, total) {
      if (quiet) return;
      const now = world.now().getTime();
      if (now < next) return;
      next = now + (isTerminal ? OFTEN.terminal : OFTEN.elsewhere);
      const rate = (done * 1000) / Math.max(1, now - start);
      erase();
      const line = say(done, total, Math.round(rate), Math.ceil((total - done) / Math.max(rate, 0.001)));
      world.stderr.write(isTerminal ? line : `${line}\n`);
      drawn = true;
    },
    end: erase,
  };
}

/**
 * Runs what gives others their turn; should a signal end the run meanwhile, a line on stderr says what is left and how to go
 * on, in the place of the progress.
 */
export async function withInterruptMessage<T>(world: World, line: string, run: () => Promise<T>): Promise<T> {
  const { stderr } = world;
  const silence = clearOnSignal(() => {
    stderr.write(`${isDrawn(world, stderr) ? '\r\x1b[K' : ''}${line}\n`);
  });
  try {
    return await run();
  } finally {
    silence();
  }
}

/** A refusal that ends a command, in the language that was asked for, else in that of the system. */
export async function formatFinalRefusal(
  problem: Refusal,
  { env, locale }: World,
  lang: string | undefined,
): Promise<readonly string[]> {
  const language = chooseLanguage(lang, env, locale) ?? chooseLanguage(undefined, env, locale) ?? 'en';
  return formatRefusal(problem, await loadMessages(language));
}

/** A refusal in words, and what to do next, where there is something; the path of a file may be shown otherwise. */
export function formatRefusal(
  problem: Refusal,
  messages: Messages,
  path = problem instanceof FileProblem ? problem.path : '',
): readonly string[] {
  if (problem instanceof CodedRefusal) return problem.inWords(messages);
  if (!(problem instanceof FileProblem)) return [problem.message, problem.next].filter((text) => text !== undefined);
  const { files, numbers } = messages;
  const { code, step, place, detail } = problem;
  const parts = [formatPlace(place, files), formatDetail(detail, messages)].filter((text) => text !== undefined);
  const whole = parts.reduce((said, part) => numbers.labelled(said, part), files.problems[code](path));
  return [whole, files.steps[step]];
}

function formatPlace(place: FilePlace | undefined, files: Messages['files']): string | undefined {
  if (!place) return undefined;
  const { line, column, pointer } = place;
  if (line === undefined) {
    if (pointer === undefined) return undefined;
    return pointer === '' ? files.top : files.pointer(pointer);
  }
  return column === undefined ? files.line(String(line)) : files.lineAndColumn(String(line), String(column));
}

function formatDetail(detail: FileProblem['detail'], messages: Messages): string | undefined {
  const { details } = messages.files;
  if (!detail) return undefined;
  switch (detail.kind) {
    case 'said':
      return detail.text;
    case 'altered': {
      const [first, ...others] = detail.findings.map((finding) => formatChainFinding(finding, messages));
      return others.length === 0 ? first : messages.verify.more(first ?? '', String(others.length));
    }
    case 'lock':
    case 'other-draft':
    case 'other-key':
      return details[detail.kind](detail.name);
    case 'not-json':
    case 'not-utf8':
    case 'not-an-answer':
    case 'not-a-draft':
    case 'not-filed':
    case 'not-a-key':
      return details[detail.kind];
  }
}

/** What in an enterprise file is not as it was written, in words. */
export function formatChainFinding(finding: ChainFinding, { verify, numbers }: Messages): string {
  const { findings, entries, parts } = verify;
  switch (finding.code) {
    case 'altered':
      return findings.altered(nameOf(finding.entry), numbers.items(finding.parts.map((part) => parts[part])));
    case 'removed':
    case 'inserted':
    case 'moved':
    case 'personal-removed':
      return findings[finding.code](nameOf(finding.entry));
    case 'facts-altered':
      return finding.name === undefined ? findings.facts : findings.fact(finding.name);
    case 'link-broken':
    case 'bad-signature':
      return findings[finding.code](String(finding.link));
    case 'duplicate-key':
      return findings[finding.code](finding.name, String(finding.line));
    case 'cut-off':
    case 'no-chain':
    case 'other-version':
    case 'byte-order-mark':
      return findings[finding.code];
  }

  function nameOf({ kind, number }: EntryName): string {
    return entries[kind](String(number));
  }
}
