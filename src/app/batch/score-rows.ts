// Scores blocks of rows, and collects the reasons why rows have no result.
import type { Messages } from '../../i18n/index.ts';
import { foldKey, hashKey, itemAt } from '../../model/index.ts';
import { rejectInWords } from '../../report/index.ts';
import {
  createKernel,
  findOddFiguresOfRow,
  findOtherCurrency,
  hasBit,
  type Kernel,
  type KernelResult,
  type OddFigure,
  type Plan,
  type ScoreColumn,
} from '../../scoring/index.ts';
import {
  ANSWERED,
  addText,
  type ByteBuffer,
  type ColumnBinding,
  type ColumnCells,
  createColumnEngine,
  createResultWriter,
  formatCsvCell,
  isKeyFact,
  type OddRow,
  type ResultExtras,
  type RowBlock,
  writeReject,
} from '../../table/index.ts';
import { createCellChecks, createMissingCheck, type RowError } from './check-cells.ts';
import { type Gate, markRows, type WatchedScore } from './score-gates.ts';

/** Rules about the whole row, not about a single cell. */
const WHOLE_ROW_RULES: ReadonlySet<RowError['rule']> = new Set([
  'row-length',
  'not-object',
  'member-twice',
  'open-quote',
  'rows-in-quotes',
  'other-headings',
  'merged-cells',
  'totals-row',
  'example-row',
]);

/** The settings for scoring blocks. */
export interface ScorerInput extends ResultExtras {
  readonly plan: Plan;
  /** Whether rows are also added to enterprise files. */
  readonly isKept: boolean;
  /** Whether a warning is a reason to reject the row. */
  readonly strict: boolean;
  readonly gates: readonly Gate[];
  readonly watched: readonly WatchedScore[];
}

/** The export that a block comes from. */
export interface BlockOrigin {
  readonly headings: readonly string[];
  readonly uses: readonly ColumnBinding[];
  /** The path of the export, as the user wrote it. */
  readonly path: string;
}

/** A rejected row, with its first reason; `text` has all reasons as lines of CSV. */
interface RejectedRow {
  readonly rule: RowError['rule'];
  /** The enterprise key; blank if the row has none. */
  readonly key: string;
  /** The number of lines that the row takes up in the export: several if a quoted cell has line breaks. */
  readonly lines: number;
  readonly text: string;
  /** Whether the row lacks the enterprise's number, in place of which the office may state one of its own. */
  readonly lacksNumber: boolean;
}

/** The outcome of a block; valid until the next block is scored. */
export interface ScoredBlock {
  /** The scored rows as CSV. */
  readonly results: Uint8Array;
  /**
   * This array and the next two have an entry per row of the block: the length of its result in bytes, the hash of its
   * key (0 without a key), and its marks from `markRows`.
   */
  readonly lengths: Uint32Array;
  readonly hashes: Float64Array;
  readonly marks: Uint16Array;
  /** Rejected rows, by their position in the block. */
  readonly rejected: ReadonlyMap<number, RejectedRow>;
  /** Rows that do not count because a condition leaves them out. */
  readonly leftOut: ReadonlySet<number>;
  /** Rows that repeat the headings. */
  readonly headings: ReadonlySet<number>;
  /** All rows without a result: rejected, left out or headings, in order. */
  readonly skipped: readonly number[];
  /** The level of each row; undefined if the pack has no level. */
  readonly level: ScoreColumn | undefined;
  /** The number of rows that could not be scored as columns, only one by one. */
  readonly oneByOne: number;
  /**
   * Writes the rejected rows as if they were results; only their key and facts have a meaning. Overwrites `results`.
   */
  writeRejected(): Uint8Array;
  /** The codes of the warnings on a row, each once. */
  warnings(row: number): readonly string[];
}

/**
 * Scores a block, and lists the reasons for rejecting rows. Rows that conditions leave out are neither scored nor
 * rejected.
 */
export type BlockScorer = (
  block: RowBlock,
  origin: BlockOrigin,
  passed?: PassedRows,
  odd?: readonly OddRow[],
) => ScoredBlock;

/** Rows that are passed over: they become neither results nor rejects. */
interface PassedRows {
  readonly leftOut?: ReadonlySet<number> | undefined;
  readonly headings?: ReadonlySet<number> | undefined;
}

