// The answers that measures can change for one enterprise, and what scores come to for every alternative.

import { compare, negate, ONE, ZERO } from '../../model/index.ts';
import {
  type AnswerEntry,
  type AnswerSet,
  type AnswerValue,
  type Atom,
  answerKeysOf,
  cacheByAnswers,
  type Evaluation,
  entryOf,
  type Input,
  inputDependencies,
  isChoices,
  type NodeReader,
  type Plan,
  type Possible,
  rankOf,
  reevaluateNodes,
  sameAtom,
} from '../../scoring/index.ts';
import { raiseEntry } from '../apply-measures.ts';
import type { CompiledMeasure, Effect } from '../measures.ts';
import {
  complementOf,
  constantOf,
  type Linear,
  MINUS_ONE,
  type ProgramBuilder,
  requireAny,
  requireAtLeast,
  sumLinear,
  variableOf,
} from './linear-program.ts';

type RaisedAnswers = ReadonlyMap<AffectedAnswer, readonly AnswerValue[]>;

/** The enterprise as measures find it, and what they can make of it. */
export interface ProblemInstance {
  /** What all is now. */
  readonly base: Evaluation;
  readonly affected: readonly AffectedAnswer[];
  /** Which of the touched answers a node reads, near or far, ascending. */
  affectedBehind(node: number): readonly number[];
  /** Reads the nodes that only these answers decide, once they are raised; other nodes are as they are now. */
  readAt(reached: RaisedAnswers): NodeReader;
}

/**
 * Finds which answers measures change, and distinguishes only what makes a difference. `plan` may be one that is reduced to
 * what decides its level, with nodes added at its end; `today` is what the whole plan comes to on the sheet.
 */
export function createProblemInstance(
  plan: Plan,
  sheet: AnswerSet,
  today: Evaluation,
  measures: readonly CompiledMeasure[],
): ProblemInstance {
  const sheetAt = (reached: RaisedAnswers): AnswerSet =>
    new Map([
      ...sheet,
      ...[...reached].flatMap(([one, values]): [string, AnswerEntry][] => {
        const entry = raiseAnswerTo(plan, sheet, one.node, values, today);
        return entry ? [[one.input.name, entry]] : [];
      }),
    ]);
  const values = sharedValues(plan, answerKeysOf(plan, sheet));
  const touched = findAffectedAnswers(plan, sheet, today, measures);
  const known = new Map<string, Evaluation>();
  let base: Evaluation | undefined;
  // Nodes that were added to the plan come after those that are evaluated.
  const baseOf = (): Evaluation => {
    base ??= reevaluateNodes(plan, sheet, [...plan.nodes.keys()].slice(today.values.length), today);
    return base;
  };
  const inputs = inputDependencies(plan);
  const places = new Map(touched.map(({ node }, i) => [node, i]));
  const supports: (readonly number[])[] = [];
  const behind = (node: number): readonly number[] => {
    // Both ascend, so what is found does, too.
    supports[node] ??= (inputs[node] as readonly number[]).flatMap((input) => places.get(input) ?? []);
    return supports[node];
  };
  const decided = new Map<string, readonly number[]>();
  const decidedBy = (some: readonly AffectedAnswer[]): readonly number[] => {
    const wanted = new Set(some.map(({ node }) => places.get(node) as number));
    const key = [...wanted].join();
    const found =
      decided.get(key) ??
      [...plan.nodes.keys()].filter((at) => behind(at).length > 0 && behind(at).every((i) => wanted.has(i)));
    decided.set(key, found);
    return found;
  };
  function evaluateAt(reached: RaisedAnswers): Evaluation {
    const key = [...reached]
      .map(([one, values]) => `${one.node}:${values.map((value) => one.steps.indexOf(value))}`)
      .join(' ');
    const found = known.get(key) ?? reevaluateNodes(plan, sheetAt(reached), decidedBy([...reached.keys()]), baseOf());
    known.set(key, found);
    return found;
  }

  return {
    get base() {
      return baseOf();
    },
    affected: touched,
    affectedBehind: behind,
    // The same ways are asked for by every level and every score.
    readAt(reached) {
      const led = [...reached].map(([one, to]) => `${one.node}>${to.map(answerKey).join()}`).join('|');
      return (node) => values(node, () => evaluateAt(reached).values[node] as Possible, led);
    },
  };
}

/**
 * What nodes come to once answers are raised, for all enterprises that give the same answers. Without it and that of
 * `evaluate`, `batch --files` takes a fifth longer.
 */
const sharedValues = cacheByAnswers<Possible>();

/** An answer that measures change, and what they can make of it; as it is now is not among that. */
export interface AffectedAnswer {
  readonly node: number;
  readonly input: Input;
  /** Whether it is a multiple choice: any of the steps together, not one of them. */
  readonly adds: boolean;
  /** For a single value what it can be raised to, ascending; for a multiple choice the options that can be added. */
  readonly steps: readonly AnswerValue[];
  /** By step, the measures that lead there or further; one that needs another of them is not among them. */
  readonly reachedBy: readonly (readonly number[])[];
  /** Whether more options can be added than may be chosen, so that it matters which come first. */
  readonly crowded: boolean;
}

