// A command's output on its terminal: style, language, progress, refusals, and the message printed if a signal ends it.
import { isAbsolute, relative } from 'node:path';
import {
  CodedRefusal,
  chooseLanguage,
  LANGUAGES,
  type Language,
  loadMessages,
  loadProblemTexts,
  type Messages,
} from '../i18n/index.ts';
import type { Refusal } from '../model/index.ts';
import type { ProblemWords, ReportLanguage, TerminalOptions } from '../report/index.ts';
import { clearOnSignal } from '../signals.ts';
import { type ChainFinding, type EntryName, type FilePlace, FileProblem } from '../store/index.ts';
import type { World } from '../world.ts';
import { isDrawn, takesColors } from './program.ts';

/** The width in columns if the terminal's width is unknown. */
export const STANDARD_WIDTH = 100;

/** The style of text in a file. */
export const PLAIN_TERMINAL: TerminalOptions = { color: false, width: STANDARD_WIDTH };

/** The user's choice of language and colour; where undefined, the system decides. */
export interface StyleChoice {
  readonly lang?: string | undefined;
  readonly color?: boolean | undefined;
}

/** Returns whether output to a stream is coloured, and its width. */
export function terminalStyleOf(
  world: World,
  stream: NodeJS.WriteStream,
  options: Pick<StyleChoice, 'color'>,
): TerminalOptions {
  return { color: takesColors(world, stream, options.color), width: stream.columns ?? STANDARD_WIDTH };
}

/** Returns the language of the interface and its messages; rejects with a `Refusal` for an unsupported language. */
export async function resolveLanguage(
  world: World,
  lang: string | undefined,
): Promise<{ language: Language; messages: Messages }> {
  const language = chooseLanguage(lang, world.env, world.locale);
  if (!language) throw new CodedRefusal(2, 'unknownLanguage', { language: lang ?? '', known: LANGUAGES });
  return { language, messages: await loadMessages(language) };
}

/** Returns the texts of findings in the requested language. */
export async function resolveProblemWords(
  world: World,
  lang: string | undefined,
): Promise<ProblemWords & ReportLanguage> {
  const { language, messages } = await resolveLanguage(world, lang);
  return { language, messages, ...(await loadProblemTexts(language)) };
}

/**
 * Quotes a word of a command that is shown to the user if a shell would split or expand it. Uses single quotes if the
 * word contains characters that a shell expands within double quotes.
 */
