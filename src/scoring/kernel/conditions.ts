import type { Condition, Test } from '../../condition/condition.ts';
import { evaluateEntry } from '../../condition/evaluate.ts';
import { exactly } from '../../condition/value.ts';
import { writeListTest } from './list-test.ts';
import { writeNumberTest } from './number-test.ts';
import type { Scribe } from './scribe.ts';
import { ALWAYS, allOf, anyOf, BITS, NEVER, opposite, type Truths } from './truths.ts';
import type { Choices, Indexed } from './value.ts';
import { and, not, or, type Writer } from './writer.ts';

/** Writes a condition by Kleene's logic. In the settled form a row in which it is undecided is left. */
export function writeCondition(condition: Condition, scribe: Scribe): Truths {
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

function writeEntry(test: Test, node: number, scribe: Scribe): Truths {
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
