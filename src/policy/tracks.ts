import { evaluateCondition } from '../condition/evaluate.ts';
import type { Possible } from '../condition/value.ts';
import type { TrackChoice } from '../model/generated/types.ts';
import type { Evaluation } from '../scoring/pass.ts';
import type { Plan } from '../scoring/plan.ts';
import { findOpen } from './clarify.ts';
import type { CompiledTrack } from './policy.ts';

/** The first track whose condition holds; undecided while that of an earlier one is. */
export function chooseTrack(tracks: readonly CompiledTrack[], plan: Plan, evaluation: Evaluation): TrackChoice {
  const read = (node: number): Possible => evaluation.values[node] as Possible;
  const undecided: CompiledTrack[] = [];
  for (const track of tracks) {
    const truth = track.when ? evaluateCondition(track.when, read) : 'holds';
    if (truth === 'undecided') undecided.push(track);
    if (truth !== 'holds') continue;
    return undecided.length === 0 ? { id: track.id, truth } : leaveOpen([...undecided, track], plan, evaluation);
  }
  return undecided.length === 0 ? { truth: 'fails' } : leaveOpen(undecided, plan, evaluation);
}

function leaveOpen(tracks: readonly CompiledTrack[], plan: Plan, evaluation: Evaluation): TrackChoice {
  const conditions = tracks.flatMap(({ when }) => (when ? [when] : []));
  return {
    truth: 'undecided',
    possible: tracks.map(({ id }) => id),
    clarify: findOpen(conditions, plan, evaluation),
  };
}
