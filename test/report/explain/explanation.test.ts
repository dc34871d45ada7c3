import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/i18n/index.ts';
import { renderMarkdown } from '../../../src/report/document/markdown-renderer.ts';
import { makeExplanationDocument, moveLines, renderExplanation } from '../../../src/report/explain/explanation.ts';
import { textWidth } from '../../../src/report/terminal/terminal-text.ts';
import { NOT_APPLICABLE, planOf, type Said, type Sketch, sheetOf, UNKNOWN } from '../../scoring/pack-sketch.ts';
import { nodesOf, recompute } from '../../scoring/recompute-explanation.ts';
import { type Example, exampleOf, explanationOf, flatten, linesOf, readExample } from '../explain-example.ts';
import { expectTrue, isTrue, readEquation } from '../read-equation.ts';

const FILES = ['miit-sme-2024.yaml', 'miit-sme-2024-interrupted.yaml'];

function sketched(sketch: Sketch, said: Said = {}, facts: Said = {}): Example {
  const plan = planOf(sketch);
  return exampleOf(plan, sheetOf(plan, said, facts));
}

describe('the printed arithmetic', () => {
  test.each(FILES)('the printed arithmetic of %s is correct as printed, and so are the exact values', async (file) => {
    const example = await readExample(file);
    let printed = 0;
    for (const name of [...example.plan.scores.map((score) => score.name), ...example.plan.names.keys()]) {
      printed += expectTrue(linesOf(example, name));
      for (const node of nodesOf(explanationOf(example, name).root)) {
        const expected = recompute(node);
        if (typeof expected === 'number') expect(node.value).toBeCloseTo(expected, 9);
        else if (expected !== undefined) expect(node.value).toEqual(expected);
      }
    }
    expect(printed).toBeGreaterThan(20);
  });

  test('the check of printed arithmetic distinguishes a false equation from a true one', () => {
    for (const [line, verdict] of [
      ['a: 0.45 = 63 ÷ 140', true],
      ['a: 0.33 ≈ 1 ÷ 3', true],
      ['a: 0.33 = 1 ÷ 3', false],
      ['a: 0.35 ≈ 1 ÷ 3', false],
      ['a: 2 = (1 + 2 × 2.5) ÷ 3', true],
      ['a: 1,200.5 = 1,300 − 99.5', true],
      ['a: −1 = 1 + (−2)', true],
      ['a: 4–10 = 4 + 0–6', true],
      ['a: 4–11 = 4 + 0–6', false],
    ] as const) {
      expect(isTrue(readEquation(line) as never), line).toBe(verdict);
    }
  });
});

