import {
  add,
  compare,
  divide,
  fromNumber,
  itemAt,
  ONE,
  type Path,
  type Phrase,
  type ProblemCode,
  type ProblemDetails,
  parseDecimal,
  type Rational,
  rankBySpelling,
  subtract,
  ZERO,
} from '../model/index.ts';
import {
  type Atom,
  areSameAtoms,
  createExactValue,
  isNothing,
  isNumber,
  type Possible,
  type Range,
} from './possible-values.ts';

/**
 * A compiled condition: names are replaced by positions in the plan, and constants have the type of the value they are
 * compared with.
 */
export type Condition =
  | { readonly op: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition }
  | { readonly op: 'entry'; readonly name: string; readonly node: number; readonly test: Test };

export type Test =
  | { readonly keyword: 'const' | 'enum'; readonly atoms: readonly Atom[] }
  | { readonly keyword: BoundKeyword; readonly bound: Rational }
  | { readonly keyword: 'contains'; readonly of: Test; readonly least: number; readonly most: number | null }
  | { readonly keyword: 'items'; readonly of: Test }
  | { readonly keyword: 'minItems' | 'maxItems'; readonly count: number }
  | { readonly keyword: 'allOf' | 'anyOf'; readonly of: readonly Test[] }
  | { readonly keyword: 'not'; readonly of: Test };

type BoundKeyword = 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum';

/** The type of a named value. It determines which keywords of conditions apply and how constants are read. */
export type ValueType =
  | { readonly kind: 'number' | 'boolean' | 'text' | 'mixed' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'list'; readonly of: ValueType };

/** Returns the phrase for a type, for use in problems. */
export function describeType(type: ValueType): Phrase {
  switch (type.kind) {
    case 'number':
      return { phrase: 'number' };
    case 'boolean':
      return { phrase: 'trueOrFalse' };
    case 'text':
      return { phrase: 'text' };
    case 'mixed':
      return { phrase: 'severalTypes' };
    case 'choice':
      return { phrase: 'choice' };
    case 'list':
      return { phrase: 'aList' };
  }
}

/**
 * Whether a type is a choice whose options are unknown because of an error. That error is reported once, so conditions
 * that name an option are not reported as well.
 */
export function hasUnknownOptions(type: ValueType): boolean {
  return type.kind === 'list' ? hasUnknownOptions(type.of) : type.kind === 'choice' && type.options.length === 0;
}

/** A test of the value at one position. */
export type ConditionEntry = Extract<Condition, { op: 'entry' }>;

/** Returns all tests within a condition, at any depth. */
export function listConditionEntries(condition: Condition): ConditionEntry[] {
  if (condition.op === 'entry') return [condition];
  return condition.op === 'not' ? listConditionEntries(condition.of) : condition.of.flatMap(listConditionEntries);
}

/** Returns the positions that a condition reads. */
export function listConditionDependencies(condition: Condition): number[] {
  return listConditionEntries(condition).map(({ node }) => node);
}

/** The three truth values of Kleene's logic. A condition is `undecided` if open answers decide whether it holds. */
export type Truth = 'holds' | 'fails' | 'undecided';

function truthOf(value: boolean): Truth {
  return value ? 'holds' : 'fails';
}

export function negateTruth(truth: Truth): Truth {
  return truth === 'undecided' ? truth : truthOf(truth === 'fails');
}

/**
 * Combines truths by "and": the result holds if all hold, fails if one fails, and is undecided otherwise; it holds for
 * an empty list.
 */
export function conjoinTruths(truths: readonly Truth[]): Truth {
  if (truths.includes('fails')) return 'fails';
  return truths.includes('undecided') ? 'undecided' : 'holds';
}

/**
 * Combines truths by "or": the result holds if one holds, fails if all fail, and is undecided otherwise; it fails for
 * an empty list.
 */
export function disjoinTruths(truths: readonly Truth[]): Truth {
  return negateTruth(conjoinTruths(truths.map(negateTruth)));
}

/** Returns the possible values at a position of the plan. */
export type NodeReader = (node: number) => Possible;

/**
 * Evaluates a condition in Kleene's logic: each test is decided only if the result is the same for all possible
 * answers. A test of a position without a value fails.
 */
