// Stages of a programme: compiled from their declaration, evaluated for every member, and counted by quarter.
import { findNearestSpelling, itemAt, type Problem, type Stage, type Stages, type Text } from '../model/index.ts';
import {
  type Condition,
  type ConditionSource,
  compileCondition,
  evaluateCondition,
  NOTHING,
} from '../scoring/index.ts';
import type { Roster, Weights } from './roster.ts';
import { createStageVariables, type StageVariable } from './stage-variables.ts';
import { toCalendarDate, toDayNumberOrUndated, UNDATED } from './stated-day.ts';

/** How many enterprises have reached one stage of a programme, in total and by quarter. */
export interface StageFigures {
  readonly id: string;
  readonly title?: Text;
  /** The explanation of the stage. */
  readonly text?: Text;
  /**
   * The number of members in scope that have reached the stage; `undecided` is the number for which this is not known.
   */
  readonly holds: number;
  readonly undecided: number;
  /** The number of enterprises outside the registry that have reached the stage. */
  readonly outside: number;
  /** The number of members in scope that reached the stage on an unknown date. */
  readonly undated: number;
  /**
   * The quarters from the first one in which a member reached the stage to that of the report or, if this is later, the
   * last one in which a member reached it.
   */
  readonly quarters: readonly Quarter[];
  readonly target: TargetFigures | null;
  /**
   * The facts for which the stage checks whether they are stated, although no input contains them. Because of these
   * facts, no member can reach the stage.
   */
  readonly neverStated: readonly string[];
  /**
   * False if no member has reached the stage and no input says anything about it, so that showing 0 would be
   * misleading.
   */
  readonly hasData: boolean;
}

/** A quarter, such as 2026Q1. */
export interface Quarter {
  readonly quarter: string;
  /** The number of members that reached the stage in this quarter. */
  readonly reached: number;
  /**
   * The number of members that had reached the stage by the end of the quarter, including those without a known date.
   */
  readonly total: number;
  /**
   * The planned number at the end of the quarter: on a straight line from the number without a known date, before the
   * first quarter, to the target. Null without a target.
   */
  readonly line: number | null;
}

/** Progress towards a stage's target. */
interface TargetFigures {
  readonly count: number;
  /** The deadline, YYYY-MM-DD. */
  readonly by: string;
  readonly missing: number;
  /** How many more members must reach the stage in each remaining quarter; null if no quarter remains. */
  readonly needed: number | null;
  /**
   * How many members reached the stage per quarter, on average, in the four quarters before that of the report; null if
   * hidden.
   */
  readonly recent: number | null;
}

/** The mean length of a quarter in the Gregorian calendar, in days. */
const QUARTER_DAYS = 365.2425 / 4;

/** Counts a stage over the members in scope. */
export function countStage(
  { stage }: CompiledStage,
  { truth, day }: StageTruth,
  scope: {
    readonly isIn: Weights;
    readonly size: number;
    readonly asOf: string;
    readonly neverStated: readonly string[];
    readonly isStatedNowhere: boolean;
  },
): StageFigures {
  let [holds, undecided, outside, undated] = [0, 0, 0, 0];
  const reachedByQuarter = new Map<number, number>();
  for (let i = 0; i < truth.length; i++) {
    if (truth[i] === FAILS) continue;
    const count = scope.isIn[i] as number;
    if (count === 0) {
      if (truth[i] === HOLDS) outside += 1;
      continue;
    }
    if (truth[i] === UNDECIDED) {
      undecided += count;
      continue;
    }
    holds += count;
    if (day[i] === UNDATED) undated += count;
    else {
      const quarter = quarterOf(day[i] as number);
      reachedByQuarter.set(quarter, (reachedByQuarter.get(quarter) ?? 0) + count);
    }
  }
  const { target } = stage;
  const count = target && ('share' in target ? Math.ceil(target.share * scope.size - 1e-9) : target.count);
  const goal = target && count !== undefined ? { count, by: target.by } : null;
  const quarterNow = quarterOf(toDayNumberOrUndated(scope.asOf));
  return {
    id: stage.id,
    ...(stage.title !== undefined && { title: stage.title }),
    ...(stage.text !== undefined && { text: stage.text }),
    holds,
    undecided,
    outside,
    undated,
    quarters: quartersOf(reachedByQuarter, undated, quarterNow, goal),
    neverStated: scope.neverStated,
    hasData: holds > 0 || undecided > 0 || outside > 0 || !scope.isStatedNowhere,
    target: goal && { ...goal, ...computePace(goal, holds, scope.asOf, reachedByQuarter, quarterNow) },
  };
}

