// What commands do around the pipeline on the disk: they add a completed submission to the file of its enterprise.
import { dirname, relative, resolve } from 'node:path';
import type { Messages } from '../i18n/index.ts';
import type { Enterprise } from '../model/index.ts';
import { sanitizeLine } from '../report/index.ts';
import {
  type AppendResult,
  appendAssessment,
  findPolicy,
  policyPath,
  readSigningKey,
  rootOf,
  type SigningKey,
  type StoredEnterprise,
} from '../store/index.ts';
import type { World } from '../world.ts';
import type { CompletedSubmission } from './assessment-pipeline.ts';
import { quoteWord } from './console.ts';

/** What became of it: kept, kept already by an earlier run, or not, for the file names another enterprise. */
export type PersistedAssessment =
  | (Exclude<AppendResult, { readonly outcome: 'conflict' }> & {
      /** As a user would write them. */
      readonly paths: {
        readonly enterprise: string;
        /** None where a later assessment has one. */
        readonly policy: string | undefined;
        /** A policy that is there and was not written for this assessment, the newest. */
        readonly older: string | undefined;
        /** Where the policy is kept that somebody edited and that is no longer the latest. */
        readonly edited: string | undefined;
      };
    })
  | Extract<AppendResult, { readonly outcome: 'conflict' }>;

/** The key of `--sign`; undefined without it. */
export function openSigner(world: World, file: string | undefined): SigningKey | undefined {
  return file === undefined ? undefined : readSigningKey(resolve(world.cwd, file));
}

/** Adds a completed submission to the file of its enterprise, with its policy, or finds out what would become of it. */
export async function persistSubmission(
  world: World,
  stored: StoredEnterprise,
  { assessment, policy }: CompletedSubmission,
  options: {
    readonly renamed: boolean;
    readonly isTrial?: boolean;
    readonly isOneOfMany?: boolean;
    readonly signer?: SigningKey | undefined;
  },
): Promise<PersistedAssessment> {
  const appended = await appendAssessment(stored, assessment, { policy, ...options });
  if (appended.outcome === 'conflict') return appended;
  const { root, key, file } = stored;
  const shown = (path: string): string => pathInWords(world, path);
  const isWritten = policy !== undefined && appended.isNewest;
  return {
    ...appended,
    paths: {
      enterprise: shown(file.path),
      policy: isWritten ? shown(policyPath(root, key)) : undefined,
      older: appended.older && shown(appended.older),
      edited: appended.edited && shown(appended.edited),
    },
  };
}

/** Says that the policy beside an enterprise's file is older than what was just recorded there, and what writes it anew. */
export function tellOlderPolicy(
  world: World,
  path: string,
  { key, assessments }: Enterprise,
  { notices }: Messages,
): void {
  const [policy, newest] = [findPolicy(dirname(path), key), assessments.at(-1)];
  if (!newest || policy === undefined) return;
  const [file, folder] = [path, rootOf(path, key)].map((one) => quoteWord(pathInWords(world, one))) as [string, string];
  const by = newest.recommendation ? ` --policy ${newest.recommendation.policy.id}` : '';
  const again = `matura score ${newest.pack.id} ${file} --files ${folder}${by}`;
  world.stderr.write(`${sanitizeLine(notices.olderPolicy(pathInWords(world, policy), again))}\n`);
}

/** A path as a user would write it. */
function pathInWords(world: World, path: string): string {
  return relative(world.cwd, path).replaceAll('\\', '/') || '.';
}
