// A plan as a list of steps. Each step is a loop over the rows of a tile; no code is generated from the text of a pack.

/**
 * The number of rows that pass through all steps together: few enough for intermediate results to stay in the
 * processor's cache.
 */
export const ROWS_PER_TILE = 512;

/** Doubles represent all whole numbers up to this limit exactly. */
export const MAX_EXACT = Number.MAX_SAFE_INTEGER;

/**
 * The loops that run most often. They have their own memory, and their arguments are addresses in it. They are compiled
 * from table/engine/columns.
 */
export interface ColumnEngine {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Allocates zeroed memory that is never freed. Earlier views of the memory become invalid. */
  allocate(size: number): number;
  leaveInexact(left: number, numbers: number, rows: number): void;
  leaveByCode(left: number, codes: number, table: number, rows: number): void;
  lookUpCodes(out: number, codes: number, table: number, rows: number): void;
  lookUpPair(out: number, first: number, width: number, second: number, table: number, rows: number): void;
  /** Adds up looked-up codes in `out`. `lookups` is the address of a list of pairs of addresses: codes and table. */
  addCodes(out: number, lookups: number, count: number, rows: number): void;
  /** Adds up looked-up codes like `addCodes`, but only from tables of at most sixteen bytes. */
  addShortCodes(out: number, lookups: number, count: number, rows: number): void;
  addNumbers(out: number, lookups: number, count: number, base: number, rows: number): void;
  pickNumbers(out: number, lookups: number, count: number, isGreatest: number, rows: number): void;
  addChosen(out: number, words: number, shift: number, mask: number, table: number, rows: number): void;
  addCounts(out: number, words: number, mask: number, rows: number): void;
  multiply(out: number, a: number, b: number, left: number, rows: number): void;
  addUp(out: number, a: number, b: number, sign: number, left: number, rows: number): void;
  divide(out: number, a: number, b: number, rows: number): void;
  selectNumbers(out: number, codes: number, table: number, yes: number, no: number, rows: number): void;
  compare(out: number, a: number, b: number, c: number, d: number, left: number, rows: number): void;
  countBounds(out: number, numbers: number, bounds: number, count: number, rows: number): void;
  places(out: number, decimals: number, rows: number): void;
  wholes(out: number, decimals: number, by: number, rows: number): void;
  commonDivisors(out: number, a: number, b: number, rows: number): void;
  /**
   * `members` is the address of a list with five addresses per member; `room` is the address of space for three numbers
   * per member.
   */
  pullMeans(
    top: number,
    bottom: number,
    total: number,
    sums: number,
    divisors: number,
    weights: number,
    members: number,
    count: number,
    room: number,
    direction: number,
    rows: number,
  ): void;
  commonMultiples(out: number, a: number, b: number, rows: number): void;
}

type Elements = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** A column with a value for each row of a tile, in the engine's memory. */
export interface Register<E extends Elements> {
  readonly at: number;
  /** The values, valid while a tile is being scored. */
  readonly values: E;
}

/** A code for each row of a tile. A code is the index of an outcome in a list. */
export type Codes = Register<Uint16Array>;

/** A whole number or decimal for each row of a tile. */
export type Numbers = Register<Float64Array>;

/** Up to 32 options of a multiple choice for each row of a tile; each bit says whether an option is chosen. */
export type Words = Register<Uint32Array>;

type Step = (rows: number) => void;

/** The steps that score a tile, in order. Each register is written by one step and read by later steps. */
export interface Program {
  readonly engine: ColumnEngine;
  /**
   * Whether rows in which anything is open are left to the row-by-row evaluator. Every number is then a single number,
   * not a range.
   */
  readonly isSettled: boolean;
  readonly steps: readonly Step[];
  /** For each row of the tile, whether it is left to the row-by-row evaluator. */
  readonly left: Register<Uint8Array>;
  add(step: Step): void;
  codes(): Codes;
  numbers(): Numbers;
  words(): Words;
  /** Allocates memory for intermediate results of a loop. */
  allocate(size: number): number;
  /** Stores a table and returns its address; equal tables are stored only once. */
  table(values: Elements): number;
  /** Returns a register with the same number in all rows; equal numbers share a register. */
  constant(value: number): Numbers;
  /** Returns the number in a constant register; undefined for other registers. */
  constantIn(numbers: Numbers): number | undefined;
  /** A register of codes that are 0 in every row. */
  readonly zeros: Codes;
  /** Leaves all rows to the row-by-row evaluator. */
  leaveAll(): void;
}

