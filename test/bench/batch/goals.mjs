// What is asked of scoring an export, and whether a run shows it.

const MILLION = 1_000_000;
const FLAGSHIP = 'miit-sme-2024';
const BUNDLED = ['quick-scan', 'digital-intensity', FLAGSHIP, 'smart-manufacturing'];
const [MOST_MEMORY, MOST_GROWTH] = [150, 24];

/**
 * Each goal with what was measured, by the clock; null where the run does not hold what it needs. `measured` are rows of
 * { pack, form, rows, megabytes, name, seconds, megabytesPerSecond, peak }.
 */
export function judge(measured) {
  const find = (pack, form, rows, name = 'Matura') =>
    measured.find((one) => one.pack === pack && one.form === form && one.rows === rows && one.name === name);
  const ratio = (some, other, what = 'seconds') => (some && other ? some[what] / other[what] : null);
  const atLeast = (what, value, limit) => ({
    what,
    value,
    limit: `>= ${limit}`,
    isMet: value === null ? null : value >= limit,
  });
  const atMost = (what, value, limit) => ({
    what,
    value,
    limit: `<= ${limit}`,
    isMet: value === null ? null : value <= limit,
  });
  const times = (pack, form, name, limit) =>
    atLeast(
      `${pack}, ${form}: time of ${name} / of Matura`,
      ratio(find(pack, form, MILLION, name), find(pack, form, MILLION)),
      limit,
    );
  const [ids, twice] = [MILLION, 2 * MILLION].map((rows) => find(FLAGSHIP, 'ids', rows));
  // Of each form the largest file, and large enough that starting up counts little.
  const own = measured.filter((one) => one.pack === FLAGSHIP && one.name === 'Matura' && one.megabytes >= 100);
  const forms = own.filter((one) => own.every((other) => other.form !== one.form || other.rows <= one.rows));
  const speeds = forms.map((one) => one.megabytesPerSecond);
  const thousands = BUNDLED.map((pack) => find(pack, 'ids', 1000)?.seconds);
  return [
    ...['ids', 'platform'].flatMap((form) => [
      times(FLAGSHIP, form, 'csv-parse, parsing alone', 7),
      times(FLAGSHIP, form, 'DuckDB, 1 thread', 8),
      times(FLAGSHIP, form, 'Polars, 1 thread', 4),
      times(FLAGSHIP, form, 'Polars, 2 threads', 2.5),
    ]),
    ...BUNDLED.filter((pack) => pack !== FLAGSHIP).map((pack) => times(pack, 'ids', 'DuckDB, 1 thread', 4)),
    atMost(
      'bytes a second of the best form / of the worst',
      forms.length > 1 ? Math.max(...speeds) / Math.min(...speeds) : null,
      3,
    ),
    atMost('time of 5 % dirty rows / of clean ones', ratio(find(FLAGSHIP, 'dirty', MILLION), ids), 1.5),
    atMost(
      'a thousand rows of the slowest pack, s',
      thousands.includes(undefined) ? null : Math.max(...thousands),
      0.6,
    ),
    atMost('peak memory at a million rows, MB', ids?.peak ?? null, MOST_MEMORY),
    atMost(
      'bytes for each further row',
      ids && twice ? ((twice.peak - ids.peak) * 2 ** 20) / MILLION : null,
      MOST_GROWTH,
    ),
  ];
}
