import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatRefusal } from '../../src/app/console.ts';
import { CodedRefusal } from '../../src/i18n/coded-refusal.ts';
import { Refusal } from '../../src/model/refusal.ts';
import { type FileDetail, FileProblem } from '../../src/store/file-problem.ts';
import { matura } from '../commands/matura.ts';
import { messagesOf } from '../messages.ts';
import { makeTemporaryFolder } from '../store/temporary-folder.ts';

describe('a problem with a file', () => {
  test.each([
    ['en', 'a.json is damaged: line 3, column 4: not valid JSON', 'Restore an intact copy'],
    ['zh', 'a.json 已损坏：第3行第4列：不是有效的 JSON', '请用备份中的完整副本替换'],
    ['de', 'a.json ist beschädigt: Zeile 3, Spalte 4: kein gültiges JSON', 'Bitte eine unversehrte Kopie'],
  ] as const)('a problem with a file is reported in %s, with the place and what to do', (language, said, next) => {
    const place = { line: 3, column: 4 };
    const problem = new FileProblem('damaged', '/home/x/a.json', { place, detail: { kind: 'not-json' } });
    const [first, second] = formatRefusal(problem, messagesOf(language), 'a.json');
    expect(first).toBe(said);
    expect(second).toContain(next);
  });

  test.each([
    [{ line: 2 }, { kind: 'not-an-answer' }, 'x is damaged: line 2: not an answer'],
    [{ pointer: '' }, { kind: 'said', text: 'EIO' }, 'x is damaged: at the top: EIO'],
    [
      { pointer: '/key' },
      { kind: 'other-key', name: 'K' },
      'x is damaged: at /key: the enterprise code K belongs in another file',
    ],
    [undefined, undefined, 'x is damaged'],
  ] as const)('a problem with a file names the place %j and the detail %j', (place, detail, said) => {
    const problem = new FileProblem('damaged', 'x', {
      ...(place && { place }),
      ...(detail && { detail: detail as FileDetail }),
    });
    expect(formatRefusal(problem, messagesOf('en'))[0]).toBe(said);
  });

  test('a problem with a file says what to do in words that fit every command', () => {
    const [, next] = formatRefusal(new FileProblem('read-only', 'x'), messagesOf('de'));
    expect(next).toBe('Bitte einen anderen Ort wählen.');
  });

  test('a problem with a file that ends a command is reported in the language asked for', async () => {
    const cwd = await makeTemporaryFolder();
    await mkdir(path.join(cwd, 'files'));
    await writeFile(path.join(cwd, 'files/K.json'), '{');
    const { code, stderr } = await matura(['explain', 'files/K.json', '--lang', 'de'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain('ist beschädigt: Zeile 1, Spalte 2: hier endet die Datei, der Rest fehlt');
  });
});

describe('a refusal by its code', () => {
  test.each([
    ['en', 'there is no measure "mess"; did you mean "mes"?', 'Known measures: mes, erp'],
    ['zh', '没有措施“mess”；是否指“mes”？', '现有：mes、erp'],
    ['de', 'eine Maßnahme „mess“ gibt es nicht; ist „mes“ gemeint?', 'Vorhanden: mes, erp'],
  ] as const)('a refusal is worded in %s, with lists of names joined as in that language', (language, said, next) => {
    const refusal = new CodedRefusal(2, 'unknownMeasure', { name: 'mess', closest: 'mes', known: ['mes', 'erp'] });
    expect(formatRefusal(refusal, messagesOf(language))).toEqual([said, next]);
  });

  test('a refusal of a command without --lang is in the system language', async () => {
    const { code, stderr } = await matura(['validate', 'none'], { env: { LC_ALL: 'de_DE.UTF-8' } });
    expect([code, stderr]).toEqual([3, 'matura: none gibt es nicht\nBitte den Pfad prüfen.\n']);
  });
});

test('a refusal without a code keeps its original message', () => {
  expect(formatRefusal(new Refusal(3, 'no such pack', 'Try another.'), messagesOf('zh'))).toEqual([
    'no such pack',
    'Try another.',
  ]);
  expect(formatRefusal(new Refusal(3, 'no such pack'), messagesOf('zh'))).toEqual(['no such pack']);
});
