import { expect, test } from 'vitest';
import type { Language } from '../../../src/i18n/index.ts';
import type { Shortage } from '../../../src/model/index.ts';
import { renderHtml } from '../../../src/report/document/html-renderer.ts';
import { makePolicyDocument, renderPolicyMarkdown } from '../../../src/report/policy/policy-document.ts';
import { renderRoadmap } from '../../../src/report/policy/roadmap-terminal.ts';
import { speak, workshop } from '../report-samples.ts';

/** What is said where no measures were found for level 3 within half a year. */
async function notReached(language: Language, proven: boolean): Promise<string> {
  const report = await workshop();
  const roadmap = { estimate: 'high' as const, horizon: 6, proven, always: [], atOnce: 3, months: 0 };
  const recommendation = {
    ...report.recommendation,
    measures: [],
    target: { level: 3, reached: false, levelAfter: 2, unmet: [] },
    ...(proven ? {} : { unproven: true as const }),
    roadmap: { ...roadmap, phases: [], missed: [], stairs: [] },
  };
  return renderRoadmap({ ...report, recommendation }, { ...speak(language), color: false, width: 200 });
}

test.each([
  [
    'en',
    'Within a horizon of 6 months, level 3 (Leading) is not reached.',
    'the search was stopped early',
    'plan found',
  ],
  [
    'de',
    'Mit einem Zeitrahmen von 6 Monaten wird Stufe 3 (Führend) nicht erreicht.',
    'wurde kein Weg zu Stufe 3 (Führend) gefunden',
    'gefundene Plan',
  ],
  ['zh', '在期限6个月之内，达不到三级', '也许仍有可行的方案', '已找到'],
] as const)('in %s a level is called unreachable only if that is proven', async (language, sure, open, least) => {
  const proven = await notReached(language, true);
  expect(proven).toContain(sure);
  expect(proven).not.toContain(open);
  const givenUp = await notReached(language, false);
  expect(givenUp).toContain(open);
  expect(givenUp).not.toContain(sure);
  // Nothing was chosen that could cost least.
  expect(givenUp).not.toContain(least);
});

test.each([
  ['en', 'Reaching only level 3 (Leading) would cost at least 900 CNY, if gaps may stay open.'],
  ['de', 'Stufe 3 (Führend) allein würde mindestens 900 CNY kosten, sofern Lücken offenbleiben dürfen.'],
  ['zh', '如只求达到三级'],
] as const)('in %s a level that the budget reaches is not said to be out of reach', async (language, sentence) => {
  const report = await workshop();
  const stair = { level: 3, reached: true, cost: 900, months: 2, measures: ['board'] };
  const withBudget = (budget: number): string =>
    renderRoadmap(
      {
        ...report,
        recommendation: {
          ...report.recommendation,
          measures: [],
          target: { level: 3, reached: false, levelAfter: 2, unmet: [] },
          roadmap: {
            ...{ estimate: 'high' as const, budget, proven: true, always: [], atOnce: 3, months: 0 },
            ...{ phases: [], missed: [], stairs: [stair] },
          },
        },
      },
      { ...speak(language), color: false, width: 200 },
    ).replaceAll(/\s+/g, ' ');
  expect(withBudget(1000)).toContain(sentence);
  expect(withBudget(800)).not.toContain(sentence);
});

test.each([
  ['no limit', {}, {}, '“drills” does not fit the rest of the plan'],
  ['a budget', { budget: 10 }, {}, '“drills” does not fit the budget, the time or the rest of the plan'],
  ['a higher level', {}, { raisedFrom: 1 }, 'for the same money, the plan reaches level 2 (Linked) without “drills”'],
])('a roadmap says why a gap stays open under %s', async (_name, limits, aim, reason) => {
  const report = await workshop();
  const roadmap = { estimate: 'high' as const, proven: true, always: [], atOnce: 3, months: 0, ...limits };
  const recommendation = {
    ...report.recommendation,
    target: { level: 2, reached: true, levelAfter: 2, ...aim },
    priorities: [{ id: 'stock-gap', state: 'open' as const, why: 'limits' as const, by: ['drills'] }],
    roadmap: { ...roadmap, phases: [], missed: [], stairs: [] },
  };
  const text = renderRoadmap({ ...report, recommendation }, { ...speak('en'), color: false, width: 200 });
  expect(text.replaceAll(/\s+/g, ' ')).toContain(reason);
});

