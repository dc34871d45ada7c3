// Draws bars on a timeline, as text and as pictures.
import { drawTimeSpan } from '../../charts/index.ts';
import { type Cell, createRowHeading, type Table, type Timeline } from './document-model.ts';

/** A bar on a timeline: the number of cells before it, and its length in cells. */
interface TimelineSpan {
  readonly before: number;
  readonly length: number;
}

/** Returns the bar of some months on a timeline of `cells` cells; even the shortest bar has one cell. */
export function computeTimelineSpan(start: number, end: number, months: number, cells: number): TimelineSpan {
  if (months <= 0) return { before: 0, length: 1 };
  const startCell = Math.min(cells - 1, Math.round((start / months) * cells));
  const endCell = Math.max(startCell + 1, Math.round((end / months) * cells));
  return { before: startCell, length: Math.min(cells, endCell) - startCell };
}

export function timelineText({ before, length }: TimelineSpan, cells: number): string {
  return `${'·'.repeat(before)}${'█'.repeat(length)}${'·'.repeat(cells - before - length)}`;
}

/** The maximum length of a timeline as text, and its length in steps as a drawing. */
const MAX_TIMELINE_CELLS = 12;
const TIMELINE_STEPS = 240;

/**
 * Draws a bar from one month to another, on a timeline of `months` months. As text, every cell stands for one month, or
 * for the same number of months if the timeline would be too long, so that readers can count months.
 */
export function createTimelineCell(start: number, end: number, months: number): Cell {
  const monthsPerCell = Math.max(1, Math.ceil(months / MAX_TIMELINE_CELLS));
  const cells = Math.max(1, Math.ceil(months / monthsPerCell));
  return {
    text: [timelineText(computeTimelineSpan(start, end, cells * monthsPerCell, cells), cells)],
    drawing: drawTimeSpan(computeTimelineSpan(start, end, months, TIMELINE_STEPS), TIMELINE_STEPS),
  };
}

/** Returns a timeline as a table, for formats other than a terminal. */
export function tableOfTimeline({ rows, months }: Timeline): Table {
  return {
    kind: 'table',
    columns: (['left', 'left', 'right'] as const).map((align) => ({ title: [], align })),
    rows: rows.map(({ title, start, end, period, details }) => [
      { ...createRowHeading(title), items: details.map((text) => ({ text: [text] })) },
      createTimelineCell(start, end, months),
      { text: [period] },
    ]),
  };
}
