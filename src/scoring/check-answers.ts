import {
  type Answers,
  CALENDAR_DATE,
  compare,
  type FullStatement,
  findUsccFault,
  fromNumber,
  multiply,
  normaliseUscc,
  type Path,
  type Phrase,
  type Problem,
  type ProblemCode,
  type ProblemDetails,
  parseDecimal,
  parseWrittenDouble,
  type Rational,
  type RecordedAnswer,
  rankBySpelling,
  type Statement,
  toDecimalText,
  toNumber,
  type UsccFault,
} from '../model/index.ts';
import { type AnswerEntry, type AnswerSet, type AnswerValue, type Evaluation, targetKey } from './answer-set.ts';
import { evaluate } from './evaluate.ts';
import type { Input, Plan } from './plan.ts';
import { createUnitReader, hasUnit, unitFactorsOf, withoutGroups, writtenOut } from './unit-factors.ts';

/** A sheet, and what is wrong with the answers; with any problem the answers are refused. */
interface CheckedAnswers {
  readonly sheet: AnswerSet;
  readonly problems: readonly Problem[];
  /** How many numbers had 16 or 17 digits and were read as the double that a program wrote so. */
  readonly longNumbers: number;
}

/** How answers are checked. */
interface CheckOptions {
  /** The file they come from, for problems. */
  readonly file: string;
  /** The pack they must be for, and its version, where they name one. */
  readonly pack?: { readonly id: string; readonly version: string };
  /** Whether a required fact may be absent, as in a test case. */
  readonly withoutRequired?: boolean;
}

type Complain = (code: ProblemCode, at: Path, details: ProblemDetails, on?: 'key' | 'value') => void;

/** What reading statements tells besides the answers. */
interface StatementRemarks {
  readonly complain: Complain;
  countLong(): void;
}

/** Checks the answers of one enterprise against a plan: every id known, every value allowed. */
export function checkAnswers(plan: Plan, answers: Answers, options: CheckOptions): CheckedAnswers {
  const problems: Problem[] = [];
  const complain: Complain = (code, at, details, on = 'value') => {
    problems.push({ code, file: options.file, at, on, details });
  };
  let longNumbers = 0;
  const remarks = {
    complain,
    countLong: () => {
      longNumbers++;
    },
  };
  const { pack } = options;
  if (pack && answers.pack !== undefined && answers.pack !== pack.id) {
    complain('A112', ['pack'], { found: answers.pack, name: pack.id });
    // Held against another pack, nearly every id would be unknown.
    return { sheet: new Map(), problems, longNumbers };
  }
  if (pack && answers.packVersion !== undefined && answers.packVersion !== pack.version) {
    complain('A115', ['packVersion'], { found: answers.packVersion, name: pack.version });
  }
  const sheet = new Map<string, AnswerEntry>([
    ...readGroup(plan, 'fact', answers.facts, ['facts'], remarks),
    ...readGroup(plan, 'question', answers.answers, ['answers'], remarks),
    ...readGroup(plan, 'question', answers.targets, ['targets'], remarks).map(
      ([name, entry]) => [targetKey(name), entry] as const,
    ),
  ]);
  if (!options.withoutRequired) {
    const stated = new Set(Object.keys(answers.facts ?? {}));
    for (const name of missingFacts(plan, sheet).filter((fact) => sheet.has(fact) || !stated.has(fact))) {
      complain('A109', answers.facts ? ['facts'] : [], { name }, 'key');
    }
  }
  return { sheet, problems, longNumbers };
}

