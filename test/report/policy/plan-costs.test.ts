import { expect, it } from 'vitest';
import { collectCostSources } from '../../../src/report/policy/cost-sources.ts';
import { renderPolicyMarkdown } from '../../../src/report/policy/policy-document.ts';
import { renderRoadmap } from '../../../src/report/policy/roadmap-terminal.ts';
import { vocabularyOf } from '../../../src/report/text/assessment-report.ts';
import { bundled, speak } from '../report-samples.ts';

const whole = await bundled('miit-sme-2024.yaml', 'chengdu');

/** A roadmap of no phases. */
const roadmap = {
  estimate: 'high',
  proven: true,
  always: [],
  atOnce: 3,
  months: 1,
  phases: [],
  missed: [],
  stairs: [],
} as const;

/** The sample with what only its first two measures cost worked out, the second one in vain. */
function withSources() {
  const { recommendation, result } = whole;
  const [first, second, ...rest] = recommendation.measures;
  const { cost, ...unpriced } = second as NonNullable<typeof second>;
  const { revenueBefore, ...facts } = { ...result.facts, employees: 8, revenueBefore: 0 };
  return {
    ...whole,
    result: { ...result, facts },
    recommendation: {
      ...recommendation,
      measures: [
        { ...(first as NonNullable<typeof first>), costFrom: ['employees', 'Q14'] },
        { ...unpriced, costFrom: ['revenueBefore'] },
        ...rest.map(({ costFrom, ...plain }) => plain),
      ],
      clarify: ['revenueBefore', 'Q8'],
    },
  };
}

const linesWith = (text: string, part: string) =>
  text
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .split('\n')
    .filter((line) => line.includes(part));

it('the note on costs appears once, below the total, for all measures', () => {
  const text = renderPolicyMarkdown(withSources(), speak('en'));
  expect(linesWith(text, 'calculated from').map((line) => line.trim())).toEqual([
    'Costs calculated from: Employees at the end of last year (8 persons); Market performance; Revenue two years ago (open)',
  ]);
});

it('answers that leave a cost open are listed apart from answers that decide on measures', () => {
  const text = renderPolicyMarkdown(withSources(), speak('en'));
  const [, after = ''] = text.split('Open answers that determine which further measures are recommended:');
  const [deciding = '', costs = ''] = after.split('Open answers that affect what the measures cost:');
  expect(deciding.trim().split('\n')).toHaveLength(1);
  expect(costs.trim().split('\n')[0]).toBe('- Revenue two years ago');
});

it('if a plan costs more than the cheapest one, the report compares the two costs', () => {
  const cost = { low: 60, high: 100, currency: 'CNY', illustrative: false };
  const pageFor = (least: string): string =>
    renderPolicyMarkdown(
      {
        ...whole,
        recommendation: { ...whole.recommendation, cost, cheapest: { measures: [], cost: least, instead: '100' } },
      },
      speak('en'),
    );
  expect(linesWith(pageFor('40'), '| Cost | 40 CNY | 100 CNY |')).toHaveLength(1);
  expect(pageFor('40')).toContain('Two plans for level 3 (Integrated)');
  expect(pageFor('100')).not.toContain('Two plans');
});

it('the own share of the plan is also stated if closing gaps raises it', () => {
  const { recommendation } = whole;
  const { likely } = recommendation.funding as NonNullable<typeof recommendation.funding>;
  const remarks = (own: number): string => {
    const cheapest = { measures: [], cost: '40', instead: '100', own: String(own) };
    const leastOwn = { ...roadmap, least: 'own' } as never;
    const priorities = [{ id: 'no-backup', state: 'closed' as const, by: [] }];
    return renderPolicyMarkdown(
      { ...whole, recommendation: { ...recommendation, cheapest, priorities, roadmap: leastOwn } },
      speak('en'),
    );
  };
  const less = remarks(Number(likely?.own) - 1);
  expect(linesWith(less, 'The cheapest way to level 3 (Integrated) costs 40 CNY.')).not.toEqual([]);
  expect(less).not.toContain('the cheapest plan would leave you the same amount');
  expect(less).toContain('No plan that leaves you less to pay after funding closes as many of the priority gaps');
  const same = remarks(Number(likely?.own));
  expect(linesWith(same, 'The cheapest way')).toEqual([]);
  expect(same).not.toContain('Two plans');
  expect(same).toContain('the cheapest plan would leave you the same amount.');
});

it('open facts on which costs depend are named first among the answers to find out', () => {
  const [step] = linesWith(renderPolicyMarkdown(withSources(), speak('en')), 'Clarify:');
  expect(step).toMatch(/^2\. Clarify: Revenue two years ago\. To which sector /);
  expect(linesWith(renderPolicyMarkdown(whole, speak('en')), 'Clarify:')[0]).toMatch(/Clarify: To which sector /);
});

