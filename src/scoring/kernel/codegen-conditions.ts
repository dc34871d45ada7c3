import { add, compare, ONE, type Rational, subtract } from '../../model/index.ts';
import { type Condition, evaluateEntry, type Test } from '../condition.ts';
import { type Atom, exactly, isNothing, isNumber, type Possible } from '../possible-values.ts';
import { besideBound, type Num } from './codegen-numbers.ts';
import {
  type Choices,
  type CodegenContext,
  type Indexed,
  isSettled,
  type List,
  type Numeric,
  type Value,
} from './codegen-values.ts';
import {
  ALWAYS,
  allOf,
  and,
  anyOf,
  BITS,
  either,
  NEVER,
  not,
  opposite,
  or,
  type Truths,
  type Writer,
} from './codegen-writer.ts';

/** Writes a condition by Kleene's logic. In the settled form a row in which it is undecided is left. */
export function writeCondition(condition: Condition, scribe: CodegenContext): Truths {
  switch (condition.op) {
    case 'all':
      return allOf(condition.of.map((part) => writeCondition(part, scribe)));
    case 'any':
      return anyOf(condition.of.map((part) => writeCondition(part, scribe)));
    case 'not':
      return opposite(writeCondition(condition.of, scribe));
    case 'entry':
      return writeEntry(condition.test, condition.node, scribe);
  }
}

function writeEntry(test: Test, node: number, scribe: CodegenContext): Truths {
  const value = scribe.valueAt(node);
  switch (value.form) {
    case 'indexed':
      return writeIndexed(test, value, scribe.writer);
    case 'choices':
      return writeChoicesTest(test, value, scribe.writer);
    case 'list':
      return writeListTest(test, value, scribe.writer);
    case 'numeric': {
      const { holds, fails } = writeNumberTest(test, value, scribe.writer);
      return { holds: and(value.may, holds), fails: or(not(value.sure), fails) };
    }
  }
}

/** What evaluates alike for each outcome is looked up. */
function writeIndexed(test: Test, { index, outcomes }: Indexed, writer: Writer): Truths {
  return writeLookup(
    outcomes.map((outcome) => BITS[evaluateEntry(test, outcome)]),
    index,
    writer,
  );
}

function writeLookup(bits: readonly number[], index: string, writer: Writer): Truths {
  const first = bits[0] ?? BITS.fails;
  if (bits.every((one) => one === first)) return lookedUp(String(first), writer);
  return lookedUp(writer.hold(writer.int(bits, index)), writer, bits.includes(BITS.undecided));
}

function lookedUp(bits: string, writer: Writer, leaves = bits === '3'): Truths {
  if (bits === '1') return ALWAYS;
  if (bits === '2') return NEVER;
  if (writer.mode === 'open') return { holds: `(${bits} & 1) !== 0`, fails: `(${bits} & 2) !== 0` };
  if (leaves) writer.leaveIf(`${bits} === 3`);
  return { holds: `${bits} === 1`, fails: `${bits} !== 1` };
}

/** A test of a multiple choice: of the words where it is answered, looked up else. */
function writeChoicesTest(test: Test, value: Choices, writer: Writer): Truths {
  const { index, outcomes } = value;
  // 4 the words decide; 5 they do, or it is nothing.
  const bits = outcomes.map((outcome) =>
    typeof outcome === 'string' ? (outcome === 'words' ? 4 : 5) : BITS[evaluateEntry(test, outcome)],
  );
  const known = writeKnownChoices(test, value, writer);
  const at = writer.hold(writer.int(bits, index));
  if (writer.mode === 'settled') {
    if (bits.some((one) => one === 3 || one === 5)) writer.leaveIf(`${at} === 3 || ${at} === 5`);
    const holds = `(${at} === 4 ? ${known} : ${at} === 1)`;
    return { holds, fails: not(holds) };
  }
  return {
    holds: `(${at} >= 4 ? ${known} : (${at} & 1) !== 0)`,
    fails: `(${at} >= 4 ? (${at} === 5 || ${not(known)}) : (${at} & 2) !== 0)`,
  };
}

