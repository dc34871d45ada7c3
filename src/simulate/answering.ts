import { dayNumberOf } from '../model/date.ts';
import type { Region } from '../model/generated/types.ts';
import { fromNumber, type Rational, toNumber } from '../model/rational.ts';
import { evaluate } from '../scoring/evaluate.ts';
import type { Input, Plan } from '../scoring/plan.ts';
import type { AnswerValue, Sheet, SheetEntry } from '../scoring/sheet.ts';
import { type Chance, createChance } from './chance.ts';
import type { StatedFacts } from './facts.ts';
import { maturityOf, type SimulatedAssessments, type SimulatedEnterprise } from './region.ts';

const YEAR = 365.25;
/** From one wave to the next an answer wavers by this part of the scatter between questions. */
const WAVER = 0.25;
/** Where no bounds are stated, numbers go from 0 to this. */
const UNBOUNDED = 100;

/** The answers of an enterprise in a wave, facts included. */
export type Respond = (enterprise: SimulatedEnterprise, wave: Omit<SimulatedAssessments, 'enterprises'>) => Sheet;

/**
 * How enterprises answer: every answer stands as far up as the enterprise is mature, give or take a scatter that it
 * keeps from wave to wave; on their own enterprises see themselves better and leave some answers open.
 */
export function createResponder(region: Region, plan: Plan, facts: StatedFacts): Respond {
  const { seed, waves = [] } = region;
  const { scatter, growth, optimism, doubt } = maturityOf(region);
  const start = waves[0] ? dayNumberOf(waves[0].date) : 0;
  const questions = plan.inputs.filter(({ role, type }) => role === 'question' && type !== 'derived');
  const isGuarded = questions.some(({ when }) => when !== null);
  return (enterprise, { date, kind }) => {
    // The same for all waves of an enterprise, so that its answers are its own.
    const lasting = createChance(seed, 'answers', enterprise.index);
    const passing = createChance(seed, 'answers', enterprise.index, date, kind);
    const years = (dayNumberOf(date) - start) / YEAR;
    const maturity = enterprise.maturity + growth * 2 * lasting.next() * years + (kind === 'self' ? optimism : 0);
    const sheet = new Map<string, SheetEntry>(facts(enterprise));
    for (const input of questions) {
      const position = maturity + scatter * (lasting.normal() + WAVER * passing.normal());
      const isOpen = passing.next() < (kind === 'self' ? doubt : 0);
      const value = answerAt(input, Math.min(1, Math.max(0, position)), lasting);
      if (isOpen) sheet.set(input.name, { state: 'unknown' });
      else if (value !== undefined) sheet.set(input.name, { state: 'answered', value });
    }
    return isGuarded ? withoutUnasked(plan, sheet, questions) : sheet;
  };
}

/** The answer that stands at a position from 0, the least mature, to 1; undefined for texts and days. */
function answerAt(input: Input, position: number, chance: Chance): AnswerValue | undefined {
  switch (input.type) {
    case 'single':
      return input.options[stepAt(position, input.options.length)]?.id;
    case 'multiple':
      return chooseOptions(input, position, chance);
    case 'boolean':
      return position > chance.next();
    case 'scale':
    case 'integer': {
      const [low, high] = boundsOf(input);
      return whole(low + stepAt(position, high - low + 1));
    }
    case 'decimal':
    case 'percent': {
      const [low, high] = boundsOf(input);
      return fromNumber(Math.round((low + (high - low) * position) * 10) / 10);
    }
    default:
      return undefined;
  }
}

/** The step of so many equal ones that a position falls into, from 0. */
function stepAt(position: number, steps: number): number {
  return Math.min(steps - 1, Math.floor(position * steps));
}

function boundsOf({ range: { low, high } }: Input): [number, number] {
  const from = low ? toNumber(low) : 0;
  return [from, high ? toNumber(high) : from + UNBOUNDED];
}

function whole(value: number): Rational {
  return { n: BigInt(value), d: 1n };
}

function chooseOptions({ options, choose }: Input, position: number, chance: Chance): readonly string[] {
  const free = options.filter(({ exclusive }) => !exclusive);
  const draws = free.map(({ id }, i) => ({ id, i, draw: chance.next() })).sort((a, b) => a.draw - b.draw || a.i - b.i);
  const wanted = draws.filter(({ draw }) => draw < position).length;
  const none = options.find(({ exclusive }) => exclusive);
  if (wanted === 0 && none) return [none.id];
  const count = Math.min(choose.most ?? free.length, Math.max(choose.least, wanted));
  const chosen = new Set(draws.slice(0, count).map(({ id }) => id));
  return free.flatMap(({ id }) => (chosen.has(id) ? [id] : []));
}

/** Leaves out answers to questions that are not asked, until none is left. */
function withoutUnasked(plan: Plan, sheet: Map<string, SheetEntry>, questions: readonly Input[]): Sheet {
  for (;;) {
    const { asked } = evaluate(plan, sheet);
    const gone = questions.filter((input) => sheet.has(input.name) && asked[plan.nodes.indexOf(input)] === 'fails');
    if (gone.length === 0) return sheet;
    for (const { name } of gone) sheet.delete(name);
  }
}
