import { type ExplainedCase, negate, ONE, parseExact } from '../../model/index.ts';
import { type Column, type NumberColumn, nowhere, numbersOf, type Presence } from '../columns/column.ts';
import { leaveUndecided, MOST_UNDECIDED } from '../columns/column-conditions.ts';
import { chooseNumber, comparisonOf, type Num } from '../columns/exact-numbers.ts';
import { always, type Few, foldOutcomes, leaveTrue, mapOutcomes, pairOutcomes, textOf } from '../columns/outcomes.ts';
import type { Program } from '../columns/program.ts';
import { type Condition, evaluateCondition, type NodeReader, type Truth } from '../condition.ts';
import { agreedExtremes, type Side } from '../interval-arithmetic.ts';
import { join, NOTHING, orNothing, type Possible } from '../possible-values.ts';
import { explainedEnds, failingOf, judgeCondition } from '../unmet-requirements.ts';
import type { ConstantNode } from './constant.ts';
import type { ColumnScope, ExplainScope, LimitScope, Operator } from './operator.ts';

const MINUS_ONE = negate(ONE);

/** The value of the first case that holds. */
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
    const compiled = cases.flatMap(({ value, when }, i): PlanCase[] => {
      const stated = parseExact(value);
      const node = stated
        ? add<ConstantNode>({ op: 'constant', value: stated })
        : number(String(value), 'first', i, 'value');
      const holds = when ? condition(when, 'first', i, 'when') : null;
      return node === undefined ? [] : [{ when: holds, node }];
    });
    return add<FirstNode>({ op: 'first', cases: compiled });
  },
  operands: ({ cases }) => cases.map(({ node }) => node),
  conditions: ({ cases }) => cases.flatMap(({ when }) => (when ? [when] : [])),
  reached: reachedCases,
  evaluate: ({ cases }, { read }) => evaluateCases(cases, read),
  columns: ({ cases }, scope) => caseColumn(cases, scope),
  extremes: ({ cases }, scope) => agreedExtremes(cases.map(({ node }) => scope.extremes(node))),
  amount({ cases }, at, side, scope) {
    return cases.reduceRight<ReturnType<typeof scope.amount> | undefined>((later, { when, node }) => {
      const own = scope.amount(node, side);
      if (!when) return own;
      return later ? amountOfCase(own, later, when, at, side, scope) : scope.refuse(at, 'it may be nothing');
    }, undefined) as ReturnType<typeof scope.amount>;
  },
  lowerLimit: ({ cases }, _, bound, scope) =>
    cases.reduceRight((later, { when, node }) => {
      if (!when) return scope.limit(node, bound);
      const here = scope.all([scope.limit(node, bound), scope.any([scope.condition(when, 'holds'), later])]);
      return scope.any([here, scope.all([scope.condition(when, 'fails'), later])]);
    }, scope.never),
  isSure: ({ cases }, _, scope) => cases.at(-1)?.when === null && cases.every(({ node }) => scope.isSure(node)),
  upperForms(node, { above, greater, read }) {
    const [one, ...others] = reachedCases(node, read).map(above);
    return one ? others.reduce(greater, one) : [];
  },
  explain: (node, _, scope) => explainCases(node, scope),
};

/** The amount of a case where it holds, else that of the later ones; where that is undecided, the one further out. */
function amountOfCase<A, L>(own: A, later: A, when: Condition, at: number, side: Side, scope: LimitScope<A, L>): A {
  const isGreater = scope.isNeverBelow(own, later);
  if (!isGreater && !scope.isNeverBelow(later, own)) scope.refuse(at, 'cases of which either may be the greater');
  const insteadOf = (base: A, other: A, wanted: 'holds' | 'fails'): A => {
    const instead = scope.sum([
      [other, ONE],
      [base, MINUS_ONE],
    ]);
    return scope.sum([
      [base, ONE],
      [scope.amountWhere(scope.condition(when, wanted), instead), ONE],
    ]);
  };
  return isGreater === (side === 'low') ? insteadOf(later, own, 'holds') : insteadOf(own, later, 'fails');
}

function reachedCases({ cases }: FirstNode, read: NodeReader): number[] {
  return cases.filter(({ when }) => !when || evaluateCondition(when, read) !== 'fails').map(({ node }) => node);
}

function evaluateCases(cases: readonly PlanCase[], read: NodeReader): Possible {
  let found = NONE_YET;
  for (const { when, node } of cases) {
    const truth = when ? evaluateCondition(when, read) : 'holds';
    if (truth !== 'fails') found = addCase(found, truth, read(node));
    if (found.isDecided) break;
  }
  return valueOfCases(found);
}

/** What the cases so far come to, and whether one of them surely holds. */
interface Found {
  readonly possible: Possible | null;
  readonly isDecided: boolean;
}

const NONE_YET: Found = { possible: null, isDecided: false };

function addCase(found: Found, truth: Truth, value: Possible): Found {
  return truth === 'fails' ? found : addCases(found, { possible: value, isDecided: truth === 'holds' });
}

function addCases(found: Found, { possible, isDecided }: Found): Found {
  if (found.isDecided || possible === null) return found;
  return { possible: found.possible ? join(found.possible, possible) : possible, isDecided };
}

function valueOfCases({ possible, isDecided }: Found): Possible {
  if (possible === null) return NOTHING;
  return isDecided ? possible : orNothing(possible);
}

