// Where a cell becomes an option, several options, a checkbox or a number. What an option may be written as: mapping/answer-spellings.ts.
import { createSpellingLookup } from '../../model/index.ts';
import { hasBit } from '../../scoring/index.ts';
import { createChoicesReader, createNumeralReader, createPartReader, readFactor } from '../cell-readers.ts';
import { allocateBytes, bytesAt, writeWords } from '../engine-memory.ts';
import { createValueLookup } from '../marked-text.ts';
import { createOtherReader } from '../other-option.ts';
import {
  ANSWERED,
  type CellFault,
  type CellFaultCode,
  type ColumnBinding,
  MAX_CODED_VALUES,
  NOT_APPLICABLE,
  type NumberBinding,
  UNANSWERED,
} from '../row-block.ts';
import { encode, type ScannedEncoding } from '../text-encoding.ts';
import { allocateShortCells, createLexicon, type Engine } from './scan-engine.ts';

/** A column's cells: those the engine knows what to do with, and all others. */
export interface CellColumn {
  /** What belongs to the column in the engine's memory. */
  readonly at: number;
  /** Where the codes of cells of one byte stand there, if any are known. */
  readonly short?: number;
  /** The code of a cell that the engine cannot read, by its text without blanks at the ends; it is kept, and what is learned with it. */
  read(cell: string, row: number, start: number, end: number): number | CellFaultCode;
  /** The option that part of a cell means; -1 where it takes the whole cell. */
  readOption?(part: string, start: number, end: number): number;
  /** Takes over what so many rows say; it stays as it is until then. Begins anew. */
  finish?(rows: number, complain: (row: number, code: CellFaultCode, value: string) => void): void;
  /** The rows whose numbers carried a unit since it was last asked. */
  takeMeasured?(): ReadonlySet<number>;
  /** How many numbers of 16 or 17 digits were read since it was last asked. */
  takeLong?(): number;
}

/** What is to be known to read any column. */
export interface CellContext {
  readonly engine: Engine;
  readonly encoding: ScannedEncoding;
  /** Whether an apostrophe that keeps a cell from being a formula is no part of it. */
  readonly isExport: boolean;
  /** The most rows of a block. */
  readonly capacity: number;
}

/** A column of codes of a byte. */
export function createCodes(
  { engine }: CellContext,
  values: ReadonlyMap<string, number>,
  addNote?: AddNote,
): CellColumn {
  const lexicon = createLexicon(engine);
  const short = allocateShortCells(engine);
  const find = createValueLookup(values);
  const readOther = createOtherReader(values);
  return {
    at: lexicon.at,
    short,
    read(cell, row, start, end) {
      const code = cell === '' ? UNANSWERED : find(cell);
      if (code === undefined) return noteOther(readOther(cell), row, addNote) ?? 'unknown-value';
      lexicon.learn(start, end, code);
      if (end - start === 1) learnShort(engine, short, start, code);
      return code;
    },
  };
}

/** Remembers what the byte there means, in a table of all bytes. */
function learnShort(engine: Engine, table: number, at: number, meaning: number): void {
  const [byte] = bytesAt(engine, at, 1);
  bytesAt(engine, table, 256)[byte as number] = meaning;
}

/** Keeps the words beside an option in a row. */
type AddNote = (row: number, text: string) => void;

/** The code of an option with words beside it, which are kept and never learned: they differ from row to row. */
function noteOther(
  other: { readonly value: number; readonly note: string } | undefined,
  row: number,
  addNote: AddNote | undefined,
): number | undefined {
  if (other && other.note !== '') addNote?.(row, other.note);
  return other?.value;
}

/** A column in which nothing may stand. */
export function createBlanks(context: CellContext, isHeaded: boolean): CellColumn {
  const fault = isHeaded ? 'unused-column' : 'no-heading';
  return { ...createCodes(context, new Map()), read: (cell) => (cell === '' ? UNANSWERED : fault) };
}

