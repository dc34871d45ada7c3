import { expect, test } from 'vitest';
import { BAKERY, FIRST_DAY, idsOf, openEnterprise, SECOND_DAY, TOOLMAKER } from './second-plans.ts';

const LANGUAGES = ['en', 'de', 'zh'] as const;

/** What the bakery did in half a year: three measures are done, one has begun. */
async function openBakery() {
  const bakery = await openEnterprise(BAKERY);
  await bakery.assess(FIRST_DAY);
  const first = await bakery.plan('--as-of', FIRST_DAY, '--keep');
  await bakery.record('training', '--started', '2026-02-02', '--done', '2026-04-30', '--amount', '6200');
  await bakery.record('security-basics', '--started', '2026-02-16', '--done', '2026-04-10', '--amount', '9000');
  await bakery.record('branch-orders', '--started', '2026-03-02', '--done', '2026-06-26', '--amount', '33000');
  await bakery.record('food-records', '--started', '2026-06-01');
  return { ...bakery, first };
}
const BETTER = { skills: 2, planning: 2, shopFloor: 2, protection: 2, emergency: 2, returnsCost: 540_000 };

test('a second plan continues measures that have begun or were kept, and says what changed', async () => {
  const { assess, plan, recommend, first } = await openBakery();
  await assess(SECOND_DAY, BETTER);
  const second = await plan('--as-of', SECOND_DAY);
  const done = ['training', 'security-basics', 'branch-orders'];
  const left = idsOf(first).filter((id) => !done.includes(id));
  expect(idsOf(second)).toEqual(expect.arrayContaining(left));
  expect(idsOf(second)).not.toContain('smart-line');
  // It takes three months at most and began six weeks ago, so two are left. It goes on at once.
  const [going] = second.measures;
  expect([going.id, going.start, going.end]).toEqual(['food-records', 0, 2]);
  const dropped = second.changes.filter(({ change }: { change: string }) => change === 'dropped');
  expect(dropped.map(({ id, why }: { id: string; why: string }) => `${id} ${why}`).sort()).toEqual(
    done.map((id) => `${id} done`).sort(),
  );
  const screen = (await recommend('--as-of', SECOND_DAY)).stdout.replaceAll(/\s+/g, ' ');
  expect(screen).toContain(`Kept from the earlier plan: ${left.length} of ${idsOf(first).length} measures.`);
  expect(screen).not.toContain('not part of this plan');
});

test('a small change of the answers does not overturn a kept plan', async () => {
  for (const enterprise of [BAKERY, TOOLMAKER]) {
    const { assess, plan } = await openEnterprise(enterprise);
    await assess(FIRST_DAY);
    const first = await plan('--as-of', FIRST_DAY, '--keep');
    for (const [i, changed] of [{ analysis: 2 }, { network: 2 }, { records: 2 }].entries()) {
      const day = `2026-07-1${i}`;
      await assess(day, changed);
      const second = await plan('--as-of', day);
      const gone = idsOf(first).filter((id) => !idsOf(second).includes(id));
      const isOfUse = (id: string): boolean =>
        first.measures.some((one: { id: string; why: string }) => one.id === id && one.why === 'priority');
      expect(gone.filter(isOfUse), JSON.stringify(changed)).toEqual([]);
    }
  }
});

test('a measure that has begun stays in the plan until done or given up, even if nobody kept a plan', async () => {
  const { assess, plan, record, recommend } = await openEnterprise(TOOLMAKER);
  await assess(FIRST_DAY);
  await record('monitoring', '--started', '2026-05-04');
  await assess(SECOND_DAY);
  expect(idsOf(await plan('--as-of', SECOND_DAY))).toContain('monitoring');
  await recommend('--as-of', SECOND_DAY, '--exclude', 'monitoring', '--reason', 'given up');
  expect(idsOf(await plan('--as-of', SECOND_DAY))).not.toContain('monitoring');
});

