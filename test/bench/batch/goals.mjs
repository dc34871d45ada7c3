// What is asked of scoring an export, and whether a run shows it.

const MILLION = 1_000_000;
/** Megabytes at a million rows, and bytes for each further one. */
const MOST_MEMORY = 200;
const MOST_GROWTH = 24;
const MOST_FOR_WORKBOOK = 300;

/**
 * Each goal with what was measured, those of speed by the clock and, where that is another figure, by processor time, which
 * others on the same machine change less; with fewer rows than a million starting up hides
 * the rest, and none is met or missed.
 */
export function judge(measured) {
  const { one, csvParse, duckOne, duckTwo, gbk, small, few, fewSmall, workbook } = measured;
  const isEnough = one.rows >= MILLION;
  const met = (isIt) => (isEnough ? isIt : null);
  const least = (what, slow, fast, limit) => {
    const [value, processor] = ['seconds', 'processor'].map((time) => slow[time] / fast[time]);
    return { what, value, processor, limit: `>= ${limit}`, isMet: met(value >= limit) };
  };
  const most = (what, value, limit) => ({
    what,
    value,
    processor: null,
    limit: `<= ${limit}`,
    isMet: met(value <= limit),
  });
  const room = Math.round(MOST_MEMORY + (Math.max(0, one.rows - MILLION) * MOST_GROWTH) / MILLION);
  const growth = (much, little) => ((much.peak - little.peak) * 2 ** 20) / (much.rows - little.rows);
  return [
    least('csv-parse + plain JS takes so many times as long', csvParse, one, 10),
    least('DuckDB takes so many times as long, 1 thread', duckOne, one, 3),
    least('DuckDB takes so many times as long, 2 threads', duckTwo, one, 1.5),
    least('rows a second of GBK, as a share of UTF-8', one, gbk, 0.75),
    most('peak memory, MB', one.peak, room),
    most('peak memory, MB, with a heap of 128 MB', small.peak, room),
    most('bytes more for each further row', growth(one, few), MOST_GROWTH),
    most('bytes more for each further row, heap of 128 MB', growth(small, fewSmall), MOST_GROWTH),
    most(`peak memory of a workbook of ${workbook.rows} rows, MB`, workbook.peak, MOST_FOR_WORKBOOK),
  ];
}
