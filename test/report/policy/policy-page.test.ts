import { expect, test } from 'vitest';
import { computeLastDayOfMonths, fromNumber, type JudgedDue } from '../../../src/model/index.ts';
import { makeCalendar } from '../../../src/report/policy/calendar-section.ts';
import { measureReasons } from '../../../src/report/policy/measures-section.ts';
import { painsInWords } from '../../../src/report/policy/pains-section.ts';
import { renderPolicyMarkdown } from '../../../src/report/policy/policy-document.ts';
import { costlierPlanInWords, writeGapsInShort } from '../../../src/report/policy/priorities-section.ts';
import { measureTiming } from '../../../src/report/policy/roadmap-section.ts';
import { type PolicyReport, vocabularyOf } from '../../../src/report/text/assessment-report.ts';
import { evaluate } from '../../../src/scoring/index.ts';
import { bundled, speak } from '../report-samples.ts';

const whole = await bundled('miit-sme-2024.yaml', 'chengdu');

/** The lines of the first page below a heading. */
function below(heading: string, report: PolicyReport): string[] {
  const [page = ''] = renderPolicyMarkdown(report, speak('en')).split('\n## ');
  const [, section = ''] = page.split(`### ${heading}\n`);
  return (section.split('\n### ')[0] as string).split('\n').filter((line) => line !== '');
}

/** The sample with so many instruments that pay 1, 2, 3 yuan and so on, and await an answer. */
function paying(count: number): PolicyReport {
  const [first] = whole.recommendation.instruments;
  const instruments = Array.from({ length: count }, (_, i) => ({
    ...(first as NonNullable<typeof first>),
    id: `pays-${i + 1}`,
    verdict: 'undecided' as const,
    amount: { state: 'settled' as const, value: String(i + 1), currency: 'CNY', parts: [] } as never,
  }));
  return { ...whole, recommendation: { ...whole.recommendation, instruments } };
}

test('payers are listed by amount; a single remaining payer is named instead of being counted as “other”', () => {
  const first = (count: number) =>
    below('Who pays', paying(count))
      .slice(2)
      .map((row) => row.split('|')[1]?.trim());
  expect(first(3)).toEqual(['pays-3', 'pays-2', 'pays-1']);
  const [one, ...others] = paying(3).recommendation.instruments;
  const nothing = { ...(one as NonNullable<typeof one>), amount: { state: 'settled', value: '0', currency: 'CNY' } };
  const unpaid = { ...whole, recommendation: { ...whole.recommendation, instruments: [nothing as never, ...others] } };
  expect(below('Who pays', unpaid)).toHaveLength(2 + others.length);
  expect(first(4).slice(0, 2)).toEqual(['pays-4', 'pays-3']);
  expect(below('Who pays', paying(4)).at(-1)).toBe('2 more: see “Funding”');
});

test('the plan names the largest amount that is left out of the sums because it is not settled', () => {
  const outside = (highest: readonly string[]): string[] => {
    const report = paying(1 + highest.length);
    const instruments = report.recommendation.instruments.map((one, i) =>
      i === 0 ? one : { ...one, amount: { state: 'open', highest: highest[i - 1], currency: 'CNY' } as never },
    );
    const open = { ...report, recommendation: { ...report.recommendation, instruments } };
    return renderPolicyMarkdown(open, speak('en'), 'plan')
      .split('\n')
      .filter((line) => line.startsWith('Not in the sums on page 1'));
  };
  expect(outside([])).toEqual([]);
  expect(outside(['5', '900', '70'])).toEqual([
    'Not in the sums on page 1, because the amount is not settled: pays-3 (up to 900 CNY) and 2 more.',
  ]);
});

