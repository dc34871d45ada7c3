import type { Messages } from '../../i18n/messages.ts';
import { normaliseUscc } from '../../model/uscc.ts';
import { rejectInWords } from '../../report/batch/reject.ts';
import { createKernel } from '../../scoring/kernel/kernel.ts';
import type { Outcome } from '../../scoring/kernel/outcome.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Block } from '../../tabular/block.ts';
import { writeReject } from '../../tabular/rejects.ts';
import { isKey } from '../../tabular/result-facts.ts';
import { createResultWriter } from '../../tabular/results.ts';
import type { ColumnUse } from '../../tabular/use.ts';
import { createCellChecks } from './check-cells.ts';
import { createMissingCheck } from './check-missing.ts';
import type { Flaw } from './flaw.ts';
import { type Gate, missedGates } from './gates.ts';
import { foldKey, hashKey } from './key-hash.ts';
import type { Part } from './part.ts';

/** What is wrong with a row as a whole. */
const WHOLE: ReadonlySet<Flaw['rule']> = new Set(['row-length', 'open-quote', 'merged-cells']);

/** What scoring blocks takes; all of it can be handed to another thread, besides the words. */
export interface ScorerGiven {
  readonly plan: Plan;
  readonly headings: readonly string[];
  readonly uses: readonly ColumnUse[];
  /** Whether warnings are reasons to reject. */
  readonly strict: boolean;
  readonly gates: readonly Gate[];
  /** Whether results show the answers. */
  readonly answers: boolean;
}

/** Scores blocks, and explains every row that is no result. */
export interface BlockScorer {
  /** The heading of the results. */
  readonly heading: string;
  score(block: Block): Part;
}

export function createBlockScorer(
  { plan, headings, uses, strict, gates, answers }: ScorerGiven,
  messages: Messages,
): BlockScorer {
  const kernel = createKernel(plan);
  const writer = createResultWriter(plan, kernel, { answers });
  const checkCells = createCellChecks(plan);
  const findMissing = createMissingCheck(plan);
  const keyAt = plan.inputs.findIndex(isKey);
  const isUscc = plan.inputs[keyAt]?.type === 'uscc';
  const columnOf = (input: number | null): string => {
    const column = input === null ? -1 : uses.findIndex((use) => use.kind !== 'ignore' && use.input === input);
    return headings[column] ?? (input === null ? '' : (plan.inputs[input]?.name ?? ''));
  };

  function keyIn({ text, record }: Block, row: number): string {
    if (keyAt < 0) return String(record[row]);
    const key = text.get(keyAt)?.[row] ?? '';
    return isUscc ? normaliseUscc(key) : key;
  }

  function flawsIn(block: Block, outcome: Outcome): ReadonlyMap<number, readonly Flaw[]> {
    const faults = block.faults.map(
      ({ row, column, code, value }): Flaw => ({
        row,
        input: inputOf(uses, column),
        column,
        rule: code,
        value,
        details: {},
      }),
    );
    const byRow = new Map<number, Flaw[]>();
    const add = (flaw: Flaw): void => {
      const known = byRow.get(flaw.row);
      if (known) known.push(flaw);
      else byRow.set(flaw.row, [flaw]);
    };
    for (const fault of faults) add(fault);
    const others = [...checkCells(block), ...findMissing(block, outcome)];
    if (strict) others.push(...warningsIn(outcome, block.rows));
    for (const flaw of others) {
      // Where cells are shifted or swallowed, nothing else can be said; and a cell at fault is not missing, too.
      const isSaid = byRow.get(flaw.row)?.some(({ rule, input }) => WHOLE.has(rule) || input === flaw.input);
      if (!isSaid) add(flaw);
    }
    return byRow;
  }

  function warningsIn({ warnings }: Outcome, rows: number): Flaw[] {
    return kernel.warnings.flatMap(({ code, input }, k) =>
      Array.from({ length: rows }, (_, row) => row)
        .filter((row) => isSet(warnings, k, row))
        .map((row): Flaw => ({ row, input, column: null, rule: code, value: '', details: {} })),
    );
  }

  /** Counts each row once for each code, whatever the number of questions. */
  function countWarnings({ warnings }: Outcome, rows: readonly number[]): Map<string, number> {
    const counts = new Map<string, number>();
    for (const code of new Set(kernel.warnings.map((kind) => kind.code))) {
      const kinds = kernel.warnings.flatMap((kind, k) => (kind.code === code ? [k] : []));
      const count = rows.filter((row) => kinds.some((k) => isSet(warnings, k, row))).length;
      if (count > 0) counts.set(code, count);
    }
    return counts;
  }

  return {
    heading: writer.heading,
    score(block) {
      const outcome = kernel.score(block);
      const flaws = flawsIn(block, outcome);
      const [results, rejects] = [createRows(block.rows), createRows(flaws.size)];
      const hashes = new Float64Array(block.rows - flaws.size);
      const missed = new Uint8Array(block.rows - flaws.size);
      const reasons = new Map<string, number>();
      const good: number[] = [];
      for (let row = 0; row < block.rows; row++) {
        const key = keyIn(block, row);
        const [line, record] = [block.line[row] as number, block.record[row] as number];
        const found = flaws.get(row);
        if (!found) {
          if (keyAt >= 0 && key !== '') hashes[good.length] = hashKey(foldKey(key));
          missed[good.length] = missedGates(gates, outcome, row);
          good.push(row);
          results.add(writer.write(block, outcome, row, key), line, record);
          continue;
        }
        const [first] = found as [Flaw];
        reasons.set(first.rule, (reasons.get(first.rule) ?? 0) + 1);
        const text = found.map(({ input, column, rule, value, details }) => {
          const name = headings[column ?? -1] ?? columnOf(input);
          const message = rejectInWords(rule, { name, value, ...details }, messages);
          return writeReject({ line, record, key, column: name, rule, value, message });
        });
        rejects.add(text.join(''), line, record);
      }
      const [scored, rejected] = [results.take(), rejects.take()];
      return {
        results: scored.bytes,
        hashes,
        lines: scored.lines,
        records: scored.records,
        lengths: scored.lengths,
        missed,
        rejects: rejected.bytes,
        rejectRecords: rejected.records,
        rejectLengths: rejected.lengths,
        reasons,
        warnings: countWarnings(outcome, good),
      };
    },
  };
}

function inputOf(uses: readonly ColumnUse[], column: number | null): number | null {
  const use = column === null ? undefined : uses[column];
  return use && use.kind !== 'ignore' ? use.input : null;
}

function isSet(words: readonly Uint32Array[], k: number, row: number): boolean {
  return (((words[k >> 5]?.[row] ?? 0) >>> (k & 31)) & 1) === 1;
}

/** Rows of text on their way to bytes. */
function createRows(capacity: number) {
  const [lines, records, lengths] = [new Uint32Array(capacity), new Uint32Array(capacity), new Uint32Array(capacity)];
  let [text, count] = ['', 0];
  return {
    add(row: string, line: number, record: number): void {
      lines[count] = line;
      records[count] = record;
      lengths[count] = Buffer.byteLength(row);
      text += row;
      count++;
    },
    take: () => ({
      bytes: Buffer.from(text),
      lines: lines.slice(0, count),
      records: records.slice(0, count),
      lengths: lengths.slice(0, count),
    }),
  };
}
