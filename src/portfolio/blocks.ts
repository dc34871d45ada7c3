import type { FactCells } from './facts.ts';
import type { TextCells } from './text-cells.ts';

/** Rows of a batch result, column-wise. A row without a key is left out. */
export interface ResultBlock {
  readonly rows: number;
  readonly key: TextCells;
  readonly facts: FactCells;
  /** By the id of the score; NaN where nothing stands. */
  readonly scores: ReadonlyMap<string, Float64Array>;
  readonly level: Float64Array;
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  readonly coverage: Float64Array;
  /** Positions in `ASSESSMENT_KINDS`. */
  readonly kind: Uint8Array;
  readonly day: Int32Array;
  /** As `packIndex` gives them. */
  readonly pack: Uint16Array;
  /** By the id of the question, as results state answers. */
  readonly answers: ReadonlyMap<string, TextCells>;
}

/** Rows of the registry, or of a table of those outside. */
export interface RegistryBlock {
  readonly rows: number;
  readonly isInScope: boolean;
  readonly key: TextCells;
  readonly facts: FactCells;
}
