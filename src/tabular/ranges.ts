import { stat } from 'node:fs/promises';
import { bytesAt, type EngineMemory, prepareEngine } from './engine-memory.ts';
import { ENGINE } from './generated/ranges.ts';
import { isSplittable, type Place, type TableShape } from './shape.ts';
import { type ByteSource, openFile } from './source.ts';

/** Part of a file between two true record boundaries, with its first line and the number of its first record. */
export interface Range extends Place {
  /** Offsets in the file, in bytes. */
  readonly start: number;
  readonly end: number;
}

const PIECE = 1 << 20;

/** Parts of a table's file, at most `count` and about equally long; one for a table that can only be read in a row. */
export async function splitRanges(shape: TableShape, count: number): Promise<readonly Range[]> {
  const ranges: Range[] = [];
  if (!isSplittable(shape)) return [wholeOf(shape)];
  const { size } = await stat(shape.path);
  const length = Math.ceil((size - shape.mark - shape.start) / count);
  for await (const range of findRanges(shape, Math.max(1, length))) ranges.push(range);
  return ranges;
}

function wholeOf({ mark, start, line, record }: TableShape): Range {
  return { start: mark + start, end: Number.POSITIVE_INFINITY, line, record };
}

/**
 * Finds parts of at least `length` bytes one after the other, so that the first can be read while the others are
 * looked for. A part begins where a row does: quotes are followed from the beginning of the file.
 */
export async function* findRanges(shape: TableShape, length: number): AsyncGenerator<Range> {
  const whole = wholeOf(shape);
  if (!isSplittable(shape)) {
    yield whole;
    return;
  }
  const source = await openFile(shape.path, whole.start);
  try {
    yield* cut(source, shape.delimiter.charCodeAt(0), whole, length);
  } finally {
    await source.close();
  }
}

async function* cut(source: ByteSource, delimiter: number, whole: Range, length: number): AsyncGenerator<Range> {
  const engine = createEngine({});
  const at = engine.begin(delimiter, PIECE, whole.start, whole.line, whole.record, length);
  const piece = bytesAt(engine, at, PIECE);
  let offset = whole.start;
  for (;;) {
    const count = await source.read(piece);
    if (count === 0) break;
    engine.take(count, offset);
    while (engine.findEnd() !== 0) {
      const place = { line: engine.lineOfFound(), record: engine.recordOfFound() };
      yield { start: engine.startOfFound(), end: engine.startOfRange(), ...place };
    }
    offset += count;
  }
  const rest = { start: engine.startOfRange(), line: engine.lineOfRange(), record: engine.recordOfRange() };
  if (offset > rest.start) yield { ...rest, end: offset };
}

/** What looks at every byte; see engine/ranges/index.ts. */
interface Engine extends EngineMemory {
  begin(delimiter: number, room: number, start: number, line: number, record: number, length: number): number;
  take(count: number, offset: number): void;
  findEnd(): number;
  startOfFound(): number;
  lineOfFound(): number;
  recordOfFound(): number;
  startOfRange(): number;
  lineOfRange(): number;
  recordOfRange(): number;
}

const createEngine = prepareEngine<Engine, object>(ENGINE);
