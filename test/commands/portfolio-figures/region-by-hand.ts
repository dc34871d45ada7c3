// The figures of a region, worked out from its raw tables and files alone: nothing here calls the program that it checks.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

type Row = Readonly<Record<string, string>>;

/** An assessment as a row of results or a file states it. */
interface Assessed {
  readonly kind: 'self' | 'onsite';
  readonly day: string;
  readonly level: number | null;
  /** Whether answers are open that the level depends on. */
  readonly isOpen: boolean;
  readonly lowest: number;
  readonly scores: Readonly<Record<string, number | null>>;
  readonly hasPolicy: boolean;
}

/** The raw material of a region; `links` are rows of buyers and suppliers. */
export interface RawRegion {
  readonly results: readonly (Assessed & { readonly key: string })[];
  readonly links: readonly Row[];
  readonly outside: readonly Row[];
}

const SCORES = ['foundation', 'management', 'effects', 'total'];

/** The rows of a table; no cell of a simulated region is quoted. */
export async function readRows(file: string): Promise<Row[]> {
  const [head = '', ...lines] = (await readFile(file, 'utf8')).replace('\ufeff', '').trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] as string, cell])));
}

const numberOf = (cell: string | undefined): number | null => (cell === undefined || cell === '' ? null : Number(cell));

