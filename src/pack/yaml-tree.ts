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

/** The syntax tree of one YAML document. Every scalar is text as written; nothing is a number or a boolean yet. */
export interface YamlTree {
  readonly root: Node;
  /** The target of each alias. */
  readonly targets: AliasTargets;
}

/** A tree, or why there is none. */
type ParsedYaml =
  | { readonly tree: YamlTree; readonly problems?: never }
  | { readonly tree: null; readonly problems: readonly Problem[] };

/** Far more than a document needs; the parser's own recursion fails a little above 1,000. */
const MAX_DEPTH = 100;

/** Twenty times the largest known pack; the parser needs 500 times the size of a text in memory. */
const MAX_LENGTH = 4_000_000;

const MAX_WORD_CHARS = 60;

/** A text with its tree, parts of which a later text may reuse. */
export interface ParsedText {
  readonly text: string;
  readonly tree: YamlTree;
}

/**
 * Parses the text of one YAML (or JSON) document, without byte-order mark; bounded in time and memory. Unchanged parts
 * are taken over from `earlier`, whose offsets are no longer valid once a tree is returned.
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
  // After one mistake the parser trips over much that follows, so only the first error is reported.
  const errors = (document?.errors ?? []).toSorted((a, b) => a.pos[0] - b.pos[0]);
  // A tab as indentation can also cause an error just before it; then the tab is reported.
  const isTab = (one: YAMLParseError): boolean => one.code === 'TAB_AS_INDENT';
  const error =
    errors.find((one) => isTab(one) && text.slice(errors[0]?.pos[0], one.pos[0]).trim() === '') ?? errors[0];
  if (error) {
    const { start, end, wanted } = explainSyntaxError(error, text);
    // The parser points to one character; the word that starts there is easier to see.
    const word = /^\S*/.exec(text.slice(start, start + MAX_WORD_CHARS))?.[0].length ?? 0;
    return refuse({ code: 'M101', start, end: Math.max(end, start + word), details: { wanted } });
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

/** Parses a text that is still being written, as far as the parser can; with `isSound`, only if it reports no error. */
export function parseUnfinished(text: string, isSound = false): YamlTree | undefined {
  const { tokens } = text.length > MAX_LENGTH ? {} : readTokens(text, MAX_DEPTH);
  const [document] = tokens ? compose(tokens) : [];
  const root = document?.contents;
  if (!document || !root || (isSound && document.errors.length > 0)) return undefined;
  return { root, targets: findAliasTargets(root, MAX_DEPTH).targets };
}

/**
 * Parses a text in which only some list entries differ from an earlier one; undefined if it must be parsed as a whole.
 * Known entries are replaced by placeholders of the same length while the rest is parsed. If each placeholder turns out
 * to be a list entry again, the old node takes its place. Parsing everything anew was a third of an editor's check of
 * the flagship's measures.
 */
function parseChanged(text: string, { text: before, tree }: ParsedText): YamlTree | undefined {
  const items = listsIn(tree.root).flatMap((list) => list.items);
  const knownNodes = new Map<string, { readonly node: Node; readonly start: number }>();
  let next = 0;
  for (const { start, end } of entriesIn(before)) {
    while (spanOf(items[next] ?? null).start < start && next < items.length) next += 1;
    const node = items[next];
    if (node && spanOf(node).start < end) knownNodes.set(before.slice(start, end), { node, start });
  }
  const places = new Map<number, { readonly node: Node; readonly by: number }>();
  let rest = '';
  let done = 0;
  for (const { start, end } of entriesIn(text)) {
    const entry = text.slice(start, end);
    const sameNode = knownNodes.get(entry);
    if (!sameNode) continue;
    // A node can be in one place only.
    knownNodes.delete(entry);
    const mark = `${' '.repeat(entry.indexOf('-'))}- 0`;
    const length = entry.replace(/\s+$/, '').length;
    rest += text.slice(done, start) + mark + ' '.padEnd(length - mark.length, '#').slice(0, length - mark.length);
    rest += entry.slice(length);
    done = end;
    places.set(start + mark.length - 1, { node: sameNode.node, by: start - sameNode.start });
  }
  if (places.size === 0) return undefined;
  const { tokens } = readTokens(rest + text.slice(done), MAX_DEPTH);
  const [document, second] = tokens ? compose(tokens) : [];
  const root = document?.contents;
  if (!root || second || document.errors.length > 0) return undefined;
  const lists = listsIn(root);
  const isMark = (item: Node): boolean => isScalar(item) && places.has(spanOf(item).start);
  if (lists.flatMap((list) => list.items.filter(isMark)).length < places.size) return undefined;
  for (const list of lists)
    list.items = list.items.map((item) => (isMark(item) ? (places.get(spanOf(item).start)?.node ?? item) : item));
  const { targets, fault } = findAliasTargets(root, MAX_DEPTH);
  if (fault) return undefined;
  for (const { node, by } of places.values()) if (by !== 0) move(node, by);
  return { root, targets };
}

