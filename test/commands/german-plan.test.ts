import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { matura, scratchFolder } from './matura.ts';

const AS_OF = '2026-12-02';

const answersOf = (facts: string): string => `pack: quick-scan
packVersion: 2.0.0
assessment: { kind: self, date: ${AS_OF} }
facts:
  registration: HRB 100011 Stuttgart
  name: Beispiel Formenbau GmbH
  business: Formenbau
  sector: industry
  sites: 1
  employees: 60
  revenue: 9000000
${facts.includes('country:') ? facts : `  country: DE\n${facts}`}
  pains: [scrap]
  scrapCost: 40000
answers: { plan: 1, lead: 1, skills: 1, finance: 2, orders: 2, material: 2, collaboration: 1, planning: 1, shopFloor: 1, quality: 1, equipment: 1, market: 1, service: 1, partners: 1, records: 2, analysis: 1, ai: 0, network: 2, protection: 1, emergency: 1 }
`;

/** The plan for an enterprise with these facts, as Markdown and as a calendar. */
async function planFor(facts: string, lang = 'de'): Promise<{ readonly plan: string; readonly calendar: string }> {
  const cwd = await scratchFolder();
  await writeFile(path.join(cwd, 'scan.yaml'), answersOf(facts));
  const scored = await matura(['score', 'quick-scan', 'scan.yaml', '--as-of', AS_OF, '--files', 'files'], { cwd });
  expect(scored.code, scored.stderr).toBe(0);
  const advise = ['recommend', 'HRB 100011 Stuttgart', '--as-of', AS_OF, '--lang', lang];
  const { code, stderr } = await matura([...advise, '-o', 'plan.md', '-o', 'plan.ics'], { cwd });
  expect(code, stderr).toBe(0);
  const read = (name: string): Promise<string> => readFile(path.join(cwd, name), 'utf8');
  return {
    plan: (await read('plan.md')).replaceAll('\u00a0', ' '),
    calendar: (await read('plan.ics')).replaceAll('\r\n ', ''),
  };
}

test('the Land is inferred from a district, and the plan says so; funding of other Länder is in no table or calendar', async () => {
  const { plan, calendar } = await planFor('  district: Göppingen');
  expect(plan).toContain('Bundesland: Baden-Württemberg, geschlossen aus „Göppingen“.');
  expect(plan).not.toContain('In welchem Bundesland');
  expect(`${plan}${calendar}`).not.toMatch(/Sachsen|Saarland|Nordrhein/);
});

test('a stated Land is not inferred from the district', async () => {
  const { plan } = await planFor('  district: Göppingen\n  province: DE-SN');
  expect(plan).not.toContain('geschlossen aus');
  expect(plan).toContain('Sachsen: Zuschuss für ein Transformationsprojekt');
});

test('while the Land is open, its funding is to be clarified: it has no row, first deadline or calendar entry', async () => {
  const { plan, calendar } = await planFor('  district: Musterkreis');
  const rows = plan.split('\n').filter((line) => line.startsWith('|'));
  const lands = /Sachsen|Saarland|Nordrhein|Baden-Württemberg/;
  expect(rows.filter((row) => lands.test(row))).toEqual([]);
  expect(calendar).not.toMatch(lands);
  expect(plan.split('\n').filter((line) => lands.test(line))).toEqual([
    expect.stringMatching(/^Offen ist „Bundesland“\. Davon hängt ab: .*Sachsen/),
  ]);
  expect(plan).toMatch(/Klären: In welchem Bundesland liegt die Betriebsstätte, die das Vorhaben umsetzt\?/);
});

