import { availableParallelism } from 'node:os';
import type { Language, Messages } from '../../i18n/messages.ts';
import { normaliseUscc } from '../../model/uscc.ts';
import { sheetOfRow } from '../../scoring/kernel/reference.ts';
import type { Plan } from '../../scoring/plan.ts';
import { entryOf, type Sheet } from '../../scoring/sheet.ts';
import type { Block } from '../../tabular/block.ts';
import type { Table } from '../../tabular/open.ts';
import { isKey } from '../../tabular/result-facts.ts';
import type { ColumnUse } from '../../tabular/use.ts';
import type { World } from '../../world.ts';
import { dayOf } from '../steps/advise.ts';
import type { Kept } from '../steps/keep-assessment.ts';
import type { Settled } from '../steps/settle.ts';
import type { Advised } from './advise-row.ts';
import { startAdvisers } from './advisers.ts';
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
  /** How many threads work out policies; undefined is as many as are worth it. */
  readonly jobs: number | undefined;
  readonly speech: { readonly language: Language; readonly messages: Messages };
}

/** What became of the rows that were to be kept. */
export interface KeptRows {
  readonly appended: number;
  readonly alreadyThere: number;
  /** Rows whose key is that of another enterprise in the files. */
  readonly conflicts: readonly Dropped[];
}

/** So many rows are handed to a thread at a time. */
const GROUP = 8;
/** So many groups are under way for each thread: most of the time of writing is spent waiting for the disk. */
const GROUPS_EACH = 3;
/** Starting a thread takes as long as this many rows. */
const WORTH_A_THREAD = 32;

interface Row {
  readonly row: number;
  readonly sheet: Sheet;
}

/** Adds every scored row to the file of its enterprise, with its policy. What is there already is not added again. */
export async function keepRows(given: KeepGiven, index: RowIndex, dropped: ReadonlySet<number>): Promise<KeptRows> {
  const { world, settled, asOf, kind, date, speech } = given;
  const jobs = Math.min(given.jobs ?? availableParallelism(), 1 + Math.floor(index.count / WORTH_A_THREAD));
  const { language } = speech;
  const advice = { settled, version: world.version, kind, date, asOf: dayOf(world, asOf), language };
  const advisers = startAdvisers(advice, jobs);
  let [appended, alreadyThere] = [0, 0];
  const conflicts: Dropped[] = [];
  const underWay = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;

  async function keepGroup(rows: readonly Row[]): Promise<void> {
    const advised = await advisers.advise(rows.map(({ sheet }) => sheet));
    await Promise.all(rows.map((one, i) => keep(one, advised[i] as Advised)));
  }

  async function keep({ row, sheet }: Row, advised: Advised): Promise<void> {
    const kept = await keepOne(given, sheet, advised);
    if (kept.outcome === 'conflict') {
      const entry = entryOf(sheet, settled.plan.inputs.find(isKey)?.name ?? '');
      const key = entry.state === 'answered' ? String(entry.value) : '';
      const warnings = [...new Set(advised.result.warnings.map(({ code }) => code))];
      conflicts.push({ row, key, rule: 'other-enterprise', stored: kept.conflict.stored, warnings });
    } else if (kept.outcome === 'appended') appended++;
    else alreadyThere++;
  }

  async function start(rows: readonly Row[]): Promise<void> {
    const group: Promise<void> = keepGroup(rows)
      .catch((error) => {
        failure ??= { error };
      })
      .finally(() => underWay.delete(group));
    underWay.add(group);
    if (underWay.size >= jobs * GROUPS_EACH) await Promise.race(underWay);
  }

  try {
    let rows: Row[] = [];
    for await (const one of readRows(given, index, dropped)) {
      rows.push(one);
      if (rows.length < GROUP) continue;
      await start(rows);
      rows = [];
      if (failure) break;
    }
    if (rows.length > 0 && !failure) await start(rows);
    await Promise.all(underWay);
  } finally {
    await Promise.all(underWay);
    await advisers.end();
  }
  if (failure) throw failure.error;
  return { appended, alreadyThere, conflicts: conflicts.sort((a, b) => a.row - b.row) };
}

/** Reads the scored rows once more, besides those dropped. */
async function* readRows(
  { settled, table, uses }: KeepGiven,
  index: RowIndex,
  dropped: ReadonlySet<number>,
): AsyncGenerator<Row> {
  let next = 0;
  for await (const block of table.read(uses)) {
    for (let at = 0; at < block.rows && next < index.count; at++) {
      // Only scored rows are in the index, in the order of the file.
      if (index.record(next) !== block.record[at]) continue;
      const row = next++;
      if (!dropped.has(row)) yield { row, sheet: sheetOf(settled.plan, block, at) };
    }
  }
}

async function keepOne(
  { world, settled, files, kind, date }: KeepGiven,
  sheet: Sheet,
  advised: Advised,
): Promise<Kept> {
  const { result, recommendation, policy } = advised;
  const time = `${date}T00:00:00.000Z`;
  // Only now, because locks come with it, and with them no signal ends a computation before it is done.
  const { keepAssessment } = await import('../steps/keep-assessment.ts');
  return keepAssessment(world, settled, {
    sheet,
    assessed: { result },
    recommendation,
    kind,
    startedAt: time,
    finishedAt: time,
    files,
    policy,
  });
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
