import type { Appraisal, Left, Obstacle } from '../../comparison/appraise.ts';
import { levelOf } from '../../versions/standing.ts';
import { lostInWords } from '../diff/lost.ts';
import { heading, listOf, tableOf } from '../document/blocks.ts';
import type { Block } from '../document/document.ts';
import { levelInWords } from '../summary/level.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { dayIn, levelIn, scoreIn } from './figures.ts';
import type { Writing } from './report.ts';

/** Which assessments were worked out anew under this version, what they came to under their own, and what was lost. */
export function writeVersions({ report, vocabulary }: Writing): Block[] {
  const { stamp, trend, beside } = report;
  const { versions } = vocabulary.messages.comparison;
  const now = `${stamp.id} ${stamp.version}`;
  const rescored = [...(trend?.appraisals ?? []), ...beside].filter(({ isRescored }) => isRescored);
  if (rescored.length === 0) return [];
  return [
    heading(2, 'versions', versions.title),
    ...listOf(
      rescored.map((one) => {
        const { recorded, lost, assessed } = one;
        const [then, level] = [recorded.result.level, assessed.result.level];
        const isMoved =
          then && level && JSON.stringify(levelOf(recorded.result)) !== JSON.stringify(levelOf(assessed.result));
        return {
          text: versions.rescored(nameAssessment(one, vocabulary), `${recorded.pack.id} ${recorded.pack.version}`, now),
          parts: [
            ...(isMoved
              ? [{ text: versions.was(levelInWords(then, vocabulary), levelInWords(level, vocabulary)) }]
              : []),
            ...lost.map((answer) => ({ text: versions.lost(...lostInWords(answer, vocabulary.messages)) })),
          ],
        };
      }),
    ),
  ];
}

/** What could not be compared, and why. */
export function writeObstacles({ report, vocabulary }: Writing): Block[] {
  const { obstacles, stamp } = report;
  if (obstacles.length === 0) return [];
  const { numbers, comparison } = vocabulary.messages;
  return [
    heading(2, 'obstacles', comparison.obstacles.title),
    ...listOf(
      obstacles.map((left) => ({
        text: numbers.labelled(
          nameAssessment(left, vocabulary),
          obstacleInWords(left.obstacle, vocabulary, { id: stamp.id, version: stamp.version }),
        ),
      })),
    ),
  ];
}

/** The newest assessments of different enterprises in columns. */
export function writeBeside({ report, vocabulary }: Writing): Block[] {
  const { beside, enterprises, plan } = report;
  if (beside.length === 0) return [];
  const { comparison, words } = vocabulary.messages;
  const { trend, beside: own } = comparison;
  const scores = plan.scores.filter(
    ({ name, hidden }) => !hidden && name !== 'level' && beside.some(({ assessed }) => assessed.result.scores[name]),
  );
  const row = (title: string, say: (one: Appraisal) => string): (string | { text: [string]; isHeading: true })[] => [
    { text: [title], isHeading: true },
    ...beside.map(say),
  ];
  return [
    heading(2, 'beside', own.title),
    { kind: 'paragraph', text: [own.different], tone: 'warn' },
    ...tableOf(
      [['', 'left'], ...enterprises.map(({ key, name }) => [name ?? key, 'left'] as const)],
      [
        row(trend.date, (one) => dayIn(one, vocabulary)),
        row(trend.kind, ({ recorded }) => words.kinds[recorded.kind]),
        ...(plan.level === null ? [] : [row(vocabulary.titleOf('level'), (one) => levelIn(one, vocabulary))]),
        ...scores.map(({ name }) => row(vocabulary.titleOf(name), (one) => scoreIn(name, one, vocabulary))),
      ],
    ),
  ];
}

/** Why an assessment cannot be compared, in words. */
export function obstacleInWords(
  obstacle: Obstacle,
  { messages }: Pick<Vocabulary, 'messages'>,
  found: { readonly id: string; readonly version: string },
): string {
  const { obstacles } = messages.comparison;
  switch (obstacle.kind) {
    case 'other-pack':
      return obstacles.otherPack(obstacle.pack, found.id);
    case 'later-version':
      return obstacles.laterVersion(obstacle.version, found.version);
    case 'refused':
      return obstacles.refused(messages.numbers.items(obstacle.names));
    case 'nothing-left':
      return obstacles.nothingLeft;
  }
}

function nameAssessment(one: Appraisal | Left, vocabulary: Vocabulary): string {
  const { words, comparison } = vocabulary.messages;
  return comparison.obstacles.assessment(dayIn(one, vocabulary), words.kinds[one.recorded.kind]);
}
