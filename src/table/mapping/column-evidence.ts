// Examines whole columns for errors that no single cell shows, such as shares of 1 among percentages, or wrong units.

import { type ColumnDoubt, itemAt, normaliseSpelling } from '../../model/index.ts';
import {
  computeRatio,
  type FigureRatio,
  type FigureReader,
  figureRatiosOf,
  findRatiosBeyond,
  INTENSITY_LIMITS,
  type Input,
  isShareOfOne,
  judgeRatio,
  MAX_UNEVEN_SHARE,
  type OddFigure,
  PER_HEAD_LIMITS,
  variesByEnterprise,
  YEAR_RATIO_LIMITS,
} from '../../scoring/index.ts';
import { ANSWERED, type NumberBinding } from '../row-block.ts';
import type { ColumnFormats } from '../xlsx/unit-formats.ts';
import { listCodedChoices } from './answer-spellings.ts';
import type { EvidenceColumns, EvidenceRows } from './judged-columns.ts';
import { createRecodedRows } from './recoded-rows.ts';
import { doubtFormats } from './shown-units.ts';

/** An odd figure, and its row in the block, counted from 0. */
export interface OddRow extends OddFigure {
  readonly row: number;
}

/** What the rows added so far show about the columns. */
export interface ColumnEvidence {
  /** Adds rows, and returns those with odd figures. */
  add(rows: EvidenceRows): readonly OddRow[];
  /** Returns the doubts that the user should settle, by input. `formats` are the number formats of a sheet. */
  judge(formats?: ColumnFormats): ReadonlyMap<number, ColumnDoubt>;
}

/**
 * Creates the evidence for the columns of a table. `first` are the first rows, with which single rows are compared
 * later.
 */
export function createColumnEvidence(columns: EvidenceColumns, first: EvidenceRows): ColumnEvidence {
  const parts = [
    createShares(columns),
    createScales(columns),
    createGroups(columns, first),
    createMagnitudes(columns, first),
  ];
  return {
    add: (rows) => parts.flatMap((part) => part.add(rows)),
    judge(formats) {
      const doubts = new Map(parts.flatMap((part) => [...part.judge()]));
      for (const [input, doubt] of judgeFormats(columns, formats)) {
        // A doubt about the size of the numbers is stronger than a number format that merely divides them for display.
        if (doubt.code !== 'shown-scaled' || !doubts.has(input)) doubts.set(input, doubt);
      }
      return doubts;
    },
  };
}

/** Examines number formats: whether they show another unit than the one in which the numbers are read. */
function judgeFormats(
  { plan, uses, settled }: EvidenceColumns,
  formats: ColumnFormats = new Map(),
): readonly (readonly [number, ColumnDoubt])[] {
  return [...formats].flatMap(([column, found]) => {
    const binding = uses[column];
    if (binding?.kind !== 'number' || settled.has(binding.input)) return [];
    const doubt = doubtFormats(itemAt(plan.inputs, binding.input), binding.factor, found);
    return doubt ? [[binding.input, doubt] as const] : [];
  });
}

const NO_ODD_ROWS: readonly OddRow[] = [];

export function isPercentage(input: Input): boolean {
  const { unit } = input.definition;
  const units = typeof unit === 'string' ? [unit] : Object.values(unit ?? {});
  return (
    input.type === 'percent' ||
    (input.value.kind === 'number' && units.some((symbol) => normaliseSpelling(symbol) === '%'))
  );
}

function numbersOf({
  plan,
  uses,
  settled,
}: EvidenceColumns): readonly { readonly input: number; readonly use: NumberBinding }[] {
  return uses.flatMap((use) =>
    use.kind === 'number' && !settled.has(use.input) && plan.inputs[use.input] ? [{ input: use.input, use }] : [],
  );
}

/**
 * If at least this many shares exceed 1, and at least a tenth of all shares do, they may be percentages. Fewer may be
 * correct, because a few enterprises may spend more than they earn.
 */
const MIN_SHARES_ABOVE_ONE = 3;
/** If at least this many percentages are exactly 1, they may be shares of 1; fewer may be chance. */
const MIN_PERCENTAGES_OF_ONE = 5;

