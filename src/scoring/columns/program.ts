// A plan as a list of steps over tiles of rows: each step is one loop over typed arrays, and no text of a pack is code.

/** So many rows go through all steps before the next ones, so that what passes between steps stays in the cache. */
export const TILE = 256;

/** Codes of one thing in the rows of a tile, each the place of an outcome in a list. */
export type Codes = Uint16Array;

/** Whole numbers or decimals of one thing in the rows of a tile. */
export type Numbers = Float64Array;

/** The largest number below which doubles hold every whole number. */
export const MOST = Number.MAX_SAFE_INTEGER;

type Step = (rows: number) => void;

/** What is done with a tile, in order. A register is written by one step and read by later ones. */
export interface Program {
  readonly steps: readonly Step[];
  /** By row of the tile, whether it is left to the evaluator. */
  readonly left: Uint8Array;
  add(step: Step): void;
  /** A register that holds one number in every row, always the same for the same number. */
  constant(value: number): Numbers;
  /** The number that such a register holds; undefined for others. */
  constantIn(numbers: Numbers): number | undefined;
  /** Leaves every row to the evaluator. */
  leaveAll(): void;
}

/** An empty program. */
export function createProgram(): Program {
  const steps: Step[] = [];
  const left = new Uint8Array(TILE);
  const constants = new Map<number, Numbers>();
  const known = new Map<Numbers, number>();
  return {
    steps,
    left,
    add: (step) => void steps.push(step),
    constant(value) {
      const register = constants.get(value) ?? new Float64Array(TILE).fill(value);
      constants.set(value, register);
      known.set(register, value);
      return register;
    },
    constantIn: (numbers) => known.get(numbers),
    leaveAll: () => void steps.push((rows) => left.fill(1, 0, rows)),
  };
}

/** The codes of constants: never written. */
export const ZEROS: Codes = new Uint16Array(TILE);

/** Leaves the rows whose code has a 1 in the table. */
export function leaveByCode(program: Program, codes: Codes, table: readonly boolean[]): void {
  if (!table.includes(true)) return;
  const [flags, { left }] = [Uint8Array.from(table, Number), program];
  program.add((rows) => {
    for (let i = 0; i < rows; i++) left[i] = (left[i] as number) | (flags[codes[i] as number] as number);
  });
}

/** Leaves the rows in which a whole number is too large to be exact; one without end is none. */
export function leaveInexact(program: Program, numbers: Numbers): void {
  const { left } = program;
  program.add((rows) => {
    for (let i = 0; i < rows; i++) {
      const size = Math.abs(numbers[i] as number);
      if (!(size <= MOST || size === Number.POSITIVE_INFINITY)) left[i] = 1;
    }
  });
}

/** Codes by codes. */
export function lookUpCodes(program: Program, codes: Codes, table: readonly number[]): Codes {
  const [out, entries] = [new Uint16Array(TILE), Uint16Array.from(table)];
  program.add((rows) => {
    for (let i = 0; i < rows; i++) out[i] = entries[codes[i] as number] as number;
  });
  return out;
}

/** The entry of a table at `offsets[first] + second`; the second code counts only where the first has a factor of 1. */
export function lookUpPair(
  program: Program,
  first: Codes,
  second: Codes,
  { offsets, factors, table }: { offsets: Uint32Array; factors: Uint8Array; table: Uint16Array },
): Codes {
  const out = new Uint16Array(TILE);
  if (factors.every((factor) => factor === 1)) {
    program.add((rows) => {
      for (let i = 0; i < rows; i++) {
        out[i] = table[(offsets[first[i] as number] as number) + (second[i] as number)] as number;
      }
    });
    return out;
  }
  program.add((rows) => {
    for (let i = 0; i < rows; i++) {
      const a = first[i] as number;
      out[i] = table[(offsets[a] as number) + (factors[a] as number) * (second[i] as number)] as number;
    }
  });
  return out;
}

/** A column of numbers looked up by code. */
export interface Lookup {
  readonly codes: Codes;
  readonly table: Float64Array;
}

/** The sum of looked-up numbers. */
export function addLookups(program: Program, lookups: readonly Lookup[]): Numbers {
  const [fixed, varying] = [0, 1].map((kind) =>
    lookups.filter(({ table }) => Number(table.some((entry) => !Object.is(entry, table[0]))) === kind),
  ) as [Lookup[], Lookup[]];
  const base = fixed.reduce((sum, { table }) => sum + (table[0] as number), 0);
  if (varying.length === 0) return program.constant(base);
  const out = new Float64Array(TILE);
  const [first, ...others] = varying as [Lookup, ...Lookup[]];
  program.add((rows) => {
    const { codes, table } = first;
    for (let i = 0; i < rows; i++) out[i] = (table[codes[i] as number] as number) + base;
  });
  let at = 0;
  // Several at a time: what is added up is then read and written less often.
  for (; at + 4 <= others.length; at += 4) addFour(program, out, others.slice(at, at + 4));
  for (const { codes, table } of others.slice(at)) {
    program.add((rows) => {
      for (let i = 0; i < rows; i++) out[i] = (out[i] as number) + (table[codes[i] as number] as number);
    });
  }
  return out;
}

