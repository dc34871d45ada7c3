// The language server for packs in an editor: shows the findings of `validate` while someone types, and helps with ids
// and keys.

import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ril from 'vscode-jsonrpc/lib/node/ril.js';
import {
  type CodeAction,
  CodeActionKind,
  type CompletionItem,
  CompletionItemKind,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  DiagnosticSeverity,
  type Hover,
  type Location,
  type Position,
  type Range,
  ReadableStreamMessageReader,
  ResponseError,
  TextDocumentSyncKind,
  type WorkspaceEdit,
  WriteableStreamMessageWriter,
} from 'vscode-languageserver/lib/common/api.js';
import { loadRuleTexts, phraseInWords, problemInWords, type RuleTexts } from '../i18n/index.ts';
import { type LocatedProblem, type ProblemCode, type Project, severityOf } from '../model/index.ts';
import {
  describeKeyAt,
  findEditedPack,
  findPacksAt,
  locateProblems,
  type NamePlace,
  suggestAt,
  textsOf,
} from '../pack/index.ts';
import { type ProblemWords, ruleAddressOf } from '../report/index.ts';
import type { World } from '../world.ts';
import { applySeverities, checkPacks, removeIgnored, replacementOf } from './check-packs.ts';
import { resolveProblemWords } from './console.ts';

interface ServerOptions {
  readonly folders: readonly string[];
  readonly asOf: string;
  readonly lang: string | undefined;
  /** The severities of rules, and the address of the rules' pages, as `matura.yaml` states them. */
  readonly severities: Project['rules'];
  readonly docs: Project['docs'];
}

/** Milliseconds without typing before the slow rules run. */
const QUIET_MS = 1500;

/** Milliseconds to wait before the quick check, so that several keystrokes are checked together. */
const DEBOUNCE_MS = 30;

const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** A server for one editor, with what it knows of the open files. */
interface EditorServer {
  readonly world: World;
  readonly options: ServerOptions;
  readonly words: ProblemWords;
  readonly rules: RuleTexts;
  readonly connection: ReturnType<typeof createConnection>;
  /** The texts of the open files as they are in the editor, by path. */
  readonly unsavedTexts: Map<string, string>;
  /** The findings that were last published, by path. */
  readonly findings: Map<string, readonly LocatedProblem[]>;
  /** For each file that was checked, the files of its pack as of the last check, by path. */
  readonly publishedFilesByPack: Map<string, Set<string>>;
  /** The scheduled checks, by path. */
  readonly rounds: Map<string, { number: number; timers: NodeJS.Timeout[] }>;
}

/** Serves one editor until it disconnects; returns the exit code. */
export async function serveEditor(given: World, options: ServerOptions): Promise<number> {
  ril.default.install();
  const unsavedTexts = new Map<string, string>();
  const world: World = { ...given, unsaved: unsavedTexts };
  const words = await resolveProblemWords(world, options.lang);
  const rules = await loadRuleTexts(words.language);
  const { asReadableStream, asWritableStream } = ril.default().stream;
  const reader = new ReadableStreamMessageReader(asReadableStream(given.stdin));
  const writer = new WriteableStreamMessageWriter(asWritableStream(given.stdout));
  let leave: (code: number) => void = () => {};
  const exitCode = new Promise<number>((resolveExit) => {
    leave = resolveExit;
  });
  const watchDog = { shutdownReceived: false, initialize: () => {}, exit: (code: number) => leave(code) };
  const connection = createConnection((logger) => createProtocolConnection(reader, writer, logger), watchDog);
  reader.onClose(() => leave(watchDog.shutdownReceived ? 0 : 1));

  const rounds: EditorServer['rounds'] = new Map();
  const [findings, publishedFilesByPack] = [new Map(), new Map()];
  const server = { world, options, words, rules, connection, unsavedTexts, findings, publishedFilesByPack, rounds };
  announceCapabilities(server);
  followEdits(server);
  answerAboutNames(server);
  answerAtCursor(server);
  connection.listen();
  const code = await exitCode;
  for (const { timers } of rounds.values()) for (const timer of timers) clearTimeout(timer);
  rounds.clear();
  connection.dispose();
  // An open stdin would keep the process running.
  given.stdin.destroy();
  return code;
}

