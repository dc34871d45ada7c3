import { expect, test } from 'vitest';
import { hashKey } from '../../src/model/enterprise-key.ts';
import type { FollowUp } from '../../src/model/generated/types.ts';
import { ASSESSMENT_KINDS, type AssessmentKind } from '../../src/portfolio/member.ts';
import { buildPortfolio, type Portfolio } from '../../src/portfolio/portfolio-figures.ts';
import { createRosterBuilder } from '../../src/portfolio/roster-builder.ts';
import { encodeTextCells } from '../../src/portfolio/roster-storage.ts';
import { compileStages, DEFAULT_STAGES } from '../../src/portfolio/stages.ts';
import { toDayNumberOrUndated } from '../../src/portfolio/stated-day.ts';
import { createRandom } from '../../src/portfolio/statistics.ts';
import { runs } from '../property-runs.ts';

/** Assessments that repeat, over several sources, and what is counted of them here by looking at every one. */

interface Row {
  readonly key: string;
  readonly kind: AssessmentKind;
  /** '' is undated. */
  readonly day: string;
  readonly level: number;
}

interface FileInput {
  readonly key: string;
  readonly assessments: readonly (Row & { readonly hasPolicy: boolean })[];
  readonly records: readonly FollowUp[];
}

interface Region {
  readonly registry: readonly { readonly key: string; readonly transformed: string }[];
  /** Each a batch result. */
  readonly results: readonly (readonly Row[])[];
  readonly files: readonly FileInput[];
}

const LAST = '2025-06-30';
const TARGET = { count: 30, by: '2026-12-31' };

function randomRegion(seed: number): Region {
  const random = createRandom(seed);
  const pick = (count: number): number => Math.floor(random() * count);
  const day = (): string =>
    `202${3 + pick(3)}-${String(1 + pick(12)).padStart(2, '0')}-${String(1 + pick(28)).padStart(2, '0')}`;
  const keys = Array.from({ length: 40 }, (_, i) => `K${i}`);
  const keyed = (): string => keys[pick(30)] as string;
  const row = (key: string, on = random() < 0.05 ? '' : day()): Row => {
    const kind = ASSESSMENT_KINDS[pick(2)] as AssessmentKind;
    // Who reads the same day twice reads the same level.
    return { key, kind, day: on, level: 1 + (hashKey(`${key} ${kind} ${on}`) % 4) };
  };
  const fileOf = (key: string): FileInput => {
    const assessments = Array.from({ length: 1 + pick(3) }, () => ({
      ...row(key, day()),
      hasPolicy: random() < 0.5,
    })).sort((a, b) => a.day.localeCompare(b.day));
    const records = Array.from({ length: pick(4) }, (_, at): FollowUp => {
      const [on, number] = [day(), at + 1];
      if (at > 0 && random() < 0.2) return { number, recordedAt: `${on}T08:00:00Z`, withdraws: at };
      const state = random() < 0.4 ? 'planned' : 'done';
      // What is planned is written down before, what is done afterwards.
      return {
        number,
        recordedAt: `${state === 'planned' ? day() : LAST}T08:00:00Z`,
        measure: `m${pick(2)}`,
        state,
        on,
      };
    });
    return { key, assessments, records };
  };
  return {
    registry: keys.map((key) => ({ key, transformed: ['', 'no', 'yes', day(), day()][pick(5)] as string })),
    results: Array.from({ length: 4 }, () => Array.from({ length: 25 }, () => row(keyed()))),
    files: keys.slice(20, 35).map(fileOf),
  };
}

