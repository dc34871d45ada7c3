// A plan as a list of steps over tiles of rows: each step is one loop over columns, and no text of a pack is code.

/** So many rows go through all steps before the next ones, so that what passes between steps stays in the cache. */
export const TILE = 512;

/** The largest number below which doubles hold every whole number. */
export const MOST = Number.MAX_SAFE_INTEGER;

/** The loops that are done most, in memory of their own; places are those of its memory. See table/engine/columns. */
export interface ColumnEngine {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Zeroed memory for good. What was seen of the memory before does not hold any longer. */
  allocate(size: number): number;
  leaveInexact(left: number, numbers: number, rows: number): void;
  leaveByCode(left: number, codes: number, table: number, rows: number): void;
  lookUpCodes(out: number, codes: number, table: number, rows: number): void;
  lookUpPair(out: number, first: number, width: number, second: number, table: number, rows: number): void;
  /** `lookups` is a list of two addresses for each. */
  addCodes(out: number, lookups: number, count: number, rows: number): void;
  /** Adds to what stands there; tables have at most sixteen bytes. */
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
  /** `members` is a list of five addresses for each; `room` holds three numbers for each. */
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
  /** What stands there while rows are scored. */
  readonly values: E;
}

/** Codes of one thing in the rows of a tile, each the place of an outcome in a list. */
export type Codes = Register<Uint16Array>;

/** Whole numbers or decimals of one thing in the rows of a tile. */
export type Numbers = Register<Float64Array>;

/** 32 options of a multiple choice in the rows of a tile. */
export type Words = Register<Uint32Array>;

type Step = (rows: number) => void;

/** What is done with a tile, in order. A register is written by one step and read by later ones. */
export interface Program {
  readonly engine: ColumnEngine;
  /** Whether rows in which anything is open are left, so that every number is one and not all between two. */
  readonly isSettled: boolean;
  readonly steps: readonly Step[];
  /** By row of the tile, whether it is left to the evaluator. */
  readonly left: Register<Uint8Array>;
  add(step: Step): void;
  codes(): Codes;
  numbers(): Numbers;
  words(): Words;
  /** The place of so many bytes for what a loop notes while it runs. */
  allocate(size: number): number;
  /** Keeps a table in memory, the same one once, and gives its place. */
  table(values: Elements): number;
  /** A register that holds one number in every row, always the same for the same number. */
  constant(value: number): Numbers;
  /** The number that such a register holds; undefined for others. */
  constantIn(numbers: Numbers): number | undefined;
  /** Codes that are 0 in every row. */
  readonly zeros: Codes;
  /** Leaves every row to the evaluator. */
  leaveAll(): void;
}

/** Makes a text of bytes, another one for others. */
const LATIN = new TextDecoder('latin1');

/** What a step may write behind the last row. */
const SLACK = 64;

/** An empty program. */
export function createProgram(engine: ColumnEngine, isSettled: boolean): Program {
  const steps: Step[] = [];
  const views: (() => void)[] = [];
  const tables = new Map<string, number>();
  const constants = new Map<number, Numbers>();
  const known = new Map<Numbers, number>();
  let seen: ArrayBuffer | undefined;

  /** After memory has grown, everything is looked at anew. */
  function allocate(size: number): number {
    const at = engine.allocate(size);
    if (engine.memory.buffer !== seen) {
      seen = engine.memory.buffer;
      for (const view of views) view();
    }
    return at;
  }

  function register<E extends Elements>(view: (buffer: ArrayBuffer, at: number) => E, size: number): Register<E> {
    const at = allocate(TILE * size + SLACK);
    const made = { at, values: view(engine.memory.buffer, at) };
    views.push(() => {
      made.values = view(engine.memory.buffer, at);
    });
    return made;
  }

  const numbers = (): Numbers => register((buffer, at) => new Float64Array(buffer, at, TILE), 8);
  const codes = (): Codes => register((buffer, at) => new Uint16Array(buffer, at, TILE), 2);
  const left = register((buffer, at) => new Uint8Array(buffer, at, TILE), 1);
  return {
    engine,
    isSettled,
    steps,
    left,
    add: (step) => void steps.push(step),
    codes,
    numbers,
    allocate,
    words: () => register((buffer, at) => new Uint32Array(buffer, at, TILE), 4),
    table(values) {
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      const key = values.BYTES_PER_ELEMENT + LATIN.decode(bytes);
      const before = tables.get(key);
      if (before !== undefined) return before;
      const at = allocate(values.byteLength + SLACK);
      new Uint8Array(engine.memory.buffer, at, bytes.length).set(bytes);
      tables.set(key, at);
      return at;
    },
    constant(value) {
      const before = constants.get(value);
      if (before) return before;
      const made = numbers();
      made.values.fill(value);
      constants.set(value, made);
      known.set(made, value);
      return made;
    },
    constantIn: (one) => known.get(one),
    zeros: codes(),
    leaveAll: () => void steps.push((rows) => left.values.fill(1, 0, rows)),
  };
}

