import { FootnoteReferenceRun, type IRunOptions, type ParagraphChild, TextRun } from 'docx';
import { COLOURS } from '../../../charts/palette.ts';
import { plainLine } from '../../terminal/line.ts';
import type { Inline, Piece, Tone } from '../document.ts';

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
export function colourOf(tone: Tone | undefined): { readonly color?: string } {
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
  return new TextRun({ ...look, text: plainText(text) });
}

/** A text on one line, with the space at its edges that parts it from its neighbours. */
export function plainText(text: string): string {
  const [begin, end] = [/^\s/.test(text), /\s$/.test(text)];
  const plain = plainLine(text.replace(/[\p{Surrogate}\ufffe\uffff]/gu, ''));
  return `${begin ? ' ' : ''}${plain}${plain !== '' && end ? ' ' : ''}`;
}

/** Counts which footnotes were mentioned. Numbers are Word's own, in the order of first mentions. */
export function countFootnotes(count: number): Footnotes & { readonly mentioned: ReadonlySet<number> } {
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
