// Evaluates conditions for all rows of a table at once, in three-valued logic (Kleene's): true, false, undecided.

import type { Rational } from '../../model/index.ts';
import {
  type Condition,
  constantsOf,
  decideList,
  evaluateEntry,
  evaluateTest,
  isListTest,
  type ListTest,
  negateTruth,
  type Test,
  type Truth,
} from '../condition.ts';
import { createExactValue, isNothing, isNumber, type Possible } from '../possible-values.ts';
import { type ChoicesColumn, type Column, computePresenceOfAny, type ListColumn, type Presence } from './column.ts';
import {
  createConstantOutcome,
  deferTrue,
  type FewOutcomes,
  foldOutcomes,
  mapOutcomes,
  outcomeByCode,
  pairOutcomes,
  sumOutcomes,
} from './outcomes.ts';
import type { Program } from './program.ts';
import { mapByRegion } from './regions.ts';

/**
 * The maximum number of levels or cases that may be undecided in a row. More of them would have too many combinations,
 * so rows in which more are undecided are left to the row-by-row evaluator.
 */
export const MAX_UNDECIDED_PER_ROW = 10;

/** Leaves those rows to the row-by-row evaluator in which a condition matters but is undecided. */
export function leaveUndecided(program: Program, matters: FewOutcomes<boolean>, truth: FewOutcomes<Truth>): void {
  if (!truth.outcomes.includes('undecided')) return;
  const isLeft = pairOutcomes(program, matters, truth, (flag, holds) => flag && holds === 'undecided');
  deferTrue(program, isLeft);
}

/** What evaluating a condition needs. */
interface ConditionScope {
  readonly program: Program;
  column(at: number): Column;
  /**
   * Returns all numbers with which any condition compares the node at a position. It is determined only once where the
   * node's value lies among them.
   */
  cuts(at: number): readonly Rational[];
}

/** Determines, for each row, whether a condition holds, fails or is undecided. */
export function evaluateConditionColumn(condition: Condition, scope: ConditionScope): FewOutcomes<Truth> {
  const { program } = scope;
  switch (condition.op) {
    case 'all':
    case 'any':
      return joinTruths(
        program,
        condition.op,
        condition.of.map((part) => evaluateConditionColumn(part, scope)),
      );
    case 'not':
      return mapOutcomes(evaluateConditionColumn(condition.of, scope), negateTruth);
    case 'entry':
      return computeEntryTruth(program, condition.test, scope.column(condition.node), scope.cuts(condition.node));
  }
}

function joinTruths(program: Program, op: 'all' | 'any', truths: readonly FewOutcomes<Truth>[]): FewOutcomes<Truth> {
  const decidingTruth: Truth = op === 'all' ? 'fails' : 'holds';
  const join = (a: Truth, b: Truth): Truth => {
    if (a === decidingTruth || b === decidingTruth) return decidingTruth;
    return a === 'undecided' ? a : b;
  };
  return foldOutcomes(program, truths, join, negateTruth(decidingTruth));
}

function computeEntryTruth(
  program: Program,
  test: Test,
  column: Column,
  cuts: readonly Rational[],
): FewOutcomes<Truth> {
  switch (column.form) {
    case 'few':
      return mapOutcomes(column.few, (possible) => evaluateEntry(test, possible));
    case 'number':
      return mapByRegion(
        program,
        column,
        constantsOf(test).filter(isNumber),
        (value) => evaluateEntry(test, value),
        cuts,
      );
    case 'choices':
      return computeChoicesTruth(program, test, column);
    case 'list': {
      const truth = composeTruth(program, test, (part) => decideByCounts(program, part, column));
      const presence = computePresenceOfAny(
        program,
        column.members.map((member) => computeMemberPresence(program, member)),
      );
      return pairOutcomes(program, presence, truth, (there, holds): Truth => {
        if (there === 0) return 'fails';
        return there === 2 && holds === 'holds' ? 'undecided' : holds;
      });
    }
  }
}

