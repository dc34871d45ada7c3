import type { Test } from '../../condition/condition.ts';
import { evaluateEntry } from '../../condition/evaluate.ts';
import { isNothing, type Possible } from '../../condition/value.ts';
import { writeNumberTest } from './number-test.ts';
import { allOf, anyOf, BITS, opposite, type Truths } from './truths.ts';
import { isSettled, type List, type Value } from './value.ts';
import { and, either, not, or, type Writer } from './writer.ts';

/** Counts are kept together in one number, ten bits for each: so many members a list may have. */
const MOST_MEMBERS = 1000;
const SECOND = 1024;
const THIRD = 1024 * 1024;

/** Writes a test of a list: its members are counted, and the counts decide. */
export function writeListTest(test: Test, list: List, writer: Writer): Truths {
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
