import { type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

/** What says that a text is not as plain as it looks; the full parser reads it then. */
const NOT_PLAIN = Symbol('not plain');

/** Control characters and tabs, line ends of Windows, marks between documents. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNUSUAL = /[\0-\x09\x0b-\x1f\x7f]|^(?:---|\.\.\.)/m;

/** Text without quotes, in a line of its own and inside of brackets. */
const BLOCK_TEXT = /(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[^\s-]))(?:[^\n:#]|:(?=\S)|(?<=\S)#)*/y;
const FLOW_TEXT = /(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[^\s\-,[\]{}]))(?:[^\n:#,[\]{}]|:(?=[^\s,[\]{}])|(?<=\S)#)*/y;
const DOUBLE_QUOTED = /"(?:[^"\\\n]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"/y;
const SINGLE_QUOTED = /'(?:[^'\n]|'')*'/y;
/** What may follow a value in its line. */
const LINE_END = / *(?: #[^\n]*)?(?:\n|$)/y;
/** Lines of blanks and comments, then the indentation of the line that follows them. */
const EMPTY_LINES = /(?: *(?:#[^\n]*)?\n)*( *)(?:#[^\n]*$)?/y;
const BLANKS = / */y;
const COMMENT = /#[^\n]*/y;

/** Less than the full parser takes. */
const DEEPEST = 40;
const LONGEST_KEY = 500;

/**
 * Parses YAML as it is mostly written: maps and lists, each value in one line or in brackets; JSON, too. Undefined for everything
 * else, sound or not, which is for the full parser; this one is several times as fast because it knows so little. Nodes
 * have no ranges.
 */
export function parsePlainYaml(text: string): Node | undefined {
  if (UNUSUAL.test(text)) return undefined;
  try {
    return readPlain(text);
  } catch (error) {
    if (error === NOT_PLAIN) return undefined;
    throw error;
  }
}

function readPlain(text: string): Node {
  let position = 0;
  /** Of the line at the position; -1 at the end. */
  let indent = 0;

  const giveUp = (): never => {
    throw NOT_PLAIN;
  };

  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) position += found.length;
    return found;
  };

  const toNextLine = (): void => {
    EMPTY_LINES.lastIndex = position;
    const [all, blanks] = EMPTY_LINES.exec(text) as unknown as [string, string];
    position += all.length;
    indent = position === text.length ? -1 : blanks.length;
  };

  const endLine = (): void => {
    if (match(LINE_END) === undefined) giveUp();
    toNextLine();
  };

  const isEntry = (): boolean => text[position] === '-' && text[position + 1] === ' ';

  const readText = (pattern: RegExp): Scalar => {
    const first = text[position];
    if (first === '"') {
      const quoted = match(DOUBLE_QUOTED) ?? giveUp();
      return scalarOf(quoted.includes('\\') ? JSON.parse(quoted) : quoted.slice(1, -1), 'QUOTE_DOUBLE');
    }
    if (first === "'") {
      const quoted = match(SINGLE_QUOTED) ?? giveUp();
      return scalarOf(quoted.slice(1, -1).replaceAll("''", "'"), 'QUOTE_SINGLE');
    }
    const found = match(pattern) ?? giveUp();
    let end = found.length;
    while (found[end - 1] === ' ') end -= 1;
    position -= found.length - end;
    return scalarOf(found.slice(0, end), 'PLAIN');
  };

  const readKey = (pattern: RegExp): Scalar => {
    const start = position;
    const key = readText(pattern);
    if (text[position] !== ':' || position - start > LONGEST_KEY) giveUp();
    position += 1;
    return key;
  };

  /** A value in brackets or one that ends with its line; `outer` is the indentation of what it stands in. */
  const readInline = (outer: number, depth: number): Node =>
    text[position] === '[' || text[position] === '{' ? readFlow(outer, depth) : readText(BLOCK_TEXT);

  const readBlock = (depth: number): Node => (isEntry() ? readList(indent, depth) : readMap(indent, depth));

  const readMap = (column: number, depth: number): Node => {
    if (depth > DEEPEST) giveUp();
    const map = new YAMLMap<Node, Node>();
    do {
      const key = readKey(BLOCK_TEXT);
      if (match(LINE_END) !== undefined) {
        toNextLine();
        // A list may stand right below its key. What is empty is left to those who know what that means.
        if (indent < column || (indent === column && !isEntry())) giveUp();
        map.items.push(new Pair<Node, Node>(key, readBlock(depth + 1)));
      } else {
        if (match(BLANKS) === '') giveUp();
        map.items.push(new Pair<Node, Node>(key, readInline(column, depth + 1)));
        endLine();
      }
    } while (indent === column);
    // A line that is further in goes on with a text above it.
    return indent > column ? giveUp() : map;
  };

  const readList = (column: number, depth: number): Node => {
    if (depth > DEEPEST) giveUp();
    const list = new YAMLSeq<Node>();
    do {
      position += 1;
      const inner = column + 1 + (match(BLANKS) ?? '').length;
      const start = position;
      const item = readInline(column, depth + 1);
      if (text[position] === ':' && item instanceof Scalar) {
        position = start;
        list.items.push(readMap(inner, depth + 1));
      } else {
        list.items.push(item);
        endLine();
      }
    } while (indent === column && isEntry());
    return indent > column ? giveUp() : list;
  };

  const skipInFlow = (outer: number): void => {
    match(BLANKS);
    if (text[position] === '#') {
      if (text[position - 1] !== ' ') giveUp();
      match(COMMENT);
    }
    if (text[position] !== '\n') return;
    toNextLine();
    if (indent <= outer) giveUp();
  };

  const readFlow = (outer: number, depth: number): Node => {
    if (depth > DEEPEST) giveUp();
    const isMap = text[position] === '{';
    const close = isMap ? '}' : ']';
    const [map, list] = [new YAMLMap<Node, Node>(), new YAMLSeq<Node>()];
    const readValue = (): Node =>
      text[position] === '[' || text[position] === '{' ? readFlow(outer, depth + 1) : readText(FLOW_TEXT);
    position += 1;
    skipInFlow(outer);
    while (text[position] !== close) {
      if (isMap) {
        const key = readKey(FLOW_TEXT);
        if (match(BLANKS) === '') giveUp();
        map.items.push(new Pair<Node, Node>(key, readValue()));
      } else list.items.push(readValue());
      skipInFlow(outer);
      if (text[position] === close) break;
      if (text[position] !== ',') giveUp();
      position += 1;
      skipInFlow(outer);
      if (text[position] === close) giveUp();
    }
    position += 1;
    return isMap ? map : list;
  };

  toNextLine();
  if (indent !== 0) giveUp();
  const isFlow = text[position] === '[' || text[position] === '{';
  const root = isFlow ? readFlow(-1, 1) : readBlock(1);
  if (isFlow) endLine();
  return position === text.length ? root : giveUp();
}

function scalarOf(value: string, type: Scalar.Type): Scalar {
  const scalar = new Scalar(value);
  scalar.type = type;
  return scalar;
}
