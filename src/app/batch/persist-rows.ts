import { access, constants } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { findStatedKey } from '../../interview/index.ts';
import { itemAt } from '../../model/index.ts';
import type { CompiledPack } from '../../pack/index.ts';
import type { Estimate } from '../../policy/index.ts';
import type { ReportLanguage } from '../../report/index.ts';
import { type AnswerSet, assess, entryOf, type Plan, readAnswerSet, removeForms } from '../../scoring/index.ts';
import { clearOnSignal } from '../../signals.ts';
import {
  abandonFiles,
  FileProblem,
  prepareFolder,
  type SigningKey,
  syncFiles,
  toFileProblem,
} from '../../store/index.ts';
import { type ColumnBinding, createHeadingLookup, type RowBlock, type Table } from '../../table/index.ts';
import type { World } from '../../world.ts';
import { resolveAsOf } from '../common-options.ts';
import { loadSolverIfNeeded } from '../highs-solver.ts';
import { findPoliciesByPlace, type PoliciesByPlace } from '../policy-of-place.ts';
import { openSigner } from '../score-answers.ts';
import { advisableOf } from '../submission.ts';
import type { AdviceReply, AdviceRequest, AdviceWorkerInput } from './advice-worker.ts';
import type { DroppedRow, Duplicates } from './duplicate-keys.ts';
import {
  addPlaces,
  createPlaceReader,
  judgePlaces,
  listPlaceHeadings,
  type PlaceReader,
  type StatedPlace,
} from './place-columns.ts';
import type { AssessmentDays } from './resolve-columns.ts';
import type { RowIndex } from './row-index.ts';
import { createRowWriter, type NewRow, type RowOutcome, type RowWriterInput, warningsOf } from './write-rows.ts';

/** What is needed to add rows to enterprise files. */
export interface PersistInput {
  readonly world: World;
  readonly pack: CompiledPack;
  readonly exports: readonly { readonly table: Table; readonly assessedOn: AssessmentDays }[];
  /** The folder of enterprise files, as the user wrote it. */
  readonly files: string;
  readonly kind: 'self' | 'onsite';
  /** The day for which it is judged which instruments are available. */
  readonly asOf: string | undefined;
  /** Whether funding is calculated from the low, the middle or the high estimate of costs. */
  readonly estimate: Estimate;
  /** Whether rows may give enterprises other names than their files have. */
  readonly renamed: boolean;
  /** Whether this is a dry run, which leaves the files unchanged. */
  readonly isTrial: boolean;
  /** Whether the folder is divided into subfolders. */
  readonly isSharded: boolean;
  /** The key with which new entries in enterprise files are signed; undefined for no signature. */
  readonly signer: SigningKey | undefined;
  /** The number of threads that compute advice; if undefined, Matura chooses it. */
  readonly jobs: number | undefined;
  readonly language: ReportLanguage;
  /** The policies by place; absent if the user named a policy, or if no place has one. */
  readonly byPlace?: PoliciesByPlace | undefined;
  /** For each export, the reader of places that only funding programmes ask for. */
  readonly placeReaders: readonly PlaceReader[];
}

/** The outcome of adding the rows of a run to enterprise files. */
export interface PersistedRows {
  readonly appended: number;
  readonly alreadyThere: number;
  /** The number of policies that someone had edited; each is kept, and the new policy is a second file. */
  readonly edited: number;
  /** The number of policies on file that were not written for the newest assessment. */
  readonly older: number;
  /** The number of assessments added whose answers equal those of an assessment of another day. */
  readonly repeated: number;
  /** The number of policies that use another funding programme than the recommendations on file. */
  readonly ofOther: number;
  /** The number of rows whose instruments were judged for a day before the row's assessment. */
  readonly judgedBefore: number;
  /** Rows whose key belongs to another enterprise in the files, whose day is unclear, or whose file cannot be used. */
  readonly conflicts: readonly DroppedRow[];
  /**
   * The number of rows by policy id, and the number of rows without a policy; absent if one policy was named for all
   * rows, or if no place has a policy.
   */
  readonly places?: PolicyCounts | undefined;
}

/**
 * The number of enterprises by policy, and the number of those that got no policy, because none covers their place
 * (`none`) or more than one does (`several`).
 */
