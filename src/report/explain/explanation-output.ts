import type { Deciding, ExplainedEnds, ExplainedNode, Explanation, Move, Moves } from '../../model/index.ts';
import { heading, listOf, paragraph } from '../document/document-model.ts';
import { renderMarkdown } from '../document/markdown-renderer.ts';
import {
  joinGroups,
  makeTerminalPage,
  section,
  type TerminalOptions,
  type TerminalPage,
} from '../terminal/terminal-page.ts';
import { sanitizeLine, textWidth, wrapText } from '../terminal/terminal-text.ts';
import { type PlainTest, phraseOf, type TextLine } from '../text/condition-text.ts';
import type { PlainValue, Vocabulary } from '../text/vocabulary.ts';
import { describeNode, plainValueText, printValue } from './explanation-lines.ts';

/** An explanation as a tree, from a value down to the answers; ends with a newline. */
export function renderExplanation(
  { root, moves }: Explanation,
  vocabulary: Vocabulary,
  options: TerminalOptions,
): string {
  const page = makeTerminalPage(options);
  const { text, parts = [] } = describeNode(root, { vocabulary });
  const branches = moves ? drawBranches(moveLines(moves, root, vocabulary), '', page) : [];
  return joinGroups([
    section(page, text, drawBranches(parts, '', page)),
    moves ? section(page, movesTitle(moves, vocabulary), branches) : [],
  ]);
}

function drawBranches(branches: readonly TextLine[], before: string, page: TerminalPage): string[] {
  return branches.flatMap(({ text, parts = [] }, i) => {
    const last = i === branches.length - 1;
    const [lead, below] = [`${before}${last ? '└─ ' : '├─ '}`, `${before}${last ? '   ' : '│  '}`];
    const lines = wrapText(sanitizeLine(text), Math.max(20, page.width - textWidth(lead)));
    const own = lines.map((line, at) => `${page.paint.dim(at === 0 ? lead : below)}${line}`);
    return [...own, ...drawBranches(parts, below, page)];
  });
}

/** An explanation as Markdown: nested lists under two headings; ends with a newline. */
export function renderExplanationMarkdown({ root, moves, pack }: Explanation, vocabulary: Vocabulary): string {
  const { explain } = vocabulary.messages;
  return renderMarkdown({
    tag: vocabulary.language,
    title: explain.title(vocabulary.titleOf(root.name ?? '')),
    cover: [],
    blocks: [
      heading(2, 'explanation', explain.heading),
      ...listOf([describeNode(root, { vocabulary })]),
      ...(moves
        ? [heading(2, 'moves', movesTitle(moves, vocabulary)), ...listOf(moveLines(moves, root, vocabulary))]
        : []),
      paragraph(`${pack.id} ${pack.version}`),
    ],
    notes: [],
    notesTitle: '',
  });
}

function movesTitle({ byMeasures }: Moves, { messages: { explain } }: Vocabulary): string {
  return byMeasures ? explain.movesByMeasures : explain.moves;
}

/** Which single answer would move a score or the level most. */
export function moveLines({ raises, decides }: Moves, root: ExplainedNode, vocabulary: Vocabulary): TextLine[] {
  const { explain } = vocabulary.messages;
  const name = root.name ?? '';
  const isRaised = raises.some(({ subject }) => subject === name);
  const say = name === 'level' ? explain.noLevelRaise : explain.noRaise;
  return [
    ...(isRaised ? [] : [{ text: say(vocabulary.titleOf(name)) }]),
    ...raises.map((move) => ({ text: moveText(move, vocabulary) })),
    ...(decides ? [decidingLine(decides, vocabulary)] : []),
  ];
}

function moveText(move: Move, vocabulary: Vocabulary): string {
  const { explain } = vocabulary.messages;
  const { question, from, to } = move;
  const title = numbered(question, vocabulary);
  const say = (value: typeof to): string => plainValueText(value as PlainValue, question, vocabulary);
  const added = Array.isArray(to) && Array.isArray(from) ? addedTo(from, to) : undefined;
  const change = added ? explain.adds(title, say(added)) : explain.instead(title, say(to), say(from));
  return explain.move(riseText(move, vocabulary), change);
}

/** What is raised, from where to where; of a list, how many of its members pass. */
function riseText({ subject, test, before, after }: Move, vocabulary: Vocabulary): string {
  const { explain, words, numbers } = vocabulary.messages;
  const title = vocabulary.titleOf(subject);
  if (!test) {
    const [from, to] = [before, after].map((ends) => endsText(ends, subject, vocabulary)) as [string, string];
    return numbers.labelled(title, explain.raised(from, to));
  }
  const [from, to] = [before, after].map((ends) => printValue(ends, { vocabulary }).text) as [string, string];
  const member = vocabulary.memberOf(subject);
  const say = vocabulary.isLevelScale(member) ? words.unmet.levelMembers : words.unmet.members;
  return say(title, phraseOf(member, test as PlainTest, vocabulary), explain.raisedCount(from, to));
}

/** The options that came to those chosen; undefined where others were taken away. */
function addedTo(from: readonly string[], to: readonly string[]): string[] | undefined {
  return from.every((option) => to.includes(option)) ? to.filter((option) => !from.includes(option)) : undefined;
}

function decidingLine({ question, subject, worst, best }: Deciding, vocabulary: Vocabulary): TextLine {
  const { explain } = vocabulary.messages;
  const parts = [worst, best].map(({ answer, after }) => ({
    text: explain.outcome(
      plainValueText(answer as PlainValue, question, vocabulary),
      vocabulary.titleOf(subject),
      endsText(after, subject, vocabulary),
    ),
  }));
  return { text: explain.decides(numbered(question, vocabulary)), parts };
}

function endsText(ends: ExplainedEnds, subject: string, vocabulary: Vocabulary): string {
  return printValue(ends, { vocabulary, name: subject }).text;
}

/** The title of a question with the id that files and the command know it by. */
function numbered(question: string, vocabulary: Vocabulary): string {
  const title = vocabulary.titleOf(question);
  return title === question ? title : vocabulary.messages.explain.numbered(title, question);
}
