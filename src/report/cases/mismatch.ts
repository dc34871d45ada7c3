import type { Mismatch } from '../../check/mismatch.ts';
import { PROBLEMS, type ProblemCode } from '../../model/problem.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Speech } from '../assessment.ts';
import { formatNumber } from '../number.ts';

/** What was expected and what there is: "scores.total: expected 48.4, got 48.5 (0.1 more)". */
export function mismatchText(mismatch: Mismatch, plan: Plan, { messages: { numbers } }: Speech): string {
  const { what, expected, got, difference, tolerance = 0 } = mismatch;
  switch (what) {
    case 'base':
      return `its base ${String(expected)} is missing, or leads back to it`;
    case 'answers':
      return `expected answers that can be scored, but they are refused: ${refusalText(got)}`;
    case 'policy':
      return 'expected a recommendation, but there is no policy to recommend from';
    case 'measures':
      return `measures: expected ${inWords(expected)} among them, got ${inWords(got)}`;
  }
  if (got === undefined) return `${what}: expected ${inWords(expected)}, but there is nothing of this name`;
  if (difference === undefined) return `${what}: expected ${inWords(expected)}, got ${inWords(got)}`;
  if (mismatch.at.at(-1) === 'level') return `${what}: expected ${expected}, got ${got}`;
  const decimals = Math.max(plan.decimals, decimalsOf(expected as number));
  const write = (value: number, gate: number): string => formatNumber(value, { numbers, decimals, gates: [gate] });
  const far = `${write(Math.abs(difference), tolerance)} ${difference > 0 ? 'more' : 'less'}`;
  const allowed = tolerance > 0 ? `, ${formatNumber(tolerance, { numbers, decimals: 15 })} allowed` : '';
  const found = write(got as number, expected as number);
  return `${what}: expected ${inWords(expected)}, got ${found} (${far}${allowed})`;
}

function decimalsOf(value: number): number {
  return String(value).split('.')[1]?.length ?? 0;
}

function refusalText(got: unknown): string {
  const { refused, at = [], ...details } = got as { refused: ProblemCode; at: readonly (string | number)[] };
  return `${refused} at ${at.join('.')}: ${PROBLEMS[refused].message(details)}`;
}

function inWords(value: unknown): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(inWords).join(', ');
  if (typeof value !== 'object' || value === undefined) return String(value);
  if ('lowest' in value && 'highest' in value) return `${value.lowest ?? 'none'} to ${value.highest ?? 'none'}`;
  const { name, ...more } = value as { name: string };
  return `${name} (${Object.entries(more)
    .map(([key, one]) => `${key} ${inWords(one)}`)
    .join(', ')})`;
}