test('a measure under way whose effect the answers show is left out, with what to record about it', async () => {
  const { assess, recommend, record } = await openEnterprise(BAKERY);
  await assess(FIRST_DAY);
  await record('food-records', '--started', '2026-05-04');
  await assess(SECOND_DAY, { quality: 2 });
  const screen = (await recommend('--as-of', SECOND_DAY)).stdout.replaceAll(/\s+/g, ' ');
  expect(screen).toContain(
    'started, 4 May 2026, not part of this plan; if it goes on, it costs extra; if it is finished or given up, record that',
  );
});

test('a kept plan does not change what a level costs at least', async () => {
  for (const enterprise of [BAKERY, TOOLMAKER]) {
    const { assess, plan } = await openEnterprise(enterprise);
    await assess(FIRST_DAY);
    const before = await plan('--as-of', FIRST_DAY);
    await plan('--as-of', FIRST_DAY, '--keep');
    const after = await plan('--as-of', FIRST_DAY);
    expect(idsOf(after)).toEqual(idsOf(before));
    expect(after.cheapest.cost).toBe(before.cheapest.cost);
    const costsOf = ({ roadmap }: { roadmap: { stairs: { level: number; cost: number }[] } }) =>
      roadmap.stairs.map(({ level, cost }) => [level, cost]);
    expect(costsOf(after)).toEqual(costsOf(before));
  }
});

test('a measure that has begun needs no quotations, no baseline and no preparation', async () => {
  const { assess, plan, recommend, record } = await openEnterprise(BAKERY);
  await assess(FIRST_DAY);
  await plan('--as-of', FIRST_DAY, '--keep');
  await record('food-records', '--started', '2026-07-01');
  await assess(SECOND_DAY);
  const second = await plan('--as-of', SECOND_DAY);
  const going = second.measures.find(({ id }: { id: string }) => id === 'food-records');
  expect(going).toMatchObject({ start: 0 });
  expect(going).not.toHaveProperty('quotationsBy');
  const page = (await recommend('--as-of', SECOND_DAY, '--format', 'md')).stdout;
  const sheet = page.slice(page.indexOf('## The first 90 days'), page.indexOf('## Measures'));
  expect(idsOf(second).indexOf('food-records')).toBe(0);
  expect(sheet).toContain(
    'Measure “Waste and returns as a share of sales” and “Successful restore drills” as they are today',
  );
  expect(sheet).toContain('maintains which data for steps 2 and 3,');
  expect(sheet).toMatch(/Obtain three quotations for steps 2 \([^)]+\) and 3 \([^)]+\);/);
  expect(sheet).toContain('Review steps 1–3 half-way');
});

test.each([
  ['en', 'begun on 1 July 2026'],
  ['de', 'begonnen am 1. Juli 2026'],
  ['zh', '2026年7月1日开始实施'],
])('the timeline, the cards and the screen show since when a measure is under way (%s)', async (lang, begun) => {
  const { assess, recommend, record } = await openEnterprise(BAKERY);
  await assess(FIRST_DAY);
  await record('food-records', '--started', '2026-07-01');
  await assess(SECOND_DAY);
  const read = async (...args: string[]) =>
    (await recommend('--as-of', SECOND_DAY, '--lang', lang, ...args)).stdout.replaceAll('\u00A0', ' ');
  const linesWith = (text: string): string[] => text.split('\n').filter((line) => line.includes(begun));
  const plan = linesWith(await read('--format', 'md'));
  expect([
    plan.filter((line) => line.startsWith('|')).length,
    plan.filter((line) => /^1\. /.test(line)).length,
  ]).toEqual([1, 1]);
  expect(linesWith(await read()).map((line) => line.trim())).toEqual([begun]);
});

test('the cost recorded with a planned or started measure is its expected total, in place of the estimate', async () => {
  const { assess, plan, record } = await openEnterprise(BAKERY);
  await assess(FIRST_DAY);
  await plan('--as-of', FIRST_DAY, '--keep');
  await record('till-branches', '--planned', '2026-05-04', '--amount', '45500');
  await assess(SECOND_DAY);
  const stepOf = async () => {
    const { measures } = await plan('--as-of', SECOND_DAY);
    return measures.find(({ id }: { id: string }) => id === 'till-branches');
  };
  expect((await stepOf()).cost).toEqual({ low: 45_500, high: 45_500, currency: 'EUR' });
  // What is recorded with the start is newer; it is a price, which no fact would narrow.
  await record('till-branches', '--started', '2026-05-04', '--amount', '44000');
  const started = await stepOf();
  expect(started.cost).toEqual({ low: 44_000, high: 44_000, currency: 'EUR' });
  expect(started).not.toHaveProperty('costFrom');
});

