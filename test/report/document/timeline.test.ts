import { expect, test } from 'vitest';
import { createTimelineCell } from '../../../src/report/document/timeline.ts';

test.each([
  { start: 1, end: 6, months: 11, bar: '·█████·····' },
  { start: 0, end: 1, months: 7, bar: '█······' },
  { start: 0, end: 12, months: 12, bar: '████████████' },
  // Two months a cell.
  { start: 12, end: 19, months: 19, bar: '······████' },
  { start: 0, end: 0.5, months: 0.5, bar: '█' },
  { start: 0, end: 0, months: 0, bar: '█' },
])('a cell of a bar stands for whole months: $start to $end of $months', ({ start, end, months, bar }) => {
  expect(createTimelineCell(start, end, months).text).toEqual([bar]);
});
