import { beforeAll, describe, expect, test } from 'vitest';
import { openPack } from '../../src/app/open-pack.ts';
import { finishAnswerSet } from '../../src/interview/answer-log.ts';
import {
  annotate,
  computeProgress,
  findItem,
  goBack,
  goToOpen,
  goToReview,
  type Interview,
  jumpTo,
  jumpToItem,
  listAskedItems,
  readDerivedAnswer,
  setAnswer,
  skipItem,
  startInterview,
} from '../../src/interview/interview.ts';
import { entryOf } from '../../src/scoring/answer-set.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import { HOME, worldIn } from '../pack/sample-world.ts';
import { interviewWith, nowAt, openWorkshop, value } from './workshop.ts';

const CODE = '91350100M000100Y43';
const IDENTITY = { uscc: CODE, name: 'Example Ltd.' };

let plan: Plan;
beforeAll(async () => {
  plan = await openWorkshop();
});

function askedNames(state: Interview): string[] {
  return listAskedItems(state).map(({ name }) => name);
}

describe('answering a question', () => {
  test('answering the current question moves on to the next one', () => {
    const start = startInterview(plan);
    expect(nowAt(start)).toBe('uscc');
    expect(nowAt(setAnswer(start, 'uscc', value(CODE)))).toBe('name');
  });

  test('answering a question other than the current one does not move from the current one', () => {
    expect(nowAt(setAnswer(startInterview(plan), 'employees', value(12)))).toBe('uscc');
  });

  test('“don’t know yet” keeps the earlier value, and clearing the answer drops it', () => {
    const unknown = setAnswer(interviewWith(plan, { employees: 12 }), 'employees', { state: 'unknown' });
    expect(entryOf(unknown.sheet, 'employees')).toMatchObject({ state: 'unknown', value: { n: 12n } });
    expect(finishAnswerSet(unknown.sheet).get('employees')).toEqual({ state: 'unknown' });
    expect(setAnswer(unknown, 'employees', { state: 'unanswered' }).sheet.has('employees')).toBe(false);
  });

  test('changing or clearing an answer keeps its notes and evidence', () => {
    const noted = annotate(interviewWith(plan, { Q3: true }), 'Q3', { note: 'seen', evidence: ['a.pdf'] });
    const unknown = setAnswer(noted, 'Q3', { state: 'unknown' });
    const back = setAnswer(unknown, 'Q3', { state: 'unanswered' });
    expect(entryOf(back.sheet, 'Q3')).toEqual({ state: 'unanswered', note: 'seen', evidence: ['a.pdf'] });
    expect(annotate(back, 'Q3', { note: '', evidence: [] }).sheet.has('Q3')).toBe(false);
  });
});

describe('questions that depend on other answers', () => {
  test('a question that depends on an open answer is asked, and so is one whose condition holds', () => {
    expect(askedNames(startInterview(plan))).toContain('exportShare');
    expect(askedNames(interviewWith(plan, { exporter: true }))).toContain('E1');
  });

  test('a question that certainly does not apply is not asked; its earlier answer is kept, but not counted', () => {
    const state = setAnswer(interviewWith(plan, { exporter: true, E1: 'asia' }), 'exporter', value(false));
    expect(askedNames(state)).not.toContain('E1');
    expect(entryOf(state.sheet, 'E1')).toMatchObject({ state: 'answered', value: 'asia' });
    expect(askedNames(setAnswer(state, 'exporter', value(true)))).toContain('E1');
  });

  test('no end of a section is announced if none of its questions is asked', () => {
    const state = jumpToItem(interviewWith(plan, { ...IDENTITY, exporter: false }), 'Q5');
    expect(nowAt(skipItem(state))).toBe('end of floor');
    expect(nowAt(skipItem(skipItem(state)))).toBe('review');
  });

  test('a figure is asked only while a question derived from it is asked', () => {
    const figure = findItem(startInterview(plan), 'machines');
    expect(figure?.figureOf).toHaveLength(1);
  });
});

