import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { CodedRefusal, type Messages } from '../../i18n/index.ts';
import {
  type ColumnDoubt,
  type DayOrder,
  EARLIEST_DAY,
  findNearestSpelling,
  type Mapping,
  parseDay,
  parseMomentDay,
  Refusal,
  settleDayOrder,
  suggestLastDay,
  writeOutSerial,
} from '../../model/index.ts';
import { type CompiledPack, collectSources, openNamedDocument } from '../../pack/index.ts';
import { formatDate, loadMappingProposal, sanitizeLine } from '../../report/index.ts';
import type { Plan } from '../../scoring/index.ts';
import {
  bindColumns,
  bindRepeated,
  blankRepeatedHeadings,
  type ColumnBinding,
  type ColumnEvidence,
  createColumnEvidence,
  decideDecimalSign,
  findOnlyThousands,
  findRepeatedColumns,
  findSettledInputs,
  isText,
  proposeMapping,
  type RepeatedColumn,
  type RowBlock,
  readSampleRows,
  requireDistinctHeadings,
  SHARES_OF_ONE,
  type Table,
  toMapping,
  writesValues,
} from '../../table/index.ts';
import type { World } from '../../world.ts';
import { computeLatestDayOnEarth, resolveAsOf } from '../common-options.ts';
import { terminalStyleOf } from '../console.ts';
import { withPresentId } from '../former-id.ts';
import { refuseProblems } from '../open-pack.ts';
import { delimiterInWords, refuseTableProblems } from '../open-table.ts';
import { isToday, readToday, refuseUnclearDay } from '../typed-options.ts';
import { findFittingPack } from './fitting-pack.ts';
import { createRowFilter, type RowFilter } from './row-filter.ts';
import { isSubmittedHeading } from './submitted-heading.ts';

/** The user's settings for reading the columns. */
export interface ColumnOptions {
  /** The path of the export, as the user wrote it. */
  readonly path: string;
  /** The path of a mapping file. */
  readonly map?: string;
  /** Whether a mapping with unreviewed marks is accepted. */
  readonly unreviewed?: boolean;
  readonly decimal?: '.' | ',';
  /** Conditions that rows must meet to count. */
  readonly where?: readonly string[];
  /** Folders that are searched for packs first. */
  readonly packs?: readonly string[] | undefined;
  readonly lang?: string;
  readonly color?: boolean;
}

/** How each column is used, and which rows count. */
export interface ResolvedColumns {
  readonly uses: readonly ColumnBinding[];
  /** Columns that repeat other columns; they are read for comparison only. */
  readonly repeated: readonly RepeatedColumn[];
  /** Decides which rows count; undefined if all rows count. */
  readonly filter: RowFilter | undefined;
  /** Starts collecting evidence, from all rows, on what the columns mean. */
  readonly beginEvidence: () => ColumnEvidence;
  /** The columns that a mapping file names by position. */
  readonly columnsNamedByPosition: ReadonlySet<number>;
  /** The marks in the mapping that nobody has reviewed yet. */
  readonly unreviewed: readonly string[];
}

/**
 * Decides how an export is read: as the mapping file says, otherwise by clear evidence. Throws a `Refusal` if columns
 * are ambiguous.
 */
