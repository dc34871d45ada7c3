import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';
import { writeFirstLook } from './reference-pack.ts';

test('matura graph draws questions, their conditions and the scores to which they count', async () => {
  const cwd = await scratchFolder();
  await writeFirstLook(path.join(cwd, 'mine'));
  const { code, stdout } = await matura(['graph', 'mine'], { cwd });
  expect(code).toBe(0);
  const key = (label: string): string => {
    const line = stdout.split('\n').find((one) => one.includes(`"${label}"`));
    return /n\d+/.exec(line ?? '')?.[0] ?? `no ${label}`;
  };
  const edges = [
    `${key('employees: Employees')} -. "at least 250" .-> ${key('size: Size')}`,
    `${key('networks: What is networked?')} -. "including The machines" .-> ${key('machineData: How are machine data used?')}`,
    `${key('Basics')} --> ${key('basics: Basics')}`,
    `${key('basics: Basics')} --> ${key('level: Level')}`,
  ];
  for (const edge of edges) expect(stdout).toContain(`  ${edge}\n`);
  expect(stdout.match(/-->|\.->/g)).toHaveLength(edges.length);
});

test('texts cannot break out of the boxes of a graph; a Markdown file holds the chart in the chosen language', async () => {
  const cwd = await scratchFolder();
  await writeFirstLook(path.join(cwd, 'mine'));
  const file = path.join(cwd, 'mine/questionnaire.yaml');
  const hostile = (await readFile(file, 'utf8')).replace('de: Grundlagen', `de: 'G"]; click x "javascript:1" <b>'`);
  await writeFile(file, hostile);
  expect(await matura(['graph', 'mine', '--lang', 'de', '-o', 'chart.md'], { cwd })).toMatchObject({ code: 0 });
  const written = await readFile(path.join(cwd, 'chart.md'), 'utf8');
  expect(written).toMatch(/^# Ein erster Blick \(first-look 1\.0\.0\)\n\n```mermaid\nflowchart LR\n/);
  expect(written).toContain('["G#34;]#59; click x #34;javascript:1#34; #60;b#62;"]');
});
