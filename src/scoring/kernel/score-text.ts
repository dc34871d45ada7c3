import { isNothing } from '../../condition/value.ts';
import { differOf } from './input.ts';
import { doubleOf } from './number.ts';
import { SCORE_STATE } from './outcome.ts';
import { doublesOf, isSettled, type Numeric, type Value } from './value.ts';
import { and, not, type Writer } from './writer.ts';

/** Writes what a score is into its columns. */
export function writeScore(value: Value, k: number, isLevel: boolean, writer: Writer): string[] {
  if (value.form === 'numeric') return writeNumericScore(value, k, isLevel, writer);
  if (value.form !== 'indexed') throw new TypeError('a score is a number');
  const { index, outcomes } = value;
  const { nothing, settled, open } = SCORE_STATE;
  const states = outcomes.map((outcome) => (isNothing(outcome) ? nothing : isSettled(outcome) ? settled : open));
  if (writer.mode === 'settled' && states.includes(open)) {
    writer.leaveIf(`${writer.int(states, index)} === ${open}`);
  }
  const lowest = doublesOf(outcomes, 'low');
  const values = lowest.map((low, i) => (states[i] === settled ? low : Number.NaN));
  const lines = [`S${k}[r] = ${writer.int(states, index)};`, `V${k}[r] = ${writer.float(values, index)};`];
  if (writer.mode === 'settled') return lines;
  const ends = isLevel ? lowest.map((low, i) => (outcomes[i]?.nothing ? Number.NaN : low)) : lowest;
  return [
    ...lines,
    `W${k}[r] = ${writer.float(ends, index)};`,
    `X${k}[r] = ${writer.float(doublesOf(outcomes, 'high'), index)};`,
  ];
}

function writeNumericScore({ low, high, sure, may }: Numeric, k: number, isLevel: boolean, writer: Writer): string[] {
  const lowest = writer.hold(doubleOf(low, writer));
  if (writer.mode === 'settled') {
    return [`S${k}[r] = ${may} ? 1 : 0;`, putIf(may, `V${k}[r]`, lowest)];
  }
  const highest = low === high ? lowest : writer.hold(doubleOf(high, writer));
  const one = writer.declare();
  // Different doubles are different numbers.
  writer.line(`${one} = false; if (${and(sure, `${lowest} === ${highest}`)}) {`);
  writer.line(`${one} = ${low === high ? 'true' : not(differOf(low, high, writer))}; }`);
  const state = writer.hold(`${one} ? 1 : ${may} ? 2 : 0`);
  const putEnd = (target: string, text: string, there: string): string =>
    putIf(and(there, `Math.abs(${text}) !== Infinity`), target, text);
  return [
    `S${k}[r] = ${state};`,
    putIf(`${state} === 1`, `V${k}[r]`, lowest),
    putEnd(`W${k}[r]`, lowest, isLevel ? sure : may),
    putEnd(`X${k}[r]`, highest, may),
  ];
}

/** A number where something holds, else NaN. As one value, JavaScript's engine would keep each such number on its heap. */
function putIf(holds: string, target: string, number: string): string {
  return holds === 'true' ? `${target} = ${number};` : `if (${holds}) ${target} = ${number}; else ${target} = NaN;`;
}
