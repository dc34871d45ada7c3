import { REJECT_RULES, type RejectRule } from '../../i18n/batch/messages.ts';
import type { Messages } from '../../i18n/messages.ts';
import { formatNumber } from '../number.ts';

/** What became of an export. */
export interface BatchSummary {
  readonly scored: number;
  readonly rejected: number;
  readonly reasons: ReadonlyMap<string, number>;
  readonly warnings: ReadonlyMap<string, number>;
  readonly blanks: number;
  /** The files as a user would write them. */
  readonly results: string;
  readonly rejects: string;
}

/** Rows read, scored and rejected by reason, which add up; warnings; where everything went. */
export function renderBatchSummary(summary: BatchSummary, { batch, numbers }: Messages): string {
  const write = (count: number): string => formatNumber(count, { numbers, decimals: 0 });
  const { scored, rejected, reasons, warnings, blanks } = summary;
  const read = scored + rejected;
  const counts = [
    batch.rowsRead(write(read), read === 1),
    batch.scored(write(scored)),
    batch.rejected(write(rejected)),
    ...(blanks > 0 ? [batch.blank(write(blanks), blanks === 1)] : []),
  ];
  const list = (found: ReadonlyMap<string, number>): string[] =>
    inOrder(found).map(([rule, count]) => `  ${batch.counted(batch.rules[rule], write(count))}`);
  return [
    counts.join('; '),
    ...list(reasons),
    ...(warnings.size > 0 ? [batch.warnings, ...list(warnings)] : []),
    batch.written(summary.results, summary.rejects),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** The same for machines. */
export function batchAsJson(summary: BatchSummary): object {
  const { scored, rejected, reasons, warnings, blanks, results, rejects } = summary;
  return {
    schemaVersion: 1,
    rows: scored + rejected,
    scored,
    rejected,
    reasons: Object.fromEntries(inOrder(reasons)),
    warnings: Object.fromEntries(inOrder(warnings)),
    blanks,
    results,
    rejects,
  };
}

function inOrder(found: ReadonlyMap<string, number>): [RejectRule, number][] {
  return REJECT_RULES.flatMap((rule): [RejectRule, number][] => {
    const count = found.get(rule) ?? 0;
    return count === 0 ? [] : [[rule, count]];
  });
}