function readGroup(
  plan: Plan,
  role: Input['role'],
  statements: Answers['answers'] | undefined,
  at: Path,
  remarks: StatementRemarks,
): [string, AnswerEntry][] {
  const inputs = new Map(plan.inputs.filter((input) => input.role === role).map((input) => [input.name, input]));
  return Object.entries(statements ?? {}).flatMap(([name, statement]): [string, AnswerEntry][] => {
    const input = inputs.get(name);
    if (!input) {
      const rows = [...inputs.keys()].filter((one) => one.startsWith(`${name}/`));
      const allowed = rows.length > 0 ? rows : rankBySpelling(name, [...inputs.keys()]);
      remarks.complain(
        'A101',
        [...at, name],
        { found: name, wanted: { phrase: rows.length > 0 ? 'wholeMatrix' : role }, allowed },
        'key',
      );
      return [];
    }
    const entry = readStated(input, statement, [...at, name], remarks);
    return entry ? [[name, entry]] : [];
  });
}

/** Required facts that are asked and neither answered nor follow from anything. */
export function missingFacts(plan: Plan, sheet: AnswerSet): string[] {
  const open = plan.inputs.filter((input) => isRequired(input) && sheet.get(input.name)?.state !== 'answered');
  if (open.every(isRequiredOfAll)) return open.map(({ name }) => name);
  const { asked, states } = evaluate(plan, sheet);
  const isMissing = (position: number): boolean => asked[position] !== 'fails' && states[position] !== 'answered';
  return open.filter((input) => isMissing(plan.nodes.indexOf(input))).map(({ name }) => name);
}

/** Answers that are missing although the rubric refuses that, reported at their place, or where they should be. */
export function findRefused({ facts = {}, answers }: Answers, refused: Evaluation['refused'], file: string): Problem[] {
  return refused.map(({ name, state }) => {
    const stated = Object.hasOwn(answers, name) ? 'answers' : Object.hasOwn(facts, name) ? 'facts' : undefined;
    const at = stated ? [stated, name] : ['answers'];
    return { code: 'A114', file, at, on: at.length > 1 ? 'value' : 'key', details: { name, found: { phrase: state } } };
  });
}

/** Reads a statement of an answers file, which may be the bare value and need not name its state. */
function readStated(
  input: Input,
  statement: Statement,
  at: Path,
  { complain, countLong }: StatementRemarks,
): AnswerEntry | undefined {
  const isFull = typeof statement === 'object' && !Array.isArray(statement);
  const stated: FullStatement = isFull ? statement : { value: statement };
  const { value, state = value === undefined ? 'unanswered' : 'answered' } = stated;
  if (value !== undefined && state !== 'answered') {
    complain('A113', at, { name: input.name, wanted: { phrase: 'stateAndValue', state } });
    if (state === 'unanswered') return undefined;
  }
  const read = readStatement(input, { ...stated, state });
  if ('entry' in read) {
    if (read.isLong) countLong();
    return read.entry;
  }
  complain(read.code, [...at, ...(isFull ? read.at : read.at.slice(1))], read.details);
  return undefined;
}

/** The entry that a statement makes, or why it is no answer; `at` is the path of the fault within the statement. */
type ReadStatement =
  | { readonly entry: AnswerEntry; readonly isLong?: boolean }
  | { readonly code: ProblemCode; readonly details: ProblemDetails; readonly at: Path };

/** Reads a statement as an answer to what is asked now. A value beside another state than answered is kept if it is one. */
export function readStatement(input: Input, { state, value, note, evidence }: RecordedAnswer): ReadStatement {
  const { name } = input;
  const extras = { ...(note === undefined ? {} : { note }), ...(evidence === undefined ? {} : { evidence }) };
  const texts = Array.isArray(value) ? value.map(String) : String(value);
  const read = value === undefined ? undefined : parseAnswerValue(input, texts);
  if (state === 'notApplicable' && !input.notApplicable) return { code: 'A108', details: { name }, at: ['state'] };
  if (state !== 'answered') {
    return { entry: { state, ...(read && 'value' in read ? { value: read.value } : {}), ...extras } };
  }
  if (!read) return { code: 'A113', details: { name, wanted: { phrase: 'answeredWithoutValue' } }, at: [] };
  if ('value' in read) return { entry: { state, value: read.value, ...extras }, isLong: read.isLong ?? false };
  const item = read.item === undefined || !Array.isArray(value) ? [] : [read.item];
  return { code: read.code, details: { name, ...read.details }, at: ['value', ...item] };
}

