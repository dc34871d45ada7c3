// Validates a document against its schema: reports one problem per place, in words for people.

import {
  type DocumentKind,
  type Documents,
  findNearestSpelling,
  foundText,
  type Path,
  type Phrase,
  type PlacedSchema,
  type Problem,
  type ProblemCode,
  type ProblemDetails,
  type SchemaError,
  schemaOf,
  type Validator,
  validateAnswers,
  validateBaseline,
  validateCases,
  validateMapping,
  validateMeasures,
  validatePolicy,
  validateProject,
  validateQuestionnaire,
  validateRegion,
  validateRubric,
  validateStages,
  type WordedPhrase,
} from '../model/index.ts';
import { addColon } from './correct-line.ts';
import type { WrittenKind } from './document-kinds.ts';
import {
  adviseOnBareKey,
  adviseOnConditionWord,
  adviseOnNumber,
  adviseOnTest,
  describeExpected,
  describePattern,
} from './schema-advice.ts';
import { alternativesOf, findRuleBelow, keysOf, type Shape, selectFittingRules, typesOf } from './schema-rules.ts';
import { MERGE_KEY } from './yaml-tree.ts';

const VALIDATOR_BY_KIND = {
  questionnaire: validateQuestionnaire,
  rubric: validateRubric,
  measures: validateMeasures,
  policy: validatePolicy,
  cases: validateCases,
  answers: validateAnswers,
  baseline: validateBaseline,
  mapping: validateMapping,
  region: validateRegion,
  stages: validateStages,
  project: validateProject,
} satisfies { [K in WrittenKind]: Validator<Documents[K]> };

/**
 * Finds where a value violates the schema of its kind: at most one problem per place, and none at places where reading
 * has already found one.
 */
export function validateDocument(
  kind: WrittenKind,
  value: unknown,
  file: string,
  known: readonly Problem[],
): Problem[] {
  const validate: Validator<unknown> = VALIDATOR_BY_KIND[kind];
  if (validate(value)) return [];
  const departures = new Map<string, SchemaDeparture>();
  const readError = createErrorReader(kind, value);
  const isKnownPlace = createCoverageTest(known.flatMap(({ at }) => ('length' in at ? [at] : [])));
  for (const error of validate.errors ?? []) {
    const departure = readError(error);
    if (departure === undefined || isKnownPlace(departure.at)) continue;
    const placeKey = JSON.stringify([
      departure.at,
      departure.on,
      departure.code === 'M110' ? departure.details.name : '',
    ]);
    if (!departures.has(placeKey)) departures.set(placeKey, departure);
  }
  const allDepartures = [...departures.values()];
  const otherKind = allDepartures.find(({ at }) => at.length === 1 && at[0] === 'kind');
  // If the document is of another kind, everything in it seems wrong, so only the kind is reported.
  const reportedDepartures = otherKind ? [otherKind] : removeExplained(allDepartures, known, value);
  if (reportedDepartures.length === 0 && known.length === 0)
    reportedDepartures.push(keepSchemaMessage(validate.errors?.[0], value));
  return reportedDepartures.map((departure) => ({ file, ...departure }));
}

/**
 * Turns an error for which no rule has a phrase into a problem in the validator's own words, so that an invalid
 * document is never accepted.
 */
function keepSchemaMessage(error: SchemaError | undefined, value: unknown): SchemaDeparture {
  const wantedPhrase: Phrase = { phrase: 'asSchema', reason: error?.message ?? String(error?.keyword) };
  return { code: 'M113', at: pathOf(error?.instancePath ?? '', value), on: 'value', details: { wanted: wantedPhrase } };
}

/**
 * Creates a function that describes a validator's error by the schema alternative that the value is meant for; it
 * returns undefined for errors about other alternatives.
 */
