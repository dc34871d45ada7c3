import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE, matura, ROOT, scratchFolder } from './matura.ts';

const KEY = '91350100M000100Y43';
const NAME = '示例精密机械有限公司 (fictitious, Example Precision Machinery Co., Ltd.)';

test('a funding rule about another pack’s level uses the result under that pack in the same file', async () => {
  const cwd = await scratchFolder();
  const template = await matura(['template', 'smart-manufacturing'], { cwd });
  // Nothing is done, so that no level is reached: the rule asks for level 2.
  const none = template.stdout
    .replaceAll(/^( {2}[a-z]+-\d+): \{ state: unanswered \}/gim, '$1: none')
    .replace('uscc: { state: unanswered }', `uscc: "${KEY}"`)
    .replace('name: { state: unanswered }', `name: "${NAME}"`)
    .replace('industryType: { state: unanswered }', 'industryType: discrete');
  await writeFile(path.join(cwd, 'workshop.yaml'), none);
  const scored = await matura(['score', 'smart-manufacturing', 'workshop.yaml', '--files', 'files'], { cwd });
  expect({ code: scored.code, stderr: scored.stderr }).toEqual({ code: 0, stderr: '' });
  const judge = async (folder: string) => {
    await matura(['score', 'miit-sme-2024', EXAMPLE, '--files', folder, '--as-of', '2026-11-24'], { cwd });
    const { assessments } = JSON.parse(await readFile(path.join(cwd, folder, `${KEY}.json`), 'utf8'));
    const { recommendation } = assessments.find(({ pack }: { pack: { id: string } }) => pack.id === 'miit-sme-2024');
    return recommendation.instruments.find(({ id }: { id: string }) => id === 'cd-smart-factory');
  };
  expect(await judge('alone')).toMatchObject({ verdict: 'undecided', clarify: ['smart-manufacturing.level'] });
  const refused = await judge('files');
  expect(refused.verdict).toBe('refused');
  expect(JSON.stringify(refused.reasons)).toContain('smart-manufacturing.level');
  const whatIf = await matura(
    ['what-if', KEY, '--assessment', '1', '--set', 'employees=300', '--as-of', '2026-11-24', '--json'],
    { cwd },
  );
  const { before, after } = JSON.parse(whatIf.stdout);
  for (const { recommendation } of [before, after]) expect(recommendation.instruments).toContainEqual(refused);
}, 120_000);

test('batch uses the costs that --cost names for funding, and refuses other names', async () => {
  const cwd = await scratchFolder();
  const table = await readFile(path.join(ROOT, 'examples/exports/quick-scan-china/ids.csv'), 'utf8');
  await writeFile(path.join(cwd, 'in.csv'), table.split('\n').slice(0, 2).join('\n'));
  const run = await matura(['batch', 'quick-scan-china', 'in.csv', '--files', 'files', '--cost', 'low'], { cwd });
  expect(run.code).toBe(0);
  const [file = ''] = (await readdir(path.join(cwd, 'files'))).filter((name) => name.endsWith('.json'));
  const { assessments } = JSON.parse(await readFile(path.join(cwd, 'files', file), 'utf8'));
  const { funding, cost } = assessments[0].recommendation;
  expect(funding).toMatchObject({ estimate: 'low', cost: String(cost.low) });
  const wrong = await matura(['batch', 'quick-scan-china', 'in.csv', '--files', 'files', '--cost', 'lo'], { cwd });
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('Choices: low, mid, high');
});
