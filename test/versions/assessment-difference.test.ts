import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toDecimalText } from '../../src/model/rational.ts';
import { type Difference, findDifference, type MovedGate, verify } from '../../src/versions/assessment-difference.ts';
import { NOT_APPLICABLE, type Said, UNKNOWN } from '../scoring/pack-sketch.ts';
import { type Office, officeOf } from './sketched-assessments.ts';

/** Points 0, 2 and 5 for each of three questions; two scales that only levels read. */
const SHOP = officeOf({
  optionSets: { extent: ['none', 'some', 'all'] },
  questions: [
    { id: 'Q1', type: 'single', options: 'extent' },
    { id: 'Q2', type: 'single', options: 'extent', notApplicable: true },
    { id: 'Q3', type: 'multiple', options: [{ id: 'no', exclusive: true }, 'A', 'B', 'C'] },
    { id: 'plan', type: 'scale', minimum: 0, maximum: 4 },
    { id: 'sell', type: 'scale', minimum: 0, maximum: 4 },
  ],
  points: { extent: { none: 0, some: 2, all: 5 }, Q3: { each: 1.5 } },
  lists: { scenes: ['plan', 'sell'] },
  scores: {
    total: { sum: ['Q1', 'Q2', 'Q3'] },
    level: {
      levels: [
        { value: 1, when: { total: { minimum: 5 } } },
        { value: 2, when: { total: { minimum: 9 }, scenes: { contains: { minimum: 2 }, minContains: 2 } } },
      ],
    },
  },
});

const CLAIMED: Said = { Q1: 'all', Q2: 'all', Q3: ['A', 'B'], plan: 3, sell: 2 };
const FOUND: Said = { Q1: 'some', Q2: 'all', Q3: ['A'], plan: 3, sell: 1 };

function differ(office: Office, before: Said, after: Said): Difference {
  return findDifference(office.appraisal(before), office.appraisal(after), office.measured);
}

/** Answers with their points, in one line each. */
function pointsIn({ answers }: Pick<Difference, 'answers'>): string[] {
  return answers.map(({ name, points }) => `${name} ${points ? toDecimalText(points, 6) : 'open'}`);
}

function gatesIn(gates: readonly MovedGate[]): string[] {
  return gates.map(
    ({ level, unmet, hangsOn }) =>
      `${level}: ${unmet.name} ${hangsOn.map(({ name, alone }) => (alone ? `${name}!` : name)).join(' ')}`,
  );
}

describe('from one assessment to another', () => {
  test('the points lost between two assessments are those worked out by hand: 13 become 8.5, Q1 loses 3 and Q3 1.5', () => {
    const difference = differ(SHOP, CLAIMED, FOUND);
    expect(pointsIn(difference)).toEqual(['Q1 -3', 'Q3 -1.5', 'sell 0']);
    expect(difference.movement).toEqual({ n: -9n, d: 2n });
    expect(difference.interplay).toEqual({ n: 0n, d: 1n });
    expect(difference.level).toMatchObject({ before: { value: 2 }, after: { value: 1 }, move: 'falls' });
  });

  test('the decisive answers equal those worked out by hand: only the second scene loses a gate by itself', () => {
    expect(gatesIn(differ(SHOP, CLAIMED, FOUND).lostGates)).toEqual(['2: total Q1 Q3', '2: scenes sell!']);
    expect(gatesIn(differ(SHOP, FOUND, CLAIMED).wonGates)).toEqual(['2: total Q1! Q3!', '2: scenes sell!']);
    expect(differ(SHOP, FOUND, CLAIMED).lostGates).toEqual([]);
  });

  test('a self-assessment’s remaining score equals the hand calculation: 13 to 8.5, 11.5 with Q1 as claimed', () => {
    // So on the way back either of the two suffices.
    const back = differ(SHOP, FOUND, CLAIMED);
    expect(pointsIn(back)).toEqual(['Q1 3', 'Q3 1.5', 'sell 0']);
  });

  test('a question now not applicable changes no points; an answer no longer known leaves the change open', () => {
    expect(pointsIn(differ(SHOP, CLAIMED, { ...CLAIMED, Q2: NOT_APPLICABLE }))).toEqual(['Q2 -5']);
    expect(pointsIn(differ(SHOP, CLAIMED, { ...CLAIMED, Q2: UNKNOWN }))).toEqual(['Q2 open']);
  });

  test('answers that are open in both assessments do not hide the points of another', () => {
    const open = { ...CLAIMED, Q2: UNKNOWN };
    expect(pointsIn(differ(SHOP, open, { ...open, Q1: 'none' }))).toEqual(['Q1 -5']);
  });

  test('the same options ticked in another order are not a difference', () => {
    expect(differ(SHOP, CLAIMED, { ...CLAIMED, Q3: ['B', 'A'] }).answers).toEqual([]);
  });

  test('notes and evidence that do not affect scores are not a difference', () => {
    const noted = { state: 'answered', value: 'all', note: 'seen', evidence: ['photo.jpg'] };
    expect(differ(SHOP, CLAIMED, { ...CLAIMED, Q1: noted }).answers).toEqual([]);
  });

  test('evidence that affects a score is a difference', () => {
    const office = officeOf({
      questions: [{ id: 'Q1', type: 'single', options: ['no', 'yes'], evidence: 'recommended' }],
      points: { Q1: { no: 0, yes: { evidence: 4, without: 1 } } },
      scores: { total: { sum: ['Q1'] } },
    });
    const difference = differ(
      office,
      { Q1: 'yes' },
      { Q1: { state: 'answered', value: 'yes', evidence: ['contract.pdf'] } },
    );
    expect(pointsIn(difference)).toEqual(['Q1 3']);
    expect(difference.answers[0]?.evidence).toEqual({ before: false, after: true });
  });

  test('a difference derived from a figure is listed, with its points assigned to the figure', () => {
    const office = officeOf({
      facts: [
        { id: 'machines', type: 'integer', minimum: 0 },
        { id: 'networked', type: 'integer', minimum: 0 },
      ],
      questions: [
        {
          id: 'Q1',
          type: 'single',
          options: ['A', 'B'],
          derive: { of: { ratio: ['networked', 'machines'] }, steps: { 0: 'A', 0.5: 'B' } },
        },
      ],
      points: { Q1: { A: 0, B: 3 } },
      scores: { total: { sum: ['Q1'] } },
    });
    const difference = differ(office, { machines: 10, networked: 8 }, { machines: 10, networked: 2 });
    expect(difference.answers.map(({ name, isStated }) => [name, isStated])).toEqual([
      ['networked', true],
      ['Q1', false],
    ]);
    expect(pointsIn(difference)).toEqual(['networked -3', 'Q1 open']);
  });

  test('if the points of single answers do not add up, the joint effect of several answers is reported', () => {
    const office = officeOf({
      questions: [
        { id: 'Q1', type: 'scale', minimum: 0, maximum: 4 },
        { id: 'Q2', type: 'scale', minimum: 0, maximum: 4 },
      ],
      scores: { total: { min: ['Q1', 'Q2'] } },
    });
    const difference = differ(office, { Q1: 1, Q2: 1 }, { Q1: 4, Q2: 4 });
    expect(pointsIn(difference)).toEqual(['Q1 0', 'Q2 0']);
    expect(difference.interplay).toEqual({ n: 3n, d: 1n });
  });
});

