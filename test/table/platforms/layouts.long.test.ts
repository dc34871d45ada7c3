import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnswerEntry } from '../../../src/scoring/answer-set.ts';
import { parseAnswerValue } from '../../../src/scoring/check-answers.ts';
import { readAnswerSet } from '../../../src/scoring/columns/kernel.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import type { AnswerValue } from '../../../src/scoring/possible-values.ts';
import { bindColumns } from '../../../src/table/mapping/column-binding.ts';
import { proposeMapping, toMapping } from '../../../src/table/mapping/propose-mapping.ts';
import { openTable } from '../../../src/table/opened-table.ts';
import type { ColumnBinding } from '../../../src/table/row-block.ts';
import { TableProblem } from '../../../src/table/table-problem.ts';
import { runs } from '../../property-runs.ts';
import { compile, documentsOf } from '../../scoring/pack-sketch.ts';
import { Draw } from '../../scoring/random/draw.ts';
import {
  bytesOf,
  type Column,
  cellsOf,
  columnsOf,
  type Field,
  fieldsOf,
  LAYOUTS,
  type Layout,
  type Reply,
} from './layouts.ts';
import { createRandom, drawReplies } from './replies.ts';

/** Texts that hold what platforms write between things, or that mean something else. */
const TEXTS = [
  ...['无', '有', '是', '否', 'No', 'Yes', 'None', 'x', '其他（请注明）', 'Other (please specify)', 'unknown', 'N/A'],
  ...[
    'ERP',
    'ERP, MES',
    'MES',
    'MES, PLM',
    'PLM',
    'A; B',
    'A / B',
    'in-house',
    'Wi-Fi (6)',
    'ratio 1:2',
    '1',
    '2',
    '3',
    '0',
  ],
  ...['采购、销售', '采购', '销售', 'Plan - do', 'yes, partly', 'Q1', 'name', '5%', 'a_b', 'a.b', '- ', '产品设计'],
].map((text) => text.trim());
const IDS = ['A', 'B', 'C', 'N', 'Y', 'x', '0', '1', '2', 'none', 'yes', 'no', 'other', 'erp', 'a_b', 'a-b'];
const QUESTIONS = [
  'Tools',
  'Which?',
  'Systems: which are used?',
  '采购',
  '系统（多选）',
  'A/B: what?',
  'Rate - now',
  'Level Q2',
  'name',
  'Level 3',
];

function drawOptions(draw: Draw, most: number): object[] {
  const ids = draw.some(draw.from(fc.shuffledSubarray, IDS, { minLength: IDS.length }), 2, most);
  // A text that is the id of another option means that option: ids go first.
  const free = TEXTS.filter((text) => !ids.includes(text.toLowerCase()) && !ids.includes(text));
  const texts = draw.from(fc.shuffledSubarray, free, { minLength: ids.length, maxLength: ids.length });
  return ids.map((id, i) => ({ id, text: { en: texts[i] }, ...(id === 'none' ? { exclusive: true } : {}) }));
}

function drawPlan(draw: Draw): Plan {
  const names = ['Q1', 'Q2', 'Q3', 'tools', 'rate', 'areas'].slice(0, draw.whole(2, 6));
  const texts = draw.from(fc.shuffledSubarray, QUESTIONS, { minLength: names.length, maxLength: names.length });
  const notApplicable = draw.maybe(30, () => ({ notApplicable: true }));
  const questions = names.map((id, i) => {
    const common = { id, text: { en: texts[i] }, ...notApplicable };
    switch (draw.pick(['multiple', 'multiple', 'single', 'scale', 'boolean', 'decimal', 'matrix'])) {
      case 'multiple':
        return { ...common, type: 'multiple', options: drawOptions(draw, 6), ...draw.maybe(30, () => ({ least: 0 })) };
      case 'single':
        return { ...common, type: 'single', options: drawOptions(draw, 5) };
      case 'boolean':
        return { ...common, type: 'boolean' };
      case 'decimal':
        return { ...common, type: 'decimal', ...draw.maybe(50, () => ({ minimum: 0 })) };
      case 'matrix': {
        const rows = draw.from(fc.shuffledSubarray, TEXTS, { minLength: 2, maxLength: 3 });
        const each = draw.chance(50)
          ? { type: 'scale', minimum: 0, maximum: 3 }
          : { type: 'single', options: drawOptions(draw, 4) };
        return { ...common, type: 'matrix', rows: rows.map((text, k) => ({ id: `r${k}`, text: { en: text } })), each };
      }
      default: {
        const words = TEXTS.filter((text) => !/^\d$/.test(text));
        const labels = draw.from(fc.shuffledSubarray, words, { minLength: 4, maxLength: 4 });
        const written = Object.fromEntries(labels.map((en, k) => [k, { en }]));
        return { ...common, type: 'scale', minimum: 0, maximum: 3, ...draw.maybe(60, () => ({ labels: written })) };
      }
    }
  });
  const facts = [{ id: 'uscc', type: 'uscc', key: true, required: true, text: { en: 'Credit code' } }];
  const sketch = { facts, questions };
  documentsOf(sketch);
  // What the answers come to does not matter here, so that a rubric without points will do.
  return compile(sketch).plan;
}

