import { relative, resolve } from 'node:path';
import { type Appended, appendAssessment } from '../../files/enterprise.ts';
import { enterprisePath, policyPath } from '../../files/enterprise-path.ts';
import { checkPolicyPath, writePolicy } from '../../files/policy-file.ts';
import type { Assessment } from '../../model/generated/types.ts';
import type { World } from '../../world.ts';
import { keyOf, recordAssessment, type ToRecord } from './record-assessment.ts';
import type { Settled } from './settle.ts';

/** One assessment, scored and advised, about to be kept. */
export interface ToKeep extends ToRecord {
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
      /** As a user would write them. */
      readonly paths: {
        readonly enterprise: string;
        /** None where a later assessment has one. */
        readonly policy: string | undefined;
        /** Where the policy is kept that somebody edited and that is no longer the latest. */
        readonly edited: string | undefined;
      };
    })
  | Extract<Appended, { readonly outcome: 'conflict' }>;

/**
 * Adds an assessment to the enterprise's file and, if it is the newest one, writes its policy beside. The same answers
 * of the same day under the same pack and kind add nothing, so that a repeated command does no harm.
 */
export async function keepAssessment(world: World, { plan, stamp }: Settled, toKeep: ToKeep): Promise<Kept> {
  const { sheet, files, policy } = toKeep;
  const root = resolve(world.cwd, files);
  const key = keyOf({ plan }, sheet);
  const assessment = recordAssessment({ plan, stamp }, toKeep);
  if (policy !== undefined) await checkPolicyPath(root, key);
  const appended = await appendAssessment(root, key, assessment.facts, assessment, {
    renamed: toKeep.renamed ?? false,
    isRepeat: (stored) => sayTheSame(stored, assessment),
  });
  if (appended.outcome === 'conflict') return appended;
  const isPolicyWritten = policy !== undefined && appended.isNewest;
  const edited = isPolicyWritten ? await writePolicy(root, key, policy) : undefined;
  const shown = (path: string): string => relative(world.cwd, path).replaceAll('\\', '/') || path;
  return {
    ...appended,
    paths: {
      enterprise: shown(enterprisePath(root, key)),
      policy: isPolicyWritten ? shown(policyPath(root, key)) : undefined,
      edited: edited && shown(edited),
    },
  };
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
