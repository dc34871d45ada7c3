import { type PlacedSchema, resolveReference, type Schema } from '../model/index.ts';

/** The outer form of a value; `keys` are compared with the schemas of maps to find the one that is meant. */
export type Shape =
  | { readonly kind: 'map'; readonly keys: readonly string[] }
  | { readonly kind: 'list' }
  | { readonly kind: 'scalar' };

const placedSchemas = new WeakMap<Schema, readonly PlacedSchema[]>();

/**
 * Returns the alternative rules for a value, which must follow one of them: references are resolved and `anyOf` is
 * expanded. An `anyOf` next to a type is not expanded, because it only says which keys are required.
 */
export function alternativesOf(rule: PlacedSchema): readonly PlacedSchema[] {
  const cachedRules = placedSchemas.get(rule.schema);
  if (cachedRules) return cachedRules;
  const { $ref, anyOf, type } = rule.schema;
  const alternatives =
    typeof $ref === 'string'
      ? alternativesOf(resolveReference(rule))
      : Array.isArray(anyOf) && type === undefined
        ? anyOf.flatMap((schema: Schema) => alternativesOf({ schema, home: rule.home }))
        : [rule];
  placedSchemas.set(rule.schema, alternatives);
  return alternatives;
}

/** Returns the types that a rule allows. The rule must have no reference or `anyOf`. */
export function typesOf({ schema: { type } }: PlacedSchema): readonly string[] {
  // The schemas leave out the type only where they list the allowed words.
  if (type === undefined) return ['string'];
  return Array.isArray(type) ? type : [type as string];
}

/**
 * Returns the alternatives that a value of this form is meant for: for a map, the one with most of its keys; for a
 * list, the first; for a scalar, all that accept scalars. Empty if no alternative accepts the form.
 */
export function selectFittingRules(rule: PlacedSchema, shape: Shape): readonly PlacedSchema[] {
  const alternatives = alternativesOf(rule);
  if (shape.kind === 'scalar') {
    return alternatives.filter((alternative) =>
      typesOf(alternative).some((type) => type !== 'object' && type !== 'array'),
    );
  }
  const wantedType = shape.kind === 'map' ? 'object' : 'array';
  const fittingRulesHere = alternatives.filter((alternative) => typesOf(alternative).includes(wantedType));
  if (shape.kind === 'list') return fittingRulesHere.slice(0, 1);
  const countKeys = ({ schema: { properties = {} } }: PlacedSchema): number =>
    shape.keys.filter((key) => Object.hasOwn(properties as Schema, key)).length;
  return [...fittingRulesHere].sort((a, b) => countKeys(b) - countKeys(a)).slice(0, 1);
}

/**
 * Returns the rule for the value under a key or at a list position; undefined if the key is unknown, or if anything is
 * allowed there.
 */
export function findRuleBelow({ schema, home }: PlacedSchema, step: string | number): PlacedSchema | undefined {
  const { properties = {}, additionalProperties, items } = schema;
  const innerValue =
    typeof step === 'number'
      ? items
      : Object.hasOwn(properties as Schema, step)
        ? (properties as Schema)[step]
        : additionalProperties;
  return typeof innerValue === 'object' && innerValue !== null ? { schema: innerValue as Schema, home } : undefined;
}

/** Returns the keys that a rule names for a map. */
export function keysOf({ schema: { properties = {} } }: PlacedSchema): readonly string[] {
  return Object.keys(properties as Schema);
}
