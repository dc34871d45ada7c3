import type { Messages } from '../../i18n/index.ts';
import { foldKey, hashKey } from '../../model/key-hash.ts';
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
import { prepareTallies } from '../../tabular/tallies.ts';
import { ANSWERED, type ColumnUse } from '../../tabular/use.ts';
import { addText, type ByteBuffer } from '../../tabular/writing/bytes.ts';
import type { Cells } from '../../tabular/writing/row-writer.ts';
import { createCellChecks } from './check-cells.ts';
import { createMissingCheck } from './check-missing.ts';
import type { Flaw } from './flaw.ts';
import { type Gate, missedGates } from './gates.ts';
import { addCount, addRejected, type PartBuilder } from './part.ts';

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
  /** Adds what the rows of a block come to. */
  score(block: Block, part: PartBuilder): void;
}

export function createBlockScorer(
  { plan, headings, uses, strict, gates, answers }: ScorerGiven,
  messages: Messages,
): BlockScorer {
  const kernel = createKernel(plan, prepareTallies);
  const writer = createResultWriter(plan, kernel, keysOf, { answers });
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

  function countWarnings(warnings: Outcome['warnings'], row: number, counts: Map<string, number>): void {
    for (const { code, kinds } of codes) if (kinds.some((k) => isSet(warnings, k, row))) addCount(counts, code, 1);
  }

  /** The keys of a block as the first column of the results. */
  function keysOf(block: Block): Cells {
    const [texts, states] = [block.bytes.get(keyAt), block.code.get(keyAt)];
    const other = (row: number, target: ByteBuffer): number => {
      const key = keyIn(block, row);
      addText(target, writeText(key));
      return key === '' ? 0 : hashKey(foldKey(key));
    };
    if (texts && states instanceof Uint8Array) return { kind: 'key', states, texts, other };
    return { kind: 'other', states: new Uint8Array(block.rows).fill(1), other };
  }

  /** Adds rows of a block that stand beside each other. */
  function addRows(block: Block, outcome: Outcome, from: number, to: number, part: PartBuilder): void {
    if (from === to) return;
    const { bytes, lengths, hashes } = writer.write(from, to);
    const missed = new Uint8Array(to - from);
    for (let row = from; row < to && gates.length > 0; row++) missed[row - from] = missedGates(gates, outcome, row);
    part.addResults({
      bytes,
      hashes: hashes.subarray(from, to),
      lines: block.line.subarray(from, to),
      records: block.record.subarray(from, to),
      lengths: lengths.subarray(from, to),
      missed,
    });
    if (codes.length === 0) return;
    for (let row = from; row < to; row++) {
      if (hasWarning(outcome.warnings, row)) countWarnings(outcome.warnings, row, part.warnings);
    }
  }

  function reject(block: Block, row: number, found: readonly Flaw[], part: PartBuilder): void {
    const [line, record] = [block.line[row] as number, block.record[row] as number];
    const key = keyIn(block, row);
    addRejected(part.reasons, (found[0] as Flaw).rule, { count: 1, lines: [line] });
    for (const { input, column, rule, value, details } of found) {
      const name = headings[column ?? -1] ?? columnOf(input);
      const message = rejectInWords(rule, { name, value, ...details }, messages);
      addText(part.rejects, writeReject({ line, record, key, column: name, rule, value, message }));
    }
    part.endReject(record);
  }

  return {
    score(block, part) {
      const outcome = kernel.score(block);
      const flaws = flawsIn(block, outcome);
      writer.take(block, outcome);
      let from = 0;
      for (const row of [...flaws.keys()].sort((a, b) => a - b)) {
        addRows(block, outcome, from, row, part);
        reject(block, row, flaws.get(row) as readonly Flaw[], part);
        from = row + 1;
      }
      addRows(block, outcome, from, block.rows, part);
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