/** Examines percentages: whether numbers without percent sign are shares of 1, percentages, or a mixture. */
function createShares(columns: EvidenceColumns): ColumnEvidence {
  const sharesOfOne = new Set(
    columns.plan.inputs.flatMap((input, i) => (isShareOfOne(columns.plan, input) ? [i] : [])),
  );
  const countedNumbers = numbersOf(columns)
    .filter(({ input }) => sharesOfOne.has(input) || isPercentage(itemAt(columns.plan.inputs, input)))
    .map((column) => ({ ...column, within: 0, least: 1, ones: 0, above: 0, most: 0, measured: 0 }));
  return {
    add({ rows, code, number, measured }) {
      for (const column of countedNumbers) {
        const [states, values] = [code.get(column.input), number.get(column.input)];
        const withUnit = measured?.get(column.input);
        column.measured += withUnit?.size ?? 0;
        for (let row = 0; states && values && row < rows; row++) {
          if (states[row] !== ANSWERED || withUnit?.has(row)) continue;
          const value = (values[row] as number) / column.use.factor;
          if (value <= 0) continue;
          if (value < 1) {
            column.within++;
            column.least = Math.min(column.least, value);
          } else if (value === 1) column.ones++;
          else {
            column.above++;
            column.most = Math.max(column.most, value);
          }
        }
      }
      return NO_ODD_ROWS;
    },
    judge() {
      const doubts = new Map<number, ColumnDoubt>();
      for (const { input, use, within, least, ones, above, most } of countedNumbers) {
        if (sharesOfOne.has(input)) {
          const count = within + ones + above;
          if (above >= MIN_SHARES_ABOVE_ONE && above * 10 >= count)
            doubts.set(input, { code: 'above-one', count: above, of: count });
          continue;
        }
        if (use.unclear) continue;
        // A value up to 1 is read as a percentage, not as a share, if as a share it would far exceed all percentages:
        // 0.5 beside 2 and 8 is 0.5 %, not 50 %.
        if (within > 0 && above > 0 && least * 100 <= 2 * most)
          doubts.set(input, { code: 'two-kinds', shares: within, percentages: above });
        else if (above === 0 && (within > 0 || ones >= MIN_PERCENTAGES_OF_ONE)) doubts.set(input, { code: 'fraction' });
      }
      return doubts;
    },
  };
}

/** The number of rows examined for each column; more would show the same. */
const ROWS_OF_SCALES = 5000;
/**
 * The minimum numbers of answers from which the absence of a scale's lowest value is no coincidence: on one scale
 * (`answers`), on a scale with texts among its numbers (`amongTexts`), and on all scales together if none has its
 * lowest value (`inAll`).
 */
const MIN_ANSWERS = { answers: 20, amongTexts: 10, inAll: 60 };
/**
 * The minimum numbers of rows, scales and answers from which all scales together show that nobody has a lowest value,
 * even if each has few answers. Answers of one enterprise resemble each other, so their number alone is not enough.
 */
const MIN_TOGETHER = { rows: 10, scales: 5, answers: 100 };
/**
 * How many answers with the lowest value must be expected in a column before their absence is odd. By chance, such a
 * column lacks them in one case of a thousand.
 */
const MIN_EXPECTED_LOWEST = 7;

/**
 * Examines scales that are written as numbers: whether a scale lacks its lowest value, because it is numbered from 1
 * instead of 0, for example.
 */
