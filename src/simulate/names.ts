import type { Region } from '../model/generated/types.ts';
import { completeUscc } from '../model/uscc.ts';

type Language = NonNullable<Region['language']>;

const ENTERPRISE: Readonly<Record<Language, (number: string) => string>> = {
  en: (number) => `Synthetic Enterprise ${number}`,
  zh: (number) => `合成示例企业${number}号`,
  de: (number) => `Synthetisches Unternehmen ${number}`,
};

const CITY: Readonly<Record<Language, (number: string) => string>> = {
  en: (number) => `Synthetic City ${number}`,
  zh: (number) => `合成示例城市${number}`,
  de: (number) => `Synthetische Stadt ${number}`,
};

/** What wrote the files, for whoever finds one alone. */
export const SYNTHETIC_ASSESSOR = 'matura simulate (synthetic)';

/** The name of an enterprise by its number from 1, which nobody takes for a real one. */
export function enterpriseName(number: number, language: Language = 'en'): string {
  return ENTERPRISE[language](String(number).padStart(5, '0'));
}

/** The name of a city that is compared with. */
export function cityName(number: number, language: Language = 'en'): string {
  return CITY[language](String(number).padStart(2, '0'));
}

/** The first two digits of divisions that GB/T 2260 does not have; it ends with 82, where special regions are. */
const NOWHERE = '99';

/** The division of a city, the registry's being number 0. */
export function divisionOf(stated: string | undefined, number: number): string {
  return stated ?? `${NOWHERE}${String(number).padStart(2, '0')}00`;
}

/** The code of an enterprise by its number in a division. */
export function syntheticKey(division: string, number: number): string {
  return completeUscc(`91${division}${String(number).padStart(8, '0')}`);
}
