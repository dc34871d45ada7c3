// The example for Spark on a cluster of its own on this machine, a master and two workers: a process that crashes and a worker
// that is killed change nothing, a poisoned row is told.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { csvOf, manyRows, readCsv } from '../commands/batch/sample-export.ts';
import { matura, ROOT, scratchFolder } from '../commands/matura.ts';
import { useProgram } from '../use-program.ts';

/** Where `.ci/run` puts it, with pyarrow. */
const OWN = path.join(ROOT, 'node_modules/.cache/spark/bin/spark-submit');
const submit = useProgram('Spark (pip install pyspark pandas pyarrow)', [process.env.SPARK_SUBMIT ?? OWN]) ?? '';
useProgram('Java, for Spark', ['java']);

const BIN = path.dirname(submit);
const MASTER = 'spark://127.0.0.1:17077';
const started: ChildProcess[] = [];
afterAll(() => {
  for (const { pid } of started) kill(pid);
});

function kill(pid: number | undefined): void {
  try {
    // With what it has started.
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** Each of the six virtual machines lives for seconds: compiling for peak speed would take longer than the work. */
const JAVA_OPTIONS = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC';

function start(program: string, args: readonly string[], cwd: string): ChildProcess {
  const env = {
    ...process.env,
    SPARK_LOCAL_IP: '127.0.0.1',
    PYSPARK_PYTHON: path.join(BIN, 'python'),
    JAVA_TOOL_OPTIONS: JAVA_OPTIONS,
  };
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  return child;
}

function saidBy(child: ChildProcess): Promise<{ code: number | null; text: string }> {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, text })));
}

/** Matura that crashes in the second run, and says when the third one has begun: that of the first rows is the driver's. */
const CRASHING = (folder: string): string => `#!/bin/sh
[ "$1" = batch ] || exec "${process.execPath}" "${ROOT}/bin/matura.js" "$@"
for run in 1 2 3; do
  mkdir "${folder}/run-$run" 2>/dev/null || continue
  [ $run = 2 ] && { touch "${folder}/crashed"; kill -9 $$; }
  [ $run = 3 ] && sleep 4
  break
done
exec "${process.execPath}" "${ROOT}/bin/matura.js" "$@"
`;

