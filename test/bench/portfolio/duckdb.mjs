// DuckDB: the figures of a portfolio from batch results. Columns are typed and named instead of guessed; each enterprise
// is taken once, as Matura does.
import { writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const [file, out, threads, by] = process.argv.slice(2);
const SCORES = ['direction', 'processes', 'production', 'customers', 'data', 'base', 'total'];
const TEXTS = ['uscc', 'district', 'chain', 'size'];
const NUMBERS = [...SCORES, 'level', 'lowest', 'highest', 'coverage'];
const columns = [...TEXTS, ...NUMBERS, 'warnings']
  .map((name) => `'${name}': '${NUMBERS.includes(name) ? 'DOUBLE' : 'VARCHAR'}'`)
  .join(', ');
const groups = by.split('*');
const quartiles = (column) => `quantile_cont(${column}, [0.25, 0.5, 0.75])`;
const levels = [1, 2, 3, 4].map((level) => `count(*) FILTER (level = ${level})`).join(', ');

const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
await connection.run(`CREATE TABLE results AS SELECT DISTINCT ON (uscc) * FROM read_csv('${file}', auto_detect = false,
  header = true, delim = ',', quote = '"', escape = '"', columns = {${columns}})`);
const read = async (query) => (await connection.runAndReadAll(query)).getRowsJson();
const ofGroups = await read(
  `SELECT ${groups.map((name) => `coalesce(${name}, '')`)}, count(*), ${levels}, avg(level), ${quartiles('level')}
   FROM results GROUP BY ALL`,
);
const ofScores = await read(
  SCORES.map((name) => `SELECT '${name}', count(${name}), avg(${name}), ${quartiles(name)} FROM results`).join(
    ' UNION ALL ',
  ),
);
writeFileSync(out, JSON.stringify({ groups: ofGroups, scores: ofScores }));
connection.closeSync();
