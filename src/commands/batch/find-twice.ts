import { type EngineMemory, prepareEngine } from '../../tabular/engine-memory.ts';
import { ENGINE } from '../../tabular/generated/twice.ts';

interface Engine extends EngineMemory {
  begin(count: number, most: number, share: number, shares: number): number;
  take(count: number): void;
  turn(): void;
  takeAgain(count: number): void;
  gather(): number;
  foundAt(): number;
}

const createEngine = prepareEngine<Engine, object>(ENGINE);

/** A share of many hashes, which stand in pieces. Each hash belongs to one of the shares. */
export interface HashShare {
  readonly pieces: readonly Float64Array[];
  /** From 0, and how many there are. */
  readonly share: number;
  readonly shares: number;
}

/** The hashes of a share that occur more than once; 0 is no hash. See engine/twice/index.ts. */
export function findTwice({ pieces, share, shares }: HashShare): Float64Array {
  const engine = createEngine({});
  const most = Math.max(0, ...pieces.map(({ length }) => length));
  const count = pieces.reduce((sum, { length }) => sum + length, 0);
  const at = engine.begin(count, most, share, shares);
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
