// Who scores an export beside Matura.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../../..');
const POLARS = 'polars==1.44.2';

/** Makes a virtual environment with Polars, once, and gives its Python; null where that cannot be had. */
export function findPolars() {
  const folder = path.join(root, 'node_modules/.cache', POLARS);
  const python = path.join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  try {
    if (!existsSync(python)) execFileSync('python3', ['-m', 'venv', folder], { stdio: 'ignore' });
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', POLARS], {
      stdio: 'ignore',
    });
    return python;
  } catch {
    return null;
  }
}

/**
 * Those who can read an export, Matura first: a name, and what is run with the job and the file of the results. `most` asks
 * for all of them, with two threads, too; otherwise there is one of each.
 */
export function listContestants({ home, layout, python, most }) {
  const matura = {
    name: 'Matura',
    args: (_, out) => [
      ...[
        path.join(root, 'bin/matura.js'),
        'batch',
        home,
        layout.file,
        '--quiet',
        '--max-rejects',
        String(layout.rows),
      ],
      ...['-o', out, '--rejects', `${out}.rejects`],
    ],
  };
  // None of the others reads a workbook without a further package.
  if (layout.workbook) return [matura];
  const peer = (name, file, ...others) => ({
    name,
    args: (job, out) => [path.join(import.meta.dirname, file), job, out, ...others],
  });
  const both = ([count, name]) => [
    peer(`DuckDB, ${name}`, 'duckdb.mjs', count),
    ...(python
      ? [{ ...peer(`Polars, ${name}`, 'polars_scorer.py'), program: python, env: { POLARS_MAX_THREADS: count } }]
      : []),
  ];
  const usual = [matura, peer('csv-parse + plain JS', 'csv-parse.mjs'), ...both(['1', '1 thread'])];
  if (!most) return usual;
  return [...usual, peer('csv-parse, parsing alone', 'csv-parse.mjs', 'parse'), ...both(['2', '2 threads'])];
}