function createErrorReader(kind: WrittenKind, value: unknown): (error: SchemaError) => SchemaDeparture | undefined {
  const findRules = createRuleFinder(kind, value);
  // Cached, so that a map with thousands of errors is examined once.
  const contexts = new Map<string, readonly ErrorContext[] | SchemaDeparture | undefined>();

  function contextsOf(pointer: string): readonly ErrorContext[] | SchemaDeparture | undefined {
    const valuePath = pathOf(pointer, value);
    const placedRules = findRules(valuePath);
    if (!placedRules) return undefined;
    const foundValue = valueAt(value, valuePath);
    const fittingRulesHere = placedRules.rules.filter((rule) => acceptsType(rule, foundValue));
    if (fittingRulesHere.length === 0)
      return {
        code: 'M107',
        at: valuePath,
        on: 'value',
        details: describeType(foundValue, placedRules.whole, valuePath),
      };
    const openAlternatives = alternativesOf(placedRules.whole).filter((rule) => acceptsType(rule, foundValue));
    const otherAlternatives = fittingRulesHere.some((rule) => keysOf(rule).some((key) => hasOwnKey(foundValue, key)))
      ? {}
      : { others: openAlternatives };
    return fittingRulesHere.map((rule) => ({
      kind,
      at: valuePath,
      found: foundValue,
      rule,
      shortNumber: findShortNumber(foundValue),
      ...otherAlternatives,
    }));
  }

  return (error) => {
    const { instancePath } = error;
    if (!contexts.has(instancePath)) contexts.set(instancePath, contextsOf(instancePath));
    const knownContext = contexts.get(instancePath);
    if (knownContext === undefined || 'code' in knownContext) return knownContext;
    return knownContext
      .map((context) => describeSchemaError(error, context))
      .find((departure) => departure !== undefined);
  };
}

function hasOwnKey(map: unknown, key: string): boolean {
  return typeof map === 'object' && map !== null && Object.hasOwn(map, key);
}

function describeType(found: unknown, rule: PlacedSchema, at: Path): SchemaDeparture['details'] {
  const wantedPhrase = describeExpected(rule);
  if (found === null) return { wanted: wantedPhrase };
  const alternatives = alternativesOf(rule);
  const isTest = alternatives[0]?.schema.title === 'Test';
  // The items of a list allowed here are maps, so the keys of those maps are helpful as well.
  const isMapOrList = alternatives.every((alternative) =>
    typesOf(alternative).every((type) => type === 'object' || type === 'array'),
  );
  const keys = alternatives.map(keysOf).find(({ length }) => length > 0);
  const advice = isTest
    ? { ...adviseOnTest(found), ...adviseOnConditionWord(String(at.at(-1))) }
    : isMapOrList && keys
      ? { advice: { phrase: 'possibleKeys', keys } as const }
      : {};
  if (typeof found === 'object')
    return { wanted: { phrase: Array.isArray(found) ? 'notAList' : 'notAMap', what: wantedPhrase }, ...advice };
  // A single line without its colon is read as text.
  const line = isPhrase(wantedPhrase, 'map') ? addColon(String(found)) : undefined;
  if (line !== undefined && !line.endsWith(':'))
    return { found: String(found), wanted: wantedPhrase, advice: { phrase: 'writeLine', line } };
  return {
    found: String(found),
    wanted: wantedPhrase,
    ...(isPhrase(wantedPhrase, 'aList') ? { advice: { phrase: 'putInBrackets', list: `[${found}]` } } : advice),
  };
}

function isPhrase(phrase: Phrase, name: WordedPhrase['phrase']): boolean {
  return typeof phrase === 'object' && phrase.phrase === name;
}

/**
 * Creates a function that finds the rule for a place, and the alternatives of it that fit the value; it returns
 * undefined if a value that contains the place has the wrong type.
 */
function createRuleFinder(
  kind: WrittenKind,
  value: unknown,
): (at: Path) => { whole: PlacedSchema; rules: readonly PlacedSchema[] } | undefined {
  // Cached by value, because a value has one place and so one rule, unless aliases use it in several.
  const fittingByValue = new Map<unknown, { readonly rule: PlacedSchema; readonly fitting: readonly PlacedSchema[] }>();
  function selectFitting(rule: PlacedSchema, inner: unknown): readonly PlacedSchema[] {
    const cachedFitting = fittingByValue.get(inner);
    if (cachedFitting?.rule.schema === rule.schema) return cachedFitting.fitting;
    const fittingRules = selectFittingRules(rule, shapeOf(inner));
    if (typeof inner === 'object' && inner !== null) fittingByValue.set(inner, { rule, fitting: fittingRules });
    return fittingRules;
  }
  return (at) => {
    let currentRule = schemaOf(kind);
    let innerValue = value;
    for (const step of at) {
      const [fitting] = selectFitting(currentRule, innerValue);
      const ruleBelowStep = fitting && typeof innerValue === 'object' ? findRuleBelow(fitting, step) : undefined;
      if (!ruleBelowStep) return undefined;
      currentRule = ruleBelowStep;
      innerValue = (innerValue as Record<string | number, unknown>)[step];
    }
    return { whole: currentRule, rules: selectFitting(currentRule, innerValue) };
  };
}

function shapeOf(value: unknown): Shape {
  if (typeof value !== 'object' || value === null) return { kind: 'scalar' };
  return Array.isArray(value) ? { kind: 'list' } : { kind: 'map', keys: Object.keys(value) };
}