test('a granted amount is certain money only, without a day to apply by', async () => {
  const { assess, run, recommend, key } = await openEnterprise(BAKERY);
  const facts = { kmuDigitalOpen: true, kmuAnalysisCost: 0, kmuStrategyCost: 0, kmuAdvicePaid: true };
  await assess(FIRST_DAY, { ...facts, deMinimisReceived: 0 });
  await run('record', key, '--instrument', 'at-kmu-digital-implementation', '--granted', '5000', '--on', '2026-04-15');
  const words = {
    en: ['Certain money', 'Likely money', 'granted'],
    de: ['Sichere Förderung', 'Wahrscheinliche Förderung', 'bewilligt'],
    zh: ['已落实的资金', '较有把握的资金', '已获批'],
  } as const;
  for (const lang of LANGUAGES) {
    const [certain, likely, granted] = words[lang];
    const page = (await recommend('--as-of', SECOND_DAY, '--full', '--lang', lang, '--format', 'md')).stdout;
    const rows = page.replaceAll(/[\u00A0\u202F]/g, ' ').split('\n');
    expect(rows.filter((row) => row.startsWith(`| ${certain}`) && /5[.,]?000/.test(row)).length).toBeGreaterThan(1);
    expect(rows.filter((row) => row.startsWith(`| ${likely}`))).toEqual([]);
    const offers = rows.filter((row) => row.startsWith('| KMU.DIGITAL') && row.includes(`| ${granted}`));
    expect(offers.length).toBeGreaterThan(1);
    expect(offers.filter((row) => /20(26|28)/.test(row))).toEqual([]);
    // Nor do its details say until when and where to apply.
    const [, details = ''] = page.split(/^- \*\*KMU\.DIGITAL[:：] ?(?:implementation|Umsetzung|实施)\*\*/m);
    const own = details.split(/^- \*\*/m)[0] ?? '';
    expect(own.length).toBeGreaterThan(100);
    expect(own).not.toMatch(/2028|Fördermanager/);
  }
});

test('a payment does not raise what is left to pay while a measure that it pays for is under way', async () => {
  const { assess, run, plan, record, key } = await openEnterprise(BAKERY);
  const facts = { kmuDigitalOpen: true, kmuAnalysisCost: 0, kmuStrategyCost: 0, kmuAdvicePaid: true };
  await assess(FIRST_DAY, { ...facts, deMinimisReceived: 0 });
  const grant = ['record', key, '--instrument', 'at-kmu-digital-implementation'];
  await run(...grant, '--granted', '5000', '--on', '2026-04-15');
  await record('till-branches', '--started', '2026-05-04', '--amount', '44000');
  const sumsOf = async () => (await plan('--as-of', SECOND_DAY)).funding.certain;
  const granted = await sumsOf();
  expect(granted.total).toBe('5000');
  await run(...grant, '--paid', '5000', '--on', '2026-06-01');
  expect(await sumsOf()).toEqual(granted);
  // Once the work is done, its cost leaves the plan, and the money with it.
  await record('till-branches', '--done', '2026-06-20', '--amount', '44000');
  expect((await sumsOf()).total).toBe('0');
});

test('score and recommend plan the same, and name one sum for a plan without the limit', async () => {
  for (const enterprise of [BAKERY, TOOLMAKER]) {
    const { assess, plan } = await openEnterprise(enterprise);
    for (const [day, changed] of [
      [FIRST_DAY, {}],
      [SECOND_DAY, { skills: 2, orders: 2 }],
    ] as const) {
      const scored = (await assess(day, changed, '--json')).stdout;
      const { recommendation } = JSON.parse(scored);
      const planned = await plan('--as-of', day, ...(day === FIRST_DAY ? ['--keep'] : []));
      expect(planned.limit).toEqual(recommendation.limit);
      expect(idsOf(planned)).toEqual(idsOf(recommendation));
    }
  }
});