/** The same in the rows of a table. Where cases are many or numbers, a row in which one is undecided is left to the evaluator. */
function caseColumn(cases: readonly PlanCase[], { program, column, truth }: ColumnScope): Column {
  const values = cases.map(({ node }) => column(node));
  const truths = cases.map(({ when }) => (when ? truth(when) : always<Truth>('holds')));
  const few = values.flatMap((value) => (value.form === 'few' ? [value.few] : []));
  const isFew = few.length === values.length;
  const isConstant = isFew && few.every(({ outcomes }) => outcomes.length === 1);
  const different = new Set(few.flatMap(({ outcomes }) => outcomes.map(textOf))).size;
  const reaches = (): readonly Few<boolean>[] => {
    let reached = always(true);
    return truths.map((own) => {
      const before = reached;
      reached = pairOutcomes(program, before, own, (is, holds) => is && holds !== 'holds');
      return before;
    });
  };
  if (!isFew) return numberOfCases(program, values, truths, reaches());
  // Of few values all sets can be told apart, however many the cases.
  if (!isConstant || different > MOST_UNDECIDED) {
    for (const [i, reached] of reaches().entries()) leaveUndecided(program, reached, truths[i] as Few<Truth>);
  }
  const own = few.map((value, i) =>
    pairOutcomes(program, truths[i] as Few<Truth>, value, (holds, possible) => addCase(NONE_YET, holds, possible)),
  );
  const found = foldOutcomes(program, own, addCases, NONE_YET);
  return { form: 'few', few: mapOutcomes(found, valueOfCases) };
}

/** Where an undecided case is one number and a later one another, it is one of the two: such rows are left. */
function numberOfCases(
  program: Program,
  values: readonly Column[],
  truths: readonly Few<Truth>[],
  reaches: readonly Few<boolean>[],
): NumberColumn {
  return values.reduceRight<NumberColumn>((later, value, i) => {
    const own = numbersOf(program, value, true);
    const [holds, reached] = [truths[i] as Few<Truth>, reaches[i] as Few<boolean>];
    if (program.isSettled) leaveUndecided(program, reached, holds);
    const either = pairOutcomes(program, own.presence, later.presence, (here, beyond) => [here, beyond] as const);
    const presence = pairOutcomes(program, holds, either, (is, [here, beyond]): Presence => {
      if (is !== 'undecided') return is === 'holds' ? here : beyond;
      return here === beyond ? here : 2;
    });
    const from = pairOutcomes(program, holds, either, (is, [here, beyond]) => {
      if (is === 'holds' || (is === 'undecided' && beyond === 0)) return 'own';
      return is === 'fails' || here === 0 ? 'later' : 'either';
    });
    if (from.outcomes.includes('either')) {
      const isRange = pairOutcomes(program, rangeIn(program, own), rangeIn(program, later), (a, b) => a || b);
      const matters = pairOutcomes(program, reached, from, (is, which) => is && which === 'either');
      leaveTrue(
        program,
        pairOutcomes(program, matters, isRange, (is, range) => is && !range),
      );
    }
    const end = (side: 'low' | 'high'): Num => {
      const [here, beyond] = [own[side], later[side]];
      const single = chooseNumber(program, from, (which) => which === 'own', here, beyond);
      if (!from.outcomes.includes('either')) return single;
      const order = comparisonOf(program, here, beyond);
      const further = chooseNumber(program, order, (sign) => (side === 'low' ? sign < 0 : sign > 0), here, beyond);
      return chooseNumber(program, from, (which) => which === 'either', further, single);
    };
    const low = end('low');
    const isPoint = own.low === own.high && later.low === later.high && !from.outcomes.includes('either');
    return { form: 'number', low, high: isPoint ? low : end('high'), presence };
  }, nowhere(program));
}

/** Whether it is all numbers between two that differ. */
function rangeIn(program: Program, { low, high }: NumberColumn): Few<boolean> {
  return mapOutcomes(comparisonOf(program, low, high), (order) => order !== 0);
}

/** Each case up to the one that decides; the value is explained where it is that of a score or question. */
function explainCases({ cases }: FirstNode, scope: ExplainScope): ReturnType<NonNullable<typeof first.explain>> {
  const { read, memberNames } = scope;
  const explained: ExplainedCase[] = [];
  const possible: number[] = [];
  const looked: Condition[] = [];
  let decided = false;
  for (const { when, node } of cases) {
    const shown = explainedEnds(read(node));
    if (decided) {
      explained.push({ truth: 'skipped', ...shown, met: [], unmet: [] });
      continue;
    }
    const judged = when ? judgeCondition(when, read, memberNames) : ({ truth: 'holds', met: [], unmet: [] } as const);
    if (when) looked.push(when);
    explained.push({
      truth: judged.truth,
      ...shown,
      ...(when ? {} : { otherwise: true }),
      met: [...judged.met],
      unmet: when ? failingOf({ ...judged, met: [], unmet: [...judged.unmet] }) : [],
    });
    decided = judged.truth === 'holds';
    if (judged.truth !== 'fails') possible.push(node);
  }
  const parts = [...new Set(possible)].filter((node) => !scope.isConstant(node));
  return { cases: explained, parts: parts.map((at) => scope.node(at)), reads: scope.reads(looked) };
}
