import { describe, expect, it } from 'vitest';
import { computeDayAfterMonths, computeLastDayOfMonths } from '../../src/model/calendar-date.ts';
import type { Recommendation } from '../../src/model/generated/types.ts';
import { fromNumber, ONE } from '../../src/model/rational.ts';
import { planCalendar } from '../../src/policy/funding/funding-calendar.ts';
import { prepareWith, withIncluded } from './bundled-packs.ts';
import { createDraws, type Draw, drawAnswer, drawableQuestions, drawFacts } from './drawn-enterprises.ts';
import { type PreparedPack, readSheet, recommendFor } from './joinery-pack.ts';
import { solver } from './load-test-solver.ts';

const AS_OF = '2027-01-29';

/** Facts that open funding to be applied for first: an Austrian and a German firm, with a loan of each stage. */
function drawFunded({ plan }: PreparedPack, draw: Draw): Record<string, unknown> {
  const facts = {
    country: ['AT', 'DE'][draw(2)],
    province: ['DE-BY', 'DE-SN', 'DE-NW', 'DE-BW'][draw(4)],
    euHeadcount: [8, 35, 180][draw(3)],
    euTurnover: 5_000_000,
    euBalance: 3_000_000,
    deMinimisReceived: 0,
    digitalLoan: 100_000,
    digitalLoanStage: ['basis', 'levelUp', 'highEnd'][draw(3)],
    kmuDigitalOpen: true,
    kmuAdvicePaid: true,
    trustworthyAiProject: true,
  };
  return Object.fromEntries(Object.entries(facts).filter(([name]) => plan.names.has(name)));
}

/** What is out of order in a plan: quotations, applications, beginning and end of each measure, in every place. */
function findDisorder(advice: Recommendation, pack: PreparedPack, policy: string): string[] {
  const { asOf, measures, instruments, roadmap } = advice;
  const applyDays = new Map(
    planCalendar(advice, withIncluded(policy)).flatMap((day) =>
      day.kind === 'apply' ? [[day.instrument, day.date] as const] : [],
    ),
  );
  // On the day of the plan itself, all that is due at once falls together.
  const isBefore = (day: string, next: string): boolean => day < next || day === asOf;
  const spans = new Map(roadmap?.phases.flatMap((phase) => phase.measures).map((span) => [span.id, span]));
  return measures.flatMap((measure) => {
    const { id, start, end = start, quotationsBy } = measure;
    if (start === undefined || end === undefined) return [`${id}: no time`];
    const begins = computeDayAfterMonths(asOf, fromNumber(start));
    const ends = end === start ? begins : computeLastDayOfMonths(asOf, fromNumber(end));
    const applications = instruments.flatMap(({ id: instrument, applyFirst }) =>
      applyFirst?.measures.includes(id) && !applyFirst.early?.includes(id) && applyDays.has(instrument)
        ? [{ instrument, by: applyDays.get(instrument) as string, from: applyFirst.from ?? asOf }]
        : [],
    );
    const inHouse = pack.measures.find((one) => one.id === id)?.definition.inHouse;
    const isBought = !inHouse && measure.cost !== undefined && measure.cost.high > 0;
    return [
      ...(begins <= ends ? [] : [`${id}: begins ${begins}, ends ${ends}`]),
      ...(spans.get(id)?.start === start ? [] : [`${id}: another start in the roadmap`]),
      ...(isBought === (quotationsBy !== undefined) ? [] : [`${id}: bought without quotations`]),
      ...(quotationsBy === undefined || (asOf <= quotationsBy && isBefore(quotationsBy, begins))
        ? []
        : [`${id}: quotations ${quotationsBy}, begins ${begins}`]),
      ...(isBought && begins < computeDayAfterMonths(asOf, ONE) ? [`${id}: no time for quotations`] : []),
      ...applications.flatMap(({ instrument, by, from }) =>
        isBefore(quotationsBy ?? asOf, by) && isBefore(by, begins) && from <= begins
          ? []
          : [`${id}: ${instrument} by ${by}`],
      ),
    ];
  });
}

describe('quotations, applications, beginning and end of measures', () => {
  it.each([
    ['quick-scan', 'germany.yaml', 8],
    ['quick-scan', 'austria.yaml', 8],
    ['digital-intensity', 'germany.yaml', 8],
    ['quick-scan-china', 'deyang-2024.yaml', 8],
    // A plan of this pack takes seconds.
    ['smart-manufacturing', 'zhongshan-2024.yaml', 2],
    ['miit-sme-2024', 'chengdu.yaml', 8],
  ])('%s with %s: the quotations come first, then the application, then the work', (id, policy, enterprises) => {
    const pack = prepareWith(policy, id);
    const questions = drawableQuestions(pack);
    const draw = createDraws(11);
    let planned = 0;
    for (let i = 0; i < enterprises; i++) {
      const answers = Object.fromEntries(questions.map((input) => [input.name, drawAnswer(input, draw)]));
      const facts = { ...drawFacts(pack, draw), ...drawFunded(pack, draw) };
      const given = { solver, priorities: pack.priorities, roadmap: true };
      const advice = recommendFor(pack, readSheet(pack, answers, facts), undefined, AS_OF, given);
      planned += advice.measures.length;
      expect(findDisorder(advice, pack, policy), `enterprise ${i}`).toEqual([]);
    }
    expect(planned).toBeGreaterThan(enterprises);
  });
});

it('no quotation, application or latest start is due on a Saturday or Sunday, whatever day a plan is made on', () => {
  const pack = prepareWith('germany.yaml', 'quick-scan');
  const questions = drawableQuestions(pack);
  const draw = createDraws(5);
  const weekend = ({ date }: { readonly date: string }): boolean => [0, 6].includes(new Date(date).getUTCDay());
  let dated = 0;
  // A week of days of the plan, from Monday on.
  for (const asOf of ['11', '12', '13', '14', '15'].map((day) => `2027-01-${day}`)) {
    const answers = Object.fromEntries(questions.map((input) => [input.name, drawAnswer(input, draw)]));
    const facts = { ...drawFacts(pack, draw), ...drawFunded(pack, draw) };
    const given = { solver, priorities: pack.priorities, roadmap: true };
    const advice = recommendFor(pack, readSheet(pack, answers, facts), undefined, asOf, given);
    const quotations = advice.measures.flatMap(({ quotationsBy: date }) => (date === undefined ? [] : [{ date }]));
    const own = planCalendar(advice, withIncluded('germany.yaml')).filter(
      ({ kind }) => kind === 'apply' || kind === 'start',
    );
    dated += quotations.length + own.length;
    expect([...quotations, ...own].filter(weekend), asOf).toEqual([]);
  }
  expect(dated).toBeGreaterThan(20);
});
