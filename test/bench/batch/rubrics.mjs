// What the packs come to, written by hand from their rubrics and with nothing of the product, for those who score beside
// it: data that is turned into JavaScript, SQL and expressions of Polars. An expression is a number, null, the name of a
// value worked out in an earlier layer, or a list that begins with what is done:
//   ['points', question, points]   of the option chosen, by id;      ['set', question, points]   of all options chosen
//   ['is', question, options…]     whether one is chosen;            ['has', question, option]   whether it is among them
//   ['scale', question, most]      the number answered;              ['size']                    the class by the ministry's table
//   ['+' '*' '/' '>=' 'and' …]     arithmetic and tests;             ['count', tests…]           how many hold
//   ['case', test, value, …, else] the first that holds;             ['same', a, b]              both, where they agree, else null
// A fourth item of points, set and scale stands for a missing answer.

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const by = (names, make) => Object.fromEntries(names.map((name, i) => [name, make(name, i)]));
const each = (lists, make) => by(Object.keys(lists), (name) => make(lists[name], name));
const add = (...terms) => (terms.length === 1 ? terms[0] : ['+', ...terms]);
const times = (...factors) => ['*', ...factors];
const over = (value, divisor) => ['/', value, divisor];
const and = (...tests) => tests.reduce((all, test) => ['and', all, test]);
/** Doubles miss a limit that is met exactly by less than a billionth. */
const least = (value, limit) => ['>=', value, limit - 1e-9];
const all = (numbers) => numbers.reduce((a, b) => a + b);
/** The highest level whose test holds; a level's test holds where that of the next does. */
const levels = (...tests) => ['case', ...tests.flatMap((test, i) => [i + 1, test]).reverse(), null];
const ALWAYS = least(1, 0);

/** Of large, medium and small enterprises the least employees, revenue and assets, in the units of the packs; 0 where a sector does not ask. */
const SIZES = Object.fromEntries(
  `industry                 1000  40000     0  300 2000    0  20  300   0
   software                  300  10000     0  100 1000    0  10   50   0
   information-transmission 2000 100000     0  100 1000    0  10  100   0
   agriculture                 0  20000     0    0  500    0   0   50   0
   construction                0  80000 80000    0 6000 5000   0  300 300
   wholesale                 200  40000     0   20 5000    0   5 1000   0
   retail                    300  20000     0   50  500    0  10  100   0
   transport                1000  30000     0  300 3000    0  20  200   0
   storage                   200  30000     0  100 1000    0  20  100   0
   post                     1000  30000     0  300 2000    0  20  100   0
   lodging                   300  10000     0  100 2000    0  10  100   0
   catering                  300  10000     0  100 2000    0  10  100   0`
    .split('\n')
    .map((line) => {
      const [sector, ...limits] = line.trim().split(/ +/);
      return [
        sector,
        ['large', 'medium', 'small'].map((name, i) => [name, ...limits.slice(3 * i, 3 * i + 3).map(Number)]),
      ];
    }),
);

/** Points of each option, from A on; of a multiple choice, where A is none, those of each other option up to the last. */
const SINGLE = {
  ...{ Q2: [0, 1.5, 3, 4.5, 6], Q3: [0, 1.5, 3, 4.5, 6], Q5: [0, 2.5, 5, 7.5, 10], Q8: [0, 1.5, 3, 4.5, 6, 7.5] },
  ...{ Q11: [0, 1.875, 3.75, 5.625, 7.5], Q12: [0, 3.5, 7], Q13: [0, 3.5, 7], Q14: [0, 1.5, 3], Q15: [0, 1.5, 3] },
};
const MULTIPLE = {
  ...{
    Q1: by([...'BCDE'], () => 2),
    Q4: { ...by([...'BCDEFGHIJKLMN'], () => 0.7), O: 0.9 },
    Q6: by([...'BCDE'], () => 1.25),
  },
  ...{ Q7: by([...'BCDE'], () => 1.25), Q9: by([...'BCDE'], () => 1.875), Q10: by([...'BCDEF'], () => 1.5) },
};
const PARTS = {
  foundation: ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7'],
  management: ['Q8', 'Q9', 'Q10', 'Q11'],
  effects: ['Q12', 'Q13', 'Q14', 'Q15'],
};
const KEY_SCENES = [
  ...['productDesign', 'marketing', 'productionControl', 'quality', 'equipment', 'safety', 'energy', 'procurement'],
  ...['warehouse', 'finance'],
];
const OTHER_SCENES = ['processDesign', 'afterSales', 'planning', 'humanResources', 'collaboration', 'decisionSupport'];

