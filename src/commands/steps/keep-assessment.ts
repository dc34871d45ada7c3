import { relative, resolve } from 'node:path';
import {
  type Appended,
  appendAssessment,
  checkPolicyPath,
  enterprisePath,
  policyPath,
  writePolicy,
} from '../../files/enterprise.ts';
import { recordSheet, recordTargets } from '../../interview/recorded.ts';
import type { Assessment, Migration, Recommendation } from '../../model/generated/types.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Assessed } from '../../scoring/result.ts';
import { entryOf, type Sheet } from '../../scoring/sheet.ts';
import type { World } from '../../world.ts';
import type { Settled } from './settle.ts';

/** One assessment, scored and advised, about to be kept. */
export interface ToKeep {
  readonly sheet: Sheet;
  /** The answers aimed at, where some were stated. */
  readonly targets?: Sheet | null;
  readonly assessed: Pick<Assessed, 'result'>;
  readonly recommendation: Recommendation | undefined;
  readonly kind: 'self' | 'onsite';
  /** UTC, ISO 8601. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly assessor?: string | undefined;
  /** How the answers were taken over from another version of the pack. */
  readonly migration?: Migration | undefined;
  /** The folder of enterprise files, as the user wrote it. */
  readonly files: string;
  /** The policy as Markdown, for the file beside. */
  readonly policy: string | undefined;
  /** The enterprise has another name now than in its file. */
  readonly renamed?: boolean;
}

/** What became of it: kept, kept already by an earlier run, or not, for the file names another enterprise. */
export type Kept =
  | (Exclude<Appended, { readonly outcome: 'conflict' }> & {
      /** As a user would write them; no policy where a later assessment has one. */
      readonly paths: { readonly enterprise: string; readonly policy: string | undefined };
    })
  | Extract<Appended, { readonly outcome: 'conflict' }>;

/**
 * Adds an assessment to the enterprise's file and, if it is the newest one, writes its policy beside. The same answers
 * of the same day under the same pack and kind add nothing, so that a repeated command does no harm.
 */
export async function keepAssessment(world: World, { plan, stamp }: Settled, toKeep: ToKeep): Promise<Kept> {
  const { sheet, assessed, recommendation, kind, startedAt, finishedAt, assessor, files, policy } = toKeep;
  const root = resolve(world.cwd, files);
  const key = keyOf({ plan }, sheet);
  const said = recordSheet(plan, sheet);
  const assessment: Assessment = {
    kind,
    startedAt,
    finishedAt,
    ...(assessor === undefined ? {} : { assessor }),
    pack: stamp,
    ...said,
    ...(toKeep.targets ? { targets: recordTargets(plan, sheet, toKeep.targets) } : {}),
    ...(toKeep.migration ? { migration: toKeep.migration } : {}),
    result: assessed.result,
    ...(recommendation === undefined ? {} : { recommendation }),
  };
  if (policy !== undefined) await checkPolicyPath(root, key);
  const appended = await appendAssessment(root, key, said.facts, assessment, {
    renamed: toKeep.renamed ?? false,
    isRepeat: (stored) => sayTheSame(stored, assessment),
  });
  if (appended.outcome === 'conflict') return appended;
  const isPolicyWritten = policy !== undefined && appended.isNewest;
  if (isPolicyWritten) await writePolicy(root, key, policy);
  const shown = (path: string): string => relative(world.cwd, path).replaceAll('\\', '/') || path;
  return {
    ...appended,
    paths: {
      enterprise: shown(enterprisePath(root, key)),
      policy: isPolicyWritten ? shown(policyPath(root, key)) : undefined,
    },
  };
}

/** The enterprise's key as its answers state it; throws a `Refusal` where the pack or the answers have none. */
export function keyOf({ plan }: Pick<Settled, 'plan'>, sheet: Sheet): string {
  const fact = plan.inputs.find(({ definition }) => 'key' in definition && definition.key);
  if (!fact) throw new Refusal(3, 'no fact of this pack is the key of an enterprise, so its file cannot be named');
  const entry = entryOf(sheet, fact.name);
  if (entry.state === 'answered') return String(entry.value);
  throw new Refusal(3, `without the fact "${fact.name}" the enterprise's file cannot be named`);
}

function sayTheSame(a: Assessment, b: Assessment): boolean {
  const gist = ({ kind, assessor, finishedAt, pack, facts, answers, targets = {} }: Assessment): string =>
    JSON.stringify([
      kind,
      assessor,
      finishedAt.slice(0, 'YYYY-MM-DD'.length),
      pack,
      sorted(facts),
      sorted(answers),
      sorted(targets),
    ]);
  return gist(a) === gist(b);
}

function sorted(record: object): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
