import type { Key } from './keys.ts';

/** A line being typed; the cursor stands before the character at its position, counted in UTF-16 units. */
export interface EditedLine {
  readonly text: string;
  readonly cursor: number;
}

export function editLine(text: string): EditedLine {
  return { text, cursor: text.length };
}

/** Types text at the cursor. */
export function typeText({ text, cursor }: EditedLine, typed: string): EditedLine {
  return { text: text.slice(0, cursor) + typed + text.slice(cursor), cursor: cursor + typed.length };
}

/** Moves the cursor or deletes; undefined when the key has nothing to do with the line. */
export function pressKey(line: EditedLine, key: Key): EditedLine | undefined {
  const { text, cursor } = line;
  switch (key) {
    case 'left':
      return { text, cursor: before(line) };
    case 'right':
      return { text, cursor: after(line) };
    case 'home':
      return { text, cursor: 0 };
    case 'end':
      return { text, cursor: text.length };
    case 'backspace':
      return deleteBetween(line, before(line), cursor);
    case 'delete':
      return deleteBetween(line, cursor, after(line));
    case 'deleteLine':
      return deleteBetween(line, 0, cursor);
    case 'deleteWord':
      return deleteBetween(line, text.slice(0, cursor).search(/\S*\s*$/u), cursor);
    default:
      return undefined;
  }
}

function deleteBetween({ text }: EditedLine, from: number, to: number): EditedLine {
  return { text: text.slice(0, from) + text.slice(to), cursor: from };
}

/** A letter with its accents is one step, as is an emoji of several parts. */
function before({ text, cursor }: EditedLine): number {
  let start = 0;
  for (const { index } of new Intl.Segmenter().segment(text.slice(0, cursor))) start = index;
  return start;
}

function after({ text, cursor }: EditedLine): number {
  const [first] = new Intl.Segmenter().segment(text.slice(cursor));
  return cursor + (first?.segment.length ?? 0);
}
