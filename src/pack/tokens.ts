import { CST, Lexer, Parser } from 'yaml';
import type { Details, ProblemCode } from '../model/problem.ts';

/** What is wrong with a text, by offsets. */
export interface Fault {
  readonly code: ProblemCode;
  readonly start: number;
  readonly end: number;
  readonly details: Details;
}

/** The tokens of a text, or the faults for which it is not parsed further. */
export type Tokens =
  | { readonly tokens: readonly CST.Token[]; readonly faults?: never }
  | { readonly tokens?: never; readonly faults: readonly Fault[] };

/** Tab, line feed and carriage return aside, YAML allows none; a carriage return alone ends no line here. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BAD_CHARACTER = /[\0-\x08\v\f\x0e-\x1f\x7f]|\r(?!\n)/;

/** Splits a text into YAML tokens, nested at most so many levels; stops at what the format does not allow. */
export function readTokens(text: string, deepest: number): Tokens {
  const refuse = (code: ProblemCode, start: number, end: number, details: Details): Tokens => ({
    faults: [{ code, start, end, details }],
  });
  const bad = text.search(BAD_CHARACTER);
  if (bad >= 0) return refuse('M101', bad, bad + 1, { wanted: describeBadCharacter(text.charAt(bad)) });

  const tokens: CST.Token[] = [];
  const tags: Fault[] = [];
  const parser = new Parser();
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    const start = parser.offset;
    const end = start + lexeme.length;
    // Text without quotes is announced by a mark, because it can look like anything.
    const type = before === CST.SCALAR ? 'text' : CST.tokenType(lexeme);
    before = lexeme;
    if (type === 'tag') tags.push({ code: 'M115', start, end, details: { found: lexeme } });
    if (type === 'directive-line') return refuse('M101', start, end, { wanted: DIRECTIVE });
    if (isOpenQuote(type, lexeme)) {
      const [line = ''] = lexeme.split('\n', 1);
      return refuse('M101', start, start + line.length, { wanted: 'the quote that starts here is not closed' });
    }
    for (const token of parser.next(lexeme)) tokens.push(token);
    // Checked before the tree is built, because building it is recursive.
    if (parser.stack.length > deepest) return refuse('M106', start, end, { wanted: describeTooDeep(deepest) });
  }
  tokens.push(...parser.end());
  return tags.length > 0 ? { faults: tags } : { tokens };
}

const DIRECTIVE = 'a line that starts with "%" is a YAML directive, which is not allowed';

/** The words for a document nested more than so many levels. */
export function describeTooDeep(deepest: number): string {
  return `nested more than ${deepest} levels deep`;
}

function describeBadCharacter(character: string): string {
  if (character === '\r') return 'a carriage return without a line feed; save the file with common line ends';
  const number = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return `the control character U+${number} is not allowed`;
}

/** Whether a quoted text lacks its end: the parser itself notices that only where the file ends. */
function isOpenQuote(type: string | null, lexeme: string): boolean {
  if (type === 'double-quoted-scalar') {
    const escaped = countAtEnd('\\', lexeme.slice(0, -1)) % 2 === 1;
    return lexeme.length < 2 || !lexeme.endsWith('"') || escaped;
  }
  // Two single quotes stand for one.
  return type === 'single-quoted-scalar' && countAtEnd("'", lexeme.slice(1)) % 2 === 0;
}

function countAtEnd(character: string, text: string): number {
  let count = 0;
  while (text.charAt(text.length - 1 - count) === character) count += 1;
  return count;
}