/** Returns the lists directly under the keys of a document. */
function listsIn(root: Node): YAMLSeq<Node>[] {
  return isMap<Node>(root) ? root.items.flatMap(({ value }) => (isSeq<Node>(value) ? [value] : [])) : [];
}

/**
 * Finds the entries of the least indented lists by their lines, except the last entry of a list, which ends with the
 * list.
 */
function entriesIn(text: string): Span[] {
  const lines = [...text.matchAll(/^( *)(?![ \r\n#])(- )?/gm)].map(({ 1: indent = '', 2: dash, index }) => {
    return { start: index, indent: indent.length, isEntry: dash !== undefined };
  });
  const leastIndent = Math.min(...lines.filter(({ isEntry }) => isEntry).map(({ indent }) => indent));
  const outer = lines.filter(({ indent }) => indent <= leastIndent);
  return outer.flatMap(({ start, isEntry }, i) => {
    const next = outer[i + 1];
    return isEntry && next?.isEntry ? [{ start, end: next.start }] : [];
  });
}

/** Shifts the offsets of a node and everything in it. */
function move(node: unknown, by: number): void {
  if (!isNode(node)) return;
  const [start, end, after] = node.range ?? [0, 0, 0];
  node.range = [start + by, end + by, after + by];
  if (isMap(node)) {
    for (const { key, value } of node.items) for (const inner of [key, value]) move(inner, by);
  } else if (isSeq(node)) for (const inner of node.items) move(inner, by);
}

/**
 * Composes documents with the failsafe schema, which makes every scalar text. Duplicate keys are found when the tree is
 * read, because the parser would compare each key with all others.
 */
function compose(tokens: readonly CST.Token[]): ReturnType<Composer['compose']> {
  return new Composer({ schema: 'failsafe', uniqueKeys: false }).compose(tokens);
}

/** Whether nothing is written where a value could be. */
function isEmpty(node: Node): boolean {
  return isScalar(node) && node.type === 'PLAIN' && node.value === '';
}

/** Offsets into a text, in UTF-16 code units; the end is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span, and the span of the alias through which it was reached. */
export interface PlacedSpan extends Span {
  readonly alias?: Span;
}

/** The key that merges a map into another in YAML 1.1, if it has no quotes. */
export const MERGE_KEY = '<<';

/** Returns the target of an alias, and any other node itself. */
export function resolveAlias({ targets }: YamlTree, node: Node | null): Node | null {
  return isAlias(node) ? (targets.get(node) ?? null) : node;
}

/** Returns a key as text; undefined if it is a list or map. */
export function keyText(tree: YamlTree, key: Node | null): string | undefined {
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
 * Finds the span of the key or value at a path. If it does not exist, returns the span of the deepest part of the path
 * that does. The key of a list entry is the entry's first key.
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
  const span = isValue ? spanOf(node) : spanOf(key ?? firstKey(resolveAlias(tree, node)));
  return alias ? { ...span, alias } : span;
}

const PAIRS_BY_KEY = new WeakMap<YAMLMap<Node, Node | null>, ReadonlyMap<string, Pair<Node, Node | null>>>();

/**
 * Returns the pairs of a map by key, the first of duplicates; cached, since a file can have a problem in every pair.
 */
function pairsOf(tree: YamlTree, map: YAMLMap<Node, Node | null>): ReadonlyMap<string, Pair<Node, Node | null>> {
  const knownPairs = PAIRS_BY_KEY.get(map);
  if (knownPairs) return knownPairs;
  const pairs = new Map(map.items.toReversed().map((pair) => [keyText(tree, pair.key) ?? '', pair]));
  PAIRS_BY_KEY.set(map, pairs);
  return pairs;
}

function firstKey(node: Node | null): Node | null {
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

/** The tokens of a text, or the faults that prevent further parsing. */
type Tokens =
  | { readonly tokens: readonly CST.Token[]; readonly faults?: never }
  | { readonly tokens?: never; readonly faults: readonly SyntaxFault[] };

/**
 * Besides tab, line feed and carriage return, YAML allows no control characters; here a carriage return alone does not
 * end a line.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BAD_CHARACTER = /[\0-\x08\v\f\x0e-\x1f\x7f]|\r(?!\n)/;

/** Splits a text into YAML tokens, nested at most `deepest` levels; stops at what the format does not allow. */
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
    // The lexer puts a mark before text without quotes, because that can look like anything.
    const type = textBefore === CST.SCALAR ? 'text' : CST.tokenType(lexeme);
    textBefore = lexeme;
    if (type === 'tag') tags.push({ code: 'M115', start, end, details: { found: lexeme } });
    if (type === 'directive-line') return refuse('M101', start, end, { wanted: { phrase: 'directive' } });
    if (isOpenQuote(type, lexeme)) {
      const [line = ''] = lexeme.split('\n', 1);
      return refuse('M101', start, start + line.length, { wanted: { phrase: 'openQuote' } });
    }
    for (const token of parser.next(lexeme)) tokens.push(token);
    // Checked before the tree is built, because building it is recursive.
    if (parser.stack.length > deepest)
      return refuse('M106', start, end, { wanted: { phrase: 'tooDeep', levels: deepest } });
  }
  tokens.push(...parser.end());
  return tags.length > 0 ? { faults: tags } : { tokens };
}

function describeBadCharacter(character: string): Phrase {
  return character === '\r' ? { phrase: 'carriageReturn' } : { phrase: 'controlCharacter', code: codePoint(character) };
}

/** Formats a character as Unicode does, such as `U+000B`. */
function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Whether a quoted text lacks its closing quote; the parser itself notices that only at the end of the file. */
function isOpenQuote(type: string | null, lexeme: string): boolean {
  if (type === 'double-quoted-scalar') {
    const isEscaped = countAtEnd('\\', lexeme.slice(0, -1)) % 2 === 1;
    return lexeme.length < 2 || !lexeme.endsWith('"') || isEscaped;
  }
  // Two single quotes stand for one.
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
 * How many values aliases may expand to in all: enough for hundreds of shared option sets, but not for repeated
 * doubling.
 */
const MAX_COPIES = 100_000;

interface Size {
  /** The values inside, copies included. */
  readonly nodes: number;
  /** The levels of nesting inside, copies included. */
  readonly depth: number;
}

/** Resolves every alias to an anchor written before it; stops at the first one that cannot be resolved. */
function findAliasTargets(root: Node, deepest: number): { targets: AliasTargets; fault?: SyntaxFault } {
  const targets = new Map<Alias, Node>();
  const anchoredNodes = new Map<string, Node>();
  const sizes = new Map<Node, Size>();
  let copies = 0;
  let fault: SyntaxFault | undefined;

  const stop = (alias: Alias, code: ProblemCode, wanted: Phrase): Size => {
    const [start = 0, end = 0] = alias.range ?? [];
    fault ??= { code, start, end, details: { wanted } };
    return { nodes: 1, depth: 0 };
  };

  const measureAlias = (alias: Alias): Size => {
    const target = anchoredNodes.get(alias.source);
    if (!target) return stop(alias, 'M101', { phrase: 'noAnchor', anchor: `&${alias.source}` });
    const size = sizes.get(target);
    if (!size) return stop(alias, 'M106', { phrase: 'aliasInside', alias: `*${alias.source}` });
    copies += size.nodes;
    if (copies > MAX_COPIES) return stop(alias, 'M106', { phrase: 'tooManyCopies', count: MAX_COPIES });
    targets.set(alias, target);
    return size;
  };

  const measure = (node: unknown): Size => {
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
      const inner = measure(child);
      nodes += inner.nodes;
      depth = Math.max(depth, inner.depth + 1);
      if (depth > deepest && isAlias(child)) stop(child, 'M106', { phrase: 'tooDeep', levels: deepest });
    }
    const size = { nodes, depth };
    sizes.set(node, size);
    return size;
  };

  measure(root);
  return { targets, ...(fault ? { fault } : {}) };
}

/** The offsets of a syntax error, and what is wrong there. */
interface ExplainedError {
  readonly start: number;
  readonly end: number;
  readonly wanted: Phrase;
}

/** The text around an error. */
interface Surroundings {
  /** The text that the parser points to. */
  readonly found: string;
  /** The text of its line before that place, and from there to the end of the line. */
  readonly before: string;
  readonly rest: string;
}

const NOT_FITTING: Phrase = { phrase: 'notFitting' };
const BAD_INDENT: Phrase = { phrase: 'badIndent' };

/**
 * Phrases for people who have never read the YAML specification; codes that are not listed keep the parser's own
 * message.
 */
const ERROR_PHRASES: Partial<Record<ErrorCode, Phrase | ((around: Surroundings) => Phrase | undefined)>> = {
  TAB_AS_INDENT: { phrase: 'tabIndent' },
  BLOCK_AS_IMPLICIT_KEY: ({ before }) => (before.trim() === '' ? BAD_INDENT : { phrase: 'colonNeedsQuotes' }),
  BAD_SCALAR_START: ({ found }) => ({ phrase: 'signNeedsQuotes', sign: found.charAt(0) }),
  BAD_DQ_ESCAPE: { phrase: 'badEscape' },
  MULTILINE_IMPLICIT_KEY: ({ rest }) => describeKey(rest),
  MISSING_CHAR: ({ before, rest }) => (before.trim() === '' && !/:(?:\s|$)/.test(rest) ? describeKey(rest) : undefined),
  BAD_INDENT: ({ rest }) => (/^ *-[^\s-]/.test(rest) ? { phrase: 'dashAndSpace' } : BAD_INDENT),
  BLOCK_IN_FLOW: { phrase: 'bracketsInBrackets' },
  UNEXPECTED_TOKEN: ({ before }) => describeWhatGoesOn(before),
  IMPOSSIBLE: NOT_FITTING,
  KEY_OVER_1024_CHARS: { phrase: 'keyTooLong' },
  MULTIPLE_ANCHORS: { phrase: 'oneAnchor' },
  ALIAS_PROPS: { phrase: 'aliasWithAnchor' },
  BAD_ALIAS: { phrase: 'nameless' },
};

/** Blanks that look like a space but do not indent. */
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
    return { start: lineStart, end: lineStart, wanted: { phrase: 'otherBlank', code: codePoint(otherBlank) } };
  // A value seems to hold a key if the next line is indented too far: that line was meant to be beside it.
  const inner = /^.*\r?\n(?:[ \t]*\r?\n)*[ \t]*/.exec(text.slice(start))?.[0];
  if (
    error.code === 'BLOCK_AS_IMPLICIT_KEY' &&
    lineBefore.trim() !== '' &&
    !/:(?:\s|$)/.test(rest) &&
    inner !== undefined
  ) {
    const next = start + inner.length;
    return {
      start: next,
      end: next,
      wanted: { phrase: 'furtherIn' },
    };
  }
  const phrase = ERROR_PHRASES[error.code];
  const around = { found: text.slice(start, end), before: lineBefore, rest };
  const wantedPhrase =
    (typeof phrase === 'function' ? phrase(around) : phrase) ??
    error.message.charAt(0).toLowerCase() + error.message.slice(1);
  // A token of the parser can span many lines; the first one is marked.
  return { start, end: Math.min(end, start + Math.max(1, rest.length)), wanted: wantedPhrase };
}

