import { readFile } from 'node:fs/promises';
import { expectEqual } from '../expect-equal.ts';
import type { Planting } from '../planting.ts';
import { juryPack } from './sample-pack.ts';

const REGISTRY = 'src/scoring/operators/registry.ts';
const SCHEMA = 'src/model/common.schema.json';

const EXACT = { maximum: 10, coverage: 1 };
const OPEN = { tight: true, maximum: 10, coverage: 0.8 };

/** A mean without the least and the greatest member. */
export const operator: Planting = {
  id: 'operator',
  title: 'an operator of the rubric: trimmedMean',
  most: 3,
  edits: [
    { file: 'src/scoring/operators/trimmed-mean.ts', from: 'operator/trimmed-mean.ts.txt' },
    {
      file: REGISTRY,
      after: "import { target } from './target.ts';\n",
      text: "import { trimmedMean } from './trimmed-mean.ts';\n",
    },
    { file: REGISTRY, replace: '  min,\n  max,\n};', text: '  min,\n  max,\n  trimmedMean,\n};' },
    {
      file: SCHEMA,
      after: '"max": { "description": "The greatest member.", "$ref": "#/$defs/members" },\n',
      text: '        "trimmedMean": { "description": "The plain mean without one least and one greatest member; fewer than three all count.", "$ref": "#/$defs/members" },\n',
    },
  ],
  tests: ['test/scoring/compile', 'test/scoring/operator-limits', 'test/model', 'test/scoring/interval-arithmetic'],
  async probe({ matura, write }) {
    const marks = 'q1: 0, q2: 3, q3: 4, q4: 4';
    const folder = await write({
      ...juryPack('trimmedMean: [q1, q2, q3, q4, q5]'),
      'answers.yaml': `pack: jury\nfacts: { number: a }\nanswers: { ${marks}, q5: 10 }\n`,
      'open.yaml': `pack: jury\nfacts: { number: b }\nanswers: { ${marks} }\n`,
      'export.csv': 'number,q1,q2,q3,q4,q5\na,0,3,4,4,10\nb,0,3,4,4,\n',
    });
    const [jury, packs] = [`${folder}/jury`, ['--packs', folder]];
    await matura(['validate', jury]);
    const totalOf = async (answers: string): Promise<object> =>
      JSON.parse(await matura(['score', jury, `${folder}/${answers}`, '--json'])).scores.total;
    // Without 0 and 10: (3 + 4 + 4) ÷ 3.
    expectEqual(await totalOf('answers.yaml'), { ...EXACT, value: 11 / 3, lowest: 11 / 3, highest: 11 / 3 });
    // With 0 for the open mark (0 + 3 + 4) ÷ 3, with 10 as above.
    expectEqual(await totalOf('open.yaml'), { ...OPEN, lowest: 7 / 3, highest: 11 / 3 });
    await matura([
      'batch',
      jury,
      `${folder}/export.csv`,
      '-o',
      `${folder}/results.jsonl`,
      '--rejects',
      `${folder}/rejects.csv`,
    ]);
    const rows = (await readFile(`${folder}/results.jsonl`, 'utf8')).trim().split('\n');
    expectEqual(
      rows.map((row) => JSON.parse(row).total),
      [11 / 3, null],
    );
    await matura(['score', 'jury', `${folder}/answers.yaml`, ...packs, '--files', `${folder}/files`]);
    const explained = await matura(['explain', 'a', 'total', '--files', `${folder}/files`, ...packs, '--lang', 'en']);
    expectEqual(explained.includes('trimmed mean 0'), true);
  },
};