/** Reads results, enterprise files, links and partners of a simulated region. */
export async function readRegion(folder: string): Promise<RawRegion> {
  const tables = (await readdir(path.join(folder, 'results'))).map((name) => path.join(folder, 'results', name));
  const rows = (await Promise.all(tables.map(readRows))).flat().map((row) => ({
    key: row.uscc as string,
    kind: row.kind as 'self' | 'onsite',
    day: row.assessedOn as string,
    level: numberOf(row.level),
    isOpen: row.level === '' && row.highest !== '',
    lowest: numberOf(row.lowest) ?? 0,
    scores: Object.fromEntries(SCORES.map((id) => [id, numberOf(row[id])])),
    hasPolicy: false,
  }));
  const files = (await readdir(path.join(folder, 'files'))).filter((name) => name.endsWith('.json'));
  const stored = await Promise.all(
    files.map(async (name) => JSON.parse(await readFile(path.join(folder, 'files', name), 'utf8'))),
  );
  const assessed = stored.flatMap(({ key, assessments }) =>
    // biome-ignore lint/suspicious/noExplicitAny: JSON as it is on disk
    assessments.map(({ kind, finishedAt, result: { level, scores }, recommendation }: any) => ({
      key,
      kind,
      day: finishedAt.slice(0, 10),
      level: level.value ?? null,
      isOpen: (level.value ?? null) === null && (level.highest ?? null) !== null,
      lowest: level.lowest ?? 0,
      scores: Object.fromEntries(SCORES.map((id) => [id, scores[id]?.value ?? null])),
      hasPolicy: recommendation !== undefined,
    })),
  );
  return {
    results: [...assessed, ...rows],
    links: await readRows(path.join(folder, 'links.csv')),
    outside: await readRows(path.join(folder, 'outside.csv')),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const mean = (numbers: readonly number[]): number | null =>
  numbers.length === 0 ? null : sum(numbers) / numbers.length;

/** The quantile of type 7. */
function quantile(numbers: readonly number[], part: number): number | null {
  if (numbers.length === 0) return null;
  const sorted = [...numbers].sort((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const [below, above] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number];
  return below + (above - below) * (place - Math.floor(place));
}

const DAY = 86_400_000;
const daysBetween = (a: string, b: string): number => (Date.parse(b) - Date.parse(a)) / DAY;

/** Levels of some assessments. */
function levelsOf(assessed: readonly Assessed[]) {
  const settled = assessed.flatMap(({ level }) => level ?? []);
  const none = assessed.filter(({ level, isOpen }) => level === null && !isOpen).length;
  return {
    n: assessed.length,
    counts: [1, 2, 3, 4].map((level) => settled.filter((one) => one === level).length),
    none,
    open: assessed.length - settled.length - none,
    mean: mean(settled),
    meanWithNone: mean([...settled, ...new Array<number>(none).fill(0)]),
    lower: quantile(settled, 0.25),
    median: quantile(settled, 0.5),
    upper: quantile(settled, 0.75),
    atLeastTwo: assessed.filter(({ level, lowest }) => (level ?? lowest) >= 2).length,
  };
}

interface Pair {
  readonly self: Assessed;
  readonly onsite: Assessed;
}

/** The newest diagnosis with a self-assessment near enough, and of those the nearest one, the earlier of two as near. */
function pairOf(assessed: readonly Assessed[], within: number): Pair | undefined {
  const [selfs, visits] = (['self', 'onsite'] as const).map((kind) =>
    assessed.filter((one) => one.kind === kind).sort((a, b) => (a.day < b.day ? -1 : 1)),
  ) as [Assessed[], Assessed[]];
  for (const onsite of visits.toReversed()) {
    const gap = (one: Assessed): number => Math.abs(daysBetween(one.day, onsite.day));
    const near = selfs.filter((one) => gap(one) <= within).sort((a, b) => gap(a) - gap(b))[0];
    if (near) return { self: near, onsite };
  }
  return undefined;
}

/** What is found on site, less what enterprises said of themselves; no level is 0. */
function differenceOf(pairs: readonly Pair[]) {
  const rank = ({ level }: Assessed): number => level ?? 0;
  const settled = pairs.filter(({ self, onsite }) => !self.isOpen && !onsite.isOpen);
  const changes = settled.map(({ self, onsite }) => rank(onsite) - rank(self));
  const order = settled.map(({ self, onsite }) => Math.sign(daysBetween(self.day, onsite.day)));
  return {
    n: changes.length,
    open: pairs.length - changes.length,
    lower: changes.filter((one) => one < 0).length,
    equal: changes.filter((one) => one === 0).length,
    higher: changes.filter((one) => one > 0).length,
    mean: mean(changes),
    selfFirst: order.filter((one) => one > 0).length,
    onsiteFirst: order.filter((one) => one < 0).length,
    scores: Object.fromEntries(
      SCORES.map((id) => {
        const own = pairs.flatMap(({ self, onsite }) => {
          const [before, after] = [self.scores[id] ?? null, onsite.scores[id] ?? null];
          return before === null || after === null ? [] : [after - before];
        });
        return [id, { n: own.length, mean: mean(own) }];
      }),
    ),
  };
}

/** Whether a registry states on a day that something is done: a day up to then, or a yes. */
const isDone = (cell: string | undefined, asOf: string): boolean =>
  cell !== undefined && cell !== '' && (!/^\d{4}-/.test(cell) || cell <= asOf);

const quarterOf = (day: string): string => `${day.slice(0, 4)}Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}`;

/** All figures of a region at the end of a day, those of the registry in scope. */
export function figuresByHand(
  { results, links, outside }: RawRegion,
  registry: readonly Row[],
  asOf: string,
  within: number,
) {
  const known = results.filter(({ day }) => day <= asOf);
  const byKey = new Map<string, Assessed[]>();
  for (const one of known) {
    const own = byKey.get(one.key) ?? [];
    // A file repeats rows of the results: of one kind and day there is one assessment.
    if (!own.some(({ kind, day }) => kind === one.kind && day === one.day)) own.push(one);
    byKey.set(one.key, own);
  }
  const newest = (key: string, kind: Assessed['kind']): Assessed | undefined =>
    byKey
      .get(key)
      ?.filter((one) => one.kind === kind)
      .sort((a, b) => (a.day < b.day ? 1 : -1))[0];
  const counting = (key: string): Assessed | undefined => newest(key, 'onsite') ?? newest(key, 'self');
  const hasPolicy = (key: string): boolean => known.some((one) => one.key === key && one.hasPolicy);

  const scope = registry.map((row) => ({ row, key: row.uscc as string }));
  const inScope = new Set(scope.map(({ key }) => key));
  const everyone = new Set([...byKey.keys(), ...outside.map(({ uscc }) => uscc as string), ...inScope]);
  const policies = new Set([...inScope].filter(hasPolicy));
  const holds: Readonly<Record<string, (row: Row) => boolean>> = {
    'assessed-online': ({ uscc = '' }) => newest(uscc, 'self') !== undefined,
    'diagnosed-on-site': ({ uscc = '' }) => newest(uscc, 'onsite') !== undefined,
    'policy-given': ({ uscc = '' }) => policies.has(uscc),
    transformed: ({ transformed }) => isDone(transformed, asOf),
  };
  const ids = Object.keys(holds);
  const does = (id: string): ((row: Row) => boolean) => holds[id] as (row: Row) => boolean;
  const stage = Object.fromEntries(ids.map((id) => [id, registry.filter(does(id)).length]));
  const overlaps = ids.flatMap((one, i) =>
    ids.slice(i + 1).map((other) => registry.filter((row) => does(one)(row) && does(other)(row)).length),
  );
  const dated = registry.filter(({ transformed = '' }) => /^\d{4}-/.test(transformed) && transformed <= asOf);
  const undated = (stage.transformed as number) - dated.length;
  const trend = new Map<string, number>();
  for (const { transformed = '' } of dated)
    trend.set(quarterOf(transformed), (trend.get(quarterOf(transformed)) ?? 0) + 1);

  const assessedIn = (rows: readonly Row[]): Assessed[] => rows.flatMap(({ uscc = '' }) => counting(uscc) ?? []);
  const pairsIn = (rows: readonly Row[]): Pair[] =>
    rows.flatMap(({ uscc = '' }) => pairOf(byKey.get(uscc) ?? [], within) ?? []);
  const districts = [...new Set(registry.map(({ district = '' }) => district))].sort();
  const groups = districts.map((district) => {
    const rows = registry.filter((row) => row.district === district);
    return {
      district,
      members: rows.length,
      stages: ids.map((id) => rows.filter(does(id)).length),
      levels: levelsOf(assessedIn(rows)),
      difference: differenceOf(pairsIn(rows)),
    };
  });
  const places = groups.map(
    ({ levels: { meanWithNone } }) =>
      1 + groups.filter(({ levels }) => (levels.meanWithNone ?? -1) > (meanWithNone ?? -1)).length,
  );

  const own = assessedIn(registry);
  const scores = Object.fromEntries(
    SCORES.map((id) => {
      const values = own.flatMap((one) => one.scores[id] ?? []);
      return [
        id,
        { n: values.length, mean: mean(values), median: quantile(values, 0.5), lower: quantile(values, 0.25) },
      ];
    }),
  );

  const rowOf = new Map([...outside, ...registry].map((row) => [row.uscc as string, row]));
  const coverageOf = (keys: ReadonlySet<string>) => {
    const all = [...keys];
    return {
      members: all.length,
      registered: all.filter((key) => inScope.has(key)).length,
      assessed: all.filter((key) => byKey.has(key)).length,
      onSite: all.filter((key) => newest(key, 'onsite')).length,
      transformed: all.filter((key) => isDone(rowOf.get(key)?.transformed, asOf)).length,
    };
  };
  const keysIn = (rows: readonly Row[]): Set<string> =>
    new Set(rows.flatMap(({ buyer = '', supplier = '' }) => [buyer, supplier]));
  const chains = [...new Set(links.map(({ chain = '' }) => chain))].map((name) => {
    const keys = keysIn(links.filter(({ chain }) => chain === name));
    const { none, open, mean: average } = levelsOf([...keys].flatMap((key) => counting(key) ?? []));
    return { name, coverage: coverageOf(keys), none, open, mean: average };
  });
  const clusters = [...new Set(links.flatMap(({ cluster }) => cluster || []))].map((name) => ({
    name,
    coverage: coverageOf(keysIn(links.filter(({ cluster }) => cluster === name))),
  }));

  return {
    enterprises: registry.length,
    outside: everyone.size - registry.length,
    later: results.length - known.length,
    stage,
    undated,
    overlaps,
    trend: Object.fromEntries(trend),
    levels: levelsOf(own),
    groups: groups.map((group, i) => ({ ...group, place: places[i] as number })),
    scores,
    difference: differenceOf(pairsIn(registry)),
    chains,
    clusters,
    visits: registry.filter(({ uscc = '' }) => newest(uscc, 'self') && !newest(uscc, 'onsite')).length,
  };
}