function quartersOf(
  reached: ReadonlyMap<number, number>,
  undated: number,
  now: number,
  goal: { count: number; by: string } | null,
): Quarter[] {
  if (reached.size === 0) return [];
  const firstQuarter = Math.min(...reached.keys());
  const lastQuarter = Math.max(now, ...reached.keys());
  const start = firstDayOf(firstQuarter);
  // If there are more members without a known date than the target requires, the planned line is level.
  const startCount = Math.min(undated, goal?.count ?? undated);
  let total = undated;
  return Array.from({ length: lastQuarter - firstQuarter + 1 }, (_, i) => {
    const quarter = firstQuarter + i;
    const newlyReached = reached.get(quarter) ?? 0;
    total += newlyReached;
    const end = firstDayOf(quarter + 1);
    const elapsedShare = goal && Math.min(1, (end - start) / Math.max(1, toDayNumberOrUndated(goal.by) + 1 - start));
    const line = goal && elapsedShare !== null ? startCount + (goal.count - startCount) * elapsedShare : null;
    return { quarter: nameOf(quarter), reached: newlyReached, total, line };
  });
}

function computePace(
  { count, by }: { count: number; by: string },
  holds: number,
  asOf: string,
  reached: ReadonlyMap<number, number>,
  now: number,
): Pick<TargetFigures, 'missing' | 'needed' | 'recent'> {
  const missingCount = Math.max(0, count - holds);
  const quartersLeft = (toDayNumberOrUndated(by) - toDayNumberOrUndated(asOf)) / QUARTER_DAYS;
  const reachedLately = [1, 2, 3, 4].map((back) => reached.get(now - back) ?? 0);
  const averagePerQuarter = reachedLately.reduce((sum, count) => sum + count, 0) / reachedLately.length;
  return {
    missing: missingCount,
    needed: quartersLeft > 0 ? missingCount / quartersLeft : null,
    recent: averagePerQuarter,
  };
}

/** Converts a day to the number of its quarter, counted from the year 0. */
function quarterOf(day: number): number {
  const date = toCalendarDate(day) as string;
  return Number(date.slice(0, 4)) * 4 + Math.floor((Number(date.slice(5, 7)) - 1) / 3);
}

function nameOf(quarter: number): string {
  return `${Math.floor(quarter / 4)}Q${(quarter % 4) + 1}`;
}

/** Converts a quarter's name to its number, counted from the year 0. */
export function parseQuarter(name: string): number {
  return Number(name.slice(0, -2)) * 4 + Number(name.at(-1)) - 1;
}

/** Returns the last day of a named quarter, as days since 1970-01-01. */
export function endOfQuarter(name: string): number {
  return firstDayOf(parseQuarter(name) + 1) - 1;
}

function firstDayOf(quarter: number): number {
  const month = String((quarter % 4) * 3 + 1).padStart(2, '0');
  return toDayNumberOrUndated(`${String(Math.floor(quarter / 4)).padStart(4, '0')}-${month}-01`);
}

/** The number of members in scope that have reached both of two stages; the stage declared first comes first. */
export interface Overlap {
  readonly stages: readonly [string, string];
  readonly both: number;
  /** `first` and `second` are the numbers of members that reached only the first or only the second stage. */
  readonly first: number;
  readonly second: number;
}

