import { type DumbbellEnds, drawDumbbell } from '../../charts/dumbbell.ts';
import type { Appraisal } from '../../comparison/appraise.ts';
import { type Dimension, findDimensions } from '../../scoring/dimensions.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Chart } from '../document/document.ts';
import { formatShare } from '../number.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** A side of a chart: what it is called, how it looks, and where it stands by dimension. */
export interface ChartSide {
  readonly text: string;
  readonly name: string;
  readonly shares: ReadonlyMap<string, Dimension>;
}

/** The dimensions of an assessment as shares of what is possible, from 0 to 1. */
export function sharesOf(plan: Plan, { assessed }: Pick<Appraisal, 'assessed'>): ReadonlyMap<string, Dimension> {
  return new Map(findDimensions(plan, assessed.result).map((one) => [one.name, one]));
}

/** What is certain of two sides dimension by dimension; no chart where they have too little in common. */
export function compareInChart(title: string, before: ChartSide, after: ChartSide, vocabulary: Vocabulary): Chart[] {
  const { comparison, numbers, report, versions } = vocabulary.messages;
  const rows = [...before.shares].flatMap(([name, from]) => {
    const to = after.shares.get(name);
    return to === undefined ? [] : [{ title: vocabulary.titleOf(name), from: from.lowest, to: to.lowest }];
  });
  if (rows.length < 2) return [];
  const percent = (share: number): string => formatShare(share, numbers);
  const ends: DumbbellEnds = { from: before.name, to: after.name };
  const called = ({ text, shares }: ChartSide): string =>
    [...shares.values()].some(({ lowest, highest }) => lowest < highest) ? comparison.trend.atLeast(text) : text;
  const described = rows.map((row) => report.scores.axis(row.title, versions.step(percent(row.from), percent(row.to))));
  return [
    {
      kind: 'chart',
      title,
      description: `${numbers.labelled(versions.step(called(before), called(after)), numbers.list(described))}`,
      drawing: drawDumbbell(rows, ends, { label: title, percent }),
      legend: [before, after].map((side) => ({ name: `${side.name} solid`, text: called(side) })),
    },
  ];
}
