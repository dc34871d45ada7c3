import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { EXAMPLE, matura, ROOT, type Run, scratchFolder } from './matura.ts';
import { KEY, shareFolders } from './recommended-example.ts';

const folders = shareFolders();

const EXPORT = path.join(ROOT, 'examples/exports/miit-sme-2024/ids.csv');
const REGION = path.join(ROOT, 'examples/chengdu/region.yaml');

let cwd: string;
beforeEach(async () => {
  cwd = await scratchFolder();
  await mkdir(path.join(cwd, 'out'));
  await copyFile(EXAMPLE, path.join(cwd, 'answers.yaml'));
  await copyFile(REGION, path.join(cwd, 'region.yaml'));
  await copyFile(EXPORT, path.join(cwd, 'export.csv'));
});

const run = (command: string, folder = cwd): Promise<Run> => matura(command.split(' '), { cwd: folder });

describe('a wrong file', () => {
  test.each([
    [
      'score quick-scan-china region.yaml',
      'region.yaml is the description of a region, not answers',
      'matura simulate reads it.',
    ],
    ['simulate answers.yaml -o region', 'answers.yaml is a file of answers, not a region', 'matura score reads it.'],
    [
      'batch quick-scan-china export.csv --map answers.yaml',
      'answers.yaml is a file of answers, not a mapping of columns',
      'matura score reads it.',
    ],
    [
      'batch miit-sme-2024 export.csv --files out --programme answers.yaml',
      'answers.yaml is a file of answers, not a funding programme',
      'matura score reads it.',
    ],
  ])('the error of %s says what the wrong file is, and which command reads it', async (command, problem, remedy) => {
    const { code, stderr } = await run(command);
    expect(code).toBe(3);
    expect(stderr).toBe(`matura: ${problem}\n${remedy}\n`);
  });

  test('answers for another pack are refused, and the error names their pack', async () => {
    const { code, stderr } = await run('score quick-scan-china answers.yaml');
    expect(code).toBe(3);
    expect(stderr).toContain('matura: answers.yaml is for miit-sme-2024, not for quick-scan-china; nothing was scored');
    expect(stderr).toContain('Type miit-sme-2024 instead of quick-scan-china');
  });

  test('an export of another pack is refused with the pack whose columns fit', async () => {
    const { code, stderr } = await run('batch quick-scan-china export.csv');
    expect(code).toBe(3);
    expect(stderr).toContain('the columns of export.csv fit miit-sme-2024 (47 of 47), not quick-scan-china (15 of 47)');
    expect(stderr).toContain('Type miit-sme-2024 instead of quick-scan-china');
  });

  test('an export is refused without a suggested pack if no pack knows half of its headings', async () => {
    const headings = (await readFile(EXPORT, 'utf8')).split('\n')[0]?.split(',') ?? [];
    const odd = headings.map((heading, i) => (i % 3 === 0 ? heading : `column ${i}`));
    await writeFile(path.join(cwd, 'odd.csv'), `${odd.join(',')}\n${odd.map(() => 'x').join(',')}\n`);
    const { code, stderr } = await run('batch quick-scan-china odd.csv');
    expect(code).toBe(3);
    expect(stderr).toContain('it is not certain which column answers which question');
    expect(stderr).not.toContain('Type miit-sme-2024');
  });

  test('a folder given as the output file is refused as a folder', async () => {
    const { code, stderr } = await run('score miit-sme-2024 answers.yaml -o out');
    expect(code).toBe(3);
    expect(stderr).toContain('out is a folder or a device, not a file\nName a file, for example one in that folder.');
  });
});

