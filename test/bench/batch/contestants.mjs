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
  const batch = ({ file, rows }, options) => [
    ...[path.join(root, 'bin/matura.js'), 'batch', pack, file, '--quiet', ...options],
    ...['--max-rejects', String(rows)],
  ];
  const matura = (name, { file, rows }, options = [], node = []) => ({
    name: `Matura, ${name}`,
    file,
    rows,
    args: (out) => [...node, ...batch({ file, rows }, options), '--out', out, '--rejects', `${out}.rejects`],
  });
  const peer = (name, script, { file, rows }, ...others) => ({
    name,
    file,
    rows,
    args: (out) => [path.join(import.meta.dirname, `${script}.mjs`), file, out, packages, ...others],
  });
  const [one, two] = [1, 2].map((jobs) => ['--jobs', String(jobs)]);
  const small = ['--max-old-space-size=128'];
  return {
    one: matura('1 thread', utf8, one),
    two: matura('2 threads', utf8, two),
    csvParse: peer('csv-parse + plain JS', 'csv-parse', utf8),
    udsv: peer('udsv + plain JS', 'udsv', utf8),
    duckOne: peer('DuckDB, 1 thread', 'duckdb', utf8, '1'),
    duckTwo: peer('DuckDB, 2 threads', 'duckdb', utf8, '2'),
    survey: peer('SurveyJS expressions, a sample', 'surveyjs', sample),
    gbk: matura('GBK', gbk, one),
    dirty: matura('dirty', dirty, one),
    small: matura('heap of 128 MB', utf8, one, small),
    few: matura('a fifth of the rows', few, one),
    atOnce: {
      ...matura('two runs of these at once', few),
      args: (out) => [path.join(import.meta.dirname, 'at-once.mjs'), out, ...batch(few, one)],
    },
    fewSmall: matura('a fifth, heap of 128 MB', few, one, small),
    workbook: matura('workbook', workbook, one),
  };
}