/** A test of the options that are chosen. */
function writeKnownChoices(test: Test, value: Choices, writer: Writer): string {
  const { words, options } = value;
  const count = (wanted: (option: string) => boolean): string => {
    const parts = words.flatMap((word, w) => {
      const mask = options
        .slice(w * 32, w * 32 + 32)
        .reduce((sum, option, i) => sum + (wanted(option) ? 2 ** i : 0), 0);
      return mask === 0 ? [] : [`library.countBits(${word} & ${mask | 0})`];
    });
    return parts.length === 0 ? '0' : writer.hold(parts.join(' + '));
  };
  const passing = (inner: Test, pass: boolean): string =>
    count((option) => (evaluateEntry(inner, exactly(option)) === 'holds') === pass);
  const known = (part: Test): string => writeKnownChoices(part, value, writer);
  switch (test.keyword) {
    case 'allOf':
      return and(...test.of.map(known));
    case 'anyOf':
      return or(...test.of.map(known));
    case 'not':
      return not(known(test.of));
    case 'minItems':
      return `${count(() => true)} >= ${test.count}`;
    case 'maxItems':
      return `${count(() => true)} <= ${test.count}`;
    case 'contains': {
      const found = passing(test.of, true);
      return and(`${found} >= ${test.least}`, test.most === null ? 'true' : `${found} <= ${test.most}`);
    }
    case 'items':
      return and(`${count(() => true)} > 0`, `${passing(test.of, false)} === 0`);
    default:
      return 'false';
  }
}

/** Counts are kept together in one number, ten bits for each: so many members a list may have. */
const MOST_MEMBERS = 1000;
const SECOND = 1024;
const THIRD = 1024 * 1024;

/** Writes a test of a list: its members are counted, and the counts decide. */
function writeListTest(test: Test, list: List, writer: Writer): Truths {
  if (list.members.length > MOST_MEMBERS) writer.giveUpIf('true');
  const { some, surely } = writePresence(list, writer);
  const { holds, fails } = writeTest(test, list, writer);
  return { holds: and(some, holds), fails: or(not(surely), fails) };
}

/** Whether any member may be there, and whether one surely is. */
function writePresence(list: List, writer: Writer): { readonly some: string; readonly surely: string } {
  const { members, sure } = countMembers(list, writer);
  return { some: `${members} > 0`, surely: `${sure} > 0` };
}

function writeTest(test: Test, list: List, writer: Writer): Truths {
  switch (test.keyword) {
    case 'allOf':
      return allOf(test.of.map((part) => writeTest(part, list, writer)));
    case 'anyOf':
      return anyOf(test.of.map((part) => writeTest(part, list, writer)));
    case 'not':
      return opposite(writeTest(test.of, list, writer));
    case 'minItems':
    case 'maxItems': {
      const { members, sure } = countMembers(list, writer);
      const fewest = writer.mode === 'settled' ? members : writer.hold(`Math.max(1, ${sure})`);
      return test.keyword === 'minItems'
        ? { holds: `${members} >= ${test.count}`, fails: `${fewest} < ${test.count}` }
        : { holds: `${fewest} <= ${test.count}`, fails: `${members} > ${test.count}` };
    }
    case 'contains':
      return writeContains(test, list, writer);
    case 'items':
      return writeItems(test.of, list, writer);
    default:
      return { holds: 'false', fails: 'true' };
  }
}

function writeContains(test: Extract<Test, { keyword: 'contains' }>, list: List, writer: Writer): Truths {
  const { surely, possibly, doubtful } = countPassing(test.of, list, writer);
  const most = test.most === null ? null : String(test.most);
  if (writer.mode === 'settled') {
    const holds = and(`${possibly} >= ${test.least}`, most === null ? 'true' : `${possibly} <= ${most}`);
    return { holds, fails: not(holds) };
  }
  // Where any of the members may be the only one and each would pass, one does.
  const least = writer.hold(`${doubtful} === 0 ? Math.max(${surely}, 1) : ${surely}`);
  const sure = and(`${least} >= ${test.least}`, most === null ? 'true' : `${possibly} <= ${most}`);
  const upper = most === null ? possibly : `Math.min(${possibly}, ${most})`;
  return { holds: or(sure, `Math.max(${least}, ${test.least}) <= ${upper}`), fails: not(sure) };
}

function writeItems(test: Test, list: List, writer: Writer): Truths {
  const { possibly, doubtful, excluded } = countPassing(test, list, writer);
  const holds = and(`${possibly} > 0`, `${excluded} === 0`);
  return { holds, fails: or(not(holds), `${doubtful} > 0`) };
}