const PROGRESS = {
  en: [
    'What became of the plan of 15 January 2026',
    'Done: 3 of 8; under way: 1 (1 late); nothing recorded: 4.',
    'should have begun, but nothing is recorded about',
    '| Planned until | Now until |',
    'Cost of what is done: 48,200 EUR; planned for the same measures: ',
    'done (30 April 2026)',
  ],
  de: [
    'Was aus dem Plan vom 15. Januar 2026 wurde',
    'Umgesetzt: 3 von 8; begonnen: 1 (davon 1 verspätet); nichts festgehalten: 4.',
    'schon beginnen sollen, aber dazu ist nichts festgehalten.',
    '| Geplant bis | Jetzt bis |',
    'Kosten des Umgesetzten: 48.200 EUR; für dieselben Maßnahmen geplant: ',
    'umgesetzt (30. April 2026)',
  ],
  zh: [
    '2026年1月15日方案的执行情况',
    '共8项：已完成3项；进行中1项（其中逾期1项）；无记录4项。',
    '应已开始，但没有记录。',
    '| 计划完成日期 | 现计划完成日期 |',
    '已完成措施的费用4.82万欧元',
    '已完成（2026年4月30日）',
  ],
};

test('compare and the second report show what was done, when, for what money, and what was paid', async () => {
  const { assess, run, key, first } = await openBakery();
  await run('record', key, '--instrument', 'at-kmu-digital-advice', '--applied', '1400', '--on', '2026-02-02');
  await run('record', key, '--instrument', 'at-kmu-digital-advice', '--granted', '1000', '--on', '2026-03-02');
  await assess(SECOND_DAY, BETTER);
  const { progress } = JSON.parse((await run('compare', key, '--json')).stdout);
  const of = (id: string) => progress.measures.find((one: { id: string }) => one.id === id);
  const planned = (id: string) => first.measures.find((one: { id: string }) => one.id === id).cost;
  expect(progress.asOf).toBe(FIRST_DAY);
  expect(of('branch-orders')).toMatchObject({ state: 'done', on: '2026-06-26', cost: { amount: 33000 } });
  expect(of('branch-orders').isOver).toBe(33000 > planned('branch-orders').high);
  expect(of('till-branches')).toMatchObject({ state: 'open', planned: { high: planned('till-branches').high } });
  // What nothing is recorded about is not known to be late; it is asked for.
  for (const { state, on, due, isLate } of progress.measures)
    expect(isLate).toBe(state !== 'open' && (state === 'done' ? on : SECOND_DAY) > due);
  const unrecorded = progress.measures.filter(({ isUnrecorded }: { isUnrecorded: boolean }) => isUnrecorded);
  expect(unrecorded.map(({ id }: { id: string }) => id)).toContain('till-branches');
  expect(of('food-records')).toMatchObject({ state: 'started', isUnrecorded: false });
  // What the new plan does later than the first one.
  expect(of('till-branches').now > of('till-branches').due).toBe(true);
  expect(of('training')).not.toHaveProperty('now');
  const sum = (end: 'low' | 'high') =>
    ['training', 'security-basics', 'branch-orders'].reduce((total, id) => total + planned(id)[end], 0);
  expect(progress.total).toEqual({
    currency: 'EUR',
    spent: 6200 + 9000 + 33000,
    planned: { low: sum('low'), high: sum('high') },
  });
  expect(progress.instruments).toMatchObject([
    { id: 'at-kmu-digital-advice', applied: { amount: 1400 }, granted: { amount: 1000 }, paid: { amount: null } },
  ]);
  for (const lang of LANGUAGES) {
    const read = async (command: string) =>
      (await run(command, key, '--lang', lang, '--format', 'md')).stdout.replaceAll('\u00A0', ' ');
    const [compared, report] = [await read('compare'), await read('report')];
    for (const text of PROGRESS[lang]) {
      expect(compared).toContain(text);
      expect(report).toContain(text);
    }
  }
  const pictures = (await run('compare', key, '--lang', 'de', '--format', 'html')).stdout;
  expect(pictures).toContain('>15. Januar 2026</text>');
  expect(pictures).not.toMatch(/>\d{4}-\d{2}-\d{2}<\/text>/);
  // First the result, then what was done, then the answers.
  const compared = (await run('compare', key, '--format', 'md')).stdout;
  const places = ['Scores over time', 'What became of the plan', 'From 15 January 2026 to 15 July 2026'].map((text) =>
    compared.indexOf(text),
  );
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect((await run('compare', key, '--format', 'csv')).stdout).toContain('33000');
});

