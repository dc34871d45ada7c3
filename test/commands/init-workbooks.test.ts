import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { matura, ROOT, scratchFolder } from './matura.ts';

/** What a workbook gives for answers, worked out by hand: see the head of `expected.yaml`. */
interface Expected {
  readonly workbook: string;
  readonly title: string;
  readonly unused: readonly string[];
  readonly facts: readonly string[];
  readonly answers: readonly {
    readonly why: string;
    readonly answers: object;
    readonly scores: Readonly<Record<string, number>>;
  }[];
}

const FOLDER = path.join(ROOT, 'test/fixtures/workbooks');
const EXPECTED: readonly Expected[] = parse(await readFile(path.join(FOLDER, 'expected.yaml'), 'utf8'));

test.each(EXPECTED)(
  '$workbook is scored as worked out by hand',
  async ({ workbook, title, unused, facts, answers }) => {
    const cwd = await scratchFolder();
    await copyFile(path.join(FOLDER, `${workbook}.xlsx`), path.join(cwd, `${workbook}.xlsx`));
    const lang = /[\u4e00-\u9fff]/.test(title) ? 'zh' : /Check Handwerk|Instandhaltung/.test(title) ? 'de' : 'en';
    const init = await matura(['init', 'new', '--from', `${workbook}.xlsx`, '--lang', lang, '--id', 'check'], { cwd });
    expect(init.code, init.stderr).toBe(0);
    for (const word of unused) expect(init.stderr).toContain(word);
    const pack = path.join(cwd, 'new/questionnaires/check');
    const questionnaire = parse(await readFile(path.join(pack, 'questionnaire.yaml'), 'utf8'));
    expect(questionnaire.title).toEqual({ [lang]: title });
    expect(questionnaire.facts.map(({ id }: { id: string }) => id)).toEqual(facts);
    const validated = await matura(['validate', 'new/questionnaires', '--format', 'json'], { cwd });
    expect(validated.code, validated.stdout).toBe(0);

    // The same numbers as cases, which `matura test` runs.
    const cases = answers.map((set, i) => ({
      id: `by-hand-${i + 1}`,
      why: set.why,
      answers: set.answers,
      expect: {
        tolerance: 0.000001,
        scores: Object.fromEntries(Object.entries(set.scores).filter(([id]) => id !== 'level')),
        ...(set.scores.level === undefined ? {} : { level: set.scores.level }),
      },
    }));
    await mkdir(path.join(pack, 'cases'), { recursive: true });
    await writeFile(path.join(pack, 'cases/by-hand.yaml'), stringify({ kind: 'cases', cases }));
    const tested = await matura(['test', 'new/questionnaires'], { cwd });
    expect(tested.code, tested.stdout + tested.stderr).toBe(0);

    for (const { answers: given, scores } of answers) {
      const values = Object.fromEntries(facts.map((id) => [id, ANY_FACT[id] ?? 'x']));
      const input = JSON.stringify({ facts: values, answers: given });
      const run = await matura(['score', './new/questionnaires/check', '-', '--json'], { cwd, input });
      expect(run.code, run.stderr).toBe(0);
      const result = JSON.parse(run.stdout);
      for (const [id, value] of Object.entries(scores))
        expect([id, (id === 'level' ? result.level : result.scores[id])?.value]).toEqual([
          id,
          expect.closeTo(value, 5),
        ]);
    }
  },
);

const ANY_FACT: Readonly<Record<string, unknown>> = {
  uscc: '91350100M000100Y43',
  employees: 10,
  revenue: 1000,
};