/** Evaluates a test of a multiple choice by counting the chosen options. */
function computeChoicesTruth(program: Program, test: Test, column: ChoicesColumn): FewOutcomes<Truth> {
  const chosenTruths = composeTruth(program, test, (part) => computeChosenTruth(program, part, column));
  return pairOutcomes(program, column.few, chosenTruths, (outcome, holds): Truth => {
    if (typeof outcome !== 'string') return evaluateEntry(test, outcome);
    return outcome === 'optional' && holds === 'holds' ? 'undecided' : holds;
  });
}

/** Evaluates a test that is composed of list tests; `decide` evaluates a single list test. */
function composeTruth(
  program: Program,
  test: Test,
  decide: (test: ListTest) => FewOutcomes<Truth>,
): FewOutcomes<Truth> {
  switch (test.keyword) {
    case 'allOf':
    case 'anyOf':
      return joinTruths(
        program,
        test.keyword === 'allOf' ? 'all' : 'any',
        test.of.map((part) => composeTruth(program, part, decide)),
      );
    case 'not':
      return mapOutcomes(composeTruth(program, test.of, decide), negateTruth);
    case 'const':
    case 'enum':
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'contains':
    case 'items':
    case 'minItems':
    case 'maxItems':
      return isListTest(test) ? decide(test) : createConstantOutcome('fails');
  }
}

function computeChosenTruth(program: Program, test: ListTest, column: ChoicesColumn): FewOutcomes<Truth> {
  const passesTest = (option: string): boolean =>
    'of' in test && evaluateTest(test.of, createExactValue(option)) === 'holds';
  const passingCount = countChosen(program, column, passesTest);
  const failingCount = countChosen(program, column, (option) => !passesTest(option));
  return pairOutcomes(program, passingCount, failingCount, (surely, excluded) => {
    const members = surely + excluded;
    return decideList(test, {
      members,
      sure: members,
      fewest: members,
      surely,
      possibly: surely,
      doubtful: excluded,
      excluded,
    });
  });
}

/** Counts how many of the given options are chosen in each row. */
function countChosen(
  program: Program,
  { words, options }: ChoicesColumn,
  isCounted: (option: string) => boolean,
): FewOutcomes<number> {
  const countedOptions = options.filter(isCounted).length;
  if (countedOptions === 0) return createConstantOutcome(0);
  const masks = words.map((_, word) =>
    options
      .slice(word * 32, word * 32 + 32)
      .reduce((mask, option, i) => (isCounted(option) ? mask | (1 << i) : mask), 0),
  );
  const [codes, { engine }] = [program.codes(), program];
  program.add((rows) => {
    codes.values.fill(0);
    for (const [w, word] of words.entries()) engine.addCounts(codes.at, word.at, masks[w] as number, rows);
  });
  return outcomeByCode(
    program,
    codes,
    Array.from({ length: countedOptions + 1 }, (_, count) => count),
  );
}