describe('an argument that is missing or out of place', () => {
  test('for an export without a pack, the error says that the pack is missing', async () => {
    const { code, stderr } = await run('batch export.csv');
    expect(code).toBe(2);
    expect(stderr).toBe(
      'matura: the pack is missing before export.csv\n' +
        'Name it first: matura batch PACK export.csv. matura packs lists the packs.\n',
    );
  });

  test('for a pack without an export, the error says that the export is missing', async () => {
    const { stderr } = await run('batch quick-scan-china');
    expect(stderr).toContain('<export> is missing');
    expect(stderr).toContain('Usage: matura batch quick-scan-china <export...>');
  });

  test('a page is refused a file extension that no browser opens', async () => {
    const { code, stderr } = await run('form quick-scan-china -o form.xyz');
    expect(code).toBe(2);
    expect(stderr).toContain('this command cannot write form.xyz\nIt writes files that end in .html, .htm.');
  });

  test('for the file extension of an older office program, the error names the current one', async () => {
    const { stderr } = await run('template miit-sme-2024 -o blank.doc');
    expect(stderr).toContain('this command cannot write blank.doc\nDid you mean blank.docx? It writes');
  });

  test('for the beginning of a pack’s name, the error gives the whole name', async () => {
    const { code, stderr } = await run('score miit answers.yaml');
    expect(code).toBe(3);
    expect(stderr).toContain('there is no pack "miit"; did you mean "miit-sme-2024"?');
  });

  test('for a folder given in place of a file, the error names a file in it, or none if it is empty', async () => {
    await mkdir(path.join(cwd, 'sheets'));
    const empty = await run('score miit-sme-2024 sheets');
    expect(empty.stderr).toContain('sheets is a folder, not a file\nName a file.\n');
    await writeFile(path.join(cwd, 'sheets', 'b.yaml'), 'Q1: A\n');
    const { code, stderr } = await run('score miit-sme-2024 sheets');
    expect(code).toBe(3);
    expect(stderr).toContain('Name a file, such as sheets/b.yaml.');
  });

  test('diagnose with an unknown pack is refused because of the pack, not of the missing terminal', async () => {
    const { code, stderr } = await run('diagnose nosuch');
    expect(code).toBe(3);
    expect(stderr).toContain('there is no pack "nosuch"');
  });
});

test('for an unknown option, the error lists the options of the question with their texts', async () => {
  const answers = await readFile(EXAMPLE, 'utf8');
  await writeFile(path.join(cwd, 'wrong.yaml'), answers.replace(/^ {2}Q5: .*$/m, '  Q5: yes'));
  const { stderr } = await run('score miit-sme-2024 wrong.yaml');
  const options = [...stderr.matchAll(/• (\w): (.*)/g)].map(([, id]) => id);
  expect(options).toEqual(['A', 'B', 'C', 'D', 'E']);
  expect(stderr).toContain('• B: One process\n');
});

describe('matura record', () => {
  test.each(['--granted 5000', '--done today', '--amount 5000'])(
    'for record with only %s, the error names the command that lists ids',
    async (option) => {
      const { code, stderr } = await run(`record ${KEY} ${option}`, folders.full);
      expect(code).toBe(2);
      expect(stderr).toContain(`matura record ${KEY} lists the measures and the funding by id.`);
    },
  );

  test('for an unknown instrument, the error names the nearest ids and their titles', async () => {
    const { code, stderr } = await run(`record ${KEY} --instrument cd-sme-transfrom --granted 5000`, folders.full);
    expect(code).toBe(2);
    expect(stderr).toContain('there is no instrument "cd-sme-transfrom"; did you mean "cd-sme-transform"?');
    expect(stderr).toContain('cd-sme-transform (Subsidy for the digital transformation of SMEs (draft))');
  });

  test('a measure can be named by its title', async () => {
    const command = ['record', KEY, '--measure', 'management dashboards', '--started', 'today', '--dry-run', '--json'];
    const { code, stdout } = await matura(command, { cwd: folders.full });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).measures).toMatchObject([{ id: 'bi-dashboard' }]);
  });

  test.each([
    ['2027-02-31', '28 February 2027'],
    ['30.2.2028', '29 February 2028'],
    ['31/04/2027', '30 April 2027'],
    ['2027年6月31日', '30 June 2027'],
    ['20270931', '30 September 2027'],
  ])('the day %s, which does not exist, is refused with the last day of its month', async (day, last) => {
    const { code, stderr } = await run(`record ${KEY} --measure bi-dashboard --planned ${day}`, folders.full);
    expect(code).toBe(2);
    expect(stderr).toContain(`--planned: there is no day ${day}; that month ends on ${last}`);
  });
});

test.each([
  ['score miit-sme-2024 answers.docx', 3, 'answers.docx is a document for people to read; answers must be in a YAML'],
  ['score miit-sme-2024 answers.yaml --sign answers.yaml --files out', 3, 'answers.yaml is not a signing key'],
  ['form quick-scan-china -o form', 2, 'form has no extension, so no program would open it'],
  [
    'batch miit-sme-2024 export.csv --where distrct=郫都区',
    2,
    'there is no column “distrct”; did you mean “district”?',
  ],
  ['batch miit-sme-2024 export.csv --sheet 1', 3, 'there is no sheet “1”: the file is not a workbook'],
  ['simulate region.yaml -o export.csv', 3, 'Name a new or an empty folder with -o DIR'],
])('the command %s is refused with what to do instead', async (command, exitCode, message) => {
  await writeFile(path.join(cwd, 'answers.docx'), 'PK');
  const { code, stderr } = await run(command);
  expect(stderr).toContain(message);
  expect(code).toBe(exitCode);
});