function createScales(columns: EvidenceColumns): ColumnEvidence {
  const { plan, numbered, mixed, settled, asWritten = new Set() } = columns;
  const scales = [...numbered, ...asWritten]
    .filter((input) => !settled.has(input))
    .map((input) => {
      const ids = listCodedChoices(itemAt(plan.inputs, input)).map(({ id }) => id);
      return { input, ids, answers: 0, lowest: 0, first: 0, isConstant: true };
    });
  const recodedRows = createRecodedRows(
    columns,
    scales.map(({ input }) => input),
  );
  let seenRows = 0;
  return {
    add(block) {
      const { rows, code } = block;
      recodedRows.add(block);
      if (seenRows >= ROWS_OF_SCALES) return NO_ODD_ROWS;
      seenRows += rows;
      for (const scale of scales) {
        const codes = code.get(scale.input);
        for (let row = 0; codes && row < rows; row++) {
          const value = codes[row] as number;
          if (value < ANSWERED) continue;
          if (scale.answers++ === 0) scale.first = value;
          else if (value !== scale.first) scale.isConstant = false;
          if (value === ANSWERED) scale.lowest++;
        }
      }
      return NO_ODD_ROWS;
    },
    judge() {
      // Columns with the same answer in each row show nothing about how their scale is numbered.
      const variedScales = scales.filter(({ isConstant, input }) => !isConstant && !asWritten.has(input));
      const answers = variedScales.reduce((sum, scale) => sum + scale.answers, 0);
      const lowest = variedScales.reduce((sum, scale) => sum + scale.lowest, 0);
      const isShownTogether =
        variedScales.filter((scale) => scale.answers >= MIN_TOGETHER.rows).length >= MIN_TOGETHER.scales &&
        answers >= MIN_TOGETHER.answers;
      const doubts = new Map(recodedRows.judge(computeShareOfLowest()));
      for (const scale of variedScales) {
        const minimum = mixed?.has(scale.input) ? MIN_ANSWERS.amongTexts : MIN_ANSWERS.answers;
        if (scale.lowest > 0 || (scale.answers < minimum && !(lowest === 0 && isShownTogether))) continue;
        const share = lowest / Math.max(1, answers - scale.answers);
        if (lowest > 0 ? scale.answers * share < MIN_EXPECTED_LOWEST : answers < MIN_ANSWERS.inAll) continue;
        for (const input of countAlike(scale)) doubts.set(input, { code: 'no-lowest', lowest: scale.ids[0] ?? '' });
      }
      return doubts;
    },
  };

  /**
   * Lists the scales with the same values that also lack the lowest value. A file numbers all of them alike, so scales
   * with few or uniform answers are doubted together with the others.
   */
  function countAlike({ ids }: (typeof scales)[number]): readonly number[] {
    return scales
      .filter(({ input }) => !asWritten.has(input))
      .filter((other) => other.answers > 0 && other.lowest === 0 && other.ids.join() === ids.join())
      .map(({ input }) => input);
  }

  function computeShareOfLowest(): number {
    const [answers, lowest] = scales.reduce(([all, low], scale) => [all + scale.answers, low + scale.lowest], [0, 0]);
    return lowest / Math.max(1, answers);
  }
}

/**
 * How many numbers with three digits after the sign are needed at least, in a column that had no such numbers in its
 * first rows.
 */
const MIN_GROUPED = 3;
/**
 * The minimum share of numbers with three digits after the sign that do not end in 0. Groups of thousands rarely end in
 * 0, but decimals written with three digits often do.
 */
const MIN_ODD_SHARE = 0.5;

/**
 * Examines columns whose numbers are whole in the first rows: whether the sign in later numbers may separate groups of
 * three digits.
 */
function createGroups({ plan, uses, maybeGrouped = new Set() }: EvidenceColumns, first: EvidenceRows): ColumnEvidence {
  const isWhole = (input: number): boolean =>
    first.number
      .get(input)
      ?.subarray(0, first.rows)
      .every((value) => Number.isInteger(value)) ?? false;
  const watchedColumns = uses.flatMap((use) =>
    use.kind === 'number' &&
    maybeGrouped.has(use.input) &&
    plan.inputs[use.input]?.type !== 'integer' &&
    isWhole(use.input)
      ? [{ use, count: 0, odd: 0, example: 0, isSettled: false }]
      : [],
  );
  return {
    add({ rows, number }) {
      for (const column of watchedColumns) {
        const values = number.get(column.use.input);
        for (let row = 0; values && row < rows && !column.isSettled; row++) {
          const value = values[row] as number;
          if (value !== Math.floor(value)) countGrouped(column, value / column.use.factor);
        }
      }
      return NO_ODD_ROWS;
    },
    judge: () =>
      new Map(
        watchedColumns
          .filter(({ isSettled, count, odd }) => !isSettled && count >= MIN_GROUPED && odd >= count * MIN_ODD_SHARE)
          .map(({ use, example }) => {
            const cell = example.toFixed(3).replace('.', use.decimal ?? '.');
            return [use.input, { code: 'thousands', cell }] as const;
          }),
      ),
  };

  function countGrouped(column: (typeof watchedColumns)[number], value: number): void {
    const thousandths = Math.round(value * 1000);
    const isGroup = Math.abs(value) >= 1 && Math.abs(value) < 1000 && Math.abs(thousandths - value * 1000) < 1e-6;
    if (!isGroup) column.isSettled = true;
    column.count++;
    if (thousandths % 10 !== 0) column.odd++;
    column.example ||= value;
  }
}

