import { between, exactly, NOTHING, orNothing, type Possible } from '../../condition/value.ts';
import { fromNumber } from '../../model/rational.ts';
import type { AssessedColumns } from '../assessed.ts';
import { dayNumber, UNDATED } from '../day.ts';
import { ASSESSMENT_KINDS, type AssessmentKind, type Standing } from '../member.ts';
import type { Roster } from '../roster.ts';
import type { Variable } from './variable.ts';

/** Whether a member was assessed in one of these ways: from the first such assessment on, whichever counts. */
export function assessedVariable(roster: Roster, kinds: readonly AssessmentKind[]): Variable {
  const columns = kinds.map((kind) => roster.newest[kind]);
  return {
    type: { kind: 'boolean' },
    codeOf: (index) => (columns.some(({ source }) => source[index] !== 0) ? 1 : 0),
    codeOn: (index, day) =>
      columns.some(({ source, first }) => source[index] !== 0 && (first[index] as number) <= day) ? 1 : 0,
    addDays(index, days) {
      for (const { first } of columns) if (first[index] !== UNDATED) days.push(first[index] as number);
    },
    possible: (code) => exactly(code === 1),
  };
}

/** Whether a policy was given with an assessment. */
export function policyVariable(roster: Roster): Variable {
  const given = (index: number, until: number): number =>
    roster.assessments(index).some(({ hasPolicy, date }) => hasPolicy && dayNumber(date) <= until) ? 1 : 0;
  return {
    type: { kind: 'boolean' },
    // Only enterprise files know of policies.
    codeOf: (index) => (roster.files.has(index) ? given(index, Number.POSITIVE_INFINITY) : 0),
    codeOn: (index, day) => (roster.files.has(index) ? given(index, day) : 0),
    addDays(index, days) {
      if (roster.files.has(index)) addDays(roster, ASSESSMENT_KINDS, index, days);
    },
    possible: (code) => exactly(code === 1),
  };
}

/**
 * The level of the newest assessment; of several kinds, of the last kind there is. Code 0 is not assessed.
 */
export function levelVariable(roster: Roster, kinds: readonly AssessmentKind[]): Variable {
  const latest = kinds.map((kind) => ({ kind, column: roster.newest[kind] })).reverse();
  const standings: Standing[] = [{ value: null, lowest: null, highest: null }];
  const known = new Map<string, number>();

  function codeOf(value: number, lowest: number, highest: number): number {
    const name = `${value} ${lowest} ${highest}`;
    const code = known.get(name) ?? standings.length;
    if (code === standings.length) {
      known.set(name, code);
      standings.push(standingOf(value, lowest, highest));
    }
    return code;
  }

  function codeOfColumn(index: number, { level, lowest, highest }: AssessedColumns): number {
    return codeOf(level[index] as number, lowest[index] as number, highest[index] as number);
  }

  /** Of batch results: the newest is a column, what gave way to it is kept apart; undefined where there was none. */
  function codeOfResults(index: number, day: number, { kind, column }: (typeof latest)[number]): number | undefined {
    if (column.source[index] !== 0 && (column.day[index] as number) <= day) return codeOfColumn(index, column);
    const past = roster.past.newestOn(index, kind, day);
    return past && codeOf(past.level, past.lowest, past.highest);
  }

  return {
    type: { kind: 'number' },
    codeOf(index) {
      const newest = latest.find(({ column }) => column.source[index] !== 0);
      return newest ? codeOfColumn(index, newest.column) : 0;
    },
    codeOn(index, day) {
      if (!roster.files.has(index)) {
        // There may be a million of them: no objects.
        for (const one of latest) {
          const code = codeOfResults(index, day, one);
          if (code !== undefined) return code;
        }
        return 0;
      }
      const all = roster.history(index).filter(({ date }) => dayNumber(date) <= day);
      const last = [...kinds]
        .reverse()
        .map((kind) => all.findLast((one) => one.kind === kind))
        .find((one) => one);
      if (!last) return 0;
      const { value, lowest, highest } = last.level;
      return codeOf(value ?? Number.NaN, lowest ?? Number.NaN, highest ?? Number.NaN);
    },
    addDays: (index, days) => addDays(roster, kinds, index, days),
    possible: (code) => (code === 0 ? NOTHING : possibleOf(standings[code] as Standing)),
  };
}

function standingOf(value: number, lowest: number, highest: number): Standing {
  const orNull = (one: number): number | null => (Number.isNaN(one) ? null : one);
  if (Number.isNaN(value) && !Number.isNaN(highest)) return { lowest: orNull(lowest), highest };
  return { value: orNull(value), lowest: orNull(lowest), highest: orNull(highest) };
}

function possibleOf({ value, lowest, highest }: Standing): Possible {
  if (value === null) return NOTHING;
  if (value !== undefined) return exactly(fromNumber(value));
  const range = between(lowest === null ? null : fromNumber(lowest), highest === null ? null : fromNumber(highest));
  return lowest === null ? orNothing(range) : range;
}

function addDays(roster: Roster, kinds: readonly AssessmentKind[], index: number, days: number[]): void {
  const detail = roster.files.get(index);
  for (const { kind, date } of detail?.assessments ?? []) {
    if (kinds.includes(kind) && date !== null) days.push(dayNumber(date));
  }
  for (const kind of kinds) {
    const day = roster.newest[kind].day[index] as number;
    if (day !== UNDATED) days.push(day);
    roster.past.addDays(index, kind, days);
  }
}
