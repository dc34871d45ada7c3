import { plainLine, wrapText } from '../../report/terminal/line.ts';
import { widthOf } from '../../report/terminal/width.ts';

/** A text of one or more paragraphs in lines of at most so many columns, with nothing a terminal would act on. */
export function wrapLines(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapText(plainLine(paragraph), width));
}

/** As much of the beginning of a text as fits into so many columns, one character at least. */
export function cutText(text: string, width: number): string {
  let head = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (head !== '' && widthOf(head + segment) > width) break;
    head += segment;
  }
  return head;
}

/** A text on one line; what does not fit is replaced by an ellipsis. */
export function clipText(text: string, width: number): string {
  const flat = plainLine(text);
  return widthOf(flat) <= width ? flat : `${cutText(flat, Math.max(1, width - 1))}…`;
}
