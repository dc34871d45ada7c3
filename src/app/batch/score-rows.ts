// Scores blocks of rows, and says why a row is no result.
import { CodedRefusal, type Messages } from '../../i18n/index.ts';
import {
  findUsccFault,
  foldKey,
  hashKey,
  normaliseUscc,
  parseDay,
  rankBySpelling,
  toNumber,
} from '../../model/index.ts';
import { type RejectDetails, type RejectRule, rejectInWords } from '../../report/index.ts';
import {
  answerSetOfRow,
  createKernel,
  type Input,
  isRequired,
  isRequiredOfAll,
  type KernelResult,
  missingFacts,
  type Plan,
  parseAnswerValue,
  SCORE_STATE,
} from '../../scoring/index.ts';
import {
  ANSWERED,
  addText,
  type ByteBuffer,
  type ColumnBinding,
  type ColumnCells,
  createColumnEngine,
  createResultWriter,
  createUsccCheck,
  DEFAULT_SCAN_SIZES,
  formatCsvCell,
  isKeyFact,
  NOT_APPLICABLE,
  type RowBlock,
  type TextColumn,
  writeReject,
} from '../../table/index.ts';
import { parseLevel } from '../common-options.ts';
import { addCount, addRejected, type PartBuilder } from './scored-part.ts';

/** What is wrong with a row as a whole. */
const WHOLE: ReadonlySet<RowError['rule']> = new Set(['row-length', 'open-quote', 'merged-cells']);

/** What scoring blocks takes. */
export interface ScorerInput {
  readonly plan: Plan;
  readonly headings: readonly string[];
  readonly uses: readonly ColumnBinding[];
  /** Whether warnings are reasons to reject. */
  readonly strict: boolean;
  readonly gates: readonly Gate[];
  /** Whether results show the answers. */
  readonly answers: boolean;
}

/** Scores blocks, and explains every row that is no result. */
export interface BlockScorer {
  /** Adds what the rows of a block come to. */
  score(block: RowBlock, part: PartBuilder): void;
}

