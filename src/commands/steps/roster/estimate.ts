import { stat } from 'node:fs/promises';
import { isSplittable, type TableShape } from '../../../tabular/shape.ts';

/** How many rows of a table are still to come, by how long those were that there are. */
export interface Estimate {
  /** Reading goes on behind an offset of the file; all rows before it were given. */
  arrive(offset: number): void;
  /** With so many rows just given, how many are left, those included; null where it cannot be said, as of what is packed. */
  left(rows: number): number | null;
}

/** A row may be shorter than those before. */
const MARGIN = 1.01;

/** Nothing read yet. */
export async function createEstimate(shape: TableShape): Promise<Estimate> {
  const size = isSplittable(shape) ? (await stat(shape.path)).size : 0;
  let [given, offset, all] = [0, 0, 0];
  return {
    arrive(next) {
      if (offset > 0) all = (given / offset) * size * MARGIN;
      offset = next;
    },
    left(rows) {
      const left = all === 0 ? null : Math.max(rows, Math.ceil(all - given));
      given += rows;
      return left;
    },
  };
}
