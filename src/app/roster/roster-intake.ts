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
import { rowErrorInWords } from '../../report/index.ts';
import { toFileProblem } from '../../store/index.ts';
import type { World } from '../../world.ts';

/** What results by a pack can hold, those that state none included; null where that is not known. */
export type FindLimits = (pack: PackName | null) => Promise<Limits | null>;

/** What inputs are read into, and how. */
export interface RosterIntake {
  readonly builder: RosterBuilder;
  readonly unreadable: UnreadableList;
  /** What results by a pack can hold; null where it is not known. */
  readonly limitsOf: FindLimits;
  readonly messages: Messages;
  /** The heading of the key in batch results; undefined is the first column. */
  readonly key: string | undefined;
  /** The option that names the key; undefined if the command has none. */
  readonly keyOption: string | undefined;
  /** Tables of groups: the heading of how many enterprises a row stands for, and what makes keys of rows, each another. */
  readonly groups: { readonly count: string; readonly keys: (rows: number) => TextCells } | undefined;
  /** The heading of the key in the registry and beside it; undefined is a usual one, else the first column. */
  readonly registryKey: string | undefined;
  /** Whether a heading is a fact whatever stands under it. */
  readonly isFact: (heading: string) => boolean;
  /** The headings of keys that were found. */
  readonly keys: Set<string>;
  /** Whether answers are looked at. */
  readonly wantsAnswers: boolean;
  /** Whether facts of batch results are looked at only where `isFact` says so. */
  readonly noOtherFacts: boolean;
  /** Told of so many further rows or files. */
  readonly progress: (count: number) => void;
}

/** An input as the user named it. */
export interface RosterInput {
  readonly path: string;
  /** Where it is read, absolute. */
  readonly file: string;
  readonly isFolder: boolean;
  /** What rows of a batch result are that do not say it themselves. */
  readonly stamp: RowDefaults;
}

const FORM = /^(?:(self|onsite):)?(?:(\d{4}-\d\d-\d\d):)?(.+)$/s;

/** Reads `[self:|onsite:][YYYY-MM-DD:]PATH`, `-` being what was staged of standard input; a path that begins so can be written with `./` before it. */
export async function parseRosterInput(
  world: World,
  given: string,
  { stamp: otherwise, staged }: { readonly stamp: RowDefaults; readonly staged?: string | undefined },
  { portfolio }: Messages,
): Promise<RosterInput> {
  const [, kind, date, path = given] = FORM.exec(given) ?? [];
  if (date !== undefined && !CALENDAR_DATE.test(date)) throw new CodedRefusal(2, 'noSuchDayBefore', given, date);
  const file = path === '-' && staged !== undefined ? staged : resolve(world.cwd, path);
  const found = await stat(file).catch((error) => {
    throw toFileProblem(error, path);
  });
  if (found.isFIFO() || found.isSocket()) throw new Refusal(3, portfolio.isPipe(path), portfolio.saveFirst);
  return {
    path,
    file,
    isFolder: found.isDirectory(),
    stamp: { kind: kindOf(kind) ?? otherwise.kind, date: date ?? otherwise.date },
  };
}

function kindOf(word: string | undefined): AssessmentKind | undefined {
  return ASSESSMENT_KINDS.find((kind) => kind === word);
}

/** Who states more packs has something else in that column. */
const MOST_PACKS = 1000;

/**
 * Takes the key from rows of a block that cannot be so, and tells them: what is no kind or day, and numbers that the pack of
 * the row cannot come to, and answers that it does not allow. `lineOf` is the line of a row.
 */
export async function dropInvalidRows(
  { block, flaws }: CheckedBlock,
  source: string,
  lineOf: (row: number) => number,
  { builder, limitsOf, unreadable, messages }: RosterIntake,
): Promise<ResultBlock> {
  if (builder.packs.length > MOST_PACKS)
    throw new Refusal(
      3,
      messages.portfolio.manyPacks(source, String(MOST_PACKS)),
      messages.portfolio.packIs('pack', 'quick-scan@1.1.0'),
    );
  const limits: (Limits | null)[] = [];
  for (const pack of builder.packs) limits.push(await limitsOf(pack));
  const first = new Map<number, ResultRowError>();
  const found = [...flaws, ...findNumberErrors(block, limits), ...findAnswerErrors(block, limits)];
  for (const flaw of found) if (!first.has(flaw.row)) first.set(flaw.row, flaw);
  const { key } = block;
  for (const [row, flaw] of [...first].sort(([a], [b]) => a - b)) {
    // What was told already has no key any more.
    if (key.starts[row] === key.ends[row]) continue;
    key.ends[row] = key.starts[row] as number;
    unreadable.add(() => ({ source, line: lineOf(row), reason: rowErrorInWords(flaw, messages) }));
  }
  return block;
}

/**
 * The scores with an end in the packs that rows state, or that those without are taken to be by: what stands under their
 * names are numbers, or wrong. `cellsUnder` gives the texts of a column.
 */
export async function findScoreNames(
  headings: readonly string[],
  cellsUnder: (column: number) => readonly string[],
  limitsOf: FindLimits,
): Promise<ReadonlySet<string>> {
  const stated = [...reservedColumns(headings)].flatMap(([column, role]) =>
    role === 'pack' ? cellsUnder(column) : [],
  );
  const names = new Set<string>();
  for (const text of new Set([...stated, ''])) {
    const pack = text === '' ? null : readPackName(text);
    const limits = pack === undefined ? null : await limitsOf(pack);
    for (const name of limits?.scores.keys() ?? []) names.add(name);
  }
  return names;
}

/** What could not be read: a file, or a row of a table. */
interface UnreadableEntry {
  /** As the user named the input, or the file inside of it. */
  readonly source: string;
  /** From 1; absent for files. */
  readonly line?: number;
  /** Why, in words without a full stop. */
  readonly reason: string;
}

/** So many are told one by one. */
const MOST = 20;

/** Counts what could not be read, and keeps the first of it. */
export interface UnreadableList {
  readonly count: number;
  readonly first: readonly UnreadableEntry[];
  add(one: () => UnreadableEntry): void;
}

/** An empty list; words are made only for those that are kept. */
export function createUnreadableList(): UnreadableList {
  const first: UnreadableEntry[] = [];
  let count = 0;
  return {
    get count() {
      return count;
    },
    first,
    add(one) {
      count += 1;
      if (first.length < MOST) first.push(one());
    },
  };
}
