import { expect, it } from 'vitest';
import type { Fact, Instrument, Policy, Track } from '../../src/model/generated/types.ts';
import type { Problem } from '../../src/model/problem.ts';
import { compilePolicy } from '../../src/policy/policy.ts';
import { problemInEnglish } from '../messages.ts';
import { compileDocuments, readJoinery } from './joinery-pack.ts';

const compiled = compileDocuments(readJoinery());

function compileOnly(
  ...policies: { id?: string; facts?: Fact[]; tracks?: Track[]; instruments?: Partial<Instrument>[] }[]
) {
  const sources = policies.map((policy, i) => {
    const id = policy.id ?? `p${i}`;
    const instruments = policy.instruments?.map((one, k) => ({
      id: `i${k}`,
      title: 'I',
      type: 'subsidy',
      amount: null,
      ...one,
    }));
    const document = { kind: 'policy', version: '1', title: 'P', currency: 'CNY', ...policy, id, instruments };
    return { file: `${id}.yaml`, document: document as Policy };
  });
  return compilePolicy(sources, compiled);
}

const place = ({ code, file, at, on }: Problem) => [code, file, (at as readonly (string | number)[]).join('.'), on];

it('the tracks and instruments of the chosen policy come before those it includes', () => {
  const sources = readJoinery().policies.map((document) => ({ file: `${document.id}.yaml`, document }));
  const { tracks, instruments, problems } = compilePolicy(sources, compiled);
  expect(problems).toEqual([]);
  expect(tracks.map(({ id, policy }) => [id, policy])).toEqual([
    ['large', 'town'],
    ['small', 'town'],
    ['any', 'national'],
  ]);
  expect(instruments.map(({ id, policy }) => `${policy}/${id}`)).toEqual([
    'town/voucher',
    'town/upgrade',
    'town/machine-loan',
    'town/bank-fee',
    'national/training',
  ]);
  expect(instruments[0]).toMatchObject({ currency: 'CNY', after: null });
});

it('an included template gives its groups and ceilings, but none of its tracks and instruments', () => {
  const template = {
    id: 'template',
    template: true,
    tracks: [{ id: 'example', title: 'T' }],
    instruments: [{}],
    groups: [{ id: 'shared', cap: 100 }],
    ceilings: [{ id: 'half', share: 0.5 }],
  };
  const included = compileOnly({ id: 'city' }, template);
  expect([included.tracks, included.instruments, included.problems]).toEqual([[], [], []]);
  expect([...included.groups, ...included.ceilings].map(({ id }) => id)).toEqual(['shared', 'half']);
  // By itself it is checked as a whole, and an instrument that only it has cannot be named.
  expect(compileOnly(template).instruments).toHaveLength(1);
  const named = compileOnly({ id: 'city', instruments: [{ id: 'own', stack: { excludes: ['i0'] } }] }, template);
  expect(named.problems.map(place)).toEqual([['M219', 'city.yaml', 'instruments.0.stack.excludes.0', 'value']]);
});

it('a fact that a payment answers names an instrument of the programme, and is a yes or no', () => {
  const facts = [
    { id: 'advised', type: 'boolean', whenPaid: 'advise' },
    { id: 'advisedOn', type: 'date', whenPaid: 'i0' },
  ] as const;
  const { problems } = compileOnly({ id: 'city', facts: [...facts], instruments: [{ id: 'i0' }, { id: 'advice' }] });
  expect(problems.map(place)).toEqual([
    ['M219', 'city.yaml', 'facts.0.whenPaid', 'value'],
    ['M212', 'city.yaml', 'facts.1.whenPaid', 'key'],
  ]);
  expect(problems[0]?.details).toMatchObject({ found: 'advise', allowed: ['advice'] });
});

it('conditions of a policy are checked against the pack', () => {
  const tracks: Track[] = [{ id: 't', title: 'T', when: { size: { enum: ['medium'] } } }];
  const { problems } = compileOnly({
    tracks,
    instruments: [{ when: { zonee: { const: 'true' } }, after: { level: { contains: {} } } }],
  });
  expect(problems.map(place)).toEqual([
    ['M205', 'p0.yaml', 'tracks.0.when.size.enum.0', 'value'],
    ['M203', 'p0.yaml', 'instruments.0.when.zonee', 'key'],
    ['M206', 'p0.yaml', 'instruments.0.after.level.contains', 'key'],
  ]);
});

it('every track of a policy file except the last needs a condition', () => {
  const [zone, rest] = [
    { id: 'zone', title: 'Z', when: { zone: { const: 'true' } } },
    { id: 'rest', title: 'R' },
  ];
  expect(compileOnly({ tracks: [zone, rest] }, { tracks: [{ id: 'national', title: 'N' }] }).problems).toEqual([]);
  const { problems } = compileOnly({ tracks: [rest, zone] });
  expect(problems.map(place)).toEqual([['M110', 'p0.yaml', 'tracks.0', 'value']]);
  expect(problems[0]?.details).toEqual({ name: 'when' });
});

