import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/pack/yaml-tree.ts';
import { phraseInEnglish } from '../messages.ts';

const codesOf = (text: string): string[] => (parseYaml(text, 'f.yaml').problems ?? []).map(({ code }) => code);

function wordsFor(text: string): string | undefined {
  return phraseInEnglish(parseYaml(text, 'f.yaml').problems?.[0]?.details.wanted);
}

describe('YAML as the format allows it', () => {
  it.each([
    ['a mapping', 'a: 1\n'],
    ['a document start', '---\na: 1\n'],
    ['a document end', 'a: 1\n...\n# the end\n'],
    ['line ends of Windows', 'a: 1\r\nb: [1,\r\n  2]\r\n'],
    ['JSON with tabs', '{\n\t"a": [1,\t2]\n}'],
    ['an anchor and its alias', 'a: &x { b: 1 }\nc: *x\n'],
    ['an anchor given anew', 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n'],
  ])('YAML is read as the format allows: %s', (_, text) => {
    expect(codesOf(text)).toEqual([]);
  });

  it.each([
    ['nothing', '', 'M104'],
    ['blanks', ' \n\n', 'M104'],
    ['a comment', '# later\n', 'M104'],
    ['a document start alone', '---\n', 'M104'],
    ['a second document', 'a: 1\n---\nb: 2\n', 'M103'],
    ['an empty second document', 'a: 1\n---\n', 'M103'],
    ['a second document after an end', 'a: 1\n...\nb: 2\n', 'M103'],
    ['a tab that indents', 'a:\n\tb: 1\n', 'M101'],
    ['a colon in text', 'a: b: c\n', 'M101'],
    ['a quote not closed', 'a: "b\n', 'M101'],
    ['a bracket not closed', 'a: [b\n', 'M101'],
    ['a reserved character', 'a: @b\n', 'M101'],
    ['a directive', '%YAML 1.1\n---\na: 1\n', 'M101'],
    ['a NUL', 'a: b\0c\n', 'M101'],
    ['an escape character', 'a: \u001b[31m\n', 'M101'],
    ['a lone carriage return', 'a: b\rc: d\n', 'M101'],
    ['an unknown alias', 'a: *b\n', 'M101'],
    ['an alias before its anchor', 'a: *b\nc: &b 1\n', 'M101'],
    ['an alias inside of its anchor', 'a: &b [*b]\n', 'M106'],
    ['a tag', 'a: !!int 1\n', 'M115'],
    ['a local tag', 'a: !x 1\n', 'M115'],
    ['the empty tag', 'a: ! 1\n', 'M115'],
  ])('YAML with %s is refused', (_, text, code) => {
    expect(codesOf(text)).toEqual([code]);
  });

  it('each of the most common YAML mistakes has its own message', () => {
    expect(wordsFor('a:\n\tb: 1')).toBe('tabs cannot indent; use spaces');
    expect(wordsFor('a: b: c')).toMatch(/needs quotes/);
    expect(wordsFor('a: @b')).toBe('text that starts with @ needs quotes');
    expect(wordsFor('a: *b')).toBe('there is no anchor "&b" before this alias');
    expect(wordsFor('a: "b')).toBe('the quote that starts here is not closed');
  });

  it.each(['""', '"a"', '"\\\\"', '"\\""', "''", "'a'", "''''", "'it''s'", "'''a'''"])(
    'the brackets of %s are recognised as closed',
    (quoted) => {
      expect(codesOf(`a: ${quoted}\n`)).toEqual([]);
    },
  );

  it.each(['"', '"a', '"\\"', '"\\\\\\"', "'", "'''", "'a''", "'it''s"])(
    'the brackets of %s are recognised as not closed',
    (quoted) => {
      expect(wordsFor(`a: ${quoted}\nb: c\n`)).toBe('the quote that starts here is not closed');
    },
  );

  it('an exclamation mark in text does not start a tag', () => {
    expect(codesOf('a: Stop!\nb: "!x"\nc: |\n  !x\nd: [Stop !now]\n# !x\n')).toEqual([]);
  });

  it('the YAML reader throws no exception for any text', () => {
    const piece = fc.constantFrom(
      ...'abc:-?#&*!|>\'"%@`[]{},~=\\ \n\t\r\0',
      '  ',
      ': ',
      '- ',
      '\n  ',
      '---',
      '...',
      '<<',
      'é',
      '😀',
      '\ud800',
      '\ufeff',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        parseYaml(pieces.join(''), 'f.yaml');
      }),
      { numRuns: 3000 },
    );
  });
});