/** The codes of what is always the same, which no loop needs to read. */
export const ALWAYS: Codes = { at: -1, values: new Uint16Array(TILE) };

/** Leaves the rows whose code has a 1 in the table. */
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

/** Leaves the rows in which a whole number is too large to be exact; one without end is none. */
export function leaveInexact(program: Program, numbers: Numbers): void {
  const { engine, left } = program;
  program.add((rows) => engine.leaveInexact(left.at, numbers.at, rows));
}

/** Codes by codes. */
export function lookUpCodes(program: Program, codes: Codes, entries: readonly number[]): Codes {
  const { engine } = program;
  const [out, table] = [program.codes(), program.table(Uint16Array.from(entries))];
  program.add((rows) => engine.lookUpCodes(out.at, codes.at, table, rows));
  return out;
}

/** The entries of a table by two codes; the second one has `width` codes. */
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

/** What is looked up by several codes added up. */
export function addCodes(
  program: Program,
  lookups: readonly { readonly codes: Codes; readonly outcomes: readonly number[] }[],
): Codes {
  const { engine } = program;
  const out = program.codes();
  const isShort = ({ outcomes }: (typeof lookups)[number]): boolean =>
    outcomes.length <= SHORT && outcomes.every((entry) => entry <= 0xff);
  const [short, others] = [lookups.filter(isShort), lookups.filter((one) => !isShort(one))];
  const listOf = (some: typeof lookups, Table: typeof Uint8Array | typeof Uint16Array): number =>
    listLookups(
      program,
      some.map(({ codes, outcomes }) => ({ codes, table: Table.from(outcomes) })),
    );
  const [shortList, list] = [listOf(short, Uint8Array), listOf(others, Uint16Array)];
  program.add((rows) => {
    engine.addCodes(out.at, list, others.length, rows);
    engine.addShortCodes(out.at, shortList, short.length, rows);
  });
  return out;
}

/** So many entries are looked up for sixteen rows at once. */
const SHORT = 16;

/** The place of a list of lookups, two addresses for each. */
function listLookups(
  program: Program,
  lookups: readonly { readonly codes: Codes; readonly table: Elements }[],
): number {
  const addresses = lookups.flatMap(({ codes, table }) => [
    (codes === ALWAYS ? program.zeros : codes).at,
    program.table(table),
  ]);
  return program.table(Uint32Array.from(addresses));
}

/** A column of numbers looked up by code. */
export interface Lookup {
  readonly codes: Codes;
  readonly table: Float64Array;
}

/** The sum of looked-up numbers. */
export function addLookups(program: Program, lookups: readonly Lookup[]): Numbers {
  const isFixed = ({ table }: Lookup): boolean => table.every((entry) => Object.is(entry, table[0]));
  const base = lookups.filter(isFixed).reduce((sum, { table }) => sum + (table[0] as number), 0);
  const varying = lookups.filter((one) => !isFixed(one));
  if (varying.length === 0) return program.constant(base);
  const { engine } = program;
  const [out, list] = [program.numbers(), listLookups(program, varying)];
  program.add((rows) => engine.addNumbers(out.at, list, varying.length, base, rows));
  return out;
}

/** The least or the greatest of looked-up numbers, of which there is at least one. */
export function pickLookups(program: Program, pick: 'min' | 'max', lookups: readonly Lookup[]): Numbers {
  const { engine } = program;
  const [out, list] = [program.numbers(), listLookups(program, lookups)];
  program.add((rows) => engine.pickNumbers(out.at, list, lookups.length, Number(pick === 'max'), rows));
  return out;
}

