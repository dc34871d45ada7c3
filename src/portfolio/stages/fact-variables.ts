import { exactly, NOTHING, type Possible } from '../../condition/value.ts';
import { parseDecimal } from '../../model/rational.ts';
import { UNDATED } from '../day.ts';
import type { FactColumn } from '../roster.ts';
import { type Declaration, readDeclaration } from './declaration.ts';
import type { Variable } from './variable.ts';

/** A fact as it is known: a number where all that is stated are numbers, else a text. */
export function factVariable({ codes, values }: FactColumn): Variable {
  const isNumeric = values.length > 1 && values.slice(1).every((value) => parseDecimal(value) !== undefined);
  return {
    type: { kind: isNumeric ? 'number' : 'text' },
    codeOf: (index) => codes[index] as number,
    codeOn: (index) => codes[index] as number,
    addDays: () => {},
    possible(code) {
      if (code === 0) return NOTHING;
      const text = values[code] as string;
      return exactly((isNumeric && parseDecimal(text)) || text);
    },
  };
}

const [NO, YES, UNDECIDED] = [0, 1, 2] as const;
/** What it may be where nobody can tell. */
const EITHER: Possible = { kind: 'atoms', atoms: [false, true], nothing: false };

/**
 * Whether a fact is stated as anything but no; a day in it is the day it became so: after the day of the roster it is not
 * so yet. Nothing stated is no. Where others state days or yes, a text that is neither is undecided.
 */
export function statedVariable(column: FactColumn | undefined, asOf: number): Variable {
  const stated = statedOf(column?.values ?? ['']);
  const of = (index: number): Stated => stated[column?.codes[index] ?? 0] as Stated;
  const codeOn = (index: number, day: number): number => of(index).on(day);
  return {
    type: { kind: 'boolean' },
    codeOf: (index) => codeOn(index, asOf),
    codeOn,
    addDays(index, all) {
      const { from } = of(index);
      if (from !== UNDATED && from <= asOf) all.push(from);
    },
    possible: (one) => (one === UNDECIDED ? EITHER : exactly(one === YES)),
  };
}

/** A value as time passes. */
interface Stated {
  /** The day from which on it surely is so; `UNDATED` where there is none. */
  readonly from: number;
  on(day: number): number;
}

const always = (code: number): Stated => ({ from: UNDATED, on: () => code });

function statedOf(values: readonly string[]): readonly Stated[] {
  const declared = values.map(readDeclaration);
  const text = isDeclared(declared) ? UNDECIDED : YES;
  return declared.map((one): Stated => {
    if (one.kind === 'since')
      return { from: one.last, on: (day) => (day < one.first ? NO : day >= one.last ? YES : UNDECIDED) };
    return always({ no: NO, unknown: UNDECIDED, text }[one.kind]);
  });
}

/** So many texts to each day and yes may be slips; where there are more, texts are what the fact is. */
const MOST_SLIPS = 4;

/** Whether values say since when something is so, or that it is: then other texts do not. */
function isDeclared(declared: readonly Declaration[]): boolean {
  const count = (kind: Declaration['kind']): number => declared.filter((one) => one.kind === kind).length;
  return count('since') > 0 && count('text') <= count('since') * MOST_SLIPS;
}

/** Values of a fact that most likely are slips, and how many enterprises state them. */
export interface OddValues {
  readonly values: readonly string[];
  readonly count: number;
  /** Whether they are undecided; else they count as yes. */
  readonly isUndecided: boolean;
}

/** The values that do not clearly say whether a fact is stated; undefined where there are none. */
export function oddlyStated({ codes, values }: FactColumn, size: number, asOf: number): OddValues | undefined {
  const isUndecided = statedOf(values).map(({ on }) => on(asOf) === UNDECIDED);
  const isOdd = values.map((value, code) => isUndecided[code] || readDeclaration(value).kind === 'text');
  let count = 0;
  for (let index = 0; index < size; index++) if (isOdd[codes[index] as number]) count += 1;
  if (count === 0) return undefined;
  return { values: values.filter((_, code) => isOdd[code]), count, isUndecided: isUndecided.includes(true) };
}
