import { plainForm } from '../../model/plain.ts';

/** Spellings and what they mean, the surest kind first: a later kind never takes a spelling from an earlier one. */
export interface Spellings<T> {
  /** Adds spellings of one kind. One that means two things in it means nothing, in later kinds neither. */
  add(spelled: Iterable<readonly [string, T]>): void;
  readonly values: ReadonlyMap<string, T>;
}

/** No spellings yet. */
export function createSpellings<T>(): Spellings<T> {
  const values = new Map<string, T>();
  const taken = new Map<string, T>();
  const unclear = new Set<string>();
  return {
    values,
    add(spelled) {
      const kind = new Map<string, { readonly value: T; readonly spellings: Set<string> }>();
      for (const [spelling, value] of spelled) {
        const form = plainForm(spelling);
        if (form === '' || unclear.has(form) || (taken.has(form) && taken.get(form) !== value)) continue;
        const known = kind.get(form);
        if (known && known.value !== value) unclear.add(form);
        else if (known) known.spellings.add(spelling);
        else kind.set(form, { value, spellings: new Set([spelling]) });
      }
      for (const [form, { value, spellings }] of kind) {
        if (unclear.has(form)) continue;
        taken.set(form, value);
        for (const spelling of spellings) values.set(spelling, value);
      }
    },
  };
}
