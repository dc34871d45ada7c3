import { readFile } from 'node:fs/promises';
import { expectEqual } from '../expect-equal.ts';
import type { Planting } from '../planting.ts';
import { juryPack } from './sample-pack.ts';

const FORMATS = 'src/table/results/result-formats.ts';

/** Batch results as text with tabs. */
export const resultFormat: Planting = {
  id: 'result-format',
  title: 'a format of batch results: TSV',
  most: 3,
  edits: [
    { file: 'src/table/results/tsv.ts', from: 'result-format/tsv.ts.txt' },
    { file: FORMATS, replace: "['csv', 'xlsx',", text: "['csv', 'tsv', 'xlsx'," },
    {
      file: FORMATS,
      before: "    case 'jsonl':\n",
      text: "    case 'tsv':\n      return (await import('./tsv.ts')).createTsvEncoder(columns);\n",
    },
  ],
  tests: ['test/table/results', 'test/i18n/help'],
  async probe({ matura, write }) {
    const folder = await write({
      ...juryPack('sum: marks'),
      'export.csv': 'number,q1,q2,q3,q4,q5\na,0,3,4,4,10\nb,1,1,1,1,1\n',
    });
    const results = `${folder}/results.tsv`;
    await matura([
      'batch',
      `${folder}/jury`,
      `${folder}/export.csv`,
      '-o',
      results,
      '--rejects',
      `${folder}/rejects.csv`,
    ]);
    const rows = (await readFile(results, 'utf8')).split('\n').map((line) => line.split('\t').slice(0, 2).join(' '));
    expectEqual(rows, ['number total', 'a 21', 'b 5', '']);
    const help = await matura(['batch', '--help']);
    expectEqual(help.includes('.csv, .tsv, .xlsx, .jsonl, .parquet, .arrow'), true);
  },
};
