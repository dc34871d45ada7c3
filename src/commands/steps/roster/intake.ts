import type { Messages } from '../../../i18n/index.ts';
import type { Limits } from '../../../portfolio/limits.ts';
import type { PackName } from '../../../portfolio/member.ts';
import type { RosterBuilder } from '../../../portfolio/roster-builder.ts';
import type { Unjudged } from '../../../portfolio/unjudged.ts';
import type { UnreadableList } from './unreadable.ts';

/** What results by a pack can hold, those that state none included; null where that is not known. */
export type FindLimits = (pack: PackName | null) => Promise<Limits | null>;

/** What inputs are read into, and how. */
export interface Intake {
  readonly builder: RosterBuilder;
  readonly unreadable: UnreadableList;
  /** Rows that name no pack, where none is known for them. */
  readonly unjudged: Unjudged;
  /** What results by a pack can hold; null where it is not known. */
  readonly limitsOf: FindLimits;
  readonly messages: Messages;
  /** The heading of the key in batch results; undefined is the first column. */
  readonly key: string | undefined;
  /** The heading of the key in the registry and beside it; undefined is a usual one, else the first column. */
  readonly registryKey: string | undefined;
  /** Whether a heading is a fact whatever stands under it. */
  readonly isFact: (heading: string) => boolean;
  /** The headings of keys that were found. */
  readonly keys: Set<string>;
  /** Whether answers are looked at. */
  readonly wantsAnswers: boolean;
  /** Told of so many further rows or files. */
  readonly progress: (count: number) => void;
}
