import { describe, expect, test } from 'vitest';
import type { Measures } from '../../src/model/generated/types.ts';
import { toNumber } from '../../src/model/rational.ts';
import { priceMeasures } from '../../src/policy/enterprise-costs.ts';
import { findCandidates } from '../../src/policy/measure-choice.ts';
import { createClosingMeasureSearch, openPriorities } from '../../src/policy/priorities.ts';
import { assess } from '../../src/scoring/score-result.ts';
import { lowestAnswers } from '../policy/bundled-packs.ts';
import { type PreparedPack, preparePack, readSheet, recommendFor, STAMP } from '../policy/joinery-pack.ts';
import { solver } from '../policy/load-test-solver.ts';
import { withIncluded } from './advise-project.ts';
import { measuresOf, PACKS, questionnaireOf, rubricOf } from './bundled-documents.ts';

const FLAGSHIP = 'miit-sme-2024';
const KINDS = [
  ...['food', 'medicine', 'machining', 'electronics', 'process', 'equipment', 'software', 'textile', 'other'],
  ...['plastics', 'furniture', 'printing', 'minerals'],
];
const SECTORS: Readonly<Record<string, string>> = {
  software: 'software',
  wholesale: 'wholesale',
  logistics: 'transport',
};
/** Those that make nothing: the scenarios of production are not theirs to reach the top of. */
const SERVICES = ['wholesale', 'logistics'];

const prepared = new Map(
  PACKS.map((id) => {
    const policies = withIncluded(questionnaireOf(id).policy ?? 'eu-sme');
    return [
      id,
      preparePack({ questionnaire: questionnaireOf(id), rubric: rubricOf(id), measures: measuresOf(id), policies }),
    ];
  }),
);
const catalogues = new Map(PACKS.map((id) => [id, measuresOf(id)]));
const catalogueOf = (id: string): Measures => catalogues.get(id) as Measures;
const packOf = (id: string): PreparedPack => prepared.get(id) as PreparedPack;

type Stated = Readonly<Record<string, unknown>>;

/** What a catalogue offers to an enterprise, priced for it, and what is judged on. */
function offerTo(id: string, facts: Stated, answers: Stated = lowestOf(id)) {
  const pack = packOf(id);
  const { plan, policy, measures, priorities } = pack;
  const sheet = readSheet(pack, answers, facts);
  const assessed = assess(plan, sheet, STAMP, '0.0.0');
  const given = { plan, policy, priorities, measures, sheet, assessed, stamp: STAMP, asOf: '2026-06-30' };
  const basis = { ...given, measures: priceMeasures(measures, given as never) };
  const { candidates } = findCandidates(basis.measures, plan, sheet, assessed.evaluation);
  return { basis, candidates, ids: candidates.map(({ id }) => id) };
}

function lowestOf(id: string): Stated {
  const answers = lowestAnswers(packOf(id));
  // A yes or no has no options.
  return Object.fromEntries(
    Object.entries(answers).map(([name, value]) => [name, id === 'digital-intensity' ? false : value]),
  );
}

/** The lowest answers, and the best ones with every scale at each step: what is a gap differs with what is there. */
function standingsOf(id: string): Stated[] {
  const { inputs } = packOf(id).plan;
  const questions = inputs.filter(({ role, type }) => role === 'question' && type !== 'boolean');
  const maximum = Math.max(0, ...questions.map(({ definition }) => Number(Object(definition).maximum ?? 0)));
  const at = (step: number): Stated =>
    Object.fromEntries(
      questions.map(({ name, type, options }) => {
        if (type === 'multiple') return [name, options.slice(1).map((option) => option.id)];
        return [name, type === 'scale' ? step : options.at(-1)?.id];
      }),
    );
  return [lowestOf(id), ...Array.from({ length: maximum }, (_, step) => ({ ...lowestOf(id), ...at(step) }))];
}

/** Facts of a manufacturer of a kind, or of a firm without machines. */
const firm = (trade: string, employees: number): Stated => ({
  trade,
  employees,
  revenue: employees * 40,
  ...(SECTORS[trade] ? { sector: SECTORS[trade], machines: 0 } : { sector: 'industry', machines: employees }),
});

/** A sector of the Chinese size classes as a pack calls it. */
function sectorIn(pack: string, sector: string): string {
  return pack === 'quick-scan' && sector === 'software' ? 'information' : sector;
}

