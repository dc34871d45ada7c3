import type { Truth } from '../condition/truth.ts';
import type { Possible } from '../condition/value.ts';
import type { Pass } from './pass.ts';
import type { Said } from './said.ts';
import { type Shared, shareByAnswers } from './shared-values.ts';
import type { AnswerState } from './sheet.ts';

/** What an answer comes to. */
interface Standing {
  readonly value: Possible;
  readonly asked: Truth | undefined;
  readonly state: AnswerState | undefined;
}

const STANDINGS = { open: shareByAnswers<Standing>(), free: shareByAnswers<Standing>() };

/**
 * The answers of a pass over a sheet that says this: what each may be is worked out once for all that say the same, and its
 * state is noted as that work does.
 */
export function sharedAnswersOf({ plan, choose, span, asked, states }: Pass, said: Said): Shared<Possible> {
  // What is chosen for an open question is not what was said, and what reads it does not follow from that.
  if (choose) return (position, work) => work(position);
  const shared = STANDINGS[span ? 'free' : 'open'](plan, said);
  return (position, work) => {
    const standing = shared(position, (at) => ({ value: work(at), asked: asked[at], state: states[at] }));
    asked[position] = standing.asked;
    states[position] = standing.state;
    return standing.value;
  };
}