function portfolioOf({ registry, results, files }: Region, asOf: string, until: string | null = asOf): Portfolio {
  const builder = createRosterBuilder(until === null ? undefined : toDayNumberOrUndated(until));
  const listed = builder.addSource({ name: 'registry', form: 'registry' });
  builder.addRegistry(
    {
      rows: registry.length,
      isInScope: true,
      withoutKey: 0,
      key: encodeTextCells(registry.map(({ key }) => key)),
      facts: new Map([['transformed', encodeTextCells(registry.map(({ transformed }) => transformed))]]),
    },
    listed,
  );
  for (const [at, rows] of results.entries()) {
    const level = Float64Array.from(rows, (one) => one.level);
    builder.addResults(
      {
        rows: rows.length,
        counts: null,
        key: encodeTextCells(rows.map(({ key }) => key)),
        facts: new Map(),
        // Each has a score that the others do not have.
        scores: new Map([[`s${at}`, level]]),
        level,
        lowest: level,
        highest: level,
        coverage: level,
        kind: Uint8Array.from(rows, ({ kind }) => ASSESSMENT_KINDS.indexOf(kind)),
        day: Int32Array.from(rows, ({ day }) => toDayNumberOrUndated(day === '' ? null : day)),
        pack: new Uint16Array(rows.length),
        answers: new Map(),
      },
      builder.addSource({ name: `results ${at}`, form: 'results' }),
    );
  }
  const folder = builder.addSource({ name: 'files', form: 'files' });
  for (const { key, assessments, records } of files) {
    const taken = assessments.map(({ kind, day, level, hasPolicy }) => ({
      kind,
      date: day,
      pack: null,
      facts: new Map<string, string>(),
      level: { value: level, lowest: level, highest: level },
      scores: new Map(),
      answers: null,
      hasPolicy,
      advice: null,
      grants: null,
      finishedAt: '2026-02-01T00:00:00.000Z',
    }));
    builder.addFile({ key, facts: new Map(), assessments: taken, records }, folder);
  }
  const roster = builder.finish();
  const planned = { id: 'planned', when: { 'measures.planned': { minimum: 1 } } };
  const third = { id: 'third', when: { 'level.onsite': { minimum: 3 } } };
  const stages = [...DEFAULT_STAGES.stages, planned, third].map((stage) => ({ ...stage, target: TARGET }));
  const compiled = compileStages({ kind: 'stages', stages }, '', roster);
  expect(compiled.problems).toEqual([]);
  const rest = {
    levelOf: 'either',
    by: [],
    pack: undefined,
    findPack: () => undefined,
    unreadable: 0,
    pairedWithin: 92,
  } as const;
  return buildPortfolio(roster, { ...rest, asOf, stages: compiled.stages, questions: false, minCell: null });
}

/** By stage: who reached it on which day, '' on no known one; by all that there is. */
function countAll({ registry, results, files }: Region, asOf: string): Map<string, Map<string, string>> {
  const reached = new Map<string, Map<string, string>>();
  const note = (stage: string, key: string, day: string): void => {
    if (day > asOf) return;
    const known = reached.get(stage) ?? new Map<string, string>();
    reached.set(stage, known);
    const before = known.get(key);
    if (before === undefined || before === '' || (day !== '' && day < before)) known.set(key, day);
  };
  const stageOf = { self: 'assessed-online', onsite: 'diagnosed-on-site' };
  for (const { key, kind, day } of results.flat()) note(stageOf[kind], key, day);
  for (const { key, assessments, records } of files) {
    for (const { kind, day, hasPolicy } of assessments) {
      note(stageOf[kind], key, day);
      if (hasPolicy) note('policy-given', key, day);
    }
    for (const record of records) {
      if ('withdraws' in record || 'recommendation' in record) continue;
      const gone = records.some(
        (other) => 'withdraws' in other && other.withdraws === record.number && other.recordedAt.slice(0, 10) <= asOf,
      );
      if (gone) continue;
      if (record.state === 'planned') note('planned', key, record.recordedAt.slice(0, 10));
      else note('transformed', key, record.on);
    }
  }
  for (const { key, transformed } of registry) {
    if (transformed === 'yes') reached.set('transformed', (reached.get('transformed') ?? new Map()).set(key, ''));
    else if (transformed !== '' && transformed !== 'no') note('transformed', key, transformed);
  }
  const onSite = [...results.flat(), ...files.flatMap(({ assessments }) => assessments)].filter(
    ({ kind, day }) => kind === 'onsite' && day <= asOf,
  );
  for (const key of new Set(onSite.map((one) => one.key))) {
    const own = onSite.filter((one) => one.key === key).sort((a, b) => a.day.localeCompare(b.day));
    // What has no day is nothing beside what has one.
    const dated = own.some(({ day }) => day !== '') ? own.filter(({ day }) => day !== '') : own;
    const first = dated.find(({ level }) => level >= 3);
    if (first && (dated.at(-1) as Row).level >= 3) note('third', key, first.day);
  }
  return reached;
}