export function createBlockScorer(
  { plan, headings, uses, strict, gates, answers }: ScorerInput,
  messages: Messages,
): BlockScorer {
  const kernel = createKernel(plan, createColumnEngine);
  const writer = createResultWriter(plan, kernel, keysOf, { answers });
  const checkCells = createCellChecks(plan);
  const findMissing = createMissingCheck(plan);
  const keyAt = plan.inputs.findIndex(isKeyFact);
  const isUscc = plan.inputs[keyAt]?.type === 'uscc';
  const columnOf = (input: number | null): string => {
    const column = input === null ? -1 : uses.findIndex((use) => use.kind !== 'ignore' && use.input === input);
    return headings[column] ?? (input === null ? '' : (plan.inputs[input]?.name ?? ''));
  };

  function keyIn({ bytes, code, record }: RowBlock, row: number): string {
    if (keyAt < 0) return String(record[row]);
    const key = code.get(keyAt)?.[row] === ANSWERED ? (bytes.get(keyAt)?.at(row) ?? '') : '';
    return isUscc ? normaliseUscc(key) : key;
  }

  function flawsIn(block: RowBlock, outcome: KernelResult): ReadonlyMap<number, readonly RowError[]> {
    const faults = block.faults.map(
      ({ row, column, code, value }): RowError => ({
        row,
        input: inputOf(uses, column),
        column,
        rule: code,
        value,
        details: {},
      }),
    );
    const byRow = new Map<number, RowError[]>();
    const add = (flaw: RowError): void => {
      const known = byRow.get(flaw.row);
      if (known) known.push(flaw);
      else byRow.set(flaw.row, [flaw]);
    };
    for (const fault of faults) add(fault);
    const others = [...checkCells(block), ...findMissing(block, outcome)];
    if (strict) others.push(...warningsIn(outcome, block.rows));
    for (const flaw of others) {
      // Where cells are shifted or swallowed, nothing else can be said; and a cell at fault is not missing, too.
      const isSaid = byRow.get(flaw.row)?.some(({ rule, input }) => WHOLE.has(rule) || input === flaw.input);
      if (!isSaid) add(flaw);
    }
    return byRow;
  }

  function warningsIn({ warnings }: KernelResult, rows: number): RowError[] {
    return kernel.warnings.flatMap(({ code, input }, k) =>
      Array.from({ length: rows }, (_, row) => row)
        .filter((row) => isSet(warnings, k, row))
        .map((row): RowError => ({ row, input, column: null, rule: code, value: '', details: {} })),
    );
  }

  /** The kinds of warnings by code: a row counts once for each code, whatever the number of questions. */
  const codes = [...new Set(kernel.warnings.map((kind) => kind.code))].map((code) => ({
    code,
    kinds: kernel.warnings.flatMap((kind, k) => (kind.code === code ? [k] : [])),
  }));

  function countWarnings(warnings: KernelResult['warnings'], row: number, counts: Map<string, number>): void {
    for (const { code, kinds } of codes) if (kinds.some((k) => isSet(warnings, k, row))) addCount(counts, code, 1);
  }

  /** The keys of a block as the first column of the results. */
  function keysOf(block: RowBlock): ColumnCells {
    const [texts, states] = [block.bytes.get(keyAt), block.code.get(keyAt)];
    const other = (row: number, target: ByteBuffer): number => {
      const key = keyIn(block, row);
      addText(target, formatCsvCell(key));
      return key === '' ? 0 : hashKey(foldKey(key));
    };
    if (texts && states instanceof Uint8Array) return { kind: 'key', states, texts, other };
    return { kind: 'other', states: new Uint8Array(block.rows).fill(1), other };
  }

  /** Adds rows of a block that stand beside each other. */
  function addRows(block: RowBlock, outcome: KernelResult, from: number, to: number, part: PartBuilder): void {
    if (from === to) return;
    const { bytes, lengths, hashes } = writer.write(from, to);
    const missed = new Uint8Array(to - from);
    for (let row = from; row < to && gates.length > 0; row++) missed[row - from] = missedGates(gates, outcome, row);
    part.addResults({
      bytes,
      hashes: hashes.subarray(from, to),
      lines: block.line.subarray(from, to),
      records: block.record.subarray(from, to),
      lengths: lengths.subarray(from, to),
      missed,
    });
    if (codes.length === 0) return;
    for (let row = from; row < to; row++) {
      if (hasWarning(outcome.warnings, row)) countWarnings(outcome.warnings, row, part.warnings);
    }
  }

  function reject(block: RowBlock, row: number, found: readonly RowError[], part: PartBuilder): void {
    const [line, record] = [block.line[row] as number, block.record[row] as number];
    const key = keyIn(block, row);
    addRejected(part.reasons, (found[0] as RowError).rule, { count: 1, lines: [line] });
    for (const { input, column, rule, value, details } of found) {
      const name = headings[column ?? -1] ?? columnOf(input);
      const message = rejectInWords(rule, { name, value, ...details }, messages);
      addText(part.rejects, writeReject({ line, record, key, column: name, rule, value, message }));
    }
    part.endReject(record);
  }

  return {
    score(block, part) {
      const outcome = kernel.score(block);
      const flaws = flawsIn(block, outcome);
      writer.take(block, outcome);
      let from = 0;
      for (const row of [...flaws.keys()].sort((a, b) => a - b)) {
        addRows(block, outcome, from, row, part);
        reject(block, row, flaws.get(row) as readonly RowError[], part);
        from = row + 1;
      }
      addRows(block, outcome, from, block.rows, part);
    },
  };
}

function inputOf(uses: readonly ColumnBinding[], column: number | null): number | null {
  const use = column === null ? undefined : uses[column];
  return use && use.kind !== 'ignore' ? use.input : null;
}

function hasWarning(words: readonly Uint32Array[], row: number): boolean {
  for (let word = 0; word < words.length; word++) if ((words[word] as Uint32Array)[row] !== 0) return true;
  return false;
}

function isSet(words: readonly Uint32Array[], k: number, row: number): boolean {
  return (((words[k >> 5]?.[row] ?? 0) >>> (k & 31)) & 1) === 1;
}

type Complain = (row: number, rule: RowError['rule'], value: string, details?: RowError['details']) => void;

/** Checks one column of a block. */
type CellCheck = (block: RowBlock, complain: Complain) => void;

/** Checks the cells of blocks against what each fact and question allows; only of columns that the table has. */
export function createCellChecks(plan: Plan): (block: RowBlock) => RowError[] {
  const checks = plan.inputs.map((input, at) => [at, createCheck(input, at)] as const);
  return (block) => {
    const flaws: RowError[] = [];
    for (const [input, check] of checks) {
      if (!block.code.has(input)) continue;
      check(block, (row, rule, value, details = {}) => {
        flaws.push({ row, input, column: null, rule, value, details });
      });
    }
    return flaws;
  };
}

function createCheck(input: Input, at: number): CellCheck {
  const checks = [...(input.notApplicable ? [] : [createStateCheck(at)]), ...createValueChecks(input, at)];
  return (block, complain) => {
    for (const check of checks) check(block, complain);
  };
}