export function evaluateCondition(condition: Condition, read: NodeReader): Truth {
  switch (condition.op) {
    case 'all':
      return evaluateParts(condition.of, read, 'fails');
    case 'any':
      return evaluateParts(condition.of, read, 'holds');
    case 'not':
      return negateTruth(evaluateCondition(condition.of, read));
    case 'entry':
      return evaluateEntry(condition.test, read(condition.node));
  }
}

/** Evaluates the parts of a conjunction or disjunction up to the first part that decides the result. */
function evaluateParts(parts: readonly Condition[], read: NodeReader, decisive: 'fails' | 'holds'): Truth {
  let truth = negateTruth(decisive);
  for (const part of parts) {
    const partTruth = evaluateCondition(part, read);
    if (partTruth === decisive) return partTruth;
    if (partTruth === 'undecided') truth = partTruth;
  }
  return truth;
}

/** Evaluates a test of a value. If the value may be missing, a test that would hold is undecided. */
export function evaluateEntry(test: Test, value: Possible): Truth {
  if (isNothing(value)) return 'fails';
  const truth = evaluateTest(test, value);
  return value.nothing && truth === 'holds' ? 'undecided' : truth;
}

/** Evaluates a test of a value that is assumed to be present. */
export function evaluateTest(test: Test, value: Possible): Truth {
  switch (value.kind) {
    case 'atoms':
      return decideByAtoms(test, value.atoms);
    case 'range':
      return 'bound' in test
        ? decideBound(test, value)
        : decideByAtoms(test, chooseNumbersToTry(value, constantsOf(test)));
    case 'any':
      return decideByAtoms(test, chooseTextsToTry(constantsOf(test)));
    case 'choices':
    case 'list':
      return evaluateList(test, value);
  }
}

/** Decides a test if its result is the same for all values in a list of possible values; otherwise it is undecided. */
function decideByAtoms(test: Test, atoms: readonly Atom[]): Truth {
  // Read by index, because `const [first] = atoms` creates an iterator, which is measurably slower in code that runs so
  // often.
  const first = atoms[0];
  const passesFirst = first !== undefined && passesTest(test, first);
  for (let i = 1; i < atoms.length; i++) if (passesTest(test, itemAt(atoms, i)) !== passesFirst) return 'undecided';
  return truthOf(passesFirst);
}

/** Decides a test against a bound; undecided if values on both sides of the bound are possible. */
function decideBound({ keyword, bound }: Extract<Test, { readonly bound: Rational }>, { low, high }: Range): Truth {
  const isLower = keyword === 'minimum' || keyword === 'exclusiveMinimum';
  const isStrict = keyword === 'exclusiveMinimum' || keyword === 'exclusiveMaximum';
  const [near, far] = isLower ? [low, high] : [high, low];
  const sign = isLower ? 1 : -1;
  if (near && compare(near, bound) * sign >= (isStrict ? 1 : 0)) return 'holds';
  return far && compare(far, bound) * sign < (isStrict ? 1 : 0) ? 'fails' : 'undecided';
}

/** Returns the constants with which a test compares a single value. */
export function constantsOf(test: Test): readonly Atom[] {
  if ('atoms' in test) return test.atoms;
  if ('bound' in test) return [test.bound];
  if (test.keyword === 'allOf' || test.keyword === 'anyOf') return test.of.flatMap(constantsOf);
  return test.keyword === 'not' ? constantsOf(test.of) : [];
}

/**
 * Chooses numbers of a range such that every result the test can have in this range occurs: the ends of the range, the
 * constants of the test, and a number between each two neighbours among these.
 */
function chooseNumbersToTry({ low, high }: Range, constants: readonly Atom[]): Rational[] {
  const constantsWithin = constants
    .filter(isNumber)
    .filter((number) => (!low || compare(low, number) <= 0) && (!high || compare(number, high) <= 0));
  const stops = [...constantsWithin, ...(low ? [low] : []), ...(high ? [high] : [])].sort(compare);
  const belowFirst = low ? [] : [subtract(stops[0] ?? ZERO, ONE)];
  const aboveLast = high ? [] : [add(stops.at(-1) ?? ZERO, ONE)];
  return [...belowFirst, ...stops, ...aboveLast].flatMap((number, i, all) => {
    const previousNumber = all[i - 1];
    return previousNumber ? [divide(add(previousNumber, number), add(ONE, ONE)), number] : [number];
  });
}

