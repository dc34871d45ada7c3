// Answers drawn at random, and what they come to when each set of them is scored by itself.
import { expect } from 'vitest';
import { compilePack } from '../../../src/pack/compile-pack.ts';
import { loadPackFolder } from '../../../src/pack/load-pack.ts';
import type { AnswerEntry } from '../../../src/scoring/answer-set.ts';
import { parseAnswerValue } from '../../../src/scoring/check-answers.ts';
import { findComparableFigures } from '../../../src/scoring/comparable-figures.ts';
import type { Input, Plan } from '../../../src/scoring/plan.ts';
import { assess } from '../../../src/scoring/score-result.ts';
import { isPersons, moneyUnitOf } from '../../../src/scoring/unit-factors.ts';
import { listCodedChoices } from '../../../src/table/mapping/answer-spellings.ts';
import { keyOf } from '../../commands/batch/sample-export.ts';
import { worldIn } from '../../pack/sample-world.ts';
import type { Reply } from './layouts.ts';

/** The plan of a pack in a folder. */
export async function openPlan(folder: string): Promise<Plan> {
  const { pack } = await loadPackFolder(worldIn(folder), folder);
  if (!pack) throw new Error(folder);
  return compilePack(pack, []).plan;
}

/** Numbers from 0 up to a limit, the same for a seed on every run. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Answers to whatever is asked, some of them missing. */
export function drawReplies(plan: Plan, count: number, seed: number): Reply[] {
  const below = createRandom(seed);
  const asked = plan.inputs.filter(({ derived, type }) => derived === null && type !== 'derived');
  const compared = findComparableFigures(plan);
  const figures = new Set(compared.flatMap(({ upper, lower }) => [plan.inputs[upper], plan.inputs[lower]]));
  const parts = new Set(compared.flatMap(({ kind, upper }) => (kind === 'share' ? [plan.inputs[upper]] : [])));
  return Array.from({ length: count }, (_, row) => {
    const [heads, percent] = compared.length > 0 ? [5 + below(1000), below(60)] : [0, 0];
    return Object.fromEntries(
      asked.map((input) => {
        const isKept = (input.definition as { required?: boolean }).required === true || below(8) > 0;
        if (!isKept) return [input.name, null];
        const isFigure = figures.has(input) && (input.type === 'integer' || input.type === 'decimal');
        if (!isFigure) return [input.name, drawValue(input, row, below)];
        return [input.name, drawFigure(input, parts.has(input) ? (heads * percent) / 100 : heads, below)];
      }),
    );
  });
}

/** A figure of an enterprise with so many employees, within a factor of 2 of that of another year; 500,000 of a currency per head. */
function drawFigure(input: Input, heads: number, below: (limit: number) => number): string {
  const money = moneyUnitOf(input);
  const perHead = money ? 500_000 / money.size : isPersons(input) ? 1 : 3;
  const figure = (heads * perHead * (70 + below(70))) / 100;
  if (input.type === 'integer') return String(Math.ceil(figure));
  return below(3) === 0 || figure === 0 ? String(Math.ceil(figure)) : `${Math.floor(figure)}.${1 + below(9)}`;
}

function drawValue(input: Input, row: number, below: (limit: number) => number): string | readonly string[] {
  const ids = listCodedChoices(input).map(({ id }) => id);
  const { maximum } = input.definition as { readonly maximum?: number };
  if (input.type === 'multiple') return drawSome(input, below);
  if (ids.length > 0) return ids[below(ids.length)] as string;
  switch (input.type) {
    case 'uscc':
      return keyOf(row);
    case 'integer':
      return String(below(Math.min(3000, (maximum ?? 3000) + 1)));
    case 'decimal':
      return below(3) === 0 ? String(below(90_000)) : `${below(5000)}.${1 + below(9)}`;
    case 'percent':
      return String(below(101));
    case 'date':
      return `2026-0${1 + below(9)}-${10 + below(18)}`;
    default:
      return `示例, "${input.name}" ${row}`;
  }
}

function drawSome({ options, choose }: Input, below: (limit: number) => number): readonly string[] {
  const alone = options.find(({ exclusive }) => exclusive);
  if (alone && below(6) === 0) return [alone.id];
  const others = options.filter((option) => option !== alone);
  const some = others.filter(() => below(2) === 0).slice(0, choose.most ?? undefined);
  // In most layouts none of the options looks like no answer.
  const least = Math.max(choose.least, 1);
  return (some.length < least ? others.slice(0, least) : some).map(({ id }) => id);
}

const KNOWN = new WeakMap<Reply, Record<string, string>>();

/** What a set of answers comes to, as the cells of a result say it. */
function expectedOf(plan: Plan, reply: Reply): Record<string, string> {
  const known = KNOWN.get(reply) ?? workOut(plan, reply);
  KNOWN.set(reply, known);
  return known;
}

function workOut(plan: Plan, reply: Reply): Record<string, string> {
  const sheet = new Map(
    plan.inputs.flatMap((input): [string, AnswerEntry][] => {
      const given = reply[input.name];
      if (given === null || given === undefined) return [];
      const read = parseAnswerValue(input, given);
      if (!('value' in read)) throw new Error(`${input.name}: ${given}`);
      return [[input.name, { state: 'answered', value: read.value }]];
    }),
  );
  const { result } = assess(plan, sheet, { id: 'p', version: '1', hash: '' }, 'test');
  const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
  const scores = Object.entries(result.scores).map(([name, score]) => [name, text(score.value)]);
  const { level } = result;
  const levels = level ? { level: text(level.value), lowest: text(level.lowest), highest: text(level.highest) } : {};
  return { ...Object.fromEntries(scores), ...levels };
}

/** Expects that each result is what its answers come to; there may be fewer results than answers. */
export function expectSame(plan: Plan, results: readonly Record<string, string>[], replies: readonly Reply[]): void {
  const key = plan.inputs.find(({ definition }) => (definition as { key?: boolean }).key)?.name ?? '';
  for (const result of results) {
    const reply = replies.find((one) => one[key] === result[key]);
    // Scores that are only worked with are not shown.
    const shown = Object.entries(reply ? expectedOf(plan, reply) : {}).filter(([name]) => name in result);
    expect(shown.length).toBeGreaterThan(0);
    expect(result).toMatchObject(Object.fromEntries(shown));
  }
}
