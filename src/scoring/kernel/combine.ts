import type { Operator } from '../plan.ts';
import { writeExtreme } from './combine/extreme.ts';
import { writeMean } from './combine/mean.ts';
import { type Member, readMembers } from './combine/members.ts';
import { writeSum } from './combine/sum.ts';
import { NOT_THERE } from './input.ts';
import type { Numeric } from './value.ts';
import type { Writer } from './writer.ts';

/** Writes a sum, mean, least or greatest of members; those that are nothing are left out. */
export function writeCombine(op: Operator, members: readonly Member[], writer: Writer): Numeric {
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
