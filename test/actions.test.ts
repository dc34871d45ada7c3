import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS } from '../src/commands/index.ts';
import { matura, ROOT, scratchFolder } from './commands/matura.ts';

const ACTION = path.join(ROOT, '.github/actions/validate');

/** The table that the action puts into a comment. */
async function commentOn(findings: string): Promise<string> {
  const file = path.join(await scratchFolder(), 'findings.json');
  await writeFile(file, findings);
  return (await promisify(execFile)(process.execPath, [path.join(ACTION, 'comment.mjs'), file])).stdout;
}

test('the comment on a pull request lists every finding, and markup in pack texts has no effect there', async () => {
  const { stdout } = await matura(['validate', 'test/fixtures/broken/A103-answer-type', '--json']);
  const comment = await commentOn(stdout);
  const found = JSON.parse(stdout).findings as { code: string; line: number }[];
  expect(comment.match(/^\| (error|warning) /gm)).toHaveLength(found.length);
  for (const { code, line } of found) expect(comment).toMatch(new RegExp(`\\| ${code} \\| .*:${line} \\|`));
  const hostile = { severity: 'error', code: 'M100', file: 'a|b.yaml', line: 1, message: '@all <b> [x](http://y)' };
  const [row = ''] = (await commentOn(JSON.stringify({ files: 1, findings: [hostile] }))).match(/^\| error .*$/m) ?? [];
  expect(row).not.toMatch(/[@<\][]|a\|b/);
});

test('the GitHub action and the git hooks call only existing commands and pin every download', async () => {
  const workflows = await readdir(path.join(ROOT, '.github/workflows'));
  const files = [
    path.join(ACTION, 'action.yml'),
    ...workflows.map((name) => path.join(ROOT, '.github/workflows', name)),
  ];
  for (const file of files) {
    const used = [...(await readFile(file, 'utf8')).matchAll(/uses: (\S+)/g)].map(([, what]) => what);
    for (const what of used) expect(what).toMatch(/@[0-9a-f]{40}$/);
  }
  const hooks = parse(await readFile(path.join(ROOT, '.pre-commit-hooks.yaml'), 'utf8')) as { entry: string }[];
  const script = await readFile(path.join(ACTION, 'action.yml'), 'utf8');
  const called = [...hooks.map(({ entry }) => entry), script].flatMap((text) => [
    ...text.matchAll(/matura ([a-z]+) ?(.*)/g),
  ]);
  expect(called.length).toBeGreaterThanOrEqual(3);
  for (const [, name = '', options = ''] of called.filter(([line]) => !/^matura [a-z]+\b.*:/.test(line))) {
    expect(Object.keys(COMMANDS)).toContain(name);
    const { stdout: help } = await matura([name, '--help']);
    for (const [option] of options.matchAll(/--[a-z-]+/g)) expect(help).toContain(option);
  }
});
