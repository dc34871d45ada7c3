// DuckDB: one statement from file to file, columns typed and named instead of guessed, answers in the smallest type and
// sums in doubles; columns that no rule reads are dropped by its own projection.
import { createRequire } from 'node:module';
import path from 'node:path';
import { COLUMNS, GATES, GROUPS, QUESTIONS } from './pack.mjs';

const [file, out, packages, threads] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(path.join(packages, 'package.json'))('@duckdb/node-api');
const answers = new Set(QUESTIONS);
const typeOf = (name) => (answers.has(name) ? 'UTINYINT' : name === 'employees' ? 'INTEGER' : 'VARCHAR');
const columns = COLUMNS.map((name) => `'${name}': '${name === 'revenue' ? 'DOUBLE' : typeOf(name)}'`).join(', ');

const add = (terms) => terms.join(' + ');
const means = GROUPS.map(({ id, questions }) => {
  // A sum of small integers would overflow.
  const points = add(questions.map((question) => `coalesce(${question.id}::INTEGER * ${question.weight}, 0)`));
  const weights = add(
    questions.map((question) => `CASE WHEN ${question.id} IS NULL THEN 0 ELSE ${question.weight} END`),
  );
  return `(${points})::DOUBLE / (${weights}) AS ${id}`;
});
const names = GROUPS.map(({ id }) => id);
const steps = GATES.toReversed().map(
  ({ level, minimum }) => `WHEN least(${names.join(', ')}) >= ${minimum} THEN ${level}`,
);

const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
await connection.run('SET preserve_insertion_order = false');
await connection.run(`
  COPY (
    SELECT uscc, district, chain, ${names.join(', ')}, (${add(names)}) / ${names.length} AS total,
      CASE ${steps.join(' ')} END AS level
    FROM (
      SELECT uscc, district, chain, ${means.join(', ')}
      FROM read_csv('${file}', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
        new_line = '\\n', columns = {${columns}})
    )
  ) TO '${out}' (FORMAT csv, HEADER)`);
connection.closeSync();
