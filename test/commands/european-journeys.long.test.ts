// Three enterprises and a chamber go the whole way: nothing of China is shown, and no advised command refuses.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { matura, ROOT, scratchFolder } from './matura.ts';
import { followAdvice, runWithAdvice } from './run-advised.ts';
import { CHINESE, expectFilesWithoutChina } from './texts-of-china.ts';

const ANSWERS = {
  ...{ plan: 1, lead: 1, skills: 1, finance: 1, orders: 1, material: 1, collaboration: 1, planning: 1, shopFloor: 1 },
  ...{ quality: 1, equipment: 1, market: 1, service: 1, partners: 1, records: 1, analysis: 1, ai: 0, network: 1 },
  ...{ protection: 1, emergency: 1 },
};

interface Firm {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly programme: string;
}

const FIRMS: Readonly<Record<string, Firm>> = {
  'a toolmaker in Baden-Württemberg': {
    programme: 'germany',
    facts: {
      ...{ country: 'Deutschland', registration: 'HRB 530123, Amtsgericht Ulm', name: 'Beispiel Werkzeugbau GmbH' },
      ...{ business: 'Werkzeugbau', sector: 'industry', food: false, sites: 1, employees: 60, revenue: 9_000_000 },
      ...{ balanceSheet: 6_000_000, province: 'Baden-Württemberg', district: 'Göppingen', users: 25, machines: 22 },
      ...{ pains: ['late', 'demand'], lateCost: 80_000, demandedWhat: 'tracing', demandedBy: 'Kunde' },
      demandedOn: '2027-09-30',
    },
    answers: ANSWERS,
  },
  'a bakery with nine shops in Austria': {
    programme: 'austria',
    facts: {
      ...{ country: 'AT', registration: 'FN 412877 y', name: 'Beispiel Backstube GmbH' },
      ...{ business: 'Bäckerei mit neun Filialen', sector: 'industry', food: true, sites: 10, employees: 70 },
      ...{ revenue: 6_200_000, balanceSheet: 2_900_000, district: 'Linz', users: 15, machines: 14 },
      ...{ pains: ['returns', 'unsold', 'people'], returnsCost: 18_000, unsoldCost: 60_000 },
      ...{ kmuDigitalOpen: true, kmuAdvicePaid: false, deMinimisReceived: 0 },
    },
    answers: { ...ANSWERS, orders: 0, planning: 0, partners: 0 },
  },
  'a rental firm of 22 people': {
    programme: 'germany',
    facts: {
      ...{ country: 'DE', registration: 'HRB 8812 Oldenburg', name: 'Beispiel Mietgeräte GmbH' },
      ...{ business: 'Vermietung von Baumaschinen', sector: 'rental', food: false, sites: 2, employees: 22 },
      ...{ revenue: 4_100_000, province: 'DE-NI', district: 'Oldenburg', users: 14, machines: 180 },
      ...{ pains: ['stops', 'unpaid'], stopsCost: 35_000, unpaidAmount: 120_000 },
    },
    answers: { ...ANSWERS, equipment: 0, planning: 0, collaboration: 0 },
  },
};

const JOURNEYS = Object.entries(FIRMS).flatMap(([name, firm]) => ['de', 'en'].map((lang) => ({ name, firm, lang })));

/** Runs commands in a language, looks for China in what they print, and follows their advice. */
function openJourney(cwd: string, lang: string) {
  const advised = new Set<string>();
  return {
    advised,
    async run(...args: readonly string[]): Promise<string> {
      const { stdout, stderr } = await runWithAdvice(cwd, [...args, '--lang', lang], advised);
      expect(stdout + stderr, args.join(' ')).not.toMatch(CHINESE);
      return stdout;
    },
  };
}

/** The options that write a document in several formats. */
const into = (name: string, ...formats: readonly string[]): string[] => formats.flatMap((f) => ['-o', `${name}.${f}`]);