/** Converts the bytes of a table to a text that serves as its key. */
const LATIN1_DECODER = new TextDecoder('latin1');

/** The number of bytes after the last row that a step may overwrite. */
const SLACK_BYTES = 64;

/** Creates an empty program. */
export function createProgram(engine: ColumnEngine, isSettled: boolean): Program {
  const steps: Step[] = [];
  const viewUpdates: (() => void)[] = [];
  const tables = new Map<string, number>();
  const constants = new Map<number, Numbers>();
  const constantValues = new Map<Numbers, number>();
  let viewedBuffer: ArrayBuffer | undefined;

  /** Allocates memory in the engine. If the memory grew, all views of it are created again. */
  function allocate(size: number): number {
    const address = engine.allocate(size);
    if (engine.memory.buffer !== viewedBuffer) {
      viewedBuffer = engine.memory.buffer;
      for (const updateView of viewUpdates) updateView();
    }
    return address;
  }

  function register<E extends Elements>(view: (buffer: ArrayBuffer, at: number) => E, size: number): Register<E> {
    const address = allocate(ROWS_PER_TILE * size + SLACK_BYTES);
    const newRegister = { at: address, values: view(engine.memory.buffer, address) };
    viewUpdates.push(() => {
      newRegister.values = view(engine.memory.buffer, address);
    });
    return newRegister;
  }

  const numbers = (): Numbers => register((buffer, at) => new Float64Array(buffer, at, ROWS_PER_TILE), 8);
  const codes = (): Codes => register((buffer, at) => new Uint16Array(buffer, at, ROWS_PER_TILE), 2);
  const leftMarks = register((buffer, at) => new Uint8Array(buffer, at, ROWS_PER_TILE), 1);
  return {
    engine,
    isSettled,
    steps,
    left: leftMarks,
    add: (step) => void steps.push(step),
    codes,
    numbers,
    allocate,
    words: () => register((buffer, at) => new Uint32Array(buffer, at, ROWS_PER_TILE), 4),
    table(values) {
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      const key = values.BYTES_PER_ELEMENT + LATIN1_DECODER.decode(bytes);
      const existingAddress = tables.get(key);
      if (existingAddress !== undefined) return existingAddress;
      const address = allocate(values.byteLength + SLACK_BYTES);
      new Uint8Array(engine.memory.buffer, address, bytes.length).set(bytes);
      tables.set(key, address);
      return address;
    },
    constant(value) {
      const existingRegister = constants.get(value);
      if (existingRegister) return existingRegister;
      const created = numbers();
      created.values.fill(value);
      constants.set(value, created);
      constantValues.set(created, value);
      return created;
    },
    constantIn: (register) => constantValues.get(register),
    zeros: codes(),
    leaveAll: () => void steps.push((rows) => leftMarks.values.fill(1, 0, rows)),
  };
}

/** The codes for an outcome that is the same in all rows; no loop needs to read them. */
export const CONSTANT_CODES: Codes = { at: -1, values: new Uint16Array(ROWS_PER_TILE) };

/** Leaves the rows whose code is marked in `isLeft` to the row-by-row evaluator. */
export function leaveByCode(program: Program, codes: Codes, isLeft: readonly boolean[]): void {
  if (!isLeft.includes(true)) return;
  if (!isLeft.includes(false)) {
    program.leaveAll();
    return;
  }
  const { engine, left } = program;
  const table = program.table(Uint8Array.from(isLeft, Number));
  program.add((rows) => engine.leaveByCode(left.at, codes.at, table, rows));
}

/** Leaves rows to the row-by-row evaluator whose whole number is too large to be exact; infinity counts as exact. */
export function leaveInexact(program: Program, numbers: Numbers): void {
  const { engine, left } = program;
  program.add((rows) => engine.leaveInexact(left.at, numbers.at, rows));
}