/** Where a measure leads an answer, or which options it adds. */
interface MeasureEffect {
  readonly measure: number;
  readonly effect: Effect;
}

/** Finds which answers measures change, in the order of the plan; `today` is what the sheet comes to. */
function findAffectedAnswers(
  plan: Plan,
  sheet: AnswerSet,
  today: Evaluation,
  measures: readonly CompiledMeasure[],
): AffectedAnswer[] {
  const leads = [...effectsByNode(measures)].sort(([a], [b]) => a - b);
  return leads.flatMap(([node, effects]): AffectedAnswer[] => {
    const input = plan.nodes[node];
    // What the level does not read is not part of the plan any more.
    if (input?.op !== 'input') return [];
    const adds = input.type === 'multiple';
    const targets = effects.flatMap(({ effect }) => effect.to as AnswerValue);
    const steps = distinct(input, targets, adds).filter(
      (value) => raiseAnswerTo(plan, sheet, node, [value], today) !== undefined,
    );
    if (steps.length === 0) return [];
    const reachedBy = steps.map((_, i) => {
      const there = effects.filter(({ effect }) => isThere(effect.to, steps, i, adds));
      return withoutNeeding(
        there.map(({ measure }) => measure),
        measures,
      );
    });
    return [{ node, input, adds, steps, reachedBy, crowded: adds && isCrowded(input, sheet, steps) }];
  });
}

/** The entry of an answer raised to one value, or by options; undefined where it stays as it is. */
function raiseAnswerTo(
  plan: Plan,
  sheet: AnswerSet,
  node: number,
  values: readonly AnswerValue[],
  today: Evaluation,
): AnswerEntry | undefined {
  const { type } = plan.nodes[node] as Input;
  return raiseEntry(plan, sheet, node, type === 'multiple' ? [values as readonly string[]] : values, today);
}

function effectsByNode(measures: readonly CompiledMeasure[]): Map<number, MeasureEffect[]> {
  const leads = new Map<number, MeasureEffect[]>();
  for (const [measure, { effects }] of measures.entries()) {
    for (const effect of effects) {
      const known = leads.get(effect.node);
      if (known) known.push({ measure, effect });
      else leads.set(effect.node, [{ measure, effect }]);
    }
  }
  return leads;
}

/** An answer's value as text that no other value has. */
function answerKey(value: AnswerValue): string {
  if (typeof value === 'object' && !isChoices(value)) return `${value.n}/${value.d}`;
  return JSON.stringify(value);
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
  return indexOfStep(steps, to) >= step;
}

/** The place of a single value among steps; negative where it is none of them. */
export function indexOfStep(steps: readonly AnswerValue[], to: AnswerValue): number {
  return steps.findIndex((value) => sameAtom(value as Atom, to as Atom));
}

function isCrowded(input: Input, sheet: AnswerSet, steps: readonly AnswerValue[]): boolean {
  const entry = entryOf(sheet, input.name);
  const chosen = entry.state === 'answered' && isChoices(entry.value) ? entry.value : [];
  const kept = chosen.filter((id) => !input.options.some((option) => option.id === id && option.exclusive));
  return input.choose.most !== null && new Set([...kept, ...steps]).size > input.choose.most;
}

