import { divide, multiply, type Rational } from '../../../model/rational.ts';
import { commonScale, type Exact, exactOf, greatestDivisor, product, where } from '../number.ts';
import type { Numeric } from '../value.ts';
import { and, either, literal, type Writer } from '../writer.ts';
import { addInGroups, addUp, reduced } from './add-up.ts';
import { lookUp, notice } from './look-up.ts';
import { type Few, isFixed, type Side, type Worked, weigh, wholeFactor, writePresence } from './members.ts';
import { weightOf, writePull } from './pull.ts';

/** The weighted mean of the members that are there. */
export function writeMean(few: readonly Few[], numbers: readonly Worked[], writer: Writer): Numeric {
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

function absolute({ n, d }: Rational): Rational {
  return { n: greatestDivisor(n, 0n), d };
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
