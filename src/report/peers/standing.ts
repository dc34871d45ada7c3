import type { Appraisal } from '../../comparison/appraise.ts';
import type { PeerComparison } from '../../comparison/peers.ts';

/** Why peers are not among those counted, or are counted otherwise. */
export type LeftOut =
  | 'otherGroup'
  | 'otherPack'
  | 'unassessed'
  | 'otherKind'
  | 'incomparable'
  | 'unreadable'
  | 'rescored';

/** An enterprise among its peers, and how many of these could not be taken. */
export interface PeerStanding {
  readonly own: Pick<Appraisal, 'assessed'>;
  readonly found: PeerComparison;
  readonly left: Readonly<Record<LeftOut, number>>;
}