test('Spark gives the same scores as batch, whichever process is killed', { timeout: 600_000 }, async () => {
  const folder = await scratchFolder();
  const inFolder = (name: string): string => path.join(folder, name);
  // Keys that stand twice are for the whole table; here every key stands once.
  const rows = manyRows(4000).filter((_, i) => i % 997 !== 0 || i === 0);
  await writeFile(inFolder('export.csv'), csvOf(rows));
  await matura(['batch', 'quick-scan-china', 'export.csv', '-q', '-o', 'results.csv'], { cwd: folder });
  await writeFile(inFolder('matura'), CRASHING(folder));
  await chmod(inFolder('matura'), 0o755);
  await writeFile(
    inFolder('part.py'),
    `import pyarrow.csv as c, pyarrow.parquet as q, os
for half in "ab": os.makedirs(f"answers/half={half}")
o = c.ConvertOptions(strings_can_be_null=True, quoted_strings_can_be_null=True)
t = c.read_csv("export.csv", parse_options=c.ParseOptions(newlines_in_values=True), convert_options=o)
for i in range(6): q.write_table(t.slice(i * 700, 700), f"answers/half={'ab'[i // 3]}/{i}.parquet")`,
  );
  const parted = await saidBy(start(path.join(BIN, 'python'), ['part.py'], folder));
  expect(parted.code, parted.text).toBe(0);

  const classOf = path.join(BIN, 'spark-class');
  const deploy = 'org.apache.spark.deploy';
  start(
    classOf,
    [`${deploy}.master.Master`, '--host', '127.0.0.1', '--port', '17077', '--webui-port', '18077'],
    folder,
  ).stderr?.resume();
  const workers = [0, 1].map((i) => {
    const args = [
      '--cores',
      '1',
      '--memory',
      '1g',
      '--webui-port',
      String(18_078 + i),
      '--work-dir',
      inFolder(`work-${i}`),
      MASTER,
    ];
    const worker = start(classOf, [`${deploy}.worker.Worker`, ...args], folder);
    worker.stderr?.resume();
    return worker;
  });
  const settings = ['spark.ui.enabled=false', 'spark.executor.memory=512m', 'spark.sql.files.openCostInBytes=128m'];
  const score = path.join(ROOT, 'examples/spark/score.py');
  const submitted = [
    ...['--master', MASTER, '--driver-memory', '512m', ...settings.flatMap((one) => ['--conf', one])],
    ...[score, 'quick-scan-china', 'answers', 'scored', '--matura', inFolder('matura'), '--resume'],
  ];
  const job = start(submit, submitted, folder);
  const said = saidBy(job);
  while (!existsSync(inFolder('run-3')) && job.exitCode === null) await sleep(100);
  kill(workers[0]?.pid);
  const { code, text } = await said;
  expect(existsSync(inFolder('crashed'))).toBe(true);
  const rejects = rows.length - (await readCsv(folder, 'results.csv')).length;
  const countsOf = (output: string) =>
    JSON.parse(output.split('\n').find((line) => line.startsWith('{"results"')) ?? output);
  const counts = { results: rows.length - rejects, rejects, keysTwice: 0 };
  expect(countsOf(text)).toMatchObject({ ...counts, foldersSkipped: 0 });
  expect(code).toBe(1);

  // Of two folders one is as if its job had been stopped.
  await rm(inFolder('scored/half=b/_SUCCESS'));
  const again = await saidBy(start(submit, submitted, folder));
  expect(countsOf(again.text)).toMatchObject({ ...counts, foldersSkipped: 1 });

  await writeFile(
    inFolder('read.py'),
    `import pyarrow.dataset as d, pyarrow.csv as c, pyarrow as pa
t = d.dataset("scored", partitioning=d.partitioning(flavor="hive")).to_table().filter(d.field("outcome") == "results")
names = open("results.csv").readline().strip().split(",")
c.write_csv(t.select(names).sort_by("uscc"), "spark.csv")
assert set(t["matura"].to_pylist()) == {"${(await matura(['--version'])).stdout.trim()}"}`,
  );
  const read = await saidBy(start(path.join(BIN, 'python'), ['read.py'], folder));
  expect(read.code, read.text).toBe(0);
  const byKey = (one: Record<string, string>, other: Record<string, string>): number =>
    (one.uscc ?? '') < (other.uscc ?? '') ? -1 : 1;
  const asNumbers = (row: Record<string, string>) =>
    Object.values(row).map((cell) => (cell !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell));
  const scored = (await readCsv(folder, 'spark.csv')).sort(byKey).map(asNumbers);
  expect(scored).toEqual((await readCsv(folder, 'results.csv')).sort(byKey).map(asNumbers));
  expect(await readFile(inFolder('scored/half=b/_SUCCESS'), 'utf8')).toBe('');

  // What its page says of figures: Spark groups, and the groups come to the figures of the rows.
  const page = await readFile(path.join(ROOT, 'examples/spark/README.md'), 'utf8');
  const grouping = /^ {2}```python\n(.*?)^ {2}```$/ms
    .exec(page)?.[1]
    ?.replaceAll(/^ {2}/gm, '')
    .replaceAll('lake/', '');
  await writeFile(
    inFolder('group.py'),
    `from pyspark.sql import SparkSession, functions as F
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", False).getOrCreate()
${grouping}`,
  );
  const grouped = await saidBy(start(path.join(BIN, 'python'), ['group.py'], folder));
  expect(grouped.code, grouped.text).toBe(0);
  const figuresOf = async (...inputs: string[]): Promise<object> => {
    const options = ['--pack', 'quick-scan-china', '--by', 'district,size', '--json'];
    const { stdout, stderr } = await matura(['portfolio', ...inputs, ...options], { cwd: folder });
    expect(stderr).toBe('');
    const { sources, packs, ...others } = JSON.parse(stdout);
    const scores = packs[0].scores.filter(({ id }: { id: string }) => id === 'total');
    return { ...others, read: sources[0].read, pack: { ...packs[0], versions: null, assumed: null, scores } };
  };
  expect(await figuresOf('groups', '--count', 'enterprises')).toEqual(await figuresOf('results.csv'));
});
