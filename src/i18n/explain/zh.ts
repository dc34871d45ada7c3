import type { ExplainMessages } from './messages.ts';

export const explain: ExplainMessages = {
  leastOf: '最小值：',
  greatestOf: '最大值：',
  sum: (terms, value) => `${value} = ${terms}`,
  mean: (terms, weights, value) => `${value} = (${terms}) ÷ ${weights}`,
  pick: (word, values, value) => `${value} = ${word}${values}`,
  difference: (a, b, value) => `${value} = ${a} − ${b}`,
  answer: (answer, points) => `${answer} → ${points}`,
  derived: (answer) => `${answer}（由数据推算）`,
  ratio: (a, b, value) => `${value} = ${a} ÷ ${b}`,
  change: (from, to, value) => `${value} = (${to} − ${from}) ÷ ${from}`,
  step: (value, bound, result) => `${result}，因为 ${value} 达到了下限为 ${bound} 的一档`,
  belowSteps: '低于最低一档',
  case: (value) => `${value}，取第一个成立的情形`,
  capped: (value, cap) => `${value}，最高 ${cap}`,
  excluded: (name, reason) => `${name}不计入：${reason}`,
  notAsked: '此处不问',
  nothing: '无可计入的内容',
  reached: (level) => `${level}：已达到`,
  stopped: (level) => `${level}：未达到`,
  undecided: (level) => `${level}：尚未确定`,
};
