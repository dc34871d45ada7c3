import { readdir } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Messages } from '../../i18n/index.ts';
import { type Enterprise, foldKey, isProvisionalKey, itemAt, Refusal, readRegisterNumber } from '../../model/index.ts';
import { findPresentIds, TABLE_ENDING } from '../../pack/index.ts';
import {
  ASSESSMENT_KINDS,
  type AssessmentKind,
  bindResultColumns,
  buildResultBlock,
  createRosterBuilder,
  encodeTextCells,
  fileEntryOf,
  findKeyColumn,
  findOtherScores,
  findReservedColumns,
  type HeadingContext,
  keyColumn,
  type Limits,
  MAX_COUNT,
  type ResultColumn,
  type Roster,
  type RowDefaults,
  repeatCell,
  type TextCells,
  textAt,
  toDayNumberOrUndated,
} from '../../portfolio/index.ts';
import { type BatchRemark, formatNumber, rejectInWords, remarkInWords, sanitizeLine } from '../../report/index.ts';
import { isEnterpriseFile, listEnterprises, readEnterpriseFile } from '../../store/index.ts';
import { type FactColumnReading, isUsualHeading, type RowBlock } from '../../table/index.ts';
import type { World } from '../../world.ts';
import { findOwnNumberHeading } from '../batch/odd-columns.ts';
import { formatRefusal } from '../console.ts';
import { createDamagedTexts } from '../damaged-texts.ts';
import { openTableFile, refuseTableProblems, type TableOptions } from '../open-table.ts';
import {
  type ColumnReading,
  createEstimate,
  createMissingColumnRefusal,
  EXAMPLE_HEADINGS,
  markFreeTextFacts,
  readBlockColumns,
  requireHeadings,
  requireHeadingUnlikeKeys,
  toUses,
} from './roster-columns.ts';
import {
  createUnreadableList,
  dropInvalidRows,
  type FindLimits,
  findScoreNames,
  type MismatchedFile,
  noteMismatchedFiles,
  parseRosterInput,
  type RosterInput,
  type RosterIntake,
  type UnreadableList,
  type UnstatedScores,
} from './roster-intake.ts';

/** The inputs of a roster, and how they are read. */
export interface RosterRequest {
  /** A day, YYYY-MM-DD: assessments after it are left out. Undefined keeps all. */
  readonly asOf?: string;
  readonly inputs: readonly string[];
  /** The path of a temporary copy of standard input, which allows reading it twice. */
  readonly staged?: string | undefined;
  readonly registry?: string;
  /** The path of a table of known enterprises that are not in scope. */
  readonly outside?: string;
  /** The format of the registry, as far as the user states it. */
  readonly tableOptions: TableOptions;
  /** The heading of the column of keys in tables. */
  readonly key?: string;
  /** The name of the option that sets `key`, for messages; undefined if the command has no such option. */
  readonly keyOption?: string;
  /** In tables of groups, the heading of the column with the number of enterprises in each group. */
  readonly count?: string;
  /** The heading of the column of keys in the registry and in `outside`, if it differs from `key`. */
  readonly registryKey?: string;
  /** Returns the fact of the packs that a heading of the registry means, so that it is named as in batch results. */
  readonly readHeading?: ((heading: string) => FactColumnReading | undefined) | undefined;
  /** The headings of columns that are facts, by which enterprises are grouped. */
  readonly facts: readonly string[];
  /** Whether facts in batch results that are not in `facts` are ignored. */
  readonly noOtherFacts?: boolean;
  readonly stamp: RowDefaults;
  readonly wantsAnswers: boolean;
  readonly limitsOf: FindLimits;
  /** Returns the limits of the pack that has exactly these scores, for results that do not state their pack. */
  readonly limitsByScores?: (scores: ReadonlySet<string>) => Promise<Limits | null>;
}