function acceptsType(rule: PlacedSchema, value: unknown): boolean {
  const types = typesOf(rule);
  if (value === null) return types.includes('null');
  if (typeof value === 'object') return types.includes(Array.isArray(value) ? 'array' : 'object');
  return types.includes(typeof value) || (types.includes('integer') && Number.isInteger(value));
}

/** Converts a pointer such as `/sections/0/id` to a path, in which list positions are numbers. */
function pathOf(pointer: string, value: unknown): Path {
  let innerValue = value;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(innerValue) ? Number(key) : key;
      innerValue = (innerValue as Record<string | number, unknown>)[step];
      return step;
    });
}

function valueAt(value: unknown, at: Path): unknown {
  return at.reduce<unknown>((inner, step) => (inner as Record<string | number, unknown>)[step], value);
}

/** Creates a test of whether a path is one of the given places or inside one of them. */
function createCoverageTest(places: readonly Path[]): (at: Path) => boolean {
  const placeKeys = new Set(places.map((place) => JSON.stringify(place)));
  if (placeKeys.size === 0) return () => false;
  return (at) => {
    for (let length = 0; length <= at.length; length += 1) {
      if (placeKeys.has(JSON.stringify(at.slice(0, length)))) return true;
    }
    return false;
  };
}

/** The unknown keys of a map, and the known keys that they are probably misspellings of. */
interface UnknownKeys {
  readonly keys: ReadonlySet<unknown>;
  readonly meant: ReadonlySet<string | undefined>;
}

/**
 * Leaves out problems of missing keys that other problems explain: the key is misspelled, or all keys of its map are
 * unknown.
 */
function removeExplained(
  found: readonly SchemaDeparture[],
  known: readonly Problem[],
  value: unknown,
): SchemaDeparture[] {
  const unknownKeysByMap = groupUnknownKeys(found);
  const mergePlaces = known.flatMap(({ at }) => ('length' in at && at.at(-1) === MERGE_KEY ? [at.slice(0, -1)] : []));
  const isMerged = createCoverageTest(mergePlaces);
  return found.filter(({ code, at, details }) => {
    if (code !== 'M110') return true;
    const departureOfKey = unknownKeysByMap.get(JSON.stringify(at));
    const isMisspelled = departureOfKey?.meant.has(details.name) ?? false;
    return !isMisspelled && !(departureOfKey && hasOnlyUnknownKeys(at, departureOfKey, value)) && !isMerged(at);
  });
}

/** Collects the unknown keys of each map, by its place. */
function groupUnknownKeys(found: readonly SchemaDeparture[]): ReadonlyMap<string, UnknownKeys> {
  const byMap = new Map<string, SchemaDeparture[]>();
  for (const departure of found) {
    if (departure.code !== 'M109') continue;
    const map = JSON.stringify(departure.at.slice(0, -1));
    const sameMapDepartures = byMap.get(map);
    if (sameMapDepartures) sameMapDepartures.push(departure);
    else byMap.set(map, [departure]);
  }
  return new Map(
    [...byMap].map(([map, keys]) => [
      map,
      {
        keys: new Set(keys.map(({ at }) => at.at(-1))),
        meant: new Set(keys.map(({ details }) => findNearestSpelling(foundText(details) ?? '', details.allowed ?? []))),
      },
    ]),
  );
}

/**
 * Whether all keys of a map are unknown. The map is then in the wrong place, and reporting missing keys would mislead.
 */
function hasOnlyUnknownKeys(at: Path, unknownKeysByMap: UnknownKeys, value: unknown): boolean {
  const map = valueAt(value, at);
  const keys = typeof map === 'object' && map !== null && !Array.isArray(map) ? Object.keys(map) : [];
  return (
    keys.length > 0 && keys.length === unknownKeysByMap.keys.size && keys.every((key) => unknownKeysByMap.keys.has(key))
  );
}

/** A violation of a schema in a document, before the file is known. */
interface SchemaDeparture extends Pick<Problem, 'code' | 'details'> {
  readonly at: Path;
  readonly on: 'key' | 'value';
}

interface ErrorContext {
  readonly kind: DocumentKind;
  readonly at: Path;
  readonly found: unknown;
  /** The schema alternative that the value is meant for. */
  readonly rule: PlacedSchema;
  readonly shortNumber: unknown;
  /** All alternatives for a map, if its keys do not show which one is meant. */
  readonly others?: readonly PlacedSchema[];
}

