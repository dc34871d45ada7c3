import { evaluate } from '../scoring/evaluate.ts';
import type { Evaluation } from '../scoring/pass.ts';
import type { Plan } from '../scoring/plan.ts';
import { entryOf, type Sheet } from '../scoring/sheet.ts';
import { drawOutline, type Item, type Outline, type Stop } from './outline.ts';

/** A diagnosis at one moment: what was said, what follows from it, and where it stands. A change gives a new one. */
export interface Interview {
  readonly plan: Plan;
  readonly outline: Outline;
  readonly sheet: Sheet;
  readonly evaluation: Evaluation;
  /** The position of the stop it stands at; behind the last one it is the review. */
  readonly at: number;
}

/** What comes now. */
export type Step =
  | { readonly kind: 'fact' | 'question'; readonly item: Item }
  | Extract<Stop, { kind: 'sectionEnd' }>
  | { readonly kind: 'review' };

export interface InterviewStart {
  /** The facts that only the policy asks; they come last of the facts. */
  readonly policyFacts?: Iterable<string>;
  /** What is already said. */
  readonly sheet?: Sheet;
}

/** An interview at its beginning. */
export function startInterview(plan: Plan, { policyFacts = [], sheet = new Map() }: InterviewStart = {}): Interview {
  const outline = drawOutline(plan, new Set(policyFacts));
  return settle({ plan, outline, sheet, evaluation: evaluate(plan, sheet), at: 0 });
}

/** What comes now: a fact, a question, the end of a section, or the review. */
export function nextStep({ outline, at }: Interview): Step {
  const stop = outline.stops[at];
  if (!stop) return { kind: 'review' };
  return stop.kind === 'sectionEnd' ? stop : { kind: stop.item.input.role, item: stop.item };
}

/** Whether something is asked, as far as it is known: only what surely does not apply is not. */
export function isAsked({ evaluation }: Interview, { node, figureOf }: Item): boolean {
  const asked = (position: number): boolean => evaluation.asked[position] !== 'fails';
  return asked(node) && (figureOf.length === 0 || figureOf.some(asked));
}

/** What is asked, in order. */
export function askedItems(state: Interview): Item[] {
  return state.outline.items.filter((item) => isAsked(state, item));
}

/** A fact or question that is asked or would be, by its name. */
export function findItem({ outline }: Interview, name: string): Item | undefined {
  return outline.items.find((item) => item.name === name);
}

/**
 * Whether nothing is said of it and nothing follows from figures: "don't know yet" is something that was said. A figure
 * is open no longer than a question that follows from it.
 */
export function isOpen({ evaluation }: Interview, { node, figureOf }: Item): boolean {
  const isUnanswered = (position: number): boolean => evaluation.states[position] === 'unanswered';
  if (!isUnanswered(node)) return false;
  return figureOf.length === 0 || figureOf.some((one) => isUnanswered(one) && evaluation.asked[one] !== 'fails');
}

/** The first required fact that is not answered: nothing after it can be reached before it is. */
export function openRequired(state: Interview): Item | undefined {
  return askedItems(state).find(({ name, required }) => required && entryOf(state.sheet, name).state !== 'answered');
}

/** Moves on from a stop that is not asked, or no longer. */
export function settle(state: Interview): Interview {
  const { stops } = state.outline;
  let { at } = state;
  while (at < stops.length && !isLive(state, stops[at] as Stop)) at++;
  return at === state.at ? state : { ...state, at };
}

/** A section that asks nothing has no end either. */
function isLive(state: Interview, stop: Stop): boolean {
  if (stop.kind === 'item') return isAsked(state, stop.item);
  return state.outline.items.some(
    (item) => item.part === stop.part && item.input.role === 'question' && isAsked(state, item),
  );
}