/** How many members there are or may be, and how many there surely are. */
function countMembers(list: List, writer: Writer): { readonly members: string; readonly sure: string } {
  const sum = addUp(list, writer, (value) => {
    if (value.form === 'numeric') return bitsOf(value.may, `${either(value.sure, String(1 + SECOND), '1')}`);
    return lookUp(value, writer, (outcome) => {
      if (outcome === 'words') return 1 + SECOND;
      if (outcome === 'words or nothing') return writer.mode === 'settled' ? null : 1;
      if (isNothing(outcome)) return 0;
      return outcome.nothing ? (writer.mode === 'settled' ? null : 1) : 1 + SECOND;
    });
  });
  return { members: writer.hold(`${sum} & 1023`), sure: writer.hold(`(${sum} >> 10) & 1023`) };
}

interface Passing {
  /** How many surely pass, and how many may. */
  readonly surely: string;
  readonly possibly: string;
  /** How many may fail, taken that they are there. */
  readonly doubtful: string;
  /** How many are surely there and surely fail. */
  readonly excluded: string;
}

function countPassing(test: Test, list: List, writer: Writer): Passing {
  const settled = writer.mode === 'settled';
  const count = (pick: (holds: boolean, fails: boolean, sure: boolean) => number) =>
    addUp(list, writer, (value) => {
      const number = (sure: string): string => {
        if (value.form !== 'numeric') return '0';
        const { holds, fails } = writeNumberTest(test, value, writer);
        const of = (h: boolean, f: boolean): string =>
          either(sure, String(pick(h, f, true)), String(pick(h, f, false)));
        return either(holds, either(fails, of(true, true), of(true, false)), of(false, true));
      };
      if (value.form === 'numeric') return bitsOf(value.may, number(value.sure));
      return lookUp(value, writer, (outcome) => {
        if (typeof outcome === 'string') return null;
        if (isNothing(outcome)) return 0;
        if (settled && !isSettled(outcome)) {
          // A member whose own value is open may still pass or fail for sure.
          if (outcome.nothing || memberTruth(test, outcome) === 'undecided') return null;
        }
        const bits = BITS[memberTruth(test, outcome)];
        return pick((bits & 1) !== 0, (bits & 2) !== 0, !outcome.nothing);
      });
    });
  const first = count(
    (holds, fails, sure) => (holds && !fails && sure ? 1 : 0) + (holds ? SECOND : 0) + (fails ? THIRD : 0),
  );
  const passing = {
    surely: writer.hold(`${first} & 1023`),
    possibly: writer.hold(`(${first} >> 10) & 1023`),
    doubtful: writer.hold(`(${first} >> 20) & 1023`),
  };
  if (settled) return { ...passing, excluded: passing.doubtful };
  return { ...passing, excluded: count((holds, fails, sure) => (!holds && fails && sure ? 1 : 0)) };
}

/** A lookup for each member that has few outcomes; a row with one that is null is left. */
function lookUp(
  value: Value,
  writer: Writer,
  count: (outcome: Extract<Value, { form: 'choices' }>['outcomes'][number]) => number | null,
): string {
  if (value.form !== 'indexed' && value.form !== 'choices') return '0';
  const counts = value.outcomes.map(count);
  if (counts.includes(null))
    writer.leaveIf(
      `${writer.int(
        counts.map((one) => Number(one === null)),
        value.index,
      )} === 1`,
    );
  return writer.int(
    counts.map((one) => one ?? 0),
    value.index,
  );
}

function addUp(list: List, writer: Writer, term: (value: Value) => string): string {
  const terms = list.members.map(term).filter((one) => one !== '0');
  let sum = '0';
  for (let i = 0; i < terms.length; i += 16)
    sum = writer.hold([...(sum === '0' ? [] : [sum]), ...terms.slice(i, i + 16)].join(' + '));
  return sum;
}

function bitsOf(condition: string, bits: string): string {
  return condition === 'false' ? '0' : either(condition, bits, '0');
}

/** Whether a value, if it is there, passes a test of a list's members. */
function memberTruth(test: Test, outcome: Possible): 'holds' | 'fails' | 'undecided' {
  return isNothing(outcome) ? 'fails' : evaluateEntry(test, { ...outcome, nothing: false });
}

