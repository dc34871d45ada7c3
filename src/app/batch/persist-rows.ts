import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Language, Messages } from '../../i18n/index.ts';
import { normaliseUscc, type Result } from '../../model/index.ts';
import type { CompiledPack } from '../../pack/index.ts';
import type { Estimate } from '../../policy/index.ts';
import { type AnswerSet, answerSetOfRow, assess, entryOf, type Plan } from '../../scoring/index.ts';
import { makeFolder, syncFolder } from '../../store/index.ts';
import { isKeyFact, type RowBlock, type Table } from '../../table/index.ts';
import type { World } from '../../world.ts';
import { advisableOf } from '../assessment-pipeline.ts';
import { resolveAsOf } from '../common-options.ts';
import { solverFor } from '../highs-solver.ts';
import type { PersistedAssessment } from '../persist-assessment.ts';
import type { AdviceReply, AdviceRequest, AdviceWorkerInput } from './advice-worker.ts';
import {
  type Advice,
  createAdviser,
  createNewFileWriter,
  type EnterpriseHistory,
  type NewRow,
  type PersistNew,
} from './advise-rows.ts';
import type { Dropped } from './duplicate-keys.ts';
import type { AssessmentDays } from './resolve-columns.ts';
import type { RowIndex } from './scored-part.ts';

/** What keeping the rows of a table takes. */
export interface PersistInput {
  readonly world: World;
  readonly settled: CompiledPack;
  readonly table: Table;
  /** The folder of enterprise files, as the user wrote it. */
  readonly files: string;
  readonly kind: 'self' | 'onsite';
  readonly assessedOn: AssessmentDays;
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
export interface PersistedRows {
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
export async function persistRows(
  given: PersistInput,
  index: RowIndex,
  dropped: ReadonlySet<number>,
): Promise<PersistedRows> {
  const { assessedOn, settled } = given;
  const { plan } = settled;
  const keyIn = (sheet: AnswerSet): string => {
    const entry = entryOf(sheet, plan.inputs.find(isKeyFact)?.name ?? '');
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
    const { kept, warnings } = await persistOne(given, { sheet, date }, advisers);
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

  async function keepBlock(block: RowBlock): Promise<void> {
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

async function persistOne(
  given: PersistInput,
  { sheet, date }: NewRow,
  advisers: Advisers,
): Promise<{ readonly kept: PersistedAssessment; readonly warnings: readonly string[] }> {
  const { world, settled, files, kind, renamed } = given;
  const [{ readOtherAssessments: otherAssessments }, { readOnRecord: recordBefore }] = await Promise.all([
    import('../persist-assessment.ts'),
    import('../assessment-pipeline.ts'),
  ]);
  const assessments = await otherAssessments(world, settled, sheet, { files });
  const record = await recordBefore(world, settled, sheet, { files, assessedOn: date });
  const advice = await advisers.advise({ sheet, date }, { assessments, record });
  const time = `${date}T00:00:00.000Z`;
  // Only now, because locks come with it, and with them no signal ends a computation before it is done.
  const { persistAssessment } = await import('../persist-assessment.ts');
  const kept = await persistAssessment(world, settled, {
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
function warningsOf({ settled, world }: PersistInput, sheet: AnswerSet): string[] {
  return codesOf(assess(settled.plan, sheet, settled.stamp, world.version).result);
}

function codesOf({ warnings }: Result): string[] {
  return [...new Set(warnings.map(({ code }) => code))];
}

/** So many rows keep a thread busy for longer than it takes to start. */
const ROWS_EACH = 100;

/** What advises on so many rows: threads where they are worth it, else this one. */
async function advisersFor(given: PersistInput, root: string, rows: number): Promise<Advisers> {
  const { world, settled, kind, asOf, estimate, speech, jobs } = given;
  const { language } = speech;
  const common = { settled: advisableOf(settled), tool: world.version, kind, estimate, language, root };
  const advising = { ...common, asOf: resolveAsOf(world, asOf) };
  const threads = jobs ?? Math.min(availableParallelism(), Math.floor(rows / ROWS_EACH));
  if (threads > 1) return startAdvisers({ given: advising, home: world.home }, threads);
  const advise = await createAdviser(advising, await solverFor(world, settled));
  return {
    advise: async (row, past) => advise(row, past),
    keepNew: createNewFileWriter(advising, advise),
    end: async () => {},
  };
}

/** The answers of a row as a file of answers would state them. */
function sheetOf(plan: Plan, block: RowBlock, row: number): AnswerSet {
  const sheet = new Map(answerSetOfRow(plan, block, row));
  for (const { name, type } of plan.inputs) {
    const entry = entryOf(sheet, name);
    if (entry.state === 'unanswered') sheet.delete(name);
    else if (type === 'uscc' && entry.state === 'answered')
      sheet.set(name, { state: 'answered', value: normaliseUscc(String(entry.value)) });
  }
  return sheet;
}

/** Gives the policy of one row after the other, and keeps new enterprises, several at a time. */
interface Advisers {
  advise(row: NewRow, past: EnterpriseHistory): Promise<Advice>;
  readonly keepNew: PersistNew;
  end(): Promise<void>;
}

interface PendingReply {
  readonly resolve: (said: AdviceReply) => void;
  readonly reject: (reason: unknown) => void;
}

interface AdviceThread {
  readonly worker: Worker;
  readonly waiting: Map<number, PendingReply>;
  failure: { readonly error: unknown } | undefined;
}

/** Starts threads that advise; what is asked goes to the one with the least before it. */
function startAdvisers(given: AdviceWorkerInput, jobs: number): Advisers {
  const threads = Array.from({ length: jobs }, () => startAdviceThread(given));
  let next = 0;

  function ask<Said>(question: Question): Promise<Said> {
    return new Promise<AdviceReply>((resolve, reject) => {
      const thread = threads.reduce((least, one) => (one.waiting.size < least.waiting.size ? one : least));
      if (thread.failure) {
        reject(thread.failure.error);
        return;
      }
      const asked: AdviceRequest = { number: next++, ...question };
      thread.waiting.set(asked.number, { resolve, reject });
      thread.worker.postMessage(asked);
    }) as Promise<Said>;
  }

  return {
    advise: async (row, past) => (await ask<{ readonly advice: Advice }>({ row, past })).advice,
    keepNew: async (rows) => (await ask<{ readonly kept: boolean[] }>({ rows })).kept,
    end: async () => {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

type Question = { readonly row: NewRow; readonly past: EnterpriseHistory } | { readonly rows: readonly NewRow[] };

function startAdviceThread(given: AdviceWorkerInput): AdviceThread {
  const worker = new Worker(new URL('./advice-worker.js', import.meta.url), {
    workerData: given,
    // A policy leaves much behind that is of no use a moment later: with room for it, little is moved about.
    resourceLimits: { maxYoungGenerationSizeMb: 96 },
  });
  const thread: AdviceThread = { worker, waiting: new Map(), failure: undefined };
  worker.on('message', (said: AdviceReply) => {
    thread.waiting.get(said.number)?.resolve(said);
    thread.waiting.delete(said.number);
  });
  worker.on('error', (error) => {
    thread.failure = { error };
    for (const { reject } of thread.waiting.values()) reject(error);
    thread.waiting.clear();
  });
  return thread;
}
