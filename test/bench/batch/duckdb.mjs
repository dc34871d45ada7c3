// DuckDB: one statement from file to file, columns typed and named instead of guessed. `node duckdb.mjs JOB OUT THREADS`.
import { createReadStream, createWriteStream, readFileSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { SIZES } from './rubrics.mjs';

const [jobFile, out, threads] = process.argv.slice(2);
const { layout, work } = JSON.parse(readFileSync(jobFile, 'utf8'));

const text = (one) => `'${String(one).replaceAll("'", "''")}'`;
const name = (one) => `"${one}"`;
const isSplit = (question) => !layout.columns.includes(question);
const isNumeric = (cells) => cells && Object.entries(cells).every(([id, cell]) => id === cell && /^\d+$/.test(id));
const spelled = (question, id) => text(layout.spelling[question][id]);
const orMissing = (value, rest) => (rest === undefined ? value : `coalesce(${value}, ${sql(rest)})`);

const make = {
  points: (question, points, rest) => {
    const cases = Object.entries(points).map(([id, value]) => `WHEN ${spelled(question, id)} THEN ${value}::DOUBLE`);
    return orMissing(`CASE ${name(question)} ${cases.join(' ')} END`, rest);
  },
  scale: (question, _, rest) => {
    const cells = layout.spelling[question];
    if (isNumeric(cells)) return orMissing(`${name(question)}::INTEGER`, rest);
    return make.points(question, Object.fromEntries(Object.keys(cells).map((id) => [id, id])), rest);
  },
  set: (question, points, rest) => {
    const holds = Object.entries(points).filter(([, value]) => value > 0);
    const terms = holds.map(([id, value]) =>
      isSplit(question)
        ? `${name(`${question}[${id}]`)} * ${value}::DOUBLE`
        : `(${make.has(question, id)})::UTINYINT * ${value}::DOUBLE`,
    );
    const sum = `(${terms.join(' + ')})`;
    return rest === undefined
      ? sum
      : isSplit(question)
        ? orMissing(sum, rest)
        : `CASE WHEN ${name(question)} IS NULL THEN ${sql(rest)} ELSE ${sum} END`;
  },
  has: (question, id) =>
    isSplit(question) ? `${name(`${question}[${id}]`)} = 1` : `contains(${name(question)}, ${spelled(question, id)})`,
  is: (question, id) => `${name(question)} = ${spelled(question, id)}`,
  any: (question, ids) => `${name(question)} IN (${ids.map((id) => spelled(question, id)).join(', ')})`,
  id: (question) =>
    `CASE ${name(question)} ${Object.entries(layout.spelling[question])
      .map(([id, cell]) => `WHEN ${text(cell)} THEN ${text(id)}`)
      .join(' ')} END`,
  cell: name,
  text,
  number: name,
  size: () => {
    const classes = (limits) =>
      limits.map(
        ([people, money, worth], i) =>
          `WHEN employees >= ${people} AND revenue >= ${money}${worth > 0 ? ` AND assets >= ${worth}` : ''} THEN '${['large', 'medium', 'small'][i]}'`,
      );
    return `CASE sector ${Object.entries(SIZES)
      .map(([id, limits]) => `WHEN ${spelled('sector', id)} THEN CASE ${classes(limits).join(' ')} ELSE 'micro' END`)
      .join(' ')} END`;
  },
  '/': (value, by) => `(${sql(value)})::DOUBLE / ${sql(by)}`,
  '*': (...factors) => factors.map((one) => `(${sql(one)})`).join(' * '),
  count: (...tests) => tests.map((test) => `(${sql(test)})::INTEGER`).join(' + '),
  case: (...parts) => {
    const cases = [];
    for (let i = 0; i + 1 < parts.length; i += 2) cases.push(`WHEN ${sql(parts[i])} THEN ${sql(parts[i + 1])}`);
    return `CASE ${cases.join(' ')} ELSE ${sql(parts.at(-1))} END`;
  },
  same: (low, high) => `CASE WHEN ${sql(low)} = ${sql(high)} THEN ${sql(low)} END`,
  not: (test) => `NOT ${sql(test)}`,
};
function sql(expression) {
  if (typeof expression === 'string') return name(expression);
  if (!Array.isArray(expression)) return String(expression);
  const [kind, ...parts] = expression;
  return `(${make[kind] ? make[kind](...parts) : parts.map(sql).join(` ${kind.toUpperCase()} `)})`;
}

function typeOf(id) {
  if (id.endsWith(']') || isNumeric(layout.spelling[id])) return 'UTINYINT';
  return id === 'employees' ? 'INTEGER' : id === 'revenue' || id === 'assets' ? 'DOUBLE' : 'VARCHAR';
}

async function readable() {
  if (layout.encoding !== 'gbk') return layout.file;
  // Its extension for other encodings is a download; decoding beforehand is as fast.
  await pipeline(
    createReadStream(layout.file, { highWaterMark: 1 << 20 }),
    new TextDecoderStream('gbk'),
    createWriteStream(`${out}.utf8`),
  );
  return `${out}.utf8`;
}

const columns = layout.columns.map((id) => `${text(id)}: '${typeOf(id)}'`).join(', ');
const settings = [
  `header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${columns}}`,
  `new_line = ${layout.newline ? "'\\r\\n'" : "'\\n'"}`,
  ...(layout.open ? ["nullstr = ['', '暂不清楚']"] : []),
  ...(layout.dirty ? ['ignore_errors = true'] : []),
];
const file = await readable();
const from = work.layers.reduce(
  (inner, layer) =>
    `(SELECT *, ${Object.entries(layer)
      .map(([id, one]) => `${sql(one)} AS ${name(id)}`)
      .join(', ')} FROM ${inner})`,
  `read_csv(${text(file)}, ${settings.join(', ')})`,
);
const results = Object.entries(work.results).map(([heading, one]) => `${sql(one)} AS ${name(heading)}`);
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
await connection.run('SET preserve_insertion_order = false');
await connection.run(`COPY (SELECT ${results.join(', ')} FROM ${from}) TO ${text(out)} (FORMAT csv, HEADER)`);
if (file !== layout.file) rmSync(file);
