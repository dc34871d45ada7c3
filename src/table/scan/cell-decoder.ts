// Where a cell becomes an option, several options, a checkbox or a number. What an option may be written as: mapping/answer-spellings.ts.
import { createSpellingLookup } from '../../model/index.ts';
import {
  createChoicesReader,
  createNumeralReader,
  type NumeralReader,
  type ReadChoices,
  readFactor,
} from '../cell-readers.ts';
import { writeWords } from '../engine-memory.ts';
import {
  ANSWERED,
  type CellFault,
  type CellFaultCode,
  type ColumnBinding,
  MOST_VALUES,
  NOT_APPLICABLE,
  type NumberBinding,
} from '../row-block.ts';
import { encode, type ScannedEncoding } from '../text-encoding.ts';
import { createLexicon, createShortCells, type Engine, type Lexicon } from './scan-engine.ts';

/** What the cells of a column mean: by their bytes, and by their text where the bytes are not known. */
export interface CellDecoder {
  readonly lexicon: Lexicon;
  /** Where the codes of cells of one byte stand in the engine's memory. */
  readonly short: number;
  readonly find: (text: string) => number | undefined;
}

/** Settles what cells of each column of codes mean in the encoding; columns with the same spellings share a meaning. */
export function createCellDecoders(
  engine: Engine,
  uses: readonly ColumnBinding[],
  encoding: ScannedEncoding,
  delimiter: number,
): readonly (CellDecoder | undefined)[] {
  const byKey = new Map<string, CellDecoder>();
  return uses.map((use) => {
    const values = spellingsOf(use);
    if (!values) return undefined;
    const key = JSON.stringify([...values]);
    const known = byKey.get(key) ?? createCellDecoder(engine, values, encoding, delimiter);
    byKey.set(key, known);
    return known;
  });
}

function createCellDecoder(
  engine: Engine,
  values: ReadonlyMap<string, number>,
  encoding: ScannedEncoding,
  delimiter: number,
): CellDecoder {
  const spelled = [...values].map(([spelling, value]) => [encode(spelling, encoding), value] as const);
  const short = createShortCells(engine, delimiter);
  return { lexicon: createLexicon(engine, spelled, short.see), short: short.at, find: createSpellingLookup(values) };
}

/** Whether a column has more values than a byte can tell apart. */
export function isWide(use: ColumnBinding): boolean {
  return use.kind === 'code' && [...use.values.values()].some((value) => value > NOT_APPLICABLE + MOST_VALUES);
}

function spellingsOf(use: ColumnBinding): ReadonlyMap<string, number> | undefined {
  if (use.kind === 'tick') {
    const ticks = [...use.values].map(([spelling, value]) => [spelling, value ? BOX_CHECKED : BOX_UNCHECKED] as const);
    const states = [...use.states].map(([spelling, state]) => [spelling, CHECKBOX_STATES + state] as const);
    return new Map([...ticks, ...states]);
  }
  return use.kind === 'code' && !isWide(use) ? use.values : undefined;
}

type Combination = Exclude<ReadChoices, { readonly fault: CellFaultCode }>;

/** The cells of one column that hold several options each. The engine knows whole cells again by their bytes. */
interface Combinations {
  /** Its place in the engine's memory. */
  readonly at: number;
  /** The number of what a cell says that the engine does not know; the fault where it says nothing. */
  read(text: string, start: number, end: number): number | CellFaultCode;
  /** Writes options, and states of rows whose cells are marked as answered. Begins anew. */
  finish(rows: number, state: Uint8Array, bits: readonly Uint32Array[]): void;
}

/** An empty column of cells with several options, for so many rows. */
export function createCombinations(
  engine: Engine,
  use: ColumnBinding & { readonly kind: 'choices' },
  capacity: number,
): Combinations {
  const read = createChoicesReader(use);
  const lexicon = createLexicon(engine);
  const known: Combination[] = [];
  let others: Combination[] = [];
  const numbers = engine.allocate(capacity * 4);
  const at = engine.allocate(8);
  writeWords(engine, at, [lexicon.at, numbers]);
  return {
    at,
    read(text, start, end) {
      const cell = text.trim();
      const meant: ReadChoices = cell === '' ? { state: 0 } : read(cell);
      if ('fault' in meant) return meant.fault;
      // What is not learned is known up to the end of the block, by a number below 0.
      return lexicon.learn(start, end, known.length) ? known.push(meant) - 1 : -others.push(meant);
    },
    finish(rows, state, bits) {
      const said = new Int32Array(engine.memory.buffer, numbers, rows);
      for (let row = 0; row < rows; row++) {
        if (state[row] !== ANSWERED) continue;
        const number = said[row] as number;
        const meant = (number < 0 ? others[-number - 1] : known[number]) as Combination;
        state[row] = 'state' in meant ? meant.state : ANSWERED;
        if ('state' in meant) continue;
        for (const option of meant.options) {
          const word = bits[option >> 5] as Uint32Array;
          word[row] = ((word[row] as number) | (1 << (option & 31))) >>> 0;
        }
      }
      others = [];
    },
  };
}

