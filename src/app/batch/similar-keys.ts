// Finds free-text keys that differ only in blanks, hyphens or leading zeros: one enterprise may be counted twice.
import { foldKey, hashKey } from '../../model/index.ts';
import type { BatchRemark } from '../../report/index.ts';
import type { Plan } from '../../scoring/index.ts';
import { ANSWERED, isKeyFact, type RowBlock } from '../../table/index.ts';
import type { ScoredBlock } from './score-rows.ts';

type SimilarKeys = Extract<BatchRemark, { readonly code: 'similar-keys' }>;
type RowLine = SimilarKeys['pairs'][number][number];

/** Maximum numbers of rows searched, keys kept, and pairs named in a remark. */
const KEY_LIMITS = { rows: 200_000, kept: 20_000, named: 5 };
const [BLANK, HYPHEN, ZERO, ASCII_END] = [0x20, 0x2d, 0x30, 0x80];

/** A key with blanks, hyphens or leading zeros, which other rows may write without them. */
interface SpacedKey {
  readonly hash: number;
  readonly place: RowLine;
}

/** Collects keys while blocks are read. */
interface KeySearch {
  add(block: RowBlock, scored: ScoredBlock, source: string | undefined): void;
  /** The hashes of the other ways in which kept keys may be written, without blanks, hyphens or leading zeros. */
  readonly wanted: ReadonlySet<number>;
  /** Lists the pairs found; `placeOf` returns the place of a scored row whose key has the given hash. */
  list(placeOf: (hash: number) => RowLine | undefined): readonly SimilarKeys[];
}

/** Searches the keys of scored rows. Credit codes are skipped, because their check characters leave no room to vary. */
export function createKeySearch(plan: Plan): KeySearch {
  const input = plan.inputs.findIndex((candidate) => isKeyFact(candidate) && candidate.form.register?.kinds !== 'uscc');
  let rowsLeft = KEY_LIMITS.rows;
  /** Kept keys, by the hash of the key without blanks, hyphens and leading zeros. */
  const byBareKey = new Map<number, SpacedKey[]>();
  /** Kept keys, by the hash of each other way to write them. */
  const otherForms = new Map<number, readonly SpacedKey[]>();

  function keepKey(key: string, place: RowLine): void {
    const foldedKey = foldKey(key);
    const spacedKey: SpacedKey = { hash: hashKey(foldedKey), place };
    const bareKey = foldedKey.replaceAll(' ', '');
    const hash = hashKey(bareKey);
    const sameHash = byBareKey.get(hash) ?? [];
    if (!sameHash.some((other) => other.hash === spacedKey.hash))
      byBareKey.set(hash, [...sameHash.slice(0, KEY_LIMITS.named), spacedKey]);
    const withoutDashes = bareKey.replace(/\p{Pd}/gu, '');
    for (const form of new Set([bareKey, withoutDashes, withoutDashes.replace(/^0+/, '')])) {
      const formHash = hashKey(form);
      if (form !== '' && formHash !== spacedKey.hash)
        otherForms.set(formHash, [...(otherForms.get(formHash) ?? []).slice(0, KEY_LIMITS.named), spacedKey]);
    }
  }

  return {
    add({ rows, line, code, bytes }, { skipped }, source) {
      const [states, keys] = [code.get(input), bytes.get(input)];
      if (!states || !keys || rowsLeft <= 0) return;
      const skippedRows = new Set(skipped);
      rowsLeft -= rows;
      for (let row = 0; row < rows && otherForms.size < KEY_LIMITS.kept; row++) {
        if (states[row] !== ANSWERED || skippedRows.has(row)) continue;
        if (mayHaveOtherForms(keys.bytes, keys.starts[row] as number, keys.ends[row] as number))
          keepKey(keys.at(row), { source, line: line[row] as number });
      }
    },
    get wanted() {
      return new Set(otherForms.keys());
    },
    list(placeOf) {
      const pairs = [
        ...[...byBareKey.values()].flatMap(([first, ...others]) =>
          first ? others.map((other) => sortPair(first.place, other.place)) : [],
        ),
        ...[...otherForms].flatMap(([hash, spaced]) => {
          const pairedPlace = placeOf(hash);
          return pairedPlace ? spaced.map(({ place }) => sortPair(place, pairedPlace)) : [];
        }),
      ];
      const distinctPairs = [...new Map(pairs.map((pair) => [pairId(pair), pair])).values()];
      if (distinctPairs.length === 0) return [];
      return [{ code: 'similar-keys', rows: distinctPairs.length, pairs: distinctPairs.slice(0, KEY_LIMITS.named) }];
    },
  };
}

function sortPair(rowLine: RowLine, other: RowLine): readonly [RowLine, RowLine] {
  return rowLine.source === other.source && other.line < rowLine.line ? [other, rowLine] : [rowLine, other];
}

const pairId = (pair: readonly RowLine[]): string =>
  pair
    .map(({ source, line }) => `${line} ${source ?? ''}`)
    .sort()
    .join('|');

/** Whether a key has a blank or hyphen, in any script, or begins with 0. */
function mayHaveOtherForms(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start] === ZERO) return true;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte === BLANK || byte === HYPHEN || byte >= ASCII_END) return true;
  }
  return false;
}
