import type { JudgedTier } from '../../model/generated/types.ts';
import { findTrack } from '../assessment.ts';
import { heading, itemOf } from '../document/blocks.ts';
import type { Block } from '../document/document.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { type Line, unmetInWords } from '../words/unmet.ts';
import type { Notes } from './note-marks.ts';
import type { PolicyReport } from './report.ts';

/** The steps of recognition of the enterprise's track, with what each still needs. */
export function writeTiers(report: PolicyReport, notes: Notes, vocabulary: Vocabulary): Block[] {
  const { tiers = [], track } = report.recommendation;
  if (tiers.length === 0 || track.id === undefined) return [];
  const { funding } = vocabulary.messages;
  const definitions = findTrack(report, track.id)?.tiers ?? [];
  const items = tiers.map((tier) => {
    const definition = definitions.find(({ id }) => id === tier.id);
    const text = vocabulary.pick(definition?.text);
    const title = vocabulary.pick(definition?.title) ?? tier.id;
    const parts = [...needsOf(tier, vocabulary), ...(text === undefined ? [] : [{ text }])];
    const item = itemOf({ text: funding.tier(title, stateOf(tier, vocabulary)), parts });
    return { ...item, text: [...item.text, ...notes.refer(definition?.source)] };
  });
  return [heading(3, 'tiers', funding.tiers), { kind: 'list', items }];
}

function stateOf({ truth }: JudgedTier, { messages }: Vocabulary): string {
  const { tierMet, tierNeeds, tierOpen } = messages.funding;
  return { holds: tierMet, fails: tierNeeds, undecided: tierOpen }[truth];
}

function needsOf({ truth, unmet = [], clarify = [] }: JudgedTier, vocabulary: Vocabulary): Line[] {
  if (truth === 'holds') return [];
  if (truth === 'undecided' && clarify.length > 0) return clarify.map((name) => ({ text: vocabulary.askedAs(name) }));
  return unmetInWords(unmet, vocabulary);
}
