import { describe, expect, test } from 'vitest';
import { factLabel, questionLabels, readableId } from '../../../src/report/text/vocabulary.ts';

describe('the shortest name of a question', () => {
  test.each([
    ['Data capture: where are data captured?', 'Data capture'],
    ['数据采集：哪些环节已实现？', '数据采集'],
    ['How are the machines connected?', 'How are the machines connected?'],
    ['What does it cost (in yuan)?', 'What does it cost?'],
    ['Ratio 3:', 'Ratio 3:'],
    [`${'A very long beginning '.repeat(4)}: what?`, `${'A very long beginning '.repeat(4)}: what?`],
  ])('the question with the text %j gets the short name %j', (text, name) => {
    expect(questionLabels(text)[0]).toBe(name);
  });
});

describe('the name of a fact', () => {
  test.each([
    ['其中：数字化生产设备', '其中：数字化生产设备'],
    ['贷款本金是多少（单位为元）？没有则填 0。', '贷款本金是多少？'],
    ['Employees', 'Employees'],
    ['(in yuan)', '(in yuan)'],
  ])('the fact with the text %j is called %j', (text, name) => {
    expect(factLabel(text)).toBe(name);
  });
});

test.each([
  ['keyScenes', 'Key scenes'],
  ['data-quality', 'Data quality'],
  ['data_quality', 'Data quality'],
  ['Q12', 'Q12'],
  ['3.1.10', '3.1.10'],
  ['ERP', 'ERP'],
  ['usesERP', 'UsesERP'],
  ['nextOfA', 'Next of A'],
  ['total', 'Total'],
])('the id %s without a title is printed as %s', (id, words) => {
  expect(readableId(id)).toBe(words);
});
