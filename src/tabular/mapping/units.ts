import type { Fact, Question } from '../../model/generated/types.ts';
import { plainForm } from '../../model/plain.ts';
import type { Input } from '../../scoring/plan.ts';
import { textsOf } from './texts.ts';

/** Units that measure the same, by how many of the smallest common one they are. */
const FAMILIES: readonly Readonly<Record<string, number>>[] = [
  {
    ...{
      元: 1,
      人民币元: 1,
      千元: 1e3,
      万: 1e4,
      万元: 1e4,
      人民币万元: 1e4,
      百万元: 1e6,
      千万元: 1e7,
      亿: 1e8,
      亿元: 1e8,
    },
    ...{ cny: 1, rmb: 1, yuan: 1, 'cny 10,000': 1e4, '× cny 10,000': 1e4, 'cny million': 1e6, 'million cny': 1e6 },
    ...{ '10.000 cny': 1e4, '× 10.000 cny': 1e4, 'mio. cny': 1e6, 'mrd. cny': 1e9, 'cny billion': 1e9 },
  },
  { tce: 1, 吨标准煤: 1, 吨标煤: 1, 万吨标准煤: 1e4, 万吨标煤: 1e4, kgce: 1e-3, 千克标准煤: 1e-3 },
  { kwh: 1, 千瓦时: 1, 度: 1, mwh: 1e3, 兆瓦时: 1e3, 万千瓦时: 1e4, 万度: 1e4, gwh: 1e6 },
  { kg: 1, 千克: 1, 公斤: 1, t: 1e3, 吨: 1e3, 万吨: 1e7 },
];
const PERSONS = ['人', '名', 'persons', 'personen'];

/** What a number in each unit is multiplied with to be in the unit of the question; the units in plain form. */
export function unitsOf(input: Input): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  if (input.type === 'percent') units.set('%', 1);
  const own = textsOf((input.definition as Fact | Question).unit).map(({ text }) => plainForm(text));
  for (const unit of own) {
    const family = FAMILIES.find((one) => Object.hasOwn(one, unit));
    for (const [other, size] of Object.entries(family ?? {})) {
      units.set(other, Number((size / (family?.[unit] as number)).toPrecision(12)));
    }
    if (PERSONS.includes(unit)) for (const word of PERSONS) units.set(word, 1);
  }
  for (const unit of own) units.set(unit, 1);
  return units;
}

/** What a number in a unit is multiplied with; undefined for a unit that does not measure the same. */
export function factorOf(input: Input, unit: string): number | undefined {
  return unitsOf(input).get(plainForm(unit));
}