interface PolicyCounts {
  readonly policies: ReadonlyMap<string, number>;
  readonly none: number;
  readonly several: number;
  /**
   * By the id of the policy for a place: the number of enterprises there that do not use it, because it pays in another
   * currency than the pack's.
   */
  readonly passedOver: ReadonlyMap<string, number>;
  /** By the id of a policy that rows use: the headings of unused columns that state facts which only this policy asks for. */
  readonly unusedFacts: ReadonlyMap<string, readonly string[]>;
  /** Places that are not among the options of the policy of their rows, and are therefore left out. */
  readonly unreadPlaces: readonly UnreadPlace[];
}

/** A place that is not among the options of a policy, with the number of rows that state it. */
interface UnreadPlace {
  readonly policy: string;
  readonly heading: string;
  readonly cell: string;
  count: number;
}

/** How many rows' files are written to the disk together. */
const ROWS_PER_WRITE = 16;

/** The number of groups of rows in progress at a time: while some wait for the disk, others are calculated. */
const MAX_PENDING_WRITES = 6;

/** A row about to be written, with its number in the index and the places that only funding programmes ask for. */
type NumberedRow = NewRow & { readonly row: number; readonly places: readonly StatedPlace[] };

/** The options that choose the policy of rows and the signing key. */
interface PersistChoice {
  readonly bindings: readonly ColumnBinding[];
  /** The headings of columns that are bound to nothing. */
  readonly unusedHeadings: readonly string[];
  /** The policy named for all rows; without it, each row follows the policy of its place. */
  readonly policy: string | undefined;
  readonly packs: string[] | undefined;
  /** The file of the signing key, as the user wrote it. */
  readonly sign: string | undefined;
}

/** Finds the policies and the signing key. Throws a `Refusal` if one of them cannot be used. */
export async function preparePersistRows(
  given: Omit<PersistInput, 'byPlace' | 'placeReaders' | 'signer'>,
  { bindings, unusedHeadings, policy, packs, sign }: PersistChoice,
): Promise<(index: RowIndex, duplicates: Duplicates) => Promise<PersistedRows>> {
  const { world, pack } = given;
  const choice = { packs, asOf: resolveAsOf(world, given.asOf) };
  const statesPlace = given.exports.some(({ table, assessedOn }) => {
    return listPlaceHeadings(pack.plan, table.shape.headings, assessedOn.uses).length > 0;
  });
  const policiesByPlace =
    policy === undefined ? await findPoliciesByPlace(world, pack, { uses: bindings, statesPlace }, choice) : undefined;
  const plans = [pack, ...(policiesByPlace?.packs.values() ?? [])].map(({ plan }) => plan);
  const placeReaders = given.exports.map(({ table, assessedOn }) =>
    createPlaceReader(policiesByPlace ? plans : [], table.shape.headings, assessedOn.uses),
  );
  const input = { ...given, byPlace: policiesByPlace, placeReaders, signer: openSigner(world, sign) };
  const placeHeadings = placeReaders.flatMap(({ headings }) => headings);
  const otherHeadings = unusedHeadings.filter((heading) => !placeHeadings.includes(heading));
  const unusedFacts = policiesByPlace ? findUnusedFacts(policiesByPlace, pack, otherHeadings) : new Map();
  return async (index, duplicates) => {
    const { places, ...persisted } = await persistRows(input, index, duplicates);
    if (!places) return persisted;
    const ofUsedPolicies = new Map([...unusedFacts].filter(([id]) => places.policies.has(id)));
    return { ...persisted, places: { ...places, unusedFacts: ofUsedPolicies } };
  };
}

/** Returns by policy the unused headings that mean facts which the policy asks for and the pack does not. */
function findUnusedFacts(
  { packs }: PoliciesByPlace,
  { plan }: PersistInput['pack'],
  headings: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const ownNames = new Set(plan.inputs.map(({ name }) => name));
  const headingsByPolicy = new Map<string, readonly string[]>();
  for (const [id, other] of packs) {
    const lookUp = createHeadingLookup(other.plan);
    const ofPolicy = headings.filter((heading) => {
      const input = other.plan.inputs[Number(lookUp(heading)?.meaning ?? Number.NaN)];
      return input !== undefined && input.derived === null && !ownNames.has(input.name);
    });
    if (ofPolicy.length > 0) headingsByPolicy.set(id, ofPolicy);
  }
  return headingsByPolicy;
}

