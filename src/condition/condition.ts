import type { Rational } from '../model/rational.ts';
import type { Atom } from './value.ts';

/**
 * A condition ready to be evaluated: the names are settled to positions in a plan, the constants to the types of what
 * they are compared with.
 */
export type Condition =
  | { readonly op: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition }
  | { readonly op: 'entry'; readonly name: string; readonly node: number; readonly test: Test };

export type Test =
  | { readonly keyword: 'const' | 'enum'; readonly atoms: readonly Atom[] }
  | { readonly keyword: BoundKeyword; readonly bound: Rational }
  | { readonly keyword: 'contains'; readonly of: Test; readonly least: number; readonly most: number | null }
  | { readonly keyword: 'items'; readonly of: Test }
  | { readonly keyword: 'minItems' | 'maxItems'; readonly count: number }
  | { readonly keyword: 'allOf' | 'anyOf'; readonly of: readonly Test[] }
  | { readonly keyword: 'not'; readonly of: Test };

export type BoundKeyword = 'minimum' | 'maximum' | 'exclusiveMinimum' | 'exclusiveMaximum';

/** What kind of value a name stands for; settles which keywords can apply and how constants are read. */
export type ValueType =
  | { readonly kind: 'number' | 'boolean' | 'text' | 'mixed' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'list'; readonly of: ValueType };

/** The type in words, for a finding. */
export function describeType(type: ValueType): string {
  switch (type.kind) {
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'text':
      return 'text';
    case 'mixed':
      return 'of several types';
    case 'choice':
      return 'a choice of options';
    case 'list':
      return 'a list';
  }
}

/**
 * Whether it is a choice of options that are not known: why is told where they are missing, and nothing more of each
 * answer that names one.
 */
export function isUnsettled(type: ValueType): boolean {
  return type.kind === 'list' ? isUnsettled(type.of) : type.kind === 'choice' && type.options.length === 0;
}

/** The positions in the plan that a condition reads. */
export function nodesOf(condition: Condition): number[] {
  if (condition.op === 'entry') return [condition.node];
  return condition.op === 'not' ? nodesOf(condition.of) : condition.of.flatMap(nodesOf);
}
