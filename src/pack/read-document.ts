// Turns the text of a document into its value: parses it, converts scalars to their declared types, validates it.

import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import {
  compare,
  type DocumentKind,
  type Documents,
  fromNumber,
  type Path,
  type Phrase,
  type PlacedSchema,
  type Problem,
  type ProblemCode,
  type ProblemDetails,
  parseDecimal,
  schemaOf,
} from '../model/index.ts';
import type { WrittenKind } from './document-kinds.ts';
import { adviseOnMissingValue, adviseOnNumber, describeExpected, WITHOUT_MERGE_KEY } from './schema-advice.ts';
import { findRuleBelow, selectFittingRules, typesOf } from './schema-rules.ts';
import { validateDocument } from './validate-document.ts';
import {
  findSpan,
  MERGE_KEY,
  type ParsedText,
  type PlacedSpan,
  parseYaml,
  readKeyText,
  resolveAlias,
  type Span,
  spanOf,
  type YamlTree,
} from './yaml-tree.ts';

/** A document; null if it has problems. */
export interface ReadDocument<K extends WrittenKind> {
  readonly document: Documents[K] | null;
  readonly problems: readonly Problem[];
  /** The parsed value, as far as the text could be read, whether valid or not. */
  readonly value?: unknown;
  /** Finds the place of a problem in the text. */
  readonly locate: (at: Problem['at'], on: 'key' | 'value') => PlacedSpan;
  /** The last text that could be parsed, for reuse. */
  readonly parsed: ParsedText | undefined;
}

export interface ReadOptions {
  /** The earlier text of a document that is being edited, which makes reading faster. */
  readonly earlier?: ParsedText | undefined;
  /** Whether the document belongs to a variant, whose base has the keys that it lacks. */
  readonly isVariant?: boolean;
}

/** Reads the text of a YAML or JSON document of a given kind, without byte-order mark. */
export function readDocument<K extends WrittenKind>(
  kind: K,
  file: string,
  text: string,
  { earlier, isVariant = false }: ReadOptions = {},
): ReadDocument<K> {
  const parsedYaml = parseYaml(text, file, earlier);
  if (!parsedYaml.tree)
    return { document: null, problems: parsedYaml.problems, locate: locateOffsets, parsed: earlier };
  const { tree } = parsedYaml;
  const treeReading = readTree(tree, kind, file);
  const departures = validateDocument(kind, treeReading.value, file, treeReading.problems);
  const isPart = isVariant || (kind === 'questionnaire' && extendsAnother(treeReading.value));
  const problems = [
    ...treeReading.problems,
    ...(isPart ? departures.filter((problem) => isOwnDeparture(kind, problem)) : departures),
  ];
  return {
    document: problems.length === 0 ? (treeReading.value as Documents[K]) : null,
    problems,
    value: treeReading.value,
    locate: (at, on) => ('start' in at ? at : findSpan(tree, at, on)),
    parsed: { text, tree },
  };
}

function extendsAnother(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'extends');
}

/** Whether a problem with the form of a variant's document remains when the keys of its base are added. */
function isOwnDeparture(kind: DocumentKind, { code, at, details: { name = '' } }: Problem): boolean {
  if (code !== 'M110' || !('length' in at) || at.length > 0) return true;
  const ownKeys = schemaOf(kind).schema['x-own'];
  return !Array.isArray(ownKeys) || ownKeys.includes(name);
}

/**
 * Locates a problem of a text that could not be parsed by its offsets; a path is located at the beginning of the text.
 */
function locateOffsets(at: Problem['at']): Span {
  return 'start' in at ? at : { start: 0, end: 0 };
}

/** A document's value as far as it can be read, and the problems found. */
interface TreeReading {
  readonly value: unknown;
  readonly problems: readonly Problem[];
}

/**
 * Converts a tree to the plain value of a document kind; the type that the schema declares for a place decides how its
 * text is read. Maps have no prototype, so that looking up a key finds only what is in the document.
 */
function readTree(tree: YamlTree, kind: DocumentKind, file: string): TreeReading {
  const problems: Problem[] = [];
  const complain = (
    code: ProblemCode,
    at: Problem['at'],
    details: ProblemDetails,
    on: 'key' | 'value' = 'value',
  ): void => {
    problems.push({ code, file, at, on, details });
  };

  const readNode = (node: Node | null, rule: PlacedSchema | undefined, at: Path): unknown => {
    const content = resolveAlias(tree, node);
    if (isMap<Node, Node | null>(content)) return readMap(content, rule, at);
    if (isSeq<Node>(content)) {
      const [list] = rule ? selectFittingRules(rule, { kind: 'list' }) : [];
      return content.items.map((item, i) => readNode(item, list && findRuleBelow(list, i), [...at, i]));
    }
    const scalar = scalarText(content);
    const rules = rule ? selectFittingRules(rule, { kind: 'scalar' }) : [];
    if (!rule || rules.length === 0) return scalar.plain && scalar.text === '' ? null : scalar.text;
    const scalarReading = readScalar(scalar, rules, () => describeExpected(rule));
    if ('value' in scalarReading) return scalarReading.value;
    const isEmpty = scalar.plain && scalar.text === '';
    // A key without a colon is possible only inside brackets.
    const advice = isEmpty && node === null ? adviseOnMissingValue(String(at.at(-1)), rules.every(isText)) : {};
    complain(scalarReading.code, at, { ...scalarReading.details, ...advice });
    return isEmpty ? null : scalar.text;
  };

  const readMap = (map: YAMLMap<Node, Node | null>, rule: PlacedSchema | undefined, at: Path): unknown => {
    const value: Record<string, unknown> = Object.create(null);
    const keys = map.items.map((pair) => readKeyText(tree, pair.key));
    const [fitting] = rule
      ? selectFittingRules(rule, { kind: 'map', keys: keys.filter((key) => key !== undefined) })
      : [];
    for (const [i, pair] of map.items.entries()) {
      const key = keys[i];
      if (key === undefined) {
        complain('M107', spanOf(pair.key), { wanted: { phrase: 'textAsKey' } });
      } else if (key === MERGE_KEY && fitting && scalarText(resolveAlias(tree, pair.key)).plain) {
        // Unquoted, `<<` is the merge key in some versions of YAML; here it would be an unknown key.
        complain('M109', [...at, key], { found: key, ...WITHOUT_MERGE_KEY }, 'key');
      } else if (Object.hasOwn(value, key)) {
        complain('M102', spanOf(pair.key), { found: key }, 'key');
      } else {
        value[key] = readNode(pair.value, fitting && findRuleBelow(fitting, key), [...at, key]);
      }
    }
    return value;
  };

  return { value: readNode(tree.root, schemaOf(kind), []), problems };
}

