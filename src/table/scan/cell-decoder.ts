// Decodes cells to options, ticks or numbers. The spellings of options are listed in mapping/answer-spellings.ts.
import { createSpellingLookup } from '../../model/index.ts';
import { hasBit } from '../../scoring/index.ts';
import { createChoicesReader, createNumeralReader, createPartReader, toScaledFactor } from '../cell-readers.ts';
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

/**
 * The decoder of a column. The engine itself reads cells whose spelling it has learned; all other cells are read here.
 */
export interface CellColumn {
  /** The address of the column's record in the engine's memory. */
  readonly at: number;
  /** The address of the codes of one-byte cells, if there are any. */
  readonly short?: number;
  /**
   * Reads a trimmed cell that the engine cannot read, stores its value and returns its code. Teaches the engine the
   * spelling if that is possible.
   */
  read(cell: string, row: number, start: number, end: number): number | CellFaultCode;
  /** Returns the option that a part of a cell means; -1 if the whole cell has to be read. */
  readOption?(part: string, start: number, end: number): number;
  /**
   * Copies the answers of a block from the engine's memory, and clears them there. The next call overwrites the copy.
   */
  finish?(rows: number, report: (row: number, code: CellFaultCode, value: string) => void): void;
  /** Returns the rows whose numbers had a unit, of all cells read since the last call. */
  takeMeasured?(): ReadonlySet<number>;
  /** Returns how many numbers with 16 or 17 digits have been read since the last call. */
  takeLong?(): number;
}

/** The data and functions that every column decoder needs. */
export interface CellContext {
  readonly engine: Engine;
  readonly encoding: ScannedEncoding;
  /**
   * Whether the table is an export, in which an apostrophe may protect a cell from becoming a formula; it is then not
   * part of the text.
   */
  readonly isExport: boolean;
  /** Whether days written as serial numbers are counted from 1904. */
  readonly isFrom1904: boolean;
  /** The maximum number of rows in a block. */
  readonly capacity: number;
}

/** Creates the decoder of a column whose codes have one byte. */
export function createCodes(
  { engine }: CellContext,
  values: ReadonlyMap<string, number>,
  addNote?: AddNote,
): CellColumn {
  const lexicon = createLexicon(engine);
  const shortCodes = allocateShortCells(engine);
  const findValue = createValueLookup(values);
  const readOther = createOtherReader(values);
  return {
    at: lexicon.at,
    short: shortCodes,
    read(cell, row, start, end) {
      const code = cell === '' ? UNANSWERED : findValue(cell);
      if (code === undefined) return noteOther(readOther(cell), row, addNote) ?? 'unknown-value';
      lexicon.learn(start, end, code);
      if (end - start === 1) learnShort(engine, shortCodes, start, code);
      return code;
    },
  };
}

/** Stores in a table for all single bytes what the byte at an address means. */
function learnShort(engine: Engine, table: number, address: number, meaning: number): void {
  const [byte] = bytesAt(engine, address, 1);
  bytesAt(engine, table, 256)[byte as number] = meaning;
}

/** Stores the free text beside an option in a row. */
type AddNote = (row: number, text: string) => void;

/**
 * Returns the code of an option with free text and stores the text. The engine does not learn such cells, because they
 * differ from row to row.
 */
function noteOther(
  other: { readonly value: number; readonly note: string } | undefined,
  row: number,
  addNote: AddNote | undefined,
): number | undefined {
  if (other && other.note !== '') addNote?.(row, other.note);
  return other?.value;
}

/** Creates the decoder of a column that must be blank: any other cell is a fault. */
export function createBlanks(context: CellContext, isHeaded: boolean): CellColumn {
  const fault = isHeaded ? 'unused-column' : 'no-heading';
  return { ...createCodes(context, new Map()), read: (cell) => (cell === '' ? UNANSWERED : fault) };
}

/** Creates the decoder of a column of notes, which are not answers. */
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

/** Whether a column has more values than one byte can distinguish. */
export function isWide(use: ColumnBinding): boolean {
  return use.kind === 'code' && [...use.values.values()].some((value) => value > NOT_APPLICABLE + MAX_CODED_VALUES);
}

