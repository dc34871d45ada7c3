import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect } from 'vitest';
import { stringify } from 'yaml';
import { openPack } from '../../src/app/open-pack.ts';
import { formatAnswerMark } from '../../src/model/answer-mark.ts';
import type { RecordedAnswer } from '../../src/model/generated/types.ts';
import { entryOf } from '../../src/scoring/answer-set.ts';
import { checkAnswers, parseAnswerValue } from '../../src/scoring/check-answers.ts';
import { findComparableFigures } from '../../src/scoring/comparable-figures.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import type { Input, Plan } from '../../src/scoring/plan.ts';
import { isPersons, moneyUnitOf } from '../../src/scoring/unit-factors.ts';
import { HOME, worldIn } from '../pack/sample-world.ts';
import { runs } from '../property-runs.ts';
import { Draw } from '../scoring/random/draw.ts';
import { drawSheet } from '../web/random-answers.ts';
import { matura, ROOT, scratchFolder } from './matura.ts';

/** A form of a survey platform being filled in: what is not relevant is blank. */
export interface FilledForm {
  /** The names of all that can be entered, in their order. */
  readonly names: readonly string[];
  /** Enters a value, several options parted by blanks; false where it is refused, and not kept. */
  enter(name: string, value: string): boolean;
  isRelevant(name: string): boolean;
  /** Names asked of everyone, because the form cannot express their condition. */
  readonly askedOfAll?: readonly string[];
  /** All values by name, as an export without groups has them. */
  submission(): Readonly<Record<string, string>>;
}

type Statements = Readonly<Record<string, unknown>>;

interface Drawn {
  readonly facts: Statements;
  readonly answers: Statements;
}

/** A state or value as it is stated; notes and evidence are not asked by a form. */
function plainOf(stated: unknown): unknown {
  return typeof stated === 'object' && stated !== null && 'value' in stated ? stated.value : stated;
}

function stateOf(stated: unknown): string | undefined {
  return typeof stated === 'object' && stated !== null && 'state' in stated ? String(stated.state) : undefined;
}

/** Enters what a sheet states, as far as the form asks for it; gives what it asked for, as a sheet. */
function enterSheet(form: FilledForm, plan: Plan, sheet: Drawn): Drawn {
  const asked: { facts: Record<string, unknown>; answers: Record<string, unknown> } = { facts: {}, answers: {} };
  for (const name of form.names) {
    const input = plan.inputs.find(
      (one) => one.name === name.replace(/_value$/, '') || one.name.replace('/', '_') === name,
    );
    if (!input || !form.isRelevant(name)) continue;
    const group = input.role === 'fact' ? 'facts' : 'answers';
    const stated = sheet[group][input.name];
    const state = stateOf(stated);
    const hasParts = form.names.includes(`${name.replace(/_value$/, '')}_state`);
    if (stated === undefined || state === 'unanswered') continue;
    if (state !== undefined && hasParts) form.enter(`${name.replace(/_value$/, '')}_state`, state);
    else if (state !== undefined && isChosen(input)) form.enter(name, state);
    else if (state !== undefined) continue;
    else expect(form.enter(name, cellOf(plainOf(stated))), `${name} takes ${cellOf(plainOf(stated))}`).toBe(true);
    asked[group][input.name] = state === undefined ? plainOf(stated) : { state };
  }
  return asked;
}

function isChosen({ type, range: { high } }: Input): boolean {
  return ['single', 'multiple', 'boolean'].includes(type) || (type === 'scale' && Number(high?.n ?? 99n) < 10);
}

function cellOf(value: unknown): string {
  return Array.isArray(value) ? (value.length === 0 ? '[]' : value.join(' ')) : String(value);
}

