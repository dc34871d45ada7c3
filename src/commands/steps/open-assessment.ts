import { readRecorded } from '../../interview/recorded.ts';
import type { Assessment, Enterprise } from '../../model/generated/types.ts';
import { Refusal } from '../../model/refusal.ts';
import { type Assessed, assess } from '../../scoring/result.ts';
import type { Sheet } from '../../scoring/sheet.ts';
import type { World } from '../../world.ts';
import { openEnterprise, openPackOf } from './open-enterprise.ts';
import type { PackChoice } from './open-pack.ts';
import type { Settled } from './settle.ts';

/** One assessment of an enterprise, worked out anew from its answers. */
export interface OpenedAssessment {
  readonly enterprise: Enterprise;
  readonly assessment: Assessment;
  readonly settled: Settled;
  readonly sheet: Sheet;
  readonly assessed: Assessed;
  /** The day it was made, `YYYY-MM-DD`. */
  readonly date: string;
}

/** Which assessment of which enterprise. */
export interface AssessmentChoice extends Omit<PackChoice, 'pack'> {
  /** The folder of enterprise files, as the user wrote it. */
  readonly files: string;
  /** Chooses of the enterprise's assessments, newest last; without it, the newest. */
  readonly choose?: (assessments: readonly Assessment[]) => Assessment;
}

/** Opens an assessment of an enterprise's file with its pack; answers that have no place there are told on stderr. */
export async function openAssessment(
  world: World,
  file: string,
  { files, choose, ...choice }: AssessmentChoice,
): Promise<OpenedAssessment> {
  const { enterprise } = await openEnterprise(world, file, files);
  const newest = enterprise.assessments.at(-1);
  if (!newest) throw new Refusal(3, `${file} holds no assessment`);
  const assessment = choose?.(enterprise.assessments) ?? newest;
  const settled = await openPackOf(world, assessment, choice);
  const { plan, stamp } = settled;
  const { sheet, lost } = readRecorded(plan, assessment);
  if (lost.length > 0) world.stderr.write(`Not known to this pack, so not counted: ${lost.join(', ')}\n`);
  const { targets } = assessment;
  const aimed = targets ? new Map([...sheet, ...readRecorded(plan, { facts: {}, answers: targets }).sheet]) : null;
  const assessed = assess(plan, sheet, stamp, world.version, aimed);
  return {
    enterprise,
    assessment,
    settled,
    sheet,
    assessed,
    date: assessment.finishedAt.slice(0, 'YYYY-MM-DD'.length),
  };
}
