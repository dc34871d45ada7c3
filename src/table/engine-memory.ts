/** A WebAssembly engine's memory, with its allocator. */
export interface EngineMemory {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Allocates zeroed memory that is never freed. Earlier views of the memory become invalid. */
  allocate(size: number): number;
}

/** The parts of WebAssembly that are used here; the types of Node declare only their names. */
interface WebAssemblyParts {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: { readonly edge: object }) => { readonly exports: unknown };
}

const { Module, Instance } = (globalThis as unknown as { readonly WebAssembly: WebAssemblyParts }).WebAssembly;

/**
 * Compiles a WebAssembly module, given in base 64, on first use. Returns a function that creates engines, each with its
 * own memory.
 */
export function prepareEngine<Engine extends EngineMemory, Edge extends object>(bytes: string): (edge: Edge) => Engine {
  let compiled: object | undefined;
  return (edge) => {
    compiled ??= new Module(Buffer.from(bytes, 'base64'));
    return new Instance(compiled, { edge }).exports as Engine;
  };
}

/** Returns a view of an engine's memory, valid until the next allocation. */
export function bytesAt({ memory }: Pick<EngineMemory, 'memory'>, start: number, length: number): Uint8Array {
  return new Uint8Array(memory.buffer, start, length);
}

/** Writes 32-bit words into an engine's memory. */
export function writeWords({ memory }: Pick<EngineMemory, 'memory'>, at: number, words: readonly number[]): void {
  new Int32Array(memory.buffer, at, words.length).set(words);
}

/** The number of bytes after its input that a loop may read or overwrite. */
const SLACK_BYTES = 128;

/** A buffer in an engine's memory that is used again and again, for bytes of any length. */
export interface EngineRoom {
  /** Copies bytes into the buffer and returns their address. The buffer grows to at least `least` bytes. */
  put(bytes: Uint8Array, least?: number): number;
}

export function createRoom(engine: EngineMemory): EngineRoom {
  let [address, capacity] = [0, 0];
  return {
    put(bytes, least = bytes.length) {
      if (least + SLACK_BYTES > capacity) {
        capacity = (least + SLACK_BYTES) * 2;
        address = engine.allocate(capacity);
      }
      bytesAt(engine, address, bytes.length).set(bytes);
      return address;
    },
  };
}

/** Copies bytes into an engine's memory permanently, and returns their address. */
export function allocateBytes(engine: EngineMemory, bytes: Uint8Array): number {
  const address = engine.allocate(bytes.length);
  bytesAt(engine, address, bytes.length).set(bytes);
  return address;
}
