import { drawGauge, type GaugeSegment } from '../../charts/gauge.ts';
import { toNumber } from '../../model/rational.ts';
import { ladderOf } from '../../scoring/result.ts';
import { heading, paragraph } from '../document/blocks.ts';
import type { Block, Chart } from '../document/document.ts';
import { formatNumber, formatRange } from '../number.ts';
import { writeMissing } from '../policy/head.ts';
import { levelInWords } from '../summary/level.ts';
import type { Writing } from './report.ts';

/** The level on its ladder, and what the next one lacks. */
export function writeLevel(writing: Writing): Block[] {
  const { report, vocabulary } = writing;
  const { level } = report.result;
  if (!level) return [];
  const gauge = drawLadder(writing);
  return [
    heading(2, 'level', vocabulary.titleOf('level')),
    ...(gauge.length === 0 || level.value === undefined
      ? [paragraph([{ strong: levelInWords(level, vocabulary) }])]
      : []),
    ...gauge,
    // A level without steps of its own, such as the least of several, has no next one to name.
    ...(level.next || gauge.length > 0 ? writeMissing(report, vocabulary) : []),
  ];
}

function drawLadder({ report, vocabulary }: Writing): Chart[] {
  const { plan, result, recommendation } = report;
  const { level } = result;
  const rungs = plan.level === null ? [] : ladderOf(plan, plan.level);
  if (!level || rungs.length === 0) return [];
  const { numbers, report: own } = vocabulary.messages;
  const [sure, most] = [level.lowest ?? Number.NEGATIVE_INFINITY, level.highest ?? Number.NEGATIVE_INFINITY];
  const target = level.target ?? recommendation?.target.level ?? undefined;
  const write = (value: number): string => formatNumber(value, { numbers, decimals: 6 });
  const segments = rungs.map(({ value }): GaugeSegment => {
    const at = toNumber(value);
    const state = at <= sure ? 'reached' : at <= most ? 'possible' : 'ahead';
    return { title: write(at), state, isTarget: at === target };
  });
  const figure =
    level.value === undefined
      ? (formatRange(level.lowest ?? 0, level.highest ?? 0, { numbers, write }) ?? '')
      : level.value === null
        ? '–'
        : write(level.value);
  const states = new Set(segments.map(({ state }) => state));
  const titles = rungs.map(({ value, title }) => vocabulary.levelOf(toNumber(value), title));
  const now = levelInWords(level, vocabulary);
  const named = level.value === undefined ? own.level.notSettled : (vocabulary.pick(level.title) ?? '');
  return [
    {
      kind: 'chart',
      title: own.level.scale,
      description: own.level.shows(now, numbers.items(titles)),
      drawing: drawGauge(
        segments,
        figure,
        level.value === null ? vocabulary.messages.words.noLevel : named,
        own.level.scale,
      ),
      legend: [
        ...(states.has('reached') ? [{ name: 'now solid', text: own.level.reached }] : []),
        ...(states.has('possible') ? [{ name: 'possible', text: own.level.possible }] : []),
        ...(segments.some(({ isTarget }) => isTarget) ? [{ name: 'target', text: own.level.target }] : []),
      ],
    },
  ];
}
