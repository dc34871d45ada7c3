import type { TemplateMessages } from './messages.ts';

export const template: TemplateMessages = {
  opening: (pack, blank) => `${pack} 的答案。请将 ${blank} 换成答案，没有答案则保留。`,
  more: (unknown, noted) => `尚不清楚写 ${unknown}；答案可带说明和佐证：${noted}。`,
  required: '必填',
  choose: (values) => `选一项：${values}`,
  several: (values) => `可选多项：${values}，写成列表，如 [A, B]`,
  number: (range) => (range === '' ? '数字' : `数字：${range}`),
  yesNo: (yes, no) => `是写 ${yes}，否写 ${no}`,
  date: '日期：2026-01-31',
  text: '文字',
  tick: (mark) => `选中填 ${mark}，否则留空`,
  notApplicable: (state) => `不适用写 ${state}`,
  derived: (names) => `以下由上述答案推算，只有不对时才需填写：${names}`,
  answers: '答案',
  lists: '选项',
};