/** A column of notes, which answers nothing. */
export function createNotes(context: CellContext, addNote: AddNote): CellColumn {
  return {
    ...createCodes(context, new Map()),
    read(cell, row) {
      if (cell !== '') addNote(row, cell);
      return UNANSWERED;
    },
  };
}

type CodeBinding = ColumnBinding & { readonly kind: 'code' };

/** Whether a column has more values than a byte can tell apart. */
export function isWide(use: ColumnBinding): boolean {
  return use.kind === 'code' && [...use.values.values()].some((value) => value > NOT_APPLICABLE + MAX_CODED_VALUES);
}

/** A column of codes of two bytes, such as industries. */
export function createWideCodes(
  { engine, capacity }: CellContext,
  use: CodeBinding,
  addNote?: AddNote,
): CellColumn & { readonly wide: Uint16Array } {
  const lexicon = createLexicon(engine);
  const find = createValueLookup(use.values);
  const readOther = createOtherReader(use.values);
  const place = engine.allocate(capacity * 2);
  const at = engine.allocate(8);
  writeWords(engine, at, [lexicon.at, place]);
  const wide = new Uint16Array(capacity);
  const codesNow = (): Uint16Array => new Uint16Array(engine.memory.buffer, place, capacity);
  return {
    at,
    wide,
    read(cell, row, start, end) {
      const known = cell === '' ? UNANSWERED : find(cell);
      const code = known ?? noteOther(readOther(cell), row, addNote);
      if (code === undefined) return 'unknown-value';
      if (known !== undefined) lexicon.learn(start, end, code);
      codesNow()[row] = code;
      return ANSWERED;
    },
    finish(rows) {
      const codes = codesNow();
      wide.set(codes.subarray(0, rows));
      codes.fill(UNANSWERED);
    },
  };
}

/** How the engine goes through cells with several options; see engine/scan/cells.ts. */
const [FOUR, MAY_PART, STATES, SEPARATES, FEWEST_OTHERS] = [8, 16, 0x10000, 254, 32];
const LONGEST_SEPARATOR = 8;

/** A column of several options in a cell. Words of 32 of them are `words`; those of rows that are not answered are 0. */
export function createChoices(
  { engine, encoding, capacity }: CellContext,
  use: ColumnBinding & { readonly kind: 'choices' },
  words: readonly Uint32Array[],
  addNote?: AddNote,
): CellColumn {
  const readCell = createChoicesReader(use);
  const part = createPartReader(use);
  const lexicon = createLexicon(engine);
  const encoded = part.separators.map((separator) => encode(separator, encoding));
  const separators = encoded.every(({ length }) => length <= LONGEST_SEPARATOR) ? encoded : [];
  const stride = capacity * 4;
  const place = engine.allocate(stride * words.length);
  const at = engine.allocate(32);
  const short = allocateBytes(engine, shortPartsOf(separators));
  const steps = allocateBytes(engine, stepsOf(encoding, separators));
  const listed = allocateBytes(engine, Buffer.concat(separators.map(layOutSeparator)));
  writeWords(engine, at, [lexicon.at, place, words.length, stride, steps, listed, separators.length, short]);
  const wordsNow = (): Uint32Array => new Uint32Array(engine.memory.buffer, place, capacity * words.length);
  return {
    at,
    read(cell, row, start, end) {
      const meant = cell === '' ? { state: UNANSWERED } : readCell(cell);
      if ('fault' in meant) return meant.fault;
      if ('state' in meant) {
        if (part.read(cell) === undefined) lexicon.learn(start, end, STATES + meant.state);
        return meant.state;
      }
      if (meant.note !== undefined) addNote?.(row, meant.note);
      const now = wordsNow();
      for (const option of meant.options) {
        const word = (option >> 5) * capacity + row;
        now[word] = (now[word] as number) | (1 << (option & 31));
      }
      return ANSWERED;
    },
    readOption(text, start, end) {
      const option = part.read(text);
      if (option === undefined) return -1;
      lexicon.learn(start, end, option);
      if (end - start === 1 && option < FEWEST_OTHERS) learnShort(engine, short, start, option);
      return option;
    },
    finish(rows) {
      const now = wordsNow();
      for (const [i, word] of words.entries()) word.set(now.subarray(i * capacity, i * capacity + rows));
      now.fill(0);
    },
  };
}

