import { readRecorded } from '../interview/recorded.ts';
import type { Assessment } from '../model/generated/types.ts';
import { type Assessed, assess } from '../scoring/result.ts';
import type { Sheet } from '../scoring/sheet.ts';
import { carryOver, type Lost } from '../versions/carry-over.ts';
import { orderVersions } from '../versions/order.ts';
import type { Target } from '../versions/outcome.ts';

/** An assessment scored under the one version of the pack that a comparison is made under. */
export interface Appraisal {
  /** As it was recorded; its own result stays what it is. */
  readonly recorded: Assessment;
  readonly sheet: Sheet;
  readonly assessed: Assessed;
  /** Whether it was made under other content of the pack, so that its result was worked out anew. */
  readonly isRescored: boolean;
  /** From ids it was given under to those of now. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Answers that have no place in this version. */
  readonly lost: readonly Lost[];
}

/** Why an assessment cannot be compared with others. */
export type Obstacle =
  | { readonly kind: 'other-pack'; readonly pack: string }
  /** It was made under a later version: what that renamed is not known here. */
  | { readonly kind: 'later-version'; readonly version: string }
  /** The rubric refuses that these have no answer. */
  | { readonly kind: 'refused'; readonly names: readonly string[] }
  /** Of all its answers none has a place in this version. */
  | { readonly kind: 'nothing-left' };

/** An assessment that cannot be compared, and why. */
export interface Left {
  readonly recorded: Assessment;
  readonly obstacle: Obstacle;
}

/** Scores a recorded assessment under a version, by the renames that version declares. */
export function appraise(recorded: Assessment, { plan, renames, stamp, tool }: Target): Appraisal | Left {
  const { pack } = recorded;
  if (pack.id !== stamp.id) return { recorded, obstacle: { kind: 'other-pack', pack: pack.id } };
  const isRescored = pack.hash !== stamp.hash;
  if (isRescored && orderVersions(pack.version, stamp.version) > 0)
    return { recorded, obstacle: { kind: 'later-version', version: pack.version } };
  const carried = carryOver(recorded, { plan, renames });
  const given = Object.keys(recorded.answers).length;
  if (given > 0 && Object.keys(carried.answers).length === 0) return { recorded, obstacle: { kind: 'nothing-left' } };
  const { sheet } = readRecorded(plan, carried);
  const assessed = assess(plan, sheet, stamp, tool);
  const refused = assessed.evaluation.refused.map(({ name }) => name);
  if (refused.length > 0) return { recorded, obstacle: { kind: 'refused', names: refused } };
  return { recorded, sheet, assessed, isRescored, renamed: carried.renamed, lost: carried.lost };
}

/** Whether an assessment can be compared. */
export function isAppraisal(one: Appraisal | Left): one is Appraisal {
  return 'assessed' in one;
}