/** Returns the texts that a test names, and one other text. */
function chooseTextsToTry(constants: readonly Atom[]): Atom[] {
  return [...constants, `not ${constants.join()}`];
}

/** Whether a single known value passes a test. */
function passesTest(test: Test, atom: Atom): boolean {
  switch (test.keyword) {
    case 'allOf':
      return test.of.every((part) => passesTest(part, atom));
    case 'anyOf':
      return test.of.some((part) => passesTest(part, atom));
    case 'not':
      return !passesTest(test.of, atom);
    case 'const':
    case 'enum':
      return test.atoms.some((other) => areSameAtoms(other, atom));
    case 'minimum':
      return isNumber(atom) && compare(atom, test.bound) >= 0;
    case 'maximum':
      return isNumber(atom) && compare(atom, test.bound) <= 0;
    case 'exclusiveMinimum':
      return isNumber(atom) && compare(atom, test.bound) > 0;
    case 'exclusiveMaximum':
      return isNumber(atom) && compare(atom, test.bound) < 0;
    case 'contains':
    case 'items':
    case 'minItems':
    case 'maxItems':
      return false;
  }
}

/** A member of a list; `optional` says whether it may turn out to be missing. */
interface Member {
  readonly value: Possible;
  readonly optional: boolean;
}

/** Returns the members that a list certainly or possibly has. */
export function membersOf(value: Possible): Member[] {
  if (value.kind === 'choices') {
    return [
      ...value.sure.map((option) => ({ value: createExactValue(option), optional: false })),
      ...value.open.map((option) => ({ value: createExactValue(option), optional: true })),
    ];
  }
  if (value.kind !== 'list') return [];
  return value.members
    .filter((member) => !isNothing(member))
    .map((member) => ({ value: member, optional: member.nothing }));
}

function evaluateList(test: Test, value: Possible): Truth {
  switch (test.keyword) {
    case 'allOf':
      return conjoinTruths(test.of.map((part) => evaluateList(part, value)));
    case 'anyOf':
      return disjoinTruths(test.of.map((part) => evaluateList(part, value)));
    case 'not':
      return negateTruth(evaluateList(test.of, value));
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
      return isListTest(test) ? decideList(test, countMembers(test, value)) : 'fails';
  }
}

/** A test of the number of members in a list, or of how many members pass another test. */
export type ListTest = Extract<Test, { keyword: 'contains' | 'items' | 'minItems' | 'maxItems' }>;

export function isListTest(test: Test): test is ListTest {
  return LIST_KEYWORDS.includes(test.keyword);
}

/** How many members a list has, in total and by whether they pass a test. */
export interface MemberCounts {
  /**
   * `members`: possible members, including certain ones. `sure`: certain members. `fewest`: the smallest number of
   * members that the list can have.
   */
  readonly members: number;
  readonly sure: number;
  readonly fewest: number;
  /** `surely`: certain members that pass the test. `possibly`: members that may pass it, including these. */
  readonly surely: number;
  readonly possibly: number;
  /** `doubtful`: members that may fail the test. `excluded`: certain members that fail it. */
  readonly doubtful: number;
  readonly excluded: number;
}

function countMembers(test: ListTest, value: Possible): MemberCounts {
  const members = membersOf(value);
  const sureCount = members.filter(({ optional }) => !optional).length;
  // An empty list has no value and is never tested, so a list has at least one member here; a choice can be empty.
  const minMembers = value.kind === 'list' ? Math.max(1, sureCount) : sureCount;
  const counts = {
    members: members.length,
    sure: sureCount,
    fewest: minMembers,
    surely: 0,
    possibly: 0,
    doubtful: 0,
    excluded: 0,
  };
  if (!('of' in test)) return counts;
  for (const member of members) {
    const truth = evaluateTest(test.of, member.value);
    if (truth !== 'fails') counts.possibly++;
    if (truth !== 'holds') counts.doubtful++;
    if (!member.optional && truth === 'holds') counts.surely++;
    if (!member.optional && truth === 'fails') counts.excluded++;
  }
  return counts;
}

