import { FootnoteReferenceRun, type IRunOptions, type ParagraphChild, TextRun } from 'docx';
import { COLOURS } from '../../charts/index.ts';
import { type Inline, inlineText, type Piece, type Tone } from '../document/document-model.ts';
import { sanitizePiece, textWidth } from '../terminal/terminal-text.ts';

/** Where footnotes go: each text stands at the foot of the page of its first mention, later ones refer to it. */
export interface Footnotes {
  /** The mark of a footnote, by its number in the report. */
  mark(note: number): ParagraphChild;
}

const TONES: Readonly<Record<Tone, string>> = {
  good: COLOURS.light.green,
  warn: COLOURS.light.orange,
  bad: COLOURS.light.red,
  quiet: COLOURS.light.soft,
};

/** The colour of a tone, as Word writes it. */
export function toneColour(tone: Tone | undefined): { readonly color?: string } {
  return tone === undefined ? {} : { color: TONES[tone].slice(1).toUpperCase() };
}

/** Text within a line as runs: text only, whatever it looks like, for nothing in it becomes a link or a field. */
export function writeInline(text: Inline, footnotes: Footnotes, look: IRunOptions = {}): ParagraphChild[] {
  return text.map((piece) => writePiece(piece, footnotes, look));
}

function writePiece(piece: Piece, footnotes: Footnotes, look: IRunOptions): ParagraphChild {
  if (typeof piece === 'string') return writeText(piece, look);
  if ('strong' in piece) return writeText(piece.strong, { ...look, bold: true });
  if ('link' in piece) return writeText(piece.link, look);
  return footnotes.mark(piece.note);
}

/** A text as a run that shows exactly this text, without what XML cannot hold or what turns its direction. */
export function writeText(text: string, look: IRunOptions = {}): TextRun {
  return new TextRun({ ...look, text: plainXmlText(text) });
}

/** A text on one line, with the space at its edges that parts it from its neighbours. */
export function plainXmlText(text: string): string {
  return sanitizePiece(text.replace(/[\p{Surrogate}\ufffe\uffff]/gu, ''));
}

/** Counts which footnotes were mentioned. Numbers are Word's own, in the order of first mentions. */
export function createFootnotes(count: number): Footnotes & { readonly mentioned: ReadonlySet<number> } {
  const mentioned = new Set<number>();
  return {
    mentioned,
    mark(note) {
      if (note < 1 || note > count) return writeText(`[${note}]`, { superScript: true });
      const order = [...mentioned].indexOf(note) + 1;
      if (order > 0) return writeText(String(order), { superScript: true });
      mentioned.add(note);
      return new FootnoteReferenceRun(note);
    },
  };
}

/** What a character takes in a table's letters, in twips; Chinese ones are twice as wide. */
const CHARACTER = 105;
/** So much wider letters are in bold. */
const BOLD = 1.2;
/** The space beside a cell's text. */
const PADDING = 200;
/** Beyond so many characters a column only needs more lines. */
const LONGEST = 60;
/** Words up to here are kept whole where there is room, and down to the other where there is little. */
const WORD = { most: 24, fewest: 8 } as const;

/** The width of a text and of its longest word, in columns of a terminal; a number is one word. */
export interface TextWidth {
  readonly whole: number;
  readonly word: number;
  /** Whether it is never broken. */
  readonly isNumber?: boolean;
}

export function widthOfInline(text: Inline): TextWidth {
  const words = inlineText(text, () => '1');
  return { whole: textWidth(words), word: Math.max(0, ...words.split(/[\s/-]|(?<=[\u2e80-\uffef])/u).map(textWidth)) };
}

/** The same in bold letters. */
export function boldWidth({ whole, word, ...rest }: TextWidth): TextWidth {
  return { ...rest, whole: whole * BOLD, word: word * BOLD };
}

/**
 * Shares a width among columns by what stands in them, in whole twips whose sum it is: none narrower than its longest
 * word as far as that is possible, and long texts more than short ones.
 */
export function distributeWidth(columns: readonly (readonly TextWidth[])[], width: number): number[] {
  const least = leastWidths(columns, width);
  const wanted = columns.map((cells, i) => {
    const longest = Math.max(0, ...cells.map(({ whole }) => Math.min(whole, LONGEST)));
    return Math.max(least[i] ?? 0, PADDING + CHARACTER * longest);
  });
  const [needed, wish] = [sum(least), sum(wanted)];
  const spare = width - needed;
  const shares = least.map((low, i) => {
    const more = (wanted[i] ?? low) - low;
    if (spare <= 0) return (low / needed) * width;
    // What nobody wants is shared as the wishes are.
    if (wish <= width) return ((wanted[i] ?? low) / wish) * width;
    return low + (more / (wish - needed)) * spare;
  });
  return roundTo(shares, width);
}

/** Long words give way before short ones and numbers do: no column is torn as long as another has room to give. */
function leastWidths(columns: readonly (readonly TextWidth[])[], width: number): number[] {
  const within = (cap: number): number[] =>
    columns.map((cells) => {
      const words = cells.map(({ word, isNumber }) => Math.min(isNumber ? WORD.most : cap, word));
      return PADDING + CHARACTER * Math.max(2, ...words);
    });
  for (let cap: number = WORD.most; cap > WORD.fewest; cap--) {
    const widths = within(cap);
    if (sum(widths) <= width) return widths;
  }
  return within(WORD.fewest);
}

/** Whole numbers whose sum is exact: each end of a column is rounded, not each width. */
function roundTo(shares: readonly number[], width: number): number[] {
  let [end, done] = [0, 0];
  return shares.map((share, i) => {
    end += share;
    const next = i === shares.length - 1 ? width : Math.round(end);
    const own = next - done;
    done = next;
    return own;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
