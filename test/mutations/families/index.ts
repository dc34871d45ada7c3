import type { Family } from '../mutated-export.ts';
import { CHOICES } from './choices.ts';
import { ENCODINGS } from './encodings.ts';
import { HEADINGS } from './headings.ts';
import { HIDDEN } from './hidden.ts';
import { JSON_LINES } from './json-lines.ts';
import { NUMBERS } from './numbers.ts';
import { ROWS } from './rows.ts';
import { UNDAMAGED } from './undamaged.ts';
import { WORKBOOKS } from './workbooks.ts';

export const FAMILIES: readonly Family[] = [
  ...UNDAMAGED,
  ...HEADINGS,
  ...ROWS,
  ...NUMBERS,
  ...CHOICES,
  ...ENCODINGS,
  ...WORKBOOKS,
  ...JSON_LINES,
  ...HIDDEN,
];
