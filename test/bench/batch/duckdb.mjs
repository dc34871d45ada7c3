// DuckDB: one statement from file to file, columns typed and named instead of guessed. `node duckdb.mjs JOB OUT THREADS`. With
// `spark` for THREADS it prints the statement for Spark SQL, from a table named `answers`.
import { createReadStream, createWriteStream, readFileSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';

const [jobFile, out, threads] = process.argv.slice(2);
const { layout, layers, results } = JSON.parse(readFileSync(jobFile, 'utf8'));
const TYPES = { digit: 'UTINYINT', integer: 'INTEGER', decimal: 'DOUBLE', text: 'VARCHAR' };

const text = (one) => `'${one}'`;
const name = (one) => `"${one}"`;
const value = (one) => (typeof one === 'number' ? `${one}::DOUBLE` : text(one));
const orMissing = (column, found, rest) =>
  rest === null ? found : `CASE WHEN ${name(column)} IS NULL THEN ${sql(rest)} ELSE ${found} END`;
const when = (pairs) => pairs.map(([test, then]) => `WHEN ${test} THEN ${then}`).join(' ');
const make = {
  pick: (column, table, rest) =>
    orMissing(column, `CASE ${name(column)} ${when(table.map(([cell, one]) => [text(cell), value(one)]))} END`, rest),
  number: (column, rest) =>
    orMissing(column, layout.types[column] === 'digit' ? `${name(column)}::INTEGER` : name(column), rest),
  // Counting separators, lists and tables of whole cells are no faster.
  options: (column, table, rest) => {
    const terms = table
      .filter(([, one]) => one > 0)
      .map(([cell, one]) => `${make.holds(column, cell)}::UTINYINT * ${value(one)}`);
    return orMissing(column, `(${terms.join(' + ')})`, rest);
  },
  holds: (column, cell) => `contains(${name(column)}, ${text(cell)})`,
  in: (column, cells) => `${name(column)} IN (${cells.map(text).join(', ')})`,
  cell: name,
  text,
  size: (table) => {
    const classOf = ([size, ...least]) => [
      ['employees', 'revenue', 'assets']
        .flatMap((one, i) => (least[i] > 0 ? [`${one} >= ${least[i]}`] : []))
        .join(' AND '),
      text(size),
    ];
    const sectors = table.map(([cell, classes]) => [text(cell), `CASE ${when(classes.map(classOf))} ELSE 'micro' END`]);
    return `CASE sector ${when(sectors)} END`;
  },
  '/': (dividend, divisor) => `(${sql(dividend)})::DOUBLE / ${sql(divisor)}`,
  count: (...tests) => tests.map((test) => `(${sql(test)})::INTEGER`).join(' + '),
  case: (test, then, ...others) =>
    `CASE WHEN ${sql(test)} THEN ${sql(then)} ELSE ${others.length === 1 ? sql(others[0]) : make.case(...others)} END`,
  same: (low, high) => `CASE WHEN ${sql(low)} = ${sql(high)} THEN ${sql(low)} END`,
  not: (test) => `NOT ${sql(test)}`,
};

function sql(expression) {
  if (typeof expression === 'string') return name(expression);
  if (!Array.isArray(expression)) return String(expression);
  const [kind, ...parts] = expression;
  return `(${make[kind] ? make[kind](...parts) : parts.map(sql).join(` ${kind} `)})`;
}
const named = (expressions) =>
  Object.entries(expressions)
    .map(([id, one]) => `${sql(one)} AS ${name(id)}`)
    .join(', ');

let { file } = layout;
if (layout.encoding === 'gbk') {
  // Its extension for other encodings is a download.
  file = `${out}.utf8`;
  const bytes = createReadStream(layout.file, { highWaterMark: 1 << 20 });
  await pipeline(bytes, new TextDecoderStream('gbk'), createWriteStream(file));
}
const settings = [
  `header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', new_line = ${text(JSON.stringify(layout.newline).slice(1, -1))}`,
  `columns = {${layout.columns.map((id) => `${text(id)}: '${TYPES[layout.types[id]]}'`).join(', ')}}`,
  ...(layout.open ? ["nullstr = ['', '暂不清楚']"] : []),
  ...(layout.dirty ? ['ignore_errors = true'] : []),
];
const source = file.endsWith('.parquet')
  ? `read_parquet(${text(file)})`
  : `read_csv(${text(file)}, ${settings.join(', ')})`;
const rows = layers.reduce(
  (from, layer) => `(SELECT *, ${named(layer)} FROM ${from})`,
  threads === 'spark' ? 'answers' : source,
);
if (threads === 'spark') {
  const statement = `SELECT ${named(results)} FROM ${rows}`;
  process.stdout.write(statement.replaceAll('"', '`').replaceAll('::UTINYINT', '::INT'));
  process.exit();
}
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
await connection.run('SET preserve_insertion_order = false');
await connection.run(
  `COPY (SELECT ${named(results)} FROM ${rows}) TO ${text(out)} (FORMAT ${out.endsWith('.parquet') ? 'parquet' : 'csv, HEADER'})`,
);
if (file !== layout.file) rmSync(file);
