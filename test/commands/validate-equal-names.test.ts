import { expect, test } from 'vitest';
import { matura } from './matura.ts';
import { packWith, writePacks } from './packs-for-checks.ts';

const QUESTION = 'type: single, options: [none, partial, full]';

async function namesFound(...questions: readonly string[]): Promise<unknown> {
  const lines = questions.map((question) => `      - { ${question}, ${QUESTION} }`).join('\n');
  const pack = packWith(lines);
  const rubric = pack['rubric.yaml']?.replace(/points: .*/, 'points: { all: { none: 0, partial: 1, full: 2 } }') ?? '';
  const cwd = await writePacks({ pack: { ...pack, 'rubric.yaml': rubric } });
  const { stdout } = await matura(['validate', 'pack', '--json'], { cwd });
  const found: { code: string; line: number; details: { name?: string } }[] = JSON.parse(stdout).findings;
  return found.map(({ code, line, details }) => [code, line, details.name]);
}

test('two questions with the same title, or one whose text is the title of another, are reported', async () => {
  expect(await namesFound('id: a, title: ERP, text: "Is there one?"', 'id: b, title: " erp", text: "Which?"')).toEqual(
    expect.arrayContaining([['M513', 11, 'a']]),
  );
  expect(await namesFound('id: a, title: ERP, text: "Is there one?"', 'id: b, text: ERP')).toEqual([['M513', 11, 'a']]);
});

test('texts that only begin alike, or a title that repeats the text of its question, are not reported', async () => {
  expect(await namesFound('id: a, text: "Design: Execution"', 'id: b, text: "Design: Technology"')).toEqual([]);
  expect(await namesFound('id: a, title: ERP, text: ERP', 'id: b, text: MES')).toEqual([]);
});
