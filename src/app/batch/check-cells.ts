// Checks the cells of blocks against what each fact and question allows.
import { NAME_FACT } from '../../interview/index.ts';
import {
  isExampleCell,
  isMangledKey,
  isTotalsCell,
  mayBeExample,
  meansNoKey,
  PROVISIONAL_LENGTH,
  parseDay,
  type RegisterFault,
  toNumber,
} from '../../model/index.ts';
import type { RejectDetails, RejectRule } from '../../report/index.ts';
import {
  findMissingFacts,
  type Input,
  isRequired,
  isRequiredOfAll,
  type KernelResult,
  type Plan,
  parseAnswerValue,
  readAnswerSet,
} from '../../scoring/index.ts';
import {
  ANSWERED,
  createUsccCheck,
  DEFAULT_SCAN_SIZES,
  isKeyFact,
  NOT_APPLICABLE,
  type RowBlock,
  type TextColumn,
} from '../../table/index.ts';

/** An error in a row, as data. */
export interface RowError {
  /** The row in its block, from 0. */
  readonly row: number;
  /** The fact or question, as an index into `plan.inputs`. */
  readonly input: number | null;
  /** The index of the column in the table, or null if the reader did not state it. */
  readonly column: number | null;
  readonly rule: RejectRule;
  readonly value: string;
  readonly details: RejectDetails;
}

type ReportRowError = (row: number, rule: RowError['rule'], value: string, details?: RowError['details']) => void;

type CellCheck = (block: RowBlock, complain: ReportRowError) => void;

/**
 * Creates a function that checks the cells of a block against what each fact and question allows. Facts and questions
 * without a column are skipped.
 */
export function createCellChecks(plan: Plan): (block: RowBlock) => RowError[] {
  const checks = plan.inputs.map((input, at) => createChecks(input, at));
  const key = plan.inputs.findIndex(isKeyFact);
  const name = plan.inputs.findIndex((input) => input.name === NAME_FACT);
  return (block) => {
    const flaws = findNonEnterpriseRows(block, key, name);
    for (const [input, own] of checks.entries()) {
      if (!block.code.has(input)) continue;
      const complain: ReportRowError = (row, rule, value, details = {}) => {
        flaws.push({ row, input, column: null, rule, value, details });
      };
      for (const check of own) check(block, complain);
    }
    return flaws;
  };
}

/**
 * Finds rows that are not about an enterprise, by the words in place of its key or name: headings of totals (in the
 * name only if there is no key) and words for examples and tests. This runs for each row of an export, so it must be
 * fast.
 */
function findNonEnterpriseRows({ rows, code, bytes }: RowBlock, key: number, name: number): RowError[] {
  const flaws: RowError[] = [];
  const [keyCodes, keys] = [code.get(key), bytes.get(key)];
  const [nameCodes, names] = [code.get(name), bytes.get(name)];
  const addFlaw = (row: number, input: number, rule: RowError['rule'], { at }: TextColumn): void => {
    flaws.push({ row, input, column: null, rule, value: at(row), details: {} });
  };
  for (let row = 0; row < rows; row++) {
    const hasKey = keyCodes?.[row] === ANSWERED;
    if (hasKey && keys) {
      const start = keys.starts[row] as number;
      // None of the words that mark totals and examples begins with a digit, but nearly all keys do, so this test skips
      // most rows.
      if (!isDigit(keys.bytes[start] as number)) {
        if (isTotalsCell(keys.bytes, start, keys.ends[row] as number)) addFlaw(row, key, 'totals-row', keys);
        else if (isExampleCell(keys.bytes, start, keys.ends[row] as number)) addFlaw(row, key, 'example-row', keys);
      }
    }
    if (!names || nameCodes?.[row] !== ANSWERED) continue;
    const [start, end] = [names.starts[row] as number, names.ends[row] as number];
    if (mayBeExample(names.bytes[start] as number, end - start) && isExampleCell(names.bytes, start, end))
      addFlaw(row, name, 'example-row', names);
    else if (!hasKey && isTotalsCell(names.bytes, start, end)) addFlaw(row, name, 'totals-row', names);
  }
  return flaws;
}

function createStateCheck(at: number): CellCheck {
  return ({ rows, code }, complain) => {
    const codes = code.get(at) as Uint8Array | Uint16Array;
    // Few cells have such a state, so all cells are searched for it as one buffer, which is fast.
    const cells =
      codes instanceof Uint8Array ? Buffer.from(codes.buffer, codes.byteOffset, rows) : codes.subarray(0, rows);
    for (let row = cells.indexOf(NOT_APPLICABLE); row >= 0; row = cells.indexOf(NOT_APPLICABLE, row + 1)) {
      complain(row, 'not-applicable', '');
    }
  };
}

