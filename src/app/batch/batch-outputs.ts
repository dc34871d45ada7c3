// The files a batch writes: what they are called, and which earlier ones they may replace.
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { CodedRefusal } from '../../i18n/index.ts';
import { foldKey, hashKey } from '../../model/index.ts';
import { TABLE_ENDING } from '../../pack/index.ts';
import type { Plan } from '../../scoring/index.ts';
import { isKeyFact, openTable } from '../../table/index.ts';
import type { World } from '../../world.ts';
import { requireReplaceable } from '../output.ts';

/** Where results and rejects go, as a user would write it. */
export interface OutputNames {
  readonly output: string;
  readonly rejects: string;
}

/** What the names of results and rejects add to that of their export. */
const ADDED = { output: 'results.csv', rejects: 'rejects.csv' } as const;
/** The names of what runs over several exports write. */
export const SHARED_NAMES: readonly string[] = Object.values(ADDED);

/**
 * Names the files that the user does not name: after the one export or folder that was given, in the current folder. Beside a
 * table of the same name in another format the whole name of the export is taken. Several exports and standard input give
 * `results.csv` and `rejects.csv`.
 */
export async function nameOutputs(
  world: Pick<World, 'cwd'>,
  given: readonly string[],
  typed: Partial<OutputNames>,
): Promise<OutputNames> {
  const stem = typed.output && typed.rejects ? '' : await stemOf(world, given);
  return { output: typed.output ?? `${stem}${ADDED.output}`, rejects: typed.rejects ?? `${stem}${ADDED.rejects}` };
}

async function stemOf({ cwd }: Pick<World, 'cwd'>, given: readonly string[]): Promise<string> {
  const [path, ...others] = given;
  if (path === undefined || path === '-' || others.length > 0) return '';
  const place = resolve(cwd, path);
  const name = basename(place);
  const stem = withoutEnding(name);
  const isPlain = /\.csv$/i.test(name);
  const beside = isPlain ? [] : await readdir(dirname(place)).catch(() => []);
  const isShared = beside.some((other) => other !== name && TABLE_ENDING.test(other) && withoutEnding(other) === stem);
  return `${isShared ? name : stem}.`;
}

function withoutEnding(name: string): string {
  return name.replace(TABLE_ENDING, '');
}

/** The exports among some files, and the outputs of earlier runs over them, which are no exports. */
export function partOutputs(paths: readonly string[]): {
  readonly exports: readonly string[];
  readonly outputs: readonly string[];
} {
  const stems = new Set(
    paths.flatMap((path) => [path, join(dirname(path), withoutEnding(basename(path)))].map((stem) => join(stem))),
  );
  const isOutput = (path: string): boolean =>
    SHARED_NAMES.some((added) => path.endsWith(`.${added}`) && stems.has(join(path.slice(0, -added.length - 1))));
  return { exports: paths.filter((path) => !isOutput(path)), outputs: paths.filter(isOutput) };
}

/** Throws a `Refusal` for a file in the place of an output that no batch has written. */
export async function requireEarlierOutputs(
  world: World,
  { output, rejects, mend, force }: OutputNames & { readonly mend?: string; readonly force?: boolean },
): Promise<void> {
  const options = { ...(force !== undefined && { force }) };
  await requireReplaceable(world, output, options, isResult);
  await requireReplaceable(world, rejects, options, isRejects);
  await requireReplaceable(world, mend, options, isRejectedExport);
}

/** Whether a file looks like results of a batch, of any pack and in any format. */
function isResult(bytes: Buffer): boolean {
  const [heading = ''] = bytes.toString().split('\n', 1);
  return (
    heading.includes('lowest,highest,coverage,warnings') ||
    /^\{.*"coverage":.*"warnings":/.test(heading) ||
    (bytes.subarray(0, 6).equals(ARROW) && bytes.includes('coverage')) ||
    (bytes.subarray(0, 4).equals(PARQUET) && bytes.subarray(-FOOTER).includes('matura'))
  );
}

const [ARROW, PARQUET] = [Buffer.from('ARROW1'), Buffer.from('PAR1')];
/** A Parquet file names its writer in this many bytes at its end. */
const FOOTER = 1024;

/** The headings of rejects are no longer, whatever the heading of the column that names the export. */
const MAX_HEADING = 4096;

function isRejects(bytes: Buffer): boolean {
  return /^[^\n]*line,record,key,column,rule,value,message/.test(bytes.toString('utf8', 0, MAX_HEADING));
}

/** Rejected rows begin with a byte-order mark, whatever their export begins with. */
function isRejectedExport(bytes: Buffer): boolean {
  return bytes.toString('utf8', 0, 3) === '\ufeff';
}

/** Compares the rows of a run with those of the earlier outputs it is about to replace. */
export interface EarlierRows {
  /** Notes the hashes of keys of the run; 0 is none. */
  note(hashes: Iterable<number>): void;
  /** Throws a `Refusal` if an earlier output is about other enterprises. */
  require(): void;
}

/**
 * Samples the keys of the results and rejects that a run would replace; undefined if nothing needs comparing. A name made from
 * an export in the current folder is that export's own, whatever its rows were before. In any other case most of the sampled
 * keys must be in the run: else the files came from another export.
 */
export async function sampleEarlierRows(
  world: Pick<World, 'cwd'>,
  plan: Plan,
  given: readonly string[],
  names: OutputNames & { readonly typed: Partial<OutputNames>; readonly force?: boolean },
): Promise<EarlierRows | undefined> {
  const key = plan.inputs.find(isKeyFact)?.name;
  if (names.force || key === undefined) return undefined;
  const [path = '-', ...others] = given;
  const isOwn = path !== '-' && others.length === 0 && dirname(resolve(world.cwd, path)) === resolve(world.cwd);
  const samples: KeySample[] = [];
  for (const [which, column] of [
    ['output', key],
    ['rejects', 'key'],
  ] as const) {
    if (isOwn && names.typed[which] === undefined) continue;
    const keys = await sampleKeys(resolve(world.cwd, names[which]), column);
    if (keys.size > 0) samples.push({ path: names[which], keys, found: new Set() });
  }
  if (samples.length === 0) return undefined;
  return {
    note(hashes) {
      for (const hash of hashes) for (const { keys, found } of samples) if (keys.has(hash)) found.add(hash);
    },
    require() {
      const other = samples.find(({ keys, found }) => found.size * 2 < keys.size);
      if (other) throw new CodedRefusal(2, 'otherExport', other.path);
    },
  };
}

interface KeySample {
  readonly path: string;
  readonly keys: ReadonlySet<number>;
  readonly found: Set<number>;
}

/** The hashes of the keys in the first rows of an output; none for a file that is missing or holds no such column. */
async function sampleKeys(path: string, column: string): Promise<ReadonlySet<number>> {
  const table = await openTable({ path }).catch(() => undefined);
  await table?.close();
  const at = table?.shape.headings.indexOf(column) ?? -1;
  const keys = at < 0 ? [] : (table?.sample.map((cells) => cells[at] ?? '') ?? []);
  return new Set(keys.filter((key) => key !== '').map((key) => hashKey(foldKey(key))));
}
