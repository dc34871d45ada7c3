import type { Path } from '../model/problem.ts';
import type { Complain } from '../scoring/inputs.ts';

/** A measure, track or instrument of a list, and where it stands. */
export interface Listed<T> {
  readonly one: T;
  readonly at: Path;
}

/** Leaves out, and reports, what has an id that is `seen` already, in upper or lower case; the other ids get seen. */
export function dropTwice<T extends { readonly id: string }>(
  list: readonly T[],
  at: Path,
  seen: Set<string>,
  complain: Complain,
): Listed<T>[] {
  return list.flatMap((one, i) => {
    const place = [...at, i];
    const twice = seen.has(one.id.toLowerCase());
    if (twice) complain('M201', [...place, 'id'], { found: one.id });
    seen.add(one.id.toLowerCase());
    return twice ? [] : [{ one, at: place }];
  });
}
