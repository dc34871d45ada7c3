import { absolute, divide, multiply, ONE, type Rational } from '../../model/index.ts';
import type { Possible } from '../possible-values.ts';
import { isOpen, NOT_THERE } from './codegen-inputs.ts';
import {
  besides,
  chosen,
  commonScale,
  type Exact,
  exactOf,
  greatestDivisor,
  inUnits,
  MOST,
  type Num,
  product,
  productOf,
  scaled,
  total,
  where,
} from './codegen-numbers.ts';
import { type Indexed, type Numeric, numericOf, scaleOfOutcomes, tablesOf, type Value } from './codegen-values.ts';
import { addInLines, and, either, literal, not, or, type Writer } from './codegen-writer.ts';

/** The combinations that are written as text; others are left to the evaluator. */
type WrittenCombination = 'sum' | 'mean' | 'min' | 'max';

/** Writes a sum, mean, least or greatest of members; those that are nothing are left out. */
export function writeCombine(op: WrittenCombination, members: readonly Member[], writer: Writer): Numeric {
  const counted = op === 'mean' ? members.filter(({ weight }) => weight.n !== 0n) : members;
  if (counted.length === 0) return NOT_THERE;
  const [few, numbers] = readMembers(op, counted, writer);
  switch (op) {
    case 'sum':
      return writeSum(few, numbers, writer);
    case 'mean':
      return writeMean(few, numbers, writer);
    default:
      return writeExtreme(op, few, numbers, writer);
  }
}

/** What a member brings, with its weight and what multiplies that. */
export interface Member {
  /** Outcomes that are null are refused. */
  readonly value: Value | (Omit<Indexed, 'outcomes'> & { readonly outcomes: readonly (Possible | null)[] });
  readonly weight: Rational;
  readonly by: Numeric | null;
}

/** A member whose numbers stand in tables: unweighted, in units of a scale common to all of them. */
interface Few {
  readonly index: string;
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly presence: readonly (0 | 1 | 2)[];
  readonly most: number;
  readonly scale: Rational;
  readonly weight: Rational;
}

/** A member whose number is worked out. */
interface Worked {
  readonly low: Num;
  readonly high: Num;
  readonly sure: string;
  readonly may: string;
  readonly weight: Rational;
  /** What multiplies the weight; it is there wherever the member is. */
  readonly by: Exact | null;
}

/** Members as tables where few outcomes are possible, worked out otherwise. */
function readMembers(op: WrittenCombination, members: readonly Member[], writer: Writer): [Few[], Worked[]] {
  const tabled = members.filter(({ value, by }) => value.form === 'indexed' && by === null);
  const scale = commonScale(tabled.map(({ value }) => scaleOfOutcomes((value as Indexed).outcomes)));
  const few = tabled.map(({ value, weight }): Few => {
    const { index, outcomes } = value as Indexed;
    const { low, high, presence, most } = tablesOf(outcomes, writer, scale);
    return { index, low, high, presence, most, scale, weight };
  });
  const numbers = members
    .filter((member) => !tabled.includes(member))
    .map(({ value, weight, by }): Worked => readNumber(op, value, weight, by, writer));
  return [few, numbers];
}

function readNumber(
  op: WrittenCombination,
  value: Member['value'],
  weight: Rational,
  by: Numeric | null,
  writer: Writer,
): Worked {
  const refused = value.form === 'indexed' ? value.outcomes.map((outcome) => Number(outcome === null)) : [];
  if (refused.includes(1)) writer.giveUpIf(`${writer.int(refused, (value as Indexed).index)} === 1`);
  const whole = value.form === 'indexed' ? { ...value, outcomes: value.outcomes.map((one) => one ?? NONE) } : value;
  const numeric = numericOf(whole, writer);
  if (!by) return { ...numeric, weight, by: null };
  // A weight that is itself open leaves little to say; the evaluator says it.
  writer.giveUpIf(writer.mode === 'open' ? isOpen(by, writer) : 'false');
  const factor = exactOf(by.low, writer);
  const counts = op === 'mean' ? and(by.may, `${factor.n} !== 0`) : by.may;
  const there = writer.hold(and(numeric.may, counts));
  const low = where(there, numeric.low, writer);
  return {
    low,
    high: numeric.low === numeric.high ? low : where(there, numeric.high, writer),
    sure: numeric.sure === numeric.may ? there : and(numeric.sure, counts),
    may: there,
    weight,
    by: factor,
  };
}

