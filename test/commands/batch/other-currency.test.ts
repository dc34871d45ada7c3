import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from '../matura.ts';

const PACK = `kind: questionnaire
id: small
version: 1.0.0
title: Small
languages: [en]
source: { document: an example, verified: true }
facts:
  - { id: code, type: register, key: true, required: true }
  - { id: employees, type: integer, unit: people }
  - { id: revenue, type: decimal, unit: EUR }
sections: [{ id: tools, questions: [{ id: cloud, type: boolean }] }]
`;
const RUBRIC = `kind: rubric
id: small
source: { document: an example, verified: true }
points: { cloud: { true: 1, false: 0 } }
scores: { tools: sum }
`;
// The last two cells are no amounts in another currency: one is no amount at all, the other no number.
const ROWS = [
  ['HRB 1 Ulm', '10', '2,900,000 CHF'],
  ['HRB 2 Ulm', '10', '$ 100000'],
  ['HRB 3 Ulm', '10 CHF', '100000'],
  ['HRB 4 Ulm', '10', 'EUR 1.2.3'],
  ['HRB 5 Ulm', '10', '1000 EUR'],
];

const OTHER_UNIT = 'is not a number in a unit that is accepted here';

test.each([
  [
    'en',
    [
      'revenue: “2,900,000 CHF” is an amount in CHF, and amounts are not converted: state it in EUR',
      'revenue: “$ 100000” is an amount in $, and amounts are not converted: state it in EUR',
      `employees: “10 CHF” ${OTHER_UNIT}`,
      `revenue: “EUR 1.2.3” ${OTHER_UNIT}`,
    ],
  ],
  [
    'de',
    [
      'revenue: „2,900,000 CHF“ ist ein Betrag in CHF; Beträge werden nicht umgerechnet, bitte in EUR angeben',
      'revenue: „$ 100000“ ist ein Betrag in $; Beträge werden nicht umgerechnet, bitte in EUR angeben',
    ],
  ],
  ['zh', ['revenue：“2,900,000 CHF”的币种是 CHF，金额不作换算，请按 EUR 填写']],
])('a row with an amount in another currency is rejected by its name (%s)', async (lang, messages) => {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'questionnaire.yaml'), PACK);
  await writeFile(path.join(cwd, 'rubric.yaml'), RUBRIC);
  const rows = ROWS.map((cells) => `${cells.join(';')};true\n`).join('');
  await writeFile(path.join(cwd, 'export.csv'), `code;employees;revenue;cloud\n${rows}`);
  const spoken = ['--lang', lang];
  const map = await matura(['map', '.', 'export.csv', '-o', 'mapping.yaml', ...spoken], { cwd, columns: 500 });
  expect(map.stderr + map.stdout).toMatch(/2,900,000 CHF.*[(（].*CHF.*EUR/);
  const batch = ['batch', '.', 'export.csv', '--map', 'mapping.yaml', '--unreviewed', '--decimal', '.', ...spoken];
  const { code, stderr } = await matura(batch, { cwd });
  expect(code, stderr).toBe(1);
  const rejects: Record<string, string>[] = parse(await readFile(path.join(cwd, 'export.rejects.csv'), 'utf8'), {
    bom: true,
    columns: true,
  });
  expect(rejects.map(({ message }) => message)).toEqual(expect.arrayContaining(messages));
  expect(rejects).toHaveLength(4);
});
