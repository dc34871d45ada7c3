import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROBLEMS } from '../../src/model/problem.ts';
import { BROKEN, describeFound, findProblems, readExpected } from './broken-packs.ts';

const folders = readdirSync(BROKEN).sort();

describe('a broken pack gets exactly the problems its files announce', () => {
  it.each(folders)('%s', async (folder) => {
    const expected = await readExpected(join(BROKEN, folder));
    const problems = await findProblems(join(BROKEN, folder));
    const found = problems.map(describeFound);
    const places = (all: typeof found): string[] => all.map(({ place }) => place).sort();
    expect(places(found)).toEqual(places(expected));
    for (const { place, marked } of expected) {
      if (marked !== undefined) expect(found).toContainEqual({ place, marked });
    }
    expect(problems.map(({ code }) => code)).toContain(folder.slice(0, 4));
  });
});

/** Problems that no document has yet, though their codes are reserved. */
it('there is a broken pack for every problem', () => {
  const without = Object.keys(PROBLEMS).filter((code) => !folders.some((folder) => folder.startsWith(code)));
  expect(without).toEqual([]);
});
