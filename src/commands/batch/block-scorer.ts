import type { Messages } from '../../i18n/messages.ts';
import { foldKey, hashKey, hashPlainKey } from '../../model/key-hash.ts';
import { normaliseUscc } from '../../model/uscc.ts';
import { rejectInWords } from '../../report/batch/reject.ts';
import { createKernel } from '../../scoring/kernel/kernel.ts';
import type { Outcome } from '../../scoring/kernel/outcome.ts';
import type { Plan } from '../../scoring/plan.ts';
import type { Block } from '../../tabular/block.ts';
import { writeText } from '../../tabular/cell-text.ts';
import { writeReject } from '../../tabular/rejects.ts';
import { isKey } from '../../tabular/result-facts.ts';
import { createResultWriter } from '../../tabular/results.ts';
import { ANSWERED, type ColumnUse } from '../../tabular/use.ts';
import { addBytes, addText, type ByteBuffer } from '../../tabular/writing/bytes.ts';
import { createCellChecks } from './check-cells.ts';
import { createMissingCheck } from './check-missing.ts';
import type { Flaw } from './flaw.ts';
import { type Gate, missedGates } from './gates.ts';
import { addCount, type PartBuilder } from './part.ts';

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
  /** Adds what the rows of a block come to. */
  score(block: Block, part: PartBuilder): void;
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

  function keyIn({ bytes, code, record }: Block, row: number): string {
    if (keyAt < 0) return String(record[row]);
    const key = code.get(keyAt)?.[row] === ANSWERED ? (bytes.get(keyAt)?.at(row) ?? '') : '';
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

  /** The kinds of warnings by code: a row counts once for each code, whatever the number of questions. */
  const codes = [...new Set(kernel.warnings.map((kind) => kind.code))].map((code) => ({
    code,
    kinds: kernel.warnings.flatMap((kind, k) => (kind.code === code ? [k] : [])),
  }));

  function countWarnings({ warnings }: Outcome, row: number, counts: Map<string, number>): void {
    for (const { code, kinds } of codes) if (kinds.some((k) => isSet(warnings, k, row))) addCount(counts, code, 1);
  }

  /** Writes the key of a scored row as its first cell, and gives its hash. */
  function writeKey(block: Block, row: number, results: ByteBuffer): number {
    const column = block.bytes.get(keyAt);
    if (!column || block.code.get(keyAt)?.[row] !== ANSWERED) {
      addText(results, keyIn(block, row));
      return 0;
    }
    const start = column.starts[row] as number;
    const end = column.ends[row] as number;
    const plain = hashPlainKey(column.bytes, start, end);
    if (plain !== 0) {
      addBytes(results, column.view, start, end);
      return plain;
    }
    const key = keyIn(block, row);
    addText(results, writeText(key));
    return key === '' ? 0 : hashKey(foldKey(key));
  }

  function reject(block: Block, row: number, found: readonly Flaw[], part: PartBuilder): void {
    const [line, record] = [block.line[row] as number, block.record[row] as number];
    const key = keyIn(block, row);
    addCount(part.reasons, (found[0] as Flaw).rule, 1);
    for (const { input, column, rule, value, details } of found) {
      const name = headings[column ?? -1] ?? columnOf(input);
      const message = rejectInWords(rule, { name, value, ...details }, messages);
      addText(part.rejects, writeReject({ line, record, key, column: name, rule, value, message }));
    }
    part.endReject(record);
  }

  return {
    heading: writer.heading,
    score(block, part) {
      const outcome = kernel.score(block);
      const flaws = flawsIn(block, outcome);
      const write = writer.rowsOf(block, outcome);
      for (let row = 0; row < block.rows; row++) {
        const found = flaws.size > 0 ? flaws.get(row) : undefined;
        if (found) {
          reject(block, row, found, part);
          continue;
        }
        const hash = writeKey(block, row, part.results);
        write(row, part.results);
        const missed = gates.length > 0 ? missedGates(gates, outcome, row) : 0;
        part.endResult(hash, block.line[row] as number, block.record[row] as number, missed);
        if (hasWarning(outcome.warnings, row)) countWarnings(outcome, row, part.warnings);
      }
    },
  };
}

function inputOf(uses: readonly ColumnUse[], column: number | null): number | null {
  const use = column === null ? undefined : uses[column];
  return use && use.kind !== 'ignore' ? use.input : null;
}

function hasWarning(words: readonly Uint32Array[], row: number): boolean {
  for (let word = 0; word < words.length; word++) if ((words[word] as Uint32Array)[row] !== 0) return true;
  return false;
}

function isSet(words: readonly Uint32Array[], k: number, row: number): boolean {
  return (((words[k >> 5]?.[row] ?? 0) >>> (k & 31)) & 1) === 1;
}
