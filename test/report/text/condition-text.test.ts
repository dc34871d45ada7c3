import { beforeAll, describe, expect, test } from 'vitest';
import type { Change, Instrument, JudgedInstrument, Unmet, Warning } from '../../../src/model/generated/types.ts';
import { amountInWords } from '../../../src/report/policy/amount-text.ts';
import { reasonsInWords, remediesInWords } from '../../../src/report/policy/instruments-section.ts';
import { changeInWords, warningInWords } from '../../../src/report/text/answer-text.ts';
import { vocabularyOf } from '../../../src/report/text/assessment-report.ts';
import { conditionInWords, onOneLine, type TextLine, unmetInWords } from '../../../src/report/text/condition-text.ts';
import type { Vocabulary } from '../../../src/report/text/vocabulary.ts';
import { EXPECTED_IN } from '../../messages.ts';
import { speak, workshop } from '../report-samples.ts';

let vocabularies: Vocabulary[];
let english: Vocabulary;

beforeAll(async () => {
  const titles = { keyScenes: { en: 'Key scenes', zh: '关键场景', de: 'Schlüsselszenarien' } };
  const report = { ...(await workshop()), titles };
  vocabularies = EXPECTED_IN.map((language) => vocabularyOf(report, speak(language)));
  [english] = vocabularies as [Vocabulary];
});

/** The words in every language, lines below others after a bar. */
function say(words: (vocabulary: Vocabulary) => string | readonly TextLine[]): string[] {
  const flat = (lines: readonly TextLine[]): string =>
    lines.map(({ text, parts = [] }) => [text, ...parts.map((part) => part.text)].join(' | ')).join(' / ');
  return vocabularies.map((vocabulary) => {
    const said = words(vocabulary);
    return typeof said === 'string' ? said : flat(said);
  });
}

const unmet = (...list: Unmet[]): string[] => say((vocabulary) => unmetInWords(list, vocabulary));
const fails = (part: Omit<Unmet, 'truth'>): Unmet => ({ ...part, truth: 'fails' });
const open = (part: Omit<Unmet, 'truth'>): Unmet => ({ ...part, truth: 'undecided' });

