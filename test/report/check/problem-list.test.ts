import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { LocatedProblem } from '../../../src/model/problem.ts';
import { readDocumentBytes } from '../../../src/pack/document-file.ts';
import type { WrittenKind } from '../../../src/pack/document-kinds.ts';
import { locateProblems } from '../../../src/pack/locate-problems.ts';
import { renderProblems } from '../../../src/report/check/problem-list.ts';
import { ENGLISH_FINDINGS } from '../../messages.ts';

async function locate(kind: WrittenKind, file: string, text: string): Promise<LocatedProblem[]> {
  const { problems, source } = await readDocumentBytes(kind, file, Buffer.from(text));
  return locateProblems(problems, new Map([[file, source]]));
}

const QUESTIONNAIRE = `kind: questionnaire
id: core
version: 1.0.0
title: Core
languages: [en]
sections:
  - id: ops
    questions:
      - id: ops-erp
        type: singel
        options: [none, partial, full]
`;

const draw = (problems: readonly LocatedProblem[], width = 100, files = 3): string =>
  renderProblems(problems, { files, color: false, width, words: ENGLISH_FINDINGS });

describe('a problem on a terminal', () => {
  it('a problem on a terminal has its place, the lines around it, and the likely correction', async () => {
    const problems = await locate('questionnaire', 'questionnaires/core/questionnaire.yaml', QUESTIONNAIRE);
    expect(draw(problems, 74)).toBe(`questionnaires/core/questionnaire.yaml:10:15  error  M204 unknown-question-type

   9 |       - id: ops-erp
  10 |         type: singel
     |               ^^^^^^ "singel" is not a question type
  11 |         options: [none, partial, full]

  Did you mean "single"?  Allowed: single, multiple, scale, boolean, ...
  More: matura rule M204

1 error in 1 of 3 files checked
`);
  });

  it('the carets of a problem are under its characters, which may be two columns wide', async () => {
    const [problem, ...rest] = await locate('answers', 'answers.yaml', 'answers:\n  "数字化😀": { 笔记: 1 }\n');
    expect(rest).toEqual([]);
    const lines = draw(problem ? [problem] : []).split('\n');
    const [shown, carets] = [lines[3] ?? '', lines[4] ?? ''];
    expect(stringWidth(carets.slice(0, carets.indexOf('^')))).toBe(stringWidth(shown.slice(0, shown.indexOf('笔'))));
    expect(carets).toContain('^^^^ "笔记" is not a key here');
  });

  it.each([60, 80, 100, 200])('a problem fits into %i columns, with its place still visible', async (width) => {
    const long = `answers:\n  q: { note: "${'数字化转型 and more, '.repeat(30)}", wrong: 1, evidence: ["${'x'.repeat(300)}"] }\n  r: "${'y'.repeat(300)}"\n`;
    const text = draw(await locate('answers', 'answers.yaml', long), width);
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes('^'));
    const start = (lines[at] ?? '').indexOf('^');
    let column = 0;
    const below = [...(lines[at - 1] ?? '')].filter((character) => {
      column += stringWidth(character);
      return column > start;
    });
    expect(below.join('')).toMatch(/^wrong/);
    expect(text).toContain('is not a key here');
  });

  it('control characters in the text of a problem do not reach the terminal', async () => {
    const text = 'answers:\n  "\\e[31m\\x9b2J\\u202e": { "\\e]0;x\\a": 1 }\n  b: { "\u202eq\u009b": 1 }\n';
    const drawn = draw(await locate('answers', 'a\u001b[31m.yaml', text));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(drawn).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  });

  it('a problem has colours only if colours are enabled', async () => {
    const problems = await locate('questionnaire', 'q.yaml', QUESTIONNAIRE);
    const plain = draw(problems);
    const coloured = renderProblems(problems, { files: 3, color: true, width: 100, words: ENGLISH_FINDINGS });
    expect(plain).not.toContain('\u001b');
    expect(coloured).toContain('\u001b[31merror');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
    expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(plain);
  });

  it('a problem in a file with another encoding shows the file’s text, and how to convert the file', async () => {
    const bytes = Buffer.concat([
      Buffer.from('facts: { name: '),
      Buffer.from([0xca, 0xfd, 0xd7, 0xd6]),
      Buffer.from(' }'),
    ]);
    const { problems, source } = await readDocumentBytes('answers', 'a.yaml', bytes);
    const located = await locateProblems(problems, new Map([['a.yaml', source]]));
    expect(draw(located, 120, 1)).toBe(`a.yaml:1:16  error  M105 not-utf8

  1 | facts: { name: 数字 }
    |                ^^ the text from here on is not UTF-8; it looks like GB18030 (or GBK): save the file as UTF-8

  More: matura rule M105

1 error in 1 of 1 file checked
`);
  });

  it('a problem in an empty text has no excerpt', async () => {
    const { problems, source } = await readDocumentBytes('answers', 'a.yaml', Buffer.from([0xff, 0xfe]));
    const located = await locateProblems(problems, new Map([['a.yaml', source]]));
    expect(draw(located, 100, 1)).toBe(`a.yaml:1:1  error  M104 empty-file

  the file is empty

  More: matura rule M104

1 error in 1 of 1 file checked
`);
  });

  it('a problem shows only the beginning of a long text', async () => {
    const drawn = draw(await locate('answers', 'a.yaml', `answers:\n  q: { state: "${'long '.repeat(100)}" }\n`));
    expect(drawn).toMatch(/"(long )+lon…|long …" is not allowed here/);
    expect(drawn.length).toBeLessThan(700);
  });
});

describe('the closing line', () => {
  it('the closing line reports no problems', () => {
    expect(draw([])).toBe('no problems in 3 files checked\n');
    expect(draw([], 100, 1)).toBe('no problems in 1 file checked\n');
  });

  it('the closing line counts problems and the files they are in', async () => {
    const problems = await Promise.all([
      locate('answers', 'a.yaml', 'answers: {}\nx: 1\ny: 2\n'),
      locate('answers', 'b.yaml', ''),
    ]);
    expect(draw(problems.flat()).split('\n').at(-2)).toBe('3 errors in 2 of 3 files checked');
  });
});
