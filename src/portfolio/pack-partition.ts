import type { Counting } from './counting.ts';
import type { Roster } from './roster.ts';

/** A pack with the members whose counting assessment is by it. */
export interface PackPart {
  readonly id: string | null;
  readonly versions: readonly { readonly version: string; readonly n: number }[];
  readonly assumed: number;
  /** 1 for those in scope, and for those outside of it. */
  readonly inside: Uint8Array;
  readonly outside: Uint8Array;
}

/**
 * Parts members by pack: levels of different packs are not comparable. Assessments that state no pack are taken to be of
 * the pack that is told, else of the only one that others state.
 */
export function partByPack(
  { packs, size }: Roster,
  counting: Counting,
  isIn: Uint8Array,
  told: string | undefined,
): { readonly parts: readonly PackPart[]; readonly packOf: (code: number) => string | null } {
  const counts = countPacks(packs, size, counting);
  const stated = statedIn(packs, counts);
  const only = told ?? onlyOf(stated);
  const packOf = (code: number): string | null => packs[code]?.id ?? only;
  const ids = [...new Set([...stated, ...(counts[0] === 0 ? [] : [only])])];
  const parts = ids.map((id): PackPart => {
    const codes = packs.map((_, code) => packOf(code) === id);
    const [inside, outside] = [new Uint8Array(size), new Uint8Array(size)];
    for (let i = 0; i < size; i++) {
      if (counting.isThere[i] === 1 && codes[counting.pack[i] as number]) (isIn[i] === 1 ? inside : outside)[i] = 1;
    }
    const versions = packs.flatMap((pack, code) =>
      pack?.id === id && (counts[code] as number) > 0 ? [{ version: pack.version, n: counts[code] as number }] : [],
    );
    return { id, versions, assumed: id === only ? (counts[0] as number) : 0, inside, outside };
  });
  return { parts, packOf };
}

/** The pack that assessments which state none are taken to be of, where nobody told one: the only one that others state. */
export function assumedPack({ packs, size }: Pick<Roster, 'packs' | 'size'>, counting: Counting): string | null {
  return onlyOf(statedIn(packs, countPacks(packs, size, counting)));
}

function countPacks(packs: Roster['packs'], size: number, counting: Counting): Uint32Array {
  const counts = new Uint32Array(packs.length);
  for (let i = 0; i < size; i++) {
    const code = counting.pack[i] as number;
    if (counting.isThere[i] === 1) counts[code] = (counts[code] as number) + 1;
  }
  return counts;
}

function statedIn(packs: Roster['packs'], counts: Uint32Array): string[] {
  const stated = packs.flatMap((pack, code) => (pack && (counts[code] as number) > 0 ? [pack.id] : []));
  return [...new Set(stated)].sort();
}

function onlyOf(stated: readonly string[]): string | null {
  return stated.length === 1 ? (stated[0] as string) : null;
}
