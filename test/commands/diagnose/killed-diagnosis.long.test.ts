import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../../src/i18n/index.ts';
import type { Enterprise } from '../../../src/model/generated/types.ts';
import type { AnswerSet } from '../../../src/scoring/answer-set.ts';
import type { Plan } from '../../../src/scoring/plan.ts';
import { messagesOf } from '../../messages.ts';
import { makeTemporaryFolder } from '../../store/temporary-folder.ts';
import { openBundled } from './open-bundled-pack.ts';
import { startMatura } from './pseudo-terminal.ts';
import { randomSheet } from './random-answer-set.ts';
import { ageLocks, seatPerson } from './simulated-person.ts';

const PACK = 'miit-sme-2024';
const KILLS = 10;

let plan: Plan;
beforeAll(async () => {
  ({ plan } = await openBundled(PACK));
});

/** What a diagnosis leaves in its folder, the times aside, and the digests that they are part of. */
async function filesIn(cwd: string): Promise<Record<string, unknown>> {
  const folder = path.join(cwd, 'files');
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  const read = async (name: string): Promise<[string, unknown]> => {
    const text = await readFile(path.join(folder, name), 'utf8');
    if (!name.endsWith('.json')) return [name, text.replace(/ of:[0-9a-f]{16}/, '')];
    const { assessments, chain: _chain, ...rest } = JSON.parse(text) as Enterprise;
    const timeless = assessments.map(({ startedAt: _start, finishedAt: _finish, ...assessment }) => assessment);
    return [name, { ...rest, assessments: timeless }];
  };
  return Object.fromEntries(await Promise.all(names.map(read)));
}

async function diagnoseInOneGo(sheet: AnswerSet, language: Language): Promise<string> {
  const cwd = await makeTemporaryFolder();
  const terminal = startMatura(['diagnose', PACK, '--lang', language, '--as-of', '2026-06-30'], { cwd });
  const person = seatPerson(terminal, plan, sheet, language);
  await person.answerAll();
  expect(await person.finish()).toMatchObject({ code: 0 });
  return cwd;
}

/** The same with the process killed ten times, each at another question, and the draft taken up again each time. */
async function diagnoseInterrupted(sheet: AnswerSet, language: Language): Promise<string> {
  const cwd = await makeTemporaryFolder();
  const words = messagesOf(language).diagnose;
  const killedAt = new Set<string>();
  for (let run = 0; ; run++) {
    const terminal = startMatura(['diagnose', PACK, '--lang', language, '--as-of', '2026-06-30'], { cwd });
    const person = seatPerson(terminal, plan, sheet, language);
    if (run > 0) {
      await terminal.waitForText(words.drafts.found({ count: 1 }));
      terminal.type('\r');
    }
    const killed = await person.answerAll((name, count) => run < KILLS && count >= 5 && !killedAt.has(name));
    if (killed === undefined) {
      expect(killedAt.size).toBe(KILLS);
      expect(await person.finish()).toMatchObject({ code: 0 });
      return cwd;
    }
    killedAt.add(killed);
    // Every other time while the answer is on its way to the disk.
    if (run % 2 === 1) await person.answer(killed);
    await terminal.kill();
    await ageLocks(path.join(cwd, 'files'));
  }
}

describe('a diagnosis that is killed and resumed', () => {
  test.each(LANGUAGES)(
    'a diagnosis killed at ten questions and resumed has the result of an uninterrupted one: %s',
    { timeout: 120_000 },
    async (language) => {
      const sheet = randomSheet(plan, LANGUAGES.indexOf(language) + 11);
      const [whole, interrupted] = [await diagnoseInOneGo(sheet, language), await diagnoseInterrupted(sheet, language)];
      const files = await filesIn(interrupted);
      expect(Object.keys(files)).toHaveLength(2);
      expect(files).toEqual(await filesIn(whole));
      expect(await readdir(path.join(interrupted, 'files/.drafts'))).toEqual([]);
    },
  );
});
