import { open, readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isEnterpriseFile } from '../../../files/enterprise-peek.ts';
import type { Messages } from '../../../i18n/index.ts';
import { foldKey } from '../../../model/key-hash.ts';
import { Refusal } from '../../../model/refusal.ts';
import { dayNumber } from '../../../portfolio/day.ts';
import type { Stamp } from '../../../portfolio/result-block.ts';
import type { Roster } from '../../../portfolio/roster.ts';
import { createRosterBuilder } from '../../../portfolio/roster-builder.ts';
import { createUnjudged, type Unjudged } from '../../../portfolio/unjudged.ts';
import type { World } from '../../../world.ts';
import type { ToldTable } from '../open-table.ts';
import { type Input, readInput } from './input.ts';
import type { FindLimits, Intake } from './intake.ts';
import { readFile, readFolder } from './read-files.ts';
import { readResultObjects } from './read-objects.ts';
import { readRegistry } from './read-registry.ts';
import { readResultTable } from './read-results.ts';
import { createUnreadableList, type UnreadableList } from './unreadable.ts';

/** What is to be read. */
export interface RosterRequest {
  /** YYYY-MM-DD: what is dated later is left out; absent keeps all. */
  readonly asOf?: string;
  readonly inputs: readonly string[];
  readonly registry?: string;
  /** A table of enterprises that are known and not in scope. */
  readonly outside?: string;
  /** How the registry is written, where that cannot be recognised. */
  readonly told: ToldTable;
  /** The heading of the key in tables. */
  readonly key?: string;
  /** That of the registry and of those outside, where it is another. */
  readonly registryKey?: string;
  /** Columns that are facts: those grouped by. */
  readonly facts: readonly string[];
  readonly stamp: Stamp;
  readonly wantsAnswers: boolean;
  readonly limitsOf: FindLimits;
}

/** What was read. */
export interface ReadRoster {
  readonly roster: Roster;
  readonly unreadable: UnreadableList;
  readonly unjudged: Unjudged;
  /** The headings of keys. */
  readonly keys: ReadonlySet<string>;
}

/** Reads the registry and all inputs; throws a `Refusal` where one cannot be read at all. */
export async function readRoster(
  world: World,
  request: RosterRequest,
  messages: Messages,
  progress: (count: number) => void,
): Promise<ReadRoster> {
  const [unreadable, unjudged] = [createUnreadableList(), createUnjudged()];
  const inputs: Input[] = [];
  for (const given of request.inputs) inputs.push(await readInput(world, given, request.stamp, messages));
  const builder = createRosterBuilder(request.asOf === undefined ? undefined : dayNumber(request.asOf));
  const { key, registryKey = key, wantsAnswers, registry, outside, limitsOf } = request;
  const facts = new Set(request.facts.map(foldKey));
  const isFact = (heading: string): boolean => facts.has(foldKey(heading));
  const keys = new Set<string>();
  const reading = { builder, unreadable, unjudged, limitsOf, messages, progress };
  const intake = { ...reading, key, registryKey, wantsAnswers, isFact, keys };
  const registered =
    registry === undefined ? [] : await readRegistry(world, registry, 'registry', request.told, intake);
  if (outside !== undefined) registered.push(...(await readRegistry(world, outside, 'outside', request.told, intake)));
  for (const input of inputs) {
    await readOne(world, input, { ...intake, isFact: (heading) => isFact(heading) || registered.includes(heading) });
  }
  return { roster: builder.finish(), unreadable, unjudged, keys };
}

async function readOne(world: World, input: Input, intake: Intake): Promise<void> {
  if (input.isFolder) {
    const count = await readFolder(world, input, intake);
    if (count > 0) return;
    throw await noFiles(world, input.path, intake.messages);
  }
  if (await isEnterpriseFile(resolve(world.cwd, input.path))) {
    await readFile(world, input, intake);
    return;
  }
  const form = await recognise(resolve(world.cwd, input.path), input.path);
  if (form === 'table') await readResultTable(world, input, intake);
  else await readResultObjects(world, input, form, intake);
}

/** Why a folder holds no enterprises, and what to do: name the tables in it, or make files. */
async function noFiles(world: World, path: string, { portfolio }: Messages): Promise<Refusal> {
  const names = (await readdir(resolve(world.cwd, path))).sort();
  const table = names.find((name) => TABLE.test(name));
  const hint =
    table === undefined
      ? portfolio.makeFiles('matura score PACK ANSWERS --files DIR')
      : portfolio.nameTables(`${path.replace(/[\\/]+$/, '')}/${table}`);
  return new Refusal(3, portfolio.emptyFolder(path), hint);
}

/** How files of results end. */
const TABLE = /\.(csv|tsv|xlsx|jsonl|ndjson|parquet)(\.gz)?$/i;

/** What a file is, by its first bytes; JSON lines by the name too, for a file may begin with blanks. */
async function recognise(path: string, name: string): Promise<'table' | 'jsonl' | 'parquet'> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(8);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const text = head.subarray(0, bytesRead).toString('latin1');
    if (text.startsWith('PAR1')) return 'parquet';
    return text
      .replace(/^\xef\xbb\xbf/, '')
      .trimStart()
      .startsWith('{') || /\.(jsonl|ndjson)$/i.test(name)
      ? 'jsonl'
      : 'table';
  } finally {
    await file.close();
  }
}