/** Creates the decoder of a column whose codes have two bytes, such as a column of industries. */
export function createWideCodes(
  { engine, capacity }: CellContext,
  use: CodeBinding,
  addNote?: AddNote,
): CellColumn & { readonly wide: Uint16Array } {
  const lexicon = createLexicon(engine);
  const findValue = createValueLookup(use.values);
  const readOther = createOtherReader(use.values);
  const codesAt = engine.allocate(capacity * 2);
  const address = engine.allocate(8);
  writeWords(engine, address, [lexicon.at, codesAt]);
  const wideCodes = new Uint16Array(capacity);
  const viewCodes = (): Uint16Array => new Uint16Array(engine.memory.buffer, codesAt, capacity);
  return {
    at: address,
    wide: wideCodes,
    read(cell, row, start, end) {
      const codeOfCell = cell === '' ? UNANSWERED : findValue(cell);
      const code = codeOfCell ?? noteOther(readOther(cell), row, addNote);
      if (code === undefined) return 'unknown-value';
      if (codeOfCell !== undefined) lexicon.learn(start, end, code);
      viewCodes()[row] = code;
      return ANSWERED;
    },
    finish(rows) {
      const codes = viewCodes();
      wideCodes.set(codes.subarray(0, rows));
      codes.fill(UNANSWERED);
    },
  };
}

/** Constants of the engine for cells with several options; see engine/scan/cells.ts. */
const [FOUR, MAY_BEGIN_SEPARATOR, STATES, SEPARATOR, FIRST_SPECIAL] = [8, 16, 0x10000, 254, 32];
const MAX_SEPARATOR_BYTES = 8;

/**
 * Creates the decoder of a column with several options per cell. `words` have one bit per option, 32 in each word; they
 * are 0 in rows without an answer.
 */
export function createChoices(
  { engine, encoding, capacity }: CellContext,
  use: ColumnBinding & { readonly kind: 'choices' },
  words: readonly Uint32Array[],
  addNote?: AddNote,
): CellColumn {
  const readCell = createChoicesReader(use);
  const part = createPartReader(use);
  const lexicon = createLexicon(engine);
  const encodedSeparators = part.separators.map((separator) => encode(separator, encoding));
  const separators = encodedSeparators.every(({ length }) => length <= MAX_SEPARATOR_BYTES) ? encodedSeparators : [];
  const stride = capacity * 4;
  const wordsAt = engine.allocate(stride * words.length);
  const address = engine.allocate(32);
  const shortCodes = allocateBytes(engine, createShortPartTable(separators));
  const steps = allocateBytes(engine, createStepTable(encoding, separators));
  const separatorRecords = allocateBytes(engine, Buffer.concat(separators.map(layOutSeparator)));
  writeWords(engine, address, [
    lexicon.at,
    wordsAt,
    words.length,
    stride,
    steps,
    separatorRecords,
    separators.length,
    shortCodes,
  ]);
  const viewWords = (): Uint32Array => new Uint32Array(engine.memory.buffer, wordsAt, capacity * words.length);
  return {
    at: address,
    read(cell, row, start, end) {
      const readResult = cell === '' ? { state: UNANSWERED } : readCell(cell);
      if ('fault' in readResult) return readResult.fault;
      if ('state' in readResult) {
        if (part.read(cell) === undefined) lexicon.learn(start, end, STATES + readResult.state);
        return readResult.state;
      }
      if (readResult.note !== undefined) addNote?.(row, readResult.note);
      const engineWords = viewWords();
      for (const option of readResult.options) {
        const word = (option >> 5) * capacity + row;
        engineWords[word] = (engineWords[word] as number) | (1 << (option & 31));
      }
      return ANSWERED;
    },
    readOption(text, start, end) {
      const option = part.read(text);
      if (option === undefined) return -1;
      lexicon.learn(start, end, option);
      if (end - start === 1 && option < FIRST_SPECIAL) learnShort(engine, shortCodes, start, option);
      return option;
    },
    finish(rows) {
      const engineWords = viewWords();
      for (const [i, word] of words.entries()) word.set(engineWords.subarray(i * capacity, i * capacity + rows));
      engineWords.fill(0);
    },
  };
}

