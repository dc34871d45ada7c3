import type { Deciding, ExplainedEnds, ExplainedNode, Move, Moves } from '../../model/generated/types.ts';
import type { PlainValue, Vocabulary } from '../vocabulary.ts';
import { type PlainTest, phraseOf } from '../words/test.ts';
import type { Line } from '../words/unmet.ts';
import { printValue, sayPlain } from './value.ts';

/** Which single answer would move a score or the level most. */
export function moveLines({ raises, decides }: Moves, root: ExplainedNode, vocabulary: Vocabulary): Line[] {
  const { explain } = vocabulary.messages;
  const name = root.name ?? '';
  const isRaised = raises.some(({ subject }) => subject === name);
  const say = name === 'level' ? explain.noLevelRaise : explain.noRaise;
  return [
    ...(isRaised ? [] : [{ text: say(vocabulary.titleOf(name)) }]),
    ...raises.map((move) => ({ text: sayMove(move, vocabulary) })),
    ...(decides ? [decidingLine(decides, vocabulary)] : []),
  ];
}

function sayMove(move: Move, vocabulary: Vocabulary): string {
  const { explain } = vocabulary.messages;
  const { question, from, to } = move;
  const title = numbered(question, vocabulary);
  const say = (value: typeof to): string => sayPlain(value as PlainValue, question, vocabulary);
  const added = Array.isArray(to) && Array.isArray(from) ? addedTo(from, to) : undefined;
  const change = added ? explain.adds(title, say(added)) : explain.instead(title, say(to), say(from));
  return explain.move(sayRise(move, vocabulary), change);
}

/** What is raised, from where to where; of a list, how many of its members pass. */
function sayRise({ subject, test, before, after }: Move, vocabulary: Vocabulary): string {
  const { explain, words, numbers } = vocabulary.messages;
  const title = vocabulary.titleOf(subject);
  if (!test) {
    const [from, to] = [before, after].map((ends) => sayEnds(ends, subject, vocabulary)) as [string, string];
    return numbers.labelled(title, explain.raised(from, to));
  }
  const [from, to] = [before, after].map((ends) => printValue(ends, { vocabulary }).text) as [string, string];
  const member = vocabulary.memberOf(subject);
  const say = vocabulary.isLadder(member) ? words.unmet.levelMembers : words.unmet.members;
  return say(title, phraseOf(member, test as PlainTest, vocabulary), explain.raisedCount(from, to));
}

/** The options that came to those chosen; undefined where others were taken away. */
function addedTo(from: readonly string[], to: readonly string[]): string[] | undefined {
  return from.every((option) => to.includes(option)) ? to.filter((option) => !from.includes(option)) : undefined;
}

function decidingLine({ question, subject, worst, best }: Deciding, vocabulary: Vocabulary): Line {
  const { explain } = vocabulary.messages;
  const parts = [worst, best].map(({ answer, after }) => ({
    text: explain.outcome(
      sayPlain(answer as PlainValue, question, vocabulary),
      vocabulary.titleOf(subject),
      sayEnds(after, subject, vocabulary),
    ),
  }));
  return { text: explain.decides(numbered(question, vocabulary)), parts };
}

function sayEnds(ends: ExplainedEnds, subject: string, vocabulary: Vocabulary): string {
  return printValue(ends, { vocabulary, name: subject }).text;
}

/** The title of a question with the id that files and the command know it by. */
function numbered(question: string, vocabulary: Vocabulary): string {
  const title = vocabulary.titleOf(question);
  return title === question ? title : vocabulary.messages.explain.numbered(title, question);
}