/** Counts the overlap of every pair of stages. */
export function countOverlaps(ids: readonly string[], reaches: readonly StageTruth[], isIn: Weights): Overlap[] {
  return ids.flatMap((id, a) =>
    ids.slice(a + 1).map((other, rest): Overlap => {
      const [one, two] = [itemAt(reaches, a).truth, itemAt(reaches, a + 1 + rest).truth];
      let [both, first, second] = [0, 0, 0];
      for (let i = 0; i < isIn.length; i++) {
        const count = isIn[i] as number;
        if (one[i] === HOLDS && two[i] === HOLDS) both += count;
        else if (one[i] === HOLDS) first += count;
        else if (two[i] === HOLDS) second += count;
      }
      return { stages: [id, other], both, first, second };
    }),
  );
}

/** A compiled stage. */
export interface CompiledStage {
  readonly stage: Stage;
  readonly condition: Condition;
  /** The variables that the condition reads, by node. */
  readonly variables: readonly StageVariable[];
  /** The names of the variables that the condition reads: facts, and properties of assessments and records. */
  readonly reads: readonly string[];
}

/** Stages with resolved names, and the problems found. */
interface CompiledStages {
  readonly stages: readonly CompiledStage[];
  readonly problems: readonly Problem[];
}

/** Resolves the names and types in stages against the roster. */
export function compileStages({ stages }: Stages, file: string, roster: Roster): CompiledStages {
  const problems: Problem[] = [];
  const stageVariablesByName = createStageVariables(roster);
  const ids = new Set<string>();
  const compiledStages = stages.map((stage, at): CompiledStage => {
    if (ids.has(stage.id.toLowerCase())) {
      problems.push({ code: 'M201', file, at: ['stages', at, 'id'], details: { found: stage.id } });
    }
    ids.add(stage.id.toLowerCase());
    const indexByName = new Map<string, number>();
    const variables: StageVariable[] = [];
    const condition = compileCondition(stage.when as ConditionSource, ['stages', at, 'when'], {
      resolve(name, path) {
        const existingIndex = indexByName.get(name);
        if (existingIndex !== undefined) return { node: existingIndex, type: itemAt(variables, existingIndex).type };
        const variable = stageVariablesByName.find(name);
        if (variable) {
          indexByName.set(name, variables.length);
          return { node: variables.push(variable) - 1, type: variable.type };
        }
        const suggestion = findNearestSpelling(name, stageVariablesByName.names);
        const details = {
          found: name,
          wanted: { phrase: 'factOrStage' } as const,
          ...(suggestion !== undefined && { allowed: [suggestion] }),
        };
        problems.push({ code: 'M203', file, at: path, on: 'key', details });
        return undefined;
      },
      report(code, path, details, on = 'value') {
        problems.push({ code, file, at: path, on, details });
      },
    });
    return { stage, condition, variables, reads: [...indexByName.keys()] };
  });
  return { stages: compiledStages, problems };
}

export const [FAILS, HOLDS, UNDECIDED] = [1, 2, 3] as const;
const TRUTH_CODES = { fails: FAILS, holds: HOLDS, undecided: UNDECIDED } as const;

/** Whether a stage holds, by member. */
export interface StageTruth {
  /** For each member, whether the stage holds: `FAILS`, `HOLDS` or `UNDECIDED`. */
  readonly truth: Uint8Array;
  /** For each member, the first day on which the stage held according to dated facts; `UNDATED` if unknown. */
  readonly day: Int32Array;
}

/** If all codes of its variables are below this, a stage is evaluated with a lookup table. */
const MAX_TABLE_CODES = 256;