/**
 * Creates the table that says what a single byte in a cell means. Separators are entered, except those with which
 * longer ones begin; options are added as they are learned.
 */
function createShortPartTable(separators: readonly Uint8Array[]): Uint8Array {
  const singleBytes = separators.filter(({ length }) => length === 1).map(([byte]) => byte as number);
  const unambiguous = singleBytes.filter((byte) => separators.filter(([first]) => first === byte).length === 1);
  const meanings = new Uint8Array(256).fill(SEPARATOR + 1);
  for (const byte of unambiguous) meanings[byte] = SEPARATOR;
  return meanings;
}

/** Returns for each first byte of a character its length, and whether a separator may begin with it. */
function createStepTable(encoding: ScannedEncoding, separators: readonly Uint8Array[]): Uint8Array {
  const firsts = new Set(separators.map(([first]) => first));
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    const byteWidth = encoding === 'gb18030' ? (byte > 0x80 ? 2 | FOUR : 1) : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return (byte < 0xc0 && encoding === 'utf-8' ? 1 : byteWidth) | (firsts.has(byte) ? MAY_BEGIN_SEPARATOR : 0);
  });
}

/** Returns the record of a separator as the engine reads it: its bytes, a mask for them, and their number. */
function layOutSeparator(bytes: Uint8Array): Uint8Array {
  const record = Buffer.alloc(32);
  record.set(bytes);
  record.fill(0xff, 8, 8 + bytes.length);
  record[16] = bytes.length;
  return record;
}

/**
 * The codes in a column for one option: 0 blank, then the states, then not ticked and ticked. This is the code of the
 * first state.
 */
const TICK_STATES = 1;
const UNTICKED_CODE = 4;
const TICKED_CODE = 5;

/** Creates the decoder of a column for a single option. */
export function createTicks(
  context: CellContext,
  use: ColumnBinding & { readonly kind: 'tick' },
  addNote?: AddNote,
): CellColumn {
  const ticks = [...use.values].map(([spelling, value]) => [spelling, value ? TICKED_CODE : UNTICKED_CODE] as const);
  const states = [...use.states].map(([spelling, state]) => [spelling, TICK_STATES + state] as const);
  const column = createCodes(context, new Map([...ticks, ...states]), addNote);
  if (!use.takesWords) return column;
  return {
    ...column,
    // In a column that takes words, a text that is not a mark is the free text for "other".
    read(cell, row, start, end) {
      const code = column.read(cell, row, start, end);
      if (code !== 'unknown-value' || !/\p{L}/u.test(cell)) return code;
      addNote?.(row, cell);
      return TICKED_CODE;
    },
  };
}

/** A column for one option of a question, and where its codes begin in `CheckboxAnswer.codes`. */
export interface CheckboxColumn {
  readonly column: number;
  readonly option: number;
  readonly start: number;
  readonly mayBeNone: boolean;
}

/** The answers to a question with one column for each option, and perhaps another column with all options. */
interface CheckboxAnswer {
  readonly ticks: readonly CheckboxColumn[];
  /** The codes of all columns, including those for single options. */
  readonly codes: Uint8Array;
  /**
   * The state in each row; `bits` are the chosen options. Both come from the column with all options at first, and are
   * completed by the ticks.
   */
  readonly state: Uint8Array;
  readonly bits: readonly Uint32Array[];
  readonly faults: CellFault[];
}

/**
 * Combines the columns of a question. Ticked options are chosen; a cell with all options must agree with the ticks.
 * Rows with only blanks are unanswered. If at least one option must be chosen, rows without any ticked option are
 * unanswered as well, because platforms write these for questions that were not asked.
 */
