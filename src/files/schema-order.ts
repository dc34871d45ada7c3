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
}

/** A schema and the file it stands in, which its references start from. */
interface PlacedSchema {
  readonly schema: Schema;
  readonly file: string;
}

const FILES: ReadonlyMap<string, unknown> = new Map(
  [common, enterprise, measures, recommendation, result].map((schema) => [schema.$id, schema]),
);

/**
 * An enterprise with its keys in the order of the schema, so that the same content is the same text and a version
 * control shows what was added and nothing else. Facts, answers and scores keep the order they were given in.
 */
export function inSchemaOrder(value: Enterprise): Enterprise {
  return order(value, { schema: { $ref: enterprise.$id }, file: enterprise.$id }) as Enterprise;
}

function order(value: unknown, reference: PlacedSchema): unknown {
  const { schema, file } = follow(reference);
  if (Array.isArray(value)) return value.map((item) => order(item, { schema: schema.items ?? {}, file }));
  if (value === null || typeof value !== 'object') return value;
  const { properties = {}, additionalProperties } = schema;
  const others = typeof additionalProperties === 'object' ? additionalProperties : {};
  const names = Object.keys(properties);
  const place = (key: string) => (Object.hasOwn(properties, key) ? names.indexOf(key) : names.length);
  const inner = (key: string) => (Object.hasOwn(properties, key) ? properties[key] : undefined) ?? others;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => place(one) - place(other))
      .map(([key, item]) => [key, order(item, { schema: inner(key), file })]),
  );
}

/** The schema a reference leads to; one that leads nowhere known leaves the order as it is. */
function follow({ schema, file }: PlacedSchema): PlacedSchema {
  if (schema.$ref === undefined) return { schema, file };
  const [name, pointer = ''] = schema.$ref.split('#');
  let found: unknown = FILES.get(name || file);
  for (const key of pointer.split('/').slice(1)) found = (found as Record<string, unknown> | undefined)?.[key];
  return follow({ schema: (found ?? {}) as Schema, file: name || file });
}
