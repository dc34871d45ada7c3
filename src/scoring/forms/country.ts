import { COUNTRIES, findNearestCountry, namesOfCountry, readCountry } from '../../model/index.ts';
import { type ListedAnswer, NO_NUMBERS, plainListed, type QuestionType } from './form.ts';
import { textLine } from './text.ts';

let countries: readonly ListedAnswer[] | undefined;

/** A country, typed by its code or by its name in any language of Matura, and kept as its code. */
export const country: QuestionType = {
  ...NO_NUMBERS,
  form: {
    ...textLine,
    cells: 'code',
    valueType: () => ({ kind: 'choice', options: COUNTRIES }),
    listed: () => {
      countries ??= COUNTRIES.map((code) => plainListed(code, code, namesOfCountry(code)));
      return countries;
    },
    allowed: () => ({ kind: 'atoms', atoms: COUNTRIES, nothing: false }),
    read: (_, given) => {
      const code = readCountry(given);
      if (code !== undefined) return { value: code };
      const name = findNearestCountry(given);
      return {
        code: 'A103',
        details: {
          found: given,
          wanted: { phrase: 'country' },
          ...(name === undefined ? {} : { advice: { phrase: 'didYouMean', word: name } as const, instead: name }),
        },
      };
    },
  },
};
