import type { JudgedTier, TrackChoice } from '../model/index.ts';
import {
  createMemberNames,
  type Evaluation,
  evaluateCondition,
  findUnmet,
  type Plan,
  type Possible,
  valueAt,
} from '../scoring/index.ts';
import { findOpenInputs } from './open-inputs.ts';
import type { CompiledTier, CompiledTrack } from './policy.ts';

/**
 * Chooses the first track whose condition holds; the choice is undecided if the condition of an earlier track is
 * undecided.
 */
export function chooseTrack(tracks: readonly CompiledTrack[], plan: Plan, evaluation: Evaluation): TrackChoice {
  const readNode = (node: number): Possible => valueAt(evaluation, node);
  const undecidedTracks: CompiledTrack[] = [];
  for (const track of tracks) {
    const truth = track.when ? evaluateCondition(track.when, readNode) : 'holds';
    if (truth === 'undecided') undecidedTracks.push(track);
    if (truth !== 'holds') continue;
    return undecidedTracks.length === 0
      ? { id: track.id, truth }
      : createUndecidedTrack([...undecidedTracks, track], plan, evaluation);
  }
  return undecidedTracks.length === 0 ? { truth: 'fails' } : createUndecidedTrack(undecidedTracks, plan, evaluation);
}

function createUndecidedTrack(tracks: readonly CompiledTrack[], plan: Plan, evaluation: Evaluation): TrackChoice {
  const conditions = tracks.flatMap(({ when }) => (when ? [when] : []));
  return {
    truth: 'undecided',
    possible: tracks.map(({ id }) => id),
    clarify: findOpenInputs(conditions, plan, evaluation),
  };
}

/**
 * Judges each tier of a track by what is certain once the measures are done, and lists the requirements of the tier
 * that are not met.
 */
export function judgeTiers(tiers: readonly CompiledTier[], plan: Plan, evaluation: Evaluation): JudgedTier[] {
  const readNode = (node: number): Possible => valueAt(evaluation, node);
  return tiers.map(({ definition: { id }, when }) => {
    const truth = evaluateCondition(when, readNode);
    const unmetRequirements = findUnmet(when, readNode, createMemberNames(plan));
    const inputsToClarify = truth === 'undecided' ? findOpenInputs([when], plan, evaluation) : [];
    return {
      id,
      truth,
      ...(unmetRequirements.length > 0 ? { unmet: unmetRequirements } : {}),
      ...(inputsToClarify.length > 0 ? { clarify: inputsToClarify } : {}),
    };
  });
}
