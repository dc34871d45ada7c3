import type { PlanCase } from '../operators/first.ts';
import type { PlanLevel } from '../operators/levels.ts';
import { exactly, join, NOTHING, orNothing, type Possible } from '../possible-values.ts';
import { NOT_THERE } from './codegen-inputs.ts';
import { chosen, type Num, where } from './codegen-numbers.ts';
import { type CodegenContext, type Indexed, type Numeric, numericOf, textOf, type Value } from './codegen-values.ts';
import { ALWAYS, and, either, not, type Truths, type Writer } from './codegen-writer.ts';

/** So many steps or cases can each be there or not; their combinations are looked at beforehand. */
const MOST_COMBINED = 10;

/** Ascending levels; each needs all lower ones. */
export function writeLevels(levels: readonly PlanLevel[], { writer, truthsOf }: CodegenContext): Value {
  const truths = levels.map(({ when }) => truthsOf(when));
  if (writer.mode === 'settled') {
    const index = truths.reduceRight((above, { holds }, i) => either(holds, above, String(i)), String(levels.length));
    const outcomes = [NOTHING, ...levels.map(({ value }) => exactly(value))];
    return { form: 'indexed', index: writer.hold(index), outcomes };
  }
  if (levels.length > MOST_COMBINED) return writeManyLevels(levels, truths, writer);
  // Each level at which it may stop is a bit.
  const index = writer.declare();
  writer.line(`${index} = 0;`);
  writer.line('do {');
  truths.forEach(({ holds, fails }, i) => {
    if (fails !== 'false') writer.line(`if (${fails}) ${index} |= ${2 ** i};`);
    if (holds !== 'true') writer.line(`if (${not(holds)}) break;`);
  });
  writer.line(`${index} |= ${2 ** levels.length};`);
  writer.line('} while (false);');
  const stops = [NOTHING, ...levels.map(({ value }) => exactly(value))];
  return { form: 'indexed', index, outcomes: combinationsOf(stops) };
}

/** A row in which one of many levels is undecided is left. */
function writeManyLevels(levels: readonly PlanLevel[], truths: readonly Truths[], writer: Writer): Indexed {
  const index = writer.hold(
    truths.reduceRight((above, { holds }, i) => either(holds, above, String(i)), String(levels.length)),
  );
  truths.forEach(({ holds, fails }, i) => {
    writer.giveUpIf(and(`${index} >= ${i}`, holds, fails));
  });
  return { form: 'indexed', index, outcomes: [NOTHING, ...levels.map(({ value }) => exactly(value))] };
}

/** What is possible for each set of parts, as bits. */
function combinationsOf(parts: readonly Possible[]): Possible[] {
  return Array.from({ length: 2 ** parts.length }, (_, bits) => {
    const some = parts.filter((_part, i) => (bits & (2 ** i)) !== 0);
    return some.length === 0 ? NOTHING : some.reduce(join);
  });
}

/** The first case whose condition holds. */
export function writeFirst(cases: readonly PlanCase[], scribe: CodegenContext): Value {
  const { writer, valueAt, truthsOf } = scribe;
  const values = cases.map(({ node }) => valueAt(node));
  const truths = cases.map(({ when }) => (when ? truthsOf(when) : ALWAYS));
  const constants = values.map((value) =>
    value.form === 'indexed' && value.outcomes.length === 1 ? value.outcomes[0] : undefined,
  );
  if (writer.mode === 'open' && constants.every((one): one is Possible => one !== undefined)) {
    const combined = writeConstantCases(constants, truths, writer);
    if (combined) return combined;
  }
  if (writer.mode === 'open') leaveUndecided(truths, writer);
  return values.every((value): value is Indexed => value.form === 'indexed')
    ? chooseIndexed(values, truths, writer)
    : chooseNumber(
        values.map((value) => numericOf(value, writer, true)),
        truths,
        writer,
      );
}

