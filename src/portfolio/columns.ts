import { UNDATED } from './day.ts';

/** A column with a value for each member; it has room for at least as many. */
export type Column = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** A column that grows; what is not set is `empty`. */
export interface GrowingColumn<T extends Column> {
  readonly values: T;
  grow(capacity: number): void;
}

function createGrowing<T extends Column>(
  make: (length: number) => T,
  capacity: number,
  empty: number,
): GrowingColumn<T> {
  const fresh = (length: number): T => {
    const column = make(length);
    return empty === 0 ? column : (column.fill(empty) as T);
  };
  let values = fresh(capacity);
  return {
    get values() {
      return values;
    },
    grow(length) {
      if (length <= values.length) return;
      const larger = fresh(length);
      larger.set(values);
      values = larger;
    },
  };
}

/** A longer copy of a column; what is new is 0. */
export function longer<T extends Column>(column: T, length: number): T {
  const copy = new (column.constructor as new (length: number) => T)(length);
  copy.set(column);
  return copy;
}

/** Numbers, NaN where there is none. */
export function growingNumbers(capacity: number): GrowingColumn<Float64Array> {
  return createGrowing((length) => new Float64Array(length), capacity, Number.NaN);
}

/** Days since 1970-01-01, `UNDATED` where there is none. */
export function growingDays(capacity: number): GrowingColumn<Int32Array> {
  return createGrowing((length) => new Int32Array(length), capacity, UNDATED);
}

/** Codes, 0 where there is none. */
export function growingCodes(capacity: number): GrowingColumn<Uint32Array> {
  return createGrowing((length) => new Uint32Array(length), capacity, 0);
}

/** Small codes, 0 where there is none. */
export function growingMarks(capacity: number): GrowingColumn<Uint16Array> {
  return createGrowing((length) => new Uint16Array(length), capacity, 0);
}
