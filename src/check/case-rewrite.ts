import { fromNumber, type Path, parseDecimal, type TestCase, toDecimalText } from '../model/index.ts';
import { type CaseRun, formatExpectationPath, isClose, type Mismatch } from './case-run.ts';

/** The new value of an expectation, in the form in which it is written to the file. */
export type WrittenValue =
  | { readonly number: string }
  | string
  | null
  | readonly WrittenValue[]
  | { readonly map: Readonly<Record<string, WrittenValue>> };

/** One expectation to rewrite. */
export interface ExpectationEdit {
  /** The name of the expectation, such as `scores.total`. */
  readonly what: string;
  /** The path of the expectation, from the root of the file. */
  readonly at: Path;
  readonly value: WrittenValue;
}

/** Why an expectation that is not met is not rewritten. */
export type UnchangedReason =
  /** The expected value was published by the framework's owner or a third party, so the mistake is in the pack. */
  | 'origin'
  /** Only a person can correct the case, by changing its answers or names. */
  | 'by-hand'
  /**
   * The actual value is an end of a range that cannot be written as a finite decimal, and the case has no tolerance.
   */
  | 'inexact'
  /** The expectation is written at a place that other places refer to, so rewriting it would change those as well. */
  | 'shared';

/** What happens to the expectations of a case that are not met: new values, or the reason for keeping them. */
export interface CaseRewrite {
  readonly edits: readonly ExpectationEdit[];
  readonly unchanged: readonly { readonly what: string; readonly because: UnchangedReason }[];
}

/**
 * Plans the rewriting of a case. Only values that differ are rewritten, and only in cases whose expected values were
 * not published by others.
 */
export function planRewrite({ at, origin, mismatches }: CaseRun, testCase: TestCase): CaseRewrite {
  const edits: ExpectationEdit[] = [];
  const unchangedExpectations: { what: string; because: UnchangedReason }[] = [];
  for (const mismatch of mismatches) {
    const { what, instead } = mismatch;
    if (origin !== 'derived') unchangedExpectations.push({ what, because: 'origin' });
    else if (instead === undefined) unchangedExpectations.push({ what, because: 'by-hand' });
    else {
      const newEdits = planEdits(mismatch, readExpectation(testCase, mismatch.at));
      if (newEdits) edits.push(...newEdits.map((createEdit) => ({ ...createEdit, at: [...at, ...createEdit.at] })));
      else unchangedExpectations.push({ what, because: 'inexact' });
    }
  }
  return { edits, unchanged: unchangedExpectations };
}

function readExpectation(testCase: TestCase, at: Path): unknown {
  return at.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown>)[step], testCase);
}

interface Range {
  readonly lowest: number | null;
  readonly highest: number | null;
}

/**
 * Returns the edits of one expectation, whose value so far is `current`; undefined if the actual value cannot be
 * written.
 */
function planEdits({ at, instead, tolerance = 0 }: Mismatch, current: unknown): ExpectationEdit[] | undefined {
  const createEdit = (place: Path, value: WrittenValue): ExpectationEdit => ({
    what: formatExpectationPath(place),
    at: place,
    value,
  });
  if (isRange(instead)) {
    const changedEnds = (['lowest', 'highest'] as const)
      .filter((end) => !isRange(current) || current[end] !== instead[end])
      .map((end) => ({ end, value: writeEnd(instead[end], tolerance, at) }));
    if (changedEnds.some(({ value }) => value === undefined)) return undefined;
    if (isRange(current)) return changedEnds.map(({ end, value }) => createEdit([...at, end], value as WrittenValue));
    return [
      createEdit(at, { map: Object.fromEntries(changedEnds.map(({ end, value }) => [end, value as WrittenValue])) }),
    ];
  }
  if (typeof instead !== 'number') return [createEdit(at, writeValue(instead))];
  if (hasTolerance(current)) {
    const value = writeDecimal(instead, current.tolerance, countDecimals(current.value));
    return value
      ? [createEdit([...at, 'value'], value)]
      : [createEdit(at, writeWithTolerance(instead, countDecimals(current.value)))];
  }
  const decimals = typeof current === 'number' ? countDecimals(current) : 0;
  return [createEdit(at, writeDecimal(instead, tolerance, decimals) ?? writeWithTolerance(instead, decimals))];
}

function isRange(value: unknown): value is Range {
  return typeof value === 'object' && value !== null && 'lowest' in value;
}

/** Returns an end of a range in the form in which it is written. Only the range of a level can end in null. */
function writeEnd(value: number | null, tolerance: number, at: Path): WrittenValue | undefined {
  if (value === null) return at.at(-1) === 'level' ? null : undefined;
  return writeDecimal(value, tolerance, 0);
}

function hasTolerance(value: unknown): value is { value: number; tolerance: number } {
  return typeof value === 'object' && value !== null && 'tolerance' in value;
}

function writeValue(value: unknown): WrittenValue {
  if (value === null || typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(writeValue);
  const entries = Object.entries(value as object).map(([key, inner]) => [key, writeValue(inner)] as const);
  return { map: Object.fromEntries(entries) };
}

/** Maximum number of significant digits that a number in a document keeps. */
const MAX_DIGITS = 15;
/** The minimum number of decimals to which a number without a finite decimal is rounded. */
const MIN_DECIMALS = 3;

/**
 * Returns the shortest decimal within the tolerance that has at least this many decimals; undefined if a document
 * cannot hold one.
 */
function writeDecimal(value: number, tolerance: number, decimals: number): { number: string } | undefined {
  const exactValue = fromNumber(value);
  for (let digits = decimals; digits <= MAX_DIGITS; digits += 1) {
    const text = toDecimalText(exactValue, digits);
    const roundedValue = parseDecimal(text);
    const significantDigits = text.replace(/\D/g, '').replace(/^0+/, '').length;
    if (!roundedValue || significantDigits > MAX_DIGITS) return undefined;
    if (isClose(roundedValue, exactValue, tolerance)) return { number: text };
  }
  return undefined;
}

/** Rounds a number without a finite decimal, and adds a tolerance of half a unit of its last place. */
function writeWithTolerance(value: number, decimals: number): WrittenValue {
  const decimalPlaces = Math.max(MIN_DECIMALS, decimals);
  const number = toDecimalText(fromNumber(value), decimalPlaces);
  return { map: { value: { number }, tolerance: { number: `0.${'0'.repeat(decimalPlaces)}5` } } };
}

/** Returns the number of decimals a number is written with. */
export function countDecimals(value: number): number {
  return String(value).split('.')[1]?.length ?? 0;
}