describe.each(PACKS)('the catalogue of %s', (id) => {
  // The trade of an enterprise follows from its sector, which this pack requires.
  const SECTOR = id === 'quick-scan' ? { sector: 'industry' } : {};
  const kinds: Stated[] = [
    { employees: 8, industryType: 'discrete', ...SECTOR },
    { employees: 60, industryType: 'process', ...SECTOR },
    { employees: 200, industryType: 'process', ...SECTOR },
    { employees: 500, industryType: 'discrete', ...SECTOR },
    { employees: 1500, industryType: 'process', ...SECTOR },
  ].map((facts) => Object.fromEntries(Object.entries(facts).filter(([name]) => packOf(id).plan.names.has(name))));

  test('the catalogue has enough measures, each with a reason marked as not verified', () => {
    const least = {
      'miit-sme-2024': 70,
      'smart-manufacturing': 25,
      'digital-intensity': 15,
      'quick-scan': 20,
      'quick-scan-china': 20,
    };
    expect(packOf(id).measures.length).toBeGreaterThanOrEqual(least[id as keyof typeof least]);
    expect(catalogueOf(id).source?.verified).toBe(false);
    for (const { definition } of packOf(id).measures) expect(definition.cost?.illustrative).toBe(true);
  });

  test('the catalogue’s measures cost no less for more people, and at most three times as much at the high end', () => {
    const costs = kinds.map((facts) => new Map(offerTo(id, facts).basis.measures.map((one) => [one.id, one.cost])));
    for (const { id: measure, cost: stated } of catalogueOf(id).measures) {
      let before = 0;
      for (const one of costs) {
        const cost = one.get(measure);
        // A cost by a fact that is open here is a wide range.
        if (!cost || /machines|revenue/.test(JSON.stringify(stated))) continue;
        const [low, high] = [toNumber(cost.low), toNumber(cost.high)];
        expect(low, measure).toBeGreaterThanOrEqual(before);
        expect(high, measure).toBeLessThanOrEqual(low * 3);
        before = low;
      }
    }
  });

  test('enough measures state effort, acceptance, risk, alternative and training, in texts of their own', () => {
    const least = {
      'miit-sme-2024': 160,
      'smart-manufacturing': 19,
      'digital-intensity': 18,
      'quick-scan': 23,
      'quick-scan-china': 23,
    };
    const told = catalogueOf(id).measures.filter(({ kpi }) => kpi);
    expect(told.length).toBeGreaterThanOrEqual(least[id as keyof typeof least]);
    const keys = ['effort', 'acceptance', 'risk', 'alternative', 'training'] as const;
    expect(told.filter((measure) => keys.some((key) => measure[key] === undefined)).map((one) => one.id)).toEqual([]);
    const texts = told.flatMap(({ acceptance, risk, alternative, training }) =>
      [acceptance, risk, alternative, training].map((text) => JSON.stringify(text)),
    );
    expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([]);
  });

  test('the yearly cost of a measure never exceeds its initial cost', () => {
    for (const facts of kinds) {
      const dearer = offerTo(id, facts).basis.measures.filter(
        ({ cost, running }) =>
          running &&
          (!cost ||
            [cost.low, cost.high].some(
              (first, i) => toNumber(first) < toNumber([running.low, running.high][i] as never),
            )),
      );
      expect(dearer.map((one) => one.id)).toEqual([]);
    }
  });

  test('a plan without a budget spends on gaps at most 3 % of a year’s revenue, beside what the level needs', () => {
    const names = packOf(id).plan.names;
    // Revenue is in euros, or in units of 10,000 yuan.
    const [revenue, limit] = ['quick-scan', 'digital-intensity'].includes(id) ? [100_000, 3000] : [30, 9000];
    const facts = { ...SECTOR, employees: 60, [names.has('turnover') ? 'turnover' : 'revenue']: revenue };
    const pack = packOf(id);
    const { priorities, cautions } = pack;
    const more = { solver, priorities, cautions };
    const found = recommendFor(pack, readSheet(pack, lowestOf(id), facts), undefined, undefined, more);
    expect(found.limit).toMatchObject({ caution: 'dear', amount: String(limit) });
    expect(found.cost?.high ?? 0).toBeLessThanOrEqual(Math.max(limit, Number(found.limit?.needed)));
  });

  test('the catalogue has measures that close every priority of an enterprise at the lowest level', () => {
    for (const facts of kinds) {
      const { basis, candidates } = offerTo(id, facts);
      const open = openPriorities(basis);
      expect(open.length).toBeGreaterThan(3);
      const left = open.filter((priority) => createClosingMeasureSearch(basis, candidates)(priority).length === 0);
      expect(left.map((priority) => priority.id)).toEqual([]);
    }
  });

  test('the catalogue has no priority that no measure closes', () => {
    const { priorities = [], measures } = catalogueOf(id);
    const named = new Set(measures.flatMap(({ addresses = [] }) => addresses));
    const closed = new Set(
      [...kinds, ...[...KINDS, ...SERVICES].map((trade) => firm(trade, 200))].flatMap((facts) => {
        const stated = { ...facts, ...(facts.trade === 'software' ? {} : { tracing: 'missing' }) };
        const known = Object.fromEntries(
          Object.entries(stated).flatMap(([name, value]) =>
            packOf(id).plan.inputs.some((input) => input.name === name && !input.derived)
              ? [[name, name === 'sector' ? sectorIn(id, String(value)) : value]]
              : [],
          ),
        );
        return standingsOf(id).flatMap((answers) => {
          const { basis, candidates } = offerTo(id, known, answers);
          return openPriorities(basis).flatMap((one) =>
            createClosingMeasureSearch(basis, candidates)(one).length > 0 ? [one.id] : [],
          );
        });
      }),
    );
    expect(priorities.map((one) => one.id).filter((one) => !closed.has(one) && !named.has(one))).toEqual([]);
  });
});

