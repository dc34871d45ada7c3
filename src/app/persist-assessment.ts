// Reads and writes enterprise files around an assessment. Loaded when it is needed: with it comes all that parses and locks them.
import { relative, resolve } from 'node:path';
import type { Assessment } from '../model/index.ts';
import type { CompiledPack } from '../pack/index.ts';
import { resultsNamedBy } from '../policy/index.ts';
import type { AnswerSet } from '../scoring/index.ts';
import {
  type AppendResult,
  appendAssessment,
  enterprisePath,
  isEnterpriseFile,
  policyPath,
  readEnterprise,
  readEnterpriseFile,
  requirePolicyTarget,
  writePolicy,
} from '../store/index.ts';
import type { World } from '../world.ts';
import { type AssessmentParts, buildAssessment, enterpriseKeyOf } from './assessment-pipeline.ts';

/** One assessment, scored and advised, about to be kept. */
interface AssessmentToPersist extends AssessmentParts {
  /** The folder of enterprise files, as the user wrote it. */
  readonly files: string;
  /** The policy as Markdown, for the file beside. */
  readonly policy: string | undefined;
  /** The enterprise has another name now than in its file. */
  readonly renamed?: boolean;
}

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

/**
 * Adds an assessment to the enterprise's file and, if it is the newest one, writes its policy beside. The same answers
 * of the same day under the same pack and kind add nothing, so that a repeated command does no harm.
 */
export async function persistAssessment(
  world: World,
  { plan, stamp }: CompiledPack,
  toKeep: AssessmentToPersist,
): Promise<PersistedAssessment> {
  const { sheet, files, policy } = toKeep;
  const root = resolve(world.cwd, files);
  const key = enterpriseKeyOf({ plan }, sheet);
  const assessment = buildAssessment({ plan, stamp }, toKeep);
  if (policy !== undefined) await requirePolicyTarget(root, key);
  const appended = await appendAssessment(root, key, assessment.facts, assessment, {
    renamed: toKeep.renamed ?? false,
    isRepeat: (stored) => isSameAssessment(stored, assessment),
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

function isSameAssessment(a: Assessment, b: Assessment): boolean {
  const gist = ({ kind, assessor, finishedAt, pack, facts, answers, targets = {} }: Assessment): string =>
    JSON.stringify([
      kind,
      assessor,
      finishedAt.slice(0, 'YYYY-MM-DD'.length),
      pack,
      sortedEntries(facts),
      sortedEntries(answers),
      sortedEntries(targets),
    ]);
  return gist(a) === gist(b);
}

function sortedEntries(record: object): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Where an enterprise's other assessments may be. */
export interface AssessmentPlaces {
  /** A file of answers, or of the enterprise itself. */
  readonly path?: string | undefined;
  /** The folder of enterprise files. */
  readonly files?: string | undefined;
}

/** What is in the enterprise's file, where a policy asks for results under other packs; none where there is no file. */
export async function readOtherAssessments(
  world: World,
  settled: CompiledPack,
  sheet: AnswerSet,
  { path, files }: AssessmentPlaces,
): Promise<readonly Assessment[]> {
  if (resultsNamedBy(settled.policies.map(({ document }) => document)).length === 0) return [];
  const file = path === undefined || path === '-' ? undefined : resolve(world.cwd, path);
  if (file !== undefined && (await isEnterpriseFile(file))) return (await readEnterpriseFile(file)).assessments;
  if (files === undefined) return [];
  const found = await readEnterprise(resolve(world.cwd, files), enterpriseKeyOf(settled, sheet));
  return found?.assessments ?? [];
}