describe('explanations in words', () => {
  const questions = [
    { id: 'a', type: 'scale', maximum: 4, notApplicable: true },
    { id: 'b', type: 'scale', maximum: 4 },
  ];

  test('the arithmetic of a mean divides by the sum of the weights unless they add up to 1', () => {
    const scores = { even: { mean: 'all' }, whole: { mean: { a: 0.3, b: 0.7 } } };
    const example = sketched({ questions, scores }, { a: 1, b: 4 });
    expect(linesOf(example, 'even')[0]).toBe('Even: 2.5 = (1 + 4) ÷ 2');
    expect(linesOf(example, 'whole')[0]).toBe('Whole: 3.1 = 0.3 × 1 + 0.7 × 4');
  });

  test('the arithmetic of a rounded value has the sign ≈ instead of an equals sign', () => {
    const example = sketched({ questions, scores: { total: { mean: { a: 1, b: 2 } } } }, { a: 0, b: 1 });
    expect(linesOf(example, 'total')[0]).toBe('Total: 0.67 ≈ (0 + 2 × 1) ÷ 3');
  });

  test('members that do not count are named with the reason, and members counted by a rule with the rule', () => {
    const scores = { total: { mean: 'all', missing: { unanswered: 'zero' } } };
    expect(linesOf(sketched({ questions, scores }, { a: NOT_APPLICABLE }), 'total')).toEqual([
      'Total: 0',
      '  B: not answered, which counts as 0 under the rubric',
      '  A does not count: not applicable',
    ]);
  });

  test.each([
    ['en', 'Level: no level reached', 'Total: no value'],
    ['de', 'Stufe: keine Stufe erreicht', 'Total: kein Wert'],
    ['zh', '等级：未达到任何等级', 'Total：无数值'],
  ] as const)('an explanation distinguishes “no level” from “no value”: %s', (language, level, total) => {
    const scores = { total: { sum: ['a'] }, level: { levels: [{ value: 1, when: { total: { minimum: 1 } } }] } };
    const example = sketched({ questions, scores }, { a: NOT_APPLICABLE });
    expect(linesOf(example, 'level', language)[0]).toBe(level);
    expect(linesOf(example, 'total', language)[0]).toBe(total);
  });

  test.each([
    ['below', 0, 'S: 0, because 0 is at least 0 and below 1'],
    ['below', 1, 'S: 5, because 1 is at least 1 and below 3'],
    ['below', 3, 'S: 9, because 3 is at least 3'],
    ['above', 0, 'S: 0, because 0 is at least 0 and not above 1'],
    ['above', 1, 'S: 0, because 1 is at least 0 and not above 1'],
    ['above', 3, 'S: 5, because 3 is above 1 and not above 3'],
    ['above', 4, 'S: 9, because 4 is above 3'],
  ])('if a step includes its bound %s, an explanation says on which side of its bounds %i lies', (edge, b, text) => {
    const example = sketched({ questions, scores: { s: { of: 'b', steps: { 0: 0, 1: 5, 3: 9 }, edge } } }, { b });
    expect(linesOf(example, 's')).toEqual([text, `  B: ${b}`]);
  });

  test('a value below the lowest step is explained as giving no value', () => {
    const example = sketched({ questions, scores: { s: { of: 'b', steps: { 2: 5 } } } }, { b: 1 });
    expect(linesOf(example, 's')[0]).toBe('S: no value, because 1 is below the lowest step, 2');
  });

  test('the explanation of a score says whether it counts, and which value its cap limits', () => {
    const facts = [{ id: 'staff', type: 'integer', minimum: 0 }];
    const scores = { total: { sum: 'all', cap: 5, when: { staff: { minimum: 10 } } } };
    const lines = (staff: number): string[] =>
      linesOf(sketched({ facts, questions, scores }, { a: 4, b: 3 }, { staff }), 'total');
    expect(lines(12).slice(0, 3)).toEqual([
      'Total: 5, because 7 is above the maximum, 5',
      '  Does the value count here? yes: Staff: 12 (needed: at least 10)',
      '  7 = 4 + 3',
    ]);
    expect(lines(9)).toEqual(['Total: no value', '  Does the value count here? no: Staff: 9; needed: at least 10']);
  });

  test('a share, a stated best, lines, rounding, a floor and weights by answers are explained in words', () => {
    const facts = [{ id: 'staff', type: 'integer', minimum: 0 }];
    const scores = {
      share: { sum: 'all', to: 100 },
      stated: { sum: 'all', to: 100, best: 10 },
      line: { of: 'b', linear: { 0: 0, 4: 100 } },
      rounded: { mean: { a: 1, b: 2 }, round: 1 },
      floored: { sum: ['a'], floor: 3 },
      weighed: { mean: { a: 'staff', b: 1 } },
    };
    const example = sketched({ facts, questions, scores }, { a: 1, b: 3 }, { staff: 2 });
    expect(Object.keys(scores).map((name) => linesOf(example, name)[0])).toEqual([
      'Share: 50 = (1 + 3) ÷ 8 × 100',
      'Stated: 40 = 4 ÷ 10 × 100',
      'Line: 75, the value at 3 on the line through 0 → 0, 4 → 100',
      'Rounded: 2.3 ← 2.333333, rounded to 1 decimal',
      'Floored: 3, because 1 is below the minimum, 3',
      'Weighed: 1.67 ≈ (2 × 1 + 3) ÷ 3',
    ]);
    expect(linesOf(example, 'weighed').slice(1)).toEqual(['  A: 1', '  Weight of A: Staff: 2', '  B: 3']);
  });

  test('an explanation marks options that count less without evidence', () => {
    const question = { id: 'm', type: 'multiple', options: ['x', 'y'] };
    const points = { m: { x: { evidence: 2, without: 1 }, y: 1 } };
    const scores = { total: { sum: ['m'] } };
    const line = (m: Said[string]): string | undefined =>
      linesOf(sketched({ questions: [question], points, scores }, { m }), 'total')[1];
    expect(line(['x', 'y'])).toBe('  M: X (1); Y (1) (without evidence) → 2');
    expect(line({ value: ['x', 'y'], evidence: ['photo'] })).toBe('  M: X (2); Y (1) → 3');
  });

  test('an explanation prints enough digits that a score never seems to contradict the level', () => {
    const scores = {
      total: { mean: { a: 1, b: 99999 } },
      level: { levels: [{ value: 1, when: { total: { minimum: 4 } } }] },
    };
    const lines = linesOf(sketched({ questions, scores }, { a: 3, b: 4 }), 'level');
    expect(lines[0]).toBe('Level: no level reached');
    expect(lines).toContain('  Total: 3.99999 = (3 + 99,999 × 4) ÷ 100,000');
  });

  test('the explanation of a list takes one line if its members are shown above', () => {
    const scores = {
      one: { sum: ['a'] },
      two: { sum: ['b'] },
      total: { sum: ['one', 'two'] },
      level: { levels: [{ value: 1, when: { total: { minimum: 1 }, both: { items: { minimum: 1 } } } }] },
    };
    const example = sketched({ questions, lists: { both: ['one', 'two'] }, scores }, { a: 1, b: 2 });
    expect(linesOf(example, 'level')).toEqual([
      'Level: 1',
      '  level 1: reached',
      '    Total: 3 (needed: at least 1)',
      '    Both: at least 1 throughout',
      '  Total: 3 = 1 + 2',
      '    One: 1',
      '      A: 1',
      '    Two: 2',
      '      B: 2',
      '  Both: One (1), Two (2)',
    ]);
  });

  test('the explanation of a question that is not asked states the condition for asking it', () => {
    const more = [...questions, { id: 'c', type: 'scale', maximum: 4, when: { b: { minimum: 3 } } }];
    const lines = linesOf(sketched({ questions: more, scores: { total: { sum: 'all' } } }, { a: 1, b: 2 }), 'total');
    expect(lines.slice(-2)).toEqual(['  C does not count: not asked here', '    B: 2; needed: level 3 or higher']);
  });

  test('the explanation of a fact derived from one of several conditions shows all of them', () => {
    const facts = [
      { id: 'staff', type: 'integer', minimum: 0 },
      { id: 'known', type: 'boolean', derive: { anyOf: [{ staff: { minimum: 100 } }, { staff: { maximum: 20 } }] } },
    ];
    expect(linesOf(sketched({ facts, questions }, {}, { staff: 12 }), 'known')).toEqual([
      'Known: yes',
      '  yes if any of these holds',
      '    no: Staff: 12; needed: at least 100',
      '    yes: Staff: 12 (needed: at most 20)',
    ]);
  });

  test('the explanation of a share that cannot be calculated gives the reason', () => {
    const facts = [
      { id: 'part', type: 'integer', minimum: 0 },
      { id: 'whole', type: 'integer', minimum: 0 },
      { id: 'rate', type: 'decimal', minimum: 0, maximum: 1, derive: { ratio: ['part', 'whole'] } },
    ];
    const first = (known: Said): string | undefined => linesOf(sketched({ facts, questions }, {}, known), 'rate')[0];
    expect(first({ part: 1, whole: 4 })).toBe('Rate: 0.25 = 1 ÷ 4');
    expect(first({ part: 1, whole: 0 })).toBe('Rate: open, because a divisor would be 0');
    expect(first({ part: 1, whole: UNKNOWN })).toBe('Rate: open, as information is missing');
    expect(first({ part: 5, whole: 4 })).toBe(
      'Rate: open, as information is missing (the figures contradict each other: they give 1.25)',
    );
    expect(first({ part: 1, whole: 4, rate: 0.3 })).toBe('Rate: 0.3 (as stated; the figures give: 0.25)');
  });
});