function createChecks(input: Input, at: number): CellCheck[] {
  const stateChecks = input.notApplicable ? [] : [createStateCheck(at)];
  switch (input.form.cells) {
    case 'number':
      return [...stateChecks, createNumberCheck(input, at)];
    case 'bits':
      return [...stateChecks, createChoicesCheck(input, at)];
    case 'code':
      return stateChecks;
    case 'text':
      return [...stateChecks, ...createTextChecks(input, at)];
  }
}

function createTextChecks(input: Input, at: number): CellCheck[] {
  const { textRule } = input.form;
  if (textRule === undefined) return isKeyFact(input) ? [createKeyCheck(at)] : [];
  switch (textRule) {
    case 'check-character':
      return input.form.register?.kinds === 'uscc' ? [createCodeCheck(input, at)] : createRegisterChecks(input, at);
    case 'not-date':
    case 'not-email':
    case 'not-phone':
      return [createTextCheck(input, at, textRule)];
  }
}

function createNumberCheck({ whole, range }: Input, at: number): CellCheck {
  const low = range.low ? toNumber(range.low) : Number.NEGATIVE_INFINITY;
  const high = range.high ? toNumber(range.high) : Number.POSITIVE_INFINITY;
  const limits = { ...(range.low && { low }), ...(range.high && { high }) };
  return ({ rows, code, number }, complain) => {
    const [states, numbers] = [code.get(at) as Uint8Array, number.get(at) as Float64Array];
    for (let row = 0; row < rows; row++) {
      if (states[row] !== ANSWERED) continue;
      const value = numbers[row] as number;
      if (value < low || value > high) complain(row, 'out-of-range', String(value), limits);
      else if (whole && !Number.isInteger(value)) complain(row, 'not-whole', String(value));
    }
  };
}

/** For questions with up to this many options, a table has an entry for every set of options. */
const MAX_OPTIONS_WITH_SET_TABLE = 16;

function createChoicesCheck({ options, choose }: Input, at: number): CellCheck {
  const exclusivePositions = options.flatMap(({ exclusive: alone }, option) => (alone ? [option] : []));
  const maxChoices = choose.most ?? options.length;
  const countOf = (set: readonly number[]): number => set.reduce((sum, word) => sum + countBits(word), 0);
  const hasOption = (set: readonly number[], option: number): boolean =>
    (((set[option >> 5] ?? 0) >>> (option & 31)) & 1) === 1;
  const isAllowed = (set: readonly number[]): boolean => {
    const count = countOf(set);
    return exclusivePositions.some((option) => hasOption(set, option))
      ? count === 1
      : count >= choose.least && count <= maxChoices;
  };
  const checkedSets = new Uint8Array(options.length > MAX_OPTIONS_WITH_SET_TABLE ? 0 : 1 << options.length);
  const exclusiveSet = exclusivePositions.reduce((set, option) => set | (1 << option), 0);
  for (let set = 0; set < checkedSets.length; set++) {
    const count = countBits(set);
    checkedSets[set] = Number((set & exclusiveSet) === 0 ? count >= choose.least && count <= maxChoices : count === 1);
  }

  return ({ rows, code, bits }, complain) => {
    const [states, words] = [code.get(at) as Uint8Array, bits.get(at) ?? []];
    const [first] = words;
    if (!first) return;
    for (let row = 0; row < rows; row++) {
      if (states[row] !== ANSWERED || checkedSets[first[row] as number] === 1) continue;
      const set = words.map((word) => word[row] as number);
      if (checkedSets.length === 0 && isAllowed(set)) continue;
      const chosenIds = options.flatMap(({ id }, option) => (hasOption(set, option) ? [id] : [])).join(';');
      const count = countOf(set);
      const loneOption = exclusivePositions.find((option) => hasOption(set, option));
      if (loneOption !== undefined)
        complain(row, 'exclusive-option', chosenIds, { expected: options[loneOption]?.id as string });
      else complain(row, 'how-many-options', chosenIds, { low: choose.least, high: maxChoices, count });
    }
  };
}

