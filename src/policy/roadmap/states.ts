import type { Possible } from '../../condition/value.ts';
import { compare } from '../../model/rational.ts';
import { rankOf } from '../../scoring/domain.ts';
import { evaluateChanged } from '../../scoring/evaluate.ts';
import type { Evaluation } from '../../scoring/pass.ts';
import type { Input, Node, Plan } from '../../scoring/plan.ts';
import { inputsBehind } from '../../scoring/reads.ts';
import { type AnswerValue, entryOf, isChoices, type Sheet, type SheetEntry } from '../../scoring/sheet.ts';
import { raiseEntry } from '../application.ts';
import type { CompiledMeasure } from '../measures.ts';
import { plainOf, seenValuesOf } from './seen-values.ts';

/** An answer that measures change, and what they can make of it; as it is now is not among that. */
export interface Touched {
  readonly node: number;
  readonly input: Input;
  /** For a single value what it can be raised to, ascending; for a multiple choice the options that can be added. */
  readonly steps: readonly AnswerValue[];
  /** Whether it is a multiple choice: any of the steps together, not one of them. */
  readonly adds: boolean;
  /** By step, the measures that lead there or further; one that needs another of them is not among them. */
  readonly reachedBy: readonly (readonly number[])[];
  /** Whether more options can be added than may be chosen, so that it matters which come first. */
  readonly crowded: boolean;
}

/** Where a measure leads an answer, or which options it adds. */
interface Lead {
  readonly measure: number;
  readonly to: AnswerValue;
}

/** Up to so many answers behind a node are looked at: more are hardly ever the same again. */
const MOST_BEHIND = 8;

/** What one answer is led to; none where it stays as it is. */
export type Reached = ReadonlyMap<Touched, readonly AnswerValue[]>;

/** What the node at a position comes to. */
export type Read = (node: number) => Possible;

/** The enterprise as measures find it, and what they can make of it. */
export interface Ground {
  readonly plan: Plan;
  /** What all is now. */
  readonly base: Evaluation;
  readonly touched: readonly Touched[];
  /** By node, which of the touched answers it reads, near or far, ascending. */
  readonly behind: readonly (readonly number[])[];
  /**
   * Stands for all that expressions of a node follow from: the answers behind it and the steps each can be led to, which are
   * single values. Undefined where that is too much, or some answer takes several.
   */
  signatureOf(node: number): string | undefined;
  /** Reads what is decided by these answers alone, once they are led to this; the rest is as it is now. */
  readAt(reached: Reached): Read;
}

/**
 * Finds which answers measures change, and tells apart only what makes a difference. `plan` may be one that is reduced to
 * what decides its level, with nodes added at its end; `today` is what the whole plan comes to on the sheet.
 */
export function surveyGround(
  plan: Plan,
  sheet: Sheet,
  today: Evaluation,
  measures: readonly CompiledMeasure[],
): Ground {
  /** What an answer is led to: one value, or options. */
  const targetsOf = ({ adds }: Touched, values: readonly AnswerValue[]): readonly AnswerValue[] =>
    adds ? [values as readonly string[]] : values;
  const raised = (one: Touched, values: readonly AnswerValue[]): SheetEntry | undefined =>
    raiseEntry(plan, sheet, one.node, targetsOf(one, values), today);
  const sheetAt = (reached: Reached): Sheet =>
    new Map([
      ...sheet,
      ...[...reached].flatMap(([one, values]): [string, SheetEntry][] => {
        const entry = raised(one, values);
        return entry ? [[one.input.name, entry]] : [];
      }),
    ]);
  const changes = (one: Touched, value: AnswerValue): boolean => raised(one, [value]) !== undefined;
  const touched = [...leadsByNode(measures)]
    .sort(([a], [b]) => a - b)
    .flatMap(([node, leads]): Touched[] => {
      const input = plan.nodes[node] as Node;
      // What the level does not read is not part of the plan any more.
      if (input.op !== 'input') return [];
      const adds = input.type === 'multiple';
      const targets = leads.flatMap(({ to }) => to);
      const possible = distinct(input, targets as AnswerValue[], adds);
      const all: Touched = { node, input, steps: possible, adds, reachedBy: [], crowded: false };
      const steps = all.steps.filter((value) => changes(all, value));
      if (steps.length === 0) return [];
      const reachedBy = steps.map((_, i) => withoutNeeding(reaching(leads, steps, i, adds), measures));
      return [{ ...all, steps, reachedBy, crowded: adds && isCrowded(input, sheet, steps) }];
    });
  const known = new Map<string, Evaluation>();
  const behind = findBehind(plan, touched);
  let base: Evaluation | undefined;
  // What is added to the plan stands after what is known of it.
  const baseOf = (): Evaluation => {
    base ??= evaluateChanged(plan, sheet, [...plan.nodes.keys()].slice(today.values.length), today);
    return base;
  };
  const seen = seenValuesOf(plan, sheet);
  const places = new Map(touched.map((one, i) => [one, i]));
  const decided = new Map<string, readonly number[]>();
  const decidedBy = (some: readonly Touched[]): readonly number[] => {
    const wanted = new Set(some.map((one) => places.get(one) as number));
    const key = [...wanted].join();
    const found =
      decided.get(key) ?? behind.flatMap((by, at) => (by.length > 0 && by.every((i) => wanted.has(i)) ? [at] : []));
    decided.set(key, found);
    return found;
  };
  function evaluateAt(reached: Reached): Evaluation {
    const key = [...reached].map(([one, values]) => `${one.node}:${stepsOf(one, values)}`).join(' ');
    const found = known.get(key) ?? evaluateChanged(plan, sheetAt(reached), decidedBy([...reached.keys()]), baseOf());
    known.set(key, found);
    return found;
  }

  const inputs = inputsBehind(plan);
  const signatures = new Map<number, string | undefined>();
  function signatureOf(node: number): string | undefined {
    const some = (behind[node] as readonly number[]).map((i) => touched[i] as Touched);
    const all = inputs[node] as readonly number[];
    if (all.length > MOST_BEHIND || some.some(({ adds }) => adds)) return undefined;
    const led = some.map(({ node: at, steps }) => `${at}:${JSON.stringify(steps.map(plainOf))}`);
    return `${all.map(seen.signatureAt).join('|')} ${led.join(' ')}`;
  }

  return {
    plan,
    signatureOf(node) {
      if (!signatures.has(node)) signatures.set(node, signatureOf(node));
      return signatures.get(node);
    },
    get base() {
      return baseOf();
    },
    touched,
    behind,
    // The same ways are asked for by every level and every score.
    readAt(reached) {
      const led = new Map([...reached].map(([one, values]) => [one.node, JSON.stringify(values.map(plainOf))]));
      return (node) => seen.at(node, led, () => evaluateAt(reached).values[node] as Possible);
    },
  };
}

