// Blocks of rows, by column, as they are added to a roster.

import type { AssessedColumns } from './roster.ts';
import type { TextCells } from './roster-storage.ts';

/** Rows of a batch result, by column. Rows without a key are ignored. */
export interface ResultBlock extends Pick<AssessedColumns, 'day' | 'level' | 'lowest' | 'highest' | 'scores'> {
  readonly rows: number;
  readonly key: TextCells;
  /** The number of enterprises that each row represents; null if each row is one enterprise. */
  readonly counts: Float64Array | null;
  readonly facts: FactCells;
  readonly coverage: Float64Array;
  /** For each row, the index of its kind in `ASSESSMENT_KINDS`. */
  readonly kind: Uint8Array;
  /** For each row, the index of its pack, as returned by `packIndex`. */
  readonly pack: Uint16Array;
  /** The answers of all rows, by question id, in the notation of batch results. */
  readonly answers: ReadonlyMap<string, TextCells>;
}

/** Rows of the registry, or of a table of enterprises outside it. */
export interface RegistryBlock {
  readonly rows: number;
  readonly isInScope: boolean;
  readonly key: TextCells;
  /** The number of rows that list an enterprise without a key. */
  readonly withoutKey: number;
  readonly facts: FactCells;
}

/** The facts that rows state, by the id of the fact. */
export type FactCells = ReadonlyMap<string, TextCells>;
