import type { Joint } from './joint.ts';

/** Figures of rows by what is published: a column for each stage, and behind them one for all that is said of levels. */
export interface Exchange {
  /**
   * For each row how far the count of some kinds of members could be another, if members of `rows` change places and only
   * what `free` columns tell changes: a mask of columns. `Infinity` where what is shown leaves no member, or no other, to
   * count: that is no secret.
   */
  readonly spans: (counted: Uint8Array, free: number, rows: readonly number[]) => readonly number[];
}

/**
 * Prepares the exchange of members. Two of them may change rows where they are alike in all but the free columns: then every
 * other number, and every total, stays. Among such members of all rows those counted may lie anywhere. Rows of `whole` show
 * no size, so they are as one, and any of them may have all. Predicates in `gone` are told nowhere.
 */
export function createExchange(
  joint: Joint,
  {
    stages,
    gone,
    whole,
  }: { readonly stages: number; readonly gone: readonly boolean[]; readonly whole: ReadonlySet<number> },
): Exchange {
  const { classes, slots, counts } = joint;
  const kinds = classes.length * slots;
  const packs = (classes[0]?.length ?? stages) - stages;
  const bitOf = (kind: number, predicate: number): number => classes[Math.floor(kind / slots)]?.[predicate] ?? 0;
  const pools = new Map<number, { readonly poolOf: Uint32Array; readonly size: number }>();

  function poolsFor(free: number): { readonly poolOf: Uint32Array; readonly size: number } {
    const known = pools.get(free);
    if (known) return known;
    const places = new Map<string, number>();
    const poolOf = Uint32Array.from({ length: kinds }, (_, kind) => {
      const kept = Array.from({ length: stages + packs }, (_, p) =>
        gone[p] || (free >> Math.min(p, stages)) & 1 ? '' : bitOf(kind, p),
      );
      const name = `${kept.join()} ${(free >> stages) & 1 ? '' : kind % slots}`;
      const place = places.get(name) ?? places.size;
      places.set(name, place);
      return place;
    });
    const made = { poolOf, size: places.size };
    pools.set(free, made);
    return made;
  }

  return {
    spans(isCounted, free, rows) {
      const { poolOf, size } = poolsFor(free);
      const [all, counted] = [new Float64Array(size), new Float64Array(size)];
      const own = rows.map((row) => {
        const sizes = new Float64Array(size);
        for (let kind = 0; kind < kinds; kind++) {
          const [pool, n] = [poolOf[kind] as number, counts[row * kinds + kind] as number];
          sizes[pool] = (sizes[pool] as number) + n;
          all[pool] = (all[pool] as number) + n;
          if (isCounted[kind] === 1) counted[pool] = (counted[pool] as number) + n;
        }
        return sizes;
      });
      const unsized = new Float64Array(size);
      for (const [i, row] of rows.entries())
        if (whole.has(row))
          for (let pool = 0; pool < size; pool++) unsized[pool] = (unsized[pool] as number) + (own[i]?.[pool] ?? 0);
      return rows.map((row, i) => {
        const isWhole = whole.has(row);
        let [low, high, members] = [0, 0, 0];
        for (let pool = 0; pool < size; pool++) {
          const n = (isWhole ? unsized : (own[i] as Float64Array))[pool] as number;
          const many = counted[pool] as number;
          members += n;
          high += Math.min(n, many);
          if (!isWhole) low += Math.max(0, many - ((all[pool] as number) - n));
        }
        return high === 0 || low === members ? Number.POSITIVE_INFINITY : high - low;
      });
    },
  };
}