/** Counts of what was done with the rows so far. */
interface PersistTally {
  readonly counts: Record<
    'appended' | 'alreadyThere' | 'edited' | 'older' | 'repeated' | 'ofOther' | 'judgedBefore',
    number
  >;
  readonly conflicts: DroppedRow[];
  /** The number of rows by policy, and the number of rows without a policy by reason. */
  readonly policies: Map<string, number>;
  readonly withoutPolicy: { none: number; several: number };
  /**
   * By the id of the policy for a place: the number of rows there that do not use it, because it pays in another
   * currency than the pack's.
   */
  readonly passedOver: Map<string, number>;
  readonly unreadPlaces: UnreadPlace[];
}

/**
 * Adds every scored row, with its policy, to the file of its enterprise. A row that is already on file is not added
 * again.
 */
async function persistRows(input: PersistInput, index: RowIndex, duplicates: Duplicates): Promise<PersistedRows> {
  const root = resolve(input.world.cwd, input.files);
  if (!input.isTrial) await prepareRoot(input, root);
  const tally: PersistTally = {
    counts: { appended: 0, alreadyThere: 0, edited: 0, older: 0, repeated: 0, ofOther: 0, judgedBefore: 0 },
    conflicts: [],
    policies: new Map(),
    withoutPolicy: { none: 0, several: 0 },
    passedOver: new Map(),
    unreadPlaces: [],
  };
  const writers = await startWriters(input, root, index.count - duplicates.count);
  const asOf = resolveAsOf(input.world, input.asOf);
  const queue = createRowQueue((rows) => writeRows({ ...input, asOf }, writers, rows, tally));
  try {
    await queueRows(input, index, duplicates, queue, tally);
    await queue.finish();
  } finally {
    await writers.end();
  }
  if (queue.failure) throw queue.failure.error;
  if (!input.isTrial) await syncFiles(root);
  return {
    ...tally.counts,
    conflicts: tally.conflicts.sort((a, b) => a.row - b.row),
    places: input.byPlace && {
      policies: tally.policies,
      passedOver: tally.passedOver,
      unusedFacts: new Map(),
      unreadPlaces: tally.unreadPlaces,
      ...tally.withoutPolicy,
    },
  };
}

async function prepareRoot(input: PersistInput, root: string): Promise<void> {
  await prepareFolder(root, input.world.now(), input);
  // If the whole folder is not writable, fails now; from here on, failures concern single files.
  await access(root, constants.W_OK | constants.X_OK).catch((error) => {
    throw toFileProblem(error, root);
  });
}

/** Writes rows in groups, several groups at a time. */
interface RowQueue {
  /** The first error; once there is one, no further rows need to be added. */
  readonly failure: { readonly error: unknown } | undefined;
  add(row: NumberedRow): Promise<void>;
  /** Writes the last rows, and waits until all are written. */
  finish(): Promise<void>;
}

function createRowQueue(write: (rows: readonly NumberedRow[]) => Promise<void>): RowQueue {
  const pendingWrites = new Set<Promise<void>>();
  let waitingRows: NumberedRow[] = [];
  let failure: { readonly error: unknown } | undefined;
  const writeWaitingRows = async (): Promise<void> => {
    // Writing and computing may block this thread, so signals are handled first.
    await setImmediate();
    const pendingWrite: Promise<void> = write(waitingRows)
      .catch((error) => {
        failure ??= { error };
      })
      .finally(() => pendingWrites.delete(pendingWrite));
    pendingWrites.add(pendingWrite);
    waitingRows = [];
    if (pendingWrites.size >= MAX_PENDING_WRITES) await Promise.race(pendingWrites);
  };
  return {
    get failure() {
      return failure;
    },
    async add(row) {
      waitingRows.push(row);
      if (waitingRows.length === ROWS_PER_WRITE) await writeWaitingRows();
    },
    async finish() {
      if (waitingRows.length > 0 && !failure) await writeWaitingRows();
      await Promise.all(pendingWrites);
    },
  };
}

