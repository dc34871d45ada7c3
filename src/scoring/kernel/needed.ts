/** Leaves out the constants that nothing reads: they are made where they may be wanted, before that is known. */
export function keepNeeded(lines: readonly string[]): string[] {
  const read = new Set<string>();
  const kept: string[] = [];
  for (const line of lines.toReversed()) {
    const [, name] = line.match(/^const (v\d+) = /) ?? [];
    if (name !== undefined && !read.has(name)) continue;
    for (const used of line.match(/\bv\d+\b/g) ?? []) read.add(used);
    kept.push(line);
  }
  return kept.reverse();
}