test('facts and other packs’ levels to be clarified are named in full, in the order of the list', () => {
  const names = ['pilotSector', 'smart-manufacturing.level'];
  const asking = (clarify: string[]): PolicyReport => {
    const report = paying(1);
    const [one] = report.recommendation.instruments;
    const instruments = [{ ...(one as NonNullable<typeof one>), clarify }];
    return {
      ...report,
      plan: { ...report.plan },
      titles: { 'smart-manufacturing.level': 'Level of smart manufacturing (GB/T 39117)' },
      recommendation: { ...report.recommendation, instruments, clarify: [] },
    };
  };
  const found = (clarify: string[]) => below('Next steps', asking(clarify)).find((line) => line.includes('Clarify'));
  expect(found(names)).toMatch(/Clarify: To which sector .*\? Level of smart manufacturing \(GB\/T 39117\)\.$/);
  expect(found(names.slice(1))).toBe('2. Clarify: Level of smart manufacturing (GB/T 39117).');
});

test('if a policy does not name the enterprise’s place, the page reports that before any funding', () => {
  const placed = (district: string): PolicyReport => ({
    ...whole,
    result: { ...whole.result, facts: { ...whole.result.facts, district } },
  });
  expect(below('Who pays', placed('西安市'))[0]).toBe(
    'The funding programme does not name 西安市: ask the office which of this funding is open to you there.',
  );
  expect(below('Who pays', placed('成都市郫都区'))[0]).toMatch(/^\| Funding/);
});

test('an answer is a reason for a measure only while it can be improved', () => {
  const { sheet: given } = whole.answers as NonNullable<typeof whole.answers>;
  const why = (passRate: string) => {
    const sheet = new Map(given).set('Q13', { state: 'answered', value: passRate } as never);
    const answers = { sheet, evaluation: evaluate(whole.plan, sheet) };
    const measure = { id: 'spc-machining', reasons: [] };
    return measureReasons({ ...whole, answers }, [], vocabularyOf(whole, speak('en'))).why(measure);
  };
  expect(why('A')).toBe('Product quality: Pass rate fell.');
  expect(why('C')).toBeUndefined();
});

test('the reason for a measure quotes an item’s requirement, unless the requirement is phrased as a question', () => {
  const why = (requirement: string): string | undefined => {
    const inputs = whole.plan.inputs.map((input) =>
      input.name === 'Q13'
        ? {
            ...input,
            definition: { ...input.definition, title: undefined, text: `Pass rate 2: ${requirement}` },
            options: [],
          }
        : input,
    );
    const report = { ...whole, plan: { ...whole.plan, inputs } } as PolicyReport;
    const measure = { id: 'spc-machining', reasons: [{ name: 'Q13', from: 'A', to: 'B' }] } as never;
    return measureReasons(report, [], vocabularyOf(report, speak('en'))).why(measure);
  };
  expect(why('It is measured at every shift.')).toBe('“It is measured at every shift” (Pass rate 2): “A”.');
  expect(why('Is it measured at every shift?')).toBe('Pass rate 2: “A”.');
});

test('a gap whose answer no measure changes is called addressed, not closed', () => {
  const raised = whole.recommendation.measures.find(({ reasons }) => reasons.some(({ name }) => name === 'equipment'));
  const closed = ['equipment-gap', 'cost-rose'].map((id) => ({ id, state: 'closed' as const, by: [raised?.id ?? ''] }));
  const told = (priorities: PolicyReport['recommendation']['priorities']): string[] =>
    below('Priority gaps', { ...whole, recommendation: { ...whole.recommendation, priorities } as never });
  expect(told(closed)).toEqual([
    expect.stringMatching(/^- No system assigns maintenance: .* The plan closes this gap with “/),
    expect.stringMatching(/^- Costs per revenue have risen: .* The plan addresses this gap with “.*better figure\.$/),
  ]);
  const [equipment, cost] = closed;
  const many = [...Array.from({ length: 3 }, () => ({ ...equipment })), equipment, cost] as typeof closed;
  expect(told(many).slice(3)).toEqual([
    '- The plan also closes “Maintenance relies on memory”.',
    '- The plan also addresses “Increased costs per revenue”, without promising better figures.',
  ]);
  const dearer = (priorities: PolicyReport['recommendation']['priorities']): string => {
    const cheapest = { measures: [], cost: '1', instead: '2' };
    const recommendation = { ...whole.recommendation, priorities, cheapest } as never;
    return costlierPlanInWords({ ...whole, recommendation }, vocabularyOf(whole, speak('en'))).join();
  };
  expect(dearer(closed.slice(0, 1))).toContain('and also closes “Maintenance relies on memory”.');
  expect(dearer(closed)).toContain(
    'and also addresses “Maintenance relies on memory” and “Increased costs per revenue”.',
  );
});

