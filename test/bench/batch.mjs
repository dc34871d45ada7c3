// Scoring exports of the bundled packs, measured on whole processes beside csv-parse and plain JavaScript, DuckDB and
// Polars, which do the same scoring: `npm run bench:batch -- [--packs miit-sme-2024,quick-scan-china] [--forms ids,texts]
// [--rows 1000,100000] [--times 3] [--dir FOLDER] [--json]`. Makes its own exports, always the same; on a sample of each all
// must agree to a billionth before any time is taken. Shows ratios, the worst first, and whether the goals are met; never
// fails for a time. Without --rows and --forms it takes what the goals need, about twenty minutes and 3 GB of disk.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { compareResults } from './batch/agree.mjs';
import { findPolars, listContestants } from './batch/contestants.mjs';
import { FORMS, writeExport } from './batch/export.mjs';
import { writeFiftyScales } from './batch/fifty-scales.mjs';
import { judge } from './batch/goals.mjs';
import { PACKS, workOut } from './batch/rubrics.mjs';
import { median, run } from './batch/run.mjs';

const { values } = parseArgs({
  options: {
    packs: { type: 'string', default: PACKS.join() },
    forms: { type: 'string' },
    rows: { type: 'string' },
    times: { type: 'string', default: '3' },
    dir: { type: 'string', default: tmpdir() },
    json: { type: 'boolean', default: false },
  },
});
const [FLAGSHIP] = PACKS;
const [SAMPLE, MOST_IN_WORKBOOK, MANY, MILLION] = [5000, 20_000, 100_000, 1_000_000];
/** Whoever took so many seconds in all is not run again. */
const ENOUGH = 5;
/** Of the columns of the tables; texts stand on the left of a negative one. */
const WIDTHS = [-20, -9, 8, -27, 9, 10, 9, 10, 10, 8, 9];
const LEFT_OUT = [
  'The others check no digits of credit codes, find no key that stands twice, give no reasons for rows they drop, name no',
  'warnings and write neither coverage nor, where all is answered, the bounds of the level. None of them reads a workbook by',
  'itself, and DuckDB and Polars read GBK only after it was decoded, which is counted. Every row states its sector, and no',
  'answer is “not applicable”.',
].join('\n');

