import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { finishAnswerSet, type LogEvent, logEventOf, replayLog } from '../../src/interview/answer-log.ts';
import {
  annotate,
  findNextStep,
  type GivenAnswer,
  goBack,
  goToOpen,
  goToReview,
  type Interview,
  jumpTo,
  setAnswer,
  skipItem,
  startInterview,
} from '../../src/interview/interview.ts';
import { type AnswerSet, entryOf } from '../../src/scoring/answer-set.ts';
import type { Plan } from '../../src/scoring/plan.ts';
import { assess } from '../../src/scoring/score-result.ts';
import { randomSheet } from '../commands/diagnose/random-answer-set.ts';
import { interviewWith, nowAt, openWorkshop, type value } from './workshop.ts';

const STAMP = { id: 'workshop', version: '1.0.0', hash: `sha256:${'0'.repeat(64)}` };

let plan: Plan;
beforeAll(async () => {
  plan = await openWorkshop();
});

/** What a person may do that is no answer. */
type Detour = 'back' | 'skip' | 'open' | 'review' | 'section' | 'note' | 'wrong' | 'unknown';

const detours = fc.array(
  fc.constantFrom<Detour>('back', 'skip', 'open', 'review', 'section', 'note', 'wrong', 'unknown'),
  { maxLength: 40 },
);

function sayingOf(sheet: AnswerSet, name: string): GivenAnswer {
  const entry = entryOf(sheet, name);
  return entry.state === 'answered' ? { state: 'answered', value: entry.value } : { state: entry.state };
}

/** Wanders as told, then answers everything that is asked from the sheet. */
function interviewAlong(sheet: AnswerSet, path: readonly Detour[]): { state: Interview; log: LogEvent[] } {
  let state = startInterview(plan);
  const log: LogEvent[] = [];
  const say = (said: Interview, name: string): void => {
    state = said;
    log.push(logEventOf(said, name));
  };
  for (const [step, detour] of path.entries()) {
    const now = findNextStep(state);
    const name = 'item' in now ? now.item.name : undefined;
    if (detour === 'back') state = goBack(state);
    else if (detour === 'skip') state = skipItem(state);
    else if (detour === 'open') state = goToOpen(state);
    else if (detour === 'review') state = goToReview(state);
    else if (detour === 'section') state = jumpTo(state, step % 3);
    else if (name === undefined) state = skipItem(state);
    else if (detour === 'note') say(annotate(state, name, { note: `note ${step}` }), name);
    else if (detour === 'unknown') say(setAnswer(state, name, { state: 'unknown' }), name);
    else say(setAnswer(state, name, sayingOf(randomSheet(plan, step), name)), name);
  }
  for (const name of sheet.keys()) {
    say(setAnswer(state, name, sayingOf(sheet, name)), name);
    say(annotate(state, name, { note: entryOf(sheet, name).note, evidence: entryOf(sheet, name).evidence }), name);
  }
  // What the detours said of anything else is taken back.
  for (const name of [...state.sheet.keys()].filter((one) => !sheet.has(one))) {
    say(setAnswer(annotate(state, name, { note: '', evidence: [] }), name, { state: 'unanswered' }), name);
  }
  return { state, log };
}

describe('the result does not depend on the path of an interview', () => {
  test('any path of going back, skipping, jumping and correcting ends with the same result', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), detours, (seed, path) => {
        const sheet = randomSheet(plan, seed);
        const straight = finishAnswerSet(interviewAlong(sheet, []).state.sheet);
        const { state } = interviewAlong(sheet, path);
        const result = (said: AnswerSet) => assess(plan, said, STAMP, 'test').result;
        expect(finishAnswerSet(withoutDetourNotes(state.sheet, sheet))).toEqual(new Map(straight));
        expect(result(finishAnswerSet(state.sheet))).toEqual(result(straight));
      }),
      { numRuns: 60 },
    );
  });

  test('replaying the log of an interview gives the same state', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), detours, (seed, path) => {
        const { state, log } = interviewAlong(randomSheet(plan, seed), path);
        const lines = JSON.parse(JSON.stringify(log)) as LogEvent[];
        const { state: again, refused } = replayLog(startInterview(plan), lines);
        expect(refused).toEqual([]);
        expect(new Map([...again.sheet].sort())).toEqual(new Map([...state.sheet].sort()));
      }),
      { numRuns: 60 },
    );
  });

  test('an interview can resume from its log cut off after any entry', () => {
    const { log } = interviewAlong(randomSheet(plan, 7), ['note', 'wrong', 'back', 'unknown']);
    for (let length = 0; length <= log.length; length++) {
      expect(() => replayLog(startInterview(plan), log.slice(0, length))).not.toThrow();
    }
  });
});

/** A note that a detour left and the sheet does not have is no difference of the answers. */
function withoutDetourNotes(said: AnswerSet, wanted: AnswerSet): AnswerSet {
  return new Map(
    [...said].map(([name, entry]) => {
      const { note: _, ...rest } = entry;
      const { note } = entryOf(wanted, name);
      return [name, note === undefined ? rest : { ...rest, note }];
    }),
  ) as AnswerSet;
}

describe('resuming an interview', () => {
  const said = (name: string, plain: Parameters<typeof value>[0]): LogEvent =>
    logEventOf(interviewWith(plan, { [name]: plain }), name);

  test('a resumed interview continues after the last answer', () => {
    const { state } = replayLog(startInterview(plan), [
      said('uscc', '91350100M000100Y43'),
      said('name', 'Example Ltd.'),
    ]);
    expect(nowAt(state)).toBe('employees');
  });

  test('an interview resumes at a question that has only a note', () => {
    const note: LogEvent = { name: 'employees', statement: { state: 'unanswered', note: 'ask HR' } };
    const { state } = replayLog(startInterview(plan), [said('uscc', '91350100M000100Y43'), said('name', 'X'), note]);
    expect(nowAt(state)).toBe('employees');
  });

  test('a resumed interview reports answers that the questionnaire no longer accepts', () => {
    const { state, refused } = replayLog(startInterview(plan), [
      { name: 'gone', statement: { state: 'answered', value: 'A' } },
      { name: 'Q2', statement: { state: 'answered', value: 'F' } },
      { name: 'Q5', statement: { state: 'answered', value: 11 } },
      { name: 'Q3', statement: { state: 'notApplicable' } },
      { name: 'employees', statement: { state: 'answered', value: 12 } },
    ]);
    expect(refused.map(({ name, code }) => [name, code])).toEqual([
      ['gone', 'A101'],
      ['Q2', 'A102'],
      ['Q5', 'A104'],
      ['Q3', 'A108'],
    ]);
    expect([...state.sheet.keys()]).toEqual(['employees']);
  });
});