export function createBlockScorer(
  { plan, isKept, strict, gates, watched, answers, source, words }: ScorerInput,
  messages: Messages,
): BlockScorer {
  const kernel = createKernel(plan, createColumnEngine);
  const keys = createKeyReader(plan);
  const write = createResultWriter(plan, kernel, keys.cellsOf, { answers, source, words });
  const findFlaws = createFlawFinder(plan, kernel, { isKept, strict });
  const createReject = createRejectWriter(plan, keys, source, messages);
  const warningCodes = createWarningCodes(kernel);
  const levelScoreIndex = plan.scores.findIndex(({ node }) => node === plan.level);

  return (block, origin, { leftOut = NO_ROWS, headings = NO_ROWS } = {}, odd = []) => {
    const outcome = kernel.score(block);
    const rejectedRows = new Map<number, RejectedRow>();
    for (const [row, found] of [...findFlaws(block, origin, outcome, odd)].sort(([a], [b]) => a - b)) {
      if (!leftOut.has(row) && !headings.has(row)) rejectedRows.set(row, createReject(block, row, origin, found));
    }
    const passedRows = new Set([...leftOut, ...headings]);
    const skippedRows =
      passedRows.size === 0 ? [...rejectedRows.keys()] : [...rejectedRows.keys(), ...passedRows].sort((a, b) => a - b);
    const { bytes, lengths, hashes } = write(block, outcome, skippedRows, origin.path);
    return {
      level: outcome.scores[levelScoreIndex],
      oneByOne: outcome.left,
      results: bytes,
      lengths,
      hashes,
      rejected: rejectedRows,
      leftOut,
      headings,
      skipped: skippedRows,
      marks: markRows(gates, watched, outcome, block.rows),
      writeRejected() {
        const acceptedRows = Array.from({ length: block.rows }, (_, row) => row).filter(
          (row) => !rejectedRows.has(row),
        );
        return write(block, outcome, acceptedRows, origin.path).bytes;
      },
      warnings: (row) => (hasWarning(outcome.warnings, row) ? warningCodes(outcome, row) : NO_WARNINGS),
    };
  };
}

/** Reads the keys of enterprises; without a key among the inputs, the number of the record is the key. */
interface KeyReader {
  read(block: RowBlock, row: number): string;
  /** The keys of a block as cells of the first column of the results. */
  cellsOf(block: RowBlock): ColumnCells;
}

function createKeyReader({ inputs }: Plan): KeyReader {
  const keyInputIndex = inputs.findIndex(isKeyFact);
  const spellKey = inputs[keyInputIndex]?.form.register?.spell;
  const readKey = ({ bytes, code, record }: RowBlock, row: number): string => {
    if (keyInputIndex < 0) return String(record[row]);
    const key = code.get(keyInputIndex)?.[row] === ANSWERED ? (bytes.get(keyInputIndex)?.at(row) ?? '') : '';
    return spellKey && key !== '' ? spellKey(key) : key;
  };
  return {
    read: readKey,
    cellsOf(block) {
      const [texts, states] = [block.bytes.get(keyInputIndex), block.code.get(keyInputIndex)];
      const addKey = (row: number, target: ByteBuffer): number => {
        const key = readKey(block, row);
        addText(target, formatCsvCell(key));
        return key === '' ? 0 : hashKey(foldKey(key));
      };
      if (texts && states instanceof Uint8Array) return { kind: 'key', states, texts, other: addKey };
      return { kind: 'other', states: new Uint8Array(block.rows).fill(1), other: addKey };
    },
  };
}

/** Finds the errors of the rows of a block, by row. */
type FlawFinder = (
  block: RowBlock,
  origin: BlockOrigin,
  outcome: KernelResult,
  odd: readonly OddRow[],
) => ReadonlyMap<number, readonly RowError[]>;

function createFlawFinder(
  plan: Plan,
  kernel: Kernel,
  { isKept, strict }: Pick<ScorerInput, 'isKept' | 'strict'>,
): FlawFinder {
  const checkCells = createCellChecks(plan);
  const findMissing = createMissingCheck(plan, isKept);
  return (block, { uses }, outcome, odd) => {
    const byRow = new Map<number, RowError[]>();
    const addFlaw = (flaw: RowError): void => {
      const rowFlaw = byRow.get(flaw.row);
      if (rowFlaw) rowFlaw.push(flaw);
      else byRow.set(flaw.row, [flaw]);
    };
    for (const { row, column, code, value } of block.faults)
      addFlaw({ row, input: inputOf(uses, column), column, rule: code, value, details: {} });
    const impossibleFlaws = odd
      .filter(({ likelihood }) => likelihood === 'impossible')
      .map((figure) => describeOddFigure(plan, block, figure.row, figure));
    const cellFlaws = [...checkCells(block), ...findMissing(block, outcome), ...impossibleFlaws];
    if (strict) cellFlaws.push(...listWarnings(plan, kernel, block, outcome));
    for (const flaw of cellFlaws) {
      // If a whole row is wrong, for example because its cells are shifted, only that error is reported. An invalid
      // cell is not also reported as missing.
      const isReported = byRow
        .get(flaw.row)
        ?.some(({ rule, input }) => WHOLE_ROW_RULES.has(rule) || input === flaw.input);
      const isNoEnterprise = flaw.rule === 'totals-row' || flaw.rule === 'example-row';
      if (isNoEnterprise && !byRow.get(flaw.row)?.some(({ rule }) => rule === flaw.rule)) byRow.set(flaw.row, [flaw]);
      else if (!isReported) addFlaw(flaw);
    }
    return byRow;
  };
}

function describeOddFigure(
  { inputs }: Plan,
  { number }: RowBlock,
  row: number,
  { input, beside, factor }: OddFigure,
): RowError {
  const value = String(number.get(input)?.[row] ?? '');
  const details = { count: factor, expected: inputs[beside]?.name ?? '' };
  return { row, input, column: null, rule: 'other-magnitude', value, details };
}

