import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/pack/read-document.ts';

/** Reads answers; gives what was found. */
function codesOf(text: string): string[] {
  const { problems } = readDocument('answers', 'answers.yaml', text);
  return [...new Set(problems.map(({ code }) => code))];
}

const levels = (count: number, line: (level: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i + 1)).join('\n');

describe('documents made to exhaust a reader', () => {
  const bomb = `answers:\n  a0: &a0 [x, x]\n${levels(40, (i) => `  a${i}: &a${i} [*a${i - 1}, *a${i - 1}]`)}`;
  const wide = `x: &x [${'y,'.repeat(5000)}]\nanswers: [${'*x,'.repeat(5000)}]`;
  const tower = `answers:\n  a0: &a0 [x]\n${levels(1000, (i) => `  a${i}: &a${i} [*a${i - 1}]`)}`;
  it.each([
    ['aliases that double 40 times', bomb],
    ['5,000 aliases of 5,000 values', wide],
    ['aliases nested 1,000 deep', tower],
    ['10,000 brackets', `answers: ${'['.repeat(10_000)}`],
    ['a million brackets', `answers: ${'['.repeat(1_000_000)}`],
    ['10,000 braces', `answers: ${'{a: '.repeat(10_000)}`],
    ['10,000 dashes', `answers:\n${'- '.repeat(10_000)}`],
    ['10,000 question marks', '? '.repeat(10_000)],
    ['2,000 lines, each deeper', levels(2000, (i) => `${' '.repeat(i)}a:`)],
  ])('a document with %s is refused before it takes much memory', (_, text) => {
    const before = process.memoryUsage().heapUsed;
    expect(codesOf(text)).toEqual(['M106']);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200 * 2 ** 20);
  });

  it('500 ordinary aliases are accepted', () => {
    const evidence = 'answers:\n  first: &shared { value: [a, b, c, d, e], evidence: [one.pdf, two.pdf] }\n';
    const text = evidence + levels(500, (i) => `  q${i}: *shared`);
    const { document, problems } = readDocument('answers', 'answers.yaml', text);
    expect(problems).toEqual([]);
    expect(document?.answers.q500).toEqual({ value: ['a', 'b', 'c', 'd', 'e'], evidence: ['one.pdf', 'two.pdf'] });
  });

  it('a file of 20,000 lines is read without a problem', () => {
    const text = `answers:\n${levels(20_000, (i) => `  q${i}: [a, b]`)}\n`;
    expect(codesOf(text)).toEqual([]);
  });

  it('in a file of 20,000 lines with a duplicate key, only that problem is reported', () => {
    const text = `answers:\n${levels(20_000, (i) => `  q${i}: a`)}\n  q1: b\n`;
    expect(codesOf(text)).toEqual(['M102']);
  });

  it('a number of too many digits is refused', () => {
    const text = `kind: rubric\nid: r\ndecimals: ${'9'.repeat(1_000_000)}\nscores: { s: sum }\n`;
    expect(readDocument('rubric', 'rubric.yaml', text).problems.map(({ code }) => code)).toEqual(['M107']);
  });
});
