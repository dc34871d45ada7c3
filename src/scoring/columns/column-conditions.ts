// Conditions in the rows of a table, by Kleene's logic.

import {
  type Condition,
  conjunction,
  constantsOf,
  decideList,
  disjunction,
  evaluateEntry,
  evaluateTest,
  isListTest,
  type ListTest,
  type MemberCounts,
  negation,
  type Test,
  type Truth,
} from '../condition.ts';
import { exactly, isNothing, isNumber, type Possible } from '../possible-values.ts';
import { type ChoicesColumn, type Column, type ListColumn, type Presence, presenceOfAny } from './column.ts';
import { always, type Few, leaveWhere, lookupOf, mapOutcomes, pairOutcomes, withoutDoubles } from './outcomes.ts';
import { addLookups, type Lookup, type Numbers, type Program } from './program.ts';
import { outcomesByRegion } from './regions.ts';

/** Above so many levels or cases rows with undecided ones are left: their combinations would be too many. */
export const MOST_UNDECIDED = 10;

/** Leaves the rows in which something is undecided that matters. */
export function leaveUndecided(program: Program, matters: Few<boolean>, truth: Few<Truth>): void {
  if (!truth.outcomes.includes('undecided')) return;
  const isLeft = pairOutcomes(program, matters, truth, (is, holds) => is && holds === 'undecided');
  leaveWhere(program, isLeft, (is) => is);
}

/** What a condition reads. */
interface ConditionScope {
  readonly program: Program;
  column(at: number): Column;
}

/** Whether a condition holds in each row. */
export function truthColumn(condition: Condition, scope: ConditionScope): Few<Truth> {
  const { program } = scope;
  switch (condition.op) {
    case 'all':
    case 'any':
      return joinTruths(
        program,
        condition.op,
        condition.of.map((part) => truthColumn(part, scope)),
      );
    case 'not':
      return mapOutcomes(truthColumn(condition.of, scope), negation);
    case 'entry':
      return withoutDoubles(program, entryTruth(program, condition.test, scope.column(condition.node)));
  }
}

function joinTruths(program: Program, op: 'all' | 'any', truths: readonly Few<Truth>[]): Few<Truth> {
  const [join, decisive] = op === 'all' ? [conjunction, 'fails'] : [disjunction, 'holds'];
  return truths.reduce<Few<Truth>>(
    (a, b) => pairOutcomes(program, a, b, (one, other) => join([one, other]), { counts: (one) => one !== decisive }),
    always(negation(decisive as Truth)),
  );
}

function entryTruth(program: Program, test: Test, column: Column): Few<Truth> {
  switch (column.form) {
    case 'few':
      return mapOutcomes(column.few, (possible) => evaluateEntry(test, possible));
    case 'number':
      return outcomesByRegion(program, column, constantsOf(test).filter(isNumber), (value) =>
        evaluateEntry(test, value),
      );
    case 'choices':
      return choicesTruth(program, test, column);
    case 'list': {
      const truth = composeTruth(program, test, (own) => decideByCounts(program, own, column));
      const presence = presenceOfAny(
        program,
        column.members.map((member) => memberPresence(program, member)),
      );
      return pairOutcomes(program, presence, truth, (there, holds): Truth => {
        if (there === 0) return 'fails';
        return there === 2 && holds === 'holds' ? 'undecided' : holds;
      });
    }
  }
}

/** A test of the options that are chosen, which are counted. */
function choicesTruth(program: Program, test: Test, column: ChoicesColumn): Few<Truth> {
  const known = composeTruth(program, test, (own) => chosenTruth(program, own, column));
  return pairOutcomes(
    program,
    column.few,
    known,
    (outcome, holds): Truth => {
      if (typeof outcome !== 'string') return evaluateEntry(test, outcome);
      return outcome === 'optional' && holds === 'holds' ? 'undecided' : holds;
    },
    { counts: (outcome) => typeof outcome === 'string' },
  );
}

/** A test put together of tests of a list, each of which `decide` decides. */
function composeTruth(program: Program, test: Test, decide: (test: ListTest) => Few<Truth>): Few<Truth> {
  switch (test.keyword) {
    case 'allOf':
    case 'anyOf':
      return joinTruths(
        program,
        test.keyword === 'allOf' ? 'all' : 'any',
        test.of.map((part) => composeTruth(program, part, decide)),
      );
    case 'not':
      return mapOutcomes(composeTruth(program, test.of, decide), negation);
    default:
      return isListTest(test) ? decide(test) : always('fails');
  }
}