/**
 * The histograms of ratios by their decimal logarithm, in steps of a tenth: the index of logarithm 0, and the number of
 * steps. They cover 10^-8 to 10^14.
 */
const [ZERO_BIN, BINS] = [80, 221];
/** The minimum number of rows for examining a whole column. */
const MIN_ROWS = 5;
/** A ratio is near the median of its column if their decimal logarithms differ by at most this much. */
const NEAR_LOG10 = 0.4;
/**
 * The limits for finding two groups of ratios: the minimum share of rows in each group (`part`); the width of the gap
 * between them, in tenths of a decimal logarithm (`gap`); the maximum share of rows within the gap (`between`); the
 * minimum distance between the groups, as a decimal logarithm (`apart`).
 */
const RATIO_GROUP_LIMITS = { part: 0.2, gap: 10, between: 0.02, apart: 2 } as const;
/**
 * The limits for amounts that may be percentages of a whole. The numbers must lie between `least` and `most`, with a
 * median of at least `median`. As decimal logarithms, the distance between the lowest and the highest twentieth
 * (`ends`) is at most `spread`, and that of the wholes is greater by at least `wider`. Read as amounts, the median
 * share is at most `share`. At most the share `beyond` of the rows may be outside of these limits.
 */
const PERCENTAGE_LIMITS = {
  ...{ least: 10, most: 100, median: 40, spread: 0.3, wider: 0.2, share: 0.05, ends: 0.05, beyond: 0.02 },
} as const;
/** A ratio of two figures, with counts of the rows so far. */
interface CountedRatio extends FigureRatio {
  readonly bins: Uint32Array;
  /** The histogram of normal ratios in the first rows, needed if there may be two groups. */
  readonly plainBins: Uint32Array;
  /**
   * For ratios of a part to its whole: histograms of the parts as written and of the wholes, in the same rows, and the
   * range of the parts.
   */
  readonly figures?: { readonly parts: Uint32Array; readonly wholes: Uint32Array; least: number; most: number };
  /** The number of rows with a normal ratio, and how many of them are in the histogram. */
  plain: number;
  binned: number;
  /** The values with which single rows are compared, computed from the first rows. */
  middle: number;
  isAlike: boolean;
}

/** The compared figures of a table. */
interface Magnitudes {
  readonly plan: EvidenceColumns['plan'];
  /** What the numbers of an input were multiplied by when they were read. */
  readonly factors: ReadonlyMap<number, number>;
  readonly ratios: readonly CountedRatio[];
  /** Whether the upper figure of a ratio is a part of the amount that is the lower figure. */
  readonly isPart: (ratio: FigureRatio) => boolean;
}

interface InputDoubt {
  readonly input: number;
  readonly doubt: ColumnDoubt;
}

/**
 * Compares figures with other figures of the same row: examines whole columns, and finds single rows in which a figure
 * is 10, 100, 1,000 or 10,000 times too large or too small.
 */
