import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { matura, ROOT, scratchFolder } from '../commands/matura.ts';
import { MISTAKES, type Mistake } from './seeded-mistakes.ts';

const SOUND = path.join(ROOT, 'test/fixtures/seeded');

interface Finding {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly severity: string;
}

/** A copy of the sound pack with these mistakes, and the line of the last of them. */
async function seed(mistakes: readonly Mistake[]): Promise<{ folder: string; line: number }> {
  const folder = await scratchFolder();
  await cp(SOUND, folder, { recursive: true });
  let line = 0;
  for (const { file, right, wrong, at } of mistakes) {
    const place = path.join(folder, file);
    const before = await readFile(place, 'utf8');
    const after = before.replace(right, () => wrong);
    if (after === before) throw new Error(`${file} does not hold ${right}`);
    await writeFile(place, after);
    const changed = [...before].findIndex((character, i) => character !== [...after][i]);
    const start = at === undefined ? [...after].slice(0, changed).join('').length : after.indexOf(at);
    if (start < 0) throw new Error(`${file} does not hold ${at}`);
    line = after.slice(0, start).split('\n').length;
  }
  return { folder, line };
}

async function findingsIn(cwd: string): Promise<readonly Finding[]> {
  const { stdout } = await matura(['validate', '.', '--format', 'json', '--as-of', '2026-06-01'], { cwd });
  return JSON.parse(stdout).findings;
}

/** Where a mistake is found: by `validate` in its line, by `test`, or not. */
async function whereFound(mistake: Mistake): Promise<'line' | 'case' | 'elsewhere' | 'nowhere'> {
  const { folder, line } = await seed([mistake]);
  const findings = await findingsIn(folder);
  if (findings.some((one) => one.file === mistake.file && one.line === line)) return 'line';
  if (findings.some(({ severity }) => severity === 'error')) return 'elsewhere';
  if ((await matura(['test', '.'], { cwd: folder })).code === 1) return 'case';
  return findings.length > 0 ? 'elsewhere' : 'nowhere';
}

const ALL = Object.entries(MISTAKES).flatMap(([family, list]) => list.map((mistake) => ({ family, mistake })));

describe('seeded mistakes', () => {
  test('many mistakes can be seeded in the pack, which has none to begin with', async () => {
    expect(ALL.length).toBeGreaterThan(160);
    expect(await findingsIn(SOUND)).toEqual([]);
    expect((await matura(['test', SOUND])).code).toBe(0);
  });

  test('nearly all seeded mistakes are reported at their line or caught by a case', { timeout: 600_000 }, async () => {
    const missed: string[] = [];
    for (const { family, mistake } of ALL) {
      const where = await whereFound(mistake);
      if (where === 'nowhere' || where === 'elsewhere') missed.push(`${family}: ${mistake.what} (${where})`);
    }
    expect(missed.length, missed.join('\n')).toBeLessThan(ALL.length * 0.02);
  });
});

describe('several mistakes at once', () => {
  const find = (what: string): Mistake => {
    const found = ALL.find(({ mistake }) => mistake.what === what)?.mistake;
    if (!found) throw new Error(what);
    return found;
  };
  test.each([
    ['a bound in quotes', 'a step to an unknown option', 'a size with bounds that cross', ['M107', 'M205', 'M302']],
    ['a misspelt key', 'an unknown measure', 'a cap that falls', ['M109', 'M217', 'M418']],
    ['a version in words', 'a misspelt score', 'a blank at the end', ['M112', 'M203', 'M512']],
    ['percent signs', 'a tag that nothing carries', 'TODO', ['M112', 'M222', 'M511']],
  ])('one run of validate reports all seeded mistakes: %s, %s and %s', async (form, name, sense, codes) => {
    const { folder } = await seed([find(form), find(name), find(sense)]);
    const found = new Set((await findingsIn(folder)).map(({ code }) => code));
    expect([...found].sort()).toEqual(expect.arrayContaining(codes));
  });
});
