import { drawRadar } from '../../charts/radar.ts';
import { heading, listOf, tableOf } from '../document/blocks.ts';
import type { Block, Chart } from '../document/document.ts';
import { formatShare } from '../number.ts';
import { scoreText } from '../summary/scores.ts';
import { warningInWords } from '../words/warning.ts';
import { type Profile, readProfile } from './profile.ts';
import type { Writing } from './report.ts';

/** Where the enterprise stands: the dimensions as a radar, every score as a table, and what is to be noted. */
export function writeScores(writing: Writing): Block[] {
  const { report, vocabulary } = writing;
  const { messages } = vocabulary;
  const { plan, result, recommendation } = report;
  const after = recommendation && recommendation.measures.length > 0 ? recommendation.target.scores : undefined;
  const rows = plan.scores.flatMap(({ name, hidden }) => {
    const score = hidden ? undefined : result.scores[name];
    if (!score) return [];
    const later = after?.[name];
    const share =
      typeof score.value === 'number' && typeof score.maximum === 'number' && score.maximum > 0
        ? formatShare(score.value / score.maximum, messages.numbers)
        : '–';
    return [
      [
        { text: [vocabulary.titleOf(name)], isHeading: true },
        scoreText(name, score, vocabulary),
        typeof score.maximum === 'number' ? vocabulary.numberOf(name, score.maximum) : '–',
        share,
        ...(after ? [later ? scoreText(name, later, vocabulary) : '–'] : []),
      ],
    ];
  });
  if (rows.length === 0) return [];
  const { policy, report: own } = messages;
  return [
    heading(2, 'scores', own.scores.title),
    ...radarOf(readProfile(report), writing),
    ...tableOf(
      [
        [policy.score, 'left'],
        [policy.points, 'right'],
        [policy.best, 'right'],
        [own.scores.share, 'right'],
        ...(after ? [[policy.pointsAfter, 'right'] as const] : []),
      ],
      rows,
    ),
    ...(result.warnings.length > 0
      ? [
          heading(3, 'warnings', policy.noteworthy),
          ...listOf(result.warnings.map((warning) => ({ text: warningInWords(warning, vocabulary) }))),
        ]
      : []),
  ];
}

function radarOf({ dimensions, isOpen, target }: Profile, { vocabulary }: Writing): Chart[] {
  if (dimensions.length === 0) return [];
  const { numbers, report } = vocabulary.messages;
  const { scores: words } = report;
  const areas = [
    ...(isOpen ? [{ name: 'possible', text: words.possible, shares: dimensions.map(({ highest }) => highest) }] : []),
    ...(target ? [{ name: 'target', text: words[target.kind], shares: target.shares }] : []),
    { name: 'now', text: words.now, shares: dimensions.map(({ lowest }) => lowest), dotted: true },
  ];
  const titles = dimensions.map(({ name }) => vocabulary.titleOf(name));
  const described = areas.toReversed().map(({ text, shares }) => {
    const axes = shares.map((share, i) => words.axis(titles[i] as string, formatShare(share, numbers)));
    return numbers.labelled(text, numbers.list(axes));
  });
  return [
    {
      kind: 'chart',
      title: words.radar,
      description: numbers.sentences(described.map((text) => `${text}.`)),
      drawing: drawRadar(titles, areas, words.radar),
      legend: areas.toReversed().map(({ name, text }) => ({ name, text })),
    },
  ];
}
