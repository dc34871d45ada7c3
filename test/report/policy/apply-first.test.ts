import { expect, test } from 'vitest';
import type { Language } from '../../../src/i18n/languages.ts';
import { planCalendar } from '../../../src/policy/funding/funding-calendar.ts';
import { renderPolicyMarkdown } from '../../../src/report/policy/policy-document.ts';
import type { PolicyReport } from '../../../src/report/text/assessment-report.ts';
import { reportOn } from '../report-on-answers.ts';
import { speak } from '../report-samples.ts';

const ANSWERS = `
facts:
  registration: FN 100002m
  name: Tischlerei
  employees: 14
  country: AT
  euHeadcount: 14
  euTurnover: 1500000
  euBalance: 900000
  deMinimisReceived: 0
  kmuDigitalOpen: true
  kmuAnalysisCost: 0
  kmuStrategyCost: 0
  kmuAdvicePaid: true
  trustworthyAiProject: false
answers:
  internetAccess: true
  fastInternet: true
  erp: false
  crm: false
  dataAnalytics: false
  ai: false
  cloudAdvanced: false
  cloudBought: false
  socialMediaTwo: false
  socialMedia: false
  webSalesConsumers: false
  ecommerce: false
`;

const report = (await reportOn({
  pack: 'digital-intensity',
  policy: 'austria',
  answers: ANSWERS,
  asOf: '2026-12-01',
})) as PolicyReport;

const isAdvice = ({ id }: { readonly id: string }): boolean => id === 'at-kmu-digital-advice';

/** The lines of a plan, with plain blanks. */
const linesOf = (language: Language, extent: 'page' | 'plan' | 'whole'): string[] =>
  renderPolicyMarkdown(report, speak(language), extent)
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .replaceAll('**', '')
    .split('\n');

