// Examines number formats: whether numbers are displayed in another unit, currency or size than they are read in.

import type { ColumnDoubt } from '../../model/index.ts';
import {
  findMultiplier,
  findUnitFactor,
  getUnitFactors,
  type Input,
  readCurrencies,
  statedMoneyOf,
} from '../../scoring/index.ts';
import type { UnitFormat, UnitSection } from '../xlsx/unit-formats.ts';

type ShownDoubt = Extract<ColumnDoubt, { readonly code: 'shown-currency' | 'shown-unit' | 'shown-scaled' }>;

/** Returns the first doubt about the number formats of a column, whose numbers are multiplied by `factor`. */
export function doubtFormats(
  input: Input,
  factor: number,
  formats: ReadonlyMap<UnitFormat, number>,
): ShownDoubt | undefined {
  for (const [{ code: format, sections }, line] of formats) {
    for (const section of sections) {
      const doubt = doubtSection(input, factor, section);
      if (doubt) return { ...doubt, format, line };
    }
  }
  return undefined;
}

function doubtSection(
  input: Input,
  factor: number,
  { divisor, currency, texts }: UnitSection,
):
  | { readonly code: 'shown-currency' }
  | { readonly code: 'shown-unit'; readonly unit: string; readonly factor: number }
  | { readonly code: 'shown-scaled'; readonly divisor: number }
  | undefined {
  const ownCurrencies = statedMoneyOf(input)?.currencies;
  const ownUnits = currency === undefined ? [] : [readCurrencies(currency) ?? [currency]];
  const shownUnits = [
    ...ownUnits,
    ...texts.map((text) => readCurrencies(text) ?? []).filter(({ length }) => length > 0),
  ];
  if (
    ownCurrencies &&
    shownUnits.some((currencies) => !currencies.some((currency) => ownCurrencies.includes(currency)))
  )
    return { code: 'shown-currency' };
  const [stated] = texts.flatMap((text) => statedFactor(input, text) ?? []);
  if (stated === undefined) return divisor === 1 ? undefined : { code: 'shown-scaled', divisor };
  const storedNumber = Number((stated / divisor).toPrecision(12));
  if (isSame(storedNumber, factor)) return undefined;
  const unitText = texts.find((text) => isSame(findUnitFactor(input, text) ?? 0, storedNumber));
  const [known] = [...getUnitFactors(input)].find(([, size]) => isSame(size, storedNumber)) ?? [];
  return { code: 'shown-unit', unit: unitText ?? known ?? `× ${storedNumber}`, factor: storedNumber };
}

/**
 * Returns the factor of the unit that the text beside a number states; undefined for currency signs and other texts.
 */
function statedFactor(input: Input, text: string): number | undefined {
  const money = statedMoneyOf(input);
  if (money === undefined) return findUnitFactor(input, text) ?? findMultiplier(text, false);
  const multiplier = findMultiplier(text, true);
  return multiplier === undefined ? undefined : multiplier / money.size;
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one / other - 1) < 1e-9;
}
