import { drawTrend, type TrendPoint } from '../../charts/trend-line.ts';
import type { Appraisal } from '../../comparison/appraise.ts';
import type { Chart } from '../document/document.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { dayIn, scoreIn } from './figures.ts';
import type { Writing } from './report.ts';

const MILLISECONDS_PER_DAY = 86_400_000;
const LOOKS = { self: 'earlier', onsite: 'now' } as const;

/** The score that points are counted in, from assessment to assessment; none where it has no end or is never there. */
export function drawCourse(appraisals: readonly Appraisal[], { report, vocabulary }: Writing): Chart[] {
  const { headline } = report;
  if (headline === null) return [];
  const points = appraisals.flatMap((one) => pointOf(one, headline, vocabulary, appraisals));
  const maximum = Math.max(0, ...appraisals.map(({ assessed }) => assessed.result.scores[headline]?.maximum ?? 0));
  if (points.length < 2 || maximum <= 0) return [];
  const { comparison, numbers, report: words, words: plain } = vocabulary.messages;
  const title = comparison.trend.course(vocabulary.titleOf(headline));
  const write = (value: number): string => vocabulary.numberOf(headline, value);
  const kinds = (['self', 'onsite'] as const).filter((kind) => points.some(({ look }) => look === LOOKS[kind]));
  const isOpen = points.some(({ lowest, highest }) => lowest < highest);
  return [
    {
      kind: 'chart',
      title,
      description: numbers.list(points.map(({ said, text }) => numbers.labelled(said, text))),
      drawing: drawTrend(points, maximum, { label: title, write }),
      legend: [
        ...kinds.map((kind) => ({ name: `${LOOKS[kind]} solid`, text: plain.kinds[kind] })),
        ...(isOpen ? [{ name: 'possible', text: words.scores.possible }] : []),
      ],
    },
  ];
}

function pointOf(
  one: Appraisal,
  headline: string,
  vocabulary: Vocabulary,
  among: readonly Appraisal[],
): (TrendPoint & { readonly said: string })[] {
  const { recorded, assessed } = one;
  const { scores } = assessed.result;
  const score = Object.hasOwn(scores, headline) ? scores[headline] : undefined;
  if (!score || score.lowest === null || score.highest === null) return [];
  return [
    {
      day: Date.parse(recorded.finishedAt) / MILLISECONDS_PER_DAY,
      lowest: score.lowest,
      highest: score.highest,
      when: recorded.finishedAt.slice(0, 'YYYY-MM-DD'.length),
      said: dayIn(one, vocabulary, among),
      text: scoreIn(headline, one, vocabulary),
      look: LOOKS[recorded.kind],
    },
  ];
}
