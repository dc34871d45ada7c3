import { answerOf } from '../model/answer-mark.ts';
import type { RecordedAnswers } from '../model/generated/types.ts';
import type { AssessedColumns } from './assessed.ts';
import { dateOfDay } from './day.ts';
import {
  ASSESSMENT_KINDS,
  type AssessmentKind,
  type Member,
  type MemberAssessment,
  type ScoreStanding,
} from './member.ts';
import type { PastAssessment } from './past.ts';
import type { Roster } from './roster.ts';
import { isInScope } from './scope.ts';
import { numberOf, standingOf } from './standing.ts';

type Columns = Omit<Roster, 'member' | 'assessments' | 'history'>;

/** Gives the assessments of a member, newest last: those of its file as they are, and the newest of batch results. */
export function createAssessmentsView(roster: Columns): (index: number) => readonly MemberAssessment[] {
  const newestOf = (kind: AssessmentKind, index: number): MemberAssessment[] => {
    const columns = roster.newest[kind];
    const source = columns.source[index] as number;
    if (source === 0) return [];
    return [
      {
        kind,
        date: dateOfDay(columns.day[index] as number),
        pack: roster.packs[columns.pack[index] as number] ?? null,
        level: standingOf(columns.level[index], columns.lowest[index], columns.highest[index]),
        coverage: numberOf(columns.coverage[index]),
        scores: new Map([...columns.scores].flatMap(([id, values]) => scoreOf(id, values[index] as number))),
        answers: answersOf(columns, index),
        hasPolicy: columns.policy[index] === 1,
        advice: null,
        source: source - 1,
      },
    ];
  };
  return (index) => {
    const own = roster.files.get(index)?.assessments ?? [];
    const isOther = (kind: AssessmentKind): boolean => {
      const source = roster.newest[kind].source[index] as number;
      return source !== 0 && !own.some((one) => one.source === source - 1);
    };
    const others = ASSESSMENT_KINDS.filter(isOther).flatMap((kind) => newestOf(kind, index));
    return others.length === 0 ? own : [...own, ...others].sort((a, b) => compareDates(a.date, b.date));
  };
}

/** Gives all that is known of a member's assessments, newest last; of one kind and day, those of its file. */
export function createHistoryView(
  roster: Omit<Roster, 'member' | 'history'>,
): (index: number) => readonly PastAssessment[] {
  return (index) => {
    const own = roster.assessments(index);
    if (!roster.past.has(index)) return own;
    const isKnown = (past: PastAssessment): boolean =>
      own.some(({ kind, date }) => kind === past.kind && date === past.date);
    const past = roster.past.of(index, roster.packs).filter((one) => !isKnown(one));
    return [...past, ...own].sort((a, b) => compareDates(a.date, b.date));
  };
}

/** Gives a member of a roster as an object. */
export function createMemberView(roster: Omit<Roster, 'member'>): (index: number) => Member {
  return (index) => ({
    index,
    key: roster.key(index),
    facts: new Map(
      [...roster.facts].flatMap(([id, { codes, values }]) => {
        const code = codes[index] as number;
        return code === 0 ? [] : [[id, values[code] as string] as const];
      }),
    ),
    isRegistered: isInScope(roster, index),
    assessments: roster.assessments(index),
    records: roster.files.get(index)?.records ?? [],
  });
}

/** Results have no bounds of scores: what is not settled is left out. */
function scoreOf(id: string, value: number): (readonly [string, ScoreStanding])[] {
  return Number.isNaN(value) ? [] : [[id, { value, lowest: value, highest: value, coverage: null }]];
}

function answersOf({ answers }: AssessedColumns, index: number): RecordedAnswers | null {
  if (answers.size === 0) return null;
  return Object.fromEntries(
    [...answers].flatMap(([id, { codes, values }]) => {
      const code = codes[index] as number;
      return code === 0 ? [] : [[id, answerOf(values[code] as string)]];
    }),
  );
}

function compareDates(a: string | null, b: string | null): number {
  if (a === b) return 0;
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
