// What is odd about the answers of a run as a whole, although no row is wrong by itself.

import type { BatchRemark } from '../../report/index.ts';
import { type Input, listedAnswers, listedValues, type Plan, SCORE_STATE } from '../../scoring/index.ts';
import { ANSWERED, type ColumnBinding, type OddRow, type RowBlock } from '../../table/index.ts';
import type { ScoredBlock } from './score-rows.ts';

/** Minimum rows before a remark: all left a question blank, all gave one answer, or nobody chose an option. */
const MANY = { blank: 5, alike: 20, lowest: 20, missing: 50 };
/** Longer lists have rare answers, so a missing one is no remark. */
const MOST_VALUES = 12;
/** How many line numbers a remark lists. */
const LINES_NAMED = 3;

/** Gathers what is odd, block by block, for the remarks at the end. */
interface RemarkCounts {
  add(block: RowBlock, scored: ScoredBlock, uses: readonly ColumnBinding[]): void;
  /** Texts of which only question marks are left; `source` names the export where there are several. */
  addLost(block: RowBlock, scored: ScoredBlock, source: string | undefined): void;
  addFigures(block: RowBlock, odd: readonly OddRow[], source: string | undefined): void;
  list(): readonly BatchRemark[];
}

type LostRemark = Extract<BatchRemark, { readonly code: 'lost-signs' }>;
type FigureRemark = Extract<BatchRemark, { readonly code: 'magnitude' }>;

interface AnswerCount {
  readonly input: Input;
  /** The answers that nobody has given yet, by their codes or options. */
  readonly unseen: Set<number>;
  /** Answers counted so far; counting stops at `MANY.missing`. */
  answers: number;
  rows: number;
}

