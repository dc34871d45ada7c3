import {
  absolute,
  compare,
  type ExplainedEnds,
  itemAt,
  type Judgement,
  type Met,
  type Rational,
  subtract,
  toNumber,
  type Unmet,
} from '../model/index.ts';
import {
  type Condition,
  countPassing,
  evaluateCondition,
  evaluateEntry,
  membersOf,
  type NodeReader,
  negateTruth,
  type Test,
  type Truth,
} from './condition.ts';
import { type Atom, isNothing, type Possible, rangeOf, settledValue, toPlainAtom } from './possible-values.ts';

/** Returns the names of the members of a list, in order. */
export type MemberNames = (node: number) => readonly string[];

/** Finds the requirements of a condition that fail or are undecided, each as an entry; empty if the condition holds. */
export function findUnmet(condition: Condition, read: NodeReader, memberNames: MemberNames): Unmet[] {
  if (evaluateCondition(condition, read) === 'holds') return [];
  switch (condition.op) {
    case 'all':
      return condition.of.flatMap((part) => findUnmet(part, read, memberNames));
    case 'any':
      return condition.of.flatMap((part, i) =>
        findUnmet(part, read, memberNames).map((unmet) => ({ ...unmet, alternative: i + 1 })),
      );
    case 'not':
      return findHolding(condition.of, read, memberNames);
    case 'entry':
      return explainEntry(condition.name, condition.test, read(condition.node), memberNames(condition.node));
  }
}

/** For a condition that must not hold, finds the requirements in it that hold or are undecided. */
function findHolding(condition: Condition, read: NodeReader, memberNames: MemberNames): Unmet[] {
  const truth = evaluateCondition(condition, read);
  if (truth === 'fails') return [];
  switch (condition.op) {
    case 'all':
      return condition.of.flatMap((part, i) =>
        findHolding(part, read, memberNames).map((unmet) => ({ ...unmet, alternative: i + 1 })),
      );
    case 'any':
      return condition.of.flatMap((part) => findHolding(part, read, memberNames));
    case 'not':
      return findUnmet(condition.of, read, memberNames);
    case 'entry': {
      const { name, node, test } = condition;
      const unmet = { name, keyword: 'not', truth: negateTruth(truth), test: describeTest(test) } as Unmet;
      return [addValue(unmet, read(node))];
    }
  }
}

function explainEntry(name: string, test: Test, value: Possible, names: readonly string[]): Unmet[] {
  const truth = evaluateEntry(test, value);
  if (truth === 'holds') return [];
  if (test.keyword === 'allOf') {
    const parts = test.of.flatMap((part) => explainEntry(name, part, value, names));
    // The whole test can fail although no single part fails, because two undecided parts may exclude each other.
    if (parts.some((part) => part.truth === truth)) return parts;
  }
  const unmet: Unmet = { name, keyword: test.keyword, truth };
  switch (test.keyword) {
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return [addValue({ ...unmet, needs: toNumber(test.bound) }, value)];
    case 'const':
      return [addValue({ ...unmet, needs: toPlainAtom(itemAt(test.atoms, 0)) }, value)];
    case 'enum':
      return [addValue({ ...unmet, needs: test.atoms.map(toPlainAtom) }, value)];
    case 'minItems':
    case 'maxItems':
      return [{ ...unmet, needs: test.count, ...countMembers(value) }];
    case 'contains':
      return [explainContains(unmet, test, value, names)];
    case 'items':
      return [{ ...unmet, test: describeTest(test.of), members: findFailingMembers(test.of, value, names) }];
    case 'allOf':
    case 'anyOf':
    case 'not':
      return [addValue({ ...unmet, test: describeTest(test) }, value)];
  }
}

/** Returns the number of members, or its range while it is open. */
function countMembers(value: Possible): Omit<Met, 'name' | 'test'> {
  const members = membersOf(value);
  const certainCount = members.filter(({ optional }) => !optional).length;
  return certainCount === members.length ? { has: certainCount } : { lowest: certainCount, highest: members.length };
}

function explainContains(
  unmet: Unmet,
  test: Extract<Test, { keyword: 'contains' }>,
  value: Possible,
  names: readonly string[],
): Unmet {
  const [least, most] = countPassing(test.of, membersOf(value));
  const isTooFew = most < test.least || (unmet.truth === 'undecided' && least < test.least);
  return {
    ...unmet,
    keyword: isTooFew ? 'minContains' : 'maxContains',
    needs: isTooFew ? test.least : test.most,
    has: least,
    ...(most > least ? { lowest: least, highest: most } : {}),
    test: describeTest(test.of),
    ...(isTooFew ? { members: findFailingMembers(test.of, value, names) } : {}),
  };
}

/** Returns the members that do not certainly pass a test, starting with the one closest to passing. */
function findFailingMembers(test: Test, value: Possible, names: readonly string[]): NonNullable<Unmet['members']> {
  if (value.kind !== 'list') return [];
  return value.members
    .flatMap((member, i) => {
      const truth = evaluateEntry(test, member);
      if (truth === 'holds' || isNothing(member)) return [];
      const hasValue = toPlainValue(member);
      return [
        {
          index: i,
          distance: measureDistance(test, member),
          member: { name: names[i] ?? `${i + 1}`, truth, ...(hasValue === undefined ? {} : { has: hasValue }) },
        },
      ];
    })
    .sort((a, b) => compareDistances(a.distance, b.distance) || a.index - b.index)
    .map(({ member }) => member);
}

