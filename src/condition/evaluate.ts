import { compare } from '../model/rational.ts';
import type { Condition, Test } from './condition.ts';
import { all, any, not, type Truth, truthOf } from './truth.ts';
import { type Atom, exactly, isNothing, isNumber, type Possible, rangeOf, sameAtom } from './value.ts';

/** Gives what a position of the plan may still be. */
export type Read = (node: number) => Possible;

/**
 * Whether a condition holds, by Kleene's logic: decided only when every way the open answers can go agrees, entry by
 * entry. An entry about what is known to be nothing fails.
 */
export function evaluateCondition(condition: Condition, read: Read): Truth {
  switch (condition.op) {
    case 'all':
      return all(condition.of.map((part) => evaluateCondition(part, read)));
    case 'any':
      return any(condition.of.map((part) => evaluateCondition(part, read)));
    case 'not':
      return not(evaluateCondition(condition.of, read));
    case 'entry':
      return evaluateEntry(condition.test, read(condition.node));
  }
}

/** Whether a value passes a test, counting what may be nothing as what may fail. */
export function evaluateEntry(test: Test, value: Possible): Truth {
  if (isNothing(value)) return 'fails';
  const truth = evaluateTest(test, value);
  return mayBeNothing(value) && truth === 'holds' ? 'undecided' : truth;
}

function mayBeNothing(value: Possible): boolean {
  return value.nothing || (value.kind === 'list' && value.members.every(mayBeNothing));
}

function evaluateTest(test: Test, value: Possible): Truth {
  if (value.kind === 'atoms') {
    const passed = value.atoms.map((atom) => passes(test, atom));
    return passed.every((pass) => pass === passed[0]) ? truthOf(passed[0] ?? false) : 'undecided';
  }
  switch (test.keyword) {
    case 'allOf':
      return all(test.of.map((part) => evaluateTest(part, value)));
    case 'anyOf':
      return any(test.of.map((part) => evaluateTest(part, value)));
    case 'not':
      return not(evaluateTest(test.of, value));
    case 'const':
    case 'enum':
      return test.atoms.some((atom) => mayEqual(atom, value)) ? 'undecided' : 'fails';
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return compareRange(test, value);
    default:
      return evaluateList(test, membersOf(value));
  }
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

function mayEqual(atom: Atom, value: Possible): boolean {
  if (value.kind === 'any') return true;
  if (value.kind !== 'range' || !isNumber(atom)) return false;
  return (!value.low || compare(value.low, atom) <= 0) && (!value.high || compare(value.high, atom) >= 0);
}

function compareRange(test: Test, value: Possible): Truth {
  const range = rangeOf(value);
  if (!range) return 'undecided';
  const ends = [range.low, range.high].map((end) => (end ? passes(test, end) : undefined));
  const rising = test.keyword === 'minimum' || test.keyword === 'exclusiveMinimum';
  const [atWorst, atBest] = rising ? ends : [ends[1], ends[0]];
  if (atWorst) return 'holds';
  return atBest === false ? 'fails' : 'undecided';
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
    .map((member) => ({ value: member, optional: mayBeNothing(member) }));
}

function evaluateList(test: Test, members: readonly Member[]): Truth {
  const sure = members.filter((member) => !member.optional);
  switch (test.keyword) {
    case 'minItems':
      return sure.length >= test.count ? 'holds' : members.length < test.count ? 'fails' : 'undecided';
    case 'maxItems':
      return members.length <= test.count ? 'holds' : sure.length > test.count ? 'fails' : 'undecided';
    case 'contains': {
      const [least, most] = countPassing(test.of, members);
      const enough: Truth = least >= test.least ? 'holds' : most < test.least ? 'fails' : 'undecided';
      if (test.most === null) return enough;
      return all([enough, most <= test.most ? 'holds' : least > test.most ? 'fails' : 'undecided']);
    }
    case 'items': {
      if (members.length === 0) return 'fails';
      const truths = members.map(({ value, optional }) => ({ truth: evaluateTest(test.of, value), optional }));
      if (truths.some(({ truth, optional }) => truth === 'fails' && !optional)) return 'fails';
      if (truths.every(({ truth }) => truth === 'fails')) return 'fails';
      return truths.every(({ truth }) => truth === 'holds') && sure.length > 0 ? 'holds' : 'undecided';
    }
    default:
      return 'undecided';
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