function chosenTruth(program: Program, test: ListTest, column: ChoicesColumn): Few<Truth> {
  const passes = (option: string): boolean => 'of' in test && evaluateTest(test.of, exactly(option)) === 'holds';
  const passing = countChosen(program, column, passes);
  const failing = countChosen(program, column, (option) => !passes(option));
  return pairOutcomes(program, passing, failing, (surely, excluded) => {
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

/** How many of some options are chosen. */
function countChosen(
  program: Program,
  { words, options }: ChoicesColumn,
  isCounted: (option: string) => boolean,
): Few<number> {
  const counted = options.filter(isCounted).length;
  if (counted === 0) return always(0);
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
  return { codes, outcomes: Array.from({ length: counted + 1 }, (_, count) => count) };
}

/** What a member counts for, in the order in which counts are packed into one number. */
type Counted = keyof Omit<MemberCounts, 'fewest'>;
const COUNTS: Readonly<Record<ListTest['keyword'], readonly Counted[]>> = {
  minItems: ['members', 'sure'],
  maxItems: ['members', 'sure'],
  contains: ['surely', 'possibly', 'doubtful'],
  items: ['possibly', 'doubtful', 'excluded'],
};

/** A test of a list: its members are counted, and the counts decide. */
function decideByCounts(program: Program, test: ListTest, list: ListColumn): Few<Truth> {
  const counts = COUNTS[test.keyword];
  const base = list.members.length + 1;
  const sum = addLookups(
    program,
    list.members.map((member) => memberLookup(program, test, member, counts, base)),
  );
  return truthByNumber(program, sum, (packed) => {
    const found: Record<Counted, number> = { members: 0, sure: 0, surely: 0, possibly: 0, doubtful: 0, excluded: 0 };
    counts.forEach((name, k) => {
      found[name] = Math.floor(packed / base ** k) % base;
    });
    return decideList(test, { ...found, fewest: Math.max(1, found.sure) });
  });
}

const TRUTHS: readonly Truth[] = ['holds', 'fails', 'undecided'];
/** So many numbers are remembered with what follows from them. */
const REMEMBERED = 1 << 10;

/** A truth that follows from a whole number, of which few occur. */
function truthByNumber(program: Program, numbers: Numbers, decide: (number: number) => Truth): Few<Truth> {
  const known = new Float64Array(REMEMBERED).fill(-1);
  const truths = new Uint8Array(REMEMBERED);
  const codes = program.codes();
  program.add((rows) => {
    const [from, out] = [numbers.values, codes.values];
    for (let i = 0; i < rows; i++) {
      const number = from[i] as number;
      const place = (number % 1021) | 0;
      if (known[place] !== number) {
        known[place] = number;
        truths[place] = TRUTHS.indexOf(decide(number));
      }
      out[i] = truths[place] as number;
    }
  });
  return { codes, outcomes: TRUTHS };
}

function memberLookup(
  program: Program,
  test: ListTest,
  member: Column,
  counts: readonly Counted[],
  base: number,
): Lookup {
  const pack = (presence: Presence, truth: Truth): number => {
    if (presence === 0) return 0;
    const isSure = presence === 1;
    const counted: Record<Counted, boolean> = {
      members: true,
      sure: isSure,
      surely: isSure && truth === 'holds',
      possibly: truth !== 'fails',
      doubtful: truth !== 'holds',
      excluded: isSure && truth === 'fails',
    };
    return counts.reduce((sum, name, k) => sum + (counted[name] ? base ** k : 0), 0);
  };
  const inner = 'of' in test ? test.of : undefined;
  const truthOf = (possible: Possible): Truth =>
    inner && !isNothing(possible) ? evaluateTest(inner, { ...possible, nothing: false }) : 'fails';
  if (member.form === 'few') {
    return lookupOf(member.few, (possible) =>
      pack(isNothing(possible) ? 0 : possible.nothing ? 2 : 1, truthOf(possible)),
    );
  }
  const presence = memberPresence(program, member);
  if (member.form !== 'number' || !inner) {
    // A test of single values says the same of every list; one of lists is left to the evaluator.
    if (inner && hasListTest(inner)) program.leaveAll();
    const truth = inner ? evaluateTest(inner, EMPTY_CHOICE) : 'fails';
    return lookupOf(presence, (there) => pack(there, truth));
  }
  const truth = outcomesByRegion(
    program,
    { ...member, presence: always(1) },
    constantsOf(inner).filter(isNumber),
    truthOf,
  );
  return lookupOf(
    pairOutcomes(program, presence, truth, (there, holds) => pack(there, holds)),
    (packed) => packed,
  );
}

const EMPTY_CHOICE: Possible = { kind: 'choices', sure: [], open: [], nothing: false };

function hasListTest(test: Test): boolean {
  if (test.keyword === 'allOf' || test.keyword === 'anyOf') return test.of.some(hasListTest);
  return test.keyword === 'not' ? hasListTest(test.of) : isListTest(test);
}

/** Whether a member of a list is there, whatever kind of thing it is. */
function memberPresence(program: Program, member: Column): Few<Presence> {
  switch (member.form) {
    case 'few':
      return mapOutcomes(member.few, (possible): Presence => (isNothing(possible) ? 0 : possible.nothing ? 2 : 1));
    case 'number':
      return member.presence;
    case 'choices':
      return mapOutcomes(member.few, (outcome): Presence => {
        if (typeof outcome === 'string') return outcome === 'optional' ? 2 : 1;
        return isNothing(outcome) ? 0 : outcome.nothing ? 2 : 1;
      });
    case 'list':
      return presenceOfAny(
        program,
        member.members.map((one) => memberPresence(program, one)),
      );
  }
}
