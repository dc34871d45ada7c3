import type { Mismatch } from '../../check/mismatch.ts';
import type { Messages } from '../../i18n/index.ts';
import type { ExpectedUnmet } from '../../model/generated/types.ts';
import { PROBLEMS, type ProblemCode } from '../../model/problem.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Speech } from '../assessment.ts';
import { formatNumber } from '../number.ts';

/** What was expected and what there is: "scores.total: expected 48.4, got 48.5 (0.1 more)". */
export function mismatchText(mismatch: Mismatch, plan: Plan, { messages }: Speech): string {
  const { numbers, cases } = messages;
  const words = cases.mismatch;
  const { what, expected, got, difference, tolerance = 0 } = mismatch;
  const say = (value: unknown): string => sayValue(value, messages);
  switch (what) {
    case 'base':
      return words.base(String(expected));
    case 'answers':
      return words.refused(refusalText(got));
    case 'policy':
      return words.noPolicy;
    case 'measures':
      return words.among(say(expected), say(got));
  }
  if (got === undefined) return words.unknown(what, say(expected));
  if (difference === undefined || mismatch.at.at(-1) === 'level') return words.differs(what, say(expected), say(got));
  const decimals = Math.max(plan.decimals, decimalsOf(expected as number));
  const write = (value: number, gate: number): string => formatNumber(value, { numbers, decimals, gates: [gate] });
  const distance = (difference > 0 ? words.more : words.less)(write(Math.abs(difference), tolerance));
  const allowed = tolerance > 0 ? [words.allowed(writeWhole(tolerance, messages))] : [];
  const text = words.differs(what, say(expected), write(got as number, expected as number));
  return numbers.remark(text, numbers.items([distance, ...allowed]));
}

function decimalsOf(value: number): number {
  return String(value).split('.')[1]?.length ?? 0;
}

/** All digits a document can hold. */
const ALL_DECIMALS = 15;

function writeWhole(value: number, { numbers }: Messages): string {
  return formatNumber(value, { numbers, decimals: ALL_DECIMALS });
}

function refusalText(got: unknown): string {
  const { refused, at = [], ...details } = got as { refused: ProblemCode; at: readonly (string | number)[] };
  return `${refused} ${at.join('.')}: ${PROBLEMS[refused].message(details)}`;
}

function sayValue(value: unknown, messages: Messages): string {
  const { numbers, cases } = messages;
  const words = cases.mismatch;
  const say = (one: unknown): string => sayValue(one, messages);
  if (value === null) return words.none;
  if (typeof value === 'number') return writeWhole(value, messages);
  if (Array.isArray(value)) return value.length === 0 ? words.none : numbers.items(value.map(say));
  if (typeof value !== 'object') return value === 'open' || value === 'accepted' ? words[value] : String(value);
  if ('lowest' in value && 'highest' in value) return numbers.range(say(value.lowest), say(value.highest), true);
  const { name, needs, has } = value as ExpectedUnmet;
  const stated = [
    ...(needs === undefined ? [] : [`${words.needs} ${say(needs)}`]),
    ...(has === undefined ? [] : [`${words.has} ${say(has)}`]),
  ];
  return stated.length === 0 ? name : numbers.remark(name, numbers.items(stated));
}