test.each(JOURNEYS)(
  '$name goes the whole way in $lang: no sign of China, no refused advice',
  async ({ firm, lang }) => {
    const cwd = await scratchFolder();
    const key = String(firm.facts.registration);
    const { run, advised } = openJourney(cwd, lang);
    const answer = (name: string, date: string, answers: object): Promise<void> =>
      writeFile(
        path.join(cwd, name),
        stringify({ pack: 'quick-scan', assessment: { kind: 'self', date }, facts: firm.facts, answers }),
      );
    await answer('first.yaml', '2026-01-15', firm.answers);
    await answer('second.yaml', '2026-07-15', { ...firm.answers, protection: 2, emergency: 2, lead: 2 });
    for (const format of ['yaml', 'csv', 'xlsx', 'docx']) await run('template', 'quick-scan', '-o', `blank.${format}`);
    await run('form', 'quick-scan', '--programme', firm.programme, '-o', 'form.html');

    const day = ['--as-of', '2026-01-20'];
    await run('score', 'quick-scan', 'first.yaml', '--files', 'files', ...day);
    const plan = JSON.parse(await run('recommend', key, '--json', ...day));
    expect(plan.policy.id).toBe(firm.programme);
    const [first, second] = plan.measures.map(({ id }: { readonly id: string }) => id);
    await run('recommend', key, ...day);
    await run('recommend', key, '--full', ...into('plan', 'html', 'md', 'docx', 'csv', 'xlsx'), ...day);
    await run('recommend', key, '--short', ...into('short', 'html', 'md'), ...day);
    await run('recommend', key, '-o', 'days.ics', '-o', 'four-pages.md', ...day);
    await run('recommend', key, '--keep', ...day);
    await run('report', key, ...into('report', 'html', 'md', 'docx', 'csv', 'xlsx', 'json'));
    await run('explain', key);
    await run('explain', key, ...into('explained', 'html', 'md', 'docx', 'csv'));

    await run('record', key);
    await run('record', key, '--measure', first, '--done', '2026-05-31', '--amount', '5000 EUR');
    await run('record', key, '--measure', second, '--started', '2026-06-15');
    const [instrument] = plan.instruments;
    await run('record', key, '--instrument', instrument.id, '--applied', '4000', '--on', '2026-02-15');
    const later = ['--as-of', '2026-07-20'];
    await run('score', 'quick-scan', 'second.yaml', '--files', 'files', ...later);
    await run('compare', key);
    await run('compare', key, ...into('both', 'html', 'md', 'docx', 'csv', 'xlsx'));
    await run('what-if', key, '--set', 'protection=3', ...later);
    await run('recommend', key, ...later);
    await run('recommend', key, ...into('later', 'html', 'md'), ...later);
    await run('report', key, ...into('later-report', 'html', 'md'));
    await run('list');
    await run('portfolio', 'files');
    await run('redact', key, '-o', 'redacted.json');
    await run('verify', 'files');
    await run('forget', key, '--dry-run');
    const files = await expectFilesWithoutChina(cwd);
    expect(files.length).toBeGreaterThan(30);
    for (const name of ['plan.md', 'four-pages.md', 'report.md', 'both.md', 'later.md'])
      await followAdvice(cwd, await readFile(path.join(cwd, name), 'utf8'), advised);
    expect(advised.size).toBeGreaterThanOrEqual(3);
  },
);

interface Choice {
  readonly id: string;
  readonly text: Readonly<Record<string, string>>;
}

interface Asked extends Choice {
  readonly options?: readonly Choice[] | string;
}

