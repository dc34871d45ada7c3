// Judges columns as wholes: what no single cell shows. Percentages of two kinds, a scale counted from another number than its
// own, amounts in another unit than the heading says.

import { type ColumnDoubt, normaliseSpelling } from '../../model/index.ts';
import {
  type FigureRatio,
  type FigureReader,
  figureRatiosOf,
  findRatiosBeyond,
  HEAD,
  INTENSITY,
  type Input,
  isForColumns,
  isShareOfOne,
  judgeRatio,
  MOST_OF_PART,
  type OddFigure,
  type Plan,
  ratioIn,
  YEARS,
} from '../../scoring/index.ts';
import { ANSWERED, type ColumnBinding, type NumberBinding, type RowBlock } from '../row-block.ts';
import { codedChoicesOf } from './answer-spellings.ts';

/** The rows that evidence is drawn from. */
export type EvidenceRows = Pick<RowBlock, 'rows' | 'code' | 'number' | 'measured'>;

/** What is to be known of the columns. */
export interface EvidenceColumns {
  readonly plan: Plan;
  readonly uses: readonly ColumnBinding[];
  /** The inputs whose cells are numbers under a scale, as far as the first rows show it. */
  readonly numbered: ReadonlySet<number>;
  /** Those of them whose other cells are texts. */
  readonly mixed?: ReadonlySet<number>;
  /** The inputs for which a person has said how their cells are meant. */
  readonly settled: ReadonlySet<number>;
  /** Those whose numbers people wrote with a decimal sign that nobody has named: groups of three may be taken for decimals. */
  readonly maybeGrouped?: ReadonlySet<number>;
}

/** An odd figure, and its row in the block, from 0. */
export interface OddRow extends OddFigure {
  readonly row: number;
}

/** What the rows so far say. */
export interface ColumnEvidence {
  /** Takes over rows, and returns those with odd figures. */
  add(rows: EvidenceRows): readonly OddRow[];
  /** Why a person should look at columns, by input. */
  judge(): ReadonlyMap<number, ColumnDoubt>;
}

/** Evidence about the columns of a table; `first` are its first rows, which single rows are compared with. */
export function createColumnEvidence(columns: EvidenceColumns, first: EvidenceRows): ColumnEvidence {
  const parts = [
    createShares(columns),
    createScales(columns),
    createGroups(columns, first),
    createMagnitudes(columns, first),
  ];
  return {
    add: (rows) => parts.flatMap((part) => part.add(rows)),
    judge: () => new Map(parts.flatMap((part) => [...part.judge()])),
  };
}

const NONE: readonly OddRow[] = [];

