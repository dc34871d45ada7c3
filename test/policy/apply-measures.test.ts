import { describe, expect, it } from 'vitest';
import type { Measure, Question } from '../../src/model/generated/types.ts';
import { applyMeasures } from '../../src/policy/apply-measures.ts';
import { evaluate } from '../../src/scoring/evaluate.ts';
import { type Possible, rangeOf } from '../../src/scoring/possible-values.ts';
import { preparePack, readJoinery, readSheet } from './joinery-pack.ts';

/** The joinery with measures `m0`, `m1`, ... that achieve what is given. */
function prepareWith(achieves: readonly object[], change: (questions: Question[]) => void = () => {}) {
  const documents = readJoinery();
  change(documents.questionnaire.sections.flatMap(({ questions }) => questions));
  const measures = achieves.map(
    (one, i): Measure => ({
      id: `m${i}`,
      title: `M${i}`,
      achieves: one as Measure['achieves'],
    }),
  );
  return preparePack({ ...documents, measures: { kind: 'measures', measures } });
}

/** The answers after measures, by name. */
function applyTo(pack: ReturnType<typeof prepareWith>, answers: object, facts: object = {}) {
  const sheet = readSheet(pack, { ...answers }, { ...facts });
  return applyMeasures(pack.plan, sheet, pack.measures, evaluate(pack.plan, sheet));
}

/** What an answer may be after measures. */
function possibleAfter(pack: ReturnType<typeof prepareWith>, answers: object, facts: object = {}) {
  const after = evaluate(pack.plan, applyTo(pack, answers, facts));
  return (name: string) => after.values[pack.plan.names.get(name)?.node ?? -1] as Possible;
}

const whole = (n: number) => ({ n: BigInt(n), d: 1n });

describe('an option of a single choice', () => {
  const pack = prepareWith([{ erp: 'partial' }]);

  it.each([
    ['none', 'partial'],
    ['partial', 'partial'],
    ['full', 'full'],
  ])('a measure raises a single choice to at least its option, and never lowers it: %s', (before, after) => {
    expect(applyTo(pack, { erp: before }).get('erp')).toEqual({ state: 'answered', value: after });
  });

  it('of several measures for a single choice, the one with the highest option counts, in any order', () => {
    for (const steps of [['partial', 'full'] as const, ['full', 'partial'] as const]) {
      const both = prepareWith(steps.map((erp) => ({ erp })));
      expect(applyTo(both, { erp: 'none' }).get('erp')).toMatchObject({ value: 'full' });
    }
  });
});

describe('a number', () => {
  const pack = prepareWith([{ planning: 2, saws: 5 }]);

  it('a measure raises a number to at least its value, and never lowers it', () => {
    expect(applyTo(pack, { planning: 0 }).get('planning')).toMatchObject({ value: whole(2) });
    expect(applyTo(pack, { planning: 3 }).get('planning')).toMatchObject({ value: whole(3) });
  });

  it('a measure can raise a fact that is a number', () => {
    expect(applyTo(pack, {}, { saws: 4 }).get('saws')).toMatchObject({ value: whole(5) });
    expect(applyTo(pack, {}, { saws: 6 }).get('saws')).toMatchObject({ value: whole(6) });
  });
});

describe('added options', () => {
  const pack = prepareWith([{ network: { add: ['wireless'] } }]);

  it('added options join those chosen, in the listed order', () => {
    expect(applyTo(pack, { network: ['office'] }).get('network')).toMatchObject({ value: ['office', 'wireless'] });
    const first = prepareWith([{ network: { add: ['office'] } }]);
    expect(applyTo(first, { network: ['wireless'] }).get('network')).toMatchObject({ value: ['office', 'wireless'] });
  });

  it('added options replace an exclusive option', () => {
    expect(applyTo(pack, { network: ['none'] }).get('network')).toMatchObject({ value: ['wireless'] });
  });

  it('options that are already chosen change nothing', () => {
    const sheet = readSheet(pack, { network: ['wireless'] });
    const after = applyMeasures(pack.plan, sheet, pack.measures, evaluate(pack.plan, sheet));
    expect(after.get('network')).toBe(sheet.get('network'));
  });

  it('added options never exceed the number that may be chosen', () => {
    const limited = prepareWith([{ network: { add: ['shopfloor', 'wireless'] } }], ([network]) => {
      if (network) network.most = 2;
    });
    expect(applyTo(limited, { network: ['office'] }).get('network')).toMatchObject({ value: ['office', 'shopfloor'] });
  });
});