export async function resolveColumns(
  world: World,
  settled: CompiledPack,
  table: Table,
  options: ColumnOptions,
  messages: Messages,
): Promise<ResolvedColumns> {
  const { plan } = settled;
  const { map, where: written = [] } = options;
  const { headings } = table.shape;
  const repeatedColumns = findRepeatedColumns(plan, headings, table.sample);
  const {
    uses: bound,
    columnsNamedByPosition,
    settled: settledInputs,
    isSignSaid,
    where: mapped,
    unreviewed = [],
  } = map === undefined
    ? await proposeUses(world, settled, table, options, messages)
    : await readUses(world, settled, table, { ...options, map }, messages);
  // Repeated columns and columns with conditions get input numbers after those of the facts, the questions and the day.
  const { uses, pairs } = bindRepeated(bound, repeatedColumns, plan.inputs.length + 1);
  const filter =
    written.length === 0 && mapped === undefined
      ? undefined
      : createRowFilter({ headings, uses, inputs: plan.inputs.length }, { written, mapped }, messages);
  const usesToRead = filter?.uses ?? uses;
  const isUsed = (column: number): boolean =>
    usesToRead[column]?.kind !== 'ignore' && !columnsNamedByPosition.has(column);
  await refuseTableProblems(options.path, messages, () =>
    requireDistinctHeadings(blankRepeatedHeadings(headings, repeatedColumns), isUsed),
  );
  const beginEvidence = (): ColumnEvidence => {
    const sample = readSampleRows(plan, uses, table.sample);
    const isAsWritten = writesValues(headings);
    const inputsAsWritten = new Set([...sample.numbered].filter((input) => isAsWritten && isHeadedById(input)));
    const numberedInputs = new Set([...sample.numbered].filter((input) => !inputsAsWritten.has(input)));
    return createColumnEvidence(
      {
        plan,
        uses,
        numbered: numberedInputs,
        asWritten: inputsAsWritten,
        settled: settledInputs,
        maybeGrouped: possiblyGroupedInputs,
      },
      sample,
    );
  };
  // Numbers from workbooks, Parquet and JSON have no thousands separators, because programs wrote them.
  const possiblyGroupedInputs = new Set(
    uses.flatMap((use, column) =>
      use.kind === 'number' && isText(table.shape.container) && use.decimal !== null && !isSignSaid(column)
        ? [use.input]
        : [],
    ),
  );
  const isHeadedById = (input: number): boolean => {
    const name = plan.inputs[input]?.name.toLowerCase();
    return uses.some(
      (use, column) => 'input' in use && use.input === input && headings[column]?.toLowerCase() === name,
    );
  };
  return {
    uses: usesToRead,
    repeated: pairs,
    filter,
    beginEvidence,
    columnsNamedByPosition: map === undefined ? NO_COLUMNS : columnsNamedByPosition,
    unreviewed,
  };
}

const NO_COLUMNS: ReadonlySet<number> = new Set();

/** What a mapping states: how each column is used, which inputs need no more judgement, and which rows count. */
interface MappedUses {
  readonly uses: readonly ColumnBinding[];
  readonly columnsNamedByPosition: ReadonlySet<number>;
  /** Inputs whose cells can be read one by one, without regard to the rest of their column. */
  readonly settled: ReadonlySet<number>;
  /** Whether a person has stated the decimal sign of a column. */
  readonly isSignSaid: (column: number) => boolean;
  readonly where: Mapping['where'];
  /** Marks in the mapping that nobody has reviewed yet. */
  readonly unreviewed?: readonly string[];
}

async function proposeUses(
  world: World,
  compiled: CompiledPack,
  table: Table,
  options: ColumnOptions,
  messages: Messages,
): Promise<MappedUses> {
  const { plan, pack } = compiled;
  const { layout } = table.detection;
  const { headings } = layout;
  const proposal = await refuseTableProblems(options.path, messages, () =>
    proposeMapping(plan, { layout, rows: table.sample, decimal: options.decimal, formats: table.formats }),
  );
  if (!proposal.isCertain) {
    const fittingPack = await findFittingPack(world, compiled, headings, options.packs);
    if (fittingPack) {
      const { path } = options;
      throw new CodedRefusal(3, 'otherPackFits', {
        path,
        pack: fittingPack.id,
        used: pack.id,
        fit: String(fittingPack.fit),
        own: String(fittingPack.own),
        of: String(headings.length),
      });
    }
    const { renderProposal } = await loadMappingProposal();
    world.stderr.write(`${renderProposal(proposal, messages, terminalStyleOf(world, world.stderr, options))}\n`);
    throw new Refusal(
      3,
      messages.batch.refused.unclear,
      messages.batch.refused.unclearNext({ command: 'matura map', option: '--map' }),
    );
  }
  const { bindings, columnsNamedByPosition } = bindColumns(toMapping(proposal, pack), {
    plan,
    pack: pack.id,
    headings,
    decimal: proposal.decimal,
    conventions: layout,
    file: '',
  });
  // Columns that are blank in the sample are still read: their cells further down must not be ignored.
  const uses = bindings.map((use, column): ColumnBinding => {
    if (headings[column] === '') return { kind: 'blank' };
    return proposal.columns[column]?.isWatched ? { kind: 'blank', isHeaded: true } : use;
  });
  return {
    uses,
    columnsNamedByPosition,
    settled: NO_COLUMNS,
    isSignSaid: () => options.decimal !== undefined,
    where: undefined,
  };
}