function leadsByNode(measures: readonly CompiledMeasure[]): Map<number, Lead[]> {
  const leads = new Map<number, Lead[]>();
  for (const [measure, { effects }] of measures.entries()) {
    for (const { node, to } of effects) {
      const known = leads.get(node);
      if (known) known.push({ measure, to });
      else leads.set(node, [{ measure, to }]);
    }
  }
  return leads;
}

/** The measures that lead an answer at least as far as a step. */
function reaching(leads: readonly Lead[], steps: readonly AnswerValue[], step: number, adds: boolean): number[] {
  const isThere = (to: AnswerValue): boolean =>
    adds
      ? (to as readonly string[]).includes(steps[step] as string)
      : steps.some((value, i) => i >= step && sameValue(value, to));
  return [...new Set(leads.flatMap(({ measure, to }) => (isThere(to) ? [measure] : [])))];
}

/** Where a measure needs another of these, near or far, that one is taken with it: any of the rest is as much as any of all. */
function withoutNeeding(some: readonly number[], measures: readonly CompiledMeasure[]): readonly number[] {
  if (some.length < 2) return some;
  const ids = new Set(some.map((i) => measures[i]?.id));
  const needsOne = ({ needs }: CompiledMeasure): boolean =>
    needs.some((need) => {
      const needed = measures.find(({ id }) => id === need);
      return needed !== undefined && (ids.has(need) || needsOne(needed));
    });
  return some.filter((i) => !needsOne(measures[i] as CompiledMeasure));
}

function sameValue(a: AnswerValue, b: AnswerValue): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  return 'n' in a && 'n' in b && a.n === b.n && a.d === b.d;
}

function stepsOf(one: Touched, values: readonly AnswerValue[]): string {
  return values.map((value) => one.steps.indexOf(value)).join();
}

function findBehind(plan: Plan, touched: readonly Touched[]): (readonly number[])[] {
  // Both ascend, so what is found does, too.
  const places = new Map(touched.map(({ node }, i) => [node, i]));
  return inputsBehind(plan).map((inputs) => inputs.flatMap((node) => places.get(node) ?? []));
}

function distinct(input: Input, targets: readonly AnswerValue[], adds: boolean): AnswerValue[] {
  if (adds) return [...new Set(targets)].sort();
  const ranked = targets.flatMap((to) => (isChoices(to) ? [] : [{ to, rank: rankOf(input, to) }]));
  ranked.sort((a, b) => compare(a.rank, b.rank));
  return ranked.flatMap(({ to, rank }, i) =>
    i > 0 && compare(rank, (ranked[i - 1] as (typeof ranked)[0]).rank) === 0 ? [] : [to],
  );
}

function isCrowded(input: Input, sheet: Sheet, steps: readonly AnswerValue[]): boolean {
  const entry = entryOf(sheet, input.name);
  const chosen = entry.state === 'answered' && isChoices(entry.value) ? entry.value : [];
  const kept = chosen.filter((id) => !input.options.some((option) => option.id === id && option.exclusive));
  return input.choose.most !== null && new Set([...kept, ...steps]).size > input.choose.most;
}

/** Every way one answer can be, the way it is included; undefined for too many. */
export function waysOf({ steps, adds }: Touched, most: number): (readonly AnswerValue[])[] | undefined {
  if (!adds) return [[], ...steps.map((value) => [value])];
  if (2 ** steps.length > most) return undefined;
  return Array.from({ length: 2 ** steps.length }, (_, bits) => steps.filter((_step, i) => (bits >> i) & 1));
}
