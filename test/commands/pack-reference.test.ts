import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { RESERVED_NAMES } from '../../src/scoring/compile/namespace.ts';
import { matura, ROOT, scratchFolder } from './matura.ts';
import { readExamples, writeFirstLook } from './reference-pack.ts';

/** A folder with the pack, the policy and the answers that the reference shows. */
async function writeExamples(): Promise<string> {
  const cwd = await scratchFolder();
  const examples = await readExamples();
  await writeFirstLook(path.join(cwd, 'first-look'));
  await mkdir(path.join(cwd, 'policies'));
  await writeFile(path.join(cwd, 'policies/my-city.yaml'), examples.get('policy') ?? '');
  await writeFile(path.join(cwd, 'answers.yaml'), examples.get('answers') ?? '');
  return cwd;
}

test('the reference lists every word that cannot be used as a name', async () => {
  const page = (await readFile(path.join(ROOT, 'questionnaires/README.md'), 'utf8')).replaceAll(/\n */g, ' ');
  const [, words = ''] = /list or score can be called `([^`]+)`/.exec(page) ?? [];
  expect(words.toLowerCase().split(' ').sort()).toEqual([...RESERVED_NAMES].sort());
});

describe('the examples of measures and policy in the reference', () => {
  test('the examples of measures and policy in the reference are valid', async () => {
    const run = await matura(['validate'], { cwd: await writeExamples() });
    expect(run.stdout + run.stderr).not.toMatch(/error|warning/);
    expect(run.code).toBe(0);
  });

  test('the examples in the reference give the results stated there', async () => {
    const cwd = await writeExamples();
    const asked = ['answers.yaml', '--programme', 'my-city', '--as-of', '2026-06-01'];
    const { scores, level, recommendation } = JSON.parse(
      (await matura(['score', 'first-look', ...asked, '--json'], { cwd })).stdout,
    );
    expect([scores.basics.value, level.value]).toEqual([1.75, 1]);
    expect(recommendation).toMatchObject({
      track: { id: 'quick' },
      target: { level: 2, reached: true, scores: { basics: { lowest: 2.5 } } },
      measures: [
        { id: 'machine-network', there: ['office-network'] },
        { id: 'dashboards', needs: ['machine-network'] },
      ],
      cost: { high: 45000 },
      instruments: [{ verdict: 'eligible' }, { verdict: 'eligible' }, { verdict: 'refused' }],
    });
    expect(recommendation.target).not.toHaveProperty('confirm');
  });

  test('the reference words the amounts of its examples as the program does', async () => {
    const cwd = await writeExamples();
    const page = (await readFile(path.join(ROOT, 'questionnaires/README.md'), 'utf8')).replaceAll('\n', ' ');
    const quoted = [...page.matchAll(/`\w+` reads “(.*?)”\.? /g)].map(([, text = '']) => text);
    expect(quoted).toHaveLength(2);
    const kept = ['score', 'first-look', 'answers.yaml', '--programme', 'my-city', '--files', 'files'];
    expect(await matura([...kept, '--as-of', '2026-06-01'], { cwd })).toMatchObject({ code: 0 });
    const [file = ''] = (await readdir(path.join(cwd, 'files'))).filter((name) => name.endsWith('.policy.md'));
    const key = file.replace('.policy.md', '');
    const { stdout: policy } = await matura(
      ['recommend', key, '--programme', 'my-city', '--full', '--format', 'md', '--as-of', '2026-06-01'],
      { cwd },
    );
    for (const text of [...quoted, 'set by the office: no amount is published']) expect(policy).toContain(text);
  });

  test('the reference’s examples give the same levels whether written with conditions or with steps', async () => {
    const cwd = await writeExamples();
    await writeFile(path.join(cwd, 'first-look/rubric.yaml'), (await readExamples()).get('levels') ?? '');
    expect((await matura(['test'], { cwd })).stdout).toContain('3 of 3 cases pass');
  });
});