test('the command options that a first or second plan suggests give what it promises', async () => {
  const { assess, plan } = await openBakery();
  await assess(SECOND_DAY, BETTER);
  const toolmaker = await openEnterprise(TOOLMAKER);
  await toolmaker.assess(FIRST_DAY);
  const first = await openEnterprise(BAKERY);
  await first.assess(FIRST_DAY);
  const planners = [
    [plan, SECOND_DAY],
    [first.plan, FIRST_DAY],
    [toolmaker.plan, FIRST_DAY],
  ] as const;
  for (const [make, day] of planners) {
    const { limit, cost } = await make('--as-of', day);
    if (!limit) continue;
    for (const { id, measures, cost: added } of limit.later) {
      const options = measures.flatMap((measure: string) => ['--require', measure]);
      const full = await make('--as-of', day, ...options, '--dry-run');
      expect(idsOf(full)).toEqual(expect.arrayContaining(measures));
      const gap = [...full.priorities, ...full.pains].find((one: { id: string }) => one.id === id);
      expect(gap.state).not.toBe('open');
      expect(full.cost.high).toBeLessThanOrEqual(cost.high + Number(added));
    }
    const all = await make('--as-of', day, '--budget', limit.all);
    expect(all.cost.high).toBeLessThanOrEqual(Number(limit.all));
    for (const { id } of limit.later) {
      const gap = [...all.priorities, ...all.pains].find((one: { id: string }) => one.id === id);
      expect(gap.state, id).toMatch(/^(closed|eased)$/);
    }
  }
});

test('a planned start on record counts as recorded, is asked for only once it has passed, and the new plan keeps to it', async () => {
  const { assess, plan, record, recommend, run, key } = await openEnterprise(BAKERY);
  await assess(FIRST_DAY);
  const first = await plan('--as-of', FIRST_DAY, '--keep');
  const [id] = idsOf(first).filter((one) => one !== 'food-records');
  await record(String(id), '--planned', '2026-09-01');
  await record('food-records', '--started', '2026-06-01');
  await assess(SECOND_DAY);
  const compare = async () => JSON.parse((await run('compare', key, '--json')).stdout).progress.measures;
  const isPlanned = { id, state: 'planned', on: '2026-09-01', isUnrecorded: false };
  expect(await compare()).toContainEqual(expect.objectContaining(isPlanned));
  // From 15 July to 1 September there is a month and 17 of 31 days.
  const second = await plan('--as-of', SECOND_DAY);
  const { start } = second.measures.find((one: { id: string }) => one.id === id);
  expect(start).toBeGreaterThanOrEqual(1.54);
  const screen = (await run('compare', key)).stdout.replaceAll(/\s+/g, ' ');
  expect(screen).toContain('under way: 1 (1 late); planned: 1 (1 late); nothing recorded:');
  expect((await recommend('--as-of', SECOND_DAY)).stdout).not.toContain('to be done in time');
  await assess('2026-10-01');
  expect(await compare()).toContainEqual(expect.objectContaining({ ...isPlanned, isUnrecorded: true }));
  const asked = {
    en: /The day recorded for the start of “[^”]+” has passed, but no start is recorded. Has it begun/,
    de: /Für „[^“]+“ ist der festgehaltene Tag des Beginns vorbei/,
    zh: /“[^”]+”登记的计划开始日期已过/,
  };
  for (const language of LANGUAGES) {
    const text = (await run('compare', key, '--format', 'md', '--lang', language)).stdout;
    expect(text).toMatch(asked[language]);
  }
});

