import type { Measure, Measures, Policy, Questionnaire, Rubric } from '../../../src/model/generated/types.ts';
import { compileMeasures } from '../../../src/policy/measures.ts';
import { compilePolicy } from '../../../src/policy/policy.ts';
import type { RecommendInput } from '../../../src/policy/recommend-input.ts';
import { assess } from '../../../src/scoring/score-result.ts';
import type { Draw } from '../../scoring/random/draw.ts';
import { compileDocuments, readSheet, STAMP } from '../joinery-pack.ts';

/** An enterprise, what it could do and what its town pays, as documents. */
export interface Town {
  readonly questionnaire: Questionnaire;
  readonly rubric: Rubric;
  readonly measures: Measures;
  readonly policies: readonly Policy[];
  readonly facts: object;
  readonly answers: object;
}

const QUESTIONNAIRE = {
  kind: 'questionnaire',
  id: 'town',
  version: '1.0.0',
  title: 'Town',
  languages: ['en'],
  facts: [
    { id: 'employees', type: 'integer', minimum: 0 },
    { id: 'suppliers', type: 'integer', minimum: 0 },
    { id: 'accepted', type: 'boolean' },
  ],
  sections: [
    {
      id: 'work',
      questions: [
        { id: 'machines', type: 'scale', maximum: 3 },
        { id: 'office', type: 'scale', maximum: 3 },
        { id: 'tools', type: 'multiple', options: ['none', 'a', 'b', 'c'].map((id) => ({ id, text: id })) },
      ],
    },
  ],
} as unknown as Questionnaire;

const RUBRIC = {
  kind: 'rubric',
  id: 'town',
  points: { tools: { none: 0, a: 1, b: 2, c: 1 } },
  scores: {
    total: { sum: ['machines', 'office', 'tools'] },
    level: {
      levels: [1, 2, 3].map((value) => ({
        value,
        when: { total: { minimum: value * 2 }, machines: { minimum: value - 1 } },
      })),
    },
  },
} as unknown as Rubric;

/** Measures with all that can be said of them, and instruments of every kind of amount and every rule of combining. */
export function drawTown(draw: Draw, most: number): Town {
  const measures = drawMeasures(draw, draw.whole(2, most));
  const ids = Array.from({ length: draw.whole(1, 5) }, (_, i) => `i${i}`);
  const groups = draw.some(['g', 'h'], 0, 2);
  const policy = {
    kind: 'policy',
    id: 'town',
    version: '1',
    title: 'Town',
    currency: draw.chance(95) ? 'CNY' : 'EUR',
    tracks: [{ id: 'all', title: 'All', prefers: ['soft'] }],
    groups: groups.map((id) => ({
      id,
      title: id,
      ...(draw.chance(50) ? { most: draw.whole(1, 2), cap: draw.whole(0, 15) } : { cap: drawCap(draw) }),
    })),
    ceilings: draw.some(['half', 'each'], 0, draw.chance(50) ? 0 : 2).map((id) => ({
      id,
      title: id,
      share: draw.pick([0.2, 0.5, 0.8]),
      per: id === 'each' ? 'measure' : 'total',
      ...(draw.chance(40) ? { covers: [draw.pick(['soft', 'hard'])] } : {}),
      ...(draw.chance(40) ? { instruments: draw.some(ids, 1, 3) } : {}),
    })),
    instruments: ids.map((id) => ({
      id,
      title: id,
      type: draw.pick(['subsidy', 'voucher', 'award', 'subsidy', 'interest-subsidy']),
      ...(draw.chance(65) ? { covers: draw.some(['soft', 'hard'], 1, 1) } : {}),
      ...(draw.chance(15) ? { otherCosts: true } : {}),
      ...(draw.chance(20) ? { when: { employees: { minimum: draw.pick([10, 50]) } } } : {}),
      ...(draw.chance(30) ? { after: drawAfter(draw) } : {}),
      ...(draw.chance(15) ? { minimum: draw.pick([2, 5]) } : {}),
      ...(draw.chance(15)
        ? {
            areas: [
              { id: 'soft', title: 'soft', covers: ['soft'] },
              { id: 'rest', title: 'rest' },
            ],
          }
        : {}),
      amount: drawAmount(draw),
      stack: {
        ...(draw.chance(60) ? { combines: draw.chance(75) ? 'all' : draw.some(ids, 1, 3) } : {}),
        ...(draw.chance(15)
          ? {
              excludes: draw.some(
                ids.filter((other) => other !== id),
                0,
                1,
              ),
            }
          : {}),
        ...(groups.length > 0 && draw.chance(50) ? { groups: draw.some(groups, 1, 2) } : {}),
      },
    })),
  } as unknown as Policy;
  return {
    questionnaire: QUESTIONNAIRE,
    rubric: RUBRIC,
    measures: { kind: 'measures', measures } as unknown as Measures,
    policies: [policy],
    facts: {
      ...(draw.chance(70) ? { employees: 30 } : {}),
      ...(draw.chance(50) ? { suppliers: draw.whole(0, 5) } : {}),
      ...(draw.chance(50) ? { accepted: draw.chance(70) } : {}),
    },
    answers: { machines: draw.whole(0, 1), office: draw.whole(0, 1), tools: draw.chance(50) ? ['none'] : ['a'] },
  };
}