test.each([
  [
    'en',
    'This gap stays open: “drills” costs 70,000 CNY together with “spare”, more than the budget.',
    'This gap stays open: “drills” would cost 20,000 CNY more, too much for the budget beside “backup”, which comes first.',
  ],
  [
    'de',
    'Diese Lücke bleibt offen: „drills“ kostet zusammen mit „spare“ 70.000 CNY, mehr als das Budget.',
    'Diese Lücke bleibt offen: für „drills“ (20.000 CNY) reicht das Budget neben „backup“ nicht; diese Maßnahme geht vor.',
  ],
  [
    'zh',
    '本方案未能解决：“drills”连同“spare”需7万元，超出预算。',
    '本方案未能解决：先安排“backup”，余下的预算不足以再投入2万元实施“drills”。',
  ],
] as const)('in %s a roadmap says what a budget does not pay for, and why', async (language, dear, beside) => {
  const report = await workshop();
  const roadmap = { estimate: 'high' as const, budget: 30_000, proven: true, always: [], atOnce: 3, months: 0 };
  const show = (short: Shortage): string => {
    const recommendation = {
      ...report.recommendation,
      target: { level: 2, reached: true, levelAfter: 2 },
      priorities: [{ id: 'stock-gap', state: 'open' as const, why: 'limits' as const, by: ['drills'], short }],
      roadmap: { ...roadmap, phases: [], missed: [], stairs: [] },
    };
    const text = renderRoadmap({ ...report, recommendation }, { ...speak(language), color: false, width: 300 });
    return text.replaceAll(/\s+/g, ' ');
  };
  const drills = { measure: 'drills', currency: 'CNY' };
  expect(show({ ...drills, with: ['spare'], cost: '70000' })).toContain(dear);
  expect(show({ ...drills, cost: '20000', beside: ['backup'], comesFirst: true })).toContain(beside);
});

test.each([
  [
    'en',
    'Given up for what you require',
    '“spare” gives way to “drills”, because the limit of the plan does not pay for both',
  ],
  [
    'de',
    'Was wegen Ihrer Vorgabe entfällt',
    '„spare“ entfällt zugunsten von „drills“; die Kostengrenze des Plans reicht nicht',
  ],
  ['zh', '因必选措施而未安排', '为安排“drills”，不再安排“spare”，方案限额不足以兼顾'],
] as const)('in %s a plan names what a required measure displaces, in every format', async (language, ...texts) => {
  const report = await workshop();
  const recommendation = {
    ...report.recommendation,
    displaced: { by: ['drills'], gaps: [{ id: 'stock-gap', measures: ['spare'], why: 'money' as const }] },
    roadmap: {
      estimate: 'high' as const,
      proven: true,
      always: [],
      atOnce: 3,
      months: 0,
      phases: [],
      missed: [],
      stairs: [],
    },
  };
  const planned = { ...report, recommendation };
  const shown = [
    renderRoadmap(planned, { ...speak(language), color: false, width: 300 }),
    renderPolicyMarkdown(planned, speak(language), 'page'),
    renderPolicyMarkdown(planned, speak(language), 'plan'),
  ].map((text) => text.replaceAll(/\s+/g, ' '));
  for (const one of shown) for (const text of texts) expect(one).toContain(text);
});

test.each([
  ['en', 'plan found: the search was stopped early'],
  ['de', 'gefundene Plan: Die Suche wurde vorzeitig beendet'],
  ['zh', '方案：搜索提前结束'],
] as const)(
  'in %s a plan that is not proven to be the best says so once, in every format',
  async (language, sentence) => {
    const report = await workshop();
    const roadmap = { estimate: 'high' as const, proven: false, tolerance: 0.15, always: [], atOnce: 3, months: 0 };
    const whole = { ...roadmap, phases: [], missed: [], stairs: [] };
    for (const found of [{ unproven: true as const }, { unproven: true as const, roadmap: whole }, {}]) {
      const planned = { ...report, recommendation: { ...report.recommendation, ...found } };
      const texts = (['page', 'plan', 'whole'] as const).flatMap((extent) => [
        renderPolicyMarkdown(planned, speak(language), extent),
        renderHtml(makePolicyDocument(planned, speak(language), extent), { style: '' }),
      ]);
      if ('roadmap' in found) {
        const recommendation = { ...report.recommendation, unproven: true as const, roadmap: whole };
        texts.push(renderRoadmap({ ...report, recommendation }, { ...speak(language), color: false, width: 200 }));
      }
      const count = 'unproven' in found ? 1 : 0;
      expect(texts.map((text) => text.replaceAll(/\s+/g, ' ').split(sentence).length - 1)).toEqual(
        texts.map(() => count),
      );
    }
  },
);
