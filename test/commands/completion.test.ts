import { execFile, spawnSync } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { matura, ROOT, scratchFolder } from './matura.ts';
import { useScored } from './use-scored-example.ts';

const example = useScored();
const KEY = '91350100M000100Y43';

/** What the last of these words could become. */
async function completed(cwd: string, ...words: string[]): Promise<readonly string[]> {
  const run = await matura(['completion', 'bash', '--', ...words], { cwd });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return run.stdout.split('\n').slice(0, -1);
}

test.each([
  ['a command', ['re'], ['rename', 'recommend', 'record', 'report', 'redact']],
  ['an option', ['report', '--fo'], ['--format', '--force']],
  ['a choice', ['report', KEY, '--format', ''], ['html', 'docx', 'pdf', 'md', 'json', 'csv', 'xlsx']],
  ['a pack', ['score', 'm'], ['miit-sme-2024']],
  ['a policy', ['recommend', KEY, '--programme', 'ce'], ['central']],
  ['a key of the files folder', ['report', ''], [KEY]],
  ['a key of another folder', ['report', '--files', 'elsewhere', ''], []],
  ['a score', ['explain', KEY, 'tot'], ['total']],
  ['a rule', ['rule', 'M10'], expect.arrayContaining(['M101'])],
  ['a kind of document', ['schema', 'reg'], ['region']],
  ['a file, which the shell knows', ['batch', 'quick-scan-china', ''], []],
  ['nothing after what is no command', ['nothing', ''], []],
])('the shell completes %s', async (_, words, found) => {
  expect(await completed(await example(), ...words)).toEqual(found);
});

test('completion does not suggest a name that a shell would read as several words', async () => {
  const cwd = await example();
  await writeFile(path.join(cwd, 'files', '9$(touch x).json'), '{}');
  expect(await completed(cwd, 'report', '9')).toEqual([KEY]);
});

test('an unknown shell is refused', async () => {
  const run = await matura(['completion', 'bsh']);
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toContain('did you mean "bash"?');
});

/** What a shell is told to show, with the completions of its script loaded. */
const SHELLS = {
  bash: `eval "$(matura completion bash)"; COMP_WORDS=(matura report --fo); COMP_CWORD=2; _matura; printf "%s\\n" "\${COMPREPLY[@]}"`,
  zsh: 'autoload -Uz compinit; compinit -u -D; eval "$(matura completion zsh)"; compadd() { shift; print -l -- "$@" }; words=(matura report --fo); CURRENT=3; _matura',
  fish: 'matura completion fish | source; complete -C "matura report --fo"',
};

/** Where a shell is missing its test is skipped, but not in CI, which has all of them. */
function isMissing(shell: string): boolean {
  return process.env.CI === undefined && spawnSync(shell, ['-c', 'true']).status !== 0;
}

describe.each(Object.entries(SHELLS))('%s', (shell, line) => {
  test.skipIf(isMissing(shell))('the shell’s script asks for completions in the documented way', async () => {
    const [cwd, bin] = [await example(), await scratchFolder()];
    const script = path.join(bin, 'matura');
    await writeFile(script, `#!/bin/sh\nexec "${process.execPath}" "${path.join(ROOT, 'bin/matura.js')}" "$@"\n`);
    await chmod(script, 0o755);
    const env = { ...process.env, HOME: bin, PATH: `${bin}${path.delimiter}${process.env.PATH}` };
    const { stdout } = await promisify(execFile)(shell, ['-c', line], { cwd, env });
    expect(stdout.split('\n').sort()).toEqual(['', '--force', '--format']);
  });
});