export function joinCheckboxes(rows: number, { ticks, codes, state, bits, faults }: CheckboxAnswer): void {
  // For each row, one bit for each code that occurs in the columns of the question.
  const codesSeen = new Uint8Array(rows);
  const tickedBits = bits.map(() => new Uint32Array(rows));
  for (const { option, start } of ticks) {
    const word = tickedBits[option >> 5] as Uint32Array;
    for (let row = 0; row < rows; row++) {
      const code = codes[start + row] as number;
      codesSeen[row] = (codesSeen[row] as number) | (1 << code);
      // This is 1 only for ticked cells. It avoids a branch, which the processor could not predict.
      word[row] = (word[row] as number) | (((code >> 2) & code) << (option & 31));
    }
  }
  const mayBeNone = ticks.every((tick) => tick.mayBeNone);
  for (let row = 0; row < rows; row++) {
    if (state[row] === ANSWERED) {
      for (const { column, option, start } of ticks) {
        const code = codes[start + row] as number;
        const isChosen = hasBit(bits, option, row);
        // If there is a cell with all options, a blank says nothing, but a mark must agree with it.
        if (code >= UNTICKED_CODE && (code === TICKED_CODE) !== isChosen)
          faults.push({ row, column, code: 'contradiction', value: code === TICKED_CODE ? '1' : '0' });
      }
      continue;
    }
    const highest = 31 - Math.clz32(codesSeen[row] as number);
    if (highest < TICK_STATES || (highest === UNTICKED_CODE && !mayBeNone)) continue;
    for (let i = 0; i < bits.length; i++) (bits[i] as Uint32Array)[row] = tickedBits[i]?.[row] as number;
    state[row] = highest < UNTICKED_CODE ? Math.max(highest - TICK_STATES, state[row] as number) : ANSWERED;
  }
}

/**
 * The maximum number of digits in decimals that are kept exactly, as people write them, and in doubles that programs
 * write.
 */
const MAX_DIGITS = { exact: 15, full: 17 };
/** A sign that no byte equals. The engine then reads only whole numbers and passes on all others. */
const NO_SIGN = 0x100;
/** An exponent for which there is no exact power of ten. The engine then passes on all numbers. */
const NO_POWER = 1000;

/**
 * Creates the decoder of a column of numbers; rows without an answer have 0. The engine itself reads numbers that
 * consist of digits and a decimal sign.
 */
export function createNumbers(
  { engine, capacity }: CellContext,
  use: NumberBinding,
): CellColumn & { readonly values: Float64Array } {
  let longCount = 0;
  const isShare = use.units.has('%');
  let measuredUnits = new Set<number>();
  const values = new Float64Array(capacity);
  const valuesAt = engine.allocate(capacity * 8);
  const address = engine.allocate(20);
  // Words for states that are numbers must be looked up first; most have a minus, such as -3 for "skipped".
  const numerals = [...use.states.keys()].filter((word) => Number.isFinite(Number(word)));
  const areAllNegative = numerals.every((word) => word.startsWith('-'));
  const exponent = (areAllNegative ? toScaledFactor(use.factor).exponent : null) ?? NO_POWER;
  const maxDigits = use.isFull ? MAX_DIGITS.full : MAX_DIGITS.exact;
  writeWords(engine, address, [
    valuesAt,
    use.decimal?.charCodeAt(0) ?? NO_SIGN,
    exponent,
    maxDigits,
    Number(numerals.length > 0),
  ]);
  const readNumeral = createNumeralReader(use);
  const findState = createSpellingLookup<number>(use.states);
  const viewValues = (): Float64Array => new Float64Array(engine.memory.buffer, valuesAt, capacity);
  return {
    at: address,
    values,
    read(cell, row) {
      const state = cell === '' ? UNANSWERED : findState(cell);
      if (state !== undefined) return state;
      const number = readNumeral(cell);
      if ('fault' in number) return number.fault;
      if (number.isLong) longCount++;
      if (isShare && number.isMeasured) measuredUnits.add(row);
      viewValues()[row] = number.value;
      return ANSWERED;
    },
    takeLong() {
      const count = longCount;
      longCount = 0;
      return count;
    },
    takeMeasured() {
      const takenUnits = measuredUnits;
      measuredUnits = new Set();
      return takenUnits;
    },
    finish(rows, report) {
      const engineValues = viewValues();
      values.set(engineValues.subarray(0, rows));
      engineValues.fill(0);
      if (!use.unclear) return;
      const { from, to } = use.unclear;
      for (let row = 0; row < rows; row++) {
        const bareNumber = (values[row] as number) / use.factor;
        if (bareNumber > from && bareNumber < to && !measuredUnits.has(row))
          report(row, 'unclear-share', String(bareNumber));
      }
    },
  };
}