/** Whether an answer is a percentage. */
export function isPercentage(input: Input): boolean {
  const { unit } = input.definition;
  const units = typeof unit === 'string' ? [unit] : Object.values(unit ?? {});
  return (
    input.type === 'percent' || (input.value.kind === 'number' && units.some((one) => normaliseSpelling(one) === '%'))
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

/** Shares of 1 of which so many, and a tenth, are above 1 are in percent; a few enterprises may spend more than they earn. */
const ABOVE_ONE = 3;
/** So many percentages of 0 or 1 alone may be chance. */
const FEW_SHARES = 5;

/** Percentages: whether bare numbers are shares of 1, of 100, or both. */
function createShares(columns: EvidenceColumns): ColumnEvidence {
  const ofOne = new Set(columns.plan.inputs.flatMap((input, i) => (isShareOfOne(columns.plan, input) ? [i] : [])));
  const counted = numbersOf(columns)
    .filter(({ input }) => ofOne.has(input) || isPercentage(columns.plan.inputs[input] as Input))
    .map((column) => ({ ...column, within: 0, least: 1, ones: 0, above: 0, most: 0, measured: 0 }));
  return {
    add({ rows, code, number, measured }) {
      for (const column of counted) {
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
      return NONE;
    },
    judge() {
      const doubts = new Map<number, ColumnDoubt>();
      for (const { input, use, within, least, ones, above, most } of counted) {
        if (ofOne.has(input)) {
          const all = within + ones + above;
          if (above >= ABOVE_ONE && above * 10 >= all) doubts.set(input, { code: 'above-one', count: above, of: all });
          continue;
        }
        if (use.unclear) continue;
        // A share that would exceed all percentages by far is none: 0.5 % beside 2 % and 8 %.
        if (within > 0 && above > 0 && least * 100 <= 2 * most)
          doubts.set(input, { code: 'two-kinds', shares: within, percentages: above });
        else if (above === 0 && (within > 0 || ones >= FEW_SHARES)) doubts.set(input, { code: 'fraction' });
      }
      return doubts;
    },
  };
}

/** So many rows are looked at; more would say the same. */
const ROWS_OF_SCALES = 5000;
/** From so many answers on, that a column lacks the lowest value is no chance. */
const MANY = { answers: 20, amongTexts: 10, inAll: 60 };
/** So many lowest values would be expected in a column that has none: by chance one column in a thousand is so. */
const EXPECTED = 7;

/** Scales in numbers: whether one never has its lowest value, as a scale from 0 that is written from 1. */
function createScales({ plan, numbered, mixed, settled }: EvidenceColumns): ColumnEvidence {
  const scales = [...numbered]
    .filter((input) => !settled.has(input))
    .map((input) => {
      const ids = codedChoicesOf(plan.inputs[input] as Input).map(({ id }) => id);
      return { input, ids, answers: 0, lowest: 0, first: 0, isConstant: true };
    });
  let seen = 0;
  return {
    add({ rows, code }) {
      if (seen >= ROWS_OF_SCALES) return NONE;
      seen += rows;
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
      return NONE;
    },
    judge() {
      // One answer in every row shows nothing of how a scale is written.
      const varied = scales.filter(({ isConstant }) => !isConstant);
      const answers = varied.reduce((sum, scale) => sum + scale.answers, 0);
      const lowest = varied.reduce((sum, scale) => sum + scale.lowest, 0);
      const doubts = new Map<number, ColumnDoubt>();
      for (const scale of varied) {
        const least = mixed?.has(scale.input) ? MANY.amongTexts : MANY.answers;
        if (scale.lowest > 0 || scale.answers < least) continue;
        const share = lowest / Math.max(1, answers - scale.answers);
        if (lowest > 0 ? scale.answers * share < EXPECTED : answers < MANY.inAll) continue;
        for (const input of countedLike(scale)) doubts.set(input, { code: 'no-lowest', lowest: scale.ids[0] ?? '' });
      }
      return doubts;
    },
  };

  /**
   * The scales with the same values of which no row has the lowest: a file counts them alike, so that those with few or alike
   * answers are corrected with the others.
   */
  function countedLike({ ids }: (typeof scales)[number]): readonly number[] {
    return scales
      .filter((one) => one.answers > 0 && one.lowest === 0 && one.ids.join() === ids.join())
      .map(({ input }) => input);
  }
}

/** From so many numbers with three decimals on, in a column that began without any, they may be thousands. */
const FEW_GROUPED = 3;
/** Numbers of thousands seldom end in 0, decimals that people write with three digits often do. */
const ODD_SHARE = 0.5;

/** Numbers that are whole in the first rows: whether all later ones with a sign could have it between groups of three. */
function createGroups({ plan, uses, maybeGrouped = new Set() }: EvidenceColumns, first: EvidenceRows): ColumnEvidence {
  const isWhole = (input: number): boolean =>
    first.number
      .get(input)
      ?.subarray(0, first.rows)
      .every((value) => Number.isInteger(value)) ?? false;
  const watched = uses.flatMap((use) =>
    use.kind === 'number' &&
    maybeGrouped.has(use.input) &&
    plan.inputs[use.input]?.type !== 'integer' &&
    isWhole(use.input)
      ? [{ use, count: 0, odd: 0, example: 0, isSettled: false }]
      : [],
  );
  return {
    add({ rows, number }) {
      for (const column of watched) {
        const values = number.get(column.use.input);
        for (let row = 0; values && row < rows && !column.isSettled; row++) {
          const value = values[row] as number;
          if (value !== Math.floor(value)) countGrouped(column, value / column.use.factor);
        }
      }
      return NONE;
    },
    judge: () =>
      new Map(
        watched
          .filter(({ isSettled, count, odd }) => !isSettled && count >= FEW_GROUPED && odd >= count * ODD_SHARE)
          .map(({ use, example }) => {
            const cell = example.toFixed(3).replace('.', use.decimal ?? '.');
            return [use.input, { code: 'thousands', cell }] as const;
          }),
      ),
  };

  function countGrouped(column: (typeof watched)[number], value: number): void {
    const thousandths = Math.round(value * 1000);
    const isGroup = Math.abs(value) >= 1 && Math.abs(value) < 1000 && Math.abs(thousandths - value * 1000) < 1e-6;
    if (!isGroup) column.isSettled = true;
    column.count++;
    if (thousandths % 10 !== 0) column.odd++;
    column.example ||= value;
  }
}

/** Ratios by their decimal logarithm, in tenths, from 10^-8 to 10^14. */
const [TENTHS, BINS] = [80, 221];
/** From so many rows on a column is judged as a whole. */
const ROWS_OF_COLUMN = 5;
/** How far from the middle of a column a ratio may be, as a decimal logarithm, where most rows are near it. */
const NEAR = 0.4;
/**
 * Two groups of ratios: how large a part of the rows each is at least, how far apart they are in tenths of a decimal
 * logarithm, how large a part may lie between them, and how many times as large the one is as the other at least, as a
 * decimal logarithm.
 */
const GROUPS = { part: 0.2, gap: 10, between: 0.02, apart: 2 } as const;
/** A ratio with the rows counted so far. */
interface CountedRatio extends FigureRatio {
  readonly bins: Uint32Array;
  /** Those of the first plain rows, which are looked at where there may be two groups. */
  readonly plainBins: Uint32Array;
  /** Rows whose ratio needs no look, and how many of them are in bins. */
  plain: number;
  binned: number;
  /** What single rows are compared with, as the first rows show it. */
  middle: number;
  isAlike: boolean;
}

/** Figures beside others: whole columns and single rows that are 10, 100, 1,000 or 10,000 times too large or small. */
function createMagnitudes({ plan, uses, settled }: EvidenceColumns, first: EvidenceRows): ColumnEvidence {
  const numeric = new Set(uses.flatMap((use) => (use.kind === 'number' ? [use.input] : [])));
  const ratios = figureRatiosOf(plan)
    .filter(({ upper, lower }) => numeric.has(upper) && numeric.has(lower))
    .filter(({ upper, lower }) => !settled.has(upper) && !settled.has(lower))
    .map((ratio): CountedRatio => {
      const bins = { bins: new Uint32Array(BINS), plainBins: new Uint32Array(BINS) };
      return { ...ratio, ...bins, plain: 0, binned: 0 };
    });
  for (const ratio of ratios) learn(ratio, first);
  const parts = new Set(
    ratios.flatMap(({ kind, upper, middle }) => (kind === 'share' && middle < Math.log10(MOST_OF_PART) ? [upper] : [])),
  );
  const scale = { ratios, isPart: ({ upper }: FigureRatio) => parts.has(upper) };

  return {
    add(rows) {
      const odd: OddRow[] = [];
      for (const ratio of ratios) count(ratio, rows, odd);
      return odd;
    },
    judge() {
      const doubts = new Map<number, ColumnDoubt>();
      for (const { doubt, input } of [...ratios.flatMap(judgeGroups), ...ratios.flatMap(judgeColumn)])
        if (!doubts.has(input)) doubts.set(input, doubt);
      return doubts;
    },
  };

  /** Settles what single rows are compared with. */
  function learn(ratio: CountedRatio, rows: EvidenceRows): void {
    const logs: number[] = [];
    for (let row = 0; row < rows.rows; row++) {
      const value = ratioIn(ratio, readerOf(rows, row));
      if (value > 0) logs.push(Math.log10(value * ratio.size));
    }
    logs.sort((a, b) => a - b);
    const middle = logs[logs.length >> 1] ?? ratio.middle;
    if (ratio.kind === 'share') ratio.middle = middle;
    if (logs.length < ROWS_OF_COLUMN * 2) return;
    ratio.isAlike = logs.filter((log) => Math.abs(log - middle) < NEAR).length >= logs.length * 0.8;
    // A column in another unit is none to compare rows with.
    if (ratio.kind === 'head')
      ratio.middle = Math.min(Math.max(middle, Math.log10(HEAD.column[0])), Math.log10(HEAD.column[1]));
    else if (ratio.isAlike) ratio.middle = middle;
  }

  function count(ratio: CountedRatio, block: EvidenceRows, odd: OddRow[]): void {
    const { rows, number } = block;
    const [above, below] = [number.get(ratio.upper), number.get(ratio.lower)];
    if (!above || !below) return;
    // For columns as wholes the first rows suffice.
    if (isForColumns(ratio) && ratio.plain > ROWS_OF_SCALES) return;
    const others = findRatiosBeyond(above, below, rows, ratio);
    ratio.plain += others.plain;
    for (let row = 0; row < rows && ratio.binned < ROWS_OF_SCALES; row++) {
      const value = ratioIn(ratio, readerOf(block, row));
      if (!(value > ratio.low && value < ratio.high)) continue;
      ratio.binned++;
      addTo(ratio.plainBins, Math.log10(value * ratio.size));
    }
    for (const row of others.rows) {
      const read = readerOf(block, row);
      const value = ratioIn(ratio, read);
      if (value === 0) continue;
      addTo(ratio.bins, Math.log10(value * ratio.size));
      const found = judgeRatio(ratio, scale, read);
      if (found) odd.push({ ...found, row });
    }
  }

  function judgeColumn(ratio: CountedRatio): { readonly input: number; readonly doubt: ColumnDoubt }[] {
    const { kind, upper, lower, bins, plain } = ratio;
    const rows = bins.reduce((sum, count) => sum + count, plain);
    if (rows < ROWS_OF_COLUMN || plain * 2 >= rows) return [];
    const middle = middleOf(ratio, rows);
    const doubtAbout = (input: number, beside: number, power: number) => {
      return [
        { input, doubt: { code: 'magnitude', name: plan.inputs[beside]?.name ?? '', factor: 10 ** power } as const },
      ];
    };
    switch (kind) {
      case 'years': {
        const near = bins.reduce(
          (sum, count, bin) => (Math.abs((bin - TENTHS) / 10 - middle) < NEAR ? sum + count : sum),
          0,
        );
        const power = Math.round(Math.abs(middle));
        if (Math.abs(middle) < YEARS.column || power === 0 || near < rows * 0.8) return [];
        return middle > 0 ? doubtAbout(upper, lower, power) : doubtAbout(lower, upper, power);
      }
      case 'head': {
        const away = middle - Math.log10(HEAD.middle);
        return doubtAbout(upper, lower, Math.round(away));
      }
      case 'share':
        return doubtAbout(upper, lower, Math.max(1, Math.round(middle)));
      case 'intensity':
        return doubtAbout(upper, lower, Math.round(middle - Math.log10(INTENSITY.middle)));
    }
  }

  /** Whether about half of a column is in another unit, so that its middle is between the two. */
  function judgeGroups(ratio: CountedRatio): { readonly input: number; readonly doubt: ColumnDoubt }[] {
    const { kind, upper, lower, bins, plain, plainBins, binned, low, high, size } = ratio;
    // Figures of two years may be far apart in many first years; single rows are rejected there.
    if (kind === 'years') return [];
    const times = binned === 0 ? 0 : plain / binned;
    const counts = [...bins].map((count, bin) => count + (plainBins[bin] as number) * times);
    const rows = counts.reduce((sum, count) => sum + count, 0);
    const least = Math.max(ROWS_OF_COLUMN, rows * GROUPS.part);
    let below = 0;
    for (let start = 0; start + GROUPS.gap <= BINS; start++) {
      const between = counts.slice(start, start + GROUPS.gap).reduce((sum, count) => sum + count, 0);
      const above = rows - below - between;
      if (below >= least && above >= least && between <= rows * GROUPS.between) {
        const smaller = binAt(counts, below / 2);
        const larger = binAt(counts, rows - above / 2);
        const isPlain = [smaller, larger].every((log) => log > Math.log10(low * size) && log < Math.log10(high * size));
        if (isPlain || larger - smaller < GROUPS.apart) return [];
        const factor = 10 ** Math.round(larger - smaller);
        return [{ input: upper, doubt: { code: 'two-magnitudes', name: plan.inputs[lower]?.name ?? '', factor } }];
      }
      below += counts[start] as number;
    }
    return [];
  }

  /** The middle of the ratios beyond the plain ones; those are left out on the side on which they lie. */
  function middleOf({ bins, plain, low, high, size }: CountedRatio, rows: number): number {
    const all = bins.slice();
    const centre = low > 0 ? Math.log10(Math.sqrt(low * high) * size) : Math.log10(high) - 1;
    const bin = Math.min(BINS - 1, Math.max(0, Math.round(centre * 10) + TENTHS));
    all[bin] = (all[bin] as number) + plain;
    return binAt([...all], rows / 2);
  }
}

function readerOf({ code, number }: EvidenceRows, row: number): FigureReader {
  return (input) => (code.get(input)?.[row] === ANSWERED ? (number.get(input)?.[row] ?? 0) : 0);
}

function addTo(bins: Uint32Array, log: number): void {
  const bin = Math.min(BINS - 1, Math.max(0, Math.round(log * 10) + TENTHS));
  bins[bin] = (bins[bin] as number) + 1;
}

/** The decimal logarithm of the ratio that so many rows are up to. */
function binAt(counts: readonly number[], rows: number): number {
  let passed = 0;
  const at = counts.findIndex((count) => {
    passed += count;
    return passed > rows;
  });
  return (at - TENTHS) / 10;
}