function miit(ask) {
  const points = (question) => {
    if (MULTIPLE[question]) return ask('set', question, { A: 0, ...MULTIPLE[question] });
    const steps = SINGLE[question];
    return ask(
      'points',
      question,
      by([...'ABCDEF'].slice(0, steps.length), (_, i) => steps[i]),
    );
  };
  const scenes = [...KEY_SCENES, ...OTHER_SCENES];
  const reached = (some, level) => ['count', ...some.map((scene) => least(scene, level))];
  /** At least so many points, and scenes and key scenes at the level or above it. */
  const gate = (level, total, some, keys) =>
    and(least('total', total), least(`scenes${level}`, some), least(`keys${level}`, keys));
  return {
    layers: [
      {
        ...by(scenes, (scene) => ask('scale', scene, 4)),
        ...each(PARTS, (questions) => add(...questions.map(points))),
      },
      {
        total: add(...Object.keys(PARTS)),
        ...by(['scenes1', 'scenes2', 'scenes3', 'scenes4'], (_, i) => reached(scenes, i + 1)),
        ...by(['keys1', 'keys2', 'keys3', 'keys4'], (_, i) => reached(KEY_SCENES, i + 1)),
      },
      { level: levels(gate(1, 20, 6, 3), gate(2, 40, 6, 3), gate(3, 60, 8, 5), gate(4, 80, 10, 6)) },
    ],
    scores: [...Object.keys(PARTS), 'total'],
  };
}

const DIMENSIONS = {
  direction: ['plan', 'lead', 'skills'],
  processes: ['finance', 'orders', 'material', 'collaboration'],
  customers: ['market', 'service', 'partners'],
  data: ['records', 'analysis', 'ai'],
  base: ['network', 'protection', 'emergency'],
};

/** Only industry is asked about production. */
function quickScan(ask) {
  const others = Object.keys(DIMENSIONS);
  const dimension = (questions) =>
    times(add(...questions.map((question) => ask('scale', question, 3))), 100 / 3 / questions.length);
  const gate = (total, limit) =>
    and(least('total', total), ...others.map((name) => least(name, limit)), [
      'or',
      ['not', 'asked'],
      least('made', limit),
    ]);
  return {
    layers: [
      {
        ...each(DIMENSIONS, dimension),
        made: dimension(['planning', 'shopFloor', 'quality', 'equipment']),
        asked: ['is', 'sector', 'industry'],
      },
      {
        production: ['case', 'asked', 'made', null],
        total: ['case', 'asked', over(add(...others, 'made'), 6), over(add(...others), 5)],
      },
      { level: levels(ALWAYS, gate(35, 25), gate(60, 50), gate(85, 75)) },
    ],
    scores: [...others, 'production', 'total'],
  };
}

const VARIABLES = {
  connection: ['internetAccess', 'fastInternet'],
  systems: ['erp', 'crm', 'dataAnalytics', 'ai'],
  cloud: ['cloudAdvanced', 'cloudBought'],
  presence: ['socialMediaTwo', 'socialMedia', 'webSalesConsumers', 'ecommerce'],
};
/** Open ones that a yes to another answers with yes. */
const IMPLIED = { cloudBought: 'cloudAdvanced', socialMedia: 'socialMediaTwo', ecommerce: 'webSalesConsumers' };

function digitalIntensity(ask) {
  const yes = { true: 1, false: 0 };
  const free = Object.values(VARIABLES)
    .flat()
    .filter((id) => !IMPLIED[id]);
  const band = (limit) => [least(['number', 'employees'], limit), ['text', `from${limit}`]];
  return {
    layers: [
      by(free, (id) => ask('points', id, yes)),
      each(IMPLIED, (other, id) => ask('points', id, yes, other)),
      each(VARIABLES, (questions) => add(...questions)),
      { total: add(...Object.keys(VARIABLES)) },
      {
        basic: ['case', least('total', 4), 1, 0],
        level: levels(ALWAYS, least('total', 4), least('total', 7), least('total', 10)),
      },
    ],
    scores: [...Object.keys(VARIABLES), 'total', 'basic'],
    facts: { sizeBand: ['case', ...band(250), ...band(50), ...band(10), ['text', 'below10']] },
  };
}