describe('of the bundled example', () => {
  test('the example’s derived questions show the raw numbers and the cases', async () => {
    const lines = linesOf(await readExample(FILES[0] as string), 'Q14').map((line) => line.trim());
    expect(lines).toEqual(
      expect.arrayContaining([
        'Market performance: Revenue per employee rose → 3',
        'Revenue per employee fell – no: Change in revenue per employee: 2.1779 × CNY 10,000 per person; needed: less than 0 × CNY 10,000 per person',
        'Revenue per employee rose – yes: Change in revenue per employee: 2.1779 × CNY 10,000 per person (needed: more than 0 × CNY 10,000 per person)',
        'Change in revenue per employee: 2.1779 × CNY 10,000 per person ≈ 57.177914 − 55',
        '57.177914 ≈ 18,640 ÷ 326',
        '55 = 17,160 ÷ 312',
      ]),
    );
  });

  test('the example’s mean of shares shows the raw numbers and the cases', async () => {
    const lines = linesOf(await readExample(FILES[0] as string), 'investmentShare');
    expect(lines[0]).toBe(
      'Digital investment share of revenue, mean of three years: 0.019 ≈ (0.022532 + 0.018065 + 0.016352) ÷ 3',
    );
    expect(lines[1]).toBe('  0.022532 ≈ 420 ÷ 18,640');
  });

  test('no line of an explanation’s tree repeats the line above it', async () => {
    for (const file of FILES) {
      const example = await readExample(file);
      const lines = linesOf(example, 'level').map((line) => line.trim());
      lines.slice(1).forEach((line, i) => {
        if (!line.startsWith('open')) expect(line).not.toBe(lines[i]);
      });
      expect(lines.join('\n')).not.toMatch(/÷ 1$/m);
    }
  });

  test.each(LANGUAGES)('the change of answers that leads to a better score is explained: %s', async (language) => {
    const example = await readExample(FILES[0] as string);
    const { root, moves } = explanationOf(example, 'total');
    const [line] = moveLines(moves as never, root, example.vocabulary(language)).flatMap((one) => flatten(one, ''));
    expect(line).toContain('48');
    expect(line).toContain('56');
    expect(line).toContain('Q11');
  });

  test.each(LANGUAGES)('a tree fits a terminal and is the same text as the Markdown: %s', async (language) => {
    const example = await readExample(FILES[1] as string);
    const vocabulary = example.vocabulary(language);
    const explanation = explanationOf(example, 'level');
    for (const width of [60, 80, 120]) {
      const tree = renderExplanation(explanation, vocabulary, { color: false, width });
      for (const line of tree.split('\n')) expect(textWidth(line), line).toBeLessThanOrEqual(width);
    }
    const markdown = renderMarkdown(makeExplanationDocument(explanation, vocabulary));
    expect(markdown).toMatch(/^# .+\n\n## .+\n\n- /);
    const count = (text: string, lead: RegExp): number => text.split('\n').filter((line) => lead.test(line)).length;
    const tree = renderExplanation(explanation, vocabulary, { color: false, width: 80 });
    expect(count(markdown, /^ *- /)).toBe(count(tree, /[├└]─ /) + 1);
  });
});
