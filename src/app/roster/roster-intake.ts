import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CodedRefusal, type Messages } from '../../i18n/index.ts';
import { CALENDAR_DATE, Refusal } from '../../model/index.ts';
import {
  ASSESSMENT_KINDS,
  type AssessmentKind,
  type CheckedBlock,
  findAnswerErrors,
  findNumberErrors,
  type Limits,
  type PackName,
  type ResultBlock,
  type ResultRowError,
  type RosterBuilder,
  type RowDefaults,
  readPackName,
  reservedColumns,
  type TextCells,
} from '../../portfolio/index.ts';
import { formatNumber, rowErrorInWords } from '../../report/index.ts';
import { toFileProblem } from '../../store/index.ts';
import type { World } from '../../world.ts';

/**
 * Returns the limits of what results of a pack can hold (null for results that state no pack); null if they are not
 * known.
 */
export type FindLimits = (pack: PackName | null) => Promise<Limits | null>;

/** The destination of inputs, and the settings for reading them. */
export interface RosterIntake {
  readonly builder: RosterBuilder;
  readonly unreadable: UnreadableList;
  /** Returns the limits of what results of a pack can hold; null if they are not known. */
  readonly limitsOf: FindLimits;
  /** Returns the limits of the pack with just these scores, if one is known; undefined if nobody asks. */
  readonly limitsByScores?: ((scores: ReadonlySet<string>) => Promise<Limits | null>) | undefined;
  /** The tables without a pack that do not fit the pack whose scores they have. */
  readonly misfits: MismatchedFile[];
  /** The packs whose scores results have that state none, each with the first such file. */
  readonly likelyPacks: Map<string, string>;
  readonly messages: Messages;
  /** The heading of the key in batch results; undefined means the first column. */
  readonly key: string | undefined;
  /** The option that names the key; undefined if the command has none. */
  readonly keyOption: string | undefined;
  /**
   * Set for tables of groups: the heading of the number of enterprises in a row, and a function that makes a different
   * key for each row.
   */
  readonly groups: { readonly count: string; readonly keys: (rows: number) => TextCells } | undefined;
  /**
   * The heading of the key in the registry and in the table of those outside; undefined means a usual heading, else the
   * first column.
   */
  readonly registryKey: string | undefined;
  /** Whether a heading names a fact; its cells are not read. */
  readonly isFact: (heading: string) => boolean;
  /** The headings of keys found so far. */
  readonly keys: Set<string>;
  /** The scores of the first results that state no pack. */
  readonly unstated: { first?: UnstatedScores | undefined };
  /** Whether answers are read. */
  readonly wantsAnswers: boolean;
  /** Whether only the facts for which `isFact` holds are read from batch results. */
  readonly noOtherFacts: boolean;
  /** Called with the number of rows or files read since the last call. */
  readonly progress: (count: number) => void;
}

/** A table that states no pack, with rows that the pack with the same scores cannot give. */
export interface MismatchedFile {
  readonly path: string;
  readonly pack: string;
  count: number;
  /** The line of the first such row, and why it is impossible, in words without a full stop. */
  readonly line: number;
  readonly reason: string;
}

/** The scores of results that state no pack, and the input that has them. */
export interface UnstatedScores {
  readonly path: string;
  readonly scores: ReadonlySet<string>;
}

/** An input as the user named it. */
export interface RosterInput {
  readonly path: string;
  /** The absolute path of what is read. */
  readonly file: string;
  readonly isFolder: boolean;
  /** The kind and day of rows of a batch result that state none. */
  readonly stamp: RowDefaults;
}

const INPUT_FORM = /^(?:(self|onsite):)?(?:(\d{4}-\d\d-\d\d):)?(.+)$/s;

/**
 * Parses `[self:|onsite:][YYYY-MM-DD:]PATH`, where `-` means the staged copy of standard input. A path that itself
 * begins like that can be written with `./` before it.
 */
export async function parseRosterInput(
  world: World,
  given: string,
  { stamp: defaultStamp, staged }: { readonly stamp: RowDefaults; readonly staged?: string | undefined },
  { portfolio }: Messages,
): Promise<RosterInput> {
  const [, kind, date, path = given] = INPUT_FORM.exec(given) ?? [];
  if (date !== undefined && !CALENDAR_DATE.test(date))
    throw new CodedRefusal(2, 'noSuchDayBefore', { input: given, day: date });
  const file = path === '-' && staged !== undefined ? staged : resolve(world.cwd, path);
  const fileStat = await stat(file).catch((error) => {
    throw toFileProblem(error, path);
  });
  if (fileStat.isFIFO() || fileStat.isSocket()) throw new Refusal(3, portfolio.isPipe({ path }), portfolio.saveFirst);
  return {
    path,
    file,
    isFolder: fileStat.isDirectory(),
    stamp: { kind: kindOf(kind) ?? defaultStamp.kind, date: date ?? defaultStamp.date },
  };
}

function kindOf(word: string | undefined): AssessmentKind | undefined {
  return ASSESSMENT_KINDS.find((kind) => kind === word);
}

