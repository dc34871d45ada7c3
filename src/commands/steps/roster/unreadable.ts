/** What could not be read: a file, or a row of a table. */
export interface Unreadable {
  /** As the user named the input, or the file inside of it. */
  readonly source: string;
  /** From 1; absent for files. */
  readonly line?: number;
  /** Why, in words without a full stop. */
  readonly reason: string;
}

/** So many are told one by one. */
const MOST = 20;

/** Counts what could not be read, and keeps the first of it. */
export interface UnreadableList {
  readonly count: number;
  readonly first: readonly Unreadable[];
  add(one: () => Unreadable): void;
}

/** An empty list; words are made only for those that are kept. */
export function createUnreadableList(): UnreadableList {
  const first: Unreadable[] = [];
  let count = 0;
  return {
    get count() {
      return count;
    },
    first,
    add(one) {
      count += 1;
      if (first.length < MOST) first.push(one());
    },
  };
}
