"""Scores what a query of DuckDB gives, and keeps the results as a table: python score.py DATABASE QUERY PACK [TABLE]"""

import contextlib
import subprocess
import sys
import threading

import duckdb
import pyarrow as pa

database, query, pack, table = (*sys.argv[1:], "scored")[:4]
connection = duckdb.connect(database)
answers = connection.cursor().sql(query).to_arrow_reader(10_000)
with subprocess.Popen(
    ["matura", "batch", pack, "-", "--from", "arrow", "--to", "arrow", "--quiet"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
) as process:

    def feed():
        # What Matura refuses it does not read to the end.
        with contextlib.suppress(OSError), process.stdin, pa.ipc.new_stream(process.stdin, answers.schema) as writer:
            for batch in answers:
                writer.write_batch(batch)

    threading.Thread(target=feed, daemon=True).start()
    connection.execute("begin")
    with contextlib.suppress(pa.ArrowInvalid):
        reader = pa.ipc.open_stream(process.stdout)
        connection.execute(f'create or replace table "{table}" as select * from reader')
    # 1 says that rows were rejected; they are those with a "reject:rule".
    if process.wait() not in (0, 1):
        sys.exit(f"matura ended with {process.returncode}: the table is as it was")
    connection.execute("commit")
print(connection.execute(f'select "reject:rule", count(*) from "{table}" group by all order by all').fetchall())