/** A column that states more packs than this holds something else. */
const MAX_PACKS = 1000;

/**
 * Removes the keys of invalid rows from a block and reports these rows: those with no valid kind or day, with numbers
 * that the pack of the row cannot give, or with answers that it does not allow. `lineOf` returns the line of a row.
 */
export async function dropInvalidRows(
  { block, flaws }: CheckedBlock,
  source: string,
  lineOf: (row: number) => number,
  { builder, limitsOf, unreadable, messages }: RosterIntake,
): Promise<ResultBlock> {
  if (builder.packs.length > MAX_PACKS)
    throw new Refusal(
      3,
      messages.portfolio.manyPacks({ file: source, most: String(MAX_PACKS) }),
      messages.portfolio.packIs({ column: 'pack', example: 'quick-scan@1.1.0' }),
    );
  const limits: (Limits | null)[] = [];
  for (const pack of builder.packs) limits.push(await limitsOf(pack));
  const firstFlaws = new Map<number, ResultRowError>();
  const allFlaws = [...flaws, ...findNumberErrors(block, limits), ...findAnswerErrors(block, limits)];
  for (const flaw of allFlaws) if (!firstFlaws.has(flaw.row)) firstFlaws.set(flaw.row, flaw);
  const { key } = block;
  for (const [row, flaw] of [...firstFlaws].sort(([a], [b]) => a - b)) {
    // A row that was reported before has no key any more.
    if (key.starts[row] === key.ends[row]) continue;
    key.ends[row] = key.starts[row] as number;
    unreadable.add(() => ({ source, line: lineOf(row), reason: rowErrorInWords(flaw, messages) }));
  }
  return block;
}

/** Notes the rows of a block without a pack that cannot be results of a likely one; they count all the same. */
export function noteMisfits(
  block: ResultBlock,
  path: string,
  likely: Limits,
  lineOf: (row: number) => number,
  { misfits, messages }: RosterIntake,
): void {
  const { key } = block;
  const flaws = new Map<number, ResultRowError>();
  for (const flaw of findNumberErrors(block, [likely]))
    if (key.starts[flaw.row] !== key.ends[flaw.row] && !flaws.has(flaw.row)) flaws.set(flaw.row, flaw);
  if (flaws.size === 0) return;
  const sameFile = misfits.find((misfit) => misfit.path === path);
  if (sameFile) {
    sameFile.count += flaws.size;
    return;
  }
  const row = Math.min(...flaws.keys());
  const reason = rowErrorInWords(flaws.get(row) as ResultRowError, messages);
  misfits.push({ path, pack: likely.pack, count: flaws.size, line: lineOf(row), reason });
}

/**
 * Returns the names of the scores with limits in the packs that rows state, or in the pack assumed for rows without
 * one: cells under these headings must be numbers. `cellsUnder` returns the texts of a column.
 */
export async function findScoreNames(
  headings: readonly string[],
  cellsUnder: (column: number) => readonly string[],
  limitsOf: FindLimits,
): Promise<ReadonlySet<string>> {
  const statedPacks = [...reservedColumns(headings)].flatMap(([column, role]) =>
    role === 'pack' ? cellsUnder(column) : [],
  );
  const names = new Set<string>();
  for (const text of new Set([...statedPacks, ''])) {
    const pack = text === '' ? null : readPackName(text);
    const limits = pack === undefined ? null : await limitsOf(pack);
    for (const name of limits?.scores.keys() ?? []) names.add(name);
  }
  return names;
}

/** A file, or a row of a table, that could not be read. */
interface UnreadableEntry {
  /** The input as the user named it, or the file inside it. */
  readonly source: string;
  /** From 1; absent for files. */
  readonly line?: number;
  /** Why, in words without a full stop. */
  readonly reason: string;
}

/** The most entries that are reported one by one. */
const MAX_LISTED = 20;

/** Counts what could not be read, and keeps the first entries. */
export interface UnreadableList {
  readonly count: number;
  readonly first: readonly UnreadableEntry[];
  add(one: () => UnreadableEntry): void;
}

/** Creates an empty list; reasons are put into words only for entries that are kept. */
export function createUnreadableList(): UnreadableList {
  const first: UnreadableEntry[] = [];
  let count = 0;
  return {
    get count() {
      return count;
    },
    first,
    add(createEntry) {
      count += 1;
      if (first.length < MAX_LISTED) first.push(createEntry());
    },
  };
}

/** Returns what could not be read, a line each, under a line with the number. */
export function describeUnreadable({ count, first }: UnreadableList, { portfolio, numbers }: Messages): string[] {
  if (count === 0) return [];
  const { unreadable, more } = portfolio.intake;
  const write = (value: number): string => formatNumber(value, { numbers, decimals: 0 });
  const lines = first.map(({ source, line, reason }) =>
    numbers.labelled(line === undefined ? source : `${source}:${line}`, reason),
  );
  const rest = count > first.length ? [more({ count: write(count - first.length) })] : [];
  return [unreadable({ count: write(count), n: count }), ...lines, ...rest];
}