/** Draws sheets; what is derived from others is stated nowhere. */
async function drawSheets(given: string, count: number): Promise<{ plan: Plan; sheets: readonly Drawn[] }> {
  const { plan, pack } = await openPack(worldIn(HOME), { pack: given });
  const derived = new Set(
    plan.inputs.flatMap(({ role, derived: from, name }) => (role === 'fact' && from !== null ? [name] : [])),
  );
  const sheets = fc.sample(fc.gen(), runs(count)).map((value, i) => {
    const { facts, answers } = drawSheet(new Draw(value), plan, pack, i);
    const stated = Object.fromEntries(Object.entries(facts).filter(([name]) => !derived.has(name)));
    return withPlausibleFigures(plan, { facts: stated, answers });
  });
  return { plan, sheets };
}

/** Amounts are so many times the persons: half a million a head where they are in 万元. */
const PER_HEAD = 50;

/** A sheet whose figures are those of one enterprise, within a factor of 2: a batch rejects what looks like a slip of unit. */
function withPlausibleFigures(plan: Plan, sheet: Drawn): Drawn {
  const compared = new Set(findComparableFigures(plan).flatMap(({ upper, lower }) => [upper, lower]));
  const figures = plan.inputs.filter((input, i) => input.role === 'fact' && compared.has(i));
  const persons = figures.filter(isPersons).map(({ name }) => sheet.facts[name]);
  const size = persons.find((value): value is number => typeof value === 'number' && value > 0) ?? 100;
  const facts = { ...sheet.facts };
  for (const input of figures) {
    const value = facts[input.name];
    if (typeof value === 'number' && value > 0)
      facts[input.name] = (size + (value % size)) * (moneyUnitOf(input) ? PER_HEAD : 1);
  }
  return { ...sheet, facts };
}

export function quoteCell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** The results of an export, which must be read without a mapping and without a reject. */
async function resultsOf(pack: string, table: string, cwd: string): Promise<string> {
  await writeFile(path.join(cwd, 'export.csv'), table);
  const run = await matura(['batch', pack, 'export.csv', '--quiet'], { cwd });
  expect(run.code, run.stderr).toBe(0);
  return readFile(path.join(cwd, 'export.results.csv'), 'utf8');
}

/** The same answers as results write them, with marks for states. */
function writeIds(plan: Plan, sheets: readonly Drawn[]): string {
  const inputs = plan.inputs.filter(({ type }) => type !== 'derived');
  const cellIn = (sheet: Drawn, { name, role }: Input): string => {
    const stated = sheet[role === 'fact' ? 'facts' : 'answers'][name];
    const state = stateOf(stated) ?? (stated === undefined ? 'unanswered' : 'answered');
    return formatAnswerMark({ state, value: plainOf(stated) } as RecordedAnswer);
  };
  const lines = [inputs.map(({ name }) => name), ...sheets.map((sheet) => inputs.map((input) => cellIn(sheet, input)))];
  return lines.map((cells) => `${cells.map(quoteCell).join(',')}\r\n`).join('');
}

async function scoreOf(pack: string, sheet: Drawn): Promise<Record<string, { readonly value?: number | null }>> {
  const { stdout, stderr } = await matura(['score', pack, '-', '--json'], { input: stringify(sheet) });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout).scores;
}

/** What is relevant is what a diagnosis would ask, but for what follows from other answers already. */
function expectAsked(form: FilledForm, plan: Plan, sheet: Drawn): void {
  const checked = checkAnswers(plan, sheet as never, { file: 'answers.yaml' });
  expect(checked.problems).toEqual([]);
  const evaluation = evaluate(plan, checked.sheet);
  for (const input of plan.inputs) {
    const name = [input.name, `${input.name}_value`].find((one) => form.names.includes(one));
    if (name === undefined) continue;
    const position = plan.nodes.indexOf(input);
    const isAsked = evaluation.asked[position] !== 'fails';
    const isFollowing =
      entryOf(checked.sheet, input.name).state === 'unanswered' && evaluation.states[position] === 'answered';
    if (form.isRelevant(name)) expect(isAsked || form.askedOfAll?.includes(name), `${name} is asked`).toBe(true);
    else expect(isAsked && !isFollowing, `${name} is not asked`).toBe(false);
  }
}

