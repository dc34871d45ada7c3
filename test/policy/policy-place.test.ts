import { describe, expect, test } from 'vitest';
import type { Policy } from '../../src/model/generated/types.ts';
import {
  countriesOf,
  countryOf,
  findPoliciesAt,
  findPolicyOfCountry,
  findRegionOfCode,
  inferPlaces,
  isElsewhere,
} from '../../src/policy/policy-place.ts';
import type { AnswerEntry, Plan } from '../../src/scoring/index.ts';
import { BUNDLED } from './bundled-packs.ts';
import { readDocument } from './joinery-pack.ts';

const policy = (id: string, places: string[], valid?: Policy['valid']): Policy => ({
  kind: 'policy',
  id,
  version: '1',
  title: id,
  currency: 'CNY',
  places,
  ...(valid ? { valid } : {}),
});

const POLICIES = [
  policy('nation', ['CN']),
  policy('chengdu', ['5101', '成都市', '武侯区', 'Wuhou', '高新区', '成都高新区', '天府新区']),
  policy('deyang', ['5106', '德阳市', '旌阳区'], { from: '2024-10-25', to: '2028-11-11' }),
  policy('zone', ['510603']),
  policy('zhongshan', ['4420', '中山市']),
];

const at = (stated: string[], region?: string, asOf = '2026-11-24') => {
  const { fitting, hint } = findPoliciesAt(POLICIES, { stated, region }, asOf);
  return [fitting.map(({ id }) => id), hint && [hint.policy.id, hint.place]];
};

test.each(['DE', 'Germany', 'germany ', 'Deutschland', '德国'])('the text %s names the country DE', (stated) => {
  const policies = [policy('eu', ['AT', 'DE']), policy('nation', ['CN'])];
  expect(findPoliciesAt(policies, { stated: [stated] }, '2026-11-24').fitting.map(({ id }) => id)).toEqual(['eu']);
  expect(isElsewhere(policy('eu', ['AT', 'DE']), { stated: [stated] })).toBe(false);
  expect(isElsewhere(policy('china', ['中国']), { stated: [stated] })).toBe(true);
});

describe('the policy of a place', () => {
  test.each([
    [['旌阳区'], ['deyang']],
    [['旌阳'], ['deyang']],
    [['四川省德阳市旌阳区'], ['deyang']],
    [['wuhou'], ['chengdu']],
    [['510104', 'CN'], ['chengdu']],
    [['510104', '武侯'], ['chengdu']],
    // Digits without a word of China.
    [['510104'], []],
    [['510104', 'DE'], []],
    [['510603', 'CN'], ['zone']],
    [['cn'], ['nation']],
    [['China'], ['nation']],
    [['中国'], ['nation']],
    [['Germany'], []],
    [
      ['武侯区', '旌阳区'],
      ['chengdu', 'deyang'],
    ],
    // A district of Dalian, not the city of Zhongshan.
    [['中山区'], []],
    [['高新区'], ['chengdu']],
    [['高新'], ['chengdu']],
    [['四川省成都市高新区'], ['chengdu']],
    [['成都高新区中和街道'], ['chengdu']],
    [['天府新区'], ['chengdu']],
    // Zones of the same name elsewhere.
    [['德阳高新区'], []],
    [['眉山市天府新区'], []],
    [['51'], []],
    [[''], []],
  ])('the place %j has the policies %j', (stated, ids) => {
    expect(at(stated)).toEqual([ids, null]);
  });

  test('a policy is not used for a place before its start or after its end', () => {
    expect(at(['旌阳区'], undefined, '2028-11-12')).toEqual([[], null]);
    expect(at(['旌阳区'], undefined, '2024-10-24')).toEqual([[], null]);
  });

  test('a policy is suggested by the region in the credit code only if the stated place decides nothing', () => {
    expect(at([], '510681')).toEqual([[], ['deyang', '5106']]);
    expect(at(['洪山区'], '510603')).toEqual([[], ['zone', '510603']]);
    expect(at(['武侯区'], '510603')).toEqual([['chengdu'], null]);
    // The credit code says that the digits are of China.
    expect(at(['510104'], '510603')).toEqual([['chengdu'], null]);
    expect(at([], '110000')).toEqual([[], null]);
    expect(findRegionOfCode('91350100M000100Y43')).toBe('350100');
    expect(findRegionOfCode('旌阳区')).toBeUndefined();
  });
});

