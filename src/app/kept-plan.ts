// Keeps a plan in an enterprise file, and writes its limits in the form of typed options.
import type { Messages } from '../i18n/index.ts';
import type { Enterprise, FollowUp, KeptPlan, Recommendation } from '../model/index.ts';
import { isKeptPlan, nameAssessment } from '../policy/index.ts';
import { sanitizeLine } from '../report/index.ts';
import { appendPlan } from '../store/index.ts';
import type { World } from '../world.ts';
import { formatPath } from './console.ts';
import { recordStamp, resolveRecords } from './follow-ups.ts';
import type { OpenedAssessment } from './open-enterprise.ts';
import { type CommandPlace, writeTypedCommand } from './typed-command.ts';

/** A plan to keep. Its policy replaces the policy file beside the enterprise file. */
interface PlanToKeep {
  readonly recommendation: Recommendation;
  readonly limits: KeptPlan['limits'];
  /** The text of the policy, as Markdown. */
  readonly policy: string;
}

/** How the user named the enterprise, and whether anything is written. */
interface KeepOptions extends CommandPlace {
  readonly file: string;
  readonly dryRun?: boolean | undefined;
  readonly messages: Messages;
}

/** Keeps a plan in the enterprise file, and reports on stderr its number and how to withdraw it. */
export async function keepPlan(
  world: World,
  { path, assessment }: Pick<OpenedAssessment, 'path' | 'assessment'>,
  { recommendation, limits, policy }: PlanToKeep,
  { file, dryRun = false, messages, ...place }: KeepOptions,
): Promise<void> {
  const { notices, numbers, records: words, summary } = messages;
  const { roadmap: _, anew: __, ...plan } = recommendation;
  // Plans read from a file have no undefined keys, so undefined keys are dropped before the comparison.
  const draft = JSON.parse(
    JSON.stringify({ assessment: nameAssessment(assessment), limits, recommendation: plan }),
  ) as Pick<KeptPlan, 'assessment' | 'limits' | 'recommendation'>;
  let number = 0;
  let isNew = false;
  const resolve = (stored: Enterprise): FollowUp[] => {
    const addedRecords = resolveRecords(stored, [draft], recordStamp(world, undefined), words);
    isNew = addedRecords.length > 0;
    number = (addedRecords.at(0) ?? (stored.records ?? []).findLast(isKeptPlan))?.number ?? 0;
    return addedRecords;
  };
  const editedPath = await appendPlan(path, resolve, { policy, isTrial: dryRun });
  const command = writeTypedCommand(['record', file, '--cancel', String(number)], place);
  const lines = dryRun
    ? [notices.dryRun]
    : [
        (isNew ? notices.planKept : notices.planKeptBefore)({ number: String(number), command }),
        ...(editedPath === undefined ? [] : [numbers.labelled(summary.editedPolicy, formatPath(world, editedPath))]),
      ];
  for (const line of lines) world.stderr.write(`${sanitizeLine(line)}\n`);
}

/** Writes the limits of a plan as options of `recommend`. */
export function limitOptions({
  target,
  budget,
  due = [],
  estimate,
  least,
  tolerance,
  horizon,
  atOnce,
}: KeptPlan['limits']): string[] {
  const writeOption = (name: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [name, String(value)];
  return [
    ...writeOption('--target', target),
    ...writeOption('--budget', budget?.amount),
    ...due.flatMap(({ id, date }) => ['--by', `${id}=${date}`]),
    ...writeOption('--cost', estimate),
    ...writeOption('--least', least),
    ...writeOption('--tolerance', tolerance === undefined ? undefined : Number((tolerance * 100).toFixed(10))),
    ...writeOption('--horizon', horizon),
    ...writeOption('--at-once', atOnce),
  ];
}