const NONE: Possible = { kind: 'atoms', atoms: [], nothing: true };

/** The ends of what is possible. */
type Side = 'low' | 'high';

const otherSide = (side: Side): Side => (side === 'low' ? 'high' : 'low');

/** How many units a number is; it must be a whole multiple. */
function wholeFactor(number: Rational, unit: Rational): number {
  const { n, d } = divide(number, unit);
  if (d !== 1n) throw new RangeError('not a multiple of the scale');
  return Number(n);
}

/** The unit in which all weighed members are whole; weights of 0 have no say. */
function unitOf(few: readonly Few[], weighed: readonly Exact[]): Rational {
  const own = few.map(({ weight, scale }) => multiply(weight, scale)).filter(({ n }) => n !== 0n);
  return commonScale([
    ...own.map(({ n, d }) => ({ n: greatestDivisor(n, 0n), d })),
    ...weighed.map(({ scale }) => scale),
  ]);
}

/** A number times its weight. */
function weigh(num: Num, { weight, by }: Worked, writer: Writer): Exact {
  const whole = scaled(exactOf(num, writer), weight);
  return by ? productOf(whole, by, writer) : whole;
}

/** Whether anything is there, for sure or perhaps. */
function writePresence(few: readonly Few[], numbers: readonly Worked[], writer: Writer): { sure: string; may: string } {
  const always =
    few.some(({ presence }) => presence.every((one) => one === 1)) || numbers.some(({ sure }) => sure === 'true');
  if (always) return { sure: 'true', may: 'true' };
  const varying = few.filter(({ presence }) => presence.some((one) => one !== 0));
  const count = (counts: (one: 0 | 1 | 2) => boolean): string => {
    const tables = varying.map(({ presence, index }) =>
      writer.int(
        presence.map((one) => Number(counts(one))),
        index,
      ),
    );
    const sum = addInLines(tables, writer);
    return sum === null ? 'false' : `${sum} > 0`;
  };
  const sure = writer.hold(
    or(
      count((one) => one === 1),
      ...numbers.map((number) => number.sure),
    ),
  );
  if (writer.mode === 'settled') return { sure, may: sure };
  return {
    sure,
    may: writer.hold(
      or(
        count((one) => one !== 0),
        ...numbers.map((number) => number.may),
      ),
    ),
  };
}

/** Whether nothing about the members can be open. */
function isFixed(few: readonly Few[], numbers: readonly Worked[]): boolean {
  return (
    few.every(({ low, high, presence }) => presence.every((one, i) => one !== 2 && low[i] === high[i])) &&
    numbers.every(({ low, high, sure, may }) => low === high && sure === may)
  );
}

/** Whether no member may turn out not to be there. */
function isFixedPresence(few: readonly Few[], numbers: readonly Worked[]): boolean {
  return few.every(({ presence }) => !presence.includes(2)) && numbers.every(({ sure, may }) => sure === may);
}

/** The weighted sum of the members that are there. */
function writeSum(few: readonly Few[], numbers: readonly Worked[], writer: Writer): Numeric {
  const { sure, may } = writePresence(few, numbers, writer);
  const side = (one: Side): Exact => {
    const optional = one === 'low' ? (number: number) => Math.min(number, 0) : (number: number) => Math.max(number, 0);
    const weighed = numbers.map((member) => {
      if (writer.mode === 'settled') return weigh(member.low, member, writer);
      const swap = member.weight.n < 0n;
      if (member.by && member.low !== member.high) writer.giveUpIf(`${member.by.n} < 0`);
      const num = weigh(member[swap ? otherSide(one) : one], member, writer);
      if (member.sure === member.may) return num;
      const pulls = `${num.n} ${one === 'low' ? '<' : '>'} 0`;
      return where(or(member.sure, pulls), num, writer) as Exact;
    });
    const unit = unitOf(few, weighed);
    const { n, most, d, mostD } = addUp(lookUp(few, one, unit, optional, writer), weighed, unit, writer);
    notice(n, writer);
    const sum: Exact = { n, d: d === '1' ? null : d, scale: unit, mostN: most, mostD };
    if (writer.mode === 'settled' || sure === 'true') return sum;
    // Leaving out every member is nothing, not 0: where none is sure and none pulls, the one that costs least must stay.
    const [top, bottom] = [writer.declare(), writer.declare()];
    writer.line(`${top} = ${n}; ${bottom} = ${d}; if (${and(not(sure), may, `${n} === 0`)}) {`);
    const pick = one === 'low' ? 'min' : 'max';
    const tables = few.map((member) => {
      const factor = wholeFactor(multiply(member.weight, member.scale), unit);
      const ends = member.weight.n < 0n === (one === 'low') ? member.high : member.low;
      return {
        ...member,
        ends: weighted(ends, factor, member.presence, (end) => end),
        most: member.most * Math.abs(factor),
        scale: unit,
      };
    });
    const alone = numbers.map((member) => {
      const end = member[member.weight.n < 0n ? otherSide(one) : one];
      return { num: weigh(end, member, writer), there: member.may };
    });
    const stays = writeFurthest(pick, tables, (presence) => presence === 2, alone, writer);
    writer.line(`${top} = ${inUnits(stays, unit, writer).n}; ${bottom} = ${stays.d ?? 1}; }`);
    return {
      ...sum,
      n: top,
      d: sum.d === null && stays.d === null ? null : bottom,
      mostN: MOST,
      mostD: Math.max(mostD, stays.mostD),
    };
  };
  const low = side('low');
  return {
    form: 'numeric',
    low,
    high: writer.mode === 'settled' || isFixed(few, numbers) ? low : side('high'),
    sure,
    may,
  };
}

