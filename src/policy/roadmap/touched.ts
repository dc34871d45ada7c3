import { type Atom, sameAtom } from '../../condition/value.ts';
import { compare } from '../../model/rational.ts';
import { rankOf } from '../../scoring/domain.ts';
import type { Evaluation } from '../../scoring/pass.ts';
import type { Input, Plan } from '../../scoring/plan.ts';
import type { Said } from '../../scoring/said.ts';
import { shareByAnswers } from '../../scoring/shared-values.ts';
import { type AnswerValue, entryOf, isChoices, type Sheet, type SheetEntry } from '../../scoring/sheet.ts';
import { raiseEntry } from '../application.ts';
import type { Effect } from '../effects.ts';
import type { CompiledMeasure } from '../measures.ts';

/** An answer that measures change, and what they can make of it; as it is now is not among that. */
export interface Touched extends Omit<Steps, 'ledBy'> {
  readonly node: number;
  readonly input: Input;
  /** Whether it is a multiple choice: any of the steps together, not one of them. */
  readonly adds: boolean;
  /** By step, the measures that lead there or further; one that needs another of them is not among them. */
  readonly reachedBy: readonly (readonly number[])[];
}

/** What can be made of an answer. */
interface Steps {
  /** For a single value what it can be raised to, ascending; for a multiple choice the options that can be added. */
  readonly steps: readonly AnswerValue[];
  /** Each step as text. */
  readonly texts: readonly string[];
  /** By step, which of the effects lead there or further. */
  readonly ledBy: readonly (readonly number[])[];
  /** Whether more options can be added than may be chosen, so that it matters which come first. */
  readonly crowded: boolean;
}

/** Where a measure leads an answer, or which options it adds. */
interface Lead {
  readonly measure: number;
  readonly effect: Effect;
}

/** Finds which answers measures change, in the order of the plan; `today` is what the sheet comes to, which says this. */
export function findTouched(
  plan: Plan,
  sheet: Sheet,
  today: Evaluation,
  measures: readonly CompiledMeasure[],
  said: Said,
): Touched[] {
  const leads = leadsByNode(measures);
  const shared = sharedSteps(plan, said);
  const touched: Touched[] = [];
  for (const node of [...leads.keys()].sort((a, b) => a - b)) {
    const input = plan.nodes[node];
    // What the level does not read is not part of the plan any more.
    if (input?.op !== 'input') continue;
    const here = leads.get(node) as Lead[];
    const effects = here.map(({ effect }) => effect);
    const find = (): Steps => findSteps(plan, sheet, node, effects, today);
    const { steps, texts, ledBy, crowded } = shared(node, find, effects.map(targetOf).join(' '));
    if (steps.length === 0) continue;
    const reachedBy = ledBy.map((led) => withoutNeeding(led, here, measures));
    touched.push({ node, input, adds: input.type === 'multiple', steps, texts, reachedBy, crowded });
  }
  return touched;
}

/** The entry of an answer that is led to one value, or to options; undefined where it stays as it is. */
export function raisedTo(
  plan: Plan,
  sheet: Sheet,
  node: number,
  values: readonly AnswerValue[],
  today: Evaluation,
): SheetEntry | undefined {
  const { type } = plan.nodes[node] as Input;
  return raiseEntry(plan, sheet, node, type === 'multiple' ? [values as readonly string[]] : values, today);
}

function leadsByNode(measures: readonly CompiledMeasure[]): Map<number, Lead[]> {
  const leads = new Map<number, Lead[]>();
  for (const [measure, { effects }] of measures.entries()) {
    for (const effect of effects) {
      const known = leads.get(effect.node);
      if (known) known.push({ measure, effect });
      else leads.set(effect.node, [{ measure, effect }]);
    }
  }
  return leads;
}

/** Most enterprises give one of a few answers, and can do the same about it. */
const sharedSteps = shareByAnswers<Steps>();