/** Looks up the code of each row in a table, and returns what the table contains for the codes. */
export function lookUpCodes(program: Program, codes: Codes, entries: readonly number[]): Codes {
  const { engine } = program;
  const [out, table] = [program.codes(), program.table(Uint16Array.from(entries))];
  program.add((rows) => engine.lookUpCodes(out.at, codes.at, table, rows));
  return out;
}

/** Replaces each pair of codes by its entry in a table; `width` is the number of possible second codes. */
export function lookUpPair(
  program: Program,
  first: Codes,
  width: number,
  second: Codes,
  entries: readonly number[],
): Codes {
  const { engine } = program;
  const [out, table] = [program.codes(), program.table(Uint16Array.from(entries))];
  program.add((rows) => engine.lookUpPair(out.at, first.at, width, second.at, table, rows));
  return out;
}

/** For each row, looks up a number for each of several codes, and adds up these numbers. */
export function addCodes(
  program: Program,
  lookups: readonly { readonly codes: Codes; readonly outcomes: readonly number[] }[],
): Codes {
  const { engine } = program;
  const result = program.codes();
  const isShortLookup = ({ outcomes }: (typeof lookups)[number]): boolean =>
    outcomes.length <= MAX_SHORT_ENTRIES && outcomes.every((entry) => entry <= 0xff);
  const [short, others] = [lookups.filter(isShortLookup), lookups.filter((lookup) => !isShortLookup(lookup))];
  const listOf = (selected: typeof lookups, Table: typeof Uint8Array | typeof Uint16Array): number =>
    listLookups(
      program,
      selected.map(({ codes, outcomes }) => ({ codes, table: Table.from(outcomes) })),
    );
  const [shortList, list] = [listOf(short, Uint8Array), listOf(others, Uint16Array)];
  program.add((rows) => {
    engine.addCodes(result.at, list, others.length, rows);
    engine.addShortCodes(result.at, shortList, short.length, rows);
  });
  return result;
}

/** Tables with at most this many entries can be looked up for sixteen rows at once. */
const MAX_SHORT_ENTRIES = 16;

/** Stores a list of lookups, each as the addresses of its codes and its table, and returns the address of the list. */
function listLookups(
  program: Program,
  lookups: readonly { readonly codes: Codes; readonly table: Elements }[],
): number {
  const addresses = lookups.flatMap(({ codes, table }) => [
    (codes === CONSTANT_CODES ? program.zeros : codes).at,
    program.table(table),
  ]);
  return program.table(Uint32Array.from(addresses));
}

/** A number for each code: the codes of the rows, and the table in which they are looked up. */
export interface Lookup {
  readonly codes: Codes;
  readonly table: Float64Array;
}

/** Adds the numbers of several lookups. */
export function addLookups(program: Program, lookups: readonly Lookup[]): Numbers {
  const isFixed = ({ table }: Lookup): boolean => table.every((entry) => Object.is(entry, table[0]));
  const base = lookups.filter(isFixed).reduce((sum, { table }) => sum + (table[0] as number), 0);
  const varyingLookups = lookups.filter((lookup) => !isFixed(lookup));
  if (varyingLookups.length === 0) return program.constant(base);
  const { engine } = program;
  const [out, list] = [program.numbers(), listLookups(program, varyingLookups)];
  program.add((rows) => engine.addNumbers(out.at, list, varyingLookups.length, base, rows));
  return out;
}

/** Returns the least or greatest of the numbers of several lookups; there must be at least one lookup. */
export function pickLookups(program: Program, pick: 'min' | 'max', lookups: readonly Lookup[]): Numbers {
  const { engine } = program;
  const [out, list] = [program.numbers(), listLookups(program, lookups)];
  program.add((rows) => engine.pickNumbers(out.at, list, lookups.length, Number(pick === 'max'), rows));
  return out;
}

/**
 * Multiplies two numbers in each row; infinity times 0 gives NaN. If `isTested`, rows whose product is not exact are
 * left to the row-by-row evaluator.
 */
