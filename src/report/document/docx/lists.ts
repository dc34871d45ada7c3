import type { INumberingOptions } from 'docx';

/** The names of the lists, as paragraphs refer to them. */
export const NUMBERS = 'matura-numbers';
export const BULLETS = 'matura-bullets';

/** How far a level of a list is indented, in twips. */
const STEP = 340;
const SIGNS = ['•', '–', '·'];

/** Lists with numbers and with signs, of three levels each. */
export const LISTS: INumberingOptions = {
  config: [
    { reference: NUMBERS, levels: levels('decimal', (level) => `%${level + 1}.`) },
    { reference: BULLETS, levels: levels('bullet', (level) => SIGNS[level] ?? '•') },
  ],
};

function levels(format: 'decimal' | 'bullet', textOf: (level: number) => string) {
  return [0, 1, 2].map((level) => ({
    level,
    format,
    text: textOf(level),
    style: { paragraph: { indent: { left: STEP * (level + 1), hanging: STEP } } },
  }));
}