/** The roster that was read, what could not be read, and the headings of keys. */
export interface ReadRoster {
  readonly roster: Roster;
  readonly unreadable: UnreadableList;
  readonly misfits: readonly MismatchedFile[];
  /**
   * Packs that results seem to belong to by their scores although they do not state it, each with the path of the first
   * such file.
   */
  readonly likelyPacks: ReadonlyMap<string, string>;
  readonly keys: ReadonlySet<string>;
  /** The headings of the registry's facts; undefined without a registry. */
  readonly registryFacts: readonly string[] | undefined;
  /**
   * If the registry lists enterprises without a key: the heading of the key, and that of a column with the office's own
   * numbers, if there is one.
   */
  readonly unnumbered: { readonly column: string; readonly own: string | undefined } | undefined;
}

/** Reads the registry and all inputs; throws a `Refusal` if one of them cannot be read at all. */
export async function readRoster(
  world: World,
  request: RosterRequest,
  messages: Messages,
  progress: (count: number) => void,
): Promise<ReadRoster> {
  const unreadableList = createUnreadableList();
  const inputs: RosterInput[] = [];
  for (const statedInput of request.inputs) inputs.push(await parseRosterInput(world, statedInput, request, messages));
  const duplicate = inputs.find(({ file }, index) => inputs.findIndex((input) => input.file === file) < index);
  if (duplicate && request.count !== undefined)
    throw new Refusal(2, messages.portfolio.groups.twice({ path: duplicate.path }));
  const asOf = request.asOf === undefined ? undefined : toDayNumberOrUndated(request.asOf);
  const builder = createRosterBuilder(asOf, await findPresentIds(world));
  const {
    key,
    keyOption,
    registryKey = key,
    readHeading,
    wantsAnswers,
    noOtherFacts = false,
    registry,
    outside,
    limitsOf,
    limitsByScores,
  } = request;
  const facts = new Set(request.facts.map(foldKey));
  const isFact = (heading: string): boolean => facts.has(foldKey(heading));
  const keys = new Set<string>();
  const mismatchedFiles: MismatchedFile[] = [];
  const likelyPacks = new Map<string, string>();
  const context = { builder, unreadable: unreadableList, limitsOf, messages, progress };
  const groups = request.count === undefined ? undefined : { count: request.count, keys: createRowKeys() };
  const intake = {
    ...context,
    key,
    keyOption,
    groups,
    registryKey,
    readHeading,
    wantsAnswers,
    noOtherFacts,
    isFact,
    keys,
    unstated: {},
    limitsByScores,
    misfits: mismatchedFiles,
    likelyPacks,
  };
  const { facts: registryFacts, unnumbered } =
    registry === undefined ? {} : await readRegistry(world, registry, 'registry', request.tableOptions, intake);
  const registryKeys = [...(registryFacts ?? [])];
  if (outside !== undefined)
    registryKeys.push(...(await readRegistry(world, outside, 'outside', request.tableOptions, intake)).facts);
  for (const input of inputs) {
    await readInput(world, input, {
      ...intake,
      isFact: (heading) => isFact(heading) || registryKeys.includes(heading),
    });
  }
  const roster = builder.finish();
  requireCountable(roster, messages);
  return { roster, unreadable: unreadableList, misfits: mismatchedFiles, likelyPacks, keys, registryFacts, unnumbered };
}

/** Returns a function that creates a new key for each row, because groups have no keys. */
function createRowKeys(): (rows: number) => TextCells {
  let rowsBefore = 0;
  return (rows) => {
    rowsBefore += rows;
    return encodeTextCells(Array.from({ length: rows }, (_, row) => String(rowsBefore - row)));
  };
}

/**
 * Throws a `Refusal` if groups have more enterprises than can be counted. Also if they have assessments of both kinds,
 * because it is unknown how many enterprises have both.
 */