test.each([
  ['chengdu', ['西安市'], true],
  ['chengdu', ['武侯区'], false],
  ['chengdu', ['510104', 'CN'], false],
  ['chengdu', ['CN'], false],
  ['chengdu', [], false],
  ['nation', ['西安市'], false],
  ['nation', ['西安市', 'DE'], true],
  ['nation', ['CN'], false],
])('the policy %s covers only places other than %j: %s', (id, stated, elsewhere) => {
  expect(isElsewhere(POLICIES.find((one) => one.id === id) as Policy, { stated })).toBe(elsewhere);
});

describe('the bundled policy of a place in Europe', () => {
  const bundled = BUNDLED.map((file) => readDocument<Policy>('policy', '..', '..', 'questionnaires', 'policies', file));
  const fittingAt = (stated: string[]): string[] =>
    findPoliciesAt(bundled, { stated }, '2026-12-01').fitting.map(({ id }) => id);

  test.each([
    [['DE'], ['germany']],
    [['Deutschland'], ['germany']],
    [['DE-BY', 'DE'], ['germany']],
    [['de-sn'], ['germany']],
    [['AT'], ['austria']],
    [['AT-9'], ['austria']],
    [['DE212'], ['germany']],
    [['DEA'], ['germany']],
    [['D-51063 Köln'], ['germany']],
    [['1010', 'Wien', 'Austria'], ['austria']],
    // A template is of no place.
    [['FR'], []],
    [['CH'], []],
    // Digits and letters without a country name no region: 14 begins the codes of Shanxi, and by is Belarus.
    [['14'], []],
    [['9'], []],
    [['BY'], []],
    // Names that could be codes: Greece and its region, Saint-Lô.
    [['Graz'], []],
    [['St-Lo'], []],
  ])('the bundled policies for the European place %j are %j', (stated, ids) => {
    expect(fittingAt(stated)).toEqual(ids);
  });

  test.each([
    ['DE', 5, ['germany']],
    ['AT', 4, ['austria']],
    ['CH', 4, []],
  ])('no postcode of %s leads to a bundled policy of another country', (country, length, ids) => {
    for (let start = 0; start < 100; start++) {
      const code = `${String(start).padStart(2, '0')}063`.slice(0, length);
      for (const written of [code, `${code} Musterstadt`]) {
        expect(fittingAt([written]), written).toEqual([]);
        expect(fittingAt([written, country]), written).toEqual(ids);
      }
    }
  });
});

describe('regions and postcodes', () => {
  const policies = [
    policy('nation', ['DE']),
    policy('state', ['DE-BY']),
    policy('upper', ['DE21']),
    { ...policy('cologne', ['Köln']), postcodes: { DE: ['506', '51'] } },
  ];

  test.each([
    [['DE-BY'], ['state']],
    [['de-by'], ['state']],
    [['DE-NW'], ['nation']],
    [['DE212'], ['upper']],
    [['DE111'], ['nation']],
    [['51063', 'DE'], ['cologne']],
    [['50667 Köln', 'Germany'], ['cologne']],
    [['D-51063 Porz'], ['cologne']],
    [['50733', 'DE'], ['nation']],
    // Without a country, the digits are no postcode of Germany, but the town is one of the policy's places.
    [['51063'], []],
    [['51063 Köln'], ['cologne']],
    [['51063', 'AT'], []],
    [['Köln', 'AT'], []],
  ])('the place %j has the policies %j', (stated, ids) => {
    expect(findPoliciesAt(policies, { stated }, '2026-12-01').fitting.map(({ id }) => id)).toEqual(ids);
  });
});

test.each([
  [{ stated: [] }, undefined],
  [{ stated: ['51063'] }, undefined],
  [{ stated: ['AT', 'DE'] }, 'DE'],
  [{ stated: ['AT-9'] }, 'AT'],
  [{ stated: ['EL30'] }, 'GR'],
  [{ stated: ['A-1010 Wien'] }, 'AT'],
  [{ stated: ['CH-8001 Zürich'] }, 'CH'],
  [{ stated: ['武侯区'] }, 'CN'],
  [{ stated: ['德国', '慕尼黑'] }, 'DE'],
  [{ stated: ['Bern'] }, undefined],
  [{ stated: [], region: '510104' }, 'CN'],
  [{ stated: ['DE'], region: '510104' }, 'DE'],
])('the enterprise at %j is in %s', (place, country) => {
  expect(countryOf(place)).toBe(country);
});