test('the page says when the first measure against a problem begins, and which steps come before', () => {
  const [first, second, third, fourth] = whole.recommendation.measures;
  if (!first || !second || !third || !fourth) throw new Error('the sample has too few measures');
  const measures = [
    { ...first, needs: [] },
    { ...second, needs: [first.id] },
    { ...third, needs: [second.id] },
    { ...fourth, needs: [] },
  ];
  const problem = (starts: readonly number[], by: readonly string[]): string => {
    const timed = measures.map((measure, i) => ({ ...measure, start: starts[i] as number, end: 12 }));
    const pains = [{ id: 'scrap', state: 'part' as const, by: [...by] }];
    const report = { ...whole, recommendation: { ...whole.recommendation, measures: timed, pains } };
    const [line = ''] = painsInWords(report, vocabularyOf(report, speak('en')));
    return line.replace(/^.*?“.*”/u, '');
  };
  expect(problem([0, 3, 6, 0], [third.id])).toBe(
    '; the work begins in month 7, because steps 1 and 2 must be done first.',
  );
  expect(problem([0, 3, 6, 0], [third.id, first.id])).toBe('.');
  expect(problem([0, 3, 6, 2.5], [fourth.id])).toBe(
    '; the work begins in month 3, because more pressing steps come first.',
  );
  // The month that the catalogue keeps for quotations.
  expect(problem([0, 3, 6, 1], [fourth.id])).toBe('; the work begins in month 2, once the quotations are there.');
});

test.each([
  [4, 'because step 1 must be done first'],
  [6, 'because more pressing steps come first'],
])(
  'a step that provides data is the reason to begin later only if it ends by then; it ends after month %i',
  (end, reason) => {
    const [feeder, measure] = whole.recommendation.measures;
    if (!feeder || !measure || !whole.measures) throw new Error('the sample has too few measures');
    const catalogue = {
      ...whole.measures,
      measures: whole.measures.measures.map((one) => (one.id === measure.id ? { ...one, after: [feeder.id] } : one)),
    };
    const measures = [
      { ...feeder, needs: [], start: 0, end },
      { ...measure, needs: [], start: 5, end: 12 },
    ];
    const pains = [{ id: 'scrap', state: 'part' as const, by: [measure.id] }];
    const report = { ...whole, measures: catalogue, recommendation: { ...whole.recommendation, measures, pains } };
    const [line = ''] = painsInWords(report, vocabularyOf(report, speak('en')));
    expect(line).toContain(`; the work begins in month 6, ${reason}.`);
  },
);

test('the first 90 days name the three roles with the most days, and add up the others if there are several', () => {
  const [first] = whole.recommendation.measures;
  if (!first) throw new Error('the sample has no measure');
  const rowFor = (effort: Readonly<Record<string, number>>): string | undefined => {
    const measures = [{ ...first, needs: [], months: { low: 1, high: 2 }, effort }] as never;
    const report = { ...whole, recommendation: { ...whole.recommendation, measures } };
    return renderPolicyMarkdown(report, speak('en'), 'plan')
      .split('\n')
      .find((line) => line.includes('Keep these days'))
      ?.split('|')[3]
      ?.trim();
  };
  const four = { quality: 5, it: 12, finance: 1, management: 8 };
  const [it, management, quality, finance] = ['12 days', '8 days', '5 days', '1 day'];
  expect(rowFor(four)?.match(/\d+ days?/g)).toEqual([it, management, quality, finance]);
  const six = rowFor({ ...four, production: 2.5, sales: 4 });
  expect(six?.match(/[\d.]+ days?/g)).toEqual([it, management, quality, '7.5 days']);
  expect(six).toMatch(/, 3 other roles \(7\.5 days\)$/);
});

