import { setImmediate } from 'node:timers/promises';
import type { Messages } from '../i18n/index.ts';
import { recordEntry } from '../interview/index.ts';
import { formatAnswerMark, Refusal, type Region } from '../model/index.ts';
import type { CompiledPack } from '../pack/index.ts';
import type { ReportLanguage } from '../report/index.ts';
import { type AnswerSet, assess, createKernel, entryOf, type Input, type Plan } from '../scoring/index.ts';
import {
  keyColumn,
  type SimulatedAssessments,
  type SimulatedEnterprise,
  type SimulatedRegion,
  SYNTHETIC_ASSESSOR,
} from '../simulate/index.ts';
import { prepareFolder, readStored, syncFiles } from '../store/index.ts';
import {
  addText,
  bindColumns,
  type ColumnCells,
  createColumnEngine,
  createResultWriter,
  isKeyFact,
  openTable,
  type RowBlock,
  writeHeading,
} from '../table/index.ts';
import type { World } from '../world.ts';
import { loadSolverIfNeeded } from './highs-solver.ts';
import { applySubmission, enterpriseKeyOf, NO_HISTORY, planSubmission } from './submission.ts';

/** A table that is to be written. */
export interface PlannedTable {
  /** The path within the folder, with `/` between its parts. */
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: Iterable<readonly string[]>;
}

/** The heading of the last column of every table, which says in each row that the data is synthetic. */
const MARK_HEADING = 'synthetic';
const MARK_VALUE = 'true';

/**
 * Plans the tables of a region apart from its exports: the registry and, if the region has them, enterprises outside
 * it, links and peers.
 */
export function planTables(spec: Region, region: SimulatedRegion, plan: Plan | null): readonly PlannedTable[] {
  const { enterprises, links, peers } = region;
  const unregisteredCount = enterprises.filter(({ isRegistered }) => !isRegistered);
  const registeredMembers = enterprises.filter(({ isRegistered }) => isRegistered);
  const listMembers = (name: string, members: readonly SimulatedEnterprise[]) => ({
    name,
    ...listEnterprises(spec, region, plan, members),
  });
  const tables: PlannedTable[] = [listMembers('registry.csv', registeredMembers)];
  if (unregisteredCount.length > 0) tables.push(listMembers('outside.csv', unregisteredCount));
  if (links.length > 0) tables.push(planLinksTable(region));
  if (peers.length > 0) tables.push(planPeersTable(spec, region));
  return tables;
}

function listEnterprises(
  { groups = [], chains = [] }: Region,
  { roles, transformed }: SimulatedRegion,
  plan: Plan | null,
  members: readonly SimulatedEnterprise[],
): Omit<PlannedTable, 'name'> {
  const facts = [...new Set(groups.flatMap(({ values }) => values.flatMap((value) => Object.keys(value.facts ?? {}))))];
  const columns = groups.map(({ id }) => id);
  return {
    headings: [
      keyColumn(plan),
      'name',
      'city',
      ...columns,
      ...facts,
      ...(chains.length > 0 ? ['chain', 'chainRole'] : []),
      ...(transformed.size > 0 ? ['transformed'] : []),
      MARK_HEADING,
    ],
    rows: members.map((enterprise) => {
      const { chain, role } = roles(enterprise);
      return [
        enterprise.key,
        enterprise.name,
        enterprise.city,
        ...columns.map((id) => enterprise.values.get(id) ?? ''),
        ...facts.map((id) => String(enterprise.facts.get(id) ?? '')),
        ...(chains.length > 0 ? [chain.join(';'), role] : []),
        ...(transformed.size > 0 ? [transformed.get(enterprise) ?? ''] : []),
        MARK_VALUE,
      ];
    }),
  };
}

function planLinksTable({ links }: SimulatedRegion): PlannedTable {
  const writeShare = (hundredThousandths: number): string => String(hundredThousandths / 100_000);
  const withCluster = links.some(({ cluster }) => cluster !== undefined);
  return {
    name: 'links.csv',
    headings: ['chain', ...(withCluster ? ['cluster'] : []), 'buyer', 'supplier', 'share', 'single', MARK_HEADING],
    rows: links.map((link) => [
      link.chain,
      ...(withCluster ? [link.cluster ?? ''] : []),
      link.buyer.key,
      link.supplier.key,
      writeShare(link.share),
      String(link.isSingle),
      MARK_VALUE,
    ]),
  };
}

function planPeersTable({ peers }: Region, { peers: values }: SimulatedRegion): PlannedTable {
  return {
    name: 'peers.csv',
    headings: ['region', peers?.measure ?? 'index', MARK_HEADING],
    rows: values.map(({ name, value }) => [name, String(value), MARK_VALUE]),
  };
}

/** After this many enterprises have answered, the event loop runs once, so that a signal can end the run. */
const ENTERPRISES_PER_TURN = 100;

/**
 * Plans the export of a wave of assessments. Its headings are ids, which `matura batch` recognises without a mapping.
 */