/** Codes of a column for one option. A blank says nothing; above `BOX_CHECKED` stand the states. */
const BOX_UNCHECKED = 1;
const BOX_CHECKED = 2;
const CHECKBOX_STATES = 3;

/** A column for one option of a question, with where its codes begin. */
export interface CheckboxColumn {
  readonly column: number;
  readonly option: number;
  readonly start: number;
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

/** Joins the columns row by row: ticked options are chosen, blanks only are no answer, and both layouts must agree. */
export function joinCheckboxes(rows: number, ticked: CheckboxAnswer): void {
  for (let row = 0; row < rows; row++) joinRow(row, ticked);
}

function joinRow(row: number, { ticks, codes, state, bits, faults }: CheckboxAnswer): void {
  const known = state[row] === ANSWERED;
  let [said, ticked] = [0, false];
  for (const { start } of ticks) {
    const code = codes[start + row] as number;
    if (code >= CHECKBOX_STATES) said = Math.max(said, code - CHECKBOX_STATES);
    else if (code > 0) ticked = true;
  }
  if (!ticked) {
    if (!known) state[row] = Math.max(said, state[row] as number);
    return;
  }
  for (const { column, option, start } of ticks) {
    const [word, bit] = [bits[option >> 5] as Uint32Array, 1 << (option & 31)];
    const code = codes[start + row];
    const isChosen = ((word[row] as number) & bit) !== 0;
    // Beside a cell for all a blank says nothing; a mark must agree.
    if (known && ((code === BOX_CHECKED && !isChosen) || (code === BOX_UNCHECKED && isChosen))) {
      faults.push({ row, column, code: 'contradiction', value: code === BOX_CHECKED ? '1' : '0' });
    }
    if (!known && code === BOX_CHECKED) word[row] = ((word[row] as number) | bit) >>> 0;
  }
  state[row] = ANSWERED;
}

/** The numbers of one column. The engine reads those of digits and a decimal sign itself. */
export interface Numbers {
  /** Its place in the engine's memory. */
  readonly at: number;
  /** By row, where it is answered. */
  readonly values: Float64Array;
  readonly read: NumeralReader;
  readonly findState: (text: string) => number | undefined;
  /** Keeps a number that was read. */
  put(row: number, value: number): void;
  /** Takes over the numbers of so many rows; they stay as they are until then. */
  finish(rows: number): void;
}

/** The most digits of numbers that people write, which are exact decimals, and of those that programs write. */
const MOST_DIGITS = { exact: 15, full: 17 };
/** A sign that no byte is: the engine leaves all but whole numbers to the reader. */
const NO_SIGN = 0x100;
/** An exponent that no power of ten has: the engine leaves numbers to the reader. */
const NO_POWER = 1000;

/** An empty column of numbers, for so many rows. */
export function createNumbers(engine: Engine, use: NumberBinding, capacity: number): Numbers {
  const values = new Float64Array(capacity);
  const place = engine.allocate(capacity * 8);
  const at = engine.allocate(16);
  const exponent = readFactor(use.factor).exponent ?? NO_POWER;
  const most = use.isFull ? MOST_DIGITS.full : MOST_DIGITS.exact;
  writeWords(engine, at, [place, use.decimal?.charCodeAt(0) ?? NO_SIGN, exponent, most]);
  return {
    at,
    values,
    read: createNumeralReader(use),
    findState: createSpellingLookup<number>(use.states),
    put(row, value) {
      new Float64Array(engine.memory.buffer, place, capacity)[row] = value;
    },
    finish(rows) {
      values.set(new Float64Array(engine.memory.buffer, place, rows));
    },
  };
}
