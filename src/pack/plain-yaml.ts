import { type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

/** What says that a text is not as plain as it looks; the full parser reads it then. */
const NOT_PLAIN = Symbol('not plain');

/** Control characters and tabs; the end of lines of Windows; the marks of documents; what is longer than a key may be. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNUSUAL = /[\0-\x09\x0b-\x1f\x7f]|^(?:---|\.\.\.)|[^\n]{1000}/m;

/** Plain text of a block and of a list or map in brackets; it may begin with a dash that no blank follows. */
const BLOCK_TEXT = /(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[^\s-]))(?:[^\n:#]|:(?=[^\s])|(?<=[^\s])#)*/y;
const FLOW_TEXT = /(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[^\s\-,[\]{}]))(?:[^\n:#,[\]{}]|:(?=[^\s,[\]{}])|(?<=[^\s])#)*/y;
const DOUBLE_QUOTED = /"(?:[^"\\\n]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"/y;
const SINGLE_QUOTED = /'(?:[^'\n]|'')*'/y;
/** The rest of a line behind a value. */
const LINE_END = / *(?: #[^\n]*)?(?:\n|$)/y;
/** Lines with nothing but blanks and comments, and the indentation of the line after them. */
const EMPTY_LINES = /(?:(?: *(?:#[^\n]*)?\n)*)( *)(?:#[^\n]*$)?/y;

const DEEPEST = 50;

/**
 * Parses YAML as it is mostly written: maps and lists, each value in one line or in brackets. Undefined for everything
 * else, sound or not, which is for the full parser: this one is several times as fast because it knows so little. Nodes
 * have no ranges.
 */
export function parsePlainYaml(text: string): Node | undefined {
  if (UNUSUAL.test(text)) return undefined;
  try {
    return new PlainReader(text).readWhole();
  } catch (error) {
    if (error === NOT_PLAIN) return undefined;
    throw error;
  }
}
