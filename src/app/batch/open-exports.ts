// Finds and opens the exports of a run, and decides how their columns are used.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CodedRefusal, type Messages } from '../../i18n/index.ts';
import { itemAt, Refusal } from '../../model/index.ts';
import { type CompiledPack, openNamedDocument, TABLE_ENDING } from '../../pack/index.ts';
import { sanitizeLine } from '../../report/index.ts';
import { createHeadingLookup, type Table } from '../../table/index.ts';
import type { World } from '../../world.ts';
import { listNamedFiles } from '../named-files.ts';
import { openExportTables, type TableOptions, type UnreadSheet } from '../open-table.ts';
import { SHARED_NAMES, separateOutputs } from './batch-outputs.ts';
import { type ColumnOptions, type ResolvedColumns, resolveColumns } from './resolve-columns.ts';

/** An open export, and how its rows are read. */
export interface OpenedExport extends ResolvedColumns {
  /** The path of the export, as the user wrote it or, if the user named a folder, within that folder. */
  readonly path: string;
  readonly table: Table;
  /** Unread sheets of the same workbook with rows of the same kind; listed only with the first sheet. */
  readonly unreadSheets: readonly UnreadSheet[];
}

/**
 * Lists the exports at some paths; a folder stands for all tables in it. `writes` are the absolute paths of the run's
 * own files. Outputs of earlier runs are left out and reported.
 */
export async function listExports(
  world: World,
  paths: readonly string[],
  writes: readonly string[],
  { batch, numbers }: Messages,
): Promise<readonly string[]> {
  const ownOutputs = [...writes, ...SHARED_NAMES.map((name) => resolve(world.cwd, name))];
  const contents = { ending: TABLE_ENDING, but: ownOutputs, empty: batch.refused.emptyFolder };
  const { exports, outputs } = separateOutputs(await listNamedFiles(world, paths, contents));
  if (outputs.length > 0)
    world.stderr.write(`${sanitizeLine(batch.outputsLeftOut({ files: numbers.list([...outputs]) }))}\n`);
  return exports;
}

/**
 * Opens exports and decides how their columns are used. Throws a `Refusal` for the first export that cannot be used.
 */
export async function openExports(
  world: World,
  pack: CompiledPack,
  paths: readonly string[],
  settings: Omit<ColumnOptions, 'path'> & TableOptions,
  messages: Messages,
): Promise<readonly OpenedExport[]> {
  const exports: OpenedExport[] = [];
  let lookUp: ReturnType<typeof createHeadingLookup> | undefined;
  const findMeaning = (heading: string): string | undefined => {
    lookUp ??= createHeadingLookup(pack.plan);
    return lookUp(heading)?.meaning;
  };
  /** Headings of one question in different languages of the pack count as the same heading. */
  const keyOf = (heading: string): string => findMeaning(heading) ?? heading;
  const mappedHeadings = await readMappedHeadings(world, settings.map);
  const isHeading = (text: string): boolean => mappedHeadings.has(text) || findMeaning(text) !== undefined;
  try {
    for (const path of paths) {
      if (/\.ya?ml$/i.test(path)) throw new CodedRefusal(3, 'answersOfOne', { path });
      const { tables, unread } = await openExportTables(world, path, { ...settings, isHeading }, keyOf, messages);
      const names = tables.map(({ shape }) => (tables.length > 1 ? `${path} [${shape.sheet}]` : path));
      for (const [i, table] of tables.entries()) {
        const name = itemAt(names, i);
        try {
          const columns = await resolveColumns(world, pack, table, { ...settings, path: name }, messages);
          exports.push({ path: name, table, unreadSheets: i === 0 ? unread : [], ...columns });
        } catch (error) {
          for (const openTable of tables.slice(i)) await openTable.close();
          throw paths.length > 1 || tables.length > 1 ? addExportName(error, name, messages) : error;
        }
      }
    }
    return exports;
  } catch (error) {
    await closeExports(exports);
    throw error;
  }
}

/** The headings in a mapping file. A mapping that is a stream gives none, because it can be read only once. */
async function readMappedHeadings(world: World, map: string | undefined): Promise<ReadonlySet<string>> {
  const mappingStat = map === undefined ? undefined : await stat(resolve(world.cwd, map)).catch(() => undefined);
  const mappingFile =
    map !== undefined && mappingStat?.isFile() ? await openNamedDocument(world, 'mapping', map) : undefined;
  return new Set(mappingFile?.document?.columns.map(({ heading }) => heading.trim()) ?? []);
}

export async function closeExports(exports: readonly OpenedExport[]): Promise<void> {
  for (const { table } of exports) await table.close();
}

/** Adds the path of the export to a refusal, if there are several exports. */
export function addExportName(error: unknown, path: string, { numbers }: Messages): unknown {
  if (!(error instanceof Refusal) || error.name !== 'Refusal' || error.message.includes(path)) return error;
  return new Refusal(error.exitCode, numbers.labelled(path, error.message), error.next, { cause: error });
}

/** Maximum number of exports that a message names. */
const MAX_NAMED_EXPORTS = 3;

/**
 * Prints lines about exports. With several exports, each different line is printed once, after the names of the exports
 * that it is about.
 */
export function printExportLines(
  world: World,
  reports: readonly { readonly path: string; readonly lines: readonly string[] }[],
  { numbers }: Messages,
): void {
  const paths = new Map<string, string[]>();
  for (const { path, lines } of reports) for (const line of lines) paths.set(line, [...(paths.get(line) ?? []), path]);
  const labelOf = (of: readonly string[]): string =>
    numbers.list(of.length > MAX_NAMED_EXPORTS ? [...of.slice(0, MAX_NAMED_EXPORTS), '…'] : [...of]);
  for (const [line, of] of paths) {
    const text = reports.length > 1 ? numbers.labelled(labelOf(of), line) : line;
    world.stderr.write(`${sanitizeLine(text)}\n`);
  }
}