/** Decides a list test by the numbers of members that pass or fail. */
export function decideList(test: ListTest, counts: MemberCounts): Truth {
  const { members, fewest, possibly, doubtful, excluded } = counts;
  switch (test.keyword) {
    case 'minItems':
      return fewest >= test.count ? 'holds' : members < test.count ? 'fails' : 'undecided';
    case 'maxItems':
      return members <= test.count ? 'holds' : fewest > test.count ? 'fails' : 'undecided';
    case 'items':
      if (excluded > 0 || possibly === 0) return 'fails';
      return doubtful === 0 && fewest > 0 ? 'holds' : 'undecided';
    case 'contains': {
      // The list has at least one member, and none of the possible members can fail.
      const passesAtLeastOnce = fewest > 0 && doubtful === 0;
      const minCount = passesAtLeastOnce ? Math.max(counts.surely, 1) : counts.surely;
      const maxCount = test.most ?? possibly;
      if (minCount >= test.least && possibly <= maxCount) return 'holds';
      return Math.max(minCount, test.least) <= Math.min(possibly, maxCount) ? 'undecided' : 'fails';
    }
  }
}

/** Returns the smallest and the largest possible number of members that pass a test. */
export function countPassing(test: Test, members: readonly Member[]): [least: number, most: number] {
  let [least, most] = [0, 0];
  for (const { value, optional } of members) {
    const truth = evaluateTest(test, value);
    if (truth === 'holds' && !optional) least++;
    if (truth !== 'fails') most++;
  }
  return [least, most];
}

/** A condition as written in a document. */
export type ConditionSource = { readonly [key: string]: unknown };

type TestSource = { readonly [key: string]: unknown };

/** What compiling a condition needs from its surroundings. */
export interface ConditionScope {
  /**
   * Returns the position and type of a named value; undefined if the name does not exist, which the scope itself
   * reports.
   */
  resolve(name: string, at: Path): { readonly node: number; readonly type: ValueType } | undefined;
  report(code: ProblemCode, at: Path, details: ProblemDetails, on?: 'key' | 'value'): void;
}

const BOUND_KEYWORDS: readonly BoundKeyword[] = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];
const LIST_KEYWORDS: readonly string[] = ['contains', 'items', 'minItems', 'maxItems'];

/** Compiles a condition: replaces names by positions and checks types. Invalid parts are reported and left out. */
export function compileCondition(source: ConditionSource, at: Path, scope: ConditionScope): Condition {
  const parts: Condition[] = [];
  for (const [key, value] of Object.entries(source)) {
    const path = [...at, key];
    if (key === 'allOf' || key === 'anyOf') {
      const innerConditions = (value as ConditionSource[]).map((part, i) =>
        compileCondition(part, [...path, i], scope),
      );
      parts.push({ op: key === 'allOf' ? 'all' : 'any', of: innerConditions });
    } else if (key === 'not') {
      parts.push({ op: 'not', of: compileCondition(value as ConditionSource, path, scope) });
    } else {
      const target = scope.resolve(key, path);
      if (!target) continue;
      const test = compileTest(value as TestSource, { ...scope, name: key, type: target.type, at: path });
      parts.push({ op: 'entry', name: key, node: target.node, test });
    }
  }
  return parts.length === 1 && parts[0] ? parts[0] : { op: 'all', of: parts };
}

interface TestScope extends ConditionScope {
  readonly name: string;
  readonly type: ValueType;
  readonly at: Path;
}

function compileTest(source: TestSource, scope: TestScope): Test {
  const tests: Test[] = [];
  for (const [keyword, value] of Object.entries(source)) {
    const test = compileKeyword(keyword, value, source, scope);
    if (test) tests.push(test);
  }
  return tests.length === 1 && tests[0] ? tests[0] : { keyword: 'allOf', of: tests };
}