function createStateCheck(at: number): CellCheck {
  return ({ rows, code }, complain) => {
    const codes = code.get(at) as Uint8Array | Uint16Array;
    // Hardly ever there, and searched for in all cells: a buffer does so many bytes at a time.
    const cells =
      codes instanceof Uint8Array ? Buffer.from(codes.buffer, codes.byteOffset, rows) : codes.subarray(0, rows);
    for (let row = cells.indexOf(NOT_APPLICABLE); row >= 0; row = cells.indexOf(NOT_APPLICABLE, row + 1)) {
      complain(row, 'not-applicable', '');
    }
  };
}

function createValueChecks(input: Input, at: number): CellCheck[] {
  switch (input.type) {
    case 'integer':
    case 'decimal':
    case 'percent':
      return [createNumberCheck(input, at)];
    case 'multiple':
      return [createChoicesCheck(input, at)];
    case 'uscc':
      return [createCodeCheck(at)];
    case 'date':
    case 'email':
    case 'phone':
      return [createTextCheck(input, at)];
    default:
      return [];
  }
}

function createNumberCheck({ type, range }: Input, at: number): CellCheck {
  const low = range.low ? toNumber(range.low) : Number.NEGATIVE_INFINITY;
  const high = range.high ? toNumber(range.high) : Number.POSITIVE_INFINITY;
  const ends = { ...(range.low && { low }), ...(range.high && { high }) };
  return ({ rows, code, number }, complain) => {
    const [states, numbers] = [code.get(at) as Uint8Array, number.get(at) as Float64Array];
    for (let row = 0; row < rows; row++) {
      if (states[row] !== ANSWERED) continue;
      const value = numbers[row] as number;
      if (value < low || value > high) complain(row, 'out-of-range', String(value), ends);
      else if (type === 'integer' && !Number.isInteger(value)) complain(row, 'not-whole', String(value));
    }
  };
}

function createChoicesCheck({ options, choose }: Input, at: number): CellCheck {
  const exclusive = options.flatMap(({ exclusive: alone }, option) => (alone ? [option] : []));
  const most = choose.most ?? options.length;
  return ({ rows, code, bits }, complain) => {
    const [states, words] = [code.get(at) as Uint8Array, bits.get(at) ?? []];
    const isChosen = (option: number, row: number): boolean =>
      (((words[option >> 5] as Uint32Array)[row] as number) & (1 << (option & 31))) !== 0;
    const list = (row: number): string =>
      options.flatMap(({ id }, option) => (isChosen(option, row) ? [id] : [])).join(';');
    for (let row = 0; row < rows; row++) {
      if (states[row] !== ANSWERED) continue;
      let count = 0;
      for (const word of words) count += countBits(word[row] as number);
      const alone = exclusive.find((option) => isChosen(option, row));
      if (alone !== undefined) {
        if (count > 1) complain(row, 'exclusive-option', list(row), { expected: options[alone]?.id as string });
      } else if (count < choose.least || count > most) {
        complain(row, 'how-many-options', list(row), { low: choose.least, high: most, count });
      }
    }
  };
}

function countBits(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}

const TEXT_RULES = { date: 'not-date', email: 'not-email', phone: 'not-phone' } as const;

function createTextCheck(input: Input, at: number): CellCheck {
  return ({ rows, code, bytes }, complain) => {
    const [states, column] = [code.get(at) as Uint8Array, bytes.get(at) as TextColumn];
    for (let row = 0; row < rows; row++) {
      if (states[row] !== ANSWERED) continue;
      const value = column.at(row);
      if ('value' in parseAnswerValue(input, value)) continue;
      const isUnclear = input.type === 'date' && 'unclear' in (parseDay(value, null) ?? {});
      complain(row, isUnclear ? 'unclear-date' : TEXT_RULES[input.type as keyof typeof TEXT_RULES], value);
    }
  };
}

/** Nearly all codes are sound, and need no string. */
function createCodeCheck(at: number): CellCheck {
  const findUnsound = createUsccCheck(DEFAULT_SCAN_SIZES.block);
  return ({ rows, code, bytes }, complain) => {
    const [states, column] = [code.get(at) as Uint8Array, bytes.get(at) as TextColumn];
    for (const row of findUnsound(column, states, rows)) checkUscc(row, column.at(row), complain);
  };
}

