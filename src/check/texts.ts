import type { Text } from '../model/generated/types.ts';
import type { Path } from '../model/problem.ts';
import { COMMON_SCHEMA, DOCUMENT_SCHEMAS, type DocumentKind, type Schema } from '../model/schemas.ts';

/** Words for people, and where they stand. */
export interface PlacedText {
  readonly text: Text;
  readonly at: Path;
  /** The title of the definition that holds it, such as `Option`. */
  readonly holder: string;
}

const TEXT = 'Text';

/** Every text of a document, in its order; the schemas say where texts stand. */
export function textsIn(kind: DocumentKind, document: unknown): PlacedText[] {
  const own = DOCUMENT_SCHEMAS[kind] as Schema;

  /** The schema itself, or what it refers to; a reference inside the common definitions stays there. */
  const resolve = (schema: Schema, home: Schema): { schema: Schema; home: Schema } => {
    if (typeof schema.$ref !== 'string') return { schema, home };
    const [file = '', pointer = ''] = schema.$ref.split('#');
    const root = file === '' ? home : COMMON_SCHEMA;
    const parts = pointer.split('/').slice(1);
    return resolve(
      parts.reduce<Schema>((part, key) => part[key] as Schema, root),
      root,
    );
  };

  const walk = (value: unknown, stated: Schema, from: Schema, at: Path, holder: string): PlacedText[] => {
    const { schema, home } = resolve(stated, from);
    if (schema.title === TEXT) return [{ text: value as Text, at, holder }];
    const inside = typeof schema.title === 'string' ? schema.title : holder;
    const branches = [...asSchemas(schema.anyOf), ...asSchemas(schema.oneOf)];
    const found = branches.flatMap((branch) => walk(value, branch, home, at, inside));
    if (Array.isArray(value)) {
      const items = schema.items as Schema | undefined;
      return items ? [...found, ...value.flatMap((item, i) => walk(item, items, home, [...at, i], inside))] : found;
    }
    if (typeof value !== 'object' || value === null) return found;
    const properties = (schema.properties ?? {}) as Readonly<Record<string, Schema>>;
    const others = schema.additionalProperties;
    return [
      ...found,
      ...Object.entries(value).flatMap(([key, inner]) => {
        const part = Object.hasOwn(properties, key) ? properties[key] : others;
        return typeof part === 'object' && part !== null ? walk(inner, part as Schema, home, [...at, key], inside) : [];
      }),
    ];
  };

  return walk(document, own, own, [], '');
}

function asSchemas(value: unknown): readonly Schema[] {
  return Array.isArray(value) ? (value as readonly Schema[]) : [];
}