function createMagnitudes(columns: EvidenceColumns, first: EvidenceRows): ColumnEvidence {
  const { plan, uses } = columns;
  const factors = new Map(uses.flatMap((use) => (use.kind === 'number' ? [[use.input, use.factor] as const] : [])));
  const ratios = listCountedRatios(columns, factors);
  for (const ratio of ratios) calibrateRatio(ratio, first);
  const parts = new Set(
    ratios.flatMap(({ kind, upper, middle }) =>
      kind === 'share' && middle < Math.log10(MAX_UNEVEN_SHARE) ? [upper] : [],
    ),
  );
  const magnitudes: Magnitudes = { plan, factors, ratios, isPart: ({ upper }) => parts.has(upper) };
  return {
    add(rows) {
      const oddRows: OddRow[] = [];
      for (const ratio of ratios) countRatio(ratio, magnitudes, rows, oddRows);
      return oddRows;
    },
    judge() {
      const doubts = new Map<number, ColumnDoubt>();
      const judgedColumns = [
        ...ratios.flatMap((ratio) => judgeGroups(ratio, magnitudes)),
        ...ratios.flatMap((ratio) => judgeColumn(ratio, magnitudes)),
        ...listPercentages(magnitudes),
      ];
      for (const { doubt, input } of judgedColumns) if (!doubts.has(input)) doubts.set(input, doubt);
      return doubts;
    },
  };
}

/** The ratios of figures that a table has, without those that the user has settled. */
function listCountedRatios(
  { plan, settled }: EvidenceColumns,
  factors: ReadonlyMap<number, number>,
): readonly CountedRatio[] {
  return figureRatiosOf(plan)
    .filter(({ upper, lower }) => factors.has(upper) && factors.has(lower))
    .filter(({ upper, lower }) => !settled.has(upper) && !settled.has(lower))
    .map((ratio): CountedRatio => {
      const bins = { bins: new Uint32Array(BINS), plainBins: new Uint32Array(BINS) };
      const histograms = { parts: new Uint32Array(BINS), wholes: new Uint32Array(BINS) };
      const figures = { ...histograms, least: Number.POSITIVE_INFINITY, most: 0 };
      return { ...ratio, ...bins, ...(ratio.kind === 'share' && { figures }), plain: 0, binned: 0 };
    });
}

/** Computes from the first rows the values with which later single rows are compared. */
function calibrateRatio(ratio: CountedRatio, rows: EvidenceRows): void {
  const logRatios: number[] = [];
  for (let row = 0; row < rows.rows; row++) {
    const value = computeRatio(ratio, createFigureReader(rows, row));
    if (value > 0) logRatios.push(Math.log10(value * ratio.size));
  }
  logRatios.sort((a, b) => a - b);
  const middleLog = logRatios[logRatios.length >> 1] ?? ratio.middle;
  if (ratio.kind === 'share') ratio.middle = middleLog;
  if (logRatios.length < MIN_ROWS * 2) return;
  ratio.isAlike = logRatios.filter((log) => Math.abs(log - middleLog) < NEAR_LOG10).length >= logRatios.length * 0.8;
  // If the whole column is in another unit, its rows must not be compared with its own median.
  if (ratio.kind === 'head')
    ratio.middle = Math.min(
      Math.max(middleLog, Math.log10(PER_HEAD_LIMITS.column[0])),
      Math.log10(PER_HEAD_LIMITS.column[1]),
    );
  else if (ratio.isAlike) ratio.middle = middleLog;
}

/** Adds the rows of a block to the histograms of a ratio, and collects those with odd figures. */
function countRatio(ratio: CountedRatio, magnitudes: Magnitudes, block: EvidenceRows, oddRows: OddRow[]): void {
  const { rows, number } = block;
  const [above, below] = [number.get(ratio.upper), number.get(ratio.lower)];
  if (!above || !below) return;
  // Columns that are only judged as a whole need no more than the first rows.
  if (variesByEnterprise(ratio) && ratio.plain > ROWS_OF_SCALES) return;
  const ratiosBeyond = findRatiosBeyond(above, below, rows, ratio);
  ratio.plain += ratiosBeyond.plain;
  for (let row = 0; row < rows && ratio.binned < ROWS_OF_SCALES; row++) {
    const value = computeRatio(ratio, createFigureReader(block, row));
    if (!(value > ratio.low && value < ratio.high)) continue;
    ratio.binned++;
    addToHistogram(ratio.plainBins, Math.log10(value * ratio.size));
    if (ratio.figures)
      countFigures(
        ratio.figures,
        (above[row] as number) / (magnitudes.factors.get(ratio.upper) ?? 1),
        below[row] as number,
      );
  }
  for (const row of ratiosBeyond.rows) {
    const readFigure = createFigureReader(block, row);
    const value = computeRatio(ratio, readFigure);
    if (value === 0) continue;
    addToHistogram(ratio.bins, Math.log10(value * ratio.size));
    const oddFigure = judgeRatio(ratio, magnitudes, readFigure);
    if (oddFigure) oddRows.push({ ...oddFigure, row });
  }
}

