import common from '../model/common.schema.json' with { type: 'json' };
import enterprise from '../model/enterprise.schema.json' with { type: 'json' };
import type { Enterprise } from '../model/generated/types.ts';
import measures from '../model/measures.schema.json' with { type: 'json' };
import recommendation from '../model/recommendation.schema.json' with { type: 'json' };
import result from '../model/result.schema.json' with { type: 'json' };

/** As much of a JSON Schema as says in which order keys come. */
interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  /** Several shapes; which one a value has shows in its keys. */
  readonly anyOf?: readonly Schema[];
}

/** In which order the keys of an object come, and what stands below them: found once for each schema. */
interface Order {
  readonly places: ReadonlyMap<string, number>;
  /** That of what stands under a key. */
  readonly below: (key: string) => Order;
  /** That of what stands in a list. */
  readonly items: () => Order;
  /** Of several shapes that of an object with these keys: the first that has a place for every one. */
  readonly shapeOf: (keys: readonly string[]) => Order;
}

const FILES: ReadonlyMap<string, unknown> = new Map(
  [common, enterprise, measures, recommendation, result].map((schema) => [schema.$id, schema]),
);

/**
 * An enterprise with its keys in the order of the schema, so that the same content is the same text and a version
 * control shows what was added and nothing else. Facts, answers and scores keep the order they were given in.
 */
export function inSchemaOrder(value: Enterprise): Enterprise {
  return putInOrder(value, orderOf({ $ref: enterprise.$id }, enterprise.$id)) as Enterprise;
}

function putInOrder(value: unknown, order: Order): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const items = order.items();
    return value.map((item) => putInOrder(item, items));
  }
  const keys = Object.keys(value);
  const { places, below } = order.shapeOf(keys);
  const place = (key: string): number => places.get(key) ?? places.size;
  if (places.size > 0) keys.sort((one, other) => place(one) - place(other));
  const inner = value as Record<string, unknown>;
  return Object.fromEntries(keys.map((key) => [key, putInOrder(inner[key], below(key))]));
}

const ANY: Schema = {};
const FOUND = new WeakMap<Schema, Order>();

/** The order a schema of a file asks for. */
function orderOf(reference: Schema, from: string): Order {
  const { schema, file } = follow(reference, from);
  const known = FOUND.get(schema);
  if (known) return known;
  const { properties = {}, additionalProperties, items = ANY, anyOf = [] } = schema;
  const others = typeof additionalProperties === 'object' ? additionalProperties : ANY;
  const below = new Map<string, Order>();
  const order: Order = {
    places: new Map(Object.keys(properties).map((key, place) => [key, place])),
    // Schemas refer to themselves, so what is below is found when it is asked for.
    below(key) {
      const name = Object.hasOwn(properties, key) ? key : '';
      const found = below.get(name) ?? orderOf(properties[name] ?? others, file);
      below.set(name, found);
      return found;
    },
    items: () => orderOf(items, file),
    shapeOf(keys) {
      const shapes = anyOf.map((shape) => orderOf(shape, file));
      return shapes.find(({ places }) => keys.every((key) => places.has(key))) ?? order;
    },
  };
  FOUND.set(schema, order);
  return order;
}

/** The schema a reference leads to; one that leads nowhere known leaves the order as it is. */
function follow(schema: Schema, file: string): { readonly schema: Schema; readonly file: string } {
  if (schema.$ref === undefined) return { schema, file };
  const [name, pointer = ''] = schema.$ref.split('#');
  let found: unknown = FILES.get(name || file);
  for (const key of pointer.split('/').slice(1)) found = (found as Record<string, unknown> | undefined)?.[key];
  return follow((found ?? ANY) as Schema, name || file);
}
