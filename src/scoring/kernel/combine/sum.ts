import { multiply } from '../../../model/rational.ts';
import { type Exact, inUnits, MOST, where } from '../number.ts';
import type { Numeric } from '../value.ts';
import { and, not, or, type Writer } from '../writer.ts';
import { addUp } from './add-up.ts';
import { writeFurthest } from './extreme.ts';
import { lookUp, notice, weighted } from './look-up.ts';
import {
  type Few,
  isFixed,
  otherSide,
  type Side,
  unitOf,
  type Worked,
  weigh,
  wholeFactor,
  writePresence,
} from './members.ts';

/** The weighted sum of the members that are there. */
export function writeSum(few: readonly Few[], numbers: readonly Worked[], writer: Writer): Numeric {
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
