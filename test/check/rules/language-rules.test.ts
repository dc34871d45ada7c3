import { describe, expect, test } from 'vitest';
import type { Example } from '../../../src/check/rule-definition.ts';
import { problemInEnglish } from '../../messages.ts';
import { codesIn, findProblemsIn } from './find-problems.ts';
import { samplePolicy, sampleQuestionnaire, sampleRubric } from './sample-documents.ts';

/** A pack of some languages with one question of that text. */
function askedIn(languages: string, text: string, policy?: string): Example {
  const asked = sampleQuestionnaire(
    `      - { id: erp, type: scale, maximum: 4, text: ${text} }`,
    policy === undefined ? '' : 'policy: town\n',
  );
  return {
    'questionnaire.yaml': asked
      .replace('languages: [en]', `languages: [${languages}]`)
      .replace('title: A small pack', 'title: Pack'),
    'rubric.yaml': sampleRubric('scores: { tools: sum }'),
    ...(policy === undefined
      ? {}
      : { 'policies/town.yaml': samplePolicy('').replace('title: A small town', `title: ${policy}`) }),
  };
}

describe('the years that a text names', () => {
  test.each([
    ['years in a help', 'How far?', 'From {year-9} to {year}, or {year-1}.', []],
    ['a year that no help may name', 'How far?', 'In {year-10} or {year+1}.', ['M510']],
    ['another placeholder in a help', 'How far?', 'State {name}.', ['M510']],
    ['a year in what is asked', 'How far in {year-1}?', 'See the orders.', ['M510']],
    ['braces that name no year', 'Is it {a} or {b}?', 'The set {1, 2}.', []],
  ])('the years that a text names are found: %s', async (_, text, help, codes) => {
    const question = `      - { id: erp, type: scale, maximum: 4, text: "${text}", help: "${help}" }`;
    const example = {
      'questionnaire.yaml': sampleQuestionnaire(question),
      'rubric.yaml': sampleRubric('scores: { tools: sum }'),
    };
    expect(await codesIn(example)).toEqual(codes);
  });
});

describe('translated texts', () => {
  test.each([
    ['one string in a pack of one language', 'zh', '数据如何保护？', []],
    ['a name for all languages', 'zh, en', 'ERP', []],
    ['a number for all languages', 'zh, en', '"10–20 %"', []],
    ['a name in Chinese for all languages', 'zh, en', '数智券', ['M501']],
    ['a sentence for all languages', 'en, de', 'How far does it reach?', ['M501']],
    ['a language by another region', 'zh-CN, en', '{ zh: 数据, en: Data }', []],
    ['a language in another spelling', 'zh-cn, en', '{ ZH_Hans: 数据, en: Data }', []],
    ['all but the second', 'zh, en, de', '{ zh: 数据, de: Daten }', ['M501']],
    ['all but the first', 'zh, en', '{ en: Data }', ['M506']],
    ['all but the last two', 'zh, en, de', '{ zh: 数据 }', ['M501', 'M501']],
  ])('a text is judged to be translated or not: %s', async (_, languages, text, codes) => {
    expect(await codesIn(askedIn(languages, text))).toEqual(codes);
  });

  test('missing translations give one finding per language and document, which states the share missing', async () => {
    const questions = ['a', 'b', 'c', 'd'].map(
      (id) => `      - { id: ${id}, type: scale, maximum: 4, text: { en: Text ${id} } }`,
    );
    const example: Example = {
      'questionnaire.yaml': sampleQuestionnaire(questions.join('\n'))
        .replace('[en]', '[en, de]')
        .replace('A small pack', 'Pack'),
      'rubric.yaml': sampleRubric('scores: { tools: sum }'),
    };
    const [found, ...others] = (await findProblemsIn(example)).filter(({ code }) => code === 'M501');
    expect(others).toEqual([]);
    expect(found && problemInEnglish(found)).toBe(
      'the translation into "de" is missing in 4 of 5 texts (80 %); the first of these texts is here',
    );
    expect(found?.line).toBe(10);
  });

  test('a policy must have all languages of its pack, and may have more', async () => {
    expect(await codesIn(askedIn('en', 'Data', '{ en: Our town, fr: Notre ville }'))).toEqual([]);
    expect(await codesIn(askedIn('en, de', '{ en: Data, de: Daten }', '{ de: Unsere Stadt }'))).toEqual(['M501']);
  });
});

describe('texts that are the same in two languages', () => {
  test.each([
    ['a name', '{ en: SAP Business One, de: SAP Business One }', []],
    ['four words', '{ en: The new digital plan, de: The  new digital plan }', ['M502']],
    ['Chinese characters', '{ zh: 数据, en: 数据 }', ['M502']],
    ['a number', '{ zh: 10 %, en: 10 % }', []],
    ['two regions of one language', '{ en: Something to be said twice, en-GB: Something to be said twice }', []],
  ])('untranslated copies of a text are found: %s', async (_, text, codes) => {
    const [first, second] = text.match(/[a-z]{2}(?=(-GB)?:)/g) as string[];
    const languages = [...new Set([first, second])].join(', ');
    expect(await codesIn(askedIn(languages, text))).toEqual(codes);
  });
});

