import type { TemplateMessages } from './messages.ts';

export const template: TemplateMessages = {
  opening: (pack, blank) => [
    `${pack} 的答案。请将 ${blank} 换成答案，没有答案则保留；`,
    '尚不清楚写 { state: unknown }。答案可带说明和佐证：{ value: 2, note: 原因, evidence: [文件] }。',
  ],
  required: '必填',
  choose: (values) => `选一项：${values}`,
  several: (values) => `可选多项：${values}，写成列表：[第一项, 第二项]`,
  number: (range) => (range === '' ? '数字' : `数字：${range}`),
  yesNo: '是写 true，否写 false',
  date: '日期：2026-01-31',
  text: '文字',
  tick: (mark) => `选中填 ${mark}，否则留空`,
  notApplicable: '可写 { state: notApplicable }（不适用）',
  derived: (names) => `以下由上述答案推算，只有不对时才需填写：${names}`,
  answers: '答案',
  lists: '选项',
};