describe('a requirement that is not met', () => {
  test('a list member already named by an earlier unmet requirement is only counted in the next one', () => {
    const members = (...names: string[]) => names.map((name) => ({ name, has: 1, truth: 'fails' as const }));
    const needs = { keyword: 'minContains' as const, has: 0, needs: 2, test: { minimum: 2 } };
    const lists = unmet(
      fails({ ...needs, name: 'scenes', members: members('planning', 'quality') }),
      fails({ ...needs, name: 'keyScenes', members: members('planning', 'upkeep') }),
    );
    expect(lists.map((text) => text.split(' / ')[1]?.split(/[;；]/)[1])).toEqual([
      ' closest: one of those above and Upkeep (1)',
      '最接近的是上述1项和维护（一级）',
      ' am nächsten dran: einer der oben genannten Punkte und Instandhaltung (1)',
    ]);
  });

  test('an unmet requirement on a score states value, requirement and difference', () => {
    expect(unmet(fails({ name: 'total', keyword: 'minimum', has: 48.4, needs: 60 }))).toEqual([
      'Total is 48.4 but needs 60: 11.6 more',
      '总分为48.4，需达到60，还差11.6',
      'Gesamt: 48,4 von nötigen 60, Rückstand 11,6',
    ]);
  });

  test('a score just below its gate is printed with enough digits to differ', () => {
    expect(unmet(fails({ name: 'total', keyword: 'minimum', has: 59.996, needs: 60 }))[0]).toBe(
      'Total is 59.996 but needs 60: 0.004 more',
    );
    expect(unmet(fails({ name: 'total', keyword: 'minimum', has: 45.25, needs: 60 }))[0]).toBe(
      'Total is 45.3 but needs 60: 14.7 more',
    );
    expect(unmet(fails({ name: 'total', keyword: 'minimum', has: 60, needs: 60 }))[0]).toBe(
      'Total is just under the 60 it needs',
    );
  });

  test('an unmet requirement on a score without a value says that it has none', () => {
    expect(unmet(fails({ name: 'total', keyword: 'minimum', has: null, needs: 60 }))).toEqual([
      'Total: no value; needed: at least 60',
      '总分：无数值；要求：不低于60',
      'Gesamt: kein Wert; verlangt: mindestens 60',
    ]);
  });

  test('an unmet requirement on a question that is not asked says that it is not asked', () => {
    expect(unmet(fails({ name: 'employees', keyword: 'minimum', has: null, notAsked: true, needs: 3 }))).toEqual([
      'Employees: not asked; needed: at least 3 persons',
      '员工人数：未询问；要求：不低于3人',
      'Beschäftigte: nicht gefragt; verlangt: mindestens 3\u00a0Personen',
    ]);
  });

  test('an unmet requirement on a score that equals or exceeds its bound states both', () => {
    expect(unmet(fails({ name: 'total', keyword: 'exclusiveMinimum', has: 60, needs: 60 }))[0]).toBe(
      'Total: 60; needed: more than 60',
    );
    expect(unmet(fails({ name: 'total', keyword: 'maximum', has: 70, needs: 60 }))[0]).toBe(
      'Total: 70; needed: at most 60',
    );
  });

  test('an unmet requirement on a list states how many are missing, and the closest members', () => {
    const list = fails({
      name: 'keyScenes',
      keyword: 'minContains',
      needs: 3,
      has: 1,
      test: { minimum: 3 },
      members: [
        { name: 'planning', truth: 'fails', has: 2 },
        { name: 'energy', truth: 'undecided' },
        { name: 'quality', truth: 'fails', has: null },
        { name: 'upkeep', truth: 'fails', has: 0 },
      ],
    });
    expect(unmet(list)).toEqual([
      'Key scenes at level 3 or higher: 1 of 3 needed; closest: Planning (2), Energy (open), Quality (not applicable) and 1 more',
      '关键场景达到三级及以上的有1项，需要3项；最接近的是计划（二级）、能耗（待定）、质量（不适用），另有1项',
      'Schlüsselszenarien auf Stufe 3 oder höher: 1 von 3 nötigen; am nächsten dran: Planung (2), Energie (offen), Qualität (nicht zutreffend) und 1 weitere',
    ]);
  });

  test('an unmet requirement on a list with open members states the possible range', () => {
    const list = {
      name: 'keyScenes',
      keyword: 'minContains',
      needs: 3,
      has: 1,
      lowest: 1,
      highest: 4,
      test: { minimum: 3 },
    };
    expect(unmet(open(list))).toEqual([
      'To be clarified: Key scenes at level 3 or higher: 1–4 possible, 3 needed',
      '待定：关键场景达到三级及以上的可能有1～4项，需要3项',
      'Noch zu klären: Schlüsselszenarien auf Stufe 3 oder höher: 1–4 möglich, 3 nötig',
    ]);
  });

  test('an unmet requirement on every member, or on a maximum of members, states what is needed or allowed', () => {
    const members = [{ name: 'upkeep', truth: 'fails', has: 2 } as const];
    expect(unmet(fails({ name: 'keyScenes', keyword: 'items', test: { minimum: 4 }, members }))).toEqual([
      'Key scenes: every item needs level 4 or higher; not yet: Upkeep (2)',
      '关键场景须逐项满足“四级及以上”；尚未达到的是维护（二级）',
      'Schlüsselszenarien: durchweg Stufe 4 oder höher nötig; noch nicht so weit: Instandhaltung (2)',
    ]);
    const many = { name: 'keyScenes', keyword: 'maxContains', needs: 1, has: 2, test: { maximum: 1 } };
    expect(unmet(fails(many))[0]).toBe('Key scenes (level 1 or lower): 2, at most 1 allowed');
  });

  test('an unmet requirement on a choice names the options', () => {
    const size = { name: 'size', keyword: 'enum', needs: ['small', 'medium'] };
    expect(unmet(fails({ ...size, has: 'large' }))).toEqual([
      'Size class: Large; needed: Small or Medium',
      '企业规模：大型；要求：小型或中型',
      'Größenklasse: Groß; verlangt: Klein oder Mittel',
    ]);
    expect(unmet(open(size))).toEqual([
      'To be clarified: Size class (needed: Small or Medium)',
      '待定：企业规模（要求：小型或中型）',
      'Noch zu klären: Größenklasse (verlangt: Klein oder Mittel)',
    ]);
    const total = { name: 'total', keyword: 'minimum', lowest: 43.4, highest: 59.99, needs: 60 } as const;
    const labelled = (...list: Unmet[]): string[] =>
      say((vocabulary) => unmetInWords(list, { ...vocabulary, isClarifying: true }));
    expect([labelled(open(size)), labelled(open(total))]).toEqual([
      [
        'Size class (needed: Small or Medium)',
        '企业规模（要求：小型或中型）',
        'Größenklasse (verlangt: Klein oder Mittel)',
      ],
      [
        'Total (43.4–59.99 possible; needed: at least 60)',
        expect.stringContaining('59.99'),
        expect.stringContaining('59,99'),
      ],
    ]);
  });

  test('an unmet requirement on a fact has its unit, or is phrased as its question', () => {
    expect(unmet(fails({ name: 'employees', keyword: 'minimum', has: 12, needs: 100 }))).toEqual([
      'Employees: 12 persons; needed: at least 100 persons',
      '员工人数：12人；要求：不低于100人',
      'Beschäftigte: 12\u00a0Personen; verlangt: mindestens 100\u00a0Personen',
    ]);
    expect(unmet(fails({ name: 'zone', keyword: 'const', has: false, needs: true }))).toEqual([
      'Is the enterprise in the zone? Answer: no; needed: yes',
      '企业是否位于园区？回答：否；要求：是',
      'Liegt das Unternehmen in der Zone? Antwort: nein; verlangt: ja',
    ]);
  });

  test('an unmet requirement on an open score states what is to be clarified', () => {
    expect(unmet(open({ name: 'total', keyword: 'minimum', needs: 60, lowest: 43.44, highest: 59.99 }))).toEqual([
      'To be clarified: Total (43.4–59.99 possible; needed: at least 60)',
      '待定：总分（可能为43.4～59.99；要求：不低于60）',
      'Noch zu klären: Gesamt (möglich: 43,4–59,99; verlangt: mindestens 60)',
    ]);
  });

  test('an unmet requirement on options names those required and those excluded', () => {
    const security = { name: 'security', keyword: 'minContains', needs: 1, has: 0, test: { const: 'backup' } };
    expect(unmet(fails(security))).toEqual([
      'Security: “Tested backups” is missing',
      '安全：缺少“经过恢复演练的备份”',
      'Sicherheit: Es fehlt „Geprobte Sicherungen“',
    ]);
    const not = { name: 'network', keyword: 'not', has: 'none', test: { const: 'none' } };
    expect(unmet(fails(not))[0]).toBe('Network: Not at all; needed: other than Not at all');
    const whole = { name: 'security', keyword: 'not', has: ['rules'], test: { not: { contains: { const: 'rules' } } } };
    expect(unmet(fails(whole))[0]).toBe('Security: Written rules; needed: without Written rules');
  });

  test('an unmet requirement of alternatives says that one is enough', () => {
    const [first, second] = [
      fails({ name: 'network', keyword: 'enum', has: 'some', needs: ['all'], alternative: 1 }),
      fails({ name: 'total', keyword: 'minimum', has: 48.4, needs: 60, alternative: 1 }),
    ];
    const third = fails({ name: 'level', keyword: 'minimum', has: null, needs: 1, alternative: 2 });
    const plain = fails({ name: 'planning', keyword: 'minimum', has: 1, needs: 2 });
    expect(unmet(plain, first, second, third, plain)).toEqual([
      'Planning: 1; needed: level 2 or higher / One of these is enough: | Network: Some of them; needed: All of them; and Total is 48.4 but needs 60: 11.6 more | Workshop level: no level reached; needed: level 1 or higher / Planning: 1; needed: level 2 or higher',
      '计划：一级；要求：二级及以上 / 满足以下任意一项即可： | 网络：部分联网；要求：全部联网；并且总分为48.4，需达到60，还差11.6 | 车间等级：未达到任何等级；要求：一级及以上 / 计划：一级；要求：二级及以上',
      'Planung: 1; verlangt: Stufe 2 oder höher / Eines davon genügt: | Netz: Teilweise; verlangt: Alle; und Gesamt: 48,4 von nötigen 60, Rückstand 11,6 | Werkstattstufe: keine Stufe erreicht; verlangt: Stufe 1 oder höher / Planung: 1; verlangt: Stufe 2 oder höher',
    ]);
  });

  test('alternatives without room for a list are named on one line', () => {
    const line: TextLine = { text: 'One of these is enough:', parts: [{ text: 'A' }, { text: 'B' }] };
    const written = vocabularies.map(({ messages }) => onOneLine(line, messages.numbers));
    expect(written).toContain('One of these is enough: A; B');
    expect(onOneLine({ text: 'C' }, english.messages.numbers)).toBe('C');
  });

  test('an unmet requirement names an object without a title by its id', () => {
    expect(unmet(fails({ name: 'dataQuality', keyword: 'minimum', has: 1, needs: 2 }))[0]).toBe(
      'Data quality: 1; needed: at least 2',
    );
    expect(unmet(fails({ name: 'constructor', keyword: 'const', has: 'toString', needs: '__proto__' }))[0]).toBe(
      'Constructor: toString; needed: __proto__',
    );
  });
});

