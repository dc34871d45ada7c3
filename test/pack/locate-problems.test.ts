import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocatedProblem } from '../../src/model/problem.ts';
import { readDocumentBytes } from '../../src/pack/document-file.ts';
import { locateProblems } from '../../src/pack/locate-problems.ts';

async function locate(text: string): Promise<LocatedProblem[]> {
  const { file, problems, source } = await readDocumentBytes('answers', 'answers.yaml', Buffer.from(text));
  return locateProblems(problems, new Map([[file, source]]));
}

const places = async (text: string): Promise<string[]> =>
  (await locate(text)).map(
    ({ code, line, column, endLine, endColumn }) => `${code} ${line}:${column}-${endLine}:${endColumn}`,
  );

describe('lines and columns', () => {
  it('a problem in only one use of an anchor is located at that use', async () => {
    const text = 'facts: {}\nanswers:\n  a: &x { value: 1 }\n  b: *x\n';
    const { file, source } = await readDocumentBytes('answers', 'answers.yaml', Buffer.from(text));
    const problem = { code: 'A102' as const, file, at: ['answers', 'b', 'value'], details: { found: '1', name: 'b' } };
    const [found] = await locateProblems([problem], new Map([[file, source]]));
    expect(found).toMatchObject({ line: 4, column: 6, endColumn: 8 });
  });

  it.each([
    ['plain', 'answers: {}\nunknown: 1\n', 'M109 2:1-2:8'],
    ['after a byte-order mark, in the first line', '\ufeffunknown: 1\nanswers: {}\n', 'M109 1:1-1:8'],
    ['after a byte-order mark, further down', '\ufeffanswers: {}\nunknown: 1\n', 'M109 2:1-2:8'],
    ['with the line ends of Windows', 'answers:\r\n  a: { valeu: 1 }\r\n', 'M109 2:8-2:13'],
    ['behind characters outside the basic plane', 'answers:\n  "😀😀": { valeu: 1 }\n', 'M109 2:11-2:16'],
    ['behind Chinese', 'answers:\n  数字化: { valeu: 1 }\n', 'M109 2:10-2:15'],
    ['of an astral key', 'answers: {}\n"😀": 1\n', 'M109 2:1-2:4'],
    ['of nothing', 'answers:\n  a:\n  b: c\n', 'M107 2:3-2:4'],
    ['of the whole', '[a]\n', 'M107 1:1-1:4'],
    [
      'in an alias: where its anchor stands',
      'facts:\n  a: &x { valeu: 1 }\nanswers:\n  b: *x\n  c: *x\n',
      'M109 2:11-2:16',
    ],
    ['of a bracket that is never closed', 'answers: {\n', 'M101 1:10-1:11'],
  ])('the line and column of a problem are found: %s', async (_, text, place) => {
    expect(await places(text)).toEqual([place]);
  });

  it('the place of a value over several lines ends at its last character, not after it', async () => {
    expect(await places('answers:\n  a:\n    value:\n      x: 1\n\n# end\n')).toEqual(['M107 4:7-4:11']);
  });

  it('problems are listed in the order of their places in the file', async () => {
    expect(await places('z: 1\nanswers:\n  b: { valeu: 1, statte: 2 }\n  a:\ny: 1\n')).toEqual([
      'M109 1:1-1:2',
      'M109 3:8-3:13',
      'M109 3:18-3:24',
      'M107 4:3-4:4',
      'M109 5:1-5:2',
    ]);
  });

  it('a problem is shown with the lines before and after', async () => {
    const [problem] = await locate('facts: {}\r\nunknown: 1\r\nanswers: {}\r\n');
    expect(problem?.frame).toEqual([
      { number: 1, text: 'facts: {}' },
      { number: 2, text: 'unknown: 1' },
      { number: 3, text: 'answers: {}' },
    ]);
  });

  it('a place in a file points to the same text, whatever text is inserted before', async () => {
    const filler = fc.array(fc.constantFrom('# note', '# 数字化 😀', '', '   '), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(
        filler,
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom('a', '数', '😀', '"é"'),
        async (lines, mark, windows, key) => {
          const text = [...lines, 'answers:', `  ${key}: { wrong: 1 }`, ''].join(windows ? '\r\n' : '\n');
          const [problem, ...rest] = await locate(`${mark ? '\ufeff' : ''}${text}`);
          expect(rest).toEqual([]);
          const line = problem?.frame.find(({ number }) => number === problem.line)?.text ?? '';
          const [from, to] = [(problem?.column ?? 0) - 1, (problem?.endColumn ?? 0) - 1];
          expect([...line].slice(from, to).join('')).toBe('wrong');
          expect(problem?.line).toBe(lines.length + 2);
        },
      ),
    );
  });
});

describe('a file that is not UTF-8', () => {
  // "数字化", as Windows writes it where GBK is the code page.
  const gbk = Buffer.from([0xca, 0xfd, 0xd7, 0xd6, 0xbb, 0xaf]);
  // "模", which happens to be valid UTF-8, before "具".
  const misleading = Buffer.from([0xc4, 0xa3, 0xbe, 0xdf]);

  it('UTF-16 with a byte-order mark, as PowerShell writes it, is read in answers and mappings', async () => {
    const text = 'answers: { Q1: 数 }\n';
    for (const bytes of [Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(`\ufeff${text}`, 'utf16le').swap16()]) {
      const { document, source } = await readDocumentBytes('answers', 'answers.yaml', bytes);
      expect([document?.answers.Q1, source.text]).toEqual(['数', text]);
    }
    const unmarked = await readDocumentBytes('answers', 'answers.yaml', Buffer.from(text, 'utf16le'));
    expect(unmarked.problems).toMatchObject([{ code: 'M105' }]);
  });

  it.each([
    ['GBK', [Buffer.from('answers:\n  name: '), gbk], 2, 9, 'GB18030 (or GBK)', '  name: 数字化'],
    ['GBK that begins like UTF-8', [Buffer.from('a: '), misleading], 1, 4, 'GB18030 (or GBK)', 'a: 模具'],
    ['UTF-16', [Buffer.from('\ufeffa: {}', 'utf16le')], 1, 1, 'UTF-16', 'a: {}'],
    ['UTF-16 with bytes swapped', [Buffer.from('\ufeffa: {}', 'utf16le').swap16()], 1, 1, 'UTF-16', 'a: {}'],
    ['UTF-16 without mark', [Buffer.from('a: {}', 'utf16le')], 1, 1, 'UTF-16', 'a: {}'],
    ['Latin 1', [Buffer.from('name: Müller\n', 'latin1')], 1, 8, undefined, 'name: M\ufffdller'],
    ['half a character', [Buffer.from('a: 数\nb: 字'), Buffer.from([0xe6, 0x95])], 2, 5, undefined, 'b: 字\ufffd'],
    ['one bad place', [Buffer.from('a: 数\nb: '), gbk], 2, 4, undefined, expect.stringMatching(/^b: \ufffd/)],
  ])(
    'a file not in UTF-8 is refused at its first invalid place, with a guess: %s',
    async (_, parts, line, column, guess, text) => {
      const { file, problems, source } = await readDocumentBytes('cases', 'cases.yaml', Buffer.concat(parts));
      const [problem, ...others] = await locateProblems(problems, new Map([[file, source]]));
      expect(others).toEqual([]);
      expect(problem).toMatchObject({ code: 'M105', file: 'cases.yaml', line, column });
      expect(problem?.details.wanted).toBe(guess);
      expect(problem?.frame).toContainEqual({ number: line, text });
    },
  );
});
