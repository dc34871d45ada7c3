import type { SchemaError } from '../model/generated/validators.js';
import type { Details, Path, Problem, ProblemCode } from '../model/problem.ts';
import type { DocumentKind } from '../model/schemas.ts';
import { adviseOnBareKey, adviseOnNumber } from './advice.ts';
import { keysOf, type Rule } from './schema.ts';
import { describePattern } from './wanted.ts';

/** How a document departs from its schema, before the file is known. */
export interface Departure extends Pick<Problem, 'code' | 'details'> {
  readonly at: Path;
  readonly on: 'key' | 'value';
}

/** What an error is about. */
export interface ErrorContext {
  readonly kind: DocumentKind;
  readonly at: Path;
  readonly found: unknown;
  /** The alternative that such a value is meant for. */
  readonly rule: Rule;
  /** All alternatives for a map, where no key says which one is meant. */
  readonly others?: readonly Rule[];
}

/** What a validator's error says under one rule; undefined if that rule does not say it. */
export function describeDeparture(
  error: SchemaError,
  { kind, at, found, rule, others }: ErrorContext,
): Departure | undefined {
  const { keyword, params } = error;
  const limit = rule.schema[keyword];
  const here = (code: ProblemCode, details: Details, on: 'key' | 'value' = 'value'): Departure => ({
    code,
    at,
    on,
    details,
  });
  // Maps have no prototype and so no text of their own.
  const text = typeof found === 'object' ? {} : { found: String(found) };

  if (error.propertyName !== undefined) {
    const names = rule.schema.propertyNames as Rule['schema'] | undefined;
    if (names?.[keyword] === undefined) return undefined;
    const wanted = describePattern(String(names[keyword]));
    const details = { found: error.propertyName, ...(wanted === undefined ? {} : { wanted }) };
    return { code: 'M112', at: [...at, error.propertyName], on: 'key', details };
  }
  if (limit === undefined) return undefined;

  switch (keyword) {
    case 'additionalProperties': {
      const name = String(params.additionalProperty);
      if (keysOf(rule).includes(name)) return undefined;
      const allowed = others === undefined ? keysOf(rule) : [...new Set(others.flatMap(keysOf))];
      const details = { found: name, allowed, ...(isBare(found, name) ? adviseOnBareKey(name) : {}) };
      return { code: 'M109', at: [...at, name], on: 'key', details };
    }
    case 'required':
    case 'dependentRequired': {
      const name = String(params.missingProperty);
      const first = keyword === 'required' && !(limit as string[]).includes(name);
      return first ? undefined : here('M110', { name }, 'key');
    }
    case 'enum': {
      const allowed = (limit as unknown[]).map(String);
      return here(isQuestionType(kind, at) ? 'M204' : 'M111', { ...text, allowed });
    }
    case 'const':
      return here('M111', { ...text, allowed: [String(limit)] });
    case 'pattern': {
      const wanted = describePattern(String(limit));
      // Where a name gives a number, the number can stand itself: a weight, of which 1 is the whole.
      return here('M112', {
        ...text,
        ...(wanted === undefined ? {} : { wanted }),
        ...adviseOnNumber(String(found), true),
      });
    }
    case 'minLength':
      return here('M112', { ...text, wanted: `text of at least ${count(limit, 'character')}` });
    case 'minimum':
      return here('M113', { wanted: `at least ${limit}` });
    case 'maximum':
      return here('M113', { wanted: `at most ${limit}` });
    case 'minItems':
      return here('M113', { wanted: `a list of at least ${count(limit, 'entry', 'entries')}` });
    case 'maxItems':
      return here('M113', { wanted: `a list of at most ${count(limit, 'entry', 'entries')}` });
    case 'minProperties':
      return here('M113', { wanted: `a map with at least ${count(limit, 'key')}` });
    case 'uniqueItems':
      // `i` and `j` are the two that are the same, in either order.
      return {
        ...here('M113', { wanted: 'different from the entries before it' }),
        at: [...at, Math.max(Number(params.i), Number(params.j))],
      };
    default:
      return undefined;
  }
}

function isBare(map: unknown, key: string): boolean {
  return typeof map === 'object' && (map as Readonly<Record<string, unknown>> | null)?.[key] === null;
}

function isQuestionType(kind: DocumentKind, at: Path): boolean {
  return kind === 'questionnaire' && at.length === 5 && at[0] === 'sections' && at[4] === 'type';
}

function count(limit: unknown, one: string, many = `${one}s`): string {
  return `${limit} ${limit === 1 ? one : many}`;
}