/** Products row by row; an endless number times 0 is NaN. Where `isTested`, rows in which they are not exact are left. */
export function multiplyNumbers(program: Program, a: Numbers, b: Numbers, isTested: boolean): Numbers {
  const [x, y] = [program.constantIn(a), program.constantIn(b)];
  if (x !== undefined && y !== undefined && Math.abs(x * y) <= MOST) return program.constant(x * y);
  if (x === 1) return b;
  if (y === 1) return a;
  const { engine, left } = program;
  const out = program.numbers();
  program.add((rows) => engine.multiply(out.at, a.at, b.at, isTested ? left.at : 0, rows));
  return out;
}

/** a + sign * b, row by row. Where `isTested`, rows in which that is not exact are left. */
export function addNumbers(
  program: Program,
  a: Numbers,
  b: Numbers,
  { sign = 1, isTested = false }: { readonly sign?: 1 | -1; readonly isTested?: boolean } = {},
): Numbers {
  const [x, y] = [program.constantIn(a), program.constantIn(b)];
  if (x !== undefined && y !== undefined && Math.abs(x + sign * y) <= MOST) return program.constant(x + sign * y);
  if (y === 0) return a;
  if (x === 0 && sign === 1) return b;
  const { engine, left } = program;
  const out = program.numbers();
  program.add((rows) => engine.addUp(out.at, a.at, b.at, sign, isTested ? left.at : 0, rows));
  return out;
}

/** A number made of one or two others by a loop of the engine. */
export function applyLoop(
  program: Program,
  loop: 'divide' | 'wholes' | 'commonDivisors' | 'commonMultiples',
  a: Numbers,
  b: Numbers,
): Numbers {
  const { engine } = program;
  const out = program.numbers();
  if (program.constantIn(a) === undefined || program.constantIn(b) === undefined) {
    program.add((rows) => engine[loop](out.at, a.at, b.at, rows));
    return out;
  }
  engine[loop](out.at, a.at, b.at, 1);
  return program.constant(out.values[0] as number);
}

/** A number made of others row by row. Slower than the engine's loops: for what is done seldom. */
export function computeNumbers(
  program: Program,
  compute: (a: number, b: number) => number,
  a: Numbers,
  b: Numbers = a,
): Numbers {
  const [x, y] = [program.constantIn(a), program.constantIn(b)];
  if (x !== undefined && y !== undefined) return program.constant(compute(x, y));
  const out = program.numbers();
  program.add((rows) => {
    const [target, first, second] = [out.values, a.values, b.values];
    for (let i = 0; i < rows; i++) target[i] = compute(first[i] as number, second[i] as number);
  });
  return out;
}

/** The first number where the code has a 1 in the table, else the second. */
export function selectNumbers(
  program: Program,
  codes: Codes,
  isFirst: readonly boolean[],
  yes: Numbers,
  no: Numbers,
): Numbers {
  if (yes === no || isFirst.every((one) => one)) return yes;
  if (isFirst.every((one) => !one)) return no;
  const { engine } = program;
  const [out, table] = [program.numbers(), program.table(Uint8Array.from(isFirst, Number))];
  program.add((rows) => engine.selectNumbers(out.at, codes.at, table, yes.at, no.at, rows));
  return out;
}

/** How a / b compares with c / d: 0 is less, 1 is equal, 2 is more. Rows in which that is not exact are left. */
export function compareQuotients(program: Program, a: Numbers, b: Numbers, c: Numbers, d: Numbers): Codes {
  const { engine, left } = program;
  const out = program.codes();
  program.add((rows) => engine.compare(out.at, a.at, b.at, c.at, d.at, left.at, rows));
  return out;
}

/** How many of ascending bounds a number reaches and how many it exceeds, added up. */
export function countBounds(program: Program, numbers: Numbers, bounds: readonly number[]): Codes {
  const { engine } = program;
  const [out, table] = [program.codes(), program.table(Float64Array.from(bounds))];
  // What is the same in every row needs to be found once only.
  if (program.constantIn(numbers) !== undefined) engine.countBounds(out.at, numbers.at, table, bounds.length, TILE);
  else program.add((rows) => engine.countBounds(out.at, numbers.at, table, bounds.length, rows));
  return out;
}