test.each(['Integrated', '集成级', 'integriert'])('an option accepts a level by its title %s', async (title) => {
  const args = ['recommend', KEY, '--target', title, '--json'];
  const { code, stdout, stderr } = await matura(args, { cwd: folders.full });
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ target: { level: 3 } });
});

test.each(['office@', 'a@b'])('the recipient %s, which no mail would reach, is refused', async (recipient) => {
  const { code, stderr } = await run(`form quick-scan-china --recipient ${recipient} -o form.html`);
  expect(code).toBe(2);
  expect(stderr).toContain(`--recipient: "${recipient}" is not an e-mail address like office@example.org`);
});

test('verify recognises a file of answers as such, and does not call it damaged', async () => {
  const { code, stderr } = await run('verify answers.yaml');
  expect(code).toBe(3);
  expect(stderr).toContain('answers.yaml is not an enterprise file');
});

test.each(['report', 'explain', 'verify'])('%s given a policy names the enterprise file beside it', async (command) => {
  const { code, stderr } = await matura([command, `files/${KEY}.policy.md`], { cwd: folders.full });
  expect(code).toBe(3);
  expect(stderr).toBe(
    `matura: files/${KEY}.policy.md is not an enterprise file\nName the enterprise file in the same folder: files/${KEY}.json\n`,
  );
});

test('an error quotes a refused day in the notation of the output language, however it was typed', async () => {
  const command = ['record', KEY, '--measure', 'bi-dashboard', '--done', '1.2.2999', '--lang', 'de'];
  const { code, stderr } = await matura(command, { cwd: folders.full });
  expect(code).toBe(2);
  expect(stderr).toContain('--done: der 1. Februar 2999 liegt in der Zukunft; heute ist der ');
  expect(stderr).not.toMatch(/\d{4}-\d\d-\d\d/);
});

test.each([
  ['score miit-sme-2024 answers.yaml --renamed', '--renamed', '--files', '--files files'],
  ['report KEY --by sector', '--by', '--peers', '--peers results.csv'],
  ['form quick-scan-china --watch', '--watch', '--output', '-o form.html'],
])('%s is refused with the whole command line to type', async (command, option, other, added) => {
  const { code, stdout, stderr } = await run(command);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toBe(`matura: ${option} needs ${other}\nExample: matura ${command} ${added}\n`);
});

test('a suggested command line quotes any text that a shell would split', async () => {
  const { stderr } = await matura(['test', '--reason', 'Q5 counts more'], { cwd });
  expect(stderr).toBe('matura: --reason needs --update\nExample: matura test --reason "Q5 counts more" --update\n');
});

describe('answers that cannot be read', () => {
  const scoreText = async (text: string, pack = 'quick-scan-china'): Promise<Run> => {
    await writeFile(path.join(cwd, 'a.yaml'), text);
    return run(`score ${pack} a.yaml`);
  };

  test.each([
    ['facts:\n  name "A. Example"\n', 'Write: name: "A. Example"'],
    ['facts:\n  uscc:91350100M000100Y43\n', 'Write: uscc: 91350100M000100Y43'],
    ['answers:\n  plan = 2\n', 'Write: plan: 2'],
    ['answers\n  plan: 2\n', 'Write: answers:'],
    ['facts:\n  name: A: Example\n', 'Write: name: "A: Example"'],
    ['facts:\n  name: "A. Example\nanswers:\n', 'Write: name: "A. Example"'],
    ['facts:\n  name： A\n', 'Write: name: A'],
  ])('for a slip in YAML, the error shows the corrected line: %j', async (text, written) => {
    const { code, stdout, stderr } = await scoreText(`pack: quick-scan-china\n${text}`);
    expect(code, stderr).toBe(3);
    expect(stdout + stderr).toContain(`\n  ${written}\n`);
  });

  test('the error shows no corrected line for a text that may not be a key', async () => {
    const { stdout, stderr } = await scoreText('pack: quick-scan-china\nthis is a note\nanswers: {}\n');
    expect(stdout + stderr).toContain('a key must be on one line');
    expect(stdout + stderr).not.toContain('Write:');
  });

  test.each([
    ['Q5: "B,C"', '"B,C" are several options, and "Q5" takes only one', '• B: One process'],
    ['Q5: [B, C]', '"B, C" are several options, and "Q5" takes only one', '• B: One process'],
    ['Q7: B, C', '"B, C" is not a list of options, which "Q7" asks for', '  Write [B, C].'],
    ['planning: 9', '9 is outside the permitted range of "planning"', '• 1: Plans are drawn up by hand'],
    ['planning: high', '"high" is not a whole number', '• 0: Plans by word of mouth'],
  ])('the answer %s is refused with the options that can be chosen', async (answer, problem, next) => {
    const { code, stdout, stderr } = await scoreText(`pack: miit-sme-2024\nanswers:\n  ${answer}\n`, 'miit-sme-2024');
    expect(code).toBe(3);
    expect(stdout + stderr).toContain(problem);
    expect(stdout + stderr).toContain(next);
  });
});

