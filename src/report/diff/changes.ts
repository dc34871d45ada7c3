import type { Change } from '../../versions/change.ts';
import { conditionInWords } from '../words/condition.ts';
import type { Line } from '../words/unmet.ts';
import { changedInWords, sayPoints } from './values.ts';
import type { TwoVocabularies } from './vocabulary.ts';

/** The groups of a comparison, in the order they are shown. */
export const GROUPS = ['asked', 'points', 'scores', 'levels', 'measures', 'texts'] as const;

export type Group = (typeof GROUPS)[number];

/** What belongs under one heading. */
export function groupOf(change: Change): Group {
  switch (change.kind) {
    case 'points':
      return 'points';
    case 'gate':
      return 'levels';
    case 'text':
      return 'texts';
    default:
      switch (change.thing) {
        case 'level':
          return 'levels';
        case 'score':
        case 'list':
          return 'scores';
        case 'measure':
          return 'measures';
        default:
          return change.kind === 'changed' && change.aspect === 'missing' ? 'scores' : 'asked';
      }
  }
}

/** The changes of a group, those of one thing together: its id and title, then what is different. */
export function changeLines(changes: readonly Change[], vocabularies: TwoVocabularies, titles: Titles): Line[] {
  const byThing = new Map<string, Change[]>();
  for (const change of changes) {
    const head = headOf(change, vocabularies, titles);
    byThing.set(head, [...(byThing.get(head) ?? []), change]);
  }
  return [...byThing].map(([head, own]): Line => {
    const parts = own.flatMap((change) => changeInWords(change, vocabularies));
    const { labelled } = vocabularies.now.messages.numbers;
    const [only] = parts;
    return parts.length === 1 && only !== undefined
      ? { text: labelled(head, only) }
      : { text: head, parts: parts.map((text) => ({ text })) };
  });
}

/** Titles of what no vocabulary knows, by the id of a measure. */
export type Titles = ReadonlyMap<string, string>;

function headOf(change: Change, { old, now, both }: TwoVocabularies, titles: Titles): string {
  const { versions } = now.messages;
  if (change.kind === 'gate') return levelHead(change.score, change.level, both);
  if (change.kind === 'text' || change.kind === 'points') return named(change.name, both.titleOf(change.name));
  if (change.thing === 'level') return levelHead(change.of ?? '', Number(change.name), both);
  const isGone = change.kind === 'removed' && change.thing !== 'option';
  const vocabulary = isGone ? old : both;
  if (change.thing === 'option') return named(change.of ?? '', both.titleOf(change.of ?? ''));
  const title = change.thing === 'measure' ? titles.get(change.name) : vocabulary.titleOf(change.name);
  const text = named(change.name, change.thing === 'pack' ? undefined : title);
  return change.thing === 'question' || change.thing === 'row' ? text : `${versions.things[change.thing]} ${text}`;
}

function levelHead(score: string, level: number, vocabulary: TwoVocabularies['both']): string {
  if (score === 'level') return vocabulary.levelOf(level);
  return named(`${score} ${level}`, vocabulary.titleOf(score));
}

/** An id with its title, where that says more. */
export function named(id: string, title: string | undefined): string {
  return title === undefined || title === id ? id : `${id} ${title}`;
}

function changeInWords(change: Change, vocabularies: TwoVocabularies): string[] {
  const { both, old, now } = vocabularies;
  const { versions, numbers } = now.messages;
  switch (change.kind) {
    case 'added':
    case 'removed': {
      const text = versions[change.kind];
      if (change.thing !== 'option') return [text];
      const words = (change.kind === 'added' ? now : old).optionOf(change.of ?? '', change.name);
      return [versions.option(words === change.name ? words : numbers.remark(change.name, words), text)];
    }
    case 'renamed': {
      const text = versions.renamed(change.from);
      return [change.thing === 'option' ? versions.option(change.name, text) : text];
    }
    case 'changed': {
      const lines = changedInWords(change, both);
      return change.thing === 'option' ? lines.map((line) => versions.option(change.name, line)) : lines;
    }
    case 'points': {
      const step = versions.step(sayPoints(change.before, both), sayPoints(change.after, both));
      const text = versions.points(change.option, step);
      return [change.score === null ? text : versions.inScore(change.score, text)];
    }
    case 'gate': {
      const { before, after } = change;
      const say = (condition: NonNullable<typeof before>): string => conditionInWords(condition, both);
      if (before && after) return [versions.step(say(before), say(after))];
      if (after) return [numbers.labelled(versions.added, say(after))];
      return before ? [numbers.labelled(versions.removed, say(before))] : [];
    }
    case 'text': {
      const place = [change.part, ...(change.language === null ? [] : [change.language])].join(' ');
      const say = (text: string | undefined): string => (text === undefined ? versions.nothing : numbers.quote(text));
      return [numbers.labelled(place, versions.step(say(change.before), say(change.after)))];
    }
  }
}
