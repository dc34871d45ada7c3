import { describe, expect, test } from 'vitest';
import type { ExpectationEdit, WrittenValue } from '../../src/check/case-rewrite.ts';
import type { Path } from '../../src/model/problem.ts';
import { readDocument } from '../../src/pack/read-document.ts';
import { rewriteCases } from '../../src/pack/rewrite-cases.ts';

const two: WrittenValue = { number: '2' };

function edit(what: string, value: WrittenValue, place: Path = what.split('.')): ExpectationEdit {
  return { what, at: ['cases', 0, 'expect', ...place], value };
}

/** The text after edits of its first case; it must still be a document of cases. */
function rewrite(text: string, ...edits: ExpectationEdit[]): string {
  const changes = [{ at: ['cases', 0], edits, date: '2026-01-31', reason: 'a: "b"' }];
  const after = rewriteCases(text, 'cases.yaml', changes).text;
  expect(readDocument('cases', 'cases.yaml', after).problems).toEqual([]);
  return after;
}

const CHANGED = (was: string): string => `    changed:
      - { date: 2026-01-31, reason: "a: \\"b\\"", was: { ${was} } }
`;

describe('rewriting a file of cases', () => {
  test('rewriting a file of cases leaves every other byte as it was', () => {
    const text = `# what this is
kind: cases
cases:
  - id: one   # a comment
    answers: {  Q1: A }
    expect: { level:   1, scores: { total: 48.40 } }  # by hand
    # about the next

  - id: two
    expect: { level: 1 }
`;
    expect(rewrite(text, edit('scores.total', { number: '48.5' }), edit('level', two))).toBe(
      text.replace('level:   1, scores: { total: 48.40 } }  # by hand\n', (line) =>
        line.replace('  1', '  2').replace('48.40', '48.5').concat(CHANGED('scores.total: 48.40, level: 1')),
      ),
    );
  });

  test('rewriting a list keeps the lines, comments and order of the entries that stay', () => {
    const text = `kind: cases
cases:
  - id: one
    expect:
      unmet:
        # the first
        - a # because
        # the second
        - b
      # the level
      level: 1
`;
    expect(rewrite(text, edit('unmet', ['b', 'c']))).toBe(`kind: cases
cases:
  - id: one
    expect:
      unmet:
        # the first
        # the second
        - b
        - c
      # the level
      level: 1
${CHANGED('unmet: "[a, b]"')}`);
  });

  test('a rewritten value that fits on one line is put on the line of its key', () => {
    const text = `kind: cases
cases:
  - id: one
    expect:
      scores:
        total:
          lowest: 1
          highest: 2
      unmet:
        - a
`;
    const after = rewrite(text, edit('scores.total', { number: '2' }), edit('unmet', []));
    expect(after).toContain('        total: 2\n      unmet: []\n    changed:');
    expect(after).toContain('was: { scores.total: "{ lowest: 1, highest: 2 }", unmet: "[a]" }');
  });

  test('an empty value is filled in', () => {
    const text = 'kind: cases\ncases:\n  - id: one\n    expect:\n      level:\n';
    expect(rewrite(text, edit('level', two))).toContain('      level: 2\n    changed:');
  });

  test('rewriting a case appends to its list of changes, in the same notation', () => {
    const old = '{ date: 2025-01-01, reason: x, was: { level: 0 } }';
    const block = `kind: cases\ncases:\n  - id: one\n    changed:\n      - ${old} # old\n    expect: { level: 1 }\n`;
    expect(rewrite(block, edit('level', two))).toContain(`- ${old} # old\n      - { date: 2026-01-31,`);
    const flow = `kind: cases\ncases:\n  - { id: one, changed: [${old}], expect: { level: 1 } }\n`;
    expect(rewrite(flow, edit('level', two))).toContain(`changed: [${old}, { date: 2026-01-31,`);
    const none = 'kind: cases\ncases: [{ id: one, expect: { level: 1 } }]';
    expect(rewrite(none, edit('level', two))).toContain('expect: { level: 2 }, changed: [{ date: 2026-01-31,');
  });

  test('rewriting keeps Windows line endings, and adds no newline to the end of a file without one', () => {
    const text = 'kind: cases\r\ncases:\r\n  - id: one\r\n    expect: { level: 1 }';
    expect(rewrite(text, edit('level', two)).replaceAll('\r\n', '')).not.toContain('\n');
  });

  test('rewriting quotes values that would mean something else without quotes', () => {
    const text = 'kind: cases\ncases:\n  - id: one\n    expect: { facts: { size: small, kind: x, class: a } }\n';
    const after = rewrite(text, edit('facts.size', 'a, b: #c'), edit('facts.kind', null), edit('facts.class', '中型'));
    expect(after).toContain('expect: { facts: { size: "a, b: #c", kind: null, class: 中型 } }');
  });

  test('rewriting leaves a value unchanged if an anchor shares it with another place', () => {
    const text = `kind: cases
cases:
  - id: one
    expect: &same { level: 1 }
  - id: two
    expect: *same
`;
    for (const i of [0, 1]) {
      const shared = { ...edit('level', two), at: ['cases', i, 'expect', 'level'] };
      const changes = [{ at: ['cases', i], edits: [shared], date: '2026-01-31', reason: 'x' }];
      expect(rewriteCases(text, 'cases.yaml', changes)).toEqual({ text, done: [], shared: [shared] });
    }
  });
});
