import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { findUsccFault } from '../../src/model/credit-code.ts';
import { readRegisterNumber } from '../../src/model/register-number.ts';
import { matura, maturaProcess, scratchFolder } from './matura.ts';

const SPEC = `kind: region
id: small
seed: 7
language: de
pack: quick-scan-china
city: { name: Musterstadt }
enterprises: 120
groups:
  - id: district
    values:
      - { value: North, share: 0.5 }
      - { value: '=South', enterprises: 50 }
      - { value: Märchenwald }
  - id: size
    values:
      - { value: large, enterprises: 10, maturity: 0.3, facts: { employees: { from: 300, to: 900 } } }
      - { value: small, facts: { employees: { from: 1, to: 20 } } }
outside:
  - { city: { name: Nachbarort }, enterprises: 15, like: [size] }
chains:
  - { id: power, cluster: Energie, members: 40, outside: 10, leader: { size: [large] }, where: { district: [North] }, single: 0.25 }
  - { id: gas, cluster: Energie, members: 20, outside: 5, alsoIn: 6 }
waves:
  - { date: 2024-03-31, kind: self, enterprises: 60, outside: 5 }
  - { date: 2024-09-30, kind: onsite, enterprises: 20 }
  - { date: 2025-03-31, kind: self, enterprises: 70, again: 40 }
transformed:
  - { by: 2024-12-31, enterprises: 30 }
  - { by: 2025-03-31, enterprises: 48 }
files: 4
peers: { regions: 6, rank: 2 }
`;

type Row = Readonly<Record<string, string>>;

async function readTable(...place: string[]): Promise<Row[]> {
  return parse(await readFile(path.join(...place)), { bom: true, columns: true }) as Row[];
}

async function write(spec: string): Promise<{ folder: string; file: string }> {
  const folder = await scratchFolder();
  const file = path.join(folder, 'region.yaml');
  await writeFile(file, spec);
  return { folder, file };
}

const count = <T>(rows: readonly T[], is: (row: T) => boolean): number => rows.filter(is).length;
const keysOf = (rows: readonly Row[]): string[] => rows.map(({ uscc = '' }) => uscc);

