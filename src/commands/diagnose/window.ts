/** Which blocks around one are shown where not all fit into so many lines: that one at any rate, in the middle if possible. */
export function windowAround(heights: readonly number[], middle: number, room: number): [from: number, to: number] {
  let [from, to] = [middle, middle + 1];
  let used = heights[middle] ?? 0;
  const fits = (height: number | undefined): height is number => height !== undefined && used + height <= room;
  for (;;) {
    const [above, below] = [heights[from - 1], heights[to]];
    const isTopHeavy = middle - from > to - 1 - middle;
    if (fits(above) && !(isTopHeavy && fits(below))) {
      used += above;
      from--;
    } else if (fits(below)) {
      used += below;
      to++;
    } else return [from, to];
  }
}