function compileKeyword(keyword: string, value: unknown, source: TestSource, scope: TestScope): Test | undefined {
  const { type, name } = scope;
  const keyPath = [...scope.at, keyword];
  const compileInner = (part: unknown, place: Path, innerConditions: ValueType = type): Test =>
    compileTest(part as TestSource, { ...scope, at: place, type: innerConditions });
  if (keyword === 'allOf' || keyword === 'anyOf') {
    return { keyword, of: (value as unknown[]).map((part, i) => compileInner(part, [...keyPath, i])) };
  }
  if (keyword === 'not') return { keyword, of: compileInner(value, keyPath) };
  const requiredKind =
    LIST_KEYWORDS.includes(keyword) || keyword === 'minContains' || keyword === 'maxContains' ? 'list' : 'single';
  const isApplicable = BOUND_KEYWORDS.includes(keyword as BoundKeyword)
    ? type.kind === 'number'
    : (type.kind === 'list') === (requiredKind === 'list') && type.kind !== 'mixed';
  if (!isApplicable) {
    const advice =
      type.kind === 'list'
        ? { advice: { phrase: 'sayHowMany', test: `contains: { ${keyword}: ${JSON.stringify(value)} }` } as const }
        : {};
    scope.report('M206', keyPath, { found: keyword, name, wanted: describeType(type), ...advice }, 'key');
    return undefined;
  }
  if (BOUND_KEYWORDS.includes(keyword as BoundKeyword)) {
    return { keyword: keyword as BoundKeyword, bound: fromNumber(value as number) };
  }
  if (keyword === 'const') return { keyword, atoms: readConstants([value], [keyPath], scope) };
  if (keyword === 'enum') {
    const values = value as unknown[];
    return {
      keyword,
      atoms: readConstants(
        values,
        values.map((_, i) => [...keyPath, i]),
        scope,
      ),
    };
  }
  if (type.kind !== 'list') return undefined;
  if (keyword === 'items') return { keyword, of: compileInner(value, keyPath, type.of) };
  if (keyword === 'minItems' || keyword === 'maxItems') return { keyword, count: value as number };
  if (keyword === 'contains') {
    const minContained = (source.minContains as number | undefined) ?? 1;
    return {
      keyword,
      of: compileInner(value, keyPath, type.of),
      least: minContained,
      most: (source.maxContains as number | undefined) ?? null,
    };
  }
  return undefined;
}

function readConstants(values: readonly unknown[], places: readonly Path[], scope: TestScope): Atom[] {
  return values.flatMap((value, i) => {
    const text = String(value);
    const atom = parseAtom(text, scope.type);
    if (atom !== undefined) return [atom];
    if (hasUnknownOptions(scope.type)) return [];
    const valuePath = places[i] ?? scope.at;
    if (scope.type.kind === 'choice') {
      const similarOptions = rankBySpelling(text, scope.type.options);
      scope.report('M205', valuePath, { found: text, name: scope.name, allowed: similarOptions });
    } else {
      scope.report('M207', valuePath, { found: text, name: scope.name, wanted: describeType(scope.type) });
    }
    return [];
  });
}

/** Converts text in a document to a value of a type; undefined if the text is not such a value. */
export function parseAtom(text: string, type: ValueType): Atom | undefined {
  switch (type.kind) {
    case 'number':
      return parseDecimal(text);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'choice':
      return type.options.includes(text) ? text : undefined;
    case 'text':
      return text;
    case 'list':
    case 'mixed':
      return undefined;
  }
}

/**
 * Whether comparing two conditions shows that `weaker` holds whenever `stronger` does: they test the same positions,
 * and no bound in `weaker` is higher. False only means that the comparison does not show it.
 */
export function surelyImplies(stronger: Condition, weaker: Condition): boolean {
  if (weaker.op === 'all') return weaker.of.every((part) => surelyImplies(stronger, part));
  if (stronger.op === 'all') return stronger.of.some((part) => surelyImplies(part, weaker));
  if (stronger.op !== 'entry' || weaker.op !== 'entry') return false;
  return stronger.node === weaker.node && testSurelyImplies(stronger.test, weaker.test);
}

function testSurelyImplies(stronger: Test, weaker: Test): boolean {
  if (stronger.keyword === 'items' && weaker.keyword === 'items') return testSurelyImplies(stronger.of, weaker.of);
  if (stronger.keyword === 'minimum' && weaker.keyword === 'minimum') return compare(stronger.bound, weaker.bound) >= 0;
  return false;
}
