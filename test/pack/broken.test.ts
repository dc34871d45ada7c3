import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BROKEN, describeFound, findProblems, readExpected } from './broken-packs.ts';

const folders = readdirSync(BROKEN).sort();

// What a rule finds in its example stands there; these packs show what else it finds, and in which other documents.
describe('a broken pack gets exactly the problems its files announce', () => {
  it.each(folders)('a broken pack gets exactly the problems its files announce: %s', async (folder) => {
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