export function createRemarkCounts(plan: Plan): RemarkCounts {
  const counts = new Map<number, AnswerCount>();
  const levels = new Set<number>();
  let scoredRows = 0;
  /** The inputs of the columns, which are the same for all blocks of an export. */
  let [lastUses, indexes]: [readonly ColumnBinding[] | undefined, readonly number[]] = [undefined, []];
  const figures = new Map<string, FigureRemark>();
  const lost = new Map<number, LostRemark>();

  function countOf(index: number): AnswerCount | undefined {
    const known = counts.get(index);
    const input = plan.inputs[index];
    if (known || !input || input.role !== 'question') return known;
    const values = listedValues(input) ?? [];
    const added = { input, unseen: new Set(values.map((_, i) => i)), answers: 0, rows: 0 };
    counts.set(index, added);
    return added;
  }

  return {
    add(block, { level, skipped }, uses) {
      if (uses !== lastUses) {
        lastUses = uses;
        indexes = [...new Set(uses.flatMap((use) => ('input' in use ? [use.input] : [])))];
      }
      for (const index of indexes) {
        const count = countOf(index);
        const codes = block.code.get(index);
        if (!count || !codes) continue;
        count.rows += block.rows;
        for (let row = 0; row < block.rows && count.answers < MANY.missing; row++)
          if ((codes[row] as number) >= ANSWERED) count.answers++;
        if (count.unseen.size > 0 && count.input.options.length <= MOST_VALUES) findSeen(count, block, codes, index);
      }
      if (!level || levels.size > 1) return;
      const left = new Set(skipped);
      for (let row = 0; row < block.rows && levels.size <= 1; row++) {
        if (left.has(row)) continue;
        scoredRows++;
        const isSettled = level.state[row] === SCORE_STATE.settled;
        levels.add(isSettled ? (level.value[row] as number) : Number.NaN);
      }
    },
    addLost({ line, lost: texts = [] }, { leftOut, headings }, source) {
      for (const { row, input } of texts) {
        if (leftOut.has(row) || headings.has(row)) continue;
        const known: LostRemark = lost.get(input) ?? {
          code: 'lost-signs',
          name: plan.inputs[input]?.name ?? '',
          rows: 0,
          lines: [],
        };
        lost.set(input, { ...known, ...withLine(known, { source, line: line[row] as number }) });
      }
    },
    addFigures({ line }, odd, source) {
      for (const { row, input, beside, factor } of odd) {
        const key = `${input} ${beside} ${factor}`;
        const [name, other] = [plan.inputs[input]?.name ?? '', plan.inputs[beside]?.name ?? ''];
        const known: FigureRemark = figures.get(key) ?? {
          code: 'magnitude',
          name,
          beside: other,
          factor,
          rows: 0,
          lines: [],
        };
        figures.set(key, { ...known, ...withLine(known, { source, line: line[row] as number }) });
      }
    },
    list() {
      const all = [...counts.values()];
      const blank = all
        .filter(({ answers, rows }) => answers === 0 && rows >= MANY.blank)
        .map(({ input }) => input.name);
      const listed = all.filter(({ input }) => input.form.cells === 'code' && (listedValues(input)?.length ?? 0) > 1);
      const isAlike = ({ input, unseen, answers }: AnswerCount): boolean =>
        answers >= MANY.alike && unseen.size === (listedValues(input)?.length ?? 0) - 1;
      const alike = listed.filter(isAlike).map((count) => ({ name: count.input.name, values: valuesOf(count, false) }));
      const missing = all
        .filter(
          (count) =>
            count.answers >= leastOf(count) &&
            count.unseen.size > 0 &&
            !alike.some(({ name }) => name === count.input.name),
        )
        .filter(({ input }) => (listedValues(input)?.length ?? 0) <= MOST_VALUES)
        .map((count) => ({ name: count.input.name, values: valuesOf(count, true) }));
      const [level] = levels;
      const isOneLevel = levels.size === 1 && scoredRows >= MANY.alike;
      return [
        ...(blank.length > 0 ? [{ code: 'nobody-answered', names: blank } as const] : []),
        ...(alike.length > 0 ? [{ code: 'one-answer', answers: alike } as const] : []),
        ...(missing.length > 0 ? [{ code: 'never-given', answers: missing } as const] : []),
        ...(isOneLevel
          ? [{ code: 'one-level', level: Number.isNaN(level) ? null : (level as number), rows: scoredRows } as const]
          : []),
        ...lost.values(),
        ...figures.values(),
      ];
    },
  };
}

/** One row more, whose line is named as long as few are. */
function withLine(
  { rows, lines }: Pick<FigureRemark, 'rows' | 'lines'>,
  line: FigureRemark['lines'][number],
): Pick<FigureRemark, 'rows' | 'lines'> {
  return { rows: rows + 1, lines: rows < LINES_NAMED ? [...lines, line] : lines };
}

/** From how many answers on one that nobody gave is odd: the lowest of a scale may be written as 1. */
function leastOf({ input, unseen }: AnswerCount): number {
  return input.form.isScale && unseen.has(0) ? MANY.lowest : MANY.missing;
}

/** Takes the answers of a block from those that nobody has given; what was seen once is not searched for again. */
function findSeen(
  { unseen, input }: AnswerCount,
  block: RowBlock,
  codes: Uint8Array | Uint16Array,
  index: number,
): void {
  if (input.form.cells !== 'bits') {
    const answered = codes.subarray(0, block.rows);
    for (const value of unseen) if (answered.includes(ANSWERED + value)) unseen.delete(value);
    return;
  }
  for (const [word, bits] of (block.bits.get(index) ?? []).entries()) {
    let all = 0;
    for (let row = 0; row < block.rows; row++) all |= bits[row] as number;
    for (const option of unseen) if (option >> 5 === word && (all >>> (option & 31)) & 1) unseen.delete(option);
  }
}

/** The answers that nobody gave, or those that somebody did, as they are written in results. */
function valuesOf({ input, unseen }: AnswerCount, isUnseen: boolean): readonly string[] {
  return (listedAnswers(input) ?? []).filter((_, i) => unseen.has(i) === isUnseen).map(({ id }) => id);
}
