// Prepares text for a terminal: removes control characters, measures columns, pads and wraps.
import { eastAsianWidth } from 'get-east-asian-width';

/** Punctuation that must not begin a line, and punctuation that must not end one. */
const CLOSING_SIGNS = new Set('，。；：、！？）》」』】”’…～,.;:!?)]}%');
const OPENING_SIGNS = new Set('（《「『【“‘([{„');

/** Control characters and direction marks, which could move the cursor, ring the bell or hide text in a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]+/gu;

/** Puts text from packs and answers on one line, without characters that a terminal would interpret. */
export function sanitizeLine(text: string): string {
  return sanitizeText(text).trim();
}

/** Removes characters that a terminal would interpret from part of a line, keeping spaces at its ends. */
export function sanitizeText(text: string): string {
  return text.replace(CONTROL_CHARACTER, ' ');
}

/**
 * Removes characters that a terminal would interpret from a piece of a line, keeping one space at each end to separate
 * it from its neighbours.
 */
export function sanitizePiece(text: string): string {
  const plainPiece = sanitizeLine(text);
  return `${/^\s/.test(text) ? ' ' : ''}${plainPiece}${plainPiece !== '' && /\s$/.test(text) ? ' ' : ''}`;
}

/** Shortens a text to at most `longest` characters; a shortened text ends with an ellipsis. */
export function truncate(text: string, longest: number): string {
  const signs = [...text];
  return signs.length > longest ? `${signs.slice(0, longest - 1).join('')}…` : text;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - textWidth(text))) + text;
}

/**
 * Wraps text into lines of at most `columns` columns: at spaces, between Chinese characters, and after the hyphen of a
 * compound.
 */
export function wrapText(text: string, columns: number): string[] {
  const width = Math.max(1, columns);
  const lines: string[] = [];
  let line = '';
  for (const piece of splitPieces(text)) {
    if (textWidth(line + piece.trimEnd()) > width && line !== '') {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
    while (textWidth(line.trimEnd()) > width) {
      const head = takeLineHead(line, width);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return line.trim() === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()];
}

/**
 * The end of the first part of a compound such as Büro-Netz, whose second part has a capital; options and codes have a
 * lower-case letter there.
 */
const COMPOUND_HYPHEN = /\p{L}-$/u;
const CAPITAL_START = /^\p{Lu}/u;

/** Splits text into the pieces between which a line may break, each with the spaces after it. */
export function splitPieces(text: string): string[] {
  const pieces: string[] = [];
  let previousCharacter = '';
  for (const character of text) {
    const piece = pieces.at(-1) ?? '';
    const isBetween = previousCharacter === '-' && COMPOUND_HYPHEN.test(piece) && CAPITAL_START.test(character);
    if (previousCharacter === '' || !(isBetween || mayBreak(previousCharacter, character))) {
      pieces.push((pieces.pop() ?? '') + character);
    } else pieces.push(character);
    previousCharacter = character;
  }
  return pieces;
}

function mayBreak(before: string, after: string): boolean {
  if (after === ' ' || CLOSING_SIGNS.has(after) || OPENING_SIGNS.has(before)) return false;
  return before === ' ' || textWidth(before) === 2 || textWidth(after) === 2;
}

function takeLineHead(text: string, width: number): string {
  let head = '';
  for (const character of text) {
    if (head !== '' && textWidth(head + character) > width) break;
    head += character;
  }
  return head;
}

/** Wraps text whose first line starts with a mark; further lines are indented below the text. */
export function wrapHanging(mark: string, text: string, width: number): string[] {
  const indent = ' '.repeat(textWidth(mark));
  return wrapText(text, width - indent.length).map((line, i) => (i === 0 ? mark : indent) + line);
}

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
/** Combining marks and invisible characters. */
const ZERO_WIDTH_CHARACTER = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const ZERO_WIDTH_JOINER = 0x200d;
const EMOJI_FORM = 0xfe0f;

/**
 * Returns the number of terminal columns that a text takes, without escape codes. Chinese characters take two. Of an
 * emoji joined from several, only the first counts. (The usual libraries build their tables at every start, which takes
 * longer than all drawing by Matura.)
 */
export function textWidth(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length;
  let [width, joined, last] = [0, false, 0];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code === EMOJI_FORM && last === 1) width += 1;
    last = joined || isSkinTone(code) ? 0 : widthOfCode(code, character);
    width += last;
    joined = code === ZERO_WIDTH_JOINER;
  }
  return width;
}

function widthOfCode(code: number, character: string): number {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return 0;
  if (code < 0x300) return code === 0xad ? 0 : 1;
  if (code >= 0x4e00 && code <= 0x9fff) return 2;
  return ZERO_WIDTH_CHARACTER.test(character) ? 0 : eastAsianWidth(code);
}

function isSkinTone(code: number): boolean {
  return code >= 0x1f3fb && code <= 0x1f3ff;
}