describe('laws of comparison', () => {
  const extent = fc.constantFrom('none', 'some', 'all', UNKNOWN);
  const scale = fc.integer({ min: 0, max: 4 });
  const sheet = fc.record(
    {
      Q1: extent,
      Q2: extent,
      Q3: fc.subarray(['A', 'B', 'C'], { minLength: 1 }),
      plan: scale,
      sell: scale,
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Said>;

  test('an assessment compared with itself has no differences', () => {
    fc.assert(
      fc.property(sheet, (said) => {
        const { answers, scores, lostGates, wonGates, level } = differ(SHOP, said, said);
        expect([answers, scores, lostGates, wonGates]).toEqual([[], [], [], []]);
        expect(level?.move).toBe('same');
      }),
    );
  });

  test('if scores are sums, the points of the answers add up to the difference of the score', () => {
    fc.assert(
      fc.property(sheet, sheet, (before, after) => {
        const { movement, interplay, answers } = differ(SHOP, before, after);
        if (!movement || answers.some(({ points, isStated }) => isStated && !points)) return;
        expect(interplay).toEqual({ n: 0n, d: 1n });
      }),
    );
  });

  test('comparing two assessments in reverse order changes all signs, and losses become gains', () => {
    fc.assert(
      fc.property(sheet, sheet, (before, after) => {
        const [there, back] = [differ(SHOP, before, after), differ(SHOP, after, before)];
        expect(back.movement?.n).toEqual(there.movement && -there.movement.n);
        expect(back.wonGates.map(({ level, unmet }) => [level, unmet])).toEqual(
          there.lostGates.map(({ level, unmet }) => [level, unmet]),
        );
      }),
    );
  });
});

describe('a self-assessment against what was found on site', () => {
  const verdicts = (claimed: Said, found: Said) =>
    verify(SHOP.appraisal(claimed), SHOP.appraisal(found, { kind: 'onsite' }), SHOP.measured).answers.map(
      ({ name, verdict }) => `${name} ${verdict}`,
    );

  test.each<[string, Said, Said, string[]]>([
    ['fewer points', CLAIMED, FOUND, ['Q1 kind', 'Q3 kind', 'sell kind']],
    ['more points', FOUND, CLAIMED, ['Q1 harsh', 'Q3 harsh', 'sell harsh']],
    ['left open', { ...CLAIMED, Q1: UNKNOWN }, CLAIMED, ['Q1 open']],
    ['found open', CLAIMED, { ...CLAIMED, Q1: UNKNOWN }, ['Q1 other']],
    ['other options for the same points', CLAIMED, { ...CLAIMED, Q3: ['A', 'C'] }, ['Q3 other']],
  ])('a self-assessment is compared with on-site findings: %s', (_, claimed, found, expected) => {
    expect(verdicts(claimed, found)).toEqual(expected);
  });

  test('a comparison of a self-assessment with on-site findings counts only stated answers', () => {
    const { counts } = verify(SHOP.appraisal(CLAIMED), SHOP.appraisal(FOUND), SHOP.measured);
    expect(counts).toEqual({ kind: 3, harsh: 0, open: 0, other: 0 });
  });
});
