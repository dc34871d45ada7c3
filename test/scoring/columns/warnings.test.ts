import { expect, test } from 'vitest';
import { createKernel } from '../../../src/scoring/columns/kernel.ts';
import { createColumnEngine } from '../../../src/table/column-engine.ts';
import type { RowBlock } from '../../../src/table/row-block.ts';
import { planOf, sheetOf } from '../pack-sketch.ts';
import { expectedRow, rowOf } from './expect-row.ts';
import { rowsOf } from './random-rows.ts';

test('rows scored in a block get the same warnings and refusals as rows scored singly', () => {
  const plan = planOf({
    scope: { when: { staff: { maximum: 99 } }, text: 'for small enterprises' },
    facts: [
      { id: 'staff', type: 'integer', minimum: 0 },
      { id: 'revenue', type: 'decimal', unit: '万元', plausible: { minimum: 0.5, maximum: 1000 } },
      { id: 'size', first: [{ value: 'micro', when: { staff: { maximum: 9 } } }, { value: 'small' }] },
    ],
    questions: [
      { id: 'proven', type: 'boolean', evidence: 'required' },
      { id: 'later', type: 'scale', maximum: 3, when: { proven: { const: 'true' } } },
      { id: 'rate', type: 'percent', derive: { ratio: ['later', 'staff'] } },
      { id: 'must', type: 'boolean' },
      {
        id: 'reach',
        type: 'scale',
        maximum: 3,
        notApplicable: 'explained',
        evidence: { when: { reach: { minimum: 2 }, total: { minimum: 1 } } },
      },
    ],
    points: { proven: { true: 1, false: 0 }, must: { true: 1, false: 0 } },
    scores: {
      total: { sum: ['proven', 'later'], when: { size: { const: 'small' } } },
      strict: { sum: ['must'], missing: { unanswered: 'refuse' }, when: { staff: { minimum: 1 } } },
    },
  });
  const kernel = createKernel(plan, createColumnEngine);
  const rows: readonly [answers: object, facts: object, expected: string | readonly string[]][] = [
    [{ proven: true, later: 1, must: true }, { staff: 50 }, ['evidence-missing proven']],
    [{ proven: false, later: 1, must: true }, { staff: 50 }, ['evidence-missing proven', 'not-asked later']],
    [{ proven: true, later: 3, must: true }, { staff: 2 }, ['evidence-missing proven', 'derived-out-of-range rate']],
    [
      { proven: true, later: 1, rate: 7, must: true },
      { staff: 100 },
      ['out-of-scope ', 'evidence-missing proven', 'derived-contradicted rate'],
    ],
    [
      { proven: true, later: 1, must: true, reach: 2 },
      { staff: 50 },
      ['evidence-missing proven', 'evidence-missing reach'],
    ],
    [{ proven: true, later: 1, must: true, reach: 1 }, { staff: 50 }, ['evidence-missing proven']],
    [{ reach: 2 }, { staff: 0 }, []],
    [{ reach: { state: 'notApplicable' } }, { staff: 0 }, ['reason-missing reach']],
    [{ proven: true }, { staff: 50 }, 'refused'],
    [{}, { staff: 0 }, []],
    [{}, { staff: 0, revenue: 1000 }, []],
    [{}, { staff: 0, revenue: 1000.01 }, ['implausible revenue']],
    [{}, { staff: 0, revenue: 0.4 }, ['implausible revenue']],
  ];
  const sheets = rows.map(([answers, facts]) => sheetOf(plan, answers as never, facts as never));
  const { columns } = rowsOf(plan, sheets);
  const code = new Map([...columns.code].map(([input, codes]) => [input, Uint8Array.from(codes)]));
  const block: RowBlock = {
    ...columns,
    bytes: new Map(),
    code,
    line: new Uint32Array(rows.length),
    record: new Float64Array(rows.length),
    faults: [],
  };
  const outcome = kernel.score(block);
  rows.forEach(([, , expected], row) => {
    const found = rowOf(plan, kernel, outcome, row) as { warnings?: readonly string[]; refused?: object };
    expect(found).toEqual(expectedRow(plan, kernel, sheets[row] as never));
    if (expected === 'refused') expect(found.refused).toEqual([{ name: 'must', state: 'unanswered' }]);
    else expect(found.warnings).toEqual(expected);
  });
});