const quarterOf = (day: string): string => `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

test('a stage counts from the first day it was reached, in any order and kind of inputs', () => {
  const { numRuns, seed = 300 } = runs(15);
  let repeated = 0;
  for (let run = 0; run < numRuns; run++) {
    const whole = randomRegion(seed + run);
    for (const region of [whole, { ...whole, files: [] }])
      for (const asOf of [LAST, '2024-05-15', '2030-01-01']) {
        const portfolio = portfolioOf(region, asOf);
        const truth = countAll(region, asOf);
        for (const { id, holds, undated, quarters } of portfolio.stages) {
          const days = [...(truth.get(id)?.values() ?? [])];
          expect([holds, undated], `run ${run} ${id} ${asOf}`).toEqual([
            days.length,
            days.filter((day) => day === '').length,
          ]);
          for (const { quarter, reached, total } of quarters) {
            const until = days.filter((day) => day === '' || quarterOf(day) <= quarter);
            expect([reached, total], `run ${run} ${id} ${quarter}`).toEqual([
              days.filter((day) => day !== '' && quarterOf(day) === quarter).length,
              until.length,
            ]);
          }
        }
        repeated += portfolio.leftOut.older ?? 0;
        const turned = { ...region, results: [...region.results].reverse().map((rows) => [...rows].reverse()) };
        expect(portfolioOf(turned, asOf).stages).toEqual(portfolio.stages);
      }
  }
  expect(repeated).toBeGreaterThan(100);
});

/** What a clerk would cut out of the inputs by hand. */
function cutByHand({ registry, results, files }: Region, asOf: string): Region {
  const isDay = (text: string): boolean => text.startsWith('20');
  return {
    registry: registry.map(({ key, transformed }) => ({
      key,
      transformed: isDay(transformed) && transformed > asOf ? '' : transformed,
    })),
    results: results.map((rows) => rows.filter(({ day }) => day <= asOf)),
    files: files
      .map(({ key, assessments, records }) => ({
        key,
        assessments: assessments.filter(({ day }) => day <= asOf),
        records: records.filter((one) => {
          const isPast = !('withdraws' in one) && !('recommendation' in one) && one.state !== 'planned';
          return (isPast ? one.on : one.recordedAt.slice(0, 10)) <= asOf;
        }),
      }))
      .filter(({ assessments, records }) => assessments.length + records.length > 0),
  };
}

test('a portfolio as of a day equals one whose inputs contain nothing later than that day', () => {
  const { numRuns, seed = 400 } = runs(10);
  let left = 0;
  for (let run = 0; run < numRuns; run++) {
    const region = randomRegion(seed + run);
    for (const asOf of ['2022-12-31', '2023-07-01', '2024-05-15', '2025-12-28']) {
      const byHand = cutByHand(region, asOf);
      const { sources: _, leftOut, ...portfolio } = portfolioOf(region, asOf);
      const { sources: __, leftOut: less, ...expected } = portfolioOf(byHand, asOf, null);
      expect(portfolio, `run ${run} ${asOf}`).toEqual(expected);
      const count = ({ results, files }: Region): [number, number] => [
        results.flat().length + files.flatMap(({ assessments }) => assessments).length,
        files.flatMap(({ records }) => records).length,
      ];
      const [before, after] = [count(region), count(byHand)];
      expect(leftOut).toEqual({ ...less, later: before[0] - after[0], laterRecords: before[1] - after[1] });
      left += leftOut.later ?? 0;
    }
  }
  expect(left).toBeGreaterThan(500);
});

test('the target line starts at the value already reached, never exceeds the target and ends at it', () => {
  const day = (key: string, transformed: string) => ({ key, transformed });
  const known = [day('A', 'yes'), day('B', '2024-02-01'), day('C', '2024-08-01'), day('D', 'no')];
  const stage = portfolioOf({ registry: known, results: [], files: [] }, '2026-12-31').stages[3];
  // One at no known day, and 30 at the end of 2026: twelve quarters of 91, 91, 92, 92, 90 … of 1,096 days.
  expect(stage?.quarters.map(({ quarter, total }) => [quarter, total]).slice(0, 3)).toEqual([
    ['2024Q1', 2],
    ['2024Q2', 2],
    ['2024Q3', 3],
  ]);
  expect(stage?.quarters[0]?.line).toBeCloseTo(1 + (29 * 91) / 1096, 9);
  expect(stage?.quarters[3]?.line).toBeCloseTo(1 + (29 * 366) / 1096, 9);
  expect(stage?.quarters.at(-1)).toMatchObject({ quarter: '2026Q4', line: 30 });
  const early = Array.from({ length: 40 }, (_, i) => day(`K${i}`, i === 0 ? '2024-02-01' : 'yes'));
  const done = portfolioOf({ registry: early, results: [], files: [] }, '2024-12-31').stages[3];
  expect(done?.quarters.map(({ line }) => line)).toEqual([30, 30, 30, 30]);
});
