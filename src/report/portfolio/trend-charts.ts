import { drawTrend } from '../../charts/trend-line.ts';
import { endOfQuarter, quarterNamed } from '../../portfolio/figures/stages.ts';
import type { Portfolio } from '../../portfolio/portfolio.ts';
import type { Chart } from '../document/document.ts';
import { formatNumber } from '../number.ts';
import type { PortfolioWords } from './words.ts';

/** How many had reached each stage at the end of each quarter that is shown, up to that of the report, and the line to its target. */
export function trendCharts({ stages }: Portfolio, words: PortfolioWords): Chart[] {
  const { numbers, portfolio } = words.messages;
  const write = (value: number): string => formatNumber(value, { numbers, decimals: 0 });
  return stages.flatMap(({ id, title, quarters }): Chart[] => {
    // One point is no trend.
    if (quarters.length < 2) return [];
    const points = quarters.map(({ quarter, total }) => ({
      day: endOfQuarter(quarter),
      step: quarterNamed(quarter),
      lowest: total,
      highest: total,
      when: quarter,
      text: write(total),
      look: 'now',
    }));
    const aim = quarters.flatMap(({ quarter, line }) =>
      line === null ? [] : [{ day: endOfQuarter(quarter), value: line }],
    );
    const label = words.pick(title) ?? id;
    const most = Math.max(1, ...points.map(({ highest }) => highest), ...aim.map(({ value }) => value));
    return [
      {
        kind: 'chart',
        title: label,
        description: numbers.list(points.map(({ when, text }) => numbers.labelled(when, text))),
        drawing: drawTrend(points, most, { label, write, isCount: true, aim }),
        isTabled: true,
        ...(aim.length < 2
          ? {}
          : {
              legend: [
                { name: 'now solid', text: portfolio.columns.total },
                { name: 'aim', text: portfolio.columns.line },
              ],
            }),
      },
    ];
  });
}
