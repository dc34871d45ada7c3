// What commands do around the pipeline on the disk: they add a completed submission to the file of its enterprise.
import { relative } from 'node:path';
import { type AppendResult, appendAssessment, policyPath, type StoredEnterprise } from '../store/index.ts';
import type { World } from '../world.ts';
import type { CompletedSubmission } from './assessment-pipeline.ts';

/** What became of it: kept, kept already by an earlier run, or not, for the file names another enterprise. */
export type PersistedAssessment =
  | (Exclude<AppendResult, { readonly outcome: 'conflict' }> & {
      /** As a user would write them. */
      readonly paths: {
        readonly enterprise: string;
        /** None where a later assessment has one. */
        readonly policy: string | undefined;
        /** Where the policy is kept that somebody edited and that is no longer the latest. */
        readonly edited: string | undefined;
      };
    })
  | Extract<AppendResult, { readonly outcome: 'conflict' }>;

/** Adds a completed submission to the file of its enterprise, with its policy, or finds out what would become of it. */
export async function persistSubmission(
  world: World,
  stored: StoredEnterprise,
  { assessment, policy }: CompletedSubmission,
  options: { readonly renamed: boolean; readonly isTrial?: boolean },
): Promise<PersistedAssessment> {
  const appended = await appendAssessment(stored, assessment, { policy, ...options });
  if (appended.outcome === 'conflict') return appended;
  const { root, key, file } = stored;
  const shown = (path: string): string => relative(world.cwd, path).replaceAll('\\', '/') || path;
  return {
    ...appended,
    paths: {
      enterprise: shown(file.path),
      policy: policy !== undefined && appended.isNewest ? shown(policyPath(root, key)) : undefined,
      edited: appended.edited && shown(appended.edited),
    },
  };
}
