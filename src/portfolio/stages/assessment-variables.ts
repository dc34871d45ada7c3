import { between, exactly, NOTHING, orNothing, type Possible } from '../../condition/value.ts';
import { fromNumber } from '../../model/rational.ts';
import type { AssessedColumns } from '../assessed.ts';
import { dayNumber, UNDATED } from '../day.ts';
import { ASSESSMENT_KINDS, type AssessmentKind, type MemberAssessment, type Standing } from '../member.ts';
import type { Roster } from '../roster.ts';
import type { Variable } from './variable.ts';

/** The assessments of some kinds that a member had by a day: those of its file, and the newest of batch results. */
type History = (index: number, day: number) => readonly MemberAssessment[];

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
  const history = historyOf(roster, ASSESSMENT_KINDS);
  const given = (index: number, day: number): number =>
    history(index, day).some(({ hasPolicy }) => hasPolicy) ? 1 : 0;
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
 * The level of the newest assessment; of several kinds, of the last kind there is. Code 0 is not assessed. How it was on
 * an earlier day is known from enterprise files; of batch results only the newest of a kind is kept.
 */
export function levelVariable(roster: Roster, kinds: readonly AssessmentKind[]): Variable {
  const columns = kinds.map((kind) => roster.newest[kind]).reverse();
  const history = historyOf(roster, kinds);
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

  function codeOfColumn(index: number, column: AssessedColumns | undefined): number {
    if (!column) return 0;
    return codeOf(column.level[index] as number, column.lowest[index] as number, column.highest[index] as number);
  }

  return {
    type: { kind: 'number' },
    codeOf: (index) =>
      codeOfColumn(
        index,
        columns.find(({ source }) => source[index] !== 0),
      ),
    codeOn(index, day) {
      if (!roster.files.has(index))
        return codeOfColumn(
          index,
          columns.find((column) => isThere(column, index, day)),
        );
      const all = history(index, day);
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

function isThere({ source, day: days }: AssessedColumns, index: number, day: number): boolean {
  return source[index] !== 0 && (days[index] as number) <= day;
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

function historyOf(roster: Roster, kinds: readonly AssessmentKind[]): History {
  return (index, day) =>
    roster.assessments(index).filter(({ kind, date }) => kinds.includes(kind) && dayNumber(date) <= day);
}

function addDays(roster: Roster, kinds: readonly AssessmentKind[], index: number, days: number[]): void {
  const detail = roster.files.get(index);
  for (const { kind, date } of detail?.assessments ?? []) {
    if (kinds.includes(kind) && date !== null) days.push(dayNumber(date));
  }
  for (const kind of kinds) {
    const day = roster.newest[kind].day[index] as number;
    if (day !== UNDATED) days.push(day);
  }
}