export function quoteWord(text: string): string {
  if (/^[\w./:@=,\\-]+$/.test(text)) return text;
  return /["$`]/.test(text) && !text.includes("'") ? `'${text}'` : `"${text.replaceAll(/["$`]/g, '\\$&')}"`;
}

/**
 * Shortens a path to the form in which the user would write it: relative to the current folder, with forward slashes. A
 * path far outside stays absolute.
 */
export function formatPath({ cwd }: Pick<World, 'cwd'>, path: string): string {
  if (!isAbsolute(path)) return path;
  const shortPath = relative(cwd, path).replaceAll('\\', '/') || '.';
  return shortPath.startsWith('../../') ? path : shortPath;
}

/** Shows the progress of long work, and erases it at the end. */
interface Progress {
  /** Reports how much of the work is done. */
  tell(done: number, total: number): void;
  end(): void;
}

/** Milliseconds between updates: a terminal line is drawn again, elsewhere a new line is written. */
const UPDATE_INTERVAL_MS = { terminal: 200, elsewhere: 5000 };

/** Formats progress from the rate per second and the seconds remaining. */
export type FormatProgress = (done: number, total: number, rate: number, remaining: number) => string;

/** Starts showing progress on stderr; work that is done quickly shows none. */
export function startProgress(world: World, format: FormatProgress, { quiet = false } = {}): Progress {
  const isTerminal = isDrawn(world, world.stderr);
  const start = world.now().getTime();
  let nextUpdate = start + (isTerminal ? UPDATE_INTERVAL_MS.terminal : UPDATE_INTERVAL_MS.elsewhere);
  let isLineDrawn = false;
  const eraseLine = (): void => {
    if (isLineDrawn && isTerminal) world.stderr.write('\r\x1b[K');
  };
  return {
    tell(done, total) {
      if (quiet) return;
      const nowMs = world.now().getTime();
      if (nowMs < nextUpdate) return;
      nextUpdate = nowMs + (isTerminal ? UPDATE_INTERVAL_MS.terminal : UPDATE_INTERVAL_MS.elsewhere);
      const rate = (done * 1000) / Math.max(1, nowMs - start);
      eraseLine();
      const line = format(done, total, Math.round(rate), Math.ceil((total - done) / Math.max(rate, 0.001)));
      world.stderr.write(isTerminal ? line : `${line}\n`);
      isLineDrawn = true;
    },
    end: eraseLine,
  };
}

/**
 * Runs asynchronous work. If a signal ends the process meanwhile, prints `line` in place of the progress on stderr;
 * `line` says which files are left and how to continue.
 */
export async function withInterruptMessage<T>(world: World, line: string, run: () => Promise<T>): Promise<T> {
  const { stderr } = world;
  const stopListening = clearOnSignal(() => {
    stderr.write(`${isDrawn(world, stderr) ? '\r\x1b[K' : ''}${line}\n`);
  });
  try {
    return await run();
  } finally {
    stopListening();
  }
}

/**
 * Formats a refusal that ends a command, in the requested language if there is one, otherwise in the system's. After a
 * path that does not exist, suggests a similar path that does. `argv`: the command line, for examples of what to type.
 */
export async function formatFinalRefusal(
  problem: Refusal,
  world: World,
  lang: string | undefined,
  argv: readonly string[] = [],
): Promise<readonly string[]> {
  const { env, locale } = world;
  const language = chooseLanguage(lang, env, locale) ?? chooseLanguage(undefined, env, locale) ?? 'en';
  const messages = await loadMessages(language);
  const typedCommand = ['matura', ...argv.map(quoteWord)].join(' ');
  const lines =
    problem instanceof CodedRefusal
      ? problem.inWords(messages, typedCommand)
      : formatRefusal(problem, messages, problem instanceof FileProblem ? formatPath(world, problem.path) : undefined);
  const missingPath = missingPathOf(problem);
  if (missingPath === undefined) return lines;
  const { findNearPaths } = await import('./named-files.ts');
  const nearPaths = await findNearPaths(world, missingPath);
  if (nearPaths.length === 0) return lines;
  const [reason = '', ...steps] = lines;
  const isPathWrong = !(problem instanceof CodedRefusal) || problem.code === 'missing';
  return [reason, messages.files.near({ path: messages.numbers.or(nearPaths) }), ...(isPathWrong ? [] : steps)];
}

/** Refusals that say only that a path does not exist, each with the name of the argument that contains the path. */
const MISSING_PATHS = new Map<CodedRefusal['code'], string>([
  ['missing', 'path'],
  ['noBaseline', 'path'],
  ['noStages', 'path'],
  ['folderMissing', 'folder'],
]);

function missingPathOf(problem: Refusal): string | undefined {
  if (problem instanceof FileProblem) return problem.code === 'missing' && !problem.detail ? problem.path : undefined;
  if (!(problem instanceof CodedRefusal)) return undefined;
  const name = MISSING_PATHS.get(problem.code);
  return name === undefined ? undefined : String(problem.given[name]);
}

/** Formats a refusal and the advice on what to do next. If the refusal is about a file, `path` is shown as its path. */
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
  const message = parts.reduce((text, part) => numbers.labelled(text, part), files.problems[code]({ path }));
  return [message, files.steps[step]];
}

function formatPlace(place: FilePlace | undefined, files: Messages['files']): string | undefined {
  if (!place) return undefined;
  const { line, column, pointer } = place;
  if (line === undefined) {
    if (pointer === undefined) return undefined;
    return pointer === '' ? files.top : files.pointer({ pointer });
  }
  return column === undefined
    ? files.line({ line: String(line) })
    : files.lineAndColumn({ line: String(line), column: String(column) });
}

function formatDetail(detail: FileProblem['detail'], messages: Messages): string | undefined {
  const { details } = messages.files;
  if (!detail) return undefined;
  switch (detail.kind) {
    case 'said':
      return detail.text;
    case 'altered': {
      const [first, ...others] = detail.findings.map((finding) => formatChainFinding(finding, messages));
      return others.length === 0 ? first : messages.verify.more({ first: first ?? '', others: String(others.length) });
    }
    case 'lock':
    case 'other-draft':
    case 'other-key':
      return details[detail.kind]({ name: detail.name });
    case 'not-json':
    case 'cut-off':
    case 'not-utf8':
    case 'not-an-answer':
    case 'not-a-draft':
    case 'not-filed':
      return details[detail.kind];
  }
}

/** Describes what in an enterprise file was changed after it was written. */
export function formatChainFinding(finding: ChainFinding, { verify, numbers }: Messages): string {
  const { findings, entries, parts } = verify;
  switch (finding.code) {
    case 'altered':
      return findings.altered({
        entry: nameOf(finding.entry),
        parts: numbers.items(finding.parts.map((part) => parts[part])),
      });
    case 'removed':
    case 'inserted':
    case 'moved':
    case 'personal-removed':
      return findings[finding.code]({ entry: nameOf(finding.entry) });
    case 'facts-altered':
      return finding.name === undefined ? findings.facts : findings.fact({ name: finding.name });
    case 'link-broken':
    case 'bad-signature':
      return findings[finding.code]({ link: String(finding.link) });
    case 'duplicate-key':
      return findings[finding.code]({ name: finding.name, line: String(finding.line) });
    case 'cut-off':
    case 'no-chain':
    case 'other-version':
    case 'byte-order-mark':
      return findings[finding.code];
  }

  function nameOf({ kind, number }: EntryName): string {
    return entries[kind]({ number: String(number) });
  }
}
