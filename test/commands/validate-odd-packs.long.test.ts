import { describe, expect, test } from 'vitest';
// @ts-expect-error: a script of the benchmarks, without types
import { writePack } from '../bench/packs.mjs';
import { matura, scratchFolder } from './matura.ts';
import { ERP, packWith, writePacks } from './packs-for-checks.ts';

const SOUND = packWith(ERP);
const RUBRIC = SOUND['rubric.yaml'] ?? '';
const QUESTIONNAIRE = SOUND['questionnaire.yaml'] ?? '';
const WINDOWS = Object.fromEntries(Object.entries(SOUND).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]));

/** Validates one pack; never may there be a trace of a program's inside. */
async function validate(files: Readonly<Record<string, string | Uint8Array>>) {
  const cwd = await writePacks({ odd: files });
  const run = await matura(['validate', 'odd', '--format', 'json'], { cwd });
  expect(run.stderr).toBe('');
  const { findings, more } = JSON.parse(run.stdout);
  const codes: string[] = findings.map((one: { code: string }) => one.code);
  return { code: run.code, codes, findings, more };
}

describe('documents made to exhaust a reader', () => {
  const doubling = 'abcdefghi'.split('').map((name, i, all) => {
    const inner = i === 0 ? 'x' : `*${all[i - 1]}`;
    return `${name}: &${name} [${Array(9).fill(inner).join(',')}]\n`;
  });
  test.each([
    ['an alias bomb', doubling.join('')],
    ['10,000 brackets', `scores: ${'['.repeat(10_000)}`],
    ['10,000 braces', `scores: ${'{a: '.repeat(10_000)}`],
    ['an alias inside of what it stands for', 'scores: &a { b: *a }\n'],
  ])('a rubric with %s gives a finding', async (_, rubric) => {
    const { code, codes } = await validate({ ...SOUND, 'rubric.yaml': rubric });
    expect({ code, codes }).toEqual({ code: 1, codes: ['M106'] });
  });

  test('500 ordinary aliases are accepted', async () => {
    const first = '      - { id: q0, type: single, options: &steps [none, partial, full] }';
    const others = Array.from({ length: 500 }, (_, i) => `      - { id: q${i + 1}, type: single, options: *steps }`);
    const rubric = RUBRIC.replace(/points: .*/, 'points: { all: { none: 0, partial: 1, full: 2 } }');
    const files = { ...packWith([first, ...others].join('\n')), 'rubric.yaml': rubric };
    expect(await validate(files)).toMatchObject({ code: 0, codes: [] });
  });
});

describe('ids that look like something else', () => {
  const OPTIONS = ['no', 'on', 'yes', '010', '1e3', '1.10', '2024-01-31', 'null', 'true', '0x1F'];
  const points = OPTIONS.map((option, i) => `${option}: ${i}`).join(', ');
  const files = {
    ...packWith(`      - { id: no, type: single, options: [${OPTIONS.join(', ')}] }`),
    'rubric.yaml': RUBRIC.replace(/points: .*/, `points: { no: { ${points} } }`),
  };

  test('ids that look like numbers, booleans or dates are kept as written', async () => {
    expect(await validate(files)).toMatchObject({ code: 0, codes: [] });
    for (const [i, option] of OPTIONS.entries()) {
      const cwd = await writePacks({ odd: files, '.': { 'answers.yaml': `answers: { no: ${option} }\n` } });
      const { code, stdout } = await matura(['score', 'odd', 'answers.yaml', '--json'], { cwd });
      expect([code, JSON.parse(stdout).scores.tools.value], option).toEqual([0, i]);
    }
  });

  test('a tilde is refused as an id', async () => {
    expect(await validate(packWith('      - { id: ~, type: single, options: [none, full] }'))).toMatchObject({
      code: 1,
    });
  });
});