describe('an amount', () => {
  const amount = (rule: Instrument['amount']): string[] => say((vocabulary) => amountInWords(rule, 'CNY', vocabulary));

  test('an unpublished amount is described as unpublished', () => {
    expect(amount(null)).toEqual([
      'set by the office: no amount is published',
      '由主管部门确定：未公布金额',
      'von der Förderstelle festgelegt; es ist kein Betrag veröffentlicht',
    ]);
  });

  test('an amount is described as a share of the cost with a cap', () => {
    expect(amount({ sum: { cost: 0.5 }, cap: 1_000_000 })).toEqual([
      '50% of the cost of the covered measures, at most 1,000,000 CNY',
      '所支持措施费用的50%，最高100万元',
      '50\u00a0% der Kosten der geförderten Maßnahmen, höchstens 1.000.000\u00a0CNY',
    ]);
  });

  test('an amount is described as a fixed sum per unit', () => {
    expect(amount({ sum: { suppliers: 100_000 }, cap: 1_000_000 })).toEqual([
      '100,000 CNY for each one counted under “Suppliers brought along”, at most 1,000,000 CNY',
      '按“带动的配套企业数”所填数量，每个10万元，最高100万元',
      '100.000\u00a0CNY je Fall, der unter „Mitgenommene Zulieferer“ gezählt ist, höchstens 1.000.000\u00a0CNY',
    ]);
  });

  test('an amount is described as a share of a figure or of the interest, or as fixed', () => {
    expect(amount({ sum: { loan: 0.015 } })[0]).toBe('1.5% of the figure given for “Loan”');
    expect(amount({ sum: { interest: 0.9 } })).toEqual([
      '90% of the interest on the loan',
      '贷款利息的90%',
      '90\u00a0% der Kreditzinsen',
    ]);
    expect(amount(12_500)).toEqual(['12,500 CNY', '1.25万元', '12.500\u00a0CNY']);
  });

  test('an amount is described as a rate that a fact gives, up to what a ceiling leaves', () => {
    const left = { sum: { ceiling: { value: 300_000 }, loan: -1 }, floor: 0 };
    expect(amount({ sum: { cost: 'suppliers' }, cap: left })).toEqual([
      'cost of the covered measures × Suppliers brought along, at most 300,000 CNY less the figure given for “Loan”',
      '所支持措施的费用 × 带动的配套企业数，最高30万元减去“贷款本金”所填金额',
      'Kosten der geförderten Maßnahmen × Mitgenommene Zulieferer, höchstens 300.000\u00a0CNY abzüglich Betrag aus „Kredit“',
    ]);
  });

  test('an amount is described by level, by case, and as the lowest of several', () => {
    const steps = { of: 'level', steps: { '3': '600000', '2': '300000', '10': '1000000' } };
    expect(amount({ sum: { cost: 0.5 }, cap: steps })).toEqual([
      '50% of the cost of the covered measures, at most 300,000 CNY (Workshop level: level 2 or higher); 600,000 CNY (Workshop level: level 3 or higher); 1,000,000 CNY (Workshop level: level 10 or higher)',
      '所支持措施费用的50%，最高30万元（车间等级：二级及以上）；60万元（车间等级：三级及以上）；100万元（车间等级：10级及以上）',
      '50\u00a0% der Kosten der geförderten Maßnahmen, höchstens 300.000\u00a0CNY (Werkstattstufe: Stufe 2 oder höher); 600.000\u00a0CNY (Werkstattstufe: Stufe 3 oder höher); 1.000.000\u00a0CNY (Werkstattstufe: Stufe 10 oder höher)',
    ]);
    const cases = { first: [{ value: '5000', when: { zone: { const: 'true' } } }, { value: '2000' }] };
    expect(amount(cases)[0]).toBe('5,000 CNY (Is the enterprise in the zone? – yes); otherwise 2,000 CNY');
    expect(amount({ min: { cost: 0.2, loan: 0.5 } })[0]).toBe(
      'the lowest of: 20% of the cost of the covered measures; 50% of the figure given for “Loan”',
    );
  });
});

