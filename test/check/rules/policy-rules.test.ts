import { describe, expect, test } from 'vitest';
import { phraseInEnglish } from '../../messages.ts';
import { codesIn, findProblemsIn, packOf } from './find-problems.ts';

const SOURCE = 'source: { document: an example, verified: true }';
const CHOICE = '      - { id: erp, type: single, options: [none, partial, full] }';
const SEVERAL = '      - { id: erp, type: multiple, options: [{ id: none, exclusive: true }, a, b] }';

describe('M402, measures that close nothing', () => {
  test.each([
    [
      'a number that its condition guarantees',
      { measures: '{ erp: { minimum: 3 } }, achieves: { erp: 3 } }' },
      ['M402'],
    ],
    ['a number that it raises for some', { measures: '{ erp: { minimum: 2 } }, achieves: { erp: 3 } }' }, []],
    [
      'options that its condition guarantees',
      {
        questions: SEVERAL,
        rubric: 'points: { erp: { each: 1 } }\nscores: { tools: sum }',
        measures: '{ erp: { contains: { const: a } } }, achieves: { erp: { add: [a] } } }',
      },
      ['M402'],
    ],
    [
      'one of two options that its condition does not guarantee',
      {
        questions: SEVERAL,
        rubric: 'points: { erp: { each: 1 } }\nscores: { tools: sum }',
        measures: '{ erp: { contains: { const: a } } }, achieves: { erp: { add: [a, b] } } }',
      },
      [],
    ],
    [
      'options without points',
      {
        questions: SEVERAL,
        rubric: 'points: { erp: { none: 0, a: 0, b: 1 } }\nscores: { tools: sum }',
        measures: '{ erp: { not: { contains: { const: a } } } }, achieves: { erp: { add: [a] } } }',
      },
      ['M402'],
    ],
    [
      'an option with the points of those below',
      {
        questions: CHOICE,
        rubric: 'points: { erp: { none: 1, partial: 1, full: 2 } }\nscores: { tools: sum }',
        measures: '{ erp: { const: none } }, achieves: { erp: partial } }',
      },
      ['M402'],
    ],
    [
      'an answer of which a level asks, whatever its points',
      {
        questions: CHOICE,
        rubric: `points: { erp: { none: 1, partial: 1, full: 2 } }
scores: { tools: sum, level: { levels: [{ value: 1, when: { erp: { const: partial } } }] } }`,
        measures: '{ erp: { const: none } }, achieves: { erp: partial } }',
      },
      [],
    ],
  ])('M402 judges whether a measure can close a gap: %s', async (_, { measures, ...parts }, codes) => {
    expect(await codesIn(packOf({ ...parts, measures: `  - { id: one, title: One, when: ${measures}` }))).toEqual(
      codes,
    );
  });

  const useless = `facts: [{ id: certified, type: boolean }]\n`;
  const certify = '  - { id: certify, title: Get certified, achieves: { certified: true } }';

  test('M402 finds a measure that changes a fact nothing reads', async () => {
    expect(await codesIn(packOf({ facts: useless, measures: certify }))).toEqual(['M402']);
  });

  test('M402 accepts a measure that changes a fact another measure needs', async () => {
    const measures = `${certify}\n  - { id: more, title: More, needs: [certify], achieves: { erp: 4 } }`;
    expect(await codesIn(packOf({ facts: useless, measures }))).toEqual([]);
  });

  test('M402 accepts a measure that changes a fact an instrument requires afterwards', async () => {
    const policy = `instruments:\n  - { id: award, title: Award, type: award, after: { certified: { const: true } }, amount: 1, ${SOURCE} }`;
    expect(await codesIn(packOf({ facts: useless, measures: certify, policy }))).toEqual([]);
  });
});