export async function planExport(
  plan: Plan,
  wave: SimulatedAssessments,
  respond: NonNullable<SimulatedRegion['respond']>,
): Promise<PlannedTable & { readonly inputs: readonly Input[] }> {
  const statedFacts = new Set<string>();
  for (const [index, one] of wave.enterprises.entries()) {
    if (index % ENTERPRISES_PER_TURN === 0) await setImmediate();
    for (const name of respond(one, wave).keys()) statedFacts.add(name);
  }
  const inputs = plan.inputs.filter(({ name }) => statedFacts.has(name));
  return {
    name: `exports/${wave.kind}-${wave.date}.csv`,
    inputs,
    headings: [...inputs.map(({ name }) => name), MARK_HEADING],
    rows: rowsOf(wave.enterprises, (enterprise) => respond(enterprise, wave), inputs),
  };
}

function* rowsOf(
  enterprises: readonly SimulatedEnterprise[],
  sheetOf: (enterprise: SimulatedEnterprise) => AnswerSet,
  inputs: readonly Input[],
): Generator<readonly string[]> {
  for (const enterprise of enterprises) {
    const sheet = sheetOf(enterprise);
    yield [...inputs.map(({ name }) => formatAnswerMark(recordEntry(entryOf(sheet, name)))), MARK_VALUE];
  }
}

/** What is needed to score an export. */
interface ScoreExportRequest {
  /** The absolute path of the export. */
  readonly path: string;
  /** The name of the export in messages. */
  readonly name: string;
  readonly wave: SimulatedAssessments;
  readonly inputs: readonly Input[];
  readonly words: Messages['simulate'];
}

/**
 * Yields the results of an export in pieces. They are the same as those of `matura batch --answers`, with the kind, day
 * and pack of the assessment after the key. Throws a `Refusal` for a row that the pack rejects.
 */
export async function* scoreRegionExport(
  { plan, pack }: CompiledPack,
  { path, name, wave, inputs, words }: ScoreExportRequest,
): AsyncGenerator<Uint8Array> {
  const table = await openTable({ path }, { isExport: true });
  const columns = inputs.map(({ name }) => ({ heading: name, to: name }));
  const { bindings: uses } = bindColumns(
    { kind: 'mapping', pack: pack.id, columns },
    { plan, pack: pack.id, headings: table.shape.headings, decimal: '.', file: path },
  );
  const kernel = createKernel(plan, createColumnEngine);
  const keyIndex = plan.inputs.findIndex(isKeyFact);
  const cellsAfterKey = `,true,${wave.kind},${wave.date},${pack.id}@${pack.version}`;
  const readRowKey = (block: RowBlock, row: number): string => block.text.at(keyIndex, row) ?? '';
  const keyCells = (block: RowBlock): ColumnCells => ({
    kind: 'other',
    states: new Uint8Array(block.rows).fill(1),
    other: (row, target) => addText(target, `${readRowKey(block, row)}${cellsAfterKey}`),
  });
  const write = createResultWriter(plan, kernel, keyCells, { answers: true });
  const [key, ...others] = writeHeading(plan, { answers: true }).split(',');
  yield new TextEncoder().encode(`\ufeff${[key, MARK_HEADING, 'kind', 'assessedOn', 'pack', ...others].join(',')}`);
  for await (const block of table.read(uses)) {
    const outcome = kernel.score(block);
    const badRow = block.faults[0]?.row ?? [...outcome.refused.keys()][0];
    if (badRow !== undefined) {
      const line = String(block.line[badRow]);
      throw new Refusal(
        3,
        words.refused.rowRefused({ path: name, line, key: readRowKey(block, badRow) }),
        words.refused.rowRefusedNext,
      );
    }
    yield write(block, outcome).bytes.slice();
  }
}

/** What is needed to write simulated enterprise files. */
interface RegionFilesRequest {
  readonly region: SimulatedRegion;
  /** The absolute path of the folder. */
  readonly folder: string;
  readonly language: ReportLanguage;
  readonly notify: (done: number, all: number) => void;
}

/**
 * Writes the enterprise files with all assessments. The newest assessment also gets its policy; the day of that
 * assessment decides which instruments are available.
 */
export async function persistRegionFiles(
  world: World,
  pack: CompiledPack,
  { region, folder, language, notify }: RegionFilesRequest,
): Promise<void> {
  const { respond, waves, filed } = region;
  if (!respond || filed.length === 0) return;
  const solver = await loadSolverIfNeeded(world, pack);
  await prepareFolder(folder, world.now());
  for (const [done, enterprise] of filed.entries()) {
    const ownWaves = waves.filter(({ enterprises }) => enterprises.includes(enterprise));
    for (const wave of ownWaves) {
      const { kind, date } = wave;
      const sheet = respond(enterprise, wave);
      const time = `${date}T00:00:00.000Z`;
      const moments = { startedAt: time, finishedAt: time, day: date };
      const submission = planSubmission(
        pack,
        { sheet, kind, assessor: SYNTHETIC_ASSESSOR, ...moments },
        assess(pack.plan, sheet, pack.stamp, world.version),
        NO_HISTORY,
        { settings: wave === ownWaves.at(-1) ? { asOf: date, solver } : null, language },
      );
      const storedFile = readStored(folder, enterpriseKeyOf(pack, sheet));
      await applySubmission(storedFile, submission, { isOneOfMany: true, isSynthetic: true });
    }
    notify(done + 1, filed.length);
  }
  await syncFiles(folder);
}