describe('a condition', () => {
  test('a condition is described with all its parts', () => {
    const condition = {
      total: { minimum: 60, maximum: 80 },
      security: { contains: { const: 'backup' } },
      keyScenes: { contains: { minimum: 2 }, minContains: 3 },
      anyOf: [{ zone: { const: 'true' } }, { network: { not: { enum: ['none', 'some'] } } }],
      not: { size: { const: 'large' } },
    };
    expect(say((vocabulary) => conditionInWords(condition, vocabulary))).toEqual([
      'Total: at least 60 and at most 80; Security: including Tested backups; Key scenes: at least 3 with level 2 or higher; Is the enterprise in the zone? – yes or Network: other than Not at all or Some of them; not the case that Size class: Large',
      '总分：不低于60和不超过80；安全：包含经过恢复演练的备份；关键场景：至少3项为二级及以上；企业是否位于园区？——是或网络：不是未联网或部分联网；不属于以下情形：企业规模：大型',
      'Gesamt: mindestens 60 und höchstens 80; Sicherheit: darunter Geprobte Sicherungen; Schlüsselszenarien: mindestens 3 mit Stufe 2 oder höher; Liegt das Unternehmen in der Zone? – ja oder Netz: etwas anderes als Gar nicht oder Teilweise; trifft nicht zu: Größenklasse: Groß',
    ]);
  });
});