function addFour(program: Program, out: Numbers, lookups: readonly Lookup[]): void {
  const [a, b, c, d] = lookups as [Lookup, Lookup, Lookup, Lookup];
  const [codesA, codesB, codesC, codesD] = [a.codes, b.codes, c.codes, d.codes];
  const [tableA, tableB, tableC, tableD] = [a.table, b.table, c.table, d.table];
  program.add((rows) => {
    for (let i = 0; i < rows; i++) {
      out[i] =
        (out[i] as number) +
        (tableA[codesA[i] as number] as number) +
        (tableB[codesB[i] as number] as number) +
        (tableC[codesC[i] as number] as number) +
        (tableD[codesD[i] as number] as number);
    }
  });
}

/** The least or the greatest of looked-up numbers. */
export function pickLookups(program: Program, pick: 'min' | 'max', lookups: readonly Lookup[]): Numbers {
  const out = new Float64Array(TILE);
  const [first, ...others] = lookups as [Lookup, ...Lookup[]];
  program.add((rows) => {
    for (let i = 0; i < rows; i++) out[i] = first.table[first.codes[i] as number] as number;
  });
  for (const { codes, table } of others) {
    program.add(
      pick === 'min'
        ? (rows) => {
            for (let i = 0; i < rows; i++) {
              const one = table[codes[i] as number] as number;
              if (one < (out[i] as number)) out[i] = one;
            }
          }
        : (rows) => {
            for (let i = 0; i < rows; i++) {
              const one = table[codes[i] as number] as number;
              if (one > (out[i] as number)) out[i] = one;
            }
          },
    );
  }
  return out;
}

/** Products row by row; an endless number times 0 is NaN, which every later test of size notices. */
export function multiplyNumbers(program: Program, a: Numbers, b: Numbers): Numbers {
  const [x, y] = [program.constantIn(a), program.constantIn(b)];
  if (x !== undefined && y !== undefined) return program.constant(x * y);
  if (x === 1) return b;
  if (y === 1) return a;
  const out = new Float64Array(TILE);
  program.add((rows) => {
    for (let i = 0; i < rows; i++) out[i] = (a[i] as number) * (b[i] as number);
  });
  return out;
}

/** a + sign * b, row by row. */
export function addNumbers(program: Program, a: Numbers, b: Numbers, sign: 1 | -1 = 1): Numbers {
  const [x, y] = [program.constantIn(a), program.constantIn(b)];
  if (x !== undefined && y !== undefined) return program.constant(x + sign * y);
  if (y === 0) return a;
  if (x === 0 && sign === 1) return b;
  const out = new Float64Array(TILE);
  program.add((rows) => {
    for (let i = 0; i < rows; i++) out[i] = (a[i] as number) + sign * (b[i] as number);
  });
  return out;
}

/** A number made of others row by row. Slower than the loops above, which are for what is done often. */
export function computeNumbers<N extends readonly Numbers[]>(
  program: Program,
  from: N,
  compute: (...numbers: { [K in keyof N]: number }) => number,
): Numbers {
  const known = from.map((numbers) => program.constantIn(numbers));
  type Values = { [K in keyof N]: number };
  if (known.every((value) => value !== undefined)) return program.constant(compute(...(known as unknown as Values)));
  const out = new Float64Array(TILE);
  const [a, b, c, d] = from as readonly Numbers[] as [
    Numbers,
    Numbers | undefined,
    Numbers | undefined,
    Numbers | undefined,
  ];
  const of = compute as unknown as (a: number, b?: number, c?: number, d?: number) => number;
  program.add((rows) => {
    for (let i = 0; i < rows; i++) out[i] = of(a[i] as number, b?.[i], c?.[i], d?.[i]);
  });
  return out;
}

/** The first number where the code has a 1 in the table, else the second. */
export function selectNumbers(
  program: Program,
  codes: Codes,
  table: readonly boolean[],
  yes: Numbers,
  no: Numbers,
): Numbers {
  if (yes === no || table.every((one) => one)) return yes;
  if (table.every((one) => !one)) return no;
  const [out, flags] = [new Float64Array(TILE), Uint8Array.from(table, Number)];
  program.add((rows) => {
    for (let i = 0; i < rows; i++) out[i] = (flags[codes[i] as number] === 1 ? yes[i] : no[i]) as number;
  });
  return out;
}

/** How one number compares with another: 0 is less, 1 is equal, 2 is more. */
export function compareNumbers(program: Program, a: Numbers, b: Numbers): Codes {
  const out = new Uint16Array(TILE);
  program.add((rows) => {
    for (let i = 0; i < rows; i++) {
      const [x, y] = [a[i] as number, b[i] as number];
      out[i] = x < y ? 0 : x === y ? 1 : 2;
    }
  });
  return out;
}

/** How many of ascending bounds a number reaches and how many it exceeds, added up. */
export function countBounds(program: Program, numbers: Numbers, bounds: readonly number[]): Codes {
  const [out, ascending] = [new Uint16Array(TILE), Float64Array.from(bounds)];
  program.add((rows) => {
    out.fill(0, 0, rows);
    for (let k = 0; k < ascending.length; k++) {
      const bound = ascending[k] as number;
      for (let i = 0; i < rows; i++) {
        const number = numbers[i] as number;
        out[i] = (out[i] as number) + Number(number >= bound) + Number(number > bound);
      }
    }
  });
  return out;
}
