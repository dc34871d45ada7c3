// Both must come to the same figures before any time is taken.

/** Throws where counts differ, or a mean or quartile by more than a billionth of it. */
export function compareFigures(matura, duckdb, facts) {
  const [pack] = matura.packs;
  if (matura.groups[0].rows.length !== duckdb.groups.length) throw new Error('the groups differ');
  const levels = pack.bands.map(([level]) => level);
  const known = new Map(duckdb.groups.map((row) => [JSON.stringify(row.slice(0, facts)), row.slice(facts)]));
  for (const { values, members, levels: own } of matura.groups[0].rows) {
    const where = JSON.stringify(values);
    const [n, ...rest] = known.get(where) ?? [];
    const [figures] = own;
    same(where, members, n);
    for (const level of [1, 2, 3, 4]) same(where, figures.counts[levels.indexOf(level)] ?? 0, rest[level - 1]);
    for (const [i, value] of [figures.mean, figures.lower, figures.median, figures.upper].entries())
      near(where, value, [rest[4], ...(rest[5] ?? [])][i]);
  }
  for (const [id, n, mean, quartiles] of duckdb.scores) {
    const found = pack.scores.find((score) => score.id === id);
    same(id, found.n, n);
    for (const [i, value] of [found.mean, found.lower, found.median, found.upper].entries())
      near(id, value, [mean, ...quartiles][i]);
  }
}

function same(where, ours, theirs) {
  if (ours !== Number(theirs)) throw new Error(`${where}: ${ours} against ${theirs}`);
}

function near(where, ours, theirs) {
  if (ours === null && (theirs === null || theirs === undefined)) return;
  if (!(Math.abs(ours - theirs) <= 1e-9 * Math.max(1, Math.abs(theirs))))
    throw new Error(`${where}: ${ours} against ${theirs}`);
}
