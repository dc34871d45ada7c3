import type { TallyList } from './kernel-columns.ts';

/**
 * `settled` is the fast form for rows in which nothing that counts is open: every number is one, every condition decided.
 * `open` keeps a lowest and a highest.
 */
export type Mode = 'settled' | 'open';

/**
 * Writes the source of one function. What comes from a pack enters it as numbers only: as integers in the text, and in
 * two tables that the text reads by position.
 */
export interface Writer {
  readonly mode: Mode;
  readonly lines: readonly string[];
  /** Numbers of the table `F`, doubles. */
  readonly floats: readonly number[];
  /** Numbers of the table `I`, 32 bits. */
  readonly ints: readonly number[];
  line(text: string): void;
  /** A variable that holds an expression. */
  hold(expression: string): string;
  /** A variable that is written later. */
  declare(): string;
  /** By quotient in lowest terms, the one it was made from: as good where only the quotient counts, and had for nothing. */
  readonly unreduced: Map<string, Quotient>;
  /** The expression that reads a table of doubles at an index. */
  float(values: readonly number[], index: string): string;
  int(values: readonly number[], index: string): string;
  /** Parts of a sum; in the settled form looked-up numbers are tallied for many rows at a time, and one part replaces them. */
  tallied(parts: readonly string[]): readonly string[];
  /** Says that an expression is the code in a column that the program reads. */
  seeCode(expression: string, column: number): void;
  /** Leaves the row to the form with bounds; there, to the evaluator. */
  leaveIf(condition: string): void;
  /** Leaves the row to the evaluator. */
  giveUpIf(condition: string): void;
  /**
   * Writes what counts only sometimes: instead of leaving a row at once it notes in a variable, which is given, that the
   * row would have to be left. In the open form nothing is put off.
   */
  putOff(write: () => void): string;
}

/** A quotient of two whole numbers of the text, and how large they can be. */
export interface Quotient {
  readonly n: string;
  readonly d: string;
  readonly mostN: number;
  readonly mostD: number;
}

/** What the text does with a row it leaves: to the open form, and to the evaluator. */
const LEAVE = { open: '{ L[left++] = r; continue; }', evaluator: '{ G[given++] = r; continue; }' };

/** An empty text. */
export function createWriter(mode: Mode, tallies: TallyList | null): Writer {
  const lines: string[] = [];
  const floats: number[] = [];
  const ints: number[] = [];
  const places = new Map<string, number>();
  /** Expressions and variables that are the code in a column. */
  const codes = new Map<string, number>();
  let count = 0;

  function placeOf(table: number[], kind: string, values: readonly number[]): number {
    const key = `${kind}${values.map((value) => (Object.is(value, -0) ? 0 : value)).join()}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    const place = table.length;
    for (const value of values) table.push(value);
    places.set(key, place);
    return place;
  }

  const readAt = (table: string, place: number, values: readonly number[], index: string): string => {
    const read = place === 0 ? `${table}[${index}]` : `${table}[${index} + ${place}]`;
    const column = codes.get(index);
    if (column !== undefined) tallies?.see(read, { column, values });
    return read;
  };
  let noted: string | undefined;
  const leave = (condition: string, action: string): void => {
    if (condition !== 'false') lines.push(condition === 'true' ? `if (true) ${action}` : `if (${condition}) ${action}`);
  };

  const writer: Writer = {
    mode,
    lines,
    floats,
    ints,
    unreduced: new Map(),
    line: (text) => void lines.push(text),
    hold(expression) {
      if (/^(\w+|\(-\d+\))$/.test(expression)) return expression;
      const name = `v${count++}`;
      lines.push(`const ${name} = ${expression};`);
      const column = codes.get(expression);
      if (column !== undefined) codes.set(name, column);
      return name;
    },
    declare() {
      const name = `v${count++}`;
      lines.push(`let ${name};`);
      return name;
    },
    float: (values, index) => readAt('F', placeOf(floats, 'f', values), values, index),
    int: (values, index) => readAt('I', placeOf(ints, 'i', values), values, index),
    tallied: (parts) => tallies?.take(parts) ?? parts,
    seeCode: (expression, column) => void codes.set(expression, column),
    leaveIf(condition) {
      if (noted === undefined) leave(condition, mode === 'settled' ? LEAVE.open : LEAVE.evaluator);
      else if (condition !== 'false') lines.push(`if (${condition}) ${noted} = true;`);
    },
    giveUpIf: (condition) => leave(condition, LEAVE.evaluator),
    putOff(write) {
      if (mode === 'open') {
        write();
        return 'false';
      }
      const note = writer.declare();
      writer.line(`${note} = false;`);
      noted = note;
      write();
      noted = undefined;
      return note;
    },
  };
  return writer;
}

/** The sum of expressions, a few to a statement; null without any. */
export function addInLines(parts: readonly string[], writer: Writer): string | null {
  const few = writer.tallied(parts);
  let sum: string | null = null;
  for (let i = 0; i < few.length; i += MOST_IN_LINE) {
    sum = writer.hold([...(sum === null ? [] : [sum]), ...few.slice(i, i + MOST_IN_LINE)].join(' + '));
  }
  return sum;
}

const MOST_IN_LINE = 16;

/** A number as source text. */
export function literal(value: number | bigint): string {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new RangeError(`no number to write: ${value}`);
  return number < 0 ? `(${number})` : `${number + 0}`;
}

/** Conjunction, disjunction and negation of expressions, `true` and `false` worked out. */
export function and(...parts: readonly string[]): string {
  const open = [...new Set(parts)].filter((part) => part !== 'true');
  if (open.includes('false')) return 'false';
  return open.length === 0 ? 'true' : open.length === 1 ? (open[0] as string) : `(${open.join(' && ')})`;
}

export function or(...parts: readonly string[]): string {
  const open = [...new Set(parts)].filter((part) => part !== 'false');
  if (open.includes('true')) return 'true';
  return open.length === 0 ? 'false' : open.length === 1 ? (open[0] as string) : `(${open.join(' || ')})`;
}

export function not(part: string): string {
  if (part === 'true') return 'false';
  return part === 'false' ? 'true' : `!(${part})`;
}

/** One of two expressions. */
export function either(condition: string, yes: string, no: string): string {
  if (condition === 'true' || yes === no) return yes;
  return condition === 'false' ? no : `(${condition} ? ${yes} : ${no})`;
}

/** Whether a condition can hold, and whether it can fail, as expressions; in the settled form one is the other's opposite. */
export interface Truths {
  readonly holds: string;
  readonly fails: string;
}

export const ALWAYS: Truths = { holds: 'true', fails: 'false' };
export const NEVER: Truths = { holds: 'false', fails: 'true' };

/** A truth in a table: 1 it can hold, 2 it can fail. */
export const BITS = { holds: 1, fails: 2, undecided: 3 } as const;

/** All of some conditions. */
export function allOf(parts: readonly Truths[]): Truths {
  return { holds: and(...parts.map(({ holds }) => holds)), fails: or(...parts.map(({ fails }) => fails)) };
}

/** Any of some conditions. */
export function anyOf(parts: readonly Truths[]): Truths {
  return opposite(allOf(parts.map(opposite)));
}

/** The opposite of a condition. */
export function opposite({ holds, fails }: Truths): Truths {
  return { holds: fails, fails: holds };
}