describe('M403, levels that no measures lead to', () => {
  const levels = (gate: string): string => `points: { erp: { none: 0, partial: 3, full: 1 } }
scores: { tools: sum, level: { levels: [{ value: 1, when: ${gate} }] } }`;
  const both = `  - { id: some, title: Some, achieves: { erp: partial } }
  - { id: all, title: All, achieves: { erp: full } }`;

  test('M403 does not report a level that one measure may reach, even if all together miss it', async () => {
    const example = packOf({ questions: CHOICE, rubric: levels('{ tools: { minimum: 3 } }'), measures: both });
    expect(await codesIn(example)).toEqual(['M320']);
  });

  test('M403 assumes the most favourable facts, not the default values', async () => {
    const facts = 'facts: [{ id: sector, type: single, options: [trade, industry], default: trade }]\n';
    const rubric = levels('{ tools: { minimum: 1 }, sector: { const: industry } }');
    expect(await codesIn(packOf({ facts, questions: CHOICE, rubric, measures: both }))).toEqual([]);
  });

  test('M403 also counts the effects that a measure is merely expected to have', async () => {
    const rubric = 'scores: { tools: sum, level: { levels: [{ value: 1, when: { tools: { minimum: 4 } } }] } }';
    const measures = (way: string) => `  - { id: one, title: One, achieves: { erp: 1 }${way} }`;
    expect(await codesIn(packOf({ rubric, measures: measures('') }))).toEqual(['M403']);
    expect(await codesIn(packOf({ rubric, measures: measures(', expects: { erp: 4 }') }))).toEqual([]);
  });

  test('M403 ignores a level that no answers reach', async () => {
    const rubric = 'scores: { tools: sum, level: { levels: [{ value: 1, when: { tools: { minimum: 5 } } }] } }';
    const measures = '  - { id: one, title: One, achieves: { erp: 1 } }';
    expect(await codesIn(packOf({ rubric, measures }))).toEqual([]);
  });

  test('M403 counts measures that raise derived answers', async () => {
    const facts = 'facts: [{ id: part, type: decimal, minimum: 0 }, { id: whole, type: decimal, minimum: 0 }]\n';
    const questions = '      - { id: erp, type: percent, derive: { ratio: [part, whole] } }';
    const rubric = 'scores: { tools: sum, level: { levels: [{ value: 1, when: { tools: { minimum: 50 } } }] } }';
    const measures = (to: number) => `  - { id: one, title: One, achieves: { erp: ${to} } }`;
    expect(await codesIn(packOf({ facts, questions, rubric, measures: measures(50) }))).toEqual([]);
    expect(await codesIn(packOf({ facts, questions, rubric, measures: measures(49) }))).toEqual(['M403']);
  });
});

describe('M404, instruments that nobody can get', () => {
  const facts = 'facts: [{ id: employees, type: integer, minimum: 0 }]\n';
  const award = (when: string, after: string): string =>
    `instruments:\n  - { id: award, title: Award, type: award, when: ${when}, after: ${after}, amount: 1, ${SOURCE} }`;

  test('M404 finds an instrument that requires a fact to be low today and high afterwards if no measure raises it', async () => {
    const policy = award('{ employees: { maximum: 10 } }', '{ employees: { minimum: 11 } }');
    expect(await codesIn(packOf({ facts, policy }))).toEqual(['M404']);
  });

  test('M404 accepts an instrument that requires a fact to be low today and high afterwards if measures raise it', async () => {
    const measures = '  - { id: one, title: One, achieves: { erp: 4 } }';
    const policy = award('{ erp: { maximum: 1 } }', '{ erp: { minimum: 3 } }');
    expect(await codesIn(packOf({ measures, policy }))).toEqual([]);
    const byScore = award('{ tools: { maximum: 1 } }', '{ tools: { minimum: 3 } }');
    expect(await codesIn(packOf({ measures, policy: byScore }))).toEqual([]);
  });
});

describe('M405, expired instruments', () => {
  const policy = (days: string): string =>
    `instruments:\n  - { id: award, title: Award, type: award, ${days}, amount: 1, ${SOURCE} }`;

  test.each([
    ['valid: { from: 2026-07-01 }', []],
    ['valid: { from: 2026-06-30, to: 2026-06-30 }', []],
    ['valid: { to: 2026-06-29 }', ['M405']],
    ['apply: { to: 2026-06-30 }', []],
    ['apply: { to: null }', []],
    ['apply: { from: 2026-01-01, to: 2026-06-29 }', ['M405']],
  ])('M405 reports %s on 2026-06-30', async (days, codes) => {
    expect(await codesIn(packOf({ policy: policy(days) }))).toEqual(codes);
  });
});

