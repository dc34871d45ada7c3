import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, ROOT, scratchFolder } from './matura.ts';

const ANSWERS = `pack: digital-intensity
assessment: { kind: self, date: 2026-11-20 }
facts: { registration: HRB 4711, name: Möbelwerk Beispiel, country: DE, employees: 90 }
answers: { internetAccess: true, erp: false }
`;

/** A folder with a file of an enterprise that was filed when `digital-intensity` took any text as its number. */
async function fileByFormerVersion(): Promise<string> {
  const cwd = await scratchFolder();
  const former = path.join(cwd, 'former', 'digital-intensity');
  cpSync(path.join(ROOT, 'questionnaires/digital-intensity'), former, { recursive: true });
  const file = path.join(former, 'questionnaire.yaml');
  const text = readFileSync(file, 'utf8').replace(/^version: .*$/m, 'version: 3.2023.0');
  writeFileSync(file, text.replace('type: register', 'type: text'));
  writeFileSync(path.join(cwd, 'answers.yaml'), ANSWERS);
  const args = ['score', 'digital-intensity', 'answers.yaml', '--files', 'files', '--packs', 'former'];
  expect(await matura(args, { cwd })).toMatchObject({ code: 0 });
  return cwd;
}

test('a register number without its court stays on file when its enterprise is scored with a newer version', async () => {
  const cwd = await fileByFormerVersion();
  const notice = /HRB 4711 fails a check that is newer than the enterprise file.*court/;
  const [name] = readdirSync(path.join(cwd, 'files')).filter((one) => one.endsWith('.json'));
  const reported = await matura(['report', 'HRB 4711', '-o', 'report.md'], { cwd });
  expect(reported).toMatchObject({ code: 0, stderr: expect.stringMatching(notice) });
  expect(readFileSync(path.join(cwd, 'report.md'), 'utf8')).toContain('HRB 4711');
  const unmigrated = await matura(['score', 'digital-intensity', `files/${name}`], { cwd });
  expect(unmigrated).toMatchObject({ code: 3, stderr: expect.stringContaining('--migrate') });
  const args = ['score', 'digital-intensity', `files/${name}`, '--files', 'files', '--migrate'];
  expect(await matura(args, { cwd })).toMatchObject({ code: 0, stderr: expect.stringMatching(notice) });
  const { key, assessments } = JSON.parse(readFileSync(path.join(cwd, 'files', `${name}`), 'utf8'));
  expect(key).toBe('HRB 4711');
  expect(assessments.map(({ facts }: { facts: Record<string, object> }) => facts.registration)).toEqual([
    { state: 'answered', value: 'HRB 4711' },
    { state: 'answered', value: 'HRB 4711' },
  ]);
  const again = await matura(['report', 'HRB 4711', '-o', 'report.md'], { cwd });
  expect(again).toMatchObject({ code: 0, stderr: expect.not.stringContaining('HRB 4711') });
});

test('a register number without its court is refused in new answers', async () => {
  const cwd = await scratchFolder();
  writeFileSync(path.join(cwd, 'answers.yaml'), ANSWERS);
  const run = await matura(['score', 'digital-intensity', 'answers.yaml'], { cwd });
  expect(run).toMatchObject({ code: 3, stderr: expect.stringMatching(/answers\.yaml:3:\d+ .*A110/) });
});