test.each([
  ['the same ones in another order', '{ en: "{a} of {b}", de: "{b} davon {a}" }', []],
  ['one is missing', '{ en: "{a} of {b}", de: "davon {a}" }', ['M503']],
  ['braces that hold no name', '{ en: "{ } and {1}", de: "nichts" }', []],
])('differing placeholders are found: %s', async (_, text, codes) => {
  expect(await codesIn(askedIn('en, de', text))).toEqual(codes);
});

describe('options that fit a terminal', () => {
  const option = (text: string): Example => ({
    'questionnaire.yaml': sampleQuestionnaire(
      `      - { id: erp, type: single, options: [{ id: none }, { id: full, text: ${text} }] }`,
    ).replace('[en]', '[zh]'),
    'rubric.yaml': sampleRubric('points: { erp: { none: 0, full: 1 } }\nscores: { tools: sum }'),
  });

  test.each([
    [296, 'x', []],
    [297, 'x', ['M504']],
    [148, '字', []],
    [149, '字', ['M504']],
  ])('an option text too long for a terminal is found: %i times the character %s', async (times, character, codes) => {
    expect(await codesIn(option(character.repeat(times)))).toEqual(codes);
  });

  test('scale labels too long for a terminal are found, as options are', async () => {
    const labelled = (length: number): Example => ({
      'questionnaire.yaml': sampleQuestionnaire(
        `      - { id: erp, type: scale, maximum: 1, labels: { 0: No, 1: ${'x'.repeat(length)} } }`,
      ),
      'rubric.yaml': sampleRubric('scores: { tools: sum }'),
    });
    expect(await codesIn(labelled(296))).toEqual([]);
    expect(await codesIn(labelled(297))).toEqual(['M504']);
  });

  test('long help texts are not reported', async () => {
    expect(await codesIn(option(`Yes, help: ${'x'.repeat(900)}`))).toEqual([]);
  });
});

test('a language used in texts but not listed by the questionnaire is reported once per document', async () => {
  const example = askedIn('en', '{ en: Data, de: Daten, fr: Données }');
  const twice = {
    ...example,
    'rubric.yaml': sampleRubric('titles: { a: { en: A, de: B } }\nlists: { a: [erp] }\nscores: { tools: sum }'),
  };
  expect(await codesIn(twice)).toEqual(['M505', 'M505', 'M505']);
});

describe('M508, numbers that differ between languages', () => {
  test.each([
    ['another percentage', 'at least 60 %', '至少 50 %', ['M508']],
    ['a percentage a tenth as large', 'at least 60 %', '至少 6%', ['M508']],
    ['another number', 'within 5 days', '3天内', ['M508']],
    ['one of several', '10 % to 20 %, at most 300,000', '10%至25%，最高30万', ['M508']],
    ['the same in other words', 'within 5 days, 12.50 % of 1,500,000', '五天内，150万的12.5%', []],
    ['a unit of its own', 'CNY 35 million', '3500万元', []],
    ['a number in words', 'two of 3', '3个中的两个', []],
    ['another in words in each', 'four of them pay 3 to 4 %', '4家按3%至4%支付', []],
    ['names of things', '5S and ISO 9001, less than 2 %', '5S、ISO9001，百分之二以内', []],
    ['days', 'until 31 January 2026', '2026-1-31止', []],
    ['full-width digits', '60 %', '６０％', []],
  ])('numbers that differ between languages are found (M508): %s', async (_, en, zh, codes) => {
    expect(await codesIn(askedIn('en, zh', `{ en: "${en}", zh: "${zh}" }`))).toEqual(codes);
  });

  test('numbers in German dates and with German separators are compared by value (M508)', async () => {
    expect(await codesIn(askedIn('en, de', '{ en: By 31 January, de: Bis 31.1. }'))).toEqual([]);
    expect(await codesIn(askedIn('en, de', '{ en: "2.5 of 1,000", de: "2,5 von 1.000" }'))).toEqual([]);
    expect(await codesIn(askedIn('en, de', '{ en: "2.5 of 1,000", de: "3,5 von 1.000" }'))).toEqual(['M508']);
  });

  test('M508 compares every pair of languages', async () => {
    const found = await findProblemsIn(askedIn('zh, en, de', '{ zh: 三个, en: Of 3 plants, de: Von 4 Werken }'));
    expect(found.map((problem) => [problem.code, problemInEnglish(problem)])).toEqual([
      ['M508', 'the numbers differ between languages: de 4, en 3'],
    ]);
  });
});