type Read =
  | { readonly is: 'asked' }
  | { readonly is: 'read'; readonly rows: readonly (ReadonlyMap<string, AnswerEntry> | null)[] };

/** What the rows of a file come to: answers, or null for a reject; or that a person has to look first. */
async function read(plan: Plan, bytes: Buffer): Promise<Read> {
  try {
    const table = await openTable({ stream: Readable.from([bytes]) }, { isExport: true });
    const { layout } = table.detection;
    const { headings } = layout;
    const proposal = proposeMapping(plan, { layout, rows: table.sample });
    if (!proposal.isCertain) return { is: 'asked' };
    const pack = { id: 'p', version: '1' };
    const { bindings } = bindColumns(toMapping(proposal, pack), {
      plan,
      pack: 'p',
      headings,
      decimal: proposal.decimal,
      conventions: layout,
      file: '',
    });
    const uses = bindings.map((use, i): ColumnBinding => (headings[i] === '' ? { kind: 'blank' } : use));
    const rows: (ReadonlyMap<string, AnswerEntry> | null)[] = [];
    for await (const block of table.read(uses)) {
      for (let row = 0; row < block.rows; row++)
        rows.push(block.faults.some((fault) => fault.row === row) ? null : new Map(readAnswerSet(plan, block, row)));
    }
    return { is: 'read', rows };
  } catch (error) {
    if (error instanceof TableProblem) return { is: 'asked' };
    throw error;
  }
}

function answerOf(plan: Plan, name: string, reply: Reply): AnswerValue | undefined {
  const input = plan.inputs.find((one) => one.name === name);
  const given = reply[name];
  if (!input || given === null || given === undefined) return undefined;
  const parsed = parseAnswerValue(input, given);
  return 'value' in parsed ? parsed.value : undefined;
}

/** Expects of every row that it is a reject, or answered as it was written. */
function expectAnswers(plan: Plan, found: Read, replies: readonly Reply[], what: () => string): void {
  if (found.is === 'asked') return;
  expect(found.rows.length, what()).toBe(replies.length);
  for (const [i, sheet] of found.rows.entries()) {
    if (!sheet) continue;
    for (const { name, type } of plan.inputs) {
      if (type === 'uscc') continue;
      const entry = sheet.get(name);
      const value = entry?.state === 'answered' ? entry.value : undefined;
      const expected = answerOf(plan, name, replies[i] as Reply);
      const sorted = (one: AnswerValue | undefined) => (Array.isArray(one) ? [...one].sort() : one);
      expect(sorted(value), `${name} of row ${i}: ${entry?.state}\n${what()}`).toEqual(sorted(expected));
    }
  }
}

const show = (layout: Layout, cells: readonly (readonly string[])[]): string =>
  `${layout.platform}, ${layout.name}\n${cells
    .slice(0, 6)
    .map((row) => JSON.stringify(row))
    .join('\n')}`;

test('random packs in every layout give the original answers, a question or a reject, never wrong answers', async () => {
  let [asked, scored] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.gen(), fc.integer({ min: 1, max: 1e6 }), async (value, seed) => {
      const draw = new Draw(value);
      const plan = drawPlan(draw);
      const replies = drawReplies(plan, 12, seed);
      const layout = draw.pick(LAYOUTS);
      const cells = cellsOf(columnsOf(layout, fieldsOf(plan, 'en')), replies);
      const found = await read(plan, bytesOf({ ...layout, form: 'csv' }, cells));
      if (found.is === 'asked') asked++;
      else scored += found.rows.filter((row) => row !== null).length;
      expectAnswers(plan, found, replies, () => show(layout, cells));
    }),
    runs(600),
  );
  expect(scored).toBeGreaterThan(asked);
});

