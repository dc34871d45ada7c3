import { cpSync } from 'node:fs';
import { expect } from 'vitest';
import { COMMANDS } from '../../src/commands/index.ts';
import { matura, type Run, scratchFolder } from './matura.ts';

/** Words in capitals are for a person to fill in. */
const GAP = /(?:^|[ .])(?:ID|CODE|PACK|ANSWERS|FILE|FILES|DIR|EXPORT|NAME|MAPPING\.yaml)(?:$|\s)/;

/** The commands that a text advises, without those that only a person can complete, such as an interview. */
function findAdvised(text: string): string[] {
  const word = String.raw`(?:"[^"]*"|'[^']*'|(?:(?![.,;:]+(?:\s|$))[^\s"'；，。、：（）])+)`;
  return [...text.matchAll(new RegExp(`matura ([a-z][a-z-]*)((?: ${word})*)`, 'g'))]
    .map(([, name = '', rest = '']) => ({ name, command: `${name}${rest}` }))
    .filter(
      ({ name, command }) =>
        Object.hasOwn(COMMANDS, name) && name !== 'diagnose' && isTyped(command) && !GAP.test(command),
    )
    .map(({ command }) => command);
}

/** Whether a text is a command as it is typed, with options or files, instead of its name within a sentence. */
function isTyped(command: string): boolean {
  return / --?[a-z]/.test(command) || /\S\.(?:json|yaml|csv|xlsx|html)\b/.test(command);
}

/** The programmes, budgets and measures that a text advises to name. */
function findOptions(text: string): string[][] {
  return [...text.matchAll(/--(?:programme|require) [a-z][a-z0-9-]*|--budget \d+/g)].map(([option]) =>
    option.split(' '),
  );
}

function splitWords(command: string): string[] {
  return [...command.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');
}

/** Runs commands in a folder, and each that their outputs advise in a copy of it; none may refuse. */
export async function runAdvised(cwd: string, commands: readonly (readonly string[])[]): Promise<string[]> {
  const advised = new Set<string>();
  for (const args of commands) await runWithAdvice(cwd, args, advised);
  return [...advised];
}

/** Runs a command in a folder, and what its output advises, without what is in `advised` already, in copies of it. */
export async function runWithAdvice(cwd: string, args: readonly string[], advised: Set<string>): Promise<Run> {
  const run = await matura(args, { cwd, columns: 500 });
  expect([args.join(' '), run.code <= 1 ? '' : run.stderr]).toEqual([args.join(' '), '']);
  // A long line goes on below.
  const text = `${run.stderr}\n${run.stdout}`.replace(/^(.{80,})\n +(?=\S)/gm, '$1 ');
  await followAdvice(cwd, text, advised);
  // Options are tried once, without the documents that the same command writes in other formats.
  if (args.includes('-o')) return run;
  const others = args.filter((_, i) => args[i] !== '--programme' && args[i - 1] !== '--programme');
  for (const option of findOptions(text.replaceAll(/matura [a-z-]+ [^\n]*/g, '')))
    await runInCopy(cwd, [...others, ...option], advised);
  return run;
}

/** Runs each command that a text advises, without those in `advised` already, in a copy of a folder; none may refuse. */
export async function followAdvice(cwd: string, text: string, advised: Set<string>): Promise<void> {
  for (const command of findAdvised(text)) await runInCopy(cwd, splitWords(command), advised);
}

async function runInCopy(cwd: string, words: readonly string[], advised: Set<string>): Promise<void> {
  const command = words.join(' ');
  if (advised.has(command)) return;
  advised.add(command);
  const copy = await scratchFolder();
  cpSync(cwd, copy, { recursive: true });
  const { code, stderr } = await matura(words, { cwd: copy });
  expect([command, code <= 1 ? '' : stderr]).toEqual([command, '']);
}
