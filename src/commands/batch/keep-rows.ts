import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { makeFolder, syncFolder } from '../../files/folder.ts';
import type { Language, Messages } from '../../i18n/index.ts';
import type { Result } from '../../model/generated/types.ts';
import { normaliseUscc } from '../../model/uscc.ts';
import type { Estimate } from '../../policy/cost.ts';
import { sheetOfRow } from '../../scoring/kernel/reference.ts';
import type { Plan } from '../../scoring/plan.ts';
import { assess } from '../../scoring/result.ts';
import { entryOf, type Sheet } from '../../scoring/sheet.ts';
import type { Block } from '../../tabular/block.ts';
import type { Table } from '../../tabular/open.ts';
import { isKey } from '../../tabular/result-facts.ts';
import type { World } from '../../world.ts';
import { advisableOf, dayOf } from '../steps/advise.ts';
import type { Kept } from '../steps/keep-assessment.ts';
import { solverFor } from '../steps/load-solver.ts';
import type { Settled } from '../steps/settle.ts';
import { type Advisers, startAdvisers } from './advice-threads.ts';
import { createAdviser, type NewRow } from './advising.ts';
import type { AssessedOn } from './assessed-on.ts';
import type { Dropped } from './duplicates.ts';
import { createKeeper } from './keep-new.ts';
import type { RowIndex } from './row-index.ts';

/** What keeping the rows of a table takes. */
export interface KeepGiven {
  readonly world: World;
  readonly settled: Settled;
  readonly table: Table;
  /** The folder of enterprise files, as the user wrote it. */
  readonly files: string;
  readonly kind: 'self' | 'onsite';
  readonly assessedOn: AssessedOn;
  /** The day instruments are judged on. */
  readonly asOf: string | undefined;
  /** Which of the stated costs count. */
  readonly estimate: Estimate;
  /** Whether enterprises have other names now than in their files. */
  readonly renamed: boolean;
  /** How many threads advise; undefined is as many as are worth it. */
  readonly jobs: number | undefined;
  readonly speech: { readonly language: Language; readonly messages: Messages };
}

/** What became of the rows that were to be kept. */
export interface KeptRows {
  readonly appended: number;
  readonly alreadyThere: number;
  /** Policies that somebody had edited, kept beside the new ones. */
  readonly edited: number;
  /** Rows whose key is that of another enterprise in the files, or whose day nobody can tell. */
  readonly conflicts: readonly Dropped[];
}

/** So many rows are kept together: their files reach the disk in one go. */
const TOGETHER = 16;

/** So many times as many are under way: while some wait for the disk, others are worked on. */
const UNDER_WAY = 6;

