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
  /** What is known of a key. */
  readonly keyOf: (name: string) => Key;
  /** That of what stands in a list. */
  readonly items: () => Order;
  /** Of several shapes that of an object with these keys: the first that has a place for every one. */
  readonly shapeOf: (names: readonly string[]) => Order;
  /** Whether the schema names a key. */
  readonly has: (name: string) => boolean;
}

/** A key of the objects of one schema. */
interface Key {
  readonly name: string;
  /** Those the schema does not name have the last one. */
  readonly place: number;
  /** How it is written at a depth, up to its value. */
  readonly startAt: (depth: number) => string;
  /** The order of what stands under it. */
  readonly below: () => Order;
}

const FILES: ReadonlyMap<string, unknown> = new Map(
  [common, enterprise, measures, recommendation, result].map((schema) => [schema.$id, schema]),
);

/**
 * An enterprise as JSON with its keys in the order of the schema, so that the same content is the same text and a version
 * control shows what was added and nothing else. Facts, answers and scores keep the order they were given in.
 */
export function writeInSchemaOrder(value: Enterprise): string {
  const pieces: string[] = [];
  writeValue(value, orderOf({ $ref: enterprise.$id }, enterprise.$id), 0, pieces, true);
  return pieces.join('');
}

/** Writes as `JSON.stringify` does, two spaces a level; `depth` is the level of the value. */
function writeValue(value: unknown, order: Order, depth: number, pieces: string[], isKept: boolean): void {
  if (typeof value === 'number') pieces.push(Number.isFinite(value) ? String(value) : 'null');
  else if (value === null || typeof value !== 'object') pieces.push(JSON.stringify(value));
  else {
    const known = WRITTEN.get(value);
    const text = known?.order === order ? known.texts[depth] : undefined;
    if (text !== undefined) pieces.push(text);
    else if (isKept && Object.isFrozen(value)) pieces.push(writeFrozen(value, order, depth));
    else writeObject(value, order, depth, pieces, isKept);
  }
}

/** What is frozen says the same for good, and many enterprises share it; what stands in it is kept with it. */
function writeFrozen(value: object, order: Order, depth: number): string {
  const pieces: string[] = [];
  writeObject(value, order, depth, pieces, false);
  const text = pieces.join('');
  const known = WRITTEN.get(value);
  const texts = known?.order === order ? known.texts : [];
  texts[depth] = text;
  WRITTEN.set(value, { order, texts });
  return text;
}

/** The texts of what is frozen, by depth: an answer to a question of the enterprise is one of its assessment, too. */
const WRITTEN = new WeakMap<object, { readonly order: Order; readonly texts: string[] }>();

function writeObject(value: object, order: Order, depth: number, pieces: string[], isKept: boolean): void {
  if (Array.isArray(value)) writeList(value, order.items(), depth, pieces, isKept);
  else writeRecord(value as Record<string, unknown>, order, depth, pieces, isKept);
}

function writeList(list: readonly unknown[], items: Order, depth: number, pieces: string[], isKept: boolean): void {
  let mark = '[';
  for (const item of list) {
    pieces.push(mark, lineAt(depth + 1));
    if (isWritten(item)) writeValue(item, items, depth + 1, pieces, isKept);
    else pieces.push('null');
    mark = ',';
  }
  if (mark === '[') pieces.push('[]');
  else pieces.push(lineAt(depth), ']');
}

function writeRecord(
  held: Readonly<Record<string, unknown>>,
  order: Order,
  depth: number,
  pieces: string[],
  isKept: boolean,
): void {
  let mark = '{';
  for (const { name, startAt, below } of keysInOrder(held, order)) {
    const part = held[name];
    if (!isWritten(part)) continue;
    pieces.push(mark, startAt(depth + 1));
    writeValue(part, below(), depth + 1, pieces, isKept);
    mark = ',';
  }
  if (mark === '{') pieces.push('{}');
  else pieces.push(lineAt(depth), '}');
}

/** Whether JSON has a word for a value. */
function isWritten(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';
}

/** The keys of an object by their places, those without one last; most often they are in order already. */
function keysInOrder(held: Readonly<Record<string, unknown>>, order: Order): readonly Key[] {
  const names = Object.keys(held);
  const { keyOf } = order.shapeOf(names);
  let [isInOrder, last] = [true, 0];
  const keys: Key[] = [];
  for (const name of names) {
    const key = keyOf(name);
    if (key.place < last) isInOrder = false;
    last = key.place;
    keys.push(key);
  }
  return isInOrder ? keys : keys.sort((one, other) => one.place - other.place);
}

const LINES: string[] = [];

/** Ends a line, and begins the next one at a depth. */
function lineAt(depth: number): string {
  LINES[depth] ??= `\n${'  '.repeat(depth)}`;
  return LINES[depth];
}

/** So many keys of a schema are known before they are forgotten. */
const MOST_KEYS = 4096;

const ANY: Schema = {};
const FOUND = new WeakMap<Schema, Order>();

/** The order a schema of a file asks for. */
function orderOf(reference: Schema, from: string): Order {
  const { schema, file } = follow(reference, from);
  const known = FOUND.get(schema);
  if (known) return known;
  const { properties = {}, additionalProperties, items = ANY, anyOf = [] } = schema;
  const others = typeof additionalProperties === 'object' ? additionalProperties : ANY;
  const places = new Map(Object.keys(properties).map((name, place) => [name, place]));
  const keys = new Map<string, Key>();
  let shapes: Order[] | undefined;
  let inside: Order | undefined;
  const order: Order = {
    has: (name) => places.has(name),
    keyOf(name) {
      const known = keys.get(name);
      if (known) return known;
      const place = places.get(name);
      const schema = place === undefined ? others : (properties[name] ?? others);
      if (keys.size >= MOST_KEYS) keys.clear();
      // Schemas refer to themselves, so what is below is found when it is asked for.
      const key = createKey(name, place ?? places.size, () => orderOf(schema, file));
      keys.set(name, key);
      return key;
    },
    items() {
      inside ??= orderOf(items, file);
      return inside;
    },
    shapeOf(names) {
      if (anyOf.length === 0) return order;
      shapes ??= anyOf.map((shape) => orderOf(shape, file));
      return shapes.find(({ has }) => names.every(has)) ?? order;
    },
  };
  FOUND.set(schema, order);
  return order;
}

function createKey(name: string, place: number, find: () => Order): Key {
  const starts: string[] = [];
  let order: Order | undefined;
  return {
    name,
    place,
    startAt(depth) {
      starts[depth] ??= `${lineAt(depth)}${JSON.stringify(name)}: `;
      return starts[depth];
    },
    below() {
      order ??= find();
      return order;
    },
  };
}

/** The schema a reference leads to; one that leads nowhere known leaves the order as it is. */
function follow(schema: Schema, file: string): { readonly schema: Schema; readonly file: string } {
  if (schema.$ref === undefined) return { schema, file };
  const [name, pointer = ''] = schema.$ref.split('#');
  let found: unknown = FILES.get(name || file);
  for (const key of pointer.split('/').slice(1)) found = (found as Record<string, unknown> | undefined)?.[key];
  return follow((found ?? ANY) as Schema, name || file);
}