describe('matura simulate', () => {
  test('simulate reproduces the stated figures exactly, and every output says that it is synthetic', async () => {
    const { folder, file } = await write(SPEC);
    const out = path.join(folder, 'out');
    const run = await matura(['simulate', file, '-o', out, '--json']);
    expect(run.code, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ synthetic: true, registered: 120, outside: 15, transformed: 48 });

    const registry = await readTable(out, 'registry.csv');
    expect(registry).toHaveLength(120);
    expect(new Set(keysOf(registry)).size).toBe(120);
    for (const { uscc = '', name, synthetic } of registry) {
      expect(findUsccFault(uscc)).toBeUndefined();
      expect(uscc).toMatch(/^9199/);
      expect(name).toMatch(/^Synthetisches Unternehmen \d{5}$/);
      expect(synthetic).toBe('true');
    }
    const districts = ['North', "'=South", 'Märchenwald'].map((one) =>
      count(registry, ({ district }) => district === one),
    );
    expect(districts).toEqual([60, 50, 10]);
    for (const { size, employees } of registry) expect(Number(employees) >= 300).toBe(size === 'large');
    expect(count(registry, ({ transformed = '' }) => transformed !== '')).toBe(48);
    expect(count(registry, ({ transformed = '9' }) => transformed !== '' && transformed <= '2024-12-31')).toBe(30);

    const outside = await readTable(out, 'outside.csv');
    const links = await readTable(out, 'links.csv');
    const members = (chain: string) => {
      const own = links.filter((link) => link.chain === chain);
      return new Set(own.flatMap(({ buyer = '', supplier = '' }) => [buyer, supplier]));
    };
    const listed = new Set(keysOf(registry));
    const [power, gas] = [members('power'), members('gas')];
    expect([power, gas].map((all) => count([...all], (key) => listed.has(key)))).toEqual([40, 20]);
    expect([power, gas].map((all) => count([...all], (key) => keysOf(outside).includes(key)))).toEqual([10, 5]);
    expect(count([...gas], (key) => power.has(key))).toBe(6);
    const powerLinks = links.filter(({ chain }) => chain === 'power');
    expect(count(powerLinks, ({ single }) => single === 'true')).toBe(Math.round(powerLinks.length / 4));
    const bought = new Map<string, number>();
    for (const { buyer = '', share } of links) bought.set(buyer, (bought.get(buyer) ?? 0) + Number(share));
    for (const share of bought.values()) expect(share).toBeLessThanOrEqual(1);

    const waves = await Promise.all(
      ['self-2024-03-31', 'onsite-2024-09-30', 'self-2025-03-31'].map((name) =>
        readTable(out, 'results', `${name}.csv`),
      ),
    );
    expect(waves.map((rows) => count(rows, ({ uscc = '' }) => listed.has(uscc)))).toEqual([60, 20, 70]);
    expect(waves.map((rows) => rows.length)).toEqual([65, 20, 70]);
    const [first = [], onsite = [], last = []] = waves;
    expect(count(keysOf(last), (key) => keysOf(first).includes(key))).toBe(40);
    expect(new Set(first.map(({ kind, assessedOn, synthetic }) => `${kind} ${assessedOn} ${synthetic}`))).toEqual(
      new Set(['self 2024-03-31 true']),
    );
    const files = await readdir(path.join(out, 'files'));
    expect(
      files.filter((name) => name.endsWith('.json')).every((name) => keysOf(onsite).includes(name.slice(0, -5))),
    ).toBe(true);
    expect(files.filter((name) => name.endsWith('.json'))).toHaveLength(4);

    const peers = await readTable(out, 'peers.csv');
    const own = peers.find(({ region }) => region === 'Musterstadt');
    expect(count(peers, ({ index }) => Number(index) > Number(own?.index))).toBe(1);
    expect(new Set(peers.map(({ index }) => index)).size).toBe(6);

    // The results are those of the batch, and the batch refuses nothing.
    const scored = path.join(folder, 'scored.csv');
    const exported = path.join(out, 'exports', 'self-2025-03-31.csv');
    const rejects = path.join(folder, 'rejects.csv');
    const batch = await matura([
      'batch',
      'quick-scan-china',
      exported,
      '--answers',
      '-o',
      scored,
      '--rejects',
      rejects,
    ]);
    expect(batch.code, batch.stderr).toBe(0);
    const results = await readTable(out, 'results', 'self-2025-03-31.csv');
    expect(results.map(({ synthetic: _, kind: __, assessedOn: ___, pack: ____, ...row }) => row)).toEqual(
      await readTable(scored),
    );
  });

  test('simulate gives the same bytes for the same specification; another seed changes bytes but no sums', async () => {
    const { folder, file } = await write(SPEC);
    const other = path.join(folder, 'other.yaml');
    await writeFile(other, SPEC.replace('seed: 7', 'seed: 8').replace('files: 4', 'files: 0'));
    for (const [spec, out] of [
      [file, 'a'],
      [file, 'b'],
      [other, 'c'],
    ] as const) {
      const run = await maturaProcess(['simulate', spec, '-o', path.join(folder, out)], {
        env: { TZ: out === 'b' ? 'Asia/Shanghai' : 'UTC' },
      });
      expect(run.code, run.stderr).toBe(0);
    }
    const names = (await readdir(path.join(folder, 'a'), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(path.join(folder, 'a'), path.join(entry.parentPath, entry.name)));
    expect(names.length).toBeGreaterThan(16);
    for (const name of names)
      expect(await readFile(path.join(folder, 'a', name)), name).toEqual(await readFile(path.join(folder, 'b', name)));
    const [a, c] = [await readTable(folder, 'a', 'registry.csv'), await readTable(folder, 'c', 'registry.csv')];
    expect(a).not.toEqual(c);
    expect(count(c, ({ district }) => district === 'North')).toBe(60);
  });

  test('a simulated region has plain numbers as keys if its pack accepts any register, and no column for unstated facts', async () => {
    const { folder, file } = await write(`
kind: region
id: chamber
seed: 7
language: de
pack: quick-scan
city: { name: Reutlingen }
enterprises: 40
groups:
  - { id: district, values: [{ value: Reutlingen, share: 0.5 }, { value: Calw }] }
  - { id: country, values: [{ value: DE }] }
  - { id: sector, values: [{ value: industry, share: 0.5 }, { value: retail }] }
waves:
  - { date: 2026-03-31, kind: self, enterprises: 30 }
files: 2
`);
    const out = path.join(folder, 'out');
    const run = await matura(['simulate', file, '-o', out, '--lang', 'de']);
    expect(run.code, run.stderr).toBe(0);
    const registry = await readTable(out, 'registry.csv');
    expect(Object.keys(registry[0] as Row)).toEqual([
      'registration',
      'name',
      'city',
      'district',
      'country',
      'sector',
      'synthetic',
    ]);
    const keys = registry.map(({ registration = '' }) => registration);
    expect(new Set(keys).size).toBe(40);
    for (const key of keys) expect(readRegisterNumber(key)).toEqual({ kind: null, number: key });
    expect(await readFile(path.join(out, 'README.md'), 'utf8')).toContain('beginnen mit SYN');
    expect(run.stdout).not.toMatch(/GB\/T|99/);
    const files = await readdir(path.join(out, 'files'));
    expect(
      count(
        files.map((name) => ({ name })),
        ({ name = '' }) => name.startsWith('SYN') && name.endsWith('.json'),
      ),
    ).toBe(2);
    const wrong = await write((await readFile(file, 'utf8')).replace('value: DE', 'value: Deutschlnd'));
    const refused = await matura(['simulate', wrong.file, '-o', path.join(wrong.folder, 'out')]);
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('Deutschlnd')]);
  });

  test('simulated answers are consistent: mature enterprises answer better throughout, and levels vary', async () => {
    const { folder, file } = await write(
      SPEC.replace('files: 4', 'files: 0')
        .replaceAll('enterprises: 120', 'enterprises: 600')
        .replace('enterprises: 60, outside: 5', 'enterprises: 500'),
    );
    const out = path.join(folder, 'out');
    expect((await matura(['simulate', file, '-o', out])).code).toBe(0);
    const rows = await readTable(out, 'results', 'self-2024-03-31.csv');
    expect(new Set(rows.map(({ level }) => level)).size).toBeGreaterThan(2);
    const scores = Object.keys(rows[0] ?? {})
      .slice(4)
      .filter((name) => rows.every((row) => /^\d*\.?\d*$/.test(row[name] ?? '')));
    const [one, other] = scores.slice(0, 2).map((name) => rows.map((row) => Number(row[name])));
    expect(correlation(one ?? [], other ?? [])).toBeGreaterThan(0.3);
  });

  test.each([
    ['enterprises: 50 }', 'enterprises: 61 }', /:11:7 [\s\S]*values that add up to no more than the whole/],
    [
      'where: { district: [North] }',
      'where: { distrct: [North] }',
      /there is no group "distrct"[\s\S]*Did you mean "district"/,
    ],
    ['where: { district: [North] }', 'where: { district: [Nord] }', /there is no value of district "Nord"/],
    ['members: 40', 'members: 90', /must be smaller: only \d+ more enterprises of the registry/],
    ['again: 40', 'again: 80', /80 is above the 70 enterprises of the wave/],
    [
      'enterprises: 70, again: 40',
      'enterprises: 120, again: 10',
      /must be smaller: only 60 enterprises had no assessment before/,
    ],
    ['from: 300, to: 900', 'from: 900, to: 300', /900 is above 300/],
    ['rank: 2', 'rank: 7', /must be at most 6, the number of regions/],
    ['by: 2025-03-31', 'by: 2024-02-31', /"2024-02-31" is not/],
    ['id: district', 'id: transformed', /"transformed" is reserved/],
    ['seed: 7', 'seeds: 7', /"seeds" is not a key here[\s\S]*Did you mean "seed"/],
    ['pack: quick-scan-china\n', '', /the key "pack" is missing/],
    ['id: gas', 'id: POWER', /the id "POWER" is used twice/],
    ['value: large', 'value: huge', /"huge" is not an option of "size"|there is no value of size "large"/],
  ])('in a specification of a region, %s changed to %s is reported with its line', async (from, to, said) => {
    expect(SPEC).toContain(from);
    const { folder, file } = await write(SPEC.replace(from, to));
    const run = await matura(['simulate', file, '-o', path.join(folder, 'out')]);
    expect(run.stderr).toMatch(said);
    expect(run.stderr).toMatch(/region\.yaml:\d+:\d+ {2}error/);
    expect(run.code).toBe(3);
    expect(await readdir(folder)).toEqual(['region.yaml']);
  });

  test('a specification must state every fact that the pack requires; batch then accepts the export', async () => {
    const spec = SPEC.replace('quick-scan-china', 'smart-manufacturing');
    const without = await write(spec);
    const refused = await matura(['simulate', without.file, '-o', path.join(without.folder, 'out')]);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toMatch(/region\.yaml:5:7 {2}error[\s\S]*"industryType" is not/);
    const group = '  - { id: industryType, values: [{ value: discrete, share: 0.5 }, { value: process }] }';
    const { folder, file } = await write(spec.replace('groups:', `groups:\n${group}`));
    expect(await matura(['simulate', file, '-o', path.join(folder, 'out')])).toMatchObject({ code: 0 });
    const [exported = ''] = await readdir(path.join(folder, 'out/exports'));
    const run = await matura(['batch', 'smart-manufacturing', path.join('out/exports', exported)], { cwd: folder });
    expect(run.stderr).toContain('20 rows read; 20 scored; 0 rejected');
  });

  test('simulate refuses a non-empty folder and leaves it unchanged; any other misuse has its own error', async () => {
    const { folder, file } = await write(SPEC);
    const full = await matura(['simulate', file, '-o', folder]);
    expect(full).toMatchObject({ code: 3, stdout: '' });
    expect(full.stderr).toContain('is not empty');
    expect((await matura(['simulate', file, '-o', file])).stderr).toContain('is not a folder');
    expect(await matura(['simulate', file])).toMatchObject({ code: 2 });
    expect(await matura(['simulate', file, '-o', ''])).toMatchObject({ code: 2 });
    expect(await matura(['simulate', path.join(folder, 'none.yaml'), '-o', path.join(folder, 'x')])).toMatchObject({
      code: 3,
    });
    const pack = await matura(['simulate', file.replace('region', '../none'), '-o', path.join(folder, 'y')]);
    expect(pack.code).toBe(3);
  });

  test('a region’s name with ../ or markup writes no file outside of the folder, nor markup into the README', async () => {
    const { folder, file } = await write(
      SPEC.replace('name: Musterstadt', 'name: "../../x</td>|`"').replace('files: 4', 'files: 0'),
    );
    const run = await matura(['simulate', file, '-o', path.join(folder, 'out'), '--lang', 'zh']);
    expect(run.code, run.stderr).toBe(0);
    expect((await readdir(folder)).sort()).toEqual(['out', 'region.yaml']);
    const readme = await readFile(path.join(folder, 'out', 'README.md'), 'utf8');
    expect(readme).toContain('合成');
    expect(readme).not.toContain('</td>');
    // The warning at the top is written without signs that Markdown would have to escape.
    expect(readme.split('\n').find((line) => line.startsWith('**'))).not.toContain('\\');
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;
  const [ma, mb] = [mean(a), mean(b)];
  const sum = (f: (i: number) => number): number => a.reduce((all, _, i) => all + f(i), 0);
  const cross = sum((i) => ((a[i] as number) - ma) * ((b[i] as number) - mb));
  return cross / Math.sqrt(sum((i) => ((a[i] as number) - ma) ** 2) * sum((i) => ((b[i] as number) - mb) ** 2));
}
