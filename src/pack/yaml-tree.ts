// The syntax tree of a YAML document: bounded parsing, aliases, places, and phrases for syntax errors.
import {
  type Alias,
  Composer,
  CST,
  type ErrorCode,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  Parser,
  type YAMLMap,
  type YAMLParseError,
  type YAMLSeq,
} from 'yaml';
import type { Path, Phrase, Problem, ProblemCode, ProblemDetails } from '../model/index.ts';
import { correctLine } from './correct-line.ts';

/** The syntax tree of one YAML document. Every scalar is text as written; nothing is a number or a boolean yet. */
export interface YamlTree {
  readonly root: Node;
  /** The node that each alias refers to. */
  readonly targets: AliasTargets;
}

/** The tree of a text, or the problems that prevented parsing it. */
type ParsedYaml =
  | { readonly tree: YamlTree; readonly problems?: never }
  | { readonly tree: null; readonly problems: readonly Problem[] };

/**
 * The maximum depth of nesting, far above what a document needs; the parser's own recursion fails a little above 1,000.
 */
const MAX_DEPTH = 100;

/**
 * The maximum length of a text, twenty times the largest known pack; parsing takes 500 times the size of the text in
 * memory.
 */
const MAX_LENGTH = 4_000_000;

const MAX_WORD_CHARS = 60;

/** A text with its tree; a changed version of the text can reuse parts of the tree. */
export interface ParsedText {
  readonly text: string;
  readonly tree: YamlTree;
}

/**
 * Parses the text of one YAML or JSON document, without byte-order mark, within bounds of time and memory. Unchanged
 * parts are taken from `earlier`; if a tree is returned, the offsets in `earlier` are no longer valid.
 */
export function parseYaml(text: string, file: string, earlier?: ParsedText): ParsedYaml {
  const refuse = (...faults: readonly SyntaxFault[]): ParsedYaml => ({
    tree: null,
    problems: faults.map(({ code, start, end, details }) => ({ code, file, at: { start, end }, details })),
  });
  if (text.length > MAX_LENGTH) {
    const wantedPhrase: Phrase = { phrase: 'fileTooLarge', millions: MAX_LENGTH / 1_000_000 };
    return refuse({ code: 'M106', start: 0, end: 0, details: { wanted: wantedPhrase } });
  }
  const changedTree = earlier && parseChanged(text, earlier);
  if (changedTree) return { tree: changedTree };
  const { tokens, faults } = readTokens(text, MAX_DEPTH);
  if (faults) return refuse(...faults);
  const [document, second] = compose(tokens);
  // After one mistake the parser reports many errors that only follow from it, so only the first is reported.
  const errors = (document?.errors ?? []).toSorted((a, b) => a.pos[0] - b.pos[0]);
  // A tab in the indentation can also cause an error just before the tab; then the tab is reported.
  const isTab = (parseError: YAMLParseError): boolean => parseError.code === 'TAB_AS_INDENT';
  const error =
    errors.find((candidate) => isTab(candidate) && text.slice(errors[0]?.pos[0], candidate.pos[0]).trim() === '') ??
    errors[0];
  if (error) {
    const { start, end, wanted } = explainSyntaxError(error, text);
    // The parser points at one character; the whole word from there on is easier to see.
    const word = /^\S*/.exec(text.slice(start, start + MAX_WORD_CHARS))?.[0].length ?? 0;
    const details = { wanted, ...adviseLine(wanted, text, start) };
    return refuse({ code: 'M101', start, end: Math.max(end, start + word), details });
  }
  if (second) {
    const start = tokens.filter(({ type }) => type === 'document')[1]?.offset ?? 0;
    return refuse({ code: 'M103', start, end: start + 3, details: {} });
  }
  const root = document?.contents;
  if (!root || isEmpty(root)) return refuse({ code: 'M104', start: 0, end: 0, details: {} });
  const { targets, fault } = findAliasTargets(root, MAX_DEPTH);
  return fault ? refuse(fault) : { tree: { root, targets } };
}

/**
 * Parses a text that is still being written, as far as possible. With `isSound`, returns a tree only if the parser
 * finds no error.
 */
export function parseUnfinished(text: string, isSound = false): YamlTree | undefined {
  const { tokens } = text.length > MAX_LENGTH ? {} : readTokens(text, MAX_DEPTH);
  const [document] = tokens ? compose(tokens) : [];
  const root = document?.contents;
  if (!document || !root || (isSound && document.errors.length > 0)) return undefined;
  return { root, targets: findAliasTargets(root, MAX_DEPTH).targets };
}

