import { describe, expect, test } from 'vitest';
import {
  endsInPointsRange,
  readMaxChosen,
  readMaxPoints,
  readOptionTexts,
  readPointsByLetter,
  readPointsPerOption,
  splitCell,
} from '../../src/app/forms/option-texts.ts';
import { columnOfHeading, optionHeading } from '../../src/app/forms/workbook-words.ts';

/** Options as `text=points`, the points left out where there are none. */
function read(texts: readonly string[]): string[] {
  return readOptionTexts(texts).map(({ text, points }) => (points === undefined ? text : `${text}=${points}`));
}

describe('options in one cell', () => {
  test.each([
    ['无；有', ['无', '有']],
    ['A.没有 B.部分，含A类 C.全部', ['A.没有', 'B.部分，含A类', 'C.全部']],
    ['A.有制度；已落实\nB.没有；没有计划', ['A.有制度；已落实', 'B.没有；没有计划']],
    ['①ERP②MES', ['①ERP', '②MES']],
    ['□ERP □MES', ['ERP', 'MES']],
    ['1、5G 2、WiFi6 3、无', ['1、5G', '2、WiFi6', '3、无']],
    ['A. Use of CRM. B. None', ['A. Use of CRM.', 'B. None']],
    ['没有/部分', ['没有/部分']],
  ])('options are read from one cell: %j', (cell, options) => {
    expect(splitCell(cell)).toEqual(options);
  });
});

describe('points in the texts of options', () => {
  test.each([
    [
      ['没有（0分）', '有（１０分）'],
      ['没有=0', '有=10'],
    ],
    [
      ['没有，得0分', '有，得2.5分。'],
      ['没有=0', '有=2.5'],
    ],
    [
      ['0分：没有', '5分：5分钟内响应'],
      ['没有=0', '5分钟内响应=5'],
    ],
    [
      ['none (0)', 'some (5)'],
      ['none=0', 'some=5'],
    ],
    [
      ['since (2019)', 'never'],
      ['since (2019)', 'never'],
    ],
    [
      ['keine – 0 Punkte', 'alle (2,5 P.)'],
      ['keine=0', 'alle=2.5'],
    ],
    [
      ['不发生（0分）', '发生（-5分）'],
      ['不发生=0', '发生=-5'],
    ],
    [
      ['0. none', '3. some', '5. all'],
      ['none=0', 'some=3', 'all=5'],
    ],
    [
      ['1. none', '2. some'],
      ['none', 'some'],
    ],
    [
      ['达到60分', '达到90分'],
      ['达到60分', '达到90分'],
    ],
    [['基本满足 3-5分'], ['基本满足 3-5分']],
    [['（3—5分）'], ['（3—5分）']],
  ])('points are read from the texts of options: %j', (texts, options) => {
    expect(read(texts)).toEqual(options);
  });

  test('a span of points is recognised as a range, not read as a number', () => {
    expect(['有（3—5分）', '有 3~5分', '有（5分）'].map(endsInPointsRange)).toEqual([true, true, false]);
  });

  test('points by letter, points per option and a maximum are read from scoring rules', () => {
    expect([...readPointsByLetter('选A得0分，选B得2.5分；C：5分')]).toEqual([
      ['A', 0],
      ['B', 2.5],
      ['C', 5],
    ]);
    expect([...readPointsByLetter('a=0, b=5')].flat()).toEqual(['A', 0, 'B', 5]);
    expect(['每选一项得3分', '2 points each', 'je Antwort 2 Punkte', '得3分'].map(readPointsPerOption)).toEqual([
      3,
      2,
      2,
      undefined,
    ]);
    expect(['最高10分', 'at most 10 points', 'höchstens 10 Punkte', '最多选3项'].map(readMaxPoints)).toEqual([
      10,
      10,
      10,
      undefined,
    ]);
    expect(readMaxChosen('主要系统（最多选3项）')).toBe(3);
  });

  test('texts of a million characters are read in linear time', () => {
    const long = ['（', '-', ' ', 'A', '1', '每'].map((sign) => sign.repeat(1_000_000));
    for (const text of long) {
      readOptionTexts([text, text]);
      splitCell(text);
      readPointsByLetter(text);
      readPointsPerOption(text);
      readMaxPoints(text);
      columnOfHeading(text);
      optionHeading(text);
    }
  });
});

test.each([
  ['一级指标', 'section', undefined],
  ['分值（满分）', 'fullMark', undefined],
  ['权重（%）', 'weight', undefined],
  ['Antworttyp', 'type', undefined],
  ['Level 3: Integrated', undefined, { kind: 'level', number: 3 }],
  ['三级（50%）', undefined, { kind: 'level', number: 3, share: 0.5 }],
  ['Stufe IV', undefined, { kind: 'level', number: 4 }],
  ['选项Ｂ', undefined, { kind: 'letter', number: 2 }],
  ['5 Punkte', undefined, { kind: 'points', number: 5 }],
  ['二级指标', 'group', undefined],
  ['Levels of detail', undefined, undefined],
])('the heading %s of a workbook is recognised', (heading, column, option) => {
  expect([columnOfHeading(heading), optionHeading(heading)]).toEqual([column, option]);
});
