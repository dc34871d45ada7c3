// What is asked of scoring an export, and whether a run shows it.

const MILLION = 1_000_000;
const FLAGSHIP = 'miit-sme-2024';
const FORMS = ['ids', 'texts', 'gbk', 'columns', 'dirty', 'open', 'platform'];
const OTHERS = ['quick-scan-china', 'digital-intensity', 'smart-manufacturing'];

/**
 * Each goal with what was measured, ratios by the clock and by the time of processors, which others on the machine change
 * less; null where the run does not hold what it needs. It is the clock that tells. `measured` are rows of
 * { pack, form, rows, megabytes, name, seconds, megabytesPerSecond, peak }.
 */
export function judge(measured) {
  const find = (pack, form, rows, name = 'Matura') =>
    measured.find((one) => one.pack === pack && one.form === form && one.rows === rows && one.name === name);
  const goal = (what, value, sign, limit) => {
    const isMet = sign === '>=' ? value >= limit : value <= limit;
    return { what, value: value ?? null, limit: `${sign} ${limit}`, isMet: value === undefined ? null : isMet };
  };
  const ratio = (what, some, other, sign, limit) => {
    const of = (time) => (some && other ? some[time] / other[time] : undefined);
    return { ...goal(what, of('seconds'), sign, limit), processor: of('processor') };
  };
  const times = (pack, form, name, limit) => {
    const what = `${pack}, ${form}: time of ${name} / of Matura`;
    return ratio(what, find(pack, form, MILLION, name), find(pack, form, MILLION), '>=', limit);
  };
  const [ids, twice] = [MILLION, 2 * MILLION].map((rows) => find(FLAGSHIP, 'ids', rows));
  // Of each form the largest file, and large enough that starting up counts little.
  const own = measured.filter((one) => one.pack === FLAGSHIP && one.name === 'Matura' && one.megabytes >= 100);
  const forms = own.filter((one) => own.every((other) => other.form !== one.form || other.rows <= one.rows));
  const speeds = forms.map((one) => one.megabytesPerSecond);
  const isComplete = FORMS.every((form) => forms.some((one) => one.form === form));
  const spread = isComplete ? Math.max(...speeds) / Math.min(...speeds) : undefined;
  const thousands = [FLAGSHIP, ...OTHERS].map((pack) => find(pack, 'ids', 1000)?.seconds);
  const slowest = thousands.includes(undefined) ? undefined : Math.max(...thousands);
  const growth = ids && twice ? ((twice.peak - ids.peak) * 2 ** 20) / MILLION : undefined;
  return [
    ...['ids', 'platform'].flatMap((form) => [
      times(FLAGSHIP, form, 'csv-parse, parsing alone', 7),
      times(FLAGSHIP, form, 'DuckDB, 1 thread', 8),
      times(FLAGSHIP, form, 'Polars, 1 thread', 4),
      times(FLAGSHIP, form, 'Polars, 2 threads', 2.5),
    ]),
    ...OTHERS.map((pack) => times(pack, 'ids', 'DuckDB, 1 thread', 4)),
    goal('bytes a second of the best form / of the worst', spread, '<=', 3),
    ratio('time of 5 % dirty rows / of clean ones', find(FLAGSHIP, 'dirty', MILLION), ids, '<=', 1.5),
    goal('a thousand rows of the slowest pack, s', slowest, '<=', 0.6),
    goal('peak memory at a million rows, MB', ids?.peak, '<=', 150),
    goal('bytes for each further row', growth, '<=', 24),
  ];
}