async function readUses(
  world: World,
  { plan, pack }: CompiledPack,
  { detection: { layout, decimals }, sample }: Table,
  { path, map, decimal, unreviewed = false, packs, lang, color }: ColumnOptions & { readonly map: string },
  messages: Messages,
): Promise<MappedUses> {
  const mappingFile = await openNamedDocument(world, 'mapping', map);
  if (!mappingFile) throw new CodedRefusal(3, 'missing', { path: map });
  const { file } = mappingFile;
  const document =
    mappingFile.document && (await withPresentId(world, pack, mappingFile.document, { path: map, packs }));
  const { headings } = layout;
  const context = { plan, pack: pack.id, headings, decimal: null, conventions: layout, file };
  // The option --decimal overrides the mapping.
  const effective = document && { ...document, ...(decimal === undefined ? {} : { decimal }) };
  const bound = effective && bindColumns(effective, context);
  const problems = [...mappingFile.problems, ...(bound?.problems ?? [])];
  if (!bound || problems.length > 0) {
    const refusal = new CodedRefusal(3, 'mappingUnusable', { path: map, table: path });
    return refuseProblems(world, problems, collectSources([mappingFile]), refusal, { lang, color });
  }
  const marks = listMarks(effective);
  if (marks.length > 0 && !unreviewed)
    throw new CodedRefusal(3, 'mappingUnreviewed', {
      path: map,
      marks: listFirstMarks(marks, messages),
      option: '--unreviewed',
    });
  const settledNames = findSettledInputs(effective, plan);
  const { columnsNamedByPosition } = bound;
  const { where } = effective;
  const headingsWithSign = new Set(
    effective.columns.flatMap((column) => (column.decimal === undefined ? [] : column.heading.trim())),
  );
  const isDecimalSignStated = (column: number): boolean =>
    effective.decimal !== undefined || headingsWithSign.has(headings[column] ?? '');
  const sharedResult = {
    columnsNamedByPosition,
    settled: settledNames,
    isSignSaid: isDecimalSignStated,
    where,
    unreviewed: marks,
  };
  if (effective.decimal !== undefined) return { uses: markUnclearShares(bound.bindings), ...sharedResult };
  const numbers = decimals.filter(
    (_, column) => bound.bindings[column]?.kind === 'number' && !isDecimalSignStated(column),
  );
  const decimalMark = decideDecimalSign(numbers);
  if (decimalMark === 'unclear') throw refuseDecimal(messages);
  const { bindings } = decimalMark === 'none' ? bound : bindColumns(effective, { ...context, decimal: decimalMark });
  if (decimalMark !== 'none') await refuseThousands(bindings, decimalMark);
  return { uses: markUnclearShares(bindings), ...sharedResult };

  /**
   * Makes the reader reject values between 0 and 1 in inputs that seem to mix both kinds of percentages (0 to 1 and 0
   * to 100), unless the mapping states the kind.
   */
  function markUnclearShares(uses: readonly ColumnBinding[]): readonly ColumnBinding[] {
    const firstRows = readSampleRows(plan, uses, sample);
    const evidence = createColumnEvidence({ plan, uses, numbered: NO_COLUMNS, settled: settledNames }, firstRows);
    evidence.add(firstRows);
    const doubts = evidence.judge();
    return uses.map((use) =>
      use.kind === 'number' && doubts.get(use.input)?.code === 'two-kinds' ? { ...use, unclear: SHARES_OF_ONE } : use,
    );
  }

  /**
   * Throws a `Refusal` for columns in which `sign` is the only separator of numbers and may separate thousands or
   * decimals, if the mapping does not state which.
   */
  async function refuseThousands(uses: readonly ColumnBinding[], sign: '.' | ','): Promise<void> {
    const doubts = uses.flatMap((use, column): [number, ColumnDoubt][] => {
      const heading = headings[column] ?? '';
      const isSignStated = effective?.columns.some(
        (candidate) => candidate.heading.trim() === heading && candidate.decimal !== undefined,
      );
      if (use.kind !== 'number' || isSignStated) return [];
      const cell = findOnlyThousands(
        sample.map((cells) => cells[column] ?? ''),
        sign,
      );
      return cell === undefined ? [] : [[use.input, { code: 'thousands', cell }]];
    });
    await refuseColumns(world, new Map(doubts), { headings, uses }, messages);
  }
}

