import { widthOf } from './width.ts';

/** Signs that must not begin a line, and signs that must not end one. */
const CLOSING = new Set('，。；：、！？）》」』】”’…～,.;:!?)]}%');
const OPENING = new Set('（《「『【“‘([{„');

/** What would move the cursor, ring or hide in a terminal: control characters and changes of direction. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029]+/gu;

/** Text from packs and answers on one line, with nothing a terminal would act on. */
export function plainLine(text: string): string {
  return plainPart(text).trim();
}

/** The same within a line: spaces at its ends stay. */
export function plainPart(text: string): string {
  return text.replace(CONTROL, ' ');
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** Breaks text into lines of at most so many columns: at spaces, between Chinese characters, and after the hyphen of a compound. */
export function wrapText(text: string, columns: number): string[] {
  const width = Math.max(1, columns);
  const lines: string[] = [];
  let line = '';
  for (const piece of splitPieces(text)) {
    if (widthOf(line + piece.trimEnd()) > width && line !== '') {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
    while (widthOf(line.trimEnd()) > width) {
      const head = headOf(line, width);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return line.trim() === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()];
}

/** The end of the first part of a compound such as Büro-Netz; options and codes go on in small letters. */
const COMPOUND = /\p{L}-$/u;
const CAPITAL = /^\p{Lu}/u;

/** The pieces between which a line may end; each with the spaces after it. */
export function splitPieces(text: string): string[] {
  const pieces: string[] = [];
  let previous = '';
  for (const character of text) {
    const piece = pieces.at(-1) ?? '';
    const isBetween = previous === '-' && COMPOUND.test(piece) && CAPITAL.test(character);
    if (previous === '' || !(isBetween || mayBreak(previous, character))) {
      pieces.push((pieces.pop() ?? '') + character);
    } else pieces.push(character);
    previous = character;
  }
  return pieces;
}

function mayBreak(before: string, after: string): boolean {
  if (after === ' ' || CLOSING.has(after) || OPENING.has(before)) return false;
  return before === ' ' || widthOf(before) === 2 || widthOf(after) === 2;
}

function headOf(text: string, width: number): string {
  let head = '';
  for (const character of text) {
    if (head !== '' && widthOf(head + character) > width) break;
    head += character;
  }
  return head;
}

/** Wrapped text under a first line that begins with a mark. */
export function hang(mark: string, text: string, width: number): string[] {
  const indent = ' '.repeat(widthOf(mark));
  return wrapText(text, width - indent.length).map((line, i) => (i === 0 ? mark : indent) + line);
}