/** Adds every scored row to the file of its enterprise, with its policy. What is there already is not added again. */
export async function keepRows(given: KeepGiven, index: RowIndex, dropped: ReadonlySet<number>): Promise<KeptRows> {
  const { assessedOn, settled } = given;
  const { plan } = settled;
  const keyIn = (sheet: Sheet): string => {
    const entry = entryOf(sheet, plan.inputs.find(isKey)?.name ?? '');
    return entry.state === 'answered' ? String(entry.value) : '';
  };
  let [appended, alreadyThere, edited, next] = [0, 0, 0, 0];
  const conflicts: Dropped[] = [];
  const root = resolve(given.world.cwd, given.files);
  await makeFolder(root, root);
  const advisers = await advisersFor(given, root, index.count - dropped.size);
  const underWay = new Set<Promise<void>>();
  let waiting: (NewRow & { readonly row: number })[] = [];
  let failure: { readonly error: unknown } | undefined;

  async function keepFound({ sheet, date, row }: (typeof waiting)[number]): Promise<void> {
    const { kept, warnings } = await keepOne(given, { sheet, date }, advisers);
    if (kept.outcome === 'conflict') {
      conflicts.push({ row, key: keyIn(sheet), rule: 'other-enterprise', stored: kept.conflict.stored, warnings });
      return;
    }
    if (kept.outcome === 'appended') appended++;
    else alreadyThere++;
    if (kept.paths.edited !== undefined) edited++;
  }

  async function keepTogether(rows: typeof waiting): Promise<void> {
    const areKept = await advisers.keepNew(rows.map(({ sheet, date }) => ({ sheet, date })));
    await Promise.all(
      rows.map(async (one, i) => {
        if (areKept[i]) appended++;
        else await keepFound(one);
      }),
    );
  }

  async function keepWaiting(): Promise<void> {
    // Where this thread advises, it does so without a pause: a signal has its turn before.
    await setImmediate();
    const one: Promise<void> = keepTogether(waiting)
      .catch((error) => {
        failure ??= { error };
      })
      .finally(() => underWay.delete(one));
    underWay.add(one);
    waiting = [];
    if (underWay.size >= UNDER_WAY) await Promise.race(underWay);
  }

  async function keepBlock(block: Block): Promise<void> {
    for (let at = 0; at < block.rows && next < index.count; at++) {
      // Only scored rows are in the index, in the order of the file.
      if (index.record(next) !== block.record[at]) continue;
      const row = next++;
      if (dropped.has(row)) continue;
      if (failure) return;
      const sheet = sheetOf(plan, block, at);
      const day = assessedOn.dayOf(block, at);
      if ('rule' in day) {
        conflicts.push({ row, key: keyIn(sheet), rule: day.rule, cell: day, warnings: warningsOf(given, sheet) });
        continue;
      }
      waiting.push({ sheet, date: day.date, row });
      if (waiting.length === TOGETHER) await keepWaiting();
    }
  }

  try {
    for await (const block of given.table.read(assessedOn.uses)) {
      await keepBlock(block);
      if (failure) break;
    }
    if (waiting.length > 0 && !failure) await keepWaiting();
    await Promise.all(underWay);
  } finally {
    await advisers.end();
  }
  if (failure) throw failure.error;
  await syncFolder(root);
  return { appended, alreadyThere, edited, conflicts: conflicts.sort((a, b) => a.row - b.row) };
}

async function keepOne(
  given: KeepGiven,
  { sheet, date }: NewRow,
  advisers: Advisers,
): Promise<{ readonly kept: Kept; readonly warnings: readonly string[] }> {
  const { world, settled, files, kind, renamed } = given;
  const [{ otherAssessments }, { recordBefore }] = await Promise.all([
    import('../steps/other-assessments.ts'),
    import('../steps/record-before.ts'),
  ]);
  const assessments = await otherAssessments(world, settled, sheet, { files });
  const record = await recordBefore(world, settled, sheet, { files, assessedOn: date });
  const advice = await advisers.advise({ sheet, date }, { assessments, record });
  const time = `${date}T00:00:00.000Z`;
  // Only now, because locks come with it, and with them no signal ends a computation before it is done.
  const { keepAssessment } = await import('../steps/keep-assessment.ts');
  const kept = await keepAssessment(world, settled, {
    sheet,
    assessed: advice,
    recommendation: advice.recommendation,
    kind,
    startedAt: time,
    finishedAt: time,
    files,
    renamed,
    policy: advice.policy,
  });
  return { kept, warnings: codesOf(advice.result) };
}

/** The codes of the warnings on a row that is not kept, each once. */
function warningsOf({ settled, world }: KeepGiven, sheet: Sheet): string[] {
  return codesOf(assess(settled.plan, sheet, settled.stamp, world.version).result);
}

function codesOf({ warnings }: Result): string[] {
  return [...new Set(warnings.map(({ code }) => code))];
}

/** So many rows keep a thread busy for longer than it takes to start. */
const ROWS_EACH = 100;

/** What advises on so many rows: threads where they are worth it, else this one. */
async function advisersFor(given: KeepGiven, root: string, rows: number): Promise<Advisers> {
  const { world, settled, kind, asOf, estimate, speech, jobs } = given;
  const { language } = speech;
  const common = { settled: advisableOf(settled), tool: world.version, kind, estimate, language, root };
  const advising = { ...common, asOf: dayOf(world, asOf) };
  const threads = jobs ?? Math.min(availableParallelism(), Math.floor(rows / ROWS_EACH));
  if (threads > 1) return startAdvisers({ given: advising, home: world.home }, threads);
  const advise = await createAdviser(advising, await solverFor(world, settled));
  return {
    advise: async (row, past) => advise(row, past),
    keepNew: createKeeper(advising, advise),
    end: async () => {},
  };
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