describe('files that are not quite YAML', () => {
  const TAB = QUESTIONNAIRE.replace('      - { id: erp', '\t- { id: erp');
  test.each([
    ['nothing', '', 'M104'],
    ['comments alone', '# to be written\n', 'M104'],
    ['a second document', `${RUBRIC}---\nkind: rubric\n`, 'M103'],
    ['a key twice', `${RUBRIC}scores: { other: sum }\n`, 'M102'],
    ['an unknown key', `${RUBRIC}skores: {}\n`, 'M109'],
    ['a directive', `%YAML 1.1\n---\n${RUBRIC}`, 'M101'],
    ['a NUL', `${RUBRIC}titles: { tools: "a\0b" }\n`, 'M101'],
    ['a list', '- a\n- b\n', 'M107'],
    ['a text', 'rubric\n', 'M107'],
    ['a number', '42\n', 'M107'],
    ['JSON cut off', '{ "kind": "rubric", ', 'M101'],
    ['half a character', Buffer.from([...Buffer.from(RUBRIC), 0xe6, 0x95]), 'M105'],
    ['UTF-16', Buffer.from(`\ufeff${RUBRIC}`, 'utf16le'), 'M105'],
  ])('a rubric consisting of %s gives a finding with its place', async (_, rubric, expected) => {
    const { code, codes, findings } = await validate({ ...SOUND, 'rubric.yaml': rubric });
    expect({ code, codes: [...new Set(codes)] }).toEqual({ code: 1, codes: [expected] });
    expect(findings[0]).toMatchObject({
      file: 'odd/rubric.yaml',
      line: expect.any(Number),
      column: expect.any(Number),
    });
  });

  test('a tab used for indentation is reported with its line', async () => {
    const { codes, findings } = await validate({ ...SOUND, 'questionnaire.yaml': TAB });
    expect(codes).toEqual(['M101']);
    expect(findings[0]).toMatchObject({ line: 10, column: 1 });
  });

  test('a byte-order mark and Windows line endings change nothing, not even the places of findings', async () => {
    expect(await validate(WINDOWS)).toMatchObject({ code: 0, codes: [] });
    const marked = Object.fromEntries(Object.entries(SOUND).map(([name, text]) => [name, `\ufeff${text}`]));
    expect(await validate(marked)).toMatchObject({ code: 0, codes: [] });
    for (const files of [SOUND, WINDOWS, marked]) {
      const broken = {
        ...files,
        'questionnaire.yaml': (files['questionnaire.yaml'] ?? '').replace('single', 'singel'),
      };
      const { findings } = await validate(broken);
      expect(findings).toMatchObject([{ code: 'M204', line: 10, column: 26, endColumn: 32 }]);
    }
  });

  test('a pack of 20,000 lines is checked as a whole, including its last line', async () => {
    const cwd = await scratchFolder();
    await writePack(`${cwd}/large`, { lines: 21_400, slip: -1 });
    const sound = await matura(['validate', 'large'], { cwd });
    expect(sound).toMatchObject({ code: 0, stdout: 'no problems in 2 files checked\n' });
    await writePack(`${cwd}/large`, {
      lines: 21_400,
      slip: -1,
      last: '      - { id: last, type: singel, options: [a] }\n',
    });
    const { code, stdout } = await matura(['validate', 'large', '--format', 'json'], { cwd });
    expect(code).toBe(1);
    const [finding, ...more] = JSON.parse(stdout).findings;
    expect(more).toEqual([]);
    expect(finding.code).toBe('M204');
    expect(finding.line).toBeGreaterThan(14_000);
  });
});

describe('no finding is lost', () => {
  test('10,000 findings of a rule are all listed or counted', async () => {
    const points = Array.from({ length: 10_000 }, (_, i) => `  nowhere${i}: { each: 1 }\n`).join('');
    const rubric = RUBRIC.replace(/points: .*\n/, `points:\n  erp: { none: 0, partial: 1, full: 2 }\n${points}`);
    const { code, codes, more } = await validate({ ...SOUND, 'rubric.yaml': rubric });
    expect([code, codes.length]).toEqual([1, 200]);
    expect(more).toEqual([{ code: codes[0], name: expect.any(String), count: 9_800 }]);
  });
});

test('a linear score of a number without an upper bound is checked in finite time', async () => {
  const files = packWith('      - { id: days, type: integer, minimum: 0, text: How long does an order take? }');
  const scores = 'scores: { tools: { of: days, linear: { 1: 100, 30: 0 } } }';
  const rubric = (files['rubric.yaml'] ?? '').replace(/points: .*\n/, '').replace(/scores: .*/, scores);
  expect(await validate({ ...files, 'rubric.yaml': rubric })).toMatchObject({ code: 0, codes: [] });
});
