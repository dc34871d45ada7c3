import { type CellColumn, MOST_CODES, type PrepareTallies, type Tally, type TallyTerm } from '../scoring/index.ts';
import { allocateBytes, bytesAt, type EngineMemory, prepareEngine } from './engine-memory.ts';
import { ENGINE } from './generated/tally.ts';

interface Engine extends EngineMemory {
  addUp(records: number, tallies: number, rows: number): void;
}

const createEngine = prepareEngine<Engine, object>(ENGINE);

const BYTE = 256;
/** Rows are looked at so many at a time, those behind the last one as well. */
const STEP = 32;

/** Tallies by an engine; see engine/tally/index.ts for what it takes. */
export const prepareTallies: PrepareTallies = (tallies, most) => {
  const engine = createEngine({});
  const rows = Math.ceil(most / STEP) * STEP;
  const columns = [...new Set(tallies.flatMap((tally) => tally.map(({ column }) => column)))];
  const codes = new Map(columns.map((column) => [column, engine.allocate(rows)]));
  const tables = new Map<string, number>();
  const keep = (bytes: Uint8Array): number => {
    const place = tables.get(bytes.join()) ?? allocateBytes(engine, bytes);
    tables.set(bytes.join(), place);
    return place;
  };
  const sumsAt = tallies.map(() => engine.allocate(rows * Float64Array.BYTES_PER_ELEMENT));
  const words = tallies.flatMap((tally, k) => recordOf(tally, sumsAt[k] as number, codes, keep));
  const records = allocateBytes(engine, new Uint8Array(Int32Array.from(words).buffer));
  // From now on the memory stays as it is.
  const places = [...codes].map(([column, at]) => ({ column, bytes: bytesAt(engine, at, rows) }));
  return {
    sums: sumsAt.map((at) => new Float64Array(engine.memory.buffer, at, rows)),
    addUp(given: readonly CellColumn[], base, count) {
      for (const { column, bytes } of places) {
        bytes.set((given[column] as Uint8Array).subarray(base, base + count));
      }
      engine.addUp(records, tallies.length, count);
    },
  };
};

/** A tally as words: a number is its difference from the least one, byte by byte, and the least ones are added at the end. */
function recordOf(
  tally: Tally,
  sums: number,
  codes: ReadonlyMap<number, number>,
  keep: (bytes: Uint8Array) => number,
): number[] {
  const pairOf = ({ column }: TallyTerm, bytes: Uint8Array): number[] => [codes.get(column) as number, keep(bytes)];
  const leasts = tally.map(({ values }) => {
    const numbers = values.filter((value) => !Number.isNaN(value));
    return numbers.length === 0 ? 0 : Math.min(...numbers);
  });
  const open = tally.flatMap((term) =>
    term.values.some(Number.isNaN)
      ? [
          pairOf(
            term,
            tableOf(term.values, (value) => (Number.isNaN(value) ? 255 : 0)),
          ),
        ]
      : [],
  );
  const planes: number[][] = [];
  for (let unit = 1; unit < BYTE ** 4; unit *= BYTE) {
    const terms = tally.flatMap((term, i) => {
      const byteOf = (value: number): number => Math.floor((value - (leasts[i] as number)) / unit) % BYTE;
      const bytes = tableOf(term.values, (value) => (Number.isNaN(value) ? 0 : byteOf(value)));
      const largest = Math.max(...bytes);
      return largest === 0 ? [] : [{ pair: pairOf(term, bytes), largest }];
    });
    if (terms.length > 0) planes.push(planeOf(terms, unit));
  }
  const base = leasts.reduce((sum, least) => sum + least, 0);
  return [sums, open.length, planes.length, 0, ...wordsOf(base), ...open.flat(), ...planes.flat()];
}

function tableOf(values: readonly number[], byteOf: (value: number) => number): Uint8Array {
  return Uint8Array.from({ length: MOST_CODES }, (_, code) =>
    code < values.length ? byteOf(values[code] as number) : 0,
  );
}

/** Terms in groups, none of which comes to more than a byte. */
function planeOf(
  terms: readonly { readonly pair: readonly number[]; readonly largest: number }[],
  unit: number,
): number[] {
  const groups: number[][] = [];
  let most = BYTE;
  for (const { pair, largest } of terms) {
    most += largest;
    if (most >= BYTE) {
      groups.push([]);
      most = largest;
    }
    (groups.at(-1) as number[]).push(...pair);
  }
  return [...wordsOf(unit), groups.length, 0, ...groups.flatMap((group) => [group.length / 2, 0, ...group])];
}

function wordsOf(double: number): number[] {
  return [...new Int32Array(Float64Array.of(double).buffer)];
}