/** Whether a place accepts any text, and nothing but text. */
function isText({ schema }: PlacedSchema): boolean {
  return schema.type === 'string' && schema.pattern === undefined && schema.enum === undefined;
}

function scalarText(node: Node | null): ScalarText {
  if (!isScalar(node)) return { text: '', plain: true };
  return { text: String(node.value), plain: node.type === 'PLAIN' };
}

/** A scalar as written; `plain` means that it has no quotes. */
interface ScalarText {
  readonly text: string;
  readonly plain: boolean;
}

/** The value of a scalar, or the reason why its text is not a value of the declared type. */
type ReadScalar =
  | { readonly value: string | number | boolean | null }
  | { readonly code: 'M107' | 'M108'; readonly details: ProblemDetails };

/** Decimals of this many digits survive conversion to a double and back; see `fromNumber`. */
const MAX_DIGITS = 15;

/** A limit far above the length of any number; longer texts are refused without parsing them as numbers. */
const MAX_NUMBER_CHARS = 400;

const NULL_SPELLINGS = ['', '~', 'null'];

/**
 * Reads a scalar as the type that its place declares. `rules` are the alternatives of the schema that allow a scalar;
 * `wanted` describes them.
 */
function readScalar({ text, plain }: ScalarText, rules: readonly PlacedSchema[], wanted: () => Phrase): ReadScalar {
  const types = new Set(rules.flatMap(typesOf));
  if (plain && types.has('null') && NULL_SPELLINGS.includes(text)) return { value: null };
  if (plain && text === '') return { code: 'M107', details: { wanted: wanted() } };
  if (rules.some(({ schema }) => schema['x-read'] === 'source')) return { value: text };
  const isNumber = types.has('number') || types.has('integer');
  // A place for numbers accepts text only if it is a fraction matching the pattern and has no quotes.
  const isText = rules.some((rule) => {
    const { pattern } = rule.schema;
    const ownTypes = typesOf(rule);
    if (!ownTypes.includes('string') || !ownTypes.includes('number') || typeof pattern !== 'string')
      return ownTypes.includes('string');
    return plain && new RegExp(pattern).test(text);
  });
  if (plain && isNumber) {
    const isShare = rules.some(({ schema: { maximum } }) => typeof maximum === 'number' && maximum <= 1);
    const number = readNumber(text, wanted, isShare);
    if ('value' in number || number.code === 'M108' || !isText) return number;
  }
  if (plain && types.has('boolean') && (text === 'true' || text === 'false')) return { value: text === 'true' };
  // Besides `true` and `false`, only the words that the schema names are accepted.
  const isWord = !types.has('boolean') || rules.some(({ schema }) => schema.const === text);
  if (isText && isWord) return { value: text };
  const isUnquoted = !plain && (isNumber || types.has('boolean'));
  return {
    code: 'M107',
    details: isUnquoted ? { wanted: { phrase: 'withoutQuotes', what: wanted() } } : { found: text, wanted: wanted() },
  };
}

function readNumber(text: string, wanted: () => Phrase, isShare: boolean): ReadScalar {
  const refuse = (instead: Phrase): ReadScalar => ({ code: 'M107', details: { wanted: instead } });
  const exactNumber = text.length > MAX_NUMBER_CHARS ? undefined : parseDecimal(text);
  if (!exactNumber)
    return { code: 'M107', details: { found: text, wanted: wanted(), ...adviseOnNumber(text, isShare) } };
  // A number with a leading zero is octal to some readers and decimal to others.
  if (/^[+-]?0\d/.test(text)) return refuse({ phrase: 'noLeadingZeros' });
  if (countDigits(text) > MAX_DIGITS) return { code: 'M108', details: { found: text } };
  // Avoids -0, which no text distinguishes from 0.
  const value = Number(text) || 0;
  const isKept = Number.isFinite(value) && compare(fromNumber(value), exactNumber) === 0;
  return isKept ? { value } : refuse({ phrase: 'keepableNumber' });
}

/** Counts significant digits: zeros at either end do not count. */
function countDigits(text: string): number {
  const digits = text.replace(/e.*$/i, '').replace(/\D/g, '');
  return digits.replace(/^0+/, '').replace(/0+$/, '').length;
}
