import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { LANGUAGES } from '../../../src/i18n/index.ts';
import type { Enterprise, Result } from '../../../src/model/generated/types.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { HOME } from '../../pack/sample-world.ts';
import { makeTemporaryFolder } from '../../store/temporary-folder.ts';
import { cleanEnvironment, startMatura } from './pseudo-terminal.ts';
import { randomSheet, writeAnswers } from './random-answer-set.ts';
import { seatPerson } from './simulated-person.ts';

const runFile = promisify(execFile);

/** Random answers given at the terminal and in a file; what each of the two comes to. */
export async function answerBoth(
  pack: string,
  plan: Plan,
  seed: number,
): Promise<{ terminal: Enterprise; file: Result }> {
  const cwd = await makeTemporaryFolder();
  const language = LANGUAGES[seed % LANGUAGES.length] ?? 'en';
  const sheet = randomSheet(plan, seed);
  const terminal = startMatura(['diagnose', pack, '--lang', language, '--kind', 'self'], { cwd });
  const person = seatPerson(terminal, plan, sheet, language);
  const asked = new Set<string>();
  await person.answerAll((name) => {
    asked.add(name);
    return false;
  });
  expect(await person.finish()).toMatchObject({ code: 0 });
  const [file = ''] = (await readdir(path.join(cwd, 'files'))).filter((name) => name.endsWith('.json'));
  const answers = path.join(cwd, 'answers.json');
  await writeAnswers(answers, plan, sheet, asked);
  const command = [path.join(HOME, 'bin/matura.js'), 'score', pack, answers, '--json'];
  const { stdout } = await runFile(process.execPath, command, { cwd, env: cleanEnvironment() });
  return { terminal: JSON.parse(await readFile(path.join(cwd, 'files', file), 'utf8')), file: JSON.parse(stdout) };
}
