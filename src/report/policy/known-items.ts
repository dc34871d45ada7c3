import type { JudgedInstrument, Measures, Policy } from '../../model/generated/types.ts';
import type { Item } from '../document/document.ts';
import type { Vocabulary } from '../vocabulary.ts';
import type { PolicyReport } from './report.ts';

/** What an item is written from, beside the words, the policies and the measures. */
interface WrittenFrom {
  readonly judged: JudgedInstrument;
  /** All else. */
  readonly key: string;
}

/**
 * Gives an item that was written before, else writes it. Most of what many enterprises are told of an instrument is the
 * same, down to the object, and so is its rendering then.
 */
export function itemOnce(
  { policies = [], measures }: PolicyReport,
  vocabulary: Vocabulary,
  { judged, key }: WrittenFrom,
  write: () => Item,
): Item {
  if (!Object.isFrozen(judged)) return write();
  let known = KNOWN.get(vocabulary);
  const isSame = known?.measures === measures && policies.every((one, i) => one === known?.policies[i]);
  if (!known || !isSame) {
    known = { policies: [...policies], measures, items: new WeakMap() };
    KNOWN.set(vocabulary, known);
  }
  let items = known.items.get(judged);
  if (!items) {
    items = new Map();
    known.items.set(judged, items);
  }
  const found = items.get(key);
  if (found) return found;
  const item = write();
  items.set(key, item);
  return item;
}

interface Known {
  readonly policies: readonly Policy[];
  readonly measures: Measures | undefined;
  readonly items: WeakMap<JudgedInstrument, Map<string, Item>>;
}

const KNOWN = new WeakMap<Vocabulary, Known>();
