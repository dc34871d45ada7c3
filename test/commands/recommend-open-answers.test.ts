import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { matura, ROOT } from './matura.ts';

const KEY = '91350100M000100Y43';
const ANSWERS = path.join(ROOT, 'test/fixtures/reports/quick-scan.yaml');

let desk: string;
let terminal: string;

/** An enterprise of which little more than its size is known. */
beforeAll(async () => {
  desk = await mkdtemp(path.join(tmpdir(), 'matura-open-'));
  const known = await readFile(ANSWERS, 'utf8');
  await writeFile(
    path.join(desk, 'a.yaml'),
    known.replaceAll(/^( {2}(?!(?:plan|lead|skills):)\w+): \d$/gm, '$1: { state: unknown }'),
  );
  const args = [
    'score',
    'quick-scan-china',
    'a.yaml',
    '--files',
    'files',
    '--programme',
    'chengdu',
    '--as-of',
    '2026-11-24',
  ];
  terminal = (await matura(args, { cwd: desk })).stdout;
});
afterAll(() => rm(desk, { recursive: true }));

const show = async (command: string, ...args: string[]): Promise<string> =>
  (await matura([command, KEY, ...args], { cwd: desk })).stdout;

describe('while open answers can still change the level', () => {
  test('while open answers can change the level, page 1 and the summary ask to answer them first', async () => {
    const page = await show('recommend', '--format', 'md', '--short');
    expect(page).toMatch(
      /### Next steps\n\n1\. Answer the open questions first \(17 of 20: Finance, Orders, [^,]+, [^,]+, …\): until then, neither/,
    );
    const [, summary] = /\n\n(The enterprise .*)\n/.exec(await show('report', '--format', 'md')) ?? [];
    expect(summary).toMatch(/3 of 20 questions are settled\. Answer the open questions first \(17 of 20: /);
    // Nobody knows yet which dimension is best, nor what has to be met.
    expect(summary).not.toMatch(/strongest in|equally strong|have to be met/);
  });

  test('a level that depends on open answers is not said to be out of reach of the catalogue’s measures', async () => {
    expect(terminal).toMatch(
      /Afterwards +level 1 \(Starting\); whether level 2 \(Growing\) is reached with the\s+measures/,
    );
    const roadmap = await show('recommend');
    expect(roadmap).toMatch(/Whether the measures of the catalogue lead to level 2 \(Growing\) depends on questions/);
    expect(roadmap).toMatch(/4 \(Data-driven\) +not certain while answers are open/);
    expect(roadmap).not.toMatch(/do not lead to|not reachable with this catalogue/);
  });

  test('with a budget of 0, no measure is planned and none is described as done', async () => {
    const roadmap = (await show('recommend', '--budget', '0')).replaceAll(/\s+/g, ' ');
    expect(roadmap).toMatch(/Whether level \d.* is reached within a budget of [^.]* depends on open answers\./);
    expect(roadmap).toContain('Without any step: level 1 (Starting). Still missing:');
    expect(roadmap).not.toContain('With all steps done');
  });
});

test('funding that is certain but for other costs is not counted towards the cost of the measures', async () => {
  const facts = '  technologyEnterprise: true\n  voucherServices: 5000\nanswers:';
  await writeFile(path.join(desk, 'b.yaml'), (await readFile(ANSWERS, 'utf8')).replace('answers:', facts));
  const args = [
    'score',
    'quick-scan-china',
    'b.yaml',
    '--files',
    'files',
    '--programme',
    'chengdu',
    '--as-of',
    '2026-11-24',
  ];
  expect((await matura(args, { cwd: desk })).stdout).toContain('1,000 CNY');
  expect(await show('report', '--format', 'md')).toMatch(/\| Likely money \| none; [\d,]+ CNY left to pay \|/);
});
