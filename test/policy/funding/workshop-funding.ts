import { validateRecommendation } from '../../../src/model/generated/output-validators.js';
import type {
  FollowUp,
  Measure,
  Measures,
  Policy,
  Questionnaire,
  Recommendation,
  Rubric,
} from '../../../src/model/generated/types.ts';
import { readActiveRecords } from '../../../src/policy/follow-up-records.ts';
import type { RecommendInput } from '../../../src/policy/recommend-input.ts';
import { recommend } from '../../../src/policy/recommendation.ts';
import { assess } from '../../../src/scoring/score-result.ts';
import { preparePack, readDocument, readSheet, STAMP } from '../joinery-pack.ts';

/** A measure of the workshop: its cost, or none, and its tags. */
export interface Step {
  readonly id?: string;
  readonly cost?: string | readonly [low: string, high: string];
  readonly tags?: readonly string[];
  readonly illustrative?: boolean;
  /** How many months it takes at most. */
  readonly months?: number;
  /** What is saved where it is taken with all the others. */
  readonly saves?: string;
}

export interface Workshop {
  readonly policies: readonly Policy[];
  readonly steps: readonly Step[];
  readonly facts?: Readonly<Record<string, unknown>>;
  /** The level that all steps together lead to. */
  readonly level?: number;
  readonly asOf?: string;
  readonly estimate?: RecommendInput['estimate'];
  readonly records?: readonly FollowUp[];
  /** How many months a plan keeps for quotations. */
  readonly quotationMonths?: number;
}

const QUESTIONNAIRE = {
  kind: 'questionnaire',
  id: 'workshop',
  version: '1.0.0',
  title: 'Workshop',
  languages: ['en'],
  sections: [{ id: 'work', questions: [{ id: 'maturity', type: 'scale', maximum: 4 }] }],
} as Questionnaire;

const RUBRIC = {
  kind: 'rubric',
  id: 'workshop',
  scores: { level: { levels: [1, 2, 3, 4].map((value) => ({ value, when: { maturity: { minimum: value } } })) } },
} as Rubric;

/** What recommendations for a workshop are made from: each step is needed by the last one, which reaches the level. */
export function basisOf({
  policies,
  steps,
  facts = {},
  level = 2,
  asOf = '2026-06-30',
  estimate,
  records = [],
  quotationMonths,
}: Workshop): RecommendInput {
  const ids = steps.map(({ id }, i) => id ?? `step-${i + 1}`);
  const measures = steps.map(({ cost, tags = [], months, saves, illustrative }, i): Measure => {
    const [low, high] = typeof cost === 'string' ? [cost, cost] : (cost ?? []);
    const isLast = i === steps.length - 1;
    return {
      id: ids[i] as string,
      title: ids[i] as string,
      achieves: isLast ? { maturity: String(level) } : { [`done${i}`]: 'true' },
      tags: [...tags],
      ...(months === undefined ? {} : { months: { low: months, high: months } }),
      ...(saves === undefined ? {} : { savings: [{ with: ids.filter((_, k) => k !== i), amount: Number(saves) }] }),
      ...(isLast ? { needs: ids.slice(0, -1) } : {}),
      ...(low === undefined || high === undefined
        ? {}
        : {
            cost: { low: Number(low), high: Number(high), currency: 'CNY', ...(illustrative ? { illustrative } : {}) },
          }),
    } as Measure;
  });
  const questionnaire = {
    ...QUESTIONNAIRE,
    facts: steps.slice(0, -1).map((_, i) => ({ id: `done${i}`, type: 'boolean' })),
  } as Questionnaire;
  const pack = preparePack({
    questionnaire,
    rubric: RUBRIC,
    measures: { kind: 'measures', ...(quotationMonths ? { quotationMonths } : {}), measures } as Measures,
    policies,
  });
  const undone = Object.fromEntries(steps.slice(0, -1).map((_, i) => [`done${i}`, false]));
  const sheet = readSheet(pack, { maturity: 0 }, { ...undone, ...facts });
  const assessed = assess(pack.plan, sheet, STAMP, '0.0.0');
  const record = readActiveRecords(records, asOf);
  return { ...pack, sheet, assessed, stamp: STAMP, asOf, target: level, estimate, record };
}

/** A recommendation for a workshop as it stands in a file: it must follow its schema. */
export function fund(workshop: Workshop): Recommendation {
  const found = recommend(basisOf(workshop));
  if (!validateRecommendation(JSON.parse(JSON.stringify(found))))
    throw new Error(JSON.stringify(validateRecommendation.errors));
  return found;
}

export function readPolicy(id: string): Policy {
  return readDocument<Policy>('policy', 'funding', 'policies', `${id}.yaml`);
}

/** A policy of these parts, with what every policy needs. */
export function policyOf(parts: object): Policy {
  return { kind: 'policy', id: 'town', version: '1', title: 'Town', currency: 'CNY', ...parts } as Policy;
}