it('ids must be unique over all files of a policy, even if they differ in case', () => {
  const tracks = (id: string): Track[] => [{ id, title: 'T', when: { zone: { const: 'true' } } }];
  const found = compileOnly(
    { tracks: tracks('quick'), instruments: [{ id: 'voucher' }] },
    { tracks: tracks('Quick'), instruments: [{ id: 'other' }, { id: 'VOUCHER' }, { id: 'quick' }] },
  );
  expect(found.problems.map(place)).toEqual([
    ['M201', 'p1.yaml', 'tracks.0.id', 'value'],
    ['M201', 'p1.yaml', 'instruments.1.id', 'value'],
  ]);
  expect(found.tracks).toHaveLength(1);
  expect(found.instruments.map(({ id }) => id)).toEqual(['voucher', 'other', 'quick']);
});

it('a policy is valid from its first day to its last, both included', () => {
  const { problems } = compileOnly({
    instruments: [
      { valid: { from: '2026-02-01', to: '2026-01-31' } },
      { valid: { from: '2026-02-01', to: '2026-02-01' } },
      { valid: { from: '2026-02-01' } },
      { valid: { from: '2026-02-01' }, apply: { to: '2026-01-31' } },
      { valid: { from: '2026-02-01' }, apply: { from: '2026-01-01', to: '2026-02-01' } },
    ],
  });
  expect(problems.map(place)).toEqual([
    ['M215', 'p0.yaml', 'instruments.0.valid.from', 'value'],
    ['M215', 'p0.yaml', 'instruments.3.valid.from', 'value'],
  ]);
  const [{ code, details } = { code: 'M101' as const, details: {} }] = problems;
  expect(problemInEnglish({ code, details })).toBe('the first day 2026-02-01 is above the last day 2026-01-31');
});

it('excluded instruments must exist, in any file of the policy', () => {
  const { problems } = compileOnly(
    { instruments: [{ id: 'a', stack: { excludes: ['voucher', 'vouchr'] } }] },
    { instruments: [{ id: 'voucher' }] },
  );
  expect(problems.map(place)).toEqual([['M219', 'p0.yaml', 'instruments.0.stack.excludes.1', 'value']]);
  expect(problems[0]?.details.allowed).toEqual(['voucher']);
});

it('names that an amount reads must exist and be numbers', () => {
  const amounts: Instrument['amount'][] = [
    null,
    5000,
    { sum: { cost: 0.5 }, cap: { of: 'level', steps: { 2: '300000' } } },
    { sum: ['interest', 'revenue', 'foundation', 'erp', 'scenes'], cap: 100 },
    { sum: { costs: 0.5, size: 1 } },
    { max: ['cost', 'owner'], cap: { sum: 'revenu' } },
    { first: [{ value: 'interets', when: { size: { enum: ['tiny'] } } }, { value: '10' }] },
    { sum: { share: { weight: 2, sum: { cost: 1 } } }, when: { cost: { minimum: 1 }, share: { minimum: 1 } } },
    { of: 'lvel', steps: { 1: '5' } },
  ];
  const { problems } = compileOnly({
    instruments: amounts.map((amount) => ({ amount })).map((one, i) => ({ ...one, id: `a${i}` })),
  });
  expect(problems.map(place).sort()).toEqual([
    ['M203', 'p0.yaml', 'instruments.4.amount.sum.costs', 'key'],
    ['M203', 'p0.yaml', 'instruments.5.amount.cap.sum', 'value'],
    ['M203', 'p0.yaml', 'instruments.6.amount.first.0.value', 'value'],
    ['M203', 'p0.yaml', 'instruments.8.amount.of', 'value'],
    ['M205', 'p0.yaml', 'instruments.6.amount.first.0.when.size.enum.0', 'value'],
    ['M225', 'p0.yaml', 'instruments.4.amount.sum.size', 'key'],
    ['M225', 'p0.yaml', 'instruments.5.amount.max.1', 'value'],
  ]);
  expect(problems.find(({ details }) => details.found === 'costs')?.details.allowed).toEqual(['cost']);
});

it('every group needs a limit, and groups and instruments that limits name must exist', () => {
  const policy = {
    instruments: [{ stack: { groups: ['citty'], combines: ['i9'] } }],
    groups: [{ id: 'city' }],
    ceilings: [{ id: 'half', share: 0.5, instruments: ['i8'] }],
  };
  const { problems } = compileOnly(policy as Parameters<typeof compileOnly>[0]);
  expect(problems.map(place).sort()).toEqual([
    ['M110', 'p0.yaml', 'groups.0', 'value'],
    ['M203', 'p0.yaml', 'instruments.0.stack.groups.0', 'value'],
    ['M219', 'p0.yaml', 'ceilings.0.instruments.0', 'value'],
    ['M219', 'p0.yaml', 'instruments.0.stack.combines.0', 'value'],
  ]);
});

it('loan terms are read from a policy, and the facts that they use must be numbers', () => {
  const terms = { principal: 'size', annualPercent: 'revenu', months: 0.5, interest: ['revenue', null] };
  const { problems } = compileOnly({ instruments: [{ type: 'loan', terms } as Partial<Instrument>] });
  expect(problems.map(place).sort()).toEqual([
    ['M113', 'p0.yaml', 'instruments.0.terms.months', 'value'],
    ['M203', 'p0.yaml', 'instruments.0.terms.annualPercent', 'value'],
    ['M225', 'p0.yaml', 'instruments.0.terms.principal', 'value'],
  ]);
});
