import type { Possible } from '../condition/value.ts';
import type { Pass } from './pass.ts';
import type { Input, Plan } from './plan.ts';
import { isPlain, numberOf } from './shared-values.ts';
import { type AnswerState, entryOf } from './sheet.ts';

/** What an answer may be, which is worked out once for all that say the same; notes its state as that work does. */
type SharedAnswers = (input: Input, position: number, work: (position: number) => Possible) => Possible;

/** What an answer comes to: its value and its state. */
interface Standing {
  readonly value: Possible;
  readonly state: AnswerState;
}

/** What is known of an input that is what was said, whatever else was: by the number of what was said. */
interface Known {
  readonly numbers: Map<unknown, number>;
  readonly values: (Standing | undefined)[];
  readonly spans: (Standing | undefined)[];
}

/** The answers of a pass over a plan. */
export function sharedAnswersOf(plan: Plan, pass: Pass): SharedAnswers {
  const known = knownFor(plan);
  return (input, position, work) => {
    const own = known[position];
    const entry = entryOf(pass.sheet, input.name);
    // An answer that is chosen for an open question is not what was said.
    const isChosen = pass.choose && input.role === 'question' && entry.state !== 'answered';
    const number = own && !isChosen ? numberOf(entry, own.numbers) : -1;
    if (!own || number < 0) return work(position);
    const standings = pass.span ? own.spans : own.values;
    const found = standings[number];
    if (found) {
      pass.asked[position] = 'holds';
      pass.states[position] = found.state;
      return found.value;
    }
    const value = work(position);
    standings[number] = { value, state: pass.states[position] as AnswerState };
    return value;
  };
}

const KNOWN = new WeakMap<Plan, readonly (Known | null)[]>();

function knownFor(plan: Plan): readonly (Known | null)[] {
  const found = KNOWN.get(plan);
  if (found) return found;
  const known = plan.nodes.map((node) => (isPlain(node) ? createKnown() : null));
  KNOWN.set(plan, known);
  return known;
}

function createKnown(): Known {
  return { numbers: new Map(), values: [], spans: [] };
}