/** Throws a `Refusal` that names each column in doubt, and why. */
export async function refuseColumns(
  world: World,
  doubts: ReadonlyMap<number, ColumnDoubt>,
  { headings, uses }: { readonly headings: readonly string[]; readonly uses: readonly ColumnBinding[] },
  messages: Messages,
): Promise<void> {
  if (doubts.size === 0) return;
  const { doubtInWords } = await loadMappingProposal();
  for (const [column, use] of uses.entries()) {
    const doubt = 'input' in use && use.kind !== 'tick' ? doubts.get(use.input) : undefined;
    if (!doubt) continue;
    const line = messages.numbers.labelled(
      headings[column] ?? '',
      messages.mapping.check({ doubts: doubtInWords(doubt, messages) }),
    );
    world.stderr.write(`${sanitizeLine(line)}\n`);
  }
  throw new Refusal(
    3,
    messages.batch.refused.unclear,
    messages.batch.refused.unclearNext({ command: 'matura map', option: '--map' }),
  );
}

/**
 * Lists the marks of a mapping that nobody has reviewed: the marks of columns, by heading, and the mark of the whole
 * mapping.
 */
function listMarks({ check, columns }: Mapping): string[] {
  return [
    ...(check === undefined ? [] : [check]),
    ...columns.flatMap((column) => (column.check === undefined ? [] : column.heading)),
  ];
}

/** Maximum number of marks that a message names. */
const MAX_NAMED_MARKS = 5;

function listFirstMarks(marks: readonly string[], { numbers }: Messages): string {
  return numbers.list(marks.length > MAX_NAMED_MARKS ? [...marks.slice(0, MAX_NAMED_MARKS), '…'] : [...marks]);
}

function refuseDecimal({ mapping, numbers }: Messages): Refusal {
  const options = numbers.or(['--decimal .', '--decimal ,']);
  return new Refusal(3, mapping.decimalSettledBy({ what: mapping.decimalUnclear, flag: options, key: 'decimal' }));
}

/** The day of an assessment, `YYYY-MM-DD`, or the fault of the cell that should contain it. */
type AssessmentDay =
  | { readonly date: string }
  | {
      readonly rule: 'not-date' | 'unclear-date' | 'future-date' | 'past-date';
      readonly column: string;
      readonly value: string;
    };

/** How the columns are used, and how to find the day on which a row was answered. */
export interface AssessmentDays {
  /** The use of each column, including the column of days. */
  readonly uses: readonly ColumnBinding[];
  dayOf(block: RowBlock, row: number): AssessmentDay;
}

/** The user's setting for the day: the day itself, or the heading of the column that contains it. */
interface AssessmentDayOptions {
  readonly date?: string;
  readonly dateOrder?: Exclude<DayOrder, null>;
}

/**
 * Determines the day of the assessments. Throws a `Refusal` for a text that is neither a day nor a heading, for a day
 * before 1990, and for a future day, which would count as the newest assessment of its enterprise for years.
 */
