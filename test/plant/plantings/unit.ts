import { readFile } from 'node:fs/promises';
import { expectEqual } from '../expect-equal.ts';
import type { Planting } from '../planting.ts';
import { juryPack } from './sample-pack.ts';

/** Volumes of water and gas, in cubic metres. */
export const unit: Planting = {
  id: 'unit',
  title: 'a unit: cubic metres and litres',
  most: 3,
  edits: [
    {
      file: 'src/scoring/unit-factors.ts',
      after: '  { kg: 1, 千克: 1, 公斤: 1, t: 1e3, 吨: 1e3, 万吨: 1e7 },\n',
      text: '  { m3: 1, 立方米: 1, 方: 1, 万立方米: 1e4, l: 1e-3, 升: 1e-3 },\n',
    },
  ],
  tests: ['test/interview/typed-answers', 'test/scoring/plausible-number', 'test/commands/batch/long-numbers'],
  async probe({ matura, write }) {
    const files = juryPack('sum: [q1]');
    const folder = await write({
      ...files,
      'jury/questionnaire.yaml': (files['jury/questionnaire.yaml'] ?? '').replace(
        'type: scale, maximum: 10, text: Mark q1',
        'type: decimal, minimum: 0, maximum: 100000, unit: m³, text: Water used',
      ),
      'answers.yaml': 'pack: jury\nanswers: { q1: 1.5万立方米 }\n',
      'export.csv': 'number,q1,q2,q3,q4,q5\na,1.5万立方米,0,0,0,0\nb,2500 l,0,0,0,0\nc,12,0,0,0,0\n',
    });
    const jury = `${folder}/jury`;
    const { scores } = JSON.parse(await matura(['score', jury, `${folder}/answers.yaml`, '--json']));
    expectEqual(scores.total.value, 15000);
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
      [15000, 2.5, 12],
    );
  },
};