describe('a refused instrument', () => {
  const judged = (reasons: JudgedInstrument['reasons']): JudgedInstrument => ({
    id: 'robots',
    policy: 'town',
    verdict: 'refused',
    reasons,
  });
  const robots: Instrument = { id: 'robots', title: 'Robots', type: 'subsidy', covers: ['equipment'], amount: null };

  test('a refused instrument says why, and what would change it', () => {
    const size = fails({ name: 'size', keyword: 'enum', has: 'large', needs: ['small'] });
    const level = fails({ name: 'level', keyword: 'minimum', has: 2, needs: 3 });
    const reasons = judged([
      { kind: 'expired', date: '2025-12-31' },
      { kind: 'not-yet-valid', date: '2027-01-01' },
      { kind: 'when', unmet: size },
      { kind: 'after', unmet: level },
      { kind: 'covers-nothing' },
    ]);
    expect(say((vocabulary) => reasonsInWords(reasons, vocabulary))).toEqual([
      'no longer in force; the last day was 31 December 2025 / not in force before 1 January 2027 / it pays for none of the recommended measures / Size class: Large; needed: Small / once the measures are done: Workshop level: 2; needed: level 3 or higher',
      '已失效，有效期截至2025年12月31日 / 2027年1月1日起才生效 / 建议的措施均不在该项资金的支持范围内 / 企业规模：大型；要求：小型 / 措施完成后：车间等级：二级；要求：三级及以上',
      'gilt nicht mehr; letzter Tag war der 31. Dezember 2025 / gilt erst ab 1. Januar 2027 / keine der empfohlenen Maßnahmen wird damit gefördert / Größenklasse: Groß; verlangt: Klein / nach Umsetzung der Maßnahmen: Werkstattstufe: 2; verlangt: Stufe 3 oder höher',
    ]);
    const catalogue = [
      { id: 'a', title: 'Robot arm', achieves: {}, tags: ['equipment'] },
      { id: 'b', title: 'Course', achieves: {}, tags: ['training'] },
    ];
    expect(remediesInWords(reasons, robots, catalogue, english)).toEqual([
      'an extension or a successor; ask the office',
      'an application on or after 1 January 2027',
      'a plan with a measure it pays for, such as “Robot arm”',
    ]);
  });
});

