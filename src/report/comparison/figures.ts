import type { Appraisal } from '../../comparison/appraise.ts';
import type { Assessment } from '../../model/generated/types.ts';
import { type Rational, subtract, toNumber } from '../../model/rational.ts';
import { formatDate, formatNumber } from '../number.ts';
import { levelInWords } from '../summary/level.ts';
import { scoreText } from '../summary/scores.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** Differences have no more decimals than what they are the difference of. */
const MOST_DECIMALS = 15;
const NONE = '–';

/** The day of an assessment, in words; its number where several of those it stands among were made on that day. */
export function dayIn(
  { recorded }: Pick<Appraisal, 'recorded'>,
  { messages }: Vocabulary,
  among: readonly Appraisal[] = [],
): string {
  const dayOf = ({ finishedAt }: Assessment): string => finishedAt.slice(0, 'YYYY-MM-DD'.length);
  const ofDay = among.filter((one) => dayOf(one.recorded) === dayOf(recorded));
  const day = formatDate(recorded.finishedAt, messages.numbers);
  const number = ofDay.findIndex((one) => one.recorded === recorded) + 1;
  return ofDay.length > 1 ? messages.comparison.trend.ofDay(day, String(number)) : day;
}

/** The level an assessment comes to, in words; a dash where the pack has none. */
export function levelIn({ assessed }: Appraisal, vocabulary: Vocabulary): string {
  const { level } = assessed.result;
  return level ? levelInWords(level, vocabulary, 'short') : NONE;
}

/** A score of an assessment as it is printed; a dash where it has none. */
export function scoreIn(name: string, { assessed }: Pick<Appraisal, 'assessed'>, vocabulary: Vocabulary): string {
  const score = Object.hasOwn(assessed.result.scores, name) ? assessed.result.scores[name] : undefined;
  return score ? scoreText(name, score, vocabulary) : NONE;
}

/** How far a score moves: the difference of the numbers as they are printed; nothing where one side is open. */
export function changeIn(name: string, before: Appraisal, after: Appraisal, vocabulary: Vocabulary): string {
  const [was, is] = [before, after].map(({ assessed }) => assessed.result.scores[name]?.value);
  if (typeof was !== 'number' || typeof is !== 'number') return '';
  return sign(subtract(vocabulary.roundOf(name, is), vocabulary.roundOf(name, was)), vocabulary, MOST_DECIMALS);
}

/** Points with their sign, with as many decimals as the pack prints. */
export function pointsIn(points: Rational, name: string, vocabulary: Vocabulary): string {
  return sign(vocabulary.roundOf(name, toNumber(points), [0]), vocabulary, MOST_DECIMALS);
}

function sign(difference: Rational, { messages }: Vocabulary, decimals: number): string {
  const text = formatNumber(toNumber(difference), { numbers: messages.numbers, decimals });
  return difference.n > 0n ? `+${text}` : difference.n === 0n ? '±0' : text;
}
