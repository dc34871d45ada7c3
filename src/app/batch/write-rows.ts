// Assesses rows and writes them into enterprise files; runs in the main thread or in the threads of advice-worker.ts.
import { type Language, loadMessages } from '../../i18n/index.ts';
import { recordAnswerSet } from '../../interview/index.ts';
import type { Assessment, Recommendation } from '../../model/index.ts';
import { createAdviceKeys, type Estimate, type Solver } from '../../policy/index.ts';
import { type AnswerSet, type Assessed, assess } from '../../scoring/index.ts';
import { FileProblem, isPersisted, readStored, type SigningKey } from '../../store/index.ts';
import {
  type AdviceSettings,
  type Advisable,
  applySubmission,
  enterpriseKeyOf,
  NO_HISTORY,
  planSubmission,
} from '../submission.ts';

/** The settings shared by all rows; plain data, so that it can be sent to a thread. */
export interface RowWriterInput {
  readonly pack: Advisable;
  /** The pack combined with each policy that a row may name, by policy id; null means `pack` itself. */
  readonly packs: ReadonlyMap<string, Advisable | null>;
  /** The version of Matura. */
  readonly tool: string;
  readonly kind: 'self' | 'onsite';
  /** The day for which it is judged which instruments are available. */
  readonly asOf: string;
  /** Whether funding is calculated from the low, the middle or the high estimate of costs. */
  readonly estimate: Estimate;
  readonly language: Language;
  /** The existing folder of enterprise files. */
  readonly root: string;
  /** Whether rows may give enterprises other names than their files have. */
  readonly renamed: boolean;
  /** Whether this is a dry run, which leaves the files unchanged. */
  readonly isTrial: boolean;
  /** The key with which new entries in enterprise files are signed; undefined for no signature. */
  readonly signer: SigningKey | undefined;
}

/**
 * A row to write: its answers, the day they were given (`YYYY-MM-DD`), and the id of its policy. `null` means no
 * policy, absent means the pack's own policies.
 */
export interface NewRow {
  readonly sheet: AnswerSet;
  readonly date: string;
  readonly policy?: string | null;
}

/** The outcome of writing a row. */
export type RowOutcome =
  | {
      readonly outcome: 'appended' | 'already-there';
      /** Whether someone had edited the row's earlier policy; then it is kept, and the new policy is a second file. */
      readonly isEdited: boolean;
      /** Whether the policy on file was not written for this assessment, although this assessment is the newest. */
      readonly isOlder: boolean;
      /** Whether an assessment of the same kind, but of another day, has the same answers. */
      readonly isRepeated: boolean;
      /** Whether the policy uses another funding programme than the recommendation on file. */
      readonly isOfOther: boolean;
    }
  | UnwrittenRow;

/** A row that is not written, with the reason, as plain data. */
interface UnwrittenRow {
  readonly rule: 'other-enterprise' | 'file-unusable';
  /** The enterprise name that is stored for the key. */
  readonly stored?: string;
  /** Why the enterprise file cannot be used. */
  readonly problem?: PlainProblem;
  /** The codes of the row's warnings, each once. */
  readonly warnings: readonly string[];
}

/** A file problem as plain data, which can be sent between threads. */
export type PlainProblem = Pick<FileProblem, 'code' | 'path' | 'place' | 'detail'>;

/** Problems that concern only one file; the files of other enterprises in the folder can still be written. */
const SINGLE_FILE_PROBLEMS: ReadonlySet<FileProblem['code']> = new Set([
  ...(['damaged', 'altered', 'newer', 'locked', 'too-large', 'not-a-file', 'link-outside', 'no-permission'] as const),
]);

/**
 * Writes rows of different enterprises and syncs their files together. If there were problems, rejects with the first
 * one after all rows are done. New file names survive a power cut only once the caller has synced the folder.
 */
type RowWriter = (rows: readonly NewRow[]) => Promise<RowOutcome[]>;

