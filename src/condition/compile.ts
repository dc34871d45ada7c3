import { closestTo } from '../model/closest.ts';
import type { Details, Path, ProblemCode } from '../model/problem.ts';
import { fromNumber, parseDecimal } from '../model/rational.ts';
import {
  type BoundKeyword,
  type Condition,
  describeType,
  isUnsettled,
  type Test,
  type ValueType,
} from './condition.ts';
import type { Atom } from './value.ts';

/** A condition as a document states it. */
export type ConditionSource = { readonly [key: string]: unknown };

type TestSource = { readonly [key: string]: unknown };

/** What compiling a condition needs to know of its surroundings. */
export interface ConditionScope {
  /** The position and type of a name; undefined when there is none (the scope reports that itself). */
  resolve(name: string, at: Path): { readonly node: number; readonly type: ValueType } | undefined;
  report(code: ProblemCode, at: Path, details: Details, on?: 'key' | 'value'): void;
}

const BOUNDS: readonly BoundKeyword[] = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'];
const LISTS: readonly string[] = ['contains', 'items', 'minItems', 'maxItems'];

/** Settles a condition's names and types; what cannot work is reported and left out. */
export function compileCondition(source: ConditionSource, at: Path, scope: ConditionScope): Condition {
  const parts: Condition[] = [];
  for (const [key, value] of Object.entries(source)) {
    const place = [...at, key];
    if (key === 'allOf' || key === 'anyOf') {
      const of = (value as ConditionSource[]).map((part, i) => compileCondition(part, [...place, i], scope));
      parts.push({ op: key === 'allOf' ? 'all' : 'any', of });
    } else if (key === 'not') {
      parts.push({ op: 'not', of: compileCondition(value as ConditionSource, place, scope) });
    } else {
      const target = scope.resolve(key, place);
      if (!target) continue;
      const test = compileTest(value as TestSource, { ...scope, name: key, type: target.type, at: place });
      parts.push({ op: 'entry', name: key, node: target.node, test });
    }
  }
  return parts.length === 1 && parts[0] ? parts[0] : { op: 'all', of: parts };
}

interface TestScope extends ConditionScope {
  readonly name: string;
  readonly type: ValueType;
  readonly at: Path;
}

function compileTest(source: TestSource, scope: TestScope): Test {
  const tests: Test[] = [];
  for (const [keyword, value] of Object.entries(source)) {
    const test = compileKeyword(keyword, value, source, scope);
    if (test) tests.push(test);
  }
  return tests.length === 1 && tests[0] ? tests[0] : { keyword: 'allOf', of: tests };
}

function compileKeyword(keyword: string, value: unknown, source: TestSource, scope: TestScope): Test | undefined {
  const { type, name } = scope;
  const at = [...scope.at, keyword];
  const inner = (part: unknown, place: Path, of: ValueType = type): Test =>
    compileTest(part as TestSource, { ...scope, at: place, type: of });
  if (keyword === 'allOf' || keyword === 'anyOf') {
    return { keyword, of: (value as unknown[]).map((part, i) => inner(part, [...at, i])) };
  }
  if (keyword === 'not') return { keyword, of: inner(value, at) };
  const wanted = LISTS.includes(keyword) || keyword === 'minContains' || keyword === 'maxContains' ? 'list' : 'single';
  const fits = BOUNDS.includes(keyword as BoundKeyword)
    ? type.kind === 'number'
    : (type.kind === 'list') === (wanted === 'list') && type.kind !== 'mixed';
  if (!fits) {
    const advice =
      type.kind === 'list'
        ? { advice: `Say how many of the list: contains: { ${keyword}: ${JSON.stringify(value)} }, or items for all` }
        : {};
    scope.report('M206', at, { found: keyword, name, wanted: describeType(type), ...advice }, 'key');
    return undefined;
  }
  if (BOUNDS.includes(keyword as BoundKeyword)) {
    return { keyword: keyword as BoundKeyword, bound: fromNumber(value as number) };
  }
  if (keyword === 'const') return { keyword, atoms: readConstants([value], [at], scope) };
  if (keyword === 'enum') {
    const values = value as unknown[];
    return {
      keyword,
      atoms: readConstants(
        values,
        values.map((_, i) => [...at, i]),
        scope,
      ),
    };
  }
  if (type.kind !== 'list') return undefined;
  if (keyword === 'items') return { keyword, of: inner(value, at, type.of) };
  if (keyword === 'minItems' || keyword === 'maxItems') return { keyword, count: value as number };
  if (keyword === 'contains') {
    const least = (source.minContains as number | undefined) ?? 1;
    return { keyword, of: inner(value, at, type.of), least, most: (source.maxContains as number | undefined) ?? null };
  }
  return undefined;
}

function readConstants(values: readonly unknown[], places: readonly Path[], scope: TestScope): Atom[] {
  return values.flatMap((value, i) => {
    const text = String(value);
    const atom = readAtom(text, scope.type);
    if (atom !== undefined) return [atom];
    if (isUnsettled(scope.type)) return [];
    const place = places[i] ?? scope.at;
    if (scope.type.kind === 'choice') {
      const allowed = closestTo(text, scope.type.options);
      scope.report('M205', place, { found: text, name: scope.name, allowed });
    } else {
      scope.report('M207', place, { found: text, name: scope.name, wanted: describeType(scope.type) });
    }
    return [];
  });
}

/** Reads source text as a value of a type; undefined when it is none. */
export function readAtom(text: string, type: ValueType): Atom | undefined {
  switch (type.kind) {
    case 'number':
      return parseDecimal(text);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'choice':
      return type.options.includes(text) ? text : undefined;
    case 'text':
      return text;
    default:
      return undefined;
  }
}
