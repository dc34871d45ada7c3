import {
  compare,
  type ExplainedLevel,
  fromNumber,
  type Rational,
  type Text,
  toDecimalText,
  toNumber,
} from '../../model/index.ts';
import { leaveUndecided, MAX_UNDECIDED_PER_ROW } from '../columns/column-conditions.ts';
import {
  createConstantOutcome,
  type FewOutcomes,
  keepOutcomes,
  mapOutcomes,
  pairOutcomes,
} from '../columns/outcomes.ts';
import type { Program } from '../columns/program.ts';
import { type Condition, evaluateCondition, type NodeReader, surelyImplies, type Truth } from '../condition.ts';
import { findExtremes } from '../interval-arithmetic.ts';
import { createExactValue, joinPossible, NOTHING, type Possible } from '../possible-values.ts';
import { findUnmet, judgeCondition } from '../unmet-requirements.ts';
import { type ExplainScope, type Operator, reaches } from './operator.ts';

/** Levels in ascending order; each level also requires the lower levels. */
export interface LevelsNode {
  readonly op: 'levels';
  readonly levels: readonly PlanLevel[];
}

export interface PlanLevel {
  readonly value: Rational;
  readonly title: Text | undefined;
  readonly when: Condition;
}

/** The condition of a level that requires nothing. */
const FOR_EVERYONE: Condition = { op: 'all', of: [] };

export const levels: Operator<LevelsNode> = {
  family: 'choice',
  compileRule({ levels: stated = [] }, { condition, report, add }) {
    const levels = stated.map(({ value, title, when }, i) => ({
      value: fromNumber(value),
      title,
      when: when ? condition(when, 'levels', i, 'when') : FOR_EVERYONE,
      place: ['levels', i],
    }));
    levels.sort((a, b) => compare(a.value, b.value));
    levels.forEach(({ value, when, place }, i) => {
      const previousLevel = levels[i - 1];
      if (previousLevel && compare(previousLevel.value, value) === 0)
        report('M220', [...place, 'value'], { found: toDecimalText(value, 15) });
      if (i > 0 && when === FOR_EVERYONE) report('M110', place, { name: 'when' });
    });
    return add<LevelsNode>({ op: 'levels', levels });
  },
  operands: () => [],
  conditions: (node) => node.levels.map(({ when }) => when),
  evaluate: (node, { read }) => evaluateLevels(node.levels, read),
  columns: ({ levels }, { program, truth }) => ({ form: 'few', few: computeLevelColumn(program, levels, truth) }),
  outcomes: (node) => node.levels.map(({ value }) => value),
  extremes: (node) => findExtremes(node.levels.map(({ value }) => value)),
  ladder: (node, { memberNames }) =>
    node.levels.map(({ value, title, when }) => ({
      value,
      title,
      unmet: (read) => findUnmet(when, read, memberNames),
    })),
  amount: ({ levels }, at, side, scope) =>
    scope.stepped(
      at,
      levels.map(({ value }) => value),
      side,
    ),
  lowerLimit({ levels }, _, bound, scope) {
    const wantedLevel = levels.findIndex(({ value }) => reaches(value, bound));
    if (wantedLevel < 0) return scope.never;
    const whens = levels.slice(0, wantedLevel + 1).map(({ when }) => when);
    // A level usually requires more of the same than the lower levels, so its condition implies theirs.
    const decidingConditions = whens.filter(
      (when, i) => !whens.slice(i + 1).some((higher) => surelyImplies(higher, when)),
    );
    return scope.all(decidingConditions.map((when) => scope.condition(when, 'holds')));
  },
  isSure: ({ levels: [first] }, _, scope) =>
    first !== undefined && scope.isAlways(scope.condition(first.when, 'holds')),
  explain: ({ levels }, _, scope) => ({
    levels: explainLevels(levels, scope),
    reads: scope.reads(levels.map(({ when }) => when)),
  }),
};

function evaluateLevels(levels: readonly PlanLevel[], read: NodeReader): Possible {
  let climbState = NO_LEVEL;
  for (const { value, when } of levels) {
    climbState = climbLevel(climbState, evaluateCondition(when, read), value);
    if (climbState.reached === null) break;
  }
  return levelOf(climbState);
}

/**
 * The state after the levels were checked from the lowest up to some level. `reached` is the highest level so far, as
 * long as every level checked holds or may hold; null once a level has failed. `stopped` are the levels at which an
 * enterprise may be, because the next level is undecided or fails.
 */
interface LevelClimb {
  readonly reached: Possible | null;
  readonly stopped: Possible | null;
}

const NO_LEVEL: LevelClimb = { reached: NOTHING, stopped: null };

function climbLevel({ reached, stopped }: LevelClimb, truth: Truth, value: Rational): LevelClimb {
  if (reached === null) return { reached, stopped };
  if (truth === 'holds') return { reached: createExactValue(value), stopped };
  const possibleStop = stopped ? joinPossible(stopped, reached) : reached;
  return { reached: truth === 'fails' ? null : createExactValue(value), stopped: possibleStop };
}

function levelOf({ reached, stopped }: LevelClimb): Possible {
  if (stopped === null) return reached ?? NOTHING;
  return reached === null ? stopped : joinPossible(stopped, reached);
}

/**
 * Determines the level in all rows of a table. If there are many levels, rows with an undecided level are left to the
 * row-by-row evaluator.
 */
function computeLevelColumn(
  program: Program,
  levels: readonly PlanLevel[],
  truth: (condition: Condition) => FewOutcomes<Truth>,
): FewOutcomes<Possible> {
  const climbState = levels.reduce<FewOutcomes<LevelClimb>>((below, { value, when }) => {
    const levelHolds = keepOutcomes(program, truth(when));
    if (levels.length > MAX_UNDECIDED_PER_ROW)
      leaveUndecided(
        program,
        mapOutcomes(below, ({ reached }) => reached !== null),
        levelHolds,
      );
    return pairOutcomes(program, below, levelHolds, (climb, holds) => climbLevel(climb, holds, value));
  }, createConstantOutcome(NO_LEVEL));
  return mapOutcomes(climbState, levelOf);
}

/** Explains each level with its requirements. A level counts as reached only if all lower levels are reached. */
function explainLevels(levels: readonly PlanLevel[], { read, memberNames }: ExplainScope): ExplainedLevel[] {
  let reachedTruth: ExplainedLevel['reached'] = 'holds';
  return levels.map(({ value, when }) => {
    const judgement = judgeCondition(when, read, memberNames);
    if (judgement.truth === 'fails' || (judgement.truth === 'undecided' && reachedTruth === 'holds'))
      reachedTruth = judgement.truth;
    return { value: toNumber(value), reached: reachedTruth, ...judgement };
  });
}