test('the first 90 days hold every measure that begins within them, and no other', () => {
  const { measures } = whole.recommendation;
  const starts = [0, 0, 1, 2, 2.5, 3];
  // Without a catalogue, each step has the tasks of one that is bought.
  const uncatalogued = { ...whole, measures: undefined };
  const sheetOn = (asOf: string, report: PolicyReport = whole): string => {
    const timed = measures
      .slice(0, starts.length)
      .map((measure, i) => ({ ...measure, needs: [], start: starts[i] as number, end: 12 }));
    const recommendation = { ...whole.recommendation, asOf, measures: timed, instruments: [] };
    const text = renderPolicyMarkdown({ ...report, recommendation }, speak('en'), 'plan');
    return text.slice(text.indexOf('## The first 90 days'), text.indexOf('## Measures'));
  };
  expect(measures.length).toBeGreaterThanOrEqual(starts.length);
  expect(sheetOn('2026-06-30', uncatalogued)).toContain('maintains which data for steps 1–5,');
  // Three months from 1 February are 89 days.
  expect(sheetOn('2027-02-01', uncatalogued)).toContain('maintains which data for steps 1–6,');
  // Only steps that have run for a month are reviewed.
  expect(sheetOn('2026-06-30')).toContain('Review steps 1–3 half-way');
});

test('if the programme has funding but none is open to the enterprise, the page says so where it names the payers', () => {
  const refused = (count: number): PolicyReport => {
    const report = paying(count);
    const instruments = report.recommendation.instruments.map(({ tier, ...one }) => ({
      ...one,
      verdict: 'refused' as const,
    }));
    return { ...report, recommendation: { ...report.recommendation, instruments } };
  };
  expect(below('Who pays', refused(3))).toEqual([
    expect.stringMatching(/^- No funding in “.+” is open to you now: count on/),
  ]);
  expect(below('Who pays', paying(1)).join()).not.toContain('No funding');
});

test('the page’s calendar says so if the plan begins a measure too late for its deadline', () => {
  const { asOf, measures } = whole.recommendation;
  const { spans } = measureTiming(whole);
  const waiting = measures.find(({ id, months }) => months && (spans.get(id)?.start ?? 0) > 0);
  if (!waiting?.months) throw new Error('every measure begins at once');
  const { id, months } = waiting;
  const rowFor = (date: string): string | undefined => {
    const due = [{ id, date, state: 'late' as const, by: [id], end: date }];
    const recommendation = { ...whole.recommendation, instruments: [], due };
    const text = renderPolicyMarkdown({ ...whole, recommendation }, speak('en'), 'plan');
    return text.split('\n').find((line) => line.includes('Begin at the latest'));
  };
  const tooLate = /\(this plan begins it on .+, which is too late\)/;
  expect(rowFor(computeLastDayOfMonths(asOf, fromNumber(months.high)))).toMatch(tooLate);
  const inTime = rowFor(computeLastDayOfMonths(asOf, fromNumber(months.high + (spans.get(id)?.start ?? 0))));
  expect(inTime).toContain('Begin at the latest');
  expect(inTime).not.toMatch(tooLate);
});