test('a plan says so if a due date makes it begin a measure earlier than the day on record', async () => {
  const { assess, plan, record, recommend } = await openEnterprise(TOOLMAKER);
  await assess(FIRST_DAY);
  const first = await plan('--as-of', FIRST_DAY);
  const [due] = first.due;
  const [id] = due.by;
  await record(id, '--planned', due.date);
  await assess(SECOND_DAY);
  const second = await plan('--as-of', SECOND_DAY);
  expect(second.due[0]).toMatchObject({ id: due.id, state: 'met' });
  const said = {
    en: /this plan begins it on [^;.]+ already, to be done in time/,
    de: /dieser Plan beginnt damit schon am [^;]+, um eine Frist einzuhalten/,
    zh: /为赶上期限，本方案提前到[^；]+开始/,
  };
  for (const language of LANGUAGES) {
    const text = (await recommend('--as-of', SECOND_DAY, '--format', 'md', '--lang', language)).stdout;
    expect(text).toMatch(said[language]);
  }
});

test('the front page of a report lists all that a plan leaves missing for its level', async () => {
  const { assess, plan, run, key } = await openEnterprise(TOOLMAKER);
  await assess(FIRST_DAY);
  const excluded = ['crm', 'light-mes', 'order-system'].flatMap((id) => ['--exclude', id]);
  const { target } = await plan('--as-of', FIRST_DAY, '--target', '3', '--reason', 'no', ...excluded, '--keep');
  expect(target.reached).toBe(false);
  // What is missing is judged after the measures of the plan: no other measures are counted.
  const total = target.unmet.find(({ name }: { name: string }) => name === 'total');
  expect(total).toMatchObject({ needs: 60, has: target.scores.total.value });
  for (const [language, colon] of [
    ['en', 'Still missing:'],
    ['de', 'Dann fehlt noch:'],
    ['zh', '仍然缺少：'],
  ] as const) {
    const text = (await run('report', key, '--format', 'md', '--lang', language)).stdout;
    const front = text.slice(text.indexOf(colon) + colon.length);
    expect(front, language).toMatch(/^\**\n\n- [^\n]+60/);
  }
});

test('a level that only excluded measures put out of reach is said to be so, and the measures are named', async () => {
  const { assess, plan, recommend } = await openEnterprise(TOOLMAKER);
  await assess(FIRST_DAY);
  const given = ['--as-of', FIRST_DAY, '--target', '3'];
  expect((await plan(...given)).target).not.toHaveProperty('excluded');
  const excluded = ['--exclude', 'crm', '--exclude', 'training', '--reason', 'no'];
  const { target } = await plan(...given, ...excluded);
  expect(target).toMatchObject({ reached: false, excluded: ['crm'] });
  for (const [language, said] of [
    ['en', /is not reached because you excluded “[^”]+”\./],
    ['de', /Weil Sie „[^“]+“ ausgeschlossen haben, wird Stufe 3 [^.]+ nicht erreicht\./],
    ['zh', /因已排除“[^”]+”，达不到三级/],
  ] as const) {
    const text = (await recommend(...given, '--format', 'md', '--lang', language)).stdout;
    expect(text, language).toMatch(said);
  }
});

