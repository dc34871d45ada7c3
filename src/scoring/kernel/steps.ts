import { between, type Possible } from '../../condition/value.ts';
import { add, ONE, type Rational, subtract } from '../../model/rational.ts';
import { stepsOf } from '../arithmetic.ts';
import type { StepsNode } from '../plan.ts';
import { writeMapped } from './arithmetic.ts';
import { besideBound, type Num } from './number.ts';
import type { Numeric, Value } from './value.ts';
import type { Writer } from './writer.ts';

/** The highest step that is reached, by a number or by all between two. */
export function writeSteps(value: Value, { steps, edge }: StepsNode, writer: Writer): Value {
  const write = ({ low, high, sure, may }: Numeric): Value => {
    const reached = (num: Num): string => {
      const passed = steps.map(({ bound }, i) => {
        const { left, right } = besideBound(num, bound, writer);
        return `(${left} ${edge === 'below' || i === 0 ? '>=' : '>'} ${right} ? 1 : 0)`;
      });
      return passed.length === 0 ? '0' : writer.hold(passed.join(' + '));
    };
    const count = steps.length + 1;
    const first = reached(low);
    const last = low === high ? first : reached(high);
    const from = (i: number, j: number, nothing: boolean): Possible =>
      stepsOf(between(inStep(i, steps, edge), inStep(j, steps, edge), nothing), steps, edge);
    const settled = low === high && sure === may;
    if (settled) {
      const outcomes = Array.from({ length: count }, (_, i) => from(i, i, false));
      return { form: 'indexed', index: writer.hold(may === 'true' ? first : `${may} ? ${first} : 0`), outcomes };
    }
    // The first step reached, the last, and whether it may be nothing; the last outcome is nothing.
    const pairs = Array.from({ length: count * count * 2 }, (_, k) => {
      const [i, j] = [Math.floor(k / 2 / count), Math.floor(k / 2) % count];
      return i <= j ? from(i, j, k % 2 === 1) : NOTHING;
    });
    const place = `((${first} * ${count} + ${last}) * 2 + (${sure} ? 0 : 1))`;
    return {
      form: 'indexed',
      index: writer.hold(may === 'true' ? place : `${may} ? ${place} : ${pairs.length}`),
      outcomes: [...pairs, NOTHING],
    };
  };
  return writeMapped(value, (outcome) => stepsOf(outcome, steps, edge), write, writer);
}

/** A number that reaches so many of the steps. */
function inStep(reached: number, steps: StepsNode['steps'], edge: StepsNode['edge']): Rational {
  const bound = (i: number): Rational | undefined => steps[i]?.bound;
  if (reached === 0) return subtract(bound(0) ?? ONE, ONE);
  const own = bound(reached - 1) as Rational;
  return edge === 'below' || reached === 1 ? own : (bound(reached) ?? add(own, ONE));
}

const NOTHING: Possible = { kind: 'atoms', atoms: [], nothing: true };