const TARGETS = new WeakMap<Effect, string>();

function targetOf(effect: Effect): string {
  const known = TARGETS.get(effect);
  if (known !== undefined) return known;
  const text = textOf(effect.to);
  TARGETS.set(effect, text);
  return text;
}

/** An answer's value as text that no other value has. */
export function textOf(value: AnswerValue): string {
  if (typeof value === 'object' && !isChoices(value)) return `${value.n}/${value.d}`;
  return JSON.stringify(value);
}

function findSteps(plan: Plan, sheet: Sheet, node: number, effects: readonly Effect[], today: Evaluation): Steps {
  const input = plan.nodes[node] as Input;
  const adds = input.type === 'multiple';
  const steps = distinct(
    input,
    effects.flatMap(({ to }) => to as AnswerValue),
    adds,
  ).filter((value) => raisedTo(plan, sheet, node, [value], today) !== undefined);
  return {
    steps,
    texts: steps.map(textOf),
    ledBy: steps.map((_, i) => effects.flatMap(({ to }, at) => (isThere(to, steps, i, adds) ? [at] : []))),
    crowded: adds && isCrowded(input, sheet, steps),
  };
}

function distinct(input: Input, targets: readonly AnswerValue[], adds: boolean): AnswerValue[] {
  if (adds) return [...new Set(targets)].sort();
  const ranked = targets.flatMap((to) => (isChoices(to) ? [] : [{ to, rank: rankOf(input, to) }]));
  ranked.sort((a, b) => compare(a.rank, b.rank));
  return ranked.flatMap(({ to, rank }, i) =>
    i > 0 && compare(rank, (ranked[i - 1] as (typeof ranked)[0]).rank) === 0 ? [] : [to],
  );
}

/** Whether what leads there leads at least as far as a step. */
function isThere(to: AnswerValue, steps: readonly AnswerValue[], step: number, adds: boolean): boolean {
  if (adds) return (to as readonly string[]).includes(steps[step] as string);
  return placeIn(steps, to) >= step;
}

/** The place of a single value among steps; negative where it is none of them. */
export function placeIn(steps: readonly AnswerValue[], to: AnswerValue): number {
  return steps.findIndex((value) => sameAtom(value as Atom, to as Atom));
}

function isCrowded(input: Input, sheet: Sheet, steps: readonly AnswerValue[]): boolean {
  const entry = entryOf(sheet, input.name);
  const chosen = entry.state === 'answered' && isChoices(entry.value) ? entry.value : [];
  const kept = chosen.filter((id) => !input.options.some((option) => option.id === id && option.exclusive));
  return input.choose.most !== null && new Set([...kept, ...steps]).size > input.choose.most;
}

/** Where a measure needs another of these, near or far, that one is taken with it: any of the rest is as much as any of all. */
function withoutNeeding(
  led: readonly number[],
  leads: readonly Lead[],
  measures: readonly CompiledMeasure[],
): readonly number[] {
  const some = led.map((at) => (leads[at] as Lead).measure);
  if (some.length < 2) return some;
  const ids = new Set(some.map((i) => measures[i]?.id));
  const needsOne = ({ needs }: CompiledMeasure): boolean =>
    needs.some((need) => {
      if (ids.has(need)) return true;
      const needed = measures.find(({ id }) => id === need);
      return needed !== undefined && needsOne(needed);
    });
  return [...new Set(some)].filter((i) => !needsOne(measures[i] as CompiledMeasure));
}

/** Every way one answer can be, the way it is included; undefined for too many. */
export function waysOf(
  { steps, adds }: Pick<Touched, 'steps' | 'adds'>,
  most: number,
): (readonly AnswerValue[])[] | undefined {
  if (!adds) return [[], ...steps.map((value) => [value])];
  if (2 ** steps.length > most) return undefined;
  return Array.from({ length: 2 ** steps.length }, (_, bits) => steps.filter((_step, i) => (bits >> i) & 1));
}
