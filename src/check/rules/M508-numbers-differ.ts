import type { Problem } from '../../model/problem.ts';
import { spokenDocuments } from '../languages.ts';
import type { Rule } from '../rule.ts';
import type { PlacedText } from '../texts.ts';
import { bilingualOf, rubricOf } from './sample.ts';

const RUBRIC = rubricOf('scores: { tools: sum }');
const asking = (german: string): string =>
  bilingualOf(`      - id: erp
        type: scale
        maximum: 4
        text:
          en: Is stock right for at least 60 % of 1,500 parts?
          ${german}`);

export const numbersDiffer: Rule = {
  code: 'M508',
  title: 'Numbers that differ between languages',
  why: 'Who reads the other language answers another question, or reckons with other money, and nobody can see it in the result.',
  fix: 'Write the number that holds. Both texts must have as many numbers, and each one that the other lacks: what is written in words in one of them is not compared, nor are dates. Of numbers that are no percentages the digits are, for 1,500,000 is 150万 elsewhere. Where both are right, as 3 miles and 5 km, let a baseline know it.',
  bad: {
    'questionnaire.yaml': asking(
      '#! M508 Stimmt der Bestand bei mindestens 50 % von 1.500 Teilen?\n          de: Stimmt der Bestand bei mindestens 50 % von 1.500 Teilen?',
    ),
    'rubric.yaml': RUBRIC,
  },
  good: {
    'questionnaire.yaml': asking('de: Stimmt der Bestand von 1.500 Teilen bei mindestens 60 %?'),
    'rubric.yaml': RUBRIC,
  },
  check: (subject) =>
    spokenDocuments(subject).flatMap(({ file, texts }) => texts.flatMap((placed) => findDifference(placed, file))),
};

function findDifference({ text, at }: PlacedText, file: string): Problem[] {
  if (typeof text === 'string') return [];
  const versions = Object.entries(text).map(([tag, version]) => ({ tag, numbers: numbersIn(version) }));
  const agreed: typeof versions = [];
  return versions.flatMap(({ tag, numbers }): Problem[] => {
    const earlier = agreed.find((one) => isContradicted(one.numbers, numbers));
    if (!earlier) {
      agreed.push({ tag, numbers });
      return [];
    }
    const found = lackingIn(earlier.numbers, numbers).join(', ');
    const wanted = `${earlier.tag} ${lackingIn(numbers, earlier.numbers).join(', ')}`;
    return [{ code: 'M508', file, at: [...at, tag], details: { name: tag, found, wanted } }];
  });
}

/** Whether each says a number that the other lacks, of as many; one that only one of them says may be in words. */
function isContradicted(one: readonly Numeral[], other: readonly Numeral[]): boolean {
  return countOf(one) === countOf(other) && lackingIn(one, other).length > 0 && lackingIn(other, one).length > 0;
}

interface Numeral {
  readonly written: string;
  /** Without sign of the decimals, groups and zeros at its ends: the same for 1,500,000 and 150万. */
  readonly digits: string;
  /** Its value, where it is a percentage. */
  readonly percent?: number;
  /** Part of a name, such as the 5 of 5S: it may stand for a number of the other text, but says none. */
  readonly isName: boolean;
}

const NUMERAL =
  /(?<before>\p{Script=Latin})?(?<number>\d{1,3}(?:[.,']\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)(?<after>\s*%|\p{Script=Latin})?/gu;
/** Days such as 31.12.2026 and 2026-12-31, which languages write in words or in another order. */
const DATE = /\d{1,2}\. ?\d{1,2}\.(?: ?\d{4})?|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\/\d{1,2}\/\d{4}/g;

function numbersIn(text: string): Numeral[] {
  return [...text.normalize('NFKC').replace(DATE, ' ').matchAll(NUMERAL)].map(({ groups = {} }) => {
    const { before, number = '', after = '' } = groups;
    const isPercent = after.endsWith('%');
    return {
      written: isPercent ? `${number} %` : number,
      digits: number.replace(/\D/g, '').replace(/^0+|0+$/g, ''),
      ...(isPercent ? { percent: Number(number.replace(',', '.')) } : {}),
      isName: before !== undefined || (after !== '' && !isPercent),
    };
  });
}

/** How many different numbers are said. */
function countOf(numbers: readonly Numeral[]): number {
  return new Set(numbers.filter(({ isName }) => !isName).map(({ digits }) => digits)).size;
}

/** What is said of which the other text has nothing, each once as it is written. */
function lackingIn(theirs: readonly Numeral[], own: readonly Numeral[]): string[] {
  const lacking = own.filter((one) => !one.isName && !theirs.some((other) => canBeSame(one, other)));
  return [...new Set(lacking.map(({ written }) => written))];
}

function canBeSame(one: Numeral, other: Numeral): boolean {
  if (one.percent !== undefined && other.percent !== undefined) return one.percent === other.percent;
  return one.digits === other.digits;
}
