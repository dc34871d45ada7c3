// Writes the reasons for rejecting rows of tables.
import type { Messages } from '../../i18n/index.ts';
import type { RegisterFault } from '../../model/index.ts';
import { ASSESSMENT_KINDS, type Ends, type LinkError, MAX_COUNT, type ResultRowError } from '../../portfolio/index.ts';
import { currencyInAmount, expandNumeral, hasUnit } from '../../scoring/index.ts';
import { sanitizeLine } from '../terminal/terminal-text.ts';
import { numberFaultInWords } from '../text/answer-text.ts';
import { formatNumber, formatRange, formatShare } from '../text/number-format.ts';

/** The reasons for rejecting a row of an export. */
export const REJECT_RULES = [
  'row-length',
  'not-object',
  'member-twice',
  'nul',
  'too-long',
  'open-quote',
  'stray-quote',
  'rows-in-quotes',
  'other-headings',
  'unknown-value',
  'no-heading',
  'unused-column',
  'not-number',
  'unclear-number',
  'mangled-number',
  'number-too-long',
  'unclear-share',
  'other-magnitude',
  'option-twice',
  'contradiction',
  'columns-differ',
  'merged-cells',
  'not-applicable',
  'not-whole',
  'out-of-range',
  'exclusive-option',
  'how-many-options',
  'not-date',
  'unclear-date',
  'future-date',
  'past-date',
  'not-email',
  'not-phone',
  'check-character',
  'mangled-id',
  'totals-row',
  'example-row',
  'required-fact',
  'refused-missing',
  'duplicate-key',
  'other-enterprise',
  'file-unusable',
  'derived-contradicted',
  'derived-out-of-range',
  'out-of-scope',
  'not-asked',
  'evidence-missing',
  'reason-missing',
  'implausible',
  'option-alone',
] as const;

export type RejectRule = (typeof REJECT_RULES)[number];

/** The data for a message about a rejected row, apart from its column and value. */
export interface RejectDetails {
  /** The lowest and the highest number or count allowed. */
  readonly low?: number;
  readonly high?: number;
  /** The number of options chosen, or the factor by which a figure differs from what another one suggests. */
  readonly count?: number;
  /**
   * What the message sets against the value: the name on file, the exclusive option, the name of the other figure, or
   * the problem of the file.
   */
  readonly expected?: string;
  /** The other line with the same key, and its export if that is a different one. */
  readonly line?: number;
  readonly source?: string;
  /** The fault of a number in a register. */
  readonly register?: RegisterFault;
  /** The command-line option that settles the problem; absent if a mapping is the place to do so. */
  readonly option?: string;
  /** The currency of an amount, and those in which the question takes amounts. */
  readonly otherCurrency?: { readonly stated: string; readonly wanted: readonly string[] };
  /** Whether a number of the office's own may stand for a missing register number. */
  readonly takesOwn?: boolean;
}

/** Writes why a row is rejected, in one line without a full stop. */
export function rejectInWords(...given: Parameters<typeof reasonInWords>): string {
  // The message quotes the value from the export, which may contain control characters, so they are removed here.
  return sanitizeLine(reasonInWords(...given));
}