const say = (text) => process.stderr.write(`${text}\n`);
const list = (text) => text.split(',').filter(Boolean);
mkdirSync(values.dir, { recursive: true });
const folder = mkdtempSync(path.join(values.dir, 'matura-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));
const place = (name) => path.join(folder, name);
const python = findPolars();
if (!python) say('Python or Polars cannot be had: going on without them');
if (loadavg()[0] > 1) say(`the machine is busy (load ${loadavg()[0].toFixed(1)}): trust the ratios, not the times`);

const homes = { 'fifty-scales': writeFiftyScales(folder) };
const measured = [];
for (const pack of list(values.packs)) {
  if (!PACKS.includes(pack)) throw new Error(`there is no pack ${pack}: ${PACKS.join(', ')}`);
  homes[pack] ??= path.join(import.meta.dirname, '../../questionnaires', pack);
  for (const form of formsOf(pack)) {
    if (!FORMS[form]) throw new Error(`there is no form ${form}: ${Object.keys(FORMS).join(', ')}`);
    if (!checkAgreement(pack, form)) continue;
    for (const rows of rowsOf(pack, form)) measure(pack, form, rows);
  }
}
show();

function formsOf(pack) {
  if (values.forms) return list(values.forms);
  if (pack === 'fifty-scales') return ['ids'];
  return Object.keys(FORMS).filter((form) => form !== 'platform' || pack === FLAGSHIP);
}

function rowsOf(pack, form) {
  const rows = values.rows ? list(values.rows).map(Number) : usualRows(pack, form);
  return [...new Set(rows.map((count) => (FORMS[form].workbook ? Math.min(count, MOST_IN_WORKBOOK) : count)))];
}

/** What the goals need; texts are ten times as long, and a tenth of the rows is as much to read. */
function usualRows(pack, form) {
  if (pack === 'fifty-scales') return [MILLION];
  if (form === 'ids') return [1000, 10_000, MANY, MILLION, ...(pack === FLAGSHIP ? [2 * MILLION] : [])];
  return pack === FLAGSHIP && !FORMS[form].texts && !FORMS[form].workbook ? [MANY, MILLION] : [MANY];
}

function prepare(pack, form, rows, name) {
  const layout = writeExport(place(FORMS[form].workbook ? `${name}.xlsx` : `${name}.csv`), homes[pack], rows, form);
  if (!layout) return null;
  writeFileSync(place(`${name}.json`), JSON.stringify({ layout, ...workOut(pack, layout) }));
  return layout;
}

/** Gives whether the pack has such a form. */
function checkAgreement(pack, form) {
  const layout = prepare(pack, form, SAMPLE, 'sample');
  if (!layout) return false;
  const [matura, ...others] = listContestants({ home: homes[pack], layout, python, most: false });
  runOne(matura, 'sample', 'matura.csv');
  for (const one of others) {
    say(`checking ${pack}, ${form}: ${one.name}`);
    runOne(one, 'sample', 'results.csv');
    compareResults(one.name, place('matura.csv'), place('results.csv'));
  }
  return true;
}

/** No run writes over the results of another: to remove those takes time, too. */
function runOne(contestant, job, results) {
  for (const file of [results, `${results}.rejects`]) rmSync(place(file), { force: true });
  return run({ ...contestant, args: contestant.args(place(`${job}.json`), place(results)) });
}

function measure(pack, form, rows) {
  say(`writing ${pack}, ${form}: ${rows} rows`);
  const layout = prepare(pack, form, rows, 'export');
  const isMain = form === 'ids' || form === 'platform';
  const all = listContestants({ home: homes[pack], layout, python, most: isMain });
  const isForMatura = !values.rows && (rows > MILLION || (rows === MILLION && !isMain));
  const contestants = isForMatura ? all.slice(0, 1) : all;
  const runs = contestants.map(() => []);
  for (let turn = 1; turn <= Number(values.times); turn++) {
    contestants.forEach((contestant, i) => {
      if (runs[i].reduce((sum, { seconds }) => sum + seconds, 0) > ENOUGH) return;
      say(`${pack}, ${form}, ${rows} rows, run ${turn}: ${contestant.name}`);
      runs[i].push(runOne(contestant, 'export', 'results.csv'));
    });
  }
  const megabytes = layout.bytes / 1e6;
  contestants.forEach(({ name }, i) => {
    const middle = (what) => median(runs[i].map((one) => one[what]));
    const [seconds, processor, peak] = ['seconds', 'processor', 'peak'].map(middle);
    const rates = { rowsPerSecond: rows / seconds, megabytesPerSecond: megabytes / seconds };
    measured.push({ pack, form, rows, megabytes, name, times: runs[i].length, seconds, processor, peak, ...rates });
  });
  for (const file of [layout.file, place('results.csv')]) rmSync(file, { force: true });
}

function show() {
  const goals = judge(measured);
  const machine = { node: process.version, processor: cpus()[0]?.model, cores: availableParallelism() };
  const isMatura = ({ name }) => name === 'Matura';
  const own = measured.filter(isMatura).sort((a, b) => a.megabytesPerSecond - b.megabytesPerSecond);
  const same = (one) => own.find((other) => ['pack', 'form', 'rows'].every((what) => other[what] === one[what]));
  const ratios = (one) => ['seconds', 'processor'].map((what) => one[what] / same(one)[what]);
  const peers = measured.filter((one) => !isMatura(one)).sort((a, b) => ratios(a)[0] - ratios(b)[0]);
  const row = (...cells) =>
    cells
      .map((cell, i) => [typeof cell === 'number' ? cell.toFixed(i === 8 || i === 10 ? 0 : 2) : cell, WIDTHS[i]])
      .map(([text, width]) => (width < 0 ? text.padEnd(-width) : text.padStart(width)))
      .join('');
  const line = (one, ...first) => {
    const { pack, form, rows, name, seconds, processor, rowsPerSecond, megabytesPerSecond, peak } = one;
    const figures = [seconds, processor, rowsPerSecond, megabytesPerSecond, peak];
    return row(pack, form, String(rows), `  ${name}`, ...first, ...figures);
  };
  const heading = (...first) =>
    row('pack', 'form', 'rows', '  who', ...first, 'seconds', 'processor', 'rows/s', 'MB/s', 'peak MB');
  const lines = [
    `All agree to 1e-9 on ${SAMPLE} rows; medians of up to ${values.times}, interleaved; Node ${machine.node}, ${machine.cores} cores, load ${loadavg()[0].toFixed(1)}`,
    '',
    'Time of the others / time of Matura, by the clock and of processors, the worst first',
    heading('by clock', 'processor'),
    ...peers.map((one) => line(one, ...ratios(one))),
    '',
    'Matura, fewest bytes a second first',
    heading('', ''),
    ...own.map((one) => line(one, '', '')),
    '',
    LEFT_OUT,
    '',
    `${'Goals'.padEnd(72)}  by clock processor`,
    ...goals.map(({ what, value, processor, limit, isMet }) => {
      const figures = [value, processor].map((figure) => (figure?.toFixed(2) ?? '').padStart(10)).join('');
      return `${what.padEnd(72)}${figures}  ${limit.padEnd(8)}${isMet === null ? 'not measured' : isMet ? 'met' : 'NOT MET'}`;
    }),
  ];
  if (values.json) console.log(JSON.stringify({ machine, measured, goals }, null, 2));
  (values.json ? console.error : console.log)(lines.join('\n'));
}