test('a condition that fails is named before one that is open, also beside alternatives', () => {
  const size = fails({ name: 'size', keyword: 'enum', has: 'large', needs: ['small'] });
  const level = fails({ name: 'level', keyword: 'minimum', has: 2, needs: 3 });
  const zone = { name: 'zone', keyword: 'const', truth: 'undecided' as const, needs: true };
  const total = { ...zone, name: 'total', keyword: 'minimum', needs: 60 };
  const reasons: JudgedInstrument['reasons'] = [
    { kind: 'when', unmet: { ...zone, alternative: 1 } },
    { kind: 'when', unmet: { ...size, alternative: 2 } },
    { kind: 'when', unmet: total },
    { kind: 'when', unmet: size },
    { kind: 'after', unmet: level },
  ];
  const lines = reasonsInWords({ id: 'robots', policy: 'town', verdict: 'refused', reasons }, english);
  expect(lines.map(({ text, parts = [] }) => [text, parts.length])).toEqual([
    ['Size class: Large; needed: Small', 0],
    ['once the measures are done: Workshop level: 2; needed: level 3 or higher', 0],
    ['One of these is enough:', 2],
    ['To be clarified: Total (needed: at least 60)', 0],
  ]);
});

describe('a warning', () => {
  const warning = (one: Warning): string[] => say((vocabulary) => warningInWords(one, vocabulary));

  test('a warning of each kind is described', () => {
    expect(warning({ code: 'derived-contradicted', name: 'delivery', stated: 'low', derived: 'high' })).toEqual([
      'Delivery: “up to 90%” was stated, but the figures give “above 90%”; what was stated counts',
      '交付：填报为“不超过90%”，但按所填数据推算为“超过90%”；以填报为准',
      'Lieferung: Angegeben ist „bis 90 %“, aus den Zahlen folgt „über 90 %“; es gilt die Angabe',
    ]);
    expect(warning({ code: 'evidence-missing', name: 'security' })[1]).toBe('安全：要求提供证据，尚未登记');
    expect(warning({ code: 'not-asked', name: 'energy' })[2]).toBe(
      'Energie: für dieses Unternehmen nicht gefragt; die Antwort bleibt erhalten, zählt aber nicht',
    );
    expect(warning({ code: 'derived-out-of-range', name: 'employees', derived: -3 })[0]).toBe(
      'Employees: the figures contradict each other (they give −3 persons), so the answer is left open; please check the figures',
    );
    expect(warning({ code: 'out-of-scope', text: { en: 'For workshops.', de: 'Für Werkstätten.' } })).toEqual([
      'For workshops.',
      'For workshops.',
      'Für Werkstätten.',
    ]);
  });
});

describe('what a measure changes', () => {
  const change = (one: Change): string[] => say((vocabulary) => changeInWords(one, vocabulary));

  test('a change to an open answer is written with the least value that it reaches, and an expected effect is marked', () => {
    expect(change({ name: 'planning', to: 3, atLeast: true })).toEqual([
      'Planning: → at least 3',
      '计划：→ 至少三级',
      'Planung: → mindestens 3',
    ]);
    expect(change({ name: 'network', from: 'some', to: 'all', expected: true })).toEqual([
      'Network: “Some of them” → “All of them” (expected)',
      '网络：“部分联网” → “全部联网”（预期效果）',
      'Netz: „Teilweise“ → „Alle“ (erwartet)',
    ]);
  });

  test('a change is described for a level, an option, added options and a number', () => {
    expect(change({ name: 'planning', from: 2, to: 3 })).toEqual([
      'Planning: 2 → 3',
      '计划：二级 → 三级',
      'Planung: 2 → 3',
    ]);
    expect(change({ name: 'planning', to: 3 })[0]).toBe('Planning: → 3');
    expect(change({ name: 'network', to: 'all' })[0]).toBe('Network: → “All of them”');
    expect(change({ name: 'network', from: 'some', to: 'all' })[0]).toBe('Network: “Some of them” → “All of them”');
    expect(change({ name: 'security', from: ['rules'], to: ['rules', 'backup'] })).toEqual([
      'Security: + “Tested backups”',
      '安全：新增“经过恢复演练的备份”',
      'Sicherheit: + „Geprobte Sicherungen“',
    ]);
  });
});

test('a fact is named by its title, and asked for with its text', () => {
  expect(say((vocabulary) => vocabulary.titleOf('loan'))).toEqual(['Loan', '贷款本金', 'Kredit']);
  expect(say((vocabulary) => vocabulary.promptOf('loan'))[0]).toBe('How large is the loan (in yuan)?');
});