/** What single bytes mean in a cell: which of them separate options and begin no longer separator. Options are learned. */
function shortPartsOf(separators: readonly Uint8Array[]): Uint8Array {
  const single = separators.filter(({ length }) => length === 1).map(([byte]) => byte as number);
  const known = single.filter((byte) => separators.filter(([first]) => first === byte).length === 1);
  const meanings = new Uint8Array(256).fill(SEPARATES + 1);
  for (const byte of known) meanings[byte] = SEPARATES;
  return meanings;
}

/** How long characters are, by their first byte, and whether a separator may begin there. */
function stepsOf(encoding: ScannedEncoding, separators: readonly Uint8Array[]): Uint8Array {
  const firsts = new Set(separators.map(([first]) => first));
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    const wide = encoding === 'gb18030' ? (byte > 0x80 ? 2 | FOUR : 1) : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return (byte < 0xc0 && encoding === 'utf-8' ? 1 : wide) | (firsts.has(byte) ? MAY_PART : 0);
  });
}

/** The bytes of a separator, a mask for them, how many they are. */
function layOutSeparator(bytes: Uint8Array): Uint8Array {
  const record = Buffer.alloc(32);
  record.set(bytes);
  record.fill(0xff, 8, 8 + bytes.length);
  record[16] = bytes.length;
  return record;
}

/** Codes of a column for one option: blank, then states, then whether it is chosen. */
const TICK_STATES = 1;
const UNTICKED = 4;
const TICKED = 5;

/** A column for one option. */
export function createTicks(
  context: CellContext,
  use: ColumnBinding & { readonly kind: 'tick' },
  addNote?: AddNote,
): CellColumn {
  const ticks = [...use.values].map(([spelling, value]) => [spelling, value ? TICKED : UNTICKED] as const);
  const states = [...use.states].map(([spelling, state]) => [spelling, TICK_STATES + state] as const);
  const column = createCodes(context, new Map([...ticks, ...states]), addNote);
  if (!use.takesWords) return column;
  return {
    ...column,
    // What is no mark is what was written there.
    read(cell, row, start, end) {
      const code = column.read(cell, row, start, end);
      if (code !== 'unknown-value' || !/\p{L}/u.test(cell)) return code;
      addNote?.(row, cell);
      return TICKED;
    },
  };
}

/** A column for one option of a question, with where its codes begin. */
export interface CheckboxColumn {
  readonly column: number;
  readonly option: number;
  readonly start: number;
  readonly mayBeNone: boolean;
}

/** The answer to a question with a column for each option, and perhaps one for all of them besides. */
interface CheckboxAnswer {
  readonly ticks: readonly CheckboxColumn[];
  /** Codes of all columns, among them the ticks. */
  readonly codes: Uint8Array;
  /** State and options of the question: what the one cell for all said, then what the ticks add. */
  readonly state: Uint8Array;
  readonly bits: readonly Uint32Array[];
  readonly faults: CellFault[];
}

/**
 * Joins the columns: ticked options are chosen, both layouts must agree, and blanks only are no answer. Nor is it one that
 * nothing is ticked, where an option has to be chosen: platforms write so of questions that nobody was asked.
 */
