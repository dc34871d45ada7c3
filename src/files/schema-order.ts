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
 * An enterprise as JSON with its keys in the order of the schema, so that the same content is the same text and a version
 * control shows what was added and nothing else. Facts, answers and scores keep the order they were given in.
 */
export function writeInSchemaOrder(value: Enterprise): string {
  return writeValue(value, orderOf({ $ref: enterprise.$id }, enterprise.$id), '\n') ?? '';
}

/** As `JSON.stringify` writes it, two spaces a level; `line` begins a line at the level of the value. */
function writeValue(value: unknown, order: Order, line: string): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (!Object.isFrozen(value)) return writeObject(value, order, line);
  // What is frozen says the same for good, and many enterprises share it.
  const known = WRITTEN.get(value);
  if (known && known.order === order && known.line === line) return known.text;
  const text = writeObject(value, order, line);
  WRITTEN.set(value, { order, line, text });
  return text;
}

const WRITTEN = new WeakMap<object, { readonly order: Order; readonly line: string; readonly text: string }>();

function writeObject(value: object, order: Order, line: string): string {
  const inner = `${line}  `;
  if (Array.isArray(value)) {
    const items = order.items();
    const written = value.map((item) => inner + (writeValue(item, items, inner) ?? 'null'));
    return written.length === 0 ? '[]' : `[${written.join()}${line}]`;
  }
  const held = value as Record<string, unknown>;
  const keys = Object.keys(held);
  const { places, below } = order.shapeOf(keys);
  if (places.size > 0) putInOrder(keys, places);
  let text = '';
  for (const key of keys) {
    const written = writeValue(held[key], below(key), inner);
    if (written !== undefined) text += `${text === '' ? '' : ','}${inner}${quoted(key)}: ${written}`;
  }
  return text === '' ? '{}' : `{${text}${line}}`;
}

/** So many keys are kept as they are written before they are forgotten. */
const MOST_QUOTED = 4096;

const QUOTED = new Map<string, string>();

/** A key as JSON writes it; every enterprise has the same ones. */
function quoted(key: string): string {
  const text = QUOTED.get(key) ?? JSON.stringify(key);
  if (QUOTED.size >= MOST_QUOTED) QUOTED.clear();
  QUOTED.set(key, text);
  return text;
}

/** Sorts keys by their places, those without one last; most often they are in order already. */
function putInOrder(keys: string[], places: ReadonlyMap<string, number>): void {
  const place = (key: string): number => places.get(key) ?? places.size;
  let last = 0;
  for (const key of keys) {
    const next = place(key);
    if (next < last) {
      keys.sort((one, other) => place(one) - place(other));
      return;
    }
    last = next;
  }
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
  let shapes: Order[] | undefined;
  let inside: Order | undefined;
  const order: Order = {
    places: new Map(Object.keys(properties).map((key, place) => [key, place])),
    // Schemas refer to themselves, so what is below is found when it is asked for.
    below(key) {
      const name = Object.hasOwn(properties, key) ? key : '';
      const known = below.get(name);
      if (known) return known;
      const found = orderOf(properties[name] ?? others, file);
      below.set(name, found);
      return found;
    },
    items() {
      inside ??= orderOf(items, file);
      return inside;
    },
    shapeOf(keys) {
      if (anyOf.length === 0) return order;
      shapes ??= anyOf.map((shape) => orderOf(shape, file));
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