/**
 * An answer's value, and whether it is a number of more digits than people write, read as the double that a program wrote so;
 * or why the text is none, `item` is the position in a list.
 */
type ParsedAnswerValue =
  | { readonly value: AnswerValue; readonly isLong?: boolean }
  | { readonly code: ProblemCode; readonly details: ProblemDetails; readonly item?: number };

const MOST_DIGITS = 15;

const NUMBER: Phrase = { phrase: 'number' };
const WHOLE_NUMBER: Phrase = { phrase: 'wholeNumber' };

/** The reader of the units of an input, made once. */
function unitReaderOf(input: Input): ReturnType<typeof createUnitReader> {
  const known = UNIT_READERS.get(input) ?? createUnitReader(unitFactorsOf(input));
  UNIT_READERS.set(input, known);
  return known;
}

const UNIT_READERS = new WeakMap<Input, ReturnType<typeof createUnitReader>>();

/**
 * Reads the text of an answer (option ids for a multiple choice) as what the question or fact asks for. A number may carry a
 * unit, which decides what it is in the unit of the question: `1.864亿` is 18640 where that is 万元.
 */
export function parseAnswerValue(input: Input, given: string | readonly string[]): ParsedAnswerValue {
  if (input.form === 'options') return readChoices(input, typeof given === 'string' ? [given] : given);
  if (typeof given !== 'string') {
    return { code: 'A103', details: { found: given.join(', '), wanted: { phrase: 'oneValue' } } };
  }
  switch (input.form) {
    case 'option':
      return readOption(input, given);
    case 'yesNo':
      return given === 'true' || given === 'false'
        ? { value: given === 'true' }
        : wrongType(given, { phrase: 'trueOrFalse' });
    case 'step':
    case 'number':
      return readNumber(input, given);
    case 'date':
      return CALENDAR_DATE.test(given) ? { value: given } : wrongType(given, { phrase: 'dateLike' });
    case 'uscc':
      return readUscc(given);
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given) ? { value: given } : wrongType(given, { phrase: 'email' });
    case 'phone':
      return /^[+(]?[\d][\d\s()/.-]{4,}$/.test(given) ? { value: given } : wrongType(given, { phrase: 'phone' });
    case 'text':
      return given.trim() === '' ? wrongType(given, { phrase: 'someText' }) : { value: given };
  }
}

function wrongType(found: string, wanted: Phrase): ParsedAnswerValue {
  return { code: 'A103', details: { found, wanted } };
}

function readOption(input: Input, given: string): ParsedAnswerValue {
  const options = input.value.kind === 'choice' ? input.value.options : [];
  if (options.includes(given)) return { value: given };
  return { code: 'A102', details: { found: given, allowed: rankBySpelling(given, options) } };
}

function readChoices(input: Input, given: readonly string[]): ParsedAnswerValue {
  const ids = input.options.map(({ id }) => id);
  for (const [item, option] of given.entries()) {
    if (!ids.includes(option))
      return { code: 'A102', details: { found: option, allowed: rankBySpelling(option, ids) }, item };
    if (given.indexOf(option) < item) return { code: 'A106', details: { found: option }, item };
  }
  const exclusive = input.options.find(({ id, exclusive: alone }) => alone && given.includes(id));
  if (exclusive && given.length > 1) {
    return { code: 'A105', details: { found: exclusive.id }, item: given.indexOf(exclusive.id) };
  }
  const { least, most } = input.choose;
  if (given.length < least && !exclusive) return howMany({ phrase: 'atLeastOptions', count: least }, given.length);
  if (most !== null && given.length > most) return howMany({ phrase: 'atMostOptions', count: most }, given.length);
  // Kept in the listed order, so that the order of ticking never shows.
  return { value: ids.filter((id) => given.includes(id)) };
}

