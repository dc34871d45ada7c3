export { type Bar, drawBars, drawTimeSpan } from './bar-chart.ts';
export { breakLabel, labelWidth, type PlacedLabel, placeLabels } from './chart-labels.ts';
export { CLASS_STYLES, COLOURS, type Colour, RAMP, type ShapeStyle, stepOf, writeChartStyle } from './chart-style.ts';
export { type DumbbellEnds, drawDumbbell } from './dumbbell.ts';
export { drawGauge, type GaugeSegment } from './gauge.ts';
export { drawHeatMap, type HeatCell, type HeatGroup } from './heat-map.ts';
export {
  computeOuterRadius,
  type ExplorableNetwork,
  layOutNetwork,
  type NetworkDrawing,
  type NodePositions,
  placeBounds,
} from './network-chart.ts';
export { drawProfile } from './profile.ts';
export { drawQuartileStrip, type QuartileRow } from './quartile-strip.ts';
export { embedJson, escapeHtml, NETWORK_DATA, type Shape, shape, WORDS_ID, writeSvg } from './svg-shape.ts';
export { drawTrend, type TrendPoint } from './trend-line.ts';
