import {
  add,
  compare,
  divide,
  fromNumber,
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
import { type Atom, exactly, isNothing, isNumber, type Possible, type Range, sameAtom } from './possible-values.ts';

/**
 * A condition ready to be evaluated: names are resolved to positions in a plan, constants to the types of what they are
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

/** What kind of value a name stands for; it decides which keywords can apply and how constants are read. */
export type ValueType =
  | { readonly kind: 'number' | 'boolean' | 'text' | 'mixed' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'list'; readonly of: ValueType };

/** The type in words, for a finding. */
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
 * Whether it is a choice of options that are not known. Why they are missing is reported once, so nothing more is reported
 * where an answer names one.
 */
export function hasUnknownOptions(type: ValueType): boolean {
  return type.kind === 'list' ? hasUnknownOptions(type.of) : type.kind === 'choice' && type.options.length === 0;
}

/** A test of one position. */
export type ConditionEntry = Extract<Condition, { op: 'entry' }>;

/** The entries of a condition, however deep they are in it. */
export function conditionEntries(condition: Condition): ConditionEntry[] {
  if (condition.op === 'entry') return [condition];
  return condition.op === 'not' ? conditionEntries(condition.of) : condition.of.flatMap(conditionEntries);
}

/** The positions in the plan that a condition reads. */
export function conditionDependencies(condition: Condition): number[] {
  return conditionEntries(condition).map(({ node }) => node);
}

/** Kleene's three truth values; undecided is what open answers can still turn either way. */
export type Truth = 'holds' | 'fails' | 'undecided';

function truthOf(value: boolean): Truth {
  return value ? 'holds' : 'fails';
}

export function negation(truth: Truth): Truth {
  return truth === 'undecided' ? truth : truthOf(truth === 'fails');
}

/** Holds when all do, fails when one does; holds for none at all. */
export function conjunction(truths: readonly Truth[]): Truth {
  if (truths.includes('fails')) return 'fails';
  return truths.includes('undecided') ? 'undecided' : 'holds';
}

/** Holds when one does, fails when all do; fails for none at all. */
export function disjunction(truths: readonly Truth[]): Truth {
  return negation(conjunction(truths.map(negation)));
}

/** Gives what a position of the plan may still be. */
export type NodeReader = (node: number) => Possible;

/**
 * Whether a condition holds, by Kleene's logic: decided only when every way the open answers can go agrees, entry by
 * entry. An entry about what is known to be nothing fails.
 */
export function evaluateCondition(condition: Condition, read: NodeReader): Truth {
  switch (condition.op) {
    case 'all':
      return evaluateParts(condition.of, read, 'fails');
    case 'any':
      return evaluateParts(condition.of, read, 'holds');
    case 'not':
      return negation(evaluateCondition(condition.of, read));
    case 'entry':
      return evaluateEntry(condition.test, read(condition.node));
  }
}

/** A conjunction or disjunction that stops at the first part that decides it: one that fails, or one that holds. */
function evaluateParts(parts: readonly Condition[], read: NodeReader, decisive: 'fails' | 'holds'): Truth {
  let truth = negation(decisive);
  for (const part of parts) {
    const own = evaluateCondition(part, read);
    if (own === decisive) return own;
    if (own === 'undecided') truth = own;
  }
  return truth;
}

/** Whether a value passes a test, counting what may be nothing as what may fail. */
export function evaluateEntry(test: Test, value: Possible): Truth {
  if (isNothing(value)) return 'fails';
  const truth = evaluateTest(test, value);
  return value.nothing && truth === 'holds' ? 'undecided' : truth;
}

/** Whether a value passes a test, taken that it is not nothing. */
export function evaluateTest(test: Test, value: Possible): Truth {
  switch (value.kind) {
    case 'atoms':
      return decide(test, value.atoms);
    case 'range':
      return 'bound' in test ? decideBound(test, value) : decide(test, numbersToTry(value, constantsOf(test)));
    case 'any':
      return decide(test, textsToTry(constantsOf(test)));
    case 'choices':
    case 'list':
      return evaluateList(test, value);
  }
}

/** Decided when all values give the same. */
function decide(test: Test, atoms: readonly Atom[]): Truth {
  const [first] = atoms;
  const passed = first !== undefined && passes(test, first);
  for (let i = 1; i < atoms.length; i++) if (passes(test, atoms[i] as Atom) !== passed) return 'undecided';
  return truthOf(passed);
}

/** Where a bound lies between the ends of a range, some of its numbers are on either side. */
function decideBound({ keyword, bound }: Extract<Test, { readonly bound: Rational }>, { low, high }: Range): Truth {
  const isLower = keyword === 'minimum' || keyword === 'exclusiveMinimum';
  const isStrict = keyword === 'exclusiveMinimum' || keyword === 'exclusiveMaximum';
  const [near, far] = isLower ? [low, high] : [high, low];
  const sign = isLower ? 1 : -1;
  if (near && compare(near, bound) * sign >= (isStrict ? 1 : 0)) return 'holds';
  return far && compare(far, bound) * sign < (isStrict ? 1 : 0) ? 'fails' : 'undecided';
}

/** The constants a test compares a single value with. */
export function constantsOf(test: Test): readonly Atom[] {
  if ('atoms' in test) return test.atoms;
  if ('bound' in test) return [test.bound];
  if (test.keyword === 'allOf' || test.keyword === 'anyOf') return test.of.flatMap(constantsOf);
  return test.keyword === 'not' ? constantsOf(test.of) : [];
}

/** Numbers of a range that show all that can come out of a test: its ends, the test's constants, one between each two. */
function numbersToTry({ low, high }: Range, constants: readonly Atom[]): Rational[] {
  const within = constants
    .filter(isNumber)
    .filter((number) => (!low || compare(low, number) <= 0) && (!high || compare(number, high) <= 0));
  const known = [...within, ...(low ? [low] : []), ...(high ? [high] : [])].sort(compare);
  const below = low ? [] : [subtract(known[0] ?? ZERO, ONE)];
  const above = high ? [] : [add(known.at(-1) ?? ZERO, ONE)];
  return [...below, ...known, ...above].flatMap((number, i, all) => {
    const before = all[i - 1];
    return before ? [divide(add(before, number), add(ONE, ONE)), number] : [number];
  });
}

/** The texts a test names, and one that it does not. */
function textsToTry(constants: readonly Atom[]): Atom[] {
  return [...constants, `not ${constants.join()}`];
}

/** The two-valued test of one known value. */
function passes(test: Test, atom: Atom): boolean {
  switch (test.keyword) {
    case 'allOf':
      return test.of.every((part) => passes(part, atom));
    case 'anyOf':
      return test.of.some((part) => passes(part, atom));
    case 'not':
      return !passes(test.of, atom);
    case 'const':
    case 'enum':
      return test.atoms.some((other) => sameAtom(other, atom));
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

/** A member of a list, and whether it may turn out not to be there. */
interface Member {
  readonly value: Possible;
  readonly optional: boolean;
}

/** The members a list has or may have. */
export function membersOf(value: Possible): Member[] {
  if (value.kind === 'choices') {
    return [
      ...value.sure.map((option) => ({ value: exactly(option), optional: false })),
      ...value.open.map((option) => ({ value: exactly(option), optional: true })),
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
      return conjunction(test.of.map((part) => evaluateList(part, value)));
    case 'anyOf':
      return disjunction(test.of.map((part) => evaluateList(part, value)));
    case 'not':
      return negation(evaluateList(test.of, value));
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

/** A test of how many members there are, or how many pass a test of their own. */
export type ListTest = Extract<Test, { keyword: 'contains' | 'items' | 'minItems' | 'maxItems' }>;

export function isListTest(test: Test): test is ListTest {
  return LISTS.includes(test.keyword);
}

/** How the members of a list stand, and how they pass the test of each. */
export interface MemberCounts {
  /** How many there may be, how many there surely are, and the fewest there can be. */
  readonly members: number;
  readonly sure: number;
  readonly fewest: number;
  /** How many surely are there and pass, and how many may. */
  readonly surely: number;
  readonly possibly: number;
  /** How many may fail if they are there, and how many surely are there and fail. */
  readonly doubtful: number;
  readonly excluded: number;
}

function countMembers(test: ListTest, value: Possible): MemberCounts {
  const members = membersOf(value);
  const sure = members.filter(({ optional }) => !optional).length;
  // A list without members is nothing, which is no case here; only a choice can be empty.
  const fewest = value.kind === 'list' ? Math.max(1, sure) : sure;
  const counts = { members: members.length, sure, fewest, surely: 0, possibly: 0, doubtful: 0, excluded: 0 };
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

/** Whether a list whose members stand so passes a test. */
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
      // Where any of the members may be the only one and each would pass, one does.
      const anyDoes = fewest > 0 && doubtful === 0;
      const least = anyDoes ? Math.max(counts.surely, 1) : counts.surely;
      const most = test.most ?? possibly;
      if (least >= test.least && possibly <= most) return 'holds';
      return Math.max(least, test.least) <= Math.min(possibly, most) ? 'undecided' : 'fails';
    }
  }
}

/** How many members surely pass a test, and how many may. */
export function countPassing(test: Test, members: readonly Member[]): [least: number, most: number] {
  let [least, most] = [0, 0];
  for (const { value, optional } of members) {
    const truth = evaluateTest(test, value);
    if (truth === 'holds' && !optional) least++;
    if (truth !== 'fails') most++;
  }
  return [least, most];
}

/** A condition as a document states it. */
export type ConditionSource = { readonly [key: string]: unknown };

type TestSource = { readonly [key: string]: unknown };

/** What compiling a condition needs to know of its surroundings. */
export interface ConditionScope {
  /** The position and type of a name; undefined when there is none (the scope reports that itself). */
  resolve(name: string, at: Path): { readonly node: number; readonly type: ValueType } | undefined;
  report(code: ProblemCode, at: Path, details: ProblemDetails, on?: 'key' | 'value'): void;
}

const BOUNDS: readonly BoundKeyword[] = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];
const LISTS: readonly string[] = ['contains', 'items', 'minItems', 'maxItems'];

/** Compiles a condition, resolving its names and types; what cannot work is reported and left out. */
export function compileCondition(source: ConditionSource, at: Path, scope: ConditionScope): Condition {
  const parts: Condition[] = [];
  for (const [key, value] of Object.entries(source)) {
    const place = [...at, key];
    if (key === 'allOf' || key === 'anyOf') {
      const of = (value as ConditionSource[]).map((part, i) => compileCondition(part, [...place, i], scope));
      parts.push({ op: key === 'allOf' ? 'all' : 'any', of });
    } else if (key === 'not') {
      parts.push({ op: 'not', of: compileCondition(value as ConditionSource, place, scope) });
    } else {
      const target = scope.resolve(key, place);
      if (!target) continue;
      const test = compileTest(value as TestSource, { ...scope, name: key, type: target.type, at: place });
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
  const at = [...scope.at, keyword];
  const inner = (part: unknown, place: Path, of: ValueType = type): Test =>
    compileTest(part as TestSource, { ...scope, at: place, type: of });
  if (keyword === 'allOf' || keyword === 'anyOf') {
    return { keyword, of: (value as unknown[]).map((part, i) => inner(part, [...at, i])) };
  }
  if (keyword === 'not') return { keyword, of: inner(value, at) };
  const wanted = LISTS.includes(keyword) || keyword === 'minContains' || keyword === 'maxContains' ? 'list' : 'single';
  const fits = BOUNDS.includes(keyword as BoundKeyword)
    ? type.kind === 'number'
    : (type.kind === 'list') === (wanted === 'list') && type.kind !== 'mixed';
  if (!fits) {
    const advice =
      type.kind === 'list'
        ? { advice: { phrase: 'sayHowMany', test: `contains: { ${keyword}: ${JSON.stringify(value)} }` } as const }
        : {};
    scope.report('M206', at, { found: keyword, name, wanted: describeType(type), ...advice }, 'key');
    return undefined;
  }
  if (BOUNDS.includes(keyword as BoundKeyword)) {
    return { keyword: keyword as BoundKeyword, bound: fromNumber(value as number) };
  }
  if (keyword === 'const') return { keyword, atoms: readConstants([value], [at], scope) };
  if (keyword === 'enum') {
    const values = value as unknown[];
    return {
      keyword,
      atoms: readConstants(
        values,
        values.map((_, i) => [...at, i]),
        scope,
      ),
    };
  }
  if (type.kind !== 'list') return undefined;
  if (keyword === 'items') return { keyword, of: inner(value, at, type.of) };
  if (keyword === 'minItems' || keyword === 'maxItems') return { keyword, count: value as number };
  if (keyword === 'contains') {
    const least = (source.minContains as number | undefined) ?? 1;
    return { keyword, of: inner(value, at, type.of), least, most: (source.maxContains as number | undefined) ?? null };
  }
  return undefined;
}

function readConstants(values: readonly unknown[], places: readonly Path[], scope: TestScope): Atom[] {
  return values.flatMap((value, i) => {
    const text = String(value);
    const atom = parseAtom(text, scope.type);
    if (atom !== undefined) return [atom];
    if (hasUnknownOptions(scope.type)) return [];
    const place = places[i] ?? scope.at;
    if (scope.type.kind === 'choice') {
      const allowed = rankBySpelling(text, scope.type.options);
      scope.report('M205', place, { found: text, name: scope.name, allowed });
    } else {
      scope.report('M207', place, { found: text, name: scope.name, wanted: describeType(scope.type) });
    }
    return [];
  });
}

/** Reads source text as a value of a type; undefined when it is none. */
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
 * Whether a condition surely holds wherever another one does, as far as that shows in how both are written: the same
 * entries, with bounds that are at least as low. False says nothing.
 */
export function surelyImplies(stronger: Condition, weaker: Condition): boolean {
  if (weaker.op === 'all') return weaker.of.every((part) => surelyImplies(stronger, part));
  if (stronger.op === 'all') return stronger.of.some((part) => surelyImplies(part, weaker));
  if (stronger.op !== 'entry' || weaker.op !== 'entry') return false;
  return stronger.node === weaker.node && testImplies(stronger.test, weaker.test);
}

function testImplies(stronger: Test, weaker: Test): boolean {
  if (stronger.keyword === 'items' && weaker.keyword === 'items') return testImplies(stronger.of, weaker.of);
  if (stronger.keyword === 'minimum' && weaker.keyword === 'minimum') return compare(stronger.bound, weaker.bound) >= 0;
  return false;
}
