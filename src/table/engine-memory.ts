/** An engine: memory, and what gives more of it. */
export interface EngineMemory {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Zeroed memory for good. What was seen of the memory before does not hold any longer. */
  allocate(size: number): number;
}

/** What is used of WebAssembly, of which Node's types know the names only. */
interface WebAssemblyParts {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: { readonly edge: object }) => { readonly exports: unknown };
}

const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: WebAssemblyParts }).WebAssembly;

/** What makes engines of one kind, each with memory of its own, from their bytes in base 64. */
export function prepareEngine<Engine extends EngineMemory, Edge extends object>(bytes: string): (edge: Edge) => Engine {
  let compiled: object | undefined;
  return (edge) => {
    compiled ??= new Module(Buffer.from(bytes, 'base64'));
    return new Instance(compiled, { edge }).exports as Engine;
  };
}

/** Bytes of an engine's memory; they hold until it next gets more. */
export function bytesAt({ memory }: Pick<EngineMemory, 'memory'>, start: number, length: number): Uint8Array {
  return new Uint8Array(memory.buffer, start, length);
}

/** Writes words of 32 bits into an engine's memory. */
export function writeWords({ memory }: Pick<EngineMemory, 'memory'>, at: number, words: readonly number[]): void {
  new Int32Array(memory.buffer, at, words.length).set(words);
}

/** What loops may look at, or write over, behind bytes that are put there. */
const SLACK = 128;

/** Memory of an engine that is used again and again, for bytes of any length. */
export interface EngineRoom {
  /** Puts bytes there, where there is room for at least so many, and gives their place. */
  put(bytes: Uint8Array, least?: number): number;
}

export function createRoom(engine: EngineMemory): EngineRoom {
  let [at, room] = [0, 0];
  return {
    put(bytes, least = bytes.length) {
      if (least + SLACK > room) {
        room = (least + SLACK) * 2;
        at = engine.allocate(room);
      }
      bytesAt(engine, at, bytes.length).set(bytes);
      return at;
    },
  };
}

/** Puts bytes into an engine's memory for good, and gives their place. */
export function allocateBytes(engine: EngineMemory, bytes: Uint8Array): number {
  const at = engine.allocate(bytes.length);
  bytesAt(engine, at, bytes.length).set(bytes);
  return at;
}