/** Questions with their weights of a hundred. */
const FIELDS = {
  people: { strategy: 50, skills: 50 },
  technology: { data: 46, integration: 27, security: 27 },
  resources: { equipment: 67, network: 33 },
  production: {
    procurement: 14,
    planning: 16,
    operation: 16,
    maintenance: 14,
    warehousing: 14,
    safety: 13,
    energy: 13,
  },
  logistics: { logistics: 100 },
  sales: { sales: 100 },
};
/** About products only discrete industries are asked. */
const HALVES = { design: ['productDesign', 'processDesign'], service: ['productService', 'customerService'] };
/** Weights of a hundred in process and in discrete industries. */
const ELEMENTS = { people: [6, 6], technology: [11, 11], resources: [15, 6], manufacturing: [68, 77] };
const MANUFACTURING = { design: [4, 13], production: [63, 48], logistics: [15, 13], sales: [15, 13], service: [3, 13] };

function smartManufacturing(ask) {
  const suffixed = (lists, suffix, make) =>
    Object.fromEntries(Object.entries(lists).map(([name, list]) => [`${name}${suffix}`, make(list, name)]));
  const perLevel = (make) => Object.assign({}, ...range(1, 5).map(make));
  const rate = (id, level) => ask('points', `${id}-${level}`, { none: 0, partly: 0.5, largely: 0.8, fully: 1 });
  const field = (weights, level) =>
    over(add(...Object.entries(weights).map(([id, weight]) => times(rate(id, level), weight))), 100);
  const half = ([product, other], level) => [
    'case',
    'process',
    rate(other, level),
    times(add(rate(product, level), rate(other, level)), 0.5),
  ];
  const weighted = (weights, level) =>
    over(
      add(
        ...Object.entries(weights).map(([name, [process, discrete]]) =>
          times(['case', 'process', process, discrete], `${name}${level}`),
        ),
      ),
      100,
    );
  const whenAsked = (level, value, other = null) => ['case', `asked${level}`, value, other];
  const added = (name) => add(...range(1, 5).map((level) => whenAsked(level, `${name}${level}`, 0)));
  const has = (option) => ['has', 'factoryLinks', option];
  const tier1 = and(least('reached', 2), has('operations'));
  const tier2 = and(tier1, has('productionManagement'), has('businessManagement'));
  const tier3 = and(tier2, least('reached', 3), has('construction'), has('development'));
  return {
    layers: [
      {
        process: ['is', 'industryType', 'process'],
        ...perLevel((level) => ({
          [`asked${level}`]: level === 1 ? ALWAYS : ['is', 'assessedLevel', ...range(level, 5)],
        })),
      },
      perLevel((level) => ({
        ...suffixed(FIELDS, level, (weights) => field(weights, level)),
        ...suffixed(HALVES, level, (pair) => half(pair, level)),
      })),
      perLevel((level) => ({ [`manufacturing${level}`]: weighted(MANUFACTURING, level) })),
      {
        ...perLevel((level) => ({ [`fulfilment/${level}`]: whenAsked(level, weighted(ELEMENTS, level)) })),
        ...suffixed(ELEMENTS, 'Total', (_, name) => added(name)),
      },
      perLevel((level) => {
        const value = `fulfilment/${level}`;
        return { [`counted/${level}`]: whenAsked(level, ['case', least(value, 0.8), 1, value]) };
      }),
      { total: added('counted/') },
      { level: levels(...range(0, 4).map((level) => least('total', level + 0.8))) },
      { reached: ['case', least('level', 1), 'level', 0] },
      { factoryTier: ['case', and(tier3, least('reached', 4)), 4, tier3, 3, tier2, 2, tier1, 1, 0] },
    ],
    scores: [
      ...Object.keys(ELEMENTS).map((name) => `${name}Total`),
      ...['total', 'factoryTier', ...range(1, 5).flatMap((level) => [`fulfilment/${level}`, `counted/${level}`])],
    ],
    facts: { industryType: ['id', 'industryType'] },
  };
}

/** Four groups of scales from 0 to 4, each with its weight: the easy case, whose pack is made for measuring. */
export const SCALES = by(['mean1', 'mean2', 'mean3', 'mean4'], (id, group) =>
  by(
    range(1, group < 2 ? 13 : 12).map((i) => `${id}q${i}`),
    (_, i) => 1 + ((i + group) % 3),
  ),
);