function announceCapabilities({ connection, world }: EditorServer): void {
  connection.onInitialize(() => ({
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Full, save: true },
      completionProvider: { triggerCharacters: [' ', '[', '{', '/'] },
      hoverProvider: true,
      definitionProvider: true,
      referencesProvider: true,
      renameProvider: { prepareProvider: true },
      codeActionProvider: true,
    },
    serverInfo: { name: 'matura', version: world.version },
  }));
}

/** Follows which files are open and how they change, and checks their packs. */
function followEdits(server: EditorServer): void {
  const { connection, unsavedTexts } = server;
  connection.onDidOpenTextDocument(
    answerForFile(undefined, (path, { textDocument: { text } }) => {
      unsavedTexts.set(path, text);
      scheduleCheck(server, path, 0);
    }),
  );
  connection.onDidChangeTextDocument(
    answerForFile(undefined, (path, { contentChanges }) => {
      unsavedTexts.set(path, contentChanges.at(-1)?.text ?? '');
      scheduleCheck(server, path, QUIET_MS);
    }),
  );
  connection.onDidSaveTextDocument(answerForFile(undefined, (path) => scheduleCheck(server, path, 0)));
  connection.onDidCloseTextDocument(
    answerForFile(undefined, (path) => {
      unsavedTexts.delete(path);
    }),
  );
}

/** Schedules the quick check soon, and the full check after `idleMs` milliseconds without typing. */
function scheduleCheck(server: EditorServer, path: string, idleMs: number): void {
  const { rounds, connection } = server;
  const round = rounds.get(path) ?? { number: 0, timers: [] };
  for (const timer of round.timers) clearTimeout(timer);
  const number = round.number + 1;
  const isOutdated = (): boolean => rounds.get(path)?.number !== number;
  const run = (isQuick: boolean) => (): void => {
    checkPath(server, path, isQuick, isOutdated).catch((error: Error) => connection.console.error(String(error.stack)));
  };
  rounds.set(path, {
    number,
    timers: [setTimeout(run(true), DEBOUNCE_MS), setTimeout(run(false), DEBOUNCE_MS + idleMs)],
  });
}

/** Checks the pack to which a file belongs and shows its findings, unless the user types again meanwhile. */
async function checkPath(
  server: EditorServer,
  path: string,
  isQuick: boolean,
  isOutdated: () => boolean,
): Promise<void> {
  const { world, findings, publishedFilesByPack } = server;
  const { folders, asOf, lang, severities } = server.options;
  const packPaths = await findPacksAt(world, path).catch(() => undefined);
  if (!packPaths) return;
  const { problems, sources } = await checkPacks(world, [packPaths], {
    folders,
    asOf,
    lang,
    isQuick,
    isLate: isOutdated,
  });
  const locatedProblems = await locateProblems(problems, sources);
  const keptFindings = applySeverities((await removeIgnored(locatedProblems, sources)).findings, severities);
  // M116 reports ignore comments that match no finding. A quick check skips some rules, so it cannot know whether they
  // match.
  const shownFindings = isQuick ? keptFindings.filter(({ code }) => code !== 'M116') : keptFindings;
  if (isOutdated()) return;
  const publishedFiles = publishedFilesByPack.get(path) ?? new Set();
  const checkedFiles = new Set([...sources.keys()].map((file) => resolve(world.cwd, file)));
  for (const file of new Set([...publishedFiles, ...checkedFiles])) {
    const findingsOfFile = shownFindings.filter((problem) => resolve(world.cwd, problem.file) === file);
    findings.set(file, findingsOfFile);
    const text = [...sources.values()].find((source) => resolve(world.cwd, source.file) === file)?.text ?? '';
    await server.connection.sendDiagnostics({
      uri: pathToFileURL(file).href,
      diagnostics: findingsOfFile.map((problem) => diagnosticOf(server, problem, text)),
    });
  }
  publishedFilesByPack.set(path, checkedFiles);
}

function diagnosticOf({ options: { docs }, words }: EditorServer, problem: LocatedProblem, text: string): Diagnostic {
  const lines = text.split('\n');
  const toPosition = (line: number, column: number): Position => ({
    line: line - 1,
    character: [...(lines[line - 1] ?? '')].slice(0, column - 1).join('').length,
  });
  const isError = severityOf(problem) === 'error';
  return {
    range: { start: toPosition(problem.line, problem.column), end: toPosition(problem.endLine, problem.endColumn) },
    severity: isError ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    code: problem.code,
    ...(docs === undefined ? {} : { codeDescription: { href: ruleAddressOf(problem.code, docs, words.language) } }),
    source: 'matura',
    message: advisedText(problem, words),
  };
}

