import { type ExplainedCase, itemAt, negate, ONE, parseExact } from '../../model/index.ts';
import {
  type Column,
  createAbsentColumn,
  type NumberColumn,
  type Presence,
  toNumberColumn,
} from '../columns/column.ts';
import { leaveUndecided, MAX_UNDECIDED_PER_ROW } from '../columns/column-conditions.ts';
import { chooseNumber, compareColumns, type Num } from '../columns/exact-numbers.ts';
import {
  createConstantOutcome,
  deferTrue,
  type FewOutcomes,
  foldOutcomes,
  mapOutcomes,
  pairOutcomes,
  textOf,
} from '../columns/outcomes.ts';
import type { Program } from '../columns/program.ts';
import { type Condition, evaluateCondition, type NodeReader, type Truth } from '../condition.ts';
import { findAgreedExtremes, type Side } from '../interval-arithmetic.ts';
import { addNothing, joinPossible, NOTHING, type Possible } from '../possible-values.ts';
import { judgeCondition, selectFailingRequirements, toExplainedEnds } from '../unmet-requirements.ts';
import type { ConstantNode } from './constant.ts';
import type { ColumnScope, ExplainScope, LimitScope, Operator } from './operator.ts';

const MINUS_ONE = negate(ONE);

/** The value of the first case whose condition holds. */
export interface FirstNode {
  readonly op: 'first';
  readonly cases: readonly PlanCase[];
}

export interface PlanCase {
  readonly when: Condition | null;
  readonly node: number;
}

export const first: Operator<FirstNode> = {
  family: 'choice',
  isDerivation: true,
  compileRule({ first: cases = [] }, { number, condition, add }) {
    const compiledCases = cases.flatMap(({ value, when }, i): PlanCase[] => {
      const statedValue = parseExact(value);
      const node = statedValue
        ? add<ConstantNode>({ op: 'constant', value: statedValue })
        : number(String(value), 'first', i, 'value');
      const caseCondition = when ? condition(when, 'first', i, 'when') : null;
      return node === undefined ? [] : [{ when: caseCondition, node }];
    });
    return add<FirstNode>({ op: 'first', cases: compiledCases });
  },
  operands: ({ cases }) => cases.map(({ node }) => node),
  conditions: ({ cases }) => cases.flatMap(({ when }) => (when ? [when] : [])),
  reached: findReachedCases,
  evaluate: ({ cases }, { read }) => evaluateCases(cases, read),
  columns: ({ cases }, scope) => caseColumn(cases, scope),
  extremes: ({ cases }, scope) => findAgreedExtremes(cases.map(({ node }) => scope.extremes(node))),
  amount({ cases }, at, side, scope) {
    return cases.reduceRight<ReturnType<typeof scope.amount> | undefined>((later, { when, node }) => {
      const amountHere = scope.amount(node, side);
      if (!when) return amountHere;
      return later ? addCaseAmount(amountHere, later, when, at, side, scope) : scope.refuse(at, 'it may be nothing');
    }, undefined) as ReturnType<typeof scope.amount>;
  },
  lowerLimit: ({ cases }, _, bound, scope) =>
    cases.reduceRight((later, { when, node }) => {
      if (!when) return scope.limit(node, bound);
      const requirementHere = scope.all([scope.limit(node, bound), scope.any([scope.condition(when, 'holds'), later])]);
      return scope.any([requirementHere, scope.all([scope.condition(when, 'fails'), later])]);
    }, scope.never),
  isSure: ({ cases }, _, scope) => cases.at(-1)?.when === null && cases.every(({ node }) => scope.isSure(node)),
  upperForms(node, { above, greater, read }) {
    const [firstForms, ...others] = findReachedCases(node, read).map(above);
    return firstForms ? others.reduce(greater, firstForms) : [];
  },
  explain: (node, _, scope) => explainCases(node, scope),
};

/**
 * Encodes the amount of a case if its condition holds, and the amount of the later cases otherwise. While the condition
 * is undecided, the more extreme of the two amounts counts.
 */
