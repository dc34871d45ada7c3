import { expect, test } from 'vitest';
import { drawFrom, packOf } from './draw-enterprises.ts';
import { judgeRun } from './judge-run.ts';
import { type Case, caseOf, draft } from './mutated-export.ts';
import type { BatchRun, Scored } from './run-batch.ts';
import { scoreExactly, type Values } from './score-exactly.ts';

const MADE = draft(drawFrom(3), 'ids', { scope: 'quick', count: 4 });
const CASE = caseOf(MADE, { what: 'nothing', touched: ['plan'] });
const PACK = packOf('quick');

/** The result that an enterprise should have. */
function resultOf(values: Values): Scored {
  const { size, scores, lowest, highest, answers, warnings } = scoreExactly(PACK, values);
  const { district, chain } = values;
  return {
    key: values.uscc as string,
    fields: { district, chain: chain === '' ? null : chain, size, ...scores, level: lowest, lowest, highest },
    answers,
    warnings,
  };
}

const RESULTS = MADE.enterprises.map(resultOf);
const [FIRST] = RESULTS as [Scored];

function run(changes: Partial<BatchRun> = {}): BatchRun {
  const scored = changes.scored === undefined ? RESULTS : changes.scored;
  const good = scored?.length ?? 0;
  const bad = changes.rejects?.length ?? 0;
  const said = `${good + bad} rows read; ${good} scored; ${bad} rejected\n`;
  return { code: bad > 0 ? 1 : 0, said, rejects: [], facts: {}, ...changes, scored };
}

async function verdictOf(changes: Partial<BatchRun>, made: Case = CASE, control = ''): Promise<string> {
  const { verdict } = await judgeRun(made, run(changes), async () => control);
  return verdict;
}

function withFirst(changed: Partial<Scored>): Partial<BatchRun> {
  return { scored: [{ ...FIRST, ...changed }, ...RESULTS.slice(1)] };
}

const otherPlan = { ...FIRST.answers, plan: String((Number(FIRST.answers.plan) + 1) % 4) };
const reject = (line: string, key: string, message = 'odd') => ({ line, key, column: 'plan', rule: 'odd', message });

test('a run whose results are correct is judged correct', async () => {
  expect(await verdictOf({})).toBe('right');
});

test.each<[string, Partial<BatchRun>]>([
  ['an answer is another one, whatever the scores', withFirst({ answers: otherPlan })],
  ['a score is another one', withFirst({ fields: { ...FIRST.fields, total: 1 } })],
  ['a level is another one', withFirst({ fields: { ...FIRST.fields, level: 9 } })],
  ['a size is missing', withFirst({ fields: { ...FIRST.fields, size: null } })],
  ['a district is another one', withFirst({ fields: { ...FIRST.fields, district: '#N/A' } })],
  ['an enterprise is missing', { scored: RESULTS.slice(1) }],
  ['an enterprise is scored twice', { scored: [...RESULTS, FIRST] }],
  ['a row is scored that is none', { scored: [...RESULTS, { ...FIRST, key: '合计' }] }],
  ['two enterprises are lost and one line is rejected', { scored: RESULTS.slice(2), rejects: [reject('2', 'odd')] }],
  ['a reject is of another enterprise', { scored: RESULTS.slice(1), rejects: [reject('3', RESULTS[1]?.key ?? '')] }],
  ['the summary counts fewer rows', { said: '3 rows read; 3 scored; 0 rejected\n' }],
  ['the summary counts nothing', { said: 'done\n' }],
  ['nothing is scored without a reason', { code: 1, scored: null, said: '' }],
  ['the command fails', { code: 4, scored: null, said: 'internal error' }],
])('a run is judged silently wrong when %s', async (_, changes) => {
  expect(await verdictOf(changes)).toBe('wrong');
});

test.each<[string, Partial<BatchRun>]>([
  ['a row is rejected by its key', { scored: RESULTS.slice(1), rejects: [reject('2', FIRST.key)] }],
  ['a row without its key is rejected by its line', { scored: RESULTS.slice(1), rejects: [reject('2', '')] }],
  ['several lines are rejected as one', { scored: RESULTS.slice(2), rejects: [reject('2', '', 'holds lines 2 to 3')] }],
  [
    'a quote takes in several lines, the first with its key',
    { scored: RESULTS.slice(2), rejects: [reject('2', FIRST.key, 'a quote takes in the lines 2-3')] },
  ],
  ['a warning names the answer', withFirst({ answers: otherPlan, warnings: ['implausible:plan'] })],
])('a run is judged as reporting the damage when %s', async (_, changes) => {
  expect(await verdictOf(changes)).toBe('told');
});

test('a run that warns only about another answer is not judged to have reported the damage', async () => {
  expect(await verdictOf(withFirst({ answers: otherPlan, warnings: ['implausible:lead'] }))).toBe('wrong');
});

test('a remark that names the column counts as a report, unless the undamaged export causes it as well', async () => {
  const said = '4 rows read; 4 scored; 0 rejected\nnobody gave an answer of plan\n';
  const changes = { ...withFirst({ answers: otherPlan }), said };
  expect(await verdictOf(changes)).toBe('told');
  expect(await verdictOf(changes, CASE, said)).toBe('wrong');
});

test('a run listing a column as unused is judged as reporting if its answers stay open and it need not ask', async () => {
  const { plan: _, ...answers } = FIRST.answers;
  const { scores, ...open } = scoreExactly(PACK, { ...MADE.enterprises[0], plan: '' });
  const { lowest, highest } = open;
  const level = lowest === highest ? lowest : null;
  const changes = {
    ...withFirst({ answers, fields: { ...FIRST.fields, ...scores, level, lowest, highest } }),
    said: 'Unused columns: plan\n4 rows read; 4 scored; 0 rejected\n',
  };
  expect(await verdictOf(changes)).toBe('told');
  expect(await verdictOf(changes, { ...CASE, mustAsk: true })).toBe('wrong');
});

test('a run that is refused with a reason is judged to have stopped', async () => {
  expect(await verdictOf({ code: 1, scored: null, said: 'matura: the sheet 2 holds rows, too\n' })).toBe('stopped');
});

test('a run is judged to lack a remark if an expected one is missing', async () => {
  expect(await verdictOf({}, { ...CASE, mustSay: /hidden/ })).toBe('wrong');
  expect(
    await verdictOf({ said: '4 rows read; 4 scored; 0 rejected; 2 were hidden\n' }, { ...CASE, mustSay: /hidden/ }),
  ).toBe('right');
});
