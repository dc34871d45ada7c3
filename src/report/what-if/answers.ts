import type { LevelResult } from '../../model/generated/types.ts';
import type { AnswerStanding } from '../../policy/what-if/compare.ts';
import { levelInWords } from '../summary/level.ts';
import type { Row } from '../terminal/columns.ts';
import type { Page } from '../terminal/page.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { type Line, unmetInWords } from '../words/unmet.ts';
import { differenceOf, signedDifference } from './difference.ts';
import type { WhatIfReport } from './report.ts';

/** Members of a list named at most. */
const MOST_MEMBERS = 3;

/** The answers that differ: those set, then what follows from them. */
export function answerRows({ comparison }: WhatIfReport, vocabulary: Vocabulary): Row[] {
  const { numbers, whatIf } = vocabulary.messages;
  const [set, follows] = [true, false].map((isSet) => comparison.answers.filter((one) => one.isSet === isSet));
  return [...(set ?? []), ...(follows ?? [])].map(({ name, isSet, before, after }) => {
    const title = vocabulary.titleOf(name);
    return {
      cells: [
        isSet ? title : numbers.remark(title, whatIf.follows),
        answerInWords(name, before, vocabulary),
        answerInWords(name, after, vocabulary),
        typeof before.value === 'number' && typeof after.value === 'number'
          ? signedDifference(vocabulary.roundOf(name, before.value), vocabulary.roundOf(name, after.value), vocabulary)
          : '',
      ],
    };
  });
}

/** An answer in words; of several options each by itself. */
export function answerInWords(
  name: string,
  { state, value }: AnswerStanding,
  vocabulary: Vocabulary,
): string | string[] {
  const { words } = vocabulary.messages;
  if (state === 'notAsked') return words.notAsked;
  if (value === undefined) return words.states[state];
  return Array.isArray(value)
    ? value.length === 0
      ? vocabulary.say(name, value)
      : value.map((option) => vocabulary.say(name, option))
    : vocabulary.say(name, value);
}

/** The level on both sides. */
export function levelRows({ before, after }: WhatIfReport, vocabulary: Vocabulary, { paint }: Page): Row[] {
  const [was, is] = [before, after].map(({ assessed }) => assessed.result.level);
  if (!was || !is) return [];
  const say = (level: LevelResult): string => levelInWords(level, vocabulary, 'short');
  const isHigher = is.lowest !== null && (was.lowest === null || is.lowest > was.lowest);
  return [
    {
      cells: [vocabulary.titleOf('level'), say(was), say(is), differenceOf(was.value, is.value, vocabulary)],
      paint: isHigher ? paint.green.bold : paint.bold,
    },
  ];
}

/** What the next level lacks on each side. */
export function lackRows({ before, after }: WhatIfReport, vocabulary: Vocabulary, { paint }: Page): Row[] {
  const { whatIf, numbers } = vocabulary.messages;
  const [was, is] = [before, after].map(({ assessed }) => assessed.result.level?.next);
  if (!was && !is) return [];
  const level = (next: typeof was): string =>
    next ? numbers.labelled(vocabulary.levelOf(next.value, next.title), '').trim() : whatIf.nothing;
  const lines = (next: typeof was): string[] => unmetInWords(next?.unmet ?? [], vocabulary, MOST_MEMBERS).flatMap(flat);
  return [
    { cells: [whatIf.lacks], paint: paint.bold },
    { cells: ['', [level(was), ...lines(was)], [level(is), ...lines(is)]] },
  ];
}

function flat({ text, parts = [] }: Line): string[] {
  return [`• ${text}`, ...parts.flatMap(flat)];
}
