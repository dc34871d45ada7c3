// The built command, run within this process: starting Node for each of hundreds of exports would cost most of the time.
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { Case } from './mutated-export.ts';

/** What the built command gives, as far as it is used here. */
interface Built {
  main(args: readonly string[], world: object): Promise<number>;
  realWorld(): object;
}

export interface Scored {
  readonly key: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}

export interface Reject {
  readonly line: string;
  readonly key: string;
  readonly column: string;
  readonly rule: string;
  readonly message: string;
}

export interface BatchRun {
  readonly code: number;
  readonly said: string;
  /** Null where nothing was scored. */
  readonly scored: readonly Scored[] | null;
  readonly rejects: readonly Reject[];
  /** The facts of enterprise files by key, where they were asked for. */
  readonly facts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const OUTPUTS = ['-o', 'results.jsonl', '--rejects', 'rejects.csv', '--answers', '--lang', 'en'];
const DAY = '2026-11-20';

export async function runBatch(
  folder: string,
  { pack, files, args, facts }: Pick<Case, 'pack' | 'files' | 'args' | 'facts'>,
): Promise<BatchRun> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) await writeFile(path.join(folder, name), bytes);
  const kept =
    facts.length > 0
      ? ['--files', 'files', '--date', DAY, '--as-of', DAY, '--packs', await copyPack(folder, pack)]
      : [];
  const { code, stdout, stderr } = await runCommand(folder, ['batch', pack, ...args, ...OUTPUTS, ...kept]);
  const read = async (name: string): Promise<string | null> => {
    const file = path.join(folder, name);
    return existsSync(file) ? readFile(file, 'utf8') : null;
  };
  const [results, rejects] = [await read('results.jsonl'), await read('rejects.csv')];
  const scored = results === null ? null : results.split('\n').filter(Boolean).map(readScored);
  const found: Record<string, Readonly<Record<string, unknown>>> = {};
  if (facts.length > 0) {
    for (const { key } of scored ?? []) {
      const text = await read(path.join('files', `${key}.json`));
      if (text) found[key] = JSON.parse(text).facts;
    }
  }
  return { code, said: `${stdout}\n${stderr}`, scored, rejects: readRejects(rejects ?? ''), facts: found };
}

/** The pack without its measures: enterprise files then come without recommendations, which would take most of the time. */
async function copyPack(folder: string, pack: string): Promise<string> {
  const home = path.join(folder, 'packs');
  await mkdir(path.join(home, pack), { recursive: true });
  const questionnaire = path.resolve('questionnaires', pack, 'questionnaire.yaml');
  const [, base] = /^extends: (\S+)$/m.exec(await readFile(questionnaire, 'utf8')) ?? [];
  await copyFile(questionnaire, path.join(home, pack, 'questionnaire.yaml'));
  if (base === undefined)
    await copyFile(path.resolve('questionnaires', pack, 'rubric.yaml'), path.join(home, pack, 'rubric.yaml'));
  else await copyPack(folder, base);
  return home;
}

export async function runCommand(
  cwd: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const { main, realWorld } = (await import(pathToFileURL(path.resolve('dist/cli.js')).href)) as Built;
  const [stdout, stderr] = [collect(), collect()];
  const { NO_COLOR: _, FORCE_COLOR: __, MATURA_PACKS: ___, ...rest } = process.env;
  const env = { ...rest, LC_ALL: 'en_GB.UTF-8' };
  const stdin = Readable.from([], { objectMode: false });
  const world = { ...realWorld(), stdin, stdout: stdout.stream, stderr: stderr.stream, env, cwd };
  const code = await main(args, world);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function collect(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}

function readScored(line: string): Scored {
  const { uscc, answers, warnings, ...fields } = JSON.parse(line);
  return { key: String(uscc), answers, warnings, fields };
}

/** Rejects are CSV of the product's own making: quoted where needed, with quotes doubled. */
function readRejects(text: string): Reject[] {
  const [headings = [], ...rows] = readCsv(text);
  return rows.map((cells) => {
    const cell = (heading: string): string => cells[headings.indexOf(heading)] ?? '';
    return {
      line: cell('line'),
      key: cell('key'),
      column: cell('column'),
      rule: cell('rule'),
      message: cell('message'),
    };
  });
}

function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1) rows.push(row);
    row = [];
  }
  return rows;
}