/** Evaluates a stage for all members. Most members share the same values, so each combination is evaluated once. */
export function evaluateStage({ size }: Roster, stage: CompiledStage): StageTruth {
  const { variables } = stage;
  const truth = new Uint8Array(size);
  const day = new Int32Array(size).fill(UNDATED);
  const evaluate = createEvaluator(stage);
  const codes = new Int32Array(variables.length);
  const days: number[] = [];
  // Written without iterators, which would be slow for a million members.
  for (let index = 0; index < size; index++) {
    for (let i = 0; i < variables.length; i++) codes[i] = itemAt(variables, i).codeOf(index);
    truth[index] = evaluate(codes);
    if (truth[index] !== HOLDS) continue;
    days.length = 0;
    for (let i = 0; i < variables.length; i++) itemAt(variables, i).addDays(index, days);
    if (days.length > 0) day[index] = findFirstDay(index);
  }
  return { truth, day };

  /** Returns the first day on which the stage held; `UNDATED` if it would hold even without any dated fact or event. */
  function findFirstDay(index: number): number {
    const holdsOn = (on: number): boolean => {
      for (let i = 0; i < variables.length; i++) codes[i] = itemAt(variables, i).codeOn(index, on);
      return evaluate(codes) === HOLDS;
    };
    if (days.length > 1) days.sort((a, b) => a - b);
    if (holdsOn(itemAt(days, 0) - 1)) return UNDATED;
    return days.find(holdsOn) ?? UNDATED;
  }
}

/** Returns a function that evaluates a stage for codes of its variables. */
function createEvaluator({ condition, variables }: CompiledStage): (codes: Int32Array) => number {
  const evaluateCodes = (codes: Int32Array): number =>
    TRUTH_CODES[evaluateCondition(condition, (node) => variables[node]?.possible(codes[node] as number) ?? NOTHING)];
  const largeCodes = new Map<string, number>();
  // With at most two small codes, the result is looked up in a table, indexed by the codes; 0 means not evaluated yet.
  const table = new Uint8Array(variables.length <= 2 ? MAX_TABLE_CODES * MAX_TABLE_CODES : 0);
  return (codes) => {
    // Read by index, because destructuring would use a slow iterator.
    const onlyCode = codes[0] ?? 0;
    const secondCode = codes[1] ?? 0;
    if (table.length > 0 && onlyCode < MAX_TABLE_CODES && secondCode < MAX_TABLE_CODES) {
      const tableIndex = onlyCode * MAX_TABLE_CODES + secondCode;
      if (table[tableIndex] === 0) table[tableIndex] = evaluateCodes(codes);
      return table[tableIndex] as number;
    }
    const name = codes.join();
    const truth = largeCodes.get(name) ?? evaluateCodes(codes);
    largeCodes.set(name, truth);
    return truth;
  };
}

/** The default stages: the four of Chengdu's programme. */
export const DEFAULT_STAGES: Stages = {
  kind: 'stages',
  stages: [
    {
      id: 'assessed-online',
      title: { en: 'Assessed online', zh: '线上自评', de: 'Online bewertet' },
      text: {
        en: 'The enterprise answered the questionnaire itself.',
        zh: '企业自行填写过问卷。',
        de: 'Das Unternehmen hat den Fragebogen selbst beantwortet.',
      },
      when: { 'assessed.self': { const: 'true' } },
    },
    {
      id: 'diagnosed-on-site',
      title: { en: 'Diagnosed on site', zh: '现场诊断', de: 'Vor Ort diagnostiziert' },
      text: {
        en: 'A consultant answered the questionnaire on site.',
        zh: '咨询人员到企业现场诊断过。',
        de: 'Ein Berater hat den Fragebogen vor Ort beantwortet.',
      },
      when: { 'assessed.onsite': { const: 'true' } },
    },
    {
      id: 'policy-given',
      title: { en: 'Action plan on file', zh: '已出具方案', de: 'Maßnahmenplan liegt vor' },
      text: {
        en: 'The enterprise file has an action plan.',
        zh: '企业档案中已有方案。',
        de: 'In der Unternehmensdatei steht ein Maßnahmenplan.',
      },
      when: { policy: { const: 'true' } },
    },
    {
      id: 'transformed',
      title: { en: 'Transformed', zh: '已完成改造', de: 'Transformiert' },
      text: {
        en: 'The registry says so with a day, or at least one measure is recorded as done.',
        zh: '名录中注明了完成日期，或档案中至少有一项措施记为已完成。',
        de: 'Das Verzeichnis nennt einen Tag, oder mindestens eine Maßnahme ist als erledigt vermerkt.',
      },
      when: { anyOf: [{ 'transformed.stated': { const: 'true' } }, { 'measures.done': { minimum: 1 } }] },
    },
  ],
};
