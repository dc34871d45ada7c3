import { scaleBand } from 'd3-scale';
import { breakLabel } from './chart-labels.ts';
import { stepOf } from './chart-style.ts';
import { type Shape, shape } from './svg-shape.ts';

const CHART_WIDTH = 346;
const TITLES_WIDTH = 176;
const HEAD_HEIGHT = 22;
const ROW_HEIGHT = 24;
const LINE_HEIGHT = 13;
const GROUP_HEIGHT = 24;
/** Maximum characters per line of a row's title. */
const TITLE_COLUMNS = 25;

/** A cell with its shade and text. */
export interface HeatCell {
  /** The shade from 0 to 1; null for none, `open` if the value is not known yet. */
  readonly share: number | 'open' | null;
  readonly text?: string;
  /** Whether the cell is marked as the target. */
  readonly isTarget?: boolean;
}

export interface HeatRow {
  readonly title: string;
  readonly cells: readonly HeatCell[];
}

/** A group of rows, which may have a title. */
export interface HeatGroup {
  readonly title?: string;
  readonly rows: readonly HeatRow[];
}

/** Draws a table of shaded cells, in which darker means more. Numbers in the cells say the same without colour. */
export function drawHeatMap(columns: readonly string[], groups: readonly HeatGroup[], label: string): Shape {
  const band = scaleBand<number>()
    .domain(columns.map((_, i) => i))
    .range([TITLES_WIDTH, CHART_WIDTH])
    .paddingInner(0);
  let y = HEAD_HEIGHT;
  const drawnGroups = groups.flatMap(({ title, rows }) => {
    const head = title === undefined ? [] : [groupTitle(title, y)];
    y += title === undefined ? 0 : GROUP_HEIGHT;
    return [
      ...head,
      ...rows.flatMap((row) => {
        const lines = breakLabel(row.title, { columns: TITLE_COLUMNS });
        const height = ROW_HEIGHT + (lines.length - 1) * LINE_HEIGHT;
        const top = y;
        y += height;
        const firstBaseline = top + height / 2 - ((lines.length - 1) * LINE_HEIGHT) / 2;
        return [
          ...lines.map((line, i) =>
            shape('text', { class: 'label', x: 0, y: firstBaseline + i * LINE_HEIGHT, dy: '0.35em' }, line),
          ),
          ...row.cells.flatMap((cell, i) =>
            drawCell(cell, { x: band(i) ?? 0, y: top, width: band.bandwidth(), height }),
          ),
        ];
      }),
    ];
  });
  return shape(
    'svg',
    { class: 'heat-map', viewBox: `0 0 ${CHART_WIDTH} ${y + 2}`, role: 'img', 'aria-label': label },
    ...columns.map((title, i) =>
      shape(
        'text',
        { class: 'small', 'text-anchor': 'middle', x: ((band(i) ?? 0) + band.bandwidth() / 2).toFixed(2), y: 14 },
        title,
      ),
    ),
    ...drawnGroups,
  );
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function groupTitle(title: string, y: number): Shape {
  return shape(
    'text',
    { class: 'label strong', x: 0, y: y + GROUP_HEIGHT - 8 },
    breakLabel(title, { columns: 58 })[0] ?? '',
  );
}

function drawCell({ share, text, isTarget }: HeatCell, { x, y, width, height }: Box): Shape[] {
  const step = typeof share === 'number' ? stepOf(share) : null;
  const box = {
    x: (x + 1).toFixed(2),
    y: (y + 1).toFixed(2),
    width: (width - 2).toFixed(2),
    height: (height - 2).toFixed(2),
    rx: 3,
  };
  const cellClass = step !== null ? `step-${step}` : share === 'open' ? 'open' : 'empty';
  return [
    shape('rect', { class: cellClass, ...box }),
    ...(isTarget ? [shape('rect', { class: 'target', ...box })] : []),
    ...(text === undefined
      ? []
      : [
          shape(
            'text',
            {
              class: step === null ? 'small' : `on-step-${step}`,
              'text-anchor': 'middle',
              x: (x + width / 2).toFixed(2),
              y: (y + height / 2).toFixed(2),
              dy: '0.35em',
            },
            text,
          ),
        ]),
  ];
}