describe('a missing answer', () => {
  const pack = prepareWith([{ erp: 'partial', planning: 2, network: { add: ['office'] }, safety: 3, zone: true }]);

  it('an open answer becomes at least the value that the measure achieves, and may be higher', () => {
    const found = possibleAfter(pack, { planning: { state: 'unknown' } });
    expect(found('erp')).toEqual({ kind: 'atoms', atoms: ['partial', 'full'], nothing: false });
    expect(found('planning')).toMatchObject({ atoms: [whole(2), whole(3), whole(4)] });
    expect(found('network')).toMatchObject({ sure: ['office'], open: ['shopfloor', 'wireless'] });
    expect(found('zone')).toMatchObject({ atoms: [true] });
  });

  it('an open answer may still be not applicable after a measure', () => {
    expect(possibleAfter(pack, {})('safety')).toEqual({ kind: 'atoms', atoms: [whole(3), whole(4)], nothing: true });
  });

  it('a measure raises an open answer to at least the measure’s value if a missing answer counts as 0', () => {
    const documents = readJoinery();
    documents.rubric.missing = { unanswered: 'zero' };
    const measures: Measure[] = [{ id: 'm', title: 'M', achieves: { erp: 'partial' } }];
    const strict = preparePack({ ...documents, measures: { kind: 'measures', measures } });
    const sheet = readSheet(strict, {});
    const today = evaluate(strict.plan, sheet);
    const after = evaluate(strict.plan, applyMeasures(strict.plan, sheet, strict.measures, today));
    const foundation = strict.plan.names.get('foundation')?.node ?? -1;
    expect(rangeOf(today.values[foundation] as Possible)).toEqual({ low: whole(0), high: whole(0) });
    expect(rangeOf(after.values[foundation] as Possible)).toMatchObject({ low: whole(2), high: whole(4) });
  });

  it('no option is certain to be added if open ones may use up the number that may be chosen', () => {
    const limited = prepareWith([{ network: { add: ['office'] } }], ([network]) => {
      if (network) network.most = 2;
    });
    expect(possibleAfter(limited, {})('network')).toMatchObject({ sure: [] });
  });

  it('a not applicable answer stays so after a measure', () => {
    expect(applyTo(pack, { safety: { state: 'notApplicable' } }).get('safety')).toEqual({ state: 'notApplicable' });
  });

  it('an open answer stays open if it is certain to be at least as high as the measure’s value', () => {
    const lowest = prepareWith([{ erp: 'none' }]);
    expect(applyTo(lowest, {}).has('erp')).toBe(false);
  });

  it('an answer raised by a measure keeps its note', () => {
    const after = applyTo(pack, { erp: { value: 'none', note: 'seen', evidence: ['photo.jpg'] } });
    expect(after.get('erp')).toEqual({ state: 'answered', value: 'partial', note: 'seen', evidence: ['photo.jpg'] });
  });
});

describe('a derived answer', () => {
  it('a measure overrides a derived answer, but never lowers it', () => {
    const pack = prepareWith([{ rate: 'mid' }]);
    expect(possibleAfter(pack, {}, { saws: 10, networkedSaws: 1 })('rate')).toMatchObject({ atoms: ['mid'] });
    expect(possibleAfter(pack, {}, { saws: 10 })('rate')).toMatchObject({ atoms: ['mid', 'high'] });
    // 6 of 10 are high.
    expect(applyTo(pack, {}, { saws: 10, networkedSaws: 6 }).has('rate')).toBe(false);
  });

  it('a derived answer is never set lower than the value derived from the raised facts', () => {
    const pack = prepareWith([{ rate: 'mid' }, { networkedSaws: 9 }]);
    const after = applyTo(pack, {}, { saws: 10, networkedSaws: 0 });
    expect(after.get('networkedSaws')).toMatchObject({ value: whole(9) });
    expect(possibleAfter(pack, {}, { saws: 10, networkedSaws: 0 })('rate')).toMatchObject({ atoms: ['high'] });
  });
});

it('a question that is not asked counts as open, since another measure may cause it to be asked', () => {
  const pack = prepareWith([{ planning: 2 }, { quality: 3 }], (questions) => {
    const quality = questions.find(({ id }) => id === 'quality');
    if (quality) quality.when = { planning: { minimum: 2 } };
  });
  expect(possibleAfter(pack, { planning: 0 })('quality')).toMatchObject({ atoms: [whole(3), whole(4)] });
});
