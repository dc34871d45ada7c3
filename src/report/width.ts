import stringWidth from 'string-width';

/** Whether a character takes two columns of a terminal. */
export function isWide(character: string): boolean {
  return stringWidth(character) === 2;
}

/** Breaks text into lines of at most so many columns, between words where there are any. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && stringWidth(`${line} ${word}`) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
    while (stringWidth(line) > width) {
      const [head, rest] = cutAt(line, width);
      lines.push(head);
      line = rest;
    }
  }
  return line === '' ? lines : [...lines, line];
}

function cutAt(text: string, width: number): [string, string] {
  let head = '';
  for (const character of text) {
    if (head !== '' && stringWidth(head + character) > width) break;
    head += character;
  }
  return [head, text.slice(head.length)];
}
