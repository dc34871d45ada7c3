import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { matura, type Run, scratchFolder } from '../matura.ts';
import { csvOf, HEADINGS, keyOf, QUESTIONS, type Row, readCsv, rowOf } from './sample-export.ts';

async function batch(
  table: string | Buffer,
  args: readonly string[] = [],
  files: Readonly<Record<string, string>> = {},
): Promise<Run & { readonly messages: readonly (string | undefined)[] }> {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'e.csv'), table);
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(cwd, name), text);
  const run = await matura(['batch', 'quick-scan-china', 'e.csv', '--quiet', ...args], { cwd });
  return { ...run, messages: (await readCsv(cwd, 'e.rejects.csv').catch(() => [])).map(({ message }) => message) };
}

describe('a reject says what is wrong and what to do', () => {
  const sound = keyOf(1);

  test.each([
    ['en', sound.slice(0, 15), 'the code has 15 characters, not 18'],
    ['en', sound.replace('00', 'O0'), '“O” does not occur in such codes'],
    ['en', `${sound.slice(0, 16)}${sound[16] === '7' ? '8' : '7'}${sound[17]}`, 'one of the characters 9 to 17'],
    ['en', `${sound.slice(0, 17)}${sound[17] === 'A' ? 'B' : 'A'}`, `if it is the last, it should be ${sound[17]}`],
    ['de', sound.slice(0, 15), 'der Code hat 15 Zeichen statt 18'],
    ['zh', sound.slice(0, 15), '共15位，应为18位'],
  ])('a rejected credit code is explained, in %s: %s', async (lang, uscc, words) => {
    const { messages } = await batch(csvOf([rowOf(1, { uscc }), rowOf(2)]), ['--lang', lang]);
    expect(messages).toEqual([expect.stringContaining(words)]);
  });

  test('a reject says what to do about a formula without a result, or a number formatted as a day', async () => {
    const rows = [
      rowOf(1, { revenue: '=19096.2*10000/10000' }),
      rowOf(2, { plan: '1900-01-03' }),
      rowOf(3, { plan: '=2' }),
    ];
    const { messages } = await batch(csvOf([...rows, rowOf(4)]));
    expect(messages).toEqual([
      expect.stringContaining('has no result in the file: open it in a spreadsheet program'),
      expect.stringContaining('“1900-01-03” is a number formatted as a date'),
      expect.stringContaining('the formula “=2” has no result'),
    ]);
  });
});

describe('a refusal says what to do', () => {
  test('a duplicate heading is refused, and the error says what to do', async () => {
    const twice = csvOf([rowOf(1, { lead: '1' })], [...HEADINGS, 'lead']).replace(/,1\n$/, ',3\n');
    const run = await batch(twice.replace('\n', '\n'));
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('have the same heading “lead”');
    expect(run.stderr).toContain('write a mapping in which column states the position of the column to use');
  });

  test('lines with another delimiter are refused, and the error says what to do', async () => {
    const [heading, first, second] = csvOf([rowOf(1), rowOf(2)]).split('\n') as [string, string, string];
    const run = await batch(`${heading}\n${first}\n${second.replaceAll(',', ';')}\n`);
    expect(run.code).toBe(3);
    expect(run.stderr).toContain('move the lines with another delimiter into a separate file; if you set --delimiter');
  });

  test('two decimal signs are refused with the remedy: a mapping that states the sign of each column', async () => {
    const rows = [1, 2, 3].map((i) => rowOf(i, { revenue: `${4000 + i},25`, employees: '40', assets: `${i}500.5` }));
    const headings = ['uscc', 'name', 'employees', 'revenue', 'assets', ...QUESTIONS];
    const table = csvOf(rows, headings);
    const asked = await batch(table);
    expect(asked.code).toBe(3);
    expect(asked.stderr.replaceAll(/\s+/g, ' ')).toContain(
      '--decimal . or --decimal , sets this for all columns, and decimal in a mapping sets it for a single column',
    );
    const columns = headings.map((name) => {
      const sign = name === 'revenue' ? ', decimal: ","' : name === 'assets' ? ', decimal: "."' : '';
      return `  - { heading: ${name}, to: ${name}${sign} }\n`;
    });
    const map = `kind: mapping\npack: quick-scan-china\ncolumns:\n${columns.join('')}`;
    const settled = await batch(table, ['--map', 'm.yaml'], { 'm.yaml': map });
    expect(settled.code, settled.stderr).toBe(0);
    expect(settled.stderr).toContain('3 rows read; 3 scored');
  });

  test('two headings that resemble one question are refused; text in brackets is a unit only for figures', async () => {
    const text = 'Digital plan: How firm are the plans for going digital?';
    const rows = [rowOf(1, { now: '1', goal: '3' }), rowOf(2, { now: '0', goal: '2' })];
    const headings = HEADINGS.filter((name) => name !== 'plan');
    const table = csvOf(rows, [...headings, 'now', 'goal']).replace(/now,goal/, `${text} (2025),${text} (2026)`);
    const run = await batch(table);
    expect(run.code).toBe(3);
    expect(run.stderr).toMatch(
      /the heading only resembles the question, and so does the heading “Digital plan: .*”: map the right column/,
    );
    expect(run.stderr).not.toContain('unit');
  });
});