/** The results of a survey of LimeSurvey in German with full headings and full answers, a row for each firm. */
async function writeLimeSurvey(file: string, firms: readonly Firm[]): Promise<void> {
  const pack = parse(await readFile(path.join(ROOT, 'questionnaires/quick-scan/questionnaire.yaml'), 'utf8'));
  const asked: readonly Asked[] = [
    ...pack.facts,
    ...pack.sections.flatMap(({ questions }: { readonly questions: readonly Asked[] }) => questions),
  ];
  const optionsOf = ({ options = [] }: Asked) =>
    typeof options === 'string' ? ((pack.optionSets[options] as Exclude<Asked['options'], string>) ?? []) : options;
  const own = ['Antwort ID', 'Datum Abgeschickt', 'Letzte Seite', 'Start-Sprache', 'Zufallsstartwert'];
  const columns = asked.flatMap((one): { one: Asked; option: Choice | null; heading: string }[] =>
    one.id === 'pains'
      ? optionsOf(one).map((option) => ({ one, option, heading: `${one.text.de} [${option.text.de}]` }))
      : [{ one, option: null, heading: one.text.de ?? '' }],
  );
  const rows = firms.map(({ facts, answers }, i) => {
    const given: Readonly<Record<string, unknown>> = { ...facts, ...answers };
    const cells = columns.map(({ one, option }) => {
      const value = given[one.id];
      if (option) return (value as readonly string[] | undefined)?.includes(option.id) ? 'Ja' : 'Nein';
      if (value === undefined) return 'N/A';
      if (typeof value === 'boolean') return value ? 'Ja' : 'Nein';
      return optionsOf(one).find(({ id }) => String(id) === String(value))?.text.de ?? String(value);
    });
    return [String(i + 1), '2026-11-20 09:30:00', '5', 'de', '1447112301', ...cells];
  });
  const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  const lines = [[...own, ...columns.map(({ heading }) => heading)], ...rows];
  await writeFile(file, `\uFEFF${lines.map((cells) => cells.map(quote).join(',')).join('\n')}\n`);
}

test.each(['de', 'en'])('in %s, a LimeSurvey export in German is scored as the answers of its firms', async (lang) => {
  const cwd = await scratchFolder();
  const firms = Object.values(FIRMS);
  await writeLimeSurvey(path.join(cwd, 'results-survey.csv'), firms);
  const { run } = openJourney(cwd, lang);
  const day = ['--date', 'Datum Abgeschickt', '--as-of', '2026-11-28'];
  await run('batch', 'quick-scan', 'results-survey.csv', '--files', 'files', ...day);
  await run('map', 'quick-scan', 'results-survey.csv', '-o', 'mapping.yaml');
  await run('portfolio', 'files', '--by', 'sector');
  const results: Record<string, string>[] = parseCsv(
    await readFile(path.join(cwd, 'results-survey.results.csv'), 'utf8'),
    { bom: true, columns: true },
  );
  expect(results).toHaveLength(firms.length);
  for (const { facts, answers } of firms) {
    await writeFile(path.join(cwd, 'answers.yaml'), stringify({ pack: 'quick-scan', facts, answers }));
    const { stdout } = await matura(['score', 'quick-scan', 'answers.yaml', '--json'], { cwd });
    const { facts: understood, scores, level } = JSON.parse(stdout);
    expect(results.find(({ registration }) => registration === understood.registration)).toMatchObject({
      level: String(level.value),
      total: expect.stringMatching(new RegExp(`^${String(scores.total.value).slice(0, 8)}`)),
    });
  }
  await expectFilesWithoutChina(cwd);
});

test.each(['de', 'en'])('in %s, a chamber reports on 240 firms without a sign of China', async (lang) => {
  const place = await scratchFolder();
  expect((await matura(['init', 'demo', '--example', '--lang', lang], { cwd: place })).code).toBe(0);
  const cwd = path.join(place, 'demo');
  const { run } = openJourney(cwd, lang);
  await run('simulate', 'region.yaml', '-o', 'district');
  const results = (await readdir(path.join(cwd, 'district/results'))).map((name) => `district/results/${name}`);
  const portfolio = ['portfolio', ...results, '--registry', 'district/registry.csv', '--by', 'district'];
  await run(...portfolio);
  for (const format of ['html', 'md', 'csv', 'xlsx', 'json']) await run(...portfolio, '-o', `district.${format}`);
  const ahead = [
    '--chains',
    'district/links.csv',
    '--visits',
    '5',
    '--budget',
    '500000',
    '--plans',
    '3',
    '--min-cell',
    '1',
  ];
  await run('portfolio', 'district/files', ...ahead, '-o', 'spending.html');
  await expectFilesWithoutChina(cwd);
});
