import type { Measures, Policy } from '../../model/generated/types.ts';
import type { Item } from '../document/document.ts';
import type { Vocabulary } from '../vocabulary.ts';
import type { PolicyReport } from './report.ts';

/** So many items are kept before they are forgotten. */
const MOST = 10_000;

/**
 * Gives an item that was written before, by a key of all that it says beside the words, the policies and the measures;
 * else writes it. Most of what many enterprises are told of an instrument is the same, and so is its rendering then.
 */
export function itemOnce(
  { policies = [], measures }: PolicyReport,
  vocabulary: Vocabulary,
  key: string,
  write: () => Item,
): Item {
  let known = KNOWN.get(vocabulary);
  const isSame = known?.measures === measures && policies.every((one, i) => one === known?.policies[i]);
  if (!known || !isSame || known.items.size >= MOST) {
    known = { policies: [...policies], measures, items: new Map() };
    KNOWN.set(vocabulary, known);
  }
  const item = known.items.get(key) ?? write();
  known.items.set(key, item);
  return item;
}

interface Known {
  readonly policies: readonly Policy[];
  readonly measures: Measures | undefined;
  readonly items: Map<string, Item>;
}

const KNOWN = new WeakMap<Vocabulary, Known>();
