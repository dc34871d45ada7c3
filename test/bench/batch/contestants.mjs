// Who runs, on what.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../../..');
const PEERS = { udsv: '0.7.3', '@duckdb/node-api': '1.5.6-r.1', 'survey-core': '3.1.1' };

/** Installs those that are no packages of this project into a folder of their own. */
export function installPeers(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: PEERS }));
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--silent'];
  execFileSync('npm', ['install', '--prefix', folder, ...quiet], { stdio: ['ignore', 'ignore', 'inherit'] });
  return folder;
}

/** The contestants: a name, how many rows of which file, and the arguments of Node to write results to a file. */
export function listContestants({ pack, packages, utf8, few, gbk, dirty, sample, workbook }) {
  const matura = (name, { file, rows }, node = []) => ({
    name: `Matura, ${name}`,
    file,
    rows,
    args: (out) => [
      ...node,
      ...[path.join(root, 'bin/matura.js'), 'batch', pack, file, '--quiet', '--max-rejects', String(rows)],
      ...['--out', out, '--rejects', `${out}.rejects`],
    ],
  });
  const peer = (name, script, { file, rows }, ...others) => ({
    name,
    file,
    rows,
    args: (out) => [path.join(import.meta.dirname, `${script}.mjs`), file, out, packages, ...others],
  });
  const small = ['--max-old-space-size=128'];
  return {
    one: matura('UTF-8', utf8),
    csvParse: peer('csv-parse + plain JS', 'csv-parse', utf8),
    udsv: peer('udsv + plain JS', 'udsv', utf8),
    duckOne: peer('DuckDB, 1 thread', 'duckdb', utf8, '1'),
    duckTwo: peer('DuckDB, 2 threads', 'duckdb', utf8, '2'),
    survey: peer('SurveyJS expressions, a sample', 'surveyjs', sample),
    gbk: matura('GBK', gbk),
    dirty: matura('dirty', dirty),
    small: matura('heap of 128 MB', utf8, small),
    few: matura('a fifth of the rows', few),
    fewSmall: matura('a fifth, heap of 128 MB', few, small),
    workbook: matura('workbook', workbook),
  };
}
