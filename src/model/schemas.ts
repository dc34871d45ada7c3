import answers from './answers.schema.json' with { type: 'json' };
import baseline from './baseline.schema.json' with { type: 'json' };
import cases from './cases.schema.json' with { type: 'json' };
import common from './common.schema.json' with { type: 'json' };
import enterprise from './enterprise.schema.json' with { type: 'json' };
import explanation from './explanation.schema.json' with { type: 'json' };
import mapping from './mapping.schema.json' with { type: 'json' };
import measures from './measures.schema.json' with { type: 'json' };
import policy from './policy.schema.json' with { type: 'json' };
import project from './project.schema.json' with { type: 'json' };
import questionnaire from './questionnaire.schema.json' with { type: 'json' };
import recommendation from './recommendation.schema.json' with { type: 'json' };
import region from './region.schema.json' with { type: 'json' };
import result from './result.schema.json' with { type: 'json' };
import rubric from './rubric.schema.json' with { type: 'json' };
import stages from './stages.schema.json' with { type: 'json' };

/** A JSON Schema, parsed. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** The documents that people write, followed by those that Matura writes. */
export const DOCUMENT_SCHEMAS = {
  questionnaire,
  rubric,
  measures,
  policy,
  cases,
  answers,
  baseline,
  mapping,
  region,
  stages,
  project,
  enterprise,
  result,
  recommendation,
  explanation,
} as const satisfies Record<string, Schema>;

export type DocumentKind = keyof typeof DOCUMENT_SCHEMAS;

export const DOCUMENT_KINDS = Object.keys(DOCUMENT_SCHEMAS) as readonly DocumentKind[];

const MADE_BY_MATURA = new Set<DocumentKind>(['enterprise', 'result', 'recommendation', 'explanation']);

/** Definitions that the schemas of several kinds share. */
export const COMMON_SCHEMA: Schema = common;

/** A schema, and the file that its references are relative to. */
export interface PlacedSchema {
  readonly schema: Schema;
  readonly home: string;
}

const SCHEMA_BY_FILE: Readonly<Record<string, Schema>> = {
  'common.schema.json': common,
  ...Object.fromEntries(Object.entries(DOCUMENT_SCHEMAS).map(([kind, schema]) => [`${kind}.schema.json`, schema])),
};

export function schemaOf(kind: DocumentKind): PlacedSchema {
  return { schema: DOCUMENT_SCHEMAS[kind], home: `${kind}.schema.json` };
}

/** Follows references until a schema is not a reference itself. */
export function resolveReference({ schema, home }: PlacedSchema): PlacedSchema {
  if (typeof schema.$ref !== 'string') return { schema, home };
  const [file, pointer = ''] = schema.$ref.split('#');
  const target = file || home;
  return resolveReference({ schema: schemaAt(target, pointer.split('/').slice(1)), home: target });
}

function schemaAt(file: string, path: readonly string[]): Schema {
  return path.reduce<Schema>((schema, key) => schema[key] as Schema, SCHEMA_BY_FILE[file] as Schema);
}

/**
 * The JSON types that other tools must accept where Matura reads unquoted text: editors take 010 or 1.0 for a number.
 */
const READ_AS_TEXT = ['string', 'number', 'boolean'];

/** Schema keywords that only Matura's own reader uses; they are removed from exported schemas. */
const INTERNAL_KEYWORDS = new Set(['x-read', 'x-own', 'tsType']);

/**
 * Returns the JSON Schema of a document kind as one self-contained file: definitions from other files are copied to
 * `$defs`.
 */
export function buildSelfContainedSchema(kind: DocumentKind): Schema {
  const definitions = new Map<string, unknown>();
  const schemaFile = `${kind}.schema.json`;

  // An editor takes 010, 1.0 or 2026 for a number where Matura reads an id, a version or a title.
  const isOpen = (schema: Schema): boolean =>
    !MADE_BY_MATURA.has(kind) && schema.const === undefined && schema.enum === undefined;

  const rewrite = (value: unknown, file: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => rewrite(item, file));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => !INTERNAL_KEYWORDS.has(key))
        .map(([key, inner]) => [
          key,
          key === 'required' && 'x-own' in value
            ? // A variant's file may lack keys that its base has, and an editor sees only the variant's file.
              value['x-own']
            : key === '$ref' && typeof inner === 'string'
              ? copyTarget(inner, file)
              : key === 'type' && inner === 'string' && isOpen(value as Schema)
                ? READ_AS_TEXT
                : rewrite(inner, file),
        ]),
    );
  };

  /** Copies the target of a reference into `$defs`, once, and returns the reference to the copy. */
  const copyTarget = (reference: string, from: string): string => {
    const [file = '', pointer = ''] = reference.split('#');
    const home = file || from;
    const parts = pointer.split('/').slice(1);
    if (home === schemaFile && parts[0] === '$defs' && parts.length === 2)
      return reference.slice(reference.indexOf('#'));
    const name = [
      home.replace('.schema.json', ''),
      ...parts.filter((part) => part !== '$defs' && part !== 'properties'),
    ].join('-');
    if (!definitions.has(name)) {
      definitions.set(name, null);
      const { $schema: _, $id: __, $defs: ___, ...body } = schemaAt(home, parts);
      definitions.set(name, rewrite(body, home));
    }
    return `#/$defs/${name}`;
  };

  const { $defs, ...rest } = DOCUMENT_SCHEMAS[kind] as Schema;
  const body = rewrite(rest, schemaFile) as Schema;
  const inner = rewrite($defs ?? {}, schemaFile) as Schema;
  return { ...body, $id: `urn:matura:schema:${kind}`, $defs: { ...inner, ...Object.fromEntries(definitions) } };
}
