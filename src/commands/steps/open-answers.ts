import { resolve } from 'node:path';
import { isEnterpriseFile } from '../../files/enterprise-peek.ts';
import { readRecorded } from '../../interview/recorded.ts';
import type { Answers, Assessment, Migration } from '../../model/generated/types.ts';
import type { Problem } from '../../model/problem.ts';
import { Refusal } from '../../model/refusal.ts';
import { readAnswers } from '../../pack/answers.ts';
import { checkAnswers, findRefused } from '../../scoring/answers.ts';
import type { Evaluation } from '../../scoring/pass.ts';
import type { Sheet } from '../../scoring/sheet.ts';
import { type CarriedOver, carryOver, type Lost } from '../../versions/carry-over.ts';
import { migrationOf } from '../../versions/migration.ts';
import { type Renames, renamesOf } from '../../versions/renames.ts';
import { recordAnswers, stateAnswers } from '../../versions/statements.ts';
import type { World } from '../../world.ts';
import { refuseProblems } from './refuse.ts';
import type { Settled } from './settle.ts';

/** Answers ready to be scored. */
export interface OpenedAnswers {
  readonly sheet: Sheet;
  /** The answers aimed at, where some were stated. */
  readonly targets: Sheet | null;
  readonly kind: Assessment['kind'] | undefined;
  readonly assessor: string | undefined;
  /** UTC, ISO 8601; undefined where they say no day. */
  readonly startedAt: string | undefined;
  readonly finishedAt: string | undefined;
  /** How they were taken over from another version. */
  readonly migration: Migration | undefined;
  /** What has no place in this version. */
  readonly lost: readonly Lost[];
  /** Throws a `Refusal` where the rubric refuses that answers are missing. */
  refuseMissing(refused: Evaluation['refused']): Promise<void>;
}

interface Opening {
  /** Whether answers given under another version are taken over; `stated`: only where a file says which. */
  readonly migrate: boolean | 'stated';
  readonly color?: boolean | undefined;
}

/**
 * Opens a file of answers, or the newest assessment in an enterprise's file. Answers of another version are taken over
 * where that is asked for, else refused; problems are shown, and a `Refusal` is thrown.
 */
export async function openAnswers(
  world: World,
  settled: Settled,
  path: string,
  opening: Opening,
): Promise<OpenedAnswers> {
  const file = resolve(world.cwd, path);
  return path !== '-' && (await isEnterpriseFile(file))
    ? openRecorded(settled, file, path, opening)
    : openStated(world, settled, path, opening);
}

async function openStated(world: World, settled: Settled, path: string, opening: Opening): Promise<OpenedAnswers> {
  const { plan, pack } = settled;
  const { file, document, problems, sources } = await readAnswers(world, path);
  const refuse = (found: readonly Problem[]): Promise<never> =>
    refuseProblems(world, found, sources, {
      what: `${file} is refused; nothing was scored or written`,
      ...(opening.color === undefined ? {} : { color: opening.color }),
    });
  if (!document) return refuse(problems);
  const isOther = document.packVersion !== pack.version && (document.pack ?? pack.id) === pack.id;
  const isMigrated = opening.migrate === 'stated' ? document.packVersion !== undefined : opening.migrate;
  const carried =
    isMigrated && isOther ? carryOver(recordAnswers(document), { plan, renames: renamesHere(settled) }) : undefined;
  const stated: Answers = carried ? stateAnswers(document, carried) : document;
  const checked = checkAnswers(plan, stated, { file, pack });
  if (problems.length > 0 || checked.problems.length > 0) return refuse([...problems, ...checked.problems]);
  const { kind, assessor, date } = document.assessment ?? {};
  const time = date === undefined ? undefined : `${date}T00:00:00.000Z`;
  return {
    sheet: checked.sheet,
    targets: checked.targets,
    kind,
    assessor,
    startedAt: time,
    finishedAt: time,
    migration: carried && migrationOf(carried, { from: document.packVersion, to: pack.version }),
    lost: carried?.lost ?? [],
    async refuseMissing(refused) {
      const missing = findRefused(stated, refused, file);
      if (missing.length > 0) await refuse(missing);
    },
  };
}

async function openRecorded(
  settled: Settled,
  file: string,
  path: string,
  { migrate }: Opening,
): Promise<OpenedAnswers> {
  const { plan, stamp } = settled;
  // Only now, because locks come with it, and with them no signal ends a computation before it is done.
  const { readEnterpriseFile } = await import('../../files/enterprise.ts');
  const { assessments } = await readEnterpriseFile(file);
  const newest = assessments.findLast(({ pack }) => pack.id === stamp.id);
  if (!newest) throw new Refusal(3, `${path} holds no assessment under ${stamp.id}`);
  const from = newest.pack.version;
  if (from !== stamp.version && !migrate) {
    throw new Refusal(
      3,
      `the newest assessment in ${path} was made under version ${from}, the pack is ${stamp.version}`,
      'Add --migrate to take its answers over: what has no place any more is listed, and the assessment itself stays as it is.',
    );
  }
  const carried = carryOver(newest, { plan, renames: renamesHere(settled) });
  const { sheet } = readRecorded(plan, carried);
  return {
    sheet,
    targets: newest.targets ? targetsOf(settled, sheet, carried) : null,
    kind: newest.kind,
    assessor: newest.assessor,
    startedAt: newest.startedAt,
    finishedAt: newest.finishedAt,
    migration: migrationOf(carried, { from, to: stamp.version }),
    lost: carried.lost,
    async refuseMissing(refused) {
      const names = refused.map(({ name }) => name).join(', ');
      if (refused.length > 0) throw new Refusal(3, `${path} has no answer to ${names}, which the rubric refuses`);
    },
  };
}

function targetsOf({ plan }: Settled, sheet: Sheet, { targets }: CarriedOver): Sheet {
  return new Map([...sheet, ...readRecorded(plan, { facts: {}, answers: targets }).sheet]);
}

function renamesHere({ plan, pack }: Settled): Renames {
  return renamesOf({ plan, questionnaire: pack.questionnaire.document });
}