describe('moving between questions', () => {
  test('going back works for any number of questions, but not before the first', () => {
    const state = interviewWith(plan, { ...IDENTITY, employees: 3, founded: '2001-02-03' });
    expect(nowAt(goBack(goBack(state)))).toBe('employees');
    expect(nowAt(goBack(goBack(goBack(goBack(goBack(state))))))).toBe('uscc');
  });

  test('every question except a required fact can be skipped', () => {
    expect(nowAt(skipItem(startInterview(plan)))).toBe('uscc');
    expect(nowAt(skipItem(interviewWith(plan, IDENTITY)))).toBe('founded');
  });

  test('jumping to a section works, but not past an open required fact', () => {
    expect(nowAt(jumpTo(interviewWith(plan, IDENTITY), 1))).toBe('Q1');
    expect(nowAt(jumpTo(interviewWith(plan, { uscc: CODE }), 2))).toBe('name');
    expect(nowAt(goToReview(interviewWith(plan, { uscc: CODE })))).toBe('name');
  });

  test('jumping to a part leads to its first open question, or to its first question if none is open', () => {
    const said = { ...IDENTITY, employees: 3, Q1: ['none'], Q2: 'A' };
    expect(nowAt(jumpTo(interviewWith(plan, said), 0))).toBe('founded');
    // Q2 is answered, so nothing waits for its figures.
    expect(nowAt(jumpTo(interviewWith(plan, said), 1))).toBe('Q3');
    expect(nowAt(jumpTo(interviewWith(plan, { ...IDENTITY, Q1: ['none'] }), 1))).toBe('machines');
    const floor = { ...IDENTITY, Q1: ['none'], Q2: 'A', Q3: false, Q5: 3 };
    expect(nowAt(jumpTo(interviewWith(plan, floor), 1))).toBe('Q1');
  });

  test('jumping to open questions finds what is still open', () => {
    const state = interviewWith(plan, { ...IDENTITY, employees: 3, founded: '2001-02-03', mail: 'a@b.cd' });
    expect(nowAt(goToOpen(jumpTo(state, 1)))).toBe('phone');
  });
});

describe('progress of an interview', () => {
  test('progress counts questions, each together with the figures from which it is derived', () => {
    const state = jumpToItem(interviewWith(plan, { ...IDENTITY, exporter: false }), 'networked');
    expect(computeProgress(state)).toMatchObject({
      section: 1,
      sections: 1,
      number: 2,
      of: 5,
      figure: { number: 2, of: 2 },
    });
  });

  test('progress counts facts separately, and its total follows the questions asked', () => {
    expect(computeProgress(startInterview(plan))).toMatchObject({
      section: 0,
      sections: 2,
      number: 1,
      of: 8,
      percent: 0,
    });
    expect(computeProgress(interviewWith(plan, { exporter: false })).of).toBe(7);
  });

  test('progress counts “don’t know yet” as an open answer', () => {
    const before = interviewWith(plan, IDENTITY);
    const after = setAnswer(before, 'employees', { state: 'unknown' });
    expect(computeProgress(after).percent).toBe(computeProgress(before).percent);
    expect(nowAt(goToOpen(after))).toBe('employees');
  });
});

describe('an answer that follows from figures', () => {
  test('a derived answer is proposed together with the figures from which it is derived', () => {
    const state = interviewWith(plan, { machines: 8, networked: 6 });
    const item = findItem(state, 'Q2');
    expect(item && readDerivedAnswer(state, item)).toMatchObject({
      value: 'B',
      contradicted: false,
      sources: [
        { input: { name: 'networkedRate' }, value: 0.75, derived: true },
        { input: { name: 'networked' }, value: 6, derived: false },
        { input: { name: 'machines' }, value: 8, derived: false },
      ],
    });
  });

  test('a derived answer is open while one of its figures is missing', () => {
    const state = interviewWith(plan, { machines: 8 });
    const item = findItem(state, 'Q2');
    expect(item && readDerivedAnswer(state, item)?.value).toBeUndefined();
  });

  test('a stated answer is marked if it contradicts the derived one', () => {
    const state = interviewWith(plan, { machines: 8, networked: 6, Q2: 'A' });
    const item = findItem(state, 'Q2');
    expect(item && readDerivedAnswer(state, item)).toMatchObject({ value: 'B', contradicted: true });
  });
});

describe('follow-up questions of a multiple choice', () => {
  const quick = async (): Promise<Plan> => (await openPack(worldIn(HOME), { pack: 'quick-scan-china' })).plan;
  const follow = (state: Interview): string[] =>
    listAskedItems(state)
      .map(({ name }) => name)
      .filter((name) => /^(late|scrap|returns|unpaid|stock|stops)(Cost|Amount)$|^demanded/.test(name));

  test('follow-ups of a multiple choice are not asked while nothing is chosen there, so one key skips them all', async () => {
    const start = startInterview(await quick());
    expect(listAskedItems(start).map(({ name }) => name)).toContain('pains');
    expect(follow(start)).toEqual([]);
    expect(follow(skipItem(jumpToItem(start, 'pains')))).toEqual([]);
    expect(follow(setAnswer(start, 'pains', value(['scrap', 'demand'])))).toEqual([
      'scrapCost',
      'demandedWhat',
      'demandedBy',
      'demandedOn',
    ]);
  });
});