/** The parser's errors if a line that starts anew is inside an open bracket. */
const BRACKET_ERRORS = new Set<ErrorCode>(['BAD_INDENT', 'BLOCK_IN_FLOW', 'MISSING_CHAR', 'UNEXPECTED_TOKEN']);

/**
 * Finds the bracket that is still open before a line which was meant to start anew: one indented no further than the
 * bracket's own line.
 */
function findOpenBracket(text: string, lineStart: number): number | undefined {
  const openOffsets: number[] = [];
  let offset = 0;
  for (const lexeme of new Lexer().lex(text.slice(0, lineStart))) {
    if (lexeme === '{' || lexeme === '[') openOffsets.push(offset);
    if (lexeme === '}' || lexeme === ']') openOffsets.pop();
    // The marks that the lexer adds are not characters of the text.
    if (!NON_CONTENT_TOKENS.has(lexeme)) offset += lexeme.length;
  }
  const last = openOffsets.at(-1);
  if (last === undefined) return undefined;
  const indentAt = (start: number): number => /^ */.exec(text.slice(start))?.[0].length ?? 0;
  const ownLineStart = text.lastIndexOf('\n', last) + 1;
  return ownLineStart < lineStart && indentAt(lineStart) <= indentAt(ownLineStart) ? last : undefined;
}

const NON_CONTENT_TOKENS = new Set<string>([CST.BOM, CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

function describeKey(rest: string): Phrase {
  return { phrase: rest.includes('：') ? 'keyAndOtherColon' : 'keyAndColon' };
}

/** Describes what is wrong with text that goes on after its apparent end. */
function describeWhatGoesOn(before: string): Phrase {
  const mark = /[:,[{-] +([*&])\S* +$/.exec(before)?.[1];
  if (mark !== undefined) return { phrase: 'signNeedsQuotes', sign: mark };
  return /["'] *$/.test(before) ? { phrase: 'afterQuote' } : NOT_FITTING;
}