function advisedText(problem: LocatedProblem, words: ProblemWords): string {
  const { advice } = problem.details;
  const text = problemInWords(problem, words);
  return advice === undefined ? text : words.messages.findings.advised({ text, advice: phraseInWords(advice, words) });
}

/** Finds the id at a position in a file, and all other places where it occurs. */
async function nameAt({ world }: EditorServer, path: string, position: Position): Promise<NameAt | undefined> {
  const pack = await findEditedPack(world, path);
  const offset = offsetOf(pack.text, position);
  const namePlace = pack.files
    .find((file) => file.path === path)
    ?.names.find(({ span }) => span.start <= offset && offset <= span.end);
  if (!namePlace) return undefined;
  const namePlaces = pack.files.flatMap(({ path, text, names }) =>
    names.filter((one) => isSame(one, namePlace)).map((one) => ({ ...one, path, text })),
  );
  return { place: namePlace, range: rangeOf(pack.text, namePlace), places: namePlaces };
}

/** Answers where an id is declared and used, and renames it. */
function answerAboutNames(server: EditorServer): void {
  const { connection, words } = server;
  connection.onDefinition(
    answerForFile([], async (path, { position }): Promise<Location[]> => {
      const name = await nameAt(server, path, position);
      return (name?.places ?? []).filter(({ isDeclaration }) => isDeclaration).map(locationOf);
    }),
  );
  connection.onReferences(
    answerForFile(
      [],
      async (path, { position }): Promise<Location[]> =>
        ((await nameAt(server, path, position))?.places ?? []).map(locationOf),
    ),
  );
  connection.onPrepareRename(
    answerForFile(null, async (path, { position }) => {
      const name = await nameAt(server, path, position);
      return name?.places.some(({ isDeclaration }) => isDeclaration)
        ? { range: name.range, placeholder: name.place.id }
        : null;
    }),
  );
  connection.onRenameRequest(
    answerForFile(null, async (path, { position, newName }): Promise<WorkspaceEdit | ResponseError> => {
      if (!ID_PATTERN.test(newName)) return new ResponseError(-32602, words.phrases.id);
      const name = await nameAt(server, path, position);
      const changes: Record<string, { range: Range; newText: string }[]> = {};
      for (const { path, text, ...place } of name?.places ?? []) {
        const file = pathToFileURL(path).href;
        changes[file] = [...(changes[file] ?? []), { range: rangeOf(text, place), newText: newName }];
      }
      return { changes };
    }),
  );
}

/** Explains and completes what is at the cursor, and corrects findings there. */
function answerAtCursor(server: EditorServer): void {
  const { connection, world } = server;
  connection.onCodeAction(
    answerForFile([], (path, { textDocument: { uri }, range: { start } }) => listFixes(server, path, uri, start)),
  );
  connection.onHover(answerForFile(null, (path, { position }) => explainAt(server, path, position)));
  connection.onCompletion(answerForFile([], (path, { position }) => completeAt(world, path, position)));
}

function listFixes(server: EditorServer, path: string, uri: string, position: Position): CodeAction[] {
  const findingsHere = (server.findings.get(path) ?? []).filter((problem) => isWithin(problem, position));
  const text = server.unsavedTexts.get(path) ?? '';
  return findingsHere.flatMap((finding) => {
    const diagnostic = diagnosticOf(server, finding, text);
    const { start, end } = diagnostic.range;
    const line = start.line === end.line ? text.split('\n')[start.line] : undefined;
    const replacement = replacementOf(finding, line?.slice(start.character, end.character) ?? '');
    if (replacement === undefined) return [];
    const edit: WorkspaceEdit = { changes: { [uri]: [{ range: diagnostic.range, newText: replacement }] } };
    const title = server.words.messages.findings.didYouMean({ name: replacement });
    return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit }];
  });
}