/**
 * Parses a text in which only some list entries differ from an earlier text; undefined if it must be parsed as a whole.
 * Before parsing, unchanged entries are replaced by placeholders of the same length. If each placeholder is parsed as a
 * list entry, the earlier node is put in its place. Without this, parsing was a third of the time that an editor needs
 * to check the measures of the largest bundled pack.
 */
function parseChanged(text: string, { text: before, tree }: ParsedText): YamlTree | undefined {
  const items = findLists(tree.root).flatMap((list) => list.items);
  const knownNodes = new Map<string, { readonly node: Node; readonly start: number }>();
  let next = 0;
  for (const { start, end } of findEntries(before)) {
    while (spanOf(items[next] ?? null).start < start && next < items.length) next += 1;
    const node = items[next];
    if (node && spanOf(node).start < end) knownNodes.set(before.slice(start, end), { node, start });
  }
  const shiftByOffset = new Map<number, { readonly node: Node; readonly by: number }>();
  let rest = '';
  let doneOffset = 0;
  for (const { start, end } of findEntries(text)) {
    const entry = text.slice(start, end);
    const sameNode = knownNodes.get(entry);
    if (!sameNode) continue;
    // Two equal entries cannot share one node.
    knownNodes.delete(entry);
    const mark = `${' '.repeat(entry.indexOf('-'))}- 0`;
    const length = entry.replace(/\s+$/, '').length;
    rest += text.slice(doneOffset, start) + mark + ' '.padEnd(length - mark.length, '#').slice(0, length - mark.length);
    rest += entry.slice(length);
    doneOffset = end;
    shiftByOffset.set(start + mark.length - 1, { node: sameNode.node, by: start - sameNode.start });
  }
  if (shiftByOffset.size === 0) return undefined;
  const { tokens } = readTokens(rest + text.slice(doneOffset), MAX_DEPTH);
  const [document, second] = tokens ? compose(tokens) : [];
  const root = document?.contents;
  if (!root || second || document.errors.length > 0) return undefined;
  const lists = findLists(root);
  const isCursorMark = (item: Node): boolean => isScalar(item) && shiftByOffset.has(spanOf(item).start);
  if (lists.flatMap((list) => list.items.filter(isCursorMark)).length < shiftByOffset.size) return undefined;
  for (const list of lists)
    list.items = list.items.map((item) =>
      isCursorMark(item) ? (shiftByOffset.get(spanOf(item).start)?.node ?? item) : item,
    );
  const { targets, fault } = findAliasTargets(root, MAX_DEPTH);
  if (fault) return undefined;
  for (const { node, by } of shiftByOffset.values()) if (by !== 0) shiftOffsets(node, by);
  return { root, targets };
}

/** Returns the lists directly under the keys of a document. */
function findLists(root: Node): YAMLSeq<Node>[] {
  return isMap<Node>(root) ? root.items.flatMap(({ value }) => (isSeq<Node>(value) ? [value] : [])) : [];
}

/**
 * Finds the entries of the least indented lists by their lines, without parsing. The last entry of each list is left
 * out, because it ends where the list ends.
 */