/** Reads all exports again and queues the rows that were scored; stops at the first failure. */
async function queueRows(
  input: PersistInput,
  index: RowIndex,
  duplicates: Duplicates,
  queue: RowQueue,
  tally: PersistTally,
): Promise<void> {
  const { plan, stamp } = input.pack;
  let next = 0;
  const queueBlock = async (block: RowBlock, exportIndex: number): Promise<void> => {
    const { assessedOn } = itemAt(input.exports, exportIndex);
    const { readPlaces } = itemAt(input.placeReaders, exportIndex);
    const end = index.end(exportIndex);
    for (let offset = 0; offset < block.rows && next < end; offset++) {
      // Rows that were not scored are missing in the index; the others have the same order there.
      if (index.record(next) !== block.record[offset]) continue;
      const row = next++;
      if (duplicates.otherOf(row) !== undefined) continue;
      if (queue.failure) return;
      const sheet = sheetOf(plan, block, offset);
      const day = assessedOn.dayOf(block, offset);
      if ('rule' in day) {
        const warnings = warningsOf(assess(plan, sheet, stamp, input.world.version));
        tally.conflicts.push(dropRow(plan, row, sheet, { rule: day.rule, cell: day, warnings }));
        continue;
      }
      await queue.add({ sheet, date: day.date, row, places: readPlaces(block, offset) });
    }
  };
  for (const [exportIndex, { table }] of input.exports.entries()) {
    for await (const block of table.read(itemAt(input.placeReaders, exportIndex).uses)) {
      await queueBlock(block, exportIndex);
      if (queue.failure) return;
    }
  }
}

function dropRow(plan: Plan, row: number, sheet: AnswerSet, why: Omit<DroppedRow, 'row' | 'key'>): DroppedRow {
  return { row, key: findStatedKey({ plan, sheet }) ?? '', ...why };
}

/** Writes a group of rows, and counts the outcomes. */
async function writeRows(
  { pack, byPlace, asOf }: PersistInput & { readonly asOf: string },
  writers: Writers,
  rows: readonly NumberedRow[],
  { counts, conflicts, policies, withoutPolicy, passedOver, unreadPlaces }: PersistTally,
): Promise<void> {
  const isAdvised = pack.policies.length > 0;
  const rowPolicies = rows.map(({ sheet, places }) => byPlace?.policyOf(addPlaces(sheet, places)));
  const outcomes = await writers.write(
    rows.map(({ sheet, date, places }, i) => {
      const policy = rowPolicies[i];
      const packOfPolicy = policy && 'id' in policy ? byPlace?.packs.get(policy.id) : undefined;
      if (!policy || !('id' in policy) || !packOfPolicy) return { sheet, date, ...(policy && { policy: null }) };
      const { known, unknown } = judgePlaces(packOfPolicy.plan, places);
      for (const { heading, cell } of unknown) countUnreadPlace(unreadPlaces, { policy: policy.id, heading, cell });
      return { sheet: addPlaces(sheet, known), date, policy: policy.id };
    }),
  );
  for (const [i, outcome] of outcomes.entries()) {
    const { row, sheet, date } = itemAt(rows, i);
    const policy = rowPolicies[i];
    if ('rule' in outcome) {
      conflicts.push(dropRow(pack.plan, row, sheet, outcome));
      continue;
    }
    counts[outcome.outcome === 'appended' ? 'appended' : 'alreadyThere']++;
    if (outcome.isEdited) counts.edited++;
    if (outcome.isOlder) counts.older++;
    if (outcome.isRepeated) counts.repeated++;
    if (outcome.isOfOther) counts.ofOther++;
    if (asOf < date && isAdvised) counts.judgedBefore++;
    if (policy && 'id' in policy) policies.set(policy.id, (policies.get(policy.id) ?? 0) + 1);
    else if (policy) withoutPolicy[policy.without]++;
    if (policy?.passedOver !== undefined)
      passedOver.set(policy.passedOver, (passedOver.get(policy.passedOver) ?? 0) + 1);
  }
}

function countUnreadPlace(unread: UnreadPlace[], { policy, heading, cell }: Omit<UnreadPlace, 'count'>): void {
  const place = unread.find((one) => one.policy === policy && one.heading === heading && one.cell === cell);
  if (place) place.count += 1;
  else unread.push({ policy, heading, cell, count: 1 });
}

/** Returns the answers of a row in the form of a file of answers. */
function sheetOf(plan: Plan, block: RowBlock, row: number): AnswerSet {
  const sheet = new Map(readAnswerSet(plan, block, row));
  for (const note of block.notes ?? []) {
    const name = plan.inputs[note.input]?.name ?? '';
    if (note.row === row) sheet.set(name, { ...entryOf(sheet, name), note: note.text });
  }
  for (const { name, form } of plan.inputs) {
    const entry = entryOf(sheet, name);
    if (entry.state === 'unanswered') sheet.delete(name);
    else if (form.register && entry.state === 'answered')
      sheet.set(name, { state: 'answered', value: form.register.spell(String(entry.value)) });
  }
  return sheet;
}

