import type { Language, Messages } from '../../i18n/messages.ts';
import { normaliseUscc } from '../../model/uscc.ts';
import type { Estimate } from '../../policy/cost.ts';
import type { Solver } from '../../policy/roadmap/program.ts';
import { renderPolicyMarkdown } from '../../report/policy-markdown.ts';
import { sheetOfRow } from '../../scoring/kernel/reference.ts';
import type { Plan } from '../../scoring/plan.ts';
import { assess } from '../../scoring/result.ts';
import { entryOf, type Sheet } from '../../scoring/sheet.ts';
import type { Block } from '../../tabular/block.ts';
import type { Table } from '../../tabular/open.ts';
import { isKey } from '../../tabular/result-facts.ts';
import type { ColumnUse } from '../../tabular/use.ts';
import type { World } from '../../world.ts';
import { adviseOn, dayOf, reportOf } from '../steps/advise.ts';
import type { Kept } from '../steps/keep-assessment.ts';
import { solverFor } from '../steps/load-solver.ts';
import type { Settled } from '../steps/settle.ts';
import type { Dropped } from './duplicates.ts';
import type { RowIndex } from './row-index.ts';

/** What keeping the rows of a table takes. */
export interface KeepGiven {
  readonly world: World;
  readonly settled: Settled;
  readonly table: Table;
  readonly uses: readonly ColumnUse[];
  /** The folder of enterprise files, as the user wrote it. */
  readonly files: string;
  readonly kind: 'self' | 'onsite';
  /** The day of the assessments, and the one instruments are judged on. */
  readonly date: string;
  readonly asOf: string | undefined;
  /** Which of the stated costs count. */
  readonly estimate: Estimate;
  readonly speech: { readonly language: Language; readonly messages: Messages };
}

/** What became of the rows that were to be kept. */
export interface KeptRows {
  readonly appended: number;
  readonly alreadyThere: number;
  /** Rows whose key is that of another enterprise in the files. */
  readonly conflicts: readonly Dropped[];
}

/** So many files are written at a time: most of the time is spent waiting for the disk. */
const AT_A_TIME = 16;

/** Adds every scored row to the file of its enterprise, with its policy. What is there already is not added again. */
export async function keepRows(given: KeepGiven, index: RowIndex, dropped: ReadonlySet<number>): Promise<KeptRows> {
  const { plan } = given.settled;
  const solver = await solverFor(given.world, given.settled);
  let [appended, alreadyThere, next] = [0, 0, 0];
  const conflicts: Dropped[] = [];
  const underWay = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;

  async function keep(sheet: Sheet, row: number): Promise<void> {
    const { kept, warnings } = await keepOne(given, sheet, solver);
    if (kept.outcome === 'conflict') {
      const entry = entryOf(sheet, plan.inputs.find(isKey)?.name ?? '');
      const key = entry.state === 'answered' ? String(entry.value) : '';
      conflicts.push({ row, key, rule: 'other-enterprise', stored: kept.conflict.stored, warnings });
    } else if (kept.outcome === 'appended') appended++;
    else alreadyThere++;
  }

  async function keepBlock(block: Block): Promise<void> {
    for (let at = 0; at < block.rows && next < index.count; at++) {
      // Only scored rows are in the index, in the order of the file.
      if (index.record(next) !== block.record[at]) continue;
      const row = next++;
      if (dropped.has(row)) continue;
      if (failure) return;
      const one: Promise<void> = keep(sheetOf(plan, block, at), row)
        .catch((error) => {
          failure ??= { error };
        })
        .finally(() => underWay.delete(one));
      underWay.add(one);
      if (underWay.size >= AT_A_TIME) await Promise.race(underWay);
    }
  }

  for await (const block of given.table.read(given.uses)) {
    await keepBlock(block);
    if (failure) break;
  }
  await Promise.all(underWay);
  if (failure) throw failure.error;
  return { appended, alreadyThere, conflicts: conflicts.sort((a, b) => a.row - b.row) };
}

async function keepOne(
  given: KeepGiven,
  sheet: Sheet,
  solver: Solver | null,
): Promise<{ readonly kept: Kept; readonly warnings: readonly string[] }> {
  const { world, settled, files, kind, date, estimate, speech } = given;
  const assessed = assess(settled.plan, sheet, settled.stamp, world.version);
  const { otherAssessments } = await import('../steps/other-assessments.ts');
  const assessments = await otherAssessments(world, settled, sheet, { files });
  const recommendation = adviseOn(settled, sheet, assessed, dayOf(world, given.asOf), {
    assessments,
    solver,
    estimate,
  });
  const report = reportOf(settled, assessed, recommendation, { kind, assessor: undefined, date });
  const time = `${date}T00:00:00.000Z`;
  // Only now, because locks come with it, and with them no signal ends a computation before it is done.
  const { keepAssessment } = await import('../steps/keep-assessment.ts');
  const kept = await keepAssessment(world, settled, {
    sheet,
    assessed,
    recommendation,
    kind,
    startedAt: time,
    finishedAt: time,
    files,
    policy: recommendation && renderPolicyMarkdown({ ...report, recommendation }, speech),
  });
  return { kept, warnings: [...new Set(assessed.result.warnings.map(({ code }) => code))] };
}

/** The answers of a row as a file of answers would state them. */
function sheetOf(plan: Plan, block: Block, row: number): Sheet {
  const sheet = new Map(sheetOfRow(plan, block, row));
  for (const { name, type } of plan.inputs) {
    const entry = entryOf(sheet, name);
    if (entry.state === 'unanswered') sheet.delete(name);
    else if (type === 'uscc' && entry.state === 'answered')
      sheet.set(name, { state: 'answered', value: normaliseUscc(String(entry.value)) });
  }
  return sheet;
}