function countFigures(figures: NonNullable<CountedRatio['figures']>, part: number, whole: number): void {
  addToHistogram(figures.parts, Math.log10(part));
  addToHistogram(figures.wholes, Math.log10(whole));
  figures.least = Math.min(figures.least, part);
  figures.most = Math.max(figures.most, part);
}

/**
 * Lists parts of amounts whose numbers look like percentages of these amounts in every year. In a single year, real
 * amounts may look so because a programme paid about the same sum to everybody, but hardly in several years.
 */
function listPercentages({ plan, ratios }: Magnitudes): InputDoubt[] {
  const shares = ratios.filter(({ figures, binned }) => figures && binned >= MIN_ROWS * 2);
  const areYears = (one: CountedRatio, other: CountedRatio): boolean =>
    ratios.some(
      ({ kind, upper, lower }) =>
        kind === 'years' &&
        ((upper === one.upper && lower === other.upper) || (upper === other.upper && lower === one.upper)),
    );
  return shares.flatMap((share) => {
    const otherShares = shares.filter((other) => areYears(share, other));
    if (otherShares.length === 0 || ![share, ...otherShares].every(isLikePercentages)) return [];
    const { least = 0, most = 0 } = share.figures ?? {};
    const name = plan.inputs[share.lower]?.name ?? '';
    return [{ input: share.upper, doubt: { code: 'percentages-of', name, least, most } as const }];
  });
}

/** Examines whether a whole column is in another unit. */
function judgeColumn(ratio: CountedRatio, { plan }: Magnitudes): InputDoubt[] {
  const { kind, upper, lower, bins, plain } = ratio;
  const rows = bins.reduce((sum, count) => sum + count, plain);
  if (rows < MIN_ROWS || plain * 2 >= rows) return [];
  const middleRatio = computeMedianLog(ratio, rows);
  const doubtAbout = (input: number, beside: number, power: number) => {
    return [
      { input, doubt: { code: 'magnitude', name: plan.inputs[beside]?.name ?? '', factor: 10 ** power } as const },
    ];
  };
  switch (kind) {
    case 'years': {
      const rowsNear = bins.reduce(
        (sum, count, bin) => (Math.abs((bin - ZERO_BIN) / 10 - middleRatio) < NEAR_LOG10 ? sum + count : sum),
        0,
      );
      const power = Math.round(Math.abs(middleRatio));
      if (Math.abs(middleRatio) < YEAR_RATIO_LIMITS.column || power === 0 || rowsNear < rows * 0.8) return [];
      return middleRatio > 0 ? doubtAbout(upper, lower, power) : doubtAbout(lower, upper, power);
    }
    case 'head': {
      const distance = middleRatio - Math.log10(PER_HEAD_LIMITS.middle);
      return doubtAbout(upper, lower, Math.round(distance));
    }
    case 'share':
      return doubtAbout(upper, lower, Math.max(1, Math.round(middleRatio)));
    case 'intensity':
      return doubtAbout(upper, lower, Math.round(middleRatio - Math.log10(INTENSITY_LIMITS.middle)));
  }
}

/**
 * Examines whether part of a column is in another unit. If about half of the rows are, the median of the column lies
 * between the two groups and reveals nothing.
 */
