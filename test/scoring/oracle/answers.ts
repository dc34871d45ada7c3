import type { Fact, Option, Question } from '../../../src/model/generated/types.ts';
import { combinations } from '../../condition/open-values.ts';
import { type Fraction, fractionOf, isFraction, order, plus } from '../../fraction.ts';
import type { Asked, Pack, Value } from './pack.ts';

/** The options of a question or fact. */
export function optionsOf({ options }: Fact | Question, pack: Pack): { id: string; exclusive: boolean }[] {
  const listed: readonly Option[] =
    typeof options === 'string' ? (pack.questionnaire.optionSets?.[options] ?? []) : (options ?? []);
  return listed.map((option) =>
    typeof option === 'string'
      ? { id: option, exclusive: false }
      : { id: option.id, exclusive: option.exclusive ?? false },
  );
}

/** The tags of a question: its section's and its own. */
export function tagsOf({ definition, section }: Asked): ReadonlyMap<string, string> {
  const own = 'tags' in definition ? definition.tags : {};
  return new Map(Object.entries({ ...section?.tags, ...own }).map(([tag, value]) => [tag, String(value)]));
}

/** Whether a number is an answer that is allowed. */
export function isAllowedNumber(definition: Fact | Question, value: Fraction): boolean {
  const { low, high } = rangeOf(definition);
  if (isWhole(definition) && value.top % value.bottom !== 0n) return false;
  return (low === undefined || order(value, low) >= 0) && (high === undefined || order(value, high) <= 0);
}

function isWhole({ type }: Fact | Question): boolean {
  return type === 'scale' || type === 'integer';
}

function rangeOf({ type, minimum, maximum }: Fact | Question): {
  low: Fraction | undefined;
  high: Fraction | undefined;
} {
  const low = minimum ?? (type === 'scale' || type === 'percent' ? 0 : undefined);
  const high = maximum ?? (type === 'percent' ? 100 : undefined);
  return {
    low: low === undefined ? undefined : fractionOf(low),
    high: high === undefined ? undefined : fractionOf(high),
  };
}

/** Every allowed choice of a multiple-choice question. */
export function choicesOf(definition: Question, pack: Pack): string[][] {
  const options = optionsOf(definition, pack);
  const subsets = combinations(options.map(({ id }) => [[], [id]])).map((chosen) => chosen.flat());
  return subsets.filter((chosen) => {
    const alone = options.some(({ id, exclusive }) => exclusive && chosen.includes(id));
    if (alone) return chosen.length === 1;
    return chosen.length >= (definition.least ?? 1) && chosen.length <= (definition.most ?? chosen.length);
  });
}

/** The points of an answer. */
export function pointsOf(asked: Asked, value: Value, pack: Pack): Fraction {
  if (Array.isArray(value)) return value.map((option) => pointsOfOne(asked, option, pack)).reduce(plus, fractionOf(0));
  return pointsOfOne(asked, value as Fraction | string | boolean, pack);
}

function pointsOfOne(asked: Asked, value: Fraction | string | boolean, pack: Pack): Fraction {
  const { definition } = asked;
  const entry = entryOf(asked, pack);
  if (isFraction(value) && (definition.type !== 'scale' || !entry)) return value;
  if (!entry) throw new Error(`${asked.name} has no points`);
  const key = isFraction(value) ? String(value.top / value.bottom) : String(value);
  if (Object.hasOwn(entry, key)) return fractionOf(entry[key] as number);
  const option = optionsOf(definition, pack).find(({ id }) => id === key);
  return option?.exclusive ? fractionOf(0) : fractionOf(entry.each as number);
}

/** Keyed by the question itself, a list, its section, its option set or `all`, in this order. */
function entryOf({ name, definition, section }: Asked, pack: Pack): Readonly<Record<string, number>> | undefined {
  const points = pack.rubric.points ?? {};
  const lists = Object.entries(pack.rubric.lists ?? {}).filter(
    ([list, rule]) => Object.hasOwn(points, list) && isListed({ name, definition, section }, rule as object),
  );
  const keys = [name, ...lists.map(([list]) => list), section?.id, definition.options, 'all'];
  const key = keys.find((one) => typeof one === 'string' && Object.hasOwn(points, one));
  return points[key as string];
}

function isListed(asked: Asked, rule: object): boolean {
  if (Array.isArray(rule)) return rule.includes(asked.name) || rule.includes(asked.section?.id);
  const tags = tagsOf(asked);
  // Lists that carry points are chosen by one tag with one value.
  return Object.entries(rule as Record<string, { const: string }>).every(
    ([tag, test]) => tags.get(tag) === String(test.const),
  );
}

/** The most points an allowed answer brings; undefined where there is no limit. */
export function bestPoints(asked: Asked, pack: Pack): Fraction | undefined {
  return allowedValues(asked.definition, pack)
    ?.map((value) => pointsOf(asked, value, pack))
    .reduce((best, points) => (order(points, best) > 0 ? points : best));
}

/** Every allowed answer where they can be listed; for decimals the greatest. */
export function allowedValues(definition: Fact | Question, pack: Pack): Value[] | undefined {
  switch (definition.type) {
    case 'boolean':
      return [true, false];
    case 'multiple':
      return choicesOf(definition as Question, pack);
    case 'single':
      return optionsOf(definition, pack).map(({ id }) => id);
    case undefined:
      return ((definition as Fact).first ?? []).map(({ value }) => value);
    default: {
      const { low, high } = rangeOf(definition);
      if (!low || !high || !isWhole(definition)) return high ? [high] : undefined;
      const values: Fraction[] = [];
      for (let top = low.top / low.bottom; top <= high.top / high.bottom; top++) values.push({ top, bottom: 1n });
      return values;
    }
  }
}