test.each([
  [['DE', 'Germany', 'Deutschland'], ['DE']],
  [['AT-4', 'Linz'], ['AT']],
  [['5101', '成都市', 'Chengdu'], ['CN']],
  [['武侯区'], ['CN']],
  [['Linz', 'Wels'], []],
  [
    ['BE', 'FR'],
    ['BE', 'FR'],
  ],
])('a policy with the places %j belongs to the countries %j', (places, countries) => {
  expect(countriesOf(policy('one', places))).toEqual(countries);
});

describe('the fallback policy if no policy names the stated place', () => {
  const policies = [
    policy('nation', ['CN']),
    { ...policy('city', ['5101', '成都市']), include: ['nation'] },
    policy('germany', ['DE']),
    { ...policy('austrian-template', ['AT']), template: true },
    { ...policy('unfunded', []), places: undefined },
    { ...policy('anywhere', []), places: undefined },
  ] as Policy[];

  test.each([
    ['city', ['洪山区'], undefined, 'nation'],
    ['city', ['Hongshan'], '420100', 'nation'],
    // Nothing says another country than that of the pack's own policy.
    ['city', ['Hongshan'], undefined, 'nation'],
    ['city', ['CH'], undefined, 'unfunded'],
    ['city', ['Hamburg', 'DE'], undefined, 'germany'],
    ['city', ['AT'], undefined, 'unfunded'],
    ['germany', ['Lübeck'], undefined, 'germany'],
    ['anywhere', ['CH'], undefined, 'anywhere'],
    [undefined, ['Lübeck'], undefined, 'unfunded'],
  ])(
    'a pack with the policy %s, for the place %j and the region %s, falls back to the policy %s',
    (own, stated, region, id) => {
      expect(findPolicyOfCountry(policies, { stated, region }, own)?.id).toBe(id);
    },
  );
});

test.each(['DE21', 'DE212', 'NRW', 'BaWü', 'Bayern', 'Bavaria'])(
  '%s is in Germany, and in its Land alone',
  (stated) => {
    const policies = [policy('germany', ['DE']), policy('bavaria', ['DE-BY']), policy('austria', ['AT'])];
    const isBavarian = /^DE2|Ba(yern|varia)/.test(stated);
    const { fitting } = findPoliciesAt(policies, { stated: [stated] }, '2026-11-24');
    expect(fitting.map(({ id }) => id)).toEqual([isBavarian ? 'bavaria' : 'germany']);
    expect(countryOf({ stated: [stated] })).toBe('DE');
  },
);

describe('the Land that a place tells', () => {
  const province = readDocument<Policy>('policy', '../../questionnaires/policies', 'germany.yaml').facts?.find(
    ({ id }) => id === 'province',
  );
  const plan = { inputs: [{ name: 'province', definition: province }] } as unknown as Plan;
  const landOf = (district: string, country = 'DE'): unknown => {
    const entries = Object.entries({ country, district }).map(([name, value]): [string, AnswerEntry] => [
      name,
      { state: 'answered', value },
    ]);
    return inferPlaces(new Map(entries), plan).map(({ name, value, from }) => [name, value, from]);
  };

  test.each([
    ['Göppingen', 'DE-BW'],
    ['Göppingen, Baden-Württemberg', 'DE-BW'],
    ['73033 Göppingen (Baden-Württemberg)', 'DE-BW'],
    ['Goeppingen', 'DE-BW'],
    ['Goeppingen, Baden-Wuerttemberg', 'DE-BW'],
    ['Baden-Wuerttemberg', 'DE-BW'],
    ['Uhingen，Baden-Württemberg', 'DE-BW'],
    ['Munich, Bavaria', 'DE-BY'],
    ['Frankfurt, Brandenburg', 'DE-BB'],
    ['Frankfurt (Oder)', 'DE-BB'],
    ['Göppingen (Landkreis)', 'DE-BW'],
  ])('%s is in %s', (place, land) => expect(landOf(place)).toEqual([['province', land, place]]));

  // The second contradicts itself; a district in brackets after its town is no Land; digits tell none.
  test.each(['Uhingen', 'Göppingen, Bayern', 'Oldenburg (Holstein)', '73033', '73033 Uhingen', ', Bayern'])(
    '%s leaves it open',
    (place) => expect(landOf(place)).toEqual([]),
  );

  test('a place in another country is not in Germany', () => {
    expect(landOf('Göppingen', 'AT')).toEqual([]);
  });
});