/** The weighted mean of the members that are there. */
function writeMean(few: readonly Few[], numbers: readonly Worked[], writer: Writer): Numeric {
  const weightUnit = commonScale([
    ...few.map(({ weight }) => absolute(weight)),
    ...numbers.map(({ weight, by }) => (by ? multiply(absolute(weight), by.scale) : absolute(weight))),
  ]);
  // Bounds under weights below 0 are for the evaluator.
  const isBelow = [...few, ...numbers].some(({ weight }) => weight.n < 0n);
  if (writer.mode === 'open' && isBelow) writer.giveUpIf('true');
  for (const { by, may } of numbers) if (by && writer.mode === 'open') writer.giveUpIf(and(may, `${by.n} < 0`));
  const isSigned = writer.mode === 'settled' && (isBelow || numbers.some(({ by }) => by !== null));
  const { sure, may } = writePresence(few, numbers, writer);
  const weights = writeWeights(few, numbers, weightUnit, writer);
  const side = (one: Side): Exact => {
    const present = numbers.map((member) => {
      const num = member[one];
      return weigh(member.sure === member.may ? num : where(member.sure, num, writer), member, writer);
    });
    const own = few.map(({ scale }) => multiply(scale, weightUnit));
    const single = numbers.flatMap((member, i) => [
      (present[i] as Exact).scale,
      multiply(exactOf(member[one], writer).scale, weightUnit),
    ]);
    const unit = commonScale([...own, ...single]);
    const sums = addUp(
      lookUp(few, one, unit, () => 0, writer),
      present,
      unit,
      writer,
    );
    notice(sums.n, writer);
    const pulled =
      writer.mode === 'open' ? writePull(one, few, numbers, { sums, weights, unit, weightUnit }, writer) : null;
    const { sums: top, weights: all } = pulled ?? { sums, weights };
    const weight = /^[1-9]\d*$/.test(all.n) ? all.n : writer.hold(`${all.n} === 0 ? 1 : ${all.n}`);
    const bottom = product(weight, Math.max(1, all.most), top.d, top.mostD, writer);
    const scale = divide(unit, weightUnit);
    if (!isSigned) {
      const mean = { n: top.n, d: bottom.n === '1' ? null : bottom.n, scale, mostN: top.most, mostD: bottom.most };
      return reduced(mean, writer);
    }
    return {
      n: writer.hold(`${bottom.n} < 0 ? 0 - ${top.n} : ${top.n}`),
      d: writer.hold(`Math.abs(${bottom.n})`),
      scale,
      mostN: top.most,
      mostD: bottom.most,
    };
  };
  const low = side('low');
  const high = writer.mode === 'settled' || isFixed(few, numbers) ? low : side('high');
  if (!isSigned) return { form: 'numeric', low, high, sure, may };
  // Weights that add up to 0 leave no mean.
  const there = writer.hold(and(may, `${weights.n} !== 0`));
  return {
    form: 'numeric',
    low: where(there, low, writer),
    high: where(there, high, writer),
    sure: and(sure, there),
    may: there,
  };
}

