// Text whose pieces have colours of their own, which stay when the text is broken into lines.
import { sanitizeText } from './terminal-text.ts';

export type Paint = (text: string) => string;

export interface StyledPiece {
  readonly text: string;
  /** Colours the piece, in place of the colour of its neighbours. */
  readonly paint?: Paint | undefined;
  /** Changes the look of the piece, in addition to the colour of its neighbours. */
  readonly emphasize?: Paint | undefined;
}

export interface StyledText {
  /** The text on one line, without colours and without characters that a terminal would interpret. */
  readonly text: string;
  /**
   * Colours the lines into which the text was broken. `base` colours the pieces without a colour of their own, and the
   * text that `leadOf` returns for the start of each line.
   */
  paintLines(lines: readonly string[], base?: Paint, leadOf?: (index: number) => string): string[];
}

export function styleText(pieces: readonly StyledPiece[]): StyledText {
  const cleanPieces = pieces.map((piece) => ({ ...piece, text: sanitizeText(piece.text) }));
  const wholeText = cleanPieces.map(({ text }) => text).join('');
  const text = wholeText.trim();
  return {
    text,
    paintLines(lines, base = (line) => line, leadOf = () => '') {
      if (cleanPieces.every(({ paint, emphasize }) => paint === undefined && emphasize === undefined))
        return lines.map((line, i) => base(`${leadOf(i)}${line}`.trimEnd()));
      const paintPart = painterOf(cleanPieces, base);
      let offset = 0;
      return lines.map((line, i) => {
        const shownLine = line.trimStart();
        // Blanks at line breaks are not part of the lines.
        while (wholeText[offset] === ' ') offset += 1;
        const lineStart = offset;
        offset += shownLine.length;
        const leadText = leadOf(i) + line.slice(0, line.length - shownLine.length);
        return `${leadText === '' ? '' : base(leadText)}${paintPart(lineStart, offset)}`;
      });
    },
  };
}

/** Returns a function that colours part of a text, from one offset to another. */
function painterOf(pieces: readonly StyledPiece[], base: Paint): (from: number, to: number) => string {
  let end = 0;
  const spans = pieces.map(({ text, paint = base, emphasize = (part) => part }) => {
    end += text.length;
    return { text, paint: (part: string) => paint(emphasize(part)), from: end - text.length };
  });
  return (from, to) =>
    spans
      .map(({ text, paint, from: start }) => {
        const part = text.slice(Math.max(0, from - start), Math.max(0, to - start));
        return part === '' ? '' : paint(part);
      })
      .join('');
}