/** Values that a question may be given, some of which are none. */
function someValues(input: Input): readonly string[] {
  const ids = input.options.map(({ id }) => id);
  switch (input.type) {
    case 'multiple':
      return [
        ...ids,
        ...ids.map((id) => `${id} ${ids[0]}`),
        ids.join(' '),
        ids.slice(1).join(' '),
        ids.slice(-2).join(' '),
      ];
    case 'integer':
    case 'decimal':
    case 'percent':
      return ['-1', '0', '0.5', '7', '99', '100', '101', '1000001'];
    case 'uscc':
      return [
        '91350100M000100Y43',
        '91350100M000100Y44',
        '91350100M000100Y4',
        '91350100M000101Y43',
        '11350100M000100Y43',
        '91350100I000100Y43',
      ];
    case 'email':
      return ['a@b.cn', 'a@b', '@b.cn', 'a b@c.cn', 'a@@b.cn'];
    case 'phone':
      return ['+86 28 1234567', '(028) 123456', '12', 'none', '028-1234567'];
    default:
      return [];
  }
}

/** Packs, each with so many sheets. */
export const SURVEYED = [
  ['quick-scan-china', 30],
  ['miit-sme-2024', 20],
  ['digital-intensity', 30],
  ['smart-manufacturing', 10],
  [path.join(ROOT, 'test/fixtures/workshop'), 30],
] as const;

/**
 * Fills a form in with random answers: what it asks is what the pack asks, and its exports, read without a mapping, give the
 * results of those answers.
 */
export async function expectRoundTrip(
  pack: string,
  count: number,
  open: () => FilledForm,
  writeExports: (plan: Plan, rows: readonly Readonly<Record<string, string>>[]) => readonly string[],
): Promise<void> {
  const cwd = await scratchFolder();
  const { plan, sheets } = await drawSheets(pack, count);
  const rows: Readonly<Record<string, string>>[] = [];
  const asked: Drawn[] = [];
  for (const sheet of sheets) {
    const form = open();
    const entered = enterSheet(form, plan, sheet);
    expectAsked(form, plan, entered);
    rows.push(form.submission());
    asked.push(entered);
  }
  const wanted = await resultsOf(pack, writeIds(plan, asked), cwd);
  for (const table of writeExports(plan, rows)) expect(await resultsOf(pack, table, cwd)).toBe(wanted);
  const results = parse(wanted, { columns: true, bom: true }) as Record<string, string>[];
  expect(results).toHaveLength(asked.length);
  for (const [i, sheet] of asked.slice(0, 5).entries()) {
    const row = results[i] ?? {};
    for (const [name, { value = null }] of Object.entries(await scoreOf(pack, sheet))) {
      // Steps in between are in no table.
      if (row[name] === undefined) continue;
      if (row[name] === '') expect(value, name).toBeNull();
      else expect(Number(row[name]), name).toBeCloseTo(value ?? Number.NaN, 9);
    }
  }
}

/** A form refuses what the pack refuses, but for types that it is known not to check. */
export async function expectLimits(
  pack: string,
  form: FilledForm,
  unchecked: readonly Input['type'][] = [],
): Promise<void> {
  const { plan } = await openPack(worldIn(HOME), { pack });
  let refused = 0;
  for (const input of plan.inputs.filter((one) => !unchecked.includes(one.type))) {
    const name = [input.name, `${input.name}_value`].find((one) => form.names.includes(one));
    // Nothing can be ticked twice.
    const values = someValues(input).filter(
      (value) => input.type !== 'multiple' || new Set(value.split(' ')).size === value.split(' ').length,
    );
    // A field for whole numbers takes no others.
    for (const value of name === undefined ? [] : values.filter((one) => !input.whole || !one.includes('.'))) {
      const read = parseAnswerValue(input, input.type === 'multiple' ? value.split(' ') : value);
      if (!('value' in read)) refused++;
      expect(form.enter(name as string, value), `${input.name}: ${value}`).toBe('value' in read);
    }
  }
  expect(refused).toBeGreaterThan(0);
}