/** The weights of the members that are surely there. */
function writeWeights(
  few: readonly Few[],
  numbers: readonly Worked[],
  unit: Rational,
  writer: Writer,
): { n: string; most: number } {
  let fixed = 0;
  const terms: { n: string; most: number }[] = [];
  for (const { weight, presence, index } of few) {
    const factor = wholeFactor(weight, unit);
    if (presence.every((one) => one === 1)) fixed += factor;
    else
      terms.push({
        n: writer.float(
          presence.map((one) => (one === 1 ? factor : 0)),
          index,
        ),
        most: Math.abs(factor),
      });
  }
  for (const { weight, by, sure } of numbers) {
    if (by) {
      if (by.d !== null) writer.giveUpIf(`${by.d} !== 1`);
      const own = weightOf(by, weight, unit, writer);
      terms.push({ n: either(sure, own.n, '0'), most: own.most });
    } else {
      const factor = wholeFactor(weight, unit);
      if (sure === 'true') fixed += factor;
      else terms.push({ n: either(sure, literal(factor), '0'), most: Math.abs(factor) });
    }
  }
  if (terms.length === 0) return { n: literal(fixed), most: Math.abs(fixed) };
  return addInGroups([...(fixed === 0 ? [] : [{ n: literal(fixed), most: Math.abs(fixed) }]), ...terms], writer);
}

/** The least or the greatest of the members that are there. */
function writeExtreme(op: 'min' | 'max', few: readonly Few[], numbers: readonly Worked[], writer: Writer): Numeric {
  const { sure, may } = writePresence(few, numbers, writer);
  const furthest = (
    pick: 'min' | 'max',
    one: Side,
    counts: (presence: 0 | 1 | 2) => boolean,
    there: (member: Worked) => string,
  ): Exact =>
    writeFurthest(
      pick,
      few.map((member) => ({ ...member, ends: member[one] })),
      counts,
      numbers.map((member) => ({ num: exactOf(member[one], writer), there: there(member) })),
      writer,
    );
  const side = (one: Side): Num => {
    const outwards = (op === 'min') === (one === 'low');
    if (outwards || writer.mode === 'settled') {
      return furthest(
        op,
        one,
        (presence) => presence !== 0,
        (member) => member.may,
      );
    }
    // Members that may be there only pull an inward end: without them where others are, else as far as one goes alone.
    const forced = furthest(
      op,
      one,
      (presence) => presence === 1,
      (member) => member.sure,
    );
    if (isFixedPresence(few, numbers)) return forced;
    const alone = furthest(
      op === 'min' ? 'max' : 'min',
      one,
      (presence) => presence === 2,
      (member) => and(member.may, not(member.sure)),
    );
    return chosen(sure, forced, alone, writer);
  };
  const low = side('low');
  const high = writer.mode === 'settled' || isFixed(few, numbers) ? low : side('high');
  return { form: 'numeric', low: where(may, low, writer), high: where(may, high, writer), sure, may };
}

/** The least or greatest of the members that count; 0 where none does. */
function writeFurthest(
  pick: 'min' | 'max',
  few: readonly (Omit<Few, 'low' | 'high'> & { readonly ends: readonly number[] })[],
  counts: (presence: 0 | 1 | 2) => boolean,
  numbers: readonly { readonly num: Exact; readonly there: string }[],
  writer: Writer,
): Exact {
  const absent = pick === 'min' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  let [best, known]: [Exact, string] = [NOTHING_YET, 'false'];
  if (few.length > 0) {
    const tables = few.map(({ index, ends, presence }) =>
      readTable(
        ends.map((end, i) => (counts(presence[i] as 0 | 1 | 2) ? end : absent)),
        index,
        writer,
      ),
    );
    const found = writer.hold(`Math.${pick}(${tables.join(', ')})`);
    notice(found, writer);
    known = few.some(({ presence }) => presence.every(counts)) ? 'true' : hasAny(few, counts, writer);
    best = {
      n: known === 'true' ? found : writer.hold(`${known} ? ${found} : 0`),
      d: null,
      scale: few[0]?.scale ?? ONE,
      mostN: Math.max(...few.map((member) => member.most)),
      mostD: 1,
    };
  }
  for (const { num, there } of numbers) {
    if (known === 'false') {
      [best, known] = [where(there, num, writer) as Exact, there];
      continue;
    }
    const { left, right } = besides(num, best, writer);
    const better = or(not(known), `${left} ${pick === 'min' ? '<' : '>'} ${right}`);
    best = chosen(writer.hold(and(there, better)), num, best, writer) as Exact;
    known = writer.hold(or(known, there));
  }
  return best;
}