export async function resolveAssessmentDays(
  world: World,
  { table, uses, inputs }: { readonly table: Table; readonly uses: readonly ColumnBinding[]; readonly inputs: number },
  { date, dateOrder }: AssessmentDayOptions,
  messages: Messages,
): Promise<AssessmentDays> {
  const { refused } = messages.batch;
  const { headings, path, isFrom1904 = false } = table.shape;
  const column = date === undefined ? -1 : headings.indexOf(date.trim());
  if (date !== undefined && column >= 0) {
    await refuseTableProblems(path as string, messages, () =>
      requireDistinctHeadings(headings, (index) => index === column),
    );
    const ownUse = uses[column]?.kind ?? 'ignore';
    if (ownUse !== 'ignore' && ownUse !== 'text')
      throw new Refusal(2, refused.dayAnswers({ option: '--date', column: date }));
    const order = dateOrder ?? settleDayOrder(table.sample.map((cells) => cells[column] ?? ''));
    const lastDay = computeLatestDayOnEarth(world);
    return readDayColumn({ column, uses, inputs, heading: date, isFrom1904, lastDay }, order);
  }
  if (dateOrder !== undefined && date === undefined)
    throw new CodedRefusal(2, 'optionNeeds', { option: '--date-order', other: '--date', example: '--date COLUMN' });
  // The default is the day of the export's last change, so that scoring it again later adds nothing.
  const describeLastChange = async (): Promise<string> =>
    (await stat(path as string)).mtime.toISOString().slice(0, 'YYYY-MM-DD'.length);
  const day = date === undefined ? await describeLastChange() : isToday(date) ? readToday(world) : date;
  const parsedDay = parseDay(day, null);
  const last = parsedDay ? undefined : suggestLastDay(day);
  if (last !== undefined) throw new CodedRefusal(2, 'noSuchDay', { option: '--date', text: day, last });
  if (!parsedDay)
    throw new Refusal(2, refused.noDay({ option: '--date', text: day, near: findNearestSpelling(day, headings) }));
  if (!('day' in parsedDay)) throw refuseUnclearDay('--date', day);
  if (dateOrder !== undefined)
    throw new CodedRefusal(2, 'conflictingOptions', { option: '--date-order', other: `--date ${day}` });
  const shownDay = formatDate(parsedDay.day, messages.numbers);
  if (parsedDay.day < EARLIEST_DAY)
    throw date === undefined
      ? new Refusal(
          3,
          refused.pastFile({ file: relative(world.cwd, path as string), day: shownDay }),
          refused.nameDay({ option: '--date' }),
        )
      : new Refusal(2, refused.pastDay({ option: '--date', day: shownDay }));
  if (parsedDay.day > computeLatestDayOnEarth(world)) {
    const today = formatDate(resolveAsOf(world, undefined), messages.numbers);
    throw date === undefined
      ? new Refusal(
          3,
          refused.futureFile({ file: relative(world.cwd, path as string), day: shownDay, today }),
          refused.nameDay({ option: '--date' }),
        )
      : new Refusal(2, refused.futureDay({ option: '--date', day: shownDay, today }));
  }
  return { uses, dayOf: () => ({ date: parsedDay.day }) };
}

function readDayColumn(
  {
    column,
    uses,
    inputs,
    heading,
    isFrom1904,
    lastDay,
  }: {
    readonly column: number;
    readonly uses: readonly ColumnBinding[];
    readonly inputs: number;
    readonly heading: string;
    readonly isFrom1904: boolean;
    /** Days after this one are in the future. */
    readonly lastDay: string;
  },
  order: DayOrder,
): AssessmentDays {
  const ownUse = uses[column];
  // If the column of days also answers a text fact, it keeps that use; otherwise it is read as an extra text, numbered
  // after all inputs.
  const input = ownUse?.kind === 'text' ? ownUse.input : inputs;
  const binding: ColumnBinding = { kind: 'text', input };
  return {
    uses: ownUse?.kind === 'text' ? uses : uses.with(column, binding),
    dayOf(block, row) {
      const value = block.text.at(input, row) ?? '';
      const parsedDay = parseMomentDay(writeOutSerial(value, isFrom1904), order);
      if (!parsedDay) return { rule: 'not-date', column: heading, value };
      if (!('day' in parsedDay)) return { rule: 'unclear-date', column: heading, value };
      if (parsedDay.day < EARLIEST_DAY) return { rule: 'past-date', column: heading, value };
      return parsedDay.day > lastDay ? { rule: 'future-date', column: heading, value } : { date: parsedDay.day };
    },
  };
}

