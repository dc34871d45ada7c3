// The files that a batch writes: their names, and which earlier files they may replace.
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CodedRefusal } from '../../i18n/index.ts';
import { foldKey, hashKey } from '../../model/index.ts';
import { TABLE_ENDING } from '../../pack/index.ts';
import type { BatchRemark } from '../../report/index.ts';
import type { Plan } from '../../scoring/index.ts';
import { isKeyFact, openTable, parseCsvRow } from '../../table/index.ts';
import type { World } from '../../world.ts';
import { requireReplaceable } from '../output.ts';

/** The paths of the results and the rejects, as messages show them. */
export interface OutputNames {
  readonly output: string;
  readonly rejects: string;
}

/** The endings of the file names of results and rejects. */
const FILE_NAME_ENDINGS = { output: 'results.csv', rejects: 'rejects.csv' } as const;
/** The file names of the outputs if a run reads several exports. */
export const SHARED_NAMES: readonly string[] = Object.values(FILE_NAME_ENDINGS);

/**
 * Chooses names for outputs that the user did not name. One export or folder gives its name to them, in the current
 * folder; if a table of the same name exists in another format, the full name of the export is used. Several exports or
 * standard input give `results.csv` and `rejects.csv`.
 */
export async function nameOutputs(
  world: Pick<World, 'cwd'>,
  paths: readonly string[],
  typed: Partial<OutputNames>,
): Promise<OutputNames> {
  const stem = typed.output && typed.rejects ? '' : await stemOf(world, paths);
  return {
    output: typed.output ?? `${stem}${FILE_NAME_ENDINGS.output}`,
    rejects: typed.rejects ?? `${stem}${FILE_NAME_ENDINGS.rejects}`,
  };
}

async function stemOf({ cwd }: Pick<World, 'cwd'>, paths: readonly string[]): Promise<string> {
  const [path, ...others] = paths;
  if (path === undefined || path === '-' || others.length > 0) return '';
  const fullPath = resolve(cwd, path);
  const name = basename(fullPath);
  const stem = removeEnding(name);
  const isCsv = /\.csv$/i.test(name);
  const siblingFiles = isCsv ? [] : await readdir(dirname(fullPath)).catch(() => []);
  const isShared = siblingFiles.some(
    (other) => other !== name && TABLE_ENDING.test(other) && removeEnding(other) === stem,
  );
  return `${isShared ? name : stem}.`;
}

function removeEnding(name: string): string {
  return name.replace(TABLE_ENDING, '');
}

/** Separates exports from outputs of earlier runs in the same folder. */
export function separateOutputs(paths: readonly string[]): {
  readonly exports: readonly string[];
  readonly outputs: readonly string[];
} {
  const stems = new Set(
    paths.flatMap((path) => [path, join(dirname(path), removeEnding(basename(path)))].map((stem) => join(stem))),
  );
  const isOutput = (path: string): boolean =>
    SHARED_NAMES.some((added) => path.endsWith(`.${added}`) && stems.has(join(path.slice(0, -added.length - 1))));
  return { exports: paths.filter((path) => !isOutput(path)), outputs: paths.filter(isOutput) };
}

/** Throws a `Refusal` if an output would replace a file that was not written by a batch. */
export async function requireEarlierOutputs(
  world: World,
  { output, rejects, mend, force }: OutputNames & { readonly mend?: string; readonly force?: boolean },
): Promise<void> {
  const options = { ...(force !== undefined && { force }) };
  await requireReplaceable(world, output, options, isResultFile);
  await requireReplaceable(world, rejects, options, isRejectsFile);
  await requireReplaceable(world, mend, options, isRejectedExport);
}

