// Draws lines of a file beside their numbers, with a marked place underlined.
import { replaceInvisible } from '../../model/index.ts';
import type { Excerpt } from '../document/document-model.ts';
import type { Paint } from './styled-text.ts';
import type { TerminalPage } from './terminal-page.ts';
import { textWidth, wrapText } from './terminal-text.ts';

/** The indent of lines without numbers. */
const WHOLE_FILE_INDENT = '    ';
const MIN_COLUMNS = 20;

/**
 * Draws the lines of an excerpt. Numbered lines are shortened to the width of the terminal so that the marked place
 * stays visible.
 */
export function drawExcerpt(
  { lines, mark }: Excerpt,
  { paint, columns }: TerminalPage,
  paintMark: Paint = (text) => text,
): string[] {
  const digits = String(lines.at(-1)?.number ?? '').length;
  const makeGutter = (label: string | number): string => paint.dim(`  ${String(label).padStart(digits)} |`);
  const availableColumns = Math.max(MIN_COLUMNS, columns - digits - 5);
  return lines.flatMap(({ number, text }) => {
    const characters = [...replaceInvisible(text)];
    if (number === undefined) return [(WHOLE_FILE_INDENT + characters.join('')).trimEnd()];
    if (number !== mark?.line)
      return [`${makeGutter(number)} ${clipLine(characters, 0, availableColumns).text}`.trimEnd()];
    const { from, to } = mark;
    const message = replaceInvisible(mark.message);
    const shownPart = clipLine(characters, from, availableColumns);
    const markColumn = textWidth(shownPart.text.slice(0, shownPart.start));
    const markedWidth = textWidth(characters.slice(from, Math.max(to, from + 1)).join('')) || 1;
    const carets = `${' '.repeat(markColumn)}${'^'.repeat(Math.min(markedWidth, availableColumns - markColumn))}`;
    const line = `${makeGutter(number)} ${shownPart.text}`;
    if (textWidth(`${carets} ${message}`) <= availableColumns)
      return [line, `${makeGutter('')} ${paintMark(`${carets} ${message}`)}`];
    const messageLines = wrapText(message, availableColumns).map((part) => `${makeGutter('')} ${paintMark(part)}`);
    return [line, `${makeGutter('')} ${paintMark(carets)}`, ...messageLines];
  });
}

/**
 * Returns the part of a line that contains a position and fits into the width; `start` is the index of the position in
 * that part.
 */
function clipLine(characters: readonly string[], position: number, room: number): { text: string; start: number } {
  const widthOf = (part: readonly string[]): number => part.reduce((sum, character) => sum + textWidth(character), 0);
  // If the position is far to the right, the text before it is left out to show what follows it.
  let clipStart = 0;
  if (widthOf(characters) > room && widthOf(characters.slice(0, position)) > room / 2) {
    clipStart = position;
    for (
      let roomLeft = Math.floor(room / 3);
      clipStart > 0 && roomLeft > 0;
      roomLeft -= widthOf([characters[clipStart] ?? ''])
    )
      clipStart -= 1;
  }
  const leadMark = clipStart > 0 ? '…' : '';
  let clipEnd = clipStart;
  let columnsLeft = room - leadMark.length - 1;
  while (clipEnd < characters.length && columnsLeft >= widthOf([characters[clipEnd] ?? ''])) {
    columnsLeft -= widthOf([characters[clipEnd] ?? '']);
    clipEnd += 1;
  }
  if (clipEnd === characters.length - 1 && columnsLeft + 1 >= widthOf([characters[clipEnd] ?? ''])) clipEnd += 1;
  const endMark = clipEnd < characters.length ? '…' : '';
  const start = `${leadMark}${characters.slice(clipStart, position).join('')}`.length;
  return { text: `${leadMark}${characters.slice(clipStart, clipEnd).join('')}${endMark}`, start };
}