function reasonInWords(
  rule: RejectRule,
  details: RejectDetails & { readonly name: string; readonly value: string },
  { batch, numbers, words }: Messages,
): string {
  const writeNumber = (value: number): string => formatNumber(value, { numbers, decimals: 15 });
  const { name, value, low = null, high = null, count = 0, expected, line = 0, source } = details;
  const range = formatRange(low, high, { numbers, write: writeNumber }) ?? '';
  const { reasons } = batch;
  switch (rule) {
    case 'row-length':
    case 'no-heading':
    case 'other-headings':
    case 'member-twice':
    case 'merged-cells':
    case 'mangled-id':
    case 'totals-row':
    case 'example-row':
      return reasons[rule]({ value });
    case 'not-object':
    case 'out-of-scope':
      return reasons[rule];
    case 'unknown-value':
      return unreadInWords(details, reasons) ?? reasons[rule]({ name, value });
    case 'not-number': {
      const unreadText = unreadInWords(details, reasons);
      if (unreadText !== undefined) return unreadText;
      const digits = expandNumeral(value);
      if (digits !== undefined) return reasons.multiplier({ name, value, digits });
      const { otherCurrency } = details;
      if (otherCurrency !== undefined) {
        const { stated, wanted } = otherCurrency;
        return reasons.otherCurrency({ name, value, stated, wanted: numbers.or(wanted) });
      }
      const isInUnit = hasUnit(value) || currencyInAmount(value) !== undefined;
      return isInUnit ? reasons.otherUnit({ name, value }) : reasons[rule]({ name, value });
    }
    case 'unused-column':
    case 'unclear-number':
    case 'mangled-number':
    case 'number-too-long':
    case 'unclear-share':
    case 'option-twice':
    case 'not-whole':
    case 'not-date':
    case 'future-date':
    case 'past-date':
    case 'not-email':
    case 'not-phone':
      return reasons[rule]({ name, value });
    case 'rows-in-quotes':
      return reasons[rule]({ name, value, first: details.line === undefined ? undefined : String(details.line) });
    case 'unclear-date':
      return reasons[rule]({ name, value, option: details.option });
    case 'out-of-range':
      return reasons[rule]({ name, value, range });
    case 'how-many-options':
      return reasons[rule]({ name, range, count: writeNumber(count) });
    case 'other-magnitude':
      return reasons[rule]({ name, value, ...factorInWords(count, numbers), other: expected ?? '' });
    case 'exclusive-option':
      return reasons[rule]({ name, expected: expected ?? '' });
    case 'check-character':
      return registerFaultInWords(value, details.register, { batch, words });
    case 'duplicate-key':
      return reasons[rule]({ value, line: String(line), source });
    case 'other-enterprise':
      return reasons[rule]({ value, expected: expected ?? '', option: details.option ?? '' });
    case 'file-unusable':
      return reasons[rule]({ problem: expected ?? '' });
    case 'derived-contradicted':
    case 'derived-out-of-range':
    case 'evidence-missing':
    case 'reason-missing':
    case 'not-asked':
    case 'implausible':
    case 'option-alone':
    case 'nul':
    case 'too-long':
    case 'open-quote':
    case 'stray-quote':
    case 'contradiction':
    case 'columns-differ':
    case 'not-applicable':
    case 'refused-missing':
      return reasons[rule]({ name });
    case 'required-fact':
      return (details.takesOwn === true ? reasons.ownNumber : reasons[rule])({ name });
  }
}

/** A number formatted as a date: it shows as a day in the year from which spreadsheets count days. */
const NUMBER_AS_DAY = /^(?:1899-12|1900-0[1-4]|1904-0[1-4])-\d\d(?: \d\d:\d\d:\d\d)?$/;
/** A formula without a stored result. */
const FORMULA_PATTERN = /^=./;

/**
 * Writes why a cell has no meaning, if its text shows that a spreadsheet program changed a number to a date or stored a
 * formula.
 */
function unreadInWords(
  { name, value }: { readonly name: string; readonly value: string },
  reasons: Messages['batch']['reasons'],
): string | undefined {
  if (NUMBER_AS_DAY.test(value)) return reasons.numberAsDay({ name, value });
  return FORMULA_PATTERN.test(value) ? reasons.formula({ name, value }) : undefined;
}

/** Writes what is wrong with a number in a register. */
function registerFaultInWords(
  value: string,
  fault: RegisterFault | undefined,
  { batch: { reasons }, words }: Pick<Messages, 'batch' | 'words'>,
): string {
  if (!fault?.kind) return reasons['mangled-id']({ value });
  if (fault.kind !== 'uscc') return reasons.registerNumber({ value, fault: numberFaultInWords(fault, words) });
  return reasons['check-character']({ value, fault: creditCodeInWords(fault, reasons) });
}

function creditCodeInWords(
  fault: Extract<RegisterFault, { kind: 'uscc' }>,
  { creditCode }: Messages['batch']['reasons'],
): string {
  switch (fault.fault) {
    case 'length':
      return creditCode.length({ count: String(fault.length) });
    case 'character':
      return creditCode.character({ expected: fault.character });
    case 'organisation-check':
      return creditCode.organisationCheck({ expected: fault.expected });
    case 'check':
      return creditCode.check({ expected: fault.expected });
  }
}

/** Returns a factor as messages take it; a factor below 1 as the denominator of a fraction. */
export function factorInWords(factor: number, numbers: Messages['numbers']): { factor: string; part?: string } {
  const writeNumber = (value: number): string => formatNumber(value, { numbers, decimals: 0 });
  return factor > 0 && factor < 1 ? { factor: '', part: writeNumber(1 / factor) } : { factor: writeNumber(factor) };
}

/** The text shown for a blank cell. */
const NO_VALUE_MARK = '–';