test('a template lists, commented out, the facts that a country’s funding needs; without the # they are answers', async () => {
  const cwd = await scratchFolder();
  const { stdout } = await matura(['template', 'quick-scan', '--lang', 'de']);
  const asked = [...stdout.matchAll(/^ {2}# (\w+): \{ state: unanswered \}/gm)].map(([, name]) => name);
  expect(asked).toEqual(expect.arrayContaining(['province', 'digitalLoan', 'digitalLoanStage', 'kmuAdvicePaid']));
  expect(stdout).toMatch(/^ {2}# Bilanzsumme .*\n {2}# {3}Nur falls: .*\n {2}balanceSheet: /m);
  expect(stdout).toMatch(/^ {2}# {3}Nur falls: Bundesland: Bayern\n {2}# bavariaInnovative: /m);
  // They follow from facts of the pack itself.
  expect(asked).not.toContain('euTurnover');
  const stated = answersOf('');
  const isStated = (line: string): boolean => stated.includes(`\n  ${/^ {2}(\w+: )/.exec(line)?.[1]}`);
  const [, facts = ''] = stdout.split(/^facts:\n|^answers:\n/m);
  const lines = facts.split('\n').filter((line) => !/^ {2}\w+: /.test(line) || !isStated(line));
  const text = stated
    .replace('facts:\n', `facts:\n${lines.join('\n')}\n`)
    .replace('# province: { state: unanswered }', 'province: DE-SN');
  await writeFile(path.join(cwd, 'scan.yaml'), text);
  const scored = await matura(['score', 'quick-scan', 'scan.yaml', '--files', 'files'], { cwd });
  expect(scored.code, scored.stderr).toBe(0);
  const advised = await matura(['recommend', 'HRB 100011 Stuttgart', '--format', 'md', '--as-of', AS_OF], { cwd });
  expect(advised.stdout).toContain('Saxony: grant for a transformation project');
  expect(advised.stdout).not.toContain('In which Land is');
});

test('without a stated loan, a plan says what a loan of its cost would bring, but neither counts nor requires it', async () => {
  const { plan, calendar } = await planFor('  district: Göppingen');
  const cost = /\*\*.* [\d.]+–([\d.]+) EUR/.exec(plan)?.[1] ?? '';
  // The law leaves e-invoices, at most 8,000 EUR, no time to wait for a loan.
  const base = Number(cost.replaceAll('.', '')) - 8000;
  const percentOf = (percent: number): string => (base * percent).toLocaleString('de-DE');
  const row = (title: string): string => plan.split('\n').find((line) => line.startsWith(`| ${title}`)) ?? '';
  const asExample = (money: string): string =>
    `${money} EUR, wenn „Förderkredit für das Vorhaben“ ${base.toLocaleString('de-DE')} EUR beträgt`;
  expect(row('Bund: KfW-Förderzuschuss zum Kredit der Stufe 2')).toContain(asExample(percentOf(0.03)));
  expect(row('Bund: KfW-Förderzuschuss zum Kredit der Stufe 3')).toContain(asExample(percentOf(0.05)));
  expect(row('Bund: ERP-Förderkredit')).toContain('| noch nicht bekannt |');
  expect(plan).not.toMatch(/25\.000\.000|7\.500\.000/);
  expect(plan).not.toMatch(/ist dieses Geld verloren/);
  expect(plan).toContain('sichere oder wahrscheinliche Förderung: keine.');
  expect(calendar).not.toContain('KfW');
});

test('a stated loan is applied for first, and its grant is that of its stage and amount', async () => {
  const { plan, calendar } = await planFor(
    '  district: Göppingen\n  digitalLoan: 100000\n  digitalLoanStage: levelUp\n  deMinimisReceived: 0',
  );
  const row = (title: string): string => plan.split('\n').find((line) => line.startsWith(`| ${title}`)) ?? '';
  // 3 % of 100,000 and 5 % of 100,000.
  expect(row('Bund: KfW-Förderzuschuss zum Kredit der Stufe 2')).toContain('| 3.000 EUR |');
  // The Land pays it on a loan of its own bank, not of KfW.
  expect(row('Baden-Württemberg: Tilgungszuschuss zum Darlehen der L-Bank')).toContain('| 5.000 EUR |');
  expect(row('Bund: ERP-Förderkredit')).toContain('| 100.000 EUR |');
  expect(plan).toMatch(/Zuerst .*KfW.* beantragen/);
  expect(calendar).toContain('KfW');
});

test('a loan higher than the cost of the plan counts only up to this cost, and the plan says so', async () => {
  const { plan } = await planFor(
    '  district: Göppingen\n  digitalLoan: 9000000\n  digitalLoanStage: levelUp\n  deMinimisReceived: 0',
  );
  expect(plan).toContain('–227.000 EUR (Richtwerte)');
  const rows = plan.split('\n').filter((line) => line.startsWith('| '));
  const row = (title: string): string => rows.find((line) => line.startsWith(`| ${title}`)) ?? '';
  expect(row('Bund: ERP-Förderkredit')).toMatch(
    /\| 219\.000 EUR .*„Förderkredit für das Vorhaben“: geplant 9\.000\.000 EUR, gerechnet nur 219\.000 EUR, weil die geförderten Maßnahmen nicht mehr kosten/,
  );
  // 3 % of 219,000: e-invoices, at most 8,000 EUR, are due by law before a loan.
  expect(row('Bund: KfW-Förderzuschuss zum Kredit der Stufe 2')).toContain('| 6.570 EUR |');
});

test('the day of a German law stands on the first page and in the calendar, with what it demands and its source', async () => {
  const { plan, calendar } = await planFor('  district: Göppingen');
  const [page] = plan.split('\n## ');
  expect(page).toMatch(
    /^E-Rechnungen an Unternehmen: fällig bis 31\. Dezember 2026, gesetzlich vorgeschrieben\. .* Deutschland: Wer im Vorjahr über 800\.000 EUR Umsatz hatte, .*Quelle: UStG § 14, § 27 \(38\), nicht mit dem Original verglichen\./m,
  );
  expect(calendar).toContain('Fällig: E-Rechnungen an Unternehmen');
  expect(calendar).toMatch(/DTSTART;VALUE=DATE:20261231\r\n(?:(?!BEGIN)[\s\S])*Wer im Vorjahr über 800/);
});

test('an Austrian plan explains no German law', async () => {
  const { plan, calendar } = await planFor('  country: AT\n  district: Linz');
  expect(`${plan}${calendar}`).not.toMatch(/Deutschland|UStG|GoBD|XRechnung/);
});

test('the advice on the L-Bank loan says to ask first whether KfW’s grant goes with it, as no source says so', async () => {
  const cwd = await scratchFolder();
  await writeFile(
    path.join(cwd, 'scan.yaml'),
    answersOf('  province: DE-BW\n  digitalLoan: 100000\n  digitalLoanStage: levelUp'),
  );
  await matura(['score', 'quick-scan', 'scan.yaml', '--as-of', AS_OF, '--files', 'files'], { cwd });
  const advise = ['recommend', 'HRB 100011 Stuttgart', '--as-of', AS_OF, '--lang', 'de', '--full', '--format', 'md'];
  const { stdout } = await matura(advise, { cwd });
  expect(stdout).toContain(
    'ob es den KfW-Zuschuss auch zu diesem Darlehen gibt oder nur zu einem eigenen Kredit der KfW',
  );
});

test('quotations needed at once are among the next steps, and no day to keep is a public holiday, or numbered as if it had not been moved', async () => {
  const { plan, calendar } = await planFor('  district: Göppingen\n  digitalLoan: 100000\n  digitalLoanStage: levelUp');
  const [, next = ''] = plan.split('### Nächste Schritte');
  expect(next.split('\n## ')[0]).toMatch(/^\d\. Sofort Angebote für Schritte? .* einholen\.$/m);
  expect(plan).toContain('| Tag 29: 31. Dezember 2026 |');
  expect(calendar).not.toMatch(/DTSTART;VALUE=DATE:2027(0101|0326|0329|0506|0517)/);
});

test('a step that a law demands too soon waits for no loan, and the plan says so; others wait, with what that costs', async () => {
  const { plan, calendar } = await planFor(
    '  district: Göppingen\n  digitalLoan: 100000\n  digitalLoanStage: levelUp\n  deMinimisReceived: 0',
  );
  expect(plan).toMatch(
    /„E-Rechnungen und Archiv“ wartet nicht auf „Bund: ERP-Förderkredit .*Kredit der Stufe 2“, weil/,
  );
  const [, card = ''] = plan.split('**E-Rechnungen und Archiv**');
  expect(card.split(/^\d+\. /m)[0]).not.toContain('Zuerst beantragen');
  // Application and quotations come before the first of the other steps, on working days.
  expect(calendar).toMatch(/DTSTART;VALUE=DATE:20261230\r\n(?:(?!BEGIN)[\s\S])*Angebote müssen vorliegen/);
  expect(plan).toMatch(
    /Zuerst „Bund: ERP-Förderkredit .* erst danach beginnen \(.*\)\. .*Wer beginnt, bevor die Zusage da ist, zahlt bei einer Absage selbst\./,
  );
  // The loss of 40,000 in a year is more in a month than the grant of 3,000.
  expect(plan).toMatch(/Dieses Geld beträgt bis zu 3\.000 EUR; .* rund 3\.300 EUR im Monat\./);
});

test.each([
  ['de', 'Antrag: Hausbank; Geld: KfW', 'Nach Fristen fragen (Hausbank; Geld: KfW und Land über L-Bank)'],
  ['en', 'pply to your bank; money from KfW', 'of the money from KfW and the Land through L-Bank: none are published'],
  ['zh', '向往来银行申请，资金来自KfW', '询问（资金来自KfW和巴登-符腾堡州（通过 L-Bank））'],
])('in %s, next steps and the calendar say where to apply and who lends or pays', async (lang, where, ask) => {
  const { plan, calendar } = await planFor(
    '  district: Göppingen\n  digitalLoan: 100000\n  digitalLoanStage: levelUp',
    lang,
  );
  const lines = plan.split('\n');
  expect(lines.filter((line) => /^\d+\. /.test(line) && line.includes(where))).toHaveLength(1);
  // The rows of the calendar for the loan and for its grant.
  expect(lines.filter((line) => line.startsWith('| ') && line.includes(where))).toHaveLength(2);
  expect(calendar.replaceAll('\\', '')).toContain(where);
  expect(plan).toContain(ask);
});