describe('M407, enterprises without a track', () => {
  const size = `facts:
  - { id: employees, type: integer, minimum: 0 }
  - { id: size, first: [{ value: large, when: { employees: { minimum: 250 } } }, { value: small }] }
`;
  const tracks = (when: string): string => `tracks:\n  - { id: quick, title: Quick${when} }`;

  test('M407 reports enterprises without a track only if they are within the pack’s scope', async () => {
    const facts = `${size}scope: { when: { employees: { maximum: 249 } }, text: Not for large ones. }\n`;
    expect(await codesIn(packOf({ facts, policy: tracks(', when: { size: { const: small } }') }))).toEqual([]);
    expect(await codesIn(packOf({ facts: size, policy: tracks(', when: { size: { const: small } }') }))).toEqual([
      'M407',
    ]);
  });

  test('M407 accepts a last track without a condition', async () => {
    expect(await codesIn(packOf({ facts: size, policy: tracks('') }))).toEqual([]);
  });

  test('M407 names every class of enterprises that has no track', async () => {
    const [found, ...others] = await findProblemsIn(
      packOf({
        facts: 'facts: [{ id: class, type: single, options: [large, medium, small, micro] }]\n',
        policy: tracks(', when: { class: { enum: [large, small] } }'),
      }),
    );
    expect(others).toEqual([]);
    expect(found?.code).toBe('M407');
    expect(phraseInEnglish(found?.details.wanted)?.split(', or with ').sort()).toEqual([
      '"class" medium',
      '"class" micro',
    ]);
  });

  test('M407 gives an example for a condition about a number', async () => {
    const facts = 'facts: [{ id: employees, type: integer, minimum: 0 }]\n';
    const [found] = await findProblemsIn(packOf({ facts, policy: tracks(', when: { employees: { minimum: 1 } }') }));
    expect(phraseInEnglish(found?.details.wanted)).toBe('"employees" 0');
  });

  test('M407 counts enterprises for which the deciding fact does not apply', async () => {
    const facts = 'facts: [{ id: kind, type: single, options: [a, b], notApplicable: true }]\n';
    expect(await codesIn(packOf({ facts, policy: tracks(', when: { kind: { enum: [a, b] } }') }))).toEqual(['M407']);
  });
});

test('M409 reports nothing for a pack without measures', async () => {
  const policy = `instruments:\n  - { id: award, title: Award, type: award, covers: [cloud], amount: 1, ${SOURCE} }`;
  expect(await codesIn(packOf({ policy }))).toEqual([]);
});

describe('M412, conditions that no enterprise meets', () => {
  const facts = `facts:
  - { id: employees, type: integer, minimum: 0 }
  - { id: size, first: [{ value: large, when: { employees: { minimum: 250 } } }, { value: small }] }
`;
  const large = '{ id: large, title: Large, when: { size: { const: large } } }';
  const small = '{ id: small, title: Small, when: { size: { const: small } } }';

  test.each([
    ['a last track for whoever may be left', [large, small, '{ id: rest, title: Rest }'], []],
    [
      'a track after a wider one',
      [large, '{ id: huge, title: Huge, when: { employees: { minimum: 900 } } }'],
      ['M407', 'M412'],
    ],
    [
      'the same tracks, the narrower one first',
      ['{ id: huge, title: Huge, when: { employees: { minimum: 900 } } }', large, small],
      [],
    ],
    [
      'a tier for others than its track is',
      [large.replace(/}$/, ', tiers: [{ id: gold, title: Gold, when: { size: { const: small } } }] }'), small],
      ['M412'],
    ],
    [
      'a tier that measures may lead to',
      [large.replace(/}$/, ', tiers: [{ id: gold, title: Gold, when: { tools: { minimum: 4 } } }] }'), small],
      [],
    ],
  ])('M412 checks that some enterprise can meet each condition: %s', async (_, tracks, codes) => {
    const policy = `tracks:\n${tracks.map((track) => `  - ${track}`).join('\n')}`;
    expect((await codesIn(packOf({ facts, policy }))).sort()).toEqual(codes);
  });
});
