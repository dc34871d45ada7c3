import type { Messages } from '../messages.ts';
import { joinWith } from '../text.ts';

export const language: Messages['language'] = {
  tag: 'zh-Hans',
  // A text only in traditional characters is a later choice.
  variants: ['zh', 'zh-hans', 'zh-cn', 'zh-hans-cn', 'zh-sg'],
};

const CURRENCIES: Readonly<Record<string, string>> = { CNY: '元', EUR: '欧元', USD: '美元', HKD: '港元', JPY: '日元' };

export const numbers: Messages['numbers'] = {
  decimal: '.',
  group: ',',
  largeUnits: [
    { zeros: 8, name: '亿' },
    { zeros: 4, name: '万' },
  ],
  wordUnits: [
    { zeros: 12, name: '万亿' },
    { zeros: 8, name: '亿' },
    { zeros: 4, name: '万' },
  ],
  percent: (number) => `${number}%`,
  range: (low, high, signed) => (signed ? `${low}至${high}` : `${low}～${high}`),
  atLeast: (number) => `不低于${number}`,
  atMost: (number) => `不超过${number}`,
  money: (number, currency) => `${number}${Object.hasOwn(CURRENCIES, currency) ? CURRENCIES[currency] : currency}`,
  withUnit: (number, unit) => `${number}${unit}`,
  date: (year, month, day) => `${year}年${month}月${day}日`,
  months: (number) => `${number}个月`,
  items: (items) => items.join('、'),
  and: (items) => joinWith(items, '、', '和'),
  or: (items) => joinWith(items, '、', '或'),
  list: (items) => items.join('；'),
  labelled: (label, text) => (label.endsWith('？') ? `${label}${text}` : `${label}：${text}`),
  sentences: (items) => items.join(''),
  clauses: (items) => items.join('，'),
  quote: (text) => `“${text}”`,
  remark: (text, remark) => `${text}（${remark}）`,
};