async function explainAt(server: EditorServer, path: string, position: Position): Promise<Hover | null> {
  const pack = await findEditedPack(server.world, path);
  const hoveredFindings = (server.findings.get(path) ?? []).filter((problem) => isWithin(problem, position));
  const parts = [...new Set(hoveredFindings.map(({ code }) => code))].map((code) => describeRule(code, server.rules));
  const name = await nameAt(server, path, position);
  const declaration = name?.places.find(({ isDeclaration, owner }) => isDeclaration && textsOf(owner).length > 0);
  if (name && declaration) parts.push([`**${name.place.id}**`, ...textsOf(declaration.owner)].join('\n\n'));
  const key = pack.kind && describeKeyAt(pack.kind, pack.text, offsetOf(pack.text, position));
  if (key) parts.push(key.about);
  return parts.length === 0 ? null : { contents: { kind: 'markdown', value: parts.join('\n\n---\n\n') } };
}

async function completeAt(world: World, path: string, position: Position): Promise<CompletionItem[]> {
  const pack = await findEditedPack(world, path);
  const suggestion = pack.kind && suggestAt(pack.kind, pack.text, offsetOf(pack.text, position));
  if (!suggestion) return [];
  const range = {
    start: positionOf(pack.text, suggestion.span.start),
    end: positionOf(pack.text, suggestion.span.end),
  };
  const names = pack.files.flatMap(({ names: some }) =>
    some.filter(
      (namePlace) =>
        namePlace.isDeclaration && namePlace.nameSpaces.some((space) => suggestion.nameSpaces.includes(space)),
    ),
  );
  const ids = new Map(names.map((namePlace) => [namePlace.id, namePlace]));
  return [
    ...suggestion.words.map(({ word, about, isKey }) => ({
      label: word,
      kind: isKey ? CompletionItemKind.Property : CompletionItemKind.EnumMember,
      textEdit: { range, newText: isKey ? `${word}: ` : word },
      ...(about ? { documentation: about } : {}),
    })),
    ...[...ids.values()].map(({ id, owner }) => ({
      label: id,
      kind: CompletionItemKind.Reference,
      textEdit: { range, newText: id },
      ...(textsOf(owner)[0] ? { detail: textsOf(owner)[0] } : {}),
    })),
  ];
}

/**
 * Handles a request about a document by its file path; returns `nothing` for a document without a path, such as a text
 * that was never saved.
 */
function answerForFile<Params extends { readonly textDocument: { readonly uri: string } }, Answer, Nothing>(
  nothing: Nothing,
  answer: (path: string, params: Params) => Answer,
): (params: Params) => Answer | Nothing {
  return (params) => {
    const { uri } = params.textDocument;
    return uri.startsWith('file:') ? answer(fileURLToPath(uri), params) : nothing;
  };
}

interface NameAt {
  readonly place: NamePlace;
  readonly range: Range;
  readonly places: readonly (NamePlace & { readonly path: string; readonly text: string })[];
}

function isSame(name: NamePlace, other: NamePlace): boolean {
  return (
    name.id.toLowerCase() === other.id.toLowerCase() &&
    name.nameSpaces.some((space) => other.nameSpaces.includes(space))
  );
}

function locationOf(place: NameAt['places'][number]): Location {
  return { uri: pathToFileURL(place.path).href, range: rangeOf(place.text, place) };
}

function rangeOf(text: string, { span }: Pick<NamePlace, 'span'>): Range {
  return { start: positionOf(text, span.start), end: positionOf(text, span.end) };
}

function positionOf(text: string, offset: number): Position {
  const textBefore = text.slice(0, offset);
  const lineStart = textBefore.lastIndexOf('\n') + 1;
  return { line: textBefore.split('\n').length - 1, character: offset - lineStart };
}

function offsetOf(text: string, { line, character }: Position): number {
  let start = 0;
  for (let i = 0; i < line; i += 1) start = text.indexOf('\n', start) + 1 || text.length;
  return start + character;
}

function isWithin({ line, column, endLine, endColumn }: LocatedProblem, position: Position): boolean {
  const cursor = [position.line + 1, position.character + 1] as const;
  const isAfter = cursor[0] > line || (cursor[0] === line && cursor[1] >= column);
  return isAfter && (cursor[0] < endLine || (cursor[0] === endLine && cursor[1] <= endColumn));
}

function describeRule(code: ProblemCode, rules: RuleTexts): string {
  const { title, why, fix } = rules[code];
  return `**${code}** ${title}\n\n${why}\n\n${fix}`;
}