test('what was spent, what remains and what runs each year are stated altogether', async () => {
  const { assess, plan, recommend } = await openBakery();
  await assess(SECOND_DAY, BETTER);
  const { done, altogether, cost, running } = await plan('--as-of', SECOND_DAY);
  // The running costs of what is done, by its measures at 120 people.
  expect(done.map(({ id, cost: spent }: { id: string; cost: object }) => [id, spent])).toEqual([
    ['training', { amount: 6200, currency: 'EUR' }],
    ['security-basics', { amount: 9000, currency: 'EUR' }],
    ['branch-orders', { amount: 33000, currency: 'EUR' }],
  ]);
  expect(altogether.spent).toMatchObject({ low: 48200, high: 48200, currency: 'EUR', illustrative: false });
  expect(altogether.total).toMatchObject({ low: 48200 + cost.low, high: 48200 + cost.high, illustrative: true });
  expect(altogether.runningDone).toMatchObject({ low: 2000 + 2500 + 5000, high: 4000 + 7000 + 14000 });
  expect(altogether.running).toMatchObject({ low: 9500 + running.low, high: 25000 + running.high });
  const page = async (lang: string) => {
    const { stdout } = await recommend('--as-of', SECOND_DAY, '--format', 'md', '--short', '--lang', lang);
    return stdout.replaceAll('\u00a0', ' ');
  };
  expect(await page('en')).toMatch(
    /\| Spent so far \| 48,200 EUR for steps that are done; with the steps of this plan [\d,]+–[\d,]+ EUR altogether \|/,
  );
  expect(await page('en')).toMatch(
    /\| Running costs \| [\d,]+–[\d,]+ EUR in each year after the first, 9,500–25,000 EUR of it for steps that are done \|/,
  );
  expect(await page('de')).toMatch(
    /\| Bisher ausgegeben \| 48\.200 EUR für umgesetzte Schritte; mit den Schritten dieses Plans insgesamt [\d.]+–[\d.]+ EUR \|/,
  );
  const screen = (await recommend('--as-of', SECOND_DAY)).stdout.replaceAll(/\s+/g, ' ');
  expect(screen).toContain('Spent so far: 48,200 EUR for steps that are done; with the steps of this plan ');
  expect(screen).toMatch(/Running costs: [^.]+ in each year after the first, 9,500–25,000 EUR of it for steps/);
  expect(await page('de')).toContain('in jedem Folgejahr, davon 9.500–25.000 EUR für umgesetzte Schritte |');
  expect(await page('zh')).toMatch(/\| 已投入 \| 已完成的措施4\.82万欧元；连同本方案共[^|]+欧元 \|/);
  expect(await page('zh')).toContain('，其中已完成的措施9500欧元～2.5万欧元 |');
});

test('a step that is done without a cost on record is named beside what was spent', async () => {
  const { assess, record, plan, recommend } = await openEnterprise(BAKERY);
  await assess(FIRST_DAY);
  await plan('--as-of', FIRST_DAY, '--keep');
  await record('training', '--done', '2026-04-30', '--amount', '6200');
  await record('security-basics', '--done', '2026-05-10');
  await assess(SECOND_DAY);
  expect((await plan('--as-of', SECOND_DAY)).altogether.spent.without).toEqual(['security-basics']);
  const { stdout } = await recommend('--as-of', SECOND_DAY, '--format', 'md', '--lang', 'en');
  expect(stdout.replaceAll('\u00a0', ' ')).toContain('; the cost of “Security basics” is not on record');
  expect(stdout).toContain('- Training and stand-ins (30 April 2026, 6,200');
});

test('a first plan has nothing altogether', async () => {
  const { assess, plan } = await openEnterprise(BAKERY);
  await assess(FIRST_DAY);
  expect(await plan('--as-of', FIRST_DAY)).not.toHaveProperty('altogether');
});

test('a measure begins on the day that the enterprise planned, and not because others are more pressing', async () => {
  const { assess, plan, record, recommend } = await openEnterprise(BAKERY);
  await assess(FIRST_DAY);
  await plan('--as-of', FIRST_DAY, '--keep');
  for (const id of ['till-branches', 'branch-orders', 'food-records', 'preorders', 'training'])
    await record(id, '--planned', '2026-10-01');
  await assess(SECOND_DAY);
  const page = async (lang: string) =>
    (await recommend('--as-of', SECOND_DAY, '--format', 'md', '--lang', lang)).stdout;
  expect(await page('en')).toContain('; the work begins on 1 October 2026, the day you planned.');
  expect(await page('de')).toMatch(/; Beginn am 1\.\s+Oktober 2026, wie von Ihnen geplant\./);
  // The start on a day of the calendar makes the plan end within a month.
  expect(await page('en')).toMatch(/After month \d+, have a new assessment done/);
  expect(await page('en')).toMatch(/the end of month \d+, when all/);
  expect(await page('zh')).toContain('；按您登记的计划，2026年10月1日开始。');
});