function checkUscc(row: number, value: string, complain: Complain): void {
  const fault = findUsccFault(normaliseUscc(value));
  if (!fault) return;
  if (fault.fault === 'mangled') complain(row, 'mangled-id', value);
  else complain(row, 'check-character', value, 'expected' in fault ? { expected: fault.expected } : {});
}

/** Finds required facts that are missing, and answers that the rubric refuses to do without. */
function createMissingCheck(plan: Plan): (block: RowBlock, outcome: KernelResult) => RowError[] {
  const required = plan.inputs.flatMap((input, at) => (isRequired(input) ? [{ input, at }] : []));
  const always = required.filter(({ input }) => isRequiredOfAll(input));
  const sometimes = required.filter((one) => !always.includes(one));
  const indexOf = (name: string): number => plan.inputs.findIndex((input) => input.name === name);

  return (block, { refused }) => {
    const flaws: RowError[] = [];
    const complain = (row: number, input: number, rule: RowError['rule']): void => {
      flaws.push({ row, input, column: null, rule, value: '', details: {} });
    };
    const isAbsent = (at: number, row: number): boolean => (block.code.get(at)?.[row] ?? 0) < ANSWERED;
    for (const { at } of always) {
      const codes = block.code.get(at);
      for (let row = 0; row < block.rows; row++) {
        if ((codes?.[row] ?? 0) < ANSWERED) complain(row, at, 'required-fact');
      }
    }
    // Whether these are asked, or follow from others, depends on the rest of the row.
    for (let row = 0; row < block.rows && sometimes.length > 0; row++) {
      if (!sometimes.some(({ at }) => isAbsent(at, row))) continue;
      const names = missingFacts(plan, answerSetOfRow(plan, block, row));
      for (const { input, at } of sometimes) if (names.includes(input.name)) complain(row, at, 'required-fact');
    }
    for (const [row, missing] of refused)
      for (const { name } of missing) complain(row, indexOf(name), 'refused-missing');
    return flaws;
  };
}

/** What every scored row must come to for sure, for pipelines. */
export interface Gate {
  /** An index into `plan.scores`. */
  readonly score: number;
  readonly name: string;
  readonly least: number;
}

/** So many gates have a bit in a byte. */
const MOST_GATES = 8;

/** Reads `--min-score NAME=VALUE` and `--min-level VALUE`; throws a `Refusal` for a score or a level that is not there. */
export function readGates(plan: Plan, scores: readonly string[], level: string | undefined): readonly Gate[] {
  const given = [...scores.map(readScoreGate), ...(level === undefined ? [] : [{ name: 'level', text: level }])];
  if (given.length > MOST_GATES) throw new CodedRefusal(2, 'tooManyGates', String(MOST_GATES));
  return given.map(({ name, text }) => {
    const score = plan.scores.findIndex((one) =>
      name === 'level' ? one.node === plan.level : one.name === name && !one.hidden,
    );
    if (score < 0) throw new CodedRefusal(2, 'unknownScore', name, nearTo(plan, name));
    const least = Number(text);
    if (text.trim() === '' || !Number.isFinite(least)) throw new CodedRefusal(2, 'gateWithoutNumber', text, name);
    if (name === 'level') parseLevel(plan, '--min-level', text);
    return { score, name, least };
  });
}

/** Which gates a row misses, a bit for each. What is open counts as the lowest it may come to, and none is below all. */
function missedGates(gates: readonly Gate[], { scores }: KernelResult, row: number): number {
  let missed = 0;
  for (const [bit, { score, least }] of gates.entries()) {
    const column = scores[score];
    const value =
      column?.state[row] === SCORE_STATE.settled
        ? column.value[row]
        : column?.state[row] === SCORE_STATE.open
          ? column.lowest[row]
          : Number.NaN;
    if (!((value as number) >= least)) missed |= 1 << bit;
  }
  return missed;
}

function readScoreGate(text: string): { readonly name: string; readonly text: string } {
  const at = text.indexOf('=');
  if (at > 0) return { name: text.slice(0, at), text: text.slice(at + 1) };
  throw new CodedRefusal(2, 'notAGate', text);
}

function nearTo(plan: Plan, name: string): readonly string[] {
  return rankBySpelling(
    name,
    plan.scores.filter(({ hidden }) => !hidden).map((score) => score.name),
  );
}

/** One thing wrong with a row, as data. */
interface RowError {
  /** The row in its block, from 0. */
  readonly row: number;
  /** The fact or question, as an index into `plan.inputs`. */
  readonly input: number | null;
  /** The column in the table, where the reader named one. */
  readonly column: number | null;
  readonly rule: RejectRule;
  readonly value: string;
  readonly details: RejectDetails;
}
