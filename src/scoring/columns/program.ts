// A plan as a list of steps over tiles of rows: each step is a loop over columns, and no text of a pack is executed.

/** Number of rows that go through all steps together, few enough that intermediate results stay in the cache. */
export const ROWS_PER_TILE = 512;

/** The limit up to which doubles represent all whole numbers. */
export const MAX_EXACT = Number.MAX_SAFE_INTEGER;

/** The most frequent loops, in memory of their own; arguments are addresses in it. See table/engine/columns. */
export interface ColumnEngine {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Allocates zeroed memory that is never freed. Earlier views of the memory become invalid. */
  allocate(size: number): number;
  leaveInexact(left: number, numbers: number, rows: number): void;
  leaveByCode(left: number, codes: number, table: number, rows: number): void;
  lookUpCodes(out: number, codes: number, table: number, rows: number): void;
  lookUpPair(out: number, first: number, width: number, second: number, table: number, rows: number): void;
  /** `lookups` is a list of pairs of addresses. */
  addCodes(out: number, lookups: number, count: number, rows: number): void;
  /** Adds to `out`; tables have at most sixteen bytes. */
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
  /** `members` lists five addresses per member; `room` has space for three numbers per member. */
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

/** A column of a tile in the engine's memory. */
export interface Register<E extends Elements> {
  readonly at: number;
  /** The values while rows are scored. */
  readonly values: E;
}

/** Codes in the rows of a tile; each is the index of an outcome in a list. */
export type Codes = Register<Uint16Array>;

/** Whole numbers or decimals in the rows of a tile. */
export type Numbers = Register<Float64Array>;

/** 32 options of a multiple choice in the rows of a tile. */
export type Words = Register<Uint32Array>;

type Step = (rows: number) => void;

/** The steps for a tile, in order. A register is written by one step and read by later ones. */
export interface Program {
  readonly engine: ColumnEngine;
  /** Whether rows with anything open are left to the evaluator, so that each number is a single one and not a range. */
  readonly isSettled: boolean;
  readonly steps: readonly Step[];
  /** For each row of the tile, whether it is left to the evaluator. */
  readonly left: Register<Uint8Array>;
  add(step: Step): void;
  codes(): Codes;
  numbers(): Numbers;
  words(): Words;
  /** Allocates memory for intermediate results of a loop. */
  allocate(size: number): number;
  /** Stores a table, equal ones only once, and returns its address. */
  table(values: Elements): number;
  /** A register with the same number in all rows; equal numbers share one. */
  constant(value: number): Numbers;
  /** The number of a constant register; undefined for others. */
  constantIn(numbers: Numbers): number | undefined;
  /** Codes that are 0 in all rows. */
  readonly zeros: Codes;
  /** Leaves all rows to the evaluator. */
  leaveAll(): void;
}

/** Converts bytes to a text that identifies them. */
const LATIN1_DECODER = new TextDecoder('latin1');

/** Bytes that a step may overwrite after the last row. */
const SLACK_BYTES = 64;

/** Creates an empty program. */
export function createProgram(engine: ColumnEngine, isSettled: boolean): Program {
  const steps: Step[] = [];
  const views: (() => void)[] = [];
  const tables = new Map<string, number>();
  const constants = new Map<number, Numbers>();
  const constantValues = new Map<Numbers, number>();
  let viewedBuffer: ArrayBuffer | undefined;

  /** Allocates memory; if it grew, all views are renewed. */
  function allocate(size: number): number {
    const address = engine.allocate(size);
    if (engine.memory.buffer !== viewedBuffer) {
      viewedBuffer = engine.memory.buffer;
      for (const view of views) view();
    }
    return address;
  }

  function register<E extends Elements>(view: (buffer: ArrayBuffer, at: number) => E, size: number): Register<E> {
    const address = allocate(ROWS_PER_TILE * size + SLACK_BYTES);
    const newRegister = { at: address, values: view(engine.memory.buffer, address) };
    views.push(() => {
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
      const existing = tables.get(key);
      if (existing !== undefined) return existing;
      const address = allocate(values.byteLength + SLACK_BYTES);
      new Uint8Array(engine.memory.buffer, address, bytes.length).set(bytes);
      tables.set(key, address);
      return address;
    },
    constant(value) {
      const existing = constants.get(value);
      if (existing) return existing;
      const created = numbers();
      created.values.fill(value);
      constants.set(value, created);
      constantValues.set(created, value);
      return created;
    },
    constantIn: (one) => constantValues.get(one),
    zeros: codes(),
    leaveAll: () => void steps.push((rows) => leftMarks.values.fill(1, 0, rows)),
  };
}

/** The codes of a value that is always the same, which no loop needs to read. */
export const CONSTANT_CODES: Codes = { at: -1, values: new Uint16Array(ROWS_PER_TILE) };

/** Leaves rows whose code has a 1 in the table to the evaluator. */
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

/** Leaves rows with a whole number that is too large to be exact to the evaluator; infinity is exact. */
export function leaveInexact(program: Program, numbers: Numbers): void {
  const { engine, left } = program;
  program.add((rows) => engine.leaveInexact(left.at, numbers.at, rows));
}

/** Maps codes by a table. */
export function lookUpCodes(program: Program, codes: Codes, entries: readonly number[]): Codes {
  const { engine } = program;
  const [out, table] = [program.codes(), program.table(Uint16Array.from(entries))];
  program.add((rows) => engine.lookUpCodes(out.at, codes.at, table, rows));
  return out;
}

/** Maps pairs of codes by a table; there are `width` second codes. */
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

/** Sums the entries of several codes. */
export function addCodes(
  program: Program,
  lookups: readonly { readonly codes: Codes; readonly outcomes: readonly number[] }[],
): Codes {
  const { engine } = program;
  const result = program.codes();
  const isShort = ({ outcomes }: (typeof lookups)[number]): boolean =>
    outcomes.length <= MAX_SHORT_ENTRIES && outcomes.every((entry) => entry <= 0xff);
  const [short, others] = [lookups.filter(isShort), lookups.filter((lookup) => !isShort(lookup))];
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

/** Maximum number of entries that are looked up for sixteen rows at once. */
const MAX_SHORT_ENTRIES = 16;

/** Stores a list of lookups, two addresses each, and returns its address. */
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

/** Numbers looked up by code. */
export interface Lookup {
  readonly codes: Codes;
  readonly table: Float64Array;
}

/** Sums looked-up numbers. */
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

/** Picks the least or greatest of looked-up numbers; there must be at least one. */
export function pickLookups(program: Program, pick: 'min' | 'max', lookups: readonly Lookup[]): Numbers {
  const { engine } = program;
  const [out, list] = [program.numbers(), listLookups(program, lookups)];
  program.add((rows) => engine.pickNumbers(out.at, list, lookups.length, Number(pick === 'max'), rows));
  return out;
}

/**
 * Multiplies row by row; infinity times 0 is NaN. If `isTested`, rows with inexact products are left to the evaluator.
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

/** Computes a + sign * b row by row. If `isTested`, rows with inexact results are left to the evaluator. */
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

/** Applies a loop of the engine to one or two numbers. */
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

/** Computes a number row by row in JavaScript, which is slower than the engine's loops: for rare operations. */
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

/** Selects the first number if the code has a 1 in the table, else the second. */
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
 * Compares a / b with c / d: 0 is less, 1 is equal, 2 is more. Rows in which that is not exact are left to the
 * evaluator.
 */
export function compareQuotients(program: Program, a: Numbers, b: Numbers, c: Numbers, d: Numbers): Codes {
  const { engine, left } = program;
  const result = program.codes();
  program.add((rows) => engine.compare(result.at, a.at, b.at, c.at, d.at, left.at, rows));
  return result;
}

/** Counts how many of the ascending bounds a number reaches, plus how many it exceeds. */
export function countBounds(program: Program, numbers: Numbers, bounds: readonly number[]): Codes {
  const { engine } = program;
  const [out, table] = [program.codes(), program.table(Float64Array.from(bounds))];
  // A constant is computed only once.
  if (program.constantIn(numbers) !== undefined)
    engine.countBounds(out.at, numbers.at, table, bounds.length, ROWS_PER_TILE);
  else program.add((rows) => engine.countBounds(out.at, numbers.at, table, bounds.length, rows));
  return out;
}
