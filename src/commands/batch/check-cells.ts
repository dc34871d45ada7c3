import { readDay } from '../../model/days.ts';
import { toNumber } from '../../model/rational.ts';
import { findUsccFault, normaliseUscc } from '../../model/uscc.ts';
import { readAnswerValue } from '../../scoring/answer-value.ts';
import type { Input, Plan } from '../../scoring/plan.ts';
import type { Block } from '../../tabular/block.ts';
import { SIZES } from '../../tabular/scan/reading.ts';
import type { TextColumn } from '../../tabular/text-column.ts';
import { createUsccCheck } from '../../tabular/uscc-check.ts';
import { ANSWERED, NOT_APPLICABLE } from '../../tabular/use.ts';
import type { Flaw } from './flaw.ts';

type Complain = (row: number, rule: Flaw['rule'], value: string, details?: Flaw['details']) => void;

/** Checks one column of a block. */
type CellCheck = (block: Block, complain: Complain) => void;

/** Checks the cells of blocks against what each fact and question allows; only of columns that the table has. */
export function createCellChecks(plan: Plan): (block: Block) => Flaw[] {
  const checks = plan.inputs.map((input, at) => [at, createCheck(input, at)] as const);
  return (block) => {
    const flaws: Flaw[] = [];
    for (const [input, check] of checks) {
      if (!block.code.has(input)) continue;
      check(block, (row, rule, value, details = {}) => {
        flaws.push({ row, input, column: null, rule, value, details });
      });
    }
    return flaws;
  };
}

function createCheck(input: Input, at: number): CellCheck {
  const checks = [...(input.notApplicable ? [] : [createStateCheck(at)]), ...createValueChecks(input, at)];
  return (block, complain) => {
    for (const check of checks) check(block, complain);
  };
}

function createStateCheck(at: number): CellCheck {
  return ({ rows, code }, complain) => {
    const codes = code.get(at) as Uint8Array | Uint16Array;
    // Hardly ever there, and searched for in all cells: a buffer does so many bytes at a time.
    const cells =
      codes instanceof Uint8Array ? Buffer.from(codes.buffer, codes.byteOffset, rows) : codes.subarray(0, rows);
    for (let row = cells.indexOf(NOT_APPLICABLE); row >= 0; row = cells.indexOf(NOT_APPLICABLE, row + 1)) {
      complain(row, 'not-applicable', '');
    }
  };
}

function createValueChecks(input: Input, at: number): CellCheck[] {
  switch (input.type) {
    case 'integer':
    case 'decimal':
    case 'percent':
      return [createNumberCheck(input, at)];
    case 'multiple':
      return [createChoicesCheck(input, at)];
    case 'uscc':
      return [createCodeCheck(at)];
    case 'date':
    case 'email':
    case 'phone':
      return [createTextCheck(input, at)];
    default:
      return [];
  }
}

function createNumberCheck({ type, range }: Input, at: number): CellCheck {
  const low = range.low ? toNumber(range.low) : Number.NEGATIVE_INFINITY;
  const high = range.high ? toNumber(range.high) : Number.POSITIVE_INFINITY;
  const ends = { ...(range.low && { low }), ...(range.high && { high }) };
  return ({ rows, code, number }, complain) => {
    const [states, numbers] = [code.get(at) as Uint8Array, number.get(at) as Float64Array];
    for (let row = 0; row < rows; row++) {
      if (states[row] !== ANSWERED) continue;
      const value = numbers[row] as number;
      if (value < low || value > high) complain(row, 'out-of-range', String(value), ends);
      else if (type === 'integer' && !Number.isInteger(value)) complain(row, 'not-whole', String(value));
    }
  };
}

function createChoicesCheck({ options, choose }: Input, at: number): CellCheck {
  const exclusive = options.flatMap(({ exclusive: alone }, option) => (alone ? [option] : []));
  const most = choose.most ?? options.length;
  return ({ rows, code, bits }, complain) => {
    const [states, words] = [code.get(at) as Uint8Array, bits.get(at) ?? []];
    const isChosen = (option: number, row: number): boolean =>
      (((words[option >> 5] as Uint32Array)[row] as number) & (1 << (option & 31))) !== 0;
    const list = (row: number): string =>
      options.flatMap(({ id }, option) => (isChosen(option, row) ? [id] : [])).join(';');
    for (let row = 0; row < rows; row++) {
      if (states[row] !== ANSWERED) continue;
      let count = 0;
      for (const word of words) count += countBits(word[row] as number);
      const alone = exclusive.find((option) => isChosen(option, row));
      if (alone !== undefined) {
        if (count > 1) complain(row, 'exclusive-option', list(row), { expected: options[alone]?.id as string });
      } else if (count < choose.least || count > most) {
        complain(row, 'how-many-options', list(row), { low: choose.least, high: most, count });
      }
    }
  };
}

function countBits(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}

const TEXT_RULES = { date: 'not-date', email: 'not-email', phone: 'not-phone' } as const;

function createTextCheck(input: Input, at: number): CellCheck {
  return ({ rows, code, bytes }, complain) => {
    const [states, column] = [code.get(at) as Uint8Array, bytes.get(at) as TextColumn];
    for (let row = 0; row < rows; row++) {
      if (states[row] !== ANSWERED) continue;
      const value = column.at(row);
      if ('value' in readAnswerValue(input, value)) continue;
      const isUnclear = input.type === 'date' && 'unclear' in (readDay(value, null) ?? {});
      complain(row, isUnclear ? 'unclear-date' : TEXT_RULES[input.type as keyof typeof TEXT_RULES], value);
    }
  };
}

/** Nearly all codes are sound, and need no string. */
function createCodeCheck(at: number): CellCheck {
  const findUnsound = createUsccCheck(SIZES.block);
  return ({ rows, code, bytes }, complain) => {
    const [states, column] = [code.get(at) as Uint8Array, bytes.get(at) as TextColumn];
    for (const row of findUnsound(column, states, rows)) checkUscc(row, column.at(row), complain);
  };
}

function checkUscc(row: number, value: string, complain: Complain): void {
  const fault = findUsccFault(normaliseUscc(value));
  if (!fault) return;
  if (fault.fault === 'mangled') complain(row, 'mangled-id', value);
  else complain(row, 'check-character', value, 'expected' in fault ? { expected: fault.expected } : {});
}