/**
 * Finds an unused column in which every cell is a day: perhaps the day of each answer. A column that says when each row
 * was submitted is preferred to one of other days, such as the last change.
 */
export function findDayColumn(
  { shape: { headings }, sample }: Table,
  uses: readonly ColumnBinding[],
): string | undefined {
  const days = headings.filter((_, column) => {
    const cells = sample.map((cells) => cells[column]?.trim() ?? '').filter((cell) => cell !== '');
    return uses[column]?.kind === 'ignore' && cells.length > 0 && cells.every((cell) => parseMomentDay(cell, null));
  });
  return days.findLast(isSubmittedHeading) ?? days.at(-1);
}

/** Maximum number of unused columns that are named; further ones are only counted. */
const MAX_UNUSED_NAMED = 200;

/**
 * Describes how an export is read: what was recognised, which columns are unused, which questions have no column. `day`
 * is the heading of the column of days; `places` are columns that only funding programmes use.
 */
export function formatReading(
  plan: Plan,
  { shape, detection: recognised, sample }: Table,
  uses: readonly ColumnBinding[],
  { batch, mapping, numbers }: Messages,
  { day, places = [] }: { readonly day?: string | undefined; readonly places?: readonly string[] | undefined },
): string[] {
  const { encoding } = recognised.encoding;
  const { delimiter } = shape;
  const { platform, headingRows } = recognised.layout;
  const usedInputs = new Set(uses.flatMap((use) => ('input' in use ? [use.input] : [])));
  const isFilled = (column: number): boolean => sample.some((cells) => (cells[column] ?? '').trim() !== '');
  const unusedHeadings = shape.headings.flatMap((heading, i) =>
    uses[i]?.kind !== 'ignore' ||
    heading === day?.trim() ||
    places.includes(heading) ||
    (heading === '' && !isFilled(i))
      ? []
      : [heading === '' ? mapping.unnamed({ place: String(i + 1) }) : heading],
  );
  const repeatedHeadings = [...findRepeatedColumns(plan, shape.headings, sample).keys()].flatMap((column) =>
    uses[column]?.kind === 'ignore' ? [] : (shape.headings[column] ?? []),
  );
  const unansweredInputs = plan.inputs.filter(
    ({ role, derived }, at) => role === 'question' && derived === null && !usedInputs.has(at),
  );
  return [
    ...(!isText(shape.container)
      ? []
      : [
          batch.recognised({
            encoding,
            delimiter: delimiterInWords(delimiter, batch),
            heading: String(recognised.headingLine),
          }),
        ]),
    ...(headingRows > 1 ? [batch.headingRows({ platform, count: String(headingRows) })] : []),
    ...(repeatedHeadings.length > 0
      ? [batch.readOnce({ headings: numbers.list([...new Set(repeatedHeadings)]) })]
      : []),
    ...(unusedHeadings.length > 0
      ? [
          batch.unused({
            columns: numbers.list(unusedHeadings.slice(0, MAX_UNUSED_NAMED)),
            more: Math.max(0, unusedHeadings.length - MAX_UNUSED_NAMED),
          }),
        ]
      : []),
    ...(unansweredInputs.length > 0
      ? [batch.unanswered({ questions: numbers.list(unansweredInputs.map(({ name }) => name)) })]
      : []),
  ];
}