/** Writes why a row of a batch result is impossible, in one line without a full stop. */
export function rowErrorInWords(flaw: ResultRowError, { batch, portfolio, numbers }: Messages): string {
  const writeNumber = (value: number): string => formatNumber(value, { numbers, decimals: 15 });
  const rangeOf = ({ low, high }: Ends): string => formatRange(low, high, { numbers, write: writeNumber }) ?? '';
  switch (flaw.rule) {
    case 'not-day':
      return batch.reasons['not-date']({ name: flaw.column, value: flaw.value });
    case 'unclear-day':
      return portfolio.rows.unclearDay({ column: flaw.column, value: flaw.value });
    case 'not-kind':
      return portfolio.rows.notKind({
        column: flaw.column,
        value: flaw.value,
        kinds: numbers.or([...ASSESSMENT_KINDS]),
      });
    case 'not-pack':
      return portfolio.rows.notPack({ column: flaw.column, value: flaw.value, example: 'quick-scan@2.0.0' });
    case 'not-between': {
      const [value, low, high] = [flaw.value, flaw.low, flaw.high].map((number) =>
        number === null || Number.isNaN(number) ? NO_VALUE_MARK : String(number),
      ) as [string, string, string];
      return portfolio.rows.notBetween({ level: value, low, high });
    }
    case 'not-total':
      return portfolio.rows.notTotal({
        column: flaw.column,
        value: formatNumber(flaw.value, { numbers, decimals: 3 }),
        parts: numbers.and([...flaw.parts]),
        total: formatNumber(flaw.total, { numbers, decimals: 3 }),
      });
    case 'level-too-high':
      return portfolio.rows.levelTooHigh({
        column: flaw.column,
        value: String(flaw.value),
        score: flaw.score,
        stated: formatNumber(flaw.stated, { numbers, decimals: 3 }),
        least: writeNumber(flaw.least),
      });
    case 'level-too-low':
      return portfolio.rows.levelTooLow({
        column: flaw.column,
        value: String(flaw.value),
        reached: String(flaw.reached),
      });
    case 'not-level': {
      const levels = numbers.or(flaw.levels.map(writeNumber));
      return portfolio.rows.notLevel({ column: flaw.column, value: String(flaw.value), pack: flaw.pack, levels });
    }
    case 'not-whole':
      return portfolio.rows.notWhole({ column: flaw.column, value: String(flaw.value) });
    case 'not-count':
      return portfolio.rows.notCount({
        column: flaw.column,
        value: Number.isNaN(flaw.value) ? NO_VALUE_MARK : String(flaw.value),
        most: writeNumber(MAX_COUNT),
      });
    case 'not-answer':
      return portfolio.rows.notAnswer({
        column: flaw.column,
        value: flaw.value,
        options: numbers.or([...flaw.options]),
      });
    case 'option-twice':
    case 'not-number':
      return batch.reasons[flaw.rule]({ name: flaw.column, value: flaw.value });
    case 'not-integer':
      return batch.reasons['not-whole']({ name: flaw.column, value: flaw.value });
    case 'exclusive-option':
      return batch.reasons['exclusive-option']({ name: flaw.column, expected: flaw.value });
    case 'not-applicable':
      return batch.reasons['not-applicable']({ name: flaw.column });
    case 'how-many-options':
      return batch.reasons['how-many-options']({ name: flaw.column, range: rangeOf(flaw), count: String(flaw.value) });
    case 'out-of-range':
      return batch.reasons['out-of-range']({ name: flaw.column, value: String(flaw.value), range: rangeOf(flaw) });
  }
}

/** Writes what is wrong with a link. */
export function linkErrorInWords(
  fault: LinkError,
  { faults }: Messages['outlook'],
  { batch, numbers }: Messages,
): string {
  switch (fault.code) {
    case 'self':
      return faults.self({ key: fault.key });
    case 'twice':
      return faults.twice({ buyer: fault.buyer, supplier: fault.supplier, line: String(fault.earlier) });
    case 'mangled':
      return batch.reasons['mangled-id']({ value: fault.key });
    case 'bad-share':
      return faults.badShare({ text: fault.text });
    case 'bad-value':
      return faults.badValue({ text: fault.text });
    case 'bad-single':
      return faults.badSingle({ text: fault.text });
    case 'no-key':
      return fault.column === 'buyer' ? faults.noBuyer : faults.noSupplier;
    case 'no-weight':
      return faults.noWeight({ buyer: fault.key });
    case 'too-much':
      return faults.tooMuch({ key: fault.key, share: formatShare(fault.share, numbers, 1) });
  }
}