const NOTHING_YET: Exact = { n: '0', d: null, scale: ONE, mostN: 0, mostD: 1 };

function hasAny(
  few: readonly Pick<Few, 'presence' | 'index'>[],
  counts: (presence: 0 | 1 | 2) => boolean,
  writer: Writer,
): string {
  const tables = few
    .filter(({ presence }) => presence.some(counts))
    .map(({ presence, index }) =>
      writer.int(
        presence.map((one) => Number(counts(one))),
        index,
      ),
    );
  return tables.length === 0 ? 'false' : writer.hold(`${addInLines(tables, writer)} > 0`);
}

/** A sum so far, over a denominator of its own. */
interface Sum {
  readonly n: string;
  readonly most: number;
  readonly d: string;
  readonly mostD: number;
}

/** Adds up whole numbers first, then brings in the fractions one by one. */
function addUp(
  terms: readonly { n: string; most: number }[],
  fractions: readonly Exact[],
  scale: Rational,
  writer: Writer,
): Sum {
  const plain = fractions.filter(({ d }) => d === null).map((num) => inUnits(num, scale, writer));
  let { n, most } = addInGroups([...terms, ...plain], writer);
  let [d, mostD] = ['1', 1];
  for (const num of fractions) {
    if (num.d === null) continue;
    const own = inUnits(num, scale, writer);
    const common = commonOf(d, mostD, num.d, num.mostD, writer);
    const left = product(n, most, common.first, num.mostD, writer);
    const right = product(own.n, own.most, common.second, mostD, writer);
    const sum = total([left, right], writer);
    [n, most, d, mostD] = [sum.n, sum.most, common.n, common.most];
  }
  return { n, most, d, mostD };
}

/** Above this product of denominators it pays to look for what they have in common. */
const LARGE = 2 ** 20;

/** A common denominator, and what each of the two goes into it. */
function commonOf(
  a: string,
  mostA: number,
  b: string,
  mostB: number,
  writer: Writer,
): { readonly n: string; readonly most: number; readonly first: string; readonly second: string } {
  if (mostA * mostB <= LARGE || a === '1' || b === '1') {
    return { ...product(a, mostA, b, mostB, writer), first: b, second: a };
  }
  const common = writer.hold(`library.commonMultiple(${a}, ${b})`);
  if (mostA * mostB > MOST) writer.giveUpIf(`!(${common} <= ${MOST})`);
  const most = Math.min(MOST, mostA * mostB);
  return { n: common, most, first: writer.hold(`${common} / ${a}`), second: writer.hold(`${common} / ${b}`) };
}

/** In lowest terms, where the terms may be large. */
function reduced(num: Exact, writer: Writer): Exact {
  if (num.d === null || num.mostD <= LARGE) return num;
  const divisor = writer.hold(`library.greatestDivisor(${num.n}, ${num.d})`);
  const [n, d] = [writer.hold(`${num.n} / ${divisor}`), writer.hold(`${num.d} / ${divisor}`)];
  writer.unreduced.set(`${n} / ${d}`, { n: num.n, d: num.d, mostN: num.mostN, mostD: num.mostD });
  return { ...num, n, d };
}

/** The sum of whole numbers, a few to a statement. */
function addInGroups(terms: readonly { n: string; most: number }[], writer: Writer): { n: string; most: number } {
  const most = terms.reduce((sum, term) => sum + term.most, 0);
  if (most <= MOST)
    return {
      n:
        addInLines(
          terms.map(({ n }) => n).filter((n) => n !== '0'),
          writer,
        ) ?? '0',
      most,
    };
  let sum = { n: '0', most: 0 };
  for (let i = 0; i < terms.length; i += 16) {
    sum = total([...(i === 0 ? [] : [sum]), ...terms.slice(i, i + 16)], writer);
  }
  return sum;
}

/** A weight that is worked out, whole in units of a scale. */
function weightOf(by: Exact, weight: Rational, unit: Rational, writer: Writer): { n: string; most: number } {
  return inUnits({ ...scaled(by, weight), d: null }, unit, writer);
}

interface Means {
  readonly sums: Sum;
  readonly weights: { readonly n: string; readonly most: number };
  readonly unit: Rational;
  readonly weightUnit: Rational;
}

