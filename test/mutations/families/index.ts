import type { Family } from '../mutated-export.ts';
import { ENCODINGS } from './damaged-bytes.ts';
import { CHOICES } from './damaged-choices.ts';
import { HEADINGS } from './damaged-headings.ts';
import { JSON_LINES } from './damaged-json.ts';
import { NUMBERS } from './damaged-numbers.ts';
import { ROWS } from './damaged-rows.ts';
import { WORKBOOKS } from './damaged-workbooks.ts';
import { HIDDEN } from './hidden-damage.ts';
import { UNDAMAGED } from './undamaged.ts';

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