function howMany(wanted: Phrase, count: number): ParsedAnswerValue {
  return { code: 'A107', details: { found: String(count), wanted } };
}

function readNumber(input: Input, given: string): ParsedAnswerValue {
  const {
    whole,
    range: { low, high },
  } = input;
  const { numeral, factor } = parseDecimal(given) ? { numeral: given, factor: null } : unitReaderOf(input)(given);
  const bare = withoutGroups(numeral);
  const isLong = bare.replace(/e.*$/i, '').replace(/\D/g, '').replace(/^0+/, '').length > MOST_DIGITS;
  const written = isLong ? parseWrittenDouble(bare) : undefined;
  const digits = written === undefined ? parseDecimal(bare) : fromNumber(written);
  const number = digits && factor !== null ? multiply(digits, fromNumber(factor)) : digits;
  const plain = number ? undefined : writtenOut(given);
  if (plain !== undefined) return wrongType(given, { phrase: 'digitsAlone', number: plain });
  const kind = whole ? WHOLE_NUMBER : NUMBER;
  if (!number) return wrongType(given, hasUnit(given) ? inUnitOf(input, kind) : kind);
  if (whole && number.d !== 1n) {
    const worked: Phrase = { phrase: 'workedOut', what: kind, number: toDecimalText(number, MOST_DIGITS) };
    return wrongType(given, factor === null ? kind : worked);
  }
  if (isLong && written === undefined) return wrongType(given, { phrase: 'atMostDigits', digits: MOST_DIGITS });
  if (!Number.isFinite(toNumber(number))) return wrongType(given, { phrase: 'ordinaryNumber' });
  if ((low && compare(number, low) < 0) || (high && compare(number, high) > 0)) {
    return { code: 'A104', details: { found: given, wanted: describeRange(low, high) } };
  }
  return { value: number, isLong };
}

/** A kind of number in the unit of the question, as the pack has it, or without any. */
function inUnitOf({ definition }: Input, what: Phrase): Phrase {
  const unit = 'unit' in definition ? definition.unit : undefined;
  const texts = typeof unit === 'string' ? [unit] : Object.values(unit ?? {});
  return texts.length === 0 ? { phrase: 'withoutUnit', what } : { phrase: 'inUnit', what, units: texts };
}

function describeRange(low: Rational | null, high: Rational | null): Phrase {
  const text = (end: Rational): string => toDecimalText(end, MOST_DIGITS);
  if (low && high) return { phrase: 'fromTo', low: text(low), high: text(high) };
  return low ? { phrase: 'andAbove', low: text(low) } : { phrase: 'andBelow', high: high ? text(high) : '' };
}

function readUscc(given: string): ParsedAnswerValue {
  const code = normaliseUscc(given);
  const fault = findUsccFault(code);
  if (!fault) return { value: code };
  return {
    code: fault.fault === 'mangled' ? 'A111' : 'A110',
    details: { found: given, wanted: describeFault(fault, code) },
  };
}

function describeFault(fault: UsccFault, code: string): Phrase {
  switch (fault.fault) {
    case 'mangled':
      return { phrase: 'fromLicence' };
    case 'length':
      return { phrase: 'codeLength', count: [...code].length };
    case 'character':
      return { phrase: 'codeCharacter', character: fault.character };
    case 'organisation-check':
      return { phrase: 'organisationCheck', character: fault.expected };
    case 'check':
      return { phrase: 'lastCheck', character: fault.expected };
  }
}

/** Whether a fact has to be stated wherever it is asked: it is required and has no default. */
export function isRequired({ definition, default: usual }: Input): boolean {
  return 'required' in definition && definition.required === true && usual === null;
}

/** Whether it has to be stated by every enterprise: it is asked of all, too, and follows from nothing else. */
export function isRequiredOfAll(input: Input): boolean {
  return isRequired(input) && input.when === null && input.derived === null;
}
