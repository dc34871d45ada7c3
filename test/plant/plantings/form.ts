import { readFile } from 'node:fs/promises';
import { expectEqual } from '../expect-equal.ts';
import type { Planting } from '../planting.ts';
import { juryPack } from './sample-pack.ts';

const REGISTRY = 'src/scoring/forms/registry.ts';

/** Options put in order. */
export const form: Planting = {
  id: 'form',
  title: 'a form of question: ranking',
  most: 3,
  edits: [
    { file: 'src/scoring/forms/ranking.ts', from: 'form/ranking.ts.txt' },
    {
      file: REGISTRY,
      before: "import { register } from './register.ts';\n",
      text: "import { ranked } from './ranking.ts';\n",
    },
    { file: REGISTRY, after: '  text,\n', text: '  ranking: ranked,\n' },
    {
      file: 'src/model/questionnaire.schema.json',
      replace: '"date", "text", "matrix"]',
      text: '"date", "text", "ranking", "matrix"]',
    },
  ],
  tests: ['test/scoring/forms', 'test/model', 'test/interview'],
  async probe({ matura, write }) {
    const files = juryPack('sum: [aims, q1]');
    const folder = await write({
      ...files,
      'jury/questionnaire.yaml': `${files['jury/questionnaire.yaml']}      - id: aims
        type: ranking
        text: Which aims matter most?
        options:
          - { id: cost, text: Lower costs }
          - { id: quality, text: Better quality }
          - { id: growth, text: New markets }
`,
      'jury/rubric.yaml': (files['jury/rubric.yaml'] ?? '').replace(
        'scores:',
        "points: { aims: { each: 0, 'quality>growth>cost': 2, 'growth>quality>cost': 1 } }\nscores:",
      ),
      'answers.yaml': 'pack: jury\nfacts: { number: a }\nanswers: { q1: 5, aims: [quality, growth, cost] }\n',
      'open.yaml': 'pack: jury\nfacts: { number: b }\nanswers: { q1: 5 }\n',
      'twice.yaml': 'pack: jury\nfacts: { number: a }\nanswers: { q1: 5, aims: [quality, quality, cost] }\n',
      'export.csv': [
        'number,q1,q2,q3,q4,q5,aims',
        'a,5,0,0,0,0,quality>growth>cost',
        'b,5,0,0,0,0,New markets > Better quality > Lower costs',
        'c,5,0,0,0,0,cost>quality>growth',
        'd,5,0,0,0,0,cost>cost>cost',
        '',
      ].join('\n'),
    });
    const jury = `${folder}/jury`;
    const totalOf = async (answers: string): Promise<{ value?: number; lowest: number; highest: number }> =>
      JSON.parse(await matura(['score', jury, `${folder}/${answers}`, '--json'])).scores.total;
    expectEqual((await totalOf('answers.yaml')).value, 5 + 2);
    // An order that is not stated counts 0 to 2.
    const { lowest, highest } = await totalOf('open.yaml');
    expectEqual([lowest, highest], [5 + 0, 5 + 2]);
    // What is no order of the options is refused, and rejected in a table.
    await matura(['score', jury, `${folder}/twice.yaml`], 3);
    await matura(
      ['batch', jury, `${folder}/export.csv`, '-o', `${folder}/results.jsonl`, '--rejects', `${folder}/rejects.csv`],
      1,
    );
    const rows = (await readFile(`${folder}/results.jsonl`, 'utf8')).trim().split('\n');
    expectEqual(
      rows.map((row) => JSON.parse(row).total),
      [5 + 2, 5 + 1, 5 + 0],
    );
    // A survey offers each order.
    const survey = await matura(['template', jury, '--format', 'surveyjs']);
    expectEqual(['survey', survey.includes('quality>growth>cost')], ['survey', true]);
    for (const output of ['survey.xlsx', 'paper.docx']) {
      const format = output === 'survey.xlsx' ? ['--format', 'xlsform'] : [];
      await matura(['template', jury, ...format, '-o', `${folder}/${output}`]);
    }
    await matura(['form', jury, '-o', `${folder}/form.html`]);
    // Texts name the options in their order.
    const order = 'Better quality > New markets > Lower costs';
    const template = await matura(['template', jury]);
    expectEqual(['template', template.includes(`quality>growth>cost: ${order}`)], ['template', true]);
    const packs = ['--packs', folder, '--files', `${folder}/files`];
    await matura(['score', 'jury', `${folder}/answers.yaml`, ...packs]);
    const explained = await matura(['explain', 'a', 'total', ...packs]);
    expectEqual(['explain', explained.includes(`${order} → 2`)], ['explain', true]);
  },
};