test('rows with an unanswered question whose condition is open are still scored in a block', () => {
  const plan = planOf({
    facts: [
      { id: 'listed', type: 'boolean' },
      { id: 'exchange', type: 'text', when: { listed: { const: true } } },
      { id: 'board', type: 'boolean', when: { listed: { const: true } } },
    ],
    questions: [{ id: 'score', type: 'scale', maximum: 3 }],
    points: { score: { 0: 0, 1: 1, 2: 2, 3: 3 } },
    scores: { total: { sum: ['score'] } },
  });
  const kernel = createKernel(plan, createColumnEngine);
  const sheets = [
    { score: 1 },
    { score: 2, facts: { board: true } },
    { score: 3, facts: { listed: false, board: true } },
    { score: 3, facts: { listed: true, exchange: 'x' } },
  ].map(({ score, facts = {} }) => sheetOf(plan, { score } as never, facts as never));
  const { columns } = rowsOf(plan, sheets);
  const outcome = kernel.score(columns);
  expect(outcome.left).toBe(0);
  sheets.forEach((sheet, row) => {
    expect(rowOf(plan, kernel, outcome, row)).toEqual(expectedRow(plan, kernel, sheet as never));
  });
});

test('contradictory numbers in rows scored in a block give the same warnings as in rows scored singly', () => {
  const money = { type: 'decimal', minimum: 0, unit: 'CNY 10,000' };
  const plan = planOf({
    facts: [
      { id: 'staff', type: 'integer', minimum: 0, unit: 'persons' },
      { id: 'revenue', ...money, plausible: { maximum: 1e7 } },
      { id: 'revenueBefore', ...money },
      { id: 'trial', ...money, when: { staff: { minimum: 5 } } },
      { id: 'trialBefore', ...money },
    ],
    questions: [
      { id: 'growth', type: 'decimal', derive: { change: ['revenue', 'revenueBefore'] } },
      { id: 'trials', type: 'decimal', derive: { change: ['trial', 'trialBefore'] } },
      { id: 'perHead', type: 'decimal', derive: { ratio: ['revenue', 'staff'] } },
    ],
    scores: { total: { sum: ['growth'], missing: { unanswered: 'refuse', unknown: 'refuse' } } },
  });
  const kernel = createKernel(plan, createColumnEngine);
  const rows: readonly [facts: object, expected: readonly string[]][] = [
    [{ staff: 50, revenue: 3000, revenueBefore: 2800 }, []],
    [{ staff: 50, revenue: 3000, revenueBefore: 2_800_000 }, ['other-magnitude revenueBefore']],
    [{ staff: 50, revenue: 3, revenueBefore: 2800 }, ['other-magnitude revenue']],
    [{ staff: 50, revenue: 3_000_000, revenueBefore: 2800 }, ['other-magnitude revenue']],
    [{ staff: 50, revenue: 30_000_000, revenueBefore: 2800 }, ['implausible revenue']],
    [{ staff: 50, revenue: 3000, revenueBefore: 0 }, []],
    [{ staff: 0, revenue: 3000, revenueBefore: 2800 }, ['other-magnitude staff']],
    [{ staff: 0, revenue: 300, revenueBefore: 280 }, []],
    [{ revenue: 3000, revenueBefore: 2 }, ['other-magnitude revenue']],
    [{ staff: 50, revenue: 3000, revenueBefore: 2 }, []],
    [{ staff: 4, revenue: 300, revenueBefore: 280, trial: 5000, trialBefore: 1 }, ['not-asked trial']],
    [{ staff: 8, revenue: 300, revenueBefore: 280, trial: 5000, trialBefore: 1 }, ['other-magnitude trial']],
    [{ staff: 50, revenue: { state: 'unknown' }, revenueBefore: 2800 }, []],
  ];
  const sheets = rows.map(([facts]) => sheetOf(plan, {}, facts as never));
  const { columns } = rowsOf(plan, sheets);
  const outcome = kernel.score(columns);
  rows.forEach(([, expected], row) => {
    const found = rowOf(plan, kernel, outcome, row) as { warnings?: readonly string[]; refused?: object };
    expect(found).toEqual(expectedRow(plan, kernel, sheets[row] as never));
    if (!found.refused) expect(found.warnings).toEqual(expected);
  });
});
