"""Scores the Parquet of a lake on Spark: every executor runs Matura itself, fed with Arrow.

spark-submit score.py PACK ANSWERS OUT [--by COLUMN] [--matura matura.tgz] [--map mapping.yaml]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading

import pyarrow as pa
from pyspark import SparkFiles
from pyspark.sql import SparkSession, functions as F
from pyspark.sql.pandas.types import from_arrow_schema


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("pack", help="the id of a bundled pack, or its folder on every machine")
    parser.add_argument("answers", help="Parquet: a row for each enterprise")
    parser.add_argument("out", help="the folder of results and rejects")
    parser.add_argument("--by", default="district", help="the column by which they are parted")
    parser.add_argument("--matura", default="matura", help="a command, or an archive with node and Matura (.tgz)")
    parser.add_argument("--map", help="a mapping from `matura map`, where columns have names of their own")
    return parser.parse_args()


def command(matura):
    """How Matura is started on the machine that this runs on."""
    if not matura.endswith(".tgz"):
        return [matura]
    folder = SparkFiles.get("matura")
    return [os.path.join(folder, "node"), os.path.join(folder, "bin", "matura.js")]


def scorer(pack, matura, mapping, stamps):
    """A function for mapInArrow: a process for each partition, answers in, results and rejects out."""

    def score(batches):
        first = next(batches, None)
        if first is None:
            return
        args = [*command(matura), "batch", pack, "-", "--from", "arrow", "--to", "arrow", "--quiet", "--lang", "en"]
        if mapping:
            args += ["--map", SparkFiles.get(os.path.basename(mapping))]
        with tempfile.TemporaryFile() as told, subprocess.Popen(
            args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=told
        ) as process:
            failed = []

            def feed():
                try:
                    with pa.ipc.new_stream(process.stdin, first.schema) as writer:
                        writer.write_batch(first)
                        for batch in batches:
                            writer.write_batch(batch)
                    process.stdin.close()
                except BaseException as error:  # Told below: a thread cannot fail a task.
                    failed.append(error)
                    process.kill()

            feeder = threading.Thread(target=feed, daemon=True)
            feeder.start()
            try:
                with pa.ipc.open_stream(process.stdout) as reader:
                    for batch in reader:
                        columns = [pa.array([value] * batch.num_rows, pa.string()) for value in stamps.values()]
                        yield pa.RecordBatch.from_arrays([*batch.columns, *columns], [*batch.schema.names, *stamps])
            except pa.ArrowInvalid as error:
                failed.append(error)
            finally:
                if sys.exc_info()[0]:  # Whoever reads has stopped.
                    process.kill()
            code = process.wait()
            feeder.join()
            # 1 says that rows were rejected; a process that was killed has no end mark, and its task is done again.
            if failed or code not in (0, 1):
                told.seek(0)
                raise RuntimeError(f"matura ended with {code}: {told.read().decode()[-2000:]} {failed}")

    return score


def main():
    given = parse()
    spark = SparkSession.builder.appName("matura").getOrCreate()
    context = spark.sparkContext
    if given.matura.endswith(".tgz"):
        context.addArchive(f"{given.matura}#matura")
    if given.map:
        context.addFile(given.map)
    answers = spark.read.parquet(given.answers)

    run = lambda *args: subprocess.run([*command(given.matura), *args], check=True, capture_output=True, text=True).stdout
    version = [pack["version"] for pack in json.loads(run("packs", "--json"))["packs"] if pack["id"] == given.pack]
    stamps = {"matura": run("--version").strip(), "pack": "@".join([os.path.basename(given.pack), *version])}
    score = scorer(given.pack, given.matura, given.map, stamps)
    # A few rows tell the columns of the results, and what is wrong with those of the answers before the cluster is busy.
    sample = list(score(iter(answers.limit(100).toArrow().to_batches())))
    schema = from_arrow_schema(sample[0].schema)

    scored = answers.mapInArrow(score, schema)
    outcome = F.when(F.col("`reject:rule`").isNull(), "results").otherwise("rejects")
    scored.withColumn("outcome", outcome).write.mode("overwrite").partitionBy("outcome", given.by).parquet(given.out)

    written = spark.read.parquet(given.out)
    counts = {row["outcome"]: row["count"] for row in written.groupBy("outcome").count().collect()}
    key = sample[0].schema.names[0]
    twice = written.where("outcome = 'results'").groupBy(key).count().where("count > 1").count()
    print(json.dumps({"results": counts.get("results", 0), "rejects": counts.get("rejects", 0), "keysTwice": twice, **stamps}))
    spark.stop()
    return 1 if counts.get("rejects") or twice else 0


if __name__ == "__main__":
    sys.exit(main())
