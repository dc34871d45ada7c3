import type { Messages } from '../../../i18n/messages.ts';
import type { RosterBuilder } from '../../../portfolio/roster-builder.ts';
import type { UnreadableList } from './unreadable.ts';

/** What inputs are read into, and how. */
export interface Intake {
  readonly builder: RosterBuilder;
  readonly unreadable: UnreadableList;
  readonly messages: Messages;
  /** The heading of the key in batch results; undefined is the first column. */
  readonly key: string | undefined;
  /** The heading of the key in the registry and beside it; undefined is a usual one, else the first column. */
  readonly registryKey: string | undefined;
  /** Headings that are facts whatever stands under them. */
  readonly facts: ReadonlySet<string>;
  /** Whether answers are looked at. */
  readonly wantsAnswers: boolean;
  /** Told of so many further rows or files. */
  readonly progress: (count: number) => void;
}
