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

/** Problems of names and answers that have no broken pack: the tests of scoring, policy and checks provoke them. */
const ELSEWHERE = [
  'A103',
  'A104',
  'A105',
  'A106',
  'A107',
  'A108',
  'A109',
  'A110',
  'A111',
  'A112',
  'A113',
  'A114',
  'A115',
  'M201',
  'M202',
  'M203',
  'M205',
  'M206',
  'M207',
  'M209',
  'M210',
  'M211',
  'M212',
  'M213',
  'M214',
  'M215',
  'M216',
  'M217',
  'M219',
  'M220',
  'M221',
  'M222',
  'M223',
  'M224',
  'M225',
];

it('there is a broken pack for every problem, but for those listed', () => {
  const without = Object.keys(PROBLEMS).filter((code) => !folders.some((folder) => folder.startsWith(code)));
  expect(without.sort()).toEqual([...ELSEWHERE].sort());
  expect(ELSEWHERE.filter((code) => code.startsWith('M1'))).toEqual([]);
});