/** Lists the warnings on the rows of a block as errors. */
function listWarnings(plan: Plan, kernel: Kernel, block: RowBlock, { warnings }: KernelResult): RowError[] {
  return kernel.warnings.flatMap(({ code, input }, k) =>
    Array.from({ length: block.rows }, (_, row) => row)
      .filter((row) => hasBit(warnings, k, row))
      .map((row): RowError => {
        const oddFigure =
          code === 'other-magnitude' && findOddFiguresOfRow(plan, block, row).find((figure) => figure.input === input);
        return oddFigure
          ? describeOddFigure(plan, block, row, oddFigure)
          : { row, input, column: null, rule: code, value: '', details: {} };
      }),
  );
}

/**
 * Creates a function that lists the codes of a row's warnings. The lists are cached by warning bits, because most rows
 * have the same ones.
 */
function createWarningCodes(kernel: Kernel): (outcome: KernelResult, row: number) => readonly string[] {
  const knownCodes = new Map<string, readonly string[]>();
  return ({ warnings }, row) => {
    const words = warnings.map((word) => word[row]).join();
    const knownCode = knownCodes.get(words);
    if (knownCode) return knownCode;
    const codes = [...new Set(kernel.warnings.flatMap(({ code }, k) => (hasBit(warnings, k, row) ? [code] : [])))];
    knownCodes.set(words, codes);
    return codes;
  };
}

/** Describes a rejected row with its errors, of which there is at least one. */
type RejectWriter = (block: RowBlock, row: number, origin: BlockOrigin, found: readonly RowError[]) => RejectedRow;

function createRejectWriter(
  { inputs }: Plan,
  keys: KeyReader,
  source: string | undefined,
  messages: Messages,
): RejectWriter {
  const columnOf = (input: number | null, { headings, uses }: BlockOrigin): string => {
    const column = input === null ? -1 : uses.findIndex((use) => 'input' in use && use.input === input);
    return headings[column] ?? (input === null ? '' : (inputs[input]?.name ?? ''));
  };
  /** Writes a reject for each further line that a quoted cell takes up. */
  const writeQuotedLines = (range: string, record: number, origin: BlockOrigin): string => {
    const [first = 0, last = 0] = range.split('-').map(Number);
    const count = Math.min(last - first, MAX_QUOTED_LINES);
    const message = rejectInWords('rows-in-quotes', { name: '', value: range, line: first }, messages);
    const reject = {
      source: source && origin.path,
      record,
      key: '',
      column: '',
      rule: 'rows-in-quotes',
      value: range,
    };
    return Array.from({ length: count }, (_, i) => writeReject({ ...reject, line: first + 1 + i, message })).join('');
  };
  const takesOwnNumber = inputs.map((input) => isKeyFact(input) && input.form.register?.kinds !== 'uscc');
  const isNumberMissing = ({ rule, input }: RowError): boolean =>
    rule === 'required-fact' && input !== null && takesOwnNumber[input] === true;
  return (block, row, origin, found) => {
    const [line, record] = [block.line[row] as number, block.record[row] as number];
    const key = keys.read(block, row);
    const lines = found.map((flaw) => {
      const { input, column, rule, value, details } = flaw;
      const name = origin.headings[column ?? -1] ?? columnOf(input, origin);
      const takesOwn = isNumberMissing(flaw);
      const otherCurrency =
        rule === 'not-number' && input !== null ? findOtherCurrency(itemAt(inputs, input), value) : undefined;
      const message = rejectInWords(
        rule,
        { name, value, ...details, takesOwn, ...(otherCurrency && { otherCurrency }) },
        messages,
      );
      return writeReject({ source: source && origin.path, line, record, key, column: name, rule, value, message });
    });
    const quotedFlaw = found.find(({ rule }) => rule === 'rows-in-quotes');
    return {
      rule: itemAt(found, 0).rule,
      key,
      lines: quotedFlaw ? countLines(quotedFlaw.value) : 1,
      lacksNumber: found.some(isNumberMissing),
      text: lines.join('') + (quotedFlaw ? writeQuotedLines(quotedFlaw.value, record, origin) : ''),
    };
  };
}

/** At most this many lines of a quoted cell get rejects of their own; further lines are only counted. */
const MAX_QUOTED_LINES = 1000;

/** The number of lines in a range such as `4-9`. */
function countLines(range: string): number {
  const [first = 0, last = 0] = range.split('-').map(Number);
  return last - first + 1;
}

function inputOf(uses: readonly ColumnBinding[], column: number | null): number | null {
  const binding = column === null ? undefined : uses[column];
  return binding && 'input' in binding ? binding.input : null;
}

const NO_ROWS: ReadonlySet<number> = new Set();
const NO_WARNINGS: readonly string[] = [];

function hasWarning(words: readonly Uint32Array[], row: number): boolean {
  for (let word = 0; word < words.length; word++) if (itemAt(words, word)[row] !== 0) return true;
  return false;
}