/** Evaluates a list test by counting the members that pass or fail it. */
function decideByCounts(program: Program, test: ListTest, list: ListColumn): FewOutcomes<Truth> {
  const members = list.members.map((member) => computeMemberOutcomes(program, test, member));
  const mayBePresent = ({ presence }: MemberOutcome): boolean => presence !== 0;
  const isSure = ({ presence }: MemberOutcome): boolean => presence === 1;
  const surelyPasses = (member: MemberOutcome): boolean => isSure(member) && member.truth === 'holds';
  const mayPass = (member: MemberOutcome): boolean => mayBePresent(member) && member.truth !== 'fails';
  const mayFail = (member: MemberOutcome): boolean => mayBePresent(member) && member.truth !== 'holds';
  const surelyFails = (member: MemberOutcome): boolean => isSure(member) && member.truth === 'fails';
  const counts = { members: 0, sure: 0, fewest: 1, surely: 0, possibly: 0, doubtful: 0, excluded: 0 };
  const base = members.length + 1;
  const countWithOptional = (
    first: (member: MemberOutcome) => boolean,
    second: (member: MemberOutcome) => boolean,
  ): FewOutcomes<number> => {
    const isSame = members.every(({ outcomes }) => outcomes.every((member) => first(member) === second(member)));
    const countOfBoth = (count: number): number => count * (1 + base);
    if (isSame)
      return mapOutcomes(
        sumOutcomes(
          program,
          members.map((few) => mapOutcomes(few, (member) => Number(first(member)))),
        ),
        countOfBoth,
      );
    return sumOutcomes(
      program,
      members.map((few) => mapOutcomes(few, (member) => Number(first(member)) + base * Number(second(member)))),
    );
  };
  const countFlags = (...kinds: readonly ((member: MemberOutcome) => boolean)[]): FewOutcomes<number> => {
    const flags = members.map((few) =>
      mapOutcomes(few, (member) => kinds.reduce((bits, isOfKind, k) => bits + (isOfKind(member) ? 2 ** k : 0), 0)),
    );
    return foldOutcomes(program, flags, (a, b) => a | b, 0);
  };
  switch (test.keyword) {
    case 'minItems':
    case 'maxItems':
      return mapOutcomes(countWithOptional(mayBePresent, isSure), (number) => {
        const [all, sure] = [number % base, Math.floor(number / base)];
        return decideList(test, { ...counts, members: all, sure, fewest: Math.max(1, sure) });
      });
    case 'items':
      // The result depends only on whether any members may pass, may fail or surely fail, not on how many do.
      return mapOutcomes(countFlags(mayPass, mayFail, surelyFails), (bits) => {
        return decideList(test, { ...counts, possibly: bits & 1, doubtful: bits & 2, excluded: bits & 4 });
      });
    case 'contains':
      // If more than one member must pass, it makes no difference whether any member may fail.
      return pairOutcomes(
        program,
        test.least > 1 ? createConstantOutcome(0) : countFlags(mayFail),
        countWithOptional(surelyPasses, mayPass),
        (doubtful, number) => {
          const [surely, possibly] = [number % base, Math.floor(number / base)];
          return decideList(test, { ...counts, doubtful, surely, possibly });
        },
      );
  }
}

/** Whether a member of a list is present and, if so, whether it passes a test. */
interface MemberOutcome {
  readonly presence: Presence;
  readonly truth: Truth;
}

function computeMemberOutcomes(program: Program, test: ListTest, member: Column): FewOutcomes<MemberOutcome> {
  const memberTest = 'of' in test ? test.of : undefined;
  const truthOf = (possible: Possible): Truth =>
    memberTest && !isNothing(possible) ? evaluateTest(memberTest, { ...possible, nothing: false }) : 'fails';
  if (member.form === 'few')
    return mapOutcomes(member.few, (possible) => ({
      presence: presenceOfPossible(possible),
      truth: truthOf(possible),
    }));
  const presence = computeMemberPresence(program, member);
  if (member.form !== 'number' || !memberTest) {
    // A test of single values gives the same result for every list. If a test contains list tests, all rows are left to
    // the row-by-row evaluator.
    if (memberTest && hasListTest(memberTest)) program.leaveAll();
    const truth = memberTest ? evaluateTest(memberTest, EMPTY_CHOICE) : 'fails';
    return mapOutcomes(presence, (there) => ({ presence: there, truth }));
  }
  const truths = mapByRegion(
    program,
    { ...member, presence: createConstantOutcome(1) },
    constantsOf(memberTest).filter(isNumber),
    truthOf,
  );
  return pairOutcomes(program, presence, truths, (there, truth) => ({ presence: there, truth }));
}

const EMPTY_CHOICE: Possible = { kind: 'choices', sure: [], open: [], nothing: false };

function hasListTest(test: Test): boolean {
  if (test.keyword === 'allOf' || test.keyword === 'anyOf') return test.of.some(hasListTest);
  return test.keyword === 'not' ? hasListTest(test.of) : isListTest(test);
}

function presenceOfPossible(possible: Possible): Presence {
  return isNothing(possible) ? 0 : possible.nothing ? 2 : 1;
}

/** Determines whether a member of a list is present in each row, for each form that a column can have. */
function computeMemberPresence(program: Program, member: Column): FewOutcomes<Presence> {
  switch (member.form) {
    case 'few':
      return mapOutcomes(member.few, presenceOfPossible);
    case 'number':
      return member.presence;
    case 'choices':
      return mapOutcomes(member.few, (outcome): Presence => {
        return typeof outcome === 'string' ? (outcome === 'optional' ? 2 : 1) : presenceOfPossible(outcome);
      });
    case 'list':
      return computePresenceOfAny(
        program,
        member.members.map((inner) => computeMemberPresence(program, inner)),
      );
  }
}
