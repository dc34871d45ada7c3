import type { Messages } from '../../../i18n/index.ts';
import type { Roadmap } from '../../../model/generated/types.ts';
import { heading, listOf } from '../../document/blocks.ts';
import type { Block } from '../../document/document.ts';
import { bestOf } from '../../roadmap/words.ts';
import type { Unverified } from '../notes.ts';
import type { Ground } from '../write-once.ts';

/** What is to be known to say what is not certain. */
interface About {
  readonly unverified: readonly Unverified[];
  /** Who may pay, by their ids. */
  readonly payers: readonly string[];
  /** Whether a cost is illustrative. */
  readonly isIllustrative: boolean;
  /** One of which it is not proven that there is no better. */
  readonly unproven: Pick<Roadmap, 'least'> | undefined;
  /** Of what the sums count, a sentence each. */
  readonly doubts: readonly string[];
}

/** What the page rests on without being certain, a sentence each. */
export function uncertainties(
  { unverified, payers, isIllustrative, unproven, doubts }: About,
  { vocabulary }: Ground,
): Block[] {
  const { numbers, page, policy } = vocabulary.messages;
  const counts = new Map<keyof Messages['policy']['notes']['kinds'], number>();
  const paying = new Set(payers);
  for (const { kind, id } of unverified) {
    if (kind !== 'instrument' || paying.has(id)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  const kinds = [...counts].map(([kind, count]) => page.kinds[kind](count));
  const lines = [
    ...doubts,
    ...(isIllustrative ? [policy.notes.illustrative] : []),
    ...(kinds.length > 0 ? [page.unverified(numbers.and(kinds))] : []),
    ...(paying.size > 0 ? [page.notAmong] : []),
    ...(unproven ? [bestOf(unproven, vocabulary).notProven] : []),
  ];
  if (lines.length === 0) return [];
  return [heading(3, 'uncertain', page.uncertain), ...listOf(lines.map((text) => ({ text })))];
}
