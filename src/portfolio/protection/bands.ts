/** Which levels are shown as one, so that none has a small total: neighbours, the smaller one first. Places of levels. */
export function mergeBands(counts: readonly number[], least: number): number[][] {
  const bands = counts.map((count, level) => ({ count, levels: [level] }));
  const isSmall = ({ count }: { count: number }): boolean => count > 0 && count < least;
  for (;;) {
    const at = bands.findIndex(isSmall);
    if (at < 0 || bands.length === 1) return bands.map(({ levels }) => levels);
    const [before, after] = [bands[at - 1], bands[at + 1]];
    const from = !before || (after && after.count < before.count) ? at : at - 1;
    const [low, high] = bands.slice(from, from + 2) as [(typeof bands)[0], (typeof bands)[0]];
    bands.splice(from, 2, { count: low.count + high.count, levels: [...low.levels, ...high.levels] });
  }
}
