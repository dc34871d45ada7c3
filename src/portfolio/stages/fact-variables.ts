import { exactly, NOTHING } from '../../condition/value.ts';
import { plainForm } from '../../model/plain.ts';
import { parseDecimal } from '../../model/rational.ts';
import { YES_NO } from '../../model/yes-no.ts';
import { dayNumber, readRecentDay, UNDATED } from '../day.ts';
import type { FactColumn } from '../roster.ts';
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

/** Signs that stand where nothing is to be said, such as a dash. */
const SIGNS_ONLY = /^[\p{P}\p{S}]+$/u;

/** Whether a value states a fact: anything but no and mere signs. */
function isStated(value: string): boolean {
  const said = YES_NO.get(plainForm(value));
  return said ?? (value !== '' && !SIGNS_ONLY.test(value));
}

/** The values of a fact that state it and say neither yes nor a day: most likely slips. */
export function oddlyStated({ values }: FactColumn): readonly string[] {
  return values.filter(
    (value) =>
      isStated(value) && YES_NO.get(plainForm(value)) === undefined && !('day' in (readRecentDay(value) ?? {})),
  );
}

/**
 * Whether a fact is stated as anything but no; a day in it is the day it became so: after the day of the roster it is not
 * so yet. Nothing stated is no.
 */
export function statedVariable(column: FactColumn | undefined, asOf: number): Variable {
  const stated = (column?.values ?? ['']).map(isStated);
  const days = (column?.values ?? ['']).map((value) => {
    const read = readRecentDay(value);
    return read && 'day' in read ? dayNumber(read.day) : UNDATED;
  });
  const code = (index: number): number => column?.codes[index] ?? 0;
  const codeOn = (index: number, day: number): number =>
    stated[code(index)] && (days[code(index)] as number) <= day ? 1 : 0;
  return {
    type: { kind: 'boolean' },
    codeOf: (index) => codeOn(index, asOf),
    codeOn,
    addDays(index, all) {
      const day = days[code(index)] as number;
      if (day !== UNDATED && day <= asOf) all.push(day);
    },
    possible: (one) => exactly(one === 1),
  };
}
