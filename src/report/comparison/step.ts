import type { AnswerDifference, Difference } from '../../comparison/difference.ts';
import type { MovedGate } from '../../comparison/gates.ts';
import { heading, listOf, paragraph, tableOf } from '../document/blocks.ts';
import type { Block, Cell, Tone } from '../document/document.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { type Line, unmetInWords } from '../words/unmet.ts';
import { questionIn, sidesIn } from './answers.ts';
import { dayIn, pointsIn } from './figures.ts';
import type { Writing } from './report.ts';

/** Members of a list named at most. */
const MOST_MEMBERS = 3;

/** What changed from one assessment to the next: the answers, and the requirements of levels that hang on them. */
export function writeStep(difference: Difference, id: string, writing: Writing): Block[] {
  const { vocabulary, report } = writing;
  const { comparison } = vocabulary.messages;
  const { trend, gates } = comparison;
  const among = report.trend?.appraisals;
  const [from, to] = [difference.before, difference.after].map((one) => dayIn(one, vocabulary, among)) as [
    string,
    string,
  ];
  return [
    heading(3, id, trend.step(from, to)),
    ...(difference.answers.length === 0
      ? [paragraph(trend.nothing, 'quiet')]
      : tableOf(
          [[trend.question, 'left'], [trend.before, 'left'], [trend.after, 'left'], ...pointsColumn(writing)],
          difference.answers.map((answer) => [
            { text: [questionIn(answer.name, vocabulary)], isHeading: true },
            ...sidesIn(answer, vocabulary),
            ...pointsCell(answer, writing),
          ]),
        )),
    ...interplayNote(difference, writing),
    ...writeGates(gates.lost, difference.lostGates, vocabulary),
    ...writeGates(gates.won, difference.wonGates, vocabulary),
  ];
}

/** The heading of the points, where there is a score that they count in. */
export function pointsColumn({ report, vocabulary }: Writing): (readonly [string, 'right'])[] {
  const { headline } = report;
  return headline === null
    ? []
    : [[vocabulary.messages.comparison.trend.points(vocabulary.titleOf(headline)), 'right']];
}

/** What an answer changes alone; a remark where it only follows from others. */
export function pointsCell({ points, isStated }: AnswerDifference, { report, vocabulary }: Writing): Cell[] {
  const { headline } = report;
  if (headline === null) return [];
  const { words, comparison } = vocabulary.messages;
  if (!isStated) return [{ text: [comparison.trend.follows], tone: 'quiet' }];
  if (points === undefined) return [{ text: [words.open], tone: 'quiet' }];
  const tone: Tone = points.n > 0n ? 'good' : points.n < 0n ? 'bad' : 'quiet';
  return [{ text: [pointsIn(points, headline, vocabulary)], tone }];
}

/** That several answers do more together, where that is so. */
export function interplayNote({ interplay }: Pick<Difference, 'interplay'>, { report, vocabulary }: Writing): Block[] {
  if (interplay === undefined || interplay.n === 0n || report.headline === null) return [];
  const { trend } = vocabulary.messages.comparison;
  return [paragraph(trend.interplay(pointsIn(interplay, report.headline, vocabulary)), 'quiet')];
}

/** Requirements under a title, each with the answers it hangs on. */
export function writeGates(title: string, gates: readonly MovedGate[], vocabulary: Vocabulary): Block[] {
  return gates.length === 0
    ? []
    : [paragraph([{ strong: title }]), ...listOf(gates.map((gate) => gateLine(gate, vocabulary)))];
}

function gateLine({ level, title, unmet, hangsOn }: MovedGate, vocabulary: Vocabulary): Line {
  const { numbers, comparison } = vocabulary.messages;
  const { gates } = comparison;
  const [line] = unmetInWords([unmet], vocabulary, MOST_MEMBERS);
  const hinges = [true, false].flatMap((isAlone) => {
    const names = hangsOn.filter(({ alone }) => alone === isAlone).map(({ name }) => questionIn(name, vocabulary));
    if (names.length === 0) return [];
    const role = isAlone ? (names.length === 1 ? gates.alone : gates.eachAlone) : gates.together;
    return [numbers.remark(numbers.items(names), role)];
  });
  return {
    text: gates.of(vocabulary.levelOf(level, title), line?.text ?? ''),
    parts: [
      ...(line?.parts ?? []),
      ...(hinges.length > 0 ? [{ text: numbers.labelled(gates.hangsOn, numbers.list(hinges)) }] : []),
    ],
  };
}
