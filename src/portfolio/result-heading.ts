/** What a column of batch results holds. */
export type ResultColumn =
  | { readonly role: 'fact' | 'score' | 'answer'; readonly name: string }
  | { readonly role: 'key' | NumberRole | 'kind' | 'assessedOn' | 'pack' | 'ignore' };

export type NumberRole = 'level' | 'lowest' | 'highest' | 'coverage';

/** Columns with these headings mean the same in every batch result; the last three are optional and not from `batch`. */
const FIXED = ['level', 'lowest', 'highest', 'coverage', 'kind', 'assessedOn', 'pack'] as const;
const IGNORED = ['warnings', ''];

/** What is known of the columns beside their headings. */
export interface HeadingKnowledge {
  /** The heading of the key; undefined is the first column. */
  readonly key: string | undefined;
  /** Whether a column is a fact whatever it holds: named by the user or by the registry. */
  readonly isFact: (heading: string) => boolean;
  /** Whether all that is seen of a column are numbers, or should be; false where all is blank. */
  readonly isNumeric: (column: number) => boolean;
}

/**
 * What the columns of a batch result are: the key, facts and scores up to `level`, the level with its bounds, coverage,
 * and answers behind `warnings`. Undefined where it is no batch result: `level` or the key is missing.
 */
export function readHeadings(
  headings: readonly string[],
  known: HeadingKnowledge,
): readonly ResultColumn[] | undefined {
  const key = known.key === undefined ? 0 : headings.indexOf(known.key);
  const fixed = fixedColumns(headings);
  if (key < 0 || fixed.has(key) || ![...fixed.values()].includes('level')) return undefined;
  const answersFrom = headings.indexOf('warnings');
  return headings.map((name, column): ResultColumn => {
    if (column === key) return { role: 'key' };
    const role = fixed.get(column);
    if (role) return { role };
    if (IGNORED.includes(name)) return { role: 'ignore' };
    if (known.isFact(name)) return { role: 'fact', name };
    if (answersFrom >= 0 && column > answersFrom) return { role: 'answer', name };
    return { role: known.isNumeric(column) ? 'score' : 'fact', name };
  });
}

/** Whether a heading means the same in every batch result, and so is no fact. */
export function isFixedHeading(heading: string): boolean {
  return FIXED.some((role) => role.toLowerCase() === heading.toLowerCase());
}

/** The places of columns that mean the same in every batch result; in other capitals where none is spelled as it should. */
export function fixedColumns(headings: readonly string[]): ReadonlyMap<number, (typeof FIXED)[number]> {
  const places = FIXED.map((role) => {
    const exact = headings.indexOf(role);
    const place = exact >= 0 ? exact : headings.findIndex((name) => name.toLowerCase() === role.toLowerCase());
    return [place, role] as const;
  });
  return new Map(places.filter(([place]) => place >= 0));
}
