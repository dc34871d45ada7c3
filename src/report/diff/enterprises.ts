import type { Outcome } from '../../versions/outcome.ts';
import type { Move, Standing } from '../../versions/standing.ts';
import { formatRange } from '../number.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { type Line, unmetInWords } from '../words/unmet.ts';
import { named } from './changes.ts';
import { lostInWords } from './lost.ts';
import type { TwoVocabularies } from './vocabulary.ts';

/** What a newer version does to the enterprises of a folder. */
export interface EnterprisesReport {
  /** By where their level goes; `none` are those without one in a version. */
  readonly counts: Readonly<Record<Move | 'none', number>>;
  /** Those whose level goes elsewhere, that lose an answer or that get no result. */
  readonly changed: readonly ChangedEnterprise[];
  /** How many have no assessment under this pack. */
  readonly others: number;
  /** How many were last assessed under other content than that of the older version. */
  readonly otherVersion: number;
  readonly unreadable: readonly string[];
}

export interface ChangedEnterprise extends Outcome {
  readonly key: string;
  readonly name: string | null;
}

/** Members of a list named at most. */
const MOST_MEMBERS = 3;
const MOVES = ['rises', 'falls', 'open', 'none', 'same'] as const;

/** How many enterprises go where, in one line, and what else is to be known. */
export function summaryLines(report: EnterprisesReport, version: string, { messages }: Vocabulary): string[] {
  const { enterprises } = messages.versions;
  const { counts, changed, others, otherVersion, unreadable } = report;
  const total = MOVES.reduce((sum, move) => sum + counts[move], 0);
  const shown = MOVES.filter((move) => counts[move] > 0 || move === 'rises' || move === 'falls' || move === 'same');
  const parts = messages.numbers.clauses(shown.map((move) => enterprises.counts[move](String(counts[move]))));
  const losing = changed.filter(({ lost }) => lost.length > 0).length;
  const refused = changed.filter((one) => one.refused.length > 0).length;
  const count = (number: number, say: (count: string, one: boolean) => string): string[] =>
    number === 0 ? [] : [say(String(number), number === 1)];
  return [
    enterprises.summary(String(total), parts, total === 1),
    ...count(losing, enterprises.losing),
    ...count(refused, enterprises.refused),
    ...count(otherVersion, (number, one) => enterprises.otherVersion(number, version, one)),
    ...count(others, enterprises.others),
    ...count(unreadable.length, enterprises.unreadable),
  ];
}

/** Lists of enterprises, those whose level goes elsewhere first, each apart from those that only lose or lack answers. */
const LISTS = ['falls', 'rises', 'open', 'answers'] as const;

/** The lists that are not empty: a heading with how many there are, and each enterprise. */
export function listsOf(
  { changed }: EnterprisesReport,
  headline: string | null,
  words: TwoVocabularies,
): { readonly heading: string; readonly lines: readonly Line[] }[] {
  const { lists } = words.now.messages.versions.enterprises;
  return LISTS.flatMap((list) => {
    const own = changed.filter((one) => listOf(one) === list);
    if (own.length === 0) return [];
    return [
      { heading: lists[list](String(own.length)), lines: own.map((one) => enterpriseLine(one, headline, words)) },
    ];
  });
}

function listOf({ move }: ChangedEnterprise): (typeof LISTS)[number] {
  return move === undefined || move === 'same' ? 'answers' : move;
}

/** One enterprise: its key and name, from which level to which, and why. */
function enterpriseLine(one: ChangedEnterprise, headline: string | null, words: TwoVocabularies): Line {
  const { key, name, move, level, score, unmet, lost, refused } = one;
  const { messages, titleOf } = words.now;
  const { step, enterprises } = messages.versions;
  const levels =
    level.before && level.after
      ? step(levelText(level.before, words.old), levelText(level.after, words.now))
      : undefined;
  const scores =
    headline !== null && score.before && score.after
      ? messages.numbers.labelled(
          titleOf(headline),
          step(scoreText(headline, score.before, words.old), scoreText(headline, score.after, words.now)),
        )
      : undefined;
  const figures = messages.numbers.clauses([levels, scores].filter((text) => text !== undefined));
  const say = move === 'rises' ? enterprises.lacked : enterprises.lacks;
  const reasons = unmetInWords(unmet, move === 'rises' ? words.old : words.now, MOST_MEMBERS);
  return {
    text: messages.numbers.labelled(named(key, name ?? undefined), figures),
    parts: [
      ...reasons.map(({ text, parts }): Line => ({ text: say(text), ...(parts ? { parts } : {}) })),
      ...lost.map((answer) => ({ text: enterprises.lost(...lostInWords(answer, messages)) })),
      ...(refused.length === 0 ? [] : [{ text: enterprises.refuses(messages.numbers.items(refused)) }]),
    ],
  };
}

function levelText({ value, lowest, highest }: Standing, vocabulary: Vocabulary): string {
  const { words, numbers } = vocabulary.messages;
  if (typeof value === 'number') return vocabulary.levelOf(value);
  const write = (level: number): string => vocabulary.levelOf(level);
  if (value === null || highest === null) return words.noLevel;
  if (lowest === null) return numbers.or([words.noLevel, numbers.atMost(write(highest))]);
  return numbers.or([write(lowest), write(highest)]);
}

function scoreText(name: string, { value, lowest, highest }: Standing, vocabulary: Vocabulary): string {
  const { words, numbers } = vocabulary.messages;
  const write = (score: number): string => vocabulary.numberOf(name, score);
  if (typeof value === 'number') return write(value);
  return (value === null ? undefined : formatRange(lowest, highest, { numbers, write })) ?? words.noValue;
}