/** A test of a number or of all between two, taken that there is one. */
function writeNumberTest(test: Test, value: Numeric, writer: Writer): Truths {
  const { low, high } = value;
  if ('bound' in test) return writeBound(test.keyword, test.bound, value, writer);
  if (low === high) {
    switch (test.keyword) {
      case 'const':
      case 'enum':
        return anyOf(test.atoms.filter(isNumber).map((number) => writeEqual(number, value, writer)));
      case 'allOf':
        return allOf(test.of.map((part) => writeNumberTest(part, value, writer)));
      case 'anyOf':
        return anyOf(test.of.map((part) => writeNumberTest(part, value, writer)));
      case 'not':
        return opposite(writeNumberTest(test.of, value, writer));
      default:
        return NEVER;
    }
  }
  return writeRegions(test, value, writer);
}

function compared(num: Num, operator: string, bound: Rational, writer: Writer): string {
  const { left, right } = besideBound(num, bound, writer);
  return `${left} ${operator} ${right}`;
}

const OPERATORS = { minimum: '>=', maximum: '<=', exclusiveMinimum: '>', exclusiveMaximum: '<' } as const;
const OPPOSITES = { '>=': '<', '<=': '>', '>': '<=', '<': '>=' } as const;

function writeBound(keyword: keyof typeof OPERATORS, bound: Rational, { low, high }: Numeric, writer: Writer): Truths {
  const operator = OPERATORS[keyword];
  const [best, worst] = operator.startsWith('>') ? [high, low] : [low, high];
  const holds = compared(best, operator, bound, writer);
  if (low === high) return { holds, fails: not(holds) };
  return { holds, fails: compared(worst, OPPOSITES[operator], bound, writer) };
}

function writeEqual(number: Rational, { low }: Numeric, writer: Writer): Truths {
  const { left, right } = besideBound(low, number, writer);
  return { holds: `${left} === ${right}`, fails: `${left} !== ${right}` };
}

/** The line is cut at the constants: a test has one outcome in each region, and a range touches neighbouring ones. */
function writeRegions(test: Test, { low, high }: Numeric, writer: Writer): Truths {
  const cuts = sortedOnce(constantsOf(test));
  if (cuts.length > 15) {
    writer.giveUpIf('true');
    return NEVER;
  }
  const inside = regionsOf(cuts).map((number) => evaluateEntry(test, exactly(number)) === 'holds');
  const mask = (wanted: boolean): number => inside.reduce((sum, one, i) => sum + (one === wanted ? 2 ** i : 0), 0);
  const regionOf = (num: Num): string => {
    const terms = cuts.flatMap((cut) => [compared(num, '>=', cut, writer), compared(num, '>', cut, writer)]);
    return terms.length === 0 ? '0' : writer.hold(terms.map((term) => `(${term} ? 1 : 0)`).join(' + '));
  };
  const touched = writer.hold(`(2 << ${regionOf(high)}) - (1 << ${regionOf(low)})`);
  return { holds: `(${touched} & ${mask(true)}) !== 0`, fails: `(${touched} & ${mask(false)}) !== 0` };
}

function constantsOf(test: Test): readonly Atom[] {
  if ('atoms' in test) return test.atoms;
  if ('bound' in test) return [test.bound];
  if (test.keyword === 'allOf' || test.keyword === 'anyOf') return test.of.flatMap(constantsOf);
  return test.keyword === 'not' ? constantsOf(test.of) : [];
}

function sortedOnce(atoms: readonly Atom[]): Rational[] {
  const sorted = atoms.filter(isNumber).sort(compare);
  return sorted.filter((number, i) => i === 0 || compare(number, sorted[i - 1] as Rational) !== 0);
}

/** A number of each region: below the first cut, on it, between it and the next, and so on. */
function regionsOf(cuts: readonly Rational[]): Rational[] {
  const [first, last] = [cuts[0] ?? ONE, cuts.at(-1) ?? ONE];
  const inner = cuts.flatMap((cut, i) => {
    const before = cuts[i - 1];
    return before ? [middle(before, cut), cut] : [cut];
  });
  return cuts.length === 0 ? [ONE] : [subtract(first, ONE), ...inner, add(last, ONE)];
}

function middle(a: Rational, b: Rational): Rational {
  const { n, d } = add(a, b);
  return n % 2n === 0n ? { n: n / 2n, d } : { n, d: d * 2n };
}
