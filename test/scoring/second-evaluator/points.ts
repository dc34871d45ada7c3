import type { Points, PointsTable, PointsTables } from '../../../src/model/generated/types.ts';
import { type Fraction, fractionOf, isFraction, plus } from '../../exact-fraction.ts';
import { allowedValues, optionsOf } from './answers.ts';
import { greatest, least } from './arithmetic.ts';
import type { Asked, Pack, Reply, Value } from './read-pack.ts';
import type { Tell } from './tally.ts';

/** What the points of an answer depend on. */
export interface Counting {
  readonly pack: Pack;
  /** The tables at hand, the innermost score's first and the rubric's last. */
  readonly tables: readonly PointsTables[];
  /** The named lists that a question belongs to. */
  readonly listsOf: (asked: Asked) => readonly string[];
  readonly tell: Tell;
}

/** The points of an answer. */
export function pointsOf(asked: Asked, { value, proven }: Reply, counting: Counting): Fraction {
  const { tables, pack, tell } = counting;
  const own = tables.findIndex((table) => keyOf(asked, table, counting) !== undefined);
  const [table, key] = [tables[own] ?? {}, keyOf(asked, tables[own] ?? {}, counting)];
  const entry = key === undefined ? undefined : table[key];
  if (isFraction(value) && (asked.definition.type !== 'scale' || !entry)) return value;
  if (!entry) throw new Error(`${asked.name} has no points`);
  if (tables.length > 1) tell(own === tables.length - 1 ? 'points: kept from outside' : 'points: of a score');
  tell(`points by ${kindOf(key as string, asked, pack)}`);
  if (!Array.isArray(value)) return pointsOfOne(asked, value as Fraction | string | boolean, entry, proven, counting);
  return value.map((option) => pointsOfOne(asked, option, entry, proven, counting)).reduce(plus, fractionOf(0));
}

function pointsOfOne(
  { definition }: Asked,
  value: Fraction | string | boolean,
  entry: PointsTable,
  proven: boolean,
  { pack, tell }: Counting,
): Fraction {
  const key = isFraction(value) ? String(value.top / value.bottom) : String(value);
  if (Object.hasOwn(entry, key)) return proved(entry[key] as Points, proven, tell);
  const option = optionsOf(definition, pack).find(({ id }) => id === key);
  if (!option?.exclusive) return proved(entry.each as Points, proven, tell);
  tell('points: an exclusive option');
  return fractionOf(0);
}

function proved(points: Points, proven: boolean, tell: Tell): Fraction {
  if (typeof points !== 'object') return fractionOf(points);
  tell(proven ? 'points: with evidence' : 'points: without evidence');
  return fractionOf(proven ? points.evidence : points.without);
}

/** A question, a list, a matrix, a section, an option set or `all`: the first of these that has a key. */
function keyOf(asked: Asked, table: PointsTables, { listsOf }: Counting): string | undefined {
  const { name, matrix, section, definition } = asked;
  const keys = [name, ...listsOf(asked), matrix?.id, section?.id, definition.options, 'all'];
  return keys.find((key): key is string => typeof key === 'string' && Object.hasOwn(table, key));
}

function kindOf(key: string, { name, matrix, section, definition }: Asked, pack: Pack): string {
  if (key === name) return matrix ? 'row' : 'question';
  if (Object.hasOwn(pack.rubric.lists ?? {}, key)) return 'list';
  if (key === matrix?.id) return 'matrix';
  if (key === section?.id) return 'section';
  return key === definition.options ? 'option set' : 'all';
}

/** The most points an allowed answer brings, with evidence or without; undefined where there is no limit. */
export function bestPoints(asked: Asked, counting: Counting): Fraction | undefined {
  return allPoints(asked, counting)?.reduce(greatest);
}

/** The least points an allowed answer brings. */
export function worstPoints(asked: Asked, counting: Counting): Fraction | undefined {
  return allPoints(asked, counting)?.reduce(least);
}

function allPoints(asked: Asked, counting: Counting): Fraction[] | undefined {
  const quietly = { ...counting, tell: () => {} };
  return allowedValues(asked.definition, counting.pack)?.flatMap((value: Value) =>
    [true, false].map((proven) => pointsOf(asked, { value, proven }, quietly)),
  );
}
