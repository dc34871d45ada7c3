import { ONE } from '../../../model/rational.ts';
import { besides, chosen, type Exact, exactOf, type Num, where } from '../number.ts';
import type { Numeric } from '../value.ts';
import { addInLines, and, not, or, type Writer } from '../writer.ts';
import { notice, readTable } from './look-up.ts';
import { type Few, isFixed, isFixedPresence, type Side, type Worked, writePresence } from './members.ts';

/** The least or the greatest of the members that are there. */
export function writeExtreme(
  op: 'min' | 'max',
  few: readonly Few[],
  numbers: readonly Worked[],
  writer: Writer,
): Numeric {
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
export function writeFurthest(
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
