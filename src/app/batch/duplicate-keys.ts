import { foldKey } from '../../model/index.ts';
import type { StagedFile } from '../../store/index.ts';
import { ENGINE, type EngineMemory, parseCsvRow, prepareEngine } from '../../table/index.ts';
import type { RowIndex } from './scored-part.ts';

/** Which of several rows with one key counts; with `reject` none does. */
export type DuplicateRule = 'reject' | 'first' | 'last';

/** A scored row that does not count after all. */
export interface Dropped {
  readonly row: number;
  readonly key: string;
  readonly rule: 'duplicate-key' | 'other-enterprise' | 'not-date' | 'unclear-date';
  /** The line of another row with its key. */
  readonly otherLine?: number;
  /** The name that the enterprise's file has for the key. */
  readonly stored?: string;
  /** The cell that should say the day of its assessment. */
  readonly cell?: { readonly column: string; readonly value: string };
  /** The codes of its warnings. */
  readonly warnings: readonly string[];
}

/** Where the rows begin in the results, in bytes, and which of their cells holds the warnings. */
interface ResultPlaces {
  readonly start: number;
  readonly warnings: number;
}

interface Candidate {
  readonly row: number;
  readonly key: string;
  readonly warnings: readonly string[];
}

/** How much of the results is read back at a time, in bytes. */
const WINDOW = 1 << 16;

/** Finds the rows to drop, by row. Only rows whose keys may be equal are read again: those whose hashes occur twice. */
export async function findDropped(
  index: RowIndex,
  twice: ReadonlySet<number>,
  results: StagedFile,
  from: ResultPlaces,
  rule: DuplicateRule,
): Promise<readonly Dropped[]> {
  if (twice.size === 0) return [];
  const rowsOf = new Map<string, Candidate[]>();
  let [offset, windowStart] = [from.start, 0];
  let window: Uint8Array = new Uint8Array(0);
  for (let row = 0; row < index.count; row++) {
    const length = index.length(row);
    if (twice.has(index.hash(row))) {
      if (offset + length > windowStart + window.length) {
        windowStart = offset;
        window = await results.read(offset, Math.max(length, WINDOW));
      }
      const text = Buffer.from(window.subarray(offset - windowStart, offset - windowStart + length)).toString();
      const cells = parseCsvRow(text);
      const key = cells[0] ?? '';
      const folded = foldKey(key);
      const known = rowsOf.get(folded);
      const candidate = { row, key, warnings: readWarnings(cells[from.warnings] ?? '') };
      if (known) known.push(candidate);
      else rowsOf.set(folded, [candidate]);
    }
    offset += length;
  }
  return [...rowsOf.values()].flatMap((rows) => dropOf(rows, index, rule)).sort((a, b) => a.row - b.row);
}

function readWarnings(cell: string): readonly string[] {
  return cell === '' ? [] : [...new Set(cell.split(';').map((warning) => warning.split(':')[0] as string))];
}

function dropOf(rows: readonly Candidate[], index: RowIndex, rule: DuplicateRule): Dropped[] {
  if (rows.length < 2) return [];
  const [first, last] = [rows[0], rows.at(-1)] as [Candidate, Candidate];
  const kept = rule === 'first' ? first : rule === 'last' ? last : undefined;
  return rows.flatMap(({ row, key, warnings }): Dropped[] => {
    if (row === kept?.row) return [];
    const other = kept ?? (row === first.row ? (rows[1] as Candidate) : first);
    return [{ row, key, rule: 'duplicate-key', otherLine: index.line(other.row), warnings }];
  });
}

interface Engine extends EngineMemory {
  begin(count: number, most: number, share: number, shares: number): number;
  take(count: number): void;
  turn(): void;
  takeAgain(count: number): void;
  gather(): number;
  foundAt(): number;
}

const createEngine = prepareEngine<Engine, object>(ENGINE);

/** The hashes that occur more than once among many, which stand in pieces; 0 is no hash. See engine/twice/index.ts. */
export function findDuplicateHashes(pieces: readonly Float64Array[]): Float64Array {
  const engine = createEngine({});
  const most = Math.max(0, ...pieces.map(({ length }) => length));
  const count = pieces.reduce((sum, { length }) => sum + length, 0);
  const at = engine.begin(count, most, 0, 1);
  const put = (piece: Float64Array): void => new Float64Array(engine.memory.buffer, at, most).set(piece);
  for (const piece of pieces) {
    put(piece);
    engine.take(piece.length);
  }
  engine.turn();
  for (const piece of pieces) {
    put(piece);
    engine.takeAgain(piece.length);
  }
  const found = engine.gather();
  return new Float64Array(engine.memory.buffer, engine.foundAt(), found).slice();
}
