import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/i18n/index.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { HOME } from '../../pack/sample-world.ts';
import { makeTemporaryFolder } from '../../store/temporary-folder.ts';
import { openBundled } from './open-bundled-pack.ts';
import { cleanEnvironment } from './pseudo-terminal.ts';
import { CODE, type Desk, draftedIn, introduce, KEYS, listKeys, sitDown, WORKSHOP } from './terminal-session.ts';

let plan: Plan;
beforeAll(async () => {
  ({ plan } = await openBundled(WORKSHOP));
});

/** Runs the command with pipes where a terminal would be. */
async function runPiped(
  args: readonly string[],
  cwd: string,
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [path.join(HOME, 'bin/matura.js'), ...args], { cwd, env: cleanEnvironment() });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdin.end('1\n2\n3\n');
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, out, err };
}

describe('diagnose without a terminal', () => {
  test.each(LANGUAGES)('diagnose without a terminal fails at once and names `matura score` (%s)', async (language) => {
    const cwd = await makeTemporaryFolder();
    const { code, out, err } = await runPiped(['diagnose', 'miit-sme-2024', '--lang', language], cwd);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('matura score miit-sme-2024');
    expect(await readdir(cwd)).toEqual([]);
  });
});

const WAYS: readonly [string, (desk: Desk) => Promise<void>][] = [
  ['Ctrl+C', async ({ terminal }) => terminal.type(KEYS.interrupt)],
  ['Ctrl+D', async ({ terminal }) => terminal.type(KEYS.endOfInput)],
  ['the command', async ({ person }) => person.command('q')],
  [
    'Ctrl+C in the list of sections',
    async (desk) => {
      const { terminal, person } = desk;
      await person.command('g');
      await terminal.waitForText(listKeys(desk));
      terminal.type(KEYS.interrupt);
    },
  ],
  [
    'Ctrl+D in a note',
    async ({ terminal, person, words }) => {
      await person.command('n');
      await terminal.waitForText(`${words.keys.save}   Esc`);
      terminal.type(KEYS.endOfInput);
    },
  ],
];

describe('leaving a diagnosis', () => {
  test.each(WAYS)('leaving a diagnosis by %s loses nothing and says how to continue', async (_, leave) => {
    const desk = await sitDown(plan);
    await introduce(desk);
    await leave(desk);
    expect(await desk.terminal.exited).toEqual({ code: 130, signal: 0 });
    await desk.terminal.waitForText('2 answers in files/.drafts/');
    await desk.terminal.waitForText('Go on with: matura diagnose');
    expect(Object.keys(await draftedIn(desk.cwd))).toEqual(['uscc', 'name']);
  });

  test('the suggested command to continue states the kind of assessment, the assessor and the day', async () => {
    const asked = ['--kind', 'self', '--assessor', 'Li Na', '--as-of', '2026-03-01'];
    const { terminal, person } = await sitDown(plan, { args: asked });
    await person.shown();
    terminal.type(KEYS.interrupt);
    expect(await terminal.exited).toEqual({ code: 130, signal: 0 });
    await terminal.waitForText('Go on with:');
    expect(terminal.written()).toContain(' --kind self --assessor "Li Na" --as-of 2026-03-01 --lang en');
  });

  test('leaving before the first answer leaves no draft', async () => {
    const { terminal, person, cwd } = await sitDown(plan);
    await person.shown();
    terminal.type(KEYS.interrupt);
    expect(await terminal.exited).toEqual({ code: 130, signal: 0 });
    expect(await readdir(cwd)).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('a closed terminal ends the diagnosis quietly', async () => {
    const desk = await sitDown(plan);
    await introduce(desk);
    await desk.terminal.hangUp();
    expect(Object.keys(await draftedIn(desk.cwd))).toEqual(['uscc', 'name']);
    expect(desk.terminal.written()).not.toMatch(/\bat .*\.js|bug in Matura/);
    // Its lock went with it: the draft can be taken up at once.
    const again = await sitDown(plan, { cwd: desk.cwd });
    await again.terminal.waitForText(again.words.drafts.found({ count: 1 }));
    again.terminal.type('\r');
    expect(await again.person.shown()).toBe('employees');
    expect(again.terminal.screen().join(' ')).not.toContain(again.words.drafts.waiting);
    await again.terminal.waitForText(`Going on with Example Ltd.`);
    expect((await draftedIn(desk.cwd)).uscc).toMatchObject({ value: CODE });
  });
});

test('if the chosen draft stays open in another window, the choice of drafts is offered again', {
  timeout: 30_000,
}, async () => {
  const first = await sitDown(plan);
  await introduce(first);
  const { terminal, words } = await sitDown(plan, { cwd: first.cwd });
  await terminal.waitForText(words.drafts.found({ count: 1 }));
  terminal.type('\r');
  await terminal.waitForText('is being written by another run');
  await terminal.waitForText(words.drafts.found({ count: 1 }));
  terminal.type(`${KEYS.down.repeat(3)}\r`);
  expect(await terminal.exited).toEqual({ code: 130, signal: 0 });
});