test.each([
  ['en', 'Speak to Adler now about a later date or an interim solution.'],
  ['de', 'Vereinbaren Sie jetzt einen späteren Termin oder eine Zwischenlösung mit: Adler.'],
  ['zh', '请现在就与Adler商定延期或过渡办法。'],
] as const)(
  'in %s, what a plan misses is to be agreed on first: in the next steps and in the calendar',
  (language, step) => {
    const { asOf, measures } = whole.recommendation;
    const [first] = measures;
    const agreed = (more: object): { readonly steps: string[]; readonly events: string[] } => {
      const judged = { id: first?.id ?? '', date: '2027-01-31', who: 'Adler', ...more } as JudgedDue;
      const report = { ...whole, recommendation: { ...whole.recommendation, due: [judged] } };
      const lines = renderPolicyMarkdown(report, speak(language), 'page')
        .replaceAll(/[\u00a0\u202f]/g, ' ')
        .split('\n');
      const { events } = makeCalendar(report, vocabularyOf(report, speak(language)));
      return {
        steps: lines.filter((line) => /^\d+\. /.test(line) && line.endsWith(step)),
        events: events.filter(({ date, summary }) => date === asOf && summary.endsWith(step)).map(({ id }) => id),
      };
    };
    for (const more of [{ state: 'late', by: [first?.id], end: '2027-03-31' }, { state: 'open' }]) {
      const { steps, events } = agreed(more);
      expect(steps).toHaveLength(1);
      expect(steps[0]).toMatch(/^1\. /);
      expect(events).toEqual([expect.stringContaining(`.agree.${first?.id}`)]);
    }
    const nothing = { steps: [], events: [] };
    expect(agreed({ state: 'met', by: [first?.id], end: '2027-01-15' })).toEqual(nothing);
    // A law agrees on nothing.
    expect(agreed({ state: 'open', who: undefined, demandedBy: 'law' })).toEqual(nothing);
  },
);

test.each([
  ['en', 'Measures', 'Further funding', 'Funding', 'the full version', '2 more: see '],
  ['de', 'Maßnahmen', 'Weitere Förderung', 'Förderung', 'vollständige Fassung', '2 weitere: siehe '],
  ['zh', '措施', '其他资金支持', '资金支持', '完整版', '另有2项，见'],
] as const)(
  'in %s, a line that counts further items names a section of this version, or the full version',
  (language, measures, others, funding, full, line) => {
    const report = paying(4);
    const [step] = report.recommendation.measures;
    const five = Array.from({ length: 5 }, () => step as NonNullable<typeof step>);
    const long = { ...report, recommendation: { ...report.recommendation, measures: five } };
    const { numbers } = speak(language).messages;
    const textOf = (extent: 'page' | 'plan' | 'whole'): string => renderPolicyMarkdown(long, speak(language), extent);
    for (const [extent, payers] of [
      ['plan', others],
      ['whole', funding],
    ] as const) {
      const text = textOf(extent);
      for (const section of [measures, payers]) {
        expect(text).toContain(`\n${line}${numbers.quote(section)}\n`);
        expect(text).toMatch(new RegExp(`^## ${section}( |$)`, 'm'));
      }
    }
    expect(textOf('page').split(`\n${line}${full}\n`)).toHaveLength(3);
  },
);

test('the gaps beside the problem of the enterprise are all named', () => {
  const [gap] = whole.measures?.priorities ?? [];
  const [judged] = whole.recommendation.priorities ?? [];
  const names = ['One', 'Two', 'Three', 'Four'];
  const priorities = names.map((title) => ({ ...(gap as NonNullable<typeof gap>), id: title, title }));
  const report = {
    ...whole,
    measures: { ...whole.measures, priorities },
    recommendation: {
      ...whole.recommendation,
      priorities: names.map((id) => ({ ...(judged as NonNullable<typeof judged>), id })),
    },
  } as PolicyReport;
  expect(writeGapsInShort(report, vocabularyOf(report, speak('en')), 2).at(-1)).toBe('2 more: “Three” and “Four”');
});

test('a measure that page 1 lists against a gap is not said to close none, and its card names the gap', () => {
  const measures = whole.recommendation.measures.slice(0, 3).map((measure) => ({ ...measure, why: 'level' as const }));
  const priorities = [{ id: 'cost-rose', state: 'closed' as const, by: measures.map(({ id }) => id) }];
  const report = { ...whole, recommendation: { ...whole.recommendation, measures, priorities } };
  const text = renderPolicyMarkdown(report, speak('en'), 'plan');
  const cards = text.split(/\n\d+\. (?=\*\*)/).filter((card) => card.includes('addresses the priority gap'));
  expect(cards).toHaveLength(3);
  for (const card of cards) expect(card).not.toContain('closes no gap');
});
