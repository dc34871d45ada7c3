import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startMatura } from './diagnose/pseudo-terminal.ts';
import { matura, scratchFolder } from './matura.ts';

const [DOWN, ENTER, INTERRUPT] = ['\u001b[B', '\r', '\u0003'];

test('at a terminal, matura without arguments offers ways to begin; the first makes an example, naming its command', async () => {
  const cwd = await scratchFolder();
  const terminal = startMatura([], { cwd });
  await terminal.waitForText('How would you like to begin?');
  const ways = ['See an example', 'Assess an enterprise', 'Score a table', 'Make a questionnaire', 'Show all commands'];
  for (const way of ways) await terminal.waitForText(way);
  terminal.type(ENTER);
  await terminal.waitForText('Name of the new folder:');
  terminal.type(ENTER);
  expect((await terminal.exited).code).toBe(0);
  expect(terminal.everything().join('\n')).toContain('$ matura init demo --example');
  expect(existsSync(path.join(cwd, 'demo/answers.yaml'))).toBe(true);
});

test('scoring a table from the start menu asks for questionnaire and table, and refuses a missing path', async () => {
  const cwd = await scratchFolder();
  await matura(['init', 'demo', '--example', '--lang', 'zh'], { cwd });
  await cp(path.join(cwd, 'demo/export.csv'), path.join(cwd, 'export.csv'));
  const terminal = startMatura([], { cwd, columns: 120 });
  await terminal.waitForText('How would you like to begin?');
  terminal.type(`${DOWN}${DOWN}${ENTER}`);
  await terminal.waitForText('Which questionnaire?');
  await terminal.waitForText('Digital quick scan (China)');
  terminal.type(`${DOWN}${DOWN}${DOWN}${ENTER}`);
  await terminal.waitForText('Path of the table');
  terminal.type(`exprt.csv${ENTER}`);
  await terminal.waitForText('exprt.csv does not exist.');
  terminal.type(`${'\u007f'.repeat('exprt.csv'.length)}export.csv${ENTER}`);
  await terminal.exited;
  expect(terminal.everything().join('\n')).toContain('$ matura batch quick-scan-china export.csv');
  expect(existsSync(path.join(cwd, 'export.results.csv'))).toBe(true);
});

test('Ctrl+C at the first question gives exit code 130 and points to --help', async () => {
  const terminal = startMatura([], { cwd: await scratchFolder(), env: { LANG: 'de_DE.UTF-8' } });
  await terminal.waitForText('Womit möchten Sie beginnen?');
  await terminal.waitForText('bewegen · Enter wählen');
  // At 80 columns, no line breaks within a word.
  expect(terminal.screen().every((line) => !/^\p{Ll}{2,}$/u.test(line.trim()))).toBe(true);
  terminal.type(INTERRUPT);
  expect((await terminal.exited).code).toBe(130);
  expect(terminal.everything().join('\n')).toContain('matura --help zeigt alle Befehle');
});

test('without a terminal, matura without arguments shows the help and asks nothing', async () => {
  const run = await matura([], { cwd: await scratchFolder() });
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('Usage: matura');
});