/** Returns how far a number is from a bound that it does not meet; null if that is unknown. */
function measureDistance(test: Test, value: Possible): Rational | null {
  const high = rangeOf(value)?.high;
  if (!high || !('bound' in test)) return null;
  return absolute(subtract(test.bound, high));
}

function compareDistances(a: Rational | null, b: Rational | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compare(a, b);
}

function addValue(unmet: Unmet, value: Possible): Unmet {
  return { ...unmet, ...toKnownValue(value) };
}

/** Returns a value if it is settled; while it is open, the range of the numbers that it may be. */
function toKnownValue(value: Possible): Omit<Met, 'name' | 'test'> {
  const hasValue = toPlainValue(value);
  return hasValue === undefined ? toPlainRange(value) : { has: hasValue };
}

/** Converts the range of a value to JSON; null means unbounded. */
function toPlainRange(value: Possible): Pick<ExplainedEnds, 'lowest' | 'highest'> {
  const range = rangeOf(value);
  return range ? { lowest: range.low && toNumber(range.low), highest: range.high && toNumber(range.high) } : {};
}

/** Converts a settled value to JSON; undefined while it may change. */
export function toPlainValue(value: Possible): string | number | boolean | string[] | null | undefined {
  const settledAtom = settledValue(value);
  if (settledAtom === null || settledAtom === undefined) return settledAtom;
  return Array.isArray(settledAtom) ? [...settledAtom] : toPlainAtom(settledAtom as Atom);
}

/** Returns the value if it is settled, otherwise its bounds, converted to JSON. */
export function toExplainedEnds(possible: Possible): ExplainedEnds {
  const value = toPlainValue(possible);
  if (value !== undefined) return { value };
  return { ...toPlainRange(possible), ...(possible.nothing ? { orNothing: true } : {}) };
}

/** Converts a test back to the JSON Schema keywords with which it was written. */
export function describeTest(test: Test): { [keyword: string]: unknown } {
  switch (test.keyword) {
    case 'const':
      return { const: toPlainAtom(itemAt(test.atoms, 0)) };
    case 'enum':
      return { enum: test.atoms.map(toPlainAtom) };
    case 'contains':
      return {
        contains: describeTest(test.of),
        ...(test.least === 1 ? {} : { minContains: test.least }),
        ...(test.most === null ? {} : { maxContains: test.most }),
      };
    case 'items':
    case 'not':
      return { [test.keyword]: describeTest(test.of) };
    case 'minItems':
    case 'maxItems':
      return { [test.keyword]: test.count };
    case 'anyOf':
      return { anyOf: test.of.map(describeTest) };
    case 'allOf': {
      const parts = test.of.map(describeTest);
      const keywords = parts.flatMap(Object.keys);
      return new Set(keywords).size === keywords.length ? Object.assign({}, ...parts) : { allOf: parts };
    }
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return { [test.keyword]: toNumber(test.bound) };
  }
}

/** Whether a condition holds, with the requirements that are met and those that are not. */
interface JudgedCondition extends Judgement {
  truth: Truth;
}

/** Judges a condition requirement by requirement. */
export function judgeCondition(condition: Condition, read: NodeReader, memberNames: MemberNames): JudgedCondition {
  const unmetRequirements = findUnmet(condition, read, memberNames);
  return {
    truth: evaluateCondition(condition, read),
    met: findMet(condition, read, 'holds'),
    unmet: unmetRequirements,
  };
}

/**
 * Returns the requirements that make a condition certainly fail, without undecided ones. If it does not certainly fail,
 * returns all requirements that are not met.
 */
export function selectFailingRequirements({ truth, unmet }: JudgedCondition): Unmet[] {
  const failingRequirements = unmet.filter((requirement) => requirement.truth === 'fails');
  return truth === 'fails' && failingRequirements.length > 0 ? failingRequirements : unmet;
}

/** Returns the requirements of a condition that hold or, if the condition must not hold, that fail. */
function findMet(condition: Condition, read: NodeReader, wanted: 'holds' | 'fails'): Met[] {
  switch (condition.op) {
    case 'not':
      return findMet(condition.of, read, wanted === 'holds' ? 'fails' : 'holds');
    case 'entry': {
      const value = read(condition.node);
      if (evaluateEntry(condition.test, value) !== wanted) return [];
      const test = wanted === 'holds' ? describeTest(condition.test) : { not: describeTest(condition.test) };
      return [{ name: condition.name, test, ...describePresentValue(condition.test, value) }];
    }
    case 'any':
    case 'all': {
      // If one of several requirements is enough, only the first that is met is listed.
      const isOneEnough = (condition.op === 'any') === (wanted === 'holds');
      const parts = condition.of.filter((part) => evaluateCondition(part, read) === wanted);
      return (isOneEnough ? parts.slice(0, 1) : parts).flatMap((part) => findMet(part, read, wanted));
    }
  }
}

/** Returns what a test finds: the value; for a list, how many members pass the test, or how many members there are. */
function describePresentValue(test: Test, value: Possible): Omit<Met, 'name' | 'test'> {
  if (value.kind !== 'list') return toKnownValue(value);
  if (test.keyword !== 'contains') return countMembers(value);
  const [least, most] = countPassing(test.of, membersOf(value));
  return least === most ? { has: least } : { lowest: least, highest: most };
}
