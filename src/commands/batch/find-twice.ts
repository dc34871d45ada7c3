import { type EngineMemory, prepareEngine } from '../../tabular/engine-memory.ts';
import { ENGINE } from '../../tabular/generated/twice.ts';

interface Engine extends EngineMemory {
  begin(count: number, most: number): number;
  take(count: number): void;
  turn(): void;
  takeAgain(count: number): void;
  gather(): number;
  foundAt(): number;
}

const createEngine = prepareEngine<Engine, object>(ENGINE);

/** The hashes that occur more than once among some pieces of so many in all; 0 is no hash. See engine/twice/index.ts. */
export function findTwice(pieces: readonly Float64Array[], count: number): ReadonlySet<number> {
  const engine = createEngine({});
  const most = Math.max(0, ...pieces.map(({ length }) => length));
  const at = engine.begin(count, most);
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
  return new Set(new Float64Array(engine.memory.buffer, engine.foundAt(), found));
}