describe('the flagship catalogue', () => {
  const scenes =
    catalogueOf(FLAGSHIP) &&
    questionnaireOf(FLAGSHIP).sections.flatMap(({ tags, questions }) =>
      tags?.kind === 'scene' ? questions.map(({ id }) => id) : [],
    );
  /** What a software firm has no measures for: it makes nothing that is stored, heated or run on machines. */
  const PLANT = ['equipment', 'safety', 'energy', 'warehouse'];

  test.each(KINDS.flatMap((trade) => [60, 200, 1500].map((employees) => [trade, employees] as const)))(
    'the flagship catalogue leads %s with %i people to every level of every scene',
    (trade, employees) => {
      const { candidates } = offerTo(FLAGSHIP, firm(trade, employees));
      const best = (scene: string): number =>
        Math.max(0, ...candidates.flatMap(({ definition: { achieves } }) => Number(achieves[scene] ?? 0)));
      const short = scenes.filter((scene) => best(scene) < 4);
      expect(short).toEqual(trade === 'software' ? scenes.filter((scene) => PLANT.includes(scene)) : []);
    },
  );

  test('without a stated kind of production and machines, the flagship plans as for the kind “other”', () => {
    const facts = { sector: 'industry', employees: 200, revenue: 8000 };
    expect(offerTo(FLAGSHIP, facts).ids).toEqual(offerTo(FLAGSHIP, { ...facts, trade: 'other', machines: 80 }).ids);
  });

  test('the flagship offers a software firm of eight no plant measures, and no firm of eight a department', () => {
    const software = offerTo(FLAGSHIP, firm('software', 8));
    const plant = new Set(offerTo(FLAGSHIP, firm('other', 8)).ids);
    const both = software.ids.filter((id) => plant.has(id));
    expect(software.candidates.flatMap(({ tags }) => tags)).not.toContain('workshop');
    expect(both.some((id) => /machine|maintenance|mes$|warehouse|wms|plant|shopfloor|pilot|erp/.test(id))).toBe(false);
    for (const trade of KINDS) expect(offerTo(FLAGSHIP, firm(trade, 8)).ids).not.toContain('digital-department');
    const unsaid = offerTo(FLAGSHIP, { sector: 'industry', employees: 8, machines: 0 });
    expect(unsaid.ids.some((id) => /machine|maintenance|mes$|shopfloor|pilot/.test(id))).toBe(false);
  });

  test('the flagship’s plans fit a kind of production: no two plans share more than 70 %', () => {
    const scale = Object.fromEntries(scenes.map((scene) => [scene, 1]));
    const answers = { ...lowestOf(FLAGSHIP), ...scale, Q2: 'C', Q4: ['N'], Q5: 'B', Q8: 'B', Q15: 'A' };
    const pack = packOf(FLAGSHIP);
    const plans = KINDS.map((trade) => {
      const sheet = readSheet(pack, answers, firm(trade, 120));
      const more = { solver, priorities: pack.priorities };
      return recommendFor(pack, sheet, undefined, undefined, more).measures.map(({ id }) => id);
    });
    for (const [i, plan] of plans.entries()) {
      for (const [k, other] of plans.entries()) {
        if (k <= i) continue;
        const shared = plan.filter((id) => other.includes(id)).length;
        expect(shared / Math.min(plan.length, other.length), `${KINDS[i]} ${KINDS[k]}`).toBeLessThanOrEqual(0.7);
      }
    }
  });
});