export function joinCheckboxes(rows: number, { ticks, codes, state, bits, faults }: CheckboxAnswer): void {
  // By row, a bit for each code that its columns have.
  const seen = new Uint8Array(rows);
  const ticked = bits.map(() => new Uint32Array(rows));
  for (const { option, start } of ticks) {
    const word = ticked[option >> 5] as Uint32Array;
    for (let row = 0; row < rows; row++) {
      const code = codes[start + row] as number;
      seen[row] = (seen[row] as number) | (1 << code);
      // 1 for what is ticked only, without a branch: nobody can foresee that.
      word[row] = (word[row] as number) | (((code >> 2) & code) << (option & 31));
    }
  }
  const mayBeNone = ticks.every((tick) => tick.mayBeNone);
  for (let row = 0; row < rows; row++) {
    if (state[row] === ANSWERED) {
      for (const { column, option, start } of ticks) {
        const code = codes[start + row] as number;
        const isChosen = hasBit(bits, option, row);
        // Beside a cell for all a blank says nothing; a mark must agree.
        if (code >= UNTICKED && (code === TICKED) !== isChosen)
          faults.push({ row, column, code: 'contradiction', value: code === TICKED ? '1' : '0' });
      }
      continue;
    }
    const said = 31 - Math.clz32(seen[row] as number);
    if (said < TICK_STATES || (said === UNTICKED && !mayBeNone)) continue;
    for (let i = 0; i < bits.length; i++) (bits[i] as Uint32Array)[row] = ticked[i]?.[row] as number;
    state[row] = said < UNTICKED ? Math.max(said - TICK_STATES, state[row] as number) : ANSWERED;
  }
}

/** The most digits of numbers that people write, which are exact decimals, and of those that programs write. */
const MOST_DIGITS = { exact: 15, full: 17 };
/** A sign that no byte is: the engine leaves all but whole numbers to the reader. */
const NO_SIGN = 0x100;
/** An exponent that no power of ten has: the engine leaves numbers to the reader. */
const NO_POWER = 1000;

/** A column of numbers, 0 where not answered. The engine reads those of digits and a decimal sign itself. */
export function createNumbers(
  { engine, capacity }: CellContext,
  use: NumberBinding,
): CellColumn & { readonly values: Float64Array } {
  let long = 0;
  const isShare = use.units.has('%');
  let measured = new Set<number>();
  const values = new Float64Array(capacity);
  const place = engine.allocate(capacity * 8);
  const at = engine.allocate(20);
  // A state that is written as a number has to be looked for first; most that are have a minus, such as -3 for what was skipped.
  const numerals = [...use.states.keys()].filter((word) => Number.isFinite(Number(word)));
  const isPlain = numerals.every((word) => word.startsWith('-'));
  const exponent = (isPlain ? readFactor(use.factor).exponent : null) ?? NO_POWER;
  const most = use.isFull ? MOST_DIGITS.full : MOST_DIGITS.exact;
  writeWords(engine, at, [place, use.decimal?.charCodeAt(0) ?? NO_SIGN, exponent, most, Number(numerals.length > 0)]);
  const read = createNumeralReader(use);
  const findState = createSpellingLookup<number>(use.states);
  const valuesNow = (): Float64Array => new Float64Array(engine.memory.buffer, place, capacity);
  return {
    at,
    values,
    read(cell, row) {
      const state = cell === '' ? UNANSWERED : findState(cell);
      if (state !== undefined) return state;
      const number = read(cell);
      if ('fault' in number) return number.fault;
      if (number.isLong) long++;
      if (isShare && number.isMeasured) measured.add(row);
      valuesNow()[row] = number.value;
      return ANSWERED;
    },
    takeLong() {
      const count = long;
      long = 0;
      return count;
    },
    takeMeasured() {
      const taken = measured;
      measured = new Set();
      return taken;
    },
    finish(rows, complain) {
      const now = valuesNow();
      values.set(now.subarray(0, rows));
      now.fill(0);
      if (!use.unclear) return;
      const { from, to } = use.unclear;
      for (let row = 0; row < rows; row++) {
        const bare = (values[row] as number) / use.factor;
        if (bare > from && bare < to && !measured.has(row)) complain(row, 'unclear-share', String(bare));
      }
    },
  };
}