/** Each value that comes into question is a bit; undefined where there are too many of them. */
function writeConstantCases(
  constants: readonly Possible[],
  truths: readonly Truths[],
  writer: Writer,
): Indexed | undefined {
  const keys = constants.map(textOf);
  const values = [...new Set(keys)];
  if (values.length > MOST_COMBINED) return undefined;
  const index = writer.declare();
  writer.line(`${index} = 0;`);
  writer.line('do {');
  truths.forEach(({ holds, fails }, i) => {
    if (holds !== 'false') writer.line(`if (${holds}) ${index} |= ${2 ** values.indexOf(keys[i] as string)};`);
    if (fails !== 'true') writer.line(`if (${not(fails)}) break;`);
  });
  writer.line(`${index} |= ${2 ** values.length};`);
  writer.line('} while (false);');
  const outcomes = values.map((value) => constants[keys.indexOf(value)] as Possible);
  return { form: 'indexed', index, outcomes: combinationsOf([...outcomes, NOTHING]) };
}

/** A row in which a case is undecided that no earlier one has made needless is left. */
function leaveUndecided(truths: readonly Truths[], writer: Writer): void {
  let reached = 'true';
  for (const { holds, fails } of truths) {
    writer.giveUpIf(and(reached, holds, fails));
    reached = writer.hold(and(reached, not(holds)));
  }
}

function chooseIndexed(values: readonly Indexed[], truths: readonly Truths[], writer: Writer): Indexed {
  const offsets = values.map((_, i) => values.slice(0, i).reduce((sum, { outcomes }) => sum + outcomes.length, 0));
  const outcomes = [...values.flatMap((value) => value.outcomes), NOTHING];
  const index = values.reduceRight(
    (rest, value, i) => either(truths[i]?.holds ?? 'false', `${value.index} + ${offsets[i]}`, rest),
    String(outcomes.length - 1),
  );
  return { form: 'indexed', index: writer.hold(index), outcomes };
}

function chooseNumber(values: readonly Numeric[], truths: readonly Truths[], writer: Writer): Numeric {
  const pick = (read: (value: Numeric) => string): string =>
    writer.hold(
      values.reduceRight((rest, value, i) => either(truths[i]?.holds ?? 'false', read(value), rest), 'false'),
    );
  const number = (read: (value: Numeric) => Num): Num =>
    values.reduceRight<Num>(
      (rest, value, i) => chosen(truths[i]?.holds ?? 'false', read(value), rest, writer),
      NOT_THERE.low,
    );
  const low = number((value) => value.low);
  const same = values.every((value) => value.low === value.high);
  const may = pick((value) => value.may);
  return {
    form: 'numeric',
    low,
    high: same ? low : number((value) => value.high),
    sure: values.every(({ sure, may: one }) => sure === one) ? may : pick((value) => value.sure),
    may,
  };
}

/** A score, or nothing where its condition fails. */
export function writeGuard(value: Value, { holds, fails }: Truths, writer: Writer): Value {
  if (value.form !== 'indexed') {
    const { low, high, sure, may } = numericOf(value, writer);
    const there = writer.hold(and(may, holds));
    const lowest = where(there, low, writer);
    return {
      form: 'numeric',
      low: lowest,
      high: low === high ? lowest : where(there, high, writer),
      sure: writer.mode === 'settled' ? there : writer.hold(and(sure, not(fails))),
      may: there,
    };
  }
  const { index, outcomes } = value;
  const count = outcomes.length;
  if (writer.mode === 'settled') {
    return {
      form: 'indexed',
      index: writer.hold(either(holds, index, String(count))),
      outcomes: [...outcomes, NOTHING],
    };
  }
  const undecided = either(fails, `${index} + ${count}`, index);
  return {
    form: 'indexed',
    index: writer.hold(either(holds, undecided, String(2 * count))),
    outcomes: [...outcomes, ...outcomes.map(orNothing), NOTHING],
  };
}

/** True or false by whether any of the conditions holds. */
export function writeAnyOf({ holds, fails }: Truths, writer: Writer): Indexed {
  const outcomes: Possible[] = [exactly(false), exactly(true), { kind: 'atoms', atoms: [false, true], nothing: false }];
  const index = writer.mode === 'settled' ? either(holds, '1', '0') : either(holds, either(fails, '2', '1'), '0');
  return { form: 'indexed', index: writer.hold(index), outcomes };
}