export function basisOf(town: Town): RecommendInput {
  const compiled = compileDocuments(town);
  const { measures, problems } = compileMeasures({ file: 'measures.yaml', document: town.measures }, compiled);
  const policy = compilePolicy(
    town.policies.map((document) => ({ file: `${document.id}.yaml`, document })),
    compiled,
  );
  // A measure that excludes what it needs, or saves more than it costs, is left out by itself.
  const wrong = [...problems, ...policy.problems].filter(({ code }) => code !== 'M215' && code !== 'M231');
  if (wrong.length > 0) throw new Error(JSON.stringify(wrong));
  const pack = { plan: compiled.plan, measures, policy };
  const sheet = readSheet(compiled, { ...town.answers }, { ...town.facts });
  return { ...pack, sheet, assessed: assess(pack.plan, sheet, STAMP, '0.0.0'), stamp: STAMP, asOf: '2026-06-30' };
}

function drawMeasures(draw: Draw, count: number): Measure[] {
  const all = Array.from({ length: count }, (_, i) => `m${i}`);
  return all.map((id, i) => {
    const others = all.filter((other) => other !== id);
    const cost = draw.whole(1, 40);
    const effect = draw.pick([
      { machines: String(draw.whole(1, 3)) },
      { office: String(draw.whole(1, 3)) },
      { tools: { add: draw.some(['a', 'b', 'c'], 1, 2) } },
      { machines: '2', office: '2' },
      { accepted: 'true', office: '1' },
    ]);
    return {
      id,
      title: id,
      achieves: effect,
      ...(draw.chance(8) ? { expects: { machines: '3' } } : {}),
      tags: draw.some(['soft', 'hard'], draw.chance(80) ? 1 : 0, draw.chance(80) ? 1 : 2),
      ...(i > 0 && draw.chance(20) ? { needs: draw.some(all.slice(0, i), 1, 1) } : {}),
      ...(draw.chance(10) ? { excludes: draw.some(others, 1, 1) } : {}),
      ...(draw.chance(15) ? { variant: 'erp' } : {}),
      ...(draw.chance(20) ? { savings: [{ with: draw.some(others, 1, 1), amount: draw.whole(0, 3) / 2 }] } : {}),
      ...(draw.chance(92) ? { cost: { low: cost / 2, high: cost, currency: 'CNY' } } : {}),
      ...(draw.chance(90) ? { months: { low: 1, high: draw.whole(1, 6) } } : {}),
    } as unknown as Measure;
  });
}

function drawAfter(draw: Draw): object {
  return draw.pick([
    { level: { minimum: draw.whole(1, 3) } },
    { machines: { minimum: draw.whole(1, 3) } },
    { accepted: { const: true } },
    { tools: { contains: { const: 'b' } } },
    { level: { minimum: 2 }, total: { maximum: 7 } },
  ]);
}

function drawCap(draw: Draw): unknown {
  return draw.pick([
    draw.whole(5, 25),
    { of: 'level', steps: { 1: draw.whole(1, 9), 2: draw.whole(5, 19), 3: draw.whole(10, 40) } },
    { sum: { suppliers: 5 } },
  ]);
}

function drawAmount(draw: Draw): unknown {
  const rate = draw.pick([0.3, 0.5, 0.7, 0.9, 1.2]);
  return draw.pick([
    () => draw.whole(0, 20),
    () => null,
    () => ({ sum: { cost: rate } }),
    () => ({ sum: { cost: rate }, cap: drawCap(draw) }),
    () => ({ sum: { cost: rate }, floor: draw.whole(1, 9), cap: draw.whole(5, 20) }),
    () => ({ sum: { cost: rate, suppliers: 2 } }),
    () => ({ sum: { coveredMeasures: draw.whole(1, 9) }, cap: drawCap(draw) }),
    () => ({ sum: { suppliers: 3 }, cap: 10 }),
    () => ({ sum: { total: 1.5 } }),
    () => ({ sum: { cost: rate, part: { value: 5, when: { machines: { minimum: 2 } } } } }),
    () => ({ max: { a: { sum: { cost: 0.2 } }, b: { sum: { coveredMeasures: 4 } } } }),
    () => ({ min: { a: { sum: { cost: 0.6 } }, b: { sum: { total: 2 } } } }),
    () => ({ sum: { cost: rate, coveredMeasures: -2 } }),
    () => ({ sum: { cost: rate }, round: { decimals: 0, mode: 'half-up' } }),
    () => ({
      first: [
        { value: 12, when: { level: { minimum: 3 } } },
        { value: 4, when: { level: { minimum: 2 } } },
      ],
    }),
  ])();
}