it.each([
  [108, 'Reaching level 3 (Integrated) alone would cost at least 108 CNY, which is 8 CNY more than this plan.', []],
  [
    90,
    'Reaching level 3 (Integrated) alone would cost at least 90 CNY, no more than this plan, but it would do less about your gaps and problems.',
    [],
  ],
  [
    95,
    'Reaching level 3 (Integrated) alone would cost at least 95 CNY, no more than this plan, but it would leave open what this plan closes: “Data without protection or backup”, “b”, “c” and 1 more.',
    ['no-backup', 'b', 'c', 'd'],
  ],
  [120, undefined, []],
])(
  'a level that costs %i beside a plan for 100 is reported on the first page and below the costs of all levels',
  (cost, said, leaves) => {
    const plain = {
      estimate: 'high',
      proven: true,
      always: [],
      atOnce: 3,
      months: 1,
      phases: [],
      missed: [],
      cost: 100,
    };
    const stairs = [
      { level: 2, reached: true, cost: 80, withoutCost: 0, proven: true },
      { level: 3, reached: true, cost, withoutCost: 0, proven: true, ...(leaves.length > 0 ? { leaves } : {}) },
    ];
    const { recommendation } = withSources();
    const target = { ...recommendation.target, levelAfter: 2 };
    const roadmap = { ...plain, stairs } as never;
    const text = renderPolicyMarkdown(
      { ...withSources(), recommendation: { ...recommendation, target, roadmap } },
      speak('en'),
    );
    expect(linesWith(text, 'alone would cost at least')).toEqual(said === undefined ? [] : [said, said]);
  },
);

it('the note on costs is one sentence for all measures on a terminal, in every language', () => {
  const { recommendation, ...report } = withSources();
  const said = (['en', 'zh', 'de'] as const).map((language) => {
    const text = renderRoadmap({ ...report, recommendation: { ...recommendation, roadmap: roadmap as never } }, {
      ...speak(language),
      width: 200,
      color: false,
    } as never);
    return linesWith(text, { en: 'calculated from', zh: '费用推算依据', de: 'berechnet aus' }[language]).map((line) =>
      line.trim(),
    );
  });
  expect(said).toEqual([
    [
      'Costs calculated from: Employees at the end of last year (8 persons); Market performance; Revenue two years ago (open)',
    ],
    ['费用推算依据：上年末员工人数（8人）；市场表现；前年营业收入（待定）'],
    [
      'Kosten berechnet aus: Beschäftigte Ende letzten Jahres (8 Personen); Markterfolg; Umsatz vor zwei Jahren (offen)',
    ],
  ]);
});

it('in every language a cost driver is marked as the enterprise’s figure or as an estimate, as a whole number', () => {
  const { recommendation, result } = withSources();
  const [first] = recommendation.measures;
  const costFrom = ['usersPriced', 'machinesPriced', 'networkPriced', 'pointsPriced'];
  const drivers = [
    { id: 'usersPriced', value: 130.4, from: ['employees', 'trade'] },
    { id: 'machinesPriced', value: 84, stated: true, from: ['machines'] },
    { id: 'pointsPriced', from: ['employees'] },
    { id: 'sitesPriced', value: 1, from: [] },
    { id: 'networkPriced', value: 326, from: ['employees', 'sitesPriced'] },
  ];
  const measures = [{ ...(first as NonNullable<typeof first>), costFrom }];
  const plan = { ...whole, recommendation: { ...recommendation, measures, drivers } } as typeof whole;
  const facts = { ...result.facts, employees: 326 };
  const report = { ...plan, result: { ...result, facts } };
  const said = (['en', 'zh', 'de'] as const).map(
    (language) => collectCostSources(report.recommendation, report, vocabularyOf(report, speak(language))) ?? '',
  );
  expect(said.map((text) => text.replaceAll(/[\u00a0\u202f]/g, ' '))).toEqual([
    'about 130 users of business systems (estimated from 326 persons); 84 pieces of production equipment (your figure); Employees at the end of last year (326 persons); Sites (not stated, assumed to be 1); Measuring points to be read online (open)',
    '约130名业务系统用户（按326人估算）；84台生产设备（企业填报）；上年末员工人数（326人）；厂区和办公地点数（未填，按1计）；需在线读数的测点数（待定）',
    'rund 130 Nutzer der Fachsysteme (geschätzt aus 326 Personen); 84 Produktionsanlagen (Ihre Angabe); Beschäftigte Ende letzten Jahres (326 Personen); Standorte (ohne Angabe mit 1 angesetzt); Messpunkte für die Online-Erfassung (offen)',
  ]);
});
