import type { Read } from '../../condition/evaluate.ts';
import { ONE, type Rational, ZERO } from '../../model/rational.ts';
import type { AnswerValue } from '../../scoring/sheet.ts';
import type { Builder } from './builder.ts';
import { complementOf, constantOf, type Linear, MINUS_ONE, sumLinear, variableOf } from './linear.ts';
import { requireAny, requireLeast } from './requirement.ts';
import type { Ground, Terms } from './states.ts';
import { type Touched, waysOf } from './touched.ts';

/** One way some answers can be together: the expression that is 1 then, and what all comes to. */
export interface Way {
  readonly is: Linear;
  readonly read: Read;
}

/** What nodes of a plan come to, looked up by the few ways the answers they read can be. */
export interface Lookup {
  /** Every way the answers behind a node can be together; undefined for too many. */
  waysBehind(node: number): readonly Way[] | undefined;
  /** The changed answers that a node reads, near or far. */
  touchedBy(node: number): readonly Touched[];
  /** The expression that is 1 where an answer is raised to a step, or has that option added. */
  stepOf(touched: Touched, value: AnswerValue): Linear;
  readAt: Ground['readAt'];
  /** What all expressions of a node follow from; undefined where other things play a part. */
  behind(node: number): Behind | undefined;
}

/** The answers behind a node and what measures make of them. */
export interface Behind {
  /** The variable of every step of the answers; where one measure leads to several they have the same. */
  readonly variables: readonly number[];
  /** What is kept for all that give the same answers and can make the same of them by the same measures. */
  readonly terms: Terms;
}

/** Above so many ways together a node is taken apart instead. */
export const MOST_WAYS = 64;

/** In how many ways at most an answer by itself, and several together, are looked up. */
interface MostWays {
  readonly alone: number;
  readonly together: number;
}

/** Makes a variable for every step of an answer: it is 1 exactly where a measure that leads there is taken. */
export function createLookup(
  { touched, behind: supports, readAt, termsOf }: Ground,
  taken: (measure: number) => Linear,
  builder: Builder,
  { alone, together: mostTogether }: MostWays,
): Lookup {
  const touchedBy = (node: number): Touched[] => supports(node).map((i) => touched[i] as Touched);
  const steps = new Map<Touched, ReadonlyMap<AnswerValue, Linear>>();
  const known = new Map<string, readonly Way[] | undefined>();

  function stepsOf(one: Touched): ReadonlyMap<AnswerValue, Linear> {
    const known = steps.get(one);
    if (known) return known;
    const found = new Map(one.steps.map((value, i) => [value, isReached(one.reachedBy[i] as readonly number[])]));
    steps.set(one, found);
    return found;
  }

  function isReached(by: readonly number[]): Linear {
    const [only] = by;
    if (only !== undefined && by.length === 1) return taken(only);
    return builder.truthOf(requireAny(by.map((measure) => requireLeast(taken(measure), ONE))));
  }

  function indicators(one: Touched): (readonly [values: readonly AnswerValue[], is: Linear])[] | undefined {
    const ways = one.crowded ? undefined : waysOf(one, alone);
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
        builder.demand(requireLeast(sumLinear([...parts, [to, negatedSign(sign)]]), ZERO));
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

  function waysOfAll(group: readonly Touched[]): readonly Way[] | undefined {
    if (group.length === 0) return [{ is: constantOf(ONE), read: readAt(new Map()) }];
    // Each can be in two ways at least.
    if (group.length > 1 && 2 ** group.length > mostTogether) return undefined;
    const each = group.map((one) => (one.crowded ? undefined : waysOf(one, alone)));
    const count = each.reduce((product, ways) => product * (ways?.length ?? Number.POSITIVE_INFINITY), 1);
    if (count > (group.length > 1 ? mostTogether : alone)) return undefined;
    const single = group.map((one) => indicators(one) ?? []);
    const [first = []] = single;
    if (group.length === 1) {
      return first.map(([values, is]) => ({ is, read: readAt(new Map([[group[0] as Touched, values]])) }));
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

  const behind = new Map<number, Behind | undefined>();

  function findBehind(node: number): Behind | undefined {
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
    touchedBy,
    waysBehind(node) {
      const key = supports(node).join(' ');
      if (!known.has(key)) known.set(key, waysOfAll(touchedBy(node)));
      return known.get(key);
    },
    stepOf: (one, value) => stepsOf(one).get(value) as Linear,
    readAt,
    behind(node) {
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
