# Polars: a lazy query from file to file in its streaming engine, columns typed and named. `polars-scorer.py JOB OUT`; threads as in
# POLARS_MAX_THREADS. Says at its end what it used, as the others do.
import json
import os
import resource
import statistics
import sys

import polars as pl

job_file, out = sys.argv[1:3]
with open(job_file, encoding="utf-8") as file:
    job = json.load(file)
layout, work, sizes = job["layout"], job["work"], job["sizes"]
columns, spelling = layout["columns"], layout["spelling"]


def is_split(question):
    return question not in columns


def is_numeric(cells):
    return cells is not None and all(id == cell and id.isdigit() for id, cell in cells.items())


def or_missing(value, rest):
    return value if rest is None else value.fill_null(make(rest))


def points(question, table, rest=None):
    old = [spelling[question][id] for id in table]
    return or_missing(pl.col(question).replace_strict(old, [float(one) for one in table.values()], default=None, return_dtype=pl.Float64), rest)


def scale(question, _=None, rest=None):
    cells = spelling[question]
    if is_numeric(cells):
        return or_missing(pl.col(question).cast(pl.Int32), rest)
    return points(question, {id: float(id) for id in cells}, rest)


def has(question, id):
    if is_split(question):
        return pl.col(f"{question}[{id}]") == 1
    return pl.col(question).str.contains(spelling[question][id], literal=True)


def chosen(question, table, rest=None):
    """In one cell most options have the same points: counting what separates them is faster than looking for each."""
    if is_split(question):
        terms = [pl.col(f"{question}[{id}]").cast(pl.Float64) * value for id, value in table.items() if value > 0]
        return or_missing(sum(terms[1:], terms[0]), rest)
    usual = statistics.mode(value for value in table.values() if value > 0)
    found = (pl.col(question).str.count_matches(layout["separator"], literal=True) + 1) * float(usual)
    for id, value in table.items():
        if value not in (0, usual):
            found = found + has(question, id).cast(pl.Float64) * (value - usual)
    none = [spelling[question][id] for id, value in table.items() if value == 0]
    return or_missing(pl.when(pl.col(question).is_in(none)).then(0.0).otherwise(found), rest)


def size():
    """The class by the least employees, revenue and assets of the sector, each looked up once."""
    sector = pl.col("sector")
    names = [spelling["sector"][id] for id in sizes]
    limit = lambda i, k: sector.replace_strict(names, [float(limits[i][k]) for limits in sizes.values()], default=None, return_dtype=pl.Float64)
    holds = lambda i: (pl.col("employees") >= limit(i, 0)) & (pl.col("revenue") >= limit(i, 1)) & (pl.col("assets").fill_null(0.0) >= limit(i, 2))
    return pl.when(holds(0)).then(pl.lit("large")).when(holds(1)).then(pl.lit("medium")).when(holds(2)).then(pl.lit("small")).otherwise(pl.lit("micro"))


def case(*parts):
    found = pl.when(make(parts[0])).then(make(parts[1]))
    for i in range(2, len(parts) - 1, 2):
        found = found.when(make(parts[i])).then(make(parts[i + 1]))
    return found.otherwise(make(parts[-1]))


def fold(join):
    def folded(*parts):
        terms = [make(part) for part in parts]
        for term in terms[1:]:
            terms[0] = join(terms[0], term)
        return terms[0]

    return folded


KINDS = {
    "points": points,
    "scale": scale,
    "set": chosen,
    "has": has,
    "size": size,
    "case": case,
    "is": lambda question, id: pl.col(question) == spelling[question][id],
    "any": lambda question, ids: pl.col(question).is_in([int(id) if is_numeric(spelling[question]) else spelling[question][id] for id in ids]),
    "id": lambda question: pl.col(question).replace_strict(list(spelling[question].values()), list(spelling[question]), default=None, return_dtype=pl.String),
    "cell": pl.col,
    "text": pl.lit,
    "number": pl.col,
    "count": lambda *tests: sum((make(test).cast(pl.UInt8) for test in tests[1:]), make(tests[0]).cast(pl.UInt8)),
    "same": lambda low, high: pl.when(make(low) == make(high)).then(make(low)),
    "not": lambda test: ~make(test),
    "+": fold(lambda a, b: a + b),
    "*": fold(lambda a, b: a * b),
    "/": fold(lambda a, b: a / b),
    ">=": fold(lambda a, b: a >= b),
    "and": fold(lambda a, b: a & b),
    "or": fold(lambda a, b: a | b),
}


def make(expression):
    if isinstance(expression, str):
        return pl.col(expression)
    if not isinstance(expression, list):
        return pl.lit(expression)
    return KINDS[expression[0]](*expression[1:])


def type_of(id):
    if id.endswith("]") or is_numeric(spelling.get(id)):
        return pl.UInt8
    return {"employees": pl.Int32, "revenue": pl.Float64, "assets": pl.Float64}.get(id, pl.String)


source = layout["file"]
settings = {
    "schema": {id: type_of(id) for id in columns},
    "null_values": ["", "暂不清楚"] if layout.get("open") else None,
    "ignore_errors": layout.get("dirty", False),
    "truncate_ragged_lines": layout.get("dirty", False),
}
if layout["encoding"] == "gbk":
    # It reads UTF-8 alone.
    source = f"{out}.utf8"
    with open(layout["file"], encoding="gb18030", newline="") as file, open(source, "w", encoding="utf-8", newline="") as decoded:
        while piece := file.read(1 << 20):
            decoded.write(piece)
rows = pl.scan_csv(source, **settings)
for layer in work["layers"]:
    rows = rows.with_columns([make(expression).alias(name) for name, expression in layer.items()])
rows = rows.select([make(expression).alias(heading) for heading, expression in work["results"].items()])
rows.sink_csv(out, engine="streaming")
if source != layout["file"]:
    os.remove(source)
used = resource.getrusage(resource.RUSAGE_SELF)
print(f"used {used.ru_maxrss} {round((used.ru_utime + used.ru_stime) * 1e6)}", file=sys.stderr)
