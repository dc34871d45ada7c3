"""Scores the Parquet of a lake on Spark: every executor runs Matura itself, fed with Arrow.

spark-submit score.py PACK ANSWERS OUT [--by COLUMN] [--matura matura.tgz] [--map mapping.yaml] [--resume]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
from functools import reduce

import pyarrow as pa
from pyspark import SparkFiles
from pyspark.sql import DataFrame, SparkSession, functions as F
from pyspark.sql.pandas.types import from_arrow_schema


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("pack", help="the id of a bundled pack, or its folder on every machine")
    parser.add_argument("answers", help="Parquet: a row for each enterprise")
    parser.add_argument("out", help="the folder of results and rejects")
    parser.add_argument("--by", default="district", help="the column by which they are parted")
    parser.add_argument("--matura", default="matura", help="a command, or an archive with node and Matura (.tgz)")
    parser.add_argument("--map", help="a mapping from `matura map`, where columns have names of their own")
    parser.add_argument("--resume", action="store_true", help="a job for each folder in ANSWERS, but those that are finished")
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


class Folder:
    """A folder of answers and that of its results, on whatever file system they lie."""

    def __init__(self, spark, answers, out):
        self.spark, self.answers, self.out = spark, answers, out

    def path(self, name):
        path = self.spark._jvm.org.apache.hadoop.fs.Path(name)
        return path, path.getFileSystem(self.spark._jsc.hadoopConfiguration())

    def folders(self):
        path, system = self.path(self.answers)
        names = sorted(one.getPath().getName() for one in system.listStatus(path) if one.isDirectory())
        return [Folder(self.spark, f"{self.answers}/{name}", f"{self.out}/{name}") for name in names]

    def is_finished(self, stamps):
        """Whether a job came to its end there, with these versions."""
        path, system = self.path(f"{self.out}/_SUCCESS")
        return system.exists(path) and self.spark.read.parquet(self.out).select(*stamps).first().asDict() == stamps


def main():
    given = parse()
    # A task keeps the file of each part open; else it would sort its rows first.
    spark = SparkSession.builder.appName("matura").config("spark.sql.maxConcurrentOutputFileWriters", 64).getOrCreate()
    context = spark.sparkContext
    if given.matura.endswith(".tgz"):
        context.addArchive(f"{given.matura}#matura")
    if given.map:
        context.addFile(given.map)
    read = (spark.read.option("basePath", given.answers) if given.resume else spark.read).parquet

    run = lambda *args: subprocess.run([*command(given.matura), *args], check=True, capture_output=True, text=True).stdout
    version = [pack["version"] for pack in json.loads(run("packs", "--json"))["packs"] if pack["id"] == given.pack]
    stamps = {"matura": run("--version").strip(), "pack": "@".join([os.path.basename(given.pack), *version])}
    score = scorer(given.pack, given.matura, given.map, stamps)
    # A few rows tell the columns of the results, and what is wrong with those of the answers before the cluster is busy.
    sample = list(score(iter(read(given.answers).limit(100).toArrow().to_batches())))
    schema = from_arrow_schema(sample[0].schema)
    outcome = F.when(F.col("`reject:rule`").isNull(), "results").otherwise("rejects")

    whole = Folder(spark, given.answers, given.out)
    folders = whole.folders() if given.resume else [whole]
    finished = [one for one in folders if given.resume and one.is_finished(stamps)]
    for one in folders:
        if one not in finished:
            scored = read(one.answers).mapInArrow(score, schema).withColumn("outcome", outcome)
            scored.write.mode("overwrite").partitionBy("outcome", given.by).parquet(one.out)

    written = reduce(DataFrame.unionByName, [spark.read.parquet(one.out) for one in folders])
    counts = {row["outcome"]: row["count"] for row in written.groupBy("outcome").count().collect()}
    key = sample[0].schema.names[0]
    twice = written.where("outcome = 'results'").groupBy(key).count().where("count > 1").count()
    told = {"results": counts.get("results", 0), "rejects": counts.get("rejects", 0), "keysTwice": twice}
    print(json.dumps({**told, "foldersSkipped": len(finished), **stamps}))
    spark.stop()
    return 1 if counts.get("rejects") or twice else 0


if __name__ == "__main__":
    sys.exit(main())
