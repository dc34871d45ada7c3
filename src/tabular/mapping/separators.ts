import type { Input } from '../../scoring/plan.ts';
import { createChoicesReader } from '../choices.ts';
import { choicesOf, spellingsOf } from './values.ts';
import { statesOf } from './words.ts';

/** Signs that stand in few texts; full-width ones mean the same. */
const USUAL = [';', '；', '|', '｜', '┋'];
/** Others, those that stand in texts more rarely first. */
const OTHERS = [['、'], ['\n'], [', '], ['，'], [','], ['/'], [' ']];

/** What parts options in a cell unless a mapping says otherwise. */
export function usualSeparators(input: Input): readonly string[] {
  const texts = choicesOf(input).flatMap(({ id, texts: own }) => [id, ...own.map(({ text }) => text)]);
  return USUAL.filter((sign) => !texts.some((text) => text.includes(sign)));
}

/** The separators by which all of a sample of cells can be read, the usual ones first; null where no others help. */
export function findSeparators(input: Input, cells: readonly string[]): readonly string[] | null {
  const values = spellingsOf(input);
  const states = statesOf(input);
  const counted = [usualSeparators(input), ...OTHERS].map((separators) => {
    const read = createChoicesReader({ kind: 'choices', input: 0, separators, values, states });
    return { separators, unread: cells.filter((cell) => 'fault' in read(cell)).length };
  });
  const best = counted.reduce((least, one) => (one.unread < least.unread ? one : least));
  return best === counted[0] ? null : best.separators;
}