function fiftyScales(ask) {
  const names = Object.keys(SCALES);
  const gate = (limit) => and(...names.map((name) => least(name, limit)));
  const mean = (weights) =>
    over(
      add(...Object.entries(weights).map(([id, weight]) => times(ask('scale', id, 4), weight))),
      all(Object.values(weights)),
    );
  return {
    layers: [each(SCALES, mean), { total: over(add(...names), 4), level: levels(gate(0.75), gate(1.5), gate(2.25)) }],
    scores: [...names, 'total'],
    facts: {},
  };
}

const RUBRICS = {
  'miit-sme-2024': miit,
  'quick-scan-china': quickScan,
  'digital-intensity': digitalIntensity,
  'smart-manufacturing': smartManufacturing,
  'fifty-scales': fiftyScales,
};

/** The packs, the flagship first. */
export const PACKS = Object.keys(RUBRICS);

/**
 * What is worked out of a row of an export that is laid out so: `layers` of named expressions, each of which may use those
 * before it, and the `results`, by heading. Where answers may be missing all is worked out twice, from the least and from
 * the most that they can bring; what is not the same from both is no result. Questions and options have become cells:
 *   ['pick', column, [[cell, value]…], rest]     the value of the cell;     ['in', column, cells]      whether it is one of them
 *   ['options', column, [[cell, value]…], rest]  the sum of all in it;      ['holds', column, cell]    whether it is among them
 *   ['number', column, rest]                     with what stands for a missing one, or null
 */
export function workOut(pack, layout) {
  const sides = (layout.open ? ['low', 'high'] : ['exact']).map((side) => {
    const ask = (kind, question, points, missing = 0) => {
      if (side === 'exact') return [kind, question, points, null];
      const add = kind === 'set' ? (a, b) => a + b : Math.max;
      const most = kind === 'scale' ? points : Object.values(points).reduce((a, b) => add(a, b));
      return [kind, question, points, side === 'low' ? missing : most];
    };
    const { layers, facts = { size: ['size'] }, ...others } = RUBRICS[pack](ask);
    const named = (name) => `${side}_${name}`;
    const inCells = (values, nameOf) =>
      Object.fromEntries(
        Object.entries(values).map(([name, one]) => [nameOf(name), turnIntoCells(one, layout, named)]),
      );
    return { layers: layers.map((layer) => inCells(layer, named)), facts: inCells(facts, String), ...others };
  });
  const [{ layers, scores, facts }, high] = sides;
  const keys = pack === 'digital-intensity' ? ['registration', 'country'] : ['uscc', 'district', 'chain'];
  const result = (name) => (high ? ['same', `low_${name}`, `high_${name}`] : `exact_${name}`);
  const bounds = high ? { lowest: 'low_level', highest: 'high_level' } : {};
  return {
    layers: layers.map((layer, i) => ({ ...layer, ...high?.layers[i] })),
    results: { ...by(keys, (id) => ['cell', id]), ...facts, ...by([...scores, 'level'], result), ...bounds },
  };
}

function turnIntoCells(expression, layout, named) {
  const { types, spelling } = layout;
  const turn = (part) => turnIntoCells(part, layout, named);
  if (typeof expression === 'string') return named(expression);
  if (!Array.isArray(expression)) return expression;
  const [kind, question, ...others] = expression;
  const isSplit = () => !types[question];
  const cellOf = (option) => spelling[question][option];
  const cells = (points) => Object.entries(points).map(([option, value]) => [cellOf(option), value]);
  const rest = () => turn(others[1]);
  const make = {
    points: () => ['pick', question, cells(others[0]), rest()],
    scale: () =>
      types[question] === 'digit'
        ? ['number', question, rest()]
        : ['pick', question, cells(by(Object.keys(spelling[question]), Number)), rest()],
    set: () =>
      isSplit()
        ? add(...Object.entries(others[0]).map(([id, value]) => times(['number', `${question}[${id}]`, null], value)))
        : ['options', question, cells(others[0]), rest()],
    has: () =>
      isSplit() ? least(['number', `${question}[${others[0]}]`, null], 1) : ['holds', question, cellOf(others[0])],
    is: () => ['in', question, others.map(cellOf)],
    id: () => ['pick', question, Object.entries(spelling[question]).map(([id, cell]) => [cell, id]), null],
    size: () => ['size', Object.entries(SIZES).map(([sector, classes]) => [spelling.sector[sector], classes])],
    number: () => [...expression, null],
    text: () => expression,
  };
  return make[kind] ? make[kind]() : [kind, ...[question, ...others].map(turn)];
}