export function multiplyNumbers(program: Program, a: Numbers, b: Numbers, isTested: boolean): Numbers {
  const [x, y] = [program.constantIn(a), program.constantIn(b)];
  if (x !== undefined && y !== undefined && Math.abs(x * y) <= MAX_EXACT) return program.constant(x * y);
  if (x === 1) return b;
  if (y === 1) return a;
  const { engine, left } = program;
  const result = program.numbers();
  program.add((rows) => engine.multiply(result.at, a.at, b.at, isTested ? left.at : 0, rows));
  return result;
}

/**
 * Computes a + sign * b in each row. If `isTested`, rows whose result is not exact are left to the row-by-row
 * evaluator.
 */
export function addNumbers(
  program: Program,
  a: Numbers,
  b: Numbers,
  { sign = 1, isTested = false }: { readonly sign?: 1 | -1; readonly isTested?: boolean } = {},
): Numbers {
  const [x, y] = [program.constantIn(a), program.constantIn(b)];
  if (x !== undefined && y !== undefined && Math.abs(x + sign * y) <= MAX_EXACT) return program.constant(x + sign * y);
  if (y === 0) return a;
  if (x === 0 && sign === 1) return b;
  const { engine, left } = program;
  const result = program.numbers();
  program.add((rows) => engine.addUp(result.at, a.at, b.at, sign, isTested ? left.at : 0, rows));
  return result;
}

/** Applies one of the engine's loops to a number, or to two numbers, in each row. */
export function applyLoop(
  program: Program,
  loop: 'divide' | 'wholes' | 'commonDivisors' | 'commonMultiples',
  a: Numbers,
  b: Numbers,
): Numbers {
  const { engine } = program;
  const result = program.numbers();
  if (program.constantIn(a) === undefined || program.constantIn(b) === undefined) {
    program.add((rows) => engine[loop](result.at, a.at, b.at, rows));
    return result;
  }
  engine[loop](result.at, a.at, b.at, 1);
  return program.constant(result.values[0] as number);
}

/**
 * Computes a number in each row by a JavaScript function. This is slower than the engine's loops, so it is meant for
 * rare operations.
 */
export function computeNumbers(
  program: Program,
  compute: (a: number, b: number) => number,
  a: Numbers,
  b: Numbers = a,
): Numbers {
  const [x, y] = [program.constantIn(a), program.constantIn(b)];
  if (x !== undefined && y !== undefined) return program.constant(compute(x, y));
  const result = program.numbers();
  program.add((rows) => {
    const [target, first, second] = [result.values, a.values, b.values];
    for (let i = 0; i < rows; i++) target[i] = compute(first[i] as number, second[i] as number);
  });
  return result;
}

/** Returns the first number in rows whose code is marked in the table, and the second number in all other rows. */
export function selectNumbers(
  program: Program,
  codes: Codes,
  isFirst: readonly boolean[],
  yes: Numbers,
  no: Numbers,
): Numbers {
  if (yes === no || isFirst.every((isYes) => isYes)) return yes;
  if (isFirst.every((isYes) => !isYes)) return no;
  const { engine } = program;
  const [out, table] = [program.numbers(), program.table(Uint8Array.from(isFirst, Number))];
  program.add((rows) => engine.selectNumbers(out.at, codes.at, table, yes.at, no.at, rows));
  return out;
}

/**
 * Compares a / b with c / d in each row: 0 means less, 1 equal, 2 more. Rows in which the comparison would not be exact
 * are left to the row-by-row evaluator.
 */
export function compareQuotients(program: Program, a: Numbers, b: Numbers, c: Numbers, d: Numbers): Codes {
  const { engine, left } = program;
  const result = program.codes();
  program.add((rows) => engine.compare(result.at, a.at, b.at, c.at, d.at, left.at, rows));
  return result;
}

/** Returns, for each row, how many of the ascending bounds the number reaches, plus how many it exceeds. */
export function countBounds(program: Program, numbers: Numbers, bounds: readonly number[]): Codes {
  const { engine } = program;
  const [out, table] = [program.codes(), program.table(Float64Array.from(bounds))];
  // If the number is the same in all rows, it is compared only once, when the program is created.
  if (program.constantIn(numbers) !== undefined)
    engine.countBounds(out.at, numbers.at, table, bounds.length, ROWS_PER_TILE);
  else program.add((rows) => engine.countBounds(out.at, numbers.at, table, bounds.length, rows));
  return out;
}
