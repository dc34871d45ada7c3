import { CALENDAR_DATE } from '../../model/date.ts';
import type {
  Assessment,
  Measures,
  PackStamp,
  Policy,
  Questionnaire,
  Recommendation,
  Rubric,
} from '../../model/generated/types.ts';
import { Refusal } from '../../model/refusal.ts';
import type { Basis } from '../../policy/basis.ts';
import { namedResults, withOtherResults } from '../../policy/other-results.ts';
import { recommend } from '../../policy/recommend.ts';
import { countSettled } from '../../report/assessment.ts';
import type { SummaryReport } from '../../report/summary.ts';
import { type Assessed, assess } from '../../scoring/result.ts';
import type { Sheet } from '../../scoring/sheet.ts';
import type { World } from '../../world.ts';
import { type Settled, stampOf } from './settle.ts';

/** What of a pack and a policy is needed to advise: plain data. */
export interface Advisable extends Pick<Settled, 'stamp' | 'plan' | 'measures' | 'policy'> {
  readonly pack: {
    readonly questionnaire: { readonly document: Questionnaire };
    readonly rubric: { readonly document: Rubric };
    readonly measures: { readonly document: Measures } | null;
  };
  readonly policies: readonly (PackStamp & { readonly document: Policy })[];
}

/** Of a settled pack what is needed to advise, without where in its files everything stands. */
export function advisableOf({ stamp, plan, measures, policy, pack, policies }: Settled): Advisable {
  const { questionnaire, rubric } = pack;
  return {
    stamp,
    plan,
    measures,
    policy,
    pack: {
      questionnaire: { document: questionnaire.document },
      rubric: { document: rubric.document },
      measures: pack.measures && { document: pack.measures.document },
    },
    policies: policies.map((one) => ({ ...stampOf(one), document: one.document })),
  };
}

type Wished = 'target' | 'record' | 'estimate' | 'least' | 'budget' | 'horizon' | 'atOnce' | 'roadmap' | 'solver';

/** What else a recommendation can be made from. */
export interface AdviceOptions extends Pick<Basis, Wished> {
  /** The enterprise's assessments, for results under other packs. */
  readonly assessments?: readonly Assessment[];
}

/** The recommendation for a scored sheet; undefined where there is no policy. Throws a RangeError for a target that is no level. */
export function adviseOn(
  settled: Advisable,
  sheet: Sheet,
  assessed: Assessed,
  asOf: string,
  { assessments = [], ...wishes }: AdviceOptions = {},
): Recommendation | undefined {
  const [chosen] = settled.policies;
  if (!chosen) return undefined;
  const { plan, measures, policy, policies } = settled;
  const basis = { plan, sheet, assessed, measures, policy, stamp: stampOf(chosen), asOf, ...wishes };
  const names = namedResults(policies.map(({ document }) => document));
  const enriched = withOtherResults(sheet, names, assessments);
  if (enriched === sheet) return recommend(basis);
  const { pack, tool } = assessed.result;
  return recommend({ ...basis, sheet: enriched, assessed: assess(plan, enriched, pack, tool) });
}

/** What the reports of an assessment are made from. */
export function reportOf(
  { plan, pack, policies }: Advisable,
  assessed: Assessed,
  recommendation: Recommendation | undefined,
  assessment: NonNullable<SummaryReport['assessment']>,
): SummaryReport {
  return {
    plan,
    questionnaire: pack.questionnaire.document,
    rubric: pack.rubric.document,
    titles: pack.rubric.document.titles,
    result: assessed.result,
    settled: countSettled(plan, assessed.evaluation),
    measures: pack.measures?.document,
    policies: policies.map(({ document }) => document),
    recommendation,
    assessment,
  };
}

/** The day instruments are judged on: the one given, else today where the user is. Throws a `Refusal` for no date. */
export function dayOf(world: World, given: string | undefined): string {
  if (given === undefined) {
    const now = world.now();
    const two = (part: number): string => String(part).padStart(2, '0');
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }
  if (CALENDAR_DATE.test(given)) return given;
  throw new Refusal(2, `--as-of: "${given}" is not a date like 2026-01-31`);
}