function findEntries(text: string): Span[] {
  const lines = [...text.matchAll(/^( *)(?![ \r\n#])(- )?/gm)].map(({ 1: indent = '', 2: dash, index }) => {
    return { start: index, indent: indent.length, isEntry: dash !== undefined };
  });
  const leastIndent = Math.min(...lines.filter(({ isEntry }) => isEntry).map(({ indent }) => indent));
  const outerLines = lines.filter(({ indent }) => indent <= leastIndent);
  return outerLines.flatMap(({ start, isEntry }, i) => {
    const nextLine = outerLines[i + 1];
    return isEntry && nextLine?.isEntry ? [{ start, end: nextLine.start }] : [];
  });
}

/** Shifts the offsets of a node and everything in it. */
function shiftOffsets(node: unknown, by: number): void {
  if (!isNode(node)) return;
  const [start, end, after] = node.range ?? [0, 0, 0];
  node.range = [start + by, end + by, after + by];
  if (isMap(node)) {
    for (const { key, value } of node.items)
      for (const textToIndentation of [key, value]) shiftOffsets(textToIndentation, by);
  } else if (isSeq(node)) for (const textToIndentation of node.items) shiftOffsets(textToIndentation, by);
}

/**
 * Builds documents with the failsafe schema, in which every scalar is text. Duplicate keys are found later, when the
 * tree is read, because the parser would compare each key with all others.
 */
function compose(tokens: readonly CST.Token[]): ReturnType<Composer['compose']> {
  return new Composer({ schema: 'failsafe', uniqueKeys: false }).compose(tokens);
}

/** Whether a node is empty: nothing is written where a value could be. */
function isEmpty(node: Node): boolean {
  return isScalar(node) && node.type === 'PLAIN' && node.value === '';
}

/** A range of offsets into a text, in UTF-16 code units; the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span of a node, and of the alias through which it was reached, if any. */
export interface PlacedSpan extends Span {
  readonly alias?: Span;
}

/** The key that merges a map into another one in YAML 1.1, unless it is quoted. */
export const MERGE_KEY = '<<';

/** Returns the target of an alias, and any other node itself. */
export function resolveAlias({ targets }: YamlTree, node: Node | null): Node | null {
  return isAlias(node) ? (targets.get(node) ?? null) : node;
}

/** Returns a key as text; undefined if the key is itself a list or map. */
export function readKeyText(tree: YamlTree, key: Node | null): string | undefined {
  const content = resolveAlias(tree, key);
  if (content === null) return '';
  return isScalar(content) ? String(content.value) : undefined;
}

/** Returns the span of a node, without its anchor. */
export function spanOf(node: Node | null): Span {
  const [start = 0, end = start] = node?.range ?? [];
  return { start, end };
}

/**
 * Finds the span of the key or value at a path. If there is nothing at the path, returns the span of the deepest value
 * on the way that exists. For a list entry, `key` means the first key in the entry.
 */
export function findSpan(tree: YamlTree, at: Path, on: 'key' | 'value'): PlacedSpan {
  let node: Node | null = tree.root;
  let key: Node | null = null;
  let isFound = true;
  let alias: Span | undefined;
  for (const step of at) {
    const content = resolveAlias(tree, node);
    if (content !== node) alias ??= spanOf(node);
    if (isMap<Node, Node | null>(content)) {
      const pair = pairsOf(tree, content).get(String(step));
      if (!pair) {
        isFound = false;
        break;
      }
      [key, node] = [pair.key, pair.value];
    } else if (isSeq<Node>(content) && content.items[Number(step)] !== undefined) {
      [key, node] = [null, content.items[Number(step)] ?? null];
    } else {
      isFound = false;
      break;
    }
  }
  const isValue = isFound && on === 'value' && node && spanOf(node).end > spanOf(node).start;
  const span = isValue ? spanOf(node) : spanOf(key ?? findFirstKey(resolveAlias(tree, node)));
  return alias ? { ...span, alias } : span;
}

const PAIRS_BY_KEY = new WeakMap<YAMLMap<Node, Node | null>, ReadonlyMap<string, Pair<Node, Node | null>>>();

/**
 * Returns the pairs of a map by key, of duplicate keys the first. Cached, because a file can have a problem in every
 * pair.
 */
function pairsOf(tree: YamlTree, map: YAMLMap<Node, Node | null>): ReadonlyMap<string, Pair<Node, Node | null>> {
  const knownPairs = PAIRS_BY_KEY.get(map);
  if (knownPairs) return knownPairs;
  const pairs = new Map(map.items.toReversed().map((pair) => [readKeyText(tree, pair.key) ?? '', pair]));
  PAIRS_BY_KEY.set(map, pairs);
  return pairs;
}

function findFirstKey(node: Node | null): Node | null {
  if (!isMap<Node>(node) || node.items.length === 0) return node;
  return node.items[0]?.key ?? node;
}

/** An error in a text, by offsets. */
interface SyntaxFault {
  readonly code: ProblemCode;
  readonly start: number;
  readonly end: number;
  readonly details: ProblemDetails;
}

/** The tokens of a text, or the faults that make parsing impossible. */
type Tokens =
  | { readonly tokens: readonly CST.Token[]; readonly faults?: never }
  | { readonly tokens?: never; readonly faults: readonly SyntaxFault[] };

/**
 * Control characters that YAML does not allow, that is, all but tab, line feed and carriage return. A carriage return
 * without line feed is refused as well, because here it does not end a line.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BAD_CHARACTER = /[\0-\x08\v\f\x0e-\x1f\x7f]|\r(?!\n)/;

/**
 * Splits a text into YAML tokens, nested at most `deepest` levels. Stops at the first thing that the format does not
 * allow.
 */
function readTokens(text: string, deepest: number): Tokens {
  const refuse = (code: ProblemCode, start: number, end: number, details: ProblemDetails): Tokens => ({
    faults: [{ code, start, end, details }],
  });
  const badOffset = text.search(BAD_CHARACTER);
  if (badOffset >= 0)
    return refuse('M101', badOffset, badOffset + 1, { wanted: describeBadCharacter(text.charAt(badOffset)) });

  const tokens: CST.Token[] = [];
  const tags: SyntaxFault[] = [];
  const parser = new Parser();
  let textBefore = '';
  for (const lexeme of new Lexer().lex(text)) {
    const start = parser.offset;
    const end = start + lexeme.length;
    // The lexer announces unquoted text by a mark, because such text can look like any other token.
    const type = textBefore === CST.SCALAR ? 'text' : CST.tokenType(lexeme);
    textBefore = lexeme;
    if (type === 'tag') tags.push({ code: 'M115', start, end, details: { found: lexeme } });
    if (type === 'directive-line') return refuse('M101', start, end, { wanted: { phrase: 'directive' } });
    if (isOpenQuote(type, lexeme)) {
      const [line = ''] = lexeme.split('\n', 1);
      const wantedPhrase: Phrase = { phrase: 'openQuote' };
      return refuse('M101', start, start + line.length, {
        wanted: wantedPhrase,
        ...adviseLine(wantedPhrase, text, start),
      });
    }
    for (const token of parser.next(lexeme)) tokens.push(token);
    // Checked before the tree is built, because building it is recursive and would overflow the stack.
    if (parser.stack.length > deepest)
      return refuse('M106', start, end, { wanted: { phrase: 'tooDeep', levels: deepest } });
  }
  tokens.push(...parser.end());
  return tags.length > 0 ? { faults: tags } : { tokens };
}

function describeBadCharacter(character: string): Phrase {
  return character === '\r'
    ? { phrase: 'carriageReturn' }
    : { phrase: 'controlCharacter', code: formatCodePoint(character) };
}

/** Formats a character as Unicode does, such as `U+000B`. */
function formatCodePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Whether a quoted text lacks its closing quote. The parser would report that only at the end of the file. */
function isOpenQuote(type: string | null, lexeme: string): boolean {
  if (type === 'double-quoted-scalar') {
    const isEscaped = countAtEnd('\\', lexeme.slice(0, -1)) % 2 === 1;
    return lexeme.length < 2 || !lexeme.endsWith('"') || isEscaped;
  }
  // Inside single quotes, two single quotes mean one.
  return type === 'single-quoted-scalar' && countAtEnd("'", lexeme.slice(1)) % 2 === 0;
}

function countAtEnd(character: string, text: string): number {
  let count = 0;
  while (text.charAt(text.length - 1 - count) === character) count += 1;
  return count;
}

/** The node to which each alias of a document refers. */
type AliasTargets = ReadonlyMap<Alias, Node>;

/**
 * The maximum number of values that all aliases together may expand to: enough for hundreds of uses of option sets, but
 * not for nested aliases that double the size at each level.
 */
const MAX_COPIES = 100_000;

interface Size {
  /** The number of values inside a node, with aliases expanded. */
  readonly nodes: number;
  /** The levels of nesting inside a node, with aliases expanded. */
  readonly depth: number;
}

/**
 * Finds the node that each alias refers to, which must come before the alias; stops at the first alias that has none.
 */
function findAliasTargets(root: Node, deepest: number): { targets: AliasTargets; fault?: SyntaxFault } {
  const targets = new Map<Alias, Node>();
  const anchoredNodes = new Map<string, Node>();
  const sizes = new Map<Node, Size>();
  let copies = 0;
  let fault: SyntaxFault | undefined;

  const refuseAlias = (alias: Alias, code: ProblemCode, wanted: Phrase): Size => {
    const [start = 0, end = 0] = alias.range ?? [];
    fault ??= { code, start, end, details: { wanted } };
    return { nodes: 1, depth: 0 };
  };

  const measureAlias = (alias: Alias): Size => {
    const target = anchoredNodes.get(alias.source);
    if (!target) return refuseAlias(alias, 'M101', { phrase: 'noAnchor', anchor: `&${alias.source}` });
    const size = sizes.get(target);
    if (!size) return refuseAlias(alias, 'M106', { phrase: 'aliasInside', alias: `*${alias.source}` });
    copies += size.nodes;
    if (copies > MAX_COPIES) return refuseAlias(alias, 'M106', { phrase: 'tooManyCopies', count: MAX_COPIES });
    targets.set(alias, target);
    return size;
  };

  const measureNode = (node: unknown): Size => {
    if (fault) return { nodes: 1, depth: 0 };
    if (isAlias(node)) return measureAlias(node);
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return { nodes: 1, depth: 0 };
    if (node.anchor !== undefined) anchoredNodes.set(node.anchor, node);
    const children: unknown[] = isMap(node)
      ? node.items.flatMap(({ key, value }) => [key, value])
      : isSeq(node)
        ? node.items
        : [];
    let [nodes, depth] = [1, 0];
    for (const child of children) {
      const textToIndentation = measureNode(child);
      nodes += textToIndentation.nodes;
      depth = Math.max(depth, textToIndentation.depth + 1);
      if (depth > deepest && isAlias(child)) refuseAlias(child, 'M106', { phrase: 'tooDeep', levels: deepest });
    }
    const size = { nodes, depth };
    sizes.set(node, size);
    return size;
  };

  measureNode(root);
  return { targets, ...(fault ? { fault } : {}) };
}

/** The offsets of a syntax error, and a phrase for what is wrong there. */
interface ExplainedError {
  readonly start: number;
  readonly end: number;
  readonly wanted: Phrase;
}

/** The text at a syntax error, and the text before it on the same line. */
interface Surroundings {
  /** The text that the parser points to. */
  readonly found: string;
  /** The text on the same line before the error, and the text from the error to the end of the line. */
  readonly before: string;
  readonly rest: string;
}

const NOT_FITTING: Phrase = { phrase: 'notFitting' };
const BAD_INDENT: Phrase = { phrase: 'badIndent' };

/**
 * Phrases for the parser's error codes, for people who have not read the YAML specification. Other codes are described
 * by `NOT_FITTING`, because the parser's own messages are in English only.
 */
const ERROR_PHRASES: Partial<Record<ErrorCode, Phrase | ((surroundings: Surroundings) => Phrase)>> = {
  TAB_AS_INDENT: { phrase: 'tabIndent' },
  BLOCK_AS_IMPLICIT_KEY: ({ before }) => (before.trim() === '' ? BAD_INDENT : { phrase: 'colonNeedsQuotes' }),
  BAD_SCALAR_START: ({ found }) => ({ phrase: 'signNeedsQuotes', sign: found.charAt(0) }),
  BAD_DQ_ESCAPE: { phrase: 'badEscape' },
  MULTILINE_IMPLICIT_KEY: ({ rest }) => describeKey(rest),
  MISSING_CHAR: ({ before, rest }) => describeMissing(before, rest),
  BAD_INDENT: ({ rest }) => (/^ *-[^\s-]/.test(rest) ? { phrase: 'dashAndSpace' } : BAD_INDENT),
  BLOCK_IN_FLOW: { phrase: 'bracketsInBrackets' },
  UNEXPECTED_TOKEN: ({ before }) => describeWhatGoesOn(before),
  IMPOSSIBLE: NOT_FITTING,
  KEY_OVER_1024_CHARS: { phrase: 'keyTooLong' },
  MULTIPLE_ANCHORS: { phrase: 'oneAnchor' },
  ALIAS_PROPS: { phrase: 'aliasWithAnchor' },
  BAD_ALIAS: { phrase: 'nameless' },
};

/** Matches a character that looks like a space but does not indent, such as a no-break space. */
const OTHER_BLANK = /^ *([\u00a0\u2000-\u200a\u202f\u205f\u3000])/;

/** Finds where a syntax error really is, which is not always where the parser notices it, and describes it. */
function explainSyntaxError(error: YAMLParseError, text: string): ExplainedError {
  const [start, end] = error.pos;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const [rest = ''] = text.slice(start).split(/\r?\n/, 1);
  const lineBefore = text.slice(lineStart, start);
  const openBracket = BRACKET_ERRORS.has(error.code) ? findOpenBracket(text, lineStart) : undefined;
  if (openBracket !== undefined) return { start: openBracket, end: openBracket + 1, wanted: { phrase: 'openBracket' } };
  const otherBlank = OTHER_BLANK.exec(lineBefore + rest)?.[1];
  if (otherBlank !== undefined)
    return { start: lineStart, end: lineStart, wanted: { phrase: 'otherBlank', code: formatCodePoint(otherBlank) } };
  // The parser takes a line that is indented too far for a key inside the value above. The author meant a key of the
  // same level as that value's.
  const textToIndentation = /^.*\r?\n(?:[ \t]*\r?\n)*[ \t]*/.exec(text.slice(start))?.[0];
  if (
    error.code === 'BLOCK_AS_IMPLICIT_KEY' &&
    lineBefore.trim() !== '' &&
    !/:(?:\s|$)/.test(rest) &&
    textToIndentation !== undefined
  ) {
    const nextOffset = start + textToIndentation.length;
    return {
      start: nextOffset,
      end: nextOffset,
      wanted: { phrase: 'furtherIn' },
    };
  }
  const errorPhrase = ERROR_PHRASES[error.code];
  const surroundings = { found: text.slice(start, end), before: lineBefore, rest };
  const wantedPhrase = (typeof errorPhrase === 'function' ? errorPhrase(surroundings) : errorPhrase) ?? NOT_FITTING;
  // A token of the parser can span many lines; only the first line is marked.
  return { start, end: Math.min(end, start + Math.max(1, rest.length)), wanted: wantedPhrase };
}

/**
 * Describes a missing character: at the end of a line, a closing bracket; at the beginning of a line, the colon after a
 * key.
 */
function describeMissing(before: string, rest: string): Phrase {
  if (rest.trim() === '') return { phrase: 'openBracket' };
  return before.trim() === '' && !/:(?:\s|$)/.test(rest) ? describeKey(rest) : NOT_FITTING;
}

/** The codes by which the parser reports that a new key begins inside an open bracket. */
const BRACKET_ERRORS = new Set<ErrorCode>(['BAD_INDENT', 'BLOCK_IN_FLOW', 'MISSING_CHAR', 'UNEXPECTED_TOKEN']);

/**
 * Finds the bracket still open before a line that was not meant to be inside it: the line is indented no further than
 * the line of the bracket.
 */
function findOpenBracket(text: string, lineStart: number): number | undefined {
  const openOffsets: number[] = [];
  let offset = 0;
  for (const lexeme of new Lexer().lex(text.slice(0, lineStart))) {
    if (lexeme === '{' || lexeme === '[') openOffsets.push(offset);
    if (lexeme === '}' || lexeme === ']') openOffsets.pop();
    // Marks that the lexer adds are not part of the text, so they do not count towards the offset.
    if (!NON_CONTENT_TOKENS.has(lexeme)) offset += lexeme.length;
  }
  const lastOffset = openOffsets.at(-1);
  if (lastOffset === undefined) return undefined;
  const measureIndentAt = (start: number): number => /^ */.exec(text.slice(start))?.[0].length ?? 0;
  const ownLineStart = text.lastIndexOf('\n', lastOffset) + 1;
  return ownLineStart < lineStart && measureIndentAt(lineStart) <= measureIndentAt(ownLineStart)
    ? lastOffset
    : undefined;
}

const NON_CONTENT_TOKENS = new Set<string>([CST.BOM, CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

function describeKey(rest: string): Phrase {
  return { phrase: rest.includes('：') ? 'keyAndOtherColon' : 'keyAndColon' };
}

/** The maximum length of a line that is written out without its mistake. */
const MAX_LINE_CHARS = 100;

/** Returns the line without the mistake, if the line is then a key with the value that was meant. */
function adviseLine(wanted: Phrase, text: string, start: number): Pick<ProblemDetails, 'advice'> {
  if (typeof wanted === 'string') return {};
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const [line = ''] = text.slice(lineStart).split(/\r?\n/, 1);
  // Indentation is shown only if it is the mistake.
  const typedText = wanted.phrase === 'tabIndent' ? line : line.trim();
  const correctedLine = line.length > MAX_LINE_CHARS ? undefined : correctLine(wanted.phrase, typedText);
  if (correctedLine === undefined) return {};
  const { tokens } = readTokens(correctedLine, MAX_DEPTH);
  const [document] = tokens ? compose(tokens) : [];
  return document?.errors.length === 0 ? { advice: { phrase: 'writeLine', line: correctedLine } } : {};
}

/** Describes the mistake when text goes on after a value seems to have ended. */
function describeWhatGoesOn(before: string): Phrase {
  const mark = /[:,[{-] +([*&])\S* +$/.exec(before)?.[1];
  if (mark !== undefined) return { phrase: 'signNeedsQuotes', sign: mark };
  return /["'] *$/.test(before) ? { phrase: 'afterQuote' } : NOT_FITTING;
}