/** Whether a file looks like results of a batch, of any pack and in any format. */
function isResultFile(bytes: Buffer): boolean {
  const [heading = ''] = bytes.toString().split('\n', 1);
  return (
    heading.includes('lowest,highest,coverage,warnings') ||
    heading.includes('lowest;highest;coverage;warnings') ||
    bytes.subarray(-WORKBOOK_MARK.length).equals(WORKBOOK_MARK) ||
    /^\{.*"coverage":.*"warnings":/.test(heading) ||
    (bytes.subarray(0, 6).equals(ARROW) && bytes.includes('coverage')) ||
    (bytes.subarray(0, 4).equals(PARQUET) && bytes.subarray(-MAX_FOOTER_BYTES).includes('matura'))
  );
}

/** The end of a workbook that `markWorkbook` marked. Office programs drop the mark when they save a file. */
const WORKBOOK_MARK = Buffer.from('matura batch');
const [ARROW, PARQUET] = [Buffer.from('ARROW1'), Buffer.from('PAR1')];
/** The name of the program that wrote a Parquet file is within this many bytes of its end. */
const MAX_FOOTER_BYTES = 1024;

/**
 * The heading row of rejects fits in this many bytes, even if the heading of the key, which comes from the export, is
 * long.
 */
const MAX_HEADING_BYTES = 4096;

function isRejectsFile(bytes: Buffer): boolean {
  return /^[^\n]*line,record,key,column,rule,value,message/.test(bytes.toString('utf8', 0, MAX_HEADING_BYTES));
}

/** Whether a file has the form of rejected rows: these begin with a byte-order mark, even if their export does not. */
function isRejectedExport(bytes: Buffer): boolean {
  return bytes.toString('utf8', 0, 3) === '\ufeff';
}

/** Checks the rows of a run against the earlier outputs that it is about to replace. */
export interface EarlierRows {
  /** Takes the hashes of the enterprise keys of the run's next rows; 0 stands for a row without a key. */
  note(hashes: Iterable<number>): void;
  /** Compares results of this run with the earlier ones; only the first results are compared. */
  noteResults(lines: ResultLines): void;
  /**
   * Throws a `Refusal` if an earlier output is about other enterprises, or about the same enterprises in another
   * export.
   */
  require(): void;
  /**
   * Reports how many of the compared enterprises have other scores than in the results that are about to be replaced.
   */
  list(): readonly BatchRemark[];
}

/** Rows of results as CSV, one after the other in `rows`; `lengths` has the length of each row in bytes. */
interface ResultLines {
  readonly heading: string;
  readonly rows: Uint8Array;
  readonly lengths: Iterable<number>;
}

/** The inputs and outputs of a run, to decide whether an earlier output came from the same inputs. */
interface OutputOrigin extends OutputNames {
  readonly typed: Partial<OutputNames>;
  readonly force?: boolean;
  /** The paths of exports and folders that the user gave. */
  readonly paths: readonly string[];
  /** Every file that the results depend on: exports, the pack, a mapping. */
  readonly inputs: readonly string[];
}

/**
 * Samples the results and rejects that a run would replace; undefined if nothing needs comparing. An output named after
 * an export in the current folder is always that export's, so it is not sampled. For any other output, at least half of
 * the sampled keys must occur in the run, otherwise the file came from another export. If no input has changed since
 * the output was written, at least half of the scores must be the same. A remark says how many scores differ, since no
 * file shows whether its export was corrected or is a later one.
 */
export async function sampleEarlierRows(
  world: Pick<World, 'cwd'>,
  plan: Plan,
  { paths, inputs, typed, force, ...names }: OutputOrigin,
): Promise<EarlierRows | undefined> {
  if (force) return undefined;
  const key = plan.inputs.find(isKeyFact)?.name;
  const [path = '-', ...others] = paths;
  const isInWorkingFolder =
    path !== '-' && others.length === 0 && dirname(resolve(world.cwd, path)) === resolve(world.cwd);
  const samples: KeySample[] = [];
  for (const [exportIndex, column] of [
    ['output', key],
    ['rejects', 'key'],
  ] as const) {
    if (key === undefined || (isInWorkingFolder && typed[exportIndex] === undefined)) continue;
    const keys = readKeys(await readFirstRows(resolve(world.cwd, names[exportIndex])), column);
    if (keys.size > 0) samples.push({ path: names[exportIndex], keys, found: new Set() });
  }
  const isShared = !isInWorkingFolder || typed.output !== undefined;
  const rows = isShared ? await readFirstRows(resolve(world.cwd, names.output)) : [];
  const scores = rows.length > 0 ? sampleScores(plan, key, rows) : undefined;
  const mustBeSame = scores !== undefined && (await isNewerThanInputs(world, names.output, inputs));
  if (samples.length === 0 && !scores) return undefined;
  return {
    note(hashes) {
      for (const hash of hashes) for (const { keys, found } of samples) if (keys.has(hash)) found.add(hash);
    },
    noteResults: (lines) => scores?.note(lines),
    require() {
      const unrelatedSample = samples.find(({ keys, found }) => found.size * 2 < keys.size);
      if (unrelatedSample) throw new CodedRefusal(2, 'otherExport', { file: unrelatedSample.path });
      if (mustBeSame && scores.same * 2 < scores.compared)
        throw new CodedRefusal(2, 'otherScores', { file: names.output });
    },
    list() {
      const { same, compared } = scores ?? { same: 0, compared: 0 };
      return same < compared
        ? [{ code: 'replaced', file: names.output, changed: compared - same, rows: compared }]
        : [];
    },
  };
}

interface KeySample {
  readonly path: string;
  readonly keys: ReadonlySet<number>;
  readonly found: Set<number>;
}

type Row = Readonly<Record<string, string>>;

/** The first rows of an output, as cells by heading; empty if the file is missing or is not a table. */
async function readFirstRows(path: string): Promise<readonly Row[]> {
  const table = await openTable({ path }).catch(() => undefined);
  await table?.close();
  const headings = table?.shape.headings ?? [];
  return (table?.sample ?? []).map((cells) => rowOf(headings, cells));
}

function rowOf(headings: readonly string[], cells: readonly string[]): Row {
  return Object.fromEntries(headings.map((heading, i) => [heading, cells[i] ?? '']));
}

/** Returns the hashes of the keys in some rows. */
function readKeys(rows: readonly Row[], column: string | undefined): ReadonlySet<number> {
  const keys = rows.flatMap((row) => row[column ?? ''] || []);
  return new Set(keys.map((key) => hashKey(foldKey(key))));
}

/** Whether an output is newer than all its inputs; never true with a stream among the inputs. */
async function isNewerThanInputs(
  { cwd }: Pick<World, 'cwd'>,
  output: string,
  inputs: readonly string[],
): Promise<boolean> {
  const readChangeTime = (path: string): Promise<number> =>
    path === '-' ? Promise.resolve(Number.POSITIVE_INFINITY) : stat(resolve(cwd, path)).then(({ mtimeMs }) => mtimeMs);
  const outputChangeTime = await readChangeTime(output).catch(() => Number.NEGATIVE_INFINITY);
  const changes = await Promise.all(inputs.map((path) => readChangeTime(path).catch(() => Number.POSITIVE_INFINITY)));
  return changes.every((change) => change < outputChangeTime);
}

/** Maximum number of rows whose scores are compared. */
const MAX_COMPARED_ROWS = 500;

/** Compares earlier scores with the scores of the run: by key, or by position if there are no keys. */
function sampleScores(
  plan: Plan,
  key: string | undefined,
  earlier: readonly Row[],
): { note(lines: ResultLines): void; readonly compared: number; readonly same: number } {
  const columns = [...plan.scores.filter(({ hidden }) => !hidden).map(({ name }) => name), 'lowest', 'highest'];
  const nameOf = (row: Row, place: number): string => (key === undefined ? String(place) : foldKey(row[key] ?? ''));
  const earlierRows = new Map(earlier.map((row, place) => [nameOf(row, place), row]));
  let [place, compared, same] = [0, 0, 0];
  return {
    note({ heading, rows, lengths }) {
      if (place >= MAX_COMPARED_ROWS) return;
      const headings = parseCsvRow(heading.trim());
      let offset = 0;
      for (const length of lengths) {
        const end = offset + length;
        const row = rowOf(headings, parseCsvRow(Buffer.from(rows.subarray(offset, end)).toString().trimEnd()));
        offset = end;
        const earlierRow = earlierRows.get(nameOf(row, place++));
        if (earlierRow) {
          compared++;
          if (columns.every((column) => isSame(row[column], earlierRow[column]))) same++;
        }
        if (place >= MAX_COMPARED_ROWS) return;
      }
    },
    get compared() {
      return compared;
    },
    get same() {
      return same;
    },
  };
}

/** Whether two cells are equal; a column that only one of the tables has is ignored. */
function isSame(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || one === other) return true;
  return one !== '' && other !== '' && Number(one) === Number(other);
}