describe('quick-scan', () => {
  const TRADES = {
    toolmaker: { sector: 'industry', employees: 60, revenue: 8_000_000 },
    bakery: { sector: 'industry', food: true, employees: 120, revenue: 9_000_000 },
    electrician: { sector: 'construction', employees: 12, revenue: 1_500_000 },
    shop: { sector: 'retail', employees: 30, revenue: 5_000_000 },
    rental: { sector: 'rental', employees: 22, revenue: 4_000_000 },
    consultant: { sector: 'information', employees: 35, revenue: 4_200_000 },
  };
  const pack = packOf('quick-scan');

  test('the plans of two trades have at most 40 % of all their measures in common', () => {
    const answers = Object.fromEntries(Object.keys(lowestOf('quick-scan')).map((name) => [name, 1]));
    const plans = Object.entries(TRADES).map(([trade, facts]) => {
      const more = { solver, priorities: pack.priorities };
      const { measures } = recommendFor(pack, readSheet(pack, answers, facts), undefined, undefined, more);
      return { trade, ids: measures.map(({ id }) => id) };
    });
    for (const [i, plan] of plans.entries()) {
      for (const other of plans.slice(i + 1)) {
        // A bakery with branches runs shops as well, so it needs all that a shop needs.
        if (plan.trade === 'bakery' && other.trade === 'shop') continue;
        const shared = plan.ids.filter((id) => other.ids.includes(id)).length;
        const all = new Set([...plan.ids, ...other.ids]).size;
        expect(shared / all, `${plan.trade} and ${other.trade}: ${plan.ids} / ${other.ids}`).toBeLessThanOrEqual(0.4);
      }
    }
  });

  test('measures that every trade needs for the highest level build on the trade’s own system', () => {
    const systems = Object.values(TRADES).map((facts) => {
      const { candidates } = offerTo('quick-scan', facts);
      return candidates.find(({ id }) => id === 'integrated-platform')?.needs;
    });
    expect(systems).toEqual(
      ['order-system', 'till-branches', 'job-sheets', 'till-branches', 'rental-booking', 'project-hours'].map((one) => [
        'finance-cloud',
        one,
      ]),
    );
  });
});

describe('smart-manufacturing', () => {
  const id = 'smart-manufacturing';
  const facts = { industryType: 'discrete', employees: 500, revenue: 20_000 };
  const standing = Object.keys(lowestOf(id)).map((name) => [name, /-[12]$/.test(name) ? 'largely' : 'none'] as const);

  function planFor(answers: Stated) {
    const pack = packOf(id);
    const more = { solver, priorities: pack.priorities, roadmap: true };
    return recommendFor(pack, readSheet(pack, answers, facts), undefined, undefined, more);
  }

  test('a level 2 enterprise has a proven plan to level 3 of smart manufacturing', () => {
    const { target, roadmap } = planFor(Object.fromEntries(standing));
    expect([target, roadmap]).toMatchObject([{ level: 3, reached: true }, { proven: true }]);
  });

  test('unanswered questions that may not apply do not prevent a plan', () => {
    const open = ['productDesign-3', 'productDesign-4', 'processDesign-3', 'productService-3', 'productService-4'];
    const { target, roadmap } = planFor(Object.fromEntries(standing.filter(([name]) => !open.includes(name))));
    expect([target, roadmap]).toMatchObject([{ level: 3, reached: true }, { proven: false }]);
  });
});
