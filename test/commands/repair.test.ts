import { spawn } from 'node:child_process';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { matura, ROOT, scratchFolder } from './matura.ts';
import { writeFirstLook } from './reference-pack.ts';

/** The pack of the reference with slips in it, of which each stands for what it replaces. */
async function packWithSlips(slips: readonly (readonly [file: string, right: string, wrong: string])[]) {
  const cwd = await scratchFolder();
  await writeFirstLook(path.join(cwd, 'mine'));
  const before = new Map<string, string>();
  for (const [name, right, wrong] of slips) {
    const file = path.join(cwd, 'mine', name);
    const text = await readFile(file, 'utf8');
    before.set(file, before.get(file) ?? text);
    await writeFile(file, text.replace(right, wrong));
  }
  return { cwd, before };
}

describe('matura validate --fix', () => {
  test('validate --fix corrects names, keys and numbers, several in one line, and leaves the rest as it is', async () => {
    const { cwd, before } = await packWithSlips([
      ['rubric.yaml', 'networks: { each: 2 }', 'netwroks: { each: 2 }'],
      ['rubric.yaml', 'of: basics', 'of: "bsaics"'],
      ['questionnaire.yaml', 'maximum: 4', 'maxmum: 4'],
      ['questionnaire.yaml', 'minimum: 0\n        maxmum', 'minimum: 0,0\n        maxmum'],
      ['measures.yaml', 'months: { low: 3, high: 6 }', 'mnoths: { low: 3, hihgh: 6 }'],
    ]);
    const run = await matura(['validate', 'mine', '--fix'], { cwd });
    expect(run.stderr).toContain('“netwroks” is now “networks”');
    for (const [file, text] of before) {
      const now = await readFile(file, 'utf8');
      expect(now.replace('"basics"', 'basics').replace('minimum: 0.0', 'minimum: 0')).toBe(text);
    }
    expect(run).toMatchObject({ code: 0, stdout: expect.stringMatching(/^no problems in \d files checked\n$/) });
  });

  test('validate --fix changes nothing if more than one meaning is possible', async () => {
    const { cwd, before } = await packWithSlips([['rubric.yaml', 'of: basics', 'of: turnover']]);
    expect(await matura(['validate', 'mine', '--fix'], { cwd })).toMatchObject({ code: 1, stderr: '' });
    const [[file, text] = ['', '']] = before;
    expect(await readFile(file, 'utf8')).toBe(text.replace('of: basics', 'of: turnover'));
  });
});

describe('matura validate --watch', () => {
  test('validate --watch checks again whenever a file was saved, also by replacing it', async () => {
    const { cwd } = await packWithSlips([['rubric.yaml', 'of: basics', 'of: turnover']]);
    const file = path.join(cwd, 'mine/rubric.yaml');
    const wrong = await readFile(file, 'utf8');
    const child = spawn(process.execPath, [path.join(ROOT, 'bin/matura.js'), 'validate', 'mine', '--watch'], { cwd });
    onTestFinished(() => void child.kill());
    let said = '';
    const listen = (chunk: Buffer): void => {
      said += chunk;
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    const told = async (text: string): Promise<void> => {
      await vi.waitFor(() => expect(said).toMatch(new RegExp(`${text}[^]*Waiting for changes`)), { timeout: 10_000 });
      said = '';
    };
    await told('1 error ');
    for (const [text, answer] of [
      [wrong.replace('of: turnover', 'of: basics'), 'no problems in'],
      [wrong, '1 error '],
    ] as const) {
      await writeFile(`${file}~`, text);
      await rename(`${file}~`, file);
      await told(answer);
    }
  });

  test('validate --watch ends with an error if the given path does not exist', async () => {
    expect(await matura(['validate', 'nothing', '--watch'])).toMatchObject({ code: 3 });
  });
});