/** Where a measure needs another of these, near or far, that one is taken with it: any of the rest is as much as any of all. */
function withoutNeeding(some: readonly number[], measures: readonly CompiledMeasure[]): readonly number[] {
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
export function alternativesOfAnswer(
  { steps, adds }: Pick<AffectedAnswer, 'steps' | 'adds'>,
  most: number,
): (readonly AnswerValue[])[] | undefined {
  if (!adds) return [[], ...steps.map((value) => [value])];
  if (2 ** steps.length > most) return undefined;
  return Array.from({ length: 2 ** steps.length }, (_, bits) => steps.filter((_step, i) => (bits >> i) & 1));
}

/** One way some answers can be together: the expression that is 1 then, made once it is asked for, and what all comes to. */
export interface AnswerAlternative {
  readonly is: Linear;
  readonly read: NodeReader;
}

/** What nodes of a plan come to, looked up by the few ways the answers they read can be. */
export interface AnswerLookup {
  /** Every way the answers behind a node can be together; undefined for too many. */
  alternativesOf(node: number): readonly AnswerAlternative[] | undefined;
  /** The changed answers that a node reads, near or far. */
  affectedBy(node: number): readonly AffectedAnswer[];
  /** The expression that is 1 where an answer is raised to a step, or has that option added. */
  stepOf(touched: AffectedAnswer, value: AnswerValue): Linear;
  readAt: ProblemInstance['readAt'];
}

/** Above so many ways that answers can be, they are not looked up: a program takes the node apart, a projection encloses it. */
export const MAX_ALTERNATIVES = 64;

/** In how many ways at most an answer by itself, and several together, are looked up. */
interface AlternativeLimits {
  readonly alone: number;
  readonly together: number;
}

/** Makes a variable for every step of an answer: it is 1 exactly where a measure that leads there is taken. */
export function createAnswerLookup(
  { affected: touched, affectedBehind: supports, readAt }: ProblemInstance,
  taken: (measure: number) => Linear,
  builder: ProgramBuilder,
  { alone, together: mostTogether }: AlternativeLimits,
): AnswerLookup {
  const touchedBy = (node: number): AffectedAnswer[] => supports(node).map((i) => touched[i] as AffectedAnswer);
  const steps = new Map<AffectedAnswer, ReadonlyMap<AnswerValue, Linear>>();
  const known = new Map<string, readonly AnswerAlternative[] | undefined>();

  function stepsOf(one: AffectedAnswer): ReadonlyMap<AnswerValue, Linear> {
    const known = steps.get(one);
    if (known) return known;
    const found = new Map(one.steps.map((value, i) => [value, isReached(one.reachedBy[i] as readonly number[])]));
    steps.set(one, found);
    return found;
  }

  function isReached(by: readonly number[]): Linear {
    const [only] = by;
    if (only !== undefined && by.length === 1) return taken(only);
    return builder.truthOf(requireAny(by.map((measure) => requireAtLeast(taken(measure), ONE))));
  }

  function indicators(one: AffectedAnswer): (readonly [values: readonly AnswerValue[], is: Linear])[] | undefined {
    const ways = one.crowded ? undefined : alternativesOfAnswer(one, alone);
    if (!ways) return undefined;
    const of = stepsOf(one);
    const at = (value: AnswerValue | undefined): Linear =>
      value === undefined ? constantOf(ZERO) : (of.get(value) as Linear);
    if (!one.adds) {
      return ways.map((values, i) => {
        const here = i === 0 ? constantOf(ONE) : at(values[0]);
        return [
          values,
          sumLinear([
            [here, ONE],
            [at(one.steps[i]), MINUS_ONE],
          ]),
        ] as const;
      });
    }
    if (one.steps.length === 1)
      return ways.map(
        (values) => [values, values.length > 0 ? at(one.steps[0]) : complementOf(at(one.steps[0]))] as const,
      );
    return together(
      ways,
      one.steps.map((value) => [at(value), (way: readonly AnswerValue[]) => way.includes(value)] as const),
    );
  }

  /** The ways of one answer. Those of a choice are often not needed one by one, see `tabulate`. */
  function waysOf(one: AffectedAnswer): readonly AnswerAlternative[] {
    let made: ReturnType<typeof indicators>;
    return (alternativesOfAnswer(one, alone) ?? []).map((values, i) => ({
      get is() {
        made ??= indicators(one);
        return made?.[i]?.[1] as Linear;
      },
      read: readAt(new Map([[one, values]])),
    }));
  }

  /** A variable for every way, exactly one of which is so; where a mark holds, it is one of those with that mark. */
  function together<T>(
    ways: readonly T[],
    marks: readonly (readonly [Linear, (way: T) => boolean])[],
  ): (readonly [T, Linear])[] {
    const all = ways.map((way) => [way, variableOf(builder.variable(false))] as const);
    const demandEqual = (some: readonly (readonly [T, Linear])[], to: Linear): void => {
      for (const sign of [ONE, MINUS_ONE]) {
        const parts = some.map(([, is]) => [is, sign] as const);
        builder.demand(requireAtLeast(sumLinear([...parts, [to, negate(sign)]]), ZERO));
      }
    };
    demandEqual(all, constantOf(ONE));
    for (const [mark, has] of marks)
      demandEqual(
        all.filter(([way]) => has(way)),
        mark,
      );
    return all;
  }

  function waysOfAll(group: readonly AffectedAnswer[]): readonly AnswerAlternative[] | undefined {
    if (group.length === 0) return [{ is: constantOf(ONE), read: readAt(new Map()) }];
    // Each can be in two ways at least.
    if (group.length > 1 && 2 ** group.length > mostTogether) return undefined;
    const each = group.map((one) => (one.crowded ? undefined : alternativesOfAnswer(one, alone)));
    const count = each.reduce((product, ways) => product * (ways?.length ?? Number.POSITIVE_INFINITY), 1);
    if (count > (group.length > 1 ? mostTogether : alone)) return undefined;
    if (group.length === 1) return waysOf(group[0] as AffectedAnswer);
    const single = group.map((one) => indicators(one) ?? []);
    const combined = single.reduce<number[][]>(
      (ways, one) => ways.flatMap((way) => one.map((_, i) => [...way, i])),
      [[]],
    );
    const marks = single.flatMap((one, at) => one.map(([, is], i) => [is, (way: number[]) => way[at] === i] as const));
    return together(combined, marks).map(([way, is]) => ({
      is,
      read: readAt(new Map(group.map((one, at) => [one, single[at]?.[way[at] as number]?.[0] ?? []]))),
    }));
  }

  return {
    affectedBy: touchedBy,
    alternativesOf(node) {
      const key = supports(node).join(' ');
      if (!known.has(key)) known.set(key, waysOfAll(touchedBy(node)));
      return known.get(key);
    },
    stepOf: (one, value) => stepsOf(one).get(value) as Linear,
    readAt,
  };
}
