import type { Language, Messages } from '../../i18n/index.ts';
import { renderPolicyMarkdown } from '../../report/policy-markdown.ts';
import { assess } from '../../scoring/result.ts';
import { SYNTHETIC_ASSESSOR } from '../../simulate/names.ts';
import type { SimulatedRegion } from '../../simulate/simulate.ts';
import type { World } from '../../world.ts';
import { adviseOn, reportOf } from '../steps/advise.ts';
import { solverFor } from '../steps/load-solver.ts';
import type { Settled } from '../steps/settle.ts';

/** What keeping simulated enterprises takes. */
export interface FilesRequest {
  readonly region: SimulatedRegion;
  /** Absolute. */
  readonly folder: string;
  readonly speech: { readonly language: Language; readonly messages: Messages };
  readonly tell: (done: number, all: number) => void;
}

/** Writes the enterprise files with every assessment; the newest one carries the policy, as of its day. */
export async function keepFiles(
  world: World,
  settled: Settled,
  { region, folder, speech, tell }: FilesRequest,
): Promise<void> {
  const { respond, waves, filed } = region;
  if (!respond || filed.length === 0) return;
  const solver = await solverFor(world, settled);
  const { keepAssessment } = await import('../steps/keep-assessment.ts');
  for (const [done, enterprise] of filed.entries()) {
    const own = waves.filter(({ enterprises }) => enterprises.includes(enterprise));
    for (const wave of own) {
      const { kind, date } = wave;
      const sheet = respond(enterprise, wave);
      const assessed = assess(settled.plan, sheet, settled.stamp, world.version);
      const recommendation = wave === own.at(-1) ? adviseOn(settled, sheet, assessed, date, { solver }) : undefined;
      const report = reportOf(settled, assessed, recommendation, { kind, assessor: SYNTHETIC_ASSESSOR, date });
      const time = `${date}T00:00:00.000Z`;
      await keepAssessment(world, settled, {
        sheet,
        assessed,
        recommendation,
        kind,
        startedAt: time,
        finishedAt: time,
        assessor: SYNTHETIC_ASSESSOR,
        files: folder,
        policy: recommendation && renderPolicyMarkdown({ ...report, recommendation }, speech),
      });
    }
    tell(done + 1, filed.length);
  }
}