function addCaseAmount<A, L>(own: A, later: A, when: Condition, at: number, side: Side, scope: LimitScope<A, L>): A {
  const isGreater = scope.isNeverBelow(own, later);
  if (!isGreater && !scope.isNeverBelow(later, own)) scope.refuse(at, 'cases of which either may be the greater');
  const replaceIf = (base: A, other: A, wanted: 'holds' | 'fails'): A => {
    const difference = scope.sum([
      [other, ONE],
      [base, MINUS_ONE],
    ]);
    return scope.sum([
      [base, ONE],
      [scope.amountWhere(scope.condition(when, wanted), difference), ONE],
    ]);
  };
  return isGreater === (side === 'low') ? replaceIf(later, own, 'holds') : replaceIf(own, later, 'fails');
}

function findReachedCases({ cases }: FirstNode, read: NodeReader): number[] {
  return cases.filter(({ when }) => !when || evaluateCondition(when, read) !== 'fails').map(({ node }) => node);
}

function evaluateCases(cases: readonly PlanCase[], read: NodeReader): Possible {
  let result = NONE_YET;
  for (const { when, node } of cases) {
    const truth = when ? evaluateCondition(when, read) : 'holds';
    if (truth !== 'fails') result = addCase(result, truth, read(node));
    if (result.isDecided) break;
  }
  return valueOfCases(result);
}

/**
 * The values that are possible after some of the cases, and whether the condition of one of these cases certainly
 * holds.
 */
interface CaseResult {
  readonly possible: Possible | null;
  readonly isDecided: boolean;
}

const NONE_YET: CaseResult = { possible: null, isDecided: false };

function addCase(result: CaseResult, truth: Truth, value: Possible): CaseResult {
  return truth === 'fails' ? result : addCases(result, { possible: value, isDecided: truth === 'holds' });
}

function addCases(result: CaseResult, { possible, isDecided }: CaseResult): CaseResult {
  if (result.isDecided || possible === null) return result;
  return { possible: result.possible ? joinPossible(result.possible, possible) : possible, isDecided };
}

function valueOfCases({ possible, isDecided }: CaseResult): Possible {
  if (possible === null) return NOTHING;
  return isDecided ? possible : addNothing(possible);
}

/**
 * Evaluates the cases in all rows of a table. If there are many cases, or their values are numbers, rows with an
 * undecided case are left to the row-by-row evaluator.
 */
function caseColumn(cases: readonly PlanCase[], { program, column, truth }: ColumnScope): Column {
  const values = cases.map(({ node }) => column(node));
  const truths = cases.map(({ when }) => (when ? truth(when) : createConstantOutcome<Truth>('holds')));
  const fewColumns = values.flatMap((value) => (value.form === 'few' ? [value.few] : []));
  const isFew = fewColumns.length === values.length;
  const isConstant = isFew && fewColumns.every(({ outcomes }) => outcomes.length === 1);
  const different = new Set(fewColumns.flatMap(({ outcomes }) => outcomes.map(textOf))).size;
  const computeReachedByCase = (): readonly FewOutcomes<boolean>[] => {
    let isReached = createConstantOutcome(true);
    return truths.map((caseHolds) => {
      const reachedBefore = isReached;
      isReached = pairOutcomes(program, reachedBefore, caseHolds, (flag, holds) => flag && holds !== 'holds');
      return reachedBefore;
    });
  };
  if (!isFew) return numberOfCases(program, values, truths, computeReachedByCase());
  // If the cases have few different values, even many cases can be handled, because all sets of these values can be
  // listed.
  if (!isConstant || different > MAX_UNDECIDED_PER_ROW) {
    for (const [i, reached] of computeReachedByCase().entries()) leaveUndecided(program, reached, itemAt(truths, i));
  }
  const resultsByCase = fewColumns.map((value, i) =>
    pairOutcomes(program, itemAt(truths, i), value, (holds, possible) => addCase(NONE_YET, holds, possible)),
  );
  const results = foldOutcomes(program, resultsByCase, addCases, NONE_YET);
  return { form: 'few', few: mapOutcomes(results, valueOfCases) };
}

/**
 * Evaluates cases whose values are numbers. Rows with an undecided case are left to the row-by-row evaluator if a later
 * case gives another number: the value is then one of the two numbers, which a range cannot represent.
 */