function judgeGroups(ratio: CountedRatio, { plan }: Magnitudes): InputDoubt[] {
  const { kind, upper, lower, bins, plain, plainBins, binned, low, high, size } = ratio;
  // Around the first year of an enterprise, figures of two years also differ greatly; single rows with a wrong year are
  // rejected.
  if (kind === 'years') return [];
  const missingFactor = binned === 0 ? 0 : plain / binned;
  const counts = [...bins].map((count, bin) => count + (plainBins[bin] as number) * missingFactor);
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const minimum = Math.max(MIN_ROWS, rows * RATIO_GROUP_LIMITS.part);
  let rowsBelow = 0;
  for (let start = 0; start + RATIO_GROUP_LIMITS.gap <= BINS; start++) {
    const rowsBetween = counts.slice(start, start + RATIO_GROUP_LIMITS.gap).reduce((sum, count) => sum + count, 0);
    const rowsAbove = rows - rowsBelow - rowsBetween;
    if (rowsBelow >= minimum && rowsAbove >= minimum && rowsBetween <= rows * RATIO_GROUP_LIMITS.between) {
      const smallerMiddle = findLogAt(counts, rowsBelow / 2);
      const largerMiddle = findLogAt(counts, rows - rowsAbove / 2);
      const areMiddlesPlausible = [smallerMiddle, largerMiddle].every(
        (log) => log > Math.log10(low * size) && log < Math.log10(high * size),
      );
      if (areMiddlesPlausible || largerMiddle - smallerMiddle < RATIO_GROUP_LIMITS.apart) return [];
      const factor = 10 ** Math.round(largerMiddle - smallerMiddle);
      return [{ input: upper, doubt: { code: 'two-magnitudes', name: plan.inputs[lower]?.name ?? '', factor } }];
    }
    rowsBelow += itemAt(counts, start);
  }
  return [];
}

/**
 * Computes the median of the ratios. Normal ratios are not in this histogram; they all count as the middle of the
 * normal range.
 */
function computeMedianLog({ bins, plain, low, high, size }: CountedRatio, rows: number): number {
  const allBins = bins.slice();
  const centre = low > 0 ? Math.log10(Math.sqrt(low * high) * size) : Math.log10(high) - 1;
  const bin = Math.min(BINS - 1, Math.max(0, Math.round(centre * 10) + ZERO_BIN));
  allBins[bin] = (allBins[bin] as number) + plain;
  return findLogAt([...allBins], rows / 2);
}

function isLikePercentages({ figures, plainBins, plain, bins, binned }: CountedRatio): boolean {
  // If more than a few parts far exceed their wholes, the numbers are amounts, not percentages.
  if (!figures || bins.reduce((sum, count) => sum + count, 0) > plain * PERCENTAGE_LIMITS.beyond) return false;
  const [parts, wholes] = [[...figures.parts], [...figures.wholes]];
  const measureSpread = (counts: readonly number[]): number =>
    findLogAt(counts, binned * (1 - PERCENTAGE_LIMITS.ends)) - findLogAt(counts, binned * PERCENTAGE_LIMITS.ends);
  const isWithin = (ratio: number): boolean =>
    findLogAt(parts, binned * PERCENTAGE_LIMITS.beyond) >= Math.log10(PERCENTAGE_LIMITS.least * ratio) &&
    findLogAt(parts, binned * (1 - PERCENTAGE_LIMITS.beyond)) <= Math.log10(PERCENTAGE_LIMITS.most * ratio) &&
    findLogAt(parts, binned / 2) >= Math.log10(PERCENTAGE_LIMITS.median * ratio);
  return (
    // The numbers may be percentages, or percentages written as shares of 1.
    [1, 0.01].some(isWithin) &&
    measureSpread(parts) <= PERCENTAGE_LIMITS.spread &&
    measureSpread(wholes) >= measureSpread(parts) + PERCENTAGE_LIMITS.wider &&
    findLogAt([...plainBins], binned / 2) <= Math.log10(PERCENTAGE_LIMITS.share)
  );
}

function createFigureReader({ code, number }: EvidenceRows, row: number): FigureReader {
  return (input) => (code.get(input)?.[row] === ANSWERED ? (number.get(input)?.[row] ?? 0) : 0);
}

function addToHistogram(bins: Uint32Array, log: number): void {
  const bin = Math.min(BINS - 1, Math.max(0, Math.round(log * 10) + ZERO_BIN));
  bins[bin] = (bins[bin] as number) + 1;
}

/** Returns the decimal logarithm of the ratio below which `rows` rows are. */
function findLogAt(counts: readonly number[], rows: number): number {
  let passedCount = 0;
  const bin = counts.findIndex((count) => {
    passedCount += count;
    return passedCount > rows;
  });
  return (bin - ZERO_BIN) / 10;
}