/** Describes a validator's error by one schema rule; undefined if the error is not about that rule. */
function describeSchemaError(
  error: SchemaError,
  { kind, at, found, rule, shortNumber, others }: ErrorContext,
): SchemaDeparture | undefined {
  const { keyword, params } = error;
  const limit = rule.schema[keyword];
  const createDeparture = (
    code: ProblemCode,
    details: ProblemDetails,
    on: 'key' | 'value' = 'value',
  ): SchemaDeparture => ({
    code,
    at,
    on,
    details,
  });
  // Maps have no prototype, so they cannot be converted to text.
  const text = typeof found === 'object' ? {} : { found: String(found) };

  if (error.propertyName !== undefined) {
    const names = rule.schema.propertyNames as PlacedSchema['schema'] | undefined;
    if (names?.[keyword] === undefined) return undefined;
    const wantedPhrase = describePattern(String(names[keyword]));
    const details = { found: error.propertyName, ...(wantedPhrase === undefined ? {} : { wanted: wantedPhrase }) };
    return { code: 'M112', at: [...at, error.propertyName], on: 'key', details };
  }
  if (limit === undefined) return undefined;

  switch (keyword) {
    case 'additionalProperties': {
      const name = String(params.additionalProperty);
      if (keysOf(rule).includes(name)) return undefined;
      const allowedKeys = others === undefined ? keysOf(rule) : [...new Set(others.flatMap(keysOf))];
      const advice = isKeyWithoutValue(found, name) ? adviseOnBareKey(name, shortNumber) : {};
      const details = { found: name, allowed: allowedKeys, ...advice };
      return { code: 'M109', at: [...at, name], on: 'key', details };
    }
    case 'required':
    case 'dependentRequired': {
      const name = String(params.missingProperty);
      const isFirst = keyword === 'required' && !(limit as string[]).includes(name);
      return isFirst ? undefined : createDeparture('M110', { name }, 'key');
    }
    case 'enum': {
      const allowedWords = (limit as unknown[]).map(String);
      return createDeparture(isQuestionType(kind, at) ? 'M204' : 'M111', { ...text, allowed: allowedWords });
    }
    case 'const':
      return createDeparture('M111', { ...text, allowed: [String(limit)] });
    case 'pattern': {
      const wanted = describePattern(String(limit));
      // Where the schema allows a name or a number, the value is a weight; text such as `40 %` is then a share, with 1
      // as the whole.
      return createDeparture('M112', {
        ...text,
        ...(wanted === undefined ? {} : { wanted }),
        ...adviseOnNumber(String(found), wanted?.phrase === 'qualifiedName'),
      });
    }
    case 'minLength':
      return createDeparture('M112', { ...text, wanted: { phrase: 'textOfAtLeast', count: Number(limit) } });
    case 'maxLength':
      return createDeparture('M112', { ...text, wanted: { phrase: 'textOfAtMost', count: Number(limit) } });
    case 'exclusiveMinimum':
      return createDeparture('M113', { wanted: { phrase: 'moreThan', limit: Number(limit) } });
    case 'minimum':
      return createDeparture('M113', { wanted: { phrase: 'atLeast', limit: Number(limit) } });
    case 'maximum':
      return createDeparture('M113', { wanted: { phrase: 'atMost', limit: Number(limit) } });
    case 'minItems':
      return createDeparture('M113', { wanted: { phrase: 'listOfAtLeast', count: Number(limit) } });
    case 'maxItems':
      return createDeparture('M113', { wanted: { phrase: 'listOfAtMost', count: Number(limit) } });
    case 'minProperties':
      return createDeparture('M113', { wanted: { phrase: 'mapOfAtLeast', count: Number(limit) } });
    case 'uniqueItems':
      // `i` and `j` are the two equal entries, in either order.
      return {
        ...createDeparture('M113', { wanted: { phrase: 'distinctEntry' } }),
        at: [...at, Math.max(Number(params.i), Number(params.j))],
      };
    default:
      return undefined;
  }
}

function isKeyWithoutValue(map: unknown, key: string): boolean {
  return typeof map === 'object' && (map as Readonly<Record<string, unknown>> | null)?.[key] === null;
}

/**
 * Returns the only number with up to three digits in a map; undefined if there are none or several. When YAML splits
 * `60,000` at the comma, 000 becomes an unknown key, and this function finds the 60.
 */
function findShortNumber(map: unknown): unknown {
  if (typeof map !== 'object' || map === null) return undefined;
  const numericValues = Object.values(map).filter(
    (value) => typeof value !== 'object' && /^[1-9]\d{0,2}$/.test(String(value)),
  );
  return numericValues.length === 1 ? numericValues[0] : undefined;
}

function isQuestionType(kind: DocumentKind, at: Path): boolean {
  return kind === 'questionnaire' && at.length === 5 && at[0] === 'sections' && at[4] === 'type';
}
