import { listedValues } from '../../src/scoring/index.ts';
import type { Input } from '../../src/scoring/plan.ts';
import type { PreparedPack } from './joinery-pack.ts';

/** Draws a whole number below `size`. */
export type Draw = (size: number) => number;

/** Creates draws that look random and are the same every time. */
export function createDraws(seed: number): Draw {
  let state = seed;
  return (size) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * size);
  };
}

/** Returns the questions of a pack that a plan can be drawn for. */
export function drawableQuestions({ plan }: Pick<PreparedPack, 'plan'>): Input[] {
  return plan.inputs.filter(({ role, type }) => role === 'question' && type !== 'text');
}

export type Answer = string | number | boolean | readonly string[];

/** Returns the best answer to a question that is answered with a level. */
function topOf(input: Input): number {
  return (listedValues(input)?.length ?? 1) - 1;
}

/** Draws an answer of a firm as consultants meet them: most are low, few are at the top. */
export function drawAnswer(input: Input, draw: Draw): Answer {
  const { type, options } = input;
  const low = (size: number): number => Math.min(draw(size), draw(size));
  if (type === 'boolean') return low(2) === 1;
  if (type === 'single') return options[low(options.length)]?.id ?? '';
  if (type !== 'multiple') return low(topOf(input) + 1);
  const free = options.filter(({ exclusive }) => !exclusive).map(({ id }) => id);
  const some = free.filter(() => draw(3) === 0);
  return some.length > 0 ? some : [options.find(({ exclusive }) => exclusive)?.id ?? (free[0] as string)];
}

/** Facts of an enterprise as far as the pack asks for them: its size, and what it says hurts. */
export function drawFacts({ plan }: Pick<PreparedPack, 'plan'>, draw: Draw): Readonly<Record<string, unknown>> {
  const employees = [8, 35, 90, 180, 326, 700][draw(6)] as number;
  const painOptions = plan.inputs.find(({ name }) => name === 'pains')?.options ?? [];
  const pains = painOptions.flatMap(({ id, exclusive }) => (exclusive || draw(3) > 0 ? [] : [id]));
  const facts = { sector: 'industry', employees, revenue: employees * 60, ...(pains.length > 0 ? { pains } : {}) };
  return Object.fromEntries(Object.entries(facts).filter(([name]) => plan.names.has(name)));
}

/** Returns the answer one level or option further or back; undefined if there is none. */
export function moveAnswer(input: Input, answer: Answer, up: boolean): Answer | undefined {
  const { type, options } = input;
  if (typeof answer === 'boolean') return answer === up ? undefined : up;
  if (type === 'single') return options[options.findIndex(({ id }) => id === answer) + (up ? 1 : -1)]?.id;
  if (typeof answer === 'number')
    return up ? (answer < topOf(input) ? answer + 1 : undefined) : answer > 0 ? answer - 1 : undefined;
  const exclusive = options.find((option) => option.exclusive)?.id;
  const chosen = (answer as readonly string[]).filter((id) => id !== exclusive);
  if (!up) return chosen.length > 1 ? chosen.slice(1) : undefined;
  const next = options.find(({ id }) => id !== exclusive && !chosen.includes(id));
  return next && [...chosen, next.id];
}
