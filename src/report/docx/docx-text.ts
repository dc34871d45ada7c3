import { FootnoteReferenceRun, type IRunOptions, type ParagraphChild, TextRun } from 'docx';
import { COLOURS } from '../../charts/index.ts';
import { type Inline, inlineText, type Piece, type Tone } from '../document/document-model.ts';
import { sanitizePiece, textWidth } from '../terminal/terminal-text.ts';

/** The footnotes of a document. The text of each is on the page of its first mention; later mentions refer to it. */
export interface Footnotes {
  /** Writes the mark of a footnote, by its number in the report. */
  mark(note: number): ParagraphChild;
}

const TONE_COLOURS: Readonly<Record<Tone, string>> = {
  good: COLOURS.light.green,
  warn: COLOURS.light.orange,
  bad: COLOURS.light.red,
  quiet: COLOURS.light.soft,
};

/** Returns the colour of a tone, in Word's notation. */
export function toneColour(tone: Tone | undefined): { readonly color?: string } {
  return tone === undefined ? {} : { color: TONE_COLOURS[tone].slice(1).toUpperCase() };
}

/** Writes the text of a line as runs of plain text; nothing in it becomes a link or a field. */
export function writeInline(text: Inline, footnotes: Footnotes, look: IRunOptions = {}): ParagraphChild[] {
  return text.map((piece) => writePiece(piece, footnotes, look));
}

function writePiece(piece: Piece, footnotes: Footnotes, look: IRunOptions): ParagraphChild {
  if (typeof piece === 'string') return writeText(piece, look);
  if ('strong' in piece) return writeText(piece.strong, { ...look, bold: true });
  if ('link' in piece) return writeText(piece.link, look);
  if ('figure' in piece) return writeText(piece.text, look);
  if ('toned' in piece) return writeText(piece.toned, { ...look, ...toneColour(piece.tone) });
  if ('path' in piece) return writeText(piece.path, { ...look, ...(piece.isStrong ? { bold: true } : {}) });
  return footnotes.mark(piece.note);
}

/** Writes a text as a run that shows it literally, without characters that XML forbids or that change its direction. */
export function writeText(text: string, look: IRunOptions = {}): TextRun {
  return new TextRun({ ...look, text: plainXmlText(text) });
}

/** Puts a text on one line, keeping the spaces at its ends, which separate it from its neighbours. */
export function plainXmlText(text: string): string {
  return sanitizePiece(text.replace(/[\p{Surrogate}\ufffe\uffff]/gu, ''));
}

/** Tracks which footnotes were mentioned and numbers them in the order of first mention, as Word does. */
export function createFootnotes(count: number): Footnotes & { readonly mentioned: ReadonlySet<number> } {
  const mentionedNotes = new Set<number>();
  return {
    mentioned: mentionedNotes,
    mark(note) {
      if (note < 1 || note > count) return writeText(`[${note}]`, { superScript: true });
      const order = [...mentionedNotes].indexOf(note) + 1;
      if (order > 0) return writeText(String(order), { superScript: true });
      mentionedNotes.add(note);
      return new FootnoteReferenceRun(note);
    },
  };
}

/** The width of a character in a table, in twips; Chinese characters are twice as wide. */
const CHARACTER_TWIPS = 105;
/** The factor by which bold letters are wider. */
const BOLD_FACTOR = 1.2;
/** The space beside the text of a cell, in twips. */
const CELL_PADDING = 200;
/** The number of characters up to which a longer text makes its column wider; beyond it, the text gets more lines. */
const MAX_COUNTED_WIDTH = 60;
/** Words of up to `most` characters are not broken; if there is little space, this limit falls to `fewest`. */
const WORD_CHARS = { most: 24, fewest: 8 } as const;

/** The width of a text and of its longest word, in terminal columns; a number counts as a single word. */
export interface TextWidth {
  readonly whole: number;
  readonly word: number;
  /** Whether the text must not be broken. */
  readonly isNumber?: boolean;
}

export function widthOfInline(text: Inline): TextWidth {
  const words = inlineText(text, () => '1');
  return { whole: textWidth(words), word: Math.max(0, ...words.split(/[\s/-]|(?<=[\u2e80-\uffef])/u).map(textWidth)) };
}

/** The width of the same text in bold. */
export function boldWidth({ whole, word, ...rest }: TextWidth): TextWidth {
  return { ...rest, whole: whole * BOLD_FACTOR, word: word * BOLD_FACTOR };
}

/**
 * Distributes a width among columns by their content, in whole twips that add up to it. If possible, no column is
 * narrower than its longest word, and columns with long texts get more than those with short ones.
 */
export function distributeWidth(columns: readonly (readonly TextWidth[])[], width: number): number[] {
  const minimum = leastWidths(columns, width);
  const wantedWidths = columns.map((cells, i) => {
    const longest = Math.max(0, ...cells.map(({ whole }) => Math.min(whole, MAX_COUNTED_WIDTH)));
    return Math.max(minimum[i] ?? 0, CELL_PADDING + CHARACTER_TWIPS * longest);
  });
  const [needed, wish] = [sum(minimum), sum(wantedWidths)];
  const spareWidth = width - needed;
  const shares = minimum.map((low, i) => {
    const extra = (wantedWidths[i] ?? low) - low;
    if (spareWidth <= 0) return (low / needed) * width;
    // Surplus width is distributed in proportion to the wanted widths.
    if (wish <= width) return ((wantedWidths[i] ?? low) / wish) * width;
    return low + (extra / (wish - needed)) * spareWidth;
  });
  return roundWidths(shares, width);
}

/**
 * Returns the minimum width of each column. If there is too little space, long words are broken before short ones, and
 * words before numbers.
 */
function leastWidths(columns: readonly (readonly TextWidth[])[], width: number): number[] {
  const widthsWithin = (cap: number): number[] =>
    columns.map((cells) => {
      const words = cells.map(({ word, isNumber }) => Math.min(isNumber ? WORD_CHARS.most : cap, word));
      return CELL_PADDING + CHARACTER_TWIPS * Math.max(2, ...words);
    });
  for (let cap: number = WORD_CHARS.most; cap > WORD_CHARS.fewest; cap--) {
    const widths = widthsWithin(cap);
    if (sum(widths) <= width) return widths;
  }
  return widthsWithin(WORD_CHARS.fewest);
}

/** Rounds shares to whole numbers with an exact sum, by rounding the end of each column rather than its width. */
function roundWidths(shares: readonly number[], width: number): number[] {
  let [end, done] = [0, 0];
  return shares.map((share, i) => {
    end += share;
    const nextWidth = i === shares.length - 1 ? width : Math.round(end);
    const roundedNumber = nextWidth - done;
    done = nextWidth;
    return roundedNumber;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
