import type { Possible } from '../condition/value.ts';
import type { Pass } from './pass.ts';
import type { Input, Node } from './plan.ts';
import { onceForPlan } from './reads.ts';
import type { Said } from './said.ts';
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
  readonly values: (Standing | undefined)[];
  readonly spans: (Standing | undefined)[];
}

/** The answers of a pass, over a sheet that says this but for what is chosen. */
export function sharedAnswersOf(pass: Pass, said: Said): SharedAnswers {
  const known = knownFor(pass.plan);
  return (input, position, work) => {
    const own = known[position];
    // An answer that is chosen for an open question is not what was said.
    const isChosen = pass.choose && input.role === 'question' && entryOf(pass.sheet, input.name).state !== 'answered';
    const number = own && !isChosen ? said(position) : -1;
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

const knownFor = onceForPlan((plan) =>
  plan.nodes.map((node): Known | null => (isPlain(node) ? { values: [], spans: [] } : null)),
);

/** Whether an answer is what was said, whatever else was. */
function isPlain(node: Node): boolean {
  return node.op === 'input' && node.derived === null && node.when === null;
}
