// What the example folder of a language holds: a city in China for Chinese, otherwise a chamber's district in Germany.

import type { Language } from '../i18n/index.ts';

/** Countries with an example folder. */
export const EXAMPLE_COUNTRIES = ['CN', 'DE'] as const;

export type ExampleCountry = (typeof EXAMPLE_COUNTRIES)[number];

/** The country of the example folder that `matura init --example` writes in a language. */
export const countryOf = (language: Language): ExampleCountry => (language === 'zh' ? 'CN' : 'DE');

/**
 * The enterprise on file, the pack of its answers and that of the export; in a column of the export, the day of each row
 * and a value to select rows by.
 */
export interface ExampleNames {
  readonly enterprise: string;
  readonly pack: string;
  readonly survey: string;
  readonly submittedOn: string;
  readonly selected: string;
}

const CITY: ExampleNames = {
  enterprise: '91350100M000100Y43',
  pack: 'miit-sme-2024',
  survey: 'quick-scan-china',
  // The export has no such column.
  submittedOn: '2026-11-20',
  selected: 'district=郫都区',
};

/** What is in the chamber's folder; its export is in German or in English. */
function namesOfChamber(language: Language): ExampleNames {
  const common = { enterprise: 'HRB-4711-MUSTERSTADT', pack: 'quick-scan', survey: 'quick-scan' };
  return language === 'de'
    ? { ...common, submittedOn: 'Abgeschickt am', selected: 'Land=Deutschland' }
    : { ...common, submittedOn: 'Submitted on', selected: 'Country=Germany' };
}

/** The names of what the example folder of a language holds in a country. */
export const exampleNames = (language: Language, country: ExampleCountry = countryOf(language)): ExampleNames =>
  country === 'CN' ? CITY : namesOfChamber(language);
