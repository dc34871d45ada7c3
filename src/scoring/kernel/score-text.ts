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
    return [`S${k}[r] = ${may} ? 1 : 0;`, `V${k}[r] = ${may === 'true' ? lowest : `${may} ? ${lowest} : NaN`};`];
  }
  const highest = low === high ? lowest : writer.hold(doubleOf(high, writer));
  const one = writer.declare();
  // Different doubles are different numbers.
  writer.line(`${one} = false; if (${and(sure, `${lowest} === ${highest}`)}) {`);
  writer.line(`${one} = ${low === high ? 'true' : not(differOf(low, high, writer))}; }`);
  const state = writer.hold(`${one} ? 1 : ${may} ? 2 : 0`);
  const end = (text: string, there: string): string =>
    `${and(there, `Math.abs(${text}) !== Infinity`)} ? ${text} : NaN`;
  return [
    `S${k}[r] = ${state};`,
    `V${k}[r] = ${state} === 1 ? ${lowest} : NaN;`,
    `W${k}[r] = ${end(lowest, isLevel ? sure : may)};`,
    `X${k}[r] = ${end(highest, may)};`,
  ];
}
