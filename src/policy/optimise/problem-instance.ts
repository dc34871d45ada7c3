// The answers that measures can change for one enterprise, and what scores come to for every alternative.

import { compare, ONE, type Rational, ZERO } from '../../model/index.ts';
import {
  type AnswerEntry,
  type AnswerKeys,
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
  MOST_ANSWERS,
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

/** What one answer is led to; none where it stays as it is. */
type RaisedAnswers = ReadonlyMap<AffectedAnswer, readonly AnswerValue[]>;

/** Expressions of a node, and what else follows from the same, by what each is about. */
type TermCache = Map<unknown, unknown>;

/** The enterprise as measures find it, and what they can make of it. */
export interface ProblemInstance {
  readonly plan: Plan;
  /** What all is now. */
  readonly base: Evaluation;
  readonly affected: readonly AffectedAnswer[];
  /** Which of the touched answers a node reads, near or far, ascending. */
  affectedBehind(node: number): readonly number[];
  /**
   * What is kept of a node for all that give the same answers behind it and can lead these to the same by the same measures;
   * undefined where they are too many, or some takes several values.
   */
  termsOf(node: number): TermCache | undefined;
  /** Reads what is decided by these answers alone, once they are led to this; the rest is as it is now. */
  readAt(reached: RaisedAnswers): NodeReader;
}

/**
 * Finds which answers measures change, and tells apart only what makes a difference. `plan` may be one that is reduced to
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
  const said = answerKeysOf(plan, sheet);
  const [values, terms] = [sharedValues(plan, said), sharedTerms(plan, said)];
  const touched = findAffectedAnswers(plan, sheet, today, measures, said);
  const known = new Map<string, Evaluation>();
  let base: Evaluation | undefined;
  // What is added to the plan stands after what is known of it.
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
    const key = [...reached].map(([one, values]) => `${one.node}:${stepsOf(one, values)}`).join(' ');
    const found = known.get(key) ?? reevaluateNodes(plan, sheetAt(reached), decidedBy([...reached.keys()]), baseOf());
    known.set(key, found);
    return found;
  }

  const forms: string[] = [];
  /** What can be made of an answer, and by whom. */
  function formOf(i: number): string {
    forms[i] ??= writeForm(touched[i] as AffectedAnswer);
    return forms[i];
  }

  function writeForm({ node, texts, reachedBy }: AffectedAnswer): string {
    let form = `|${node}`;
    texts.forEach((text, i) => {
      form += `>${text}`;
      for (const measure of reachedBy[i] as readonly number[]) form += `@${measures[measure]?.id}`;
    });
    return form;
  }

  return {
    plan,
    termsOf(node) {
      const here = behind(node);
      if ((inputs[node] as readonly number[]).length > MOST_ANSWERS || here.some((i) => touched[i]?.adds))
        return undefined;
      return terms(node, () => new Map(), here.map(formOf).join(''));
    },
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

const sharedValues = cacheByAnswers<Possible>();
const sharedTerms = cacheByAnswers<TermCache>();

function stepsOf(one: AffectedAnswer, values: readonly AnswerValue[]): string {
  return values.map((value) => one.steps.indexOf(value)).join();
}

/** An answer that measures change, and what they can make of it; as it is now is not among that. */
export interface AffectedAnswer extends Omit<Steps, 'ledBy'> {
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
interface MeasureEffect {
  readonly measure: number;
  readonly effect: Effect;
}

/** Finds which answers measures change, in the order of the plan; `today` is what the sheet comes to, which says this. */
function findAffectedAnswers(
  plan: Plan,
  sheet: AnswerSet,
  today: Evaluation,
  measures: readonly CompiledMeasure[],
  said: AnswerKeys,
): AffectedAnswer[] {
  const leads = effectsByNode(measures);
  const shared = sharedSteps(plan, said);
  const touched: AffectedAnswer[] = [];
  for (const node of [...leads.keys()].sort((a, b) => a - b)) {
    const input = plan.nodes[node];
    // What the level does not read is not part of the plan any more.
    if (input?.op !== 'input') continue;
    const here = leads.get(node) as MeasureEffect[];
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

/** Most enterprises give one of a few answers, and can do the same about it. */
const sharedSteps = cacheByAnswers<Steps>();

const TARGETS = new WeakMap<Effect, string>();

function targetOf(effect: Effect): string {
  const known = TARGETS.get(effect);
  if (known !== undefined) return known;
  const text = answerKey(effect.to);
  TARGETS.set(effect, text);
  return text;
}

/** An answer's value as text that no other value has. */
function answerKey(value: AnswerValue): string {
  if (typeof value === 'object' && !isChoices(value)) return `${value.n}/${value.d}`;
  return JSON.stringify(value);
}

function findSteps(plan: Plan, sheet: AnswerSet, node: number, effects: readonly Effect[], today: Evaluation): Steps {
  const input = plan.nodes[node] as Input;
  const adds = input.type === 'multiple';
  const steps = distinct(
    input,
    effects.flatMap(({ to }) => to as AnswerValue),
    adds,
  ).filter((value) => raiseAnswerTo(plan, sheet, node, [value], today) !== undefined);
  return {
    steps,
    texts: steps.map(answerKey),
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
function withoutNeeding(
  led: readonly number[],
  leads: readonly MeasureEffect[],
  measures: readonly CompiledMeasure[],
): readonly number[] {
  const some = led.map((at) => (leads[at] as MeasureEffect).measure);
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

/** One way some answers can be together: the expression that is 1 then, and what all comes to. */
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
  /** What all expressions of a node follow from; undefined where other things play a part. */
  dependenciesOf(node: number): NodeDependencies | undefined;
}

/** The answers behind a node and what measures make of them. */
export interface NodeDependencies {
  /** The variable of every step of the answers; where one measure leads to several they have the same. */
  readonly variables: readonly number[];
  /** What is kept for all that give the same answers and can make the same of them by the same measures. */
  readonly terms: TermCache;
}

/** Above so many ways together a node is taken apart instead. */
export const MAX_ALTERNATIVES = 64;

/** In how many ways at most an answer by itself, and several together, are looked up. */
interface AlternativeLimits {
  readonly alone: number;
  readonly together: number;
}

/** Makes a variable for every step of an answer: it is 1 exactly where a measure that leads there is taken. */
export function createAnswerLookup(
  { affected: touched, affectedBehind: supports, readAt, termsOf }: ProblemInstance,
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

  /** A variable for every way, exactly one of which is so; where a mark holds, it is one of those with that mark. */
  function together<T>(
    ways: readonly T[],
    marks: readonly (readonly [Linear, (way: T) => boolean])[],
  ): (readonly [T, Linear])[] {
    const all = ways.map((way) => [way, variableOf(builder.variable(false))] as const);
    const demandEqual = (some: readonly (readonly [T, Linear])[], to: Linear): void => {
      for (const sign of [ONE, MINUS_ONE]) {
        const parts = some.map(([, is]) => [is, sign] as const);
        builder.demand(requireAtLeast(sumLinear([...parts, [to, negatedSign(sign)]]), ZERO));
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
    const single = group.map((one) => indicators(one) ?? []);
    const [first = []] = single;
    if (group.length === 1) {
      return first.map(([values, is]) => ({ is, read: readAt(new Map([[group[0] as AffectedAnswer, values]])) }));
    }
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

  const behind = new Map<number, NodeDependencies | undefined>();

  function findBehind(node: number): NodeDependencies | undefined {
    const terms = termsOf(node);
    if (!terms) return undefined;
    const variables: number[] = [];
    for (const one of touchedBy(node)) {
      for (const is of stepsOf(one).values()) {
        const variable = variableIn(is);
        if (variable === undefined) return undefined;
        variables.push(variable);
      }
    }
    return { variables, terms };
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
    dependenciesOf(node) {
      const known = behind.get(node);
      if (known || behind.has(node)) return known;
      const found = findBehind(node);
      behind.set(node, found);
      return found;
    },
  };
}

/** The variable that an expression is, or one minus it; undefined for any other. */
function variableIn({ over, constant, variables, factors }: Linear): number | undefined {
  if (variables.length > 1 || over !== 1) return undefined;
  return (factors[0] === 1 && constant === 0) || (factors[0] === -1 && constant === 1) ? variables[0] : undefined;
}

function negatedSign({ n }: Rational): Rational {
  return { n: -n, d: 1n };
}