test('a table whose layout was changed gives the original answers, a question or a reject, never wrong answers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.gen(), fc.integer({ min: 1, max: 1e6 }), async (value, seed) => {
      const draw = new Draw(value);
      const plan = drawPlan(draw);
      const replies = drawReplies(plan, 12, seed);
      const layout = draw.pick(LAYOUTS);
      const columns = [...columnsOf(layout, fieldsOf(plan, 'en'))];
      const [first, last] = [layout.before.length, columns.length - (layout.behind?.length ?? 0) - 1];
      const below = createRandom(seed);
      const at = first + below(last - first + 1);
      const column = columns[at] as Column;
      switch (draw.pick(['removed', 'doubled', 'second'])) {
        case 'removed':
          columns[at] = { ...column, headings: column.headings.map(() => '') };
          break;
        case 'doubled':
          columns.splice(first + below(last - first + 1), 0, {
            ...column,
            cell: (_, row) => column.cell(replies.at(row - 1) ?? {}, row),
          });
          break;
        default:
          // In a layout of several heading rows only the second is removed.
          columns[at] = { ...column, headings: column.headings.with(-1, '') };
      }
      const cells = cellsOf(columns, replies);
      const found = await read(plan, bytesOf({ ...layout, form: 'csv' }, cells));
      expectAnswers(plan, found, replies, () => show(layout, cells));
    }),
    runs(600),
  );
});

/**
 * Whether a cell could be an answer to a field, as far as its text shows: a state, a number or a mark where there may be one,
 * anything that holds an option. Only where none of these is so can it be told that headings were swapped: two scales, or two
 * questions with the same options, read the same under either heading.
 */
function mayAnswer(plan: Plan, { name, options }: Field, cell: string): boolean {
  const input = plan.inputs.find((one) => one.name === name);
  const text = cell.trim().toLowerCase();
  const words = [...options.flatMap((one) => [one.id, one.text]), ...['unknown', 'n/a', 'none', '无', '-']];
  if (words.some((word) => text.includes(word.trim().toLowerCase()) || word.toLowerCase().includes(text))) return true;
  if (input?.value.kind === 'boolean') return /^(?:[01xyn]|yes|no|true|false|是|否|有)$/.test(text);
  return input?.value.kind === 'number' && /\d/.test(text);
}

test('two swapped headings raise a doubt, or the rows whose cells do not fit them are rejected', async () => {
  let [shown, alike] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.gen(), fc.integer({ min: 1, max: 1e6 }), async (value, seed) => {
      const draw = new Draw(value);
      const plan = drawPlan(draw);
      const replies = drawReplies(plan, 12, seed);
      const layout = draw.pick(LAYOUTS);
      const fields = fieldsOf(plan, 'en').filter((field) => columnsOf(layout, [field]).length === single(layout));
      const asked = fields.filter(({ name }) => name !== 'uscc');
      if (asked.length < 2) return;
      const one = draw.pick(asked);
      const other = draw.pick(asked.filter((field) => field !== one));
      const columns = [...columnsOf(layout, fields)];
      const [a, b] = [one, other].map((field) => layout.before.length + fields.indexOf(field)) as [number, number];
      const [first, second] = [columns[a], columns[b]] as [Column, Column];
      columns[a] = { ...first, headings: second.headings };
      columns[b] = { ...second, headings: first.headings };
      const found = await read(plan, bytesOf({ ...layout, form: 'csv' }, cellsOf(columns, replies)));
      if (found.is === 'asked') {
        shown++;
        return;
      }
      for (const [i, reply] of replies.entries()) {
        const fitsAs = (given: Field, column: Column, field: Field): boolean =>
          (reply[given.name] ?? null) === null || mayAnswer(plan, field, column.cell(reply, i));
        const fits = fitsAs(one, first, other) && fitsAs(other, second, one);
        if (fits) alike++;
        else {
          shown++;
          expect(found.rows[i], `row ${i}\n${show(layout, cellsOf(columns, replies))}`).toBeNull();
        }
      }
    }),
    runs(600),
  );
  expect(shown).toBeGreaterThan(alike);
});

/** How many columns a layout writes at least: those of its own, and one for a question. */
function single({ before, behind = [] }: Layout): number {
  return before.length + behind.length + 1;
}
