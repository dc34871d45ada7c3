// Scoring answers in a lake: `matura batch` on CSV, Parquet and Arrow, the example for Spark with one worker and with two, the same
// processes started by hand, and the same scoring written in SQL for Spark and DuckDB: `npm run bench:lake -- [--rows 1000000]
// [--spark FOLDER OF spark-submit] [--dir FOLDER]`. One run of each; results are equal key by key before the table is shown, those
// in SQL to a billionth in their sum. Never fails for a time.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeExport } from './batch/export.mjs';
import { PACKS, workOut } from './batch/rubrics.mjs';

const root = path.join(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    spark: { type: 'string', default: path.join(root, 'node_modules/.cache/spark/bin') },
    dir: { type: 'string', default: tmpdir() },
  },
});
const rows = Number(values.rows);
const [PACK] = PACKS;
const folder = mkdtempSync(path.join(values.dir, 'matura-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));
const place = (name) => path.join(folder, name);
const bin = path.join(root, 'bin/matura.js');
const [python, submit] = ['python', 'spark-submit'].map((name) => path.join(values.spark, name));
const say = (text) => process.stderr.write(`${text}\n`);

/** Runs a command; gives seconds by the clock, and of the processors with all that it starts. */
function time(command, input = '') {
  const script = `TIMEFORMAT='used %R %U %S'; time { ${command}; }`;
  const env = { ...process.env, SPARK_LOCAL_IP: '127.0.0.1', PYSPARK_PYTHON: python };
  const { stdout, stderr } = spawnSync('bash', ['-c', script], {
    cwd: folder,
    env,
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const said = /used ([\d.]+) ([\d.]+) ([\d.]+)\n$/.exec(stderr);
  if (!said) throw new Error(`${command}: ${stderr.slice(-2000)}`);
  const [seconds, user, system] = said.slice(1).map(Number);
  return { seconds, processor: user + system, stdout, stderr };
}

const runPython = (script, ...args) => {
  const { status, stdout, stderr } = spawnSync(python, ['-', ...args], {
    cwd: folder,
    input: script,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
};

say(`writing ${rows} rows`);
const layout = writeExport(place('answers.csv'), path.join(root, 'questionnaires', PACK), rows, 'ids');
writeFileSync(
  place('job.json'),
  JSON.stringify({ layout: { ...layout, file: place('answers/*.parquet') }, ...workOut(PACK, layout) }),
);
for (const name of ['answers', 'parts']) mkdirSync(place(name));
runPython(`
import pyarrow as pa, pyarrow.csv as c, pyarrow.parquet as q
t = c.read_csv("answers.csv", convert_options=c.ConvertOptions(strings_can_be_null=True))
part = -(-t.num_rows // 8)
for i in range(8): q.write_table(t.slice(i * part, part), f"answers/{i}.parquet", row_group_size=131072)
few = lambda n, col: pa.types.is_string(col.type) and n not in ("uscc", "name")
t = pa.table([col.combine_chunks().dictionary_encode() if few(n, col) else col for n, col in zip(t.column_names, t.columns)], names=t.column_names)
with pa.ipc.new_stream("answers.arrow", t.schema) as w: w.write_table(t, max_chunksize=65536)
`);
writeFileSync(place('matura'), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
chmodSync(place('matura'), 0o755);
writeFileSync(
  place('sql.py'),
  `
from pyspark.sql import SparkSession
spark = SparkSession.builder.getOrCreate()
spark.read.parquet("answers").createOrReplaceTempView("answers")
spark.sql(open("statement.sql").read()).write.mode("overwrite").parquet("spark-sql")
`,
);
const statement = path.join(import.meta.dirname, 'batch/duckdb.mjs');
writeFileSync(place('statement.sql'), time(`node ${statement} job.json - spark`).stdout);

const spark = (cores, job) =>
  `${submit} --master 'local-cluster[${cores},1,1024]' --driver-memory 1g --conf spark.ui.enabled=false --conf spark.executor.memory=512m ${job}`;
const score = (out) =>
  `${path.join(root, 'examples/spark/score.py')} ${PACK} answers ${out} --matura ${place('matura')}`;
const batch = (input, out) => `./matura batch ${PACK} ${input} -q -o ${out} --rejects ${out}.rejects.csv`;
const each = `batch ${PACK} "$1" -q -o "parts/$(basename "$1")" --rejects "parts/$(basename "$1").csv"`;
const CONTESTANTS = [
  ['batch, CSV', batch('answers.csv', 'csv.csv')],
  ['batch, Parquet', batch('answers', 'parquet.csv')],
  ['batch, Arrow', batch('answers.arrow', 'arrow.csv')],
  ['batch, Arrow in and out', `./matura batch ${PACK} - --from arrow --to arrow -q < answers.arrow > stream.arrow`],
  ['processes by hand, 2', `find answers -name '*.parquet' -print0 | xargs -0 -P2 -I{} sh -c './matura ${each}' _ {}`],
  ['Spark, 1 worker', spark(1, score('spark-1'))],
  ['Spark, 2 workers', spark(2, score('spark-2'))],
  ['Spark SQL, 2 workers', spark(2, 'sql.py')],
  ['DuckDB SQL, 1 thread', `node ${statement} job.json ${place('duckdb.parquet')} 1`],
];
const measured = CONTESTANTS.map(([name, command]) => {
  say(name);
  return { name, ...time(command) };
});

say('comparing');
const compared = runPython(`
import hashlib, pyarrow as pa, pyarrow.csv as c, pyarrow.compute as k, pyarrow.dataset as d, pyarrow.ipc as i
names = open("csv.csv").readline().strip().split(",")
def digest(t):
    cols = [k.fill_null(k.cast(t[n], pa.float64()).cast(pa.string()) if pa.types.is_integer(t[n].type) or pa.types.is_floating(t[n].type) else k.cast(t[n], pa.string()), "") for n in names]
    hashes = (hashlib.sha256(chr(31).join(map(str, row)).encode()).digest() for b in pa.table(cols, names=names).to_batches(65536) for row in zip(*[x.to_pylist() for x in b.columns]))
    # In whatever order the rows are.
    return format(sum(int.from_bytes(one, "big") for one in hashes) % 2**256, "064x")
hive = lambda f: d.dataset(f, partitioning=d.partitioning(flavor="hive")).to_table().filter(d.field("outcome") == "results")
read = lambda f: c.read_csv(f, convert_options=c.ConvertOptions(strings_can_be_null=True))
stream = i.open_stream("stream.arrow").read_all()
tables = {"csv": read("csv.csv"), "parquet": read("parquet.csv"), "arrow": read("arrow.csv"), "stream": stream.filter(k.is_null(stream["reject:rule"])),
  "by hand": d.dataset("parts", exclude_invalid_files=True).to_table(), "spark 1": hive("spark-1"), "spark 2": hive("spark-2")}
first = digest(tables["csv"])
for name, t in tables.items(): assert digest(t) == first, name
sums = {name: (t.num_rows, k.sum(k.cast(t["total"], pa.float64())).as_py()) for name, t in {"ours": tables["csv"], "duckdb": d.dataset("duckdb.parquet").to_table(), "spark sql": d.dataset("spark-sql").to_table()}.items()}
n, total = sums["ours"]
for name, (m, other) in sums.items(): assert m == n and abs(other - total) <= 1e-9 * abs(total), (name, sums)
print(n, first[:16])
`).trim();
const [cores, load] = [availableParallelism(), loadavg()[0].toFixed(1)];
console.log(`${rows} rows, ${cpus()[0]?.model}, ${cores} cores, load ${load}; results and their digest: ${compared}`);
const line = (name, cells) => name.padEnd(26) + cells.map((one, i) => one.padStart(i === 3 ? 24 : 12)).join('');
console.log(line('', ['seconds', 'processor', 'rows/s', 'rows/s of a processor']));
for (const { name, seconds, processor } of measured) {
  const figures = [
    seconds.toFixed(1),
    processor.toFixed(1),
    (rows / seconds).toFixed(0),
    (rows / processor).toFixed(0),
  ];
  console.log(line(name, figures));
}