/** Creates a function that writes rows. */
export async function createRowWriter(
  { pack: own, packs, tool, kind, asOf, estimate, language, root, renamed, isTrial, signer }: RowWriterInput,
  solver: Solver | null,
): Promise<RowWriter> {
  const words = { language, messages: await loadMessages(language) };
  const createAdviser = (pack: Advisable, isAdvised: boolean) => {
    const stamps = isAdvised ? pack.policies.map(({ id, version, hash }) => [id, version, hash]) : [];
    const adviceStore = createAdviceStore(pack);
    return {
      pack,
      options: {
        settings: isAdvised ? { asOf, estimate, solver, roadmap: false, reuse: adviceStore } : null,
        language: words,
      },
      common: [tool, pack.stamp, stamps, kind, asOf, estimate, language, solver !== null],
    };
  };
  const ownAdviser = createAdviser(own, true);
  const advisers = new Map(
    [...packs].map(([id, pack]) => [id, pack ? createAdviser(pack, true) : ownAdviser] as const),
  );
  const adviserWithoutPolicy = createAdviser(own, false);

  async function writeRow({ sheet: statedSheet, date, policy: id }: NewRow): Promise<RowOutcome> {
    const { pack, options, common } = id === null ? adviserWithoutPolicy : (advisers.get(id ?? '') ?? ownAdviser);
    // Some facts are asked only by the pack's own policy, so the pack with another policy may not know them.
    const sheet = pack === own ? statedSheet : new Map([...statedSheet].filter(([name]) => pack.plan.names.has(name)));
    const key = enterpriseKeyOf(pack, sheet);
    const recorded = recordAnswerSet(pack.plan, sheet);
    const basis = JSON.stringify([common, date, recorded]);
    try {
      return await addRow();
    } catch (error) {
      if (!(error instanceof FileProblem && SINGLE_FILE_PROBLEMS.has(error.code)) || error.path === root) throw error;
      const warnings = warningsOf(assess(pack.plan, sheet, pack.stamp, tool));
      return { rule: 'file-unusable', problem: toPlainProblem(error), warnings };
    }

    function isRepetition({ kind: otherKind, finishedAt, answers }: Assessment): boolean {
      const isOfOtherDay = finishedAt.slice(0, date.length) !== date;
      return otherKind === kind && isOfOtherDay && JSON.stringify(answers) === JSON.stringify(recorded.answers);
    }

    async function addRow(): Promise<RowOutcome> {
      if (isPersisted(root, key, basis))
        return { outcome: 'already-there', isEdited: false, isOlder: false, isRepeated: false, isOfOther: false };
      const storedFile = readStored(root, key);
      const assessment = assess(pack.plan, sheet, pack.stamp, tool);
      const time = `${date}T00:00:00.000Z`;
      const submission = { sheet, kind, startedAt: time, finishedAt: time, day: date };
      const history = storedFile.enterprise ?? NO_HISTORY;
      const plannedSubmission = planSubmission(pack, submission, assessment, history, options);
      const appendResult = await applySubmission(storedFile, plannedSubmission, {
        basis,
        renamed,
        isOneOfMany: true,
        isTrial,
        signer,
      });
      if (appendResult.outcome === 'conflict')
        return { rule: 'other-enterprise', stored: appendResult.conflict.stored, warnings: warningsOf(assessment) };
      const { outcome, edited, older, advisedBy } = appendResult;
      return {
        outcome,
        isEdited: edited !== undefined,
        isOlder: older !== undefined,
        isRepeated: outcome === 'appended' && history.assessments.some(isRepetition),
        isOfOther: advisedBy !== undefined,
      };
    }
  }

  return async (rows) => {
    const outcomes = await Promise.allSettled(rows.map(writeRow));
    return outcomes.map((outcome) => {
      if (outcome.status === 'rejected') throw outcome.reason;
      return outcome.value;
    });
  };
}

/** Converts a file problem to plain data. */
export function toPlainProblem({ code, path, place, detail }: FileProblem): PlainProblem {
  return { code, path, ...(place && { place }), ...(detail && { detail }) };
}

/** Maximum number of recommendations kept in memory; each takes about 30 kB. */
const MAX_CACHED_PLANS = 500;

/** Caches recommendations by the answers on which they depend. */
function createAdviceStore(pack: Advisable): NonNullable<AdviceSettings['reuse']> {
  // Created only when the first row needs it, because creating it takes as long as planning a row.
  let keyOf: ReturnType<typeof createAdviceKeys> | undefined;
  const adviceByKey = new Map<string, Recommendation>();
  return (sheet, recommend) => {
    keyOf ??= createAdviceKeys(pack);
    const key = keyOf(sheet);
    const advice = adviceByKey.get(key) ?? recommend();
    if (adviceByKey.size >= MAX_CACHED_PLANS) adviceByKey.clear();
    adviceByKey.set(key, advice);
    return advice;
  };
}

/** The codes of the warnings on a row, each once. */
export function warningsOf({ result }: Pick<Assessed, 'result'>): string[] {
  return [...new Set(result.warnings.map(({ code }) => code))];
}