describe('JSON answers that are cut off', () => {
  test.each(['score', 'import'])('the command %s says only that a cut-off file ends too early', async (command) => {
    await writeFile(path.join(cwd, 'cut.json'), '{\n  "pack": "miit-sme-2024",\n  "facts": { "name": "Exam');
    const { code, stderr } = await run(`${command} miit-sme-2024 cut.json`);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^(matura: )?cut\.json ends too early/);
    expect(stderr).not.toContain('M101');
  });

  test.each([
    ['text after the last brace', '{ "facts": {} },'],
    ['answers that the pack refuses', '{ "pack": "miit-sme-2024", "facts": { "employees": "many" } } # end'],
  ])('a complete file with %s is not reported as cut off', async (_, text) => {
    await writeFile(path.join(cwd, 'whole.json'), text);
    const { code, stderr } = await run('score miit-sme-2024 whole.json');
    expect(code).toBe(3);
    expect(stderr).not.toContain('ends too early');
    expect(stderr).toMatch(/whole\.json:1:\d+ {2}error/);
  });
});

describe('a file other than the intended one', () => {
  test('for a missing file, the error names all files that differ only in their extension', async () => {
    await writeFile(path.join(cwd, 'sheet.csv'), '');
    await writeFile(path.join(cwd, 'sheet.yaml'), '');
    const { code, stderr } = await run('score quick-scan-china sheet');
    expect([code, stderr]).toEqual([3, 'matura: sheet does not exist\nDid you mean sheet.csv or sheet.yaml?\n']);
  });

  test.each([
    ['a.pdf', Buffer.from('%PDF-1.7\n%\xb5\xb5\n', 'latin1')],
    ['a.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
  ])('batch refuses %s, says that it is not a table, and what to do', async (name, bytes) => {
    await writeFile(path.join(cwd, name), bytes);
    const { code, stderr } = await run(`batch quick-scan-china ${name}`);
    expect(code).toBe(3);
    expect(stderr).toContain(
      `${name}: this is a document or a picture for people to read, not a table: copy the table`,
    );
  });

  test('a file given in place of a folder is named in the error as it was typed', async () => {
    const { code, stderr } = await run('batch miit-sme-2024 export.csv --files answers.yaml');
    expect(code).toBe(3);
    expect(stderr).toContain('matura: answers.yaml is a file, but a folder is needed');
  });
});

describe('the error for a mistake says what to type next', () => {
  test.each([
    ['simulate region.yaml', 'Example: matura simulate region.yaml -o region. '],
    [`record ${KEY} --measure mes --done`, `Example: matura record ${KEY} --measure mes --done today`],
    [`record ${KEY} --instrument x --granted`, `Example: matura record ${KEY} --instrument x --granted 350000`],
    ['key make matura.key', '<action> does not take "make"\nChoices: new, show'],
    ['config lang=de', 'takes no arguments, not 1\nmatura config --help'],
    ['verify --signer office', '--signer: "office" is not the fingerprint of a key\nmatura key show FILE'],
    [
      'compare K 2026-01-01',
      '"2026-01-01" is a day, not an enterprise\nChoose assessments by their day: --assessment 2026-01-01',
    ],
    ['test nowhere', 'nowhere does not exist\nCheck the path.'],
    ['simulate out -o region.yaml', 'seem to be swapped\nType: matura simulate region.yaml -o out'],
    ['graph answers.yaml', 'or a name that matura packs lists'],
    ['batch miit-sme-2024 export.csv --where district', '\nExample: --where "district=…"'],
  ])('the error for the command %s says what to type next', async (command, answer) => {
    const { code, stderr } = await run(command);
    expect([2, 3]).toContain(code);
    expect(stderr).toContain(answer);
  });

  test('a code that is not provisional is not renamed, and the error lists the provisional ones', async () => {
    const { code, stderr } = await run(`rename ${KEY} 123`, folders.full);
    expect(code).toBe(3);
    expect(stderr).toContain('Only a code that begins with PROVISIONAL can be replaced');
  });
});
