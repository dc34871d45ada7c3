// Builds figures (levels, scores, money and months), each with its text and value, for every document.
import type { Cost, LevelResult, ScoreResult } from '../../model/index.ts';
import { formatCost, formatMoney, formatMonths } from '../text/number-format.ts';
import { levelInWords, scoreText, writeLevelOrNone } from '../text/result-text.ts';
import type { BrowserVocabulary } from '../text/vocabulary.ts';
import type { Figure, FigureValue } from './document-model.ts';

/** Returns the level of a result; the form `short` is for use after a label. */
export function levelFigure(level: LevelResult, vocabulary: BrowserVocabulary, form?: 'full' | 'short'): Figure {
  const value = level.value === undefined ? rangeOf(level.lowest, level.highest) : level.value;
  return { figure: 'level', text: levelInWords(level, vocabulary, form), value };
}

/** Returns a level by its number; null for no level. */
export function plainLevelFigure(level: number | null, vocabulary: BrowserVocabulary): Figure {
  return { figure: 'level', text: writeLevelOrNone(level, vocabulary), value: level };
}

/** Returns a score; while answers are open, a range. */
export function scoreFigure(name: string, score: ScoreResult, vocabulary: BrowserVocabulary): Figure {
  return { figure: 'score', text: scoreText(name, score, vocabulary), value: valueOfScore(score) };
}

function valueOfScore({ value, lowest, highest }: ScoreResult): FigureValue {
  if (value === undefined) return rangeOf(lowest, highest);
  return typeof value === 'number' ? value : null;
}

/** Returns a cost as a range from its low to its high end. */
export function costFigure(cost: Cost, { messages }: Pick<BrowserVocabulary, 'messages'>): Figure {
  return { figure: 'money', text: formatCost(cost, messages.numbers), value: rangeOf(cost.low, cost.high) };
}

/** Returns an amount of money as a figure. */
export function moneyFigure(
  amount: number,
  currency: string,
  { messages }: Pick<BrowserVocabulary, 'messages'>,
): Figure {
  return { figure: 'money', text: formatMoney(amount, currency, messages.numbers), value: amount };
}

/** Returns a duration in months. */
export function monthsFigure(months: number, { messages }: Pick<BrowserVocabulary, 'messages'>): Figure {
  return { figure: 'period', text: formatMonths(months, messages.numbers), value: months };
}

/** Returns a period from one month to another, counted from the start of the plan. */
export function periodFigure(start: number, end: number, text: string): Figure {
  return { figure: 'period', text, value: [start, end] };
}

function rangeOf(low: number | null, high: number | null): FigureValue {
  return low !== null && low === high ? low : [low, high];
}