test('a plan made again says which steps are done later than the earlier plan said', async () => {
  const { assess, plan, recommend, first } = await openBakery();
  await assess(SECOND_DAY, BETTER);
  const second = await plan('--as-of', SECOND_DAY);
  const ends = (days: typeof first) =>
    new Map(days.measures.map(({ id, end }: { id: string; end: number }) => [id, end]));
  const [before, now] = [ends(first), ends(second)];
  expect(second.delays.map(({ id }: { id: string }) => id)).toEqual(
    // Six months have passed between the plans.
    idsOf(second).filter((id) => before.has(id) && Number(now.get(id)) + 6 > Number(before.get(id))),
  );
  expect(second.delays[0]).toEqual({ id: 'food-records', due: '2026-05-14', now: '2026-09-14' });
  const page = async (lang: string) => {
    const { stdout } = await recommend('--as-of', SECOND_DAY, '--format', 'md', '--lang', lang);
    return stdout.replaceAll('\u00a0', ' ');
  };
  expect(await page('en')).toContain(
    '- Later than in the earlier plan: “Temperatures and lots recorded” (by 14 September 2026 instead of 14 May 2026)',
  );
  expect(await page('de')).toContain(
    '- Später als im früheren Plan: „Temperaturen und Chargen erfasst“ (bis 14. September 2026 statt 14. Mai 2026)',
  );
  expect(await page('zh')).toContain(
    '- 比原方案推迟：“温度与批次自动记录”（原定2026年5月14日前完成，现为2026年9月14日前）',
  );
  expect(first).not.toHaveProperty('delays');
});

test('a report counts every step once, and as spent only what is done', async () => {
  const { assess, record, run, key } = await openBakery();
  await record('till-branches', '--started', '2026-06-02', '--amount', '60000');
  await assess(SECOND_DAY, BETTER);
  const report = async (lang: string) => {
    const { stdout } = await run('report', key, '--format', 'md', '--lang', lang);
    return stdout.replaceAll('\u00a0', ' ');
  };
  expect(await report('en')).toMatch(/Done: 3 of 8; under way: 2 \(2 late\); nothing recorded: 3\./);
  expect(await report('en')).toContain('Cost of what is done: 48,200 EUR;');
  expect(await report('de')).toMatch(/Umgesetzt: 3 von 8; begonnen: 2 \(davon 2 verspätet\); nichts festgehalten: 3\./);
  expect(await report('zh')).toMatch(/共8项：已完成3项；进行中2项（其中逾期2项）；无记录3项。/);
});

test('a report continues a kept plan as of today once progress is recorded, and says what the budget covers', async () => {
  const { assess, plan, record, run, key } = await openEnterprise(TOOLMAKER);
  await assess(FIRST_DAY);
  const first = await plan('--as-of', FIRST_DAY, '--budget', '60000', '--keep');
  const read = async (...args: string[]): Promise<string> =>
    (await run('report', key, '--format', 'md', ...args)).stdout.replaceAll(/\s+/g, ' ');
  const untouched = await read();
  expect(untouched).toContain('as of 15 January 2026');
  expect(untouched).toContain('This report shows the plan that was kept on');
  // A plan to begin, or a decision, is no progress.
  const [head, next] = idsOf(first);
  await record(next ?? '', '--planned', '2026-09-01');
  expect(await read()).toContain('as of 15 January 2026');
  await record(head ?? '', '--started', '2026-01-20', '--done', '2026-03-02', '--amount', '59000');
  const continued = await read();
  expect(continued).not.toContain('as of 15 January 2026');
  expect(continued).toContain('This report continues the plan kept on');
  expect(continued).not.toContain('The policy on file was made with other rules');
  // 59,000 of before and up to 43,000 of this plan.
  expect(continued).toContain(
    'The budget of 60,000 EUR is for the steps of this plan only; with what is spent already, it is exceeded by up to 42,000 EUR',
  );
  for (const [lang, words] of [
    ['de', 'Dieser Bericht führt den am'],
    ['zh', '本报告延续'],
  ] as const)
    expect(await read('--lang', lang)).toContain(words);
});
