import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMap, isPair, isScalar, isSeq } from 'yaml';
import { parsePlainYaml } from '../../src/pack/plain-yaml.ts';
import { parseYaml } from '../../src/pack/yaml-tree.ts';
import { ROOT } from '../commands/matura.ts';

/** A tree as maps, lists and texts, each text with how it is quoted. */
function shapeOf(node: unknown): unknown {
  if (isMap(node)) return { map: node.items.map(shapeOf) };
  if (isSeq(node)) return { list: node.items.map(shapeOf) };
  if (isPair(node)) return [shapeOf(node.key), shapeOf(node.value)];
  if (isScalar(node)) return [node.type, node.value];
  return node;
}

/** The plain parser may know less than the full one, but never anything else. */
function expectAgreement(text: string): boolean {
  const plain = parsePlainYaml(text);
  if (!plain) return false;
  const { tree, problems } = parseYaml(text, 'f.yaml');
  expect(problems, text).toBeUndefined();
  expect(tree?.targets.size).toBe(0);
  expect(shapeOf(plain), text).toEqual(shapeOf(tree?.root));
  return true;
}

async function yamlFiles(folder: string): Promise<string[]> {
  const names = await readdir(path.join(ROOT, folder), { recursive: true });
  return names.filter((name) => name.endsWith('.yaml')).map((name) => path.join(ROOT, folder, name));
}

describe('the plain parser', () => {
  it('reads the files of this repository like the full one, and nearly all of them', async () => {
    const files = [
      ...(await yamlFiles('questionnaires')),
      ...(await yamlFiles('examples')),
      ...(await yamlFiles('test/fixtures')),
      ...(await yamlFiles('test/conformance')),
    ];
    const read = files.filter((file) => expectAgreement(readFileSync(file, 'utf8')));
    expect(read.length / files.length).toBeGreaterThan(0.6);
  });

  it.each([
    'a: 1\nb:\n  c: [x, { y: z }]\n  d:\n  - e: 1\n    f: 2\n  -   g: 3\n      h: 4\n',
    '# first\na: b # and #c\n\n  # deep comment\nc: d#e\n# last',
    "a: 'it''s'\n\"b\": \"\\u6570\\\"\\n\"\n'c d': http://x:80/y\n",
    'a: [1,\n  2, # two\n\n  { b: c,\n    d: e }]\nf: -1\ng: a-b - c\n',
    '- a\n- b: c\n  d:\n    - e\n- [f]\n',
    'a: 数字化:转型\nb: x y\n',
    'a: {}\nb: []\n',
    '{\n  "a": [1, "b"],\n  "c": {\n    "d": null\n  }\n}\n',
    '[\n\t"a"\n]'.replaceAll('\t', ' '),
    '# first\n{ a: b } # last\n# more\n',
  ])('reads %j', (text) => {
    expect(expectAgreement(text)).toBe(true);
  });

  it.each([
    ['an empty value', 'a:\nb: 1\n'],
    ['text over two lines', 'a: b\n  c\n'],
    ['a block of text', 'a: |\n  b\n'],
    ['an anchor', 'a: &x b\n'],
    ['a tag', 'a: !!str b\n'],
    ['a colon in text', 'a: b: c\n'],
    ['a comment without a blank', 'a: "b"#c\n'],
    ['a list in a list', '- - a\n'],
    ['a line further in', 'a: 1\n  b: 2\n'],
    ['a line between two', 'a:\n    b: 1\n  c: 2\n'],
    ['brackets that end too far out', 'a:\n  b: [c,\n  d]\n'],
    ['a comma at the end', 'a: [b,]\n'],
    ['a bracket not closed', 'a: [b\n'],
    ['a bracket of another kind', 'a: [b}\n'],
    ['a key alone', 'a\n'],
    ['nothing', ''],
    ['a comment', '# a\n'],
    ['a second document', 'a: 1\n---\nb: 2\n'],
    ['a tab', 'a:\tb\n'],
    ['line ends of Windows', 'a: 1\r\n'],
    ['40 brackets and more', `a: ${'['.repeat(60)}${']'.repeat(60)}\n`],
  ])('leaves %s to the full one', (_, text) => {
    expect(parsePlainYaml(text)).toBeUndefined();
  });

  it('never reads anything that the full one reads otherwise', () => {
    const pieces = ['a', 'b', '数', ' ', ' ', '  ', '\n', '\n', ':', ': ', '- ', '-', '#', ' #', ',', ', '];
    const others = [
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '\\n',
      '\\"',
      '1',
      '.',
      '?',
      '|',
      '&x',
      '*x',
      '\u3000',
      '\ufeff',
      '%',
    ];
    const text = fc.array(fc.constantFrom(...pieces, ...others), { maxLength: 25 }).map((parts) => parts.join(''));
    const key = fc.constantFrom('a: ', 'b:', '- ', '- a: ', '"c": ', '');
    const value = fc.constantFrom(
      'x',
      '"y"',
      "'z'",
      '[p, q]',
      '{ r: s }',
      '{ r: s,',
      't }',
      '[',
      ']',
      '',
      'u # v',
      'w: x',
      '-1',
    );
    const line = fc.tuple(fc.constantFrom('', ' ', '  ', '    '), key, value).map((parts) => parts.join(''));
    const lines = fc.array(line, { maxLength: 8 }).map((all) => `${all.join('\n')}\n`);
    fc.assert(
      fc.property(fc.oneof(text, lines), (sample) => {
        expectAgreement(sample);
      }),
      { numRuns: 20_000, seed: 27 },
    );
  });
});
