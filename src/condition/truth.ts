/** Kleene's three truth values; undecided is what open answers can still turn either way. */
export type Truth = 'holds' | 'fails' | 'undecided';

export function truthOf(value: boolean): Truth {
  return value ? 'holds' : 'fails';
}

export function not(truth: Truth): Truth {
  return truth === 'undecided' ? truth : truthOf(truth === 'fails');
}

/** Holds when all do, fails when one does; holds for none at all. */
export function all(truths: readonly Truth[]): Truth {
  if (truths.includes('fails')) return 'fails';
  return truths.includes('undecided') ? 'undecided' : 'holds';
}

/** Holds when one does, fails when all do; fails for none at all. */
export function any(truths: readonly Truth[]): Truth {
  return not(all(truths.map(not)));
}