test.each([
  [
    'en',
    /^\d\. First apply for “KMU\.DIGITAL: advice”, only then accept invoices\..*spent/,
    /^\d\. “KMU\.DIGITAL: implementation”: “KMU\.DIGITAL: advice” comes first\. Apply for it after that, and only then sign contracts \(step/,
  ],
  [
    'de',
    /^\d\. Zuerst „KMU\.DIGITAL: Beratung“ beantragen, erst danach Rechnungen annehmen\..*ausgeschöpft/,
    /^\d\. „KMU\.DIGITAL: Umsetzung“ setzt „KMU\.DIGITAL: Beratung“ voraus\. Erst danach beantragen und erst dann Verträge/,
  ],
  [
    'zh',
    /^\d\. 先申请“KMU\.DIGITAL：咨询”，再接受发票.*已用完/,
    /^\d\. “KMU\.DIGITAL：实施”以“KMU\.DIGITAL：咨询”为前提/,
  ],
] as const)(
  'in %s, advice comes before the grant that builds on it while it is open if it was paid',
  async (language, advice, implementation) => {
    const open = (await reportOn({
      pack: 'digital-intensity',
      policy: 'austria',
      answers: ANSWERS.replace(/ {2}kmu(AnalysisCost|StrategyCost|AdvicePaid): .*\n/g, ''),
      asOf: '2026-12-01',
    })) as PolicyReport;
    const lines = renderPolicyMarkdown(open, speak(language), 'plan')
      .replaceAll(/[\u00a0\u202f]/g, ' ')
      .split('\n');
    const first = lines.findIndex((line) => advice.test(line));
    expect(first).toBeGreaterThan(0);
    expect(lines[first + 1]).toMatch(implementation);
    // Nobody knows when the advice is paid, so there is no day to apply by, on cards, the first 90 days and the calendar.
    expect(lines.filter((line) => /Apply (at the latest|first): KMU.*implementation/.test(line))).toEqual([]);
    expect(planCalendar(open.recommendation, open.policies ?? []).filter(({ kind }) => kind === 'apply')).toEqual([]);
  },
);

test.each([
  ['en', 'First apply for “KMU.DIGITAL: implementation”, only then sign contracts ('],
  ['de', 'Zuerst „KMU.DIGITAL: Umsetzung“ beantragen, erst danach Verträge schließen ('],
  ['zh', '先申请“KMU.DIGITAL：实施”，再签订合同（'],
] as const)('in %s, the first next steps are the quotations, then the application for funding', (language, start) => {
  const [first, next] = linesOf(language, 'page').filter((line) => /^[12]\. /.test(line));
  expect(first).toContain(
    { en: 'by 30 December 2026', de: 'bis 30. Dezember 2026', zh: '2026年12月30日前取得' }[language],
  );
  expect(next).toContain(start);
});

test('cards, the first 90 days, the calendar and the list of funding say what to apply for first', () => {
  const lines = linesOf('en', 'plan');
  expect(lines.filter((line) => line.includes('Apply first: KMU.DIGITAL: implementation')).length).toBeGreaterThan(1);
  expect(lines.filter((line) => line.includes('Apply at the latest: KMU.DIGITAL: implementation'))).toHaveLength(1);
  expect(linesOf('en', 'whole').some((line) => line.includes('apply before you sign contracts'))).toBe(true);
});

test.each([
  ['en', /\| Apply first: KMU\.DIGITAL: implementation +\| owner or managing director +\|$/],
  ['de', /\| Zuerst beantragen: KMU\.DIGITAL: Umsetzung +\| Geschäftsführung +\|$/],
  ['zh', /\| 先申请：KMU\.DIGITAL：实施 +\| 企业负责人 +\|$/],
] as const)(
  'in %s, the first 90 days leave the application to the management, not to those who carry out the measure',
  (language, row) => {
    expect(report.recommendation.measures[0]?.roles?.[0]).not.toBe('management');
    expect(linesOf(language, 'plan').filter((line) => row.test(line))).toHaveLength(1);
  },
);

test.each([
  ['en', 'not counted because nothing is left of “Ceiling of de minimis aid”'],
  ['de', 'nicht mitgezählt, weil „Obergrenze der De-minimis-Beihilfen“ ausgeschöpft ist'],
  ['zh', '未计入，因为“微量援助上限”已用完'],
] as const)('in %s, a plan says that the ceiling of de minimis aid is used up', async (language, text) => {
  const answers = ANSWERS.replace('deMinimisReceived: 0', 'deMinimisReceived: 300000');
  const used = await reportOn({ pack: 'digital-intensity', policy: 'austria', answers, asOf: '2026-12-01' });
  expect(renderPolicyMarkdown(used as PolicyReport, speak(language), 'plan').replaceAll('\u00a0', ' ')).toContain(text);
});

test('a plan asks for earlier de minimis aid if its likely money depends on it', async () => {
  const answers = ANSWERS.replace('  deMinimisReceived: 0\n', '');
  const open = await reportOn({ pack: 'digital-intensity', policy: 'austria', answers, asOf: '2026-12-01' });
  expect(renderPolicyMarkdown(open as PolicyReport, speak('en'), 'page')).toMatch(
    /^\d\. Clarify: How much de minimis aid/m,
  );
  expect(linesOf('en', 'page').join('\n')).not.toContain('How much de minimis aid');
});

test('a report says nothing about applying first if no measure has to wait for an application', () => {
  const [instrument] = report.recommendation.instruments.filter(({ applyFirst }) => applyFirst);
  expect(instrument?.id).toBe('at-kmu-digital-implementation');
  const instruments = report.recommendation.instruments.map(({ applyFirst, ...rest }) => rest);
  const without = { ...report, recommendation: { ...report.recommendation, instruments } };
  const text = renderPolicyMarkdown(without, speak('en'), 'whole');
  expect(text).not.toMatch(/Apply first|First apply for|before you (begin|sign|accept)|Apply at the latest/);
});

test.each([
  ['en', '“{title}”: begun before “KMU.DIGITAL: implementation” was applied for, so it does not pay for that.'],
  ['de', '„{title}“: begonnen, bevor „KMU.DIGITAL: Umsetzung“ beantragt war; dafür gibt es dieses Geld nicht mehr.'],
  ['zh', '“{title}”：在申请“KMU.DIGITAL：实施”之前已经开始，不在支持范围内。'],
] as const)('in %s, measures that began before the application are named, with what to do', (language, line) => {
  const [first] = report.recommendation.measures;
  const instruments = report.recommendation.instruments.map((judged) =>
    judged.applyFirst ? { ...judged, applyFirst: { ...judged.applyFirst, begun: [first?.id ?? ''] } } : judged,
  );
  const begun = { ...report, recommendation: { ...report.recommendation, instruments } };
  const title = report.measures?.measures?.find(({ id }) => id === first?.id)?.title as Record<Language, string>;
  const text = renderPolicyMarkdown(begun, speak(language), 'page').replaceAll(/[\u00a0\u202f]/g, ' ');
  expect(text).toContain(line.replace('{title}', title[language]));
});

test('funding for work outside the measures must also be applied for first, and delays no measure', async () => {
  const advice = (await reportOn({
    pack: 'digital-intensity',
    policy: 'austria',
    answers: ANSWERS.replace('kmuAnalysisCost: 0', 'kmuAnalysisCost: 450'),
    asOf: '2026-12-01',
  })) as PolicyReport;
  const { instruments } = advice.recommendation;
  expect(instruments.find(({ id }) => id === 'at-kmu-digital-advice')).toMatchObject({
    tier: 'possible',
    doubts: ['spent', 'unverified'],
    applyFirst: { before: 'invoice', measures: [] },
  });
  const text = renderPolicyMarkdown(advice, speak('en'), 'whole').replaceAll(/[\u00a0\u202f]/g, ' ');
  expect(text).toContain('First apply for “KMU.DIGITAL: advice”, only then accept invoices. Otherwise');
  expect(text).toContain('its budget was spent as of 1 December 2026');
  // The plan takes months, but what the advice pays for is no part of it.
  expect(text).not.toContain('KMU.DIGITAL: advice ends on');
});

test.each([
  [
    'en',
    'invoices. Otherwise this money is lost. The budget is spent: ask first whether there is new money.',
    'deadline: 31 December 2026 (KMU.DIGITAL: advice',
  ],
  [
    'de',
    'Sonst ist dieses Geld verloren. Die Mittel sind ausgeschöpft: vorher nach neuen Mitteln fragen.',
    'Frist: 31. Dezember 2026 (KMU.DIGITAL: Beratung',
  ],
  ['zh', '该项资金已用完：请先询问是否有新的资金。', '最早的截止日期：2026年12月31日（KMU.DIGITAL：咨询'],
] as const)(
  'in %s, a plan first asks whether exhausted funding is available again, and lists no deadline for it',
  async (language, asked, deadline) => {
    const advice = (await reportOn({
      pack: 'digital-intensity',
      policy: 'austria',
      answers: ANSWERS.replace('kmuAnalysisCost: 0', 'kmuAnalysisCost: 450'),
      asOf: '2026-12-01',
    })) as PolicyReport;
    const lines = renderPolicyMarkdown(advice, speak(language), 'page')
      .replaceAll(/[\u00a0\u202f]/g, ' ')
      .split('\n');
    expect(lines.filter((line) => line.includes(asked))).toHaveLength(1);
    expect(lines.filter((line) => line.includes(deadline))).toEqual([]);
    // Only the spent grant pays, and its closing date is published: there is no office to ask for one.
    const only = { ...advice.recommendation, instruments: advice.recommendation.instruments.filter(isAdvice) };
    const page = renderPolicyMarkdown({ ...advice, recommendation: only }, speak(language), 'page');
    expect(page).not.toMatch(/none are published|keine veröffentlicht|均未公布/);
  },
);

test.each([
  ['en', 'First deadline: 31 December 2026 (KMU.DIGITAL: advice). Budget spent: ask for new money first.'],
  [
    'de',
    'Erste Frist: 31. Dezember 2026 (KMU.DIGITAL: Beratung). Die Mittel sind ausgeschöpft: vorher nach neuen Mitteln fragen.',
  ],
  ['zh', '最早的截止日期：2026年12月31日（KMU.DIGITAL：咨询）。资金已用完：请先询问是否有新的资金。'],
] as const)(
  'in %s, the first deadline is that of exhausted funding if a later grant of the plan depends on it',
  async (language, line) => {
    const answers = ANSWERS.replace('kmuAdvicePaid: true', 'kmuAdvicePaid: false').replace(
      'kmuAnalysisCost: 0',
      'kmuAnalysisCost: 450',
    );
    const dependent = (await reportOn({
      pack: 'digital-intensity',
      policy: 'austria',
      answers,
      asOf: '2026-12-01',
    })) as PolicyReport;
    const pageOf = (instruments: PolicyReport['recommendation']['instruments']): string =>
      renderPolicyMarkdown(
        { ...dependent, recommendation: { ...dependent.recommendation, instruments } },
        speak(language),
        'page',
      ).replaceAll(/[\u00a0\u202f]/g, ' ');
    const { instruments } = dependent.recommendation;
    expect(pageOf(instruments)).toContain(line);
    // Nothing depends on the advice if the later grant is out of reach.
    expect(pageOf(instruments.filter(isAdvice))).not.toContain(line);
  },
);

test.each([
  ['en', 'First deadline: 31 December 2026 (apply for KMU.DIGITAL: implementation by then).', 'First deadline'],
  ['de', 'Erste Frist: 31. Dezember 2026 (bis dahin KMU.DIGITAL: Umsetzung beantragen).', 'Erste Frist'],
  ['zh', '最早的截止日期：2026年12月31日（最迟当日申请KMU.DIGITAL：实施）。', '最早的截止日期'],
] as const)(
  'in %s, the first deadline is the day by which the plan needs the application, unless it is on record',
  (language, line, deadline) => {
    expect(linesOf(language, 'page').join('\n')).toContain(line);
    const applied = { id: 'at-kmu-digital-implementation', policy: 'austria', applied: {} };
    const recommendation = { ...report.recommendation, onRecord: { instruments: [applied] } };
    const instruments = recommendation.instruments.map(({ applyFirst, ...judged }) => judged);
    const recorded = { ...report, recommendation: { ...recommendation, instruments } };
    expect(renderPolicyMarkdown(recorded, speak(language), 'page')).not.toContain(deadline);
    const days = planCalendar(recorded.recommendation, report.policies ?? []);
    expect(days.filter(({ kind }) => kind === 'closes')).toEqual([]);
  },
);

test.each([
  ['en', 'A measure that begins later than shown here'],
  ['de', 'Beginnt eine Maßnahme später als hier genannt'],
  ['zh', '晚于此处所列日期'],
] as const)('in %s, the calendar explains latest starts only if it lists some', (language, note) => {
  expect(linesOf(language, 'plan').join('\n')).not.toContain(note);
  const [first] = report.recommendation.measures;
  const due = [{ id: first?.id ?? '', date: '2027-12-31', state: 'met' as const, by: [first?.id ?? ''] }];
  const withDue = { ...report, recommendation: { ...report.recommendation, due } };
  expect(renderPolicyMarkdown(withDue, speak(language), 'plan')).toContain(note);
});

test.each([
  ['en', 'To be clarified: “KMU.DIGITAL: advice” comes first', 'Has the grant for advice'],
  ['de', 'Noch zu klären: zuerst kommt „KMU.DIGITAL: Beratung“', 'Ist der Zuschuss für eine'],
  ['zh', '待定：须先获得“KMU.DIGITAL：咨询”', '咨询补助是否'],
] as const)(
  'in %s, a grant whose advice can still be had is possible, and the plan does not ask again whether it was paid',
  async (language, reason, question) => {
    const answers = ANSWERS.replace('kmuAdvicePaid: true', 'kmuAdvicePaid: false').replace(/ {2}kmu.*Cost: .*\n/g, '');
    const open = (await reportOn({
      pack: 'digital-intensity',
      policy: 'austria',
      answers,
      asOf: '2026-12-01',
    })) as PolicyReport;
    const text = renderPolicyMarkdown(open, speak(language), 'whole').replaceAll(/[\u00a0\u202f]/g, ' ');
    expect(text).toContain(reason);
    expect(renderPolicyMarkdown(open, speak(language), 'plan')).not.toContain(question);
  },
);

test.each([
  [
    'en',
    'Not available: KMU.DIGITAL: implementation (“KMU.DIGITAL: advice” comes first)',
    'All reasons are in the full version.',
    'All reasons are in the section “Funding”.',
  ],
  [
    'de',
    'Ausgeschlossen: KMU.DIGITAL: Umsetzung (zuerst kommt „KMU.DIGITAL: Beratung“)',
    'Alle Gründe stehen in der vollständigen Fassung.',
    'Alle Gründe stehen im Abschnitt „Förderung“.',
  ],
  [
    'zh',
    '不符合条件：KMU.DIGITAL：实施（须先获得“KMU.DIGITAL：咨询”）',
    '全部原因见完整版。',
    '全部原因见“资金支持”。',
  ],
] as const)(
  'in %s, the page names refused funding with what comes first, and where all reasons are',
  async (language, line, how, inWhole) => {
    const refused = (await reportOn({
      pack: 'digital-intensity',
      policy: 'austria',
      answers: ANSWERS.replace('kmuAdvicePaid: true', 'kmuAdvicePaid: false'),
      // The advice could be applied for until the end of 2026.
      asOf: '2027-01-04',
    })) as PolicyReport;
    const text = renderPolicyMarkdown(refused, speak(language), 'page').replaceAll(/[\u00a0\u202f]/g, ' ');
    const named = text.split('\n').find((one) => one.includes(line));
    expect(named).toContain(how);
    const whole = renderPolicyMarkdown(refused, speak(language), 'whole');
    expect(whole).toContain(inWhole);
    expect(whole).not.toContain(how);
  },
);

test('funding that pays for every measure is on the card of the first one only', () => {
  const measures = report.recommendation.measures.map(({ id }) => id);
  const instruments = report.recommendation.instruments.map((judged) =>
    judged.applyFirst ? { ...judged, applyFirst: { ...judged.applyFirst, measures } } : judged,
  );
  const forAll = { ...report, recommendation: { ...report.recommendation, instruments } };
  const cards = renderPolicyMarkdown(forAll, speak('en'), 'plan').match(/^ {3}- \*\*Apply first\*\*: KMU/gm);
  expect(cards).toHaveLength(1);
});

test('a programme of which only the end is known is not called a deadline', () => {
  const policies = (report.policies ?? []).map((policy) => ({
    ...policy,
    instruments: (policy.instruments ?? []).map(({ apply, ...rest }) => ({ ...rest, valid: { to: '2027-09-30' } })),
  }));
  const instruments = report.recommendation.instruments.map(({ applyFirst, ...judged }) => judged);
  const recommendation = { ...report.recommendation, instruments };
  const text = renderPolicyMarkdown({ ...report, recommendation, policies }, speak('en'), 'page').replaceAll(
    /[\u00a0\u202f]/g,
    ' ',
  );
  expect(text).toContain(
    'First programme to end: KMU.DIGITAL: implementation, on 30 September 2027; apply well before.',
  );
  expect(text).not.toContain('First deadline');
});

test.each([
  ['en', 'Ask your bank for the closing dates: none are published', 'Ask the office for the closing dates'],
  ['de', 'Nach Fristen fragen (Hausbank): Es ist keine veröffentlicht', 'Bei der Förderstelle nach Fristen fragen'],
  ['zh', '请向往来银行询问', '请向主管部门询问'],
] as const)('in %s, a plan without closing dates says whom the programme names', (language, named, byDefault) => {
  const pageWith = (apply: object): string => {
    const policies = (report.policies ?? []).map((policy) => ({
      ...policy,
      instruments: (policy.instruments ?? []).map(({ valid, paidBy, ...rest }) => ({
        ...rest,
        apply: { to: null, ...apply },
      })),
    }));
    return renderPolicyMarkdown({ ...report, policies }, speak(language), 'page').replaceAll(/[\u00a0\u202f]/g, ' ');
  };
  expect(pageWith({ office: { zh: '往来银行', en: 'your bank', de: 'Hausbank' } })).toContain(named);
  expect(pageWith({})).toContain(byDefault);
});

test.each([
  [
    'en',
    'No cost is planned for it yet: ask for a price and enter it.',
    'First deadline: 31 December 2026',
    'What does the',
  ],
  [
    'de',
    'Bisher sind dafür keine Kosten geplant: Preis erfragen und eintragen.',
    'Erste Frist: 31. Dezember 2026',
    'Was kostet',
  ],
  ['zh', '目前未计划此项费用：请询价并填写。', '最早的截止日期：2026年12月31日', '现状与潜力分析费用是多少'],
] as const)(
  'in %s, advice for which nothing is to be spent yet hides neither itself nor the grant that needs it',
  async (language, hint, deadline, question) => {
    for (const paid of ['  kmuAdvicePaid: false\n', '']) {
      const unplanned = (await reportOn({
        pack: 'digital-intensity',
        policy: 'austria',
        answers: ANSWERS.replace('  kmuAdvicePaid: true\n', paid),
        asOf: '2026-12-01',
      })) as PolicyReport;
      const page = renderPolicyMarkdown(unplanned, speak(language), 'page').replaceAll(/[\u00a0\u202f]/g, ' ');
      expect(page.split('\n').filter((line) => line.includes(hint))).toHaveLength(1);
      expect(page).toContain(deadline);
      expect(page).not.toContain(question);
      expect(page).toMatch(
        /^\d\. .*KMU\.DIGITAL[:：] ?(implementation|Umsetzung|实施).*KMU\.DIGITAL[:：] ?(advice|Beratung|咨询)/m,
      );
    }
  },
);