function numberOfCases(
  program: Program,
  values: readonly Column[],
  truths: readonly FewOutcomes<Truth>[],
  reaches: readonly FewOutcomes<boolean>[],
): NumberColumn {
  return values.reduceRight<NumberColumn>((later, value, i) => {
    const numbersHere = toNumberColumn(program, value, true);
    const [holds, reached] = [itemAt(truths, i), itemAt(reaches, i)];
    if (program.isSettled) leaveUndecided(program, reached, holds);
    const presences = pairOutcomes(
      program,
      numbersHere.presence,
      later.presence,
      (here, beyond) => [here, beyond] as const,
    );
    const presence = pairOutcomes(program, holds, presences, (truth, [here, beyond]): Presence => {
      if (truth !== 'undecided') return truth === 'holds' ? here : beyond;
      return here === beyond ? here : 2;
    });
    const source = pairOutcomes(program, holds, presences, (truth, [here, beyond]) => {
      if (truth === 'holds' || (truth === 'undecided' && beyond === 0)) return 'own';
      return truth === 'fails' || here === 0 ? 'later' : 'either';
    });
    if (source.outcomes.includes('either')) {
      const hasRange = pairOutcomes(
        program,
        isRangeByRow(program, numbersHere),
        isRangeByRow(program, later),
        (a, b) => a || b,
      );
      const isAmbiguous = pairOutcomes(program, reached, source, (flag, which) => flag && which === 'either');
      deferTrue(
        program,
        pairOutcomes(program, isAmbiguous, hasRange, (flag, range) => flag && !range),
      );
    }
    const endOnSide = (side: 'low' | 'high'): Num => {
      const [here, beyond] = [numbersHere[side], later[side]];
      const singleEnd = chooseNumber(program, source, (which) => which === 'own', here, beyond);
      if (!source.outcomes.includes('either')) return singleEnd;
      const order = compareColumns(program, here, beyond);
      const furtherEnd = chooseNumber(program, order, (sign) => (side === 'low' ? sign < 0 : sign > 0), here, beyond);
      return chooseNumber(program, source, (which) => which === 'either', furtherEnd, singleEnd);
    };
    const low = endOnSide('low');
    const isPoint =
      numbersHere.low === numbersHere.high && later.low === later.high && !source.outcomes.includes('either');
    return { form: 'number', low, high: isPoint ? low : endOnSide('high'), presence };
  }, createAbsentColumn(program));
}

/** Whether a number is a range in a row, because its two ends differ. */
function isRangeByRow(program: Program, { low, high }: NumberColumn): FewOutcomes<boolean> {
  return mapOutcomes(compareColumns(program, low, high), (order) => order !== 0);
}

/**
 * Explains the cases up to the deciding one. The value of the deciding case is explained as well if it is a score or
 * question.
 */
function explainCases({ cases }: FirstNode, scope: ExplainScope): ReturnType<NonNullable<typeof first.explain>> {
  const { read, memberNames } = scope;
  const explainedCases: ExplainedCase[] = [];
  const possibleCases: number[] = [];
  const conditionsRead: Condition[] = [];
  let isDecided = false;
  for (const { when, node } of cases) {
    const valueEnds = toExplainedEnds(read(node));
    if (isDecided) {
      explainedCases.push({ truth: 'skipped', ...valueEnds, met: [], unmet: [] });
      continue;
    }
    const judgement = when
      ? judgeCondition(when, read, memberNames)
      : ({ truth: 'holds', met: [], unmet: [] } as const);
    if (when) conditionsRead.push(when);
    explainedCases.push({
      truth: judgement.truth,
      ...valueEnds,
      ...(when ? {} : { otherwise: true }),
      met: [...judgement.met],
      unmet: when ? selectFailingRequirements({ ...judgement, met: [], unmet: [...judgement.unmet] }) : [],
    });
    isDecided = judgement.truth === 'holds';
    if (judgement.truth !== 'fails') possibleCases.push(node);
  }
  const parts = [...new Set(possibleCases)].filter((node) => !scope.isConstant(node));
  return { cases: explainedCases, parts: parts.map((at) => scope.node(at)), reads: scope.reads(conditionsRead) };
}