function requireCountable({ counts, size, newest }: Roster, { portfolio, numbers }: Messages): void {
  if (!counts) return;
  if (counts.reduce((sum, count) => sum + count, 0) > MAX_COUNT)
    throw new Refusal(
      3,
      portfolio.groups.tooMany({ most: formatNumber(MAX_COUNT, { numbers, decimals: 0 }) }),
      portfolio.groups.divide,
    );
  const isKind = (kind: AssessmentKind): boolean =>
    newest[kind].source.subarray(0, size).some((source) => source !== 0);
  if (ASSESSMENT_KINDS.every(isKind))
    throw new Refusal(3, portfolio.groups.bothKinds, portfolio.groups.oneKind({ column: 'kind' }));
}

async function readInput(world: World, input: RosterInput, intake: RosterIntake): Promise<void> {
  if (input.isFolder) {
    const count = await readFolder(world, input, intake);
    if (count === 0) await readParquetFolder(world, input, intake);
    return;
  }
  if (await isEnterpriseFile(input.file)) {
    await readFile(input, intake);
    return;
  }
  await readResultTable(world, input, intake);
}

/**
 * Reads all Parquet files in a folder and below as one table, ordered by their paths. Folder names such as
 * `district=X`, which data lakes use, become columns.
 */
async function readParquetFolder(world: World, input: RosterInput, intake: RosterIntake): Promise<void> {
  const entries = await readdir(input.file, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.parquet'))
    .map((entry) => relative(input.file, join(entry.parentPath, entry.name)).split(sep))
    // Names that begin with `.` or `_` are unfinished files, or do not belong to the table.
    .filter((parts) => !parts.some((part) => /^[._]/.test(part)))
    .sort((a, b) => (a.join('/') < b.join('/') ? -1 : 1));
  if (paths.length === 0) throw await refuseWithoutFiles(world, input.path, intake);
  const source = intake.builder.addSource({ name: input.path, form: 'results' });
  for (const parts of paths) {
    const columns = parts.slice(0, -1).flatMap((part) => {
      const [, name, value] = /^([^=]+)=(.*)$/.exec(part) ?? [];
      if (name === undefined || value === undefined) return [];
      return [{ name: decodeName(name), value: value === NO_VALUE ? '' : decodeName(value) }];
    });
    const file = { ...input, path: [input.path, ...parts].join('/'), file: join(input.file, ...parts) };
    await readResultTable(world, file, intake, { source, columns });
  }
}

/** The text that Hive uses for a missing value in a folder name. */
const NO_VALUE = '__HIVE_DEFAULT_PARTITION__';

function decodeName(text: string): string {
  return text.replace(/(%[0-9A-F]{2})+/gi, (signs) => Buffer.from(signs.replaceAll('%', ''), 'hex').toString());
}

/**
 * Creates the refusal of a folder without enterprise files; it advises naming the tables in the folder or creating
 * enterprise files.
 */
async function refuseWithoutFiles(world: World, path: string, { groups, messages }: RosterIntake): Promise<Refusal> {
  const { portfolio } = messages;
  const names = (await readdir(resolve(world.cwd, path))).sort();
  const table = names.find((name) => TABLE_ENDING.test(name));
  const otherHint = groups
    ? portfolio.groups.wantsTables({ option: '--count' })
    : portfolio.makeFiles({ command: 'matura score PACK ANSWERS --files DIR' });
  const hint =
    table === undefined ? otherHint : portfolio.nameTables({ table: `${path.replace(/[\\/]+$/, '')}/${table}` });
  return new Refusal(3, portfolio.emptyFolder({ folder: path }), hint);
}

/** Throws a `Refusal` for enterprise files if the other inputs are groups, because an enterprise may be in both. */
function refuseInGroups({ path }: RosterInput, { groups, messages: { portfolio } }: RosterIntake): void {
  if (groups)
    throw new Refusal(3, portfolio.groups.isFile({ path }), portfolio.groups.wantsTables({ option: '--count' }));
}

type Source = ReturnType<RosterIntake['builder']['addSource']>;

/** Reads a folder of enterprise files; returns how many there were. */
async function readFolder(world: World, input: RosterInput, intake: RosterIntake): Promise<number> {
  const { builder, unreadable, messages, progress } = intake;
  let [source, count]: [Source | undefined, number] = [undefined, 0];
  for await (const entry of listEnterprises(input.file)) {
    refuseInGroups(input, intake);
    source ??= builder.addSource({ name: input.path, form: 'files' });
    count += 1;
    progress(1);
    // An altered file is as unreliable as a damaged one, so it is not counted either.
    const problem = 'problem' in entry ? entry.problem : entry.altered;
    const path = relative(world.cwd, entry.path).replaceAll('\\', '/');
    if ('enterprise' in entry && !problem) addEnterprise(entry.enterprise, path, source, intake);
    else if (problem) {
      builder.addUnused(1, source);
      unreadable.add(() => ({ source: path, reason: formatRefusal(problem, messages, path).join('. ') }));
    }
  }
  return count;
}

/**
 * Adds an enterprise from its file. Reports a file that has only a provisional key, because the enterprise cannot be
 * found in the registry and may also have a file under its code.
 */
function addEnterprise(enterprise: Enterprise, path: string, source: Source, intake: RosterIntake): void {
  const { builder, unreadable, messages, wantsAnswers } = intake;
  const { key } = enterprise;
  if (!isProvisionalKey(key)) {
    builder.addFile(fileEntryOf(enterprise, wantsAnswers), source);
    return;
  }
  builder.addUnused(1, source);
  unreadable.add(() => ({ source: path, reason: messages.portfolio.provisional({ key }) }));
}

async function readFile(input: RosterInput, intake: RosterIntake): Promise<void> {
  refuseInGroups(input, intake);
  const { builder, progress } = intake;
  const source = builder.addSource({ name: input.path, form: 'files' });
  const { enterprise, altered } = await readEnterpriseFile(input.file);
  if (altered) throw altered;
  addEnterprise(enterprise, input.path, source, intake);
  progress(1);
}

/**
 * Reads a table with a row for each enterprise: the registry, which lists the enterprises in scope, or the table of
 * enterprises outside the scope. Returns the headings of its facts. If enterprises lack a key, also returns the heading
 * of the key and that of the office's own numbers.
 */
async function readRegistry(
  world: World,
  path: string,
  form: 'registry' | 'outside',
  tableOptions: TableOptions,
  intake: RosterIntake,
): Promise<{ readonly facts: string[]; readonly unnumbered: ReadRoster['unnumbered'] }> {
  const { builder, messages, unreadable } = intake;
  const isHeading = (text: string): boolean => isUsualHeading(text) || intake.readHeading?.(text) !== undefined;
  const table = await openTableFile(world, path, { ...tableOptions, isHeading }, messages);
  try {
    const { headings } = table.shape;
    const { registryKey } = intake;
    const roles = [...findReservedColumns(headings).values()];
    if (roles.includes('level') && roles.includes('coverage'))
      world.stderr.write(`${sanitizeLine(messages.portfolio.notes.likeResults({ file: path }))}\n`);
    requireHeadings(path, headings, EXAMPLE_HEADINGS.registry, messages);
    if (registryKey !== undefined && !headings.includes(registryKey))
      throw createMissingColumnRefusal(path, registryKey, headings, messages);
    const key = registryKey === undefined ? findRegistryKey(headings, intake) : headings.indexOf(registryKey);
    const keys = table.sample.map((cells) => cells[key]?.trim() ?? '');
    requireHeadingUnlikeKeys(path, headings[key] ?? '', keys, messages);
    const facts = registryFactsOf(headings, key, intake);
    intake.keys.add(itemAt(headings, key));
    const source = builder.addSource({ name: path, form });
    const context = { source: path, table, unreadable, messages };
    let [listedCount, unnumberedCount] = [0, 0];
    const damagedTexts = createDamagedTexts((column) => headings[column] ?? '');
    const mistypedCodes = createMistypedCodes(path, messages);
    await refuseTableProblems(path, messages, async () => {
      const uses = toUses(headings.map((heading) => (heading === '' ? 'ignore' : 'text')));
      for await (const block of table.read(markFreeTextFacts(uses, (column) => column !== key))) {
        addLostTexts(damagedTexts, block);
        const { rows, texts, withoutKey } = readBlockColumns(block, key, context);
        unnumberedCount += withoutKey;
        const cells = new Map(facts.map(({ name, at, toValue }) => [name, toFactCells(texts(at), rows, toValue)]));
        listedCount += countKeys(texts(key), rows);
        mistypedCodes.search(texts(key), block);
        const isInScope = form === 'registry';
        builder.addRegistry({ rows, key: texts(key), withoutKey, facts: cells, isInScope }, source);
      }
    });
    reportDamaged(world, path, damagedTexts.list(), messages);
    world.stderr.write(
      mistypedCodes
        .lines()
        .map((line) => `${sanitizeLine(line)}\n`)
        .join(''),
    );
    if (listedCount === 0 && form === 'registry')
      throw new Refusal(3, messages.portfolio.emptyRegistry({ file: path }), messages.portfolio.rightFile);
    return {
      facts: facts.map(({ name }) => name),
      ...(unnumberedCount > 0
        ? { unnumbered: { column: headings[key] ?? '', own: findOwnNumberHeading(headings) } }
        : { unnumbered: undefined }),
    };
  } finally {
    await table.close();
  }
}

/** Returns the column of keys: one with a usual heading, else one that a pack calls its key, else the first. */
function findRegistryKey(headings: readonly string[], { readHeading }: RosterIntake): number {
  const usualColumn = findKeyColumn(headings, null);
  return usualColumn >= 0
    ? usualColumn
    : Math.max(
        0,
        headings.findIndex((heading) => readHeading?.(heading)?.isKey === true),
      );
}

/** A column of facts in the registry, with the name of the fact. */
interface RegistryFact {
  readonly name: string;
  readonly at: number;
  readonly toValue: FactColumnReading['toValue'];
}

/**
 * Finds the columns of facts in a registry. If a heading is the title of a fact, the fact is named as in batch results;
 * any other heading is a fact of its own. If several headings mean the same fact, the fact's id comes first, then the
 * leftmost title.
 */
function registryFactsOf(
  headings: readonly string[],
  key: number,
  { readHeading }: Pick<RosterIntake, 'readHeading'>,
): RegistryFact[] {
  const usedNames = new Set(headings);
  return headings.flatMap((heading, at) => {
    if (at === key || heading === '') return [];
    const columnReading = readHeading?.(heading);
    if (!columnReading || columnReading.isKey || (columnReading.name !== heading && usedNames.has(columnReading.name)))
      return [{ name: heading, at, toValue: null }];
    usedNames.add(columnReading.name);
    return [{ name: columnReading.name, at, toValue: columnReading.name === heading ? null : columnReading.toValue }];
  });
}

/** Converts the cells of a fact in the registry to the values that batch results have for it. */
function toFactCells(cells: TextCells, rows: number, toValue: FactColumnReading['toValue']): TextCells {
  if (!toValue) return cells;
  return encodeTextCells(Array.from({ length: rows }, (_, row) => toValue(textAt(cells, row))));
}

/** Maximum number of mistyped codes that are named. */
const MAX_MISTYPED = 5;

/** Collects keys with wrong check characters: such a key belongs to no enterprise, or to a different one. */
function createMistypedCodes(
  path: string,
  messages: Messages,
): { search(keys: TextCells, block: RowBlock): void; lines(): readonly string[] } {
  const namedLines: string[] = [];
  let count = 0;
  return {
    search(keys, { rows, line }) {
      for (let row = 0; row < rows; row++) {
        const value = textAt(keys, row);
        const registerReading = readRegisterNumber(value);
        if (
          !('fault' in registerReading) ||
          (registerReading.fault !== 'check' && registerReading.fault !== 'organisation-check')
        )
          continue;
        count += 1;
        if (namedLines.length === MAX_MISTYPED) continue;
        const reason = rejectInWords('check-character', { name: '', value, register: registerReading }, messages);
        namedLines.push(messages.numbers.labelled(`${path}:${line[row]}`, reason));
      }
    },
    lines() {
      const { numbers, portfolio } = messages;
      const otherCount = count - namedLines.length;
      if (otherCount === 0) return namedLines;
      return [...namedLines, portfolio.intake.more({ count: formatNumber(otherCount, { numbers, decimals: 0 }) })];
    },
  };
}

/** Counts the texts in a block that consist only of question marks, which are read as blank. */
function addLostTexts(damaged: ReturnType<typeof createDamagedTexts>, { lost = [], line }: RowBlock): void {
  for (const { row, input } of lost) damaged.add('lost-signs', input, { source: undefined, line: line[row] as number });
}

function reportDamaged(world: World, path: string, remarks: readonly BatchRemark[], messages: Messages): void {
  for (const remark of remarks)
    world.stderr.write(`${sanitizeLine(messages.numbers.labelled(path, remarkInWords(remark, messages)))}\n`);
}

function countKeys({ starts, ends }: TextCells, rows: number): number {
  let count = 0;
  for (let row = 0; row < rows; row++) if (starts[row] !== ends[row]) count += 1;
  return count;
}

/**
 * A number in a form that programs write when they save results again. A column of such numbers is not a fact, and its
 * rows are reported.
 */
const RESAVED_NUMBER_PATTERN = /^-?\d+([.,]\d+)?([eE][+-]?\d+)?\s*[%％]?$/;
const NUMBER_PATTERN = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/**
 * The files of a folder that form one table: the index of their common source, and the columns that have one value for
 * all rows of a file.
 */
interface FolderOfFiles {
  readonly source: number;
  readonly columns: readonly { readonly name: string; readonly value: string }[];
}

/** Reads a batch result from a table: CSV (plain or compressed), a workbook, Parquet or Arrow. */
async function readResultTable(
  world: World,
  input: RosterInput,
  given: RosterIntake,
  folder?: FolderOfFiles,
): Promise<void> {
  const { builder, messages, unreadable, progress } = given;
  const table = await openTableFile(world, input.path, {}, messages, { path: input.file });
  try {
    const width = table.shape.headings.length;
    const sharedColumns = folder?.columns.filter(({ name }) => !table.shape.headings.includes(name)) ?? [];
    const headings = [...table.shape.headings, ...sharedColumns.map(({ name }) => name)];
    const listSampleCells = (column: number): string[] =>
      column < width
        ? table.sample.map((cells) => cells[column]?.trim() ?? '')
        : [itemAt(sharedColumns, column - width).value];
    const limits = await given.limitsOf(null);
    const intake = { ...given, key: given.key ?? headings[findKeyColumn(headings, limits?.key ?? null)] };
    const scores = await findScoreNames(headings, listSampleCells, intake.limitsOf);
    const number = [...findReservedColumns(headings).values()].includes('coverage')
      ? RESAVED_NUMBER_PATTERN
      : NUMBER_PATTERN;
    const columns = bindResultColumns(headings, {
      ...headingsOf(intake),
      isNumeric(column) {
        const isScore = scores.has(itemAt(headings, column));
        if (table.typed) return isScore || table.typed.numeric[column] === true;
        return isNumeric(listSampleCells(column), isScore, number);
      },
    });
    if (!columns) throw createNoResultRefusal(input.path, headings, intake);
    const firstHeading = itemAt(headings, 0);
    if (
      intake.key === undefined &&
      !intake.groups &&
      isRepeating(listSampleCells(0)) &&
      cannotBeKey(firstHeading, columns, limits)
    )
      throw createNoKeyRefusal(input.path, firstHeading, intake);
    const isStated = columns.some(
      ({ role }, column) => role === 'pack' && listSampleCells(column).some((cell) => cell !== ''),
    );
    if (!isStated) requireLikeScores(input.path, columns, limits, intake);
    const writtenScores = isStated || limits ? undefined : readWrittenScores(input.path, columns);
    const likelyLimits = (writtenScores && (await intake.limitsByScores?.(writtenScores.scores))) ?? null;
    if (likelyLimits && !intake.likelyPacks.has(likelyLimits.pack))
      intake.likelyPacks.set(likelyLimits.pack, input.path);
    const usedColumnSet = chooseUsedColumns(columns, intake);
    const readings = usedColumnSet.slice(0, width).map(readingOf);
    const source = folder?.source ?? builder.addSource({ name: input.path, form: 'results' });
    const context = { source: input.path, table, unreadable, messages };
    const key = keyColumn(headings, headingsOf(intake));
    if (!intake.groups) intake.keys.add(itemAt(headings, key));
    const damagedTexts = createDamagedTexts((column) => headings[column] ?? '');
    await refuseTableProblems(input.path, messages, async () => {
      const estimate = await createEstimate(table);
      const uses = markFreeTextFacts(toUses(readings), (column) => usedColumnSet[column]?.role === 'fact');
      for await (const block of table.read(uses, { onProgress: estimate.arrive })) {
        addLostTexts(damagedTexts, block);
        builder.expect(estimate.left(block.rows));
        const cells = readBlockColumns(block, intake.groups?.keys(block.rows) ?? key, context);
        const textCells = (column: number): TextCells =>
          column < width ? cells.texts(column) : repeatCell(itemAt(sharedColumns, column - width).value, block.rows);
        const resultBlock = buildResultBlock(
          usedColumnSet,
          { ...cells, texts: textCells },
          input.stamp,
          builder.packIndex,
        );
        const lineOf = (row: number): number => block.line[row] as number;
        const validBatch = await dropInvalidRows(resultBlock, input.path, lineOf, intake);
        if (likelyLimits) noteMismatchedFiles(validBatch, input.path, likelyLimits, lineOf, intake);
        builder.addResults(validBatch, source);
        progress(block.rows);
      }
    });
    reportDamaged(world, input.path, damagedTexts.list(), messages);
  } finally {
    await table.close();
  }
}

/** Returns what the options say about the headings of the key, of counts and of facts. */
function headingsOf({ key, groups, isFact }: RosterIntake): Pick<HeadingContext, 'key' | 'count' | 'isFact'> {
  return { key, count: groups?.count, isFact };
}

/** Creates the refusal of a table that is not a batch result, with the reason and advice on what to do. */
function createNoResultRefusal(path: string, headings: readonly string[], intake: RosterIntake): Refusal {
  const { messages, groups, key } = intake;
  const { portfolio } = messages;
  requireHeadings(path, headings, EXAMPLE_HEADINGS.registry, messages);
  const column = keyColumn(headings, headingsOf(intake));
  if (column < 0) return createMissingColumnRefusal(path, (groups?.count ?? key) as string, headings, messages);
  if (findReservedColumns(headings).has(column))
    return groups
      ? new Refusal(3, portfolio.notCountColumn({ file: path, heading: itemAt(headings, column) }))
      : createNoKeyRefusal(path, itemAt(headings, column), intake);
  return new Refusal(
    3,
    portfolio.noResult({ file: path }),
    portfolio.makeResult({
      command: 'matura batch PACK EXPORT -o results.csv',
      // Only commands that count enterprises have the option `--registry`, and the same commands have an option for the
      // key's heading.
      ...(intake.keyOption === undefined ? {} : { option: '--registry' }),
    }),
  );
}

/**
 * Whether the first column, in which values repeat, cannot be the key. If the pack is known: whether the column is one
 * of the pack's facts. Otherwise: whether there is no column of days, because then the repetitions cannot be several
 * assessments of one enterprise.
 */
function cannotBeKey(first: string, columns: readonly ResultColumn[], limits: Limits | null): boolean {
  return limits ? limits.facts.has(first) : !columns.some(({ role }) => role === 'assessedOn');
}

/** Creates the refusal of a column that cannot be the key; it says how to name the key. */
function createNoKeyRefusal(path: string, heading: string, { keyOption, messages }: RosterIntake): Refusal {
  const { portfolio, numbers } = messages;
  return new Refusal(
    3,
    portfolio.notKeyColumn({ file: path, heading }),
    portfolio.nameKey({ names: numbers.or(portfolio.keyHeadings), option: keyOption }),
  );
}

/** Whether a value occurs more than once. */
function isRepeating(cells: readonly string[]): boolean {
  const statedCells = cells.filter((cell) => cell !== '');
  return new Set(statedCells).size < statedCells.length;
}

/**
 * Throws a `Refusal` for results that do not state their pack and have other scores than the assumed pack. Without an
 * assumed pack, throws one if their scores differ from those of the first such results, because levels of different
 * packs cannot be counted together.
 */
function requireLikeScores(
  path: string,
  columns: readonly ResultColumn[],
  limits: Limits | null,
  { unstated, messages: { portfolio, numbers } }: RosterIntake,
): void {
  if (limits) {
    const otherScores = findOtherScores(columns, limits);
    if (!otherScores) return;
    const { pack, version, stated } = limits;
    throw new Refusal(
      3,
      portfolio.otherScores({ file: path, pack, scores: listScores(otherScores) }),
      portfolio.statePack({ pack, scores: listScores([...stated]), column: 'pack', example: `${pack}@${version}` }),
    );
  }
  unstated.first ??= readWrittenScores(path, columns);
  const { first } = unstated;
  const otherColumns = first && findOtherScores(columns, { stated: first.scores, facts: new Set() });
  if (!otherColumns) return;
  throw new Refusal(
    3,
    portfolio.otherScores({ file: path, pack: first.path, scores: listScores(otherColumns) }),
    portfolio.onePack({
      first: first.path,
      scores: listScores([...first.scores]),
      column: 'pack',
      example: 'quick-scan@2.0.0',
    }),
  );

  function listScores(names: readonly string[]): string {
    return numbers.items(names.length > MAX_SCORES ? [...names.slice(0, MAX_SCORES), '…'] : [...names]);
  }
}

/** Returns the scores of a table written by `batch`, which has a column of coverage; undefined for other tables. */
function readWrittenScores(path: string, columns: readonly ResultColumn[]): UnstatedScores | undefined {
  if (!columns.some(({ role }) => role === 'coverage')) return undefined;
  return { path, scores: new Set(columns.flatMap((column) => (column.role === 'score' ? [column.name] : []))) };
}

/** Maximum number of scores that a refusal names. */
const MAX_SCORES = 12;

/** Returns the columns, with answers and facts marked as ignored if they are not needed. */
function chooseUsedColumns(
  columns: readonly ResultColumn[],
  { wantsAnswers, noOtherFacts, isFact }: RosterIntake,
): readonly ResultColumn[] {
  return columns.map((column) => {
    const isUnused =
      (column.role === 'answer' && !wantsAnswers) || (column.role === 'fact' && noOtherFacts && !isFact(column.name));
    return isUnused ? { role: 'ignore' } : column;
  });
}

function readingOf({ role }: ResultColumn): ColumnReading {
  switch (role) {
    case 'ignore':
      return 'ignore';
    case 'key':
    case 'answer':
    case 'fact':
    case 'kind':
    case 'assessedOn':
    case 'pack':
      return 'text';
    case 'score':
    case 'level':
    case 'count':
    case 'lowest':
    case 'highest':
    case 'coverage':
      return 'number';
  }
}

function isNumeric(cells: readonly string[], isScore: boolean, number: RegExp): boolean {
  const statedCells = cells.filter((cell) => cell !== '');
  return statedCells.length > 0 && (isScore || statedCells.every((cell) => number.test(cell)));
}