/** Writes rows to enterprise files, several groups at a time. */
interface Writers {
  write(rows: readonly NewRow[]): Promise<readonly RowOutcome[]>;
  end(): Promise<void>;
}

/**
 * The minimum number of rows per thread. For fewer, starting a thread and compiling its code takes longer than it
 * saves.
 */
const MIN_ROWS_PER_THREAD = 500;
/** The maximum number of threads unless the user asks for more, because each takes 150 MB. */
const MAX_DEFAULT_THREADS = 8;

/**
 * Most of the memory for a policy is garbage soon after. Collecting it whenever the heap has grown by a quarter, rather
 * than to four times its size, takes a third less memory and no measurable time.
 */
const HEAP_GROWTH = '--heap-growing-percent=25';

/** Starts threads if there are enough rows, otherwise writes in the current thread. */
async function startWriters(given: PersistInput, root: string, rows: number): Promise<Writers> {
  const { world, pack, byPlace, kind, asOf, estimate, renamed, isTrial, signer, language, jobs } = given;
  const input: RowWriterInput = {
    pack: advisableOf(pack),
    packs: new Map([...(byPlace?.packs ?? [])].map(([id, one]) => [id, one === pack ? null : advisableOf(one)])),
    tool: world.version,
    kind,
    asOf: resolveAsOf(world, asOf),
    estimate,
    language: language.language,
    root,
    renamed,
    isTrial,
    signer,
  };
  setFlagsFromString(HEAP_GROWTH);
  const threads = jobs ?? Math.min(availableParallelism(), MAX_DEFAULT_THREADS, Math.floor(rows / MIN_ROWS_PER_THREAD));
  if (threads > 1) {
    const { pack: own, packs, ...rest } = input;
    return startWriterThreads(
      { writerInput: rest, packs: removeForms({ pack: own, packs }), home: world.home },
      threads,
    );
  }
  return { write: await createRowWriter(input, await loadSolverIfNeeded(world, pack)), end: async () => {} };
}

interface PendingReply {
  readonly resolve: (outcomes: readonly RowOutcome[]) => void;
  readonly reject: (reason: unknown) => void;
}

interface AdviceThread {
  readonly worker: Worker;
  readonly waiting: Map<number, PendingReply>;
  failure: { readonly error: unknown } | undefined;
}

/** Starts threads that write rows; each request goes to the thread with the fewest waiting requests. */
function startWriterThreads(input: AdviceWorkerInput, jobs: number): Writers {
  const threads = Array.from({ length: jobs }, () => startWriterThread(input));
  let next = 0;
  const { root, isTrial } = input.writerInput;
  const stopWorkers = (): Promise<number>[] => threads.map(({ worker }) => worker.terminate());
  /**
   * Removes the temporary files of a stopped thread, which cannot do so itself. A dry run has no temporary files, and
   * perhaps no folder.
   */
  const abandonTemporaryFiles = (): void => {
    if (!isTrial) abandonFiles(root);
  };
  const stopListening = clearOnSignal(() => {
    stopWorkers();
    abandonTemporaryFiles();
  });
  return {
    write: (rows) =>
      new Promise((resolve, reject) => {
        const thread = threads.reduce((least, candidate) =>
          candidate.waiting.size < least.waiting.size ? candidate : least,
        );
        if (thread.failure) {
          reject(thread.failure.error);
          return;
        }
        const request: AdviceRequest = { number: next++, rows };
        thread.waiting.set(request.number, { resolve, reject });
        thread.worker.postMessage(request);
      }),
    end: async () => {
      const isAtWork = threads.some(({ waiting }) => waiting.size > 0);
      await Promise.all(stopWorkers());
      if (isAtWork) abandonTemporaryFiles();
      stopListening();
    },
  };
}

function startWriterThread(input: AdviceWorkerInput): AdviceThread {
  const worker = new Worker(new URL('./advice-worker.js', import.meta.url), { workerData: input });
  const thread: AdviceThread = { worker, waiting: new Map(), failure: undefined };
  worker.on('message', (reply: AdviceReply) => {
    const pendingBlock = thread.waiting.get(reply.number);
    thread.waiting.delete(reply.number);
    if ('outcomes' in reply) pendingBlock?.resolve(reply.outcomes);
    else pendingBlock?.reject(new FileProblem(reply.problem.code, reply.problem.path, reply.problem));
  });
  worker.on('error', (error) => {
    thread.failure = { error };
    for (const { reject } of thread.waiting.values()) reject(error);
    thread.waiting.clear();
  });
  return thread;
}