/** Members that may be there join as long as they pull the mean further. */
function writePull(
  side: Side,
  few: readonly Few[],
  numbers: readonly Worked[],
  { sums, weights, unit, weightUnit }: Means,
  writer: Writer,
): Pick<Means, 'sums' | 'weights'> | null {
  const optionalFew = few.filter(({ presence }) => presence.includes(2));
  const optional = numbers.filter(({ sure, may }) => sure !== may);
  if (optionalFew.length + optional.length === 0) return null;
  // A member's own number is in units of this, and that times a weight in those of the sum.
  const own = divide(unit, weightUnit);
  const push = (top: string, bottom: string, weight: string): string =>
    `J.tops[pulls] = ${top}; J.bottoms[pulls] = ${bottom}; J.weights[pulls++] = ${weight};`;
  const fixed = (weight: Rational): string => literal(wholeFactor(weight, weightUnit));
  const [n, d, weight] = [writer.declare(), writer.declare(), writer.declare()];
  writer.line('{');
  writer.line('pulls = 0;');
  for (const { index, low, high, presence, weight, scale } of optionalFew) {
    const factor = wholeFactor(scale, own);
    const table = (side === 'low' ? low : high).map((number) => number * factor);
    writer.line(
      `if (${writer.int(presence, index)} === 2) { ${push(writer.float(table, index), '1', fixed(weight))} }`,
    );
  }
  for (const member of optional) {
    const perhaps = and(member.may, not(member.sure));
    writer.line(`if (${perhaps}) {`);
    const num = exactOf(member[side], writer);
    const weight = member.by ? weightOf(member.by, member.weight, weightUnit, writer).n : fixed(member.weight);
    writer.line(`${push(inUnits(num, own, writer).n, num.d ?? '1', weight)} }`);
  }
  writer.line(`${n} = ${sums.n}; ${d} = ${sums.d}; ${weight} = ${weights.n};`);
  const direction = side === 'low' ? '-1' : '1';
  writer.line(`if (pulls > 0) { library.pull(J, pulls, ${n}, ${d}, ${weight}, ${direction});`);
  writer.line(`${n} = J.tops[0]; ${d} = J.bottoms[0]; ${weight} = J.weights[0]; } }`);
  writer.giveUpIf(`${n} !== ${n}`);
  const whole = optionalFew.length + optional.length > 0 && optional.length === 0;
  const most = [...few, ...numbers].reduce(
    (sum, one) => sum + Math.abs(Number(one.weight.n) / Number(one.weight.d)),
    0,
  );
  const isKnown = numbers.every(({ by }) => by === null);
  const mostWeight = isKnown ? (most * Number(weightUnit.d)) / Number(weightUnit.n) : MOST;
  return {
    sums: { n, most: MOST, d: whole ? sums.d : d, mostD: whole ? sums.mostD : MOST },
    weights: { n: weight, most: Math.max(weights.most, mostWeight) },
  };
}

/** A table's numbers times a weight, in units of a scale; an end at which 0 times no limit meets counts 0. */
function weighted(
  table: readonly number[],
  factor: number,
  presence: readonly (0 | 1 | 2)[],
  optional: (number: number) => number,
): number[] {
  return table.map((number, i) => {
    const product = factor === 0 && !Number.isNaN(number) ? 0 : number * factor;
    return presence[i] === 0 ? 0 : presence[i] === 2 ? optional(product) : product;
  });
}

/** The lookups of all members with tables, weighed; constant ones are numbers. */
function lookUp(
  few: readonly Few[],
  side: Side,
  unit: Rational,
  optional: (number: number) => number,
  writer: Writer,
): { n: string; most: number }[] {
  return few.map(({ index, low, high, presence, most, weight, scale }) => {
    const factor = wholeFactor(multiply(weight, scale), unit);
    const pick = weight.n < 0n ? otherSide(side) : side;
    const table = weighted(pick === 'low' ? low : high, factor, presence, optional);
    const largest = most * Math.abs(factor);
    if (largest > MOST) writer.giveUpIf('true');
    return { n: readTable(table, index, writer), most: largest };
  });
}

/** A lookup, or the number itself where all entries are the same. */
function readTable(table: readonly number[], index: string, writer: Writer): string {
  const first = table[0] ?? 0;
  return table.every((one) => one === first) && Number.isFinite(first) ? literal(first) : writer.float(table, index);
}

/** A number that is no number shows that a member was open, or refused. */
function notice(n: string, writer: Writer): void {
  if (!/^[\d.]+$/.test(n)) writer.leaveIf(`${n} !== ${n}`);
}