test('a warning of batch names the lines, and says what happens to their answers', async () => {
  const rows: Row[] = [1, 2, 3, 4, 5].map((i) => rowOf(i, { sector: 'software', planning: i % 2 ? '1' : '' }));
  const run = await batch(csvOf(rows));
  expect(run.stderr).toContain('  answered without being asked; not counted: 5 (lines 2, 3, 4, …)\n');
});

test('letters from a Mac or DOS encoding that were read as Windows-1252 are remarked on', async () => {
  const table = csvOf([rowOf(1, { name: 'M#ller Werkzeuge' }), rowOf(2)]);
  for (const byte of [0x9f, 0x81]) {
    const [before = '', after = ''] = table.split('#');
    const bytes = Buffer.concat([Buffer.from(before), Buffer.from([byte]), Buffer.from(after)]);
    const refused = await batch(bytes);
    expect(refused.stderr).toContain('a Mac or DOS program wrote the file');
    const run = await batch(bytes, ['--encoding', 'windows-1252']);
    expect(run.stderr).toContain('name: letters garbled by a wrong encoding');
  }
  expect((await batch(csvOf([rowOf(1, { name: '示例“先锋”有限公司' }), rowOf(2)]))).stderr).not.toContain('garbled');
});

describe('an enterprise without a register number', () => {
  const rows = [
    ['HRB 4711 Musterstadt', 'Muster GmbH', '1'],
    ['', 'Friseur Muster', '2'],
    ['keine', 'Maler Muster', '3'],
  ];
  const questions =
    'plan lead skills finance orders material collaboration market service partners records analysis ai network protection emergency';
  const facts = { country: 'DE', sector: 'other', sites: '1', employees: '3', revenue: '200000' };
  const answers: Record<string, string> = {
    ...facts,
    ...Object.fromEntries(questions.split(' ').map((id) => [id, '1'])),
  };

  async function score(pack: string, more: readonly string[] = []): Promise<Run & { readonly cwd: string }> {
    const cwd = await scratchFolder();
    const headings = ['Registernummer', 'Name des Unternehmens', 'Mitgliedsnummer', ...Object.keys(answers)];
    const table = [headings, ...rows.map((row) => [...row, ...Object.values(answers)])].map((row) => row.join(';'));
    await writeFile(path.join(cwd, 'e.csv'), table.join('\n'));
    return { ...(await matura(['batch', pack, 'e.csv', '--lang', 'de', ...more], { cwd })), cwd };
  }

  test('a row rejected for a missing key may use a number of the office, and the reject names a likely column', async () => {
    const run = await score('quick-scan');
    const rejects = await readCsv(run.cwd, 'e.rejects.csv');
    expect(rejects.map(({ rule, message }) => [rule, message])).toEqual(
      Array.from({ length: 2 }, () => ['required-fact', expect.stringContaining('eine eigene Nummer eintragen')]),
    );
    expect(run.stderr).toContain('In die Spalte „Registernummer“ eine eigene Nummer mit Kürzel eintragen');
    expect(run.stderr).toContain('in der Spalte „Mitgliedsnummer“');
  });

  test('an enterprise file is named after the office’s own number as typed, and found by either spelling', async () => {
    rows[1] = ['IHK Mitglied 4711', 'Friseur Muster', '2'];
    const run = await score('quick-scan', ['--files', 'files', '--date', '2026-11-01']);
    expect(await readdir(path.join(run.cwd, 'files'))).toContain('IHK+MITGLIED+4711.json');
    const byFileName = await matura(['explain', 'IHK+MITGLIED+4711', 'total'], { cwd: run.cwd });
    expect(byFileName.stderr).toBe('');
    const byKey = await matura(['explain', 'IHK MITGLIED 4711', 'total'], { cwd: run.cwd });
    expect(byFileName.stdout).toBe(byKey.stdout);
  });
});

test('if a pack requires a credit code, a missing one is rejected without suggesting a number of the office', async () => {
  const { messages, stderr } = await batch(csvOf([rowOf(1, { uscc: '' }), rowOf(2)]), ['--lang', 'en']);
  expect(messages).toEqual([expect.not.stringContaining('of your own')]);
  expect(stderr).not.toContain('of your own');
});
