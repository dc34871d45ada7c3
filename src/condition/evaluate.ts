import { add, compare, divide, ONE, type Rational, subtract, ZERO } from '../model/rational.ts';
import type { Condition, Test } from './condition.ts';
import { all, any, not, type Truth, truthOf } from './truth.ts';
import { type Atom, exactly, isNothing, isNumber, type Possible, type Range, sameAtom } from './value.ts';

/** Gives what a position of the plan may still be. */
export type Read = (node: number) => Possible;

/**
 * Whether a condition holds, by Kleene's logic: decided only when every way the open answers can go agrees, entry by
 * entry. An entry about what is known to be nothing fails.
 */
export function evaluateCondition(condition: Condition, read: Read): Truth {
  switch (condition.op) {
    case 'all':
      return evaluateParts(condition.of, read, 'fails');
    case 'any':
      return evaluateParts(condition.of, read, 'holds');
    case 'not':
      return not(evaluateCondition(condition.of, read));
    case 'entry':
      return evaluateEntry(condition.test, read(condition.node));
  }
}

/** As `all` and `any` of truth.ts say, but nothing is looked at once a part decides: one that fails, or one that holds. */
function evaluateParts(parts: readonly Condition[], read: Read, decisive: 'fails' | 'holds'): Truth {
  let truth = not(decisive);
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
function evaluateTest(test: Test, value: Possible): Truth {
  switch (value.kind) {
    case 'atoms':
      return decide(test, value.atoms);
    case 'range':
      return 'bound' in test ? decideBound(test, value) : decide(test, numbersToTry(value, constantsOf(test)));
    case 'any':
      return decide(test, textsToTry(constantsOf(test)));
    default:
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
function constantsOf(test: Test): readonly Atom[] {
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
    default:
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
  const members = membersOf(value);
  const sure = members.filter(({ optional }) => !optional).length;
  // A list without members is nothing, which is no case here; only a choice can be empty.
  const fewest = value.kind === 'list' ? Math.max(1, sure) : sure;
  switch (test.keyword) {
    case 'allOf':
      return all(test.of.map((part) => evaluateList(part, value)));
    case 'anyOf':
      return any(test.of.map((part) => evaluateList(part, value)));
    case 'not':
      return not(evaluateList(test.of, value));
    case 'minItems':
      return fewest >= test.count ? 'holds' : members.length < test.count ? 'fails' : 'undecided';
    case 'maxItems':
      return members.length <= test.count ? 'holds' : fewest > test.count ? 'fails' : 'undecided';
    case 'contains':
      return evaluateContains(test, members, fewest);
    case 'items':
      return evaluateItems(test.of, members, fewest);
    default:
      return 'fails';
  }
}

function evaluateContains(test: Extract<Test, { least: number }>, members: readonly Member[], fewest: number): Truth {
  const [surely, possibly] = countPassing(test.of, members);
  // Where any of the members may be the only one and each would pass, one does.
  const anyDoes = fewest > 0 && members.every(({ value }) => evaluateTest(test.of, value) === 'holds');
  const least = anyDoes ? Math.max(surely, 1) : surely;
  const most = test.most ?? possibly;
  if (least >= test.least && possibly <= most) return 'holds';
  return Math.max(least, test.least) <= Math.min(possibly, most) ? 'undecided' : 'fails';
}

function evaluateItems(test: Test, members: readonly Member[], fewest: number): Truth {
  let [allFail, allHold] = [true, fewest > 0];
  for (const { value, optional } of members) {
    const truth = evaluateTest(test, value);
    if (truth === 'fails' && !optional) return truth;
    if (truth !== 'fails') allFail = false;
    if (truth !== 'holds') allHold = false;
  }
  if (allFail) return 'fails';
  return allHold ? 'holds' : 'undecided';
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