function countBits(word: number): number {
  const pairCounts = word - ((word >>> 1) & 0x55555555);
  const nibbleCounts = (pairCounts & 0x33333333) + ((pairCounts >>> 2) & 0x33333333);
  return Math.imul((nibbleCounts + (nibbleCounts >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function createTextCheck(input: Input, at: number, rule: 'not-date' | 'not-email' | 'not-phone'): CellCheck {
  return ({ rows, code, bytes }, complain) => {
    const [states, column] = [code.get(at) as Uint8Array, bytes.get(at) as TextColumn];
    for (let row = 0; row < rows; row++) {
      if (states[row] !== ANSWERED) continue;
      const value = column.at(row);
      if ('value' in parseAnswerValue(input, value)) continue;
      const isUnclear = rule === 'not-date' && 'unclear' in (parseDay(value, null) ?? {});
      complain(row, isUnclear ? 'unclear-date' : rule, value);
    }
  };
}

/** Finds free-text keys that are a word for "no key", or that a program has turned into a number. */
function createKeyCheck(at: number): CellCheck {
  return ({ rows, code, bytes }, complain) => {
    const [states, column] = [code.get(at) as Uint8Array, bytes.get(at) as TextColumn];
    for (let row = 0; row < rows; row++) {
      if (states[row] !== ANSWERED || !isUnusualKey(column, row)) continue;
      const value = column.at(row);
      if (meansNoKey(value)) complain(row, 'required-fact', value);
      else if (isMangledKey(value)) complain(row, 'mangled-id', value);
    }
  };
}

const [ZERO, NINE, DOT, COMMA, PLUS] = [0x30, 0x39, 0x2e, 0x2c, 0x2b];
const CODE_LENGTH = 18;

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

/** Whether a key is worth checking as a string: it has no digit, or it begins with a digit and may be a number. */
function isUnusualKey({ bytes, starts, ends }: TextColumn, row: number): boolean {
  const [start, end] = [starts[row] as number, ends[row] as number];
  let hasDigit = false;
  let hasNumberSign = end - start === CODE_LENGTH;
  if (end - start === PROVISIONAL_LENGTH) return true;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    hasDigit ||= isDigit(byte);
    hasNumberSign ||= byte === DOT || byte === COMMA || byte === PLUS;
  }
  return !hasDigit || (hasNumberSign && isDigit(bytes[start] as number));
}

/** Checks credit codes as bytes first: nearly all are valid and need not be converted to a string. */
function createCodeCheck({ form }: Input, at: number): CellCheck {
  const findInvalidCodes = createUsccCheck(DEFAULT_SCAN_SIZES.block);
  return ({ rows, code, bytes }, complain) => {
    const [states, column] = [code.get(at) as Uint8Array, bytes.get(at) as TextColumn];
    for (const row of findInvalidCodes(column, states, rows))
      reportNumber(row, column.at(row), form.register, complain);
  };
}

/** Checks register numbers, such as VAT numbers. A key must also not be a word for "no key". */
function createRegisterChecks(input: Input, at: number): CellCheck[] {
  const { register } = input.form;
  const checkNumbers: CellCheck = ({ rows, code, bytes }, complain) => {
    const [states, column] = [code.get(at) as Uint8Array, bytes.get(at) as TextColumn];
    for (let row = 0; row < rows; row++)
      if (states[row] === ANSWERED) reportNumber(row, column.at(row), register, complain);
  };
  return isKeyFact(input) ? [createKeyCheck(at), checkNumbers] : [checkNumbers];
}

function reportNumber(row: number, value: string, rules: Input['form']['register'], complain: ReportRowError): void {
  const fault: RegisterFault | undefined = rules?.findFault(value);
  if (!fault) return;
  if (fault.fault === 'mangled') complain(row, 'mangled-id', value);
  else complain(row, 'check-character', value, { register: fault });
}

/**
 * Finds missing required facts, and missing answers without which the rubric refuses to score. A row that goes into
 * enterprise files also needs its key.
 */
export function createMissingCheck(
  plan: Plan,
  isKept: boolean,
): (block: RowBlock, outcome: KernelResult) => RowError[] {
  const isNeededKey = (input: Input): boolean => isKept && isKeyFact(input);
  const requiredInputs = plan.inputs.flatMap((input, at) =>
    isRequired(input) || isNeededKey(input) ? [{ input, at }] : [],
  );
  const alwaysRequired = requiredInputs.filter(({ input }) => isRequiredOfAll(input) || isNeededKey(input));
  const requiredOfSome = requiredInputs.filter((required) => !alwaysRequired.includes(required));
  const indexOf = (name: string): number => plan.inputs.findIndex((input) => input.name === name);

  return (block, { refused }) => {
    const flaws: RowError[] = [];
    const complain = (row: number, input: number, rule: RowError['rule']): void => {
      flaws.push({ row, input, column: null, rule, value: '', details: {} });
    };
    const isAbsent = (at: number, row: number): boolean => (block.code.get(at)?.[row] ?? 0) < ANSWERED;
    for (const { at } of alwaysRequired) {
      const codes = block.code.get(at);
      for (let row = 0; row < block.rows; row++) {
        if ((codes?.[row] ?? 0) < ANSWERED) complain(row, at, 'required-fact');
      }
    }
    // Whether these facts are required depends on the rest of the row, so their rows are read as a whole.
    for (let row = 0; row < block.rows && requiredOfSome.length > 0; row++) {
      if (!requiredOfSome.some(({ at }) => isAbsent(at, row))) continue;
      const names = findMissingFacts(plan, readAnswerSet(plan, block, row));
      for (const { input, at } of requiredOfSome) if (names.includes(input.name)) complain(row, at, 'required-fact');
    }
    for (const [row, missing] of refused)
      for (const { name } of missing) complain(row, indexOf(name), 'refused-missing');
    return flaws;
  };
}
