/** The i-th of a list that begins again at its end. */
export function turn<T>(list: readonly T[], i: number): T {
  return list[i % list.length] as T;
}
