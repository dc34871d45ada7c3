import type { Cell, Fact, Option, Question } from '../../../src/model/generated/types.ts';
import { type Fraction, fractionOf, order } from '../../exact-fraction.ts';
import { combinations } from '../condition/possible-combinations.ts';
import type { Pack, Value } from './read-pack.ts';

type Definition = Fact | Question | Cell;

/** The options of a question or fact. */
export function optionsOf({ options }: Definition, pack: Pack): { id: string; exclusive: boolean }[] {
  const listed: readonly Option[] =
    typeof options === 'string' ? (pack.questionnaire.optionSets?.[options] ?? []) : (options ?? []);
  return listed.map((option) =>
    typeof option === 'string'
      ? { id: option, exclusive: false }
      : { id: option.id, exclusive: option.exclusive ?? false },
  );
}

/** Whether a number is an answer that is allowed. */
export function isAllowedNumber(definition: Definition, value: Fraction): boolean {
  const { low, high } = rangeOf(definition);
  if (isWhole(definition) && value.top % value.bottom !== 0n) return false;
  return (low === undefined || order(value, low) >= 0) && (high === undefined || order(value, high) <= 0);
}

function isWhole({ type }: Definition): boolean {
  return type === 'scale' || type === 'integer';
}

function rangeOf({ type, minimum, maximum }: Definition): {
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
export function choicesOf(definition: Definition, pack: Pack): string[][] {
  const options = optionsOf(definition, pack);
  const { least = 1, most = options.length } = definition as Question;
  const subsets = combinations(options.map(({ id }) => [[], [id]])).map((chosen) => chosen.flat());
  return subsets.filter((chosen) => {
    const alone = options.some(({ id, exclusive }) => exclusive && chosen.includes(id));
    if (alone) return chosen.length === 1;
    return chosen.length >= least && chosen.length <= most;
  });
}

/** Every allowed answer where they can be listed; of decimals the least and the greatest. */
export function allowedValues(definition: Definition, pack: Pack): Value[] | undefined {
  switch (definition.type) {
    case 'boolean':
      return [true, false];
    case 'multiple':
      return choicesOf(definition, pack);
    case 'single':
      return optionsOf(definition, pack).map(({ id }) => id);
    case undefined:
      return ((definition as Fact).first ?? []).map(({ value }) => value);
    default: {
      const { low, high } = rangeOf(definition);
      if (!low || !high) return high ? [high] : undefined;
      if (!isWhole(definition)) return [low, high];
      const values: Fraction[] = [];
      for (let top = low.top / low.bottom; top <= high.top / high.bottom; top++) values.push({ top, bottom: 1n });
      return values;
    }
  }
}
