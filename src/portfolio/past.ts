import type { AssessedColumns } from './assessed.ts';
import { growingCodes } from './columns.ts';
import { dateOfDay, UNDATED } from './day.ts';
import { ASSESSMENT_KINDS, type AssessmentKind, type MemberAssessment, type PackName } from './member.ts';
import { standingOf } from './standing.ts';

/** The score that is kept of what gave way, where results have it: the one that decides between equal levels. */
export const KEPT_SCORE = 'total';

/** What is kept of an assessment that gave way to a newer one. */
export type PastAssessment = Pick<MemberAssessment, 'kind' | 'date' | 'pack' | 'level' | 'scores'>;

/** The same in numbers, of which NaN is nothing: `kind` is a position in `ASSESSMENT_KINDS`, `pack` one in the roster's packs. */
export type PastRow = Readonly<Record<(typeof COLUMNS)[number], number>>;

const COLUMNS = ['kind', 'day', 'pack', 'level', 'lowest', 'highest', 'score'] as const;

/** Dated assessments of batch results that gave way to newer ones; of one kind and day the one that was read first. */
export interface Past {
  has(index: number): boolean;
  /** Those of a member, newest last. */
  of(index: number, packs: readonly (PackName | null)[]): readonly PastAssessment[];
  /** The newest of a kind up to a day; undefined where there is none. */
  newestOn(index: number, kind: AssessmentKind, day: number): PastRow | undefined;
  addDays(index: number, kind: AssessmentKind, days: number[]): void;
}

/** The same while it grows, with room for its members. */
export interface GrowingPast extends Past {
  add(index: number, row: PastRow): void;
  grow(capacity: number): void;
}

/** Nothing past yet, and room for so many members. There may be a million rows: they are kept column by column. */
export function createPast(capacity: number): GrowingPast {
  const columns = Object.fromEntries(COLUMNS.map((name) => [name, []])) as unknown as Record<keyof PastRow, number[]>;
  /** For each row the place of the one before it of the same member, and of each member the last; 1 more, 0 is none. */
  const before: number[] = [];
  const last = growingCodes(capacity);

  function* placesOf(index: number): Generator<number> {
    for (let at = last.values[index] as number; at > 0; at = before[at - 1] as number) yield at - 1;
  }

  function* daysOf(index: number, kind: number): Generator<readonly [place: number, day: number]> {
    for (const place of placesOf(index)) {
      if (columns.kind[place] === kind) yield [place, columns.day[place] as number];
    }
  }

  function rowAt(place: number): PastRow {
    return Object.fromEntries(COLUMNS.map((name) => [name, columns[name][place]])) as PastRow;
  }

  return {
    add(index, row) {
      if (row.day === UNDATED) return;
      for (const [, day] of daysOf(index, row.kind)) if (day === row.day) return;
      before.push(last.values[index] as number);
      last.values[index] = before.length;
      for (const name of COLUMNS) columns[name].push(row[name]);
    },
    grow: (length) => last.grow(length),
    has: (index) => last.values[index] !== 0,
    of: (index, packs) =>
      [...placesOf(index)]
        .map(rowAt)
        .sort((a, b) => a.day - b.day)
        .map((row) => assessmentOf(row, packs)),
    newestOn(index, kind, until) {
      let [found, newest] = [-1, UNDATED];
      for (const [place, day] of daysOf(index, ASSESSMENT_KINDS.indexOf(kind)))
        if (day <= until && day > newest) [found, newest] = [place, day];
      return found < 0 ? undefined : rowAt(found);
    },
    addDays(index, kind, days) {
      for (const [, day] of daysOf(index, ASSESSMENT_KINDS.indexOf(kind))) days.push(day);
    },
  };
}

function assessmentOf(row: PastRow, packs: readonly (PackName | null)[]): PastAssessment {
  const { kind, day, pack, level, lowest, highest, score } = row;
  return {
    kind: ASSESSMENT_KINDS[kind] as AssessmentKind,
    date: dateOfDay(day),
    pack: packs[pack] ?? null,
    level: standingOf(level, lowest, highest),
    scores: new Map(
      Number.isNaN(score) ? [] : [[KEPT_SCORE, { value: score, lowest: score, highest: score, coverage: null }]],
    ),
  };
}

/** A row of assessments column by column, as it is kept. */
export function rowIn(
  columns: Pick<AssessedColumns, 'day' | 'pack' | 'level' | 'lowest' | 'highest'>,
  at: number,
  { kind, score = Number.NaN }: { readonly kind: number; readonly score: number | undefined },
): PastRow {
  const of = (column: AssessedColumns['day' | 'pack' | 'level']): number => column[at] as number;
  const { day, pack, level, lowest, highest } = columns;
  return { kind, day: of(day), pack: of(pack), level: of(level), lowest: of(lowest), highest: of(highest), score };
}
