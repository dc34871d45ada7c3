import type { Condition } from '../model/index.ts';

/** A value of a document, as plain data. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** The parts of a pack that have ids; levels are identified by number. */
export type Thing =
  | 'fact'
  | 'question'
  | 'row'
  | 'section'
  | 'option'
  | 'list'
  | 'score'
  | 'level'
  | 'measure'
  | 'driver';

/** The aspects of a part that can change while the part itself remains. */
export type Aspect =
  | 'type'
  | 'range'
  | 'choose'
  | 'unit'
  | 'default'
  | 'key'
  | 'required'
  | 'notApplicable'
  | 'evidence'
  | 'when'
  | 'derive'
  | 'section'
  | 'tags'
  | 'order'
  | 'exclusive'
  | 'counted'
  | 'members'
  | 'rule'
  | 'missing'
  | 'scope'
  | 'policy'
  | 'achieves'
  | 'expects'
  | 'needs'
  | 'after'
  | 'cost'
  | 'months';

/** The points of an answer; `without` are its points without evidence, if they differ. */
export interface PointsValue {
  readonly points: number;
  readonly without?: number;
}

/** A difference between two versions of a pack. Names are those of the newer version, except for removed parts. */
export type Change =
  /** `of` is the question to which an option belongs, or the score to which a level belongs. */
  | { readonly kind: 'added' | 'removed'; readonly thing: Thing; readonly name: string; readonly of?: string }
  | {
      readonly kind: 'renamed';
      readonly thing: 'fact' | 'question' | 'row' | 'option';
      readonly name: string;
      readonly from: string;
      readonly of?: string;
    }
  | ChangedThing
  /**
   * The points of an answer; `before` or `after` is null if that version does not have the answer. `score` is the score
   * that counts these points; null if all scores count the same.
   */
  | {
      readonly kind: 'points';
      readonly name: string;
      readonly option: string;
      readonly score: string | null;
      readonly before: PointsValue | null;
      readonly after: PointsValue | null;
    }
  /** A requirement of a level; `before` or `after` is null if that version does not have the requirement. */
  | {
      readonly kind: 'gate';
      readonly score: string;
      readonly level: number;
      readonly before: Condition | null;
      readonly after: Condition | null;
    }
  /**
   * A text; `before` or `after` is absent if that version does not have the text. The language is null for a text that
   * is not translated.
   */
  | {
      readonly kind: 'text';
      readonly name: string;
      readonly part: string;
      readonly language: string | null;
      readonly before?: string;
      readonly after?: string;
    };

/** A part that remains but differs in one aspect; `before` or `after` is absent if that version does not state it. */
export interface ChangedThing {
  readonly kind: 'changed';
  readonly thing: Exclude<Thing, 'level'> | 'pack';
  readonly name: string;
  readonly aspect: Aspect;
  readonly of?: string;
  /** The path to the changed value within a rule. */
  readonly path?: readonly string[];
  readonly before?: Plain;
  readonly after?: Plain;
}

/** A path at which two values differ; `before` or `after` is absent if there is no value there. */
export interface ValueDifference {
  readonly path: readonly string[];
  readonly before?: Plain;
  readonly after?: Plain;
}

type Value = Plain | undefined;

/** Keys of lists in which the order of entries has no meaning. */
const UNORDERED_KEYS = new Set(['enum', 'min', 'max', 'meanOf', 'anyOf', 'allOf', 'needs', 'after', 'tags', 'add']);

/** Finds the paths at which two values differ; compares maps key by key, and anything else as a whole. */
export function diffValues(before: unknown, after: unknown, path: readonly string[] = []): ValueDifference[] {
  const [one, other] = [before as Value, after as Value];
  if (isMap(one) && isMap(other)) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...keys].flatMap((key) => diffValues(one[key], other[key], [...path, key]));
  }
  if (textOf(one, path.at(-1)) === textOf(other, path.at(-1))) return [];
  return [{ path, ...bothSides(one, other) }];
}

/** Builds `before` and `after` of a change, leaving out a value that is not stated. */
function bothSides(before: unknown, after: unknown): Pick<ChangedThing, 'before' | 'after'> {
  return {
    ...(before === undefined ? {} : { before: before as Plain }),
    ...(after === undefined ? {} : { after: after as Plain }),
  };
}

/** Returns the change of one aspect of a part, as a list; empty if the aspect has not changed. */
export function changesOf(
  place: Pick<ChangedThing, 'thing' | 'name' | 'of'>,
  aspect: Aspect,
  before: unknown,
  after: unknown,
): ChangedThing[] {
  if (isSameValue(before, after, aspect)) return [];
  return [{ kind: 'changed', ...place, aspect, ...bothSides(before, after) }];
}

/** Whether two values mean the same; the order of keys and of unordered lists is ignored. */
export function isSameValue(before: unknown, after: unknown, key?: string): boolean {
  return textOf(before as Value, key) === textOf(after as Value, key);
}

function isMap(value: Value): value is { readonly [key: string]: Plain } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: Value, key?: string): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) {
    const items = (value as readonly Plain[]).map((item) => textOf(item));
    return `[${(key !== undefined && UNORDERED_KEYS.has(key) ? items.sort() : items).join()}]`;
  }
  if (!isMap(value)) return JSON.stringify(value);
  const entries = Object.entries(value).flatMap(([name, item]) =>
    item === undefined ? [] : [`${JSON.stringify(name)}:${textOf(item, name)}`],
  );
  return `{${entries.sort().join()}}`;
}
