import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordAnswerSet } from '../../src/interview/answer-log.ts';
import { compilePack } from '../../src/pack/compile-pack.ts';
import { loadCases, loadPackFolder } from '../../src/pack/load-pack.ts';
import { checkAnswers } from '../../src/scoring/check-answers.ts';
import { carryOver } from '../../src/versions/carry-over.ts';
import { collectRenames } from '../../src/versions/id-renames.ts';
import { compareVersions, type Version } from '../../src/versions/pack-comparison.ts';
import { worldIn } from '../pack/sample-world.ts';

const ROOT = path.join(import.meta.dirname, '../..');

/** Folders of packs of all kinds. */
const FOLDERS = ['questionnaires', 'test/conformance', 'test/fixtures/constructs'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder))
    .map((name) => `${folder}/${name}`)
    .filter((pack) => existsSync(path.join(ROOT, pack, 'questionnaire.yaml'))),
);

async function open(folder: string) {
  const { pack } = await loadPackFolder(worldIn(ROOT), path.join(ROOT, folder));
  if (!pack) throw new Error(`${folder} cannot be loaded`);
  const { plan } = compilePack(pack, []);
  const { questionnaire, rubric, measures } = pack;
  const version: Version = {
    questionnaire: questionnaire.document,
    rubric: rubric.document,
    measures: measures?.document ?? null,
    plan,
  };
  return { pack, version };
}

describe.each(FOLDERS)('%s', (folder) => {
  test('a comparison of a bundled pack with itself finds no differences', async () => {
    const [one, other] = [await open(folder), await open(folder)];
    expect(compareVersions(one.version, other.version)).toEqual([]);
  });

  test('carrying a bundled pack’s case answers over to the same pack loses none', async () => {
    const { pack, version } = await open(folder);
    const { plan } = version;
    const { cases } = await loadCases(worldIn(ROOT), pack);
    for (const { answers = {}, facts = {}, targets } of cases.flatMap(({ document }) => document.cases)) {
      const given = { facts, answers, ...(targets ? { targets } : {}) };
      const { sheet } = checkAnswers(plan, given, { file: 'cases.yaml', withoutRequired: true });
      const recorded = recordAnswerSet(plan, sheet);
      expect(carryOver(recorded, { plan, renames: collectRenames(version) })).toEqual({
        targets: {},
        ...recorded,
        renamed: {},
        lost: [],
      });
    }
  });
});
