import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { settledValue } from '../../src/scoring/possible-values.ts';
import { preparePack, readSheet } from '../policy/joinery-pack.ts';
import { measuresOf, policyOf, questionnaireOf, rubricOf } from './bundled-documents.ts';

type Bounds = Readonly<Record<string, readonly [large: number, medium: number, small: number]>>;
interface UpperBounds {
  readonly headcount: number;
  readonly turnover: number;
  readonly balance: number;
}

const TABLE: {
  china: Record<string, Bounds>;
  given: { sector: string; employees: number; revenue: number; size: string }[];
  eu: Record<'micro' | 'small' | 'medium', UpperBounds>;
} = parse(readFileSync(path.join(import.meta.dirname, 'size-classes.yaml'), 'utf8'));

function sizeIn(pack: ReturnType<typeof prepare>, facts: Record<string, unknown>, name = 'size') {
  const node = pack.plan.names.get(name)?.node as number;
  return settledValue(evaluate(pack.plan, readSheet(pack, {}, facts)).values[node] as never);
}

function prepare(pack: string, policies: string[]) {
  const [questionnaire, rubric] = [questionnaireOf(pack), rubricOf(pack)];
  return preparePack({ questionnaire, rubric, measures: measuresOf(pack), policies: policies.map(policyOf) });
}

/** The rule of the notice, written anew: the highest class all of whose bounds hold. */
function classOf(bounds: Bounds, figures: Readonly<Record<string, number>>): string {
  const classes = ['large', 'medium', 'small'];
  return (
    classes.find((_, i) =>
      Object.entries(bounds).every(([name, limits]) => Number(figures[name]) >= Number(limits[i])),
    ) ?? 'micro'
  );
}

/** Every combination of figures on a bound and just below it. */
function* edgesOf(bounds: Bounds): Generator<Record<string, number>> {
  const [first, ...others] = Object.entries(bounds);
  if (!first) return yield {};
  const [name, limits] = first;
  const step = name === 'employees' ? 1 : 0.01;
  for (const rest of edgesOf(Object.fromEntries(others))) {
    for (const limit of limits) {
      for (const figure of [limit, Number((limit - step).toFixed(2))]) yield { [name]: figure, ...rest };
    }
  }
}

describe.each(['miit-sme-2024', 'quick-scan-china', 'smart-manufacturing'])('size classes of %s', (id) => {
  const pack = prepare(id, []);

  test('the size classes have exactly the sectors of the table', () => {
    const sector = questionnaireOf(id).facts?.find((fact) => fact.id === 'sector');
    const options = (sector?.options ?? []) as { id: string }[];
    expect(options.map((option) => option.id).sort()).toEqual(Object.keys(TABLE.china).sort());
  });

  test.each(Object.entries(TABLE.china))(
    'the size classes agree with the table at every boundary of %s',
    (sector, bounds) => {
      const edges = [...edgesOf(bounds)];
      expect(edges).toHaveLength(6 ** Object.keys(bounds).length);
      for (const figures of edges) {
        expect(sizeIn(pack, { sector, ...figures }), JSON.stringify(figures)).toBe(classOf(bounds, figures));
      }
    },
  );

  test.each(TABLE.given)('the size class is $size for $employees and $revenue in $sector', ({ size, ...facts }) => {
    expect(sizeIn(pack, facts)).toBe(size);
  });
});

test('the EU size classes agree with the table at every boundary', () => {
  const pack = prepare('digital-intensity', ['eu-rules']);
  const MILLION = 1_000_000;
  const all = Object.entries(TABLE.eu);
  const around = (figures: number[], step: number) => figures.flatMap((one) => [one - step, one, one + step]);
  const classes = all.map(([, bounds]) => bounds);
  let seen = 0;
  for (const headcount of around(
    classes.map((one) => one.headcount),
    0.5,
  )) {
    for (const turnover of around(
      classes.map((one) => one.turnover * MILLION),
      1,
    )) {
      for (const balance of around(
        classes.map((one) => one.balance * MILLION),
        1,
      )) {
        const expected = all.find(
          ([, one]) =>
            headcount < one.headcount && (turnover <= one.turnover * MILLION || balance <= one.balance * MILLION),
        );
        const facts = { euHeadcount: headcount, euTurnover: turnover, euBalance: balance };
        expect(sizeIn(pack, facts, 'euSize'), JSON.stringify(facts)).toBe(expected?.[0] ?? 'large');
        seen++;
      }
    }
  }
  expect(seen).toBe(9 ** 3);
});
